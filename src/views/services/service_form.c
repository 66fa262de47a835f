/*
 * service_form.c - a messaging service: all that can be set, explained; and a new one.
 *
 * Source: https://www.twilio.com/docs/messaging/api/service-resource
 */
#include <string.h>

#include "base/mem.h"
#include "base/parse.h"
#include "model/service.h"
#include "views/list/cells.h"
#include "views/services/record_form.h"
#include "views/views.h"

#define VALIDITY_MAX 36000
/* Below this a carrier that is slow for a while costs messages. */
#define VALIDITY_SHORT 300

static const struct form_choice usecases[] = {
	{ "notifications", NULL },
	{ "marketing", NULL },
	{ "verification", NULL },
	{ "discussion", NULL },
	{ "poll", NULL },
	{ "undeclared", NULL },
	{ NULL, NULL },
};

static const struct form_choice scans[] = {
	{ "inherit", "the account's setting" },
	{ "enable", "yes" },
	{ "disable", "no" },
	{ NULL, NULL },
};

/* -- values ------------------------------------------------------------------------------------ */

static bool is_on(const struct record_form *view, const char *field)
{
	return strcmp(form_value(view->form, field), "true") == 0;
}

static bool parse_validity(const char *value, int64_t *seconds)
{
	return parse_int64(value, strlen(value), 1, VALIDITY_MAX, seconds);
}

static bool check_validity(void *context, const char *value, struct error *err)
{
	int64_t seconds;

	(void)context;
	return parse_validity(value, &seconds) ||
	       error_set(err, ERROR_USAGE, "A number of seconds from 1 to %d (10 hours)",
			 VALIDITY_MAX);
}

static void add_unit(struct strbuf *out, int64_t number, const char *unit)
{
	if (number)
		strbuf_addf(out, " %lld %s", (long long)number, unit);
}

static void remark_validity(void *context, const char *value, struct strbuf *out,
			    enum style_role *role)
{
	int64_t seconds;

	(void)context;
	if (!parse_validity(value, &seconds))
		return;
	strbuf_addstr(out, "=");
	add_unit(out, seconds / 3600, "h");
	add_unit(out, seconds / 60 % 60, "min");
	add_unit(out, seconds % 60, "s");
	if (seconds >= VALIDITY_SHORT)
		return;
	strbuf_addstr(out, ": short");
	*role = STYLE_WARNING;
}

static bool loses_inbound(const struct record_form *view)
{
	return !*form_value(view->form, "InboundRequestUrl") &&
	       !is_on(view, "UseInboundWebhookOnNumber");
}

static void remark_inbound(void *context, const char *value, struct strbuf *out,
			   enum style_role *role)
{
	const struct record_form *view = context;

	if (loses_inbound(view)) {
		strbuf_addstr(out, "inbound messages are lost");
		*role = STYLE_WARNING;
	} else if (*value && is_on(view, "UseInboundWebhookOnNumber")) {
		strbuf_addstr(out, "a number's own webhook goes first");
	} else {
		record_remark_url(context, value, out, role);
	}
}

/* -- fields ------------------------------------------------------------------------------------ */

#define NAME_AND_USE "Name and use"
#define SENDING "Sending"
#define INCOMING "Incoming messages"
#define REPORTS "Delivery reports"
#define UNUSED "Not in use any more"

