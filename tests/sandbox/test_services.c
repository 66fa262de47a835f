/* Messaging Services. */
#include "place.h"

#include <string.h>

#include "base/mem.h"

/* The members of the OpenAPI documents' schemas, in their order. */
#define SERVICE_MEMBERS                                                            \
	"sid:s account_sid:s friendly_name:s date_created:s date_updated:s "       \
	"inbound_request_url:s inbound_method:s fallback_url:s fallback_method:s " \
	"status_callback:s sticky_sender:b mms_converter:b smart_encoding:b "      \
	"scan_message_content:s fallback_to_long_code:b area_code_geomatch:b "     \
	"synchronous_validation:b validity_period:i url:s links:o usecase:s "      \
	"us_app_to_person_registered:b use_inbound_webhook_on_number:b"
#define META_MEMBERS \
	"page:i page_size:i first_page_url:s previous_page_url:s url:s next_page_url:s key:s"

static void services_are_as_documented(void **state)
{
	struct place place;
	const struct json *list;

	(void)state;
	enter(&place);
	client_get(&place.client, SERVICES "?PageSize=1000", &place.answer);
	assert_members(place.answer.json, "services:a meta:o", false);
	assert_members(json_get(place.answer.json, "meta"), META_MEMBERS, true);
	list = json_get(place.answer.json, "services");
	assert_int_equal(json_count(list), 10);
	for (size_t i = 0; i < 10; i++) {
		assert_members(json_at(list, i), SERVICE_MEMBERS, true);
		assert_int_equal(json_count(json_get(json_at(list, i), "links")), 8);
	}
	get(&place, "Reminders and orders", "");
	assert_members(place.answer.json, SERVICE_MEMBERS, true);
	get(&place, "Reminders and orders", "/Compliance/Usa2p");
	assert_int_equal(count(&place, "compliance"), 1);
	get(&place, "Campaigns", "/Compliance/Usa2p");
	assert_int_equal(count(&place, "compliance"), 0);
	client_get(&place.client, SERVICES "/Usecases", &place.answer);
	assert_int_equal(count(&place, "usecases"), 6);
	leave(&place);
}

static void pages_are_complete(void **state)
{
	static const char *const paths[] = { SERVICES "?PageSize=1000", SERVICES "?PageSize=7",
					     SERVICES };
	struct words all[ARRAY_SIZE(paths)] = { 0 };
	struct words pool = { 0 };
	struct place place;

	(void)state;
	enter(&place, "--services", "120", "--numbers", "500");
	for (size_t i = 0; i < ARRAY_SIZE(paths); i++) {
		client_walk_list(&place.client, paths[i], "services", "sid", &all[i]);
		assert_same_words(&all[0], &all[i]);
	}
	assert_int_equal(all[0].count, 120);
	assert_true(words_are_distinct(&all[0]));
	client_walk_list(&place.client, path_of(&place, "Campaigns", "/PhoneNumbers?PageSize=33"),
			 "phone_numbers", "sid", &pool);
	assert_int_equal(pool.count, 399); /* and a short code */
	assert_true(words_are_distinct(&pool));
	for (size_t i = 0; i < ARRAY_SIZE(paths); i++)
		words_release(&all[i]);
	words_release(&pool);
	leave(&place);
}

static void links_lead_astray_when_asked(void **state)
{
	static const struct {
		const char *fault;
		const char *link; /* what it begins with */
	} cases[] = {
		{ "next-host", "https://elsewhere.example/v1/Services?" },
		{ "next-plain", "http://127.0.0.1:" },
		{ "next-loop", "https://127.0.0.1:" },
	};

	(void)state;
	for (size_t i = 0; i < ARRAY_SIZE(cases); i++) {
		const struct json *meta;
		struct place place;
		const char *link;

		enter(&place, "--fault", cases[i].fault);
		client_get(&place.client, SERVICES "?PageSize=3", &place.answer);
		meta = json_get(place.answer.json, "meta");
		link = json_get_string(meta, "next_page_url");
		assert_memory_equal(link, cases[i].link, strlen(cases[i].link));
		assert_int_equal(strcmp(link, json_get_string(meta, "url")) == 0, i == 2);
		leave(&place);
	}
}

static void records_are_spoilt_when_asked(void **state)
{
	const struct json *service;
	struct place place;

	(void)state;
	enter(&place, "--fault", "types,times=1", "--fault", "broken=null-all");
	client_get(&place.client, SERVICES, &place.answer);
	service = json_at(json_get(place.answer.json, "services"), 0);
	assert_int_equal(json_kind(json_get(service, "friendly_name")), JSON_KIND_INTEGER);
	assert_string_equal(json_get_string(service, "validity_period"), "600");
	client_get(&place.client, SERVICES, &place.answer);
	service = json_at(json_get(place.answer.json, "services"), 5);
	assert_null(json_get_string(service, "friendly_name"));
	assert_non_null(json_get_string(service, "sid"));
	leave(&place);
}

