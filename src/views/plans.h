/*
 * plans.h - changes of earlier sessions that have not come to their end, on a screen of their own
 * (plans_view.c). Thread: UI.
 */
#ifndef MSGDECK_VIEWS_PLANS_H
#define MSGDECK_VIEWS_PLANS_H

#include "views/session.h"

#define PLANS_OFFERED_MAX 4

/* Asks, where there are any of this account, whether they are to be shown. To be called once there is a
 * first screen. */
void plans_offer(struct session *session);

#endif
