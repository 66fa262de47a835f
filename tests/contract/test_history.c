/*
 * JOB_HISTORY: complete under every reading of the filters, and what is sent for it.
 */
#include "rig.h"

#include <string.h>

#include "base/clock.h"
#include "base/date.h"
#include "base/hash.h"
#include "base/json.h"
#include "base/mem.h"
#include "base/strbuf.h"

static struct job history_job(void)
{
	return (struct job){ .kind = JOB_HISTORY,
			     .priority = PRIORITY_HISTORY,
			     .since = DATE_NONE };
}

static void check_complete(struct rig *rig, const struct sids *expected)
{
	struct job job = history_job();
	struct haul haul;
	rig_run(rig, &job, &haul);
	if (haul.error.kind != ERROR_NONE)
		fail_msg("%s", error_text(&haul.error));
	assert_true(haul.last_complete_to == DATE_NONE);
	assert_int_equal(haul.bad_records, 0);
	sids_normalise(&haul.sids);
	assert_same_sids(&haul.sids, expected);
	assert_false(fetch_outstanding(rig->fetch));
	haul_release(&haul);
}

static void run_reading(const char *filter, const char *before, const char *nulls,
			const char *order, const char *messages)
{
	struct rig rig;
	struct sids expected;
	rig(&rig, "--messages", messages, "--assume", filter, "--assume", before, "--assume", nulls,
	    "--assume", order);
	rig_list(&rig, &expected);
	rig_connect(&rig);
	check_complete(&rig, &expected);
	vec_release(&expected);
	rig_close(&rig);
}

static void test_every_reading(void **state)
{
	(void)state;
	static const char *const filters[] = { "date-filter=second", "date-filter=day" };
	static const char *const befores[] = { "date-before=whole-day",
					       "date-before=first-second" };
	static const char *const nulls[] = { "null-dates=unlisted", "null-dates=listed" };
	static const char *const orders[] = { "null-order=created", "null-order=first",
					      "null-order=last" };
	for (int i = 0; i < 24; i++)
		run_reading(filters[i & 1], befores[i >> 1 & 1], nulls[i >> 2 & 1], orders[i >> 3],
			    "8000");
}

/* The same texts, however they are written: escapes, UTF-8, compressed or not. */
static void test_texts_are_the_same(void **state)
{
	static const struct {
		const char *reading, *option;
	} ways[] = {
		{ "json-text=escaped", NULL },
		{ "json-text=utf8", NULL },
		{ "json-text=utf8", "--no-gzip" },
	};
	uint64_t bodies[ARRAY_SIZE(ways)];

	(void)state;
	for (size_t i = 0; i < ARRAY_SIZE(ways); i++) {
		struct rig rig;
		struct haul haul;
		struct job job = { .kind = JOB_NEWER,
				   .priority = PRIORITY_NOW,
				   .newest = DATE_NONE };

		rig(&rig, "--messages", "900", "--assume", ways[i].reading, ways[i].option);
		rig_connect(&rig);
		rig_run(&rig, &job, &haul);
		assert_int_equal(haul.error.kind, ERROR_NONE);
		assert_true(haul.sids.count >= 900);
		bodies[i] = haul.bodies;
		haul_release(&haul);
		rig_close(&rig);
	}
	assert_true(bodies[0] == bodies[1] && bodies[0] == bodies[2] && bodies[0] != 0);
}

static void test_small_accounts(void **state)
{
	(void)state;
	static const char *const sizes[] = { "0", "1", "49", "50", "51", "1000", "1001" };
	for (size_t i = 0; i < ARRAY_SIZE(sizes); i++)
		run_reading("date-filter=second", "date-before=whole-day", "null-dates=unlisted",
			    "null-order=created", sizes[i]);
}

