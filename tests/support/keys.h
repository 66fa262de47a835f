/*
 * keys.h - what a terminal sends for a key, written the way a test reads best.
 *
 *	"jj<Enter>/hello<Enter><Esc>"	plain characters and named keys
 *	"<Down*5>" "<x*3>"		repeated
 *	"<C-f>" "<lt>"			with Ctrl; a literal <
 *	"<paste:two words>"		as one bracketed paste where the program asked for that
 *	"<click:5,10>" "<wheelup:5,10>"	the mouse, in row 5, column 10, counted from 0; also wheeldown
 *
 * Names: Up Down Left Right Home End PgUp PgDn Ins Del Tab STab BS Enter Esc Space F1 to F12.
 * The bytes are the terminal type's own (terminfo); what its entry lacks, or an unknown type, is
 * sent as xterm does.
 */
#ifndef MSGDECK_TESTS_KEYS_H
#define MSGDECK_TESTS_KEYS_H

#include <stdbool.h>
#include <stddef.h>

#include "base/strbuf.h"

struct keys;

/* Modes that the program has set, which change what keys send. */
struct key_modes {
	bool application;     /* DECCKM */
	bool bracketed_paste; /* DEC 2004 */
	bool mouse;           /* reports in the form of DEC 1006 */
};

struct key {
	struct strbuf bytes; /* of one press */
	size_t times;        /* how often to press it */
	size_t events;       /* how many the program counts for one press */
	bool alone;          /* nothing may follow until the program has seen it: Esc */
};

#define KEY_INIT                                  \
	{                                         \
		.bytes = STRBUF_INIT(STRBUF_TEXT) \
	}

struct keys *keys_new(const char *term);
void keys_free(struct keys *keys);
/* Takes the next key from *text and leaves *text behind it. False at the end; fails the test on a
 * name that is not known. */
bool keys_next(const struct keys *keys, const char **text, const struct key_modes *modes,
	       struct key *key);

#endif
