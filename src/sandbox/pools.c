/*
 * pools.c - the senders in a service's pool: PhoneNumbers, ShortCodes, AlphaSenders,
 * DestinationAlphaSenders and ChannelSenders.
 * https://www.twilio.com/docs/messaging/api/phonenumber-resource and its neighbours.
 *
 * All five are one resource with other names: a pool has them, and shows each only its own.
 */
#include <string.h>

#include "base/mem.h"
#include "sandbox/alpha.h"
#include "sandbox/form.h"
#include "sandbox/jsonout.h"
#include "sandbox/records.h"
#include "sandbox/services.h"

static bool is_number(const struct sender *sender)
{
	return sender_is_number(sender);
}

static bool is_short_code(const struct sender *sender)
{
	return sender->kind == SENDER_SHORT_CODE;
}

static bool is_global_alpha(const struct sender *sender)
{
	return sender->kind == SENDER_ALPHA && sender->iso == NULL;
}

static bool is_alpha(const struct sender *sender)
{
	return sender->kind == SENDER_ALPHA;
}

static bool is_channel(const struct sender *sender)
{
	return sender_is_channel(sender);
}

/* The resources, by the fourth part of their paths. */
static const struct pool {
	const char *path;
	const char *key;     /* of the list's array */
	const char *letters; /* of the SIDs */
	const char *service; /* the member with the service's SID */
	const char *address; /* the member with the number or name */
	bool (*has)(const struct sender *sender);
} pools[] = {
	{ "PhoneNumbers", "phone_numbers", "PN", "service_sid", "phone_number", is_number },
	{ "ShortCodes", "short_codes", "SC", "service_sid", "short_code", is_short_code },
	{ "AlphaSenders", "alpha_senders", "AI", "service_sid", "alpha_sender", is_global_alpha },
	{ "DestinationAlphaSenders", "alpha_senders", "AI", "service_sid", "alpha_sender",
	  is_alpha },
	{ "ChannelSenders", "senders", "XE", "messaging_service_sid", "sender", is_channel },
};

static const struct pool *pool_of(const struct request *request)
{
	const char *part = request->path + strlen("/v1/Services/") + SID_LENGTH + 1;
	size_t length = strcspn(part, "/");

	for (size_t i = 0; i < ARRAY_SIZE(pools); i++)
		if (strlen(pools[i].path) == length && memcmp(pools[i].path, part, length) == 0)
			return &pools[i];
	return NULL;
}

static void write_capabilities(struct strbuf *out, uint8_t capabilities)
{
	static const struct {
		uint8_t bit;
		const char *name;
	} names[] = { { CAPABLE_MMS, "MMS" }, { CAPABLE_SMS, "SMS" }, { CAPABLE_VOICE, "Voice" } };
	const char *between = "";

	out_member(out, "capabilities");
	strbuf_addch(out, '[');
	for (size_t i = 0; i < ARRAY_SIZE(names); i++) {
		if (!(capabilities & names[i].bit))
			continue;
		strbuf_addf(out, "%s\"%s\"", between, names[i].name);
		between = ", ";
	}
	strbuf_addch(out, ']');
}

static void write_dates(struct strbuf *out, const struct membership *member)
{
	out_member(out, "date_created");
	out_iso_date(out, member->since);
	out_member(out, "date_updated");
	out_iso_date(out, member->since);
}

static void write_url(struct strbuf *out, const struct request *request, const struct pool *pool,
		      const char *service, const char *sid)
{
	strbuf_addstr(out, ", \"url\": \"");
	service_write_url(out, request, service);
	strbuf_addf(out, "/%s/%s\"", pool->path, sid);
}

static void write_channel(struct strbuf *out, const struct sender *sender,
			  const struct membership *member)
{
	out_member_text(out, "sender", sender->address);
	out_member_text(out, "sender_type", sender->kind == SENDER_RCS ? "RCS" : "WhatsApp");
	out_member_text(out, "country_code", sender->iso);
	write_dates(out, member);
}

static void write_other(struct strbuf *out, const struct sender *sender, const struct pool *pool,
			const struct membership *member)
{
	write_dates(out, member);
	out_member_text(out, pool->address, sender->address);
	if (sender->kind != SENDER_ALPHA)
		out_member_text(out, "country_code", sender->iso);
	write_capabilities(out, sender->capabilities);
}

