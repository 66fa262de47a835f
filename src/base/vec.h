/*
 * vec.h - a growing array of one type.
 *
 *	struct vec_item VEC(struct item);
 *
 * A vector is three members in any struct: VEC(T) declares them. Zeroed memory is an empty vector.
 * Growth doubles; do not use it for the columns of the cache, where doubling would cost memory.
 */
#ifndef MSGDECK_BASE_VEC_H
#define MSGDECK_BASE_VEC_H

#include <stdlib.h>
#include <string.h>

#include "base/mem.h"

#define VEC(type)                \
	{                        \
		type *items;     \
		size_t count;    \
		size_t capacity; \
	}

/* Makes room for one more. Used by the macros below. */
void *vec_grow(void *items, size_t *capacity, size_t needed, size_t item_size);

#define vec_reserve(v, n)                                                                     \
	((v)->capacity >= (n) ? (void)0                                                       \
			      : (void)((v)->items = vec_grow((v)->items, &(v)->capacity, (n), \
							     sizeof(*(v)->items))))
/* A pointer to a new last item, not initialised. */
#define vec_push_new(v) (vec_reserve((v), (v)->count + 1), &(v)->items[(v)->count++])
#define vec_push(v, value) (vec_reserve((v), (v)->count + 1), (v)->items[(v)->count++] = (value))
#define vec_pop(v) ((v)->items[--(v)->count])
#define vec_clear(v) ((v)->count = 0)
#define vec_remove(v, at)                                              \
	(memmove(&(v)->items[at], &(v)->items[(at) + 1],               \
		 ((v)->count - (size_t)(at)-1) * sizeof(*(v)->items)), \
	 (v)->count--)
/* Frees the array, not what its items own. */
#define vec_release(v) (free((v)->items), (v)->items = NULL, (v)->count = 0, (v)->capacity = 0)

#endif
