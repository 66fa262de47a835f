#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

#include "base/mem.h"
#include "ui/layout.h"

/* Widths as they come out, 0 for what is dropped. */
static void test_fitting(void **state)
{
	(void)state;
	static const struct {
		int total;
		int widths[4];
	} cases[] = {
		/* least widths 10, 20, 6, 8 with gaps of 2: 50 cells */
		{ 50, { 10, 20, 6, 8 } },   { 60, { 10, 30, 6, 8 } },
		{ 200, { 25, 155, 6, 8 } }, /* the first takes at most 25 */
		{ 49, { 10, 27, 0, 8 } },   /* rank 9 goes first */
		{ 42, { 10, 20, 0, 8 } },   { 41, { 10, 29, 0, 0 } }, /* of equal ranks the last */
		{ 31, { 25, 0, 0, 0 } },    { 10, { 10, 0, 0, 0 } },
		{ 5, { 5, 0, 0, 0 } },      { 0, { 0, 0, 0, 0 } },
	};

	for (size_t i = 0; i < ARRAY_SIZE(cases); i++) {
		struct layout_column columns[] = {
			{ .min = 10, .rank = 1, .weight = 1, .max = 25 },
			{ .min = 20, .rank = 2, .weight = 10 },
			{ .min = 6, .rank = 9 },
			{ .min = 8, .rank = 2 },
		};

		if (cases[i].total < 200)
			columns[0].weight = cases[i].total <= 31;
		else
			columns[0].weight = 5;
		layout_fit(columns, ARRAY_SIZE(columns), cases[i].total, 2);
		for (size_t k = 0; k < ARRAY_SIZE(columns); k++)
			assert_int_equal(columns[k].width, cases[i].widths[k]);
	}
}

/* A column of rank 2 wishes for 30 cells, and takes 16, before one of rank 5 is shown. */
static void test_wishes(void **state)
{
	(void)state;
	static const struct {
		int total;
		int widths[3];
	} cases[] = {
		{ 70, { 10, 34, 22 } }, { 62, { 10, 30, 18 } }, { 61, { 10, 49, 0 } },
		{ 42, { 10, 30, 0 } },  { 41, { 10, 29, 0 } },  { 28, { 10, 16, 0 } },
		{ 27, { 10, 0, 0 } },
	};

	for (size_t i = 0; i < ARRAY_SIZE(cases); i++) {
		struct layout_column columns[] = {
			{ .min = 10, .rank = 1 },
			{ .min = 16, .wish = 30, .rank = 2, .weight = 1 },
			{ .min = 18, .rank = 5, .weight = 1 },
		};

		layout_fit(columns, ARRAY_SIZE(columns), cases[i].total, 2);
		for (size_t k = 0; k < ARRAY_SIZE(columns); k++)
			assert_int_equal(columns[k].width, cases[i].widths[k]);
	}
}

/* 9 cells become 19 at once, as soon as that is a third of what is left over. */
static void test_steps(void **state)
{
	(void)state;
	static const struct {
		int total;
		int widths[3];
	} cases[] = {
		{ 25, { 10, 9, 2 } }, { 39, { 24, 9, 2 } },  { 40, { 20, 9, 7 } },
		{ 54, { 34, 9, 7 } }, { 55, { 25, 19, 7 } },
	};

	for (size_t i = 0; i < ARRAY_SIZE(cases); i++) {
		struct layout_column columns[] = {
			{ .min = 10, .rank = 1, .weight = 1 },
			{ .min = 9, .step = 19, .rank = 2 },
			{ .min = 2, .step = 7, .rank = 3 },
		};

		layout_fit(columns, ARRAY_SIZE(columns), cases[i].total, 2);
		for (size_t k = 0; k < ARRAY_SIZE(columns); k++)
			assert_int_equal(columns[k].width, cases[i].widths[k]);
	}
}

static void test_never_more_than_there_is(void **state)
{
	(void)state;
	for (int total = 0; total < 300; total++) {
		struct layout_column columns[] = {
			{ .min = 3, .rank = 1, .weight = 3 },
			{ .min = 0, .rank = 2, .weight = 1 },
			{ .min = 17, .wish = 60, .rank = 4, .weight = 7 },
			{ .min = 40, .rank = 3, .max = 50, .weight = 1 },
			{ .min = 5, .step = 15, .rank = 4 },
		};
		int sum = -2;

		layout_fit(columns, ARRAY_SIZE(columns), total, 2);
		for (size_t k = 0; k < ARRAY_SIZE(columns); k++)
			sum += columns[k].width ? columns[k].width + 2 : 0;
		assert_true(sum <= total);
		/* and no cell is left unused while somebody may grow */
		if (total >= 3)
			assert_int_equal(sum, total);
	}
	layout_fit(NULL, 0, 80, 2);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(test_fitting),
		cmocka_unit_test(test_wishes),
		cmocka_unit_test(test_steps),
		cmocka_unit_test(test_never_more_than_there_is),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
