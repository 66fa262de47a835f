/*
 * A whole load against an account that takes so many requests at a time, simulated: requests and answers
 * overtake each other, answers come in clusters, the machine stands still now and then. Whatever happens,
 * finding out that it takes four costs no more than five refusals.
 */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

#include "base/mem.h"
#include "base/vec.h"
#include "fetch/limit.h"

#define CAP 16
#define SEEDS 300
#define REQUESTS 120 /* of a load of 100,000 messages, about */
#define REFUSALS 5
#define REFUSALS_ANY 12 /* where more are taken: of two steps and what is on its way */
#define LATENCY_MS 100
#define NEVER INT64_MAX

struct random {
	uint64_t state;
};

static int64_t below(struct random *random, int64_t limit)
{
	random->state = random->state * 6364136223846793005u + 1442695040888963407u;
	return limit > 0 ? (int64_t)((random->state >> 33) % (uint64_t)limit) : 0;
}

enum stage { COMING, THERE, RETURNING };

struct flying {
	struct limit_ticket ticket;
	enum stage stage;
	int64_t at; /* when the stage ends */
	int64_t since;
	int64_t level; /* how many there were with it */
	bool refused;
};

/* How a network and a machine behave: everything in milliseconds, drawn anew each time from 0 to this. */
struct weather {
	const char *name;
	int64_t up, down; /* on top of nothing: requests and answers may overtake each other */
	int64_t service;  /* on top of LATENCY_MS */
	int64_t stall;    /* how long the client may look away */
	bool silent;      /* answers do not say how many there were */
};

static const struct weather weathers[] = {
	{ "still", 1, 1, 3, 0, false },        { "usual", 10, 10, 20, 5, false },
	{ "overtaking", 60, 10, 1, 0, false }, { "late answers", 1, 150, 1, 0, false },
	{ "uneven", 30, 30, 400, 10, false },  { "loaded", 40, 40, 60, 120, false },
};

struct account {
	struct limit limit;
	struct random random;
	const struct weather *weather;
	unsigned takes; /* at a time */
	int64_t retry_after;
	int64_t now;
	int64_t awake; /* the client does nothing before */
	unsigned there;
	unsigned wanted; /* not begun */
	unsigned done, refused;
	struct VEC(struct flying) flying;
};

static void begin(struct account *a)
{
	/* A list is asked for twice; what there is beyond is known from the first answer. */
	while (a->wanted && (a->done || a->flying.count < 2) &&
	       limit_may_start(&a->limit, a->now, false)) {
		struct flying one = { .ticket = limit_start(&a->limit), .since = a->now };

		one.at = a->now + 1 + below(&a->random, a->weather->up);
		vec_push(&a->flying, one);
		a->wanted--;
	}
}

static void arrive(struct account *a, struct flying *one)
{
	one->level = ++a->there;
	one->refused = one->level > a->takes;
	one->stage = THERE;
	one->at = a->now + LATENCY_MS + below(&a->random, a->weather->service);
}

static void leave(struct account *a, struct flying *one)
{
	a->there--;
	one->stage = RETURNING;
	one->at = a->now + 1 + below(&a->random, a->weather->down);
}

static void hear(struct account *a, const struct flying *one)
{
	int64_t level = a->weather->silent ? -1 : one->level;

	if (one->refused) {
		limit_throttled(&a->limit, a->now, one->ticket, below(&a->random, 500),
				a->retry_after, level);
		a->refused++;
		a->wanted++;
	} else {
		limit_success(&a->limit, one->ticket, a->now - one->since, level);
		a->done++;
	}
	if (below(&a->random, 4) == 0)
		a->awake = a->now + below(&a->random, a->weather->stall);
}

/* What happens next; what the client would hear or begin while it looks away happens when it is back. */
static int64_t next(const struct account *a, size_t *which)
{
	int64_t first = NEVER;

	*which = SIZE_MAX;
	for (size_t i = 0; i < a->flying.count; i++) {
		const struct flying *one = &a->flying.items[i];
		int64_t at = one->at;

		if (one->stage == RETURNING && at < a->awake)
			at = a->awake;
		if (at < first) {
			first = at;
			*which = i;
		}
	}
	int64_t again = a->limit.wait_until > a->awake ? a->limit.wait_until : a->awake;
	if (a->wanted && again > a->now && again < first) {
		*which = SIZE_MAX;
		first = again;
	}
	return first > a->now ? first : a->now;
}

