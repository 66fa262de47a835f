#include "ui/table.h"

#include <string.h>

#include "base/clock.h"
#include "base/mem.h"
#include "ui/table_internal.h"

/* Work done at once when a filter or sort begins, so that the first frame is not empty. */
#define FIRST_SLICE_NS 3000000

/* -- sources whose handles are ranks --------------------------------------------------------- */

static uint32_t at_rank(void *data, size_t rank)
{
	(void)data;
	return (uint32_t)rank;
}

static size_t rank_of_itself(void *data, uint32_t row)
{
	(void)data;
	return row;
}

static int compare_ranks(void *data, uint32_t a, uint32_t b)
{
	(void)data;
	return (a > b) - (a < b);
}

static struct table_source complete(struct table_source source)
{
	if (source.at)
		return source;
	source.at = at_rank;
	source.rank = rank_of_itself;
	source.compare = compare_ranks;
	return source;
}

/* -- life ------------------------------------------------------------------------------------ */

struct table *table_new(const struct table_source *source, const struct table_column *columns,
			size_t column_count, void *data)
{
	struct table *table = xcalloc(1, sizeof(*table));

	table->source = complete(*source);
	table->data = data;
	table->columns = columns;
	table->column_count = column_count < TABLE_COLUMNS_MAX ? column_count : TABLE_COLUMNS_MAX;
	table->sort_column = -1;
	table->at_top = true;
	table->order = order_new(&table->source, data);
	table->hidden_known = true;
	for (size_t i = 0; i < table->column_count; i++)
		if (!columns[i].hidden)
			table->shown_columns[table->shown_column_count++] = (int)i;
	return table;
}

void table_free(struct table *table)
{
	if (!table)
		return;
	table_walks_lose(table);
	order_free(table->order);
	keyset_release(&table->selection);
	keyset_release(&table->inverse);
	marks_clear(&table->marks);
	mem_wipe_free(table->query);
	free(table->notice);
	free(table);
}

/* -- the shown order ------------------------------------------------------------------------ */

size_t table_count(const struct table *table)
{
	return table->use_order ? order_count(table->order) : table->source.count(table->data);
}

uint32_t table_row_at(const struct table *table, size_t rank)
{
	return table->use_order ? order_at(table->order, rank)
				: table->source.at(table->data, rank);
}

static uint64_t key_at(const struct table *table, size_t rank)
{
	return table->source.key(table->data, table_row_at(table, rank));
}

static bool rank_of(const struct table *table, uint32_t row, size_t *rank)
{
	if (table->use_order)
		return order_find(table->order, row, rank);
	*rank = table->source.rank(table->data, row);
	return *rank < table->source.count(table->data);
}

bool table_row_is_listed(const struct table *table, uint32_t row)
{
	return !table->use_order || order_lists(table->order, row);
}

bool table_busy(const struct table *table)
{
	return (table->use_order || table->switching) && order_busy(table->order);
}

void table_progress(const struct table *table, size_t *done, size_t *total)
{
	*total = table->source.count(table->data);
	*done = table_busy(table) ? order_progress(table->order) : *total;
}

/* -- cursor --------------------------------------------------------------------------------- */

bool table_find_cursor(const struct table *table, size_t *rank)
{
	uint32_t row;

	return table->cursor && table->source.find(table->data, table->cursor, &row) &&
	       rank_of(table, row, rank);
}

uint64_t table_cursor(const struct table *table)
{
	return table->cursor;
}

bool table_cursor_row(const struct table *table, uint32_t *row)
{
	return table->cursor && table->source.find(table->data, table->cursor, row);
}

size_t table_cursor_rank(const struct table *table)
{
	size_t rank;

	return table_find_cursor(table, &rank) ? rank : table->last_rank;
}

void table_place_cursor(struct table *table, size_t rank)
{
	table->cursor = key_at(table, rank);
	table->wanted = table->cursor;
	table->last_rank = rank;
}

/* Where the wanted row is, or would be if it were listed; false when it is gone. */
static bool wanted_place(const struct table *table, size_t *rank)
{
	uint32_t row;

	if (!table->wanted || !table->source.find(table->data, table->wanted, &row))
		return false;
	if (rank_of(table, row, rank))
		return true;
	*rank = table->use_order ? order_place(table->order, row) : 0;
	return table->use_order;
}

/* Gives the cursor a row again: its own, the wanted one, or the nearest. While rows are still being
 * found, a cursor whose row may yet come is left alone. */
