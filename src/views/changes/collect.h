/*
 * collect.h - from what is marked in a list to the items of a plan, in slices.
 *
 * A hundred thousand messages are taken up a few at a time, so that the keyboard waits for none of it. What
 * leaves the cache in between is left out. Thread: UI.
 */
#ifndef MSGDECK_VIEWS_CHANGES_COLLECT_H
#define MSGDECK_VIEWS_CHANGES_COLLECT_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "base/error.h"
#include "ops/plan.h"
#include "ui/table.h"
#include "views/session/session.h"

/* Begins zeroed but for its first three members and either a walk or keys, which it owns then. */
struct collect {
	const struct session *session;
	enum op op;
	bool of_contacts; /* the keys are those of a contact_list; all messages of each are meant */
	struct table_walk *walk; /* finds what is marked; NULL as soon as that is `keys` */
	uint64_t *keys;          /* those before `taken` are in the plan */
	size_t count, taken;
	size_t hidden;  /* of the keys, the last ones: a filter hides them */
	size_t partial; /* contacts of which older messages may not be loaded */
	/* of the contact that is being taken: */
	uint64_t older; /* the message to go on with; 0: the newest */
	size_t in_plan; /* items, when its first message was taken */
};

/* Goes on until the deadline. False when the plan is full, or the list has gone. */
bool collect_step(struct collect *collect, struct plan *plan, int64_t deadline_ns,
		  struct error *err);
bool collect_has_more(const struct collect *collect);
void collect_release(struct collect *collect);

#endif
