#include "model/intern.h"

#include <stdlib.h>
#include <string.h>

#include "base/hash.h"
#include "base/mem.h"
#include "model/varint.h"

/* A place is a chunk's number and an offset in it. A string too long for a chunk gets one of its
 * own, at offset 0. */
#define OFFSET_BITS 16
#define CHUNK_SIZE (UINT32_C(1) << OFFSET_BITS)
#define CHUNKS_MAX (UINT32_C(1) << (32 - OFFSET_BITS))

#define PAGE_BITS 10
#define PAGE_SIZE (UINT32_C(1) << PAGE_BITS)

static struct text text_at(const struct intern *intern, uint32_t place)
{
	const char *bytes = intern->chunks[place >> OFFSET_BITS].bytes + (place & (CHUNK_SIZE - 1));
	uint32_t length;
	size_t prefix = varint_read(bytes, &length);

	return (struct text){ .data = bytes + prefix, .length = length };
}

struct text intern_text(const struct intern *intern, uint32_t number)
{
	uint32_t index = number - 1;

	if (number == INTERN_NULL)
		return (struct text){ .data = NULL };
	return text_at(intern, intern->pages[index >> PAGE_BITS][index & (PAGE_SIZE - 1)]);
}

static uint64_t hash_of(uint32_t number, const void *context)
{
	struct text text = intern_text(context, number);

	return hash_bytes(text.data, text.length);
}

static bool names(uint32_t number, const void *wanted, const void *context)
{
	const struct text *want = wanted;
	struct text have = intern_text(context, number);

	return have.length == want->length && memcmp(have.data, want->data, have.length) == 0;
}

void intern_init(struct intern *intern, unsigned segment_bits)
{
	*intern = (struct intern){ .numbers = { .hash_of = hash_of, .names = names } };
	intern->numbers.context = intern;
	idset_init(&intern->numbers, segment_bits);
	intern->bytes = intern->numbers.bytes;
}

void intern_release(struct intern *intern)
{
	for (size_t i = 0; i < intern->chunk_count; i++) {
		mem_wipe(intern->chunks[i].bytes, intern->chunks[i].size);
		free(intern->chunks[i].bytes);
	}
	free(intern->chunks);
	for (uint32_t first = 0; first < intern->count; first += PAGE_SIZE)
		free(intern->pages[first >> PAGE_BITS]);
	free(intern->pages);
	idset_release(&intern->numbers);
	*intern = (struct intern){ .count = 0 };
}

static void add_chunk(struct intern *intern, size_t size)
{
	struct intern_chunk chunk = { .bytes = xmalloc(size), .size = (uint32_t)size };

	intern->chunks =
		xreallocarray(intern->chunks, intern->chunk_count + 1, sizeof(*intern->chunks));
	intern->chunks[intern->chunk_count++] = chunk;
	intern->used = 0;
	intern->bytes += size + sizeof(*intern->chunks);
}

static uint32_t store_bytes(struct intern *intern, struct text text)
{
	size_t size = varint_size((uint32_t)text.length) + text.length;
	uint32_t place;
	char *at;

	if (intern->chunk_count == 0 ||
	    intern->used + size > intern->chunks[intern->chunk_count - 1].size)
		add_chunk(intern, size > CHUNK_SIZE ? size : CHUNK_SIZE);
	place = (uint32_t)(intern->chunk_count - 1) << OFFSET_BITS | intern->used;
	at = intern->chunks[intern->chunk_count - 1].bytes + intern->used;
	at += varint_write(at, (uint32_t)text.length);
	memcpy(at, text.data, text.length);
	intern->used += (uint32_t)size;
	return place;
}

static void store_place(struct intern *intern, uint32_t index, uint32_t place)
{
	uint32_t page = index >> PAGE_BITS;

	if ((index & (PAGE_SIZE - 1)) == 0) {
		intern->pages = xreallocarray(intern->pages, page + 1, sizeof(*intern->pages));
		intern->pages[page] = xmalloc(PAGE_SIZE * sizeof(**intern->pages));
		intern->bytes += PAGE_SIZE * sizeof(**intern->pages) + sizeof(*intern->pages);
	}
	intern->pages[page][index & (PAGE_SIZE - 1)] = place;
}

uint32_t intern_add(struct intern *intern, struct text text)
{
	uint64_t hash;
	uint32_t number;
	size_t before = intern->numbers.bytes;

	if (text.data == NULL)
		return INTERN_NULL;
	hash = hash_bytes(text.data, text.length);
	number = idset_find(&intern->numbers, hash, &text);
	if (number != IDSET_NONE)
		return number;
	store_place(intern, intern->count, store_bytes(intern, text));
	number = ++intern->count;
	idset_add(&intern->numbers, hash, number);
	intern->bytes += intern->numbers.bytes - before;
	return number;
}

uint32_t intern_find(const struct intern *intern, struct text text)
{
	uint32_t number;

	if (text.data == NULL)
		return INTERN_NULL;
	number = idset_find(&intern->numbers, hash_bytes(text.data, text.length), &text);
	return number == IDSET_NONE ? INTERN_NOT_FOUND : number;
}

bool intern_full(const struct intern *intern)
{
	return intern->count + 2 >= IDSET_ID_MAX || intern->chunk_count + 2 >= CHUNKS_MAX;
}
