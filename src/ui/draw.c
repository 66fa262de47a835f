#include "ui/surface.h"

#include <stdio.h>
#include <string.h>

#include "base/mem.h"

#define ELLIPSIS 0x2026

static struct cell *cell_at(const struct pane *pane, int column, int row)
{
	const struct surface *surface = pane->surface;

	return &surface->cells[(size_t)(pane->row + row) * (size_t)surface->columns +
			       (size_t)(pane->column + column)];
}

static void blank_text(struct cell *cell)
{
	memset(cell->text, 0, sizeof(cell->text));
	cell->text[0] = ' ';
	cell->width = 1;
}

/* Before cells [from, from + count) of the surface's row are overwritten: a wide character that
 * would be cut in half becomes blank. */
static void cut_wide(const struct pane *pane, int from, int count, int row)
{
	struct cell *cells = cell_at(pane, from, row);

	if (cells[0].width == 0 && pane->column + from > 0)
		blank_text(&cells[-1]);
	if (pane->column + from + count < pane->surface->columns && cells[count].width == 0)
		blank_text(&cells[count]);
}

static void put_codepoint(const struct pane *pane, int column, int row, unsigned style,
			  uint32_t codepoint, int width)
{
	struct cell *cell = cell_at(pane, column, row);

	cut_wide(pane, column, width, row);
	*cell = (struct cell){
		.text = { codepoint },
		.style = (uint16_t)style,
		.width = (uint8_t)width,
	};
	if (width == 2)
		cell[1] = (struct cell){ .style = (uint16_t)style };
}

static bool is_control(uint32_t codepoint)
{
	return codepoint < ' ' || (codepoint >= 0x7f && codepoint < 0xa0);
}

/* Without UTF-8: as many cells of ASCII. */
static void put_ascii(const struct pane *pane, int column, int row, unsigned style,
		      uint32_t codepoint, int width)
{
	char substitute = text_ascii_substitute(codepoint);

	for (int i = 0; i < width; i++)
		put_codepoint(pane, column + i, row, style,
			      !i && substitute ? (unsigned char)substitute : '?', 1);
}

/* One user-visible character: a base and its marks. */
static void put_character(const struct pane *pane, int column, int row, unsigned style,
			  const char *text, size_t length, int width)
{
	uint32_t codepoint;
	size_t at = text_decode(text, length, &codepoint);
	struct cell *cell;

	if (pane->surface->ascii && codepoint >= 0x80) {
		put_ascii(pane, column, row, style, codepoint, width);
		return;
	}
	put_codepoint(pane, column, row, style, is_control(codepoint) ? '?' : codepoint, width);
	cell = cell_at(pane, column, row);
	for (size_t i = 1; i < ARRAY_SIZE(cell->text) && at < length; i++) {
		at += text_decode(text + at, length - at, &codepoint);
		if (!pane->surface->ascii && !is_control(codepoint))
			cell->text[i] = codepoint;
	}
}

static int character_width(const char *text, size_t length)
{
	uint32_t codepoint;
	int width;

	if (length == 1)
		return 1;
	text_decode(text, length, &codepoint);
	width = is_control(codepoint) ? 1 : text_codepoint_width(codepoint);
	return width < 1 ? 1 : width;
}

/* Draws whole characters within [0, limit) cells from the column on, clipped to the pane. Returns the
 * cells used, counting those that were clipped. */
static int put_text(const struct pane *pane, int column, int row, int limit, unsigned style,
		    const char *text, size_t length)
{
	int used = 0;

	for (size_t at = 0; at < length;) {
		size_t size = text_next(text + at, length - at);
		int width = character_width(text + at, size);
		int where = column + used;

		if (used + width > limit)
			break;
		if (where >= 0 && where + width <= pane->width)
			put_character(pane, where, row, style, text + at, size, width);
		else if (width == 2 && (where == -1 || where == pane->width - 1))
			put_codepoint(pane, where < 0 ? 0 : where, row, style, ' ', 1);
		used += width;
		at += size;
	}
	return used;
}

static bool row_is_inside(const struct pane *pane, int row)
{
	return row >= 0 && row < pane->height && pane->width > 0;
}

/* Cells as put_text() counts them, up to just beyond limit. */
static int measure(const char *text, size_t length, int limit)
{
	int cells = 0;

	for (size_t at = 0; at < length && cells <= limit;) {
		size_t size = text_next(text + at, length - at);

		cells += character_width(text + at, size);
		at += size;
	}
	return cells;
}

