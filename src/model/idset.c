#include "model/idset.h"

#include <stdlib.h>
#include <string.h>

#include "base/mem.h"

#define SLOT_EMPTY UINT32_MAX
#define SEGMENT_START 8

struct idset_segment {
	uint32_t *slots;
	uint32_t capacity;
	uint32_t count;
};

static struct idset_segment *segment_of(const struct idset *set, uint64_t hash)
{
	return &set->segments[hash >> (64 - set->segment_bits)];
}

/* The low half spreads over the slots, bits above it make the tag: neither repeats the bits that
 * chose the segment. */
static uint32_t home_of(const struct idset_segment *segment, uint64_t hash)
{
	return (uint32_t)((hash & UINT32_MAX) * segment->capacity >> 32);
}

static uint32_t slot_for(uint64_t hash, uint32_t id)
{
	return (uint32_t)(hash >> 32) << IDSET_ID_BITS | id;
}

static uint32_t next_slot(const struct idset_segment *segment, uint32_t at)
{
	return at + 1 == segment->capacity ? 0 : at + 1;
}

void idset_init(struct idset *set, unsigned segment_bits)
{
	size_t count = (size_t)1 << segment_bits;

	set->segment_bits = segment_bits;
	set->segments = xcalloc(count, sizeof(*set->segments));
	set->count = 0;
	set->bytes = count * sizeof(*set->segments);
}

void idset_release(struct idset *set)
{
	if (set->segments == NULL)
		return;
	for (size_t i = 0; i < (size_t)1 << set->segment_bits; i++)
		free(set->segments[i].slots);
	free(set->segments);
	set->segments = NULL;
	set->count = set->bytes = 0;
}

uint32_t idset_find(const struct idset *set, uint64_t hash, const void *wanted)
{
	const struct idset_segment *segment = segment_of(set, hash);
	uint32_t tag = slot_for(hash, 0);

	if (segment->count == 0)
		return IDSET_NONE;
	for (uint32_t at = home_of(segment, hash); segment->slots[at] != SLOT_EMPTY;
	     at = next_slot(segment, at)) {
		uint32_t id = segment->slots[at] & IDSET_ID_MAX;

		if ((segment->slots[at] & ~IDSET_ID_MAX) == tag &&
		    set->names(id, wanted, set->context))
			return id;
	}
	return IDSET_NONE;
}

static void place(struct idset_segment *segment, uint64_t hash, uint32_t slot)
{
	uint32_t at = home_of(segment, hash);

	while (segment->slots[at] != SLOT_EMPTY)
		at = next_slot(segment, at);
	segment->slots[at] = slot;
}

static void resize(struct idset *set, struct idset_segment *segment, uint32_t capacity)
{
	struct idset_segment old = *segment;

	segment->capacity = capacity < SEGMENT_START ? SEGMENT_START : capacity;
	segment->slots = xreallocarray(NULL, segment->capacity, sizeof(*segment->slots));
	memset(segment->slots, 0xff, segment->capacity * sizeof(*segment->slots));
	for (uint32_t i = 0; i < old.capacity; i++)
		if (old.slots[i] != SLOT_EMPTY)
			place(segment, set->hash_of(old.slots[i] & IDSET_ID_MAX, set->context),
			      old.slots[i]);
	free(old.slots);
	set->bytes += segment->capacity * sizeof(*segment->slots);
	set->bytes -= old.capacity * sizeof(*segment->slots);
}

void idset_add(struct idset *set, uint64_t hash, uint32_t id)
{
	struct idset_segment *segment = segment_of(set, hash);

	if ((segment->count + 1) * UINT64_C(8) > segment->capacity * UINT64_C(7))
		resize(set, segment, segment->capacity + segment->capacity / 4);
	place(segment, hash, slot_for(hash, id));
	segment->count++;
	set->count++;
}

/* Closes the gap at `hole` so that every id stays reachable from its home. */
static void close_gap(struct idset *set, struct idset_segment *segment, uint32_t hole)
{
	for (uint32_t at = next_slot(segment, hole); segment->slots[at] != SLOT_EMPTY;
	     at = next_slot(segment, at)) {
		uint64_t hash = set->hash_of(segment->slots[at] & IDSET_ID_MAX, set->context);
		uint32_t home = home_of(segment, hash);
		bool between = hole <= at ? hole < home && home <= at : hole < home || home <= at;

		if (!between) {
			segment->slots[hole] = segment->slots[at];
			hole = at;
		}
	}
	segment->slots[hole] = SLOT_EMPTY;
}

void idset_remove(struct idset *set, uint64_t hash, uint32_t id)
{
	struct idset_segment *segment = segment_of(set, hash);
	uint32_t wanted = slot_for(hash, id);
	uint32_t at;

	if (segment->count == 0)
		return;
	for (at = home_of(segment, hash); segment->slots[at] != wanted; at = next_slot(segment, at))
		if (segment->slots[at] == SLOT_EMPTY)
			return;
	close_gap(set, segment, at);
	segment->count--;
	set->count--;
	if (segment->capacity > SEGMENT_START && segment->count < segment->capacity / 3)
		resize(set, segment, segment->count + segment->count / 2);
}
