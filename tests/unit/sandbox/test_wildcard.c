#include "sandbox/wildcard.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>

#include <cmocka.h>

#include "base/mem.h"

static const struct {
	const char *pattern;
	const char *number;
	bool matches;
} cases[] = {
	{ "", "+15125550100", true },
	{ "+15125550100", "+15125550100", true },
	{ "+1512", "+15125550100", true },
	{ "+512", "+15125550100", false },
	{ "512", "+15125550100", true },
	{ "5550100", "+15125550100", true },
	{ "555*100", "+15125550100", true },
	{ "+1******0100", "+15125550100", true },
	{ "+1*******0100", "+15125550100", false },
	{ "+1 (512) 555-01", "+15125550100", true },
	{ "0101", "+15125550100", false },
	{ "01000", "+15125550100", false },
	{ "*****", "55501", true },
	{ "******", "55501", false },
	{ "*02", "55502", true },
	{ "1", "", false },
};

static void patterns_match_anywhere(void **state)
{
	(void)state;
	for (size_t i = 0; i < ARRAY_SIZE(cases); i++)
		if (wildcard_matches(cases[i].pattern, cases[i].number) != cases[i].matches)
			fail_msg("%s in %s", cases[i].pattern, cases[i].number);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(patterns_match_anywhere),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
