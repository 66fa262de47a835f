#include <string.h>

#include "base/mem.h"
#include "ui/table.h"
#include "ui/table_internal.h"

const struct keyset *table_selection(const struct table *table)
{
	return &table->selection;
}

size_t table_selected(const struct table *table)
{
	return table->selection.count;
}

void table_select(struct table *table, uint64_t key, bool on)
{
	if (!key)
		return;
	table_keep_cursor(table);
	table_bulk_finish(table);
	if (on)
		keyset_add(&table->selection, key);
	else
		keyset_remove(&table->selection, key);
	table->range_start = key;
	table_hidden_changed(table);
}

static uint64_t key_at(const struct table *table, size_t rank)
{
	return table->source.key(table->data, table_row_at(table, rank));
}

void table_select_none(struct table *table)
{
	table_bulk_cancel(table);
	keyset_clear(&table->selection);
	table->range_start = 0;
	table_hidden_changed(table);
}

bool table_select_range(struct table *table)
{
	size_t cursor, from;

	table_bulk_finish(table);
	if (!table_find_cursor(table, &cursor) || !table_find(table, table->range_start, &from))
		return false;
	for (size_t rank = from < cursor ? from : cursor; rank <= (from < cursor ? cursor : from);
	     rank++)
		keyset_add(&table->selection, key_at(table, rank));
	table_hidden_changed(table);
	return true;
}

size_t table_chosen(struct table *table, uint64_t **keys)
{
	size_t count = table_count(table);

	if (table_selected(table))
		return table_targets(table, keys);
	*keys = xreallocarray(NULL, count + 1, sizeof(**keys));
	for (size_t rank = 0; rank < count; rank++)
		(*keys)[rank] = key_at(table, rank);
	return count;
}
