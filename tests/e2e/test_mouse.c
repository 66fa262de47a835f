/*
 * The mouse: rows, titles, tabs, hints, buttons, fields, bars and the wheel; and what it is when it is off.
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
	press("<click:1,47>");
	see("STATUS▲");
	press("<click:1,47>");
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

/* Cancel needs one click; what cannot be undone two, so that one that only meant the window does nothing. */
static void buttons(void **state)
{
	(void)state;
	stage(ACCOUNT);
	press("2jjjD");
	see("[▸Cancel (n) ]  [ Delete (y) ]");
	press("<click:20,2>");
	see("[▸Cancel (n) ]");
	press("<click:14,28>");
	see("[ Cancel (n) ]  [▸Delete (y) ]");
	press("<click:14,12>");
	see_not("Delete 1 message");
	see_match("^▌ 06:09:39 .* 587128");
	press("D<click:14,28><click:14,28>");
	see("Message deleted");
	press("1jX<click:17,20>");
	see("Erase a contact");
	press("<Esc>D");
	see("Type 2 to go on");
	press("<click:15,64>");
	see_not("to go on");
	leave("q", 0);
}

static void forms(void **state)
{
	(void)state;
	stage(ACCOUNT);
	press("4je<click:6,20>");
	see_match("^▌ Sticky sender +yes");
	press("<click:6,20>");
	see_match("^▌•Sticky sender +no");
	press("<wheelup:6,20>");
	see_match("^▌ Use case");
	/* Into the text, and to a place in it. */
	press("<click:3,22><click:3,22><click:3,24>:");
	see("Re:minders and orders");
	press("<click:6,22>");
	see_match("^▌•Sticky sender");
	see_match("^ •Friendly name +Re:minders");
	press("<Esc>");
	press("y1n<click:12,2>");
	see_match("^▌ Shorten links");
	press("<Esc>");
	leave("q", 0);
}

static void charts_and_bars(void **state)
{
	(void)state;
	stage(ACCOUNT);
	press("0<click:12,60>");
	see("▸ COUNTRIES");
	see_match("▌ US");
	press("<wheelup:11,60>");
	see_match("▌ BR");
	press("<wheeldown:7,20>");
	see("▸ volume by hour");
	press("<click:7,42>");
	see("── today 04:00: ");
	/* What is clicked again is opened. */
	press("<click:7,42>");
	see_match("04:18:56");
	press("<Esc><click:17,5>");
	see("▸ OWN SENDERS");
	press("<click:17,5>");
	see("5 match (direction:out from:");
	leave("q", 0);
}

static void countries_side_by_side(void **state)
{
	(void)state;
	stage(ACCOUNT);
	press(":open country us<Enter>=gb<Enter>");
	press("<click:8,10>");
	see("▸United States");
	see_match("^▌ → out  AT&T +310/410  shortcode");
	press("<wheeldown:20,10>");
	see("▸United Kingdom");
	see_match("^▌ → out  O2 +234/02   toll free");
	press("<click:18,30>");
	see("PRICE");
	leave("q", 0);
}

static void over_the_screen(void **state)
{
	(void)state;
	stage(ACCOUNT);
	press("<C-p>c<wheeldown:12,10><wheelup:12,10><click:11,20>");
	see_not("Go to");
	press(":tour<Enter><click:20,10>");
	see("2 of 6");
	press("<click:2,10>");
	see("2 of 6");
	press("<Esc>?<click:23,10>");
	see_not("Keys and commands");
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
		story(buttons),
		story(forms),
		story(charts_and_bars),
		story(countries_side_by_side),
		story(over_the_screen),
		story(off),
	};
	return cmocka_run_group_tests(tests, NULL, NULL);
}
