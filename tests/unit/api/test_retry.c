#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

#include "api/retry.h"

#define HALF (UINT32_MAX / 2)

/* Whether a first attempt is followed by a second. */
static void test_cases(void **state)
{
	(void)state;
	static const struct {
		enum outcome outcome;
		bool read, set, create;
	} cases[OUTCOMES] = {
		{ OUTCOME_OK, false, false, false },     { OUTCOME_THROTTLED, true, true, true },
		{ OUTCOME_SERVER, true, true, false },   { OUTCOME_UNSENT, true, true, true },
		{ OUTCOME_NETWORK, true, true, false },  { OUTCOME_GARBLED, true, true, false },
		{ OUTCOME_DENIED, false, false, false }, { OUTCOME_NO, false, false, false },
		{ OUTCOME_FINAL, false, false, false },
	};
	for (size_t i = 0; i < OUTCOMES; i++) {
		enum outcome outcome = cases[i].outcome;
		assert_int_equal(outcome, i);
		assert_int_equal(retry_decide(CLASS_READ, outcome, 1, 3, -1, HALF).again,
				 cases[i].read);
		assert_int_equal(retry_decide(CLASS_SET, outcome, 1, 3, -1, HALF).again,
				 cases[i].set);
		assert_int_equal(retry_decide(CLASS_CREATE, outcome, 1, 3, -1, HALF).again,
				 cases[i].create);
	}
}

static void test_attempts(void **state)
{
	(void)state;
	assert_true(retry_decide(CLASS_READ, OUTCOME_SERVER, 2, 3, -1, 0).again);
	assert_false(retry_decide(CLASS_READ, OUTCOME_SERVER, 3, 3, -1, 0).again);
	assert_false(retry_decide(CLASS_READ, OUTCOME_SERVER, 1, 1, -1, 0).again);
	assert_true(
		retry_decide(CLASS_READ, OUTCOME_THROTTLED, 3 * RETRY_THROTTLE_FACTOR - 1, 3, -1, 0)
			.again);
	assert_false(
		retry_decide(CLASS_READ, OUTCOME_THROTTLED, 3 * RETRY_THROTTLE_FACTOR, 3, -1, 0)
			.again);
}

/* Full jitter under a ceiling that doubles and then stays. */
static void test_waits(void **state)
{
	(void)state;
	static const struct {
		unsigned attempt;
		int64_t ceiling;
	} cases[] = {
		{ 1, 250 },  { 2, 500 },   { 3, 1000 },  { 4, 2000 },  { 5, 4000 },
		{ 6, 8000 }, { 7, 16000 }, { 8, 20000 }, { 9, 20000 }, { 60, 20000 },
	};
	for (size_t i = 0; i < sizeof(cases) / sizeof(cases[0]); i++) {
		unsigned attempt = cases[i].attempt;
		int64_t ceiling = cases[i].ceiling;
		assert_int_equal(
			retry_decide(CLASS_READ, OUTCOME_SERVER, attempt, 100, -1, 0).wait_ms, 0);
		assert_int_equal(retry_decide(CLASS_READ, OUTCOME_SERVER, attempt, 100, -1,
					      UINT32_MAX)
					 .wait_ms,
				 ceiling);
		int64_t half =
			retry_decide(CLASS_READ, OUTCOME_SERVER, attempt, 100, -1, HALF).wait_ms;
		assert_true(half >= ceiling / 2 - 1 && half <= ceiling / 2);
	}
}

static void test_retry_after(void **state)
{
	(void)state;
	struct retry retry = retry_decide(CLASS_READ, OUTCOME_THROTTLED, 1, 3, 7000, 0);
	assert_true(retry.again);
	assert_int_equal(retry.wait_ms, 7000);
	retry = retry_decide(CLASS_READ, OUTCOME_SERVER, 1, 3, 7000, UINT32_MAX);
	assert_true(retry.wait_ms >= 7000 && retry.wait_ms <= 7000 + RETRY_FIRST_MS);
	assert_true(
		retry_decide(CLASS_READ, OUTCOME_THROTTLED, 1, 3, RETRY_AFTER_LIMIT_MS, 0).again);
	assert_false(retry_decide(CLASS_READ, OUTCOME_THROTTLED, 1, 3, RETRY_AFTER_LIMIT_MS + 1, 0)
			     .again);
}

