/*
 * senders.h - what the seeded account sends from, and its three Messaging Services.
 */
#ifndef MSGDECK_SANDBOX_SENDERS_H
#define MSGDECK_SANDBOX_SENDERS_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "sandbox/people.h"

/* In the order of the services table; SERVICE_NONE is a message without a service. */
enum service { SERVICE_VERIFY, SERVICE_REMINDERS, SERVICE_CAMPAIGNS, SERVICE_COUNT, SERVICE_NONE };

enum sender_kind {
	SENDER_LONG_CODE,
	SENDER_TOLL_FREE,
	SENDER_SHORT_CODE,
	SENDER_ALPHA,
	SENDER_WHATSAPP
};

enum {
	SENDER_US_REMINDERS,
	SENDER_US_SUPPORT,
	SENDER_US_CAMPAIGNS,
	SENDER_US_TOLL_FREE,
	SENDER_US_SHORT,
	SENDER_GB,
	SENDER_BR,
	SENDER_MX,
	SENDER_ALPHA_NAME,
	SENDER_ALPHA_GO,
	SENDER_WA_US,
	SENDER_WA_BR,
	SENDER_COUNT,
};

struct sender {
	const char *address;
	const char *iso; /* its country; NULL where it has none */
	enum sender_kind kind;
	uint8_t services; /* the pools that it is in: bit 1 << enum service */
	bool mms;
};

struct service_info {
	const char *name;
	const char *usecase;
};

extern const struct sender senders[SENDER_COUNT];
extern const struct service_info services[SERVICE_COUNT];

/* Index of the sender with this address, or -1. */
int sender_find(const char *address, size_t length);
/* The sender that a service picks from its pool for the address, or -1 where none can reach it. */
int sender_from_pool(enum service service, const char *to);
/* Whether the sender can reach the address at all (channel, country). */
bool sender_reaches(const struct sender *sender, const char *to);

#endif
