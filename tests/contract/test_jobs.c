/*
 * The other jobs: account, one message, what is new, what may have changed; order, cancelling, end.
 */
#include "rig.h"

#include <string.h>

#include "base/clock.h"
#include "base/date.h"
#include "base/hash.h"
#include "base/json.h"
#include "base/mem.h"
#include "support/api.h"

static void test_account(void **state)
{
	(void)state;
	struct rig rig;
	struct haul haul;
	rig(&rig, "--messages", "20");
	rig_connect(&rig);
	struct job job = { .kind = JOB_ACCOUNT };
	rig_run(&rig, &job, &haul);
	assert_int_equal(haul.error.kind, ERROR_NONE);
	assert_true(haul.has_account);
	assert_int_equal(haul.account.sid.kind, SID_AC);
	assert_true(haul.account.has_balance);
	assert_int_equal(rig_count(&rig), 2);
	haul_release(&haul);

	/* A key that may not read the balance still shows the account. */
	rig_fault(&rig, "status=403,match=Balance");
	job = (struct job){ .kind = JOB_ACCOUNT };
	rig_run(&rig, &job, &haul);
	assert_int_equal(haul.error.kind, ERROR_NONE);
	assert_true(haul.has_account);
	assert_false(haul.account.has_balance);
	assert_int_equal(haul.balance_error.kind, ERROR_AUTH);
	haul_release(&haul);
	rig_close(&rig);
}

/* Each request says how its answer may be packed: not at all where it holds a secret. */
static void test_encodings(void **state)
{
	(void)state;
	struct rig rig;
	struct haul haul;
	size_t count;
	rig(&rig, "--messages", "20");
	rig_connect(&rig);
	struct job job = { .kind = JOB_ACCOUNT };
	rig_run(&rig, &job, &haul);
	haul_release(&haul);
	const struct sandbox_request *requests = sandbox_requests(rig.sandbox, &count);
	assert_int_equal(count, 2);
	for (size_t i = 0; i < count; i++) {
		bool packed = strstr(requests[i].path, "/Balance") != NULL;
		print_message("# %s\n", requests[i].path);
		assert_non_null(requests[i].encoding);
		assert_string_equal(requests[i].encoding, packed ? "gzip" : "identity");
	}
	rig_close(&rig);
}

static void test_message(void **state)
{
	(void)state;
	struct rig rig;
	struct sids all;
	struct haul haul;
	char text[SID_SIZE];
	rig(&rig, "--messages", "20");
	rig_list(&rig, &all);
	rig_connect(&rig);
	struct job job = { .kind = JOB_MESSAGE, .sid = all.items[7] };
	sid_format(&job.sid, text);
	rig_run(&rig, &job, &haul);
	assert_int_equal(haul.error.kind, ERROR_NONE);
	assert_int_equal(haul.sids.count, 1);
	assert_true(sid_equal(&haul.sids.items[0], &all.items[7]));
	struct json *raw = json_parse(haul.raw, strlen(haul.raw), NULL);
	assert_string_equal(json_get_string(raw, "sid"), text);
	json_free(raw);
	haul_release(&haul);

	job = (struct job){ .kind = JOB_MESSAGE, .sid = { .kind = SID_SM } };
	rig_run(&rig, &job, &haul);
	assert_int_equal(haul.error.http_status, 404);
	assert_int_equal(haul.error.code, 20404);
	assert_int_equal(haul.gone.count, 1);
	haul_release(&haul);
	vec_release(&all);
	rig_close(&rig);
}

static size_t count_new(const struct haul *haul, const struct sids *known)
{
	size_t fresh = 0;
	struct sids got = { .count = 0 };
	for (size_t i = 0; i < haul->sids.count; i++)
		vec_push(&got, haul->sids.items[i]);
	sids_normalise(&got);
	for (size_t i = 0; i < got.count; i++) {
		bool is_known = false;
		for (size_t k = 0; k < known->count && !is_known; k++)
			is_known = sid_equal(&got.items[i], &known->items[k]);
		fresh += !is_known;
	}
	vec_release(&got);
	return fresh;
}

static void run_newer(struct rig *rig, const struct sids *known, int64_t newest, struct haul *haul)
{
	struct job job = { .kind = JOB_NEWER, .priority = PRIORITY_POLL, .newest = newest };
	job.sids = xmemdup(known->items, known->count * sizeof(struct sid));
	job.sid_count = known->count;
	rig_run(rig, &job, haul);
	assert_int_equal(haul->error.kind, ERROR_NONE);
}

