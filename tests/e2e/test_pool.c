/*
 * The pool of a service: its four sections, what each sender carries, adding through the picker,
 * alpha senders, taking out, and what the review warns of.
 */
#include "support/behind.h"
#include "support/pools.h"
#include "support/stage.h"

#define ACCOUNT .sandbox = { "--messages", "3000" }
#define FAST .env = { "MSGDECK_CHANGES_PER_SECOND=1000" }
#define SERVICES ":open services<Enter>"
#define CAMPAIGNS SERVICES "jj<Enter>"

static void four_sections_in_one_list(void **state)
{
	(void)state;
	stage(ACCOUNT);
	press(CAMPAIGNS);
	see("ALL 12");
	see("PHONE NUMBERS 10");
	see("not A2P registered");
	see_match("415 555 0142 +number +US +SMS MMS Voice +[0-9]+ +[0-9]+ +. [0-9.]+ %");
	see_but_tabs("pool-80x24");
	press("<Tab><Tab>");
	see_match("55502 +code");
	see_not("alpha    ");
	press("<Tab>");
	see_match("Fernhill +alpha");
	see_not("55502");
	press("<Tab>");
	see("55502");
	see("415 555 0142");
	press(":section channels<Enter>");
	see("There are no");
	press("<Esc>");
	see("415 555 0142");
	resize(120, 40);
	see_but_tabs("pool-120x40");
	resize(200, 50);
	see_but_tabs("pool-200x50");
	pool_nothing();
	leave("q", 0);
}

static void traffic_of_a_sender(void **state)
{
	(void)state;
	stage(ACCOUNT);
	press(CAMPAIGNS "<Enter>");
	see_match("match direction:out from:");
	see("+14155550142");
	press("<Esc>");
	see("PHONE NUMBERS 10");
	press("/555 0148<Enter>");
	see("1 match");
	press("<Enter>");
	see("0 match");
	press("<Esc>");
	see("1 match");
	leave("q", 0);
}

static void an_empty_pool_says_so(void **state)
{
	(void)state;
	stage(ACCOUNT);
	press(SERVICES "G<Enter>");
	see("empty: every message fails");
	see_but_tabs("pool-empty");
	press("<Esc>kk<Enter>");
	see("inbound is LOST");
	press("<Esc>j<Enter>");
	see("no MMS");
	leave("q", 0);
}

/* What Twilio will refuse is said before; what it refuses even so names the sender, and where it is now
 * is looked up. */
static void what_is_refused_names_the_sender(void **state)
{
	(void)state;
	stage(ACCOUNT, FAST);
	press(CAMPAIGNS "nFERNHILL2<Enter>");
	see("Campaigns: has Fernhill already; Twilio refuses a second alpha sender");
	press("na/60999<Enter>");
	see_match("60999 +! in no pool");
	behind_break("error=21712,method=POST,times=1,match=/ShortCodes$");
	size_t read = sandbox_count(behind_stage(), "GET", "/ShortCodes");
	press("<Enter>y");
	see("Add sender 60999: refused: is in another service: move it instead");
	assert_int_equal(sandbox_count(behind_stage(), "GET", "/ShortCodes"), read + 10);
	press("<Esc>");
	leave("q", 0);
}

static void only_a_part_is_there(void **state)
{
	(void)state;
	stage(.sandbox = { "--messages", "300", "--fault",
			   "error=20003,match=/Services/[^/]*/AlphaSenders" });
	press(CAMPAIGNS);
	see("These credentials may not read the alpha senders");
	see("415 555 0142");
	see_but_tabs("pool-part");
	leave("q", 0);
}

/* What is here cannot be chosen; what is nowhere is added; what another service has is moved. */
static void senders_are_picked(void **state)
{
	(void)state;
	stage(ACCOUNT, FAST);
	press(CAMPAIGNS "a");
	see("Add to Campaigns");
	see_match("512 555 0101 +! in no pool");
	see_match("415 555 0142 +. this pool");
	see_match("512 555 0100 +Reminders and orders");
	see_but_tabs("picker-80x24");
	press("jj<Space>");
	see_not("selected");
	press("<Enter>");
	see("in this pool already");
	press("/512 555 0101<Enter>");
	see("1 match");
	press("<Enter>");
	see("Add");
	press("y");
	see("0101: added");
	see("PHONE NUMBERS 11");
	assert_int_equal(pool_asked(POOL_ADD, "Campaigns"), 1);
	assert_int_equal(pool_numbers("Campaigns"), 11);
	resize(200, 50);
	press("a");
	see_but_tabs("picker-200x50");
	leave("q", 0);
}

static void codes_and_channels_are_picked_too(void **state)
{
	(void)state;
	stage(ACCOUNT, FAST);
	press(SERVICES "G<Enter>a/900780<Enter><Space>");
	see_match("whatsapp:.*900780 +! in no pool");
	press("/<C-u>60999<Enter>");
	see("1 selected");
	see_match("60999 +! in no pool");
	press("<Space><Enter>");
	see("2");
	press("2<Enter>");
	see("2 done");
	assert_int_equal(pool_done(POOL_ADD, "New shop"), 2);
	leave("q", 0);
}

static void an_alpha_sender_is_typed(void **state)
{
	(void)state;
	stage(ACCOUNT, FAST);
	press(SERVICES "G<Enter>n");
	see("Alpha sender:");
	press("12345");
	see("needs at least one letter");
	press("<C-u>Shop!");
	see("letters A to Z");
	press("<C-u>Fernhill Store");
	see("at most 11");
	press("<C-u>Fern & Co<Enter>y");
	see_match("Fern & Co +alpha");
	assert_int_equal(pool_done(POOL_ADD, "New shop"), 1);
	leave("q", 0);
}

/* The warnings: a US number leaves a registered service; a country's last; the last with MMS. */
static void taking_out_is_reviewed(void **state)
{
	(void)state;
	stage(ACCOUNT, FAST);
	press(SERVICES "j<Enter>x");
	see("A2P");
	see("30034");
	press("n");
	see("Nothing was changed");
	press("<Tab>A"
	      "x");
	see("no US sender is left");
	see("no sender is left that can send MMS");
	see_but_tabs("pool-remove-80x24");
	press("<Esc>");
	press("<Esc><Esc>" SERVICES "gj<Enter>Ax");
	see("no sender is left; every message");
	press("<Esc>");
	pool_nothing();
	press("<Esc><Esc>" SERVICES "gjj<Enter>G"
	      "x");
	see("Remove sender Fernhill");
	press("y");
	see("ALPHA 0");
	assert_int_equal(pool_done(POOL_REMOVE, "Campaigns"), 1);
	leave("q", 0);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		story(four_sections_in_one_list),
		story(traffic_of_a_sender),
		story(an_empty_pool_says_so),
		story(what_is_refused_names_the_sender),
		story(only_a_part_is_there),
		story(senders_are_picked),
		story(codes_and_channels_are_picked_too),
		story(an_alpha_sender_is_typed),
		story(taking_out_is_reviewed),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
