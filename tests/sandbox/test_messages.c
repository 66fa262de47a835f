/* What can be done to messages: send, schedule, cancel, redact, delete; and what is refused. */
#include "client.h"

#include <string.h>

#include "base/mem.h"

#define THEM "+12015550123"
#define OWN "+15125550101"
#define NOBODY "+12015550124"
#define MAX_PAIRS 12

/* A service that can send to everybody and has no domain for short links. */
static void find_service(struct client *client, char sid[static 40])
{
	client_find_sid(client, "//v1/Services", "services", "friendly_name",
			"Reminders and orders", sid);
}

/* "SERVICE" stands for a service of the account; BODY1601 for a text that is too long. */
static const struct refusal {
	int code;
	const char *form[MAX_PAIRS * 2 + 1];
} refusals[] = {
	{ 21604, { "From", OWN, "Body", "x" } },
	{ 21604, { "To", "", "From", OWN, "Body", "x" } },
	{ 21211, { "To", "nonsense", "From", OWN, "Body", "x" } },
	{ 21211, { "To", "+0123456789", "From", OWN, "Body", "x" } },
	{ 21211, { "To", "+1234567890123456", "From", OWN, "Body", "x" } },
	{ 21265, { "To", "55501", "From", OWN, "Body", "x" } },
	{ 21408, { "To", "+8613800000000", "From", OWN, "Body", "x" } },
	{ 21603, { "To", THEM, "Body", "x" } },
	{ 21212, { "To", THEM, "From", "?", "Body", "x" } },
	{ 21659, { "To", THEM, "From", "+15125550999", "Body", "x" } },
	{ 21659, { "To", THEM, "From", "12345", "Body", "x" } },
	{ 21657, { "To", THEM, "From", "Nobody", "Body", "x" } },
	{ 63007, { "To", "whatsapp:" THEM, "From", "whatsapp:+15125550000", "Body", "x" } },
	{ 21910, { "To", "whatsapp:" THEM, "From", OWN, "Body", "x" } },
	{ 21910, { "To", THEM, "From", "whatsapp:+15125550199", "Body", "x" } },
	{ 21612, { "To", THEM, "From", "Fernhill", "Body", "x" } },
	{ 21266, { "To", OWN, "From", OWN, "Body", "x" } },
	{ 21619, { "To", THEM, "From", OWN } },
	{ 21602, { "To", THEM, "From", OWN, "Body", "" } },
	{ 21617, { "To", THEM, "From", OWN, "Body", "BODY1601" } },
	{ 21620, { "To", THEM, "From", OWN, "MediaUrl", "ftp://example.com/a" } },
	{ 21620, { "To", THEM, "From", OWN, "MediaUrl", "https://under_score.example/a" } },
	{ 21621,
	  { "To", "+447700900123", "From", "+447700900700", "MediaUrl", "https://a.example/" } },
	{ 21624, { "To", THEM, "From", OWN, "Body", "x", "ValidityPeriod", "0" } },
	{ 21624, { "To", THEM, "From", OWN, "Body", "x", "ValidityPeriod", "36001" } },
	{ 21624, { "To", THEM, "From", OWN, "Body", "x", "ValidityPeriod", "1.5" } },
	{ 21627, { "To", THEM, "From", OWN, "Body", "x", "MaxPrice", "cheap" } },
	{ 21627, { "To", THEM, "From", OWN, "Body", "x", "MaxPrice", "." } },
	{ 21621,
	  { "To", "+447700900123", "From", "+447700900700", "Body", "x", "SendAsMms", "true" } },
	{ 21609, { "To", THEM, "From", OWN, "Body", "x", "StatusCallback", "nowhere" } },
	{ 21609, { "To", THEM, "From", OWN, "Body", "x", "StatusCallback", "http://a_b.example" } },
	{ 20422, { "To", THEM, "From", OWN, "Body", "x", "Attempt", "0" } },
	{ 20422, { "To", THEM, "From", OWN, "Body", "x", "ApplicationSid", "AP1" } },
	{ 20422, { "To", THEM, "From", OWN, "Body", "x", "ForceDelivery", "1" } },
	{ 20422, { "To", THEM, "From", OWN, "Body", "x", "SmartEncoded", "maybe" } },
	{ 20422, { "To", THEM, "From", OWN, "Body", "x", "SendAsMms", "maybe" } },
	{ 20422, { "To", THEM, "From", OWN, "Body", "x", "ShortenUrls", "maybe" } },
	{ 20422, { "To", THEM, "From", OWN, "Body", "x", "TrafficType", "paid" } },
	{ 20422, { "To", THEM, "From", OWN, "Body", "x", "ProvideFeedback", "maybe" } },
	{ 20422, { "To", THEM, "From", OWN, "Body", "x", "RiskCheck", "maybe" } },
	{ 30029, { "To", THEM, "From", OWN, "Body", "x", "ContentRetention", "maybe" } },
	{ 30030, { "To", THEM, "From", OWN, "Body", "x", "AddressRetention", "maybe" } },
	{ 21654, { "To", THEM, "From", OWN, "Body", "x", "ContentVariables", "{}" } },
	{ 21655, { "To", THEM, "From", OWN, "ContentSid", "HX00000000000000000000000000000000" } },
	{ 21656, { "To", THEM, "From", OWN, "ContentSid", "HX1", "ContentVariables", "[" } },
	{ 21701,
	  { "To", THEM, "MessagingServiceSid", "MG00000000000000000000000000000000", "Body",
	    "x" } },
	{ 21705, { "To", THEM, "MessagingServiceSid", "MG", "Body", "x" } },
	{ 21711, { "To", THEM, "From", OWN, "MessagingServiceSid", "SERVICE", "Body", "x" } },
	{ 21664, { "To", THEM, "From", OWN, "FallbackFrom", OWN, "Body", "x" } },
	{ 21666, { "To", THEM, "FallbackFrom", OWN, "Body", "x" } },
	{ 30124, { "To", THEM, "From", OWN, "Body", "x", "ShortenUrls", "true" } },
	{ 30106,
	  { "To", THEM, "MessagingServiceSid", "SERVICE", "Body", "x", "ShortenUrls", "true" } },
	{ 35111,
	  { "To", THEM, "MessagingServiceSid", "SERVICE", "Body", "x", "ScheduleType", "fixed" } },
	{ 35118,
	  { "To", THEM, "From", OWN, "Body", "x", "ScheduleType", "fixed", "SendAt",
	    "2026-11-24T20:00:00Z" } },
	{ 35126,
	  { "To", THEM, "MessagingServiceSid", "SERVICE", "Body", "x", "ScheduleType", "optimize",
	    "SendAt", "2026-11-24T20:00:00Z" } },
	{ 35126,
	  { "To", THEM, "MessagingServiceSid", "SERVICE", "Body", "x", "SendAt",
	    "2026-11-24T20:00:00Z" } },
	{ 35114,
	  { "To", THEM, "MessagingServiceSid", "SERVICE", "Body", "x", "ScheduleType", "fixed",
	    "SendAt", "tomorrow" } },
	{ 35115,
	  { "To", THEM, "MessagingServiceSid", "SERVICE", "Body", "x", "ScheduleType", "fixed",
	    "SendAt", "2026-11-01T00:00:00Z" } },
	{ 35117,
	  { "To", THEM, "MessagingServiceSid", "SERVICE", "Body", "x", "ScheduleType", "fixed",
	    "SendAt", "2027-11-01T00:00:00Z" } },
};

