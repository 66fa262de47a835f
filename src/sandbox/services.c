/* services.c - Messaging Services: https://www.twilio.com/docs/messaging/api/service-resource */
#include <stddef.h>
#include <string.h>

#include "base/mem.h"
#include "sandbox/form.h"
#include "sandbox/jsonout.h"
#include "sandbox/records.h"
#include "sandbox/services.h"

#define VALIDITY_MAX 36000

static const char *const usecases[] = {
	"notifications", "marketing", "verification", "discussion", "poll", "undeclared", NULL
};
static const char *const scans[] = { "inherit", "enable", "disable", NULL };

#define MEMBER(name) offsetof(struct service_record, name)

static const struct form_field fields[] = {
	{ .name = "FriendlyName",
	  .type = FORM_NAME,
	  .member = MEMBER(friendly_name),
	  .code = 20002 },
	{ .name = "InboundRequestUrl",
	  .type = FORM_URL,
	  .member = MEMBER(inbound_request_url),
	  .code = 11100 },
	{ .name = "InboundMethod",
	  .type = FORM_WORD,
	  .member = MEMBER(inbound_method),
	  .words = form_methods },
	{ .name = "FallbackUrl", .type = FORM_URL, .member = MEMBER(fallback_url), .code = 11100 },
	{ .name = "FallbackMethod",
	  .type = FORM_WORD,
	  .member = MEMBER(fallback_method),
	  .words = form_methods },
	{ .name = "StatusCallback",
	  .type = FORM_URL,
	  .member = MEMBER(status_callback),
	  .code = 11100 },
	{ .name = "StickySender", .type = FORM_SWITCH, .member = MEMBER(sticky_sender) },
	{ .name = "MmsConverter", .type = FORM_SWITCH, .member = MEMBER(mms_converter) },
	{ .name = "SmartEncoding", .type = FORM_SWITCH, .member = MEMBER(smart_encoding) },
	{ .name = "ScanMessageContent",
	  .type = FORM_WORD,
	  .member = MEMBER(scan_message_content),
	  .words = scans },
	{ .name = "FallbackToLongCode",
	  .type = FORM_SWITCH,
	  .member = MEMBER(fallback_to_long_code) },
	{ .name = "AreaCodeGeomatch", .type = FORM_SWITCH, .member = MEMBER(area_code_geomatch) },
	{ .name = "ValidityPeriod",
	  .type = FORM_NUMBER,
	  .member = MEMBER(validity_period),
	  .min = 1,
	  .max = VALIDITY_MAX,
	  .code = 21624 },
	{ .name = "SynchronousValidation",
	  .type = FORM_SWITCH,
	  .member = MEMBER(synchronous_validation) },
	{ .name = "Usecase",
	  .type = FORM_WORD,
	  .member = MEMBER(usecase),
	  .words = usecases,
	  .code = 21713 },
	{ .name = "UseInboundWebhookOnNumber",
	  .type = FORM_SWITCH,
	  .member = MEMBER(use_inbound_webhook_on_number) },
};

/* The members of "links" and the last parts of their paths. */
static const struct {
	const char *name;
	const char *path;
} links[] = {
	{ "phone_numbers", "PhoneNumbers" },
	{ "short_codes", "ShortCodes" },
	{ "alpha_senders", "AlphaSenders" },
	{ "messages", "Messages" },
	{ "us_app_to_person", "Compliance/Usa2p" },
	{ "us_app_to_person_usecases", "Compliance/Usa2p/Usecases" },
	{ "channel_senders", "ChannelSenders" },
	{ "destination_alpha_senders", "DestinationAlphaSenders" },
};

void service_write_url(struct strbuf *out, const struct request *request, const char *sid)
{
	strbuf_addf(out, "https://%s/v1/Services/%s", request->host, sid);
}

static void write_features(struct strbuf *out, const struct service_record *service)
{
	out_member_text(out, "inbound_request_url", service->inbound_request_url);
	out_member_text(out, "inbound_method", service->inbound_method);
	out_member_text(out, "fallback_url", service->fallback_url);
	out_member_text(out, "fallback_method", service->fallback_method);
	out_member_text(out, "status_callback", service->status_callback);
	out_member_bool(out, "sticky_sender", service->sticky_sender);
	out_member_bool(out, "mms_converter", service->mms_converter);
	out_member_bool(out, "smart_encoding", service->smart_encoding);
	out_member_text(out, "scan_message_content", service->scan_message_content);
	out_member_bool(out, "fallback_to_long_code", service->fallback_to_long_code);
	out_member_bool(out, "area_code_geomatch", service->area_code_geomatch);
	out_member_bool(out, "synchronous_validation", service->synchronous_validation);
	out_member(out, "validity_period");
	strbuf_addf(out, "%d", service->validity_period);
}

