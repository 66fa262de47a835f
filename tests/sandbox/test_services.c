/* Messaging Services and the senders in their pools. */
#include "client.h"

#include <string.h>

#include "base/mem.h"

#define SERVICES "//v1/Services"
#define NUMBERS "/IncomingPhoneNumbers.json?PageSize=1000"
#define NUMBERS_KEY "incoming_phone_numbers"
#define UNKNOWN "MG00000000000000000000000000000000"
#define US "+12015550100"

/* The members of the OpenAPI documents' schemas, in their order. */
#define SERVICE_MEMBERS                                                            \
	"sid:s account_sid:s friendly_name:s date_created:s date_updated:s "       \
	"inbound_request_url:s inbound_method:s fallback_url:s fallback_method:s " \
	"status_callback:s sticky_sender:b mms_converter:b smart_encoding:b "      \
	"scan_message_content:s fallback_to_long_code:b area_code_geomatch:b "     \
	"synchronous_validation:b validity_period:i url:s links:o usecase:s "      \
	"us_app_to_person_registered:b use_inbound_webhook_on_number:b"
#define NUMBER_MEMBERS                                                                    \
	"sid:s account_sid:s service_sid:s date_created:s date_updated:s phone_number:s " \
	"country_code:s capabilities:a url:s"
#define CODE_MEMBERS                                                                    \
	"sid:s account_sid:s service_sid:s date_created:s date_updated:s short_code:s " \
	"country_code:s capabilities:a url:s"
#define ALPHA_MEMBERS                                                                     \
	"sid:s account_sid:s service_sid:s date_created:s date_updated:s alpha_sender:s " \
	"capabilities:a url:s"
#define DESTINATION_MEMBERS ALPHA_MEMBERS " iso_country_code:s"
#define CHANNEL_MEMBERS                                                                      \
	"account_sid:s messaging_service_sid:s sid:s sender:s sender_type:s country_code:s " \
	"date_created:s date_updated:s url:s"
#define META_MEMBERS \
	"page:i page_size:i first_page_url:s previous_page_url:s url:s next_page_url:s key:s"

/* A sandbox and paths in it. */
struct place {
	struct client client;
	struct answer answer;
	char path[160];
};

static void enter_with(struct place *place, const char *const *options)
{
	*place = (struct place){ .answer = ANSWER_INIT };
	client_open(&place->client, options);
}

#define enter(...) ENTER(__VA_ARGS__, NULL)
#define ENTER(place, ...) \
	enter_with(place, (const char *const[]){ "--messages", "10", __VA_ARGS__ })

static void leave(struct place *place)
{
	answer_release(&place->answer);
	client_close(&place->client);
}

/* The path of a service, and of what is below. */
static const char *path_of(struct place *place, const char *service, const char *tail)
{
	char sid[35];

	client_find_sid(&place->client, SERVICES, "services", "friendly_name", service, sid);
	snprintf(place->path, sizeof(place->path), SERVICES "/%s%s", sid, tail);
	return place->path;
}

static void get(struct place *place, const char *service, const char *tail)
{
	client_get(&place->client, path_of(place, service, tail), &place->answer);
}

static void post(struct place *place, const char *service, const char *tail, const char *name,
		 const char *value)
{
	client_post(&place->client, path_of(place, service, tail), &place->answer, name, value);
}

static void drop(struct place *place, const char *service, const char *tail)
{
	client_send(&place->client, "DELETE", path_of(place, service, tail), NULL, &place->answer);
}

static void number_sid(struct place *place, const char *number, char sid[35])
{
	client_find_sid(&place->client, NUMBERS, NUMBERS_KEY, "phone_number", number, sid);
}

static void add_number(struct place *place, const char *service, const char *number)
{
	char sid[35];

	number_sid(place, number, sid);
	post(place, service, "/PhoneNumbers", "PhoneNumberSid", sid);
}

static void remove_number(struct place *place, const char *service, const char *number)
{
	char tail[60] = "/PhoneNumbers/";

	number_sid(place, number, tail + strlen(tail));
	drop(place, service, tail);
}

