/*
 * svg.h - a terminal's screen as an SVG picture: what the README shows.
 *
 * The grid is exact whatever fonts the viewer has: every word is placed at its cell and given its
 * cells' length, wide characters and symbols are centred in theirs, and lines, boxes and bars are
 * drawn as shapes, so they join. The same screen gives the same bytes.
 */
#ifndef MSGDECK_TESTS_SVG_H
#define MSGDECK_TESTS_SVG_H

#include "base/strbuf.h"
#include "support/term.h"

struct svg_look {
	const char *title;       /* of the window */
	const char *paper, *ink; /* the terminal's own colours, "#rrggbb"; NULL: a dark one's */
};

/* Appends the picture, in a window frame. */
void svg_write(const struct term *term, const struct svg_look *look, struct strbuf *out);

#endif
