#include "ui/table_internal.h"

/* A press on the title of what is sorted by turns it round. */
static unsigned sort_by(struct table *table, int column)
{
	bool descending;

	if (column < 0 || !table->columns[column].compare)
		return EFFECT_NONE;
	descending = table->columns[column].descending;
	if (column == table->sort_column)
		descending = !table->descending;
	table_sort(table, column, descending);
	return EFFECT_REDRAW;
}

static unsigned mark(struct table *table)
{
	uint64_t key = table_cursor(table);

	table_bulk_finish(table);
	table_select(table, key, !keyset_has(table_selection(table), key));
	return EFFECT_REDRAW;
}

/* What is clicked a second time is opened: no clock decides. */
static unsigned click_row(struct table *table, struct mouse *mouse, size_t line)
{
	size_t rank =
		table_first_shown(table, (size_t)table->area.height - table->title_rows) + line;
	bool gutter = mouse->column < table->area.column + TABLE_GUTTER;

	if (rank >= table_count(table))
		return EFFECT_NONE;
	bool moved = table_go(table, rank);
	if (mouse->mark || gutter)
		return mark(table);
	mouse->open = !moved;
	return EFFECT_REDRAW;
}

unsigned table_mouse(void *target, struct mouse *mouse)
{
	struct table *table = target;
	int line = mouse->row - table->area.row;

	if (!mouse_is_in(mouse, &table->area))
		return EFFECT_PASS;
	if (mouse->lines)
		return table_move(table, mouse->lines) ? EFFECT_REDRAW : EFFECT_NONE;
	if (line < table->title_rows)
		return sort_by(table, table_column_at(table, mouse->column - table->area.column));
	return click_row(table, mouse, (size_t)(line - table->title_rows));
}
