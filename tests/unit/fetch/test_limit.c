#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

#include "fetch/limit.h"

#define CAP 16

#define IN_FLIGHT_MAX 64

/* Requests that are under way, in the order of their start. */
struct flight {
	struct limit_ticket tickets[IN_FLIGHT_MAX];
	unsigned count;
};

static unsigned fill(struct limit *limit, struct flight *flight, int64_t now)
{
	unsigned started = 0;
	for (; limit_may_start(limit, now, false); started++) {
		assert_true(flight->count < IN_FLIGHT_MAX);
		flight->tickets[flight->count++] = limit_start(limit);
	}
	return started;
}

/* All that is under way succeeds, and after each answer what may start does: a round trip. Returns the
 * most that were in flight. */
static unsigned round_trip(struct limit *limit, struct flight *flight, int64_t latency)
{
	struct flight next = { .count = 0 };
	unsigned most = 0;
	for (unsigned i = 0; i < flight->count; i++) {
		limit_success(limit, flight->tickets[i], latency, -1);
		fill(limit, &next, 1000);
		most = limit->in_flight > most ? limit->in_flight : most;
	}
	*flight = next;
	return most;
}

static void test_grows_by_a_step_a_round(void **state)
{
	(void)state;
	struct limit limit;
	struct flight flight = { .count = 0 };
	static const unsigned expected[] = { 8, 12, 16, 16 };
	limit_init(&limit, CAP);
	assert_int_equal(fill(&limit, &flight, 0), LIMIT_STEP);
	for (size_t i = 0; i < sizeof(expected) / sizeof(expected[0]); i++)
		assert_int_equal(round_trip(&limit, &flight, 10), expected[i]);
	assert_int_equal(limit_allowed(&limit, 1000), CAP);
}

/* An account that takes four at a time: the step to eight costs four refusals, and not one more although
 * the four that were under way before it succeed first. Then it stays at four. */
static void test_a_step_too_far_costs_its_width(void **state)
{
	(void)state;
	struct limit limit;
	struct flight flight = { .count = 0 }, next = { .count = 0 };
	unsigned refused = 0;
	limit_init(&limit, CAP);
	fill(&limit, &flight, 0);
	for (unsigned i = 0; i < 4; i++) {
		limit_success(&limit, flight.tickets[i], 100, (int64_t)i + 1);
		fill(&limit, &next, 100);
	}
	assert_int_equal(limit.in_flight, 8);
	for (unsigned i = 0; i < 8; i++) {
		if (next.tickets[i].ours <= 4) {
			limit_success(&limit, next.tickets[i], 100, next.tickets[i].ours);
			assert_false(limit_may_start(&limit, 200, false));
			continue;
		}
		refused++;
		limit_throttled(&limit, 200, next.tickets[i], 50, -1, next.tickets[i].ours);
	}
	assert_int_equal(refused, 4);
	for (int i = 0; i < 50; i++) {
		flight.count = 0;
		assert_int_equal(fill(&limit, &flight, 300), 4);
		for (unsigned k = 0; k < 4; k++)
			limit_success(&limit, flight.tickets[k], 100, flight.tickets[k].ours);
	}
}

/* In flight for us, but the service has answered it long since: that proves nothing of what it takes. */
static void test_what_is_on_its_way_proves_nothing(void **state)
{
	(void)state;
	struct limit limit;
	struct flight flight = { .count = 0 };
	limit_init(&limit, CAP);
	fill(&limit, &flight, 0);
	limit_success(&limit, flight.tickets[3], 100, 2);
	assert_int_equal(limit_allowed(&limit, 100), 2 + LIMIT_STEP);
}

/* Where no answer says how many there were, and one takes for ever. */
static void test_one_that_hangs_does_not_hold_it(void **state)
{
	(void)state;
	struct limit limit;
	struct flight flight = { .count = 0 };
	limit_init(&limit, CAP);
	fill(&limit, &flight, 0);
	flight.count--;
	for (int i = 0; i < 30; i++)
		round_trip(&limit, &flight, 100);
	assert_true(limit.in_flight > LIMIT_STEP);
}

/* The step's own requests were cancelled before they could tell: it goes on all the same. */
static void test_cancelled_requests_do_not_hold_it(void **state)
{
	(void)state;
	struct limit limit;
	struct flight flight = { .count = 0 };
	limit_init(&limit, CAP);
	fill(&limit, &flight, 0);
	for (unsigned i = 0; i < flight.count; i++)
		limit_ended(&limit, flight.tickets[i]);
	flight.count = 0;
	assert_true(fill(&limit, &flight, 200) >= LIMIT_STEP);
	for (int i = 0; i < 4; i++)
		round_trip(&limit, &flight, 100);
	assert_int_equal(limit_allowed(&limit, 1000), CAP);
}

