/* Each fault does what it says, once or always, and leaves other requests alone. */
#include "client.h"

#include <string.h>

#include "base/clock.h"
#include "base/mem.h"

#define LIST "/Messages.json?PageSize=100"

static void set_fault(struct client *client, const char *rule)
{
	struct answer answer = ANSWER_INIT;

	client_send(client, "DELETE", "//sandbox/faults", NULL, &answer);
	assert_int_equal(answer.status, 204);
	client_post(client, "//sandbox/faults", &answer, "Rule", rule);
	assert_int_equal(answer.status, 201);
	answer_release(&answer);
}

/* The next request on a list with this rule; a connection of its own. */
static void fetch_with(struct client *client, const char *rule, struct answer *answer)
{
	set_fault(client, rule);
	curl_easy_setopt(client->curl, CURLOPT_FRESH_CONNECT, 1L);
	client_get(client, LIST, answer);
	curl_easy_setopt(client->curl, CURLOPT_FRESH_CONNECT, 0L);
}

static void statuses_are_answered(void **state)
{
	static const struct {
		const char *rule;
		long status;
		int code;
	} cases[] = {
		{ "status=429", 429, 20429 },  { "error=30409", 409, 30409 },
		{ "error=20003", 401, 20003 }, { "status=500", 500, 20500 },
		{ "status=503", 503, 20503 },  { "status=504", 504, 20504 },
		{ "status=401", 401, 20003 },
	};
	struct answer answer = ANSWER_INIT;
	struct client client;

	(void)state;
	client(&client, "--messages", "200", "--assume", "retry-after=7");
	for (size_t i = 0; i < ARRAY_SIZE(cases); i++) {
		fetch_with(&client, cases[i].rule, &answer);
		assert_error(&answer, cases[i].status, cases[i].code);
		assert_int_equal(answer_header(&answer, "Retry-After") != NULL,
				 cases[i].status == 429);
	}
	fetch_with(&client, "html=502", &answer);
	assert_int_equal(answer.status, 502);
	assert_non_null(strstr(answer.body.data, "<html>"));
	assert_memory_equal(answer_header(&answer, "Content-Type"), "text/html", 9);
	fetch_with(&client, "redirect=https://elsewhere.example/x", &answer);
	assert_int_equal(answer.status, 307);
	assert_memory_equal(answer_header(&answer, "Location"), "https://elsewhere.example/x", 27);
	fetch_with(&client, "type=text/plain", &answer);
	assert_int_equal(answer_count(&answer), 100);
	assert_memory_equal(answer_header(&answer, "Content-Type"), "text/plain", 10);
	answer_release(&answer);
	client_close(&client);
}

static void connections_break(void **state)
{
	static const struct {
		const char *rule;
		CURLcode transport;
		size_t body; /* bytes that arrive */
	} cases[] = {
		{ "reset", CURLE_RECV_ERROR, 0 },
		{ "close", CURLE_OK, 0 }, /* either of two errors: see below */
		{ "close-after", CURLE_OK, 0 },
		{ "reset-body=5000", CURLE_RECV_ERROR, 5000 },
		{ "cut=5000", CURLE_OK, 5000 },
	};
	struct answer answer = ANSWER_INIT;
	struct client client;

	(void)state;
	client(&client, "--messages", "200");
	for (size_t i = 0; i < ARRAY_SIZE(cases); i++) {
		fetch_with(&client, cases[i].rule, &answer);
		assert_int_not_equal(answer.transport, CURLE_OK);
		if (cases[i].transport != CURLE_OK)
			assert_int_equal(answer.transport, cases[i].transport);
		assert_true(answer.body.length <= cases[i].body);
		assert_null(answer.json);
	}
	answer_release(&answer);
	client_close(&client);
}

/* Only one of the two ways to lose the answer carries the request out. */
static void closing_after_the_work_is_not_closing_before_it(void **state)
{
	struct answer answer = ANSWER_INIT;
	struct client client;

	(void)state;
	client(&client, "--messages", "0");
	curl_easy_setopt(client.curl, CURLOPT_FRESH_CONNECT, 1L);
	for (int i = 0; i < 2; i++) {
		set_fault(&client,
			  i == 0 ? "close,method=POST" : "close-after,method=POST,times=1");
		client_post(&client, "/Messages.json", &answer, "To", "+12015550123", "From",
			    "+15125550101", "Body", "x");
		assert_int_not_equal(answer.transport, CURLE_OK);
		client_get(&client, LIST, &answer);
		assert_int_equal(answer_count(&answer), i);
	}
	answer_release(&answer);
	client_close(&client);
}

