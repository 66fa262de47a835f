#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

#include "base/mem.h"
#include "fetch/activity.h"

static struct activity_request begin(struct activity_log *log, enum endpoint_id id,
				     unsigned attempt)
{
	struct activity_request request;

	activity_start(log, &request, id, attempt);
	return request;
}

static void end(struct activity_log *log, enum endpoint_id id, struct activity_request *request,
		enum activity_outcome outcome, int64_t latency, uint64_t bytes)
{
	request->outcome = outcome;
	request->latency_ms = latency;
	request->bytes = bytes;
	activity_end(log, id, request);
}

static void test_sums(void **state)
{
	struct activity_log *log = xcalloc(1, sizeof(*log));
	struct arena arena = { 0 };
	struct activity_request first = begin(log, ENDPOINT_MESSAGES, 1);
	struct activity_request second = begin(log, ENDPOINT_MESSAGES, 2);
	struct activity_request third = begin(log, ENDPOINT_ACCOUNT, 1);
	struct activity_request fourth = begin(log, ENDPOINT_MESSAGES, 1);

	(void)state;
	end(log, ENDPOINT_MESSAGES, &first, ACTIVITY_AGAIN, 30, 100);
	end(log, ENDPOINT_MESSAGES, &second, ACTIVITY_DONE, 10, 1000);
	end(log, ENDPOINT_ACCOUNT, &third, ACTIVITY_FAILED, -1, 0);
	end(log, ENDPOINT_MESSAGES, &fourth, ACTIVITY_THROTTLED, 20, 5);
	begin(log, ENDPOINT_MESSAGES, 2);

	const struct activity *activity = activity_copy(log, NULL, 0, &arena);
	const struct activity_sum *account = &activity->sums[0], *messages = &activity->sums[1];

	assert_int_equal(activity->sum_count, 2);
	assert_string_equal(account->endpoint, endpoint(ENDPOINT_ACCOUNT)->name);
	assert_int_equal(account->failures, 1);
	assert_int_equal(account->answers, 0);
	assert_int_equal(account->in_flight, 0);
	assert_string_equal(messages->verb, "GET");
	assert_int_equal(messages->requests, 4);
	assert_int_equal(messages->in_flight, 1);
	assert_int_equal(messages->retries, 1);
	assert_int_equal(messages->throttled, 1);
	assert_int_equal(messages->failures, 0);
	assert_int_equal(messages->bytes, 1105);
	assert_int_equal(messages->answers, 3);
	assert_int_equal(messages->latency_sum_ms, 60);
	assert_int_equal(messages->latency_max_ms, 30);
	arena_release(&arena);
	free(log);
}

/* Under way first, then ended, each newest first; of the ended only so many; later changes of the log
 * do not reach the copy. */
static void test_order_and_bound(void **state)
{
	struct activity_log *log = xcalloc(1, sizeof(*log));
	struct arena arena = { 0 };
	struct activity_request old = begin(log, ENDPOINT_MESSAGE, 1), young;
	const struct activity_request *flying[2];

	(void)state;
	for (int i = 0; i < ACTIVITY_ENDED + 10; i++) {
		struct activity_request request = begin(log, ENDPOINT_MESSAGES, 1);
		end(log, ENDPOINT_MESSAGES, &request, ACTIVITY_DONE, i, 1);
	}
	young = begin(log, ENDPOINT_ACCOUNT, 1);
	flying[0] = &old;
	flying[1] = &young;

	const struct activity *activity = activity_copy(log, flying, 2, &arena);

	end(log, ENDPOINT_ACCOUNT, &young, ACTIVITY_DONE, 1, 1);
	assert_int_equal(activity->request_count, ACTIVITY_ENDED + 2);
	assert_int_equal(activity->requests[0].outcome, ACTIVITY_FLYING);
	assert_true(activity->requests[0].number > activity->requests[1].number);
	assert_int_equal(activity->requests[1].number, old.number);
	for (int i = 0; i < ACTIVITY_ENDED; i++)
		assert_int_equal(activity->requests[2 + i].latency_ms, ACTIVITY_ENDED + 9 - i);
	arena_release(&arena);
	free(log);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(test_sums),
		cmocka_unit_test(test_order_and_bound),
	};
	return cmocka_run_group_tests(tests, NULL, NULL);
}
