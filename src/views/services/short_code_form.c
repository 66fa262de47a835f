/*
 * short_code_form.c - one short code: what the API lets its owner change.
 *
 * Source: https://www.twilio.com/docs/messaging/api/short-code-resource
 */
#include <string.h>

#include "base/mem.h"
#include "model/number.h"
#include "model/service.h"
#include "views/list/cells.h"
#include "views/services/record_form.h"
#include "views/session/lists.h"
#include "views/views.h"

static const struct form_choice versions[] = {
	{ "2010-04-01", NULL },
	{ "2008-08-01", "2008-08-01 (old)" },
	{ NULL, NULL },
};

/* The service that answers in its place, as far as the pools are known. */
static const struct service *service_in_charge(const struct record_form *view)
{
	const struct service *service = lists_service_of(view->session, &view->sid);

	return service && !service->use_inbound_webhook_on_number ? service : NULL;
}

static void remark_sms_url(void *context, const char *value, struct strbuf *out,
			   enum style_role *role)
{
	if (service_in_charge(context))
		strbuf_addstr(out, "its service answers instead");
	else
		record_remark_url(context, value, out, role);
}

static const struct form_field fields[] = {
	{
		.name = "FriendlyName",
		.title = "Friendly name",
		.group = "Name",
		.help = "What you and your colleagues call it; recipients never see it. Without "
			"another name it is the short code itself. At most 64 characters.",
		.kind = FORM_TEXT,
		.check = record_check_name,
	},
	{
		.name = "SmsUrl",
		.title = "Inbound URL",
		.group = "Incoming messages",
		.help = "Called with each message that comes in to this short code. When the short "
			"code is in the pool of a messaging service, that service's inbound URL is "
			"called instead, unless the service leaves it to its numbers.",
		.kind = FORM_TEXT,
		.check = record_check_url,
		.remark = remark_sms_url,
	},
	{
		.name = "SmsMethod",
		.title = "Inbound method",
		.group = "Incoming messages",
		.help = "How the inbound URL is called: with the message in the body of the request, "
			"or in its address.",
		.kind = FORM_CHOICE,
		.choices = record_methods,
	},
	{
		.name = "SmsFallbackUrl",
		.title = "Fallback URL",
		.group = "Incoming messages",
		.help = "Called when the inbound URL cannot be reached, or its answer cannot be "
			"carried out.",
		.kind = FORM_TEXT,
		.check = record_check_url,
		.remark = record_remark_url,
	},
	{
		.name = "SmsFallbackMethod",
		.title = "Fallback method",
		.group = "Incoming messages",
		.help = "How the fallback URL is called.",
		.kind = FORM_CHOICE,
		.choices = record_methods,
	},
	{
		.name = "ApiVersion",
		.title = "API version",
		.group = "Incoming messages",
		.help = "Which version of the API a conversation with your application begins in. "
			"Only applications from before 2010 need the old one.",
		.kind = FORM_CHOICE,
		.choices = versions,
	},
};

#define TEXT_MEMBER(member)                                                        \
	{                                                                          \
		.kind = RECORD_TEXT, .offset = offsetof(struct short_code, member) \
	}

static const struct record_member members[ARRAY_SIZE(fields)] = {
	{ .kind = RECORD_TEXT, .offset = offsetof(struct short_code, friendly_name), .code = 20002 },
	{ .kind = RECORD_TEXT, .offset = offsetof(struct short_code, sms_url), .code = 11100 },
	TEXT_MEMBER(sms_method),
	{ .kind = RECORD_TEXT,
	  .offset = offsetof(struct short_code, sms_fallback_url),
	  .code = 11100 },
	TEXT_MEMBER(sms_fallback_method),
	TEXT_MEMBER(api_version),
};

static void name(const void *record, struct strbuf *out)
{
	const struct short_code *code = record;

	cell_text(code->short_code, out);
}

static void warn(const struct record_form *view, struct plan *plan)
{
	bool has_url = *form_value(view->form, "SmsUrl") != '\0';

	if (!has_url && form_changed(view->form, "SmsUrl") && !service_in_charge(view))
		plan_note(
			plan,
			"Beware: no application will hear of messages that come in to it, unless it "
			"is in the pool of a service that has an inbound URL");
	if (!has_url && *form_value(view->form, "SmsFallbackUrl") &&
	    form_changed(view->form, "SmsFallbackUrl"))
		plan_note(plan, "The fallback URL is called only where there is an inbound URL");
}

static const struct record_kind kind = {
	.title = "Short code",
	.resource = RESOURCE_SHORT_CODES,
	.sid = SID_SC,
	.update = OP_UPDATE_SHORT_CODE,
	.create = OP_COUNT,
	.fields = fields,
	.members = members,
	.count = ARRAY_SIZE(fields),
	.name = name,
	.warn = warn,
};

static bool short_code_open(struct view *view, int argc, const char *const *argv, struct error *err)
{
	return record_form_open((struct record_form *)view, &kind, argc, argv, err);
}

const struct view_ops short_code_view_ops = {
	.name = "short-code",
	.title = "Short code",
	.help = "The name of a short code, and what is called when a message comes in to it. Nothing "
		"is changed before a review of the difference.",
	.open = short_code_open,
	RECORD_FORM_OPS,
};