static void settle_cursor(struct table *table)
{
	size_t count = table_count(table);
	size_t rank = table->last_rank;
	uint64_t wanted = table->wanted;

	if (!count) {
		if (!table_busy(table))
			table->cursor = 0;
		return;
	}
	if (table->unmoved) {
		table_place_cursor(table, 0);
		return;
	}
	if (table_find_cursor(table, &rank) && (table->cursor == wanted || !wanted)) {
		table->last_rank = rank;
		return;
	}
	if (table->cursor && table_busy(table))
		return;
	if (!wanted_place(table, &rank))
		rank = table->last_rank;
	if (rank >= count)
		rank = count - 1;
	table_place_cursor(table, rank);
	if (wanted)
		table->wanted = wanted;
}

bool table_set_cursor(struct table *table, uint64_t key)
{
	uint32_t row;
	size_t rank;

	if (!key || !table->source.find(table->data, key, &row) || !rank_of(table, row, &rank))
		return false;
	table_go(table, rank);
	return true;
}

/* Moves the cursor's line with it; beyond an edge the screen scrolls. */
static void move_line(struct table *table, size_t from, size_t to)
{
	size_t height = table->height ? table->height : 1;
	size_t jump = table->half_page ? height / 2 : 0;

	if (to < from) {
		size_t up = from - to;

		table->line = up <= table->line ? table->line - up : jump;
	} else {
		size_t down = to - from;

		table->line = down < height - table->line ? table->line + down
							  : height - 1 - (jump ? jump : 0);
	}
	if (table->line > to)
		table->line = to;
	table->at_top = table->line == to;
}

bool table_go(struct table *table, size_t rank)
{
	size_t count = table_count(table);
	size_t from = table->last_rank;
	bool known = table_find_cursor(table, &from);

	table_keep_cursor(table);
	if (!count)
		return false;
	if (rank >= count)
		rank = count - 1;
	if (known && rank == from) {
		table->wanted = table->cursor;
		return false;
	}
	move_line(table, from, rank);
	table_place_cursor(table, rank);
	return true;
}

bool table_move(struct table *table, long rows)
{
	size_t rank = table_cursor_rank(table);

	if (rows < 0 && (size_t)-rows > rank)
		return table_go(table, 0);
	return table_go(table, rank + (size_t)rows);
}

bool table_page(struct table *table, double screens)
{
	long height = table->height > 1 ? (long)table->height - 1 : 1;
	long rows = (long)(screens * (double)height);
	size_t line = table->line;
	size_t from = table_cursor_rank(table);
	bool moved;

	if (!rows)
		rows = screens < 0 ? -1 : 1;
	moved = table_move(table, rows);
	/* The whole screen moves; the cursor stays on its line of it where there are rows enough. */
	if (moved) {
		size_t rank = table_cursor_rank(table);
		size_t count = table_count(table);
		size_t rest = count - rank - 1;

		table->line = line;
		if (table->line > rank)
			table->line = rank;
		if (from - table->line <= count && rest < table->height - 1 - table->line &&
		    count > table->height)
			table->line = table->height - 1 - rest;
		table->at_top = table->line == rank;
	}
	return moved;
}

void table_set_jump(struct table *table, bool half_page)
{
	table->half_page = half_page;
}

void table_set_follow(struct table *table, bool follow)
{
	table->follow = follow;
}

void table_start_on_first(struct table *table)
{
	table->unmoved = true;
}

void table_keep_cursor(struct table *table)
{
	table->unmoved = false;
}

bool table_cursor_lost(struct table *table)
{
	bool lost = table->lost;

	table->lost = false;
	return lost;
}

size_t table_first_shown(struct table *table, size_t height)
{
	size_t count = table_count(table);
	size_t rank = table->last_rank;

	table->height = height ? height : 1;
	settle_cursor(table);
	if (!table_find_cursor(table, &rank)) {
		/* The cursor's row may yet come: the top is shown meanwhile. */
		if (table_busy(table) || !count)
			return 0;
		rank = rank < count ? rank : count - 1;
	} else {
		table->last_rank = rank;
	}
	if (table->at_top && rank < table->height)
		table->line = rank;
	if (table->line >= table->height)
		table->line = table->height - 1;
	/* No empty lines at the end while there are rows above. */
	if (count <= table->height)
		table->line = rank;
	else if (rank - (table->line < rank ? table->line : rank) + table->height > count)
		table->line = table->height - (count - rank);
	if (table->line > rank)
		table->line = rank;
	table->at_top = table->line == rank;
	return rank - table->line;
}

/* -- order and filter ----------------------------------------------------------------------- */

/* The order is complete: it is what is shown from now on. */
static void switch_to_order(struct table *table)
{
	if (table->switching && !order_busy(table->order)) {
		table->switching = false;
		table->use_order = true;
	}
}

