/* numbers.c - IncomingPhoneNumbers: https://www.twilio.com/docs/phone-numbers/api/incomingphonenumber-resource */
#include <string.h>

#include "base/mem.h"
#include "sandbox/jsonout.h"
#include "sandbox/records.h"
#include "sandbox/wildcard.h"

static const char *const filters[] = { "PhoneNumber", "FriendlyName", "Beta", "Origin", NULL };

static const char *type_of(const struct sender *sender)
{
	switch (sender->kind) {
	case SENDER_TOLL_FREE:
		return "toll free";
	case SENDER_MOBILE:
		return "mobile";
	default:
		return "local";
	}
}

static void write_capabilities(struct strbuf *out, uint8_t capabilities)
{
	strbuf_addf(out,
		    ", \"capabilities\": {\"voice\": %s, \"sms\": %s, \"mms\": %s, "
		    "\"fax\": false}",
		    capabilities & CAPABLE_VOICE ? "true" : "false",
		    capabilities & CAPABLE_SMS ? "true" : "false",
		    capabilities & CAPABLE_MMS ? "true" : "false");
}

static const char *or_empty(const char *text)
{
	return text == NULL ? "" : text;
}

static void write_webhooks(struct strbuf *out, const struct owned *owned)
{
	out_member_text(out, "sms_application_sid", "");
	out_member_text(out, "sms_fallback_method", owned->sms_fallback_method);
	out_member_text(out, "sms_fallback_url", or_empty(owned->sms_fallback_url));
	out_member_text(out, "sms_method", owned->sms_method);
	out_member_text(out, "sms_url", or_empty(owned->sms_url));
	out_member_text(out, "status_callback", "");
	out_member_text(out, "status_callback_method", "POST");
	out_member_text(out, "trunk_sid", NULL);
}

static void write_voice(struct strbuf *out)
{
	out_member_text(out, "voice_receive_mode", "voice");
	out_member_text(out, "voice_application_sid", "");
	out_member_bool(out, "voice_caller_id_lookup", false);
	out_member_text(out, "voice_fallback_method", "POST");
	out_member_text(out, "voice_fallback_url", "");
	out_member_text(out, "voice_method", "POST");
	out_member_text(out, "voice_url", "");
	out_member_text(out, "emergency_status", "Inactive");
	out_member_text(out, "emergency_address_sid", NULL);
	out_member_text(out, "emergency_address_status", "unregistered");
	out_member_text(out, "bundle_sid", NULL);
}

/* A number as lists of one kind have it, which do not say of which. */
static void write_of_kind(const struct sandbox *sandbox, const struct request *request,
			  uint32_t index, struct strbuf *out)
{
	const struct account *account = &sandbox->account;
	const struct owned *owned = &account->inventory.senders.items[index];
	char sid[SID_SIZE];

	(void)request;
	inventory_sender_sid(&account->inventory, index, sid);
	strbuf_addf(out, "{\"account_sid\": \"%s\", \"address_sid\": null", account->sid);
	out_member_text(out, "address_requirements", "none");
	out_member_text(out, "api_version", owned->api_version);
	out_member_bool(out, "beta", owned->beta);
	write_capabilities(out, owned->sender.capabilities);
	out_member(out, "date_created");
	out_date(out, owned->created);
	out_member(out, "date_updated");
	out_date(out, owned->updated);
	out_member(out, "friendly_name");
	out_string(out, owned->friendly_name, strlen(owned->friendly_name), account->assume.utf8);
	out_member_text(out, "identity_sid", NULL);
	out_member_text(out, "phone_number", owned->sender.address);
	out_member_text(out, "origin", owned->hosted ? "hosted" : "twilio");
	out_member_text(out, "sid", sid);
	write_webhooks(out, owned);
	strbuf_addf(out, ", \"uri\": \"/2010-04-01/Accounts/%s/IncomingPhoneNumbers/%s.json\"",
		    account->sid, sid);
	write_voice(out);
	out_member_text(out, "status", "in-use");
	strbuf_addch(out, '}');
}

