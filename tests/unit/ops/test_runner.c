/* The runner among made-up surroundings: messages. */
#include "world.h"

#include <stdlib.h>

#include "base/date.h"
#include "base/hash.h"
#include "base/mem.h"

static void test_all_done(void **state)
{
	(void)state;
	struct world world;

	open_world(&world, items_plan(OP_DELETE, 10000), (struct runner_options){ 0 });
	assert_state(&world, RUNNER_NEW);
	runner_start(world.runner);
	answer_all(&world);
	assert_int_equal(world.jobs.count, 10000);
	struct runner_progress progress = progress_of(&world);
	assert_int_equal(progress.state, RUNNER_ENDED);
	assert_false(progress.stopped);
	assert_int_equal(progress.done, 10000);
	assert_int_equal(progress.total, 10000);
	assert_null(progress.trouble);
	assert_false(runner_is_busy(world.runner));
	assert_non_null(strstr(world.log.data, "{\"end\":\"complete\",\"done\":10000,"));
	for (uint32_t item = 0; item < 10000; item += 997) {
		assert_int_equal(count_lines(&world, world.log.length, "intent", item), 1);
		assert_int_equal(count_lines(&world, world.log.length, "outcome", item), 1);
	}
	assert_true(world.changes > 0);
	close_world(&world);
}

static void test_nothing_to_do(void **state)
{
	(void)state;
	struct world world;

	open_world(&world, items_plan(OP_DELETE, 0), (struct runner_options){ 0 });
	runner_start(world.runner);
	settle(&world);
	assert_state(&world, RUNNER_ENDED);
	close_world(&world);
}

static void test_bounded_in_flight(void **state)
{
	(void)state;
	struct world world;

	open_world(&world, items_plan(OP_DELETE, 500), (struct runner_options){ .in_flight = 5 });
	runner_start(world.runner);
	pass(&world, 60000);
	assert_int_equal(world.jobs.count, 5);
	assert_int_equal(progress_of(&world).in_flight, 5);
	assert_true(runner_is_busy(world.runner));
	answer_done(&world, 3);
	pass(&world, 60000);
	assert_int_equal(world.jobs.count, 6);
	close_world(&world);
}

/* One is waited for, many give way to what is opened meanwhile. */
static void test_priority(void **state)
{
	(void)state;
	struct world world;

	open_world(&world, items_plan(OP_DELETE, 1), (struct runner_options){ 0 });
	runner_start(world.runner);
	settle(&world);
	assert_int_equal(world.jobs.items[0].priority, PRIORITY_NOW);
	close_world(&world);
	open_world(&world, items_plan(OP_DELETE, 2), (struct runner_options){ 0 });
	runner_start(world.runner);
	settle(&world);
	assert_int_equal(world.jobs.items[0].priority, PRIORITY_AHEAD);
	close_world(&world);
}

/* submit() checks it for every change; here the disk stands still. */
static void test_nothing_before_its_intent(void **state)
{
	(void)state;
	struct world world;

	open_world(&world, items_plan(OP_DELETE, 100), (struct runner_options){ 0 });
	world.disk_stands = true;
	runner_start(world.runner);
	pass(&world, 100000);
	assert_int_equal(world.jobs.count, 0);
	world.disk_stands = false;
	answer_all(&world);
	assert_int_equal(progress_of(&world).done, 100);
	close_world(&world);
}

static void test_pace(void **state)
{
	(void)state;
	struct world world;

	open_world(&world, items_plan(OP_DELETE, 1000),
		   (struct runner_options){ .in_flight = 64, .per_second = 30 });
	runner_start(world.runner);
	for (size_t second = 1; second <= 20; second++) {
		for (int i = 0; i < 50; i++) {
			pass(&world, 20);
			answer_all(&world);
		}
		assert_true(world.jobs.count <= second * 30 + 4);
		assert_true(world.jobs.count + 4 >= second * 30);
	}
	struct runner_progress progress = progress_of(&world);
	assert_true(progress.per_second > 27 && progress.per_second < 33);
	assert_true(progress.eta_ms > 11000 && progress.eta_ms < 16000);
	close_world(&world);
}

