/*
 * idle.h - the sequence by which a program in test mode says that it has come to rest:
 *
 *	ESC ] 7770 ; KEYS ; COLSxROWS BEL
 *
 * KEYS is how many key events it has handled since it started.
 */
#ifndef MSGDECK_TESTS_IDLE_H
#define MSGDECK_TESTS_IDLE_H

#include <stdbool.h>

#include "support/stream.h"

struct idle {
	size_t keys;
	int cols, rows;
};

/* False, leaving idle alone, when the token is anything else. */
bool idle_parse(const struct token *token, struct idle *idle);

#endif
