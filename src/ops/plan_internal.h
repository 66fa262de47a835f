/*
 * plan_internal.h - what the files of the plan share: plan.c (items), plan_detail.c (what they need
 * beyond their SIDs), plan_words.c (what is said about them).
 */
#ifndef MSGDECK_OPS_PLAN_INTERNAL_H
#define MSGDECK_OPS_PLAN_INTERNAL_H

#include "ops/plan.h"

/* Copies what the target says into the item's detail. */
void plan_fill_detail(struct plan *plan, uint32_t item, const struct plan_target *target);
/* Details, notes, names: wiped and freed. */
void plan_release_details(struct plan *plan);

#endif
