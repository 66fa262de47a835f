/* Deactivations: a link to another host, and the file behind it. */
#include "client.h"

#include <string.h>

#include "base/mem.h"

#define DAY "//v1/Deactivations?Date="
#define YESTERDAY DAY "2026-11-22"

/* Asks the content host, without credentials unless they are given. */
static void follow(struct client *client, const char *credentials, struct answer *answer)
{
	char *link = xstrdup(answer_text(answer, "redirect_to"));

	client_get_url(client, link, credentials, answer);
	free(link);
}

static void the_answer_is_a_link_elsewhere(void **state)
{
	struct answer answer = ANSWER_INIT;
	struct client client;
	const char *base;

	(void)state;
	client(&client, "--messages", "10");
	client_get(&client, YESTERDAY, &answer);
	assert_int_equal(answer.status, 307);
	assert_int_equal(json_count(answer.json), 1);
	base = sandbox_value(client.sandbox, "content_url");
	assert_memory_equal(answer_text(&answer, "redirect_to"), base, strlen(base));
	assert_memory_equal(answer_header(&answer, "Location"), answer_text(&answer, "redirect_to"),
			    strlen(answer_text(&answer, "redirect_to")));
	follow(&client, NULL, &answer);
	assert_int_equal(answer.status, 200);
	assert_memory_equal(answer_header(&answer, "Content-Type"), "text/plain\r", 11);
	assert_null(answer_header(&answer, "Twilio-Request-Id"));
	assert_int_equal(answer.body.length, 20000 * 12);
	answer_release(&answer);
	client_close(&client);
}

static void wrong_days_are_refused(void **state)
{
	static const struct {
		const char *path;
		int code;
	} cases[] = {
		{ DAY "2020-08-26", 30113 }, { DAY "1970-01-01", 30113 },
		{ DAY "2026-11-23", 30114 }, { DAY "2026-11-24", 30114 },
		{ DAY "2099-01-01", 30114 }, { DAY "", 30115 },
		{ DAY "2026-1-1", 30115 },   { DAY "2026-02-30", 30115 },
		{ DAY "yesterday", 30115 },  { DAY "2026-11-22T00:00:00Z", 30115 },
		{ DAY "22.11.2026", 30115 }, { "//v1/Deactivations", 30115 },
	};
	struct answer answer = ANSWER_INIT;
	struct client client;

	(void)state;
	client(&client, "--messages", "10");
	for (size_t i = 0; i < ARRAY_SIZE(cases); i++) {
		client_get(&client, cases[i].path, &answer);
		assert_error(&answer, 400, cases[i].code);
	}
	client_get(&client, DAY "2020-08-27", &answer);
	assert_int_equal(answer.status, 307);
	answer_release(&answer);
	client_close(&client);
}

/* Checks the lines' form; returns how many numbers the account has messages with. */
static size_t check_lines(struct client *client, char *text, const char *prefix, const char *end,
			  size_t lines)
{
	struct answer answer = ANSWER_INIT;
	size_t known = 0;

	for (size_t i = 0; i < lines; i++) {
		char path[64];

		assert_memory_equal(text, prefix, strlen(prefix));
		text += strlen(prefix);
		assert_int_equal(strspn(text, "0123456789"), 10);
		snprintf(path, sizeof(path), "/Messages.json?PageSize=1&%s=%%2B1%.10s", "To", text);
		client_get(client, path, &answer);
		known += answer_count(&answer) > 0;
		text += 10;
		assert_memory_equal(text, end, strlen(end));
		text += strlen(end);
	}
	assert_int_equal(*text, '\0');
	answer_release(&answer);
	return known;
}

