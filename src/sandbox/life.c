#include "sandbox/life.h"

/* Seconds in which a service picks a sender, and in which a message is handed to the carrier. */
#define ACCEPTED_SECONDS 1
#define SENDING_SECONDS 1
/* A price appears this long after the message has left. */
#define BILLING_SECONDS 20

const char *const status_names[STATUS_COUNT] = {
	[STATUS_ACCEPTED] = "accepted",   [STATUS_SCHEDULED] = "scheduled",
	[STATUS_CANCELED] = "canceled",   [STATUS_QUEUED] = "queued",
	[STATUS_SENDING] = "sending",     [STATUS_SENT] = "sent",
	[STATUS_DELIVERED] = "delivered", [STATUS_UNDELIVERED] = "undelivered",
	[STATUS_FAILED] = "failed",       [STATUS_READ] = "read",
	[STATUS_RECEIVING] = "receiving", [STATUS_RECEIVED] = "received",
};

const char *const direction_names[] = {
	[DIRECTION_INBOUND] = "inbound",
	[DIRECTION_API] = "outbound-api",
	[DIRECTION_CALL] = "outbound-call",
	[DIRECTION_REPLY] = "outbound-reply",
};

static enum status status_before_sent(const struct life *life, int64_t now)
{
	if (now < life->due)
		return STATUS_SCHEDULED;
	if (life->by_service && now < life->due + ACCEPTED_SECONDS)
		return STATUS_ACCEPTED;
	if (now >= life->sent - SENDING_SECONDS && life->outcome != STATUS_FAILED)
		return STATUS_SENDING;
	return STATUS_QUEUED;
}

enum status life_status(const struct life *life, int64_t now)
{
	if (life->canceled != DATE_NONE)
		return STATUS_CANCELED;
	if (life->direction == DIRECTION_INBOUND)
		return now < life->settled ? STATUS_RECEIVING : STATUS_RECEIVED;
	if (now < life->sent)
		return status_before_sent(life, now);
	if (life->outcome == STATUS_FAILED)
		return STATUS_FAILED;
	if (life->outcome == STATUS_SENT || now < life->settled)
		return STATUS_SENT;
	if (life->outcome == STATUS_READ && now < life->read)
		return STATUS_DELIVERED;
	return life->outcome;
}

bool status_is_final(enum status status)
{
	switch (status) {
	case STATUS_CANCELED:
	case STATUS_DELIVERED:
	case STATUS_UNDELIVERED:
	case STATUS_FAILED:
	case STATUS_READ:
	case STATUS_RECEIVED:
		return true;
	default:
		return false;
	}
}

int64_t life_date_sent(const struct life *life, int64_t now)
{
	if (life->canceled != DATE_NONE || now < life->sent)
		return DATE_NONE;
	return life->sent;
}

int64_t life_date_updated(const struct life *life, int64_t now)
{
	if (life->canceled != DATE_NONE)
		return life->canceled;
	if (life->outcome == STATUS_READ && now >= life->read)
		return life->read;
	if (life->outcome != STATUS_SENT && life->outcome != STATUS_FAILED && now >= life->settled)
		return life->settled;
	if (now >= life->sent)
		return life->sent;
	return now >= life->due ? life->due : life->created;
}

bool life_has_sender(const struct life *life, int64_t now)
{
	if (!life->by_service)
		return true;
	return life->canceled == DATE_NONE && now >= life->due + ACCEPTED_SECONDS;
}

bool life_is_billed(const struct life *life, int64_t now)
{
	return life->canceled == DATE_NONE && life->outcome != STATUS_FAILED &&
	       now >= life->sent + BILLING_SECONDS;
}
