/*
 * feedback.h - telling Twilio whether a message did what it was for.
 *
 * Twilio learns from it which routes deliver. It takes feedback only for messages that were sent with
 * ProvideFeedback, and the message does not say whether it was; so it is always offered, and a refusal
 * is explained. Source: https://www.twilio.com/docs/messaging/api/message-feedback-resource
 * Thread: UI.
 */
#ifndef MSGDECK_VIEWS_MESSAGES_FEEDBACK_H
#define MSGDECK_VIEWS_MESSAGES_FEEDBACK_H

#include "ui/command.h"
#include "views/session/session.h"

/* Asks, then sends it as a plan of one. `outcome` is "confirmed" or "unconfirmed". Effects. */
unsigned feedback_give(struct session *session, const struct sid *message, const char *outcome,
		       struct error *err);
/* Offers the two outcomes. */
void feedback_complete(const struct command_call *call, struct completion *completion);

#endif
