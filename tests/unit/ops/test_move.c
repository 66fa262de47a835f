/* Moves of senders among made-up surroundings: each order of steps, and each way in which they end. */
#include "world.h"

#include <stdlib.h>
#include <unistd.h>

#include "base/clock.h"
#include "base/file.h"
#include "base/hash.h"
#include "base/mem.h"
#include "ops/journal_read.h"
#include "ops/move.h"

static struct sid sid_of(enum sid_kind kind, uint32_t number)
{
	struct sid sid = item_sid(number);

	sid.kind = (uint8_t)kind;
	return sid;
}

static struct plan *moves(uint32_t count)
{
	struct plan *plan = plan_new(PLAN_OF_MARKED, NULL);
	struct sid from = sid_of(SID_MG, 1), to = sid_of(SID_MG, 2);

	for (uint32_t i = 0; i < count; i++)
		assert_true(plan_add_target(plan, OP_MOVE_SENDER,
					    &(struct plan_target){ .sid = sid_of(SID_PN, 100 + i),
								   .of = from,
								   .to = to,
								   .label = "+15125550100" },
					    NULL));
	plan_name_service(plan, &from, "Ops");
	plan_name_service(plan, &to, "Reminders");
	plan_judge(plan, NULL, INT64_MAX);
	return plan;
}

static void start(struct world *world, uint32_t count, unsigned in_flight)
{
	open_world(world, moves(count), (struct runner_options){ .in_flight = in_flight });
	runner_start(world->runner);
	settle(world);
}

static void assert_job(const struct world *world, size_t job, enum change change, uint32_t service)
{
	struct sid sid = sid_of(SID_MG, service);

	assert_true(job < world->jobs.count);
	assert_int_equal(world->jobs.items[job].kind, JOB_CHANGE);
	assert_int_equal(world->jobs.items[job].change, change);
	assert_true(sid_equal(&world->jobs.items[job].of, &sid));
	assert_int_equal(world->jobs.items[job].sid.kind, SID_PN);
}

static void assert_read(const struct world *world, size_t job, uint32_t service)
{
	struct sid sid = sid_of(SID_MG, service);

	assert_true(job < world->jobs.count);
	assert_int_equal(world->jobs.items[job].kind, JOB_READ);
	assert_int_equal(world->jobs.items[job].list.resource, RESOURCE_POOL_NUMBERS);
	assert_true(sid_equal(&world->jobs.items[job].list.of, &sid));
}

/* The journal, read at any time, tells the plan: item for item, step for step. What is on its way to
 * its next step in memory is ready in the file. */
static void assert_journal(const struct world *world)
{
	char name[] = "/tmp/moves.XXXXXX";
	struct journal_record record;
	struct error err = ERROR_INIT;
	int fd = mkstemp(name);

	assert_true(fd >= 0 && file_write_all(fd, world->log.data, world->log.length, NULL));
	close(fd);
	if (!journal_read(name, &record, &err))
		fail_msg("%s", error_text(&err));
	unlink(name);
	for (uint32_t i = 0; i < world->plan->items.count; i++) {
		const struct plan_item *read = &record.plan->items.items[i];
		const struct plan_item *item = &world->plan->items.items[i];
		const struct plan_detail *told = plan_detail(record.plan, i);
		const struct plan_detail *detail = plan_detail(world->plan, i);

		if (item->state != ITEM_SENT && item->state != ITEM_INTENDED) {
			assert_int_equal(read->state, item->state);
			assert_int_equal(read->why, item->why);
			assert_int_equal(read->code, item->code);
		}
		assert_int_equal(told->step, detail->step);
		assert_int_equal(told->place, detail->place);
		assert_int_equal(read->look, item->look);
		assert_int_equal(told->back, detail->back);
		assert_true(sid_equal(&told->of, &detail->of) && sid_equal(&told->to, &detail->to));
	}
	journal_record_release(&record);
}

