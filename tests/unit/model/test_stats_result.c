#include "sample.h"

#include <string.h>

#include "base/mem.h"
#include "model/stats_result.h"

static struct stats_result *result;

static int set_up(void **state)
{
	struct period period;

	(void)state;
	period_set(&period, PERIOD_DAY, 0, SAMPLE_NOW, DATE_NONE, WHEN_UTC);
	result = stats_result_new(&period, WHEN_UTC);
	return 0;
}

static int tear_down(void **state)
{
	(void)state;
	stats_result_free(result);
	return 0;
}

static void add_failures(const char *code, uint32_t times)
{
	stats_result_group(result, STATS_CODE, TEXT_OF(code))->now.traffic.failed += times;
}

static void test_top(void **state)
{
	static const char *const expected[] = { "30003", "30005", "30006", "30007" };
	uint32_t top[8];

	(void)state;
	add_failures("30007", 1);
	add_failures("30006", 2);
	add_failures("30003", 2);
	add_failures("30005", 2);
	add_failures("30003", 1);
	add_failures("30008", 0);
	for (size_t max = 0; max <= 5; max++) {
		size_t found = stats_top(result, STATS_CODE, STATS_FAILURES, 0, top, max);

		assert_int_equal(found, max < 4 ? max : 4);
		for (size_t i = 0; i < found; i++)
			assert_text(result->groups[STATS_CODE].items[top[i]].name, expected[i]);
	}
	assert_int_equal(stats_top(result, STATS_CODE, STATS_SPEND, 0, top, 8), 0);
}

static void test_no_name_is_no_group(void **state)
{
	(void)state;
	assert_null(stats_result_group(result, STATS_SENDER, TEXT("")));
	assert_int_equal(result->groups[STATS_SENDER].count, 0);
}

/* Not the one that fails most, but the one that fails most more than before. */
static void test_what_fails_more_than_before(void **state)
{
	(void)state;
	assert_null(stats_risen(result, STATS_CODE));
	add_failures("30007", 9);
	stats_result_group(result, STATS_CODE, TEXT("30007"))->before.traffic.failed = 9;
	assert_null(stats_risen(result, STATS_CODE));
	add_failures("30005", 4);
	stats_result_group(result, STATS_CODE, TEXT("30005"))->before.traffic.failed = 1;
	assert_text(stats_risen(result, STATS_CODE)->name, "30005");
	add_failures("30003", 3);
	assert_text(stats_risen(result, STATS_CODE)->name, "30005");
	add_failures("30003", 1);
	assert_text(stats_risen(result, STATS_CODE)->name, "30003");
	stats_result_group(result, STATS_CODE, TEXT("30006"))->before.traffic.failed = 4;
	assert_text(stats_risen(result, STATS_CODE)->name, "30003");
	assert_null(stats_risen(result, STATS_SENDER));
}

static void test_comparisons(void **state)
{
	const struct stats_count a = { .traffic = { .sent = 103, .failed = 1 } };
	const struct stats_count b = { .traffic = { .sent = 100 } };
	int64_t change;

	(void)state;
	assert_true(stats_change(&a, &b, STATS_VOLUME, 0, &change));
	assert_int_equal(change, 30);
	assert_true(stats_change(&b, &a, STATS_VOLUME, 0, &change));
	assert_int_equal(change, -29);
	assert_false(stats_change(&a, &b, STATS_FAILURES, 0, &change));
	assert_true(stats_is_zero(&b, STATS_FAILURES, 0));
	assert_true(stats_compare(&a, &b, STATS_VOLUME, 0) > 0);
	assert_true(stats_share(&b, &a, STATS_VOLUME, 0) > 0.97);
	assert_true(stats_share(&a, &b, STATS_VOLUME, 0) == 1.0);
	assert_true(stats_share(&a, &b, STATS_FAILURES, 0) == 0.0);
}

static void test_currencies(void **state)
{
	static const struct {
		const char *unit;
		size_t index;
	} cases[] = {
		{ "USD", 0 },
		{ "EUR", 1 },
		{ "USD", 0 },
		{ "", STATS_CURRENCIES },         /* none is said */
		{ "DOLLARS!", STATS_CURRENCIES }, /* longer than any code */
		{ "GBP", 2 },
		{ "CHF", STATS_CURRENCIES }, /* one too many */
		{ "GBP", 2 },
	};

	(void)state;
	for (size_t i = 0; i < ARRAY_SIZE(cases); i++)
		assert_int_equal(stats_result_currency(result, TEXT_OF(cases[i].unit)),
				 cases[i].index);
	assert_int_equal(result->currency_count, STATS_CURRENCIES);
	assert_string_equal(result->currencies[2], "GBP");
}

/* A delay belongs to the first step whose end it does not pass. */
static void test_delays(void **state)
{
	static const struct {
		int64_t seconds, within;
	} cases[] = { { 0, 1 },      { 1, 1 },         { 4, 5 },     { 5, 5 },
		      { 301, 1800 }, { 86400, 86400 }, { 86401, -2 } };

	(void)state;
	assert_int_equal(stats_delay(result, 500), -1);
	for (size_t i = 0; i < ARRAY_SIZE(cases); i++) {
		memset(result->delays, 0, sizeof(result->delays));
		stats_result_add_delay(result, cases[i].seconds);
		assert_int_equal(stats_delay(result, 500), cases[i].within);
	}
}

int main(void)
{
	static const struct CMUnitTest tests[] = {
		cmocka_unit_test_setup_teardown(test_top, set_up, tear_down),
		cmocka_unit_test_setup_teardown(test_no_name_is_no_group, set_up, tear_down),
		cmocka_unit_test_setup_teardown(test_what_fails_more_than_before, set_up,
						tear_down),
		cmocka_unit_test(test_comparisons),
		cmocka_unit_test_setup_teardown(test_currencies, set_up, tear_down),
		cmocka_unit_test_setup_teardown(test_delays, set_up, tear_down),
	};

	return cmocka_run_group_tests_name("model/stats_result", tests, NULL, NULL);
}