/* Answers that arrive together were under way together: none of them is somebody else's. */
static void test_our_own_are_not_others(void **state)
{
	(void)state;
	struct limit limit;
	struct flight flight = { .count = 0 };
	limit_init(&limit, CAP);
	fill(&limit, &flight, 0);
	for (unsigned i = 0; i < flight.count; i++) {
		limit_success(&limit, flight.tickets[i], 100, (int64_t)i + 1);
		assert_int_equal(limit.others, 0);
	}
}

static void test_idle_use_does_not_grow(void **state)
{
	(void)state;
	struct limit limit;
	limit_init(&limit, CAP);
	for (int i = 0; i < 100; i++) {
		limit_success(&limit, limit_start(&limit), 10, -1);
	}
	assert_int_equal(limit_allowed(&limit, 1000), 1 + LIMIT_STEP);
}

static void test_latency_holds_it(void **state)
{
	(void)state;
	struct limit limit;
	struct flight flight = { .count = 0 };
	limit_init(&limit, CAP);
	fill(&limit, &flight, 0);
	round_trip(&limit, &flight, 20);
	for (int i = 0; i < 50; i++)
		round_trip(&limit, &flight, 2000);
	assert_true(limit_allowed(&limit, 1000) < CAP);
}

/* Refused at sixteen: a quarter below that is left, however many refusals say so, and never less than one. */
static void test_a_burst_of_refusals_is_one(void **state)
{
	(void)state;
	struct limit limit;
	struct limit_ticket tickets[CAP];
	limit_init(&limit, CAP);
	limit.proven = CAP;
	for (int i = 0; i < CAP; i++)
		tickets[i] = limit_start(&limit);
	for (int i = 0; i < CAP; i++)
		limit_throttled(&limit, 1000, tickets[i], 100, -1, -1);
	assert_int_equal(limit_allowed(&limit, 1000), CAP - CAP / 4);
	assert_int_equal(limit.proven, CAP - 1);
	assert_int_equal(limit.in_flight, 0);
	for (int i = 0; i < 30; i++)
		limit_throttled(&limit, 1000, limit_start(&limit), 100, -1, -1);
	assert_int_equal(limit_allowed(&limit, 1000), 1);
}

static void test_grows_slowly_after_a_refusal(void **state)
{
	(void)state;
	struct limit limit;
	limit_init(&limit, CAP);
	limit.proven = 5;
	struct flight flight = { .count = 0 };
	while (flight.count < 12)
		flight.tickets[flight.count++] = limit_start(&limit);
	limit_throttled(&limit, 0, flight.tickets[--flight.count], 0, -1, 12);
	while (flight.count)
		limit_ended(&limit, flight.tickets[--flight.count]);
	/* Nine would be left below twelve. */
	assert_int_equal(limit_allowed(&limit, 0), 6);
	fill(&limit, &flight, 0);
	round_trip(&limit, &flight, 10);
	assert_int_equal(limit_allowed(&limit, 1000), 7);
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
	for (int i = 0; i < LIMIT_STEP; i++) {
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
	limit.proven = 16;
	limit_throttled(&limit, 0, limit_start(&limit), 0, -1, 40);
	limit_success(&limit, limit_start(&limit), 10, 29);
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
	struct flight flight = { .count = 0 };
	fill(&limit, &flight, 0);
	for (int i = 0; i < 5; i++)
		round_trip(&limit, &flight, 10);
	assert_int_equal(limit_allowed(&limit, 1000), 1);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(test_grows_by_a_step_a_round),
		cmocka_unit_test(test_a_step_too_far_costs_its_width),
		cmocka_unit_test(test_what_is_on_its_way_proves_nothing),
		cmocka_unit_test(test_one_that_hangs_does_not_hold_it),
		cmocka_unit_test(test_cancelled_requests_do_not_hold_it),
		cmocka_unit_test(test_our_own_are_not_others),
		cmocka_unit_test(test_idle_use_does_not_grow),
		cmocka_unit_test(test_latency_holds_it),
		cmocka_unit_test(test_a_burst_of_refusals_is_one),
		cmocka_unit_test(test_grows_slowly_after_a_refusal),
		cmocka_unit_test(test_pause),
		cmocka_unit_test(test_reserve_for_the_operator),
		cmocka_unit_test(test_stays_clear_of_the_refused_level),
		cmocka_unit_test(test_a_cap_of_one),
	};
	return cmocka_run_group_tests(tests, NULL, NULL);
}
