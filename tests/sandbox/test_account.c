/* The account, the balance, who is let in, and paths that lead nowhere. */
#include "client.h"

#include <string.h>

#include "base/mem.h"

static void account_has_every_member(void **state)
{
	static const char *const members[] = { "auth_token",
					       "date_created",
					       "date_updated",
					       "friendly_name",
					       "owner_account_sid",
					       "sid",
					       "status",
					       "subresource_uris",
					       "type",
					       "uri" };
	struct answer answer = ANSWER_INIT;
	struct client client;

	(void)state;
	client(&client, "--messages", "10");
	client_get(&client, ".json", &answer);
	assert_int_equal(answer.status, 200);
	assert_int_equal(json_count(answer.json), ARRAY_SIZE(members));
	for (size_t i = 0; i < ARRAY_SIZE(members); i++)
		assert_non_null(json_get(answer.json, members[i]));
	assert_string_equal(answer_text(&answer, "auth_token"),
			    sandbox_value(client.sandbox, "auth_token"));
	assert_string_equal(answer_text(&answer, "type"), "Full");
	assert_int_equal(json_count(json_get(answer.json, "subresource_uris")), 20);
	client_get(&client, "/Balance.json", &answer);
	assert_int_equal(json_count(answer.json), 3);
	assert_string_equal(answer_text(&answer, "currency"), "USD");
	client_get(&client, "//2010-04-01/Accounts.json?Status=active", &answer);
	assert_int_equal(json_count(json_get(answer.json, "accounts")), 2);
	client_get(&client, "//2010-04-01/Accounts.json?Status=closed", &answer);
	assert_int_equal(json_count(json_get(answer.json, "accounts")), 1);
	answer_release(&answer);
	client_close(&client);
}

static void options_choose_the_account(void **state)
{
	struct answer answer = ANSWER_INIT;
	struct client client;

	(void)state;
	client(&client, "--messages", "0", "--trial", "--account",
	       "AC0123456789abcdef0123456789ABCDEF", "--token", "s3cret:with colon");
	client_get(&client, ".json", &answer);
	assert_string_equal(answer_text(&answer, "sid"), "AC0123456789abcdef0123456789ABCDEF");
	assert_string_equal(answer_text(&answer, "auth_token"), "s3cret:with colon");
	assert_string_equal(answer_text(&answer, "type"), "Trial");
	client_get(&client, "/Messages.json", &answer);
	assert_int_equal(answer_count(&answer), 0);
	assert_null(answer_text(&answer, "next_page_uri"));
	answer_release(&answer);
	client_close(&client);
}

static void only_the_right_credentials_enter(void **state)
{
	static const struct {
		const char *name; /* of the sandbox's line, or NULL for `text` */
		const char *secret;
		const char *text;
		long status;
	} cases[] = {
		{ "account_sid", "auth_token", NULL, 200 },
		{ "api_key", "api_secret", NULL, 200 },
		{ "account_sid", "api_secret", NULL, 401 },
		{ "api_key", "auth_token", NULL, 401 },
		{ NULL, NULL, ":", 401 },
		{ NULL, NULL, "AC:x", 401 },
	};
	struct answer answer = ANSWER_INIT;
	struct client client;

	(void)state;
	client(&client, "--messages", "10");
	for (size_t i = 0; i < ARRAY_SIZE(cases); i++) {
		struct strbuf pair = STRBUF_INIT(STRBUF_LINE);

		if (cases[i].name == NULL)
			strbuf_addstr(&pair, cases[i].text);
		else
			strbuf_addf(&pair, "%s:%s", sandbox_value(client.sandbox, cases[i].name),
				    sandbox_value(client.sandbox, cases[i].secret));
		curl_easy_setopt(client.curl, CURLOPT_USERPWD, pair.data);
		client_get(&client, "/Messages.json?PageSize=1", &answer);
		assert_int_equal(answer.status, cases[i].status);
		if (cases[i].status == 401) {
			assert_error(&answer, 401, 20003);
			assert_non_null(answer_header(&answer, "WWW-Authenticate"));
		}
		strbuf_release(&pair);
	}
	answer_release(&answer);
	client_close(&client);
}