static void load(struct account *a)
{
	size_t which;

	limit_init(&a->limit, CAP);
	begin(a);
	while (a->flying.count || a->wanted) {
		a->now = next(a, &which);
		if (which != SIZE_MAX) {
			struct flying *one = &a->flying.items[which], heard = *one;

			if (one->stage == COMING) {
				arrive(a, one);
			} else if (one->stage == THERE) {
				leave(a, one);
			} else {
				*one = a->flying.items[--a->flying.count];
				hear(a, &heard);
			}
		}
		if (a->now >= a->awake)
			begin(a);
	}
	vec_release(&a->flying);
}

static void load_with(struct account *a, const struct weather *weather, unsigned takes,
		      uint64_t seed)
{
	static const int64_t retry_after[] = { -1, 0, 1000 };

	*a = (struct account){
		.random = { seed * 7919 + 1 },
		.weather = weather,
		.takes = takes,
		.wanted = REQUESTS,
		.retry_after = retry_after[seed % 3],
	};
	load(a);
	assert_int_equal(a->done, REQUESTS);
}

/* In nearly all loads: one in fifty may end while it is still finding out. */
static void assert_settled(const struct weather *weather, unsigned takes, unsigned near)
{
	if (near * 50 < SEEDS * 49)
		fail_msg("%s, %u taken: only %u of %d loads came to that", weather->name, takes,
			 near, SEEDS);
}

static void test_finds_how_many_are_taken(void **state)
{
	static const unsigned limits[] = { 1, 2, 3, 4, 5, 6, 8, 12 };

	(void)state;
	for (size_t w = 0; w < ARRAY_SIZE(weathers); w++) {
		for (size_t i = 0; i < ARRAY_SIZE(limits); i++) {
			unsigned takes = limits[i], near = 0;

			for (uint64_t seed = 0; seed < SEEDS; seed++) {
				struct account a;

				load_with(&a, &weathers[w], takes, seed);
				unsigned come_to = limit_allowed(&a.limit, a.now);
				unsigned least = takes - takes / 4;
				near += come_to + 1 >= least && come_to <= takes + 1;
				if (a.refused > (takes <= 4 ? REFUSALS : REFUSALS_ANY))
					fail_msg("%s, %u taken, seed %u: %u refusals",
						 weathers[w].name, takes, (unsigned)seed,
						 a.refused);
			}
			assert_settled(&weathers[w], takes, near);
		}
	}
}

/* Then the service's count is missing, and it takes more of them to find out. */
static void test_finds_it_where_answers_do_not_say(void **state)
{
	(void)state;
	for (size_t w = 0; w < ARRAY_SIZE(weathers); w++) {
		struct weather silent = weathers[w];
		unsigned near = 0, refused = 0;

		silent.silent = true;
		for (uint64_t seed = 0; seed < SEEDS; seed++) {
			struct account a;

			load_with(&a, &silent, 4, seed);
			unsigned come_to = limit_allowed(&a.limit, a.now);
			near += come_to >= 2 && come_to <= 5;
			refused += a.refused;
		}
		assert_settled(&silent, 4, near);
		assert_true(refused < REFUSALS_ANY * SEEDS);
	}
}

/* Nothing is refused, and the cap is what holds it. */
static void test_uses_all_that_it_may(void **state)
{
	(void)state;
	for (uint64_t seed = 0; seed < SEEDS; seed++) {
		struct account a;

		load_with(&a, &weathers[0], 100, seed);
		assert_int_equal(a.refused, 0);
		assert_int_equal(limit_allowed(&a.limit, a.now), CAP);
		/* Three steps of a round trip each, then all sixteen at once: a tenth more is answers
		 * and steps that fall between two. */
		assert_in_range(a.now, 0, LATENCY_MS * (4 + REQUESTS / CAP));
	}
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(test_finds_how_many_are_taken),
		cmocka_unit_test(test_finds_it_where_answers_do_not_say),
		cmocka_unit_test(test_uses_all_that_it_may),
	};

	return cmocka_run_group_tests_name("fetch/limit, an account", tests, NULL, NULL);
}
