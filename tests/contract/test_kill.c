/*
 * A process that carries out a plan of twenty items is killed at every line of its journal and at every
 * request, and another one goes on with it: in the end everything is done, and nothing was done twice.
 */
#include "kill_rig.h"

#include "base/hash.h"
#include "base/json.h"

#define ITEMS 20
/* Each run cancels others. */
#define SCHEDULED 1400
/* What the journal has beside two lines for each request: head, items, begin, end. */
#define LINES(requests) (2 * (requests) + 4)

/* Sanitizers make each run many times as slow: they see every few moments, the ordinary build all. */
#if defined(__SANITIZE_THREAD__) || defined(__SANITIZE_ADDRESS__)
#define STRIDE 6
#else
#define STRIDE 1
#endif

static void kill_everywhere(enum op op, bool listed, size_t requests, const char *const *options)
{
	struct kill_rig kill;
	size_t runs = 0;

	kill_open(&kill, op, SCHEDULED, options);
	if (listed)
		kill_use_list(&kill);
	for (size_t line = 1; line <= LINES(requests); line += STRIDE, runs++)
		kill_run(&kill, op, ITEMS,
			 &(struct kill_at){ .lines = line, .in_flight = 1 + line % 3 });
	for (size_t request = 1; request <= requests; request += STRIDE, runs++)
		kill_run(&kill, op, ITEMS,
			 &(struct kill_at){ .requests = request, .in_flight = 1 + request % 3 });
	print_message("# %s: %zu runs, %zu killed before their end\n", op_verb(op)->name, runs,
		      kill.kills);
	assert_true(kill.kills > 0);
	kill_close(&kill);
}

static void test_redact(void **state)
{
	(void)state;
	kill_everywhere(OP_REDACT, false, ITEMS,
			(const char *const[]){ "--messages", "4000", NULL });
}

static void test_delete(void **state)
{
	(void)state;
	kill_everywhere(OP_DELETE, false, ITEMS,
			(const char *const[]){ "--messages", "4000", NULL });
}

static void test_cancel(void **state)
{
	(void)state;
	kill_everywhere(OP_CANCEL, false, ITEMS,
			(const char *const[]){ "--messages", "200", NULL });
}

static void test_move(void **state)
{
	(void)state;
	kill_everywhere(OP_MOVE_SENDER, false, 2 * ITEMS,
			(const char *const[]){ "--messages", "200", "--numbers", "500", NULL });
}

static void test_send(void **state)
{
	(void)state;
	kill_everywhere(OP_SEND, false, ITEMS, (const char *const[]){ "--messages", "200", NULL });
}

/* What was not sent is sent from the file. */
static void test_send_list(void **state)
{
	(void)state;
	kill_everywhere(OP_SEND, true, ITEMS, (const char *const[]){ "--messages", "200", NULL });
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(test_redact), cmocka_unit_test(test_delete),
		cmocka_unit_test(test_cancel), cmocka_unit_test(test_move),
		cmocka_unit_test(test_send),   cmocka_unit_test(test_send_list),
	};

	hash_init();
	json_init();
	return cmocka_run_group_tests_name("contract/kill", tests, NULL, NULL);
}
