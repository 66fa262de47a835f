/*
 * Plans among faults: throttling, refusals for now and for good, lost answers, a run that is stopped
 * and gone on with, and a session that is read-only.
 */
#include "change_rig.h"

#include <string.h>

#include "base/clock.h"
#include "base/hash.h"
#include "base/json.h"
#include "base/mem.h"
#include "support/api.h"

#define SOME 300

static struct runner_progress progress_of(struct change_rig *rig)
{
	struct runner_progress progress;

	runner_progress(rig->runner, &progress);
	return progress;
}

static void test_account_is_busy(void **state)
{
	(void)state;
	struct change_rig rig;

	change_rig(&rig, "--messages", "1000", "--concurrency", "4", "--latency", "5");
	change_start(&rig, change_plan(&rig, OP_REDACT, SOME), (struct runner_options){ 0 });
	change_finish(&rig);
	assert_int_equal(rig.plan->counts[ITEM_DONE], SOME);
	assert_true(change_requests(&rig, OP_REDACT, 429) > 0);
	assert_int_equal(change_requests(&rig, OP_REDACT, 200), SOME);
	assert_each_once(&rig, OP_REDACT);
	change_end(&rig);
	change_close(&rig);
}

static void test_throttled_for_long(void **state)
{
	(void)state;
	struct change_rig rig;

	change_rig(&rig, "--messages", "1000", "--assume", "retry-after=0");
	rig_fault(&rig.rig, "status=429,method=DELETE,times=60");
	change_start(&rig, change_plan(&rig, OP_DELETE, SOME), (struct runner_options){ 0 });
	change_finish(&rig);
	assert_int_equal(rig.plan->counts[ITEM_DONE], SOME);
	assert_int_equal(change_requests(&rig, OP_DELETE, 429), 60);
	assert_int_equal(change_requests(&rig, OP_DELETE, 204), SOME);
	change_end(&rig);
	change_close(&rig);
}

/* Carried out or not, the answer is lost: asked again until it is known, and done once. */
static void run_with_fault(enum op op, size_t count, const char *rule)
{
	struct change_rig rig;

	change_rig(&rig, "--messages", "3000");
	rig_fault(&rig.rig, rule);
	change_start(&rig, change_plan(&rig, op, count), (struct runner_options){ 0 });
	rig.speed = 20;
	change_finish(&rig);
	if (rig.plan->counts[ITEM_DONE] != count)
		fail_msg("%s: %zu done, %zu failed, %zu refused", rule, rig.plan->counts[ITEM_DONE],
			 rig.plan->counts[ITEM_FAILED], rig.plan->counts[ITEM_REFUSED]);
	assert_each_once(&rig, op);
	change_end(&rig);
	change_close(&rig);
}

static void test_lost_answers(void **state)
{
	(void)state;
	static const char *const rules[] = {
		"close-after,after=5,times=25,match=/Messages/",
		"close,after=5,times=25,match=/Messages/",
		"reset,after=5,times=25,match=/Messages/",
		"html=502,after=5,times=25,match=/Messages/",
		"status=503,after=5,times=25,match=/Messages/",
	};

	for (size_t i = 0; i < ARRAY_SIZE(rules); i++) {
		run_with_fault(OP_DELETE, SOME, rules[i]);
		run_with_fault(OP_REDACT, SOME, rules[i]);
	}
}

/* The second attempt finds it cancelled by the first, which is no failure. */
static void test_lost_cancellation(void **state)
{
	(void)state;
	run_with_fault(OP_CANCEL, 4, "close-after,method=POST,times=2");
	run_with_fault(OP_CANCEL, 4, "reset,method=POST,times=2");
}