static void write_links(struct strbuf *out, const struct request *request,
			const struct service_record *service)
{
	strbuf_addstr(out, ", \"url\": \"");
	service_write_url(out, request, service->sid);
	strbuf_addstr(out, "\", \"links\": {");
	for (size_t i = 0; i < ARRAY_SIZE(links); i++) {
		strbuf_addf(out, "%s\"%s\": \"", i > 0 ? ", " : "", links[i].name);
		service_write_url(out, request, service->sid);
		strbuf_addf(out, "/%s\"", links[i].path);
	}
	strbuf_addch(out, '}');
}

static void write_service(const struct sandbox *sandbox, const struct request *request,
			  uint32_t index, struct strbuf *out)
{
	const struct account *account = &sandbox->account;
	const struct service_record *service = &account->inventory.services.items[index];

	strbuf_addf(out, "{\"sid\": \"%s\", \"account_sid\": \"%s\"", service->sid, account->sid);
	out_member(out, "friendly_name");
	out_string(out, service->friendly_name, strlen(service->friendly_name),
		   account->assume.utf8);
	out_member(out, "date_created");
	out_iso_date(out, service->created);
	out_member(out, "date_updated");
	out_iso_date(out, service->updated);
	write_features(out, service);
	write_links(out, request, service);
	out_member_text(out, "usecase", service->usecase);
	out_member_bool(out, "us_app_to_person_registered", service->us_app_to_person_registered);
	out_member_bool(out, "use_inbound_webhook_on_number",
			service->use_inbound_webhook_on_number);
	strbuf_addch(out, '}');
}

static void name_service(const struct sandbox *sandbox, uint32_t index, char name[static SID_SIZE])
{
	memcpy(name, sandbox->account.inventory.services.items[index].sid, SID_SIZE);
}

bool service_find(const struct sandbox *sandbox, const struct request *request, struct reply *reply,
		  uint32_t *service)
{
	if (inventory_find_service(&sandbox->account.inventory, request->captures[0], service))
		return true;
	reply_not_found(reply, request);
	return false;
}

void service_list(struct sandbox *sandbox, const struct request *request, struct reply *reply)
{
	static const struct record_kind kind = { "services", no_filters, true, name_service,
						 write_service };
	struct handles found = { 0 };

	for (size_t i = 0; i < sandbox->account.inventory.services.count; i++)
		if (!sandbox->account.inventory.services.items[i].gone)
			vec_push(&found, (uint32_t)i);
	records_reply(sandbox, request, reply, &kind, &found);
	vec_release(&found);
}

void service_fetch(struct sandbox *sandbox, const struct request *request, struct reply *reply)
{
	uint32_t index;

	if (service_find(sandbox, request, reply, &index))
		write_service(sandbox, request, index, reply->body);
}

void service_create(struct sandbox *sandbox, const struct request *request, struct reply *reply)
{
	struct inventory *inventory = &sandbox->account.inventory;
	int64_t now = account_now(&sandbox->account);
	const char *name = form_require(request, reply, "FriendlyName");

	if (name == NULL || !form_check(fields, ARRAY_SIZE(fields), request, reply))
		return;
	if (inventory_service_count(inventory) >= SERVICES_MAX) {
		reply_error(reply, 21102);
		return;
	}
	form_apply(fields, ARRAY_SIZE(fields), request,
		   inventory_add_service(inventory, name, now));
	reply->status = 201;
	write_service(sandbox, request, (uint32_t)inventory->services.count - 1, reply->body);
}

void service_update(struct sandbox *sandbox, const struct request *request, struct reply *reply)
{
	struct service_record *service;
	uint32_t index;

	if (!service_find(sandbox, request, reply, &index) ||
	    !form_check(fields, ARRAY_SIZE(fields), request, reply))
		return;
	service = &sandbox->account.inventory.services.items[index];
	form_apply(fields, ARRAY_SIZE(fields), request, service);
	service->updated = account_now(&sandbox->account);
	write_service(sandbox, request, index, reply->body);
}

void service_delete(struct sandbox *sandbox, const struct request *request, struct reply *reply)
{
	uint32_t index;

	if (!service_find(sandbox, request, reply, &index))
		return;
	inventory_delete_service(&sandbox->account.inventory, index);
	reply->status = 204;
}
