/*
 * sender_notes.h - what follows when senders leave a service or come into one, as sentences for the
 * review of a plan (plan_note()).
 *
 * Internal to sender_plan.c. Thread: UI.
 */
#ifndef MSGDECK_VIEWS_SERVICES_SENDER_NOTES_H
#define MSGDECK_VIEWS_SERVICES_SENDER_NOTES_H

#include "views/services/sender_plan.h"

/* What becomes of each service that loses some of them; those that `stay` (may be NULL) has lose none. */
void sender_notes_out(struct session *session, const struct sender_choice *choice,
		      const struct sid *stay, struct plan *plan);
/* What they meet in the service that they come into. */
void sender_notes_into(struct session *session, const struct sender_choice *choice,
		       const struct service *target, struct plan *plan);
/* What goes with a service. */
void sender_notes_delete(struct session *session, const struct service *service, struct plan *plan);

#endif
