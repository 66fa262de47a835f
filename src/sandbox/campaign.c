/* campaign.c - the A2P 10DLC campaign of a service, and what services may be for.
 * https://www.twilio.com/docs/messaging/api/usapptoperson-resource
 * https://www.twilio.com/docs/messaging/api/service-resource */
#include <string.h>

#include "base/mem.h"
#include "sandbox/jsonout.h"
#include "sandbox/records.h"
#include "sandbox/services.h"

#define NAMES "Fernhill"

static void campaign_sid(const struct sandbox *sandbox, uint32_t service, const char *prefix,
			 char sid[static SID_SIZE])
{
	sid_format(sandbox->account.seed, SID_CAMPAIGN, prefix, service, sid);
}

static void name_campaign(const struct sandbox *sandbox, uint32_t service,
			  char name[static SID_SIZE])
{
	campaign_sid(sandbox, service, "QE", name);
}

static void write_what_for(struct strbuf *out)
{
	out_member_text(out, "description",
			"Reminders of appointments and news of orders, to customers who asked "
			"for them.");
	strbuf_addstr(out, ", \"message_samples\": [\"" NAMES ": your parcel is on its way.\", "
			   "\"" NAMES ": see you tomorrow at 9:30. Reply C to confirm.\"]");
	out_member_text(out, "us_app_to_person_usecase", "MIXED");
	out_member_bool(out, "has_embedded_links", true);
	out_member_bool(out, "has_embedded_phone", false);
	out_member_bool(out, "subscriber_opt_in", true);
	out_member_bool(out, "age_gated", false);
	out_member_bool(out, "direct_lending", false);
	out_member_text(out, "campaign_status", "VERIFIED");
	out_member_text(out, "campaign_id", "CFERN01");
	out_member_bool(out, "is_externally_registered", false);
	strbuf_addstr(out, ", \"rate_limits\": {\"att\": {\"mps\": 40, \"msg_class\": \"E\"}, "
			   "\"tmobile\": {\"brand_tier\": \"MID\"}}");
}

static void write_words(struct strbuf *out)
{
	out_member_text(out, "message_flow",
			"Customers tick a box when they order or book, at www.fernhill.example.");
	out_member_text(out, "opt_in_message", NAMES ": you will hear from us. STOP ends it.");
	out_member_text(out, "opt_out_message", NAMES ": you will not hear from us any more.");
	out_member_text(out, "help_message", NAMES ": help@fernhill.example. STOP ends it.");
	strbuf_addstr(out, ", \"opt_in_keywords\": [\"START\"], \"opt_out_keywords\": [\"STOP\"], "
			   "\"help_keywords\": [\"HELP\"]");
	out_member_text(out, "privacy_policy_url", "https://www.fernhill.example/privacy");
	out_member_text(out, "terms_and_conditions_url", "https://www.fernhill.example/terms");
}

/* The record is the service's index. */
static void write_campaign(const struct sandbox *sandbox, const struct request *request,
			   uint32_t index, struct strbuf *out)
{
	const struct account *account = &sandbox->account;
	const struct service_record *service = &account->inventory.services.items[index];
	char sid[SID_SIZE], brand[SID_SIZE];

	campaign_sid(sandbox, index, "QE", sid);
	campaign_sid(sandbox, UINT32_MAX, "BN", brand);
	strbuf_addf(out, "{\"sid\": \"%s\", \"account_sid\": \"%s\"", sid, account->sid);
	out_member_text(out, "brand_registration_sid", brand);
	out_member_text(out, "messaging_service_sid", service->sid);
	write_what_for(out);
	write_words(out);
	out_member(out, "date_created");
	out_iso_date(out, service->created);
	out_member(out, "date_updated");
	out_iso_date(out, service->created);
	strbuf_addstr(out, ", \"url\": \"");
	service_write_url(out, request, service->sid);
	strbuf_addf(out, "/Compliance/Usa2p/%s\"", sid);
	out_member_bool(out, "mock", false);
	strbuf_addstr(out, ", \"errors\": []}");
}

void campaign_list(struct sandbox *sandbox, const struct request *request, struct reply *reply)
{
	static const struct record_kind kind = { "compliance", no_filters, true, name_campaign,
						 write_campaign };
	struct handles found = { 0 };
	uint32_t service;

	if (!service_find(sandbox, request, reply, &service))
		return;
	if (sandbox->account.inventory.services.items[service].us_app_to_person_registered)
		vec_push(&found, service);
	records_reply(sandbox, request, reply, &kind, &found);
	vec_release(&found);
}

void campaign_fetch(struct sandbox *sandbox, const struct request *request, struct reply *reply)
{
	char sid[SID_SIZE];
	uint32_t service;

	if (!service_find(sandbox, request, reply, &service))
		return;
	campaign_sid(sandbox, service, "QE", sid);
	if (sandbox->account.inventory.services.items[service].us_app_to_person_registered &&
	    strcasecmp(sid + 2, request->captures[1] + 2) == 0)
		write_campaign(sandbox, request, service, reply->body);
	else
		reply_not_found(reply, request);
}

void usecase_list(struct sandbox *sandbox, const struct request *request, struct reply *reply)
{
	static const struct {
		const char *name;
		const char *purpose;
		const char *description;
	} usecases[] = {
		{ "notifications", "Notify my users.", "News of orders, deliveries and accounts." },
		{ "marketing", "Market my services.", "Offers and campaigns." },
		{ "verification", "Verify my users.", "One-time codes." },
		{ "discussion", "Discuss with my users.", "Talks between people." },
		{ "poll", "Poll my users.", "Surveys and votes." },
		{ "undeclared", "Undeclared.", "Anything else." },
	};

	(void)sandbox;
	(void)request;
	strbuf_addstr(reply->body, "{\"usecases\": [");
	for (size_t i = 0; i < ARRAY_SIZE(usecases); i++)
		strbuf_addf(reply->body,
			    "%s{\"usecase\": \"%s\", \"description\": \"%s\", "
			    "\"purpose\": \"%s\"}",
			    i > 0 ? ", " : "", usecases[i].name, usecases[i].description,
			    usecases[i].purpose);
	strbuf_addstr(reply->body, "]}");
}
