/*
 * What goes wrong on the way: each refusal and each failure reads as an operator wants to read it, and
 * nothing is done twice or forgotten.
 */
#include <signal.h>

#include "support/behind.h"
#include "support/changed.h"
#include "support/stage.h"

#define ACCOUNT "--messages", "600", "--contacts", "24"
#define FAST .env = { "MSGDECK_CHANGES_PER_SECOND=1000" }
/* In Messages: the first is sent, the second accepted, the ninth failed. */
#define TO_FAILED "2<j*8>"

static const struct screen_mask masks[] = {
	{ .pattern = "journal  .*" },
	{ .pattern = "RQ[0-9a-f]*" },
	{ 0 },
};

static void see_changes(const char *name)
{
	screen_check(on_stage(), name, &(struct screen_options){ .masks = masks });
}

static size_t asked(enum changed_verb verb)
{
	struct changed changed;

	changed_read(&changed);
	return changed.asked[verb];
}

static size_t done(enum changed_verb verb)
{
	struct changed changed;

	changed_read(&changed);
	return changed.messages[verb];
}

/* What ends in success all the same, and after how many requests. */
static void what_passes_by_itself_is_not_told(void **state)
{
	static const struct {
		const char *rule, *keys, *words;
		enum changed_verb verb;
		size_t asked;
	} cases[] = {
		{ "status=429,times=3,method=POST", "ry", "Message redacted", CHANGED_REDACT, 4 },
		{ "status=503,times=2,method=POST", "ry", "Message redacted", CHANGED_REDACT, 3 },
		{ "html=502,times=1,method=POST", "ry", "Message redacted", CHANGED_REDACT, 2 },
		{ "status=500,times=2,method=DELETE", "Dy", "Message deleted", CHANGED_DELETE, 3 },
		{ "close,times=1,method=DELETE", "Dy", "Message deleted", CHANGED_DELETE, 2 },
		{ "close-after,times=1,method=POST", "ry", "Message redacted", CHANGED_REDACT, 2 },
		{ "close-after,times=1,method=DELETE", "Dy", "Message deleted", CHANGED_DELETE, 2 },
	};

	(void)state;
	stage(.sandbox = { ACCOUNT });
	press(TO_FAILED);
	for (size_t i = 0; i < sizeof(cases) / sizeof(cases[0]); i++) {
		size_t before = asked(cases[i].verb);

		behind_break(cases[i].rule);
		press("j");
		press(cases[i].keys);
		see(cases[i].words);
		assert_int_equal(asked(cases[i].verb) - before, cases[i].asked);
		behind_mend();
	}
	leave("q", 0);
}

static void a_retry_after_is_waited_for(void **state)
{
	(void)state;
	stage(.sandbox = { ACCOUNT, "--assume", "retry-after=1", "--fault",
			   "status=429,times=2,method=POST" });
	press(TO_FAILED "r");
	term_send(on_stage(), "y");
	see("asked to slow down");
	see("Message redacted");
	assert_int_equal(asked(CHANGED_REDACT), 3);
	assert_int_equal(done(CHANGED_REDACT), 1);
	leave("q", 0);
}

/* RST on a connection that was good until then. */
static void a_reset_is_repeated(void **state)
{
	(void)state;
	stage(.sandbox = { ACCOUNT, "--fault", "reset,times=2,method=DELETE" });
	press(TO_FAILED "Dy");
	see("Message deleted");
	see("599 messages");
	assert_int_equal(done(CHANGED_DELETE), 1);
	leave("q", 0);
}

static void what_is_gone_already_counts_as_deleted(void **state)
{
	(void)state;
	stage(.sandbox = { ACCOUNT });
	press(TO_FAILED "y");
	behind_delete(term_clipboard(on_stage()));
	press("Dy");
	see("Message deleted, was gone already");
	see("599 messages");
	press("y");
	behind_delete(term_clipboard(on_stage()));
	press("ry");
	see("left alone: is not there any more");
	see("598 messages");
	leave("q", 0);
}

static void a_refusal_is_told_in_words(void **state)
{
	(void)state;
	stage(.sandbox = { ACCOUNT, "--fault", "error=30400,method=POST" });
	press(TO_FAILED "ry");
	see("refused: the request was not accepted");
	see("error 30400");
	see_changes("changes-refused");
	press("<Enter>:open changes<Enter>");
	see("1 refused");
	see_changes("changes-refused-list");
	behind_mend();
	press("t");
	see("Redact text: finished");
	see("1 done");
	assert_int_equal(asked(CHANGED_REDACT), 2);
	leave("q", 0);
}

static void a_message_that_left_meanwhile_is_not_cancelled(void **state)
{
	(void)state;
	stage(.sandbox = { ACCOUNT, "--fault", "error=30409,method=POST" });
	press("2/status:scheduled<Enter>xy");
	see("could not be cancelled any more");
	see("error 30409");
	see_changes("changes-too-late");
	assert_int_equal(asked(CHANGED_CANCEL), 1);
	press("<Enter>");
	leave("q", 0);
}

static void a_message_that_was_cancelled_meanwhile_is(void **state)
{
	(void)state;
	stage(.sandbox = { ACCOUNT });
	press("2/status:scheduled<Enter>y");
	behind_cancel(term_clipboard(on_stage()));
	press("xy");
	see("Message cancelled");
	see("0 match");
	leave("q", 0);
}

static void what_is_not_final_waits_and_is_tried_again(void **state)
{
	(void)state;
	stage(.sandbox = { ACCOUNT, "--fault", "error=20009,times=1,method=DELETE" });
	press(TO_FAILED "Dy");
	see("waits: is still on its way");
	see("600 messages");
	press(":open changes<Enter>");
	see("Delete: waits for the last ones, t tries them now");
	see_changes("changes-waits");
	press("t");
	see("Delete: finished");
	see("1 done");
	see("599 messages");
	assert_int_equal(asked(CHANGED_DELETE), 2);
	leave("q", 0);
}

