/*
 * What goes wrong on the way, what comes of it, and how often it was tried.
 */
#include "api/settings.h"
#include "fetch/pager.h"
#include "fetch/windows.h"
#include "rig.h"

#include <string.h>

#include "base/clock.h"
#include "base/date.h"
#include "base/hash.h"
#include "base/json.h"
#include "base/mem.h"

struct fault_case {
	const char *rule;
	enum error_kind kind; /* ERROR_NONE: it works in the end */
	int status;
	const char *says; /* in the text */
	size_t requests;  /* that the sandbox has seen; 0: any */
};

/* An account of 20 messages, so a poll is one request when nothing goes wrong; three tries. */
static const struct fault_case once[] = {
	{ "status=500,times=1", ERROR_NONE, 0, NULL, 2 },
	{ "status=503,times=2", ERROR_NONE, 0, NULL, 3 },
	{ "status=429,times=2", ERROR_NONE, 0, NULL, 3 },
	{ "status=429,times=5", ERROR_NONE, 0, NULL, 6 },
	{ "html=502,times=1", ERROR_NONE, 0, NULL, 2 },
	{ "reset,times=1", ERROR_NONE, 0, NULL, 2 },
	{ "close,times=1", ERROR_NONE, 0, NULL, 2 },
	{ "close-after,times=1", ERROR_NONE, 0, NULL, 2 },
	{ "stall,times=1", ERROR_NONE, 0, NULL, 0 },
	{ "stall-body,times=1", ERROR_NONE, 0, NULL, 0 },
	{ "reset-body,times=1", ERROR_NONE, 0, NULL, 2 },
	{ "cut,times=1", ERROR_NONE, 0, NULL, 2 },
	{ "truncate,times=1", ERROR_NONE, 0, NULL, 2 },
	{ "type=text/html,times=1", ERROR_NONE, 0, NULL, 2 },
	{ "drip=20000", ERROR_NONE, 0, NULL, 1 },
	/* for good */
	{ "status=500", ERROR_API, 500, "", 3 },
	{ "html=502", ERROR_API, 502, "gateway", 3 },
	{ "status=404", ERROR_API, 404, "", 1 },
	{ "status=400", ERROR_API, 400, "", 1 },
	{ "status=401", ERROR_AUTH, 401, "", 1 },
	{ "status=403", ERROR_AUTH, 403, "", 1 },
	{ "reset", ERROR_NETWORK, 0, "127.0.0.1", 0 },
	{ "close", ERROR_NETWORK, 0, "127.0.0.1", 0 },
	{ "cut", ERROR_NETWORK, 0, "127.0.0.1", 3 },
	{ "stall", ERROR_NETWORK, 0, "in time", 0 },
	{ "stall-body", ERROR_NETWORK, 0, "in time", 0 },
	{ "truncate", ERROR_PROTOCOL, 200, "not readable", 3 },
	{ "type=text/html", ERROR_PROTOCOL, 200, "text/html", 3 },
	{ "huge=3000000", ERROR_LIMIT, 200, "limit", 1 },
	{ "redirect=https://elsewhere.example/", ERROR_API, 307, "another address", 1 },
};

static void run_case(struct rig *rig, const struct fault_case *c)
{
	struct job job = { .kind = JOB_NEWER, .priority = PRIORITY_NOW, .newest = DATE_NONE };
	struct haul haul;
	print_message("# %s\n", c->rule);
	size_t before = rig_count(rig);
	rig_fault(rig, c->rule);
	rig_run(rig, &job, &haul);
	if (haul.error.kind != c->kind)
		fail_msg("%s: kind %d, %s", c->rule, haul.error.kind, error_text(&haul.error));
	if (c->kind == ERROR_NONE)
		assert_int_equal(haul.sids.count, 20);
	else
		assert_non_null(strstr(error_text(&haul.error), c->says ? c->says : ""));
	assert_int_equal(haul.error.http_status, c->status);
	if (c->requests)
		assert_int_equal(rig_count(rig) - before, c->requests);
	haul_release(&haul);
}

static void test_each_fault(void **state)
{
	(void)state;
	struct rig rig;
	for (size_t i = 0; i < ARRAY_SIZE(once); i++) {
		rig(&rig, "--messages", "20");
		rig.settings.tries = 3;
		rig.settings.stall_ms = 300;
		rig.settings.answer_max = 2000000;
		rig_connect(&rig);
		run_case(&rig, &once[i]);
		rig_close(&rig);
	}
}

/* The error is the API's own: code, words, request id. */
static void test_api_error(void **state)
{
	(void)state;
	struct rig rig;
	struct haul haul;
	rig(&rig, "--messages", "20");
	api_settings_put(&rig.settings.password, "00000000000000000000000000000000");
	rig_connect(&rig);
	struct job job = { .kind = JOB_ACCOUNT };
	rig_run(&rig, &job, &haul);
	assert_int_equal(haul.error.kind, ERROR_AUTH);
	assert_int_equal(haul.error.http_status, 401);
	assert_int_equal(haul.error.code, 20003);
	assert_int_equal(strncmp(haul.error.request_id, "RQ", 2), 0);
	assert_true(strlen(error_text(&haul.error)) > 5);
	assert_null(strstr(error_text(&haul.error), "0000"));
	haul_release(&haul);
	rig_close(&rig);
}

