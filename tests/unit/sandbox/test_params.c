#include "sandbox/params.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <string.h>

#include <cmocka.h>

#include "base/mem.h"

static const struct {
	const char *text;
	size_t count;
	const char *name; /* of the last */
	const char *value;
} cases[] = {
	{ "", 0, NULL, NULL },
	{ "a=b", 1, "a", "b" },
	{ "a", 1, "a", "" },
	{ "a=", 1, "a", "" },
	{ "=b", 1, "", "b" },
	{ "a=b=c", 1, "a", "b=c" },
	{ "&&a=1&&b=2&", 2, "b", "2" },
	{ "a=1&a=2", 2, "a", "2" },
	{ "DateSent%3E=2024-05-01+10%3A00", 1, "DateSent>", "2024-05-01 10:00" },
	{ "x=%E2%82%AC", 1, "x", "€" },
	{ "x=100%", 1, "x", "100%" },
	{ "x=%4", 1, "x", "%4" },
	{ "x=%zz", 1, "x", "%zz" },
	{ "x=%41%4a", 1, "x", "AJ" },
};

static void pairs_are_decoded(void **state)
{
	(void)state;
	for (size_t i = 0; i < ARRAY_SIZE(cases); i++) {
		struct arena arena = ARENA_INIT;
		struct params params = { 0 };

		params_parse(&params, &arena, cases[i].text, strlen(cases[i].text));
		assert_int_equal(params.count, cases[i].count);
		if (cases[i].name != NULL) {
			assert_string_equal(params_value(&params, cases[i].name), cases[i].value);
			assert_int_equal(params_get(&params, cases[i].name)->length,
					 strlen(cases[i].value));
		}
		assert_null(params_value(&params, "nothing"));
		vec_release(&params);
		arena_release(&arena);
	}
}

static void repeated_names_are_counted(void **state)
{
	struct arena arena = ARENA_INIT;
	struct params params = { 0 };

	(void)state;
	params_parse(&params, &arena, "M=1&N=2&M=3", 11);
	assert_int_equal(params_count(&params, "M"), 2);
	assert_int_equal(params_count(&params, "O"), 0);
	vec_release(&params);
	arena_release(&arena);
}

static void links_are_encoded_as_the_api_does(void **state)
{
	struct strbuf out = STRBUF_INIT(STRBUF_LINE);

	(void)state;
	params_encode(&out, "+1 (a)*-._~/ü", strlen("+1 (a)*-._~/ü"));
	assert_string_equal(out.data, "%2B1+%28a%29*-._%7E%2F%C3%BC");
	strbuf_release(&out);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(pairs_are_decoded),
		cmocka_unit_test(repeated_names_are_counted),
		cmocka_unit_test(links_are_encoded_as_the_api_does),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
