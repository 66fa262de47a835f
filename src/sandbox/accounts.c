/* accounts.c - Account and Balance. */
#include <string.h>

#include "base/date.h"
#include "base/mem.h"
#include "sandbox/jsonout.h"
#include "sandbox/paging.h"
#include "sandbox/rng.h"
#include "sandbox/sandbox.h"

#define ACCOUNT_AGE (900 * 86400)
#define FRIENDLY_NAME "Fernhill Household"

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

	strbuf_addstr(out, "{\"status\": \"active\", \"auth_token\": ");
	out_text(out, account->token);
	strbuf_addf(out, ", \"friendly_name\": \"%s\", \"owner_account_sid\": \"%s\"",
		    FRIENDLY_NAME, account->sid);
	strbuf_addf(out, ", \"uri\": \"/2010-04-01/Accounts/%s.json\", \"sid\": \"%s\"",
		    account->sid, account->sid);
	strbuf_addstr(out, ", \"date_created\": ");
	out_date(out, account->begun - ACCOUNT_AGE);
	strbuf_addstr(out, ", \"date_updated\": ");
	out_date(out, account->begun - ACCOUNT_AGE / 3);
	strbuf_addf(out, ", \"type\": \"%s\", \"subresource_uris\": {",
		    sandbox->trial ? "Trial" : "Full");
	for (size_t i = 0; i < ARRAY_SIZE(subresources); i++)
		strbuf_addf(out, "%s\"%s\": \"/2010-04-01/Accounts/%s/%s.json\"", i > 0 ? ", " : "",
			    subresources[i].name, account->sid, subresources[i].path);
	strbuf_addstr(out, "}}");
}

void account_fetch(struct sandbox *sandbox, const struct request *request, struct reply *reply)
{
	(void)request;
	write_account(reply->body, sandbox);
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

/* The filters of a list are exact, and there is one account. */
static bool is_wanted(const struct request *request)
{
	const char *name = params_value(&request->query, "FriendlyName");
	const char *status = params_value(&request->query, "Status");

	return (name == NULL || strcmp(name, FRIENDLY_NAME) == 0) &&
	       (status == NULL || strcmp(status, "active") == 0);
}

void account_list(struct sandbox *sandbox, const struct request *request, struct reply *reply)
{
	static const char *const filters[] = { "FriendlyName", "Status", NULL };
	struct paging paging;
	bool listed = is_wanted(request);

	if (!paging_parse(&paging, request, reply))
		return;
	if (paging.token != NULL) {
		reply_error(reply, 21481);
		return;
	}
	strbuf_addstr(reply->body, "{\"accounts\": [");
	if (listed)
		write_account(reply->body, sandbox);
	strbuf_addstr(reply->body, "]");
	paging_write(&paging, request, filters, listed, NULL, NULL, reply->body);
	strbuf_addstr(reply->body, "}");
}
