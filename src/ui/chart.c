#include "ui/chart.h"

#define EIGHTHS 8
#define SHADES 4
#define GAP_FROM 3 /* columns of so many cells stand apart */

/* The nearest of 0..steps, but not 0 for what is more than nothing. */
static int level(double share, int steps)
{
	int found;

	if (!(share > 0))
		return 0;
	if (share > 1)
		share = 1;
	found = (int)(share * steps + 0.5);
	return found ? found : 1;
}

struct chart_cells chart_column(int width, size_t count, int most, size_t index)
{
	int each = count ? width / (int)count : 0;
	struct chart_cells cells;

	if (each > most)
		each = most;
	cells.column = each * (int)index;
	cells.width = each >= GAP_FROM ? each - 1 : each;
	return cells;
}

void chart_columns(const struct pane *pane, unsigned style, const double *shares, size_t count,
		   int most, size_t marked)
{
	static const char *const heights[] = { " ", "▁", "▂", "▃", "▄", "▅", "▆", "▇", "█" };

	draw_clear(pane, STYLE_TEXT);
	for (size_t i = 0; i < count; i++) {
		struct chart_cells cells = chart_column(pane->width, count, most, i);
		int height = level(shares[i], pane->height * EIGHTHS);
		for (int row = pane->height - 1; row >= 0 && height > 0; row--, height -= EIGHTHS)
			for (int at = 0; at < cells.width; at++)
				draw_text(pane, cells.column + at, row, 1,
					  i == marked ? STYLE_ACCENT : style,
					  heights[height < EIGHTHS ? height : EIGHTHS]);
	}
}

void chart_heat(const struct pane *pane, unsigned style, const double *shares, size_t rows,
		size_t columns, int cells)
{
	static const char *const blocks[SHADES + 1] = { "·", "░", "▒", "▓", "█" };
	/* The common substitutes do not tell all five apart. */
	static const char *const ascii[SHADES + 1] = { " ", ".", ":", "+", "#" };
	const char *const *shades = pane->surface->ascii ? ascii : blocks;

	draw_clear(pane, STYLE_TEXT);
	for (size_t row = 0; row < rows; row++)
		for (size_t column = 0; column < columns; column++) {
			int shade = level(shares[row * columns + column], SHADES);
			for (int at = 0; at < cells; at++)
				draw_text(pane, (int)column * cells + at, (int)row, 1,
					  shade ? style : STYLE_DIM,
					  at && !shade ? " " : shades[shade]);
		}
}
