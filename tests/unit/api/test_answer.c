#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

#include <stdlib.h>
#include <string.h>

#include "api/answer.h"
#include "api/hosts.h"
#include "base/date.h"
#include "base/mem.h"

#define NOW INT64_C(1558719890) /* Fri, 24 May 2019 17:44:50 GMT */

static void take(struct answer *answer, const char *line)
{
	assert_true(answer_header(answer, line, strlen(line), NOW));
}

static void test_headers(void **state)
{
	(void)state;
	struct answer answer;
	answer_init(&answer);
	take(&answer, "HTTP/1.1 200 OK\r\n");
	take(&answer, "Twilio-Request-Id: RQ0123456789abcdef0123456789abcdef\r\n");
	take(&answer, "twilio-concurrent-requests:17\r\n");
	take(&answer, "Content-Type: application/json; charset=utf-8\r\n");
	take(&answer, "X-Other: Retry-After: 9\r\n");
	take(&answer, "Date: Fri, 24 May 2019 17:44:50 GMT\r\n");
	take(&answer, "\r\n");
	assert_string_equal(answer.request_id, "RQ0123456789abcdef0123456789abcdef");
	assert_int_equal(answer.concurrent, 17);
	assert_int_equal(answer.retry_after_ms, -1);
	assert_true(answer.json);
	assert_int_equal(answer.date, 1558719890);
	/* Another answer on the same transfer starts over. */
	take(&answer, "HTTP/1.1 502 Bad Gateway\r\n");
	assert_string_equal(answer.request_id, "");
	assert_int_equal(answer.concurrent, -1);
	assert_false(answer.json);
	assert_int_equal(answer.date, DATE_NONE);
	take(&answer, "Date: some time ago\r\n");
	assert_int_equal(answer.date, DATE_NONE);
	answer_release(&answer);
}

/* A redirect without the header says in its body where to. */
static void test_redirect_in_the_body(void **state)
{
	(void)state;
	static const struct {
		const char *status, *header, *type, *body;
		const char *location; /* NULL: it is no redirect */
	} cases[] = {
		{ "307 X", "Location: https://a.example/1\r\n", "application/json",
		  "{\"redirect_to\": \"https://b.example/2\"}", "https://a.example/1" },
		{ "307 X", "", "application/json", "{\"redirect_to\": \"https://b.example/2\"}",
		  "https://b.example/2" },
		{ "200 X", "", "application/json", "{\"redirect_to\": \"https://b.example/2\"}",
		  NULL },
		{ "307 X", "", "text/plain", "{\"redirect_to\": \"https://b.example/2\"}", NULL },
		{ "307 X", "", "application/json", "{\"redirect_to\": \"\"}", NULL },
		{ "307 X", "", "application/json", "{\"redirect_to\": 7}", NULL },
		{ "307 X", "", "application/json", "{", NULL },
		{ "307 X", "", "application/json", "{\"redirect_to\": \"https://b\\u0000\"}",
		  NULL },
	};
	for (size_t i = 0; i < ARRAY_SIZE(cases); i++) {
		struct answer answer;
		char line[128];
		answer_init(&answer);
		snprintf(line, sizeof(line), "HTTP/1.1 %s\r\n", cases[i].status);
		take(&answer, line);
		answer.status = (int)strtol(cases[i].status, NULL, 10);
		if (cases[i].header[0])
			take(&answer, cases[i].header);
		snprintf(line, sizeof(line), "Content-Type: %s\r\n", cases[i].type);
		take(&answer, line);
		strbuf_addstr(&answer.body, cases[i].body);
		answer_find_redirect(&answer);
		assert_int_equal(answer_is_redirect(&answer), cases[i].location != NULL);
		if (cases[i].location)
			assert_string_equal(answer.location, cases[i].location);
		answer_release(&answer);
	}
}

static void test_retry_after(void **state)
{
	(void)state;
	static const struct {
		const char *line;
		int64_t ms;
	} cases[] = {
		{ "Retry-After: 0\r\n", 0 },
		{ "Retry-After: 12\r\n", 12000 },
		{ "retry-after:   3  \r\n", 3000 },
		{ "Retry-After: 99999999\r\n", RETRY_AFTER_MAX_MS },
		{ "Retry-After: Fri, 24 May 2019 17:45:00 GMT\r\n", 10000 },
		{ "Retry-After: Fri, 24 May 2019 17:00:00 GMT\r\n", 0 },
		{ "Retry-After: -1\r\n", -1 },
		{ "Retry-After: 1.5\r\n", -1 },
		{ "Retry-After: soon\r\n", -1 },
		{ "Retry-After:\r\n", -1 },
	};
	for (size_t i = 0; i < sizeof(cases) / sizeof(cases[0]); i++) {
		struct answer answer;
		answer_init(&answer);
		take(&answer, cases[i].line);
		assert_int_equal(answer.retry_after_ms, cases[i].ms);
		answer_release(&answer);
	}
}

/* What a stranger puts into a header cannot reach a terminal, or run over. */
static void test_hostile(void **state)
{
	(void)state;
	struct answer answer;
	char line[4096];
	answer_init(&answer);
	take(&answer, "Twilio-Request-Id: RQ\x1b[31m\r\n");
	assert_string_equal(answer.request_id, "RQ");
	memset(line, 'x', sizeof(line));
	memcpy(line, "Twilio-Request-Id: ", 19);
	answer_header(&answer, line, sizeof(line), NOW);
	assert_int_equal(strlen(answer.request_id), sizeof(answer.request_id) - 1);
	memset(line, 'x', sizeof(line));
	memcpy(line, "Content-Type: ", 14);
	answer_header(&answer, line, sizeof(line), NOW);
	assert_int_equal(strlen(answer.content_type), sizeof(answer.content_type) - 1);
	take(&answer, "Twilio-Concurrent-Requests: 99999999999999999999\r\n");
	assert_int_equal(answer.concurrent, -1);
	take(&answer, "");
	take(&answer, ":");
	answer_release(&answer);
}

