#include "sandbox/sid.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <string.h>

#include <cmocka.h>

#include "base/mem.h"

static void numbers_come_back(void **state)
{
	static const uint64_t numbers[] = { 0, 1, 2, 4999999, 0x80000000u, UINT64_MAX };

	(void)state;
	for (uint64_t key = 0; key < 3; key++) {
		for (size_t i = 0; i < ARRAY_SIZE(numbers); i++) {
			char text[SID_SIZE];
			uint64_t number = 77;

			sid_format(key, SID_MESSAGE, "SM", numbers[i], text);
			assert_true(sid_is_wellformed(text, strlen(text), "SM"));
			assert_true(sid_parse(key, SID_MESSAGE, text, &number));
			assert_true(number == numbers[i]);
			assert_false(sid_parse(key, SID_MEDIA, text, &number));
			assert_false(sid_parse(key + 1, SID_MESSAGE, text, &number));
		}
	}
}

/* The documents allow both cases. */
static void upper_case_is_the_same(void **state)
{
	char text[SID_SIZE];
	uint64_t number;

	(void)state;
	sid_format(5, SID_MESSAGE, "SM", 42, text);
	for (char *at = text; *at != '\0'; at++)
		if (*at >= 'a' && *at <= 'f')
			*at = (char)(*at - 'a' + 'A');
	assert_true(sid_parse(5, SID_MESSAGE, text, &number));
	assert_true(number == 42);
}

static void foreign_ones_are_recognised(void **state)
{
	static const char *const foreign[] = {
		"SM00000000000000000000000000000000",
		"SMffffffffffffffffffffffffffffffff",
		"SM0123456789abcdef0123456789abcdeg",
	};
	char text[SID_SIZE];
	uint64_t number;

	(void)state;
	for (size_t i = 0; i < ARRAY_SIZE(foreign); i++)
		assert_false(sid_parse(1, SID_MESSAGE, foreign[i], &number));
	sid_format(1, SID_MESSAGE, "SM", 42, text);
	text[20] = text[20] == '0' ? '1' : '0';
	assert_false(sid_parse(1, SID_MESSAGE, text, &number));
}

static void shape_is_checked(void **state)
{
	static const struct {
		const char *text;
		bool right;
	} cases[] = {
		{ "SM0123456789abcdefABCDEF9876543210", true },
		{ "MM0123456789abcdefABCDEF9876543210", false },
		{ "SM0123456789abcdefABCDEF987654321", false },
		{ "SM0123456789abcdefABCDEF98765432100", false },
		{ "SM0123456789abcdefABCDEF987654321x", false },
		{ "", false },
	};

	(void)state;
	for (size_t i = 0; i < ARRAY_SIZE(cases); i++)
		assert_int_equal(sid_is_wellformed(cases[i].text, strlen(cases[i].text), "SM"),
				 cases[i].right);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(numbers_come_back),
		cmocka_unit_test(upper_case_is_the_same),
		cmocka_unit_test(foreign_ones_are_recognised),
		cmocka_unit_test(shape_is_checked),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
