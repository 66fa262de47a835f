#include "sample.h"

#include <stdlib.h>
#include <string.h>
#include <time.h>

#include "base/json.h"
#include "base/strbuf.h"
#include "model/outgoing.h"

/* 2026-11-18 11:06:40 UTC. */
#define NOW SAMPLE_NOW
#define SERVICE "MG00000000000000000000000000000001"
#define TEMPLATE "HX00000000000000000000000000000002"
#define APPLICATION "AP00000000000000000000000000000003"

static void test_single_values(void **state)
{
	static const struct {
		enum outgoing_parameter parameter;
		const char *value;
		const char *why; /* NULL: it is good */
	} wanted[] = {
		{ OUT_TO, "+14155552671, whatsapp:+447700900123", NULL },
		{ OUT_TO, "Anna", "country code" },
		{ OUT_FROM, "+14155552671", NULL },
		{ OUT_FROM, "+1 (415) 555-2671", NULL },
		{ OUT_FROM, "55501", NULL },
		{ OUT_FROM, "Fern & Hill", NULL },
		{ OUT_FROM, "Fernhill Limited", "11" },
		{ OUT_FROM, "Fern/Hill", "sender" },
		{ OUT_FROM, "123456789", "sender" },
		{ OUT_FROM, "whatsapp:+14155552671", NULL },
		{ OUT_SERVICE, SERVICE, NULL },
		{ OUT_SERVICE, "MG1", "32" },
		{ OUT_SERVICE, TEMPLATE, "MG" },
		{ OUT_MEDIA, "https://example.com/a.png\nhttp://example.com/b", NULL },
		{ OUT_MEDIA, "ftp://example.com/a.png", "21620" },
		{ OUT_MEDIA, "https:///a.png", "host" },
		{ OUT_MEDIA, "https://example.com/a b", "blank" },
		{ OUT_SEND_AT, "in 2h", NULL },
		{ OUT_SEND_AT, "in 5 minutes", "5 minutes" },
		{ OUT_SEND_AT, "in 36 days", "35 days" },
		{ OUT_SEND_AT, "soon", "like this" },
		{ OUT_SHORTEN_URLS, "true", NULL },
		{ OUT_SHORTEN_URLS, "tru", "one of" },
		{ OUT_STATUS_CALLBACK, "https://example.com/a_b", NULL },
		{ OUT_STATUS_CALLBACK, "https://a_b.example.com/", "underscore" },
		{ OUT_VALIDITY, "1", NULL },
		{ OUT_VALIDITY, "36000", NULL },
		{ OUT_VALIDITY, "0", "36000" },
		{ OUT_VALIDITY, "36001", "36000" },
		{ OUT_CONTENT, TEMPLATE, NULL },
		{ OUT_CONTENT, "HX0", "HX" },
		{ OUT_VARIABLES, "{\"1\":\"Anna\"}", NULL },
		{ OUT_VARIABLES, "[1]", "object" },
		{ OUT_VARIABLES, "{\"1\":", "JSON" },
		{ OUT_CONTENT_RETENTION, "discard", NULL },
		{ OUT_CONTENT_RETENTION, "obfuscate", "retain discard" },
		{ OUT_ADDRESS_RETENTION, "obfuscate", NULL },
		{ OUT_ADDRESS_RETENTION, "discard", "retain obfuscate" },
		{ OUT_RISK_CHECK, "disable", NULL },
		{ OUT_APPLICATION, APPLICATION, NULL },
		{ OUT_APPLICATION, "AP", "AP" },
		{ OUT_TRAFFIC_TYPE, "free", NULL },
		{ OUT_TRAFFIC_TYPE, "paid", "free" },
		/* One of them, not several, a part, or what stands between them. */
		{ OUT_SMART_ENCODED, "true false", "true false" },
		{ OUT_SMART_ENCODED, " ", "true false" },
		{ OUT_SMART_ENCODED, "tru", "true false" },
		{ OUT_SMART_ENCODED, "rue", "true false" },
		{ OUT_ATTEMPT, "3", NULL },
		{ OUT_ATTEMPT, "0", "from 1" },
		{ OUT_PERSISTENT_ACTION, "geo:52.5,13.4|Berlin", NULL },
	};

	(void)state;
	for (size_t i = 0; i < sizeof(wanted) / sizeof(wanted[0]); i++) {
		struct error err = ERROR_INIT;
		bool good = outgoing_check_value(wanted[i].parameter, wanted[i].value, NOW, &err);

		if (good != (wanted[i].why == NULL))
			fail_msg("%s=%s: %s", outgoing_name(wanted[i].parameter), wanted[i].value,
				 good ? "taken" : error_text(&err));
		if (wanted[i].why && !strstr(error_text(&err), wanted[i].why))
			fail_msg("%s: \"%s\" does not say \"%s\"", wanted[i].value,
				 error_text(&err), wanted[i].why);
		error_release(&err);
	}
	for (unsigned i = 0; i < OUTGOING_PARAMETERS; i++)
		assert_true(outgoing_check_value((enum outgoing_parameter)i, "", NOW, NULL));
}

