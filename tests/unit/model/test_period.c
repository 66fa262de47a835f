#include "sample.h"

#include <stdlib.h>
#include <string.h>
#include <time.h>

#include "base/mem.h"
#include "model/period.h"

#define HOUR INT64_C(3600)
#define DAY (24 * HOUR)

static int64_t utc(int year, int month, int day, int hour, int minute)
{
	return date_from_civil(year, month, day, hour, minute, 0);
}

/* Edges rise, every time between them is in the bucket that holds it. */
static void assert_whole(const struct period *period)
{
	assert_true(period->buckets > 0 && period->buckets <= PERIOD_BUCKETS_MAX);
	for (size_t i = 0; i < period->buckets; i++) {
		assert_true(period->edges[i] < period->edges[i + 1]);
		assert_int_equal(period_bucket(period, period->edges[i]), i);
		assert_int_equal(period_bucket(period, period->edges[i + 1] - 1), i);
	}
}

static void test_each_kind(void **state)
{
	(void)state;
	int64_t now = utc(2026, 11, 23, 17, 42);
	static const struct {
		enum period_kind kind;
		unsigned back;
		enum period_unit unit;
		size_t buckets;
		const char *first, *end, *before_from, *before_to;
	} cases[] = {
		{ PERIOD_HOUR, 0, PERIOD_BY_MINUTES, 12, "2026-11-23T16:45:00Z",
		  "2026-11-23T17:45:00Z", "2026-11-23T15:45:00Z", "2026-11-23T16:42:01Z" },
		{ PERIOD_HOUR, 2, PERIOD_BY_MINUTES, 12, "2026-11-23T14:45:00Z",
		  "2026-11-23T15:45:00Z", "2026-11-23T13:45:00Z", "2026-11-23T14:45:00Z" },
		{ PERIOD_DAY, 0, PERIOD_BY_HOUR, 24, "2026-11-22T18:00:00Z", "2026-11-23T18:00:00Z",
		  "2026-11-21T18:00:00Z", "2026-11-22T17:42:01Z" },
		{ PERIOD_DAY, 1, PERIOD_BY_HOUR, 24, "2026-11-21T18:00:00Z", "2026-11-22T18:00:00Z",
		  "2026-11-20T18:00:00Z", "2026-11-21T18:00:00Z" },
		{ PERIOD_WEEK, 0, PERIOD_BY_QUARTER, 28, "2026-11-17T00:00:00Z",
		  "2026-11-24T00:00:00Z", "2026-11-10T00:00:00Z", "2026-11-16T17:42:01Z" },
		{ PERIOD_WEEK, 1, PERIOD_BY_QUARTER, 28, "2026-11-10T00:00:00Z",
		  "2026-11-17T00:00:00Z", "2026-11-03T00:00:00Z", "2026-11-10T00:00:00Z" },
		{ PERIOD_MONTH, 0, PERIOD_BY_DAY, 30, "2026-10-25T00:00:00Z",
		  "2026-11-24T00:00:00Z", "2026-09-25T00:00:00Z", "2026-10-24T17:42:01Z" },
	};

	for (size_t i = 0; i < ARRAY_SIZE(cases); i++) {
		struct period period;
		char text[DATE_ISO_SIZE];
		period_set(&period, cases[i].kind, cases[i].back, now, DATE_NONE, WHEN_UTC);
		assert_whole(&period);
		assert_int_equal(period.unit, cases[i].unit);
		assert_int_equal(period.buckets, cases[i].buckets);
		date_format_iso(period.edges[0], text);
		assert_string_equal(text, cases[i].first);
		date_format_iso(period.edges[period.buckets], text);
		assert_string_equal(text, cases[i].end);
		date_format_iso(period.before_from, text);
		assert_string_equal(text, cases[i].before_from);
		date_format_iso(period.before_to, text);
		assert_string_equal(text, cases[i].before_to);
	}
}

