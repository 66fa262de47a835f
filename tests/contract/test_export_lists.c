/*
 * test_export_lists.c - `msgdeck export` of every list beside the messages: each member of each record, as
 * the API gives it, and what is asked for to get there.
 */
#include <string.h>

#include "base/clock.h"
#include "base/date.h"
#include "base/hash.h"
#include "desk.h"
#include "support/api.h"
#include "support/fail.h"

static int64_t when_of(const char *text)
{
	int64_t when = DATE_NONE;

	if (!date_parse_rfc2822(text, strlen(text), &when))
		assert_true(date_parse_iso(text, strlen(text), &when));
	return when;
}

/* The API's member and ours say the same; dates in their own spelling. */
static void expect_member(const struct json *ours, const struct json *theirs, const char *name)
{
	const struct json *a = json_get(ours, name), *b = json_get(theirs, name);

	if (!a)
		fail_msg("%s is missing", name);
	if (json_kind(a) != json_kind(b))
		fail_msg("%s is of another type", name);
	if (json_kind(a) != JSON_KIND_STRING)
		return;
	const char *text = json_as_string(a, NULL), *other = json_as_string(b, NULL);

	if (strncmp(name, "date_", 5) == 0)
		assert_int_equal(when_of(text), when_of(other));
	else
		assert_string_equal(text, other);
}

static void expect_members(const struct json *ours, const struct json *theirs,
			   const char *const *names)
{
	for (size_t i = 0; names[i]; i++)
		expect_member(ours, theirs, names[i]);
}

/* Both formats work; the lines of one. */
static void export_lines(struct desk *desk, const char *object, const char *option,
			 struct messages *written)
{
	struct outcome outcome;
	struct strbuf text;

	desk->object = object;
	run(desk, &outcome, "--output=rows.jsonl", "--overwrite", option);
	expect_exit(&outcome, 0);
	read_file(desk, "rows.jsonl", &text);
	read_lines(&text, written);
	strbuf_release(&text);
	outcome_release(&outcome);
	run(desk, &outcome, "--format=csv", option);
	expect_exit(&outcome, 0);
	assert_non_null(strstr(outcome.out.data, "\r\n"));
	outcome_release(&outcome);
}

/* -- tests ------------------------------------------------------------------------------------- */

#define ACCOUNT "/2010-04-01/Accounts/{account}"

static const char *const service_members[] = { "sid",
					       "account_sid",
					       "friendly_name",
					       "date_created",
					       "date_updated",
					       "inbound_request_url",
					       "inbound_method",
					       "fallback_url",
					       "fallback_method",
					       "status_callback",
					       "sticky_sender",
					       "mms_converter",
					       "smart_encoding",
					       "scan_message_content",
					       "fallback_to_long_code",
					       "area_code_geomatch",
					       "synchronous_validation",
					       "validity_period",
					       "usecase",
					       "us_app_to_person_registered",
					       "use_inbound_webhook_on_number",
					       NULL };
static const char *const short_code_members[] = {
	"sid",          "account_sid", "friendly_name",    "short_code",          "api_version",
	"sms_url",      "sms_method",  "sms_fallback_url", "sms_fallback_method", "date_created",
	"date_updated", NULL
};
static const char *const number_members[] = { "sid",
					      "account_sid",
					      "friendly_name",
					      "phone_number",
					      "type",
					      "origin",
					      "status",
					      "capabilities",
					      "beta",
					      "sms_url",
					      "sms_method",
					      "sms_fallback_url",
					      "sms_fallback_method",
					      "sms_application_sid",
					      "status_callback",
					      "status_callback_method",
					      "voice_receive_mode",
					      "voice_url",
					      "voice_method",
					      "voice_fallback_url",
					      "voice_fallback_method",
					      "voice_application_sid",
					      "voice_caller_id_lookup",
					      "trunk_sid",
					      "address_requirements",
					      "address_sid",
					      "identity_sid",
					      "bundle_sid",
					      "emergency_status",
					      "emergency_address_sid",
					      "emergency_address_status",
					      "api_version",
					      "date_created",
					      "date_updated",
					      NULL };

