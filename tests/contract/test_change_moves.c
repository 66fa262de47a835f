/*
 * Moves of senders against the sandbox's pools: what is asked for, to the letter, and where each number
 * is in the end, whatever goes wrong on the way.
 */
#include "change_rig.h"

#include <stdlib.h>
#include <string.h>

#include "base/clock.h"
#include "base/hash.h"
#include "base/json.h"
#include "base/mem.h"
#include "support/api.h"
#include "support/term.h"

#define BODY_MAX ((size_t)16 << 20)
#define FROM "Campaigns"
#define TO "New shop"

/* The array of this name of a list. */
static struct json *read_list(struct change_rig *rig, const char *path)
{
	struct api *api = api_open(rig->rig.sandbox);
	struct json *root = api_get_json(api, path);

	api_close(api);
	return root;
}

static struct sid sid_member(const struct json *record, const char *name)
{
	const char *text = json_get_string(record, name);
	struct sid sid;

	assert_non_null(text);
	assert_true(sid_parse(text, strlen(text), &sid));
	return sid;
}

static struct sid service_of(struct change_rig *rig, const char *name)
{
	struct json *root = read_list(rig, "/v1/Services?PageSize=100");
	const struct json *list = json_get(root, "services");
	struct sid sid = { .kind = SID_NONE };

	for (size_t i = 0; i < json_count(list); i++)
		if (strcmp(json_get_string(json_at(list, i), "friendly_name"), name) == 0)
			sid = sid_member(json_at(list, i), "sid");
	assert_int_equal(sid.kind, SID_MG);
	json_free(root);
	return sid;
}

static void pool_of(struct change_rig *rig, const struct sid *service, struct sids *sids)
{
	char text[SID_SIZE], path[128];

	sid_format(service, text);
	snprintf(path, sizeof(path), "/v1/Services/%s/PhoneNumbers?PageSize=1000", text);
	struct json *root = read_list(rig, path);
	const struct json *list = json_get(root, "phone_numbers");
	*sids = (struct sids){ .items = NULL };
	for (size_t i = 0; i < json_count(list); i++)
		vec_push(sids, sid_member(json_at(list, i), "sid"));
	json_free(root);
}

static bool contains(const struct sids *sids, const struct sid *sid)
{
	for (size_t i = 0; i < sids->count; i++)
		if (sid_equal(&sids->items[i], sid))
			return true;
	return false;
}

struct stage {
	struct change_rig rig;
	struct sid from, to;
	struct plan *plan; /* the rig's, once started */
};

static void open_stage(struct stage *stage, const char *const *options, const char *from,
		       const char *to, size_t count, unsigned tries)
{
	struct sids pool;

	change_open_sandbox(&stage->rig, options);
	if (tries)
		stage->rig.rig.settings.tries = tries;
	/* One connection, so that libcurl's own attempt, on a fresh one, is its last. */
	if (count == 1)
		stage->rig.rig.settings.max_in_flight = 1;
	change_connect(&stage->rig);
	stage->from = service_of(&stage->rig, from);
	stage->to = service_of(&stage->rig, to);
	pool_of(&stage->rig, &stage->from, &pool);
	assert_true(pool.count >= count);
	stage->plan = plan_new(PLAN_OF_MARKED, NULL);
	for (size_t i = 0; i < count; i++)
		assert_true(plan_add_target(stage->plan, OP_MOVE_SENDER,
					    &(struct plan_target){ .sid = pool.items[i],
								   .of = stage->from,
								   .to = stage->to },
					    NULL));
	vec_release(&pool);
	plan_judge(stage->plan, NULL, INT64_MAX);
}

static void open_usual(struct stage *stage, size_t count, unsigned tries)
{
	open_stage(stage, (const char *const[]){ "--messages", "50", NULL }, FROM, TO, count,
		   tries);
}

static void close_stage(struct stage *stage)
{
	change_end(&stage->rig);
	change_close(&stage->rig);
}