static void assert_item(const struct world *world, uint32_t index, enum item_state state,
			enum move_place place, const char *words)
{
	struct strbuf out = STRBUF_INIT(STRBUF_TEXT);

	assert_int_equal(world->plan->items.items[index].state, state);
	assert_int_equal(plan_detail(world->plan, index)->place, place);
	plan_explain(world->plan, index, &out);
	if (!strstr(out.data, words))
		fail_msg("%s", out.data);
	strbuf_release(&out);
	assert_journal(world);
}

static void test_out_and_in(void **state)
{
	(void)state;
	struct world world;

	start(&world, 1, 4);
	assert_int_equal(world.jobs.count, 1);
	assert_job(&world, 0, CHANGE_SENDER_REMOVE, 1);
	answer_done(&world, 0);
	assert_int_equal(plan_detail(world.plan, 0)->place, PLACE_NEITHER);
	assert_journal(&world);
	settle(&world);
	assert_job(&world, 1, CHANGE_SENDER_ADD, 2);
	answer_done(&world, 1);
	assert_state(&world, RUNNER_ENDED);
	assert_item(&world, 0, ITEM_DONE, PLACE_TO, "moved to Reminders");
	assert_int_equal(count_lines(&world, world.log.length, "intent", 0), 2);
	assert_int_equal(count_lines(&world, world.log.length, "outcome", 0), 2);
	close_world(&world);
}

/* The second step of one goes out before the first step of others. */
static void test_whole_moves_in_flight(void **state)
{
	(void)state;
	struct world world;
	size_t out = 0, in = 0;

	start(&world, 40, 3);
	while (world.answered < world.jobs.count) {
		size_t job = world.answered;
		bool adds = world.jobs.items[job].change == CHANGE_SENDER_ADD;

		answer_done(&world, job);
		out += !adds;
		in += adds;
		assert_true(out - in <= 3);
		settle(&world);
	}
	assert_state(&world, RUNNER_ENDED);
	assert_int_equal(progress_of(&world).done, 40);
	assert_int_equal(world.jobs.count, 80);
	assert_journal(&world);
	close_world(&world);
}

/* Each request takes its turn in the pace. */
static void test_pace(void **state)
{
	(void)state;
	struct world world;

	open_world(&world, moves(100), (struct runner_options){ .in_flight = 8, .per_second = 10 });
	runner_start(world.runner);
	for (size_t second = 1; second <= 10; second++) {
		for (int i = 0; i < 50; i++) {
			pass(&world, 20);
			answer_all(&world);
		}
		assert_true(world.jobs.count <= second * 10 + 3);
		assert_true(world.jobs.count + 3 >= second * 10);
	}
	close_world(&world);
}

static void test_refused_is_put_back(void **state)
{
	(void)state;
	static const struct {
		int status, code;
		const char *words;
	} cases[] = {
		{ 400, 21714, "put back into Ops: the pool is full" },
		{ 400, 21715, "put back into Ops: cannot send SMS or MMS" },
		{ 400, 30995, "put back into Ops: the pool is full" },
		{ 404, 20404, "put back into Ops: there is no such service" },
		{ 400, 21617, "put back into Ops: " },
	};

	for (size_t i = 0; i < ARRAY_SIZE(cases); i++) {
		struct world world;

		start(&world, 1, 4);
		answer_done(&world, 0);
		settle(&world);
		answer_error(&world, 1, ERROR_API, cases[i].status, cases[i].code);
		assert_journal(&world);
		settle(&world);
		assert_job(&world, 2, CHANGE_SENDER_ADD, 1);
		answer_done(&world, 2);
		assert_state(&world, RUNNER_ENDED);
		assert_item(&world, 0, ITEM_REFUSED, PLACE_FROM, cases[i].words);
		assert_int_equal(world.plan->items.items[0].code, cases[i].code);
		/* Tried again it begins anew. */
		assert_int_equal(runner_retry(world.runner), 1);
		settle(&world);
		assert_job(&world, 3, CHANGE_SENDER_REMOVE, 1);
		answer_done(&world, 3);
		settle(&world);
		answer_done(&world, 4);
		assert_item(&world, 0, ITEM_DONE, PLACE_TO, "moved to Reminders");
		close_world(&world);
	}
}

