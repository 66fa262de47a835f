/*
 * senders.h - what messages are sent from, and what the seeded history was sent with.
 *
 * The history names the twelve senders and seven of the Messaging Services here. What else the
 * account owns, and who is in which pool now, is in inventory.h.
 */
#ifndef MSGDECK_SANDBOX_SENDERS_H
#define MSGDECK_SANDBOX_SENDERS_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "sandbox/people.h"

/* The services that the history names, with which the inventory begins. */
enum service {
	SERVICE_VERIFY,
	SERVICE_REMINDERS,
	SERVICE_CAMPAIGNS,
	SERVICE_UK,
	SERVICE_BRASIL,
	SERVICE_MEXICO,
	SERVICE_CHANNELS,
	SERVICE_COUNT,
};

/* A message without a service; a sender in no pool. */
#define SERVICE_NONE UINT32_MAX

enum sender_kind {
	SENDER_LOCAL,
	SENDER_MOBILE,
	SENDER_TOLL_FREE,
	SENDER_SHORT_CODE,
	SENDER_ALPHA,
	SENDER_WHATSAPP,
	SENDER_RCS,
};

enum capability { CAPABLE_SMS = 1, CAPABLE_MMS = 2, CAPABLE_VOICE = 4 };

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
	uint8_t capabilities; /* enum capability */
};

/* Those of the history; the inventory has the same indices. */
extern const struct sender senders[SENDER_COUNT];

/* Index of the sender of the history with this address, or -1. */
int sender_find(const char *address, size_t length);
/* The service that a sender sent with, in the history; SERVICE_NONE where it depends on what it
 * sent. */
uint32_t sender_service(int sender);
/* Whether the sender can reach the address at all (channel, country). */
bool sender_reaches(const struct sender *sender, const char *to);
/* How well it does: 0 where it does not. The recipient's own country is best, then a name. */
int sender_fitness(const struct sender *sender, const char *to);

#endif
