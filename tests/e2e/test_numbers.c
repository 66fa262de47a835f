/*
 * The account's numbers: where each one is, what it carries, and which are in no pool.
 */
#include "support/behind.h"
#include "support/pools.h"
#include "support/stage.h"

#define ACCOUNT .sandbox = { "--messages", "3000" }
#define FAST .env = { "MSGDECK_CHANGES_PER_SECOND=1000" }
#define NUMBERS ":open numbers<Enter>"

static void numbers_are_listed(void **state)
{
	(void)state;
	stage(ACCOUNT);
	press(NUMBERS);
	see("60 numbers");
	see("19 in no pool");
	see_match("512 555 0101 .*! in no pool");
	see_but_tabs("numbers-80x24");
	resize(120, 40);
	see_but_tabs("numbers-120x40");
	resize(200, 50);
	see_but_tabs("numbers-200x50");
	pool_nothing();
	leave("q", 0);
}

/* Of what may not be read nothing is counted. */
static void numbers_that_may_not_be_read(void **state)
{
	(void)state;
	stage(.sandbox = { "--messages", "100", "--deny", "numbers" });
	press(NUMBERS);
	see("These credentials may not read the phone numbers");
	see_not("0 numbers");
	leave("q", 0);
}

static void one_number_is_no_plural(void **state)
{
	(void)state;
	stage(.sandbox = { "--messages", "100", "--fault",
			   "status=500,match=IncomingPhoneNumbers.*[?&]Page=1", "--fault",
			   "short-pages=1,match=IncomingPhoneNumbers" });
	press(NUMBERS);
	see_match("^ 1 number ");
	leave("q", 0);
}

static void those_in_no_pool_are_found(void **state)
{
	(void)state;
	stage(ACCOUNT);
	press(NUMBERS "/no pool 4670<Enter>");
	see("3 match");
	see_match("46 .*SE");
	press("<Esc>:sort service<Enter>g");
	see("in no pool");
	leave("q", 0);
}

static void sorted_by_traffic(void **state)
{
	(void)state;
	stage(ACCOUNT);
	press(NUMBERS ":sort sent<Enter>g");
	see_match("512 555 0100 .*[0-9]+");
	see_but_tabs("numbers-sorted");
	leave("q", 0);
}

static void to_its_pool_and_its_traffic(void **state)
{
	(void)state;
	stage(ACCOUNT);
	press(NUMBERS "c");
	see("A2P registered");
	press("<Esc>j");
	see("60 numbers");
	press("c");
	see("No pool is known to have this number");
	press("<Enter>");
	see("+15125550101");
	see("match");
	press("<Esc>");
	see("60 numbers");
	leave("q", 0);
}

static void a_number_comes_into_a_pool(void **state)
{
	(void)state;
	stage(ACCOUNT, FAST);
	press(NUMBERS "jm");
	see("Move 1 sender to");
	see("+1 512 555 0101");
	press("/new shop<Enter><Enter>");
	see("New shop");
	press("y");
	see_match("512 555 0101 .*New shop");
	see("18 in no pool");
	assert_int_equal(pool_done(POOL_ADD, "New shop"), 1);
	assert_int_equal(pool_asked(POOL_REMOVE, "New shop"), 0);
	leave("q", 0);
}

/* It can neither SMS nor MMS: said before, and refused in words. */
static void a_number_for_calls_alone(void **state)
{
	(void)state;
	stage(ACCOUNT, FAST);
	press(NUMBERS "/front desk 2<Enter>m/new shop<Enter><Enter>");
	see("can send neither SMS nor MMS");
	see("21715");
	press("y");
	see("21715");
	press("<Enter>");
	assert_int_equal(pool_asked(POOL_ADD, "New shop"), 1);
	assert_int_equal(pool_numbers("New shop"), 0);
	leave("q", 0);
}

/* Since the pools were read, somebody else has put it into a service: 21712. */
static void taken_by_another_meanwhile(void **state)
{
	(void)state;
	stage(ACCOUNT, FAST);
	press(NUMBERS "j");
	see("19 in no pool");
	pool_put("Campaigns", "+15125550101");
	press("m/new shop<Enter><Enter>");
	see("New shop");
	press("y");
	see("21712");
	press("<Enter>");
	assert_int_equal(pool_asked(POOL_ADD, "New shop"), 1);
	assert_int_equal(pool_numbers("New shop"), 0);
	press(NUMBERS "<F5>");
	see_match("512 555 0101 .*Campaigns");
	leave("q", 0);
}

static void an_account_without_senders_is_told_where_they_come_from(void **state)
{
	(void)state;
	stage(.sandbox = { "--messages", "100", "--without",
			   "numbers,short-codes,channel-senders" });
	press(NUMBERS);
	see("The account has no phone numbers");
	see("F5 asks again");
	press("6");
	see("There are no short codes");
	see("leased from Twilio");
	press(":open choose-sender<Enter>");
	see("From takes a name, too");
	press("<Esc>4<Enter>a");
	see("A name can be made in the pool, with n");
	leave("q", 0);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		story(numbers_are_listed),
		story(numbers_that_may_not_be_read),
		story(one_number_is_no_plural),
		story(those_in_no_pool_are_found),
		story(sorted_by_traffic),
		story(to_its_pool_and_its_traffic),
		story(a_number_comes_into_a_pool),
		story(a_number_for_calls_alone),
		story(taken_by_another_meanwhile),
		story(an_account_without_senders_is_told_where_they_come_from),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
