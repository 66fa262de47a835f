#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

#include "fetch/limit.h"

#define CAP 16

/* Fills what is allowed and lets all of it succeed: one round trip. */
static void round_trip(struct limit *limit, int64_t latency, int64_t concurrent)
{
	unsigned started = 0;
	while (limit_may_start(limit, 1000, false)) {
		limit_start(limit);
		started++;
	}
	for (; started > 0; started--)
		limit_success(limit, 1000, latency, concurrent);
}

static void test_doubles_per_round_trip(void **state)
{
	(void)state;
	struct limit limit;
	static const unsigned expected[] = { 2, 4, 8, 16, 16 };
	limit_init(&limit, CAP);
	for (size_t i = 0; i < sizeof(expected) / sizeof(expected[0]); i++) {
		assert_int_equal(limit.allowed, expected[i]);
		/* Only while it is used in full does a success make it grow. */
		unsigned before = limit.allowed;
		for (unsigned n = 0; n < before; n++)
			limit_start(&limit);
		for (unsigned n = 0; n < before; n++) {
			limit_success(&limit, 0, 10, -1);
			limit_start(&limit);
		}
		while (limit.in_flight)
			limit_ended(&limit);
	}
}

static void test_idle_use_does_not_grow(void **state)
{
	(void)state;
	struct limit limit;
	limit_init(&limit, CAP);
	for (int i = 0; i < 100; i++) {
		limit_start(&limit);
		limit_success(&limit, 0, 10, -1);
	}
	assert_int_equal(limit.allowed, LIMIT_START);
}

static void test_latency_holds_it(void **state)
{
	(void)state;
	struct limit limit;
	limit_init(&limit, CAP);
	round_trip(&limit, 20, -1);
	unsigned before = limit.allowed;
	for (int i = 0; i < 50; i++)
		round_trip(&limit, 2000, -1);
	assert_true(limit.allowed <= before + 2);
}

static void test_halves_once_per_round_trip(void **state)
{
	(void)state;
	struct limit limit;
	uint64_t tickets[CAP];
	limit_init(&limit, CAP);
	for (int i = 0; i < 10; i++)
		round_trip(&limit, 10, -1);
	limit.allowed = CAP;
	for (int i = 0; i < CAP; i++)
		tickets[i] = limit_start(&limit);
	for (int i = 0; i < CAP; i++)
		limit_throttled(&limit, 1000, tickets[i], 100, -1, -1);
	assert_int_equal(limit.allowed, CAP / 2);
	assert_int_equal(limit.in_flight, 0);
	/* The next round trip's refusals halve it again, and never below one. */
	for (int i = 0; i < 10; i++)
		limit_throttled(&limit, 1000, limit_start(&limit), 100, -1, -1);
	assert_int_equal(limit.allowed, 1);
}

static void test_grows_slowly_after_a_refusal(void **state)
{
	(void)state;
	struct limit limit;
	limit_init(&limit, CAP);
	limit.allowed = 8;
	limit_throttled(&limit, 0, limit_start(&limit), 0, -1, -1);
	assert_int_equal(limit.allowed, 4);
	limit.refused_level = -1;
	round_trip(&limit, 10, -1);
	assert_true(limit.allowed <= 5);
}

static void test_pause(void **state)
{
	(void)state;
	struct limit limit;
	limit_init(&limit, CAP);
	limit_throttled(&limit, 1000, limit_start(&limit), 250, -1, -1);
	assert_true(limit_is_waiting(&limit, 1249));
	assert_false(limit_may_start(&limit, 1249, false));
	assert_false(limit_may_start(&limit, 1249, true));
	assert_true(limit_may_start(&limit, 1250, false));
	/* Retry-After counts instead of our own wait, and a shorter one does not shorten it. */
	limit_throttled(&limit, 2000, limit_start(&limit), 250, 5000, -1);
	limit_throttled(&limit, 2000, limit_start(&limit), 250, 0, -1);
	assert_true(limit_is_waiting(&limit, 6999));
	assert_false(limit_is_waiting(&limit, 7000));
}

static void test_reserve_for_the_operator(void **state)
{
	(void)state;
	struct limit limit;
	limit_init(&limit, CAP);
	for (int i = 0; i < LIMIT_START; i++) {
		assert_true(limit_may_start(&limit, 0, false));
		limit_start(&limit);
	}
	assert_false(limit_may_start(&limit, 0, false));
	for (int i = 0; i < LIMIT_RESERVE; i++) {
		assert_true(limit_may_start(&limit, 0, true));
		limit_start(&limit);
	}
	assert_false(limit_may_start(&limit, 0, true));
}

/* Refused when the account had 40 in flight: with its own traffic at 28, two are left to us. */
static void test_stays_clear_of_the_refused_level(void **state)
{
	(void)state;
	struct limit limit;
	limit_init(&limit, CAP);
	limit.allowed = 16;
	limit_throttled(&limit, 0, limit_start(&limit), 0, -1, 40);
	limit.allowed = 16;
	limit_start(&limit);
	limit_success(&limit, 1000, 10, 29);
	unsigned started = 0;
	while (limit_may_start(&limit, 1000, false)) {
		limit_start(&limit);
		started++;
	}
	assert_true(started >= 1 && started <= 2);
	/* Nobody remembers it for ever. */
	assert_true(limit_may_start(&limit, LIMIT_FORGET_MS + 1, false));
}

static void test_a_cap_of_one(void **state)
{
	(void)state;
	struct limit limit;
	limit_init(&limit, 1);
	for (int i = 0; i < 5; i++)
		round_trip(&limit, 10, 1);
	assert_int_equal(limit.allowed, 1);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(test_doubles_per_round_trip),
		cmocka_unit_test(test_idle_use_does_not_grow),
		cmocka_unit_test(test_latency_holds_it),
		cmocka_unit_test(test_halves_once_per_round_trip),
		cmocka_unit_test(test_grows_slowly_after_a_refusal),
		cmocka_unit_test(test_pause),
		cmocka_unit_test(test_reserve_for_the_operator),
		cmocka_unit_test(test_stays_clear_of_the_refused_level),
		cmocka_unit_test(test_a_cap_of_one),
	};
	return cmocka_run_group_tests(tests, NULL, NULL);
}
