/* Incoming numbers, short codes and channel senders: what the account has to send from. */
#include "client.h"

#include <string.h>

#include "base/mem.h"

#define NUMBERS "/IncomingPhoneNumbers.json"
#define CODES "/SMS/ShortCodes.json"
#define CHANNELS "//v2/Channels/Senders?Channel="
#define NUMBERS_KEY "incoming_phone_numbers"

/* The members of the OpenAPI documents' schemas, in their order. */
#define NUMBER_MEMBERS                                                                            \
	"account_sid:s address_sid:s address_requirements:s api_version:s beta:b capabilities:o " \
	"date_created:s date_updated:s friendly_name:s identity_sid:s phone_number:s origin:s "   \
	"sid:s sms_application_sid:s sms_fallback_method:s sms_fallback_url:s sms_method:s "      \
	"sms_url:s status_callback:s status_callback_method:s trunk_sid:s uri:s "                 \
	"voice_receive_mode:s voice_application_sid:s voice_caller_id_lookup:b "                  \
	"voice_fallback_method:s voice_fallback_url:s voice_method:s voice_url:s "                \
	"emergency_status:s emergency_address_sid:s emergency_address_status:s bundle_sid:s "     \
	"status:s type:s"
#define CODE_MEMBERS                                                                          \
	"account_sid:s api_version:s date_created:s date_updated:s friendly_name:s "          \
	"short_code:s sid:s sms_fallback_method:s sms_fallback_url:s sms_method:s sms_url:s " \
	"uri:s"
#define CHANNEL_MEMBERS                                                                \
	"sid:s status:s sender_id:s configuration:o webhook:o profile:o properties:o " \
	"offline_reasons:a compliance:o url:s"
#define CONFIGURATION_MEMBERS                                                          \
	"waba_id:s verification_method:s verification_code:s voice_application_sid:s " \
	"account_type:s"
#define WEBHOOK_MEMBERS                                                      \
	"callback_url:s callback_method:s fallback_url:s fallback_method:s " \
	"status_callback_url:s status_callback_method:s"
#define PROFILE_MEMBERS                                                                 \
	"name:s about:s address:s description:s logo_url:s banner_url:s privacy_url:s " \
	"terms_of_service_url:s accent_color:s vertical:s websites:a emails:a phone_numbers:a"

static void numbers_are_as_documented(void **state)
{
	struct answer answer = ANSWER_INIT;
	struct client client;
	const struct json *list;

	(void)state;
	client(&client, "--messages", "10");
	client_get(&client, NUMBERS "?PageSize=1000", &answer);
	assert_members(answer.json,
		       "incoming_phone_numbers:a end:i first_page_uri:s next_page_uri:s page:i "
		       "page_size:i previous_page_uri:s start:i uri:s",
		       true);
	list = json_get(answer.json, NUMBERS_KEY);
	assert_int_equal(json_count(list), 60);
	for (size_t i = 0; i < json_count(list); i++) {
		assert_members(json_at(list, i), NUMBER_MEMBERS, true);
		assert_members(json_get(json_at(list, i), "capabilities"),
			       "voice:b sms:b mms:b fax:b", false);
	}
	answer_release(&answer);
	client_close(&client);
}

static void one_number_is_fetched(void **state)
{
	struct answer answer = ANSWER_INIT;
	struct client client;
	char sid[35], path[80];

	(void)state;
	client(&client, "--messages", "10");
	client_find_sid(&client, NUMBERS, NUMBERS_KEY, "phone_number", "+18445550110", sid);
	snprintf(path, sizeof(path), "/IncomingPhoneNumbers/%s.json", sid);
	client_get(&client, path, &answer);
	assert_members(answer.json, NUMBER_MEMBERS, true);
	assert_string_equal(answer_text(&answer, "sid"), sid);
	assert_string_equal(answer_text(&answer, "type"), "toll free");
	assert_string_equal(answer_text(&answer, "friendly_name"), "(844) 555-0110");
	client_get(&client, "/IncomingPhoneNumbers/PN00000000000000000000000000000000.json",
		   &answer);
	assert_error(&answer, 404, 20404);
	answer_release(&answer);
	client_close(&client);
}

