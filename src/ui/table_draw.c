#include <string.h>

#include "base/mem.h"
#include "base/text.h"
#include "ui/layout.h"
#include "ui/table.h"
#include "ui/table_internal.h"
#include "ui/wrap.h"

#define GAP 2

/* -- which columns -------------------------------------------------------------------------- */

bool table_set_columns(struct table *table, const int *indexes, size_t count)
{
	bool used[TABLE_COLUMNS_MAX] = { false };

	if (count == 0 || count > table->column_count)
		return false;
	for (size_t i = 0; i < count; i++) {
		if (indexes[i] < 0 || indexes[i] >= (int)table->column_count || used[indexes[i]])
			return false;
		used[indexes[i]] = true;
	}
	memcpy(table->shown_columns, indexes, count * sizeof(*indexes));
	table->shown_column_count = count;
	return true;
}

static int find_column(const struct table *table, const char *name, size_t length)
{
	for (size_t i = 0; i < table->column_count; i++)
		if (strlen(table->columns[i].name) == length &&
		    memcmp(table->columns[i].name, name, length) == 0)
			return (int)i;
	return -1;
}

int table_column_index(const struct table *table, const char *name)
{
	return find_column(table, name, strlen(name));
}

void table_note_choice(struct table *table, bool chosen)
{
	table->columns_were_chosen |= chosen;
}

bool table_columns_were_chosen(const struct table *table)
{
	return table->columns_were_chosen;
}

bool table_set_columns_text(struct table *table, const char *names, struct error *err)
{
	int indexes[TABLE_COLUMNS_MAX];
	size_t count = 0;

	for (const char *at = names + strspn(names, " ,"); *at; at += strspn(at, " ,")) {
		size_t length = strcspn(at, " ,");
		int column = find_column(table, at, length);

		if (column < 0)
			return error_set(err, ERROR_USAGE, "there is no column '%.*s'", (int)length,
					 at);
		if (count == TABLE_COLUMNS_MAX)
			break;
		indexes[count++] = column;
		at += length;
	}
	if (!table_set_columns(table, indexes, count))
		return error_set(err, ERROR_USAGE,
				 "each column may be named once, and one must be");
	return true;
}

size_t table_columns(const struct table *table, int indexes[static TABLE_COLUMNS_MAX])
{
	memcpy(indexes, table->shown_columns, table->shown_column_count * sizeof(*indexes));
	return table->shown_column_count;
}

void table_set_width(struct table *table, int column, int width)
{
	if (column >= 0 && column < (int)table->column_count)
		table->widths[column] = width > 0 ? width : 0;
}

/* -- drawing -------------------------------------------------------------------------------- */

struct drawing {
	struct table *table;
	struct pane pane;
	struct layout_column layout[TABLE_COLUMNS_MAX];
	struct strbuf text;
	bool focused;
};

static void fit_columns(struct drawing *drawing)
{
	const struct table *table = drawing->table;

	for (size_t i = 0; i < table->shown_column_count; i++) {
		const struct table_column *column = &table->columns[table->shown_columns[i]];
		int width = table->widths[table->shown_columns[i]];

		drawing->layout[i] = (struct layout_column){
			.min = width ? width : column->width,
			.wish = width ? 0 : column->wish,
			.step = width ? 0 : column->step,
			.max = column->max_width,
			.weight = width ? 0 : column->weight,
			.rank = column->rank,
		};
	}
	layout_fit(drawing->layout, table->shown_column_count, drawing->pane.width - TABLE_GUTTER,
		   GAP);
}

static bool is_digit(char byte)
{
	return byte >= '0' && byte <= '9';
}

/* Takes the blanks between digits out: what tells numbers apart needs their room. */
static void close_up(struct strbuf *text)
{
	size_t to = 0;

	for (size_t from = 0; from < text->length; from++) {
		bool between = from && text->data[from] == ' ' && is_digit(text->data[from - 1]) &&
			       is_digit(text->data[from + 1]);

		if (!between)
			text->data[to++] = text->data[from];
	}
	strbuf_truncate(text, to);
}

/* Cleaned text to `width` cells at most, with an ellipsis in place of its middle where numbers that are
 * closed up are still too long. */