static bool order_slice(struct table *table, int64_t deadline_ns, bool *changed)
{
	bool other = false;
	bool more = order_work(table->order, deadline_ns, &other);

	if (table->switching && !more)
		other = true;
	switch_to_order(table);
	if (other) {
		table_hidden_changed(table);
		settle_cursor(table);
	}
	if (other)
		*changed = true;
	return more;
}

bool table_work(struct table *table, int64_t deadline_ns, bool *changed)
{
	if ((table->use_order || table->switching) && order_slice(table, deadline_ns, changed))
		return true;
	return table_bulk_work(table, deadline_ns, changed);
}

static void rebuild(struct table *table, bool same_filter)
{
	const struct table_column *column =
		table->sort_column >= 0 ? &table->columns[table->sort_column] : NULL;
	struct order_rules rules = {
		.filter = table->filter,
		.compare = column ? column->compare : NULL,
		.sort_key = column ? column->sort_key : NULL,
		.descending = table->descending,
	};
	bool changed = false;

	table_bulk_finish(table);
	table_hidden_changed(table);
	if (!column && !table->filter) {
		table->use_order = false;
		table->switching = false;
		settle_cursor(table);
		return;
	}
	/* Only the sequence changes: what is there stays until the new one is complete. */
	order_start(table->order, &rules, same_filter && table->use_order);
	table->switching = same_filter && !table->use_order;
	table->use_order = !table->switching;
	table_work(table, clock_mono_ns() + FIRST_SLICE_NS, &changed);
}

void table_set_query(struct table *table, const char *query)
{
	mem_wipe_free(table->query);
	table->query = xstrdup(query);
}

const char *table_query(const struct table *table)
{
	return table->query ? table->query : "";
}

void table_filter(struct table *table, bool on, const struct marks *marks)
{
	marks_copy(&table->marks, marks);
	if (!on && !table->filter)
		return;
	table->filter = on;
	rebuild(table, false);
}

void table_sort(struct table *table, int column, bool descending)
{
	if (column >= (int)table->column_count || (column >= 0 && !table->columns[column].compare))
		column = -1;
	if (column == table->sort_column && (column < 0 || descending == table->descending))
		return;
	table->sort_column = column;
	table->descending = column >= 0 && descending;
	rebuild(table, true);
}

int table_sort_column(const struct table *table, bool *descending)
{
	if (descending)
		*descending = table->descending;
	return table->sort_column;
}

/* -- notices -------------------------------------------------------------------------------- */

static bool has_order(const struct table *table)
{
	return table->use_order || table->switching;
}

void table_row_added(struct table *table, uint32_t row)
{
	if (has_order(table))
		order_added(table->order, row);
	if (table->follow && table->at_top && table->line == 0 && !table->use_order &&
	    table->source.rank(table->data, row) == 0)
		table_place_cursor(table, 0);
}

void table_row_changed(struct table *table, uint32_t row)
{
	if (has_order(table))
		order_changed(table->order, row);
	table_bulk_shifted(table);
	if (table->selection.count)
		table_hidden_changed(table);
}

/* The cursor's row is leaving: the one after it is next, or the one before it at the end. */
static void leave_row(struct table *table, uint32_t row)
{
	size_t count = table_count(table);
	size_t rank;

	table->lost = true;
	table->cursor = 0;
	table->wanted = 0;
	if (count < 2 || !rank_of(table, row, &rank))
		return;
	if (rank + 1 < count) {
		table_place_cursor(table, rank + 1);
		table->last_rank = rank;
	} else {
		table_place_cursor(table, rank - 1);
		if (table->line && !table->at_top)
			table->line--;
	}
}

void table_row_removed(struct table *table, uint32_t row)
{
	uint64_t key = table->source.key(table->data, row);

	if (key == table->cursor)
		leave_row(table, row);
	if (key == table->wanted)
		table->wanted = table->cursor;
	table_bulk_shifted(table);
	keyset_remove(&table->inverse, key);
	if (keyset_remove(&table->selection, key))
		table_hidden_changed(table);
	if (key == table->range_start)
		table->range_start = 0;
	if (has_order(table))
		order_removed(table->order, row);
}

static void drop_gone_selection(struct table *table)
{
	struct keyset kept = { .slots = NULL };
	size_t position = 0;
	uint64_t key;
	uint32_t row;

	while ((key = keyset_next(&table->selection, &position)))
		if (table->source.find(table->data, key, &row))
			keyset_add(&kept, key);
	keyset_release(&table->selection);
	table->selection = kept;
}

void table_reset(struct table *table)
{
	table_bulk_finish(table);
	drop_gone_selection(table);
	table_hidden_changed(table);
	if (has_order(table))
		rebuild(table, false);
	else
		settle_cursor(table);
}