/* Where the plan says that each number is, it is. */
static void assert_places(struct stage *stage)
{
	struct sids from, to;

	pool_of(&stage->rig, &stage->from, &from);
	pool_of(&stage->rig, &stage->to, &to);
	for (uint32_t i = 0; i < stage->plan->items.count; i++) {
		const struct sid *sid = &stage->plan->items.items[i].sid;
		uint8_t place = plan_detail(stage->plan, i)->place;

		assert_int_equal(contains(&from, sid), place == PLACE_FROM);
		assert_int_equal(contains(&to, sid), place == PLACE_TO);
	}
	vec_release(&from);
	vec_release(&to);
}

/* Of this method on the numbers of a service that were carried out. `service` NULL: of any. */
static size_t count_done(struct stage *stage, const char *method, const struct sid *service,
			 const struct sid *number)
{
	char in[SID_SIZE] = "", which[SID_SIZE] = "";
	size_t count, found = 0;
	const struct sandbox_request *requests = sandbox_requests(stage->rig.rig.sandbox, &count);

	sid_format(service, in);
	if (number)
		sid_format(number, which);
	for (size_t i = stage->rig.before; i < count; i++) {
		const char *form = sandbox_argument(requests[i].form, "PhoneNumberSid");

		if (strcmp(requests[i].method, method) != 0 || !strstr(requests[i].path, in))
			continue;
		if (number && !strstr(requests[i].path, which) &&
		    (!form || strcmp(form, which) != 0))
			continue;
		found += requests[i].status / 100 == 2 || requests[i].status == 0;
	}
	return found;
}

static void test_exact_requests(void **state)
{
	(void)state;
	struct stage stage;
	size_t count;
	char from[128], to[128], sid[SID_SIZE], in[SID_SIZE];

	open_usual(&stage, 5, 0);
	change_start(&stage.rig, stage.plan, (struct runner_options){ .in_flight = 1 });
	change_finish(&stage.rig);
	assert_int_equal(stage.plan->counts[ITEM_DONE], 5);
	const struct sandbox_request *requests = sandbox_requests(stage.rig.rig.sandbox, &count);
	requests += stage.rig.before;
	assert_int_equal(count - stage.rig.before, 10);
	for (size_t i = 0; i < 5; i++) {
		sid_format(&stage.plan->items.items[i].sid, sid);
		sid_format(&stage.from, in);
		snprintf(from, sizeof(from), "/v1/Services/%s/PhoneNumbers/%s", in, sid);
		sid_format(&stage.to, in);
		snprintf(to, sizeof(to), "/v1/Services/%s/PhoneNumbers", in);
		assert_string_equal(requests[2 * i].method, "DELETE");
		assert_string_equal(requests[2 * i].path, from);
		assert_int_equal(json_count(requests[2 * i].form), 0);
		assert_int_equal(requests[2 * i].status, 204);
		assert_string_equal(requests[2 * i + 1].method, "POST");
		assert_string_equal(requests[2 * i + 1].path, to);
		assert_int_equal(json_count(requests[2 * i + 1].form), 1);
		assert_string_equal(sandbox_argument(requests[2 * i + 1].form, "PhoneNumberSid"),
				    sid);
	}
	assert_places(&stage);
	close_stage(&stage);
}

/* Lost in each way, at each step, with and without attempts of fetch's own. */
static void test_lost_answers(void **state)
{
	(void)state;
	static const char *const rules[] = {
		"close-after,method=DELETE,times=3",
		"close,method=DELETE,times=3",
		"reset,method=DELETE,times=3",
		"html=502,method=DELETE,times=3",
		"status=503,method=DELETE,times=3",
		"close-after,method=POST,times=3,match=/PhoneNumbers",
		"close,method=POST,times=3,match=/PhoneNumbers",
		"reset,method=POST,times=3,match=/PhoneNumbers",
		"html=502,method=POST,times=3,match=/PhoneNumbers",
		"cut=20,method=POST,times=3,match=/PhoneNumbers",
		"truncate=20,method=POST,times=3,match=/PhoneNumbers",
		"close-after,times=6,match=/PhoneNumbers",
	};

	for (size_t i = 0; i < 2 * ARRAY_SIZE(rules); i++) {
		const char *rule = rules[i / 2];
		struct stage stage;

		open_usual(&stage, 6, i % 2 ? 1 : 0);
		rig_fault(&stage.rig.rig, rule);
		stage.rig.speed = 50;
		change_start(&stage.rig, stage.plan, (struct runner_options){ .in_flight = 3 });
		change_finish(&stage.rig);
		if (stage.plan->counts[ITEM_DONE] != 6)
			fail_msg("%s: %zu done", rule, stage.plan->counts[ITEM_DONE]);
		rig_fault(&stage.rig.rig, NULL);
		assert_places(&stage);
		close_stage(&stage);
	}
}

