#include "model/outgoing.h"

#include <stdlib.h>
#include <string.h>

#include "base/date.h"
#include "base/json.h"
#include "base/mem.h"
#include "base/parse.h"
#include "base/strbuf.h"
#include "base/vec.h"
#include "model/address.h"
#include "model/recipients.h"
#include "model/schedule.h"
#include "model/segments.h"
#include "model/sid.h"

#define ALPHA_MAX 11
#define URL_MAX 2048

static const char *value_of(const struct outgoing *outgoing, enum outgoing_parameter parameter)
{
	return outgoing->values[parameter] ? outgoing->values[parameter] : "";
}

static bool is_said(const struct outgoing *outgoing, enum outgoing_parameter parameter)
{
	return value_of(outgoing, parameter)[0] != '\0';
}

static bool is_true(const struct outgoing *outgoing, enum outgoing_parameter parameter)
{
	return strcmp(value_of(outgoing, parameter), "true") == 0;
}

/* -- one value --------------------------------------------------------------------------------- */

static bool check_to(const char *value, int64_t now, struct error *err)
{
	struct recipients recipients = RECIPIENTS_INIT;
	bool good = recipients_parse(&recipients, value, err);

	(void)now;
	recipients_release(&recipients);
	return good;
}

static bool is_alpha_sender(const char *value)
{
	size_t length = strlen(value);
	bool letter = false;

	if (length > ALPHA_MAX)
		return false;
	for (const char *c = value; *c; c++) {
		bool is_letter = (*c >= 'A' && *c <= 'Z') || (*c >= 'a' && *c <= 'z');
		if (!is_letter && !(*c >= '0' && *c <= '9') && !strchr(" -+_&", *c))
			return false;
		letter |= is_letter;
	}
	return letter;
}

/* As the API takes it: a number without blanks and dashes. The caller frees it. */
static char *sender_of(const char *value)
{
	struct strbuf sender = STRBUF_INIT(STRBUF_LINE);

	address_normalise(&sender, value, strlen(value));
	return strbuf_detach(&sender, NULL);
}

static bool check_from(const char *value, int64_t now, struct error *err)
{
	char *sender = sender_of(value);
	struct address address;
	bool good;

	(void)now;
	address_parse((struct text){ sender, strlen(sender) }, &address);
	good = address.kind == ADDRESS_PHONE || address.kind == ADDRESS_SHORT_CODE ||
	       address.channel.data || is_alpha_sender(sender);
	free(sender);
	return good ||
	       error_set(err, ERROR_USAGE,
			 "A sender is a number with + and country code, a short code, a name of at "
			 "most 11 letters and digits, or a channel's address");
}

static bool check_sid(const char *value, const char *kind, const char *what, struct error *err)
{
	if (strlen(value) == SID_LENGTH && strncmp(value, kind, 2) == 0 &&
	    strspn(value + 2, "0123456789abcdefABCDEF") == SID_LENGTH - 2)
		return true;
	return error_set(err, ERROR_USAGE, "The SID of %s is %s and 32 hexadecimal digits", what,
			 kind);
}

static bool check_service(const char *value, int64_t now, struct error *err)
{
	(void)now;
	return check_sid(value, "MG", "a messaging service", err);
}

static bool check_content(const char *value, int64_t now, struct error *err)
{
	(void)now;
	return check_sid(value, "HX", "a content template", err);
}

static bool check_application(const char *value, int64_t now, struct error *err)
{
	(void)now;
	return check_sid(value, "AP", "a TwiML application", err);
}

static bool check_body(const char *value, int64_t now, struct error *err)
{
	struct segments size;

	(void)now;
	segments_count((struct text){ value, strlen(value) }, &size);
	return size.characters <= OUTGOING_BODY_MAX ||
	       error_set(err, ERROR_USAGE,
			 "A text has at most %d characters; this one has %zu (21617)",
			 OUTGOING_BODY_MAX, size.characters);
}

