/*
 * What arrives while one looks, and what goes wrong on the way.
 */
#include "support/api.h"
#include "support/behind.h"
#include "support/stage.h"

#define ACCOUNT "--messages", "600", "--contacts", "24"

static void a_new_message_comes_and_the_cursor_stays(void **state)
{
	char *before;

	(void)state;
	stage(.sandbox = { ACCOUNT });
	press("2<j*5>y");
	before = strdup(term_clipboard(on_stage()));
	behind_send((const char *[]){ "To", "+447700900438", "From", "+447700900700", "Body",
				      "sent behind its back", NULL },
		    NULL);
	press("<F5>");
	see("sent behind its back");
	press("y");
	assert_string_equal(term_clipboard(on_stage()), before);
	free(before);
	press("1");
	see("sent behind its back");
	leave("q", 0);
}

/* So many messages are sent by somebody else, and have gone out. The SID of the last. */
static void a_burst(size_t count, struct strbuf *sid)
{
	struct strbuf answer = STRBUF_INIT(STRBUF_TEXT), path = STRBUF_INIT(STRBUF_LINE);
	struct strbuf sent = STRBUF_INIT(STRBUF_LINE);
	struct api *api = api_open(behind_stage());

	for (size_t i = 0; i < count; i++) {
		strbuf_reset(sid);
		behind_send((const char *[]){ "To", "+447700900438", "From", "+447700900700",
					      "Body", "one of many", NULL },
			    sid);
	}
	strbuf_addf(&path, "/2010-04-01/Accounts/{account}/Messages/%s.json", sid->data);
	while (!sent.length) {
		strbuf_reset(&answer);
		api_get(api, path.data, 200, &answer);
		api_find_member(&answer, "date_sent", &sent);
	}
	api_close(api);
	strbuf_release(&answer);
	strbuf_release(&path);
	strbuf_release(&sent);
}

#define SHORT_PAGES "short-pages=4,match=Messages.json"
#define PASSING "--live", "--speed", "60", "--rate", "0", "--latency", "5"

/* What came is there, but what lies between it and the rest is still asked for. */
static void a_burst_that_was_half_read_is_read_again(void **state)
{
	struct strbuf sid = STRBUF_INIT(STRBUF_LINE);

	(void)state;
	stage(.sandbox = { ACCOUNT, PASSING });
	see("600 messages");
	a_burst(12, &sid);
	behind_break("status=400,match=PageToken"); /* of two rules the first holds */
	behind_break(SHORT_PAGES);
	press("<F5>");
	see("604 messages");
	see("no news");
	behind_mend();
	behind_break(SHORT_PAGES);
	press("<F5>");
	see("612 messages");
	leave("q", 0);
	strbuf_release(&sid);
}

static void what_was_looked_up_hides_nothing_older(void **state)
{
	struct strbuf sid = STRBUF_INIT(STRBUF_LINE), keys = STRBUF_INIT(STRBUF_LINE);

	(void)state;
	stage(.sandbox = { ACCOUNT, PASSING });
	see("600 messages");
	a_burst(12, &sid);
	behind_break(SHORT_PAGES);
	strbuf_addf(&keys, ":find %s<Enter>", sid.data);
	press(keys.data);
	see("one of many");
	press("<F5>");
	see("612 messages");
	leave("q", 0);
	strbuf_release(&sid);
	strbuf_release(&keys);
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

/* A sign says what the colour says, whoever it was that answered. */
static void another_than_twilio_answers(void **state)
{
	(void)state;
	stage(.sandbox = { ACCOUNT, "--fault", "type=text/html,match=Messages.json" });
	see("✗ the history could not be read: the answer is not JSON but text/html");
	see_not("Twilio error");
	see("F5: again");
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
	behind_break("status=500,match=Messages");
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
		story(a_burst_that_was_half_read_is_read_again),
		story(what_was_looked_up_hides_nothing_older),
		story(a_server_error_is_repeated),
		story(too_many_requests_are_waited_for),
		story(how_long_it_waits_is_told),
		story(progress_is_shown_while_the_rest_loads),
		story(wrong_credentials_are_told),
		story(another_than_twilio_answers),
		story(a_broken_record_does_not_lose_its_page),
		story(a_failed_refresh_is_told_and_the_rest_stays),
		story(it_leaves_at_once_while_answers_are_outstanding),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
