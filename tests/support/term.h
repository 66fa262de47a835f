/*
 * term.h - a program on a terminal that a test can read.
 *
 * Runs a program on a pseudo-terminal of a fixed size, in a pinned environment (locale, time zone,
 * clock, an empty home of its own, no proxies, no credentials), feeds what it writes to libvterm,
 * and keeps the raw bytes too.
 *
 * There are no sleeps. A program in test mode (MSGDECK_TEST=1) writes, whenever nothing is dirty
 * and nothing outstanding, once per change of the pair, a sequence (idle.h) with the number of key events
 * that it has handled and its window's size. So term_keys() sends a key and reads until the sequence that
 * answers it; everything else waits for what it expects to see. Only when nothing comes for TERM_PATIENCE
 * seconds (TEST_PATIENCE in the environment sets another number, for slow tools such as valgrind) is the
 * test failed, with the screen as it is then.
 */
#ifndef MSGDECK_TESTS_TERM_H
#define MSGDECK_TESTS_TERM_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "base/strbuf.h"

#define TERM_PATIENCE 60
/* The tests' time of day: Mon 23 Nov 2026 11:02:00 UTC. */
#define TERM_NOW INT64_C(1795431720)

struct term;

struct term_options {
	const char *type; /* TERM; NULL: xterm-256color */
	int cols, rows;   /* 0: 80x24 */
	int64_t now;      /* what MSGDECK_TEST_NOW says; 0: TERM_NOW; below 0: the real time */
	/* "NAME=VALUE", NULL-ended, on top of the pinned environment; "NAME" takes one away. */
	const char *const *env;
	bool count_writes; /* see term_writes() */
	bool synchronizes; /* a terminal that says that it has synchronized output */
	bool no_answers;   /* a terminal that never answers queries, e.g. behind a slow line */
};

/* What one step cost on the line, idle sequences not counted. */
struct term_cost {
	size_t bytes;
	uint64_t writes; /* 0 unless counted */
	int64_t first_ns; /* from the first key to the first byte of the answer; -1: there was none */
	int64_t last_ns; /* … and to the last of what it changed by itself */
	/* Of what came after that until rest, because the key had it asked for or by chance: the bytes, among
	 * those above, and when the last of it came; otherwise last_ns. */
	size_t news_bytes;
	int64_t news_ns;
	int longest_us; /* what idle.h says, the most of all keys of the step */
};

/* Colours: an index below 256, TERM_RGB | 0xrrggbb, or TERM_DEFAULT. */
#define TERM_DEFAULT (-1)
#define TERM_RGB 0x1000000

enum term_attribute {
	TERM_BOLD = 1,
	TERM_DIM = 2,
	TERM_ITALIC = 4,
	TERM_UNDERLINE = 8,
	TERM_REVERSE = 16,
	TERM_BLINK = 32,
	TERM_STRIKE = 64,
};

struct term_cell {
	char text[32]; /* UTF-8; "" in the second half of a wide character; " " when empty */
	int width;     /* 1 or 2; 0 in the second half */
	unsigned attributes;
	int foreground, background;
};

/* Starts argv[0], found as place_program() says, and returns at once. */
struct term *term_open(const struct term_options *options, const char *const argv[]);
/* Kills what still runs and removes the home. NULL is allowed. */
void term_close(struct term *term);

/* Presses keys one by one (keys.h says how they are written) and waits after each until the program
 * has handled it and come to rest. */
void term_keys(struct term *term, const char *keys);
/* Sends all keys in one write, as a slow line delivers them, then waits. No Esc among them. */
void term_burst(struct term *term, const char *keys);
/* Sends without waiting. */
void term_send(struct term *term, const char *keys);
/* Waits until the program has handled every key sent so far, at the present size. */
void term_settle(struct term *term);
/* Changes the window's size and waits until the program has come to rest in it. */
void term_resize(struct term *term, int cols, int rows);
/* Sends a signal to the program, not waiting for anything. */
void term_signal(struct term *term, int number);
/* Waits until the program has stopped itself (after <C-z> was sent). */
void term_wait_stopped(struct term *term);
/* Brings it back to the foreground and waits until it has come to rest. */
void term_continue(struct term *term);
/* Reads to the end and returns the exit status, or minus the signal that killed it. */
int term_wait_exit(struct term *term);

/* Waits until `is_so` says yes of what is on the screen. */
typedef bool term_predicate(const struct term *term, const void *context);
void term_wait_until(struct term *term, term_predicate *is_so, const void *context,
		     const char *what);
/* Waits until the text is on the screen (in one row). */
void term_expect(struct term *term, const char *text);
/* The same for an extended regular expression, matched against each row without its trailing
 * blanks. */
void term_expect_match(struct term *term, const char *regex);
/* Fails when the text is on the screen now. */
void term_expect_not(struct term *term, const char *text);

/* The screen. Rows and columns count from 0. */
int term_cols(const struct term *term);
int term_rows(const struct term *term);
void term_cell(const struct term *term, int row, int col, struct term_cell *cell);
/* Appends a row without its trailing blanks. */
void term_row(const struct term *term, int row, struct strbuf *out);
/* Appends all rows, each with '\n' at its end. */
void term_text(const struct term *term, struct strbuf *out);
void term_cursor(const struct term *term, int *row, int *col, bool *visible);
bool term_is_on_screen(const struct term *term, const char *text);

/* The alternate screen, cursor, keypad, mouse and paste modes and the line's modes are as they were
 * before the program started. */
bool term_is_restored(const struct term *term);
/* Whether the program has asked for the mouse. */
bool term_wants_mouse(const struct term *term);
/* What the program last put on the clipboard with OSC 52; NULL: nothing yet. */
const char *term_clipboard(const struct term *term);
/* Fails unless all that was received may be sent to a terminal (inspect.h). */
void term_expect_clean(const struct term *term);
/* All bytes that were received. */
const struct strbuf *term_stream(const struct term *term);
/* How often the program has written to the terminal. Only with count_writes. */
uint64_t term_writes(const struct term *term);
/* How often it has rung the bell. */
unsigned term_bells(const struct term *term);
int term_process(const struct term *term);
/* The home that the program was given: an absolute path. */
const char *term_home(const struct term *term);

/* Reads whatever comes for so long. */
void term_watch(struct term *term, int milliseconds);
/* Starts measuring: the next key is the first. */
void term_measure(struct term *term);
/* What it cost from there until now. */
void term_measured(const struct term *term, struct term_cost *cost);

#endif