static void bad_messages_are_refused(void **state)
{
	struct answer answer = ANSWER_INIT;
	struct client client;
	char service[40];
	char body[1602];

	(void)state;
	memset(body, 'y', 1601);
	body[1601] = '\0';
	client(&client, "--messages", "1000");
	find_service(&client, service);
	for (size_t i = 0; i < ARRAY_SIZE(refusals); i++) {
		const char *form[MAX_PAIRS * 2 + 1] = { NULL };

		for (size_t j = 0; refusals[i].form[j] != NULL; j++) {
			form[j] = refusals[i].form[j];
			if (strcmp(form[j], "SERVICE") == 0)
				form[j] = service;
			if (strcmp(form[j], "BODY1601") == 0)
				form[j] = body;
		}
		client_send(&client, "POST", "/Messages.json", form, &answer);
		assert_error(&answer, 400, refusals[i].code);
	}
	client_get(&client, "/Messages.json?PageSize=1000", &answer);
	assert_int_equal(answer_count(&answer), 1000);
	answer_release(&answer);
	client_close(&client);
}

static void a_message_is_sent(void **state)
{
	struct answer answer = ANSWER_INIT;
	struct client client;
	char path[80];

	(void)state;
	client(&client, "--messages", "100");
	client_post(&client, "/Messages.json", &answer, "To", "(201) 555-0123", "From", OWN, "Body",
		    "Grüße 👩‍👩‍👧", "ProvideFeedback", "true");
	assert_int_equal(answer.status, 201);
	assert_string_equal(answer_text(&answer, "to"), THEM);
	assert_string_equal(answer_text(&answer, "body"), "Grüße 👩‍👩‍👧");
	assert_string_equal(answer_text(&answer, "status"), "queued");
	assert_string_equal(answer_text(&answer, "direction"), "outbound-api");
	assert_string_equal(answer_text(&answer, "num_segments"), "1");
	assert_null(answer_text(&answer, "date_sent"));
	assert_null(answer_text(&answer, "price"));
	assert_null(answer_text(&answer, "messaging_service_sid"));
	snprintf(path, sizeof(path), "/Messages/%s.json", answer_text(&answer, "sid"));
	client_get(&client, path, &answer);
	assert_int_equal(answer.status, 200);
	client_get(&client, "/Messages.json?To=%2B12015550123", &answer);
	assert_int_equal(answer_count(&answer), 1);
	client_post(&client, path, &answer, "Body", "");
	assert_error(&answer, 409, 20009);
	client_send(&client, "DELETE", path, NULL, &answer);
	assert_error(&answer, 409, 20009);
	answer_release(&answer);
	client_close(&client);
}

