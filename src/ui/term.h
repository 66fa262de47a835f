/*
 * term.h - the terminal. The only door to ncurses (term.c).
 *
 * One terminal a process. term_open() takes it over (alternate screen, raw mode, bracketed paste,
 * default colours), term_close() gives it back as it was; both are idempotent. Whatever ends the
 * program, the terminal is restored: an exit, a fatal signal and an exhausted memory run the same
 * async-signal-safe restoration (saved termios and a string prepared at start).
 *
 * A frame reaches the terminal in one write(): ncurses' output descriptor is a memory file while
 * it updates. Terminals that answer that they know synchronized output (DEC mode 2026) get larger
 * frames within it. Abilities are taken from terminfo, the locale and NO_COLOR; an unknown TERM falls
 * back to one that nearly every terminal understands.
 *
 * Input is read as bytes and decoded by input.h, so no answer of the terminal leaks into the keys.
 * Thread: UI only.
 */
#ifndef MSGDECK_UI_TERM_H
#define MSGDECK_UI_TERM_H

#include <stdbool.h>
#include <stddef.h>

#include "base/error.h"
#include "ui/input.h"
#include "ui/style.h"
#include "ui/surface.h"

/* Most text that is offered to the clipboard; many terminals drop more. */
#define TERM_COPY_MAX (74 * 1024)

enum term_utf8 { TERM_UTF8_AUTO, TERM_UTF8_ON, TERM_UTF8_OFF };

struct term_options {
	const struct style_theme *theme; /* must outlive the terminal; NULL for style_theme_default */
	enum term_utf8 utf8;             /* AUTO: as the locale's character set says */
	int colors; /* most colours to use: 0 none, 8, 16, 256, 1 << 24; -1 what there is */
	bool mouse;
};

/* setlocale(LC_CTYPE, "") must have been called. Fails when standard input or output is not a
 * terminal. */
bool term_open(const struct term_options *options, struct error *err);
void term_close(void);
bool term_is_open(void);
/* Async-signal-safe and idempotent: what term_close() does to the terminal, without freeing. */
void term_restore(void);

int term_input_fd(void);
int term_columns(void);
int term_rows(void);
bool term_has_utf8(void);
enum style_depth term_depth(void);
/* NULL, or a sentence for the operator: e.g. that TERM is unknown and what is used instead. */
const char *term_notice(void);
void term_set_theme(const struct style_theme *theme);

/* Reads what is there without waiting and passes events on. False at the end of the input: the
 * terminal has gone. */
bool term_read(input_handler *handler, void *context);
/* Whether bytes wait to be read now. */
bool term_input_waits(void);
/* See input.h: whether an incomplete sequence waits for its time limit. */
bool term_input_pending(void);
void term_input_timeout(input_handler *handler, void *context);

/* Asks the kernel for the size; true when it changed. */
bool term_resize(void);
/* Sends the difference between the surface and what the terminal shows, in one write. */
void term_show(const struct surface *surface);
/* Forgets what the terminal shows, so that the next frame is drawn in full (^L). */
void term_redraw(void);
/* Gives the terminal back, stops the process as ^Z does, and takes the terminal again once it
 * is continued. A full frame must follow. */
void term_suspend(void);
/* Gives the terminal back around a child process (viewer, editor) and takes it again. */
void term_leave(void);
bool term_enter(struct error *err);

/* OSC 52: offers text to the operator's own clipboard, also across SSH. Fails beyond TERM_COPY_MAX
 * and where the terminal cannot (TERM=linux, dumb). No terminal says whether it obeyed. */
bool term_copy(const char *text, size_t length, struct error *err);
void term_bell(void);
/* Window title, with the next frame; cleaned and cut. NULL or "" gives the old one back where the terminal can. */
void term_title(const char *title);
/* Writes bytes as they are, outside frames: the idle mark of the test mode. */
void term_write_raw(const char *bytes, size_t length);
/* "ncurses 6.4.20221231". May be called at any time. */
const char *term_library(void);

#endif
