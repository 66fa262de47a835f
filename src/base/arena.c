#include "base/arena.h"

#include <stdalign.h>
#include <stdint.h>
#include <stdlib.h>
#include <string.h>

#include "base/mem.h"

/* Objects grow from the front and text from the back, so that text never costs padding. */
struct arena_block {
	struct arena_block *previous;
	size_t size; /* of data */
	size_t front;
	size_t back;
	alignas(max_align_t) char data[];
};

enum { FIRST_BLOCK = 4 * 1024, LARGEST_BLOCK = 256 * 1024 };

static size_t align_up(size_t offset)
{
	return (offset + alignof(max_align_t) - 1) & ~(size_t)(alignof(max_align_t) - 1);
}

static struct arena_block *new_block(struct arena *arena, size_t size)
{
	size_t total;

	if (__builtin_add_overflow(size, sizeof(struct arena_block), &total))
		total = SIZE_MAX; /* which xmalloc() refuses */
	struct arena_block *block = xmalloc(total);
	*block = (struct arena_block){ .size = size, .back = size };
	arena->total += total;
	return block;
}

/* A block with `size` bytes free. What is large gets a block of its own behind the current one,
 * which stays in use. */
static struct arena_block *block_with_room(struct arena *arena, size_t size)
{
	struct arena_block *last = arena->last;
	size_t usual = arena->total < FIRST_BLOCK ? FIRST_BLOCK : arena->total;

	if (usual > LARGEST_BLOCK)
		usual = LARGEST_BLOCK;
	usual = align_up(usual - sizeof(struct arena_block));

	if (size > usual / 4) {
		struct arena_block *own = new_block(arena, size);
		if (!last) {
			arena->last = own;
		} else {
			own->previous = last->previous;
			last->previous = own;
		}
		return own;
	}
	struct arena_block *block = new_block(arena, usual);
	block->previous = last;
	arena->last = block;
	return block;
}

void *arena_alloc(struct arena *arena, size_t size)
{
	struct arena_block *block = arena->last;
	size_t at = block ? align_up(block->front) : 0;

	if (!block || at > block->back || block->back - at < size) {
		block = block_with_room(arena, size);
		at = 0;
	}
	block->front = at + size;
	arena->used += size;
	return block->data + at;
}

void *arena_calloc(struct arena *arena, size_t count, size_t size)
{
	size_t total;

	if (__builtin_mul_overflow(count, size, &total))
		total = SIZE_MAX;
	void *memory = arena_alloc(arena, total);
	return memset(memory, 0, total);
}

char *arena_bytes(struct arena *arena, size_t size)
{
	struct arena_block *block = arena->last;

	if (!block || block->back - block->front < size)
		block = block_with_room(arena, size);
	block->back -= size;
	arena->used += size;
	return block->data + block->back;
}

char *arena_strndup(struct arena *arena, const char *text, size_t length)
{
	char *copy = arena_bytes(arena, length + 1);

	if (length)
		memcpy(copy, text, length);
	copy[length] = '\0';
	return copy;
}

void arena_move(struct arena *to, struct arena *from)
{
	if (to == from)
		return;
	arena_release(to);
	*to = *from;
	*from = (struct arena)ARENA_INIT;
}

static void release(struct arena *arena, bool wipe)
{
	struct arena_block *block = arena->last;

	while (block) {
		struct arena_block *previous = block->previous;
		if (wipe)
			mem_wipe(block->data, block->size);
		free(block);
		block = previous;
	}
	*arena = (struct arena)ARENA_INIT;
}

void arena_release(struct arena *arena)
{
	release(arena, false);
}

void arena_wipe(struct arena *arena)
{
	release(arena, true);
}
