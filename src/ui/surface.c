#include "ui/surface.h"

#include <string.h>

#include "base/mem.h"

static const struct cell blank = { .text = { ' ' }, .style = STYLE_TEXT, .width = 1 };

static size_t cell_count(const struct surface *surface)
{
	return (size_t)surface->columns * (size_t)surface->rows;
}

static void blank_all(struct surface *surface)
{
	for (size_t i = 0; i < cell_count(surface); i++)
		surface->cells[i] = blank;
}

void surface_init(struct surface *surface, int columns, int rows)
{
	*surface = (struct surface){ .cursor_column = -1, .cursor_row = -1 };
	surface_resize(surface, columns, rows);
}

void surface_release(struct surface *surface)
{
	if (surface->cells)
		mem_wipe(surface->cells, cell_count(surface) * sizeof(*surface->cells));
	free(surface->cells);
	surface->cells = NULL;
	surface->columns = 0;
	surface->rows = 0;
}

void surface_resize(struct surface *surface, int columns, int rows)
{
	columns = columns < 1 ? 1 : columns;
	rows = rows < 1 ? 1 : rows;
	if (surface->cells && columns == surface->columns && rows == surface->rows)
		return;
	surface_release(surface);
	surface->columns = columns;
	surface->rows = rows;
	surface->cells = xcalloc(cell_count(surface), sizeof(*surface->cells));
	surface->cursor_column = -1;
	surface->cursor_row = -1;
	blank_all(surface);
}

void surface_wipe(struct surface *surface)
{
	mem_wipe(surface->cells, cell_count(surface) * sizeof(*surface->cells));
	blank_all(surface);
}

struct pane pane_whole(struct surface *surface)
{
	return (struct pane){ surface, 0, 0, surface->columns, surface->rows };
}

static void cut_range(int *start, int *length, int limit)
{
	if (*start < 0) {
		*length += *start;
		*start = 0;
	}
	if (*start > limit)
		*start = limit;
	if (*length > limit - *start)
		*length = limit - *start;
	if (*length < 0)
		*length = 0;
}

struct pane pane_part(const struct pane *pane, int column, int row, int width, int height)
{
	cut_range(&column, &width, pane->width);
	cut_range(&row, &height, pane->height);
	return (struct pane){ pane->surface, pane->column + column, pane->row + row, width,
			      height };
}

struct pane pane_cut(struct pane *pane, int height)
{
	struct pane part;

	if (height < 0) {
		height = -height > pane->height ? pane->height : -height;
		part = pane_part(pane, 0, pane->height - height, pane->width, height);
		pane->height -= height;
		return part;
	}
	height = height > pane->height ? pane->height : height;
	part = pane_part(pane, 0, 0, pane->width, height);
	pane->row += height;
	pane->height -= height;
	return part;
}

void surface_row_text(const struct surface *surface, int row, struct strbuf *out)
{
	const struct cell *cells = &surface->cells[(size_t)row * (size_t)surface->columns];
	int end = surface->columns;

	while (end > 0 && cells[end - 1].text[0] == ' ' && cells[end - 1].width == 1)
		end--;
	for (int column = 0; column < end; column++) {
		size_t most = cells[column].style & STYLE_PICTURE ? 1 : ARRAY_SIZE(cells->text);

		for (size_t i = 0; i < most && cells[column].text[i]; i++) {
			char bytes[4];

			if (cells[column].width)
				strbuf_add(out, bytes, text_encode(cells[column].text[i], bytes));
		}
	}
}
