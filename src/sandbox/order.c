#include "sandbox/order.h"

#include <string.h>

#include "base/date.h"
#include "base/json.h"
#include "base/mem.h"
#include "base/parse.h"
#include "sandbox/dates.h"
#include "sandbox/form.h"
#include "sandbox/segments.h"

#define BODY_UNITS_MAX 1600
#define VALIDITY_MAX 36000
#define SEND_AT_MIN 300
#define SEND_AT_MAX (35 * 86400)

static bool refuse(struct reply *reply, int code)
{
	reply_error(reply, code);
	return false;
}

static const char *given(const struct request *request, const char *name)
{
	const char *value = params_value(&request->form, name);

	return value == NULL || *value == '\0' ? NULL : value;
}

/* Parameters that take one of a few words. */
static bool check_words(const struct request *request, struct reply *reply)
{
	static const struct {
		const char *name;
		const char *words[2];
		int code;
	} table[] = {
		{ "ProvideFeedback", { "true", "false" }, 20422 },
		{ "ForceDelivery", { "true", "false" }, 20422 },
		{ "SmartEncoded", { "true", "false" }, 20422 },
		{ "SendAsMms", { "true", "false" }, 20422 },
		{ "ShortenUrls", { "true", "false" }, 20422 },
		{ "ContentRetention", { "retain", "discard" }, 30029 },
		{ "AddressRetention", { "retain", "obfuscate" }, 30030 },
		{ "TrafficType", { "free", "free" }, 20422 },
		{ "RiskCheck", { "enable", "disable" }, 20422 },
	};

	for (size_t i = 0; i < ARRAY_SIZE(table); i++) {
		const char *value = given(request, table[i].name);

		if (value == NULL || strcasecmp(value, table[i].words[0]) == 0 ||
		    strcasecmp(value, table[i].words[1]) == 0)
			continue;
		if (table[i].code != 20422)
			return refuse(reply, table[i].code);
		reply_error_text(reply, 20422, "Invalid Parameter: %s", table[i].name);
		return false;
	}
	return true;
}

/* Digits with at most one point among them. */
static bool is_number(const char *text)
{
	size_t whole = strspn(text, "0123456789");
	size_t part = text[whole] == '.' ? 1 + strspn(text + whole + 1, "0123456789") : 0;

	return text[whole + part] == '\0' && whole + part > (part > 0);
}

static bool check_numbers(const struct request *request, struct reply *reply)
{
	const char *validity = given(request, "ValidityPeriod");
	const char *attempt = given(request, "Attempt");
	const char *price = given(request, "MaxPrice");
	const char *callback = given(request, "StatusCallback");
	const char *application = given(request, "ApplicationSid");
	int64_t number;

	if (price != NULL && !is_number(price))
		return refuse(reply, 21627);
	if (validity != NULL && !parse_int64(validity, strlen(validity), 1, VALIDITY_MAX, &number))
		return refuse(reply, 21624);
	if (attempt != NULL && !parse_int64(attempt, strlen(attempt), 1, INT32_MAX, &number)) {
		reply_error_text(reply, 20422, "Invalid Parameter: Attempt");
		return false;
	}
	if (callback != NULL && !form_is_url(callback))
		return refuse(reply, 21609);
	if (application != NULL && !sid_is_wellformed(application, strlen(application), "AP")) {
		reply_error_text(reply, 20422, "Invalid Parameter: ApplicationSid");
		return false;
	}
	return true;
}

/* The account has no content templates, so each ContentSid is unknown. */
static bool check_content(const struct request *request, struct reply *reply)
{
	const char *sid = given(request, "ContentSid");
	const char *variables = given(request, "ContentVariables");

	if (variables != NULL && sid == NULL)
		return refuse(reply, 21654);
	if (variables != NULL) {
		struct json *json = json_parse(variables, strlen(variables), NULL);
		bool is_object = json != NULL && json_kind(json) == JSON_KIND_OBJECT;

		json_free(json);
		if (!is_object)
			return refuse(reply, 21656);
	}
	return sid == NULL || refuse(reply, 21655);
}