static void test_limits(void **state)
{
	struct strbuf text = STRBUF_INIT(STRBUF_TEXT);

	(void)state;
	for (int i = 0; i < OUTGOING_BODY_MAX; i++)
		strbuf_addstr(&text, "é");
	assert_true(outgoing_check_value(OUT_BODY, text.data, NOW, NULL));
	strbuf_addch(&text, 'x');
	assert_false(outgoing_check_value(OUT_BODY, text.data, NOW, NULL));
	strbuf_reset(&text);
	for (int i = 0; i < OUTGOING_MEDIA_MAX; i++)
		strbuf_addf(&text, "https://example.com/%d\n", i);
	assert_true(outgoing_check_value(OUT_MEDIA, text.data, NOW, NULL));
	strbuf_addstr(&text, "https://example.com/x");
	assert_false(outgoing_check_value(OUT_MEDIA, text.data, NOW, NULL));
	strbuf_release(&text);
}

static void test_what_they_want_of_each_other(void **state)
{
	static const struct {
		struct outgoing outgoing;
		enum outgoing_parameter at;
		const char *why; /* NULL: it can be sent */
	} wanted[] = {
		{ { { [OUT_TO] = "+14155552671", [OUT_FROM] = "55501", [OUT_BODY] = "x" } },
		  OUT_TO,
		  NULL },
		{ { { [OUT_FROM] = "55501", [OUT_BODY] = "x" } }, OUT_TO, "to whom" },
		{ { { [OUT_TO] = "+14155552671", [OUT_BODY] = "x" } }, OUT_FROM, "21603" },
		{ { { [OUT_TO] = "+14155552671", [OUT_FROM] = "55501" } }, OUT_BODY, "21619" },
		{ { { [OUT_TO] = "+14155552671",
		      [OUT_FROM] = "55501",
		      [OUT_MEDIA] = "https://example.com/a" } },
		  OUT_TO,
		  NULL },
		{ { { [OUT_TO] = "+14155552671", [OUT_FROM] = "55501", [OUT_CONTENT] = TEMPLATE } },
		  OUT_TO,
		  NULL },
		{ { { [OUT_TO] = "+14155552671",
		      [OUT_FROM] = "55501",
		      [OUT_BODY] = "x",
		      [OUT_SEND_AT] = "in 2h" } },
		  OUT_SERVICE,
		  "35118" },
		{ { { [OUT_TO] = "+14155552671",
		      [OUT_FROM] = "55501",
		      [OUT_BODY] = "x",
		      [OUT_SHORTEN_URLS] = "true" } },
		  OUT_SERVICE,
		  "shorten" },
		{ { { [OUT_TO] = "+14155552671",
		      [OUT_FROM] = "55501",
		      [OUT_BODY] = "x",
		      [OUT_SHORTEN_URLS] = "false" } },
		  OUT_TO,
		  NULL },
		{ { { [OUT_TO] = "+14155552671",
		      [OUT_FROM] = "55501",
		      [OUT_BODY] = "x",
		      [OUT_FALLBACK_FROM] = "55502" } },
		  OUT_SERVICE,
		  "RCS" },
		{ { { [OUT_TO] = "+14155552671",
		      [OUT_FROM] = "55501",
		      [OUT_BODY] = "x",
		      [OUT_VARIABLES] = "{}" } },
		  OUT_CONTENT,
		  "template" },
		{ { { [OUT_TO] = "whatsapp:+14155552671", [OUT_FROM] = "55501", [OUT_BODY] = "x" } },
		  OUT_FROM,
		  "channel" },
		{ { { [OUT_TO] = "whatsapp:+14155552671", [OUT_SERVICE] = SERVICE, [OUT_BODY] = "x" } },
		  OUT_TO,
		  NULL },
		{ { { [OUT_TO] = "+14155552671",
		      [OUT_FROM] = "55501",
		      [OUT_BODY] = "x",
		      [OUT_VALIDITY] = "0" } },
		  OUT_VALIDITY,
		  "21624" },
	};

	(void)state;
	for (size_t i = 0; i < sizeof(wanted) / sizeof(wanted[0]); i++) {
		struct error err = ERROR_INIT;
		enum outgoing_parameter at = OUT_TO;
		bool good = outgoing_check(&wanted[i].outgoing, NOW, &at, &err);

		if (good != (wanted[i].why == NULL))
			fail_msg("row %zu: %s", i, good ? "taken" : error_text(&err));
		if (wanted[i].why) {
			assert_int_equal(at, wanted[i].at);
			assert_non_null(strstr(error_text(&err), wanted[i].why));
		}
		error_release(&err);
	}
}

