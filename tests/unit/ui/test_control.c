#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

#include <string.h>

#include "base/mem.h"
#include "ui/control.h"

static void test_parts(void **state)
{
	static const struct {
		const char *bytes;
		struct control expected;
	} cases[] = {
		{ "A", { .final = 'A' } },
		{ "1;5A", { .final = 'A', .count = 2, .parameters = { 1, 5 } } },
		{ ";5A", { .final = 'A', .count = 2, .parameters = { -1, 5 } } },
		{ "<64;10;3M",
		  { .prefix = '<', .final = 'M', .count = 3, .parameters = { 64, 10, 3 } } },
		{ "?2026;2$y",
		  { .prefix = '?',
		    .final = 'y',
		    .dollar = true,
		    .count = 2,
		    .parameters = { 2026, 2 } } },
		{ "97:65;5:1u", { .final = 'u', .count = 2, .parameters = { 97, 5 } } },
		{ "1 q", { .final = 'q', .odd = true, .count = 1, .parameters = { 1 } } },
		{ "5<A", { .final = 'A', .odd = true, .count = 1, .parameters = { 5 } } },
		{ "1;2;3;4;5;6;7;8;9;10m",
		  { .final = 'm', .count = 8, .parameters = { 1, 2, 3, 4, 5, 6, 7, 8 } } },
	};

	(void)state;
	for (size_t i = 0; i < ARRAY_SIZE(cases); i++) {
		const struct control *expected = &cases[i].expected;
		struct control control;

		control_parse(&control, cases[i].bytes, strlen(cases[i].bytes));
		assert_int_equal(control.prefix, expected->prefix);
		assert_int_equal(control.final, expected->final);
		assert_int_equal(control.dollar, expected->dollar);
		assert_int_equal(control.odd, expected->odd);
		assert_int_equal(control.count, expected->count);
		assert_memory_equal(control.parameters, expected->parameters,
				    sizeof(control.parameters));
	}
}

/* Digits without end neither overflow nor wrap around to a small number. */
static void test_large_numbers(void **state)
{
	static const char bytes[] = "99999999999999999999;7~";
	struct control control;

	(void)state;
	control_parse(&control, bytes, sizeof(bytes) - 1);
	assert_int_equal(control_parameter(&control, 0, 0), 999999);
	assert_int_equal(control_parameter(&control, 1, 0), 7);
}

static void test_fallback(void **state)
{
	struct control control;

	(void)state;
	control_parse(&control, ";5H", 3);
	assert_int_equal(control_parameter(&control, 0, 1), 1);
	assert_int_equal(control_parameter(&control, 1, 1), 5);
	assert_int_equal(control_parameter(&control, 2, 1), 1);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(test_parts),
		cmocka_unit_test(test_large_numbers),
		cmocka_unit_test(test_fallback),
	};

	return cmocka_run_group_tests_name("ui/control", tests, NULL, NULL);
}
