#include "model/sid_set.h"

#include <stdlib.h>
#include <string.h>

#include "base/hash.h"
#include "base/mem.h"

#define FIRST_SIZE ((size_t)1024)

void sid_set_release(struct sid_set *set)
{
	free(set->slots);
	*set = (struct sid_set){ .slots = NULL };
}

void sid_set_clear(struct sid_set *set)
{
	if (set->count)
		memset(set->slots, 0, set->size * sizeof(*set->slots));
	set->count = 0;
}

/* Where it is, or belongs; there is a free slot. */
static struct sid *slot_of(const struct sid_set *set, const struct sid *sid)
{
	size_t at = hash_bytes(sid->bytes, sizeof(sid->bytes)) & (set->size - 1);

	while (set->slots[at].kind != SID_NONE && !sid_equal(&set->slots[at], sid))
		at = (at + 1) & (set->size - 1);
	return &set->slots[at];
}

static void grow(struct sid_set *set)
{
	const struct sid_set old = *set;

	set->size = old.size ? old.size * 2 : FIRST_SIZE;
	set->slots = xcalloc(set->size, sizeof(*set->slots));
	for (size_t i = 0; i < old.size; i++)
		if (old.slots[i].kind != SID_NONE)
			*slot_of(set, &old.slots[i]) = old.slots[i];
	free(old.slots);
}

bool sid_set_has(const struct sid_set *set, const struct sid *sid)
{
	return set->count && slot_of(set, sid)->kind != SID_NONE;
}

bool sid_set_add(struct sid_set *set, const struct sid *sid)
{
	struct sid *slot;

	if ((set->count + 1) * 2 > set->size)
		grow(set);
	slot = slot_of(set, sid);
	if (slot->kind != SID_NONE)
		return false;
	*slot = *sid;
	set->count++;
	return true;
}
