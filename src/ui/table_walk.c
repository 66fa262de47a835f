/*
 * What a command works on: the selected keys in shown order, then those that are not listed.
 *
 * Keys are taken out of a copy of the selection as their rows are come to. So a row that is met twice,
 * because others arrived above it, is taken once, and what slipped past is among the rest.
 */
#include <string.h>

#include "base/clock.h"
#include "base/mem.h"
#include "ui/table.h"
#include "ui/table_internal.h"

/* Rows between two looks at the clock. */
#define STEP 256

struct table_walk *table_walk_new(struct table *table)
{
	struct table_walk *walk = xcalloc(1, sizeof(*walk));

	walk->table = table;
	walk->next = table->walks;
	table->walks = walk;
	return walk;
}

static void leave(struct table_walk *walk)
{
	struct table_walk **at = walk->table ? &walk->table->walks : NULL;

	while (at && *at && *at != walk)
		at = &(*at)->next;
	if (at && *at)
		*at = walk->next;
	walk->table = NULL;
}

void table_walk_free(struct table_walk *walk)
{
	if (!walk)
		return;
	leave(walk);
	keyset_release(&walk->left);
	free(walk->keys);
	free(walk);
}

void table_walks_lose(struct table *table)
{
	while (table->walks) {
		table->walks->lost = true;
		leave(table->walks);
	}
}

static void begin(struct table_walk *walk)
{
	const struct table *table = walk->table;

	walk->begun = true;
	walk->keys = xmalloc((table->selection.count + 1) * sizeof(*walk->keys));
	if (table->selection.count)
		keyset_copy(&walk->left, &table->selection);
	else if (table->cursor)
		walk->keys[walk->count++] = table->cursor;
}

static void take_shown(struct table_walk *walk)
{
	const struct table *table = walk->table;
	size_t shown = table_count(table);

	for (int i = 0; i < STEP && walk->left.count && walk->rank < shown; i++) {
		uint32_t row = table_row_at(table, walk->rank++);
		uint64_t key = table->source.key(table->data, row);

		if (keyset_remove(&walk->left, key))
			walk->keys[walk->count++] = key;
	}
}

/* Those that slipped past go before those that are hidden. Returns whether there are more. */
static bool take_rest(struct table_walk *walk)
{
	const struct table *table = walk->table;

	for (int i = 0; i < STEP; i++) {
		uint64_t key = keyset_next(&walk->left, &walk->position);
		uint64_t *shown_end = &walk->keys[walk->count - walk->hidden];
		uint32_t row;

		if (!key)
			return false;
		if (!table->source.find(table->data, key, &row) ||
		    !table_row_is_listed(table, row)) {
			walk->keys[walk->count] = key;
			walk->hidden++;
		} else {
			memmove(&walk->keys[walk->count], shown_end,
				walk->hidden ? sizeof(*shown_end) : 0);
			*shown_end = key;
		}
		walk->count++;
	}
	return true;
}

/* Returns whether there are more. */
static bool take_some(struct table_walk *walk)
{
	if (!walk->left.count)
		return false;
	if (walk->position || walk->rank >= table_count(walk->table))
		return take_rest(walk);
	take_shown(walk);
	return true;
}

bool table_walk_step(struct table_walk *walk, int64_t deadline_ns)
{
	bool changed, more = true;

	if (!walk->table)
		return false;
	if (!walk->begun && walk->table->bulk)
		table_bulk_work(walk->table, deadline_ns, &changed);
	if (!walk->begun && walk->table->bulk)
		return true;
	if (!walk->begun)
		begin(walk);
	do
		more = take_some(walk);
	while (more && clock_mono_ns() < deadline_ns);
	return more;
}

size_t table_targets(struct table *table, uint64_t **keys)
{
	struct table_walk *walk = table_walk_new(table);
	size_t count;

	while (table_walk_step(walk, INT64_MAX)) {
	}
	*keys = walk->keys;
	count = walk->count;
	walk->keys = NULL;
	table_walk_free(walk);
	return count;
}