static void test_lists_of_the_account(void **state)
{
	static const struct {
		const char *object, *path, *list;
		const char *const *members;
	} cases[] = {
		{ "services", "/v1/Services?PageSize=20", "services", service_members },
		{ "short-codes", ACCOUNT "/SMS/ShortCodes.json", "short_codes",
		  short_code_members },
		{ "numbers", ACCOUNT "/IncomingPhoneNumbers.json?PageSize=50",
		  "incoming_phone_numbers", number_members },
	};
	struct desk desk;

	(void)state;
	desk(&desk, "--messages", "10", "--numbers", "1100", "--services", "70");
	for (size_t i = 0; i < ARRAY_SIZE(cases); i++) {
		struct messages expected, written;

		list_api(&desk, cases[i].path, cases[i].list, &expected);
		assert_true(expected.records.count > 0);
		export_lines(&desk, cases[i].object, NULL, &written);
		expect_same_order(&written, &expected);
		for (size_t n = 0; n < written.records.count; n++)
			expect_members(written.records.items[n], expected.records.items[n],
				       cases[i].members);
		messages_release(&written);
		messages_release(&expected);
	}
	desk_close(&desk);
}

static void expect_pool(struct desk *desk, const struct json *service, const char *list,
			const char *name, const char *kind, const char *member,
			const struct messages *written, size_t *at)
{
	struct strbuf path = STRBUF_INIT(STRBUF_LINE);
	struct messages expected;

	strbuf_addf(&path, "/v1/Services/%s/%s?PageSize=100", json_get_string(service, "sid"),
		    list);
	list_api(desk, path.data, name, &expected);
	for (size_t i = 0; i < expected.records.count; i++) {
		const struct json *theirs = expected.records.items[i];

		assert_true(*at < written->records.count);
		const struct json *ours = written->records.items[(*at)++];

		expect_member(ours, theirs, "sid");
		expect_member(ours, theirs, "date_created");
		assert_string_equal(json_get_string(ours, "kind"), kind);
		assert_string_equal(json_get_string(ours, "sender"),
				    json_get_string(theirs, member));
		assert_string_equal(json_get_string(ours, "service_sid"),
				    json_get_string(service, "sid"));
		assert_string_equal(json_get_string(ours, "service_name"),
				    json_get_string(service, "friendly_name"));
		assert_int_equal(json_kind(json_get(ours, "capabilities")), JSON_KIND_ARRAY);
	}
	messages_release(&expected);
	strbuf_release(&path);
}

static void expect_pools(struct desk *desk, const struct json *service,
			 const struct messages *written, size_t *at)
{
	expect_pool(desk, service, "PhoneNumbers", "phone_numbers", "phone-number", "phone_number",
		    written, at);
	expect_pool(desk, service, "ShortCodes", "short_codes", "short-code", "short_code", written,
		    at);
	expect_pool(desk, service, "AlphaSenders", "alpha_senders", "alpha-sender", "alpha_sender",
		    written, at);
	expect_pool(desk, service, "ChannelSenders", "senders", "channel-sender", "sender", written,
		    at);
}

static void test_senders(void **state)
{
	struct desk desk;
	struct messages services, written;
	struct outcome outcome;
	struct strbuf word = STRBUF_INIT(STRBUF_LINE);
	size_t at = 0;

	(void)state;
	desk(&desk, "--messages", "10");
	list_api(&desk, "/v1/Services?PageSize=100", "services", &services);
	export_lines(&desk, "senders", NULL, &written);
	for (size_t i = 0; i < services.records.count; i++)
		expect_pools(&desk, services.records.items[i], &written, &at);
	assert_int_equal(at, written.records.count);
	messages_release(&written);

	/* One of them, by its name. */
	const struct json *third = services.records.items[2];
	strbuf_addf(&word, "--service=%s", json_get_string(third, "friendly_name"));
	export_lines(&desk, "senders", word.data, &written);
	at = 0;
	expect_pools(&desk, third, &written, &at);
	assert_int_equal(at, written.records.count);
	messages_release(&written);
	run(&desk, &outcome, "--service=nobody");
	expect_exit(&outcome, 2);
	expect_words(&outcome, "There is no service with this SID or name: nobody");
	outcome_release(&outcome);
	strbuf_release(&word);
	messages_release(&services);
	desk_close(&desk);
}