/* The request after the last one whose answer was lost. */
static const struct sandbox_request *after_lost(struct stage *stage)
{
	size_t count, last = 0;
	const struct sandbox_request *requests = sandbox_requests(stage->rig.rig.sandbox, &count);

	for (size_t i = stage->rig.before; i < count; i++)
		if (requests[i].status == 0)
			last = i;
	assert_true(last > 0 && last + 2 < count);
	return &requests[last + 1];
}

/* Nothing is asked for again before both services have been read. (An attempt more is libcurl's own,
 * on a connection that was kept alive.) */
static void test_read_before_repeating(void **state)
{
	(void)state;
	static const char *const rules[] = {
		"close-after,method=DELETE,times=2",
		"close,method=DELETE,times=2",
		"close-after,method=POST,times=2,match=/PhoneNumbers",
		"close,method=POST,times=2,match=/PhoneNumbers",
	};

	for (size_t i = 0; i < ARRAY_SIZE(rules); i++) {
		struct stage stage;
		char service[SID_SIZE];

		open_usual(&stage, 1, 1);
		rig_fault(&stage.rig.rig, rules[i]);
		stage.rig.speed = 50;
		change_start(&stage.rig, stage.plan, (struct runner_options){ 0 });
		change_finish(&stage.rig);
		assert_int_equal(stage.plan->counts[ITEM_DONE], 1);
		const struct sandbox_request *next = after_lost(&stage);
		assert_string_equal(next[0].method, "GET");
		assert_string_equal(next[1].method, "GET");
		sid_format(&stage.from, service);
		assert_non_null(strstr(next[0].path, service));
		sid_format(&stage.to, service);
		assert_non_null(strstr(next[1].path, service));
		assert_places(&stage);
		close_stage(&stage);
	}
}

/* It may have come to its end already. */
static void finish(struct stage *stage)
{
	struct runner_progress progress;

	runner_progress(stage->rig.runner, &progress);
	if (progress.state != RUNNER_ENDED)
		change_finish(&stage->rig);
}

/* Stopped after so many requests, and then forward, or back. */
static void test_stop_anywhere(void **state)
{
	(void)state;
	for (size_t requests = 0; requests <= 12; requests++) {
		struct stage stage;
		struct runner_progress progress;
		size_t count;

		open_usual(&stage, 6, 0);
		change_start(&stage.rig, stage.plan, (struct runner_options){ .in_flight = 2 });
		do {
			change_turn(&stage.rig);
			runner_progress(stage.rig.runner, &progress);
			sandbox_requests(stage.rig.rig.sandbox, &count);
		} while (count - stage.rig.before < requests && progress.state != RUNNER_ENDED);
		runner_stop(stage.rig.runner);
		finish(&stage);
		for (uint32_t i = 0; i < 6; i++)
			assert_true(plan_detail(stage.plan, i)->place <= PLACE_TO);
		assert_places(&stage);
		if (requests % 2) {
			runner_resume(stage.rig.runner);
			finish(&stage);
			assert_int_equal(stage.plan->counts[ITEM_DONE], 6);
		} else {
			size_t moved = stage.plan->counts[ITEM_DONE];
			assert_int_equal(runner_take_back(stage.rig.runner), moved);
			finish(&stage);
			assert_int_equal(stage.plan->counts[ITEM_LEFT], 6);
			assert_int_equal(count_done(&stage, "POST", &stage.from, NULL), moved);
		}
		assert_places(&stage);
		close_stage(&stage);
	}
}