static size_t count(struct place *place, const char *key)
{
	assert_int_equal(place->answer.status, 200);
	return json_count(json_get(place->answer.json, key));
}

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

static void senders_are_as_documented(void **state)
{
	static const struct {
		const char *service;
		const char *tail;
		const char *key;
		size_t count;
		const char *members;
	} cases[] = {
		{ "Campaigns", "/PhoneNumbers", "phone_numbers", 10, NUMBER_MEMBERS },
		{ "Reminders and orders", "/PhoneNumbers", "phone_numbers", 7, NUMBER_MEMBERS },
		{ "Verification codes", "/PhoneNumbers", "phone_numbers", 0, NUMBER_MEMBERS },
		{ "Verification codes", "/ShortCodes", "short_codes", 1, CODE_MEMBERS },
		{ "Verification codes", "/AlphaSenders", "alpha_senders", 1, ALPHA_MEMBERS },
		{ "United Kingdom", "/AlphaSenders", "alpha_senders", 0, ALPHA_MEMBERS },
		{ "United Kingdom", "/DestinationAlphaSenders", "alpha_senders", 1,
		  DESTINATION_MEMBERS },
		{ "United Kingdom", "/DestinationAlphaSenders?IsoCountryCode=FR", "alpha_senders",
		  0, DESTINATION_MEMBERS },
		{ "Campaigns", "/DestinationAlphaSenders", "alpha_senders", 1,
		  DESTINATION_MEMBERS },
		{ "WhatsApp and RCS", "/ChannelSenders", "senders", 2, CHANNEL_MEMBERS },
	};
	struct place place;

	(void)state;
	enter(&place);
	for (size_t i = 0; i < ARRAY_SIZE(cases); i++) {
		const struct json *list;
		char url[160];

		get(&place, cases[i].service, cases[i].tail);
		assert_int_equal(count(&place, cases[i].key), cases[i].count);
		list = json_get(place.answer.json, cases[i].key);
		for (size_t k = 0; k < json_count(list); k++)
			assert_members(json_at(list, k), cases[i].members, true);
		if (cases[i].count == 0)
			continue;
		snprintf(url, sizeof(url), "/%s",
			 json_get_string(json_at(list, 0), "url") +
				 strlen(sandbox_value(place.client.sandbox, "url")));
		client_get(&place.client, url, &place.answer);
		assert_members(place.answer.json, cases[i].members, true);
	}
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

static void a_number_moves(void **state)
{
	struct place place;

	(void)state;
	enter(&place);
	add_number(&place, "New shop", "+15125550100");
	assert_error(&place.answer, 409, 21712);
	add_number(&place, "Reminders and orders", "+15125550100");
	assert_error(&place.answer, 409, 21710);
	remove_number(&place, "New shop", "+15125550100");
	assert_error(&place.answer, 404, 20404);
	remove_number(&place, "Reminders and orders", "+15125550100");
	assert_int_equal(place.answer.status, 204);
	add_number(&place, "New shop", "+15125550100");
	assert_int_equal(place.answer.status, 201);
	assert_members(place.answer.json, NUMBER_MEMBERS, true);
	get(&place, "New shop", "/PhoneNumbers");
	assert_int_equal(count(&place, "phone_numbers"), 1);
	get(&place, "Reminders and orders", "/PhoneNumbers");
	assert_int_equal(count(&place, "phone_numbers"), 6);
	leave(&place);
}

static void senders_that_do_not_fit_are_refused(void **state)
{
	static const struct {
		const char *tail;
		const char *name;
		const char *value;
		long status;
		int code;
	} cases[] = {
		{ "/PhoneNumbers", "Sid", "x", 400, 20001 },
		{ "/PhoneNumbers", "PhoneNumberSid", "", 400, 20001 },
		{ "/PhoneNumbers", "PhoneNumberSid", "+15125550100", 400, 20423 },
		{ "/PhoneNumbers", "PhoneNumberSid", "SC00000000000000000000000000000000", 400,
		  20423 },
		{ "/PhoneNumbers", "PhoneNumberSid", "PN00000000000000000000000000000000", 404,
		  20404 },
		{ "/ShortCodes", "ShortCodeSid", "PN00000000000000000000000000000000", 400, 20423 },
		{ "/ShortCodes", "ShortCodeSid", "SC00000000000000000000000000000000", 404, 20404 },
		{ "/ChannelSenders", "Sid", "PN00000000000000000000000000000000", 400, 20423 },
		{ "/ChannelSenders", "Sid", "XE00000000000000000000000000000000", 404, 20404 },
		{ "/AlphaSenders", "AlphaSender", "", 400, 21708 },
		{ "/AlphaSenders", "AlphaSender", "12345", 400, 21709 },
		{ "/AlphaSenders", "AlphaSender", "TwelveLetter", 400, 21709 },
		{ "/AlphaSenders", "AlphaSender", "Fernhill", 409, 21710 },
		{ "/AlphaSenders", "AlphaSender", "Another", 400, 21714 },
	};
	struct place place;

	(void)state;
	enter(&place);
	for (size_t i = 0; i < ARRAY_SIZE(cases); i++) {
		post(&place, "Campaigns", cases[i].tail, cases[i].name, cases[i].value);
		assert_error(&place.answer, cases[i].status, cases[i].code);
	}
	add_number(&place, "Campaigns", "+14155550170"); /* speaks, and does not write */
	assert_error(&place.answer, 400, 21715);
	client_post(&place.client, SERVICES "/" UNKNOWN "/PhoneNumbers", &place.answer,
		    "PhoneNumberSid", "PN00000000000000000000000000000000");
	assert_error(&place.answer, 404, 20404);
	client_get(&place.client, SERVICES "/" UNKNOWN "/ShortCodes", &place.answer);
	assert_error(&place.answer, 404, 20404);
	leave(&place);
}

static void a_full_pool_takes_no_more(void **state)
{
	struct place place;

	(void)state;
	enter(&place, "--numbers", "500");
	add_number(&place, "Campaigns", "+15125550101");
	assert_error(&place.answer, 400, 21714);
	remove_number(&place, "Campaigns", "+14155550142");
	add_number(&place, "Campaigns", "+15125550101");
	assert_int_equal(place.answer.status, 201);
	leave(&place);
}

static void names_come_and_go(void **state)
{
	struct place place;
	char tail[80] = "/AlphaSenders/";

	(void)state;
	enter(&place);
	post(&place, "New shop", "/AlphaSenders", "AlphaSender", "New Shop");
	assert_int_equal(place.answer.status, 201);
	assert_members(place.answer.json, ALPHA_MEMBERS, true);
	snprintf(tail, sizeof(tail), "/AlphaSenders/%s", answer_text(&place.answer, "sid"));
	client_post(&place.client, path_of(&place, "New shop", "/DestinationAlphaSenders"),
		    &place.answer, "AlphaSender", "NewShopDE", "IsoCountryCode", "de");
	assert_int_equal(place.answer.status, 201);
	assert_members(place.answer.json, DESTINATION_MEMBERS, false);
	assert_string_equal(answer_text(&place.answer, "iso_country_code"), "DE");
	client_post(&place.client, place.path, &place.answer, "AlphaSender", "Other",
		    "IsoCountryCode", "DE");
	assert_error(&place.answer, 400, 21714);
	client_post(&place.client, place.path, &place.answer, "AlphaSender", "Other",
		    "IsoCountryCode", "XX");
	assert_error(&place.answer, 400, 20001);
	get(&place, "New shop", "/DestinationAlphaSenders");
	assert_int_equal(count(&place, "alpha_senders"), 2);
	get(&place, "New shop", tail);
	assert_string_equal(answer_text(&place.answer, "alpha_sender"), "New Shop");
	drop(&place, "New shop", tail);
	assert_int_equal(place.answer.status, 204);
	get(&place, "New shop", tail);
	assert_error(&place.answer, 404, 20404);
	get(&place, "New shop", "/AlphaSenders");
	assert_int_equal(count(&place, "alpha_senders"), 0);
	leave(&place);
}

static void deleting_a_service_frees_its_senders(void **state)
{
	struct place place;

	(void)state;
	enter(&place);
	drop(&place, "Campaigns", "");
	assert_int_equal(place.answer.status, 204);
	client_get(&place.client, SERVICES, &place.answer);
	assert_int_equal(count(&place, "services"), 9);
	add_number(&place, "New shop", "+14155550142");
	assert_int_equal(place.answer.status, 201);
	leave(&place);
}

static void channel_sid(struct place *place, const char *address, char sid[35])
{
	client_find_sid(&place->client, "//v2/Channels/Senders?Channel=whatsapp", "senders",
			"sender_id", address, sid);
}

static void assumptions_apply(void **state)
{
	struct place place;
	char sid[35];

	(void)state;
	enter(&place);
	channel_sid(&place, "whatsapp:+15125550199", sid);
	post(&place, "New shop", "/ChannelSenders", "Sid", sid);
	assert_error(&place.answer, 409, 21712);
	channel_sid(&place, "whatsapp:+447700900780", sid);
	post(&place, "New shop", "/ChannelSenders", "Sid", sid);
	assert_int_equal(place.answer.status, 201);
	assert_members(place.answer.json, CHANNEL_MEMBERS, false);
	leave(&place);
	enter(&place, "--assume", "channel-pools=many", "--assume", "status-added=200");
	channel_sid(&place, "whatsapp:+15125550199", sid);
	post(&place, "New shop", "/ChannelSenders", "Sid", sid);
	assert_int_equal(place.answer.status, 201);
	add_number(&place, "New shop", "+15125550101");
	assert_int_equal(place.answer.status, 200);
	leave(&place);
}

/* Sends to someone in the United States by a service; the answer is the message, or the refusal. */
static void send_by(struct place *place, const char *service, const char *from)
{
	char sid[35];

	client_find_sid(&place->client, SERVICES, "services", "friendly_name", service, sid);
	if (from == NULL)
		client_post(&place->client, "/Messages.json", &place->answer, "To", US, "Body", "x",
			    "MessagingServiceSid", sid);
	else
		client_post(&place->client, "/Messages.json", &place->answer, "To", US, "Body", "x",
			    "MessagingServiceSid", sid, "From", from);
}

/* A message goes through the pool as it is now. */
static void messages_use_the_pool_of_today(void **state)
{
	struct place place;

	(void)state;
	enter(&place);
	send_by(&place, "New shop", NULL);
	assert_error(&place.answer, 400, 21704);
	send_by(&place, "WhatsApp and RCS", NULL);
	assert_error(&place.answer, 400, 21703);
	send_by(&place, "New shop", "+15125550101");
	assert_error(&place.answer, 400, 21711);
	add_number(&place, "New shop", "+15125550101");
	send_by(&place, "New shop", NULL);
	assert_int_equal(place.answer.status, 201);
	send_by(&place, "New shop", "+15125550101");
	assert_int_equal(place.answer.status, 201);
	remove_number(&place, "New shop", "+15125550101");
	send_by(&place, "New shop", NULL);
	assert_error(&place.answer, 400, 21704);
	client_post(&place.client, "/Messages.json", &place.answer, "To", US, "Body", "x", "From",
		    "+14155550170");
	assert_error(&place.answer, 400, 21606);
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
		cmocka_unit_test(senders_are_as_documented),
		cmocka_unit_test(pages_are_complete),
		cmocka_unit_test(links_lead_astray_when_asked),
		cmocka_unit_test(records_are_spoilt_when_asked),
		cmocka_unit_test(a_service_lives_and_dies),
		cmocka_unit_test(parameters_are_checked),
		cmocka_unit_test(there_is_a_limit_to_services),
		cmocka_unit_test(a_number_moves),
		cmocka_unit_test(senders_that_do_not_fit_are_refused),
		cmocka_unit_test(a_full_pool_takes_no_more),
		cmocka_unit_test(names_come_and_go),
		cmocka_unit_test(deleting_a_service_frees_its_senders),
		cmocka_unit_test(assumptions_apply),
		cmocka_unit_test(messages_use_the_pool_of_today),
		cmocka_unit_test(messages_of_the_history_name_services),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