static uint8_t media_of_url(const char *url)
{
	static const struct {
		const char *ending;
		uint8_t kind; /* enum media_kind */
	} endings[] = {
		{ ".png", MEDIA_PNG }, { ".gif", MEDIA_GIF }, { ".mp4", MEDIA_MP4 },
		{ ".ogg", MEDIA_OGG }, { ".pdf", MEDIA_PDF }, { ".vcf", MEDIA_VCARD },
	};
	size_t length = strcspn(url, "?#");

	for (size_t i = 0; i < ARRAY_SIZE(endings); i++)
		if (length > 4 && strncasecmp(url + length - 4, endings[i].ending, 4) == 0)
			return endings[i].kind;
	return MEDIA_JPEG;
}

static bool parse_media(struct order *order, const struct request *request, struct reply *reply)
{
	if (params_count(&request->form, "MediaUrl") > MESSAGE_MEDIA_MAX)
		return refuse(reply, 21623);
	for (size_t i = 0; i < request->form.count; i++) {
		const struct param *param = &request->form.items[i];

		if (strcmp(param->name, "MediaUrl") != 0 || param->length == 0)
			continue;
		if (!form_is_url(param->value))
			return refuse(reply, 21620);
		order->media[order->media_count++] = media_of_url(param->value);
	}
	return true;
}

static bool parse_content(struct order *order, const struct request *request, struct reply *reply)
{
	const struct param *body = params_get(&request->form, "Body");

	order->body = body == NULL ? "" : body->value;
	order->body_length = body == NULL ? 0 : body->length;
	if (!parse_media(order, request, reply) || !check_content(request, reply))
		return false;
	if (order->body_length == 0 && order->media_count == 0)
		return refuse(reply, body == NULL ? 21619 : 21602);
	if (utf16_units(order->body, order->body_length) > BODY_UNITS_MAX)
		return refuse(reply, 21617);
	return true;
}

/* 35114: not a time; 35115: too soon; 35117: too late. */
static bool parse_schedule(struct order *order, const struct request *request, struct reply *reply,
			   int64_t now)
{
	const char *type = given(request, "ScheduleType");
	const char *send_at = given(request, "SendAt");
	bool day_only;

	order->send_at = DATE_NONE;
	if (type == NULL && send_at == NULL)
		return true;
	if (type == NULL || strcmp(type, "fixed") != 0)
		return refuse(reply, 35126);
	if (send_at == NULL)
		return refuse(reply, 35111);
	if (order->service == SERVICE_NONE)
		return refuse(reply, 35118);
	if (!dates_parse(send_at, strlen(send_at), &order->send_at, &day_only) || day_only)
		return refuse(reply, 35114);
	if (order->send_at - now <= SEND_AT_MIN)
		return refuse(reply, 35115);
	if (order->send_at - now > SEND_AT_MAX)
		return refuse(reply, 35117);
	return true;
}

static bool says(const struct request *request, const char *name, const char *word)
{
	const char *value = given(request, name);

	return value != NULL && strcasecmp(value, word) == 0;
}

bool order_parse(struct order *order, struct sandbox *sandbox, const struct request *request,
		 struct reply *reply, int64_t now)
{
	*order = (struct order){ .send_at = DATE_NONE };
	if (!order_parse_parties(order, sandbox, request, reply, now) ||
	    !parse_content(order, request, reply) || !check_words(request, reply) ||
	    !check_numbers(request, reply) || !parse_schedule(order, request, reply, now))
		return false;
	if ((order->media_count > 0 || says(request, "SendAsMms", "true")) &&
	    !(order_sender(order, sandbox)->capabilities & CAPABLE_MMS))
		return refuse(reply, 21621);
	order->shortens = says(request, "ShortenUrls", "true");
	if (order->shortens && order->service != SERVICE_CAMPAIGNS)
		return refuse(reply, order->service == SERVICE_NONE ? 30124 : 30106);
	order->wants_feedback = says(request, "ProvideFeedback", "true");
	order->discards_text = says(request, "ContentRetention", "discard");
	return true;
}