static void the_form_of_a_line_is_an_assumption(void **state)
{
	static const struct {
		const char *assumption;
		const char *prefix;
		const char *end;
	} cases[] = {
		{ "deactivations=plain", "1", "\n" },
		{ "deactivations=plus", "+1", "\n" },
		{ "deactivations=crlf", "1", "\r\n" },
		{ "deactivations=blank", "1", "\n\n" },
	};

	(void)state;
	for (size_t i = 0; i < ARRAY_SIZE(cases); i++) {
		struct answer answer = ANSWER_INIT;
		struct client client;

		client(&client, "--messages", "600", "--contacts", "24", "--deactivated", "20",
		       "--assume", cases[i].assumption);
		client_get(&client, YESTERDAY, &answer);
		follow(&client, NULL, &answer);
		/* Yesterday's file always has three contacts of the account. */
		assert_int_equal(check_lines(&client, answer.body.data, cases[i].prefix,
					     cases[i].end, 20),
				 3);
		answer_release(&answer);
		client_close(&client);
	}
}

static void a_day_may_have_none(void **state)
{
	struct answer answer = ANSWER_INIT;
	struct client client;

	(void)state;
	client(&client, "--messages", "10", "--deactivated", "0");
	client_get(&client, YESTERDAY, &answer);
	follow(&client, NULL, &answer);
	assert_int_equal(answer.status, 200);
	assert_int_equal(answer.body.length, 0);
	answer_release(&answer);
	client_close(&client);
}

static size_t count_bytes(char *bytes, size_t size, size_t count, void *to)
{
	uint64_t *total = to;

	(void)bytes;
	*total += size * count;
	return size * count;
}

/* Two million lines come as they are made; the first is there at once. */
static void a_long_file_is_streamed(void **state)
{
	struct answer answer = ANSWER_INIT;
	struct client client;
	uint64_t total = 0;

	(void)state;
	client(&client, "--messages", "10", "--deactivated", "2000000");
	client_get(&client, YESTERDAY, &answer);
	curl_easy_setopt(client.curl, CURLOPT_URL, answer_text(&answer, "redirect_to"));
	curl_easy_setopt(client.curl, CURLOPT_USERPWD, NULL);
	curl_easy_setopt(client.curl, CURLOPT_WRITEFUNCTION, count_bytes);
	curl_easy_setopt(client.curl, CURLOPT_WRITEDATA, &total);
	assert_int_equal(curl_easy_perform(client.curl), CURLE_OK);
	assert_int_equal(total, 2000000 * 12);
	answer_release(&answer);
	client_close(&client);
}

static void links_expire(void **state)
{
	struct answer answer = ANSWER_INIT;
	struct client client;

	(void)state;
	client(&client, "--messages", "10", "--assume", "content-seconds=0");
	client_get(&client, YESTERDAY, &answer);
	follow(&client, NULL, &answer);
	assert_int_equal(answer.status, 403);
	assert_memory_equal(answer_header(&answer, "Content-Type"), "application/xml\r", 16);
	assert_non_null(strstr(answer.body.data, "<Code>AccessDenied</Code>"));
	assert_non_null(strstr(answer.body.data, "Request has expired"));
	answer_release(&answer);
	client_close(&client);
}

static void credentials_are_refused_and_logged(void **state)
{
	struct answer answer = ANSWER_INIT;
	const struct sandbox_request *requests;
	struct client client;
	size_t count;

	(void)state;
	client(&client, "--messages", "10");
	client_get(&client, YESTERDAY, &answer);
	follow(&client, "AC:secret", &answer);
	assert_int_equal(answer.status, 400);
	assert_non_null(strstr(answer.body.data, "<Code>InvalidArgument</Code>"));
	requests = sandbox_requests(client.sandbox, &count);
	assert_int_equal(count, 2);
	assert_true(requests[0].credentials);
	assert_string_equal(requests[1].path, "/deactivations/2026-11-22.txt");
	assert_memory_equal(requests[1].host, "127.0.0.2:", 10);
	assert_true(requests[1].credentials);
	assert_false(requests[1].authorised);
	answer_release(&answer);
	client_close(&client);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(the_answer_is_a_link_elsewhere),
		cmocka_unit_test(wrong_days_are_refused),
		cmocka_unit_test(the_form_of_a_line_is_an_assumption),
		cmocka_unit_test(a_day_may_have_none),
		cmocka_unit_test(a_long_file_is_streamed),
		cmocka_unit_test(links_expire),
		cmocka_unit_test(credentials_are_refused_and_logged),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