static void filters_select(void **state)
{
	static const struct {
		const char *path;
		size_t count;
	} cases[] = {
		{ "/IncomingPhoneNumbers.json?PhoneNumber=%2B15125550100&PageSize=1000", 1 },
		{ "/IncomingPhoneNumbers.json?PhoneNumber=%2B1512555****&PageSize=1000", 12 },
		{ "/IncomingPhoneNumbers.json?PhoneNumber=5550100&PageSize=1000", 1 },
		{ "/IncomingPhoneNumbers.json?PhoneNumber=%2B7&PageSize=1000", 0 },
		{ "/IncomingPhoneNumbers.json?FriendlyName=Support&PageSize=1000", 1 },
		{ "/IncomingPhoneNumbers.json?FriendlyName=support&PageSize=1000", 0 },
		{ "/IncomingPhoneNumbers.json?Beta=false&PageSize=1000", 56 },
		{ "/IncomingPhoneNumbers.json?Beta=true&PageSize=1000", 60 },
		{ "/IncomingPhoneNumbers.json?Origin=hosted&PageSize=1000", 3 },
		{ "/IncomingPhoneNumbers.json?Origin=twilio&PageSize=1000", 57 },
		{ "/IncomingPhoneNumbers/Local.json?PageSize=1000", 34 },
		{ "/IncomingPhoneNumbers/Mobile.json?PageSize=1000", 21 },
		{ "/IncomingPhoneNumbers/TollFree.json?PageSize=1000", 5 },
		{ "/IncomingPhoneNumbers/TollFree.json?PhoneNumber=844", 2 },
	};
	struct answer answer = ANSWER_INIT;
	struct client client;

	(void)state;
	client(&client, "--messages", "10");
	for (size_t i = 0; i < ARRAY_SIZE(cases); i++) {
		client_get(&client, cases[i].path, &answer);
		assert_int_equal(answer.status, 200);
		if (json_count(json_get(answer.json, NUMBERS_KEY)) != cases[i].count)
			fail_msg("%s: %zu", cases[i].path,
				 json_count(json_get(answer.json, NUMBERS_KEY)));
	}
	client_get(&client, NUMBERS "?Beta=maybe", &answer);
	assert_error(&answer, 400, 20001);
	client_get(&client, NUMBERS "?Origin=moon", &answer);
	assert_error(&answer, 400, 20001);
	answer_release(&answer);
	client_close(&client);
}

/* A list of one kind does not say of which: its schema has no such member. */
static void kinds_are_told_where_they_differ(void **state)
{
	static const struct {
		const char *path, *type; /* NULL: there is no such member */
	} cases[] = {
		{ "/IncomingPhoneNumbers.json?PhoneNumber=%2B15125550100", "local" },
		{ "/IncomingPhoneNumbers/Local.json?PhoneNumber=%2B15125550100", NULL },
		{ "/IncomingPhoneNumbers/Mobile.json?PageSize=1", NULL },
		{ "/IncomingPhoneNumbers/TollFree.json?PageSize=1", NULL },
	};
	struct answer answer = ANSWER_INIT;
	struct client client;

	(void)state;
	client(&client, "--messages", "10");
	for (size_t i = 0; i < ARRAY_SIZE(cases); i++) {
		client_get(&client, cases[i].path, &answer);
		const struct json *number = json_at(json_get(answer.json, NUMBERS_KEY), 0);
		const char *type = json_get_string(number, "type");
		assert_non_null(json_get(number, "status"));
		assert_int_equal(type != NULL, cases[i].type != NULL);
		if (type != NULL)
			assert_string_equal(type, cases[i].type);
		else
			assert_null(json_get(number, "type"));
	}
	answer_release(&answer);
	client_close(&client);
}

