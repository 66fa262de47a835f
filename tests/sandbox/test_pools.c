/* The senders in the pools of Messaging Services. */
#include "place.h"

#include <string.h>

#include "base/mem.h"

#define NUMBERS "/IncomingPhoneNumbers.json?PageSize=1000"
#define NUMBERS_KEY "incoming_phone_numbers"
#define UNKNOWN "MG00000000000000000000000000000000"
#define US "+12015550100"

/* The members of the OpenAPI documents' schemas, in their order. */
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

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(senders_are_as_documented),
		cmocka_unit_test(a_number_moves),
		cmocka_unit_test(senders_that_do_not_fit_are_refused),
		cmocka_unit_test(a_full_pool_takes_no_more),
		cmocka_unit_test(names_come_and_go),
		cmocka_unit_test(deleting_a_service_frees_its_senders),
		cmocka_unit_test(assumptions_apply),
		cmocka_unit_test(messages_use_the_pool_of_today),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
