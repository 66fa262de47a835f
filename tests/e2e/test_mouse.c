/*
 * The mouse: rows, titles, tabs, hints and the wheel; and what it is when it is off.
 */
#include <string.h>

#include "support/stage.h"

#define ACCOUNT .sandbox = { "--messages", "300" }

static void rows_and_titles(void **state)
{
	(void)state;
	stage(ACCOUNT);
	press("2<click:5,20>");
	see_match("^▌ *06:09:39");
	press("<click:6,0><click:8,1>");
	see("2 selected");
	press("<click:8,1>");
	see("1 selected");
	press("<Esc>");
	see_not("selected");
	press("<click:1,42>");
	see("STATUS▲");
	press("<click:1,42>");
	see("STATUS▼");
	press("<click:1,4>");
	see("TIME▼");
	press("<wheeldown:10,10><wheeldown:10,10>");
	see_screen("mouse-wheel-80x24");
	press("<wheelup:10,10>");
	see_match("^▌");
	press("<click:5,20><click:5,20>");
	see("same error");
	leave("q", 0);
}

static void tabs_and_hints(void **state)
{
	(void)state;
	stage(ACCOUNT, .cols = 120, .rows = 40);
	press("<click:0,70>");
	see("2▸Messages");
	press("<click:39,3>");
	see("from  ");
	press("<Esc>");
	see("2▸Messages");
	press("<click:39,14>");
	press("status:undelivered<Enter>");
	see_match("^ [0-9]+ match");
	press("<Esc>");
	/* What is behind a dialog, and what says nothing, does nothing. */
	press("D<click:5,20><click:39,3>");
	see("Cancel");
	press("<Esc><click:38,60><click:30,118>");
	leave("q", 0);
}

static void panes(void **state)
{
	(void)state;
	stage(ACCOUNT);
	press("<click:4,20>");
	see_match("^▌");
	press("<click:18,30>");
	see_screen("mouse-thread-80x24");
	press("<wheelup:18,30><click:3,20>");
	press("?<wheeldown:10,10>");
	see("Keys and commands");
	press("<Esc>");
	leave("q", 0);
}

/* Nothing is asked of the terminal. */
static void off(void **state)
{
	(void)state;
	stage(ACCOUNT, .env = { "MSGDECK_MOUSE=no" });
	assert_false(term_wants_mouse(on_stage()));
	leave("q", 0);
	stage(ACCOUNT);
	assert_true(term_wants_mouse(on_stage()));
	leave("q", 0);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		story(rows_and_titles),
		story(tabs_and_hints),
		story(panes),
		story(off),
	};
	return cmocka_run_group_tests(tests, NULL, NULL);
}
