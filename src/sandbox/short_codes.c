/* short_codes.c - SMS/ShortCodes: https://www.twilio.com/docs/messaging/api/short-code-resource */
#include <stddef.h>
#include <string.h>

#include "base/mem.h"
#include "sandbox/form.h"
#include "sandbox/jsonout.h"
#include "sandbox/records.h"
#include "sandbox/wildcard.h"

#define MEMBER(name) offsetof(struct owned, name)

static const char *const versions[] = { "2010-04-01", "2008-08-01", NULL };

static const struct form_field fields[] = {
	{ .name = "FriendlyName",
	  .type = FORM_NAME,
	  .member = MEMBER(friendly_name),
	  .code = 20002 },
	{ .name = "ApiVersion",
	  .type = FORM_WORD,
	  .member = MEMBER(api_version),
	  .words = versions },
	{ .name = "SmsUrl", .type = FORM_URL, .member = MEMBER(sms_url), .code = 11100 },
	{ .name = "SmsMethod",
	  .type = FORM_WORD,
	  .member = MEMBER(sms_method),
	  .words = form_methods },
	{ .name = "SmsFallbackUrl",
	  .type = FORM_URL,
	  .member = MEMBER(sms_fallback_url),
	  .code = 11100 },
	{ .name = "SmsFallbackMethod",
	  .type = FORM_WORD,
	  .member = MEMBER(sms_fallback_method),
	  .words = form_methods },
};

static void write_code(const struct sandbox *sandbox, const struct request *request, uint32_t index,
		       struct strbuf *out)
{
	const struct account *account = &sandbox->account;
	const struct owned *owned = &account->inventory.senders.items[index];
	char sid[SID_SIZE];

	(void)request;
	inventory_sender_sid(&account->inventory, index, sid);
	strbuf_addf(out, "{\"account_sid\": \"%s\"", account->sid);
	out_member_text(out, "api_version", owned->api_version);
	out_member(out, "date_created");
	out_date(out, owned->created);
	out_member(out, "date_updated");
	out_date(out, owned->updated);
	out_member(out, "friendly_name");
	out_string(out, owned->friendly_name, strlen(owned->friendly_name), account->assume.utf8);
	out_member_text(out, "short_code", owned->sender.address);
	out_member_text(out, "sid", sid);
	out_member_text(out, "sms_fallback_method", owned->sms_fallback_method);
	out_member_text(out, "sms_fallback_url", owned->sms_fallback_url);
	out_member_text(out, "sms_method", owned->sms_method);
	out_member_text(out, "sms_url", owned->sms_url);
	strbuf_addf(out, ", \"uri\": \"/2010-04-01/Accounts/%s/SMS/ShortCodes/%s.json\"}",
		    account->sid, sid);
}

static void name_code(const struct sandbox *sandbox, uint32_t index, char name[static SID_SIZE])
{
	inventory_sender_sid(&sandbox->account.inventory, index, name);
}

static bool is_wanted(const struct owned *owned, const struct request *request)
{
	const char *code = params_value(&request->query, "ShortCode");
	const char *name = params_value(&request->query, "FriendlyName");

	if (owned->gone || owned->sender.kind != SENDER_SHORT_CODE)
		return false;
	return (code == NULL || *code == '\0' || wildcard_matches(code, owned->sender.address)) &&
	       (name == NULL || *name == '\0' || strcmp(name, owned->friendly_name) == 0);
}

void short_code_list(struct sandbox *sandbox, const struct request *request, struct reply *reply)
{
	static const char *const filters[] = { "FriendlyName", "ShortCode", NULL };
	static const struct record_kind kind = { "short_codes", filters, false, name_code,
						 write_code };
	const struct inventory *inventory = &sandbox->account.inventory;
	struct handles found = { 0 };

	for (size_t i = 0; i < inventory->senders.count; i++)
		if (is_wanted(&inventory->senders.items[i], request))
			vec_push(&found, (uint32_t)i);
	records_reply(sandbox, request, reply, &kind, &found);
	vec_release(&found);
}

static bool find_code(const struct sandbox *sandbox, const struct request *request,
		      struct reply *reply, uint32_t *index)
{
	if (inventory_find_sender(&sandbox->account.inventory, request->captures[1], index))
		return true;
	reply_not_found(reply, request);
	return false;
}

void short_code_fetch(struct sandbox *sandbox, const struct request *request, struct reply *reply)
{
	uint32_t index;

	if (find_code(sandbox, request, reply, &index))
		write_code(sandbox, request, index, reply->body);
}

void short_code_update(struct sandbox *sandbox, const struct request *request, struct reply *reply)
{
	struct owned *owned;
	uint32_t index;

	if (!find_code(sandbox, request, reply, &index) ||
	    !form_check(fields, ARRAY_SIZE(fields), request, reply))
		return;
	owned = &sandbox->account.inventory.senders.items[index];
	form_apply(fields, ARRAY_SIZE(fields), request, owned);
	owned->updated = account_now(&sandbox->account);
	write_code(sandbox, request, index, reply->body);
}