/* The record is the sender's index; the service is that of the path. */
static void write_sender(const struct sandbox *sandbox, const struct request *request,
			 uint32_t index, struct strbuf *out)
{
	const struct inventory *inventory = &sandbox->account.inventory;
	const struct sender *sender = &inventory->senders.items[index].sender;
	const struct pool *pool = pool_of(request);
	const struct membership *member;
	const char *service_sid;
	uint32_t service;
	char sid[SID_SIZE];

	if (!inventory_find_service(inventory, request->captures[0], &service))
		return;
	member = inventory_member(inventory, service, index);
	service_sid = inventory->services.items[service].sid;
	inventory_sender_sid(inventory, index, sid);
	if (sender_is_channel(sender)) {
		strbuf_addf(out, "{\"account_sid\": \"%s\", \"%s\": \"%s\", \"sid\": \"%s\"",
			    sandbox->account.sid, pool->service, service_sid, sid);
		write_channel(out, sender, member);
	} else {
		strbuf_addf(out, "{\"sid\": \"%s\", \"account_sid\": \"%s\", \"%s\": \"%s\"", sid,
			    sandbox->account.sid, pool->service, service_sid);
		write_other(out, sender, pool, member);
	}
	write_url(out, request, pool, service_sid, sid);
	if (pool->has == is_alpha)
		out_member_text(out, "iso_country_code", sender->iso);
	strbuf_addch(out, '}');
}

static void name_sender(const struct sandbox *sandbox, uint32_t index, char name[static SID_SIZE])
{
	inventory_sender_sid(&sandbox->account.inventory, index, name);
}

/* DestinationAlphaSenders may be asked for those of one country. */
static bool is_wanted(const struct sender *sender, const char *iso)
{
	return iso == NULL || *iso == '\0' ||
	       (sender->iso != NULL && strcasecmp(sender->iso, iso) == 0);
}

void pool_list(struct sandbox *sandbox, const struct request *request, struct reply *reply)
{
	static const char *const filters[] = { "IsoCountryCode", NULL };
	const struct inventory *inventory = &sandbox->account.inventory;
	const struct pool *pool = pool_of(request);
	bool by_country = pool->has == is_alpha;
	const char *iso = by_country ? params_value(&request->query, "IsoCountryCode") : NULL;
	struct record_kind kind = { pool->key, by_country ? filters : no_filters, true, name_sender,
				    write_sender };
	struct handles found = { 0 };
	uint32_t service;

	if (!service_find(sandbox, request, reply, &service))
		return;
	for (size_t i = 0; i < inventory->members.count; i++) {
		const struct membership *member = &inventory->members.items[i];
		const struct sender *sender = &inventory->senders.items[member->sender].sender;

		if (member->service == service && pool->has(sender) && is_wanted(sender, iso))
			vec_push(&found, member->sender);
	}
	records_reply(sandbox, request, reply, &kind, &found);
	vec_release(&found);
}

/* The service and the sender of the path, which is in its pool. */
static bool find_member(const struct sandbox *sandbox, const struct request *request,
			struct reply *reply, uint32_t *service, uint32_t *sender)
{
	const struct inventory *inventory = &sandbox->account.inventory;

	if (!service_find(sandbox, request, reply, service))
		return false;
	if (inventory_find_sender(inventory, request->captures[1], sender) &&
	    pool_of(request)->has(&inventory->senders.items[*sender].sender) &&
	    inventory_member(inventory, *service, *sender) != NULL)
		return true;
	reply_not_found(reply, request);
	return false;
}

void pool_fetch(struct sandbox *sandbox, const struct request *request, struct reply *reply)
{
	uint32_t service, sender;

	if (find_member(sandbox, request, reply, &service, &sender))
		write_sender(sandbox, request, sender, reply->body);
}

void pool_remove(struct sandbox *sandbox, const struct request *request, struct reply *reply)
{
	uint32_t service, sender;

	if (!find_member(sandbox, request, reply, &service, &sender))
		return;
	inventory_leave(&sandbox->account.inventory, service, sender);
	reply->status = 204;
}

/* Why the sender cannot be added to the pool; 0 where it can. */
static int refusal(const struct sandbox *sandbox, uint32_t service, uint32_t index)
{
	const struct inventory *inventory = &sandbox->account.inventory;
	const struct sender *sender = &inventory->senders.items[index].sender;
	bool alone = !sender_is_channel(sender) || !sandbox->account.assume.channels_shared;

	if (inventory_member(inventory, service, index) != NULL)
		return 21710;
	if (alone && inventory_pool_of(inventory, index) != SERVICE_NONE)
		return 21712;
	if (!(sender->capabilities & CAPABLE_SMS))
		return 21715;
	if (!sender_is_channel(sender) && inventory_pool_size(inventory, service) >= POOL_MAX)
		return 21714;
	return 0;
}