/* The price rows of one country, in order. */
static void expect_prices(const struct json *country, const struct json *prices,
			  const char *direction, const struct json *carrier,
			  const struct messages *written, size_t *at)
{
	for (size_t i = 0; i < json_count(prices); i++) {
		const struct json *price = json_at(prices, i);

		assert_true(*at < written->records.count);
		const struct json *ours = written->records.items[(*at)++];

		expect_member(ours, country, "iso_country");
		expect_member(ours, country, "country");
		expect_member(ours, country, "price_unit");
		expect_member(ours, price, "number_type");
		expect_member(ours, price, "base_price");
		expect_member(ours, price, "current_price");
		assert_string_equal(json_get_string(ours, "direction"), direction);
		if (carrier) {
			expect_member(ours, carrier, "carrier");
			expect_member(ours, carrier, "mcc");
			expect_member(ours, carrier, "mnc");
		}
	}
}

static void expect_country(struct desk *desk, const char *iso, const struct messages *written,
			   size_t *at)
{
	struct strbuf path = STRBUF_INIT(STRBUF_LINE);
	struct messages one;

	strbuf_addf(&path, "/v1/Messaging/Countries/%s", iso);
	list_api(desk, path.data, NULL, &one);
	const struct json *country = one.records.items[0];
	const struct json *outbound = json_get(country, "outbound_sms_prices");

	for (size_t i = 0; i < json_count(outbound); i++)
		expect_prices(country, json_get(json_at(outbound, i), "prices"), "outbound",
			      json_at(outbound, i), written, at);
	expect_prices(country, json_get(country, "inbound_sms_prices"), "inbound", NULL, written,
		      at);
	messages_release(&one);
	strbuf_release(&path);
}

static void test_prices(void **state)
{
	struct desk desk;
	struct messages countries, written;
	struct outcome outcome;
	size_t at = 0;

	(void)state;
	desk(&desk, "--messages", "10");
	list_api(&desk, "/v1/Messaging/Countries?PageSize=100", "countries", &countries);
	export_lines(&desk, "prices", NULL, &written);
	for (size_t i = 0; i < countries.records.count; i++)
		expect_country(&desk, json_get_string(countries.records.items[i], "iso_country"),
			       &written, &at);
	assert_int_equal(at, written.records.count);
	messages_release(&written);
	at = 0;
	export_lines(&desk, "prices", "--country=gb", &written);
	expect_country(&desk, "GB", &written, &at);
	assert_int_equal(at, written.records.count);
	assert_true(at > 0);
	messages_release(&written);
	run(&desk, &outcome, "--country=XX");
	expect_exit(&outcome, 2);
	expect_words(&outcome, "There are no prices for a country XX");
	outcome_release(&outcome);
	messages_release(&countries);
	desk_close(&desk);
}

static void test_media(void **state)
{
	static const char *const members[] = {
		"sid",          "parent_sid",   "account_sid", "content_type",
		"date_created", "date_updated", NULL
	};
	struct desk desk;
	struct messages all, written;
	size_t at = 0, holders = 0;

	(void)state;
	desk(&desk, "--messages", "2500");
	list_all(&desk, &all);
	export_lines(&desk, "media", NULL, &written);
	for (size_t i = 0; i < all.records.count; i++) {
		const struct json *message = all.records.items[i];
		struct strbuf path = STRBUF_INIT(STRBUF_LINE);
		struct messages media;

		if (is_text(message, "num_media", "0"))
			continue;
		holders++;
		strbuf_addf(&path, ACCOUNT "/Messages/%s/Media.json",
			    json_get_string(message, "sid"));
		list_api(&desk, path.data, "media_list", &media);
		for (size_t n = 0; n < media.records.count; n++) {
			assert_true(at < written.records.count);
			const struct json *ours = written.records.items[at++];

			expect_members(ours, media.records.items[n], members);
			expect_member(ours, message, "from");
			expect_member(ours, message, "to");
			expect_member(ours, message, "direction");
		}
		messages_release(&media);
		strbuf_release(&path);
	}
	assert_true(holders > 20);
	assert_int_equal(at, written.records.count);
	messages_release(&written);
	messages_release(&all);
	desk_close(&desk);
}

