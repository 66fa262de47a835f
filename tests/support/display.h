/*
 * display.h - the terminal's side of the line: libvterm, and what libvterm lacks. The only file of
 * the tests that knows libvterm.
 *
 * libvterm 0.1.4 has no faint text, no REP and does not know the Linux console's palette sequences;
 * these are translated or left out on the way in. What the screen looks like and which modes are
 * set is asked here.
 */
#ifndef MSGDECK_TESTS_DISPLAY_H
#define MSGDECK_TESTS_DISPLAY_H

#include <stdbool.h>

#include "support/keys.h"
#include "support/stream.h"
#include "support/term.h"

struct display;

struct display_modes {
	struct key_modes keys;
	bool keypad, alternate, hidden_cursor, synchronized;
};

/* `answer` sends back what a terminal replies to queries. */
struct display *display_new(int cols, int rows, void (*answer)(const char *, size_t, void *),
			    void *context);
void display_free(struct display *display);
void display_take(struct display *display, const struct token *token);
/* Brings what was taken onto the screen. */
void display_flush(struct display *display);
void display_resize(struct display *display, int cols, int rows);
void display_cell(const struct display *display, int row, int col, struct term_cell *cell);
/* Appends a row without its trailing blanks. */
void display_row(const struct display *display, int row, struct strbuf *out);
void display_cursor(const struct display *display, int *row, int *col);
const struct display_modes *display_modes(const struct display *display);

#endif
