#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

#include <stdbool.h>
#include <stdlib.h>
#include <time.h>

#include "base/clock.h"
#include "base/mem.h"

static void test_environment_pins(void **state)
{
	(void)state;
	static const struct {
		const char *value;
		bool pinned;
	} cases[] = {
		{ "1700000000", true },
		{ "0", true },
		{ "", false },
		{ "-5", false },
		{ "soon", false },
		{ "1700000000.5", false },
		{ "999999999999999", false },
	};

	for (size_t i = 0; i < ARRAY_SIZE(cases); i++) {
		clock_pin(-1);
		setenv("MSGDECK_TEST_NOW", cases[i].value, 1);
		clock_init();
		assert_int_equal(clock_is_pinned(), cases[i].pinned);
		if (cases[i].pinned)
			assert_int_equal(clock_now(), strtoll(cases[i].value, NULL, 10));
	}
	unsetenv("MSGDECK_TEST_NOW");
}

static void test_pin_holds_until_it_is_taken_off(void **state)
{
	(void)state;
	clock_pin(1558719890);
	assert_int_equal(clock_now(), 1558719890);
	assert_int_equal(clock_now_ms(), INT64_C(1558719890000));
	assert_true(clock_is_pinned());
	clock_pin(-1);
	assert_false(clock_is_pinned());
	int64_t before = time(NULL);
	int64_t now = clock_now();
	int64_t now_ms = clock_now_ms();
	assert_true(now >= before - 1);
	assert_true(now_ms / 1000 >= now);
}

static void test_monotonic_runs_while_pinned(void **state)
{
	(void)state;
	clock_pin(0);
	int64_t start = clock_mono_ns();
	int64_t next = start;
	while (next == start)
		next = clock_mono_ns();
	assert_true(next > start);
	assert_true(clock_mono_ms() >= start / 1000000);
	clock_pin(-1);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(test_environment_pins),
		cmocka_unit_test(test_pin_holds_until_it_is_taken_off),
		cmocka_unit_test(test_monotonic_runs_while_pinned),
	};

	return cmocka_run_group_tests_name("clock", tests, NULL, NULL);
}
