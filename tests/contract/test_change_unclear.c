/*
 * What makes something - a message, a service, feedback - is asked for once, whatever becomes of the
 * answer; then it is looked for, and told.
 */
#include "change_rig.h"

#include <stdlib.h>
#include <string.h>

#include "base/clock.h"
#include "base/hash.h"
#include "base/json.h"
#include "base/mem.h"
#include "support/term.h"

#define SEND "/Messages.json"
#define TO "+15005550123"

static struct sid some_message(struct change_rig *rig, struct strbuf *from)
{
	for (size_t i = 0; i < store_count(rig->store); i++) {
		struct message message;

		store_get(rig->store, store_at(rig->store, i), &message);
		if (message.direction != DIRECTION_OUTBOUND_API || message.from.length != 12 ||
		    strncmp(message.from.data, "+1512", 5) != 0)
			continue;
		if (from)
			strbuf_add(from, message.from.data, message.from.length);
		return message.sid;
	}
	fail_msg("no such message");
	return (struct sid){ .kind = SID_NONE };
}

static void run(struct change_rig *rig, enum op op, const struct plan_target *target,
		const char *rule)
{
	struct plan *plan = plan_new(PLAN_OF_ONE, NULL);

	assert_true(plan_add_target(plan, op, target, NULL));
	plan_judge(plan, NULL, INT64_MAX);
	if (rule)
		rig_fault(&rig->rig, rule);
	rig->speed = 100;
	change_start(rig, plan, (struct runner_options){ 0 });
	change_finish(rig);
}

/* Requests of the plan, answered or not. */
static size_t count_requests(struct change_rig *rig, const char *method, const char *tail)
{
	size_t count, found = 0, length = strlen(tail);
	const struct sandbox_request *requests = sandbox_requests(rig->rig.sandbox, &count);

	for (size_t i = rig->before; i < count; i++) {
		size_t path = strlen(requests[i].path);

		found += strcmp(requests[i].method, method) == 0 && path >= length &&
			 strcmp(requests[i].path + path - length, tail) == 0;
	}
	return found;
}

/* One that stalls is in no log before it ends. */
static void assert_once(struct change_rig *rig, const char *rule, const char *tail)
{
	size_t count = count_requests(rig, "POST", tail);

	if (count > 1 || (!count && strncmp(rule, "stall", 5) != 0))
		fail_msg("%s: %zu times", rule, count);
}

static const struct lost {
	const char *rule;
	bool carried_out;
} lost[] = {
	{ "close-after,method=POST", true }, { "cut=20,method=POST", true },
	{ "truncate=20,method=POST", true }, { "reset-body=20,method=POST", true },
	{ "close,method=POST", false },      { "reset,method=POST", false },
	{ "html=502,method=POST", false },   { "status=503,method=POST", false },
	{ "stall,method=POST", false },
};

static void open_rig(struct change_rig *rig)
{
	change_open_sandbox(rig, (const char *const[]){ "--messages", "200", NULL });
	rig->rig.settings.stall_ms = 300;
	change_connect(rig);
}

static void test_sends(void **state)
{
	(void)state;
	for (size_t i = 0; i < ARRAY_SIZE(lost); i++) {
		struct change_rig rig;
		struct strbuf from = STRBUF_INIT(STRBUF_LINE);

		open_rig(&rig);
		some_message(&rig, &from);
		const char *const form[] = { "To",           TO,  "From", from.data, "Body",
					     "Come at nine", NULL };
		size_t before = store_count(rig.store);
		run(&rig, OP_SEND, &(struct plan_target){ .form = form }, lost[i].rule);
		const struct plan_item *item = &rig.plan->items.items[0];
		assert_once(&rig, lost[i].rule, SEND);
		assert_int_equal(item->state, lost[i].carried_out ? ITEM_DONE : ITEM_UNKNOWN);
		assert_int_equal(item->why, lost[i].carried_out ? WHY_FOUND : WHY_NOT_FOUND);
		assert_int_equal(item->sid.kind == SID_NONE, !lost[i].carried_out);
		assert_int_equal(store_count(rig.store) - before, lost[i].carried_out);
		assert_true(count_requests(&rig, "GET", SEND) >= 1);
		strbuf_release(&from);
		change_end(&rig);
		change_close(&rig);
	}
}

/* The same message was sent before, and our clock is wrong by a month: it is not taken for the one whose
 * answer was lost, and that one is found. */
static void test_another_clock(void **state)
{
	(void)state;
	static const int64_t wrong[] = { -30 * 86400, 30 * 86400 };

	for (size_t i = 0; i < ARRAY_SIZE(wrong) * 2; i++) {
		struct change_rig rig;
		struct message before;
		bool carried_out = i % 2;

		open_rig(&rig);
		struct sid sid = some_message(&rig, NULL);
		store_get(rig.store, store_find(rig.store, &sid), &before);
		char *to = xstrndup(before.to.data, before.to.length);
		char *from = xstrndup(before.from.data, before.from.length);
		char *body = xstrndup(before.body.data, before.body.length);
		const char *const form[] = { "To", to, "From", from, "Body", body, NULL };
		clock_pin(TERM_NOW + wrong[i / 2]);
		run(&rig, OP_SEND, &(struct plan_target){ .form = form },
		    carried_out ? "close-after,method=POST" : "close,method=POST");
		clock_pin(TERM_NOW);
		const struct plan_item *item = &rig.plan->items.items[0];
		assert_int_equal(count_requests(&rig, "POST", SEND), 1);
		assert_int_equal(item->state, carried_out ? ITEM_DONE : ITEM_UNKNOWN);
		assert_false(sid_equal(&item->sid, &sid));
		free(to);
		free(from);
		free(body);
		change_end(&rig);
		change_close(&rig);
	}
}