static void pages_are_complete(void **state)
{
	static const char *const paths[] = { NUMBERS "?PageSize=1000", NUMBERS "?PageSize=7",
					     NUMBERS, NUMBERS "?PageSize=61" };
	struct words all[ARRAY_SIZE(paths)] = { 0 };
	struct words some = { 0 };
	struct client client;

	(void)state;
	client(&client, "--messages", "10", "--numbers", "130");
	for (size_t i = 0; i < ARRAY_SIZE(paths); i++) {
		client_walk_list(&client, paths[i], NUMBERS_KEY, "sid", &all[i]);
		assert_same_words(&all[0], &all[i]);
	}
	assert_int_equal(all[0].count, 130);
	assert_true(words_are_distinct(&all[0]));
	client_walk_list(&client, NUMBERS "?PageSize=3&Origin=hosted&PhoneNumber=%2B46*",
			 NUMBERS_KEY, "sid", &some);
	assert_int_equal(some.count, 3);
	for (size_t i = 0; i < ARRAY_SIZE(paths); i++)
		words_release(&all[i]);
	words_release(&some);
	client_close(&client);
}

static void short_codes_are_listed_and_found(void **state)
{
	struct answer answer = ANSWER_INIT;
	struct client client;
	const struct json *list;

	(void)state;
	client(&client, "--messages", "10");
	client_get(&client, CODES, &answer);
	list = json_get(answer.json, "short_codes");
	assert_int_equal(json_count(list), 3);
	for (size_t i = 0; i < 3; i++)
		assert_members(json_at(list, i), CODE_MEMBERS, true);
	client_get(&client, CODES "?ShortCode=5550*", &answer);
	assert_int_equal(json_count(json_get(answer.json, "short_codes")), 2);
	client_get(&client, CODES "?FriendlyName=Offers", &answer);
	assert_int_equal(json_count(json_get(answer.json, "short_codes")), 1);
	client_get(&client, "/SMS/ShortCodes/SC00000000000000000000000000000000.json", &answer);
	assert_error(&answer, 404, 20404);
	answer_release(&answer);
	client_close(&client);
}

/* Only what is sent changes; a refused request changes nothing. */
static void a_short_code_is_updated(void **state)
{
	static const struct {
		const char *name;
		const char *value;
		int code;
	} refused[] = {
		{ "SmsUrl", "ftp://a", 11100 },      { "SmsMethod", "PUT", 20001 },
		{ "SmsMethod", "", 20001 },          { "ApiVersion", "2020-01-01", 20001 },
		{ "FriendlyName", "", 20002 },       { "SmsFallbackUrl", "https://", 11100 },
		{ "SmsFallbackMethod", "x", 20001 },
	};
	struct answer answer = ANSWER_INIT;
	struct client client;
	char sid[35], path[80];

	(void)state;
	client(&client, "--messages", "10");
	client_find_sid(&client, CODES, "short_codes", "short_code", "60999", sid);
	snprintf(path, sizeof(path), "/SMS/ShortCodes/%s.json", sid);
	for (size_t i = 0; i < ARRAY_SIZE(refused); i++) {
		client_post(&client, path, &answer, "FriendlyName", "Changed", refused[i].name,
			    refused[i].value);
		assert_error(&answer, 400, refused[i].code);
	}
	client_get(&client, path, &answer);
	assert_string_equal(answer_text(&answer, "friendly_name"), "60999");
	client_post(&client, path, &answer, "FriendlyName", "Größe", "SmsUrl",
		    "https://example.com/sms", "SmsMethod", "GET");
	assert_int_equal(answer.status, 200);
	assert_members(answer.json, CODE_MEMBERS, true);
	client_get(&client, path, &answer);
	assert_string_equal(answer_text(&answer, "friendly_name"), "Größe");
	assert_string_equal(answer_text(&answer, "sms_url"), "https://example.com/sms");
	assert_string_equal(answer_text(&answer, "sms_method"), "GET");
	assert_string_equal(answer_text(&answer, "sms_fallback_method"), "POST");
	client_post(&client, path, &answer, "SmsUrl", "");
	assert_null(answer_text(&answer, "sms_url"));
	assert_string_equal(answer_text(&answer, "friendly_name"), "Größe");
	client_send(&client, "DELETE", path, NULL, &answer);
	assert_error(&answer, 405, 20004);
	answer_release(&answer);
	client_close(&client);
}