/* Not even back: it is said to be in no service, and is tried again from there. */
static void test_refused_twice(void **state)
{
	(void)state;
	struct world world;

	start(&world, 1, 4);
	answer_done(&world, 0);
	settle(&world);
	answer_error(&world, 1, ERROR_API, 400, 21714);
	settle(&world);
	answer_error(&world, 2, ERROR_API, 400, 21714);
	assert_state(&world, RUNNER_ENDED);
	assert_item(&world, 0, ITEM_REFUSED, PLACE_NEITHER, "refused, in no service: the pool");
	assert_int_equal(runner_retry(world.runner), 1);
	settle(&world);
	assert_job(&world, 3, CHANGE_SENDER_ADD, 2);
	answer_done(&world, 3);
	assert_item(&world, 0, ITEM_DONE, PLACE_TO, "moved to Reminders");
	close_world(&world);
}

/* What was so already is as good as done, in each step. */
static void test_already_so(void **state)
{
	(void)state;
	struct world world;

	start(&world, 1, 4);
	answer_error(&world, 0, ERROR_API, 404, 20404);
	settle(&world);
	assert_job(&world, 1, CHANGE_SENDER_ADD, 2);
	answer_error(&world, 1, ERROR_API, 409, 21710);
	assert_item(&world, 0, ITEM_DONE, PLACE_TO, "moved to Reminders");
	close_world(&world);
}

static void test_first_step_refused(void **state)
{
	(void)state;
	struct world world;

	start(&world, 1, 4);
	answer_error(&world, 0, ERROR_API, 400, 20001);
	assert_state(&world, RUNNER_ENDED);
	assert_int_equal(world.jobs.count, 1);
	assert_item(&world, 0, ITEM_REFUSED, PLACE_FROM, "refused, in Ops");
	close_world(&world);
}

/* A sender that has just left is taken for one of its old service, for a while. */
static void test_elsewhere_for_a_while(void **state)
{
	(void)state;
	struct world world;

	start(&world, 2, 1);
	answer_done(&world, 0);
	settle(&world);
	answer_error(&world, 1, ERROR_API, 409, 21712);
	assert_item(&world, 0, ITEM_WAITING, PLACE_NEITHER, "waits, in no service");
	pass(&world, 10000);
	/* Meanwhile the other one has begun. */
	size_t again = world.jobs.count;
	answer_done(&world, 2);
	pass(&world, 10000);
	assert_true(world.jobs.count > again);
	world.answered = 3;
	answer_all(&world);
	pass(&world, 10000);
	answer_all(&world);
	assert_state(&world, RUNNER_ENDED);
	assert_item(&world, 0, ITEM_DONE, PLACE_TO, "moved");
	assert_item(&world, 1, ITEM_DONE, PLACE_TO, "moved");
	close_world(&world);
}

static void test_elsewhere_for_good(void **state)
{
	(void)state;
	struct world world;

	start(&world, 1, 1);
	answer_done(&world, 0);
	for (size_t i = 1; i <= RUNNER_TRIES; i++) {
		pass(&world, 60000);
		assert_job(&world, i, CHANGE_SENDER_ADD, 2);
		answer_error(&world, i, ERROR_API, 409, 21712);
	}
	settle(&world);
	assert_job(&world, RUNNER_TRIES + 1, CHANGE_SENDER_ADD, 1);
	answer_error(&world, RUNNER_TRIES + 1, ERROR_API, 409, 21712);
	assert_item(&world, 0, ITEM_REFUSED, PLACE_OTHER, "refused, in another service");
	close_world(&world);
}

/* -- stopping ---------------------------------------------------------------------------------- */