int draw_clean(const struct pane *pane, int column, int row, int width, unsigned style,
	       const char *text, size_t length)
{
	int used;

	if (!row_is_inside(pane, row) || width <= 0)
		return 0;
	if (width > pane->width - column)
		width = pane->width - column;
	if (measure(text, length, width) <= width)
		return put_text(pane, column, row, width, style, text, length);
	if (width <= 0)
		return 0;
	used = put_text(pane, column, row, width - 1, style, text, length);
	used += put_text(pane, column + used, row, 1, style, "…", strlen("…"));
	return used;
}

int draw_text(const struct pane *pane, int column, int row, int width, unsigned style,
	      const char *text)
{
	return draw_clean(pane, column, row, width, style, text, strlen(text));
}

int draw_foreign(const struct pane *pane, int column, int row, int width, unsigned style,
		 const char *text, size_t length)
{
	struct strbuf clean = STRBUF_INIT(STRBUF_LINE);
	int used;

	text_clean(&clean, text, length, TEXT_ONE_LINE);
	used = draw_clean(pane, column, row, width, style, clean.data, clean.length);
	strbuf_wipe(&clean);
	return used;
}

int draw_format(const struct pane *pane, int column, int row, int width, unsigned style,
		const char *format, ...)
{
	struct strbuf text = STRBUF_INIT(STRBUF_LINE);
	va_list args;
	int used;

	va_start(args, format);
	strbuf_vaddf(&text, format, args);
	va_end(args);
	used = draw_clean(pane, column, row, width, style, text.data, text.length);
	strbuf_release(&text);
	return used;
}

void draw_fill(const struct pane *pane, int column, int row, int width, unsigned style)
{
	struct cell *cells;

	if (column < 0) {
		width += column;
		column = 0;
	}
	if (width > pane->width - column)
		width = pane->width - column;
	if (!row_is_inside(pane, row) || width <= 0)
		return;
	cut_wide(pane, column, width, row);
	cells = cell_at(pane, column, row);
	for (int i = 0; i < width; i++)
		cells[i] = (struct cell){ .text = { ' ' }, .style = (uint16_t)style, .width = 1 };
}

void draw_clear(const struct pane *pane, unsigned style)
{
	for (int row = 0; row < pane->height; row++)
		draw_fill(pane, 0, row, pane->width, style);
}

void draw_field(const struct pane *pane, int column, int row, int width, unsigned style,
		enum draw_align align, const char *text, size_t length, const struct marks *marks)
{
	int cells = measure(text, length, width);
	int before = 0;

	if (cells < width && align != DRAW_LEFT)
		before = align == DRAW_RIGHT ? width - cells : (width - cells) / 2;
	draw_fill(pane, column, row, before, style);
	before += draw_clean(pane, column + before, row, width - before, style, text, length);
	draw_fill(pane, column + before, row, width - before, style);
	if (marks)
		draw_matches(pane, column, row, width, marks);
}

void draw_overlay(const struct pane *pane, int column, int row, int width, unsigned bits)
{
	if (column < 0) {
		width += column;
		column = 0;
	}
	if (!row_is_inside(pane, row))
		return;
	for (int i = column; i < column + width && i < pane->width; i++)
		cell_at(pane, i, row)->style |= (uint16_t)bits;
}

void draw_cursor(const struct pane *pane, int column, int row, bool visible)
{
	if (!row_is_inside(pane, row) || column < 0)
		return;
	if (column >= pane->width)
		column = pane->width - 1;
	pane->surface->cursor_column = pane->column + column;
	pane->surface->cursor_row = pane->row + row;
	pane->surface->cursor_visible = visible;
}

/* -- matches -------------------------------------------------------------------------------- */

/* A row of cells as folded text, and for each of its bytes the cell that it came from. */
struct folded_row {
	struct strbuf text;
	int *cells;
};

static void fold_row(struct folded_row *folded, const struct pane *pane, int column, int row,
		     int width)
{
	struct strbuf character = STRBUF_INIT(64);
	size_t capacity = 0;

	for (int i = column; i < column + width; i++) {
		const struct cell *cell = cell_at(pane, i, row);
		size_t start = folded->text.length;

		if (!cell->width)
			continue;
		strbuf_reset(&character);
		for (size_t k = 0; k < ARRAY_SIZE(cell->text) && cell->text[k]; k++) {
			char bytes[4];

			strbuf_add(&character, bytes, text_encode(cell->text[k], bytes));
		}
		text_fold(&folded->text, character.data, character.length);
		if (folded->text.length > capacity) {
			capacity = folded->text.length * 2;
			folded->cells =
				xreallocarray(folded->cells, capacity, sizeof(*folded->cells));
		}
		for (size_t k = start; k < folded->text.length; k++)
			folded->cells[k] = i;
	}
	strbuf_wipe(&character);
}