static void write_number(const struct sandbox *sandbox, const struct request *request,
			 uint32_t index, struct strbuf *out)
{
	const struct sender *sender = &sandbox->account.inventory.senders.items[index].sender;

	write_of_kind(sandbox, request, index, out);
	strbuf_truncate(out, out->length - 1);
	out_member_text(out, "type", type_of(sender));
	strbuf_addch(out, '}');
}

static void name_number(const struct sandbox *sandbox, uint32_t index, char name[static SID_SIZE])
{
	inventory_sender_sid(&sandbox->account.inventory, index, name);
}

/* The value of a filter that was given and is not empty, or NULL. */
static const char *filter(const struct request *request, const char *name)
{
	const char *value = params_value(&request->query, name);

	return value == NULL || *value == '\0' ? NULL : value;
}

static bool is_either(const char *value, const char *a, const char *b)
{
	return value == NULL || strcasecmp(value, a) == 0 || strcasecmp(value, b) == 0;
}

static bool check_filters(const struct request *request, struct reply *reply)
{
	const char *beta = filter(request, "Beta");
	const char *origin = filter(request, "Origin");

	if (!is_either(beta, "true", "false")) {
		reply_error_text(reply, 20001, "Invalid Beta value: %s", beta);
		return false;
	}
	if (!is_either(origin, "twilio", "hosted")) {
		reply_error_text(reply, 20001, "Invalid Origin value: %s", origin);
		return false;
	}
	return true;
}

/* Beta=false leaves out the numbers that are new to the platform; true has all. */
static bool is_wanted(const struct owned *owned, const struct request *request)
{
	const char *number = filter(request, "PhoneNumber");
	const char *name = filter(request, "FriendlyName");
	const char *beta = filter(request, "Beta");
	const char *origin = filter(request, "Origin");

	return (number == NULL || wildcard_matches(number, owned->sender.address)) &&
	       (name == NULL || strcmp(name, owned->friendly_name) == 0) &&
	       (beta == NULL || !owned->beta || strcasecmp(beta, "true") == 0) &&
	       (origin == NULL || owned->hosted == (strcasecmp(origin, "hosted") == 0));
}

static void list(const struct sandbox *sandbox, const struct request *request, struct reply *reply,
		 enum sender_kind first, enum sender_kind last)
{
	static const struct record_kind all = { "incoming_phone_numbers", filters, false,
						name_number, write_number };
	static const struct record_kind some = { "incoming_phone_numbers", filters, false,
						 name_number, write_of_kind };
	const struct inventory *inventory = &sandbox->account.inventory;
	struct handles found = { 0 };

	if (!check_filters(request, reply))
		return;
	for (size_t i = 0; i < inventory->senders.count; i++) {
		const struct owned *owned = &inventory->senders.items[i];

		if (!owned->gone && owned->sender.kind >= first && owned->sender.kind <= last &&
		    is_wanted(owned, request))
			vec_push(&found, (uint32_t)i);
	}
	records_reply(sandbox, request, reply, first == last ? &some : &all, &found);
	vec_release(&found);
}

void number_list(struct sandbox *sandbox, const struct request *request, struct reply *reply)
{
	list(sandbox, request, reply, SENDER_LOCAL, SENDER_TOLL_FREE);
}

void number_list_local(struct sandbox *sandbox, const struct request *request, struct reply *reply)
{
	list(sandbox, request, reply, SENDER_LOCAL, SENDER_LOCAL);
}

void number_list_mobile(struct sandbox *sandbox, const struct request *request, struct reply *reply)
{
	list(sandbox, request, reply, SENDER_MOBILE, SENDER_MOBILE);
}

void number_list_toll_free(struct sandbox *sandbox, const struct request *request,
			   struct reply *reply)
{
	list(sandbox, request, reply, SENDER_TOLL_FREE, SENDER_TOLL_FREE);
}

void number_fetch(struct sandbox *sandbox, const struct request *request, struct reply *reply)
{
	uint32_t index;

	if (inventory_find_sender(&sandbox->account.inventory, request->captures[1], &index))
		write_number(sandbox, request, index, reply->body);
	else
		reply_not_found(reply, request);
}