static void test_deactivations(void **state)
{
	struct desk desk;
	struct messages written;
	struct outcome outcome;

	(void)state;
	desk(&desk, "--messages", "10", "--deactivated", "30000");
	export_lines(&desk, "deactivations", NULL, &written);
	assert_int_equal(written.records.count, 30000);
	for (size_t i = 0; i < written.records.count; i += 1000) {
		assert_non_null(json_get_string(written.records.items[i], "date"));
		assert_int_equal(json_get_string(written.records.items[i], "phone_number")[0], '+');
	}
	messages_release(&written);
	run(&desk, &outcome, "--date=2020-01-01");
	expect_exit(&outcome, 1);
	expect_words(&outcome, "30113");
	outcome_release(&outcome);
	run(&desk, &outcome, "--date=soon");
	expect_exit(&outcome, 2);
	expect_words(&outcome, "--date: “soon” is not a time");
	outcome_release(&outcome);
	desk_close(&desk);
}

/* Whatever the list, what fails on the way is tried again, or nothing is left. */
static void test_troubles(void **state)
{
	static const char *const objects[] = { "media",   "services", "senders",      "short-codes",
					       "numbers", "prices",   "deactivations" };

	(void)state;
	for (size_t i = 0; i < ARRAY_SIZE(objects); i++) {
		struct desk desk;
		struct messages calm, troubled;
		struct outcome outcome;

		desk(&desk, "--messages", "1500");
		export_lines(&desk, objects[i], NULL, &calm);
		rig_fault(&desk.rig, "status=429,times=3");
		export_lines(&desk, objects[i], NULL, &troubled);
		assert_int_equal(troubled.records.count, calm.records.count);
		messages_release(&troubled);
		rig_fault(&desk.rig, "reset,times=2");
		export_lines(&desk, objects[i], NULL, &troubled);
		assert_int_equal(troubled.records.count, calm.records.count);
		messages_release(&troubled);
		messages_release(&calm);
		rig_fault(&desk.rig, "status=403");
		run(&desk, &outcome, "--output=gone");
		expect_exit(&outcome, 1);
		expect_words(&outcome, "The export is not complete: ");
		expect_words(&outcome, "gone was not written; 0 ");
		assert_int_equal(count_files(&desk, "gone"), 0);
		outcome_release(&outcome);
		desk_close(&desk);
	}
}

/* A message that goes while its media are asked for has none. */
static void test_messages_that_go(void **state)
{
	struct desk desk;
	struct messages before, after;

	(void)state;
	desk(&desk, "--messages", "1500");
	export_lines(&desk, "media", NULL, &before);
	rig_fault(&desk.rig, "status=404,times=1,match=/Media");
	desk.object = "media";
	struct outcome outcome;
	run(&desk, &outcome, NULL);
	expect_exit(&outcome, 0);
	read_lines(&outcome.out, &after);
	assert_true(after.records.count < before.records.count);
	assert_true(after.records.count > 0);
	outcome_release(&outcome);
	messages_release(&after);
	messages_release(&before);
	desk_close(&desk);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(test_lists_of_the_account),
		cmocka_unit_test(test_senders),
		cmocka_unit_test(test_prices),
		cmocka_unit_test(test_media),
		cmocka_unit_test(test_deactivations),
		cmocka_unit_test(test_troubles),
		cmocka_unit_test(test_messages_that_go),
	};

	hash_init();
	json_init();
	clock_init();
	return cmocka_run_group_tests(tests, NULL, NULL);
}