/* Wherever it is stopped, what has begun ends, and nothing else begins. */
static void test_stop_anywhere(void **state)
{
	(void)state;
	for (size_t answers = 0; answers <= 8; answers++) {
		struct world world;

		start(&world, 4, 1);
		for (size_t i = 0; i < answers; i++) {
			answer_done(&world, i);
			settle(&world);
		}
		runner_stop(world.runner);
		answer_all(&world);
		assert_state(&world, RUNNER_ENDED);
		struct runner_progress progress = progress_of(&world);
		assert_int_equal(progress.done, answers < 8 ? answers / 2 + 1 : 4);
		for (uint32_t i = 0; i < 4; i++)
			assert_int_equal(plan_detail(world.plan, i)->place,
					 i < progress.done ? PLACE_TO : PLACE_FROM);
		assert_journal(&world);
		runner_resume(world.runner);
		answer_all(&world);
		assert_int_equal(progress_of(&world).done, 4);
		assert_int_equal(world.jobs.count, 8);
		close_world(&world);
	}
}

/* Between the steps credentials fail: the sender is in neither, and all know it. */
static void test_trouble_between_steps(void **state)
{
	(void)state;
	struct world world;

	start(&world, 3, 1);
	answer_done(&world, 0);
	settle(&world);
	answer_error(&world, 1, ERROR_AUTH, 401, 20003);
	settle(&world);
	assert_state(&world, RUNNER_PAUSED);
	assert_int_equal(plan_detail(world.plan, 0)->place, PLACE_NEITHER);
	assert_int_equal(world.jobs.count, 2);
	runner_stop(world.runner);
	settle(&world);
	assert_state(&world, RUNNER_ENDED);
	assert_item(&world, 0, ITEM_READY, PLACE_NEITHER, "not done yet, in no service");
	/* Forward: where it stopped, before others begin. */
	runner_resume(world.runner);
	settle(&world);
	assert_job(&world, 2, CHANGE_SENDER_ADD, 2);
	world.answered = 2;
	answer_all(&world);
	assert_int_equal(progress_of(&world).done, 3);
	assert_int_equal(world.jobs.count, 7);
	assert_journal(&world);
	close_world(&world);
}

static void test_disk_fails_between_steps(void **state)
{
	(void)state;
	struct world world;

	start(&world, 2, 1);
	world.disk_stands = true;
	answer_done(&world, 0);
	settle(&world);
	assert_int_equal(world.jobs.count, 1);
	world.disk_fails = true;
	runner_stop(world.runner);
	settle(&world);
	assert_state(&world, RUNNER_ENDED);
	assert_int_equal(plan_detail(world.plan, 0)->place, PLACE_NEITHER);
	world.disk_stands = world.disk_fails = false;
	runner_resume(world.runner);
	answer_all(&world);
	assert_int_equal(progress_of(&world).done, 2);
	assert_journal(&world);
	close_world(&world);
}

/* -- going back -------------------------------------------------------------------------------- */

static void test_take_back(void **state)
{
	(void)state;
	struct world world;

	/* The first has arrived, the second is in neither, the third was not begun. */
	start(&world, 3, 1);
	answer_done(&world, 0);
	settle(&world);
	answer_done(&world, 1);
	settle(&world);
	answer_done(&world, 2);
	settle(&world);
	answer_error(&world, 3, ERROR_AUTH, 401, 20003);
	assert_int_equal(runner_take_back(world.runner), 0);
	runner_stop(world.runner);
	settle(&world);
	assert_state(&world, RUNNER_ENDED);
	assert_int_equal(runner_take_back(world.runner), 2);
	assert_journal(&world);
	settle(&world);
	world.answered = 4;
	answer_all(&world);
	assert_state(&world, RUNNER_ENDED);
	for (uint32_t i = 0; i < 2; i++)
		assert_item(&world, i, ITEM_LEFT, PLACE_FROM, "put back into Ops");
	assert_item(&world, 2, ITEM_LEFT, PLACE_FROM, "left alone");
	/* One request for the one in neither, two for the one that had arrived. */
	assert_int_equal(world.jobs.count, 7);
	assert_int_equal(runner_take_back(world.runner), 0);
	close_world(&world);
}