static void test_services(void **state)
{
	(void)state;
	static const char *const form[] = { "FriendlyName", "Night shift", NULL };

	for (size_t i = 0; i < ARRAY_SIZE(lost); i++) {
		struct change_rig rig;

		open_rig(&rig);
		run(&rig, OP_CREATE_SERVICE, &(struct plan_target){ .form = form }, lost[i].rule);
		assert_once(&rig, lost[i].rule, "/v1/Services");
		assert_int_equal(rig.plan->items.items[0].state,
				 lost[i].carried_out ? ITEM_DONE : ITEM_UNKNOWN);
		assert_int_equal(rig.plan->items.items[0].sid.kind,
				 lost[i].carried_out ? SID_MG : SID_NONE);
		change_end(&rig);
		change_close(&rig);
	}
}

/* It cannot be read back, so nobody knows. */
static void test_feedback(void **state)
{
	(void)state;
	static const char *const outcome[] = { "Outcome", "confirmed", NULL };

	for (size_t i = 0; i < ARRAY_SIZE(lost); i++) {
		struct change_rig rig;
		struct strbuf from = STRBUF_INIT(STRBUF_LINE);

		open_rig(&rig);
		some_message(&rig, &from);
		const char *const form[] = {
			"To", TO, "From", from.data, "Body", "code", "ProvideFeedback", "true", NULL
		};
		run(&rig, OP_SEND, &(struct plan_target){ .form = form }, NULL);
		struct sid sid = rig.plan->items.items[0].sid;
		assert_int_equal(sid.kind, SID_SM);
		change_end(&rig);
		run(&rig, OP_FEEDBACK, &(struct plan_target){ .sid = sid, .form = outcome },
		    lost[i].rule);
		assert_once(&rig, lost[i].rule, "/Feedback.json");
		assert_int_equal(rig.plan->items.items[0].state, ITEM_UNKNOWN);
		strbuf_release(&from);
		change_end(&rig);
		change_close(&rig);
	}
}

/* Nothing has left where nobody listens: tried again without asking, and it is said. */
static void test_never_left(void **state)
{
	(void)state;
	static const char *const form[] = { "To", TO, "From", "+15005550006", "Body", "Nine", NULL };
	struct change_rig rig;

	open_rig(&rig);
	fetch_stop(rig.rig.fetch);
	api_settings_put(&rig.rig.settings.api_base, "https://127.0.0.1:9");
	rig.rig.settings.tries = 1;
	rig_connect(&rig.rig);
	run(&rig, OP_SEND, &(struct plan_target){ .form = form }, NULL);
	assert_int_equal(rig.plan->items.items[0].state, ITEM_FAILED);
	assert_int_equal(rig.plan->items.items[0].why, WHY_NETWORK);
	assert_int_equal(count_requests(&rig, "POST", SEND), 0);
	change_end(&rig);
	change_close(&rig);
}

/* Twilio's refusals, in words. */
static void test_refusals(void **state)
{
	(void)state;
	struct change_rig rig;
	struct strbuf from = STRBUF_INIT(STRBUF_LINE), out = STRBUF_INIT(STRBUF_TEXT);

	open_rig(&rig);
	struct sid sid = some_message(&rig, &from);
	const char *const form[] = { "To", "12", "From", from.data, "Body", "Nine", NULL };
	run(&rig, OP_SEND, &(struct plan_target){ .form = form }, NULL);
	assert_int_equal(rig.plan->items.items[0].state, ITEM_REFUSED);
	plan_explain(rig.plan, 0, &out);
	assert_non_null(strstr(out.data, "error 21211, request RQ"));
	change_end(&rig);

	/* It was not sent with ProvideFeedback; and it stays in the cache. */
	const char *const outcome[] = { "Outcome", "confirmed", NULL };
	size_t before = store_count(rig.store);
	run(&rig, OP_FEEDBACK, &(struct plan_target){ .sid = sid, .form = outcome }, NULL);
	assert_int_equal(rig.plan->items.items[0].state, ITEM_REFUSED);
	assert_int_equal(rig.plan->items.items[0].why, WHY_NO_FEEDBACK);
	assert_int_equal(store_count(rig.store), before);
	change_end(&rig);

	const char *const service[] = { "FriendlyName", "Nine", "Usecase", "gossip", NULL };
	run(&rig, OP_CREATE_SERVICE, &(struct plan_target){ .form = service }, NULL);
	assert_int_equal(rig.plan->items.items[0].state, ITEM_REFUSED);
	strbuf_reset(&out);
	plan_explain(rig.plan, 0, &out);
	assert_non_null(strstr(out.data, "error 21713, request RQ"));
	change_end(&rig);
	strbuf_release(&from);
	strbuf_release(&out);
	change_close(&rig);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(test_sends),      cmocka_unit_test(test_another_clock),
		cmocka_unit_test(test_services),   cmocka_unit_test(test_feedback),
		cmocka_unit_test(test_never_left), cmocka_unit_test(test_refusals),
	};
	char now[32];

	/* Twilio's clock and ours are one, as the sandbox's is pinned. */
	snprintf(now, sizeof(now), "%lld", (long long)TERM_NOW);
	setenv("MSGDECK_TEST_NOW", now, 1);
	hash_init();
	json_init();
	clock_init();
	return cmocka_run_group_tests(tests, NULL, NULL);
}
