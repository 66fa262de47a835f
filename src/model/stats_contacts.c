#include "model/stats_contacts.h"

#include <assert.h>

/* A key: contact, group, kind, measure, from the top, and one more, so that none is 0. */
#define CONTACT_SHIFT 32
#define GROUP_SHIFT 3
#define KIND_SHIFT 1

static_assert(STATS_KINDS <= 1 << (GROUP_SHIFT - KIND_SHIFT), "a kind fits its bits");
static_assert(STATS_SPEND <= 1 << KIND_SHIFT, "a measure that counts contacts fits its bits");
static_assert(IDSET_ID_BITS + GROUP_SHIFT < CONTACT_SHIFT, "a group fits its bits");

void stats_contacts_clear(struct stats_contacts *contacts)
{
	vec_clear(&contacts->met);
	for (size_t i = 0; i < STATS_CONTACT_SETS; i++)
		keyset_clear(&contacts->sets[i]);
	contacts->count = 0;
	contacts->full = false;
}

void stats_contacts_release(struct stats_contacts *contacts)
{
	stats_contacts_clear(contacts);
	vec_release(&contacts->met);
}

bool stats_contacts_meet(struct stats_contacts *contacts, uint32_t contact,
			 enum stats_measure measure)
{
	uint8_t bit = (uint8_t)(1u << measure);

	while (contacts->met.count <= contact)
		vec_push(&contacts->met, 0);
	if (contacts->met.items[contact] & bit)
		return false;
	contacts->met.items[contact] |= bit;
	return true;
}

bool stats_contacts_meet_in(struct stats_contacts *contacts, enum stats_kind kind, uint32_t group,
			    uint32_t contact, enum stats_measure measure)
{
	struct keyset *set = &contacts->sets[contact % STATS_CONTACT_SETS];
	uint64_t key = ((uint64_t)contact << CONTACT_SHIFT | (uint64_t)group << GROUP_SHIFT |
			(uint64_t)kind << KIND_SHIFT | (uint64_t)measure) +
		       1;

	if (contacts->count >= STATS_CONTACTS_MAX) {
		contacts->full |= !keyset_has(set, key);
		return false;
	}
	if (!keyset_add(set, key))
		return false;
	contacts->count++;
	return true;
}
