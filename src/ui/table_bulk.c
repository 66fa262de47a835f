/*
 * Selecting all rows or the others, and counting what a filter hides, in slices: with a million rows each
 * takes longer than a key may wait.
 *
 * Nothing here minds a row that is visited twice, so ranks may shift meanwhile: table_bulk_shifted()
 * goes back, and what slipped past is visited after all.
 */
#include "base/clock.h"
#include "ui/table.h"
#include "ui/table_internal.h"

/* Rows between two looks at the clock, and what is done at once when a command begins. */
#define STEP 256
#define FIRST_SLICE_NS 2000000

static void visit_row(struct table *table, uint32_t row)
{
	uint64_t key = table->source.key(table->data, row);

	if (table->bulk == BULK_ALL)
		keyset_add(&table->selection, key);
	else if (!keyset_has(&table->selection, key))
		keyset_add(&table->inverse, key);
}

/* Selected rows that are not listed stay selected. */
static void keep_hidden(struct table *table)
{
	for (int i = 0; i < STEP; i++) {
		uint64_t key = keyset_next(&table->selection, &table->bulk_at);
		uint32_t row;

		if (!key) {
			keyset_release(&table->selection);
			table->selection = table->inverse;
			table->inverse = (struct keyset){ .slots = NULL };
			table->bulk = BULK_NONE;
			return;
		}
		if (table->source.find(table->data, key, &row) && !table_row_is_listed(table, row))
			keyset_add(&table->inverse, key);
	}
}

static void select_rows(struct table *table)
{
	size_t count = table_count(table);

	for (int i = 0; i < STEP && table->bulk_at < count; i++)
		visit_row(table, table_row_at(table, table->bulk_at++));
	if (table->bulk_at < count)
		return;
	table->bulk = table->bulk == BULK_INVERT ? BULK_KEEP : BULK_NONE;
	table->bulk_at = 0;
}

static void bulk_step(struct table *table)
{
	if (table->bulk == BULK_KEEP)
		keep_hidden(table);
	else
		select_rows(table);
	table_hidden_changed(table);
}

static void start(struct table *table, enum table_bulk bulk)
{
	bool changed;

	table_bulk_finish(table);
	table->bulk = bulk;
	table->bulk_at = 0;
	/* To grow in the middle would take long. */
	keyset_reserve(bulk == BULK_ALL ? &table->selection : &table->inverse, table_count(table));
	if (!table_busy(table))
		table_bulk_work(table, clock_mono_ns() + FIRST_SLICE_NS, &changed);
}

void table_select_all_shown(struct table *table)
{
	start(table, BULK_ALL);
}

void table_select_invert_shown(struct table *table)
{
	start(table, BULK_INVERT);
}

void table_bulk_finish(struct table *table)
{
	while (table->bulk)
		bulk_step(table);
}

void table_bulk_cancel(struct table *table)
{
	table->bulk = BULK_NONE;
	keyset_release(&table->inverse);
}

void table_bulk_shifted(struct table *table)
{
	if (table->bulk == BULK_KEEP)
		table->bulk_at = 0;
	else if (table->bulk_at > 0)
		table->bulk_at--;
}

/* -- counting ------------------------------------------------------------------------------- */

bool table_hidden_known(const struct table *table)
{
	return table->hidden_known || !table->filter || !table->selection.count;
}

static bool wants_count(const struct table *table)
{
	return !table_hidden_known(table) && !table_busy(table);
}

static void count_step(struct table *table)
{
	for (int i = 0; i < STEP; i++) {
		uint64_t key = keyset_next(&table->selection, &table->count_at);
		uint32_t row;

		if (!key) {
			table->hidden = table->counted;
			table->hidden_known = true;
			return;
		}
		table->counted += !table->source.find(table->data, key, &row) ||
				  !table_row_is_listed(table, row);
	}
}

void table_hidden_changed(struct table *table)
{
	table->hidden_known = false;
	table->count_at = 0;
	table->counted = 0;
}

size_t table_selected_hidden(struct table *table)
{
	table_bulk_finish(table);
	if (!table->filter)
		return 0;
	while (!table->hidden_known)
		count_step(table);
	return table->hidden;
}

bool table_bulk_work(struct table *table, int64_t deadline_ns, bool *changed)
{
	while (table->bulk || wants_count(table)) {
		if (table->bulk)
			bulk_step(table);
		else
			count_step(table);
		*changed = true;
		if (clock_mono_ns() >= deadline_ns)
			break;
	}
	return table->bulk || wants_count(table);
}
