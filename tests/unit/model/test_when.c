#include "sample.h"

#include <stdlib.h>
#include <string.h>
#include <time.h>

#include "model/when.h"

#define MINUTE INT64_C(60)
#define HOUR (60 * MINUTE)
#define DAY (24 * HOUR)

/* 2026-11-18 11:06:40 UTC, a Wednesday. */
#define NOW SAMPLE_NOW

static void use_zone(const char *zone)
{
	assert_int_equal(setenv("TZ", zone, 1), 0);
	tzset();
}

static void test_relative(void **state)
{
	static const struct {
		int64_t ago;
		const char *text;
	} wanted[] = {
		{ 0, "now" },
		{ 59, "now" },
		{ -59, "now" },
		{ 60, "1m" },
		{ 59 * MINUTE + 59, "59m" },
		{ HOUR, "1h" },
		{ 23 * HOUR + 59 * MINUTE, "23h" },
		{ DAY, "Tue" },
		{ 6 * DAY + 11 * HOUR, "Thu" },
		{ 6 * DAY + 12 * HOUR, "11 Nov" },
		{ 300 * DAY, "22 Jan" },
		{ 340 * DAY, "2025-12-13" },
		{ -5 * MINUTE, "in 5m" },
		{ -3 * HOUR, "in 3h" },
		{ -3 * DAY, "21 Nov" },
		{ -60 * DAY, "17 Jan" },
		{ -300 * DAY, "2027-09-14" },
	};
	char text[WHEN_SIZE];

	(void)state;
	for (size_t i = 0; i < sizeof(wanted) / sizeof(wanted[0]); i++) {
		assert_int_equal(when_relative(NOW - wanted[i].ago, NOW, WHEN_UTC, text),
				 strlen(wanted[i].text));
		assert_string_equal(text, wanted[i].text);
	}
	assert_int_equal(when_relative(DATE_NONE, NOW, WHEN_UTC, text), 0);
	assert_string_equal(text, "");
	/* Near the turn of the year last month is not a year away. */
	when_relative(date_from_civil(2026, 12, 20, 0, 0, 0), date_from_civil(2027, 1, 8, 0, 0, 0),
		      WHEN_UTC, text);
	assert_string_equal(text, "20 Dec");
}

static void test_absolute(void **state)
{
	static const struct {
		int64_t ago;
		const char *absolute, *exact;
	} wanted[] = {
		{ 0, "11:06", "11:06:40" },
		{ 11 * HOUR, "00:06", "00:06:40" },
		{ 12 * HOUR, "17 Nov", "17 Nov 23:06" },
		{ 6 * DAY, "12 Nov", "12 Nov 11:06" },
		{ 7 * DAY, "11 Nov", "11 Nov 11:06" },
		{ 10 * DAY, "8 Nov", " 8 Nov 11:06" },
		{ 340 * DAY, "2025-12-13", "2025-12-13" },
		{ -5 * MINUTE, "11:11", "11:11:40" },
		{ -3 * DAY, "21 Nov", "21 Nov 11:06" },
		{ -60 * DAY, "17 Jan", "2027-01-17" },
	};
	char text[WHEN_SIZE];

	(void)state;
	for (size_t i = 0; i < sizeof(wanted) / sizeof(wanted[0]); i++) {
		assert_int_equal(when_absolute(NOW - wanted[i].ago, NOW, WHEN_UTC, text),
				 strlen(wanted[i].absolute));
		assert_string_equal(text, wanted[i].absolute);
		assert_int_equal(when_exact(NOW - wanted[i].ago, NOW, WHEN_UTC, text),
				 strlen(wanted[i].exact));
		assert_string_equal(text, wanted[i].exact);
	}
	assert_int_equal(when_absolute(DATE_NONE, NOW, WHEN_UTC, text), 0);
	assert_int_equal(when_exact(DATE_NONE, NOW, WHEN_UTC, text), 0);
}

/* The clocks of Berlin showed 02:30 twice on 25 October 2026, and 02:30 never on 29 March. */
static void test_all_forms_when_the_clocks_change(void **state)
{
	static const struct {
		int64_t utc, now;
		const char *relative, *absolute, *exact, *full;
	} wanted[] = {
		{ 1792888200, 1792893600, "1h", "02:30", "02:30:00",
		  "Sun 25 Oct 2026 02:30:00 CEST" },
		{ 1792891800, 1792893600, "30m", "02:30", "02:30:00",
		  "Sun 25 Oct 2026 02:30:00 CET" },
		{ 1774744200, 1774746000, "30m", "01:30", "01:30:00",
		  "Sun 29 Mar 2026 01:30:00 CET" },
		{ 1774746000, 1774746000, "now", "03:00", "03:00:00",
		  "Sun 29 Mar 2026 03:00:00 CEST" },
		/* A day of 23 hours is a day. */
		{ 1774737000, 1774821600, "23h", "28 Mar", "28 Mar 23:30",
		  "Sat 28 Mar 2026 23:30:00 CET" },
	};
	char text[WHEN_SIZE];

	(void)state;
	use_zone("CET-1CEST,M3.5.0,M10.5.0/3");
	for (size_t i = 0; i < sizeof(wanted) / sizeof(wanted[0]); i++) {
		when_relative(wanted[i].utc, wanted[i].now, WHEN_LOCAL, text);
		assert_string_equal(text, wanted[i].relative);
		when_absolute(wanted[i].utc, wanted[i].now, WHEN_LOCAL, text);
		assert_string_equal(text, wanted[i].absolute);
		when_exact(wanted[i].utc, wanted[i].now, WHEN_LOCAL, text);
		assert_string_equal(text, wanted[i].exact);
		when_full(wanted[i].utc, WHEN_LOCAL, text);
		assert_string_equal(text, wanted[i].full);
	}
	use_zone("UTC");
}