static void test_waits_longer_each_time(void **state)
{
	(void)state;
	static const int64_t waits[] = { 60000, 120000, 240000, 480000, 960000, 1800000, 1800000 };
	struct world world;

	open_world(&world, items_plan(OP_DELETE, 2), (struct runner_options){ 0 });
	runner_start(world.runner);
	answer_all(&world);
	close_world(&world);
	open_world(&world, items_plan(OP_DELETE, 1), (struct runner_options){ 0 });
	runner_start(world.runner);
	for (size_t i = 0; i < ARRAY_SIZE(waits); i++) {
		settle(&world);
		assert_int_equal(world.jobs.count, i + 1);
		answer_error(&world, i, ERROR_API, 409, 20009);
		assert_int_equal(progress_of(&world).next_try_ms, waits[i]);
		assert_int_equal(progress_of(&world).waiting, 1);
		assert_false(runner_is_busy(world.runner));
		pass(&world, waits[i] - 1);
		assert_int_equal(world.jobs.count, i + 1);
		pass(&world, 1);
	}
	settle(&world);
	answer_done(&world, ARRAY_SIZE(waits));
	assert_state(&world, RUNNER_ENDED);
	assert_int_equal(progress_of(&world).done, 1);
	close_world(&world);
}

/* What is not final when the plan is made waits first, then is asked for whatever the store says. */
static void test_not_final_waits_first(void **state)
{
	(void)state;
	struct world world;
	struct plan *plan = items_plan(OP_DELETE, 2);

	open_world(&world, plan, (struct runner_options){ 0 });
	put_message(world.store, 1, STATUS_SENDING, "text", 0);
	put_message(world.store, 2, STATUS_DELIVERED, "text", 0);
	plan_judge(plan, world.store, INT64_MAX);
	runner_start(world.runner);
	answer_all(&world);
	assert_int_equal(world.jobs.count, 1);
	assert_int_equal(progress_of(&world).waiting, 1);
	pass(&world, 60000);
	assert_int_equal(world.jobs.count, 2);
	answer_all(&world);
	assert_state(&world, RUNNER_ENDED);
	close_world(&world);

	/* The operator does not want to wait. */
	plan = items_plan(OP_DELETE, 1);
	open_world(&world, plan, (struct runner_options){ 0 });
	put_message(world.store, 1, STATUS_SENDING, "text", 0);
	plan_judge(plan, world.store, INT64_MAX);
	runner_start(world.runner);
	settle(&world);
	assert_int_equal(world.jobs.count, 0);
	runner_hurry(world.runner);
	settle(&world);
	assert_int_equal(world.jobs.count, 1);
	close_world(&world);
}

/* Between the review and its turn a message may have changed. */
static void test_judged_again(void **state)
{
	(void)state;
	struct world world;
	struct plan *plan = items_plan(OP_REDACT, 4);

	open_world(&world, plan, (struct runner_options){ .in_flight = 1, .per_second = 1 });
	for (uint32_t i = 1; i <= 4; i++)
		put_message(world.store, i, STATUS_DELIVERED, "text", 0);
	plan_judge(plan, world.store, INT64_MAX);
	struct sid sid = item_sid(2);
	runner_start(world.runner);
	settle(&world);
	store_redact(world.store, store_find(world.store, &sid));
	sid = item_sid(3);
	store_remove(world.store, store_find(world.store, &sid));
	for (int i = 0; i < 10; i++) {
		pass(&world, 1000);
		answer_all(&world);
	}
	/* The second needs nothing more; the third is for the server to know. */
	assert_int_equal(world.jobs.count, 3);
	assert_int_equal(plan->items.items[1].state, ITEM_LEFT);
	assert_int_equal(count_lines(&world, world.log.length, "outcome", 1), 1);
	assert_int_equal(count_lines(&world, world.log.length, "intent", 1), 0);
	assert_state(&world, RUNNER_ENDED);
	close_world(&world);
}

