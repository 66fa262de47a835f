/*
 * keyset.h - a set of 64-bit keys, none of them 0.
 *
 * Open addressing; 8 to 24 bytes a key; all operations O(1) but where said. Iteration order is
 * arbitrary, and changes with additions.
 */
#ifndef MSGDECK_BASE_KEYSET_H
#define MSGDECK_BASE_KEYSET_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

struct keyset {
	uint64_t *slots; /* 0 is free */
	size_t count;
	size_t capacity; /* a power of two, or 0 */
};

void keyset_release(struct keyset *set);
void keyset_clear(struct keyset *set);
/* An empty set becomes the same as another one. */
void keyset_copy(struct keyset *set, const struct keyset *other);
bool keyset_has(const struct keyset *set, uint64_t key);
/* Room for so many keys in all, so that adding them takes no time for growth. */
void keyset_reserve(struct keyset *set, size_t count);
/* True when the set changed. */
bool keyset_add(struct keyset *set, uint64_t key);
bool keyset_remove(struct keyset *set, uint64_t key);
/* True when the key is in the set afterwards. */
bool keyset_toggle(struct keyset *set, uint64_t key);
/* for (size_t i = 0; (key = keyset_next(set, &i)) != 0;) … */
uint64_t keyset_next(const struct keyset *set, size_t *position);

#endif
