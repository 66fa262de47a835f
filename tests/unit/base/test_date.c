#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

#include <stdlib.h>
#include <string.h>
#include <time.h>

#include "base/date.h"
#include "base/mem.h"

#define REFUSED INT64_C(-987654321)

struct reading {
	const char *text;
	int64_t when;
};

static void check_readings(bool (*parse)(const char *, size_t, int64_t *),
			   const struct reading *cases, size_t count)
{
	for (size_t i = 0; i < count; i++) {
		int64_t when = REFUSED;
		bool ok = parse(cases[i].text, strlen(cases[i].text), &when);
		if (ok != (cases[i].when != REFUSED) || when != cases[i].when)
			fail_msg("\"%s\" gave %lld", cases[i].text, (long long)when);
	}
}

static void test_rfc2822(void **state)
{
	(void)state;
	static const struct reading cases[] = {
		{ "Fri, 24 May 2019 17:44:50 +0000", 1558719890 },
		{ "fri, 24 may 2019 17:44:50 +0000", 1558719890 },
		{ "24 May 2019 17:44:50 +0000", 1558719890 },
		{ "Fri,24 May 2019 17:44:50 GMT", 1558719890 },
		{ "Fri, 24 May 2019 17:44:50 UTC", 1558719890 },
		{ "Fri, 24 May 2019 17:44:50 UT", 1558719890 },
		{ "Fri, 24 May 2019 17:44:50 Z", 1558719890 },
		{ "Fri, 24 May 2019 19:44:50 +0200", 1558719890 },
		{ "Fri, 24 May 2019 09:14:50 -0830", 1558719890 },
		{ "Fri, 24 May 2019 17:44 +0000", 1558719840 },
		{ "Thu, 1 Jan 1970 00:00:00 +0000", 0 },
		{ "Wed, 31 Dec 1969 23:59:59 +0000", -1 },
		{ "Thu, 29 Feb 2024 12:00:00 +0000", 1709208000 },
		{ "Sat, 31 Dec 2016 23:59:60 +0000", 1483228800 },
		{ "Mon, 01 Jan 0001 00:00:00 +0000", INT64_C(-62135596800) },
		{ "Fri, 31 Dec 9999 23:59:59 +0000", INT64_C(253402300799) },
		{ "Fri, 31 Dec 9999 23:59:59 -0001", REFUSED },
		{ "Mon, 01 Jan 0001 00:00:00 +0001", REFUSED },
		{ "Mon, 01 Jan 0000 00:00:00 +0000", REFUSED },
		{ "Thu, 29 Feb 2023 12:00:00 +0000", REFUSED },
		{ "Thu, 29 Feb 2100 12:00:00 +0000", REFUSED },
		{ "Fri, 32 May 2019 17:44:50 +0000", REFUSED },
		{ "Fri, 00 May 2019 17:44:50 +0000", REFUSED },
		{ "Fri, 24 May 2019 24:00:00 +0000", REFUSED },
		{ "Fri, 24 May 2019 17:60:50 +0000", REFUSED },
		{ "Fri, 24 May 2019 17:44:61 +0000", REFUSED },
		{ "Fri, 24 May 2019 17:44:50", REFUSED },
		{ "Fri, 24 May 2019 17:44:50 +000", REFUSED },
		{ "Fri, 24 May 2019 17:44:50 +00", REFUSED },
		{ "Fri, 24 May 2019 17:44:50 +0060", REFUSED },
		{ "Fri, 24 May 2019 17:44:50 +2400", REFUSED },
		{ "Fri, 24 May 2019 17:44:50 EST", REFUSED },
		{ "Fri, 24 May 2019 17:44:50 +0000 ", REFUSED },
		{ " Fri, 24 May 2019 17:44:50 +0000", REFUSED },
		{ "Fri 24 May 2019 17:44:50 +0000", REFUSED },
		{ "Fry, 24 May 2019 17:44:50 +0000", REFUSED },
		{ "Fri, 24 Mai 2019 17:44:50 +0000", REFUSED },
		{ "Fri, 24 May 19 17:44:50 +0000", REFUSED },
		{ "Fri, 24 May 2019 7:44:50 +0000", REFUSED },
		{ "", REFUSED },
	};

	check_readings(date_parse_rfc2822, cases, ARRAY_SIZE(cases));
}

