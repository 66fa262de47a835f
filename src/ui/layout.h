/*
 * layout.h - which columns of a list fit into a width, and how wide each becomes. Pure.
 */
#ifndef MSGDECK_UI_LAYOUT_H
#define MSGDECK_UI_LAYOUT_H

#include <stddef.h>

struct layout_column {
	int min;  /* least cells */
	int wish; /* cells that it has before columns of a higher rank are shown; 0: min will do */
	int max;  /* most cells; 0 for no limit */
	int step; /* cells that it takes in place of min, all at once, where there is room; 0: never */
	int weight; /* share of what is left over; 0: stays at min, or step */
	int rank;   /* 1 stays longest */
	int width;  /* result; 0 when the column is dropped */
};

/* Fits the columns into `width` cells with `gap` cells between neighbours. Columns are dropped from
 * the highest rank number down (of equals the last first) until the rest fits; one always stays and is cut to
 * the width if need be. Steps are taken from left to right, each where it costs no more than a third of
 * what is left over. The sum of widths and gaps never exceeds the width. */
void layout_fit(struct layout_column *columns, size_t count, int width, int gap);

#endif
