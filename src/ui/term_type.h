/*
 * term_type.h - by which of terminfo's descriptions to draw, from what the environment says.
 *
 * Pure: the strings of the environment come from the caller, and whether a description exists is for
 * ncurses to find out.
 *
 * Internal to ui: term.c is the only user.
 */
#ifndef MSGDECK_UI_TERM_TYPE_H
#define MSGDECK_UI_TERM_TYPE_H

#include <stdbool.h>
#include <stddef.h>

#include "base/strbuf.h"

#define TERM_TYPES_MAX 6

struct term_types {
	const char *names[TERM_TYPES_MAX]; /* to be tried in this order */
	size_t count;
	size_t fitting; /* so many of them are what the terminal says it is */
	char direct[128];
};

/* `type` is TERM and must outlive *types; `promise` is COLORTERM, where more than 256 colours are of use:
 * with it "xterm-256color" is tried as "xterm-direct" first. `colors` as in struct term_options. NULL
 * for what is not set. */
void term_types_find(struct term_types *types, const char *type, const char *promise, int colors);
/* A sentence for the operator: the description that is used is none of the fitting ones. */
void term_types_explain(struct strbuf *out, const char *type, const char *used);
/* Whether terminals of this name take OSC, private modes and requests for reports, even where their
 * descriptions do not say so; linux, vt100 and the like do not. */
bool term_type_is_xterm(const char *type);

#endif
