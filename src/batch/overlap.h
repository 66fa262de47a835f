/*
 * overlap.h - which messages two neighbouring stretches of a list have both.
 *
 * The stretches come one after the other, in the list's order, newest first. Remembered is the end of
 * what has come: the last OVERLAP_ROWS messages, all of the oldest second, and all as old as the next
 * stretch's beginning. However long a list is, a stretch's end is short, and no more than that is
 * looked through: only a message that is as new as what is remembered can be among it.
 *
 * Pure; any thread.
 */
#ifndef MSGDECK_BATCH_OVERLAP_H
#define MSGDECK_BATCH_OVERLAP_H

#include <stdbool.h>
#include <stdint.h>

#include "base/vec.h"
#include "model/sid_set.h"

#define OVERLAP_ROWS 1000 /* the largest page of the API */

struct overlap_row {
	struct sid sid;
	int64_t sent; /* DATE_NONE: never */
};

struct overlap {
	struct VEC(struct overlap_row) rows; /* in the list's order */
	int64_t oldest; /* date_sent of them all and of what went before, DATE_NONE: none had one */
	int64_t floor;  /* newest date_sent of the next stretch, DATE_NONE where there is none */
	struct sid_set sids; /* the same */
};

void overlap_init(struct overlap *overlap);
void overlap_release(struct overlap *overlap);
/* The next stretch begins at this time: what is as old will be remembered. */
void overlap_expect(struct overlap *overlap, int64_t floor);
/* One more has come. */
void overlap_add(struct overlap *overlap, const struct sid *sid, int64_t sent);
/* Whether it has come before, as far as that is remembered. */
bool overlap_has(const struct overlap *overlap, const struct sid *sid, int64_t sent);

#endif
