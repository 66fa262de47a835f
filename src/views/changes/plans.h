/*
 * plans.h - changes of earlier sessions that have not come to their end, on a screen of their own
 * (plans_view.c), and the offer to go on with them at the start (plans_offer.c). Thread: UI.
 */
#ifndef MSGDECK_VIEWS_CHANGES_PLANS_H
#define MSGDECK_VIEWS_CHANGES_PLANS_H

#include "ops/plans.h"
#include "views/session/session.h"

#define PLANS_OFFERED_MAX 4

/* Whether the changes are of the account that is looked at, at the service that is asked. */
bool plans_is_ours(const struct session *session, const struct plan_summary *plan);
/* Asks, where there are any of this account, whether they are to be shown. To be called once there is a
 * first screen. What takes long to read is read by and by, and it asks then. */
void plans_offer(struct session *session);
void plans_offer_drop(struct session *session);

#endif
