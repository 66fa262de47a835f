/*
 * Times as one wants them: how long ago or the time of day, in any zone, the same on each screen.
 */
#include "support/stage.h"

#define ACCOUNT .sandbox = { "--messages", "300" }

static void each_way_of_telling_a_time(void **state)
{
	(void)state;
	stage(ACCOUNT);
	press(":times absolute<Enter>");
	see("times are absolute");
	press("j");
	see_screen("times-conversations-absolute");
	press("2:times relative<Enter>j");
	see_screen("times-messages-relative");
	press(":times<Enter>");
	see("times are absolute");
	press(":times<Enter>");
	see("times are mixed");
	press(":times soon<Enter>");
	see("Times are mixed, relative or absolute, not \"soon\"");
	leave("q", 0);
}

static void by_option(void **state)
{
	(void)state;
	stage(ACCOUNT, .env = { "MSGDECK_TIMES=relative" });
	press("2");
	see_match("^▌ *now ");
	see_match("^ *14h ");
	leave("q", 0);
}

/* The newest message is of 11:02 UTC: 20:02 in Tokyo, in the list, the message, the thread, the chart. */
static void one_zone_on_each_screen(void **state)
{
	(void)state;
	stage(ACCOUNT, .env = { "TZ=JST-9" });
	press("2");
	see_match("^▌ *20:02:00 ");
	press("<Enter>");
	see("20:02:00 JST");
	press("c");
	see_match(" 20:02 ");
	press(":open overview<Enter>");
	see("today 20:00: ");
	leave("q", 0);
}

static void a_zone_by_option(void **state)
{
	(void)state;
	stage(ACCOUNT, .env = { "TZ=JST-9", "MSGDECK_TIME_ZONE=utc" });
	press("2");
	see_match("^▌ *11:02:00 ");
	press("<Enter>");
	see("11:02:00 UTC");
	leave("q", 0);
}

/* Where it is tomorrow already, today is that day. */
static void a_day_begins_where_the_zone_has_it(void **state)
{
	(void)state;
	stage(ACCOUNT, .env = { "TZ=XST-14" });
	press("2/since:today<Enter>");
	see_match("[0-9]+ match");
	see_match("^▌ *01:02:00 ");
	leave("q", 0);
}

int main(void)
{
	static const struct CMUnitTest tests[] = {
		story(each_way_of_telling_a_time),
		story(by_option),
		story(one_zone_on_each_screen),
		story(a_zone_by_option),
		story(a_day_begins_where_the_zone_has_it),
	};

	return cmocka_run_group_tests_name("e2e/times", tests, NULL, NULL);
}
