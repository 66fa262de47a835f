#include "model/store_rows.h"

#include <stdlib.h>
#include <string.h>

#include "base/mem.h"

static void add_chunk(struct rows *rows)
{
	rows->chunks = xreallocarray(rows->chunks, rows->chunk_count + 1, sizeof(*rows->chunks));
	rows->chunks[rows->chunk_count++] = xcalloc(1, sizeof(struct rows_chunk));
}

uint32_t rows_take(struct rows *rows)
{
	uint32_t row = rows->free_head;

	if (row != ROWS_NONE) {
		rows->free_head = rows_at(rows, row)->older;
	} else {
		if (rows->limit >> ROWS_BITS == rows->chunk_count)
			add_chunk(rows);
		row = rows->limit++;
	}
	rows_at(rows, row)->flags = ROW_LIVE;
	*rows_text(rows, row) = TEXT_NULL;
	rows->live++;
	return row;
}

void rows_give(struct rows *rows, uint32_t row)
{
	struct row *record = rows_at(rows, row);
	uint8_t generation = record->generation;

	mem_wipe(rows_sid(rows, row), 16);
	memset(record, 0, sizeof(*record));
	rows->live--;
	if (generation == UINT8_MAX)
		return;
	record->generation = (uint8_t)(generation + 1);
	record->older = rows->free_head;
	rows->free_head = row;
}

bool rows_full(const struct rows *rows)
{
	return rows->free_head == ROWS_NONE && rows->limit == ROWS_MAX;
}

void rows_release(struct rows *rows)
{
	for (uint32_t i = 0; i < rows->chunk_count; i++) {
		mem_wipe(rows->chunks[i], sizeof(*rows->chunks[i]));
		free(rows->chunks[i]);
	}
	free(rows->chunks);
	*rows = (struct rows)ROWS_INIT;
}

uint64_t rows_bytes(const struct rows *rows)
{
	return rows->chunk_count * (uint64_t)(sizeof(struct rows_chunk) + sizeof(*rows->chunks));
}