/* http or https, and a host. */
static bool check_url(const char *value, size_t length, struct error *err)
{
	size_t scheme = length > 8 && strncasecmp(value, "https://", 8) == 0  ? 8
			: length > 7 && strncasecmp(value, "http://", 7) == 0 ? 7
									      : 0;

	if (!scheme)
		return error_set(err, ERROR_USAGE,
				 "A URL here begins with https:// or http:// (21620)");
	if (length > URL_MAX)
		return error_set(err, ERROR_USAGE, "This URL is longer than %d bytes", URL_MAX);
	if (memchr(value, ' ', length) || value[scheme] == '/' || value[scheme] == ':')
		return error_set(err, ERROR_USAGE, "This URL has no host, or a blank in it");
	return true;
}

static bool check_callback(const char *value, int64_t now, struct error *err)
{
	size_t length = strlen(value);

	(void)now;
	if (!check_url(value, length, err))
		return false;
	const char *host = strstr(value, "://") + 3;
	if (memchr(host, '_', strcspn(host, "/:?#")))
		return error_set(err, ERROR_USAGE,
				 "The host of a callback has no underscores (21609)");
	return true;
}

static bool check_media(const char *value, int64_t now, struct error *err)
{
	size_t count = 0;

	(void)now;
	for (const char *line = value; *line;) {
		size_t length = strcspn(line, "\n");
		if (length && !check_url(line, length, err))
			return false;
		if (length && ++count > OUTGOING_MEDIA_MAX)
			return error_set(err, ERROR_USAGE, "A message has at most %d media (21623)",
					 OUTGOING_MEDIA_MAX);
		line += length + (line[length] == '\n');
	}
	return true;
}

static bool check_send_at(const char *value, int64_t now, struct error *err)
{
	int64_t when;

	return schedule_parse(value, now, WHEN_LOCAL, &when, err) && schedule_check(when, now, err);
}

static bool check_validity(const char *value, int64_t now, struct error *err)
{
	int64_t seconds;

	(void)now;
	return parse_int64(value, strlen(value), 1, OUTGOING_VALIDITY_MAX, &seconds) ||
	       error_set(err, ERROR_USAGE, "The validity is 1 to %d seconds (21624)",
			 OUTGOING_VALIDITY_MAX);
}

static bool check_attempt(const char *value, int64_t now, struct error *err)
{
	int64_t number;

	(void)now;
	return parse_int64(value, strlen(value), 1, INT32_MAX, &number) ||
	       error_set(err, ERROR_USAGE, "The attempts are a number from 1 on");
}

static bool check_variables(const char *value, int64_t now, struct error *err)
{
	struct error why = ERROR_INIT;
	struct json *json = json_parse(value, strlen(value), &why);
	bool is_object = json && json_kind(json) == JSON_KIND_OBJECT;

	(void)now;
	json_free(json);
	if (!json)
		error_set(err, ERROR_USAGE, "The variables are not JSON: %s", error_text(&why));
	else if (!is_object)
		error_set(err, ERROR_USAGE,
			  "The variables are a JSON object: {\"1\": \"Anna\", \"2\": \"15:30\"}");
	error_release(&why);
	return is_object;
}

static const struct {
	const char *name;
	bool (*check)(const char *value, int64_t now, struct error *err);
	const char *choices; /* separated by blanks; NULL: any */
	bool is_list;        /* a parameter a line */
	bool only_true;      /* what is not said is false */
} parameters[OUTGOING_PARAMETERS] = {
	[OUT_TO] = { "To", .check = check_to },
	[OUT_FROM] = { "From", .check = check_from },
	[OUT_SERVICE] = { "MessagingServiceSid", .check = check_service },
	[OUT_BODY] = { "Body", .check = check_body },
	[OUT_MEDIA] = { "MediaUrl", .check = check_media, .is_list = true },
	[OUT_SEND_AT] = { "SendAt", .check = check_send_at },
	[OUT_SHORTEN_URLS] = { "ShortenUrls", .choices = "true false", .only_true = true },
	[OUT_STATUS_CALLBACK] = { "StatusCallback", .check = check_callback },
	[OUT_VALIDITY] = { "ValidityPeriod", .check = check_validity },
	[OUT_FEEDBACK] = { "ProvideFeedback", .choices = "true false", .only_true = true },
	[OUT_SMART_ENCODED] = { "SmartEncoded", .choices = "true false" },
	[OUT_AS_MMS] = { "SendAsMms", .choices = "true false", .only_true = true },
	[OUT_CONTENT] = { "ContentSid", .check = check_content },
	[OUT_VARIABLES] = { "ContentVariables", .check = check_variables },
	[OUT_CONTENT_RETENTION] = { "ContentRetention", .choices = "retain discard" },
	[OUT_ADDRESS_RETENTION] = { "AddressRetention", .choices = "retain obfuscate" },
	[OUT_RISK_CHECK] = { "RiskCheck", .choices = "enable disable" },
	[OUT_FALLBACK_FROM] = { "FallbackFrom", .check = check_from },
	[OUT_APPLICATION] = { "ApplicationSid", .check = check_application },
	[OUT_PERSISTENT_ACTION] = { "PersistentAction", .is_list = true },
	[OUT_TRAFFIC_TYPE] = { "TrafficType", .choices = "free" },
	[OUT_ATTEMPT] = { "Attempt", .check = check_attempt },
};