/* 401 in the middle of a history stops it at once: nothing more is asked. */
static void test_denied_in_the_middle(void **state)
{
	(void)state;
	struct rig rig;
	struct haul haul;
	rig(&rig, "--messages", "20000", "--latency", "10");
	rig_connect(&rig);
	rig_fault(&rig, "status=401,after=8");
	struct job job = { .kind = JOB_HISTORY, .priority = PRIORITY_HISTORY, .since = DATE_NONE };
	rig_run(&rig, &job, &haul);
	assert_int_equal(haul.error.kind, ERROR_AUTH);
	assert_true(haul.sids.count > 0);
	assert_true(rig_count(&rig) <= 8 + API_IN_FLIGHT + 2);
	haul_release(&haul);
	rig_close(&rig);
}

static void run_history(struct rig *rig, const char *rule, struct haul *haul)
{
	struct job job = { .kind = JOB_HISTORY, .priority = PRIORITY_HISTORY, .since = DATE_NONE };
	rig_fault(rig, rule);
	rig_run(rig, &job, haul);
}

/* A window that fails for good is reported, and costs nothing of the others; later, when the service
 * is well again, the history goes on where it was complete to. */
static void test_hole(void **state)
{
	(void)state;
	struct rig ill, well;
	struct haul haul, rest;
	struct sids expected;
	rig(&ill, "--messages", "30000", "--latency", "5");
	ill.settings.tries = 2;
	rig_connect(&ill);
	run_history(&ill, "status=500,match=DateSent.*PageToken", &haul);
	rig_close(&ill);
	assert_int_equal(haul.error.kind, ERROR_API);
	assert_int_equal(haul.error.http_status, 500);
	assert_non_null(strstr(error_text(&haul.error), "before"));
	assert_true(haul.sids.count > 5000);
	assert_true(haul.last_complete_to != DATE_NONE);
	assert_true(haul.last_complete_to != INT64_MAX);

	/* The same account, by its seed. */
	rig(&well, "--messages", "30000");
	rig_list(&well, &expected);
	rig_connect(&well);
	struct job job = { .kind = JOB_HISTORY,
			   .priority = PRIORITY_HISTORY,
			   .since = DATE_NONE,
			   .until = haul.last_complete_to };
	rig_run(&well, &job, &rest);
	assert_int_equal(rest.error.kind, ERROR_NONE);
	for (size_t i = 0; i < rest.sids.count; i++)
		vec_push(&haul.sids, rest.sids.items[i]);
	sids_normalise(&haul.sids);
	assert_same_sids(&haul.sids, &expected);
	haul_release(&rest);
	haul_release(&haul);
	vec_release(&expected);
	rig_close(&well);
}

struct link_case {
	const char *rule;
	enum error_kind kind;
	const char *says;
};

static const struct link_case links[] = {
	{ "next-loop", ERROR_PROTOCOL, "circles" },
	{ "next-host", ERROR_REFUSED, "elsewhere.example" },
	{ "next-plain", ERROR_REFUSED, "http" },
};

/* A chain that goes in circles is given up after PAGER_STALE pages and begun anew at most
 * WINDOWS_RESTARTS times; there are at most as many at once as requests may be in flight. */
#define ROUNDS_MAX (API_IN_FLIGHT * PAGER_STALE * (1 + WINDOWS_RESTARTS))

static void test_bad_links(void **state)
{
	(void)state;
	for (size_t i = 0; i < ARRAY_SIZE(links); i++) {
		struct rig rig;
		struct haul haul;
		rig(&rig, "--messages", "5000");
		rig_connect(&rig);
		run_history(&rig, links[i].rule, &haul);
		assert_int_equal(haul.error.kind, links[i].kind);
		assert_non_null(strstr(error_text(&haul.error), links[i].says));
		assert_true(haul.sids.count > 0);
		assert_true(rig_count(&rig) <= ROUNDS_MAX);
		haul_release(&haul);
		rig_close(&rig);
	}
}

/* One record that is odd never loses its page, nor itself. */
static void test_broken_records(void **state)
{
	(void)state;
	static const char *const rules[] = {
		"broken=surrogate", "broken=nul",      "broken=missing", "broken=status",
		"broken=null-from", "broken=null-all", "broken=long",    "types",
	};
	for (size_t i = 0; i < ARRAY_SIZE(rules); i++) {
		struct rig rig;
		struct haul haul;
		struct sids expected;
		print_message("# %s\n", rules[i]);
		rig(&rig, "--messages", "3000");
		rig_list(&rig, &expected);
		rig_connect(&rig);
		run_history(&rig, rules[i], &haul);
		if (haul.error.kind != ERROR_NONE)
			fail_msg("%s: %s", rules[i], error_text(&haul.error));
		assert_int_equal(haul.bad_records, 0);
		sids_normalise(&haul.sids);
		assert_same_sids(&haul.sids, &expected);
		haul_release(&haul);
		vec_release(&expected);
		rig_close(&rig);
	}
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(test_each_fault),
		cmocka_unit_test(test_api_error),
		cmocka_unit_test(test_denied_in_the_middle),
		cmocka_unit_test(test_hole),
		cmocka_unit_test(test_bad_links),
		cmocka_unit_test(test_broken_records),
	};
	hash_init();
	json_init();
	clock_init();
	return cmocka_run_group_tests(tests, NULL, NULL);
}