static void test_iso(void **state)
{
	(void)state;
	static const struct reading cases[] = {
		{ "2019-05-24", 1558656000 },
		{ "2019-05-24T17:44:50Z", 1558719890 },
		{ "2019-05-24t17:44:50z", 1558719890 },
		{ "2019-05-24 17:44:50", 1558719890 },
		{ "2019-05-24T17:44:50.123456Z", 1558719890 },
		{ "2019-05-24T17:44Z", 1558719840 },
		{ "2019-05-24T19:44:50+02:00", 1558719890 },
		{ "2019-05-24T19:44:50+0200", 1558719890 },
		{ "2019-05-24T19:44:50+02", 1558719890 },
		{ "2019-05-24T09:14:50-08:30", 1558719890 },
		{ "1969-12-31T23:59:59Z", -1 },
		{ "2019-5-24", REFUSED },
		{ "2019-13-01", REFUSED },
		{ "2019-00-01", REFUSED },
		{ "2019-02-29", REFUSED },
		{ "2019-05-24T", REFUSED },
		{ "2019-05-24T17", REFUSED },
		{ "2019-05-24T17:44:50.Z", REFUSED },
		{ "2019-05-24T17:44:50+02:", REFUSED },
		{ "2019-05-24T17:44:50+02:0", REFUSED },
		{ "2019-05-24T17:44:50Zulu", REFUSED },
		{ "2019-05-24Z", REFUSED },
		{ "20190524", REFUSED },
		{ "", REFUSED },
	};

	check_readings(date_parse_iso, cases, ARRAY_SIZE(cases));
}

static void test_reading_stays_within_its_length(void **state)
{
	(void)state;
	static const char text[] = "Fri, 24 May 2019 17:44:50 +0000";
	static const char iso[] = "2019-05-24T17:44:50.5+02:00";
	int64_t when;

	for (size_t i = 0; i < sizeof(text) - 1; i++) {
		char *exact = xmemdup(text, i);
		assert_false(date_parse_rfc2822(exact, i, &when));
		free(exact);
	}
	for (size_t i = 0; i < sizeof(iso); i++) {
		char *exact = xmemdup(iso, i);
		date_parse_iso(exact, i, &when);
		free(exact);
	}
}

static void test_formats(void **state)
{
	(void)state;
	static const struct {
		int64_t when;
		const char *rfc2822;
		const char *iso;
		const char *day;
	} cases[] = {
		{ 1558719890, "Fri, 24 May 2019 17:44:50 +0000", "2019-05-24T17:44:50Z",
		  "2019-05-24" },
		{ -1, "Wed, 31 Dec 1969 23:59:59 +0000", "1969-12-31T23:59:59Z", "1969-12-31" },
		{ INT64_MAX, "Fri, 31 Dec 9999 23:59:59 +0000", "9999-12-31T23:59:59Z",
		  "9999-12-31" },
		{ INT64_MIN + 1, "Mon, 01 Jan 0001 00:00:00 +0000", "0001-01-01T00:00:00Z",
		  "0001-01-01" },
		{ DATE_NONE, "", "", "" },
	};

	for (size_t i = 0; i < ARRAY_SIZE(cases); i++) {
		char rfc2822[DATE_RFC2822_SIZE];
		char iso[DATE_ISO_SIZE];
		char day[DATE_ISO_SIZE];
		assert_int_equal(date_format_rfc2822(cases[i].when, rfc2822),
				 strlen(cases[i].rfc2822));
		assert_string_equal(rfc2822, cases[i].rfc2822);
		assert_int_equal(date_format_iso(cases[i].when, iso), strlen(cases[i].iso));
		assert_string_equal(iso, cases[i].iso);
		assert_int_equal(date_format_day(cases[i].when, day), strlen(cases[i].day));
		assert_string_equal(day, cases[i].day);
	}
}

/* The C library's own calendar is the oracle. */
static void test_calendar_agrees_with_the_c_library(void **state)
{
	(void)state;
	const int64_t first = INT64_C(-62135596800);
	const int64_t step = INT64_C(39916801); /* a prime of seconds, about 462 days */

	for (int64_t when = first; when < INT64_C(253402300799); when += step) {
		time_t seconds = when;
		struct civil date;
		struct tm tm;
		char text[DATE_RFC2822_SIZE];
		int64_t again;

		gmtime_r(&seconds, &tm);
		date_to_utc(when, &date);
		assert_int_equal(date.year, tm.tm_year + 1900);
		assert_int_equal(date.month, tm.tm_mon + 1);
		assert_int_equal(date.day, tm.tm_mday);
		assert_int_equal(date.hour, tm.tm_hour);
		assert_int_equal(date.minute, tm.tm_min);
		assert_int_equal(date.second, tm.tm_sec);
		assert_int_equal(date.weekday, tm.tm_wday);
		assert_int_equal(date_from_civil(date.year, date.month, date.day, date.hour,
						 date.minute, date.second),
				 when);
		date_format_rfc2822(when, text);
		assert_true(date_parse_rfc2822(text, strlen(text), &again));
		assert_int_equal(again, when);
	}
}