/* Messages that are still on their way: waited for, asked too early, and deleted in the end. */
static void run_too_early(const char *assumption, bool resolve)
{
	struct change_rig rig;
	struct plan *plan = plan_new(PLAN_OF_MARKED, "");

	change_open_sandbox(&rig, (const char *const[]){ "--messages", "1000", "--live", "--rate",
							 "0", "--assume", assumption, NULL });
	rig_send(&rig.rig, 3);
	change_connect(&rig);
	for (size_t i = 0; i < store_count(rig.store); i++) {
		uint32_t row = store_at(rig.store, i);
		struct sid sid = store_sid(rig.store, row);
		struct text to = store_to(rig.store, row);

		/* Of the account's own messages some may be on their way, too. */
		if (to.length == strlen(SENT_TO) && memcmp(to.data, SENT_TO, to.length) == 0)
			plan_add(plan, OP_DELETE, &sid, NULL);
	}
	assert_int_equal(plan->items.count, 3);
	plan_judge(plan, rig.store, INT64_MAX);
	assert_int_equal(plan->counts[ITEM_WAITING], 3);
	change_start(&rig, plan, (struct runner_options){ 0 });
	runner_hurry(rig.runner);
	while (plan->items.items[0].tries == 0)
		change_turn(&rig);
	assert_int_equal(plan->items.items[0].state, ITEM_WAITING);
	assert_int_equal(plan->items.items[0].code, 20009);
	if (resolve) {
		rig.speed = 2000;
		change_finish(&rig);
		assert_int_equal(plan->counts[ITEM_DONE], 3);
		assert_int_equal(change_requests(&rig, OP_DELETE, 204), 3);
		assert_true(change_requests(&rig, OP_DELETE, -1) > 3);
	} else {
		runner_stop(rig.runner);
		change_finish(&rig);
		assert_int_equal(plan->counts[ITEM_WAITING], 3);
	}
	change_end(&rig);
	change_close(&rig);
}

static void test_too_early(void **state)
{
	(void)state;
	run_too_early("status-20009=409", true);
	run_too_early("status-20009=422", false);
}

static struct sid forget(struct change_rig *rig, bool (*fits)(enum message_status status))
{
	for (size_t i = 0; i < store_count(rig->store); i++) {
		uint32_t row = store_at(rig->store, i);
		struct sid sid = store_sid(rig->store, row);

		if (!fits(store_status(rig->store, row)))
			continue;
		store_evict(rig->store, row);
		return sid;
	}
	fail_msg("no such message");
	return (struct sid){ .kind = SID_NONE };
}

/* What the cache does not know is asked, and the refusals read as they should. */
static void test_refusals(void **state)
{
	(void)state;
	struct change_rig rig;
	struct plan *plan = plan_new(PLAN_OF_MARKED, "");
	struct strbuf out = STRBUF_INIT(STRBUF_LINE);
	struct sid nobody = { .kind = SID_SM, .bytes = { 1 } };

	change_rig(&rig, "--messages", "1000");
	struct sid delivered = forget(&rig, message_status_is_final);
	plan_add(plan, OP_CANCEL, &delivered, NULL);
	plan_add(plan, OP_REDACT, &nobody, NULL);
	plan_add(plan, OP_DELETE, &nobody, NULL);
	plan_judge(plan, rig.store, INT64_MAX);
	assert_int_equal(plan->counts[ITEM_READY], 3);
	change_start(&rig, plan, (struct runner_options){ 0 });
	change_finish(&rig);
	assert_int_equal(plan->items.items[0].state, ITEM_REFUSED);
	assert_int_equal(plan->items.items[1].state, ITEM_LEFT);
	assert_int_equal(plan->items.items[2].state, ITEM_DONE);
	plan_explain(plan, 0, &out);
	assert_non_null(strstr(out.data, "could not be cancelled any more"));
	assert_non_null(strstr(out.data, "error 30409, request RQ"));
	strbuf_reset(&out);
	plan_explain(plan, 1, &out);
	assert_non_null(strstr(out.data, "is not there any more (error 20404, request RQ"));
	strbuf_release(&out);
	change_end(&rig);
	change_close(&rig);
}

static void test_credentials(void **state)
{
	(void)state;
	struct change_rig rig;

	change_rig(&rig, "--messages", "1000");
	rig_fault(&rig.rig, "status=401,method=DELETE,after=20,times=8");
	change_start(&rig, change_plan(&rig, OP_DELETE, SOME),
		     (struct runner_options){ .in_flight = 8 });
	for (int i = 0; i < 50 && progress_of(&rig).state != RUNNER_ENDED; i++) {
		change_finish(&rig);
		if (progress_of(&rig).state == RUNNER_PAUSED) {
			assert_int_equal(progress_of(&rig).trouble->kind, ERROR_AUTH);
			assert_non_null(progress_of(&rig).trouble->request_id[0] ? "" : NULL);
			runner_resume(rig.runner);
		}
	}
	assert_int_equal(rig.plan->counts[ITEM_DONE], SOME);
	assert_int_equal(change_requests(&rig, OP_DELETE, 401), 8);
	assert_each_once(&rig, OP_DELETE);
	change_end(&rig);
	change_close(&rig);
}