/* The credentials fail between the steps: some are in neither. Back, or forward. */
static void test_left_in_neither(void **state)
{
	(void)state;
	for (int back = 0; back < 2; back++) {
		struct stage stage;
		size_t neither = 0;

		open_usual(&stage, 6, 0);
		rig_fault(&stage.rig.rig, "status=401,method=POST,match=/PhoneNumbers");
		change_start(&stage.rig, stage.plan, (struct runner_options){ .in_flight = 3 });
		finish(&stage);
		runner_stop(stage.rig.runner);
		finish(&stage);
		rig_fault(&stage.rig.rig, NULL);
		for (uint32_t i = 0; i < 6; i++)
			neither += plan_detail(stage.plan, i)->place == PLACE_NEITHER;
		assert_true(neither >= 1 && neither <= 3);
		assert_places(&stage);
		if (back)
			assert_int_equal(runner_take_back(stage.rig.runner), neither);
		else
			runner_resume(stage.rig.runner);
		finish(&stage);
		assert_int_equal(stage.plan->counts[back ? ITEM_LEFT : ITEM_DONE], 6);
		assert_places(&stage);
		close_stage(&stage);
	}
}

static void test_full(void **state)
{
	(void)state;
	struct stage stage;
	struct strbuf out = STRBUF_INIT(STRBUF_TEXT);

	open_stage(&stage, (const char *const[]){ "--messages", "50", "--numbers", "500", NULL },
		   "Brasil", FROM, 4, 0);
	plan_name_service(stage.plan, &stage.from, "Brasil");
	change_start(&stage.rig, stage.plan, (struct runner_options){ 0 });
	change_finish(&stage.rig);
	assert_int_equal(stage.plan->counts[ITEM_REFUSED], 4);
	for (uint32_t i = 0; i < 4; i++) {
		assert_int_equal(plan_detail(stage.plan, i)->place, PLACE_FROM);
		assert_int_equal(stage.plan->items.items[i].code, 21714);
		assert_int_equal(count_done(&stage, "POST", &stage.from,
					    &stage.plan->items.items[i].sid),
				 1);
	}
	plan_explain(stage.plan, 0, &out);
	assert_non_null(strstr(out.data, "put back into Brasil: the pool is full"));
	strbuf_release(&out);
	assert_places(&stage);
	close_stage(&stage);
}

/* Somebody else has moved it: it is found where it is, and nothing is taken from there. */
static void test_moved_by_another(void **state)
{
	(void)state;
	struct stage stage;

	open_stage(&stage, (const char *const[]){ "--messages", "50", NULL }, FROM, TO, 1, 0);
	struct api *api = api_open(stage.rig.rig.sandbox);
	struct strbuf body = STRBUF_INIT(BODY_MAX);
	struct sid surveys = service_of(&stage.rig, "Surveys");
	char service[SID_SIZE], number[SID_SIZE], path[128];
	sid_format(&stage.from, service);
	sid_format(&stage.plan->items.items[0].sid, number);
	snprintf(path, sizeof(path), "/v1/Services/%s/PhoneNumbers/%s", service, number);
	api_delete(api, path, 204, &body);
	sid_format(&surveys, service);
	snprintf(path, sizeof(path), "/v1/Services/%s/PhoneNumbers", service);
	const char *const form[] = { "PhoneNumberSid", number, NULL };
	api_post(api, path, form, 201, &body);
	strbuf_release(&body);
	api_close(api);
	stage.rig.speed = 50;
	change_start(&stage.rig, stage.plan, (struct runner_options){ 0 });
	change_finish(&stage.rig);
	assert_int_equal(stage.plan->items.items[0].state, ITEM_REFUSED);
	assert_int_equal(plan_detail(stage.plan, 0)->place, PLACE_OTHER);
	assert_int_equal(count_done(&stage, "DELETE", &surveys, NULL), 0);
	close_stage(&stage);
}

/* The SID of the alpha sender of this name in the service's pool; SID_NONE: it is not there. */
static struct sid alpha_in(struct change_rig *rig, const struct sid *service, const char *name)
{
	char text[SID_SIZE], path[128];
	struct sid sid = { .kind = SID_NONE };

