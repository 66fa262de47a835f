#include "sandbox/alpha.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>

#include <cmocka.h>

#include "base/mem.h"

static const struct {
	const char *text;
	bool valid;
} cases[] = {
	{ "Fernhill", true },      { "A", true },      { "A1 -+_&", true },
	{ "12345678901", false },  { "1a", true },     { "ElevenChars", true },
	{ "TwelveChars.", false }, { "", false },      { "TwelveCharss", false },
	{ "F\303\274rn", false },  { "Fern!", false }, { "  ", false },
};

static void names_follow_the_rules(void **state)
{
	(void)state;
	for (size_t i = 0; i < ARRAY_SIZE(cases); i++)
		if (alpha_is_valid(cases[i].text) != cases[i].valid)
			fail_msg("\"%s\"", cases[i].text);
}

static void countries_are_known_in_either_case(void **state)
{
	(void)state;
	assert_string_equal(alpha_country("GB"), "GB");
	assert_string_equal(alpha_country("de"), "DE");
	assert_null(alpha_country("XX"));
	assert_null(alpha_country("UK"));
	assert_null(alpha_country("GBR"));
	assert_null(alpha_country(""));
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(names_follow_the_rules),
		cmocka_unit_test(countries_are_known_in_either_case),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
