/*
 * idset.h - ids found by the hash of what they name.
 *
 * The set holds only 26-bit ids; what an id names is the owner's business, who hashes it and
 * compares it. A slot is 32 bits: the id and 6 bits of its hash, so that nearly every wrong
 * candidate is passed over without looking at what it names.
 *
 * Growth never doubles the whole: the set is cut into many segments by the hash, each a small open
 * addressing table (linear probing) that grows by a quarter when it is 7/8 full, and shrinks when
 * two thirds are free. While it only grows the fill is between 0.70 and 0.875. Cost: 4.6 to 5.7
 * bytes an id, and 16 bytes a segment.
 *
 * Thread: one owner at a time.
 */
#ifndef MSGDECK_MODEL_IDSET_H
#define MSGDECK_MODEL_IDSET_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#define IDSET_ID_BITS 26
/* Ids are below this. */
#define IDSET_ID_MAX ((UINT32_C(1) << IDSET_ID_BITS) - 1)
#define IDSET_NONE UINT32_MAX

struct idset_segment;

struct idset {
	struct idset_segment *segments;
	unsigned segment_bits;
	size_t count;
	size_t bytes; /* allocated */
	/* The hash of what `id` names; asked when a segment grows or an id leaves. */
	uint64_t (*hash_of)(uint32_t id, const void *context);
	bool (*names)(uint32_t id, const void *wanted, const void *context);
	const void *context;
};

/* The caller sets the three last members first. 2^segment_bits segments: about a thousand ids each
 * at the expected size is good. */
void idset_init(struct idset *set, unsigned segment_bits);
void idset_release(struct idset *set);
/* The id that names `wanted`, whose hash is given, or IDSET_NONE. */
uint32_t idset_find(const struct idset *set, uint64_t hash, const void *wanted);
/* The id must not be in the set. */
void idset_add(struct idset *set, uint64_t hash, uint32_t id);
/* Does nothing when the id is not in the set. */
void idset_remove(struct idset *set, uint64_t hash, uint32_t id);

#endif
