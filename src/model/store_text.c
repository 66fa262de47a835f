#include "model/store_text.h"

#include <stdlib.h>
#include <string.h>

#include "base/mem.h"
#include "model/varint.h"

#define OFFSET_MASK ((UINT32_C(1) << TEXT_CHUNK_BITS) - 1)
/* Leaves the allocator room for its own words in whole pages. */
#define CHUNK_SIZE ((UINT32_C(1) << TEXT_CHUNK_BITS) - 64)
#define CHUNKS_MAX (TEXT_REFERENCE_MAX >> TEXT_CHUNK_BITS)
#define NO_CHUNK UINT32_MAX

static uint32_t chunk_of(uint32_t reference)
{
	return reference >> TEXT_CHUNK_BITS;
}

static bool has_bytes(uint32_t reference)
{
	return reference < TEXT_REFERENCE_MAX;
}

static char *place_of(const struct texts *texts, uint32_t reference)
{
	return texts->chunks[chunk_of(reference)].bytes + (reference & OFFSET_MASK);
}

void texts_release(struct texts *texts)
{
	for (uint32_t i = 0; i < texts->count; i++) {
		if (texts->chunks[i].bytes != NULL)
			mem_wipe(texts->chunks[i].bytes, texts->chunks[i].size);
		free(texts->chunks[i].bytes);
	}
	free(texts->chunks);
	*texts = (struct texts)TEXTS_INIT;
}

struct text texts_get(const struct texts *texts, uint32_t reference)
{
	uint32_t length;
	const char *bytes;

	if (reference == TEXT_NULL)
		return (struct text){ .data = NULL };
	if (!has_bytes(reference))
		return (struct text){ .data = "" };
	bytes = place_of(texts, reference);
	bytes += varint_read(bytes, &length);
	return (struct text){ .data = bytes, .length = length };
}

static uint32_t free_number(struct texts *texts)
{
	uint32_t number = 0;

	if (texts->free > 0) {
		while (texts->chunks[number].bytes != NULL)
			number++;
		texts->free--;
		return number;
	}
	if (texts->count == texts->capacity) {
		uint32_t capacity = texts->capacity + 16 + texts->capacity / 4;

		texts->chunks = xreallocarray(texts->chunks, capacity, sizeof(*texts->chunks));
		texts->bytes += (capacity - texts->capacity) * sizeof(*texts->chunks);
		texts->capacity = capacity;
	}
	return texts->count++;
}

static uint32_t add_chunk(struct texts *texts, size_t size)
{
	uint32_t number = free_number(texts);

	texts->chunks[number] = (struct text_chunk){ .bytes = xmalloc(size),
						     .size = (uint32_t)size,
						     .row_low = UINT32_MAX };
	texts->bytes += size;
	return number;
}

/* The chunk where size bytes go. What is left at the end of the one before stays unused. */
static uint32_t chunk_for(struct texts *texts, size_t size)
{
	const struct text_chunk *current;

	if (size > CHUNK_SIZE)
		return add_chunk(texts, size);
	if (texts->current != NO_CHUNK) {
		current = &texts->chunks[texts->current];
		if (current->size - current->used >= size)
			return texts->current;
	}
	texts->current = add_chunk(texts, CHUNK_SIZE);
	return texts->current;
}

static void append(struct texts *texts, struct rows *rows, uint32_t row, struct text text)
{
	size_t size = varint_size((uint32_t)text.length) + text.length;
	uint32_t number = chunk_for(texts, size);
	struct text_chunk *chunk = &texts->chunks[number];
	char *at = chunk->bytes + chunk->used;

	*rows_text(rows, row) = number << TEXT_CHUNK_BITS | chunk->used;
	at += varint_write(at, (uint32_t)text.length);
	memcpy(at, text.data, text.length);
	chunk->used += (uint32_t)size;
	if (row < chunk->row_low)
		chunk->row_low = row;
	if (row > chunk->row_high)
		chunk->row_high = row;
	texts->occupied += size;
	texts->alive += text.length;
}

void texts_set(struct texts *texts, struct rows *rows, uint32_t row, struct text text)
{
	if (text.data == NULL)
		*rows_text(rows, row) = TEXT_NULL;
	else if (text.length == 0)
		*rows_text(rows, row) = TEXT_EMPTY;
	else
		append(texts, rows, row, text);
}

static void free_chunk(struct texts *texts, uint32_t number)
{
	struct text_chunk *chunk = &texts->chunks[number];

	mem_wipe(chunk->bytes, chunk->used);
	free(chunk->bytes);
	texts->bytes -= chunk->size;
	texts->occupied -= chunk->used;
	*chunk = (struct text_chunk){ .bytes = NULL };
	texts->free++;
}

/* Moves the living texts of a chunk to the current one and frees it. */
static void evacuate(struct texts *texts, struct rows *rows, uint32_t number)
{
	struct text_chunk chunk = texts->chunks[number];

	if (texts->current == number)
		texts->current = NO_CHUNK;
	for (uint32_t row = chunk.row_low; row <= chunk.row_high && chunk.dead < chunk.used;
	     row++) {
		uint32_t reference = *rows_text(rows, row);
		struct text text;

		if (!has_bytes(reference) || chunk_of(reference) != number)
			continue;
		text = texts_get(texts, reference);
		texts->alive -= text.length;
		chunk.dead += (uint32_t)(varint_size((uint32_t)text.length) + text.length);
		append(texts, rows, row, text);
	}
	free_chunk(texts, number);
}

void texts_drop(struct texts *texts, struct rows *rows, uint32_t row)
{
	uint32_t reference = *rows_text(rows, row);
	struct text_chunk *chunk;
	struct text text;
	size_t size;

	*rows_text(rows, row) = TEXT_NULL;
	if (!has_bytes(reference))
		return;
	text = texts_get(texts, reference);
	size = varint_size((uint32_t)text.length) + text.length;
	mem_wipe(place_of(texts, reference), size);
	chunk = &texts->chunks[chunk_of(reference)];
	chunk->dead += (uint32_t)size;
	texts->alive -= text.length;
	if (chunk->dead * UINT64_C(4) >= chunk->size)
		evacuate(texts, rows, chunk_of(reference));
}

bool texts_full(const struct texts *texts)
{
	return texts->free < 2 && texts->count + 2 >= CHUNKS_MAX;
}
