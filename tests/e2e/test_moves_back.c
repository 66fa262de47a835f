/*
 * Moves that did not go as they were meant: taken back by the operator, left between two services, and
 * with answers that were lost.
 */
#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <unistd.h>

#include "support/pools.h"
#include "support/stage.h"
#include "support/term.h"

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
	see("Take the moves back? 3 senders");
	press("n");
	assert_int_equal(pool_numbers("New shop"), 3);
	press("uy");
	see("3 put back");
	see("put back into Campaigns");
	press("u");
	see("Every sender is where it was before");
	press("t");
	see("Nothing is left that could be tried again");
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
	see("1 put back");
	see("2 left alone");
	assert_int_equal(pool_numbers("Campaigns"), 50);
	assert_int_equal(pool_numbers("New shop"), 0);
	leave("q", 0);
}

/* The SSH session closes while the second number is between the two. A journal holds SIDs alone: the
 * next start says numbers and services even so. */
static void cut_off_and_taken_back(void **state)
{
	char home[4096];

	(void)state;
	snprintf(home, sizeof(home), "XDG_STATE_HOME=%s/moves-%d", getenv("TMPDIR"), (int)getpid());
	stage(.sandbox = { "--messages", "300", "--numbers", "100", "--fault",
			   "stall=600,method=POST,after=1,times=1,match=/PhoneNumbers$" },
	      .env = { "MSGDECK_CHANGES_PER_SECOND=1000", "MSGDECK_CHANGES_IN_FLIGHT=1", home });
	press(THREE);
	term_send(on_stage(), "3<Enter>");
	see("1 done");
	term_signal(on_stage(), SIGHUP);
	assert_int_equal(term_wait_exit(on_stage()), 128 + SIGHUP);
	stage(.env = { "MSGDECK_CHANGES_PER_SECOND=1000", home });
	see("Move sender, begun just now: 2 of 3 left: 1 to be looked up.");
	press("y<Enter>");
	see_match("done +move +\\+1 811 200 0000");
	see_match("to do +move +\\+1 811 200 0002");
	see("moved to New shop");
	press("u");
	see("Take the moves back? 2 senders");
	press("y");
	see("2 put back");
	see("1 left alone");
	see("put back into Campaigns");
	assert_int_equal(pool_numbers("Campaigns"), 50);
	assert_int_equal(pool_numbers("New shop"), 0);
	leave("q", 0);
}

/* Those that Twilio refuses on their way back are in no service, which the screen says at once, and t
 * brings them back, not on. */
static void refused_on_the_way_back(void **state)
{
	(void)state;
	stage(.sandbox = { "--messages", "300", "--numbers", "100", "--fault",
			   "error=21715,method=POST,after=3,times=2,match=/PhoneNumbers$" },
	      FAST);
	press(THREE "4<Enter>");
	see("This is not 3. Nothing has been done.");
	press("<C-u>3<Enter>");
	see("3 done");
	press("uy");
	see("1 put back");
	see("2 refused");
	see("2 in no service");
	see("in no service: 217");
	assert_int_equal(pool_numbers("Campaigns"), 48);
	press("t");
	see("3 put back");
	see_not("in no service");
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
		story(a_move_is_taken_back),       story(left_in_neither),
		story(cut_off_and_taken_back),     story(refused_on_the_way_back),
		story(lost_answers_are_looked_up),
	};

	return cmocka_run_group_tests_name("moves back", tests, NULL, NULL);
}