	sid_format(service, text);
	snprintf(path, sizeof(path), "/v1/Services/%s/AlphaSenders?PageSize=100", text);
	struct json *root = read_list(rig, path);
	const struct json *list = json_get(root, "alpha_senders");
	for (size_t i = 0; i < json_count(list); i++)
		if (strcmp(json_get_string(json_at(list, i), "alpha_sender"), name) == 0)
			sid = sid_member(json_at(list, i), "sid");
	json_free(root);
	return sid;
}

/* The same, in another process. */
static void go_on_elsewhere(struct stage *stage)
{
	char *journal = xstrdup(journal_path(stage->rig.journal));

	change_end(&stage->rig);
	assert_true(change_adopt(&stage->rig, journal, (struct runner_options){ 0 }));
	stage->plan = stage->rig.plan;
	free(journal);
}

/* An alpha sender has another SID in each pool. It is moved, and taken back; with answers that are lost on
 * the way there or on the way back, and by another process. */
static void test_alpha_is_taken_back(void **state)
{
	(void)state;
	static const char *const rules[] = { NULL,
					     "close-after,method=POST,times=1,match=/AlphaSenders",
					     "close-after,method=DELETE,times=1,"
					     "match=/AlphaSenders" };
	static const char *const form[] = { "AlphaSender", "Fernhill", NULL };

	for (size_t i = 0; i < 4 * ARRAY_SIZE(rules); i++) {
		const char *rule = rules[i / 4];
		bool lost_back = i & 1, elsewhere = i & 2;
		struct stage stage;

		open_stage(&stage, (const char *const[]){ "--messages", "50", NULL }, FROM, TO, 0,
			   1);
		struct sid there, here = alpha_in(&stage.rig, &stage.from, form[1]);
		assert_int_equal(here.kind, SID_AI);
		assert_true(plan_add_target(
			stage.plan, OP_MOVE_SENDER,
			&(struct plan_target){
				.sid = here, .of = stage.from, .to = stage.to, .form = form },
			NULL));
		plan_judge(stage.plan, NULL, INT64_MAX);
		stage.rig.speed = 50;
		rig_fault(&stage.rig.rig, lost_back ? NULL : rule);
		change_start(&stage.rig, stage.plan, (struct runner_options){ 0 });
		change_finish(&stage.rig);
		assert_int_equal(stage.plan->counts[ITEM_DONE], 1);
		there = alpha_in(&stage.rig, &stage.to, form[1]);
		assert_int_equal(there.kind, SID_AI);
		assert_false(sid_equal(&there, &here));
		assert_int_equal(alpha_in(&stage.rig, &stage.from, form[1]).kind, SID_NONE);
		if (elsewhere)
			go_on_elsewhere(&stage);
		assert_true(sid_equal(plan_sid(stage.plan, 0), &there));
		rig_fault(&stage.rig.rig, lost_back ? rule : NULL);
		assert_int_equal(runner_take_back(stage.rig.runner), 1);
		change_finish(&stage.rig);
		assert_int_equal(stage.plan->counts[ITEM_LEFT], 1);
		assert_int_equal(plan_detail(stage.plan, 0)->place, PLACE_FROM);
		assert_int_equal(alpha_in(&stage.rig, &stage.to, form[1]).kind, SID_NONE);
		assert_int_equal(alpha_in(&stage.rig, &stage.from, form[1]).kind, SID_AI);
		close_stage(&stage);
	}
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(test_exact_requests),
		cmocka_unit_test(test_lost_answers),
		cmocka_unit_test(test_read_before_repeating),
		cmocka_unit_test(test_stop_anywhere),
		cmocka_unit_test(test_left_in_neither),
		cmocka_unit_test(test_full),
		cmocka_unit_test(test_moved_by_another),
		cmocka_unit_test(test_alpha_is_taken_back),
	};
	hash_init();
	json_init();
	clock_init();
	return cmocka_run_group_tests(tests, NULL, NULL);
}