const char *outgoing_name(enum outgoing_parameter parameter)
{
	return parameters[parameter].name;
}

static bool is_choice(const char *choices, const char *value)
{
	size_t length = strlen(value);

	for (const char *at = choices; *at; at += strcspn(at, " ")) {
		at += strspn(at, " ");
		if (strcspn(at, " ") == length && strncmp(at, value, length) == 0)
			return true;
	}
	return false;
}

bool outgoing_check_value(enum outgoing_parameter parameter, const char *value, int64_t now,
			  struct error *err)
{
	const char *choices = parameters[parameter].choices;

	if (!*value)
		return true;
	if (choices && !is_choice(choices, value))
		return error_set(err, ERROR_USAGE, "%s is one of: %s", parameters[parameter].name,
				 choices);
	return !parameters[parameter].check || parameters[parameter].check(value, now, err);
}

/* -- all of them ------------------------------------------------------------------------------- */

/* What one wants of another. */
static const struct {
	enum outgoing_parameter has, wants;
	const char *words;
} needs[] = {
	{ OUT_SEND_AT, OUT_SERVICE,
	  "To send later choose a messaging service: only a service can keep a message (35118)" },
	{ OUT_SHORTEN_URLS, OUT_SERVICE,
	  "To shorten links choose a messaging service with a domain of yours" },
	{ OUT_FALLBACK_FROM, OUT_SERVICE,
	  "A fallback sender wants a messaging service with an RCS sender (21664)" },
	{ OUT_VARIABLES, OUT_CONTENT, "Variables belong to a content template: give its SID, too" },
};

static bool check_needs(const struct outgoing *outgoing, enum outgoing_parameter *at,
			struct error *err)
{
	for (size_t i = 0; i < ARRAY_SIZE(needs); i++) {
		if (!is_said(outgoing, needs[i].has) || is_said(outgoing, needs[i].wants) ||
		    (parameters[needs[i].has].only_true && !is_true(outgoing, needs[i].has)))
			continue;
		*at = needs[i].wants;
		return error_set(err, ERROR_USAGE, "%s", needs[i].words);
	}
	return true;
}

static bool same_text(struct text a, struct text b)
{
	return a.length == b.length && (!a.length || memcmp(a.data, b.data, a.length) == 0);
}

/* A number does not write to a WhatsApp address, nor the other way round. */
static bool check_channels(const struct outgoing *outgoing, const struct recipients *recipients,
			   struct error *err)
{
	struct text channel = address_channel(value_of(outgoing, OUT_FROM));

	if (!is_said(outgoing, OUT_FROM) || is_said(outgoing, OUT_SERVICE))
		return true;
	for (size_t i = 0; i < recipients->addresses.count; i++)
		if (!same_text(address_channel(recipients->addresses.items[i]), channel))
			return error_set(err, ERROR_USAGE,
					 "%s and %s are not of the same channel (63007, 21910)",
					 value_of(outgoing, OUT_FROM),
					 recipients->addresses.items[i]);
	return true;
}

static bool check_parties(const struct outgoing *outgoing, enum outgoing_parameter *at,
			  struct error *err)
{
	struct recipients recipients = RECIPIENTS_INIT;
	bool good = recipients_parse(&recipients, value_of(outgoing, OUT_TO), err);