static void join(struct sandbox *sandbox, const struct request *request, struct reply *reply,
		 uint32_t service, uint32_t sender)
{
	inventory_join(&sandbox->account.inventory, service, sender,
		       account_now(&sandbox->account));
	reply->status = 201;
	write_sender(sandbox, request, sender, reply->body);
}

/* Adds the sender whose SID the parameter names. */
static void add(struct sandbox *sandbox, const struct request *request, struct reply *reply,
		const char *parameter)
{
	const struct pool *pool = pool_of(request);
	const char *sid;
	uint32_t service, sender;
	int code;

	if (!service_find(sandbox, request, reply, &service))
		return;
	sid = form_require_sid(request, reply, parameter, pool->letters);
	if (sid == NULL)
		return;
	if (!inventory_find_sender(&sandbox->account.inventory, sid, &sender)) {
		reply_error_text(reply, 20404, "The requested resource %s was not found", sid);
		return;
	}
	code = refusal(sandbox, service, sender);
	if (code != 0) {
		reply_error(reply, code);
		return;
	}
	join(sandbox, request, reply, service, sender);
	if (!sender_is_channel(&sandbox->account.inventory.senders.items[sender].sender))
		reply->status = sandbox->account.assume.status_added;
}

void pool_add_number(struct sandbox *sandbox, const struct request *request, struct reply *reply)
{
	add(sandbox, request, reply, "PhoneNumberSid");
}

void pool_add_short_code(struct sandbox *sandbox, const struct request *request,
			 struct reply *reply)
{
	add(sandbox, request, reply, "ShortCodeSid");
}

void pool_add_channel(struct sandbox *sandbox, const struct request *request, struct reply *reply)
{
	add(sandbox, request, reply, "Sid");
}

/* The alphanumeric sender of the pool for the country (NULL: for all of them), or NULL. */
static const struct sender *alpha_for(const struct inventory *inventory, uint32_t service,
				      const char *iso)
{
	for (size_t i = 0; i < inventory->members.count; i++) {
		const struct membership *member = &inventory->members.items[i];
		const struct sender *sender = &inventory->senders.items[member->sender].sender;

		if (member->service == service && sender->kind == SENDER_ALPHA &&
		    (sender->iso == NULL) == (iso == NULL) &&
		    (iso == NULL || strcmp(sender->iso, iso) == 0))
			return sender;
	}
	return NULL;
}

static void add_alpha(struct sandbox *sandbox, const struct request *request, struct reply *reply,
		      const char *iso)
{
	struct inventory *inventory = &sandbox->account.inventory;
	const char *text = params_value(&request->form, "AlphaSender");
	struct sender sender = { text, iso, SENDER_ALPHA, CAPABLE_SMS };
	const struct sender *there;
	uint32_t service;

	if (!service_find(sandbox, request, reply, &service))
		return;
	if (text == NULL || *text == '\0') {
		reply_error(reply, 21708);
		return;
	}
	if (!alpha_is_valid(text)) {
		reply_error(reply, 21709);
		return;
	}
	there = alpha_for(inventory, service, iso);
	if (there != NULL) {
		reply_error(reply, strcmp(there->address, text) == 0 ? 21710 : 21714);
		return;
	}
	inventory_add_sender(inventory, &sender, account_now(&sandbox->account));
	join(sandbox, request, reply, service, (uint32_t)inventory->senders.count - 1);
}

void pool_add_alpha(struct sandbox *sandbox, const struct request *request, struct reply *reply)
{
	add_alpha(sandbox, request, reply, NULL);
}

void pool_add_destination_alpha(struct sandbox *sandbox, const struct request *request,
				struct reply *reply)
{
	const char *given = params_value(&request->form, "IsoCountryCode");
	const char *iso = NULL;

	if (given != NULL && *given != '\0') {
		iso = alpha_country(given);
		if (iso == NULL) {
			reply_error_text(reply, 20001, "Invalid IsoCountryCode: %s", given);
			return;
		}
	}
	add_alpha(sandbox, request, reply, iso);
}
