/*
 * sid_set.h - a set of SIDs: an open addressing table with linear probing, at most half full.
 *
 * Zeroed memory is an empty set. Cost: 36 to 72 bytes a SID. Thread: one owner at a time.
 */
#ifndef MSGDECK_MODEL_SID_SET_H
#define MSGDECK_MODEL_SID_SET_H

#include <stdbool.h>
#include <stddef.h>

#include "model/sid.h"

struct sid_set {
	struct sid *slots; /* SID_NONE where free */
	size_t size;       /* 0, or a power of two */
	size_t count;
};

void sid_set_release(struct sid_set *set);
/* Empties it, and keeps its room. */
void sid_set_clear(struct sid_set *set);
bool sid_set_has(const struct sid_set *set, const struct sid *sid);
/* False when it is there already. The SID is not SID_NONE. */
bool sid_set_add(struct sid_set *set, const struct sid *sid);

#endif
