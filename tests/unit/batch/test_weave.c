#include "batch/weave.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>
#include <string.h>

#include "base/date.h"

#define PAGE 8
#define NO_DATE DATE_NONE

/* A message: its number, and when it was sent. */
struct given {
	uint32_t number;
	int64_t sent;
};

static struct window windows[] = { { .id = 1 }, { .id = 2 } };

/* A page comes; what of it is new is these numbers, 0 at the end. */
static void expect_new(struct weave *weave, struct window_place place, const struct given *given,
		       const uint32_t *expected)
{
	struct message messages[PAGE];
	size_t count = 0, wanted = 0;

	memset(messages, 0, sizeof(messages));
	for (; given[count].number; count++) {
		messages[count].sid.kind = SID_SM;
		memcpy(messages[count].sid.bytes, &given[count].number, sizeof(uint32_t));
		messages[count].date_sent = given[count].sent;
	}
	place.windows = windows;
	place.window_count = ARRAY_SIZE(windows);
	count = weave_page(weave, &place, messages, count);
	while (expected[wanted])
		wanted++;
	assert_int_equal(count, wanted);
	for (size_t i = 0; i < count; i++)
		assert_memory_equal(messages[i].sid.bytes, &expected[i], sizeof(uint32_t));
}

#define GIVEN(...)             \
	(const struct given[]) \
	{                      \
		__VA_ARGS__,   \
		{              \
			0, 0   \
		}              \
	}
#define NEW(...)               \
	(const uint32_t[])     \
	{                      \
		__VA_ARGS__, 0 \
	}
#define OF(...)               \
	(struct window_place) \
	{                     \
		__VA_ARGS__   \
	}

/* One that is done remembers what lies between its first and its last second, without the SIDs in between. */
static void test_a_window_that_is_done_has_what_it_had(void **state)
{
	struct weave weave = { .unsent = { .count = 0 } };

	(void)state;
	windows[1].done = true;
	expect_new(&weave, OF(.window = 2), GIVEN({ 7, 70 }, { 6, 60 }, { 5, 50 }), NEW(7, 6, 5));
	expect_new(&weave, OF(.window = 1), GIVEN({ 9, 90 }, { 8, 70 }, { 7, 70 }, { 6, 60 }),
		   NEW(9, 8));
	expect_new(&weave, OF(.window = 1), GIVEN({ 5, 50 }, { 4, 50 }), NEW(4));
	windows[1].done = false;
	weave_release(&weave);
}

/* Whichever of two windows comes first, what both have comes once: within a window, and in the very
 * second in which it begins or ends. */
static void test_two_windows_meet(void **state)
{
	struct weave weave = { .unsent = { .count = 0 } };

	(void)state;
	expect_new(&weave, OF(.window = 2), GIVEN({ 7, 70 }, { 6, 70 }, { 5, 50 }), NEW(7, 6, 5));
	expect_new(&weave, OF(.window = 1), GIVEN({ 9, 90 }, { 8, 70 }, { 7, 70 }, { 6, 70 }),
		   NEW(9, 8));
	expect_new(&weave, OF(.window = 1), GIVEN({ 5, 50 }, { 4, 50 }), NEW(4));
	expect_new(&weave, OF(.window = 2), GIVEN({ 4, 50 }, { 3, 30 }), NEW(3));
	weave_release(&weave);
}

/* A message that moved the list shows the end of a page again. */
static void test_a_page_that_begins_with_the_end_of_the_last(void **state)
{
	struct weave weave = { .unsent = { .count = 0 } };

	(void)state;
	expect_new(&weave, OF(.window = 1), GIVEN({ 9, 90 }, { 8, 80 }), NEW(9, 8));
	expect_new(&weave, OF(.window = 1), GIVEN({ 8, 80 }, { 7, 70 }), NEW(7));
	weave_release(&weave);
}

/* Above what it had reached, up to the day's end. */
static void test_a_window_that_began_again(void **state)
{
	struct weave weave = { .unsent = { .count = 0 } };

	(void)state;
	expect_new(&weave, OF(.window = 1), GIVEN({ 9, 90 }, { 8, 80 }, { 7, 70 }), NEW(9, 8, 7));
	expect_new(&weave, OF(.window = 1, .again = true), GIVEN({ 8, 80 }, { 7, 70 }, { 6, 60 }),
		   NEW(6));
	weave_release(&weave);
}

/* They have no date to go by, and may be in any window, and in the walk to the list's end. */
static void test_the_unsent_come_once(void **state)
{
	struct weave weave = { .unsent = { .count = 0 } };

	(void)state;
	expect_new(&weave, OF(.window = 1), GIVEN({ 20, NO_DATE }, { 9, 90 }), NEW(20, 9));
	expect_new(&weave, OF(.window = 2), GIVEN({ 20, NO_DATE }, { 5, 50 }, { 21, NO_DATE }),
		   NEW(5, 21));
	expect_new(&weave, OF(.window = 7, .sweep = true),
		   GIVEN({ 5, 50 }, { 21, NO_DATE }, { 22, NO_DATE }), NEW(22));
	weave_release(&weave);
}

/* Where filters hide what was never sent, the windows are given up for the walk to the list's end. */
static void test_the_walk_has_what_was_given_up(void **state)
{
	struct weave weave = { .unsent = { .count = 0 } };

	(void)state;
	expect_new(&weave, OF(.window = 1), GIVEN({ 9, 90 }, { 8, 80 }), NEW(9, 8));
	expect_new(&weave, OF(.window = 2), GIVEN({ 5, 50 }, { 4, 40 }), NEW(5, 4));
	expect_new(&weave, OF(.window = 7, .sweep = true),
		   GIVEN({ 8, 80 }, { 6, 60 }, { 20, NO_DATE }, { 5, 50 }), NEW(6, 20));
	expect_new(&weave, OF(.window = 7, .sweep = true),
		   GIVEN({ 5, 50 }, { 4, 40 }, { 3, 40 }, { 2, 20 }), NEW(3, 2));
	weave_release(&weave);
}

static void test_a_window_that_was_given_up_has_no_say(void **state)
{
	struct weave weave = { .unsent = { .count = 0 } };

	(void)state;
	expect_new(&weave, OF(.window = 3), GIVEN({ 9, 90 }, { 20, NO_DATE }), NEW(0));
	expect_new(&weave, OF(.window = 1), GIVEN({ 9, 90 }, { 20, NO_DATE }), NEW(9, 20));
	weave_release(&weave);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(test_two_windows_meet),
		cmocka_unit_test(test_a_window_that_is_done_has_what_it_had),
		cmocka_unit_test(test_a_page_that_begins_with_the_end_of_the_last),
		cmocka_unit_test(test_a_window_that_began_again),
		cmocka_unit_test(test_the_unsent_come_once),
		cmocka_unit_test(test_the_walk_has_what_was_given_up),
		cmocka_unit_test(test_a_window_that_was_given_up_has_no_say),
	};

	return cmocka_run_group_tests_name("weave", tests, NULL, NULL);
}
