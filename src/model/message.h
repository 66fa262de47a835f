/*
 * message.h - one Message resource, decoded.
 *
 * Source: GET /2010-04-01/Accounts/{AccountSid}/Messages/{Sid}.json, schema
 * api.v2010.account.message. Texts are original bytes with a length (they may hold NUL, invalid
 * UTF-8 or a lone surrogate as WTF-8) and are owned by the arena or store that the record came
 * from. A missing member is as null.
 */
#ifndef MSGDECK_MODEL_MESSAGE_H
#define MSGDECK_MODEL_MESSAGE_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "base/decimal.h"
#include "model/sid.h"

enum message_status {
	STATUS_UNKNOWN = 0, /* a value that is not documented; never a crash */
	STATUS_ACCEPTED,
	STATUS_SCHEDULED,
	STATUS_QUEUED,
	STATUS_SENDING,
	STATUS_SENT,
	STATUS_DELIVERED,
	STATUS_UNDELIVERED,
	STATUS_FAILED,
	STATUS_CANCELED,
	STATUS_READ,
	STATUS_PARTIALLY_DELIVERED, /* deprecated */
	STATUS_RECEIVING,
	STATUS_RECEIVED,
	STATUS_COUNT
};

enum message_direction {
	DIRECTION_UNKNOWN = 0,
	DIRECTION_INBOUND,
	DIRECTION_OUTBOUND_API,
	DIRECTION_OUTBOUND_CALL,
	DIRECTION_OUTBOUND_REPLY,
	DIRECTION_COUNT
};

/* Bytes that somebody else owns. `data` is NULL for JSON null, not NULL for "". */
struct text {
	const char *data;
	size_t length;
};

struct message {
	struct sid sid;
	struct sid service; /* messaging_service_sid, may be SID_NONE */
	struct text from;   /* may be null */
	struct text to;
	struct text body;
	struct text error_message; /* nearly always null */
	struct text price_unit;    /* "USD" */
	/* Twilio's own words while status and direction are unknown, else null. The store does not
	 * keep them. */
	struct text status_word;
	struct text direction_word;
	struct decimal price; /* negative for charges; see has_price */
	int64_t date_created; /* DATE_NONE when null */
	int64_t date_sent;    /* DATE_NONE while scheduled or queued */
	int64_t date_updated;
	int32_t error_code; /* 0 when null */
	uint16_t num_segments;
	uint16_t num_media;
	uint8_t status;    /* enum message_status */
	uint8_t direction; /* enum message_direction */
	bool has_price;    /* null until billed */
	/* False: it is not said how many media there are. The store does not keep that. */
	bool has_num_media;
};

const char *message_status_name(enum message_status status); /* Twilio's own word */
enum message_status message_status_parse(const char *text, size_t length);
const char *message_direction_name(enum message_direction direction);
enum message_direction message_direction_parse(const char *text, size_t length);

/* Delivered, undelivered, failed, canceled, read, received: nothing more will happen. `sent` may
 * stay for ever and is not final. */
bool message_status_is_final(enum message_status status);
bool message_status_is_failure(enum message_status status);
/* One-cell mark that reads without colour: ✓ ✗ … ← ⏲ ? and its ASCII form. */
const char *message_status_mark(enum message_status status);
const char *message_status_mark_ascii(enum message_status status);
/* The other party's address: `from` of an inbound message, else `to`. */
struct text message_contact(const struct message *message);
/* Only its list of media says whether, where it does not say how many it has. */
bool message_may_have_media(const struct message *message);
/* The time by which lists are ordered: date_sent, or date_created while there is none. */
int64_t message_time(const struct message *message);

#endif