static struct text body_of(const struct world *world, uint32_t number)
{
	struct sid sid = item_sid(number);
	uint32_t row = store_find(world->store, &sid);

	return row == STORE_NO_ROW ? (struct text){ NULL, 0 } : store_body(world->store, row);
}

static void test_store_follows_at_once(void **state)
{
	(void)state;
	struct world world;
	struct plan *plan = items_plan(OP_REDACT, 2);
	struct sid sid = item_sid(3);
	struct message answered = { .date_created = ITEMS_NOW - 4,
				    .date_sent = DATE_NONE,
				    .date_updated = ITEMS_NOW,
				    .status = STATUS_CANCELED,
				    .to = { "+14155552671", 12 } };
	struct result result = { .messages = &answered, .message_count = 1 };

	plan_add(plan, OP_DELETE, &sid, NULL);
	answered.sid = sid = item_sid(4);
	plan_add(plan, OP_CANCEL, &sid, NULL);
	open_world(&world, plan, (struct runner_options){ 0 });
	for (uint32_t i = 1; i <= 3; i++)
		put_message(world.store, i, STATUS_DELIVERED, "text", 0);
	put_message(world.store, 4, STATUS_SCHEDULED, "text", 0);
	plan_judge(plan, world.store, INT64_MAX);
	runner_start(world.runner);
	settle(&world);
	assert_int_equal(body_of(&world, 1).length, 4);
	answer_done(&world, 0);
	assert_int_equal(body_of(&world, 1).length, 0);
	assert_non_null(body_of(&world, 1).data);
	/* Somebody else has deleted it: its text leaves, too. */
	answer_error(&world, 1, ERROR_API, 404, 20404);
	assert_null(body_of(&world, 2).data);
	assert_int_equal(plan->items.items[1].state, ITEM_LEFT);
	answer_done(&world, 2);
	assert_null(body_of(&world, 3).data);
	answer(&world, 3, &result);
	assert_int_equal(store_status(world.store, store_find(world.store, &sid)), STATUS_CANCELED);
	assert_state(&world, RUNNER_ENDED);
	close_world(&world);
}

static void test_pause_and_resume(void **state)
{
	(void)state;
	struct world world;

	open_world(&world, items_plan(OP_DELETE, 200), (struct runner_options){ .in_flight = 4 });
	runner_start(world.runner);
	settle(&world);
	size_t before = world.jobs.count;
	runner_pause(world.runner);
	assert_state(&world, RUNNER_PAUSED);
	assert_null(progress_of(&world).trouble);
	pass(&world, 60000);
	for (size_t i = 0; i < before; i++)
		answer_done(&world, i);
	pass(&world, 60000);
	assert_int_equal(world.jobs.count, before);
	assert_int_equal(progress_of(&world).done, before);
	assert_false(runner_is_busy(world.runner));
	/* What was intended and not sent is said to be withdrawn. */
	assert_int_equal(count_lines(&world, world.log.length, "withdrawn", 4), 1);
	runner_resume(world.runner);
	answer_all(&world);
	assert_int_equal(world.jobs.count, 200);
	assert_int_equal(progress_of(&world).done, 200);
	close_world(&world);
}

/* Paused or stopped when the last ones were under way already: nothing is left to go on with. */
static void test_pause_at_the_end(void **state)
{
	(void)state;
	static void (*const halts[])(struct runner *) = { runner_pause, runner_stop };

	for (size_t i = 0; i < ARRAY_SIZE(halts); i++) {
		struct world world;

		open_world(&world, items_plan(OP_DELETE, 2),
			   (struct runner_options){ .in_flight = 4 });
		runner_start(world.runner);
		settle(&world);
		assert_int_equal(world.jobs.count, 2);
		halts[i](world.runner);
		answer_done(&world, 0);
		assert_int_not_equal(progress_of(&world).state, RUNNER_ENDED);
		answer_done(&world, 1);
		assert_state(&world, RUNNER_ENDED);
		assert_false(progress_of(&world).stopped);
		close_world(&world);
	}
}

