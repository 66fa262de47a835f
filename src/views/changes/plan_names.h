/*
 * plan_names.h - what the services and senders of a plan are called.
 *
 * A journal holds SIDs alone, so a plan that is read from one says "PN4ba6…" until the account's lists
 * tell which number that is. Thread: UI.
 */
#ifndef MSGDECK_VIEWS_CHANGES_PLAN_NAMES_H
#define MSGDECK_VIEWS_CHANGES_PLAN_NAMES_H

#include "ops/plan.h"
#include "views/session/session.h"

/* Asks for the lists that tell, where they are not there yet. */
void plan_names_want(struct session *session, const struct plan *plan);
/* Tells the plan, as far as those lists are loaded. */
void plan_names_take(struct session *session, struct plan *plan);

#endif
