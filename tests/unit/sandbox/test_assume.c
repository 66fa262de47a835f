#include "sandbox/assume.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <string.h>

#include <cmocka.h>

#include "base/mem.h"

static void defaults_hold(void **state)
{
	struct assumptions a;

	(void)state;
	assume_init(&a);
	assert_int_equal(a.status_20009, 409);
	assert_int_equal(a.nulls_filtered, 1);
	assert_int_equal(a.retry_after, -1);
	assert_int_equal(a.deleted_linger, 0);
}

static void values_are_set(void **state)
{
	struct assumptions a;

	(void)state;
	assume_init(&a);
	assert_true(assume_set(&a, "date-filter=day", NULL));
	assert_true(assume_set(&a, "status-20009=422", NULL));
	assert_true(assume_set(&a, "deleted-linger=86400", NULL));
	assert_true(assume_set(&a, "retry-after=2", NULL));
	assert_int_equal(a.dates_by_day, 1);
	assert_int_equal(a.status_20009, 422);
	assert_int_equal(a.deleted_linger, 86400);
	assert_int_equal(a.retry_after, 2);
	assert_true(assume_set(&a, "retry-after=none", NULL));
	assert_int_equal(a.retry_after, -1);
}

static void nonsense_is_explained(void **state)
{
	static const struct {
		const char *text;
		const char *says;
	} cases[] = {
		{ "date-filter", "NAME=VALUE" },        { "date-filter=", "second|day" },
		{ "date-filter=week", "second|day" },   { "nothing=1", "nothing" },
		{ "deleted-linger=86401", "0|NUMBER" }, { "deleted-linger=NUMBER", "0|NUMBER" },
	};
	struct assumptions a;

	(void)state;
	assume_init(&a);
	for (size_t i = 0; i < ARRAY_SIZE(cases); i++) {
		struct error err = ERROR_INIT;

		assert_false(assume_set(&a, cases[i].text, &err));
		assert_non_null(strstr(error_text(&err), cases[i].says));
		error_release(&err);
	}
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(defaults_hold),
		cmocka_unit_test(values_are_set),
		cmocka_unit_test(nonsense_is_explained),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
