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
		table_settle_cursor(table);
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
		table_settle_cursor(table);
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

void table_ask(struct table *table, size_t most)
{
	size_t count = table->source.count(table->data);

	for (size_t rank = 0; rank < count && rank < most && table->source.match; rank++)
		table->source.match(table->data, table->source.at(table->data, rank));
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

void table_row_removed(struct table *table, uint32_t row)
{
	uint64_t key = table->source.key(table->data, row);

	if (key == table->cursor)
		table_leave_row(table, row);
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
		table_settle_cursor(table);
}
