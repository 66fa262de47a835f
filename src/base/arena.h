/*
 * arena.h - many small allocations that die together.
 *
 * A page of decoded records is one arena: the fetch thread fills it, hands it over, the UI thread
 * copies out of it and frees it in one call. Not for concurrent use; it has one owner at a time.
 */
#ifndef MSGDECK_BASE_ARENA_H
#define MSGDECK_BASE_ARENA_H

#include <stddef.h>

struct arena_block;

struct arena {
	struct arena_block *last;
	size_t used;  /* bytes handed out */
	size_t total; /* bytes allocated from the system */
};

#define ARENA_INIT           \
	{                    \
		.last = NULL \
	}

/* Aligned for any type; not zeroed. Lives until arena_release(). */
void *arena_alloc(struct arena *arena, size_t size) __attribute__((returns_nonnull));
void *arena_calloc(struct arena *arena, size_t count, size_t size) __attribute__((returns_nonnull));
/* Copies length bytes and adds a NUL. */
char *arena_strndup(struct arena *arena, const char *text, size_t length)
	__attribute__((returns_nonnull));
/* Unaligned bytes, for text. */
char *arena_bytes(struct arena *arena, size_t size) __attribute__((returns_nonnull));
/* Moves: `from` is empty afterwards, and what `to` held is released. */
void arena_move(struct arena *to, struct arena *from);
void arena_release(struct arena *arena);
/* As arena_release(), overwriting everything first: message texts are personal data. */
void arena_wipe(struct arena *arena);

#endif