static void links_are_shortened(void **state)
{
	struct answer answer = ANSWER_INIT;
	struct client client;
	char service[40];

	(void)state;
	client(&client, "--messages", "10");
	client_find_sid(&client, "//v1/Services", "services", "friendly_name", "Campaigns",
			service);
	client_post(&client, "/Messages.json", &answer, "To", THEM, "MessagingServiceSid", service,
		    "Body", "See https://example.com/a/long/path?x=1 today", "ShortenUrls", "true");
	assert_int_equal(answer.status, 201);
	assert_memory_equal(answer_text(&answer, "body"), "See https://go.fernhill.example/", 32);
	assert_string_equal(answer_text(&answer, "body") + 40, " today");
	answer_release(&answer);
	client_close(&client);
}

static void mms_have_media(void **state)
{
	const char *form[27] = { "To", THEM, "From", OWN };
	struct answer answer = ANSWER_INIT;
	struct client client;
	char path[200];

	(void)state;
	client(&client, "--messages", "100");
	for (size_t i = 0; i < 11; i++) {
		form[4 + i * 2] = "MediaUrl";
		form[5 + i * 2] = "https://example.com/a.png?x";
	}
	client_send(&client, "POST", "/Messages.json", form, &answer);
	assert_error(&answer, 400, 21623);
	form[24] = NULL;
	client_send(&client, "POST", "/Messages.json", form, &answer);
	assert_int_equal(answer.status, 201);
	assert_string_equal(answer_text(&answer, "num_media"), "10");
	assert_memory_equal(answer_text(&answer, "sid"), "MM", 2);
	snprintf(path, sizeof(path), "/Messages/%s/Media.json", answer_text(&answer, "sid"));
	client_get(&client, path, &answer);
	assert_int_equal(json_count(json_get(answer.json, "media_list")), 10);
	assert_string_equal(json_get_string(json_at(json_get(answer.json, "media_list"), 3),
					    "content_type"),
			    "image/png");
	snprintf(path, sizeof(path), "//2010-04-01%s",
		 strlen("/2010-04-01") +
			 json_get_string(json_at(json_get(answer.json, "media_list"), 3), "uri"));
	client_send(&client, "DELETE", path, NULL, &answer);
	assert_int_equal(answer.status, 204);
	client_send(&client, "DELETE", path, NULL, &answer);
	assert_error(&answer, 404, 20404);
	answer_release(&answer);
	client_close(&client);
}

static void what_is_scheduled_can_be_canceled_once(void **state)
{
	struct answer answer = ANSWER_INIT;
	struct client client;
	char service[40], path[80];

	(void)state;
	client(&client, "--messages", "1000");
	find_service(&client, service);
	client_post(&client, "/Messages.json", &answer, "To", THEM, "MessagingServiceSid", service,
		    "Body", "x", "ScheduleType", "fixed", "SendAt", "2026-11-25T20:00:00Z");
	assert_int_equal(answer.status, 201);
	assert_string_equal(answer_text(&answer, "status"), "scheduled");
	assert_string_equal(answer_text(&answer, "num_segments"), "0");
	assert_null(answer_text(&answer, "from"));
	assert_null(answer_text(&answer, "date_sent"));
	snprintf(path, sizeof(path), "/Messages/%s.json", answer_text(&answer, "sid"));
	client_post(&client, path, &answer, "Status", "cancelled");
	assert_error(&answer, 400, 30400);
	client_post(&client, path, &answer, "Status", "canceled", "Body", "");
	assert_error(&answer, 400, 30400);
	client_post(&client, path, &answer, "Status", "canceled");
	assert_string_equal(answer_text(&answer, "status"), "canceled");
	client_post(&client, path, &answer, "Status", "canceled");
	assert_error(&answer, 409, 30409);
	client_post(&client, path, &answer, "Body", "");
	assert_string_equal(answer_text(&answer, "body"), "");
	client_send(&client, "DELETE", path, NULL, &answer);
	assert_int_equal(answer.status, 204);
	answer_release(&answer);
	client_close(&client);
}