static void mark_all(const struct folded_row *folded, const struct mark *mark,
		     const struct pane *pane, int row)
{
	for (size_t at = 0; mark_next(mark, &folded->text, &at); at += mark->length) {
		int first = folded->cells[at];

		draw_overlay(pane, first, row, folded->cells[at + mark->length - 1] - first + 1,
			     STYLE_ON_MATCH);
	}
}

void draw_matches(const struct pane *pane, int column, int row, int width,
		  const struct marks *marks)
{
	struct folded_row folded = { .text = STRBUF_INIT(STRBUF_LINE) };

	if (column < 0 || !row_is_inside(pane, row) || !marks->count)
		return;
	if (width > pane->width - column)
		width = pane->width - column;
	fold_row(&folded, pane, column, row, width);
	for (size_t i = 0; i < marks->count; i++)
		mark_all(&folded, &marks->items[i], pane, row);
	marks_close_up(&folded.text, folded.cells);
	for (size_t i = 0; i < marks->count; i++)
		if (marks->items[i].spaced)
			mark_all(&folded, &marks->items[i], pane, row);
	free(folded.cells);
	strbuf_wipe(&folded.text);
}

/* -- lines and bars ------------------------------------------------------------------------- */

void draw_rule(const struct pane *pane, int row, unsigned style, const char *title)
{
	int used = 0;

	for (int i = 0; i < pane->width; i++)
		draw_text(pane, i, row, 1, style, "─");
	if (!title || !*title || pane->width < 8)
		return;
	draw_fill(pane, 2, row, 1, style);
	used = 3 + draw_text(pane, 3, row, pane->width - 6, STYLE_TITLE, title);
	draw_fill(pane, used, row, 1, style);
}

void draw_frame(const struct pane *pane, unsigned style, const char *title)
{
	int right = pane->width - 1;
	int bottom = pane->height - 1;

	if (right < 1 || bottom < 1)
		return;
	for (int i = 1; i < right; i++) {
		draw_text(pane, i, 0, 1, style, "─");
		draw_text(pane, i, bottom, 1, style, "─");
	}
	for (int i = 1; i < bottom; i++) {
		draw_text(pane, 0, i, 1, style, "│");
		draw_text(pane, right, i, 1, style, "│");
	}
	draw_text(pane, 0, 0, 1, style, "┌");
	draw_text(pane, right, 0, 1, style, "┐");
	draw_text(pane, 0, bottom, 1, style, "└");
	draw_text(pane, right, bottom, 1, style, "┘");
	if (title && *title && pane->width > 8) {
		int used = 3 + draw_text(pane, 3, 0, pane->width - 6, STYLE_TITLE, title);

		draw_fill(pane, 2, 0, 1, style);
		draw_fill(pane, used, 0, 1, style);
	}
}

void draw_bar(const struct pane *pane, int column, int row, int width, unsigned style, double share)
{
	static const char *const eighths[] = { " ", "▏", "▎", "▍", "▌", "▋", "▊", "▉", "█" };
	int filled;

	if (!(share > 0))
		share = 0;
	if (share > 1)
		share = 1;
	filled = (int)(share * width * 8 + 0.5);
	if (pane->surface->ascii)
		filled = (filled + 4) / 8 * 8;
	for (int i = 0; i < width; i++) {
		int part = filled - i * 8;

		draw_text(pane, column + i, row, 1, style,
			  eighths[part < 0   ? 0
				  : part > 8 ? 8
					     : part]);
	}
}

void draw_spark(const struct pane *pane, int column, int row, unsigned style,
		const uint32_t *values, size_t count, uint32_t max)
{
	static const char *const heights[] = { " ", "▁", "▂", "▃", "▄", "▅", "▆", "▇", "█" };

	for (size_t i = 0; i < count; i++) {
		uint64_t height = max ? ((uint64_t)values[i] * 8 + max / 2) / max : 0;

		if (!height && values[i])
			height = 1; /* little is not nothing */
		draw_text(pane, column + (int)i, row, 1, style, heights[height > 8 ? 8 : height]);
	}
}