static void cut_middle(struct strbuf *text, size_t width)
{
	struct strbuf cut = STRBUF_INIT(STRBUF_LINE);
	size_t tail = width / 2;
	size_t cells, used, head;

	if (text_width(text->data, text->length) > width)
		close_up(text);
	cells = text_width(text->data, text->length);
	if (cells <= width || width < 5)
		return;
	strbuf_add(&cut, text->data, text_fit(text->data, text->length, width - 1 - tail, &used));
	strbuf_addstr(&cut, "…");
	for (head = 0; cells > tail && head < text->length; cells -= used) {
		size_t length = text_next(text->data + head, text->length - head);

		used = text_width(text->data + head, length);
		head += length;
	}
	strbuf_add(&cut, text->data + head, text->length - head);
	strbuf_reset(text);
	strbuf_add(text, cut.data, cut.length);
	strbuf_wipe(&cut);
}

static void make_cell(struct drawing *drawing, const struct table_column *column, int width,
		      uint32_t row, enum style_role *role)
{
	struct strbuf *text = &drawing->text;
	void *data = drawing->table->data;

	strbuf_reset(text);
	column->text(data, row, text, role);
	if (column->brief && text_width(text->data, text->length) > (size_t)width) {
		strbuf_reset(text);
		column->brief(data, row, text, role);
	}
	if (column->middle)
		cut_middle(text, (size_t)width);
}

static void make_title(struct drawing *drawing, const struct table_column *column, bool sorted,
		       int width)
{
	struct strbuf *text = &drawing->text;
	size_t length;

	strbuf_reset(text);
	strbuf_addstr(text, column->title);
	if (sorted)
		strbuf_addstr(text, drawing->table->descending ? "▼" : "▲");
	length = text->length;
	strbuf_addch(text, ' ');
	if (column->unit)
		column->unit(text);
	if (text->length == length + 1 || text_width(text->data, text->length) > (size_t)width)
		strbuf_truncate(text, length);
}

static void draw_titles(struct drawing *drawing, int row)
{
	const struct table *table = drawing->table;
	int at = TABLE_GUTTER;

	draw_fill(&drawing->pane, 0, row, drawing->pane.width, STYLE_TITLE);
	for (size_t i = 0; i < table->shown_column_count; i++) {
		int index = table->shown_columns[i];
		const struct table_column *column = &table->columns[index];

		if (!drawing->layout[i].width)
			continue;
		make_title(drawing, column, index == table->sort_column, drawing->layout[i].width);
		draw_field(&drawing->pane, at, row, drawing->layout[i].width, STYLE_TITLE,
			   column->align, drawing->text.data, drawing->text.length, NULL);
		at += drawing->layout[i].width + GAP;
	}
}

static void draw_gutter(struct drawing *drawing, int line, bool on_cursor, bool selected)
{
	draw_fill(&drawing->pane, 0, line, TABLE_GUTTER, STYLE_TEXT);
	if (on_cursor)
		draw_text(&drawing->pane, 0, line, 1, drawing->focused ? STYLE_ACCENT : STYLE_DIM,
			  "▌");
	if (selected)
		draw_text(&drawing->pane, 1, line, 1, STYLE_SELECTED, "•");
}

static void draw_row(struct drawing *drawing, int line, uint32_t row, bool on_cursor)
{
	const struct table *table = drawing->table;
	const struct pane *pane = &drawing->pane;
	bool selected = keyset_has(&table->selection, table->source.key(table->data, row));
	int at = TABLE_GUTTER;

	draw_gutter(drawing, line, on_cursor, selected);
	for (size_t i = 0; i < table->shown_column_count; i++) {
		const struct table_column *column = &table->columns[table->shown_columns[i]];
		enum style_role role = STYLE_TEXT;

		if (!drawing->layout[i].width)
			continue;
		make_cell(drawing, column, drawing->layout[i].width, row, &role);
		draw_field(pane, at, line, drawing->layout[i].width, role, column->align,
			   drawing->text.data, drawing->text.length, &table->marks);
		at += drawing->layout[i].width;
		draw_fill(pane, at, line, GAP, STYLE_TEXT);
		at += GAP;
	}
	draw_fill(pane, at, line, pane->width - at, STYLE_TEXT);
	if (selected)
		draw_overlay(pane, TABLE_GUTTER, line, pane->width - TABLE_GUTTER,
			     STYLE_ON_SELECTED);
	if (on_cursor && drawing->focused)
		draw_overlay(pane, 0, line, pane->width, STYLE_ON_CURSOR);
}

