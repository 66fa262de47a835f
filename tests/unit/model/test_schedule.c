#include "sample.h"

#include <stdlib.h>
#include <string.h>
#include <time.h>

#include "model/schedule.h"

/* 2026-11-18 11:06:40 UTC, a Wednesday. */
#define NOW SAMPLE_NOW

static void use_zone(const char *zone)
{
	assert_int_equal(setenv("TZ", zone, 1), 0);
	tzset();
}

static void test_times_in_words(void **state)
{
	static const struct {
		const char *text;
		const char *iso;
	} wanted[] = {
		{ "in 2h", "2026-11-18T13:06:40Z" },
		{ "2h", "2026-11-18T13:06:40Z" },
		{ "+90m", "2026-11-18T12:36:40Z" },
		{ "in 90 minutes", "2026-11-18T12:36:40Z" },
		{ "in 1 day 4 hours", "2026-11-19T15:06:40Z" },
		{ "1w", "2026-11-25T11:06:40Z" },
		{ "18:30", "2026-11-18T18:30:00Z" },
		{ "at 18:30:15", "2026-11-18T18:30:15Z" },
		/* Over for today. */
		{ "9:00", "2026-11-19T09:00:00Z" },
		{ "11:06", "2026-11-19T11:06:00Z" },
		{ "6:30pm", "2026-11-18T18:30:00Z" },
		{ "6:30 PM", "2026-11-18T18:30:00Z" },
		{ "12am", "2026-11-19T00:00:00Z" },
		{ "12pm", "2026-11-18T12:00:00Z" },
		{ "noon", "2026-11-18T12:00:00Z" },
		{ "midnight", "2026-11-19T00:00:00Z" },
		{ "today 18:00", "2026-11-18T18:00:00Z" },
		{ "today 9:00", "2026-11-18T09:00:00Z" },
		{ "tomorrow 9:00", "2026-11-19T09:00:00Z" },
		{ "9:00 tomorrow", "2026-11-19T09:00:00Z" },
		{ "tom at 9am", "2026-11-19T09:00:00Z" },
		{ "fri 17:00", "2026-11-20T17:00:00Z" },
		{ "Friday, 5pm", "2026-11-20T17:00:00Z" },
		/* A weekday is never today. */
		{ "wed 17:00", "2026-11-25T17:00:00Z" },
		{ "next tue 8:15", "2026-11-24T08:15:00Z" },
		{ "2026-11-25 09:00", "2026-11-25T09:00:00Z" },
		{ "25 Nov 9am", "2026-11-25T09:00:00Z" },
		{ "Nov 25th 9:00", "2026-11-25T09:00:00Z" },
		{ "3 jan 10:00", "2027-01-03T10:00:00Z" },
		{ "3 January 2027 10:00", "2027-01-03T10:00:00Z" },
		{ "2026-11-25T09:00", "2026-11-25T09:00:00Z" },
		{ "2026-11-25T09:00:30", "2026-11-25T09:00:30Z" },
		{ "2026-11-25T09:00:30Z", "2026-11-25T09:00:30Z" },
		{ "2026-11-25T09:00:30+02:00", "2026-11-25T07:00:30Z" },
	};
	char text[DATE_ISO_SIZE];

	(void)state;
	for (size_t i = 0; i < sizeof(wanted) / sizeof(wanted[0]); i++) {
		struct error err = ERROR_INIT;
		int64_t when = 0;

		if (!schedule_parse(wanted[i].text, NOW, WHEN_UTC, &when, &err))
			fail_msg("\"%s\": %s", wanted[i].text, error_text(&err));
		date_format_iso(when, text);
		assert_string_equal(text, wanted[i].iso);
	}
}

static void test_what_is_no_time(void **state)
{
	static const char *const texts[] = {
		"",
		" ",
		"soon",
		"tomorrow",
		"fri",
		"25 Nov",
		"30 Feb 9:00",
		"2026-13-01 9:00",
		"25:00",
		"9:60",
		"13pm",
		"in 2h 9:00",
		"9:00 10:00",
		"9",
		"in",
		"nov 9:00",
		"tue wed 9:00",
		"12345h",
		"2026-11-25",
		"9:0",
		"25 9:00",
		"1 2 3 4 5 6 7 8 9 10 11 12 13",
		"x2026-11-25T09:00",
	};

	(void)state;
	for (size_t i = 0; i < sizeof(texts) / sizeof(texts[0]); i++) {
		struct error err = ERROR_INIT;
		int64_t when = 77;

		if (schedule_parse(texts[i], NOW, WHEN_UTC, &when, &err))
			fail_msg("\"%s\" is taken for a time", texts[i]);
		assert_true(error_text(&err)[0] != '\0');
		error_release(&err);
	}
}

static void test_local_time(void **state)
{
	char text[DATE_ISO_SIZE];
	int64_t when;

	(void)state;
	use_zone("CET-1CEST,M3.5.0,M10.5.0/3");
	assert_true(schedule_parse("18:30", NOW, WHEN_LOCAL, &when, NULL));
	date_format_iso(when, text);
	assert_string_equal(text, "2026-11-18T17:30:00Z");
	/* Past midnight here, not yet there. */
	assert_true(schedule_parse("tomorrow 0:30", date_from_civil(2026, 7, 1, 22, 30, 0),
				   WHEN_LOCAL, &when, NULL));
	date_format_iso(when, text);
	assert_string_equal(text, "2026-07-02T22:30:00Z");
	assert_true(schedule_parse("2026-11-25T09:00:00Z", NOW, WHEN_LOCAL, &when, NULL));
	date_format_iso(when, text);
	assert_string_equal(text, "2026-11-25T09:00:00Z");
	use_zone("UTC0");
}

static void test_the_window(void **state)
{
	static const struct {
		int64_t ahead;
		const char *why; /* NULL: it is inside */
	} wanted[] = {
		{ -1, "over" },
		{ 0, "over" },
		{ 300, "5 minutes" },
		{ 300 + SCHEDULE_MARGIN_S, "5 minutes" },
		{ 301 + SCHEDULE_MARGIN_S, NULL },
		{ 35 * 86400, NULL },
		{ 35 * 86400 + 1, "35 days" },
	};

	(void)state;
	for (size_t i = 0; i < sizeof(wanted) / sizeof(wanted[0]); i++) {
		struct error err = ERROR_INIT;
		bool good = schedule_check(NOW + wanted[i].ahead, NOW, &err);

		assert_int_equal(good, wanted[i].why == NULL);
		if (wanted[i].why)
			assert_non_null(strstr(error_text(&err), wanted[i].why));
		error_release(&err);
	}
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(test_times_in_words),
		cmocka_unit_test(test_what_is_no_time),
		cmocka_unit_test(test_local_time),
		cmocka_unit_test(test_the_window),
	};

	use_zone("UTC0");
	return cmocka_run_group_tests_name("schedule", tests, NULL, NULL);
}
