/*
 * compose_fields.c - the fields of the compose screen: the parameters of CreateMessage, explained.
 *
 * Names and choices are those of the OpenAPI document; whether a value is good is decided in
 * model/outgoing.c.
 */
#include <string.h>

#include "base/clock.h"
#include "base/mem.h"
#include "model/schedule.h"
#include "views/compose/compose.h"

/* -- values ------------------------------------------------------------------------------------ */

const char *compose_value(const struct compose *compose, enum outgoing_parameter parameter)
{
	return form_value(compose->form, outgoing_name(parameter));
}

void compose_set(struct compose *compose, enum outgoing_parameter parameter, const char *value)
{
	form_set(compose->form, outgoing_name(parameter), value);
	compose_update(compose);
}

void compose_outgoing(const struct compose *compose, struct outgoing *outgoing)
{
	for (unsigned i = 0; i < OUTGOING_PARAMETERS; i++)
		outgoing->values[i] = compose_value(compose, (enum outgoing_parameter)i);
}

void compose_update(struct compose *compose)
{
	const char *body = compose_value(compose, OUT_BODY);

	recipients_release(&compose->recipients);
	recipients_parse(&compose->recipients, compose_value(compose, OUT_TO), NULL);
	segments_count((struct text){ body, strlen(body) }, &compose->size);
}

/* -- checks: a function each, because a check knows only its value ------------------------------ */

#define CHECK(name, parameter)                                                        \
	static bool check_##name(void *context, const char *value, struct error *err) \
	{                                                                             \
		(void)context;                                                        \
		return outgoing_check_value(parameter, value, clock_now(), err);      \
	}

CHECK(to, OUT_TO)
CHECK(from, OUT_FROM)
CHECK(service, OUT_SERVICE)
CHECK(body, OUT_BODY)
CHECK(media, OUT_MEDIA)
CHECK(send_at, OUT_SEND_AT)
CHECK(callback, OUT_STATUS_CALLBACK)
CHECK(validity, OUT_VALIDITY)
CHECK(content, OUT_CONTENT)
CHECK(variables, OUT_VARIABLES)
CHECK(fallback, OUT_FALLBACK_FROM)
CHECK(application, OUT_APPLICATION)
CHECK(attempt, OUT_ATTEMPT)

/* -- remarks ----------------------------------------------------------------------------------- */

static void remark_to(void *context, const char *value, struct strbuf *out, enum style_role *role)
{
	const struct compose *compose = context;
	size_t count = compose->recipients.addresses.count;
	size_t repeated = compose->recipients.repeated;

	(void)value;
	if (count > 1)
		strbuf_addf(out, "%zu recipients", count);
	if (repeated) {
		strbuf_addf(out, "%s%zu given twice, sent once", count > 1 ? ", " : "", repeated);
		*role = STYLE_WARNING;
	}
}

/* The characters that make it UCS-2. */
static bool mark_body(void *context, const char *value, size_t *from, size_t *length)
{
	uint32_t codepoint;

	(void)context;
	return segments_next_foreign((struct text){ value, strlen(value) }, from, length,
				     &codepoint);
}

static void remark_media(void *context, const char *value, struct strbuf *out,
			 enum style_role *role)
{
	size_t count = 0;

	(void)context, (void)role;
	for (const char *line = value; *line;) {
		size_t length = strcspn(line, "\n");
		count += length > 0;
		line += length + (line[length] == '\n');
	}
	if (count)
		strbuf_addf(out, "%zu of %d", count, OUTGOING_MEDIA_MAX);
}

/* The time in words as the service will get it. */
static void remark_send_at(void *context, const char *value, struct strbuf *out,
			   enum style_role *role)
{
	int64_t now = clock_now();
	char local[WHEN_SIZE], distance[WHEN_SIZE], utc[DATE_ISO_SIZE];
	int64_t when;

	(void)context;
	if (!*value || !schedule_parse(value, now, WHEN_LOCAL, &when, NULL))
		return;
	when_full(when, WHEN_LOCAL, local);
	when_distance(when, now, distance);
	date_format_iso(when, utc);
	strbuf_addf(out, "%s · %s · %s", local, utc, distance);
	if (!schedule_check(when, now, NULL))
		*role = STYLE_BAD;
}