static void draw_notice(const struct table *table, const struct pane *pane, int row)
{
	struct wrap wrap;
	struct wrap_line line;
	int width = pane->width - 2 * TABLE_GUTTER;

	if (!table->notice || width < 1)
		return;
	wrap_start(&wrap, table->notice, strlen(table->notice), (size_t)width);
	while (row < pane->height && wrap_next(&wrap, &line))
		draw_clean(pane, TABLE_GUTTER, row++, width, table->notice_role, line.text,
			   line.length);
}

void table_set_notice(struct table *table, const struct table_notice *notice)
{
	free(table->notice);
	table->notice = notice && notice->text && *notice->text ? xstrdup(notice->text) : NULL;
	table->notice_role = notice ? notice->role : STYLE_DIM;
}

static void draw_rows(struct drawing *drawing)
{
	struct table *table = drawing->table;
	const struct pane *pane = &drawing->pane;
	size_t count;
	size_t first = table_first_shown(table, (size_t)pane->height);
	int line = 0;

	count = table_count(table);
	for (; line < pane->height && first + (size_t)line < count; line++) {
		uint32_t row = table_row_at(table, first + (size_t)line);
		bool on_cursor = table->source.key(table->data, row) == table->cursor;

		draw_row(drawing, line, row, on_cursor);
		if (on_cursor && drawing->focused)
			draw_cursor(pane, 0, line, false);
	}
	for (int rest = line; rest < pane->height; rest++)
		draw_fill(pane, 0, rest, pane->width, STYLE_TEXT);
	draw_notice(table, pane, line && line + 1 < pane->height ? line + 1 : line);
}

void table_draw(struct table *table, const struct pane *pane, bool focused)
{
	struct drawing drawing = {
		.table = table,
		.pane = *pane,
		.focused = focused,
		.text = STRBUF_INIT(STRBUF_LINE),
	};

	table->area = mouse_area_of(pane);
	table->title_rows = pane->height > 1 ? 1 : 0;
	fit_columns(&drawing);
	if (pane->height > 1) {
		draw_titles(&drawing, 0);
		pane_cut(&drawing.pane, 1);
	}
	draw_rows(&drawing);
	strbuf_wipe(&drawing.text);
}

int table_column_at(struct table *table, int cell)
{
	struct drawing drawing = { .table = table, .pane = { .width = table->area.width } };
	int at = TABLE_GUTTER;

	fit_columns(&drawing);
	for (size_t i = 0; i < table->shown_column_count; i++) {
		int width = drawing.layout[i].width;

		if (width && cell >= at && cell < at + width)
			return table->shown_columns[i];
		at += width ? width + GAP : 0;
	}
	return -1;
}

size_t table_rows_above(const struct table *table)
{
	size_t rank = table_cursor_rank(table);

	return rank > table->line ? rank - table->line : 0;
}

/* -- searching ------------------------------------------------------------------------------ */

static bool row_is_marked(struct table *table, uint32_t row, struct strbuf *text)
{
	for (size_t i = 0; i < table->shown_column_count; i++) {
		const struct table_column *column = &table->columns[table->shown_columns[i]];
		enum style_role role = STYLE_TEXT;

		strbuf_reset(text);
		column->text(table->data, row, text, &role);
		if (marks_are_in(&table->marks, text->data, text->length))
			return true;
	}
	return false;
}

bool table_search(struct table *table, bool backward)
{
	struct strbuf text = STRBUF_INIT(STRBUF_LINE);
	size_t count = table_count(table);
	size_t rank = table_cursor_rank(table);
	bool found = false;

	for (size_t i = 0; !found && i + 1 < count && i < TABLE_SEARCH_MAX; i++) {
		rank = backward ? (rank ? rank : count) - 1 : (rank + 1) % count;
		found = row_is_marked(table, table_row_at(table, rank), &text);
	}
	if (found)
		table_go(table, rank);
	strbuf_wipe(&text);
	return found;
}
