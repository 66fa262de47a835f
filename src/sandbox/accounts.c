/* accounts.c - Account and Balance. */
#include <string.h>

#include "base/date.h"
#include "base/mem.h"
#include "sandbox/jsonout.h"
#include "sandbox/records.h"
#include "sandbox/rng.h"
#include "sandbox/sandbox.h"
#include "sandbox/spoil.h"

#define ACCOUNT_AGE (900 * 86400)

static const char *const statuses[] = {
	[ACCOUNT_ACTIVE] = "active",
	[ACCOUNT_SUSPENDED] = "suspended",
	[ACCOUNT_CLOSED] = "closed",
};

/* The members of subresource_uris and the last parts of their paths. */
static const struct {
	const char *name;
	const char *path;
} subresources[] = {
	{ "addresses", "Addresses" },
	{ "conferences", "Conferences" },
	{ "signing_keys", "SigningKeys" },
	{ "transcriptions", "Transcriptions" },
	{ "connect_apps", "ConnectApps" },
	{ "sip", "SIP" },
	{ "authorized_connect_apps", "AuthorizedConnectApps" },
	{ "usage", "Usage" },
	{ "keys", "Keys" },
	{ "applications", "Applications" },
	{ "recordings", "Recordings" },
	{ "short_codes", "SMS/ShortCodes" },
	{ "calls", "Calls" },
	{ "notifications", "Notifications" },
	{ "incoming_phone_numbers", "IncomingPhoneNumbers" },
	{ "queues", "Queues" },
	{ "messages", "Messages" },
	{ "outgoing_caller_ids", "OutgoingCallerIds" },
	{ "available_phone_numbers", "AvailablePhoneNumbers" },
	{ "balance", "Balance" },
};

static void write_account(struct strbuf *out, const struct sandbox *sandbox)
{
	const struct account *account = &sandbox->account;

	strbuf_addstr(out, "{\"auth_token\": ");
	out_text(out, account->token);
	strbuf_addstr(out, ", \"date_created\": ");
	out_date(out, account->begun - ACCOUNT_AGE);
	strbuf_addstr(out, ", \"date_updated\": ");
	out_date(out, account->begun - ACCOUNT_AGE / 3);
	strbuf_addf(out, ", \"friendly_name\": \"%s\", \"owner_account_sid\": \"%s\"",
		    account->name, account->owner);
	strbuf_addf(out, ", \"sid\": \"%s\", \"status\": \"%s\", \"subresource_uris\": {",
		    account->sid, statuses[account->status]);
	for (size_t i = 0; i < ARRAY_SIZE(subresources); i++)
		strbuf_addf(out, "%s\"%s\": \"/2010-04-01/Accounts/%s/%s.json\"", i > 0 ? ", " : "",
			    subresources[i].name, account->sid, subresources[i].path);
	strbuf_addf(out, "}, \"type\": \"%s\", \"uri\": \"/2010-04-01/Accounts/%s.json\"}",
		    sandbox->trial ? "Trial" : "Full", account->sid);
}

void account_fetch(struct sandbox *sandbox, const struct request *request, struct reply *reply)
{
	const struct fault *fault = request->fault;

	write_account(reply->body, sandbox);
	if (fault != NULL && fault->kind == FAULT_TYPES)
		spoil_types(reply->body, 0);
	if (fault != NULL && fault->kind == FAULT_BROKEN)
		spoil_record(reply->body, 0, fault->broken);
}

void balance_fetch(struct sandbox *sandbox, const struct request *request, struct reply *reply)
{
	uint32_t cents = 20000 + pick(mix(sandbox->account.seed, 0xba1), 180000);

	(void)request;
	strbuf_addf(reply->body,
		    "{\"account_sid\": \"%s\", \"balance\": \"%u.%02u\", "
		    "\"currency\": \"USD\"}",
		    sandbox->account.sid, cents / 100, cents % 100);
}

/* The account itself, then its subaccounts. */
static const struct sandbox *listed_at(const struct sandbox *sandbox, uint32_t i)
{
	return i == 0 ? sandbox : sandbox->subaccounts.items[i - 1];
}

static void account_name(const struct sandbox *sandbox, uint32_t i, char name[static SID_SIZE])
{
	memcpy(name, listed_at(sandbox, i)->account.sid, SID_SIZE);
}

static void write_listed(const struct sandbox *sandbox, const struct request *request, uint32_t i,
			 struct strbuf *out)
{
	(void)request;
	write_account(out, listed_at(sandbox, i));
}

static bool is_status(const char *status)
{
	for (size_t i = 0; i < ARRAY_SIZE(statuses); i++)
		if (strcmp(statuses[i], status) == 0)
			return true;
	return false;
}

/* The filters of the list are exact. */
void account_list(struct sandbox *sandbox, const struct request *request, struct reply *reply)
{
	static const char *const filters[] = { "FriendlyName", "Status", NULL };
	static const struct record_kind kind = {
		.key = "accounts", .filters = filters, .name = account_name, .write = write_listed
	};
	const char *name = params_value(&request->query, "FriendlyName");
	const char *status = params_value(&request->query, "Status");

	if (status != NULL && !is_status(status)) {
		reply_error_text(reply, 20001, "Invalid Status value: %s", status);
		return;
	}
	vec_clear(&sandbox->page);
	for (uint32_t i = 0; i <= sandbox->subaccounts.count; i++) {
		const struct account *account = &listed_at(sandbox, i)->account;

		if ((name == NULL || strcmp(name, account->name) == 0) &&
		    (status == NULL || strcmp(status, statuses[account->status]) == 0))
			vec_push(&sandbox->page, i);
	}
	records_reply(sandbox, request, reply, &kind, &sandbox->page);
}
