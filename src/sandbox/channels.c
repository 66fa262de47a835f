/* channels.c - Channels/Senders of version 2: WhatsApp and RCS senders, whatever pool they are in.
 * https://www.twilio.com/docs/whatsapp/api/senders */
#include <string.h>

#include "base/mem.h"
#include "sandbox/jsonout.h"
#include "sandbox/records.h"

static void write_configuration(struct strbuf *out, bool whatsapp)
{
	out_member(out, "configuration");
	if (!whatsapp) {
		strbuf_addstr(out, "null");
		return;
	}
	strbuf_addstr(out, "{\"waba_id\": \"100200300400500\", \"verification_method\": null, "
			   "\"verification_code\": null, \"voice_application_sid\": null, "
			   "\"account_type\": null}");
}

static void write_webhook(struct strbuf *out)
{
	strbuf_addstr(
		out,
		", \"webhook\": {\"callback_url\": \"https://hooks.fernhill.example/channels\", "
		"\"callback_method\": \"POST\", \"fallback_url\": null, "
		"\"fallback_method\": null, \"status_callback_url\": "
		"\"https://hooks.fernhill.example/status\", "
		"\"status_callback_method\": \"POST\"}");
}

static void write_profile(struct strbuf *out, const struct owned *owned, bool whatsapp, bool utf8)
{
	strbuf_addstr(out, ", \"profile\": {\"name\": ");
	out_string(out, owned->friendly_name, strlen(owned->friendly_name), utf8);
	out_member_text(out, "about", whatsapp ? "Orders and appointments" : NULL);
	out_member_text(out, "address", NULL);
	out_member_text(out, "description", "A shop with a clinic");
	out_member_text(out, "logo_url", "https://www.fernhill.example/logo.png");
	out_member_text(out, "banner_url",
			whatsapp ? NULL : "https://www.fernhill.example/banner.png");
	out_member_text(out, "privacy_url",
			whatsapp ? NULL : "https://www.fernhill.example/privacy");
	out_member_text(out, "terms_of_service_url",
			whatsapp ? NULL : "https://www.fernhill.example/terms");
	out_member_text(out, "accent_color", whatsapp ? NULL : "#1b5e20");
	out_member_text(out, "vertical", whatsapp ? "Shopping and Retail" : NULL);
	strbuf_addstr(out, ", \"websites\": [{\"website\": \"https://www.fernhill.example\", "
			   "\"label\": \"Website\"}], \"emails\": null, \"phone_numbers\": null}");
}

static void write_state(struct strbuf *out, const struct owned *owned, bool whatsapp)
{
	out_member(out, "properties");
	strbuf_addstr(out, whatsapp ? "{\"quality_rating\": \"HIGH\", "
				      "\"messaging_limit\": \"10K Customers/24hr\"}"
				    : "null");
	out_member(out, "offline_reasons");
	strbuf_addstr(out, strcmp(owned->status, "OFFLINE") == 0
				   ? "[{\"code\": \"63020\", \"message\": \"Business verification "
				     "is not complete\", \"more_info\": "
				     "\"https://www.twilio.com/docs/errors/63020\"}]"
				   : "null");
	out_member(out, "compliance");
	strbuf_addstr(out, whatsapp ? "null" : "{\"registration_sid\": null, \"countries\": []}");
}

static void write_channel(const struct sandbox *sandbox, const struct request *request,
			  uint32_t index, struct strbuf *out)
{
	const struct inventory *inventory = &sandbox->account.inventory;
	const struct owned *owned = &inventory->senders.items[index];
	bool whatsapp = owned->sender.kind == SENDER_WHATSAPP;
	char sid[SID_SIZE];

	inventory_sender_sid(inventory, index, sid);
	strbuf_addf(out, "{\"sid\": \"%s\"", sid);
	out_member_text(out, "status", owned->status);
	out_member_text(out, "sender_id", owned->sender.address);
	write_configuration(out, whatsapp);
	write_webhook(out);
	write_profile(out, owned, whatsapp, sandbox->account.assume.utf8);
	write_state(out, owned, whatsapp);
	strbuf_addf(out, ", \"url\": \"https://%s/v2/Channels/Senders/%s\"}", request->host, sid);
}

static void name_channel(const struct sandbox *sandbox, uint32_t index, char name[static SID_SIZE])
{
	inventory_sender_sid(&sandbox->account.inventory, index, name);
}

void channel_list(struct sandbox *sandbox, const struct request *request, struct reply *reply)
{
	static const char *const filters[] = { "Channel", NULL };
	static const struct record_kind kind = { "senders", filters, true, name_channel,
						 write_channel };
	const struct inventory *inventory = &sandbox->account.inventory;
	const char *channel = params_value(&request->query, "Channel");
	bool whatsapp = channel != NULL && strcmp(channel, "whatsapp") == 0;
	struct handles found = { 0 };

	if (channel == NULL || *channel == '\0') {
		reply_error_text(reply, 20001, "Missing required parameter Channel in the query");
		return;
	}
	if (!whatsapp && strcmp(channel, "rcs") != 0) {
		reply_error_text(reply, 20001, "Invalid Channel value: %s", channel);
		return;
	}
	for (size_t i = 0; i < inventory->senders.count; i++)
		if (!inventory->senders.items[i].gone &&
		    inventory->senders.items[i].sender.kind ==
			    (whatsapp ? SENDER_WHATSAPP : SENDER_RCS))
			vec_push(&found, (uint32_t)i);
	records_reply(sandbox, request, reply, &kind, &found);
	vec_release(&found);
}

void channel_fetch(struct sandbox *sandbox, const struct request *request, struct reply *reply)
{
	uint32_t index;

	if (inventory_find_sender(&sandbox->account.inventory, request->captures[0], &index))
		write_channel(sandbox, request, index, reply->body);
	else
		reply_not_found(reply, request);
}