static void test_stop_and_go_on(void **state)
{
	(void)state;
	struct world world;

	open_world(&world, items_plan(OP_DELETE, 200), (struct runner_options){ .in_flight = 4 });
	runner_start(world.runner);
	settle(&world);
	runner_stop(world.runner);
	assert_state(&world, RUNNER_STOPPING);
	size_t sent = world.jobs.count;
	settle(&world);
	assert_int_equal(world.jobs.count, sent);
	answer_all(&world);
	struct runner_progress progress = progress_of(&world);
	assert_int_equal(progress.state, RUNNER_ENDED);
	assert_true(progress.stopped);
	assert_int_equal(progress.done, sent);
	assert_int_equal(progress.ready, 200 - sent);
	assert_non_null(strstr(world.log.data, "{\"end\":\"stopped\",\"ready\":"));
	runner_resume(world.runner);
	answer_all(&world);
	progress = progress_of(&world);
	assert_int_equal(progress.done, 200);
	assert_false(progress.stopped);
	assert_int_equal(world.jobs.count, 200);
	/* Nothing is left to go on with. */
	runner_resume(world.runner);
	assert_state(&world, RUNNER_ENDED);
	close_world(&world);
}

static void test_stop_while_preparing(void **state)
{
	(void)state;
	struct world world;

	open_world(&world, items_plan(OP_DELETE, 20000), (struct runner_options){ 0 });
	runner_start(world.runner);
	assert_state(&world, RUNNER_PREPARING);
	runner_stop(world.runner);
	settle(&world);
	assert_state(&world, RUNNER_ENDED);
	assert_null(strstr(world.log.data, "\"end\""));
	runner_resume(world.runner);
	assert_state(&world, RUNNER_PREPARING);
	answer_all(&world);
	assert_int_equal(progress_of(&world).done, 20000);
	close_world(&world);
}

static void test_full_disk_pauses(void **state)
{
	(void)state;
	struct world world;

	open_world(&world, items_plan(OP_DELETE, 100), (struct runner_options){ .in_flight = 4 });
	runner_start(world.runner);
	settle(&world);
	world.disk_fails = true;
	answer_done(&world, 0);
	struct runner_progress progress = progress_of(&world);
	assert_int_equal(progress.state, RUNNER_PAUSED);
	assert_non_null(strstr(error_text(progress.trouble), "disk is full"));
	answer_done(&world, 1);
	pass(&world, 60000);
	assert_int_equal(world.jobs.count, 4);
	runner_resume(world.runner);
	assert_int_equal(world.retries, 1);
	/* Still full. */
	assert_state(&world, RUNNER_PAUSED);
	world.disk_fails = false;
	runner_resume(world.runner);
	answer_all(&world);
	assert_int_equal(world.jobs.count, 100);
	assert_int_equal(progress_of(&world).done, 100);
	assert_null(progress_of(&world).trouble);
	close_world(&world);
}

/* What only the operator can mend pauses at once, before everything else meets the same. */
static void test_credentials_pause(void **state)
{
	(void)state;
	static const struct {
		enum error_kind kind;
		int status, code;
	} cases[] = {
		{ ERROR_AUTH, 401, 20003 },
		{ ERROR_AUTH, 403, 20403 },
		{ ERROR_TLS, 0, 0 },
		{ ERROR_REFUSED, 0, 0 },
	};

	for (size_t i = 0; i < ARRAY_SIZE(cases); i++) {
		struct world world;

		open_world(&world, items_plan(OP_DELETE, 100),
			   (struct runner_options){ .in_flight = 2 });
		runner_start(world.runner);
		settle(&world);
		answer_error(&world, 0, cases[i].kind, cases[i].status, cases[i].code);
		settle(&world);
		struct runner_progress progress = progress_of(&world);
		assert_int_equal(progress.state, RUNNER_PAUSED);
		assert_int_equal(progress.trouble->kind, cases[i].kind);
		assert_int_equal(world.jobs.count, 2);
		answer_done(&world, 1);
		runner_resume(world.runner);
		answer_all(&world);
		/* The one that met it was tried again, once. */
		assert_int_equal(world.jobs.count, 101);
		assert_int_equal(progress_of(&world).done, 100);
		close_world(&world);
	}
}