static void channel_senders_are_as_documented(void **state)
{
	static const struct {
		const char *path;
		size_t count;
	} cases[] = { { CHANNELS "whatsapp", 4 }, { CHANNELS "rcs", 2 } };
	struct answer answer = ANSWER_INIT;
	struct client client;

	(void)state;
	client(&client, "--messages", "10");
	for (size_t i = 0; i < ARRAY_SIZE(cases); i++) {
		const struct json *list;

		client_get(&client, cases[i].path, &answer);
		list = json_get(answer.json, "senders");
		assert_int_equal(json_count(list), cases[i].count);
		for (size_t k = 0; k < json_count(list); k++) {
			const struct json *sender = json_at(list, k);

			assert_members(sender, CHANNEL_MEMBERS, true);
			assert_members(json_get(sender, "webhook"), WEBHOOK_MEMBERS, true);
			assert_members(json_get(sender, "profile"), PROFILE_MEMBERS, true);
			if (i == 0)
				assert_members(json_get(sender, "configuration"),
					       CONFIGURATION_MEMBERS, true);
		}
	}
	answer_release(&answer);
	client_close(&client);
}

static void channels_must_be_named(void **state)
{
	struct answer answer = ANSWER_INIT;
	struct words sids = { 0 };
	struct client client;
	char sid[35], path[80];

	(void)state;
	client(&client, "--messages", "10");
	client_get(&client, "//v2/Channels/Senders", &answer);
	assert_error(&answer, 400, 20001);
	client_get(&client, CHANNELS "sms", &answer);
	assert_error(&answer, 400, 20001);
	client_walk_list(&client, CHANNELS "whatsapp&PageSize=1", "senders", "sid", &sids);
	assert_int_equal(sids.count, 4);
	client_find_sid(&client, CHANNELS "whatsapp", "senders", "sender_id",
			"whatsapp:+525500009290", sid);
	snprintf(path, sizeof(path), "//v2/Channels/Senders/%s", sid);
	client_get(&client, path, &answer);
	assert_string_equal(answer_text(&answer, "status"), "OFFLINE");
	assert_int_equal(json_count(json_get(answer.json, "offline_reasons")), 1);
	client_get(&client, "//v2/Channels/Senders/XE00000000000000000000000000000000", &answer);
	assert_error(&answer, 404, 20404);
	words_release(&sids);
	answer_release(&answer);
	client_close(&client);
}

static void paging_is_strict(void **state)
{
	static const struct {
		const char *path;
		int code;
	} cases[] = {
		{ NUMBERS "?PageSize=0", 20001 },
		{ NUMBERS "?PageSize=1001", 20007 },
		{ NUMBERS "?PageSize=x", 20001 },
		{ NUMBERS "?Page=-1", 20001 },
		{ NUMBERS "?PageToken=PAPN00000000000000000000000000000000", 21481 },
		{ NUMBERS "?PageToken=1", 21481 },
		{ CODES "?PageToken=PA", 21481 },
		{ CHANNELS "rcs&PageToken=PAXE00000000000000000000000000000000", 21481 },
		{ "//v1/Services?PageSize=1001", 20007 },
		{ "//v1/Services?PageToken=PAMG00000000000000000000000000000000", 21481 },
	};
	struct answer answer = ANSWER_INIT;
	struct client client;

	(void)state;
	client(&client, "--messages", "10", "--assume", "page-size=refused");
	for (size_t i = 0; i < ARRAY_SIZE(cases); i++) {
		client_get(&client, cases[i].path, &answer);
		assert_error(&answer, 400, cases[i].code);
	}
	answer_release(&answer);
	client_close(&client);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(numbers_are_as_documented),
		cmocka_unit_test(one_number_is_fetched),
		cmocka_unit_test(filters_select),
		cmocka_unit_test(kinds_are_told_where_they_differ),
		cmocka_unit_test(pages_are_complete),
		cmocka_unit_test(short_codes_are_listed_and_found),
		cmocka_unit_test(a_short_code_is_updated),
		cmocka_unit_test(channel_senders_are_as_documented),
		cmocka_unit_test(channels_must_be_named),
		cmocka_unit_test(paging_is_strict),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
