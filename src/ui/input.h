/*
 * input.h - bytes from the terminal to events. Pure: no terminal, no clock.
 *
 * Understands UTF-8, ECMA-48 control sequences (cursor and editing keys with xterm's modifiers, F
 * keys, SGR mouse reports, kitty's "u" keys), SS3, meta as ESC prefix, bracketed paste (one event
 * for the whole paste), and the terminal's answers: DECRPM becomes an event, all other answers and
 * every unknown or over-long sequence are swallowed whole, so they never become keys. Further
 * sequences can be taught from terminfo.
 *
 * A lone ESC cannot be told from the start of a sequence: while input_pending() holds, call
 * input_timeout() when nothing more has come for INPUT_ESC_MS.
 */
#ifndef MSGDECK_UI_INPUT_H
#define MSGDECK_UI_INPUT_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "base/strbuf.h"

#define INPUT_ESC_MS 40
/* Longest control sequence; a longer one is swallowed. */
#define INPUT_SEQUENCE_MAX 256
/* Longest paste; what is beyond is dropped and the event says so. */
#define INPUT_PASTE_MAX (1024 * 1024)

enum input_type {
	INPUT_KEY,
	INPUT_PASTE,
	INPUT_MOUSE,
	INPUT_MODE, /* DECRPM: the terminal's answer about a private mode */
	INPUT_FOCUS,
};

struct input_event {
	enum input_type type;
	uint32_t key; /* INPUT_KEY; see key.h */
	/* INPUT_PASTE: raw bytes, valid UTF-8 or not; owned by the decoder, until the next call */
	const char *text;
	size_t length;
	bool truncated;
	/* INPUT_MOUSE: 0-based cell; button as in SGR reports (0..2, 64/65 the wheel) */
	int column, row, button;
	bool pressed; /* INPUT_MOUSE; INPUT_FOCUS: whether the focus came */
	/* INPUT_MODE: 0 unknown, 1 set, 2 reset, 3 permanently set, 4 permanently reset */
	int mode, state;
};

struct input;
typedef void input_handler(const struct input_event *event, void *context);

struct input *input_new(void);
void input_free(struct input *input);
/* Teaches a terminfo string such as kcuu1; ignores NULL, "" and single characters. */
void input_learn(struct input *input, const char *bytes, uint32_t key);
/* Teaches all key strings of the terminal's description; ability() gives the string of a terminfo
 * name, "" where it has none. */
void input_learn_terminfo(struct input *input, const char *(*ability)(const char *name));
/* Feeds bytes; calls the handler for each event that is complete. */
void input_feed(struct input *input, const char *bytes, size_t length, input_handler *handler,
		void *context);
/* Whether an incomplete sequence waits. A paste in progress does not count. */
bool input_pending(const struct input *input);
/* No more bytes came in time: what waits becomes keys (a lone ESC is Esc) or is dropped. */
void input_timeout(struct input *input, input_handler *handler, void *context);

#endif