static const struct form_field fields[] = {
	{
		.name = "FriendlyName",
		.title = "Friendly name",
		.group = NAME_AND_USE,
		.help = "What you and your colleagues call it; recipients never see it. At most 64 "
			"characters.",
		.kind = FORM_TEXT,
		.required = true,
		.check = record_check_name,
	},
	{
		.name = "Usecase",
		.title = "Use case",
		.group = NAME_AND_USE,
		.help = "What most of its messages are for.",
		.kind = FORM_CHOICE,
		.choices = usecases,
	},
	{
		.name = "StickySender",
		.title = "Sticky sender",
		.group = SENDING,
		.help = "A recipient always gets messages from the same number of the pool, as long as "
			"it is there. Without it any number that suits may be taken.",
		.kind = FORM_FLAG,
	},
	{
		.name = "AreaCodeGeomatch",
		.title = "Match area code",
		.group = SENDING,
		.help = "Of the numbers in the pool, prefer one with the recipient's area code (United "
			"States and Canada).",
		.kind = FORM_FLAG,
	},
	{
		.name = "MmsConverter",
		.title = "MMS as link",
		.group = SENDING,
		.help = "Where media cannot be delivered, an SMS with a link to them is sent instead. "
			"Without it such a message may fail.",
		.kind = FORM_FLAG,
	},
	{
		.name = "SmartEncoding",
		.title = "Smart encoding",
		.group = SENDING,
		.help = "Characters that would turn a text into UCS-2 (curly quotes, long dashes) are "
			"replaced by plain ones, so that it takes fewer segments.",
		.kind = FORM_FLAG,
	},
	{
		.name = "ScanMessageContent",
		.title = "Scan content",
		.group = SENDING,
		.help = "Whether Twilio scans the texts that this service sends.",
		.kind = FORM_CHOICE,
		.choices = scans,
	},
	{
		.name = "ValidityPeriod",
		.title = "Validity period",
		.group = SENDING,
		.help = "How many seconds a message may wait to be handed to the carrier. After that "
			"it fails with error 30036. From 1 to 36000 (10 hours).",
		.kind = FORM_TEXT,
		.required = true,
		.check = check_validity,
		.remark = remark_validity,
	},
	{
		.name = "UseInboundWebhookOnNumber",
		.title = "Ask the number",
		.group = INCOMING,
		.help = "When a message comes in, the webhook that is set on the number itself is "
			"called, in place of the URLs below.",
		.kind = FORM_FLAG,
	},
	{
		.name = "InboundRequestUrl",
		.title = "Inbound URL",
		.group = INCOMING,
		.help = "Called with each message that comes in. Without it, unless the number is "
			"asked, what comes in is lost for good: it is neither received nor logged.",
		.kind = FORM_TEXT,
		.check = record_check_url,
		.remark = remark_inbound,
	},
	{
		.name = "InboundMethod",
		.title = "Inbound method",
		.group = INCOMING,
		.help = "How the inbound URL is called: with the message in the body of the request, "
			"or in its address.",
		.kind = FORM_CHOICE,
		.choices = record_methods,
	},
	{
		.name = "FallbackUrl",
		.title = "Fallback URL",
		.group = INCOMING,
		.help = "Called when the inbound URL cannot be reached, or its answer cannot be "
			"carried out.",
		.kind = FORM_TEXT,
		.check = record_check_url,
		.remark = record_remark_url,
	},
	{
		.name = "FallbackMethod",
		.title = "Fallback method",
		.group = INCOMING,
		.help = "How the fallback URL is called.",
		.kind = FORM_CHOICE,
		.choices = record_methods,
	},
	{
		.name = "StatusCallback",
		.title = "Status callback",
		.group = REPORTS,
		.help = "Called each time the state of a message changes: queued, sent, delivered, "
			"failed.",
		.kind = FORM_TEXT,
		.check = record_check_url,
		.remark = record_remark_url,
	},
	{
		.name = "FallbackToLongCode",
		.title = "Long code fallback",
		.group = UNUSED,
		.help = "Obsolete: a long code once took over from a short code that failed. It is only "
			"shown.",
		.kind = FORM_FLAG,
		.fixed = true,
	},
	{
		.name = "SynchronousValidation",
		.title = "Synchronous check",
		.group = UNUSED,
		.help = "Reserved by Twilio. It is only shown.",
		.kind = FORM_FLAG,
		.fixed = true,
	},
};

#define MEMBER(type, member, value, error)                                                 \
	{                                                                                  \
		.kind = type, .offset = offsetof(struct service, member), .preset = value, \
		.code = error                                                              \
	}

