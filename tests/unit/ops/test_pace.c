#include "items.h"

#include "base/mem.h"
#include "ops/pace.h"

static unsigned take_all(struct pace *pace, int64_t now)
{
	unsigned taken = 0;

	while (taken < 100000 && pace_take(pace, now))
		taken++;
	return taken;
}

/* Over any stretch of time no more than the rate and one burst; with all taken, no less. */
static void test_rate(void **state)
{
	(void)state;
	static const unsigned rates[] = { 1, 3, 30, 999, 1000, 10000 };

	for (size_t i = 0; i < ARRAY_SIZE(rates); i++) {
		struct pace pace;
		uint64_t taken = 0;

		pace_init(&pace, rates[i], 5000);
		for (int64_t now = 5000; now <= 5000 + 20000; now += 7)
			taken += take_all(&pace, now);
		assert_true(taken <= rates[i] * 20 + 1);
		assert_true(taken + 1 + rates[i] / 100 >= rates[i] * 20);
	}
}

/* One in five seconds, and one in a hundred; what is slower counts as that. */
static void test_slow(void **state)
{
	(void)state;
	static const struct {
		double per_second;
		int64_t every_ms;
	} cases[] = { { 0.2, 5000 }, { 1.5, 667 }, { 0.01, 100000 }, { 0.0001, 100000 } };

	for (size_t i = 0; i < ARRAY_SIZE(cases); i++) {
		struct pace pace;
		int64_t now = 77;

		pace_init(&pace, cases[i].per_second, now);
		for (int turn = 0; turn < 20; turn++) {
			assert_int_equal(take_all(&pace, now), 1);
			int64_t wait = pace_wait(&pace, now);
			assert_in_range(wait, cases[i].every_ms - 1, cases[i].every_ms);
			assert_false(pace_take(&pace, now + wait - 1));
			now += wait;
		}
		/* A rest gives one, not many. */
		assert_int_equal(take_all(&pace, now + (INT64_C(1) << 50)), 1);
	}
}

static void test_no_burst_after_a_rest(void **state)
{
	(void)state;
	struct pace pace;

	pace_init(&pace, 30, 0);
	assert_int_equal(take_all(&pace, 0), 1);
	assert_int_equal(take_all(&pace, 3600 * 1000), 3);
	/* A clock that stands, or is asked twice, gives nothing. */
	assert_int_equal(take_all(&pace, 3600 * 1000), 0);
	pace_init(&pace, 2, 0);
	take_all(&pace, 0);
	assert_int_equal(take_all(&pace, INT64_C(1) << 40), 1);
}

static void test_wait_is_right(void **state)
{
	(void)state;
	static const unsigned rates[] = { 1, 7, 30, 1000 };

	for (size_t i = 0; i < ARRAY_SIZE(rates); i++) {
		struct pace pace;
		int64_t now = 0;

		pace_init(&pace, rates[i], now);
		for (int turn = 0; turn < 50; turn++) {
			assert_int_equal(pace_wait(&pace, now), 0);
			take_all(&pace, now);
			int64_t wait = pace_wait(&pace, now);
			assert_true(wait > 0);
			assert_false(pace_take(&pace, now + wait - 1));
			now += wait;
		}
	}
}

static void test_lifted(void **state)
{
	(void)state;
	struct pace pace;

	pace_init(&pace, 0, 0);
	assert_int_equal(take_all(&pace, 0), 100000);
	assert_int_equal(pace_wait(&pace, 0), 0);
}

static void test_meter(void **state)
{
	(void)state;
	struct meter meter;
	int64_t now = 1000;

	meter_init(&meter, now);
	assert_true(meter_per_second(&meter, now) == 0);
	/* One alone, at once, is not a thousand a second. */
	meter_count(&meter, now);
	assert_true(meter_per_second(&meter, now) <= 2.0);
	meter_init(&meter, now);
	for (; now < 20000; now += 20) {
		meter_count(&meter, now);
		if (now > 3000)
			assert_true(meter_per_second(&meter, now) > 48 &&
				    meter_per_second(&meter, now) < 52);
	}
	/* It falls when nothing comes, to nothing, however long that lasts. */
	assert_true(meter_per_second(&meter, now + 2500) < 30);
	assert_true(meter_per_second(&meter, now + 6000) == 0);
	assert_true(meter_per_second(&meter, now + 1000000000) == 0);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(test_rate),          cmocka_unit_test(test_no_burst_after_a_rest),
		cmocka_unit_test(test_wait_is_right), cmocka_unit_test(test_lifted),
		cmocka_unit_test(test_meter),         cmocka_unit_test(test_slow),
	};
	return cmocka_run_group_tests(tests, NULL, NULL);
}
