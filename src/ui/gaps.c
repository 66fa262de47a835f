#include "ui/gaps.h"

static bool is_blank(const struct cell *cell)
{
	return cell->text[0] == ' ' && !cell->text[1];
}

/* Where a gap between two words begins: the first of at least two blanks that end before `end`, which are
 * not the row's first. `end` where there is none. */
static int gap_before(const struct cell *cells, int end)
{
	int start = end;

	while (start > 0 && is_blank(&cells[start - 1]))
		start--;
	return start > 0 && end - start > 1 ? start : end;
}

void gaps_join(const struct cell *cells, int columns, gaps_ground *ground, unsigned *styles)
{
	int gap = columns;

	for (int i = columns - 1; i >= 0; i--) {
		styles[i] = cells[i].style;
		if (!is_blank(&cells[i]))
			gap = gap_before(cells, i);
		else if (i >= gap && i + 1 < columns && ground(styles[i]) == ground(styles[i + 1]))
			styles[i] = styles[i + 1];
	}
}