/* Always the same: each round three of them are lost at most, then it is a failure. */
static void test_trouble_fails_in_the_end(void **state)
{
	(void)state;
	struct world world;

	open_world(&world, items_plan(OP_DELETE, 1), (struct runner_options){ 0 });
	runner_start(world.runner);
	for (size_t i = 0; i < RUNNER_TRIES; i++) {
		pass(&world, 60000);
		assert_int_equal(world.jobs.count, i + 1);
		answer_error(&world, i, ERROR_NETWORK, 0, 0);
	}
	assert_state(&world, RUNNER_ENDED);
	assert_int_equal(progress_of(&world).failed, 1);
	/* Tried again by the operator. */
	assert_int_equal(runner_retry(world.runner), 1);
	answer_done(&world, (settle(&world), RUNNER_TRIES));
	assert_state(&world, RUNNER_ENDED);
	assert_int_equal(progress_of(&world).done, 1);
	assert_int_equal(runner_retry(world.runner), 0);
	assert_state(&world, RUNNER_ENDED);
	close_world(&world);
}

static void test_some_are_tried_again(void **state)
{
	(void)state;
	struct world world;

	open_world(&world, items_plan(OP_DELETE, 3), (struct runner_options){ 0 });
	runner_start(world.runner);
	settle(&world);
	answer_error(&world, 0, ERROR_API, 400, 30400);
	answer_error(&world, 1, ERROR_API, 400, 30400);
	answer_done(&world, 2);
	assert_state(&world, RUNNER_ENDED);
	assert_int_equal(runner_retry_some(world.runner, (const uint32_t[]){ 2 }, 1), 0);
	assert_state(&world, RUNNER_ENDED);
	assert_int_equal(runner_retry_some(world.runner, (const uint32_t[]){ 2, 1 }, 2), 1);
	answer_done(&world, (settle(&world), 3));
	assert_state(&world, RUNNER_ENDED);
	assert_int_equal(progress_of(&world).done, 2);
	assert_int_equal(progress_of(&world).refused, 1);
	close_world(&world);
}

static void test_trouble_in_a_row_holds(void **state)
{
	(void)state;
	struct world world;

	open_world(&world, items_plan(OP_DELETE, 100), (struct runner_options){ .in_flight = 8 });
	runner_start(world.runner);
	settle(&world);
	assert_int_equal(world.jobs.count, 8);
	/* Those that were durable already go out as answers come in, until the fifth. */
	while (world.answered < world.jobs.count)
		answer_error(&world, world.answered, ERROR_NETWORK, 0, 0);
	assert_int_equal(world.jobs.count, 8 + RUNNER_TROUBLE_MAX - 1);
	struct runner_progress progress = progress_of(&world);
	assert_int_equal(progress.state, RUNNER_RUNNING);
	assert_non_null(progress.trouble);
	assert_int_equal(progress.hold_ms, 5000);
	assert_false(runner_is_busy(world.runner));
	size_t before = world.jobs.count;
	pass(&world, 4999);
	assert_int_equal(world.jobs.count, before);
	/* Then one alone, to see. It fails: longer. */
	pass(&world, 1);
	settle(&world);
	assert_int_equal(world.jobs.count, before + 1);
	answer_error(&world, before, ERROR_NETWORK, 0, 0);
	assert_int_equal(progress_of(&world).hold_ms, 10000);
	pass(&world, 10000);
	assert_int_equal(world.jobs.count, before + 2);
	answer_done(&world, before + 1);
	assert_null(progress_of(&world).trouble);
	settle(&world);
	assert_int_equal(progress_of(&world).in_flight, 8);
	world.answered = before + 2;
	for (int i = 0; i < 10; i++) {
		answer_all(&world);
		pass(&world, 60000);
	}
	assert_state(&world, RUNNER_ENDED);
	assert_int_equal(progress_of(&world).done, 100);
	close_world(&world);
}

