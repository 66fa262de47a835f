/*
 * gaps.h - in which style the gaps between words are drawn, so that it changes as seldom as can be.
 *
 * A blank shows no more than its ground, so a gap that has the same one as the word behind it goes along
 * with that: the colours then change once between two words and not at both ends of the gap, and the gap
 * stays as it is when the word before it changes its colour. Pure.
 */
#ifndef MSGDECK_UI_GAPS_H
#define MSGDECK_UI_GAPS_H

#include <stdint.h>

#include "ui/surface.h"

/* What a blank shows of a cell's style, as style_ground() says. */
typedef uint64_t gaps_ground(unsigned cell_style);

/* For each cell of a row the style of the cell to draw it with. */
void gaps_join(const struct cell *cells, int columns, gaps_ground *ground, unsigned *styles);

#endif