/* The presets are what Twilio's documents name as defaults, or show for a new service. */
static const struct record_member members[ARRAY_SIZE(fields)] = {
	MEMBER(RECORD_TEXT, friendly_name, NULL, 20002),
	MEMBER(RECORD_TEXT, usecase, "undeclared", 21713),
	MEMBER(RECORD_FLAG, sticky_sender, "true", 0),
	MEMBER(RECORD_FLAG, area_code_geomatch, "true", 0),
	MEMBER(RECORD_FLAG, mms_converter, "true", 0),
	MEMBER(RECORD_FLAG, smart_encoding, "true", 0),
	MEMBER(RECORD_TEXT, scan_message_content, NULL, 0),
	MEMBER(RECORD_NUMBER, validity_period, "36000", 21624),
	MEMBER(RECORD_FLAG, use_inbound_webhook_on_number, NULL, 0),
	MEMBER(RECORD_TEXT, inbound_request_url, NULL, 11100),
	MEMBER(RECORD_TEXT, inbound_method, NULL, 0),
	MEMBER(RECORD_TEXT, fallback_url, NULL, 11100),
	MEMBER(RECORD_TEXT, fallback_method, NULL, 0),
	MEMBER(RECORD_TEXT, status_callback, NULL, 11100),
	MEMBER(RECORD_FLAG, fallback_to_long_code, NULL, 0),
	MEMBER(RECORD_FLAG, synchronous_validation, NULL, 0),
};

/* -- what follows ------------------------------------------------------------------------------ */

static void warn_of_inbound(const struct record_form *view, struct plan *plan)
{
	bool asks_now = form_changed(view->form, "UseInboundWebhookOnNumber");

	if (loses_inbound(view) && (view->sid.kind == SID_NONE || asks_now ||
				    form_changed(view->form, "InboundRequestUrl")))
		plan_note(
			plan,
			"Beware: messages that come in to its senders will be lost: neither received "
			"nor logged");
	else if (asks_now && is_on(view, "UseInboundWebhookOnNumber"))
		plan_note(plan, "What comes in goes to the webhook of each number from then on");
	if (!*form_value(view->form, "InboundRequestUrl") &&
	    *form_value(view->form, "FallbackUrl") && form_changed(view->form, "FallbackUrl"))
		plan_note(plan, "The fallback URL is called only where there is an inbound URL");
}

static void warn(const struct record_form *view, struct plan *plan)
{
	const struct service *service = record_form_record(view);
	int64_t seconds;

	warn_of_inbound(view, plan);
	if (form_changed(view->form, "ValidityPeriod") &&
	    parse_validity(form_value(view->form, "ValidityPeriod"), &seconds) &&
	    seconds < VALIDITY_SHORT)
		plan_note(
			plan,
			"Beware: a message that the carrier has not taken after %lld seconds fails "
			"with error 30036",
			(long long)seconds);
	if (form_changed(view->form, "StatusCallback") &&
	    !*form_value(view->form, "StatusCallback"))
		plan_note(plan,
			  "Beware: no application will hear any more what becomes of its messages, "
			  "unless a message names its own callback");
	if (service && service->us_app_to_person_registered && form_changed(view->form, "Usecase"))
		plan_note(plan,
			  "The service is registered for US traffic (A2P 10DLC); what it sends "
			  "must stay what its campaign says");
}

static void name(const void *record, struct strbuf *out)
{
	const struct service *service = record;

	cell_text(service->friendly_name, out);
}

/* -- the view ---------------------------------------------------------------------------------- */

static const struct record_kind kind = {
	.title = "Service",
	.resource = RESOURCE_SERVICES,
	.sid = SID_MG,
	.update = OP_UPDATE_SERVICE,
	.create = OP_CREATE_SERVICE,
	.fields = fields,
	.members = members,
	.count = ARRAY_SIZE(fields),
	.name = name,
	.warn = warn,
};

static bool service_form_open(struct view *view, int argc, const char *const *argv,
			      struct error *err)
{
	return record_form_open((struct record_form *)view, &kind, argc, argv, err);
}

const struct view_ops service_form_view_ops = {
	.name = "service-form",
	.title = "Service",
	.help = "All settings of a messaging service, or of a new one. Nothing is changed before a "
		"review of the difference.",
	.open = service_form_open,
	RECORD_FORM_OPS,
};
