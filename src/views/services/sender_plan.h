/*
 * sender_plan.h - from senders that were chosen to a plan: what goes where, and what follows from it.
 *
 * A sender that is in no pool is added; one that another service has is moved: out of that one, then
 * into the new one; one that is there already is left out. The plan gets notes for its review about what
 * the operator would want to know before: US traffic that stops, pools left empty or without MMS,
 * countries that lose their last sender, inbound messages that nobody receives, a pool that is full.
 *
 * What the pools hold is what the session's lists say; where a list is not there the note says so.
 * Sources: https://www.twilio.com/docs/messaging/api/service-resource and errors 21703, 21704, 21714,
 * 21715, 30034 of https://www.twilio.com/docs/api/errors. Thread: UI.
 */
#ifndef MSGDECK_VIEWS_SERVICES_SENDER_PLAN_H
#define MSGDECK_VIEWS_SERVICES_SENDER_PLAN_H

#include "base/error.h"
#include "base/vec.h"
#include "model/sender.h"
#include "model/service.h"
#include "ops/plan.h"
#include "views/session/session.h"

/* Numbers and short codes that a service takes, unless Twilio has raised it: error 21714. */
#define SENDER_POOL_MAX 400

/* Senders, each with the service that has it (SID_NONE: none). Texts are the lists'. */
struct sender_choice VEC(struct sender);

/* Finds a sender by its SID in the pools and among what the account owns; `pool` is looked at first
 * (SID_NONE: none is). False when the lists do not have it. */
bool sender_find(struct session *session, const struct sid *sid, const struct sid *pool,
		 struct sender *out);
/* Appends the SIDs, separated by commas; and back: NULL as `text` is an error. */
void sender_choice_write(const struct sender_choice *choice, struct strbuf *out);
bool sender_choice_read(struct session *session, const char *text, const struct sid *pool,
			struct sender_choice *choice, struct error *err);

/* A plan that brings them into `target`; NULL, with the error, when there is nothing to do. */
struct plan *sender_plan_into(struct session *session, const struct sender_choice *choice,
			      const struct service *target, enum plan_source source,
			      struct error *err);
/* A plan that takes them out of the services that have them. */
struct plan *sender_plan_out(struct session *session, const struct sender_choice *choice,
			     enum plan_source source, struct error *err);
/* A plan that deletes a service; its name must be typed, or where that is too long or has what a
 * keyboard has not, the end of its SID. */
struct plan *sender_plan_delete(struct session *session, const struct service *service,
				struct error *err);
/* Whether this may be an alpha sender: 1 to 11 of A-Z a-z 0-9 space + - _ &, with a letter. */
bool sender_check_alpha(const char *name, struct error *err);

#endif