static enum outcome outcome_with(int status, enum error_kind kind, bool sent, enum verb verb,
				 unsigned attempt)
{
	struct answer answer;
	answer_init(&answer);
	answer.status = status;
	answer.sent = sent;
	answer.json = true;
	if (kind != ERROR_NONE)
		error_set(&answer.error, kind, "x");
	enum outcome outcome = outcome_of(&answer, verb, attempt);
	answer_release(&answer);
	return outcome;
}

static void test_outcomes(void **state)
{
	(void)state;
	static const struct {
		int status;
		enum error_kind kind;
		bool sent;
		enum outcome outcome;
	} cases[] = {
		{ 200, ERROR_NONE, true, OUTCOME_OK },
		{ 201, ERROR_NONE, true, OUTCOME_OK },
		{ 204, ERROR_NONE, true, OUTCOME_OK },
		{ 307, ERROR_NONE, true, OUTCOME_NO },
		{ 400, ERROR_NONE, true, OUTCOME_NO },
		{ 401, ERROR_NONE, true, OUTCOME_DENIED },
		{ 403, ERROR_NONE, true, OUTCOME_DENIED },
		{ 404, ERROR_NONE, true, OUTCOME_NO },
		{ 409, ERROR_NONE, true, OUTCOME_NO },
		{ 429, ERROR_NONE, true, OUTCOME_THROTTLED },
		{ 500, ERROR_NONE, true, OUTCOME_SERVER },
		{ 503, ERROR_NONE, true, OUTCOME_SERVER },
		{ 0, ERROR_NETWORK, false, OUTCOME_UNSENT },
		{ 0, ERROR_NETWORK, true, OUTCOME_NETWORK },
		{ 200, ERROR_NETWORK, true, OUTCOME_NETWORK },
		{ 200, ERROR_PROTOCOL, true, OUTCOME_GARBLED },
		{ 200, ERROR_LIMIT, true, OUTCOME_FINAL },
		{ 0, ERROR_TLS, false, OUTCOME_FINAL },
		{ 0, ERROR_REFUSED, false, OUTCOME_FINAL },
	};
	for (size_t i = 0; i < sizeof(cases) / sizeof(cases[0]); i++)
		assert_int_equal(outcome_with(cases[i].status, cases[i].kind, cases[i].sent,
					      VERB_GET, 1),
				 cases[i].outcome);
	/* What a repeated DELETE does not find is what it wanted. */
	assert_int_equal(outcome_with(404, ERROR_NONE, true, VERB_DELETE, 1), OUTCOME_NO);
	assert_int_equal(outcome_with(404, ERROR_NONE, true, VERB_DELETE, 2), OUTCOME_OK);
	assert_int_equal(outcome_with(404, ERROR_NONE, true, VERB_GET, 2), OUTCOME_NO);
	/* But only the service itself can know that, not a gateway with its page. */
	struct answer page = { .status = 404, .json = false };
	assert_int_equal(outcome_of(&page, VERB_DELETE, 2), OUTCOME_NO);
}

/* What may have been carried out is not what may be repeated. */
static void test_unclear(void **state)
{
	(void)state;
	for (unsigned outcome = 0; outcome < OUTCOMES; outcome++) {
		bool unclear = outcome == OUTCOME_SERVER || outcome == OUTCOME_NETWORK ||
			       outcome == OUTCOME_GARBLED;

		assert_int_equal(outcome_is_unclear(outcome, false), unclear);
		assert_int_equal(outcome_is_unclear(outcome, true),
				 unclear || outcome == OUTCOME_FINAL);
	}
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(test_cases),    cmocka_unit_test(test_attempts),
		cmocka_unit_test(test_waits),    cmocka_unit_test(test_retry_after),
		cmocka_unit_test(test_outcomes), cmocka_unit_test(test_unclear),
	};
	return cmocka_run_group_tests(tests, NULL, NULL);
}
