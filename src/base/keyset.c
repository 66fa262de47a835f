#include "base/keyset.h"

#include <stdlib.h>
#include <string.h>

#include "base/mem.h"

#define CAPACITY_MIN 16

/* Keys are ours (counters, hashes of SIDs), so a fixed mixing will do (splitmix64's). */
static size_t home_of(const struct keyset *set, uint64_t key)
{
	key = (key ^ key >> 30) * 0xbf58476d1ce4e5b9u;
	key = (key ^ key >> 27) * 0x94d049bb133111ebu;
	return (size_t)(key ^ key >> 31) & (set->capacity - 1);
}

/* The slot that holds the key, or the free one where it would go. */
static size_t find_slot(const struct keyset *set, uint64_t key)
{
	size_t slot = home_of(set, key);

	while (set->slots[slot] && set->slots[slot] != key)
		slot = (slot + 1) & (set->capacity - 1);
	return slot;
}

void keyset_release(struct keyset *set)
{
	free(set->slots);
	*set = (struct keyset){ .slots = NULL };
}

void keyset_clear(struct keyset *set)
{
	keyset_release(set);
}

void keyset_copy(struct keyset *set, const struct keyset *other)
{
	*set = *other;
	if (other->slots)
		set->slots = xmemdup(other->slots, other->capacity * sizeof(*other->slots));
}

bool keyset_has(const struct keyset *set, uint64_t key)
{
	return set->count && set->slots[find_slot(set, key)] == key;
}

static void resize(struct keyset *set, size_t capacity)
{
	struct keyset bigger = { .capacity = capacity, .count = set->count };

	bigger.slots = xcalloc(bigger.capacity, sizeof(*bigger.slots));
	for (size_t i = 0; i < set->capacity; i++)
		if (set->slots[i])
			bigger.slots[find_slot(&bigger, set->slots[i])] = set->slots[i];
	free(set->slots);
	*set = bigger;
}

static bool has_room(size_t capacity, size_t count)
{
	return count <= capacity / 4 * 3;
}

void keyset_reserve(struct keyset *set, size_t count)
{
	size_t capacity = set->capacity ? set->capacity : CAPACITY_MIN;

	while (!has_room(capacity, count))
		capacity *= 2;
	if (capacity > set->capacity)
		resize(set, capacity);
}

bool keyset_add(struct keyset *set, uint64_t key)
{
	size_t slot;

	keyset_reserve(set, set->count + 1);
	slot = find_slot(set, key);
	if (set->slots[slot])
		return false;
	set->slots[slot] = key;
	set->count++;
	return true;
}

bool keyset_remove(struct keyset *set, uint64_t key)
{
	size_t mask = set->capacity - 1;
	size_t hole;
	size_t at;

	if (!keyset_has(set, key))
		return false;
	hole = find_slot(set, key);
	at = hole;
	set->slots[hole] = 0;
	set->count--;
	/* Moves back what was pushed past the hole. */
	for (;;) {
		size_t home;

		at = (at + 1) & mask;
		if (!set->slots[at])
			return true;
		home = home_of(set, set->slots[at]);
		if (((at - home) & mask) >= ((at - hole) & mask)) {
			set->slots[hole] = set->slots[at];
			set->slots[at] = 0;
			hole = at;
		}
	}
}

bool keyset_toggle(struct keyset *set, uint64_t key)
{
	if (keyset_remove(set, key))
		return false;
	return keyset_add(set, key);
}

uint64_t keyset_next(const struct keyset *set, size_t *position)
{
	while (*position < set->capacity) {
		uint64_t key = set->slots[(*position)++];

		if (key)
			return key;
	}
	return 0;
}