static void test_everything(void **state)
{
	(void)state;
	int64_t now = utc(2026, 11, 23, 17, 42); /* a Monday */
	static const struct {
		int days; /* age of the oldest */
		enum period_unit unit;
		size_t buckets;
		const char *first;
	} cases[] = {
		{ 0, PERIOD_BY_DAY, 1, "2026-11-23T00:00:00Z" },
		{ 61, PERIOD_BY_DAY, 62, "2026-09-23T00:00:00Z" },
		{ 62, PERIOD_BY_WEEK, 10, "2026-09-21T00:00:00Z" },
		{ 400, PERIOD_BY_WEEK, 59, "2025-10-13T00:00:00Z" },
		{ 423, PERIOD_BY_WEEK, 62, "2025-09-22T00:00:00Z" },
		{ 430, PERIOD_BY_MONTH, 15, "2025-09-01T00:00:00Z" },
		{ 3000, PERIOD_BY_MONTH, 62, "2018-09-06T17:42:00Z" },
	};

	for (size_t i = 0; i < ARRAY_SIZE(cases); i++) {
		struct period period;
		char text[DATE_ISO_SIZE];
		period_set(&period, PERIOD_ALL, 3, now, now - cases[i].days * DAY, WHEN_UTC);
		assert_whole(&period);
		assert_int_equal(period.unit, cases[i].unit);
		assert_int_equal(period.buckets, cases[i].buckets);
		date_format_iso(period.edges[0], text);
		assert_string_equal(text, cases[i].first);
		assert_true(period.edges[period.buckets] > now);
		assert_true(period.before_from == DATE_NONE);
		assert_int_equal(period.back, 0);
	}
}

/* Nothing there yet, and clocks that are ahead of ours. */
static void test_everything_of_nothing(void **state)
{
	(void)state;
	struct period period;
	int64_t now = utc(2026, 11, 23, 17, 42);

	period_set(&period, PERIOD_ALL, 0, now, DATE_NONE, WHEN_UTC);
	assert_whole(&period);
	assert_int_equal(period.buckets, 1);
	period_set(&period, PERIOD_ALL, 0, now, now + 3 * DAY, WHEN_UTC);
	assert_whole(&period);
	assert_int_equal(period.buckets, 1);
}

static void zone(const char *name)
{
	setenv("TZ", name, 1);
	tzset();
}

/* Berlin went back an hour on 25 October 2026 and forward one on 29 March. */
static void test_days_of_25_and_23_hours(void **state)
{
	(void)state;
	struct period period;

	zone("CET-1CEST,M3.5.0,M10.5.0/3");
	period_set(&period, PERIOD_MONTH, 0, utc(2026, 10, 28, 12, 0), DATE_NONE, WHEN_LOCAL);
	assert_whole(&period);
	assert_int_equal(period.edges[27] - period.edges[26], 25 * HOUR);
	assert_int_equal(period.edges[26], utc(2026, 10, 24, 22, 0));
	assert_int_equal(period.edges[30], utc(2026, 10, 28, 23, 0));
	/* The same time by the clock, thirty days before: an hour less of UTC. */
	assert_int_equal(period.before_to, utc(2026, 9, 28, 11, 0) + 1);
	period_set(&period, PERIOD_WEEK, 0, utc(2026, 3, 31, 12, 0), DATE_NONE, WHEN_LOCAL);
	assert_whole(&period);
	assert_int_equal(period.edges[17] - period.edges[16], 5 * HOUR);
	period_set(&period, PERIOD_DAY, 0, utc(2026, 10, 25, 1, 10), DATE_NONE, WHEN_LOCAL);
	assert_whole(&period);
	assert_int_equal(period.edges[24], utc(2026, 10, 25, 2, 0));
	zone("UTC");
}

static void test_hours_of_a_zone_between(void **state)
{
	(void)state;
	struct period period;

	zone("NPT-5:45"); /* Nepal's */
	period_set(&period, PERIOD_DAY, 0, utc(2026, 11, 23, 10, 30), DATE_NONE, WHEN_LOCAL);
	assert_int_equal(period.edges[24], utc(2026, 11, 23, 11, 15));
	zone("UTC");
}

static void test_words(void **state)
{
	(void)state;
	for (unsigned i = 0; i < PERIOD_KINDS; i++) {
		assert_true(strlen(period_name((enum period_kind)i)) > 0);
		assert_null(strchr(period_word((enum period_kind)i), ' '));
	}
	assert_string_equal(period_unit_name(PERIOD_BY_QUARTER), "by 6 hours");
}

int main(void)
{
	static const struct CMUnitTest tests[] = {
		cmocka_unit_test(test_each_kind),
		cmocka_unit_test(test_everything),
		cmocka_unit_test(test_everything_of_nothing),
		cmocka_unit_test(test_days_of_25_and_23_hours),
		cmocka_unit_test(test_hours_of_a_zone_between),
		cmocka_unit_test(test_words),
	};

	return cmocka_run_group_tests_name("model/period", tests, NULL, NULL);
}
