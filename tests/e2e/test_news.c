/*
 * What arrives while one looks, and what goes wrong on the way.
 */
#include "support/api.h"
#include "support/stage.h"

#define ACCOUNT "--messages", "600", "--contacts", "24"
#define MESSAGES "/2010-04-01/Accounts/{account}/Messages.json"

static void send_message(const char *to, const char *body)
{
	struct strbuf answer = STRBUF_INIT(STRBUF_TEXT);
	struct api *api = api_open(behind_stage());

	api_post(api, MESSAGES,
		 (const char *[]){ "To", to, "From", "+447700900700", "Body", body, NULL }, 201,
		 &answer);
	api_close(api);
	strbuf_release(&answer);
}

static void break_next(const char *rule)
{
	struct strbuf answer = STRBUF_INIT(STRBUF_TEXT);
	struct api *api = api_open(behind_stage());

	api_post(api, "/sandbox/faults", (const char *[]){ "Rule", rule, NULL }, 201, &answer);
	api_close(api);
	strbuf_release(&answer);
}

static void a_new_message_comes_and_the_cursor_stays(void **state)
{
	char *before;

	(void)state;
	stage(.sandbox = { ACCOUNT });
	press("2<j*5>y");
	before = strdup(term_clipboard(on_stage()));
	send_message("+447700900438", "sent behind its back");
	press("<F5>");
	see("sent behind its back");
	press("y");
	assert_string_equal(term_clipboard(on_stage()), before);
	free(before);
	press("1");
	see("sent behind its back");
	leave("q", 0);
}

static void a_server_error_is_repeated(void **state)
{
	(void)state;
	stage(.sandbox = { ACCOUNT, "--fault", "status=503,times=2,match=Messages" });
	see("600 messages");
	see("CONTACT");
	leave("q", 0);
}

static void too_many_requests_are_waited_for(void **state)
{
	(void)state;
	stage(.sandbox = { ACCOUNT, "--fault", "status=429,times=3,match=Messages" });
	see("600 messages");
	leave("q", 0);
}

static void how_long_it_waits_is_told(void **state)
{
	(void)state;
	stage(.sandbox = { ACCOUNT, "--assume", "retry-after=2", "--fault",
			   "status=429,times=1,match=Messages" },
	      .no_wait = true);
	see("asked to slow down");
	see("600 messages");
	leave("q", 0);
}

static void progress_is_shown_while_the_rest_loads(void **state)
{
	(void)state;
	stage(.sandbox = { "--messages", "20000", "--latency", "200" }, .no_wait = true);
	see_match("[0-9,]+ of ~[0-9,]+ loaded ▕.*▏ +[0-9]+ %|[0-9,]+ of ~[0-9,]+ loaded");
	see("CONTACT");
	term_send(on_stage(), "2jj");
	see("20,000 messages");
	leave("q", 0);
}

static void wrong_credentials_are_told(void **state)
{
	(void)state;
	stage(.sandbox = { ACCOUNT },
	      .env = { "TWILIO_AUTH_TOKEN=0123456789abcdef0123456789abcdef" });
	see("20003");
	see_screen("news-wrong-credentials");
	leave("q", 0);
}

static void a_broken_record_does_not_lose_its_page(void **state)
{
	static const char *const ways[] = { "surrogate", "nul",      "missing", "status",
					    "null-from", "null-all", "long" };

	(void)state;
	for (size_t i = 0; i < sizeof(ways) / sizeof(ways[0]); i++) {
		char rule[64];

		snprintf(rule, sizeof(rule), "broken=%s,match=Messages.json", ways[i]);
		stage(.sandbox = { ACCOUNT, "--fault", rule });
		see_match("(600|59[0-9]) messages");
		press("2<j*20>");
		term_expect_clean(on_stage());
		leave("q", 0);
	}
}

static void a_failed_refresh_is_told_and_the_rest_stays(void **state)
{
	(void)state;
	stage(.sandbox = { ACCOUNT });
	break_next("status=500,match=Messages");
	press("<F5>");
	see("no news");
	see("CONTACT");
	leave("q", 0);
}

static void it_leaves_at_once_while_answers_are_outstanding(void **state)
{
	(void)state;
	stage(.sandbox = { ACCOUNT, "--fault", "stall=600" }, .no_wait = true);
	see_match("[Aa]sking");
	leave("q", 0);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		story(a_new_message_comes_and_the_cursor_stays),
		story(a_server_error_is_repeated),
		story(too_many_requests_are_waited_for),
		story(how_long_it_waits_is_told),
		story(progress_is_shown_while_the_rest_loads),
		story(wrong_credentials_are_told),
		story(a_broken_record_does_not_lose_its_page),
		story(a_failed_refresh_is_told_and_the_rest_stays),
		story(it_leaves_at_once_while_answers_are_outstanding),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
