/*
 * chart.h - charts of cells: columns in eighths of a cell, and a map of shades.
 *
 * Values are shares, 0..1; what lies outside is taken as the nearer end, and little is never drawn as
 * nothing. Without UTF-8 each symbol is replaced by ASCII, as everywhere (surface.h): fuller is denser.
 * Nothing is told by colour alone: the marked column has a mark under it, which the caller draws at
 * chart_column(). Bars that lie are draw_bar() of surface.h. Pure drawing. Thread: UI.
 */
#ifndef MSGDECK_UI_CHART_H
#define MSGDECK_UI_CHART_H

#include <stddef.h>

#include "ui/surface.h"

struct chart_cells {
	int column; /* where it begins in the pane */
	int width;  /* without the gap behind it; 0: there is no room for it */
};

/* Where a column of `count` stands in `width` cells: all are equally wide, at most `most` cells. */
struct chart_cells chart_column(int width, size_t count, int most, size_t index);
/* Columns that stand on the lower edge of the pane and use its whole height; the cells above them are
 * cleared. `marked` is drawn as STYLE_ACCENT; SIZE_MAX: none. */
void chart_columns(const struct pane *pane, unsigned style, const double *shares, size_t count,
		   int most, size_t marked);
/* Rows of `columns` fields, each `cells` wide, as one of five shades. */
void chart_heat(const struct pane *pane, unsigned style, const double *shares, size_t rows,
		size_t columns, int cells);

#endif