static void test_distance(void **state)
{
	static const struct {
		int64_t ago;
		const char *text;
	} wanted[] = {
		{ 5, "just now" },         { 2 * MINUTE, "2 min ago" }, { 3 * HOUR, "3 h ago" },
		{ 47 * HOUR, "47 h ago" }, { 5 * DAY, "5 days ago" },   { -4 * DAY, "in 4 days" },
		{ -90, "in 1 min" },
	};
	char text[WHEN_SIZE];

	(void)state;
	for (size_t i = 0; i < sizeof(wanted) / sizeof(wanted[0]); i++) {
		when_distance(NOW - wanted[i].ago, NOW, text);
		assert_string_equal(text, wanted[i].text);
	}
	assert_int_equal(when_distance(DATE_NONE, NOW, text), 0);
}

static void test_whole_times(void **state)
{
	char text[WHEN_SIZE];

	(void)state;
	when_full(NOW, WHEN_UTC, text);
	assert_string_equal(text, "Wed 18 Nov 2026 11:06:40 UTC");
	when_clock(NOW, WHEN_UTC, text);
	assert_string_equal(text, "11:06");
	when_day(NOW, NOW, WHEN_UTC, text);
	assert_string_equal(text, "today");
	when_day(NOW - DAY, NOW, WHEN_UTC, text);
	assert_string_equal(text, "yesterday");
	when_day(NOW - 2 * DAY, NOW, WHEN_UTC, text);
	assert_string_equal(text, "Mon 16 Nov");
	when_day(NOW + DAY, NOW, WHEN_UTC, text);
	assert_string_equal(text, "Thu 19 Nov");
	when_day(NOW - 365 * DAY, NOW, WHEN_UTC, text);
	assert_string_equal(text, "Tue 18 Nov 2025");
	assert_int_equal(when_day(DATE_NONE, NOW, WHEN_UTC, text), 0);
	assert_int_equal(when_full(DATE_NONE, WHEN_UTC, text), 0);
	assert_int_equal(when_clock(DATE_NONE, WHEN_UTC, text), 0);
}

static void test_days_are_of_the_zone(void **state)
{
	int64_t late = date_from_civil(2026, 11, 18, 23, 30, 0);
	char text[WHEN_SIZE];

	(void)state;
	use_zone("JST-9");
	assert_true(when_day_number(late, WHEN_LOCAL) == when_day_number(late, WHEN_UTC) + 1);
	when_clock(late, WHEN_LOCAL, text);
	assert_string_equal(text, "08:30");
	when_day(late, late + DAY, WHEN_LOCAL, text);
	assert_string_equal(text, "yesterday");
	when_full(late, WHEN_LOCAL, text);
	assert_string_equal(text, "Thu 19 Nov 2026 08:30:00 JST");
	assert_true(when_day_number(-1, WHEN_UTC) == -1);
	assert_true(when_day_number(0, WHEN_UTC) == 0);
	use_zone("UTC");
}

static void test_from_civil(void **state)
{
	struct civil summer = { .year = 2026, .month = 7, .day = 1, .hour = 12 };
	struct civil twice = { .year = 2026, .month = 10, .day = 25, .hour = 2, .minute = 30 };
	struct civil never = { .year = 2026, .month = 3, .day = 29, .hour = 2, .minute = 30 };

	(void)state;
	use_zone("CET-1CEST,M3.5.0,M10.5.0/3");
	assert_true(when_from_civil(&summer, WHEN_LOCAL) == date_from_civil(2026, 7, 1, 10, 0, 0));
	assert_true(when_from_civil(&summer, WHEN_UTC) == date_from_civil(2026, 7, 1, 12, 0, 0));
	assert_true(when_from_civil(&twice, WHEN_LOCAL) == date_from_civil(2026, 10, 25, 0, 30, 0));
	assert_true(when_from_civil(&never, WHEN_LOCAL) == date_from_civil(2026, 3, 29, 1, 30, 0));
	/* There and back for every hour of a year. */
	for (int64_t when = date_from_civil(2026, 1, 1, 0, 0, 0);
	     when < date_from_civil(2027, 1, 1, 0, 0, 0); when += HOUR) {
		struct civil civil;
		int64_t back;

		date_to_local(when, &civil);
		back = when_from_civil(&civil, WHEN_LOCAL);
		assert_true(back == when || back == when - HOUR);
	}
	use_zone("UTC");
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(test_relative),
		cmocka_unit_test(test_absolute),
		cmocka_unit_test(test_all_forms_when_the_clocks_change),
		cmocka_unit_test(test_distance),
		cmocka_unit_test(test_whole_times),
		cmocka_unit_test(test_days_are_of_the_zone),
		cmocka_unit_test(test_from_civil),
	};

	return cmocka_run_group_tests_name("when", tests, NULL, NULL);
}