static void wrong_paths_are_refused(void **state)
{
	static const struct {
		const char *method;
		const char *path;
		long status;
		int code;
	} cases[] = {
		{ "GET", "/Messages", 404, 20404 }, /* the suffix is required */
		{ "GET", "/Messages.xml", 404, 20404 },
		{ "GET", "/Nothing.json", 404, 20404 },
		{ "GET", "//", 404, 20404 },
		{ "GET", "/Messages/SM00000000000000000000000000000000.json", 404, 20404 },
		{ "GET", "/Messages/XX00000000000000000000000000000000.json", 404, 20404 },
		{ "DELETE", "/Messages.json", 405, 20004 },
		{ "PUT", "/Balance.json", 405, 20004 },
		{ "GET", "//2010-04-01/Accounts/AC00000000000000000000000000000000.json", 401,
		  20003 },
	};
	struct answer answer = ANSWER_INIT;
	struct client client;

	(void)state;
	client(&client, "--messages", "10");
	for (size_t i = 0; i < ARRAY_SIZE(cases); i++) {
		client_send(&client, cases[i].method, cases[i].path, NULL, &answer);
		assert_error(&answer, cases[i].status, cases[i].code);
	}
	/* What may be done instead is told. */
	client_send(&client, "DELETE", "/Messages.json", NULL, &answer);
	assert_memory_equal(answer_header(&answer, "Allow"), "GET, POST\r", 10);
	client_send(&client, "PUT", "/Balance.json", NULL, &answer);
	assert_memory_equal(answer_header(&answer, "Allow"), "GET\r", 4);
	answer_release(&answer);
	client_close(&client);
}

static void answers_carry_the_headers(void **state)
{
	struct answer answer = ANSWER_INIT;
	struct client client;

	(void)state;
	client(&client, "--messages", "100");
	client_get(&client, "/Messages.json", &answer);
	assert_memory_equal(answer_header(&answer, "Twilio-Request-Id"), "RQ", 2);
	assert_memory_equal(answer_header(&answer, "Twilio-Concurrent-Requests"), "1\r", 2);
	assert_non_null(answer_header(&answer, "Twilio-Request-Duration"));
	assert_memory_equal(answer_header(&answer, "Content-Type"), "application/json\r", 17);
	assert_null(answer_header(&answer, "Content-Encoding"));
	curl_easy_setopt(client.curl, CURLOPT_ACCEPT_ENCODING, "gzip");
	client_get(&client, "/Messages.json", &answer);
	assert_memory_equal(answer_header(&answer, "Content-Encoding"), "gzip\r", 5);
	assert_int_equal(answer_count(&answer), 50);
	answer_release(&answer);
	client_close(&client);
}

/* What came is in the log, whether it was let in or not, and no secret is. */
static void the_log_has_everything_but_secrets(void **state)
{
	struct answer answer = ANSWER_INIT;
	const struct sandbox_request *requests;
	struct client client;
	size_t count;

	(void)state;
	client(&client, "--messages", "10", "--token", "canary-token");
	client_get(&client, "/Messages.json?To=%2B1+2&DateSent%3E=2024-01-02", &answer);
	client_post(&client, "/Messages.json", &answer, "To", "a&b=ü", "MediaUrl", "1");
	curl_easy_setopt(client.curl, CURLOPT_USERPWD, "AC:wrong-canary");
	client_get(&client, ".json", &answer);
	requests = sandbox_requests(client.sandbox, &count);
	assert_int_equal(count, 3);
	assert_string_equal(sandbox_argument(requests[0].query, "To"), "+1 2");
	assert_string_equal(sandbox_argument(requests[0].query, "DateSent>"), "2024-01-02");
	assert_true(requests[0].authorised);
	assert_string_equal(requests[1].method, "POST");
	assert_string_equal(sandbox_argument(requests[1].form, "To"), "a&b=ü");
	assert_int_equal(requests[1].status, 400);
	assert_false(requests[2].authorised);
	assert_int_equal(requests[2].status, 401);
	answer_release(&answer);
	client_close(&client);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(account_has_every_member),
		cmocka_unit_test(options_choose_the_account),
		cmocka_unit_test(only_the_right_credentials_enter),
		cmocka_unit_test(wrong_paths_are_refused),
		cmocka_unit_test(answers_carry_the_headers),
		cmocka_unit_test(the_log_has_everything_but_secrets),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