static void test_types(void **state)
{
	(void)state;
	static const struct {
		const char *line;
		bool json;
	} cases[] = {
		{ "Content-Type: application/json", true },
		{ "Content-Type: Application/JSON;charset=utf-8", true },
		{ "Content-Type: application/problem+json", true },
		{ "Content-Type: text/html", false },
		{ "Content-Type: application/jsonx", false },
		{ "Content-Type: +json", false },
		{ "Content-Type:", false },
	};
	for (size_t i = 0; i < sizeof(cases) / sizeof(cases[0]); i++) {
		struct answer answer;
		answer_init(&answer);
		take(&answer, cases[i].line);
		assert_int_equal(answer.json, cases[i].json);
		answer_release(&answer);
	}
}

static void test_redirects(void **state)
{
	(void)state;
	static const int statuses[] = { 301, 302, 303, 307, 308 };
	struct strbuf line = STRBUF_INIT(2 * URL_MAX_BYTES);
	struct answer answer;
	answer_init(&answer);
	answer.status = 307;
	assert_false(answer_is_redirect(&answer));
	take(&answer, "location:  https://example.org/x \r\n");
	assert_string_equal(answer.location, "https://example.org/x");
	for (size_t i = 0; i < ARRAY_SIZE(statuses); i++) {
		answer.status = statuses[i];
		assert_true(answer_is_redirect(&answer));
	}
	answer.status = 304;
	assert_false(answer_is_redirect(&answer));
	answer.status = 200;
	assert_false(answer_is_redirect(&answer));
	/* That of an interim answer does not count, nor one that is too long or empty. */
	answer.status = 302;
	take(&answer, "HTTP/1.1 302 Found\r\n");
	assert_false(answer_is_redirect(&answer));
	strbuf_addstr(&line, "Location: https://example.org/");
	strbuf_addn(&line, 'x', URL_MAX_BYTES);
	take(&answer, line.data);
	assert_false(answer_is_redirect(&answer));
	take(&answer, "Location: \r\n");
	assert_false(answer_is_redirect(&answer));
	strbuf_release(&line);
	answer_release(&answer);
}

/* A page of somebody else's is not taken for an empty success. */
static void test_what_is_documented(void **state)
{
	static const struct {
		enum endpoint_id endpoint;
		int status;
		const char *type;
		uint64_t bytes;
		const char *says; /* NULL: it is what is documented */
	} cases[] = {
		{ ENDPOINT_MESSAGES, 200, "application/json", 2, NULL },
		{ ENDPOINT_MESSAGES, 200, "text/html", 2, "not JSON but text/html" },
		{ ENDPOINT_MESSAGES, 200, "", 2, "of no stated type" },
		{ ENDPOINT_MESSAGES, 200, "", 0, "of no stated type" },
		{ ENDPOINT_MESSAGES, 502, "text/html", 2, NULL },
		{ ENDPOINT_MESSAGE_DELETE, 204, "", 0, NULL },
		{ ENDPOINT_MESSAGE_DELETE, 204, "text/html", 0, NULL },
		{ ENDPOINT_MESSAGE_DELETE, 200, "", 0, NULL },
		{ ENDPOINT_MESSAGE_DELETE, 200, "text/html", 0, "not JSON but text/html" },
		{ ENDPOINT_MEDIUM_CONTENT, 200, "image/png", 2, NULL },
	};

	(void)state;
	for (size_t i = 0; i < ARRAY_SIZE(cases); i++) {
		struct answer answer;
		char line[64];

		answer_init(&answer);
		answer.status = cases[i].status;
		answer.bytes = cases[i].bytes;
		snprintf(line, sizeof(line), "Content-Type: %s\r\n", cases[i].type);
		take(&answer, line);
		answer_check(&answer, endpoint(cases[i].endpoint));
		assert_int_equal(answer.error.kind, cases[i].says ? ERROR_PROTOCOL : ERROR_NONE);
		if (cases[i].says)
			assert_non_null(strstr(error_text(&answer.error), cases[i].says));
		answer_release(&answer);
	}
}

/* However many lines, and however many interim answers, they are cut off. */
static void test_a_head_without_end(void **state)
{
	(void)state;
	static const char *const lines[] = { "HTTP/1.1 103 Early Hints\r\n",
					     "X-More: and more\r\n" };
	struct answer answer;
	size_t taken = 0;
	bool good = true;
	answer_init(&answer);
	for (size_t i = 0; good && taken <= ANSWER_HEAD_MAX; i++) {
		const char *line = lines[i % 2];
		good = answer_header(&answer, line, strlen(line), NOW);
		taken += strlen(line);
	}
	assert_false(good);
	assert_int_equal(answer.error.kind, ERROR_LIMIT);
	assert_false(answer_header(&answer, "X: y", SIZE_MAX, NOW));
	answer_release(&answer);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(test_redirects),
		cmocka_unit_test(test_headers),
		cmocka_unit_test(test_a_head_without_end),
		cmocka_unit_test(test_redirect_in_the_body),
		cmocka_unit_test(test_retry_after),
		cmocka_unit_test(test_hostile),
		cmocka_unit_test(test_types),
		cmocka_unit_test(test_what_is_documented),
	};
	return cmocka_run_group_tests(tests, NULL, NULL);
}
