/*
 * For each verb a process that carries out a plan of five hundred items is killed at two hundred moments
 * that a seed chooses, and another one goes on with it. `make check-long` runs it; MSGDECK_SEED=N repeats
 * a run.
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
#define MOVES 300 /* no service has more senders */
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

static void kill_at_moments(enum op op, bool listed, size_t items, const char *const *options)
{
	size_t requests = op == OP_MOVE_SENDER ? 2 * items : items;
	struct kill_rig kill;

	kill_open(&kill, op, MOMENTS * items, options);
	if (listed)
		kill_use_list(&kill);
	for (size_t n = 0; n < MOMENTS; n++)
		kill_run(&kill, op, items,
			 &(struct kill_at){
				 .lines = n % 2 ? 1 + below(2 * requests) : 0,
				 .requests = n % 2 ? 0 : 1 + below(requests),
				 .in_flight = 1 + (unsigned)below(16),
			 });
	print_message("# %s%s: %zu runs, %zu killed before their end\n", op_verb(op)->name,
		      listed ? " from a file" : "", kill.runs, kill.kills);
	assert_true(kill.kills > MOMENTS * 3 / 4);
	kill_close(&kill);
}

static void test_delete(void **state)
{
	(void)state;
	kill_at_moments(OP_DELETE, false, ITEMS,
			(const char *const[]){ "--messages", "160000", NULL });
}

static void test_redact(void **state)
{
	(void)state;
	kill_at_moments(OP_REDACT, false, ITEMS,
			(const char *const[]){ "--messages", "160000", NULL });
}

static void test_cancel(void **state)
{
	(void)state;
	kill_at_moments(OP_CANCEL, false, ITEMS,
			(const char *const[]){ "--messages", "200", NULL });
}

static void test_send(void **state)
{
	(void)state;
	kill_at_moments(OP_SEND, false, ITEMS, (const char *const[]){ "--messages", "200", NULL });
}

static void test_send_list(void **state)
{
	(void)state;
	kill_at_moments(OP_SEND, true, ITEMS, (const char *const[]){ "--messages", "200", NULL });
}

static void test_move(void **state)
{
	(void)state;
	kill_at_moments(OP_MOVE_SENDER, false, MOVES,
			(const char *const[]){ "--messages", "200", "--numbers", "600", NULL });
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(test_delete),    cmocka_unit_test(test_redact),
		cmocka_unit_test(test_cancel),    cmocka_unit_test(test_send),
		cmocka_unit_test(test_send_list), cmocka_unit_test(test_move),
	};
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
