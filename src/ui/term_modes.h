/*
 * term_modes.h - what is written to the terminal beside frames: taking it, giving it back, its title.
 *
 * ncurses switches on what terminfo describes; private modes and the title are ours. What was switched on
 * is what is switched off, whatever ends the program. Pure: appends bytes and writes nothing.
 *
 * Source: xterm's "XTerm Control Sequences" (ctlseqs).
 *
 * Internal to ui: term.c is the only user.
 */
#ifndef MSGDECK_UI_TERM_MODES_H
#define MSGDECK_UI_TERM_MODES_H

#include <stdbool.h>

#include "base/strbuf.h"

struct term_modes {
	bool xterm; /* knows OSC, private modes and reports */
	bool mouse; /* its reports are wanted */
	bool syncs; /* has answered that it knows synchronized output */
	bool titled;
	bool colors;
};

/* A string of the terminal's description, "" where it has none. */
typedef const char *term_ability(const char *name);

/* After ncurses has taken the terminal; asks whether it has synchronized output. */
void term_modes_enter(struct strbuf *out, const struct term_modes *modes);
/* After others had the terminal: what ncurses did at first, too. */
void term_modes_again(struct strbuf *out, const struct term_modes *modes, term_ability *ability,
		      bool cursor);
/* Gives the terminal back; `last_row` moves the cursor there. */
void term_modes_leave(struct strbuf *out, const struct term_modes *modes, term_ability *ability,
		      const char *last_row);
/* The window's title; cleaned, cut at a character, in ASCII unless utf8. NULL or "" gives the one back that
 * was there before. Nothing where the terminal has no title. Keeps modes->titled. */
void term_modes_title(struct strbuf *out, struct term_modes *modes, const char *title, bool utf8);

#endif