/* Refused on its way back it is tried again on its way back, from wherever it is. */
static void test_way_back_is_tried_again(void **state)
{
	(void)state;
	struct world world;

	start(&world, 1, 1);
	answer_done(&world, 0);
	settle(&world);
	answer_done(&world, 1);
	assert_int_equal(runner_take_back(world.runner), 1);
	settle(&world);
	assert_job(&world, 2, CHANGE_SENDER_REMOVE, 2);
	answer_error(&world, 2, ERROR_API, 400, 21617);
	assert_item(&world, 0, ITEM_REFUSED, PLACE_TO, "refused, in Reminders");
	assert_int_equal(moves_stranded(world.plan), 0);
	assert_int_equal(runner_retry(world.runner), 1);
	settle(&world);
	assert_job(&world, 3, CHANGE_SENDER_REMOVE, 2);
	answer_done(&world, 3);
	settle(&world);
	assert_job(&world, 4, CHANGE_SENDER_ADD, 1);
	answer_error(&world, 4, ERROR_API, 400, 21715);
	assert_item(&world, 0, ITEM_REFUSED, PLACE_NEITHER, "refused, in no service");
	assert_int_equal(moves_stranded(world.plan), 1);
	assert_journal(&world);
	assert_int_equal(runner_retry(world.runner), 1);
	settle(&world);
	assert_job(&world, 5, CHANGE_SENDER_ADD, 1);
	answer_done(&world, 5);
	assert_item(&world, 0, ITEM_LEFT, PLACE_FROM, "put back into Ops");
	assert_journal(&world);
	close_world(&world);
}

/* What the second service refused has been put back already: taking back leaves it at that. */
static void test_refused_is_left_by_taking_back(void **state)
{
	(void)state;
	struct world world;

	start(&world, 2, 1);
	answer_done(&world, 0);
	settle(&world);
	answer_error(&world, 1, ERROR_API, 400, 21715);
	settle(&world);
	answer_done(&world, 2);
	settle(&world);
	world.answered = 3;
	answer_all(&world);
	assert_item(&world, 0, ITEM_REFUSED, PLACE_FROM, "put back into Ops: cannot send");
	assert_item(&world, 1, ITEM_DONE, PLACE_TO, "moved to Reminders");
	assert_int_equal(runner_take_back(world.runner), 1);
	settle(&world);
	answer_all(&world);
	assert_item(&world, 0, ITEM_LEFT, PLACE_FROM, "put back into Ops: was taken back");
	assert_item(&world, 1, ITEM_LEFT, PLACE_FROM, "put back into Ops");
	assert_journal(&world);
	assert_int_equal(runner_retry(world.runner), 0);
	close_world(&world);
}

/* -- lost answers ------------------------------------------------------------------------------ */

static void lose(struct world *world, size_t job)
{
	struct result result = { .error = { .kind = ERROR_NETWORK }, .unclear = true };

	answer(world, job, &result);
	pass(world, 1000);
}

static void tell_pool(struct world *world, size_t job, bool is_there)
{
	static const char record[512];
	struct result result = { .http_status = 200 };

	if (is_there) {
		result.records = (void *)(uintptr_t)record;
		result.record_count = 1;
	} else {
		result.error.kind = ERROR_API;
		result.error.http_status = 404;
		result.error.code = 20404;
	}
	answer(world, job, &result);
	settle(world);
}

