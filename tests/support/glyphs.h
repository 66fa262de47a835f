/*
 * glyphs.h - box-drawing characters and blocks as shapes: fonts leave gaps between them.
 */
#ifndef MSGDECK_TESTS_GLYPHS_H
#define MSGDECK_TESTS_GLYPHS_H

#include <stdbool.h>

#include "base/strbuf.h"

struct glyph_box {
	double x, y, width, height; /* the cell */
	const char *colour;         /* an SVG paint */
};

/* Appends the SVG shapes of the character (UTF-8); false, appending nothing, when it is an ordinary
 * one that a font should draw. */
bool glyph_write(const char *text, const struct glyph_box *box, struct strbuf *out);

#endif
