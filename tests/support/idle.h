/*
 * idle.h - the sequence by which a program in test mode says that it has come to rest:
 *
 *	ESC ] 7770 ; KEYS ; COLSxROWS BEL
 *	ESC ] 7770 ; KEYS ; COLSxROWS ; LONGEST BEL
 *	ESC ] 7770 ; KEYS BEL
 *
 * KEYS is how many key events it has handled since it started, LONGEST how many microseconds of processor
 * time it has spent at most between two looks at the keyboard since the last of these sequences. The
 * last one says that the program is not at rest yet, but has drawn all that the keys change by themselves:
 * what comes after it was sent by somebody else.
 */
#ifndef MSGDECK_TESTS_IDLE_H
#define MSGDECK_TESTS_IDLE_H

#include <stdbool.h>

#include "support/stream.h"

struct idle {
	size_t keys;
	int cols, rows; /* 0: not at rest */
	int longest_us; /* 0 when it does not say */
};

/* False, leaving idle alone, when the token is anything else. */
bool idle_parse(const struct token *token, struct idle *idle);

#endif