static void test_newer(void **state)
{
	(void)state;
	struct rig rig;
	struct sids known;
	struct haul haul;
	rig(&rig, "--messages", "3000");
	rig_list(&rig, &known);
	rig_connect(&rig);

	size_t before = rig_count(&rig);
	run_newer(&rig, &known, DATE_NONE, &haul);
	assert_int_equal(rig_count(&rig) - before, 1);
	assert_int_equal(count_new(&haul, &known), 0);
	int64_t newest = haul.first.date_sent != DATE_NONE ? haul.first.date_sent
							   : haul.first.date_created;
	haul_release(&haul);

	rig_send(&rig, 3);
	before = rig_count(&rig);
	run_newer(&rig, &known, newest, &haul);
	assert_int_equal(rig_count(&rig) - before, 1);
	assert_int_equal(count_new(&haul, &known), 3);
	haul_release(&haul);

	/* After a burst it goes on, at full size. */
	rig_send(&rig, 80);
	before = rig_count(&rig);
	run_newer(&rig, &known, newest, &haul);
	assert_int_equal(rig_count(&rig) - before, 2);
	assert_int_equal(count_new(&haul, &known), 83);
	haul_release(&haul);
	vec_release(&known);
	rig_close(&rig);
}

static size_t count_matching(struct rig *rig, size_t from, bool list)
{
	size_t count, matching = 0;
	const struct sandbox_request *requests = sandbox_requests(rig->sandbox, &count);
	for (size_t i = from; i < count; i++) {
		const char *tail = strrchr(requests[i].path, '/');
		matching += (strcmp(tail, "/Messages.json") == 0) == list;
	}
	return matching;
}

static void run_refresh(struct rig *rig, const struct sids *wanted, size_t count, struct haul *haul)
{
	struct job job = { .kind = JOB_REFRESH, .priority = PRIORITY_POLL };
	job.sids = xmemdup(wanted->items, count * sizeof(struct sid));
	job.sid_count = count;
	rig_run(rig, &job, haul);
	assert_int_equal(haul->error.kind, ERROR_NONE);
}

static void test_refresh(void **state)
{
	(void)state;
	struct rig rig;
	struct sids all;
	struct haul haul;
	size_t count;
	rig(&rig, "--messages", "900");
	rig_list(&rig, &all);
	rig_connect(&rig);

	sandbox_requests(rig.sandbox, &count);
	run_refresh(&rig, &all, 5, &haul);
	assert_int_equal(count_matching(&rig, count, false), 5);
	assert_int_equal(count_matching(&rig, count, true), 0);
	sids_normalise(&haul.sids);
	assert_int_equal(haul.sids.count, 5);
	haul_release(&haul);

	/* Many: one page of the list, and one request for the one that is not there. */
	sandbox_requests(rig.sandbox, &count);
	memset(all.items[3].bytes, 0xee, 16);
	run_refresh(&rig, &all, 200, &haul);
	assert_int_equal(count_matching(&rig, count, true), 1);
	assert_int_equal(count_matching(&rig, count, false), 1);
	assert_int_equal(haul.gone.count, 1);
	assert_int_equal(haul.gone.items[0].bytes[0], 0xee);
	haul_release(&haul);

	run_refresh(&rig, &all, 0, &haul);
	assert_int_equal(haul.sids.count, 0);
	haul_release(&haul);
	vec_release(&all);
	rig_close(&rig);
}

/* Many are looked for from the day after the newest down to the oldest and no further. */
static void test_refresh_window(void **state)
{
	static const struct {
		int64_t newest, since; /* seconds ago */
		bool bound;
	} windows[] = {
		{ 10 * 86400, 20 * 86400, true },
		/* That day is to come: with a bound the list might leave out what has no date. */
		{ 3600, 2 * 86400, false },
	};
	(void)state;
	struct rig rig;
	rig(&rig, "--messages", "6000");
	rig_connect(&rig);
	for (size_t i = 0; i < sizeof(windows) / sizeof(windows[0]); i++) {
		struct job job = {
			.kind = JOB_REFRESH,
			.priority = PRIORITY_POLL,
			.since = clock_now() - windows[i].since,
			.newest = clock_now() - windows[i].newest,
			.sid_count = 40,
		};
		job.sids = xcalloc(job.sid_count, sizeof(*job.sids));
		for (size_t k = 0; k < job.sid_count; k++) {
			job.sids[k].kind = SID_SM;
			job.sids[k].bytes[0] = (unsigned char)k;
		}
		struct haul haul;
		size_t before, count;
		sandbox_requests(rig.sandbox, &before);
		rig_run(&rig, &job, &haul);
		assert_int_equal(count_matching(&rig, before, true), 1);
		assert_int_equal(count_matching(&rig, before, false), 40);
		assert_int_equal(haul.gone.count, 40);
		const struct sandbox_request *requests = sandbox_requests(rig.sandbox, &count);
		const char *bound = sandbox_argument(requests[before].query, "DateSent<");
		char day[DATE_ISO_SIZE];
		date_format_day(job.newest + 86400, day);
		assert_string_equal(bound ? bound : "", windows[i].bound ? day : "");
		haul_release(&haul);
	}
	rig_close(&rig);
}

