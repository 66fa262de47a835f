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

/* Everything is of what matches; each bar opens what matches of it; Esc counts all again. */
static void narrowed_by_a_query(void **state)
{
	(void)state;
	stage(ACCOUNT);
	press(OVERVIEW "pp/country:BR<Enter>");
	see("by volume  only country:BR");
	see_match("sent 69 .*received 19 ");
	see_page("overview-narrowed");
	press("jl");
	see_match("▌ BR Brazil .* 88 ");
	see("BR Brazil: 88 messages with 25 contacts, ▲ 105 % more");
	press("h");
	see_match("▌ 30008 .* 12 ");
	press("<Enter>");
	see_match("12 match .*country:BR");
	press("<Esc>");
	see("by volume  only country:BR");
	press("<Tab><Tab>");
	see_match("▌ \\+55 11 90000 9100 .* 66 ");
	press("<Enter>");
	see_match("66 match ");
	press("<Esc><Tab>");
	see_match("▌ Brasil .* 59 ");
	press("<Enter>");
	see_match("59 match .*country:BR");
	press("<Esc><Tab>");
	see("── today: 37 sent, 8 received");
	press("<Enter>");
	see("45 match country:BR");
	press("<Esc>2");
	see("3,000 messages");
	press("0");
	see("by volume  only country:BR");
	press("<Esc>");
	see_not("only country:BR");
	see_match("sent 420 ");
	leave("q", 0);
}

/* What is typed has words of its own between which "or" stands: the bar's must hold beside all of it. */
static void either_of_two_and_a_bar(void **state)
{
	(void)state;
	stage(ACCOUNT);
	press(OVERVIEW "pp/country:BR or country:GB<Enter>jl");
	see_match("▌ BR Brazil .* 88 ");
	press("<Enter>");
	see_match(" 88 match");
	press("<Esc>jf");
	see_match("only \\(country:BR or country:GB\\) country:GB");
	see_match("▌ GB United Kingdom .* 56 ");
	leave("q", 0);
}

/* From bar to bar: each goes beside what is there already. */
static void only_what_is_behind_a_bar(void **state)
{
	(void)state;
	stage(ACCOUNT);
	press(OVERVIEW "ppf");
	see("This is for the bars of the lists");
	press("jf");
	see("only error:30008");
	see_match("sent 13 ");
	press("<Tab>f");
	see("error:30008 country:BR");
	press("<Tab>f");
	see_match("▌ \\+55 11 90000 9100 .* 12 ");
	press("<Esc>");
	see_match("sent 420 ");
	leave("q", 0);
}

static void a_query_that_finds_nothing_or_is_wrong(void **state)
{
	(void)state;
	stage(ACCOUNT);
	press(OVERVIEW "/country:ZZ<Enter>");
	see("Nothing of this period matches");
	see_page("overview-no-match");
	press("j<Enter>");
	see("There is nothing here to look into");
	press("<Esc>/error:many<Enter>");
	see_match("a number|error");
	press("<Esc>");
	see_match("sent 89 .*");
	press(":save-query broken<Enter>");
	see("Which query?");
	press("/country:BR<Enter>:save-query brazil<Enter>2:query brazil<Enter>");
	see("match country:BR");
	leave("q", 0);
}

/* The query of the bar goes beside one that is as long as a query may be. */
static void a_query_that_leaves_no_room(void **state)
{
	struct strbuf keys = STRBUF_INIT(4 * STRBUF_TEXT);

	(void)state;
	stage(ACCOUNT);
	strbuf_addstr(&keys, ":filter");
	for (unsigned i = 0; i < 8; i++)
		strbuf_addf(&keys, " -%0253u", i);
	strbuf_addstr(&keys, "<Enter>");
	press(OVERVIEW);
	press(keys.data);
	strbuf_release(&keys);
	see("failed 20,");
	press("<Enter>");
	see("Together with the bar's the query is too long");
	press("jf");
	see("Together with the bar's the query is too long");
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
	press("/country:BR<Enter>");
	see_match("sent 69 ");
	behind_send((const char *const[]){ "To", "+5511987654321", "From", "+15125550100", "Body",
					   "another", NULL },
		    NULL);
	behind_send((const char *const[]){ "To", "+14155550142", "From", "+15125550100", "Body",
					   "not this", NULL },
		    NULL);
	press("<F5>");
	see_match("sent 70 ");
	press("<Esc>");
	see_match("sent 423 ");
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
		story(narrowed_by_a_query),
		story(either_of_two_and_a_bar),
		story(only_what_is_behind_a_bar),
		story(a_query_that_finds_nothing_or_is_wrong),
		story(a_query_that_leaves_no_room),
		story(what_comes_in_is_counted),
	};

	return cmocka_run_group_tests_name("e2e/overview", tests, NULL, NULL);
}
