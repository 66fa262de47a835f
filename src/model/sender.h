/*
 * sender.h - one sender of a service's pool, or a channel sender that the account has.
 *
 * The four kinds of sender have their own lists in the API, and one form here. Texts belong to
 * whoever decoded the record. Sources: schemas messaging.v1.service.phone_number, .short_code,
 * .alpha_sender and .channel_sender; messaging.v2.channels_sender_response;
 * https://www.twilio.com/docs/messaging/api/service-resource
 */
#ifndef MSGDECK_MODEL_SENDER_H
#define MSGDECK_MODEL_SENDER_H

#include "base/strbuf.h"
#include "model/message.h"

/* What a number can do; bits. */
enum capability {
	CAPABLE_SMS = 1,
	CAPABLE_MMS = 2,
	CAPABLE_VOICE = 4,
	CAPABLE_FAX = 8,
	CAPABLE_OTHER = 128, /* a word that is not known */
};

/* The bit of a word as the API writes it, in either case: "SMS", "sms". */
unsigned capability_parse(const char *text, size_t length);
/* Appends "SMS MMS Voice". */
void capability_write(unsigned capabilities, struct strbuf *out);

struct sender {
	struct sid sid;      /* PN, SC, AI or XE */
	struct sid service;  /* MG; SID_NONE for one of the account's that is in no pool here */
	struct text address; /* "+15125550100", "73529", "Fernhill", "whatsapp:+15125550100" */
	struct text country; /* ISO 3166-1 alpha-2; null for alpha senders */
	struct text type;    /* of channel senders: "WhatsApp" */
	struct text status;  /* of the account's channel senders: "ONLINE" */
	int64_t date_created, date_updated;
	uint8_t capabilities; /* enum capability */
};

#endif
