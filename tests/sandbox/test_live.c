/* Time: it stands still unless --live, and then messages come and go through their states. */
#include "client.h"

#include <string.h>

#include "base/mem.h"

#define THEM "+12015550123"
#define OWN "+15125550101"

/* Asks until the member has this value; the sandbox's latency paces it, and the run's own time limit
 * ends it otherwise. */
static void wait_for(struct client *client, const char *path, const char *member, const char *value)
{
	struct answer answer = ANSWER_INIT;
	const char *text = NULL;

	while (text == NULL || strcmp(text, value) != 0) {
		client_get(client, path, &answer);
		assert_int_equal(answer.status, 200);
		text = answer_text(&answer, member);
	}
	answer_release(&answer);
}

static void time_stands_still(void **state)
{
	struct answer first = ANSWER_INIT, second = ANSWER_INIT;
	struct client client;

	(void)state;
	client(&client, "--messages", "300");
	client_get(&client, "/Messages.json", &first);
	for (int i = 0; i < 50; i++)
		client_get(&client, "/Messages.json", &second);
	assert_string_equal(first.body.data, second.body.data);
	answer_release(&first);
	answer_release(&second);
	client_close(&client);
}

static void a_sent_message_is_delivered(void **state)
{
	struct answer answer = ANSWER_INIT;
	struct client client;
	char path[80];

	(void)state;
	client(&client, "--messages", "10", "--live", "--latency", "25", "--rate", "0");
	client_post(&client, "/Messages.json", &answer, "To", THEM, "From", OWN, "Body", "x");
	assert_string_equal(answer_text(&answer, "status"), "queued");
	snprintf(path, sizeof(path), "/Messages/%s.json", answer_text(&answer, "sid"));
	wait_for(&client, path, "status", "sent");
	client_get(&client, path, &answer);
	assert_non_null(answer_text(&answer, "date_sent"));
	wait_for(&client, path, "status", "delivered");
	answer_release(&answer);
	client_close(&client);
}

static void what_is_scheduled_is_sent_when_due(void **state)
{
	struct answer answer = ANSWER_INIT;
	struct client client;
	char path[80], service[40] = "";

	(void)state;
	client(&client, "--messages", "200", "--live", "--latency", "25", "--rate", "0", "--speed",
	       "200");
	client_get(&client, "/Messages.json", &answer);
	for (size_t i = 0; service[0] == '\0' && i < answer_count(&answer); i++) {
		const char *sid =
			json_get_string(answer_message(&answer, i), "messaging_service_sid");

		if (sid != NULL)
			snprintf(service, sizeof(service), "%s", sid);
	}
	client_post(&client, "/Messages.json", &answer, "To", THEM, "MessagingServiceSid", service,
		    "Body", "x", "ScheduleType", "fixed", "SendAt", "2026-11-23T11:20:00Z");
	assert_int_equal(answer.status, 201);
	assert_string_equal(answer_text(&answer, "status"), "scheduled");
	snprintf(path, sizeof(path), "/Messages/%s.json", answer_text(&answer, "sid"));
	wait_for(&client, path, "status", "delivered");
	client_get(&client, path, &answer);
	assert_non_null(answer_text(&answer, "from"));
	assert_string_equal(answer_text(&answer, "date_sent"), "Mon, 23 Nov 2026 11:20:03 +0000");
	answer_release(&answer);
	client_close(&client);
}

static void messages_arrive(void **state)
{
	struct words before = { 0 }, after = { 0 };
	struct client client;

	(void)state;
	client(&client, "--messages", "100", "--live", "--latency", "25", "--rate", "6000");
	client_walk(&client, "/Messages.json?PageSize=1000", &before);
	while (after.count < before.count + 50) {
		words_release(&after);
		client_walk(&client, "/Messages.json?PageSize=1000", &after);
	}
	assert_true(words_are_distinct(&after));
	words_release(&before);
	words_release(&after);
	client_close(&client);
}

/* Pages that are read while messages come in have nothing twice and miss nothing of what was
 * there before. */
static void pages_hold_while_messages_arrive(void **state)
{
	struct words before = { 0 }, after = { 0 };
	struct client client;
	size_t found = 0;

	(void)state;
	client(&client, "--messages", "3000", "--live", "--latency", "5", "--rate", "6000");
	client_walk(&client, "/Messages.json?PageSize=1000&DateSent%3C=2026-11-22", &before);
	client_walk(&client, "/Messages.json?PageSize=20", &after);
	assert_true(words_are_distinct(&after));
	for (size_t i = 0; i < after.count && found < before.count; i++)
		found += strcmp(after.items[i], before.items[found]) == 0;
	assert_int_equal(found, before.count);
	words_release(&before);
	words_release(&after);
	client_close(&client);
}

static void a_contact_answers(void **state)
{
	struct answer contacts = ANSWER_INIT, answer = ANSWER_INIT;
	struct client client;
	bool answered = false;

	(void)state;
	client(&client, "--messages", "400", "--contacts", "30", "--live", "--speed", "20",
	       "--latency", "25", "--rate", "0");
	client_get(&client, "/Messages.json?PageSize=400&To=%2B15125550101", &contacts);
	assert_true(answer_count(&contacts) > 0);
	for (size_t i = 0; i < answer_count(&contacts); i++)
		client_post(&client, "/Messages.json", &answer, "To",
			    json_get_string(answer_message(&contacts, i), "from"), "From", OWN,
			    "Body", "Anybody there?");
	while (!answered) {
		client_get(&client, "/Messages.json?PageSize=1&To=%2B15125550101", &answer);
		answered = strcmp(json_get_string(answer_message(&answer, 0), "sid"),
				  json_get_string(answer_message(&contacts, 0), "sid")) != 0;
	}
	answer_release(&contacts);
	answer_release(&answer);
	client_close(&client);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(time_stands_still),
		cmocka_unit_test(a_sent_message_is_delivered),
		cmocka_unit_test(what_is_scheduled_is_sent_when_due),
		cmocka_unit_test(messages_arrive),
		cmocka_unit_test(pages_hold_while_messages_arrive),
		cmocka_unit_test(a_contact_answers),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