/* A 404 that is not Twilio's takes nothing away: it says where a gateway's pages are not. */
static void test_a_gateway_knows_nothing(void **state)
{
	static const enum job_kind kinds[] = { JOB_MESSAGE, JOB_REFRESH };
	(void)state;
	struct rig rig;
	struct sids all;
	rig(&rig, "--messages", "20");
	rig_list(&rig, &all);
	rig_connect(&rig);
	rig_fault(&rig, "html=404,match=Messages/");
	for (size_t i = 0; i < sizeof(kinds) / sizeof(kinds[0]); i++) {
		struct job job = { .kind = kinds[i], .sid = all.items[0] };
		struct haul haul;
		if (kinds[i] == JOB_REFRESH) {
			job.sids = xmemdup(all.items, sizeof(struct sid));
			job.sid_count = 1;
		}
		rig_run(&rig, &job, &haul);
		assert_int_equal(haul.error.http_status, 404);
		assert_int_equal(haul.gone.count, 0);
		haul_release(&haul);
	}
	vec_release(&all);
	rig_close(&rig);
}

/* What the operator waits for overtakes a history, even when that uses all there is. */
static void test_operator_first(void **state)
{
	(void)state;
	struct rig rig;
	struct sids all;
	struct haul haul;
	rig(&rig, "--messages", "20000", "--latency", "40");
	rig_list(&rig, &all);
	rig.settings.max_in_flight = 2;
	rig_connect(&rig);
	struct job history = { .kind = JOB_HISTORY,
			       .priority = PRIORITY_HISTORY,
			       .since = DATE_NONE };
	uint64_t id = fetch_submit(rig.fetch, &history);
	rig_collect(&rig, id, 3, &haul);
	haul_release(&haul);
	size_t before = rig_count(&rig);
	struct job one = { .kind = JOB_MESSAGE, .priority = PRIORITY_NOW, .sid = all.items[0] };
	rig_run(&rig, &one, &haul);
	assert_int_equal(haul.error.kind, ERROR_NONE);
	assert_true(rig_count(&rig) - before <= 6);
	haul_release(&haul);
	vec_release(&all);
	rig_close(&rig);
}

static void test_cancel(void **state)
{
	(void)state;
	struct rig rig;
	struct haul haul;
	rig(&rig, "--messages", "5000");
	rig_connect(&rig);
	rig_fault(&rig, "stall");
	struct job job = { .kind = JOB_HISTORY, .priority = PRIORITY_HISTORY, .since = DATE_NONE };
	uint64_t id = fetch_submit(rig.fetch, &job);
	fetch_cancel(rig.fetch, id);
	rig_collect(&rig, id, 0, &haul);
	assert_int_equal(haul.error.kind, ERROR_CANCELLED);
	assert_int_equal(haul.results, 1);
	assert_false(fetch_outstanding(rig.fetch));
	haul_release(&haul);
	/* A job that is over, or never was, cannot be cancelled. */
	fetch_cancel(rig.fetch, id);
	fetch_cancel(rig.fetch, 12345);
	assert_null(fetch_receive(rig.fetch));
	rig_close(&rig);
}

/* The end in the middle of everything: at once, and nothing is left behind. */
static void test_stop_in_the_middle(void **state)
{
	(void)state;
	static const char *const rules[] = { "stall", "drip=100", "stall-body" };
	for (size_t i = 0; i < ARRAY_SIZE(rules); i++) {
		struct rig rig;
		rig(&rig, "--messages", "5000");
		rig_connect(&rig);
		rig_fault(&rig, rules[i]);
		struct job job = { .kind = JOB_HISTORY,
				   .priority = PRIORITY_HISTORY,
				   .since = DATE_NONE };
		fetch_submit(rig.fetch, &job);
		int64_t start = clock_mono_ms();
		fetch_stop(rig.fetch);
		assert_true(clock_mono_ms() - start < RIG_PATIENCE_MS / 4);
		rig.fetch = NULL;
		rig_close(&rig);
	}
}

/* Nothing listens there: said in words, and tried as often as it may help. */
static void test_nobody_there(void **state)
{
	(void)state;
	struct rig rig;
	struct haul haul;
	rig(&rig, "--messages", "5");
	api_settings_put(&rig.settings.api_base, "https://127.0.0.1:9");
	rig.settings.tries = 2;
	rig_connect(&rig);
	struct job job = { .kind = JOB_ACCOUNT };
	rig_run(&rig, &job, &haul);
	assert_int_equal(haul.error.kind, ERROR_NETWORK);
	assert_non_null(strstr(error_text(&haul.error), "127.0.0.1"));
	haul_release(&haul);
	rig_close(&rig);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(test_account),
		cmocka_unit_test(test_encodings),
		cmocka_unit_test(test_message),
		cmocka_unit_test(test_newer),
		cmocka_unit_test(test_refresh),
		cmocka_unit_test(test_refresh_window),
		cmocka_unit_test(test_a_gateway_knows_nothing),
		cmocka_unit_test(test_operator_first),
		cmocka_unit_test(test_cancel),
		cmocka_unit_test(test_stop_in_the_middle),
		cmocka_unit_test(test_nobody_there),
	};
	hash_init();
	json_init();
	clock_init();
	return cmocka_run_group_tests(tests, NULL, NULL);
}