static void a_service_lives_and_dies(void **state)
{
	struct place place;
	char path[80];

	(void)state;
	enter(&place);
	client_post(&place.client, SERVICES, &place.answer, "FriendlyName", "Größe", "Usecase",
		    "poll", "StickySender", "false", "ValidityPeriod", "60",
		    "UseInboundWebhookOnNumber", "True");
	assert_int_equal(place.answer.status, 201);
	assert_members(place.answer.json, SERVICE_MEMBERS, true);
	assert_null(answer_text(&place.answer, "inbound_request_url"));
	assert_int_equal(json_get_integer(place.answer.json, "validity_period", 0), 60);
	snprintf(path, sizeof(path), SERVICES "/%s", answer_text(&place.answer, "sid"));
	client_post(&place.client, path, &place.answer, "InboundRequestUrl",
		    "https://example.com/in", "InboundMethod", "GET");
	assert_int_equal(place.answer.status, 200);
	client_get(&place.client, path, &place.answer);
	assert_string_equal(answer_text(&place.answer, "friendly_name"), "Größe");
	assert_string_equal(answer_text(&place.answer, "usecase"), "poll");
	assert_string_equal(answer_text(&place.answer, "inbound_request_url"),
			    "https://example.com/in");
	client_post(&place.client, path, &place.answer, "InboundRequestUrl", "");
	assert_null(answer_text(&place.answer, "inbound_request_url"));
	assert_string_equal(answer_text(&place.answer, "inbound_method"), "GET");
	client_send(&place.client, "DELETE", path, NULL, &place.answer);
	assert_int_equal(place.answer.status, 204);
	client_get(&place.client, path, &place.answer);
	assert_error(&place.answer, 404, 20404);
	client_send(&place.client, "DELETE", path, NULL, &place.answer);
	assert_error(&place.answer, 404, 20404);
	leave(&place);
}

static void parameters_are_checked(void **state)
{
	static const struct {
		const char *name;
		const char *value;
		int code;
	} cases[] = {
		{ "FriendlyName", "", 20002 },
		{ "FriendlyName",
		  "12345678901234567890123456789012345678901234567890123456789012345", 20002 },
		{ "InboundRequestUrl", "example.com", 11100 },
		{ "InboundMethod", "PUT", 20001 },
		{ "FallbackUrl", "https://a b", 11100 },
		{ "FallbackMethod", "get", 20001 },
		{ "StatusCallback", "https://a_b.example", 11100 },
		{ "StickySender", "yes", 20001 },
		{ "MmsConverter", "1", 20001 },
		{ "SmartEncoding", "", 20001 },
		{ "ScanMessageContent", "on", 20001 },
		{ "FallbackToLongCode", "x", 20001 },
		{ "AreaCodeGeomatch", "x", 20001 },
		{ "ValidityPeriod", "0", 21624 },
		{ "ValidityPeriod", "36001", 21624 },
		{ "ValidityPeriod", "1.5", 21624 },
		{ "SynchronousValidation", "x", 20001 },
		{ "Usecase", "spam", 21713 },
		{ "UseInboundWebhookOnNumber", "x", 20001 },
	};
	struct place place;

	(void)state;
	enter(&place);
	for (size_t i = 0; i < ARRAY_SIZE(cases); i++) {
		post(&place, "Campaigns", "", cases[i].name, cases[i].value);
		assert_error(&place.answer, 400, cases[i].code);
	}
	client_post(&place.client, SERVICES, &place.answer, "Usecase", "poll");
	assert_error(&place.answer, 400, 20001);
	client_post(&place.client, SERVICES, &place.answer, "FriendlyName", "x", "Usecase", "y");
	assert_error(&place.answer, 400, 21713);
	client_get(&place.client, SERVICES, &place.answer);
	assert_int_equal(count(&place, "services"), 10);
	leave(&place);
}

static void there_is_a_limit_to_services(void **state)
{
	struct place place;

	(void)state;
	enter(&place, "--services", "1000");
	client_post(&place.client, SERVICES, &place.answer, "FriendlyName", "x");
	assert_error(&place.answer, 400, 21102);
	drop(&place, "Surveys", "");
	assert_int_equal(place.answer.status, 204);
	client_post(&place.client, SERVICES, &place.answer, "FriendlyName", "x");
	assert_int_equal(place.answer.status, 201);
	leave(&place);
}

/* The service that a message names keeps its SID after it is gone. */
static void messages_of_the_history_name_services(void **state)
{
	struct answer answer = ANSWER_INIT;
	struct client client;
	struct words sids = { 0 };
	const struct json *list;
	size_t named = 0;

	(void)state;
	client(&client, "--messages", "2000");
	client_walk_list(&client, SERVICES, "services", "sid", &sids);
	client_get(&client, "/Messages.json?PageSize=1000", &answer);
	list = json_get(answer.json, "messages");
	for (size_t i = 0; i < json_count(list); i++) {
		const char *sid = json_get_string(json_at(list, i), "messaging_service_sid");
		bool known = sid == NULL;

		for (size_t k = 0; k < sids.count; k++)
			known |= sid != NULL && strcmp(sid, sids.items[k]) == 0;
		assert_true(known);
		named += sid != NULL;
	}
	assert_true(named > 500);
	words_release(&sids);
	answer_release(&answer);
	client_close(&client);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(services_are_as_documented),
		cmocka_unit_test(pages_are_complete),
		cmocka_unit_test(links_lead_astray_when_asked),
		cmocka_unit_test(records_are_spoilt_when_asked),
		cmocka_unit_test(a_service_lives_and_dies),
		cmocka_unit_test(parameters_are_checked),
		cmocka_unit_test(there_is_a_limit_to_services),
		cmocka_unit_test(messages_of_the_history_name_services),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