static void test_stop_and_go_on(void **state)
{
	(void)state;
	struct change_rig rig;

	change_rig(&rig, "--messages", "3000", "--latency", "2");
	change_start(&rig, change_plan(&rig, OP_DELETE, 1000), (struct runner_options){ 0 });
	while (rig.plan->counts[ITEM_DONE] < 200)
		change_turn(&rig);
	runner_stop(rig.runner);
	change_finish(&rig);
	struct runner_progress progress = progress_of(&rig);
	assert_true(progress.stopped);
	assert_true(progress.done < 1000);
	assert_int_equal(progress.done + progress.ready, 1000);
	/* What was sent by then, and nothing that was not. */
	assert_int_equal(change_requests(&rig, OP_DELETE, -1), progress.done);
	runner_resume(rig.runner);
	change_finish(&rig);
	assert_int_equal(rig.plan->counts[ITEM_DONE], 1000);
	assert_int_equal(change_requests(&rig, OP_DELETE, -1), 1000);
	assert_each_once(&rig, OP_DELETE);
	change_end(&rig);
	change_close(&rig);
}

static void test_pace(void **state)
{
	(void)state;
	struct change_rig rig;
	int64_t start = clock_mono_ms();

	change_rig(&rig, "--messages", "1000");
	change_start(&rig, change_plan(&rig, OP_DELETE, 50),
		     (struct runner_options){ .per_second = 100 });
	change_finish(&rig);
	assert_int_equal(rig.plan->counts[ITEM_DONE], 50);
	/* Never faster; how much slower is not for a clock to judge here. */
	assert_true(clock_mono_ms() - start >= 390);
	change_end(&rig);
	change_close(&rig);
}

/* At the lowest layer, whatever asks. */
static void test_read_only(void **state)
{
	(void)state;
	static const enum change changes[] = { CHANGE_REDACT, CHANGE_DELETE, CHANGE_CANCEL,
					       CHANGE_SEND };
	struct change_rig rig;
	struct haul haul;

	change_open_sandbox(&rig, (const char *const[]){ "--messages", "100", NULL });
	rig.rig.settings.read_only = true;
	change_connect(&rig);
	struct plan *plan = change_plan(&rig, OP_DELETE, 1);
	for (size_t i = 0; i < ARRAY_SIZE(changes); i++) {
		struct job job = { .kind = JOB_CHANGE,
				   .change = changes[i],
				   .sid = plan->items.items[0].sid };
		rig_run(&rig.rig, &job, &haul);
		assert_int_equal(haul.error.kind, ERROR_REFUSED);
		assert_non_null(strstr(error_text(&haul.error), "read-only"));
		haul_release(&haul);
	}
	assert_int_equal(sandbox_count(rig.rig.sandbox, "POST", ""), 0);
	assert_int_equal(sandbox_count(rig.rig.sandbox, "DELETE", ""), 0);
	/* Reading goes on. */
	struct job job = { .kind = JOB_MESSAGE, .sid = plan->items.items[0].sid };
	rig_run(&rig.rig, &job, &haul);
	assert_int_equal(haul.error.kind, ERROR_NONE);
	haul_release(&haul);
	/* A run pauses and says why. */
	change_start(&rig, plan, (struct runner_options){ 0 });
	change_finish(&rig);
	assert_int_equal(progress_of(&rig).state, RUNNER_PAUSED);
	assert_int_equal(progress_of(&rig).trouble->kind, ERROR_REFUSED);
	runner_stop(rig.runner);
	assert_int_equal(change_requests(&rig, OP_DELETE, -1), 0);
	change_end(&rig);
	change_close(&rig);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(test_account_is_busy),
		cmocka_unit_test(test_throttled_for_long),
		cmocka_unit_test(test_lost_answers),
		cmocka_unit_test(test_lost_cancellation),
		cmocka_unit_test(test_too_early),
		cmocka_unit_test(test_refusals),
		cmocka_unit_test(test_credentials),
		cmocka_unit_test(test_stop_and_go_on),
		cmocka_unit_test(test_pace),
		cmocka_unit_test(test_read_only),
	};
	hash_init();
	json_init();
	clock_init();
	return cmocka_run_group_tests(tests, NULL, NULL);
}
