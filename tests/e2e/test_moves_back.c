/*
 * Moves that did not go as they were meant: taken back by the operator, left between two services, and
 * with answers that were lost.
 */
#include "support/pools.h"
#include "support/stage.h"

#define ACCOUNT .sandbox = { "--messages", "300", "--numbers", "100" }
#define FAST .env = { "MSGDECK_CHANGES_PER_SECOND=1000" }
/* Three numbers of Campaigns, as far as the review into New shop. */
#define THREE \
	":open services<Enter>jj<Enter>/811<Enter><Space><Space><Space>m/new shop<Enter><Enter>"

static void a_move_is_taken_back(void **state)
{
	(void)state;
	stage(ACCOUNT, FAST);
	press(THREE "3<Enter>");
	see("3 done");
	see("moved to New shop");
	assert_int_equal(pool_numbers("New shop"), 3);
	press("u");
	see("Take the moves back?");
	press("n");
	assert_int_equal(pool_numbers("New shop"), 3);
	press("uy");
	see("3 left alone");
	see("put back into Campaigns");
	assert_int_equal(pool_numbers("New shop"), 0);
	assert_int_equal(pool_numbers("Campaigns"), 50);
	assert_int_equal(pool_done(POOL_REMOVE, "New shop"), 3);
	assert_int_equal(pool_done(POOL_ADD, "Campaigns"), 3);
	leave("q", 0);
}

/* Between the two requests the key lost its right: the screen says where each number is. */
static void left_in_neither(void **state)
{
	(void)state;
	stage(.sandbox = { "--messages", "300", "--numbers", "100", "--fault",
			   "status=401,method=POST,times=3,match=/PhoneNumbers" },
	      .env = { "MSGDECK_CHANGES_PER_SECOND=1000", "MSGDECK_CHANGES_IN_FLIGHT=1" });
	press(THREE "3<Enter>");
	see("paused by trouble");
	see("in no service");
	assert_int_equal(pool_numbers("Campaigns"), 49);
	assert_int_equal(pool_numbers("New shop"), 0);
	press("<Esc>S");
	see("stopped");
	press("uy");
	see("paused by trouble");
	press("<Esc>p");
	see("paused by trouble");
	press("<Esc>p");
	see("3 left alone");
	assert_int_equal(pool_numbers("Campaigns"), 50);
	assert_int_equal(pool_numbers("New shop"), 0);
	leave("q", 0);
}

/* The answers of both requests are lost: both services are asked, and nothing is done twice. */
static void lost_answers_are_looked_up(void **state)
{
	(void)state;
	stage(.sandbox = { "--messages", "300", "--numbers", "100", "--fault",
			   "close-after,times=8,match=/PhoneNumbers/", "--fault",
			   "close-after,method=POST,times=4,match=/PhoneNumbers$" },
	      .env = { "MSGDECK_CHANGES_PER_SECOND=1000", "MSGDECK_CHANGES_IN_FLIGHT=1" });
	press(THREE);
	term_send(on_stage(), "3<Enter>");
	see("3 done");
	assert_int_equal(pool_numbers("New shop"), 3);
	assert_int_equal(pool_numbers("Campaigns"), 47);
	leave("q", 0);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		story(a_move_is_taken_back),
		story(left_in_neither),
		story(lost_answers_are_looked_up),
	};

	return cmocka_run_group_tests_name("moves back", tests, NULL, NULL);
}
