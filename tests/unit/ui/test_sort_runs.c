#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

#include <stdlib.h>

#include "base/mem.h"
#include "ui/sort_runs.h"

static int by_key(const struct sort_entry *a, const struct sort_entry *b, void *context)
{
	++*(size_t *)context;
	if (a->sort_key != b->sort_key)
		return a->sort_key < b->sort_key ? -1 : 1;
	return (a->row > b->row) - (a->row < b->row);
}

/* Every row that the number divides. */
static bool is_multiple(const void *context, uint32_t row)
{
	return row % *(const uint32_t *)context == 0;
}

/* Adds rows with scattered keys; every so often a step of merging, as a list does. */
static void add_rows(struct sort_runs *runs, uint32_t count)
{
	for (uint32_t row = 0; row < count; row++) {
		sort_runs_add(runs, (struct sort_entry){ .sort_key = (uint64_t)row * 7919 % 1009,
							 .row = row });
		if (row % 300 == 0 && sort_runs_want_merge(runs, false))
			sort_runs_merge(runs);
	}
	sort_runs_end(runs);
}

static void check(const struct sort_runs *runs, size_t count)
{
	const struct sort_run *run = sort_runs_only(runs);
	size_t compared = 0;

	if (!count && !run)
		return;
	assert_non_null(run);
	assert_int_equal(run->count, count);
	for (size_t i = 1; i < count; i++)
		assert_true(by_key(sort_run_at(run, i - 1), sort_run_at(run, i), &compared) < 0);
}

static void test_any_number_of_rows_ends_in_one_sorted_run(void **state)
{
	(void)state;
	static const uint32_t counts[] = { 0, 1, 2, 2047, 2048, 2049, 4096, 10000, 40001 };

	for (size_t i = 0; i < ARRAY_SIZE(counts); i++) {
		size_t compared = 0;
		struct sort_runs runs = { .compare = by_key, .context = &compared };

		add_rows(&runs, counts[i]);
		while (sort_runs_want_merge(&runs, true))
			sort_runs_merge(&runs);
		check(&runs, counts[i]);
		/* No more than n log n, with something to spare. */
		assert_true(compared <= (size_t)counts[i] * 20);
		sort_runs_clear(&runs);
		assert_null(sort_runs_only(&runs));
	}
}

/* Whatever a merge has done so far, rows that leave are found in all its pieces. */
static void test_rows_leave_in_the_middle_of_a_merge(void **state)
{
	(void)state;
	for (int steps = 0; steps < 14; steps++) {
		size_t compared = 0;
		uint32_t divisor = 3;
		struct sort_runs runs = { .compare = by_key, .context = &compared };

		add_rows(&runs, 9000);
		for (int i = 0; i < steps && sort_runs_want_merge(&runs, true); i++)
			sort_runs_merge(&runs);
		sort_runs_purge(&runs, is_multiple, &divisor);
		sort_runs_add(&runs, (struct sort_entry){ .sort_key = 5, .row = 3 });
		sort_runs_end(&runs);
		while (sort_runs_want_merge(&runs, true))
			sort_runs_merge(&runs);
		check(&runs, 6001);
		sort_runs_clear(&runs);
	}
}

static void test_what_is_left_over_is_given_back_in_steps(void **state)
{
	size_t compared = 0, steps = 1;
	struct sort_runs runs = { .compare = by_key, .context = &compared };

	(void)state;
	add_rows(&runs, 200000);
	while (sort_runs_want_merge(&runs, true))
		sort_runs_merge(&runs);
	while (sort_runs_clear_step(&runs))
		steps++;
	assert_in_range(steps, 2, 10);
	assert_null(sort_runs_only(&runs));
	add_rows(&runs, 10);
	check(&runs, 10);
	sort_runs_clear(&runs);
}

static void test_all_rows_may_leave(void **state)
{
	size_t compared = 0;
	uint32_t divisor = 1;
	struct sort_runs runs = { .compare = by_key, .context = &compared };

	(void)state;
	add_rows(&runs, 5000);
	if (sort_runs_want_merge(&runs, true))
		sort_runs_merge(&runs);
	sort_runs_purge(&runs, is_multiple, &divisor);
	while (sort_runs_want_merge(&runs, true))
		sort_runs_merge(&runs);
	check(&runs, 0);
	sort_runs_clear(&runs);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(test_any_number_of_rows_ends_in_one_sorted_run),
		cmocka_unit_test(test_rows_leave_in_the_middle_of_a_merge),
		cmocka_unit_test(test_what_is_left_over_is_given_back_in_steps),
		cmocka_unit_test(test_all_rows_may_leave),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
