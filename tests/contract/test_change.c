/*
 * Each verb on one message and on 5,000: what was sent, what came of it, what the cache and the
 * journal say.
 */
#include "change_rig.h"

#include <string.h>

#include "base/clock.h"
#include "base/date.h"
#include "base/hash.h"
#include "base/json.h"
#include "base/mem.h"
#include "support/api.h"
#include "support/term.h"

#define MANY 5000
#define BODY_MAX ((size_t)1 << 20)

static void run(struct change_rig *rig, enum op op, size_t count)
{
	change_start(rig, change_plan(rig, op, count), (struct runner_options){ 0 });
	change_finish(rig);
	assert_int_equal(rig->plan->counts[ITEM_DONE], count);
	assert_int_equal(change_requests(rig, op, -1), count);
	assert_each_once(rig, op);
}

/* The message as the service has it now, in a store of its own. */
static struct store *read_again(struct change_rig *rig)
{
	struct store *store = store_new();

	change_load(rig, store);
	return store;
}

static void assert_redacted(const struct plan *plan, const struct store *store)
{
	for (size_t i = 0; i < plan->items.count; i++) {
		uint32_t row = store_find(store, &plan->items.items[i].sid);

		assert_true(row != STORE_NO_ROW);
		assert_int_equal(store_body(store, row).length, 0);
	}
}

static void assert_gone(const struct plan *plan, const struct store *store)
{
	for (size_t i = 0; i < plan->items.count; i++)
		assert_int_equal(store_find(store, &plan->items.items[i].sid), STORE_NO_ROW);
}

static void assert_cancelled(const struct plan *plan, const struct store *store)
{
	for (size_t i = 0; i < plan->items.count; i++) {
		uint32_t row = store_find(store, &plan->items.items[i].sid);

		assert_true(row != STORE_NO_ROW);
		assert_int_equal(store_status(store, row), STATUS_CANCELED);
	}
}

static void run_and_check(struct change_rig *rig, enum op op, size_t count,
			  void (*check)(const struct plan *plan, const struct store *store))
{
	run(rig, op, count);
	check(rig->plan, rig->store);
	struct store *again = read_again(rig);
	check(rig->plan, again);
	store_free(again);
	change_end(rig);
}

static void test_redact(void **state)
{
	(void)state;
	struct change_rig rig;

	change_rig(&rig, "--messages", "7000");
	run_and_check(&rig, OP_REDACT, 1, assert_redacted);
	run_and_check(&rig, OP_REDACT, MANY, assert_redacted);
	change_close(&rig);
}

static void test_delete(void **state)
{
	(void)state;
	struct change_rig rig;

	change_rig(&rig, "--messages", "7000");
	run_and_check(&rig, OP_DELETE, 1, assert_gone);
	run_and_check(&rig, OP_DELETE, MANY, assert_gone);
	change_close(&rig);
}

/* Any service of the account will do. */
static void find_service(struct api *api, struct strbuf *service)
{
	struct strbuf body = STRBUF_INIT((size_t)16 << 20);

	api_get(api, "/2010-04-01/Accounts/{account}/Messages.json?PageSize=1000", 200, &body);
	for (char *at = body.data; !service->length && at; at = strchr(at, '\n')) {
		at = strstr(at, "\"messaging_service_sid\": \"");
		if (at)
			strbuf_add(service, at + strlen("\"messaging_service_sid\": \""),
				   SID_LENGTH);
	}
	strbuf_release(&body);
}

static void schedule(struct change_rig *rig, size_t count)
{
	struct api *api = api_open(rig->rig.sandbox);
	struct strbuf body = STRBUF_INIT(BODY_MAX), service = STRBUF_INIT(STRBUF_LINE);
	char when[DATE_ISO_SIZE];

	find_service(api, &service);
	assert_int_equal(service.length, SID_LENGTH);
	date_format_iso(TERM_NOW + 86400, when);
	for (size_t i = 0; i < count; i++) {
		const char *const form[] = { "To",
					     "+15005550123",
					     "MessagingServiceSid",
					     service.data,
					     "ScheduleType",
					     "fixed",
					     "SendAt",
					     when,
					     "Body",
					     "See you tomorrow",
					     NULL };
		api_post(api, "/2010-04-01/Accounts/{account}/Messages.json", form, 201, &body);
	}
	strbuf_release(&service);
	strbuf_release(&body);
	api_close(api);
}

static void test_cancel(void **state)
{
	(void)state;
	struct change_rig rig;

	change_open_sandbox(&rig, (const char *const[]){ "--messages", "1000", NULL });
	schedule(&rig, MANY);
	change_connect(&rig);
	run_and_check(&rig, OP_CANCEL, 1, assert_cancelled);
	run_and_check(&rig, OP_CANCEL, MANY, assert_cancelled);
	change_close(&rig);
}

/* Every change that the operator waits for goes ahead of a history that uses all there is. */
static void test_ahead_of_history(void **state)
{
	(void)state;
	struct change_rig rig;
	struct job history = { .kind = JOB_HISTORY,
			       .priority = PRIORITY_HISTORY,
			       .since = DATE_NONE };

	change_open_sandbox(&rig, (const char *const[]){ "--messages", "20000", "--latency", "40",
							 NULL });
	rig.rig.settings.max_in_flight = 2;
	change_connect(&rig);
	struct plan *plan = change_plan(&rig, OP_REDACT, 10);
	fetch_submit(rig.rig.fetch, &history);
	change_start(&rig, plan, (struct runner_options){ 0 });
	change_finish(&rig);
	assert_int_equal(rig.plan->counts[ITEM_DONE], 10);
	/* Those of the history that were on their way, and few others. */
	assert_true(rig_count(&rig.rig) - rig.before <= 10 + 6);
	change_end(&rig);
	change_close(&rig);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(test_redact),
		cmocka_unit_test(test_delete),
		cmocka_unit_test(test_cancel),
		cmocka_unit_test(test_ahead_of_history),
	};
	hash_init();
	json_init();
	clock_init();
	return cmocka_run_group_tests(tests, NULL, NULL);
}
