#include "base/hours.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <string.h>

#include <cmocka.h>

/* 2026-11-23 00:00:00 UTC, which is the tests' time zone. */
#define MIDNIGHT INT64_C(1795392000)

static void test_left(void **state)
{
	(void)state;
	const struct {
		const char *text;
		int hour, minute, second;
		int64_t left_s;
	} cases[] = {
		{ "none", 3, 0, 0, 0 },
		{ "", 3, 0, 0, 0 },
		{ "22:00-07:00", 21, 59, 59, 0 },
		{ "22:00-07:00", 22, 0, 0, 9 * 3600 },
		{ "22:00-07:00", 23, 30, 0, 7 * 3600 + 1800 },
		{ "22:00-07:00", 0, 0, 0, 7 * 3600 },
		{ "22:00-07:00", 6, 59, 59, 1 },
		{ "22:00-07:00", 7, 0, 0, 0 },
		{ "12:30-13:30, 22:00-07:00", 12, 45, 30, 44 * 60 + 30 },
		{ " 12:30-13:30 ,13:30-14:00", 12, 30, 0, 5400 },
		{ "12:00-14:00,13:00-15:00", 12, 0, 0, 3 * 3600 },
		{ "18:00-24:00", 23, 59, 0, 60 },
		{ "18:00-24:00", 0, 0, 0, 0 },
		{ "18:00-24:00,00:00-06:00", 18, 0, 0, 12 * 3600 },
	};

	for (size_t i = 0; i < sizeof(cases) / sizeof(cases[0]); i++) {
		int64_t now =
			MIDNIGHT + cases[i].hour * 3600 + cases[i].minute * 60 + cases[i].second;
		struct hours hours;

		assert_true(hours_parse(&hours, cases[i].text, NULL));
		assert_int_equal(hours_left_ms(&hours, now * 1000), cases[i].left_s * 1000);
	}
	struct hours hours;
	assert_true(hours_parse(&hours, "22:00-07:00", NULL));
	assert_int_equal(hours_left_ms(&hours, (MIDNIGHT + 6 * 3600) * 1000 + 250),
			 3600 * 1000 - 250);
}

static void test_wrong(void **state)
{
	(void)state;
	/* More than HOURS_MAX ranges. */
	static const char too_many[] =
		"01:00-02:00,01:00-02:00,01:00-02:00,01:00-02:00,01:00-02:00,01:00-02:00,"
		"01:00-02:00,01:00-02:00,01:00-02:00";
	const char *const wrong[] = {
		"22",           "22:00",
		"22:00-",       "22:00-7:00",
		"22:00-07:60",  "25:00-07:00",
		"24:00-07:00",  "22:00-22:00",
		"22:00-07:00;", "22:00-07:00 12:00-13:00",
		"00:00-24:00",  "00:00-12:00,12:00-24:00",
		"22:00-07:00,", "22:00-07:00,x",
		"-1:00-02:00",  too_many,
	};

	for (size_t i = 0; i < sizeof(wrong) / sizeof(wrong[0]); i++) {
		struct error err = ERROR_INIT;
		struct hours hours;

		if (hours_parse(&hours, wrong[i], &err))
			fail_msg("%s is taken", wrong[i]);
		assert_int_equal(err.kind, ERROR_USAGE);
		error_release(&err);
	}
}

int main(void)
{
	const struct CMUnitTest tests[] = { cmocka_unit_test(test_left),
					    cmocka_unit_test(test_wrong) };

	return cmocka_run_group_tests_name("base/hours", tests, NULL, NULL);
}
