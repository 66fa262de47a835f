/*
 * pager_lines.h - the lines of one item of a pager: built once, drawn many times.
 *
 * Internal to the pager. What building means is said in pager.h.
 */
#ifndef MSGDECK_UI_PAGER_LINES_H
#define MSGDECK_UI_PAGER_LINES_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "base/strbuf.h"
#include "base/vec.h"
#include "ui/pager.h"
#include "ui/surface.h"

struct pager_span {
	uint32_t start, length; /* in pager_lines.text */
	uint16_t style;
	bool right; /* this and the following stand at the right edge */
};

struct pager_row {
	uint32_t first; /* span */
	uint32_t count;
	uint16_t indent;
	bool center;
	bool rule;
};

struct pager_lines {
	struct strbuf text;
	struct pager_spans VEC(struct pager_span) spans;
	struct pager_rows VEC(struct pager_row) rows;
	bool right_next; /* the next span begins the right part */
	bool cut;
};

void pager_lines_init(struct pager_lines *lines);
void pager_lines_release(struct pager_lines *lines);
/* Draws one line into a row of the pane. */
void pager_lines_draw(const struct pager_lines *lines, size_t line, const struct pane *pane,
		      int row);
/* Whether a line has one of the marks. */
bool pager_lines_are_marked(const struct pager_lines *lines, size_t line,
			    const struct marks *marks);

#endif