static void test_days_of_leap_years(void **state)
{
	(void)state;
	static const int years[] = { 4, 1900, 1970, 2000, 2023, 2024, 2100, 9999 };

	for (size_t i = 0; i < ARRAY_SIZE(years); i++) {
		struct civil date;
		int64_t midnight = date_from_civil(years[i], 1, 1, 0, 0, 0);
		int64_t end = date_from_civil(years[i] + 1, 1, 1, 0, 0, 0);
		int day = 0;
		int month = 12;
		for (; midnight < end; midnight += 86400) {
			date_to_utc(midnight, &date);
			assert_int_equal(date.year, years[i]);
			assert_true(date.month == month ? date.day == day + 1 : date.day == 1);
			day = date.day;
			month = date.month;
		}
		assert_int_equal(day, 31);
	}
}

static void test_carry_over(void **state)
{
	(void)state;
	assert_int_equal(date_from_civil(2019, 14, 1, 0, 0, 0),
			 date_from_civil(2020, 2, 1, 0, 0, 0));
	assert_int_equal(date_from_civil(2019, 0, 1, 0, 0, 0),
			 date_from_civil(2018, 12, 1, 0, 0, 0));
	assert_int_equal(date_from_civil(2019, 1, 32, 25, -1, 61),
			 date_from_civil(2019, 2, 2, 1, 0, 1) - 60 + 60);
	assert_int_equal(date_from_civil(2019, 3, 0, 0, 0, 0),
			 date_from_civil(2019, 2, 28, 0, 0, 0));
}

static void test_utc_midnight(void **state)
{
	(void)state;
	assert_int_equal(date_utc_midnight(1558719890), 1558656000);
	assert_int_equal(date_utc_midnight(1558656000), 1558656000);
	assert_int_equal(date_utc_midnight(0), 0);
	assert_int_equal(date_utc_midnight(-1), -86400);
}

static void test_local(void **state)
{
	(void)state;
	struct civil date;

	setenv("TZ", "CET-1CEST,M3.5.0,M10.5.0/3", 1);
	tzset();
	date_to_local(1558719890, &date);
	assert_int_equal(date.hour, 19);
	assert_int_equal(date.offset, 7200);
	assert_string_equal(date.zone, "CEST");
	date_to_local(1546300800, &date); /* 2019-01-01 */
	assert_int_equal(date.year, 2019);
	assert_int_equal(date.hour, 1);
	assert_int_equal(date.weekday, 2);
	assert_string_equal(date.zone, "CET");

	setenv("TZ", "<LongName+05>-5", 1);
	tzset();
	date_to_local(0, &date);
	assert_string_equal(date.zone, "LongNam");
	assert_int_equal(date.offset, 18000);
	date_to_local(INT64_MAX, &date);
	assert_int_equal(date.year, 10000);
	setenv("TZ", "UTC", 1);
	tzset();
}

static void test_days_in_month(void **state)
{
	static const int days[] = { 31, 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31 };

	(void)state;
	for (int month = 1; month <= 12; month++)
		assert_int_equal(date_days_in_month(2023, month), days[month - 1]);
	assert_int_equal(date_days_in_month(2024, 2), 29);
	assert_int_equal(date_days_in_month(2100, 2), 28);
	assert_int_equal(date_days_in_month(2000, 2), 29);
	assert_int_equal(date_days_in_month(9999, 12), 31);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(test_rfc2822),
		cmocka_unit_test(test_iso),
		cmocka_unit_test(test_reading_stays_within_its_length),
		cmocka_unit_test(test_formats),
		cmocka_unit_test(test_calendar_agrees_with_the_c_library),
		cmocka_unit_test(test_days_of_leap_years),
		cmocka_unit_test(test_carry_over),
		cmocka_unit_test(test_utc_midnight),
		cmocka_unit_test(test_days_in_month),
		cmocka_unit_test(test_local),
	};

	return cmocka_run_group_tests_name("date", tests, NULL, NULL);
}
