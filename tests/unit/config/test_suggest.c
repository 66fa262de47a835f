#include "config/suggest.h"

#include "files.h"

static void test_distance(void **state)
{
	static const struct {
		const char *a, *b;
		size_t limit, expected;
	} cases[] = {
		{ "theme", "theme", 3, 0 },
		{ "thme", "theme", 3, 1 },
		{ "htems", "theme", 3, 2 },
		{ "read-only", "read_only", 3, 0 },
		{ "READ_ONLY", "read_only", 3, 0 },
		{ "ab", "ba", 3, 1 },
		{ "", "abc", 3, 3 },
		{ "abc", "", 2, 3 },
		{ "abcdef", "uvwxyz", 2, 3 },
		{ "page_size", "first_page_size", 3, 4 },
	};

	(void)state;
	for (size_t i = 0; i < ARRAY_SIZE(cases); i++) {
		assert_int_equal(suggest_distance(cases[i].a, cases[i].b, cases[i].limit),
				 cases[i].expected);
		assert_int_equal(suggest_distance(cases[i].b, cases[i].a, cases[i].limit),
				 cases[i].expected);
	}
}

static void test_long_names_are_far(void **state)
{
	char name[200];

	(void)state;
	memset(name, 'a', sizeof(name) - 1);
	name[sizeof(name) - 1] = '\0';
	assert_int_equal(suggest_distance(name, name, 5), 6);
}

static void test_offer(void **state)
{
	static const struct {
		const char *wanted, *best;
	} cases[] = {
		{ "pool_interval", "poll_interval" },
		{ "poll_interval_ide", "poll_interval_idle" },
		{ "xy", NULL },
		{ "b", NULL },
		{ "edge", "edge" },
		{ "egde", "edge" },
		{ "POLL-int", "poll_interval_idle" },
		{ "poll_interval_idle_x", "poll_interval_idle" },
		{ "edg", "edge" },
		{ "po", NULL },
	};
	static const char *const known[] = { "poll_interval_idle", "poll_interval", "edge", "a" };

	(void)state;
	for (size_t i = 0; i < ARRAY_SIZE(cases); i++) {
		struct suggestion suggestion = { .wanted = cases[i].wanted };
		for (size_t j = 0; j < ARRAY_SIZE(known); j++)
			suggest_offer(&suggestion, known[j]);
		if (cases[i].best)
			assert_string_equal(suggestion.best, cases[i].best);
		else
			assert_null(suggestion.best);
	}
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(test_distance),
		cmocka_unit_test(test_long_names_are_far),
		cmocka_unit_test(test_offer),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