static void slow_answers_are_slow(void **state)
{
	struct answer answer = ANSWER_INIT;
	struct client client;
	int64_t begun;

	(void)state;
	client(&client, "--messages", "200");
	begun = clock_mono_ms();
	fetch_with(&client, "latency=300", &answer);
	assert_int_equal(answer_count(&answer), 100);
	assert_true(clock_mono_ms() - begun >= 300);
	begun = clock_mono_ms();
	fetch_with(&client, "drip=200000", &answer);
	assert_int_equal(answer_count(&answer), 100);
	assert_true(clock_mono_ms() - begun >= 300); /* some 100,000 bytes */
	curl_easy_setopt(client.curl, CURLOPT_TIMEOUT_MS, 400L);
	fetch_with(&client, "stall", &answer);
	assert_int_equal(answer.transport, CURLE_OPERATION_TIMEDOUT);
	assert_int_equal(answer.headers.length, 0);
	fetch_with(&client, "stall-body=3000", &answer);
	assert_int_equal(answer.transport, CURLE_OPERATION_TIMEDOUT);
	assert_int_equal(answer.body.length, 3000);
	curl_easy_setopt(client.curl, CURLOPT_TIMEOUT_MS, 0L);
	fetch_with(&client, "stall=0", &answer);
	assert_int_not_equal(answer.transport, CURLE_OK);
	answer_release(&answer);
	client_close(&client);
}

static void bodies_are_wrong(void **state)
{
	struct answer answer = ANSWER_INIT;
	struct client client;

	(void)state;
	client(&client, "--messages", "200");
	fetch_with(&client, "truncate=2000", &answer);
	assert_int_equal(answer.transport, CURLE_OK);
	assert_int_equal(answer.body.length, 2000);
	assert_null(answer.json);
	fetch_with(&client, "huge=3000000", &answer);
	assert_true(answer.body.length > 3000000);
	assert_int_equal(answer_count(&answer), 100);
	curl_easy_setopt(client.curl, CURLOPT_ACCEPT_ENCODING, "gzip");
	fetch_with(&client, "bomb=3000000", &answer);
	curl_easy_setopt(client.curl, CURLOPT_ACCEPT_ENCODING, NULL);
	assert_true(answer.body.length > 3000000);
	assert_int_equal(answer_count(&answer), 100);
	fetch_with(&client, "length=200", &answer);
	assert_int_equal(answer.transport, CURLE_OK);
	assert_int_equal(answer.body.length, 200);
	fetch_with(&client, "truncate-at=0", &answer);
	assert_int_equal(answer.body.length, 0);
	fetch_with(&client, "truncate-at=7", &answer);
	assert_string_equal(answer.body.data, "{\"messages\": [{\"");
	fetch_with(&client, "truncate-at=1000000", &answer);
	assert_int_equal(answer_count(&answer), 100);
	fetch_with(&client, "types", &answer);
	assert_null(json_get_string(answer_message(&answer, 5), "num_segments"));
	answer_release(&answer);
	client_close(&client);
}

static void links_lead_astray(void **state)
{
	struct answer answer = ANSWER_INIT;
	struct client client;

	(void)state;
	client(&client, "--messages", "200");
	fetch_with(&client, "next-loop", &answer);
	assert_string_equal(answer_text(&answer, "next_page_uri"), answer_text(&answer, "uri"));
	fetch_with(&client, "next-host=evil.example", &answer);
	assert_memory_equal(answer_text(&answer, "next_page_uri"), "https://evil.example/2010", 25);
	fetch_with(&client, "next-plain", &answer);
	assert_memory_equal(answer_text(&answer, "next_page_uri"), "http://127.0.0.1:", 17);
	answer_release(&answer);
	client_close(&client);
}

static void one_record_is_broken(void **state)
{
	static const struct {
		const char *rule;
		const char *found;
	} cases[] = {
		{ "broken=surrogate", "\\ud83d and" },
		{ "broken=nul", "before\\u0000after" },
		{ "broken=missing", NULL },
		{ "broken=status", "partially_delivered_2" },
		{ "broken=null-from", NULL },
		{ "broken=null-all", "\"body\": null" },
		{ "broken=long", "xxxxxxxxxxxxxxxxxxxxxxxxxx" },
	};
	struct answer good = ANSWER_INIT, answer = ANSWER_INIT;
	struct client client;

	(void)state;
	client(&client, "--messages", "200");
	client_get(&client, LIST, &good);
	for (size_t i = 0; i < ARRAY_SIZE(cases); i++) {
		fetch_with(&client, cases[i].rule, &answer);
		assert_int_equal(answer_count(&answer), 100);
		assert_string_not_equal(answer.body.data, good.body.data);
		if (cases[i].found != NULL)
			assert_non_null(strstr(answer.body.data, cases[i].found));
		for (size_t m = 0; m < 100; m++)
			assert_string_equal(json_get_string(answer_message(&answer, m), "sid"),
					    json_get_string(answer_message(&good, m), "sid"));
	}
	fetch_with(&client, "broken=missing", &answer);
	assert_null(json_get(answer_message(&answer, 50), "status"));
	assert_non_null(json_get(answer_message(&answer, 49), "status"));
	fetch_with(&client, "broken=null-from", &answer);
	assert_null(json_get_string(answer_message(&answer, 50), "from"));
	answer_release(&good);
	answer_release(&answer);
	client_close(&client);
}