/* After an unclear answer of any step both services are read, and it goes on from where it is. */
static void test_lost_answers(void **state)
{
	(void)state;
	static const struct {
		size_t steps; /* that were answered before */
		bool from, to;
		enum change next;
		uint32_t service; /* 0: nothing is left to do */
	} cases[] = {
		{ 0, true, false, CHANGE_SENDER_REMOVE, 1 },
		{ 0, false, false, CHANGE_SENDER_ADD, 2 },
		{ 0, false, true, 0, 0 },
		{ 1, false, false, CHANGE_SENDER_ADD, 2 },
		{ 1, false, true, 0, 0 },
		{ 1, true, false, CHANGE_SENDER_REMOVE, 1 },
	};

	for (size_t i = 0; i < ARRAY_SIZE(cases); i++) {
		struct world world;
		size_t job = cases[i].steps;

		start(&world, 1, 4);
		for (size_t step = 0; step < job; step++) {
			answer_done(&world, step);
			settle(&world);
		}
		lose(&world, job);
		assert_journal(&world);
		assert_read(&world, job + 1, 1);
		tell_pool(&world, job + 1, cases[i].from);
		assert_read(&world, job + 2, 2);
		tell_pool(&world, job + 2, cases[i].to);
		assert_journal(&world);
		if (cases[i].service)
			assert_job(&world, job + 3, cases[i].next, cases[i].service);
		answer_all(&world);
		assert_state(&world, RUNNER_ENDED);
		assert_item(&world, 0, ITEM_DONE, PLACE_TO, "moved to Reminders");
		close_world(&world);
	}
}

static void test_lost_while_going_back(void **state)
{
	(void)state;
	for (int is_back = 0; is_back < 2; is_back++) {
		struct world world;

		start(&world, 1, 4);
		answer_done(&world, 0);
		settle(&world);
		answer_error(&world, 1, ERROR_API, 400, 21714);
		settle(&world);
		lose(&world, 2);
		tell_pool(&world, 3, is_back);
		tell_pool(&world, 4, false);
		answer_all(&world);
		assert_int_equal(world.jobs.count, is_back ? 5 : 6);
		assert_item(&world, 0, ITEM_REFUSED, PLACE_FROM,
			    "put back into Ops: the pool is full");
		close_world(&world);
	}
}

/* Not even reading works: it is not known where the sender is, until it is looked for again. */
static void test_nothing_is_known(void **state)
{
	(void)state;
	struct world world;

	start(&world, 1, 4);
	lose(&world, 0);
	for (size_t i = 1; progress_of(&world).state == RUNNER_RUNNING && i < 20; i++) {
		assert_read(&world, i, 1);
		answer_error(&world, i, ERROR_NETWORK, 0, 0);
		pass(&world, RUNNER_HOLD_MAX_MS);
	}
	assert_item(&world, 0, ITEM_FAILED, PLACE_UNKNOWN, "failed, not known where");
	size_t next = world.jobs.count;
	assert_int_equal(runner_retry(world.runner), 1);
	settle(&world);
	assert_read(&world, next, 1);
	tell_pool(&world, next, false);
	tell_pool(&world, next + 1, false);
	assert_job(&world, next + 2, CHANGE_SENDER_ADD, 2);
	answer_done(&world, next + 2);
	assert_item(&world, 0, ITEM_DONE, PLACE_TO, "moved");
	close_world(&world);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(test_out_and_in),
		cmocka_unit_test(test_whole_moves_in_flight),
		cmocka_unit_test(test_pace),
		cmocka_unit_test(test_refused_is_put_back),
		cmocka_unit_test(test_refused_twice),
		cmocka_unit_test(test_already_so),
		cmocka_unit_test(test_first_step_refused),
		cmocka_unit_test(test_elsewhere_for_a_while),
		cmocka_unit_test(test_elsewhere_for_good),
		cmocka_unit_test(test_stop_anywhere),
		cmocka_unit_test(test_trouble_between_steps),
		cmocka_unit_test(test_disk_fails_between_steps),
		cmocka_unit_test(test_take_back),
		cmocka_unit_test(test_way_back_is_tried_again),
		cmocka_unit_test(test_refused_is_left_by_taking_back),
		cmocka_unit_test(test_lost_answers),
		cmocka_unit_test(test_lost_while_going_back),
		cmocka_unit_test(test_nothing_is_known),
	};
	hash_init_fixed(1, 2);
	return cmocka_run_group_tests(tests, NULL, NULL);
}
