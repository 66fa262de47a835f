/*
 * stats_contacts.h - how many different contacts the messages of a count are with.
 *
 * Whom a group's messages are with is remembered while a pass counts (model/stats.h), so that each is
 * counted once. Cost: a byte a contact that is met, and 10 to 21 bytes a contact of each code, sender and
 * service; at most STATS_CONTACTS_MAX of these, 16 MB. Of what is beyond them nobody knows whether it was
 * counted before: it is not, and the numbers are the least that there can be.
 *
 * Thread: the UI thread alone.
 */
#ifndef MSGDECK_MODEL_STATS_CONTACTS_H
#define MSGDECK_MODEL_STATS_CONTACTS_H

#include <stdbool.h>
#include <stdint.h>

#include "base/keyset.h"
#include "base/vec.h"
#include "model/stats_result.h"

/* In many sets, so that no one's growth holds anybody up. */
#define STATS_CONTACT_SETS 256
#define STATS_CONTACTS_MAX (STATS_CONTACT_SETS * 6144)

struct stats_contacts {
	struct VEC(uint8_t) met; /* of each contact: bits of enum stats_measure */
	struct keyset sets[STATS_CONTACT_SETS];
	uint32_t count;
	bool full; /* there were more than can be remembered */
};

/* As before any was met. */
void stats_contacts_clear(struct stats_contacts *contacts);
void stats_contacts_release(struct stats_contacts *contacts);
/* Whether the contact is met for the first time by this measure, which is not STATS_SPEND. */
bool stats_contacts_meet(struct stats_contacts *contacts, uint32_t contact,
			 enum stats_measure measure);
/* The same within a group. */
bool stats_contacts_meet_in(struct stats_contacts *contacts, enum stats_kind kind, uint32_t group,
			    uint32_t contact, enum stats_measure measure);

#endif
