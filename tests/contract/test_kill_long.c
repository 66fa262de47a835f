/*
 * A process that carries out a plan of five hundred items is killed at moments that a seed chooses, and
 * another one goes on with it. `make check-long` runs it; MSGDECK_SEED=N repeats a run.
 */
#include "kill_rig.h"

#include <stdlib.h>
#include <string.h>

#include "base/clock.h"
#include "base/hash.h"
#include "base/json.h"
#include "base/mem.h"
#include "base/parse.h"

#define ITEMS 500
#define MOMENTS 200

static uint64_t seed;

/* xorshift64* */
static size_t below(size_t limit)
{
	seed ^= seed >> 12;
	seed ^= seed << 25;
	seed ^= seed >> 27;
	return (size_t)((seed * UINT64_C(2685821657736338717)) >> 33) % limit;
}

static const struct {
	enum op op;
	const char *options[5];
	size_t requests;
	size_t moments;
	bool listed;
} plans[] = {
	{ OP_DELETE, { "--messages", "60000", NULL }, ITEMS, 60, false },
	{ OP_REDACT, { "--messages", "60000", NULL }, ITEMS, 60, false },
	{ OP_CANCEL, { "--messages", "200", NULL }, ITEMS, 20, false },
	{ OP_SEND, { "--messages", "200", NULL }, ITEMS, 10, false },
	{ OP_SEND, { "--messages", "200", NULL }, ITEMS, 20, true },
	{ OP_MOVE_SENDER, { "--messages", "200", "--numbers", "600", NULL }, 2 * 300, 30, false },
};

static void test_moments(void **state)
{
	(void)state;
	size_t runs = 0, kills = 0;

	for (size_t i = 0; i < ARRAY_SIZE(plans); i++) {
		struct kill_rig kill;

		kill_open(&kill, plans[i].op, plans[i].moments * ITEMS, plans[i].options);
		if (plans[i].listed)
			kill_use_list(&kill);
		for (size_t n = 0; n < plans[i].moments; n++) {
			const struct kill_at at = {
				.lines = n % 2 ? 1 + below(2 * plans[i].requests) : 0,
				.requests = n % 2 ? 0 : 1 + below(plans[i].requests),
				.in_flight = 1 + (unsigned)below(16),
			};

			kill_run(&kill, plans[i].op, plans[i].op == OP_MOVE_SENDER ? 300 : ITEMS,
				 &at);
		}
		runs += kill.runs;
		kills += kill.kills;
		print_message("# %s: %zu runs, %zu killed before their end\n",
			      op_verb(plans[i].op)->name, kill.runs, kill.kills);
		kill_close(&kill);
	}
	assert_int_equal(runs, MOMENTS);
	assert_true(kills > MOMENTS * 3 / 4);
}

int main(void)
{
	const struct CMUnitTest tests[] = { cmocka_unit_test(test_moments) };
	const char *given = getenv("MSGDECK_SEED");
	int64_t number = clock_mono_ns();

	hash_init();
	json_init();
	if (given && !parse_int64(given, strlen(given), 1, INT64_MAX, &number))
		return EXIT_FAILURE;
	seed = (uint64_t)number | 1;
	printf("# MSGDECK_SEED=%llu\n", (unsigned long long)seed);
	return cmocka_run_group_tests_name("contract/kill-long", tests, NULL, NULL);
}