static void test_holds_are_bounded(void **state)
{
	(void)state;
	struct world world;

	open_world(&world, items_plan(OP_DELETE, 100), (struct runner_options){ .in_flight = 8 });
	runner_start(world.runner);
	for (int i = 0; i < 2000 && progress_of(&world).state == RUNNER_RUNNING; i++) {
		settle(&world);
		while (world.answered < world.jobs.count)
			answer_error(&world, world.answered, ERROR_API, 503, 20503);
		assert_true(progress_of(&world).hold_ms <= RUNNER_HOLD_MAX_MS);
		pass(&world, RUNNER_HOLD_MAX_MS);
	}
	assert_state(&world, RUNNER_ENDED);
	assert_int_equal(progress_of(&world).failed, 100);
	assert_int_equal(world.jobs.count, 100 * RUNNER_TRIES);
	close_world(&world);
}

static void test_refusals_are_final(void **state)
{
	(void)state;
	struct world world;
	struct strbuf out = STRBUF_INIT(STRBUF_LINE);

	open_world(&world, items_plan(OP_REDACT, 1), (struct runner_options){ 0 });
	runner_start(world.runner);
	settle(&world);
	answer_error(&world, 0, ERROR_API, 400, 30400);
	assert_state(&world, RUNNER_ENDED);
	assert_int_equal(progress_of(&world).refused, 1);
	plan_explain(world.plan, 0, &out);
	assert_non_null(strstr(out.data, "(error 30400, request " REQUEST ")"));
	assert_non_null(strstr(world.log.data,
			       "\"is\":\"refused\",\"why\":\"not-accepted\","
			       "\"http\":400,\"code\":30400,\"request\":\"" REQUEST "\""));
	strbuf_release(&out);
	close_world(&world);
}

static void test_others_results(void **state)
{
	(void)state;
	struct world world;
	struct result result = { .job = 77, .kind = JOB_CHANGE, .last = true };

	open_world(&world, items_plan(OP_DELETE, 2), (struct runner_options){ 0 });
	runner_start(world.runner);
	settle(&world);
	assert_false(runner_take(world.runner, &result));
	assert_int_equal(progress_of(&world).in_flight, 2);
	close_world(&world);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(test_all_done),
		cmocka_unit_test(test_nothing_to_do),
		cmocka_unit_test(test_bounded_in_flight),
		cmocka_unit_test(test_priority),
		cmocka_unit_test(test_nothing_before_its_intent),
		cmocka_unit_test(test_pace),
		cmocka_unit_test(test_waits_longer_each_time),
		cmocka_unit_test(test_not_final_waits_first),
		cmocka_unit_test(test_judged_again),
		cmocka_unit_test(test_store_follows_at_once),
		cmocka_unit_test(test_pause_and_resume),
		cmocka_unit_test(test_pause_at_the_end),
		cmocka_unit_test(test_stop_and_go_on),
		cmocka_unit_test(test_stop_while_preparing),
		cmocka_unit_test(test_full_disk_pauses),
		cmocka_unit_test(test_credentials_pause),
		cmocka_unit_test(test_trouble_fails_in_the_end),
		cmocka_unit_test(test_some_are_tried_again),
		cmocka_unit_test(test_trouble_in_a_row_holds),
		cmocka_unit_test(test_holds_are_bounded),
		cmocka_unit_test(test_refusals_are_final),
		cmocka_unit_test(test_others_results),
	};
	hash_init_fixed(1, 2);
	return cmocka_run_group_tests(tests, NULL, NULL);
}
