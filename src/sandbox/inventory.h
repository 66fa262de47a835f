/*
 * inventory.h - what the account owns to send with: Messaging Services, senders of every kind, and
 * which sender is in which service's pool.
 *
 * What always holds: indices of services and senders are never used again; a service that was
 * deleted and an alphanumeric sender that was removed stay, marked as gone, because messages name
 * them. The first SENDER_COUNT senders and SERVICE_COUNT services are those of senders.h. A number
 * or short code is in at most one pool; an alphanumeric sender belongs to the pool that it was made
 * in; channel senders may be in several under an assumption (assume.h).
 *
 * Memory: about 200 bytes a sender. Lookups walk the tables: the sandbox has tens of senders, and
 * thousands when asked to.
 */
#ifndef MSGDECK_SANDBOX_INVENTORY_H
#define MSGDECK_SANDBOX_INVENTORY_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "base/error.h"
#include "base/vec.h"
#include "sandbox/senders.h"
#include "sandbox/sid.h"

#define NUMBERS_MAX 20000
#define SERVICES_MAX 1000
/* Numbers and short codes in one pool. */
#define POOL_MAX 400

/* A Messaging Service. Texts are owned; NULL is null. Methods are "GET" or "POST". */
struct service_record {
	char sid[SID_SIZE];
	char *friendly_name;
	char *inbound_request_url;
	const char *inbound_method;
	char *fallback_url;
	const char *fallback_method;
	char *status_callback;
	bool sticky_sender;
	bool mms_converter;
	bool smart_encoding;
	const char *scan_message_content;
	bool fallback_to_long_code;
	bool area_code_geomatch;
	bool synchronous_validation;
	int validity_period; /* seconds */
	const char *usecase;
	bool us_app_to_person_registered;
	bool use_inbound_webhook_on_number;
	int64_t created;
	int64_t updated;
	bool gone;
};

/* A sender that the account has. Texts are owned; NULL is null. */
struct owned {
	struct sender sender; /* its address is owned, too */
	char *friendly_name;
	char *sms_url;
	const char *sms_method;
	char *sms_fallback_url;
	const char *sms_fallback_method;
	const char *api_version;
	const char *status; /* a channel sender's */
	bool hosted;
	bool beta;
	int64_t created;
	int64_t updated;
	bool gone;
};

struct membership {
	uint32_t service;
	uint32_t sender;
	int64_t since;
};

struct inventory {
	uint64_t seed;
	struct VEC(struct service_record) services;
	struct VEC(struct owned) senders;
	struct VEC(struct membership) members; /* in the order in which they were added */
};

/* How much of it there is at least; more than the seeded ones are made up. */
struct inventory_size {
	uint32_t numbers;
	uint32_t services;
};

/* stock.c: what the account begins with at the time `begun`. */
void inventory_init(struct inventory *inventory, uint64_t seed, int64_t begun,
		    const struct inventory_size *size);
/* What can be given back before clients come: all services, or all senders of a sort. The history still names
 * them. */
#define INVENTORY_NAMES "services, numbers, short-codes, alpha-senders, channel-senders"
/* Gives back what is named, "services,numbers". */
bool inventory_give_back(struct inventory *inventory, const char *names, struct error *err);
void inventory_release(struct inventory *inventory);

/* Adds one with defaults; valid until the next. The name is copied. */
struct service_record *inventory_add_service(struct inventory *inventory, const char *name,
					     int64_t now);
uint32_t inventory_service_count(const struct inventory *inventory); /* that are not gone */
/* Takes all senders out of its pool and marks it as gone. */
void inventory_delete_service(struct inventory *inventory, uint32_t service);
/* The service with this SID that is not gone. */
bool inventory_find_service(const struct inventory *inventory, const char *sid, uint32_t *service);

/* Adds a sender in no pool; valid until the next. The address is copied, the country must last. */
struct owned *inventory_add_sender(struct inventory *inventory, const struct sender *sender,
				   int64_t now);
void inventory_sender_sid(const struct inventory *inventory, uint32_t sender,
			  char sid[static SID_SIZE]);
/* The sender with this SID, of either case, that is not gone. */
bool inventory_find_sender(const struct inventory *inventory, const char *sid, uint32_t *sender);
/* The one with this address, in the pool of the service where it has such, else any; -1 where the
 * account has none. */
int inventory_find_address(const struct inventory *inventory, const char *address,
			   uint32_t service);

void inventory_join(struct inventory *inventory, uint32_t service, uint32_t sender, int64_t now);
/* False where it was not in that pool. Removed alphanumeric senders are gone. */
bool inventory_leave(struct inventory *inventory, uint32_t service, uint32_t sender);
/* NULL where it is not in that pool. */
const struct membership *inventory_member(const struct inventory *inventory, uint32_t service,
					  uint32_t sender);
/* A pool that it is in, or SERVICE_NONE. */
uint32_t inventory_pool_of(const struct inventory *inventory, uint32_t sender);
/* Numbers and short codes, which count against POOL_MAX. */
uint32_t inventory_pool_size(const struct inventory *inventory, uint32_t service);
bool inventory_pool_is_empty(const struct inventory *inventory, uint32_t service);
/* The sender that a service picks from its pool for the address, or -1 where none reaches it. */
int inventory_pick(const struct inventory *inventory, uint32_t service, const char *to);
/* Whether the pool has a sender of this kind. */
bool inventory_pool_has(const struct inventory *inventory, uint32_t service, enum sender_kind kind);

static inline bool sender_is_number(const struct sender *sender)
{
	return sender->kind <= SENDER_TOLL_FREE;
}

static inline bool sender_is_channel(const struct sender *sender)
{
	return sender->kind >= SENDER_WHATSAPP;
}

#endif
