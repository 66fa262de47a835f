/*
 * The overview: how the account is doing in a period, and the way from each bar to its messages.
 */
#include "support/behind.h"
#include "support/stage.h"

#define ACCOUNT .sandbox = { "--messages", "3000" }
#define OVERVIEW ":open overview<Enter>"

/* But for the tabs, which are the shell's. */
static void see_page(const char *name)
{
	static const struct screen_mask masks[] = { { .row = 0, .rows = 1, .cols = 200 }, { 0 } };

	screen_check(on_stage(), name, &(struct screen_options){ .masks = masks });
}

static void a_day_at_a_glance(void **state)
{
	(void)state;
	stage(ACCOUNT);
	press("0");
	see("last 24 h");
	see_page("overview-80x24");
	resize(120, 40);
	see_page("overview-120x40");
	resize(200, 50);
	see_page("overview-200x50");
	resize(60, 15);
	see_page("overview-60x15");
	resize(120, 40);
	press("H");
	see("The heat map stands beside the chart");
	leave("q", 0);
}

static void each_period_and_the_ones_before(void **state)
{
	(void)state;
	stage(ACCOUNT, .cols = 120, .rows = 40);
	press(OVERVIEW "p");
	see_match("last 7 days .*to now .*by volume");
	see("volume by 6 hours");
	press("p");
	see_match("sent [0-9,]+ .* more .*received");
	see_page("overview-month");
	press("[");
	see_match("◂ 30 days ▸ .*00:00 to .* 00:00");
	see_page("overview-month-before");
	press("]p");
	see("all there is");
	see("volume by week");
	press("[");
	see("There are no messages before this");
	press(":period hour<Enter>");
	see("volume by 5 minutes");
	press(":period century<Enter>");
	see("There is no period \"century\"");
	press("]");
	see("This is the newest there is");
	leave("q", 0);
}

static void what_failed_and_what_it_cost(void **state)
{
	(void)state;
	stage(ACCOUNT);
	press(OVERVIEW "ppm");
	see("by failures");
	see("failures by day");
	see_page("overview-failures");
	press("m");
	see_match("by cost in USD");
	see_page("overview-cost");
	press("m");
	see("by volume");
	leave("q", 0);
}

/* The number at the bar is the number of messages behind it. */
static void bars_open_their_messages(void **state)
{
	(void)state;
	stage(ACCOUNT);
	press(OVERVIEW "ppj");
	see_match("▌ 30008 .* 13 ");
	press("<Enter>");
	see_match("13 match");
	press("<Esc><Right>");
	see_match("▌ US .* 283 ");
	press("<Enter>");
	see_match("283 match");
	press("<Esc>");
	press("<Tab>jj");
	see_match("▌ \\+44 7700 900700 .* 85 ");
	press("<Enter>");
	see_match("85 match");
	press("<Esc><Tab>G");
	see_match("▌ Campaigns .* 15 ");
	press("<Enter>");
	see_match("15 match");
	press("<Esc><Tab><Left>");
	see_match("▸ volume by day ── yesterday: 23 sent, 6 received");
	press("<Enter>");
	see_match("29 match");
	press("<Esc>m<Enter>");
	see_match("[0-9]+ match .*is:failed");
	leave("q", 0);
}

static void the_cursor_goes_everywhere(void **state)
{
	(void)state;
	stage(ACCOUNT);
	press(OVERVIEW "pp");
	see("▸ volume by day ── today");
	press("g");
	see_match("▸ volume by day ── .* 25 Oct");
	press("<Left>");
	see_match("▸ volume by day ── .* 25 Oct");
	press("G");
	see("▸ volume by day ── today");
	press("<STab>");
	see("▸ SERVICES");
	press("<Tab><Tab>");
	see("▸ WHY THEY FAIL");
	press("G");
	see_match("▌ 63016");
	press("j");
	see("▸ OWN SENDERS");
	press("k");
	see("▸ WHY THEY FAIL");
	press("gk");
	see("▸ volume by day");
	press("jlj");
	see_match("▌ BR");
	press("k");
	see_match("▌ US");
	leave("q", 0);
}

static void hours_and_weekdays(void **state)
{
	(void)state;
	stage(ACCOUNT);
	press(OVERVIEW "ppH");
	see("by weekday and hour");
	see_page("overview-heat");
	press("H");
	see("volume by day");
	leave("q", 0);
}

static void without_symbols_and_colours(void **state)
{
	(void)state;
	stage(ACCOUNT, .cols = 120, .rows = 40, .env = { "MSGDECK_ASCII=yes", "NO_COLOR=1" });
	press(OVERVIEW "pp");
	see_page("overview-ascii");
	leave("q", 0);
}

/* It says so, and compares nothing with what is not there. */
static void part_of_the_history(void **state)
{
	(void)state;
	stage(ACCOUNT, .env = { "MSGDECK_HISTORY_SINCE=10d" });
	press(OVERVIEW);
	see_not("nothing to compare");
	press("p");
	see("nothing to compare with");
	see_not("as before");
	press("p");
	see("partly loaded: these are not all");
	leave("q", 0);
}

/* What came before it failed is counted, and said not to be all. */
static void a_history_that_breaks_off(void **state)
{
	(void)state;
	stage(.sandbox = { "--messages", "3000", "--fault", "status=400,match=PageToken" });
	press("0");
	see("last 24 h");
	press(":period all<Enter>");
	see("partly loaded: these are not all");
	see_page("overview-partly");
	leave("q", 0);
}

static void an_account_without_messages(void **state)
{
	(void)state;
	stage(.sandbox = { "--messages", "0" });
	press(OVERVIEW);
	see("This account has no messages yet.");
	see("New ones appear here by themselves.");
	press("j<Enter><Right>p[]m");
	see("This account has no messages yet.");
	leave("q", 0);
}

static void a_history_that_does_not_come(void **state)
{
	(void)state;
	stage(.sandbox = { "--messages", "300", "--fault", "error=20003,match=/Messages" });
	press(OVERVIEW);
	see_match("20003");
	behind_mend();
	press("<C-r>");
	see("last 24 h");
	leave("q", 0);
}

/* What comes in while one looks is counted, and the cursor stays where it was. */
static void what_comes_in_is_counted(void **state)
{
	(void)state;
	stage(ACCOUNT);
	press(OVERVIEW "ppj");
	see_match("sent 420 ");
	see_match("▌ 30008");
	behind_send((const char *const[]){ "To", "+14155550142", "From", "+15125550100", "Body",
					   "one more", NULL },
		    NULL);
	press("<F5>");
	see_match("sent 421 ");
	see_match("▌ 30008");
	leave("q", 0);
}

int main(void)
{
	static const struct CMUnitTest tests[] = {
		story(a_day_at_a_glance),
		story(each_period_and_the_ones_before),
		story(what_failed_and_what_it_cost),
		story(bars_open_their_messages),
		story(the_cursor_goes_everywhere),
		story(hours_and_weekdays),
		story(without_symbols_and_colours),
		story(part_of_the_history),
		story(a_history_that_breaks_off),
		story(an_account_without_messages),
		story(a_history_that_does_not_come),
		story(what_comes_in_is_counted),
	};

	return cmocka_run_group_tests_name("e2e/overview", tests, NULL, NULL);
}
