/*
 * Forty numbers from one service into another: one plan, read before, asked for to the letter, and safe
 * when it stops half-way.
 */
#include "support/behind.h"
#include "support/pools.h"
#include "support/stage.h"

#define ACCOUNT .sandbox = { "--messages", "300", "--numbers", "100" }
#define FAST .env = { "MSGDECK_CHANGES_PER_SECOND=1000" }
#define CAMPAIGNS ":open services<Enter>jj<Enter>"
#define SHOP "/new shop<Enter><Enter>"
/* All forty of the numbers that --numbers adds to the pool of Campaigns. */
#define FORTY "/811<Enter>A"

static void see_moves(const char *name)
{
	static const struct screen_mask masks[] = {
		{ .row = 0, .rows = 1, .cols = 200 },
		{ .pattern = "journal  .*" },
		{ .pattern = "RQ[0-9a-f]*" },
		{ 0 },
	};

	screen_check(on_stage(), name, &(struct screen_options){ .masks = masks });
}

static void forty_numbers_are_moved(void **state)
{
	(void)state;
	stage(ACCOUNT, FAST);
	press(CAMPAIGNS FORTY);
	see("40 selected");
	see_moves("moves-selected");
	press("m");
	see("Move 40 senders to");
	see_match("\\(here\\) Campaigns");
	see_moves("moves-target");
	press(SHOP);
	see("40");
	see_moves("moves-review");
	pool_nothing();
	press("40<Enter>");
	see("40 done");
	see_moves("moves-done");
	pool_only_moved("Campaigns", "New shop", 40);
	assert_int_equal(pool_numbers("New shop"), 40);
	press(":open services<Enter>");
	see_match("New shop +40 ");
	see_match("Campaigns +10 ");
	leave("q", 0);
}

static void it_is_given_up_in_the_review(void **state)
{
	(void)state;
	stage(ACCOUNT, FAST);
	press(CAMPAIGNS FORTY "m" SHOP "<Esc>");
	see("Nothing was changed");
	see("Move 40 senders to");
	press("<Esc><Esc>");
	see("40 selected");
	pool_nothing();
	leave("q", 0);
}

/* What has begun comes to its end: no number is left in neither pool. */
static void stopped_half_way(void **state)
{
	(void)state;
	stage(ACCOUNT, .env = { "MSGDECK_CHANGES_PER_SECOND=10" });
	press(CAMPAIGNS FORTY "m" SHOP);
	term_send(on_stage(), "40<Enter>");
	see_match("[1-9][0-9]* done");
	press("S");
	see("stopped");
	size_t moved = pool_numbers("New shop");
	assert_in_range(moved, 1, 39);
	assert_int_equal(pool_numbers("Campaigns"), 50 - moved);
	pool_only_moved("Campaigns", "New shop", moved);
	press("t");
	see("40 done");
	pool_only_moved("Campaigns", "New shop", 40);
	leave("q", 0);
}

/* 21714: what does not fit goes back to where it was. */
static void a_full_pool_puts_back(void **state)
{
	(void)state;
	stage(.sandbox = { "--messages", "300", "--numbers", "500" }, FAST);
	press(":open services<Enter>/kingdom<Enter><Enter>A");
	see("7 selected");
	press("m/campaigns<Enter><Enter>");
	see("21714");
	see_moves("moves-full-review");
	press("7<Enter>");
	see("7 refused");
	see("21714");
	see_moves("moves-full-done");
	assert_int_equal(pool_numbers("United Kingdom"), 7);
	assert_int_equal(pool_asked(POOL_ADD, "Campaigns"), 7);
	assert_int_equal(pool_done(POOL_ADD, "United Kingdom"), 7);
	leave("q", 0);
}

/* Somebody has taken it out meanwhile: what is wanted of it is still to come into the other. */
static void one_has_left_meanwhile(void **state)
{
	(void)state;
	stage(ACCOUNT, FAST);
	press(CAMPAIGNS "/811<Enter><Space><Space>m");
	see("Move 2 senders to");
	pool_take("Campaigns", "+18112000000");
	press(SHOP "2<Enter>");
	see("2 done");
	assert_int_equal(pool_numbers("New shop"), 2);
	leave("q", 0);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		story(forty_numbers_are_moved), story(it_is_given_up_in_the_review),
		story(stopped_half_way),        story(a_full_pool_puts_back),
		story(one_has_left_meanwhile),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
