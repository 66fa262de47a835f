/*
 * A query reaches beyond the cache: what is not loaded is asked of Twilio, where one sees it.
 */
#include <string.h>

#include "support/behind.h"
#include "support/stage.h"

#define WEEKS .sandbox = { "--messages", "6000", "--contacts", "30" }
#define FEW_DAYS "MSGDECK_HISTORY_SINCE=10d"

static size_t requests_so_far(void)
{
	size_t count;

	sandbox_requests(behind_stage(), &count);
	return count;
}

/* Of the requests from this one on, those whose argument has the value, or any value for NULL. */
static size_t asked_since(size_t first, const char *argument, const char *value)
{
	size_t count, found = 0;
	const struct sandbox_request *requests = sandbox_requests(behind_stage(), &count);

	for (size_t i = first; i < count; i++) {
		const char *given = sandbox_argument(requests[i].query, argument);
		found += given && (!value || strcmp(given, value) == 0);
	}
	return found;
}

static void what_is_not_loaded_is_asked_for_by_date(void **state)
{
	(void)state;
	stage(WEEKS, .env = { FEW_DAYS }, .cols = 120, .rows = 40);
	press("2/no-such-words<Enter>");
	see("Older messages than these are not loaded (history_since).");
	see("A query with from:, to:, with:, since: or until: asks Twilio");
	press("<Esc>/until:20d<Enter>");
	see("and all older ones from Twilio");
	see_match("^[^A-Z]+[0-9]+ (Jan|Feb|Mar|Apr|May|Jun|Jul|Aug|Sep|Oct|Nov|Dec) ");
	see_not("not loaded");
	see_screen("beyond-120x40");
	/* A part of it is there already, and so is the same once more. */
	size_t before = requests_so_far();
	press("/<Enter>");
	press("/<C-u>since:30d until:25d is:failed<Enter>");
	see_match("[0-9]+ match");
	assert_int_equal(requests_so_far(), before);
	press("<Esc>");
	see_not("from Twilio");
	leave("q", 0);
}

/* Nothing of it stays: neither the rows, nor the words that they left memory. */
static void what_was_asked_for_leaves_with_its_query(void **state)
{
	(void)state;
	/* So few that the history is one page, whichever of its first two requests is answered first. */
	stage(.sandbox = { "--messages", "3000", "--contacts", "30" }, .env = { FEW_DAYS },
	      .cols = 120, .rows = 40);
	press("2G");
	see_screen("beyond-without-120x40");
	press("/since:60d<Enter>");
	see("and all older ones from Twilio");
	press("<Esc>G");
	see_screen("beyond-without-120x40");
	leave("q", 0);
}

/* So many that they leave in slices: what is asked for next waits for that, and comes. */
static void many_leave_before_others_are_asked_for(void **state)
{
	struct strbuf before = STRBUF_INIT(STRBUF_TEXT), after = STRBUF_INIT(STRBUF_TEXT);

	(void)state;
	stage(.sandbox = { "--messages", "60000", "--contacts", "30" }, .env = { FEW_DAYS },
	      .cols = 120, .rows = 40);
	press("2G");
	term_text(on_stage(), &before);
	press("/since:200d<Enter>");
	see("too many for memory");
	size_t first = requests_so_far();
	press("/<C-u>until:20d since:40d<Enter>");
	see("and all older ones from Twilio");
	assert_true(asked_since(first, "DateSent<", NULL) > 0);
	see_match("[0-9]+ match");
	press("<Esc>G");
	term_text(on_stage(), &after);
	assert_string_equal(before.data, after.data);
	strbuf_release(&before);
	strbuf_release(&after);
	leave("q", 0);
}

static void an_address_is_asked_for_before_history_since(void **state)
{
	(void)state;
	stage(WEEKS, .env = { FEW_DAYS }, .cols = 120, .rows = 40);
	size_t before = requests_so_far();
	press("2/with:+12015550100<Enter>");
	see("and all older ones from Twilio");
	assert_true(asked_since(before, "To", "+12015550100") > 0);
	assert_true(asked_since(before, "From", "+12015550100") > 0);
	leave("q", 0);
}

/* An address and a time together: no more is asked for than both allow. */
static void the_time_bounds_what_is_asked_for(void **state)
{
	(void)state;
	stage(WEEKS, .env = { FEW_DAYS }, .cols = 120, .rows = 40);
	size_t before = requests_so_far();
	press("2/to:+12015550100 date:2024-01-01<Enter>");
	see("and all older ones from Twilio");
	assert_int_equal(asked_since(before, "DateSent<", "2024-01-02"), 1);
	/* What is loaded answers by itself. */
	before = requests_so_far();
	press("/<C-u>since:3d<Enter>");
	see_not("from Twilio");
	press("/<C-u>to:+12015550100 since:3d<Enter>");
	see_not("from Twilio");
	assert_int_equal(requests_so_far(), before);
	leave("q", 0);
}

static void asking_is_seen_and_can_be_stopped_and_gone_on_with(void **state)
{
	(void)state;
	stage(WEEKS, .env = { FEW_DAYS }, .cols = 120, .rows = 40);
	press("2");
	behind_break("stall=600,match=DateSent");
	term_send(on_stage(), "/until:20d\r");
	see("asking Twilio for older ones: 0; Esc stops");
	press("<Esc>");
	see("stopped: older ones in part (/ Enter goes on)");
	see("until:20d");
	behind_mend();
	press("/<Enter>");
	see("and all older ones from Twilio");
	leave("q", 0);
}

/* What would come late is asked for ahead of the history; what comes anyway is not. */
static void a_history_that_loads_is_overtaken(void **state)
{
	(void)state;
	stage(.sandbox = { "--messages", "6000", "--contacts", "30", "--fault",
			   "stall=600,match=PageSize=1000" },
	      .cols = 120, .rows = 40, .no_wait = true);
	see("+1 ");
	term_send(on_stage(), "2/since:40d until:30d\r");
	see("asking Twilio for older ones");
	term_send(on_stage(), "\033");
	see("stopped");
	behind_mend();
	/* The history goes on as well, and either of the two may be the first to have them. */
	term_send(on_stage(), "/\r");
	see_match("[0-9]+ match since:40d until:30d");
	term_send(on_stage(), ":quit\r");
	assert_int_equal(term_wait_exit(on_stage()), 0);
}

/* A screen on top asks for itself; the one below asks again when it is back. */
static void each_screen_has_its_own_answer(void **state)
{
	(void)state;
	stage(WEEKS, .env = { FEW_DAYS }, .cols = 120, .rows = 40);
	press("2/until:20d<Enter>");
	see("and all older ones from Twilio");
	press(":open traffic with:+12015550100<Enter>");
	see("and all older ones from Twilio");
	press("<Esc>");
	see("until:20d");
	see("and all older ones from Twilio");
	see_match("[0-9]+ match");
	see_not("Nothing matches");
	leave("q", 0);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		story(what_is_not_loaded_is_asked_for_by_date),
		story(what_was_asked_for_leaves_with_its_query),
		story(many_leave_before_others_are_asked_for),
		story(an_address_is_asked_for_before_history_since),
		story(the_time_bounds_what_is_asked_for),
		story(asking_is_seen_and_can_be_stopped_and_gone_on_with),
		story(a_history_that_loads_is_overtaken),
		story(each_screen_has_its_own_answer),
	};

	return cmocka_run_group_tests_name("beyond", tests, NULL, NULL);
}