/* -- the table --------------------------------------------------------------------------------- */

static const struct form_choice smart_choices[] = {
	{ "", "as the service says" },
	{ "true", "yes" },
	{ "false", "no" },
	{ NULL, NULL },
};
static const struct form_choice content_choices[] = {
	{ "", "as the account says" },
	{ "retain", "retain" },
	{ "discard", "discard" },
	{ NULL, NULL },
};
static const struct form_choice address_choices[] = {
	{ "", "as the account says" },
	{ "retain", "retain" },
	{ "obfuscate", "obfuscate" },
	{ NULL, NULL },
};
static const struct form_choice risk_choices[] = {
	{ "", "as the account says" },
	{ "enable", "enable" },
	{ "disable", "disable" },
	{ NULL, NULL },
};
static const struct form_choice traffic_choices[] = {
	{ "", "usual" },
	{ "free", "free" },
	{ NULL, NULL },
};

const struct form_field compose_fields[COMPOSE_FIELDS] = {
	[OUT_TO] = {
		.name = "To",
		.title = "To",
		.group = "New message",
		.help = "A number with + and country code, or a channel's address: "
			"whatsapp:+14155552671. Several, separated by commas, get a message each.",
		.required = true,
		.check = check_to,
		.remark = remark_to,
	},
	[OUT_FROM] = {
		.name = "From",
		.title = "From",
		.group = "New message",
		.help = "A number, short code, channel address or name of the account. May be left "
			"empty when a service chooses, or name one sender of its pool.",
		.check = check_from,
		.complete = compose_complete_sender,
		.remark = compose_remark_sender,
	},
	[OUT_SERVICE] = {
		.name = "MessagingServiceSid",
		.title = "Service",
		.group = "New message",
		.help = "The messaging service whose pool sends. Type a part of its name and choose "
			"with Down. Needed to send later, to shorten links, and for RCS.",
		.check = check_service,
		.complete = compose_complete_service,
		.remark = compose_remark_service,
	},
	[OUT_BODY] = {
		.name = "Body",
		.title = "Text",
		.group = "What",
		.help = "At most 1,600 characters. One character outside the GSM-7 alphabet makes "
			"segments of 70 characters out of those of 160.",
		.kind = FORM_AREA,
		.rows = 3,
		.check = check_body,
		.next_mark = mark_body,
	},
	[OUT_MEDIA] = {
		.name = "MediaUrl",
		.title = "Media",
		.group = "What",
		.help = "Up to 10 URLs that Twilio can read, one a line: 5 MB for JPEG, PNG and GIF, "
			"500 KB for other types. It makes an MMS, or a media message of the channel.",
		.kind = FORM_LIST,
		.check = check_media,
		.remark = remark_media,
	},
	[OUT_SEND_AT] = {
		.name = "SendAt",
		.title = "Send at",
		.group = "When",
		.help = "Empty: now. Else local time, 5 minutes to 35 days ahead: in 2h, 18:30, "
			"tomorrow 9:00, fri 17:00, 25 Nov 9am, 2026-11-25T09:00. Needs a service.",
		.check = check_send_at,
		.remark = remark_send_at,
	},
	[OUT_SHORTEN_URLS] = {
		.name = "ShortenUrls",
		.title = "Shorten links",
		.group = "When",
		.help = "Links in the text become short ones of your own domain, and clicks are "
			"counted. Needs a service that is set up for it.",
		.kind = FORM_FLAG,
	},
	[OUT_STATUS_CALLBACK] = {
		.name = "StatusCallback",
		.title = "Status callback",
		.group = "Delivery",
		.help = "A URL that is told of each change of the message's state, instead of the "
			"service's own.",
		.more = true,
		.check = check_callback,
	},
	[OUT_VALIDITY] = {
		.name = "ValidityPeriod",
		.title = "Valid for",
		.group = "Delivery",
		.help = "Seconds, 1 to 36000 (10 hours), that it may wait in Twilio's queue before it "
			"is given up with error 30036. Below 5 is not advised.",
		.more = true,
		.check = check_validity,
	},
	[OUT_FEEDBACK] = {
		.name = "ProvideFeedback",
		.title = "Feedback follows",
		.group = "Delivery",
		.help = "You will tell Twilio whether the message did what it was for: the command "
			"feedback on the message. Without this Twilio takes no feedback.",
		.kind = FORM_FLAG,
		.more = true,
	},
	[OUT_SMART_ENCODED] = {
		.name = "SmartEncoded",
		.title = "Smart encoding",
		.group = "Delivery",
		.help = "Twilio replaces characters that look like GSM-7 ones, so the text may have "
			"fewer segments than are counted here.",
		.kind = FORM_CHOICE,
		.choices = smart_choices,
		.more = true,
	},
	[OUT_AS_MMS] = {
		.name = "SendAsMms",
		.title = "Send as MMS",
		.group = "Delivery",
		.help = "One MMS, whatever its length, also without media. For senders and countries "
			"that have MMS.",
		.kind = FORM_FLAG,
		.more = true,
	},
	[OUT_CONTENT] = {
		.name = "ContentSid",
		.title = "Template",
		.group = "Template",
		.help = "The SID (HX…) of a content template to send in place of a text.",
		.more = true,
		.check = check_content,
	},
	[OUT_VARIABLES] = {
		.name = "ContentVariables",
		.title = "Variables",
		.group = "Template",
		.help = "What goes into the template's places, as a JSON object: "
			"{\"1\": \"Anna\", \"2\": \"15:30\"}.",
		.kind = FORM_AREA,
		.rows = 1,
		.more = true,
		.check = check_variables,
	},
	[OUT_CONTENT_RETENTION] = {
		.name = "ContentRetention",
		.title = "Keep the text",
		.group = "Privacy",
		.help = "Whether Twilio keeps the text once it is sent. Discarded ones never show here.",
		.kind = FORM_CHOICE,
		.choices = content_choices,
		.more = true,
	},
	[OUT_ADDRESS_RETENTION] = {
		.name = "AddressRetention",
		.title = "Keep the number",
		.group = "Privacy",
		.help = "Whether Twilio keeps the recipient's whole number, or hides its end.",
		.kind = FORM_CHOICE,
		.choices = address_choices,
		.more = true,
	},
	[OUT_RISK_CHECK] = {
		.name = "RiskCheck",
		.title = "Risk check",
		.group = "Special",
		.help = "Disable it for a message that the protection against pumped traffic must not "
			"hold back.",
		.kind = FORM_CHOICE,
		.choices = risk_choices,
		.more = true,
	},
	[OUT_FALLBACK_FROM] = {
		.name = "FallbackFrom",
		.title = "Fallback sender",
		.group = "Special",
		.help = "The SMS sender for those that RCS does not reach. Needs a service with an RCS "
			"sender.",
		.more = true,
		.check = check_fallback,
		.complete = compose_complete_sender,
	},
	[OUT_APPLICATION] = {
		.name = "ApplicationSid",
		.title = "TwiML app",
		.group = "Special",
		.help = "The SID (AP…) of an application whose callback is told of changes; a status "
			"callback goes before it.",
		.more = true,
		.check = check_application,
	},
	[OUT_PERSISTENT_ACTION] = {
		.name = "PersistentAction",
		.title = "Actions",
		.group = "Special",
		.help = "Rich actions of channels, one a line; a place in WhatsApp is "
			"geo:52.5163,13.3777|Brandenburg Gate.",
		.kind = FORM_LIST,
		.more = true,
	},
	[OUT_TRAFFIC_TYPE] = {
		.name = "TrafficType",
		.title = "Traffic type",
		.group = "Special",
		.help = "Free-to-end-user traffic, where it was agreed on with Twilio.",
		.kind = FORM_CHOICE,
		.choices = traffic_choices,
		.more = true,
	},
	[OUT_ATTEMPT] = {
		.name = "Attempt",
		.title = "Attempt",
		.group = "Special",
		.help = "How many times the message has been tried, this one included, whoever sent "
			"it.",
		.more = true,
		.check = check_attempt,
	},
};