static void what_is_over_can_be_redacted_and_deleted(void **state)
{
	struct answer answer = ANSWER_INIT;
	struct client client;
	char path[80];
	char *segments;

	(void)state;
	client(&client, "--messages", "300");
	assert_true(client_find(&client, "/Messages.json", "delivered", path));
	client_get(&client, path, &answer);
	segments = xstrdup(answer_text(&answer, "num_segments"));
	client_post(&client, path, &answer, "Body", "new");
	assert_error(&answer, 400, 30400);
	client_post(&client, path, &answer, "Nothing", "");
	assert_error(&answer, 400, 30400);
	client_post(&client, path, &answer, "Body", "");
	assert_int_equal(answer.status, 200);
	assert_string_equal(answer_text(&answer, "body"), "");
	assert_string_equal(answer_text(&answer, "num_segments"), segments);
	client_get(&client, path, &answer);
	assert_string_equal(answer_text(&answer, "body"), "");
	client_send(&client, "DELETE", path, NULL, &answer);
	assert_int_equal(answer.status, 204);
	assert_int_equal(answer.body.length, 0);
	client_send(&client, "DELETE", path, NULL, &answer);
	assert_error(&answer, 404, 20404);
	client_get(&client, "/Messages.json?PageSize=1000", &answer);
	assert_int_equal(answer_count(&answer), 299);
	free(segments);
	answer_release(&answer);
	client_close(&client);
}

static void assumptions_change_what_is_refused(void **state)
{
	struct answer answer = ANSWER_INIT;
	struct client client;
	char path[80];

	(void)state;
	client(&client, "--messages", "1000", "--assume", "redact-in-flight=accepted", "--assume",
	       "status-20009=422", "--assume", "deleted-linger=3600", "--assume",
	       "feedback-refusal=400", "--assume", "json-text=utf8");
	assert_true(client_find(&client, "/Messages.json", "accepted", path));
	client_post(&client, path, &answer, "Body", "");
	assert_int_equal(answer.status, 200);
	client_send(&client, "DELETE", path, NULL, &answer);
	assert_error(&answer, 422, 20009);
	assert_true(client_find(&client, "/Messages.json?PageSize=1000", "received", path));
	client_send(&client, "DELETE", path, NULL, &answer);
	assert_int_equal(answer.status, 204);
	client_get(&client, path, &answer);
	assert_error(&answer, 404, 20404);
	client_get(&client, "/Messages.json?PageSize=1000", &answer);
	assert_int_equal(answer_count(&answer), 1000);
	client_post(&client, "/Messages.json", &answer, "To", THEM, "From", OWN, "Body", "ü");
	assert_non_null(strstr(answer.body.data, "ü"));
	snprintf(path, sizeof(path), "/Messages/%s/Feedback.json", answer_text(&answer, "sid"));
	client_post(&client, path, &answer, "Outcome", "confirmed");
	assert_error(&answer, 400, 20404);
	answer_release(&answer);
	client_close(&client);
}

/* Who has answered STOP is not written to. */
static void the_unsubscribed_are_left_alone(void **state)
{
	struct answer answer = ANSWER_INIT, refused = ANSWER_INIT;
	struct client client;
	size_t stopped = 0;

	(void)state;
	client(&client, "--messages", "20000", "--contacts", "200", "--days", "60");
	client_get(&client, "/Messages.json?PageSize=1000&To=%2B14155550142", &answer);
	for (size_t i = 0; i < answer_count(&answer); i++) {
		const struct json *message = answer_message(&answer, i);

		if (strcasecmp(json_get_string(message, "body"), "stop") != 0)
			continue;
		stopped++;
		client_post(&client, "/Messages.json", &refused, "To",
			    json_get_string(message, "from"), "From", "+14155550142", "Body", "x");
		assert_error(&refused, 400, 21610);
	}
	assert_true(stopped > 0);
	answer_release(&answer);
	answer_release(&refused);
	client_close(&client);
}

static void a_trial_account_writes_to_contacts_only(void **state)
{
	struct answer answer = ANSWER_INIT;
	struct client client;

	(void)state;
	client(&client, "--messages", "10", "--contacts", "1", "--trial");
	client_post(&client, "/Messages.json", &answer, "To", NOBODY, "From", OWN, "Body", "x");
	assert_error(&answer, 400, 21608);
	answer_release(&answer);
	client_close(&client);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(bad_messages_are_refused),
		cmocka_unit_test(a_message_is_sent),
		cmocka_unit_test(links_are_shortened),
		cmocka_unit_test(mms_have_media),
		cmocka_unit_test(what_is_scheduled_can_be_canceled_once),
		cmocka_unit_test(what_is_over_can_be_redacted_and_deleted),
		cmocka_unit_test(assumptions_change_what_is_refused),
		cmocka_unit_test(the_unsubscribed_are_left_alone),
		cmocka_unit_test(a_trial_account_writes_to_contacts_only),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