	*at = OUT_TO;
	if (good && !recipients.addresses.count)
		good = error_set(err, ERROR_USAGE, "Say to whom: a number with + and country code");
	if (good && !is_said(outgoing, OUT_FROM) && !is_said(outgoing, OUT_SERVICE)) {
		*at = OUT_FROM;
		good = error_set(err, ERROR_USAGE,
				 "Say from which number, or choose a messaging service (21603)");
	}
	if (good && !check_channels(outgoing, &recipients, err)) {
		*at = OUT_FROM;
		good = false;
	}
	recipients_release(&recipients);
	return good;
}

bool outgoing_check(const struct outgoing *outgoing, int64_t now, enum outgoing_parameter *at,
		    struct error *err)
{
	for (unsigned i = 0; i < OUTGOING_PARAMETERS; i++) {
		*at = (enum outgoing_parameter)i;
		if (!outgoing_check_value(*at, value_of(outgoing, *at), now, err))
			return false;
	}
	if (!check_parties(outgoing, at, err))
		return false;
	if (!is_said(outgoing, OUT_BODY) && !is_said(outgoing, OUT_MEDIA) &&
	    !is_said(outgoing, OUT_CONTENT)) {
		*at = OUT_BODY;
		return error_set(err, ERROR_USAGE,
				 "Say what to send: a text, media or a content template (21602, "
				 "21619)");
	}
	return check_needs(outgoing, at, err);
}

int64_t outgoing_time(const struct outgoing *outgoing, int64_t now)
{
	int64_t when;

	if (!is_said(outgoing, OUT_SEND_AT) ||
	    !schedule_parse(value_of(outgoing, OUT_SEND_AT), now, WHEN_LOCAL, &when, NULL))
		return DATE_NONE;
	return when;
}

/* -- the form ---------------------------------------------------------------------------------- */

struct building VEC(char *);

static void add(struct building *building, const char *name, const char *value, size_t length)
{
	vec_push(building, xstrdup(name));
	vec_push(building, xstrndup(value, length));
}

static void add_lines(struct building *building, const char *name, const char *lines)
{
	while (*lines) {
		size_t length = strcspn(lines, "\n");
		if (length)
			add(building, name, lines, length);
		lines += length + (lines[length] == '\n');
	}
}

static void add_sender(struct building *building, const char *name, const char *value)
{
	char *sender = sender_of(value);

	add(building, name, sender, strlen(sender));
	free(sender);
}

static void add_time(struct building *building, int64_t when)
{
	char text[DATE_ISO_SIZE];

	add(building, "ScheduleType", "fixed", 5);
	add(building, "SendAt", text, date_format_iso(when, text));
}

char **outgoing_form(const struct outgoing *outgoing, const char *to, int64_t now)
{
	struct building building = { 0 };

	for (unsigned i = 0; i < OUTGOING_PARAMETERS; i++) {
		const char *value = value_of(outgoing, (enum outgoing_parameter)i);

		if (i == OUT_TO)
			value = to;
		if (!*value || (parameters[i].only_true && strcmp(value, "true") != 0))
			continue;
		if (i == OUT_SEND_AT)
			add_time(&building, outgoing_time(outgoing, now));
		else if (i == OUT_FROM || i == OUT_FALLBACK_FROM)
			add_sender(&building, parameters[i].name, value);
		else if (parameters[i].is_list)
			add_lines(&building, parameters[i].name, value);
		else
			add(&building, parameters[i].name, value, strlen(value));
	}
	vec_push(&building, NULL);
	return building.items;
}

char **outgoing_form_copy(const char *const *form)
{
	size_t count = 0;
	char **copy;

	if (!form)
		return NULL;
	while (form[count])
		count++;
	copy = xcalloc(count + 1, sizeof(*copy));
	for (size_t i = 0; i < count; i++)
		copy[i] = xstrdup(form[i]);
	return copy;
}

void outgoing_form_free(char **form)
{
	if (!form)
		return;
	for (char **text = form; *text; text++)
		mem_wipe_free(*text);
	free(form);
}
