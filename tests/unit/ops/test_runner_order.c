/*
 * What is scheduled is cancelled before it is redacted or deleted, whatever becomes of the cancelling.
 */
#include "world.h"

#include "base/hash.h"

#define CANCEL 0
#define AFTER 1 /* what is done to the message then */
#define FILE_OF 2

/* One message that is scheduled, with a file. */
static struct plan *make_plan(enum op op)
{
	struct plan *plan = plan_new(PLAN_OF_CONTACT, NULL);
	struct message message = { .sid = item_sid(1),
				   .status = STATUS_SCHEDULED,
				   .body = { "text", 4 } };
	struct plan_target file = { .sid = item_sid(2), .of = item_sid(1) };

	file.sid.kind = SID_ME;
	assert_true(plan_add_message(plan, OP_CANCEL, &message, NULL));
	assert_true(plan_add_message(plan, op, &message, NULL));
	assert_int_equal(plan->items.items[AFTER].state, ITEM_WAITING);
	assert_int_equal(plan->items.items[AFTER].why, WHY_CANCEL_FIRST);
	if (op == OP_REDACT)
		assert_true(plan_add_target(plan, OP_DELETE_MEDIUM, &file, NULL));
	plan_judge(plan, NULL, INT64_MAX);
	return plan;
}

/* Nothing but the cancelling has been asked for, however long it takes. */
static void expect_only_cancel(struct world *world)
{
	pass(world, 60 * 60 * 1000);
	assert_int_equal(world->jobs.count, 1);
	assert_int_equal(world->jobs.items[0].change, CHANGE_CANCEL);
}

static void test_one_after_the_other(void **state)
{
	(void)state;
	struct world world;

	open_world(&world, make_plan(OP_REDACT), (struct runner_options){ 0 });
	runner_start(world.runner);
	expect_only_cancel(&world);
	assert_int_equal(world.plan->items.items[FILE_OF].state, ITEM_WAITING);
	runner_hurry(world.runner);
	expect_only_cancel(&world);
	answer_done(&world, 0);
	settle(&world);
	assert_int_equal(world.jobs.count, 3);
	assert_int_equal(world.jobs.items[1].change, CHANGE_REDACT);
	assert_int_equal(world.jobs.items[2].change, CHANGE_MEDIUM_DELETE);
	answer_all(&world);
	assert_int_equal(progress_of(&world).done, 3);
	assert_state(&world, RUNNER_ENDED);
	close_world(&world);
}

/* What the message has become by then, and what is done next. */
static void test_ends_of_the_cancelling(void **state)
{
	(void)state;
	static const struct {
		int status, code;
		bool goes_on;
		enum item_state end;
	} cases[] = {
		{ 400, 30409, true, ITEM_DONE },     /* it has left: it can be deleted by and by */
		{ 404, 20404, true, ITEM_DONE },     /* somebody else has deleted it */
		{ 400, 30400, false, ITEM_REFUSED }, /* it may still be sent */
		{ 400, 12345, false, ITEM_REFUSED },
	};

	for (size_t i = 0; i < ARRAY_SIZE(cases); i++) {
		struct world world;

		open_world(&world, make_plan(OP_DELETE), (struct runner_options){ 0 });
		runner_start(world.runner);
		settle(&world);
		answer_error(&world, 0, ERROR_API, cases[i].status, cases[i].code);
		settle(&world);
		assert_int_equal(world.jobs.count, cases[i].goes_on ? 2 : 1);
		answer_all(&world);
		assert_int_equal(world.plan->items.items[AFTER].state, cases[i].end);
		if (!cases[i].goes_on)
			assert_int_equal(world.plan->items.items[AFTER].why, WHY_SCHEDULED);
		assert_state(&world, RUNNER_ENDED);
		close_world(&world);
	}
}

/* A network that is back when it is tried again: both are done after all. */
static void test_tried_again(void **state)
{
	(void)state;
	struct world world;

	open_world(&world, make_plan(OP_DELETE), (struct runner_options){ 0 });
	runner_start(world.runner);
	for (size_t i = 0; i < RUNNER_TRIES; i++) {
		pass(&world, 10 * 60 * 1000);
		assert_int_equal(world.jobs.count, i + 1);
		answer_error(&world, i, ERROR_NETWORK, 0, 0);
	}
	settle(&world);
	assert_int_equal(world.plan->items.items[CANCEL].state, ITEM_FAILED);
	assert_int_equal(world.plan->items.items[AFTER].state, ITEM_REFUSED);
	assert_state(&world, RUNNER_ENDED);
	assert_int_equal(runner_retry(world.runner), 2);
	pass(&world, 10 * 60 * 1000);
	assert_int_equal(world.jobs.count, RUNNER_TRIES + 1);
	answer_all(&world);
	assert_int_equal(progress_of(&world).done, 2);
	close_world(&world);
}

/* Stopped or paused between the two, it goes on with the second. */
static void test_paused_between(void **state)
{
	(void)state;
	struct world world;

	open_world(&world, make_plan(OP_DELETE), (struct runner_options){ 0 });
	runner_start(world.runner);
	settle(&world);
	runner_pause(world.runner);
	answer_done(&world, 0);
	expect_only_cancel(&world);
	runner_resume(world.runner);
	answer_all(&world);
	assert_int_equal(world.jobs.count, 2);
	assert_int_equal(progress_of(&world).done, 2);
	close_world(&world);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(test_one_after_the_other),
		cmocka_unit_test(test_ends_of_the_cancelling),
		cmocka_unit_test(test_tried_again),
		cmocka_unit_test(test_paused_between),
	};

	hash_init();
	return cmocka_run_group_tests_name("ops/runner_order", tests, NULL, NULL);
}
