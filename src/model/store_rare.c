#include "model/store_rare.h"

#include <stdlib.h>
#include <string.h>

#include "base/hash.h"
#include "base/mem.h"

#define SEGMENT_BITS 2

static uint64_t hash_row(uint32_t row)
{
	return hash_bytes(&row, sizeof(row));
}

static uint64_t hash_of(uint32_t id, const void *context)
{
	const struct rare_table *table = context;

	return hash_row(table->items[id]->row);
}

static bool names(uint32_t id, const void *wanted, const void *context)
{
	const struct rare_table *table = context;
	const uint32_t *row = wanted;

	return table->items[id]->row == *row;
}

void rare_table_init(struct rare_table *table)
{
	*table = (struct rare_table){ .by_row = { .hash_of = hash_of, .names = names } };
	table->by_row.context = table;
	idset_init(&table->by_row, SEGMENT_BITS);
	table->bytes = table->by_row.bytes;
}

static size_t size_of(const struct rare *rare)
{
	return sizeof(*rare) + rare->scalars.error_message.length + rare->scalars.price_unit.length;
}

static void wipe_text(struct text text)
{
	char *bytes = (char *)(uintptr_t)text.data;

	if (bytes != NULL)
		mem_wipe(bytes, text.length);
	free(bytes);
}

static void free_rare(struct rare *rare)
{
	if (rare == NULL)
		return;
	wipe_text(rare->scalars.error_message);
	wipe_text(rare->scalars.price_unit);
	free(rare);
}

void rare_table_release(struct rare_table *table)
{
	for (uint32_t i = 0; i < table->count; i++)
		free_rare(table->items[i]);
	free(table->items);
	free(table->free);
	idset_release(&table->by_row);
	*table = (struct rare_table){ .count = 0 };
}

static struct text own_copy(struct text text)
{
	if (text.data != NULL)
		text.data = xmemdup(text.data, text.length);
	return text;
}

/* Both arrays grow together, so that removal never allocates. */
static uint32_t new_id(struct rare_table *table)
{
	if (table->free_count > 0)
		return table->free[--table->free_count];
	if (table->count == table->capacity) {
		uint32_t capacity = table->capacity + 16 + table->capacity / 4;

		table->items = xreallocarray(table->items, capacity, sizeof(*table->items));
		table->free = xreallocarray(table->free, capacity, sizeof(*table->free));
		table->bytes += (capacity - table->capacity) *
				(sizeof(*table->items) + sizeof(*table->free));
		table->capacity = capacity;
	}
	return table->count++;
}

void rare_table_add(struct rare_table *table, uint32_t row, const struct message *message)
{
	struct rare *rare = xmalloc(sizeof(*rare));
	uint32_t id = new_id(table);
	size_t before = table->by_row.bytes;

	rare->row = row;
	rare->scalars = *message;
	rare->scalars.from = rare->scalars.to = rare->scalars.body = (struct text){ .data = NULL };
	rare->scalars.status_word = rare->scalars.direction_word = (struct text){ .data = NULL };
	rare->scalars.error_message = own_copy(message->error_message);
	rare->scalars.price_unit = own_copy(message->price_unit);
	table->items[id] = rare;
	idset_add(&table->by_row, hash_row(row), id);
	table->bytes += size_of(rare) + table->by_row.bytes - before;
}

const struct message *rare_table_get(const struct rare_table *table, uint32_t row)
{
	return &table->items[idset_find(&table->by_row, hash_row(row), &row)]->scalars;
}

void rare_table_remove(struct rare_table *table, uint32_t row)
{
	uint32_t id = idset_find(&table->by_row, hash_row(row), &row);

	idset_remove(&table->by_row, hash_row(row), id);
	table->bytes -= size_of(table->items[id]);
	free_rare(table->items[id]);
	table->items[id] = NULL;
	table->free[table->free_count++] = id;
}
