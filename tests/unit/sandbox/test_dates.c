#include "sandbox/dates.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <string.h>

#include <cmocka.h>

#include "base/mem.h"

/* 2019-06-11T22:05:25Z, and the start of that day. */
#define MOMENT 1560290725
#define DAY_START 1560211200

static const struct {
	const char *text;
	bool right;
	int64_t when;
	bool day_only;
} cases[] = {
	{ "2019-06-11", true, DAY_START, true },
	{ "2019-06-11T22:05:25Z", true, MOMENT, false },
	{ "2019-06-11T22:05:25", true, MOMENT, false },
	{ "2019-06-11 22:05:25", true, MOMENT, false },
	{ "2019-06-11 22:05:25.000", true, MOMENT, false },
	{ "2019-06-11T22:05:25.000Z", true, MOMENT, false },
	{ "2019-06-12T00:05:25+02:00", true, MOMENT, false },
	{ "06/11/2019 22:05:25", true, MOMENT, false },
	{ "06/11/2019 22:05:25 GMT", true, MOMENT, false },
	{ "06/11/2019 15:05:25 MST", true, MOMENT, false },
	{ "Tue, 11 Jun 2019 22:05:25 +0000", true, MOMENT, false },
	{ "Tue, 11 Jun 2019 22:05:25 -0000", true, MOMENT, false },
	{ "", false, 0, false },
	{ "2019-06", false, 0, false },
	{ "2019-06-31", false, 0, false },
	{ "2019-6-1", false, 0, false },
	{ ">=2019-06-11", false, 0, false },
	{ "06/11/2019", false, 0, false },
	{ "06/31/2019 22:05:25", false, 0, false },
	{ "06/11/2019 24:05:25", false, 0, false },
	{ "06/11/2019 22:05:25 XYZ", false, 0, false },
	{ "2019-06-11T22:05:25Zx", false, 0, false },
	{ "2019-06-11x22:05:25Z", false, 0, false },
	{ "a text that is longer than any spelling of a date could ever be, by far", false, 0,
	  false },
};

static void spellings_are_understood(void **state)
{
	(void)state;
	for (size_t i = 0; i < ARRAY_SIZE(cases); i++) {
		int64_t when = 0;
		bool day_only;
		bool right = dates_parse(cases[i].text, strlen(cases[i].text), &when, &day_only);

		if (right != cases[i].right)
			fail_msg("\"%s\": %d", cases[i].text, right);
		if (!right)
			continue;
		assert_true(when == cases[i].when);
		assert_int_equal(day_only, cases[i].day_only);
	}
}

int main(void)
{
	const struct CMUnitTest tests[] = { cmocka_unit_test(spellings_are_understood) };

	return cmocka_run_group_tests(tests, NULL, NULL);
}
