/*
 * What is asked of Twilio, as the activity screen tells it.
 */
#include <string.h>

#include "support/stage.h"

/* One after another: the first page is all there is, then the account and its balance. */
#define QUIET .sandbox = { "--messages", "40" }, .env = { "MSGDECK_MAX_IN_FLIGHT=1" }

/* But for the tabs, which are the shell's, and what the machine's speed decides. */
static void see_activity(const char *name)
{
	static const struct screen_mask masks[] = {
		{ .row = 0, .rows = 1, .cols = 200 },
		{ .pattern = " +[0-9]+ ms" },
		{ 0 },
	};

	screen_check(on_stage(), name, &(struct screen_options){ .masks = masks });
}

static void every_request_is_told(void **state)
{
	(void)state;
	stage(QUIET);
	press("<F2>");
	see("3 requests");
	see_match("GET messages +1 ");
	see_match("GET account +1 ");
	see_match("GET balance +✓ 200");
	see_activity("activity-80x24");
	resize(120, 40);
	see_activity("activity-120x40");
	press("<Esc>");
	see("CONTACT");
	leave("q", 0);
}

static void the_palette_knows_it(void **state)
{
	(void)state;
	stage(QUIET);
	press(":activity<Enter>");
	see("SINCE THE START");
	leave("q", 0);
}

/* It follows what goes on, and what it asks of the thread is no request. */
static void it_follows(void **state)
{
	(void)state;
	stage(QUIET);
	press("<F2>");
	see("3 requests");
	press("jk");
	see("3 requests");
	press("<F5>");
	see_match("^ [45] requests");
	leave("q", 0);
}

static void trouble_is_counted(void **state)
{
	(void)state;
	stage(.sandbox = { "--messages", "40", "--fault", "status=503,times=2,match=Balance" },
	      .env = { "MSGDECK_MAX_IN_FLIGHT=1" });
	press("<F2>");
	see("2 asked again");
	see("! again 503");
	see_match("GET balance +3 +2 ");
	leave("q", 0);
}

static void refusals_are_counted(void **state)
{
	(void)state;
	stage(.sandbox = { "--messages", "40", "--fault", "status=429,times=2,match=Balance" },
	      .env = { "MSGDECK_MAX_IN_FLIGHT=1" });
	press("<F2>");
	see("2 refused (429)");
	see("! slow down 429");
	leave("q", 0);
}

static void the_requests_id_can_be_copied(void **state)
{
	(void)state;
	stage(QUIET, .cols = 200, .rows = 40);
	press("<F2>");
	see_match("RQ[0-9a-f]{32}");
	press("y");
	see("copied the request's id");
	assert_int_equal(strncmp(term_clipboard(on_stage()), "RQ", 2), 0);
	assert_int_equal(strlen(term_clipboard(on_stage())), 34);
	leave("q", 0);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		story(every_request_is_told),
		story(the_palette_knows_it),
		story(it_follows),
		story(trouble_is_counted),
		story(refusals_are_counted),
		story(the_requests_id_can_be_copied),
	};
	return cmocka_run_group_tests(tests, NULL, NULL);
}
