/*
 * Everything at once: the history comes in with as many requests in flight as it may, new messages arrive,
 * and meanwhile the list is sorted, filtered and marked, a message is opened, and a plan is carried out.
 * What each of these does is another file's; here nothing of it may disturb the rest, and under
 * ThreadSanitizer no thread may touch what is another's.
 */
#include "support/changed.h"
#include "support/stage.h"

#define LOAD                                                                                 \
	.sandbox = { "--messages", "40000", "--latency", "200", "--live", "--rate", "600" }, \
	.env = { "MSGDECK_CHANGES_PER_SECOND=1000", "MSGDECK_POLL_INTERVAL=1s",              \
		 "MSGDECK_POLL_INTERVAL_IDLE=1s" },                                          \
	.cols = 120, .rows = 40, .no_wait = true

static void go(const char *keys, const char *until)
{
	term_send(on_stage(), keys);
	see(until);
}

static void the_history_loads_while_all_else_goes_on(void **state)
{
	struct changed changed;

	(void)state;
	stage(LOAD);
	see_match("loaded");
	go("2", "TIME");
	go(":sort text<Enter>", "TEXT▲");
	go("/status:delivered code", "match status:delivered code");
	term_send(on_stage(), "<Enter>");
	see_match("[0-9],[0-9]{3} match status:delivered code"); /* many more than are marked */
	go("g<Space*40>", "40 selected");
	go("r", "Redact the text of 40 messages");
	go("40<Enter>", "Redact text: finished");
	see("40 done");
	go("2", "match status:delivered code");
	go("<Enter>", "The carrier confirmed");
	go("h", "match status:delivered code");
	go(":sort time<Enter>", "TIME▼");
	go("<F2>", "16 at a time");
	go("2", "TIME▼");
	see_match("4[0-9],[0-9]{3} messages");
	changed_read(&changed);
	assert_int_equal(changed.messages[CHANGED_REDACT], 40);
	assert_int_equal(changed.asked[CHANGED_REDACT], 40);
	leave("q", 0);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		story(the_history_loads_while_all_else_goes_on),
	};

	return cmocka_run_group_tests_name("load", tests, NULL, NULL);
}