static void what_waits_is_asked_for_even_if_it_still_looks_unfinished(void **state)
{
	static const char *const assumptions[] = { "status-20009=409", "status-20009=422" };

	(void)state;
	for (size_t i = 0; i < 2; i++) {
		stage(.sandbox = { ACCOUNT, "--assume", assumptions[i], "--assume",
				   "redact-in-flight=accepted" });
		press("2Dy");
		see("waits: is still on its way");
		press(":open changes<Enter>S");
		see("Delete: stopped");
		press("2jr");
		see("Waits");
		press("y");
		see("waits: is still on its way");
		assert_int_equal(asked(CHANGED_REDACT), 0);
		press(":open changes<Enter>t");
		see("Redact text: finished");
		assert_int_equal(done(CHANGED_REDACT), 1);
		leave("q", 0);
	}
}

static void credentials_that_fail_pause_the_rest(void **state)
{
	(void)state;
	stage(.sandbox = { ACCOUNT, "--fault", "error=20003,after=20,method=DELETE" },
	      .env = { "MSGDECK_CHANGES_PER_SECOND=unlimited", "MSGDECK_CHANGES_IN_FLIGHT=1" });
	press("2<j*5><Space><j*60>VD");
	see("Delete 61 messages");
	press("61<Enter>");
	see("paused by trouble");
	see_match("20 done +1 refused +41 to do");
	see("the credentials were not accepted: look at key and secret");
	see("p pause/go on"); /* the way on is not covered by the reason */
	see("error 20003");
	see_changes("changes-credentials-80x24");
	resize(120, 40);
	see_changes("changes-credentials-120x40");
	assert_int_equal(done(CHANGED_DELETE), 20);
	press("p");
	see("paused by trouble");
	assert_int_equal(done(CHANGED_DELETE), 20);
	behind_mend();
	press("p");
	see("Delete: finished");
	see("61 done");
	assert_int_equal(done(CHANGED_DELETE), 61);
	leave("q", 0);
}

static void a_key_that_may_not_is_told(void **state)
{
	(void)state;
	stage(.sandbox = { ACCOUNT, "--fault", "error=20403,method=DELETE" });
	press(TO_FAILED "Dy");
	see("paused by trouble");
	see("20403");
	press("<Enter>q");
	see("Leave in the middle?");
	leave("y", 0);
	assert_int_equal(asked(CHANGED_DELETE), 1);
}

/* One that keeps failing does not keep the others. */
static void failures_are_left_over_and_tried_again(void **state)
{
	(void)state;
	stage(.sandbox = { ACCOUNT, "--fault", "error=30400,times=7,method=DELETE" },
	      .env = { "MSGDECK_CHANGES_PER_SECOND=1000", "MSGDECK_CHANGES_IN_FLIGHT=1" });
	press("2<j*20><Space><j*37>VD39<Enter>");
	see_match("32 done +7 refused");
	see("Delete: finished");
	press("f");
	see("refused");
	see_changes("changes-problems");
	press("ft");
	see("39 done");
	assert_int_equal(asked(CHANGED_DELETE), 46);
	assert_int_equal(done(CHANGED_DELETE), 39);
	leave("q", 0);
}

static void only_what_is_selected_is_tried_again(void **state)
{
	(void)state;
	stage(.sandbox = { ACCOUNT, "--fault", "error=30400,times=5,method=DELETE" },
	      .env = { "MSGDECK_CHANGES_PER_SECOND=1000", "MSGDECK_CHANGES_IN_FLIGHT=1" });
	press("2<j*20><Space><j*9>VD11<Enter>");
	see_match("6 done +5 refused");
	press("G<Space>t");
	see("nothing of what is selected failed");
	press("Ufg<Space><Space>t");
	see_match("8 done +3 refused");
	see_not("selected");
	assert_int_equal(asked(CHANGED_DELETE), 13);
	press("t");
	see("11 done");
	assert_int_equal(done(CHANGED_DELETE), 11);
	leave("q", 0);
}

static void a_service_that_is_away_holds_the_rest(void **state)
{
	(void)state;
	stage(.sandbox = { ACCOUNT, "--assume", "retry-after=1", "--fault",
			   "status=429,after=50,method=DELETE" },
	      FAST);
	press("2<j*5><Space><j*108>VD");
	term_send(on_stage(), "109<Enter>");
	see("50 done");
	kill(sandbox_process(behind_stage()), SIGTERM);
	see("waits, then goes on by itself");
	see_match("50 done");
	see_match("[Cc]onnect|answer");
	term_send(on_stage(), "q");
	see("Leave in the middle?");
	leave("y", 0);
	assert_int_equal(done(CHANGED_DELETE), 50);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		story(what_passes_by_itself_is_not_told),
		story(a_retry_after_is_waited_for),
		story(a_reset_is_repeated),
		story(what_is_gone_already_counts_as_deleted),
		story(a_refusal_is_told_in_words),
		story(a_message_that_left_meanwhile_is_not_cancelled),
		story(a_message_that_was_cancelled_meanwhile_is),
		story(what_is_not_final_waits_and_is_tried_again),
		story(what_waits_is_asked_for_even_if_it_still_looks_unfinished),
		story(credentials_that_fail_pause_the_rest),
		story(a_key_that_may_not_is_told),
		story(failures_are_left_over_and_tried_again),
		story(only_what_is_selected_is_tried_again),
		story(a_service_that_is_away_holds_the_rest),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