static void assert_form(const struct outgoing *outgoing, const char *wanted)
{
	struct strbuf text = STRBUF_INIT(STRBUF_TEXT);
	char **form = outgoing_form(outgoing, "+14155552671", NOW);

	for (char **field = form; *field; field += 2)
		strbuf_addf(&text, "%s=%s\n", field[0], field[1]);
	assert_string_equal(text.data, wanted);
	outgoing_form_free(form);
	strbuf_release(&text);
}

static void test_forms(void **state)
{
	(void)state;
	assert_form(&(struct outgoing){ { [OUT_TO] = "+14155552671, +12125550188",
					  [OUT_FROM] = "+1 (512) 555-0100",
					  [OUT_BODY] = "two\nlines",
					  [OUT_SHORTEN_URLS] = "false",
					  [OUT_FEEDBACK] = "false" } },
		    "To=+14155552671\nFrom=+15125550100\nBody=two\nlines\n");
	assert_form(
		&(struct outgoing){ { [OUT_SERVICE] = SERVICE,
				      [OUT_BODY] = "x",
				      [OUT_MEDIA] = "https://a.example/1\n\nhttps://a.example/2",
				      [OUT_SEND_AT] = "tomorrow 9:00",
				      [OUT_SHORTEN_URLS] = "true",
				      [OUT_STATUS_CALLBACK] = "https://a.example/",
				      [OUT_VALIDITY] = "60",
				      [OUT_FEEDBACK] = "true",
				      [OUT_SMART_ENCODED] = "false",
				      [OUT_AS_MMS] = "true",
				      [OUT_CONTENT] = TEMPLATE,
				      [OUT_VARIABLES] = "{}",
				      [OUT_CONTENT_RETENTION] = "discard",
				      [OUT_ADDRESS_RETENTION] = "obfuscate",
				      [OUT_RISK_CHECK] = "disable",
				      [OUT_FALLBACK_FROM] = "55502",
				      [OUT_APPLICATION] = APPLICATION,
				      [OUT_PERSISTENT_ACTION] = "geo:1,2|a\ngeo:3,4|b",
				      [OUT_TRAFFIC_TYPE] = "free",
				      [OUT_ATTEMPT] = "2" } },
		"To=+14155552671\nMessagingServiceSid=" SERVICE "\nBody=x\n"
		"MediaUrl=https://a.example/1\nMediaUrl=https://a.example/2\n"
		"ScheduleType=fixed\nSendAt=2026-11-19T09:00:00Z\nShortenUrls=true\n"
		"StatusCallback=https://a.example/\nValidityPeriod=60\nProvideFeedback=true\n"
		"SmartEncoded=false\nSendAsMms=true\nContentSid=" TEMPLATE
		"\nContentVariables={}\nContentRetention=discard\nAddressRetention=obfuscate\n"
		"RiskCheck=disable\nFallbackFrom=55502\nApplicationSid=" APPLICATION
		"\nPersistentAction=geo:1,2|a\nPersistentAction=geo:3,4|b\nTrafficType=free\n"
		"Attempt=2\n");
	outgoing_form_free(NULL);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(test_single_values),
		cmocka_unit_test(test_limits),
		cmocka_unit_test(test_what_they_want_of_each_other),
		cmocka_unit_test(test_forms),
	};

	json_init();
	assert_int_equal(setenv("TZ", "UTC0", 1), 0);
	tzset();
	return cmocka_run_group_tests_name("outgoing", tests, NULL, NULL);
}
