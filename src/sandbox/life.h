/*
 * life.h - the states that a message goes through, as a function of the time.
 *
 * Nothing is scheduled and nothing ticks: a message knows when it was created, sent and settled,
 * and its status at any moment follows. The states are those of Twilio's message resource.
 */
#ifndef MSGDECK_SANDBOX_LIFE_H
#define MSGDECK_SANDBOX_LIFE_H

#include <stdbool.h>
#include <stdint.h>

#include "base/date.h"

enum status {
	STATUS_ACCEPTED,
	STATUS_SCHEDULED,
	STATUS_CANCELED,
	STATUS_QUEUED,
	STATUS_SENDING,
	STATUS_SENT,
	STATUS_DELIVERED,
	STATUS_UNDELIVERED,
	STATUS_FAILED,
	STATUS_READ,
	STATUS_RECEIVING,
	STATUS_RECEIVED,
	STATUS_COUNT,
};

enum direction { DIRECTION_INBOUND, DIRECTION_API, DIRECTION_CALL, DIRECTION_REPLY };

extern const char *const status_names[STATUS_COUNT];
extern const char *const direction_names[];

struct life {
	enum direction direction;
	enum status outcome; /* the last state it comes to; STATUS_SENT: no receipt ever */
	int error;           /* of a message that is undelivered or failed, else 0 */
	bool by_service;     /* a service picks the sender: accepted first, without `from` */
	int64_t created;     /* seconds since 1970; also when an inbound one begins to arrive */
	int64_t due;         /* when a scheduled one is released; `created` for others */
	int64_t sent;        /* leaves the queue, or fails */
	int64_t settled;     /* the receipt comes: delivered, undelivered, received */
	int64_t read;        /* only with outcome STATUS_READ */
	int64_t canceled;    /* DATE_NONE while it is not */
};

enum status life_status(const struct life *life, int64_t now);
/* No further change is to come. `sent` is not final, even where no receipt ever comes. */
bool status_is_final(enum status status);
/* date_sent: DATE_NONE until it leaves the queue. */
int64_t life_date_sent(const struct life *life, int64_t now);
/* The moment of the last change. */
int64_t life_date_updated(const struct life *life, int64_t now);
/* Whether the service has picked a sender, so that `from` and the segments are known. */
bool life_has_sender(const struct life *life, int64_t now);
/* Whether it has been billed, so that the price is known. */
bool life_is_billed(const struct life *life, int64_t now);

#endif