static void rules_choose_their_requests(void **state)
{
	struct answer answer = ANSWER_INIT;
	struct client client;

	(void)state;
	client(&client, "--messages", "200", "--fault",
	       "status=503,method=GET,after=1,times=2,match=Messages\\.json\\?.*Page=1");
	for (int i = 0; i < 5; i++) {
		client_get(&client, "/Messages.json?Page=0", &answer);
		assert_int_equal(answer.status, 200);
		client_get(&client, "/Messages.json?Page=1", &answer);
		assert_int_equal(answer.status, i == 1 || i == 2 ? 503 : 200);
	}
	client_get(&client, "//sandbox/faults", &answer);
	assert_int_equal(json_get_integer(json_at(json_get(answer.json, "faults"), 0), "hits", 0),
			 2);
	client_post(&client, "//sandbox/faults", &answer, "Rule", "nonsense");
	assert_error(&answer, 400, 20001);
	answer_release(&answer);
	client_close(&client);
}

struct many {
	CURLM *multi;
	CURL *handles[20];
	long refused;
};

static size_t drop(char *bytes, size_t size, size_t count, void *to)
{
	(void)bytes;
	(void)to;
	return size * count;
}

/* Sends `count` requests at a time; returns the milliseconds until all are answered. */
static int64_t send_many(struct client *client, struct many *many, int count, bool gather)
{
	struct strbuf url = STRBUF_INIT(STRBUF_LINE);
	int64_t begun = clock_mono_ms();
	int running = count;

	strbuf_addf(&url, "%s/2010-04-01/Accounts/%s/Messages.json",
		    sandbox_value(client->sandbox, "url"), client->account);
	many->multi = curl_multi_init();
	for (int i = 0; i < count; i++) {
		many->handles[i] = curl_easy_duphandle(client->curl);
		curl_easy_setopt(many->handles[i], CURLOPT_URL, url.data);
		curl_easy_setopt(many->handles[i], CURLOPT_HTTPGET, 1L);
		curl_easy_setopt(many->handles[i], CURLOPT_HEADERDATA, NULL);
		curl_easy_setopt(many->handles[i], CURLOPT_HEADERFUNCTION, drop);
		curl_easy_setopt(many->handles[i], CURLOPT_WRITEFUNCTION, drop);
		curl_multi_add_handle(many->multi, many->handles[i]);
	}
	while (running > 0) {
		curl_multi_perform(many->multi, &running);
		if (running > 0)
			curl_multi_poll(many->multi, NULL, 0, 100, NULL);
	}
	for (int i = 0; i < count; i++) {
		long status = 0;

		curl_easy_getinfo(many->handles[i], CURLINFO_RESPONSE_CODE, &status);
		many->refused += gather && status == 429;
		curl_multi_remove_handle(many->multi, many->handles[i]);
		curl_easy_cleanup(many->handles[i]);
	}
	curl_multi_cleanup(many->multi);
	strbuf_release(&url);
	return clock_mono_ms() - begun;
}

/* Twenty requests that take 400 ms each are not queued one behind the other: 8 s. */
static void requests_overlap(void **state)
{
	struct many many = { 0 };
	struct client client;

	(void)state;
	client(&client, "--messages", "200", "--latency", "400");
	assert_true(send_many(&client, &many, 20, true) < 4000);
	assert_int_equal(many.refused, 0);
	client_close(&client);
}

static void too_many_at_a_time_are_refused(void **state)
{
	struct many many = { 0 };
	struct answer answer = ANSWER_INIT;
	struct client client;

	(void)state;
	client(&client, "--messages", "200", "--latency", "1500", "--concurrency", "4");
	send_many(&client, &many, 20, true);
	assert_int_equal(many.refused, 16);
	client_get(&client, LIST, &answer);
	assert_int_equal(answer.status, 200);
	answer_release(&answer);
	client_close(&client);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(statuses_are_answered),
		cmocka_unit_test(connections_break),
		cmocka_unit_test(closing_after_the_work_is_not_closing_before_it),
		cmocka_unit_test(slow_answers_are_slow),
		cmocka_unit_test(bodies_are_wrong),
		cmocka_unit_test(links_lead_astray),
		cmocka_unit_test(one_record_is_broken),
		cmocka_unit_test(rules_choose_their_requests),
		cmocka_unit_test(requests_overlap),
		cmocka_unit_test(too_many_at_a_time_are_refused),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