/* What is sent: a small page first, then the largest; filters as documented; always authorised. */
static void test_what_is_sent(void **state)
{
	(void)state;
	struct rig rig;
	struct sids expected;
	size_t count, small = 0, bounds = 0, full = 0;
	rig(&rig, "--messages", "20000");
	rig_connect(&rig);
	struct job job = history_job();
	struct haul haul;
	rig_run(&rig, &job, &haul);
	assert_int_equal(haul.error.kind, ERROR_NONE);
	const struct sandbox_request *requests = sandbox_requests(rig.sandbox, &count);
	for (size_t i = 0; i < count; i++) {
		const char *size = sandbox_argument(requests[i].query, "PageSize");
		const char *bound = sandbox_argument(requests[i].query, "DateSent<");
		assert_string_equal(requests[i].method, "GET");
		assert_true(requests[i].authorised);
		assert_int_equal(requests[i].status, 200);
		assert_non_null(size);
		small += strcmp(size, "50") == 0;
		full += strcmp(size, "1000") == 0;
		if (bound) {
			bounds++;
			assert_int_equal(strspn(bound, "0123456789-T:Z"), strlen(bound));
		}
		assert_null(sandbox_argument(requests[i].query, "DateSent>"));
		assert_null(sandbox_argument(requests[i].query, "DateSent"));
	}
	assert_int_equal(small, 1);
	assert_int_equal(small + full, count);
	assert_true(bounds >= 2);
	haul_release(&haul);
	rig_list(&rig, &expected);
	vec_release(&expected);
	rig_close(&rig);
}

static void test_since_and_addresses(void **state)
{
	(void)state;
	struct rig rig;
	struct haul all, some;
	rig(&rig, "--messages", "6000");
	rig_connect(&rig);
	struct job job = history_job();
	rig_run(&rig, &job, &all);
	job = history_job();
	job.since = all.first.date_created - 20 * 86400;
	rig_run(&rig, &job, &some);
	assert_int_equal(some.error.kind, ERROR_NONE);
	assert_true(some.last_complete_to == job.since);
	assert_true(some.sids.count < all.sids.count);
	haul_release(&some);

	job = history_job();
	job.to = (struct text){ .data = "+15005550000", .length = 12 };
	rig_run(&rig, &job, &some);
	assert_int_equal(some.error.kind, ERROR_NONE);
	size_t count;
	const struct sandbox_request *requests = sandbox_requests(rig.sandbox, &count);
	assert_string_equal(sandbox_argument(requests[count - 1].query, "To"), "+15005550000");
	haul_release(&some);
	haul_release(&all);
	rig_close(&rig);
}

/* Messages arrive and change while it loads: nothing that was there at the start is missing. */
static void test_while_it_lives(void **state)
{
	(void)state;
	struct rig rig;
	struct sids before;
	struct haul haul;
	rig(&rig, "--messages", "10000", "--live", "--rate", "6000", "--latency", "5");
	rig_list(&rig, &before);
	rig_connect(&rig);
	struct job job = history_job();
	rig_run(&rig, &job, &haul);
	assert_int_equal(haul.error.kind, ERROR_NONE);
	sids_normalise(&haul.sids);
	size_t at = 0;
	for (size_t i = 0; i < before.count; i++) {
		while (at < haul.sids.count &&
		       memcmp(haul.sids.items[at].bytes, before.items[i].bytes, 16) < 0)
			at++;
		assert_true(at < haul.sids.count);
		assert_memory_equal(haul.sids.items[at].bytes, before.items[i].bytes, 16);
	}
	haul_release(&haul);
	vec_release(&before);
	rig_close(&rig);
}

/* More requests at a time than the account may make: slower, but complete. */
static void test_throttled(void **state)
{
	(void)state;
	static const char *const waits[] = { "retry-after=none", "retry-after=0", "retry-after=1" };
	for (size_t i = 0; i < ARRAY_SIZE(waits); i++) {
		struct rig rig;
		struct sids expected;
		struct fetch_health health;
		rig(&rig, "--messages", "12000", "--concurrency", "2", "--latency", "20",
		    "--assume", waits[i]);
		rig_list(&rig, &expected);
		rig_connect(&rig);
		check_complete(&rig, &expected);
		size_t count, refused = 0;
		const struct sandbox_request *requests = sandbox_requests(rig.sandbox, &count);
		for (size_t n = 0; n < count; n++)
			refused += requests[n].status == 429;
		assert_true(refused >= 1);
		assert_true(refused <= 12);
		fetch_health(rig.fetch, &health);
		assert_true(health.limit <= 4);
		error_release(&health.last_error);
		vec_release(&expected);
		rig_close(&rig);
	}
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(test_every_reading),       cmocka_unit_test(test_small_accounts),
		cmocka_unit_test(test_texts_are_the_same),  cmocka_unit_test(test_what_is_sent),
		cmocka_unit_test(test_since_and_addresses), cmocka_unit_test(test_while_it_lives),
		cmocka_unit_test(test_throttled),
	};
	hash_init();
	json_init();
	clock_init();
	return cmocka_run_group_tests(tests, NULL, NULL);
}
