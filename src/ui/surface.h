/*
 * surface.h - the screen as cells in memory, and everything that draws on it.
 *
 * A surface is what the next frame should look like; it keeps what was drawn, so a frame only draws
 * what changed, and term_show() sends the difference. A pane is a rectangle of it: all drawing takes
 * a pane and coordinates relative to it (column, row, from 0), is clipped to it, and never splits a
 * two-cell character (the half at an edge becomes a blank).
 *
 * The way in for foreign text is draw_foreign() and nothing else: it cleans (base/text.h). The other
 * functions take UTF-8 that we wrote or that text_clean() gave. On a terminal without UTF-8 each
 * symbol is replaced by ASCII of the same number of cells.
 *
 * Every cell also remembers a style (see style.h); what a theme makes of it is decided when it is
 * shown. Thread: UI. No function fails.
 */
#ifndef MSGDECK_UI_SURFACE_H
#define MSGDECK_UI_SURFACE_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "base/strbuf.h"
#include "base/text.h"
#include "ui/marks.h"
#include "ui/style.h"

/* A character of the screen. width 0 marks the right half of the wide character before it. */
struct cell {
	/* Base and marks, 0 where unused. Of a STYLE_PICTURE: base, foreground and background, colours
	 * as in a struct style that the terminal can show. */
	uint32_t text[1 + TEXT_MARKS_MAX];
	uint16_t style; /* role and STYLE_ON_… bits */
	uint8_t width;  /* 1, 2, or 0 */
};

struct surface {
	int columns;
	int rows;
	bool ascii; /* replace symbols: the terminal has no UTF-8 */
	struct cell *cells;
	/* Where the hardware cursor stands, for screen readers and editing; -1 for nowhere. */
	int cursor_column;
	int cursor_row;
	bool cursor_visible;
};

struct pane {
	struct surface *surface;
	int column, row; /* of the top left corner on the surface */
	int width, height;
};

enum draw_align { DRAW_LEFT, DRAW_RIGHT, DRAW_CENTER };

void surface_init(struct surface *surface, int columns, int rows);
void surface_release(struct surface *surface);
/* Blanks everything when the size changed. */
void surface_resize(struct surface *surface, int columns, int rows);
/* Overwrites the texts of all cells: message texts are personal data. */
void surface_wipe(struct surface *surface);

struct pane pane_whole(struct surface *surface);
/* A part of it, cut to what is there; may be empty (width or height 0). */
struct pane pane_part(const struct pane *pane, int column, int row, int width, int height);
/* Cuts `height` rows off at the top (or the bottom when negative) and returns them. */
struct pane pane_cut(struct pane *pane, int height);

/* Fills with blanks in this style. */
void draw_clear(const struct pane *pane, unsigned style);
void draw_fill(const struct pane *pane, int column, int row, int width, unsigned style);
/* Draws our own text; at most `width` cells, the last one "…" where it does not fit. Returns the
 * cells used; nothing after them is touched. */
int draw_text(const struct pane *pane, int column, int row, int width, unsigned style,
	      const char *text);
/* The same for cleaned UTF-8 of a given length. */
int draw_clean(const struct pane *pane, int column, int row, int width, unsigned style,
	       const char *text, size_t length);
/* The same for text that anybody may have written: cleans it first. The one way in. */
int draw_foreign(const struct pane *pane, int column, int row, int width, unsigned style,
		 const char *text, size_t length);
/* As draw_clean(), aligned within exactly `width` cells, the rest filled with blanks. Where one of the
 * marks (NULL: none) is, the cells get STYLE_ON_MATCH. */
void draw_field(const struct pane *pane, int column, int row, int width, unsigned style,
		enum draw_align align, const char *text, size_t length, const struct marks *marks);
int draw_format(const struct pane *pane, int column, int row, int width, unsigned style,
		const char *format, ...) __attribute__((format(printf, 6, 7)));
/* Gives the cells STYLE_ON_MATCH where one of the marks is in what is drawn there. */
void draw_matches(const struct pane *pane, int column, int row, int width,
		  const struct marks *marks);
/* Adds overlay bits to the cells of a row. */
void draw_overlay(const struct pane *pane, int column, int row, int width, unsigned bits);

/* "── title ── more ─────": a rule through the whole pane with texts in it. NULL for a bare rule. */
void draw_rule(const struct pane *pane, int row, unsigned style, const char *title);
/* A frame along the edges of the pane with a title on its upper edge. */
void draw_frame(const struct pane *pane, unsigned style, const char *title);
/* A bar of `width` cells filled by share 0..1, in eighths of a cell ('#' without UTF-8). */
void draw_bar(const struct pane *pane, int column, int row, int width, unsigned style,
	      double share);
/* One column a value, each 0..max, in eighths: ▁▂▃▄▅▆▇█. */
void draw_spark(const struct pane *pane, int column, int row, unsigned style,
		const uint32_t *values, size_t count, uint32_t max);

/* Puts the hardware cursor on a cell of the pane. */
void draw_cursor(const struct pane *pane, int column, int row, bool visible);

/* Appends the text of a row without trailing blanks: for tests and for copying the screen. */
void surface_row_text(const struct surface *surface, int row, struct strbuf *out);

#endif
