#include "items.h"

#include "base/mem.h"
#include "ops/verb.h"

static void test_table(void **state)
{
	(void)state;
	for (unsigned op = 0; op < OP_COUNT; op++) {
		const struct op_verb *verb = op_verb(op);

		assert_int_equal(op_find(verb->name), op);
		assert_int_equal(verb->irreversible, verb->warning != NULL);
		assert_true(verb->repeatable || verb->object == OP_ON_NOTHING || op == OP_FEEDBACK);
		assert_true(*verb->title && *verb->doing && *verb->done && *verb->phrase);
	}
	assert_int_equal(op_find("refund"), OP_COUNT);
	for (unsigned why = 0; why < WHY_COUNT; why++)
		assert_int_equal(op_why_find(op_why_name(why)), why);
	assert_int_equal(op_why_find("whim"), WHY_COUNT);
}

/* Every status for every verb: d do, l leave, w wait, r refuse. */
static void test_judge(void **state)
{
	(void)state;
	static const struct {
		enum message_status status;
		char redact, redact_empty, delete, cancel;
	} cases[] = {
		{ STATUS_UNKNOWN, 'd', 'l', 'd', 'd' },
		{ STATUS_ACCEPTED, 'w', 'l', 'w', 'r' },
		{ STATUS_SCHEDULED, 'r', 'l', 'r', 'd' },
		{ STATUS_QUEUED, 'w', 'l', 'w', 'r' },
		{ STATUS_SENDING, 'w', 'l', 'w', 'r' },
		{ STATUS_SENT, 'd', 'l', 'd', 'r' },
		{ STATUS_DELIVERED, 'd', 'l', 'd', 'r' },
		{ STATUS_UNDELIVERED, 'd', 'l', 'd', 'r' },
		{ STATUS_FAILED, 'd', 'l', 'd', 'r' },
		{ STATUS_CANCELED, 'd', 'l', 'd', 'l' },
		{ STATUS_READ, 'd', 'l', 'd', 'r' },
		{ STATUS_PARTIALLY_DELIVERED, 'd', 'l', 'd', 'r' },
		{ STATUS_RECEIVING, 'w', 'l', 'w', 'r' },
		{ STATUS_RECEIVED, 'd', 'l', 'd', 'r' },
	};
	static const char letters[] = { 'd', 'l', 'w', 'r' };

	assert_int_equal(ARRAY_SIZE(cases), STATUS_COUNT);
	for (size_t i = 0; i < ARRAY_SIZE(cases); i++) {
		struct op_target target = { .status = cases[i].status };
		struct op_target empty = { .status = cases[i].status, .empty = true };

		assert_int_equal(letters[op_judge(OP_REDACT, &target).decision], cases[i].redact);
		assert_int_equal(letters[op_judge(OP_REDACT, &empty).decision],
				 cases[i].redact_empty);
		assert_int_equal(letters[op_judge(OP_DELETE, &target).decision], cases[i].delete);
		assert_int_equal(letters[op_judge(OP_DELETE, &empty).decision], cases[i].delete);
		assert_int_equal(letters[op_judge(OP_CANCEL, &target).decision], cases[i].cancel);
	}
}

static void test_reasons(void **state)
{
	(void)state;
	static const struct {
		enum op op;
		struct op_target target;
		enum op_why why;
	} cases[] = {
		{ OP_REDACT, { .status = STATUS_DELIVERED, .empty = true }, WHY_NO_TEXT },
		{ OP_REDACT, { .status = STATUS_QUEUED }, WHY_NOT_FINAL },
		{ OP_DELETE, { .status = STATUS_SCHEDULED }, WHY_SCHEDULED },
		{ OP_CANCEL, { .status = STATUS_CANCELED }, WHY_CANCELED },
		{ OP_CANCEL, { .status = STATUS_DELIVERED }, WHY_NOT_SCHEDULED },
		{ OP_DELETE, { .status = STATUS_SENT }, WHY_NONE },
	};

	for (size_t i = 0; i < ARRAY_SIZE(cases); i++)
		assert_int_equal(op_judge(cases[i].op, &cases[i].target).why, cases[i].why);
}

static void test_outcomes(void **state)
{
	(void)state;
	static const struct {
		enum op op;
		enum error_kind kind;
		int status, code;
		bool unclear;
		enum op_end end;
		enum op_why why;
		bool pause;
	} cases[] = {
		{ OP_REDACT, ERROR_NONE, 0, 0, false, OP_END_DONE, WHY_NONE, false },
		{ OP_DELETE, ERROR_API, 404, 20404, false, OP_END_DONE, WHY_GONE, false },
		{ OP_REDACT, ERROR_API, 404, 20404, false, OP_END_LEFT, WHY_GONE, false },
		{ OP_CANCEL, ERROR_API, 404, 20404, false, OP_END_LEFT, WHY_GONE, false },
		/* Not Twilio's own: nothing is known to be gone. */
		{ OP_DELETE, ERROR_API, 404, 0, false, OP_END_FAILED, WHY_UNREADABLE, false },
		{ OP_DELETE, ERROR_API, 307, 0, false, OP_END_FAILED, WHY_UNREADABLE, false },
		/* Whatever the status of 20009 is. */
		{ OP_DELETE, ERROR_API, 409, 20009, false, OP_END_WAIT, WHY_NOT_FINAL, false },
		{ OP_DELETE, ERROR_API, 422, 20009, false, OP_END_WAIT, WHY_NOT_FINAL, false },
		{ OP_REDACT, ERROR_API, 400, 20009, false, OP_END_WAIT, WHY_NOT_FINAL, false },
		{ OP_REDACT, ERROR_API, 400, 30400, false, OP_END_REFUSED, WHY_NOT_ACCEPTED,
		  false },
		{ OP_CANCEL, ERROR_API, 409, 30409, false, OP_END_REFUSED, WHY_TOO_LATE, false },
		{ OP_REDACT, ERROR_API, 409, 30409, false, OP_END_REFUSED, WHY_OTHER, false },
		{ OP_DELETE, ERROR_AUTH, 401, 20003, false, OP_END_READY, WHY_CREDENTIALS, true },
		{ OP_DELETE, ERROR_AUTH, 403, 20003, false, OP_END_READY, WHY_CREDENTIALS, true },
		{ OP_DELETE, ERROR_AUTH, 401, 0, false, OP_END_READY, WHY_CREDENTIALS, true },
		{ OP_DELETE, ERROR_AUTH, 403, 20403, false, OP_END_READY, WHY_NOT_ALLOWED, true },
		{ OP_DELETE, ERROR_AUTH, 403, 0, false, OP_END_READY, WHY_NOT_ALLOWED, true },
		{ OP_DELETE, ERROR_API, 429, 20429, false, OP_END_WAIT, WHY_THROTTLED, false },
		{ OP_DELETE, ERROR_API, 429, 0, true, OP_END_WAIT, WHY_THROTTLED, false },
		{ OP_DELETE, ERROR_API, 503, 20503, true, OP_END_FAILED, WHY_SERVER, false },
		{ OP_DELETE, ERROR_NETWORK, 0, 0, true, OP_END_FAILED, WHY_NETWORK, false },
		{ OP_DELETE, ERROR_NETWORK, 0, 0, false, OP_END_FAILED, WHY_NETWORK, false },
		{ OP_DELETE, ERROR_TLS, 0, 0, false, OP_END_READY, WHY_NO_TRUST, true },
		{ OP_DELETE, ERROR_REFUSED, 0, 0, false, OP_END_READY, WHY_READ_ONLY, true },
		{ OP_DELETE, ERROR_CANCELLED, 0, 0, false, OP_END_READY, WHY_TAKEN_BACK, false },
		{ OP_REDACT, ERROR_PROTOCOL, 200, 0, true, OP_END_FAILED, WHY_UNREADABLE, false },
		{ OP_REDACT, ERROR_API, 400, 21601, false, OP_END_REFUSED, WHY_OTHER, false },
		/* What has been made must not be made again. */
		{ OP_SEND, ERROR_NONE, 201, 0, false, OP_END_DONE, WHY_NONE, false },
		{ OP_SEND, ERROR_NETWORK, 0, 0, true, OP_END_UNKNOWN, WHY_NETWORK, false },
		{ OP_SEND, ERROR_NETWORK, 0, 0, false, OP_END_FAILED, WHY_NETWORK, false },
		{ OP_SEND, ERROR_API, 503, 0, true, OP_END_UNKNOWN, WHY_SERVER, false },
		{ OP_SEND, ERROR_PROTOCOL, 201, 0, true, OP_END_UNKNOWN, WHY_UNREADABLE, false },
		{ OP_SEND, ERROR_CANCELLED, 0, 0, false, OP_END_UNKNOWN, WHY_TAKEN_BACK, false },
		{ OP_SEND, ERROR_TLS, 0, 0, true, OP_END_UNKNOWN, WHY_NO_TRUST, true },
		{ OP_SEND, ERROR_TLS, 0, 0, false, OP_END_READY, WHY_NO_TRUST, true },
		{ OP_SEND, ERROR_API, 429, 20429, false, OP_END_WAIT, WHY_THROTTLED, false },
		{ OP_SEND, ERROR_API, 400, 21606, false, OP_END_REFUSED, WHY_OTHER, false },
		{ OP_SEND, ERROR_API, 400, 21610, false, OP_END_REFUSED, WHY_OTHER, false },
		{ OP_SEND, ERROR_API, 400, 20001, false, OP_END_REFUSED, WHY_OTHER, false },
		{ OP_SEND, ERROR_API, 404, 20404, false, OP_END_REFUSED, WHY_OTHER, false },
		{ OP_CREATE_SERVICE, ERROR_API, 400, 21102, false, OP_END_REFUSED, WHY_OTHER,
		  false },
		{ OP_CREATE_SERVICE, ERROR_NETWORK, 0, 0, true, OP_END_UNKNOWN, WHY_NETWORK,
		  false },
		{ OP_FEEDBACK, ERROR_API, 404, 20404, false, OP_END_REFUSED, WHY_NO_FEEDBACK,
		  false },
		{ OP_FEEDBACK, ERROR_API, 400, 20009, false, OP_END_WAIT, WHY_NOT_FINAL, false },
		{ OP_FEEDBACK, ERROR_API, 409, 0, false, OP_END_REFUSED, WHY_NO_FEEDBACK, false },
		/* What is gone is as good as removed, and cannot be updated. */
		{ OP_DELETE_MEDIUM, ERROR_API, 404, 20404, false, OP_END_DONE, WHY_GONE, false },
		{ OP_DELETE_SERVICE, ERROR_API, 404, 20404, false, OP_END_DONE, WHY_GONE, false },
		{ OP_REMOVE_SENDER, ERROR_API, 404, 20404, false, OP_END_DONE, WHY_GONE, false },
		{ OP_REMOVE_SENDER, ERROR_API, 400, 21711, false, OP_END_DONE, WHY_GONE, false },
		{ OP_REMOVE_SENDER, ERROR_API, 404, 0, false, OP_END_FAILED, WHY_UNREADABLE,
		  false },
		{ OP_UPDATE_SERVICE, ERROR_API, 404, 20404, false, OP_END_LEFT, WHY_GONE, false },
		{ OP_UPDATE_SHORT_CODE, ERROR_API, 404, 20404, false, OP_END_LEFT, WHY_GONE,
		  false },
		{ OP_UPDATE_SERVICE, ERROR_NETWORK, 0, 0, true, OP_END_FAILED, WHY_NETWORK, false },
		/* Senders into pools. */
		{ OP_ADD_SENDER, ERROR_API, 409, 21710, false, OP_END_DONE, WHY_HERE, false },
		{ OP_ADD_SENDER, ERROR_API, 409, 21712, false, OP_END_REFUSED, WHY_ELSEWHERE,
		  false },
		{ OP_ADD_SENDER, ERROR_API, 400, 21714, false, OP_END_REFUSED, WHY_FULL, false },
		{ OP_ADD_SENDER, ERROR_API, 400, 30995, false, OP_END_REFUSED, WHY_FULL, false },
		{ OP_ADD_SENDER, ERROR_API, 400, 21715, false, OP_END_REFUSED, WHY_UNFIT, false },
		{ OP_ADD_SENDER, ERROR_API, 400, 21709, false, OP_END_REFUSED, WHY_OTHER, false },
		{ OP_ADD_SENDER, ERROR_API, 404, 21701, false, OP_END_REFUSED, WHY_NO_SERVICE,
		  false },
		{ OP_ADD_SENDER, ERROR_API, 404, 21705, false, OP_END_REFUSED, WHY_NO_SERVICE,
		  false },
		{ OP_ADD_SENDER, ERROR_API, 404, 20404, false, OP_END_REFUSED, WHY_NO_SERVICE,
		  false },
		{ OP_ADD_SENDER, ERROR_NETWORK, 0, 0, true, OP_END_FAILED, WHY_NETWORK, false },
	};

	for (size_t i = 0; i < ARRAY_SIZE(cases); i++) {
		struct result result = {
			.error = { .kind = cases[i].kind,
				   .http_status = cases[i].status,
				   .code = cases[i].code },
			.unclear = cases[i].unclear,
		};
		struct op_outcome outcome = op_outcome(cases[i].op, &result);

		assert_int_equal(outcome.end, cases[i].end);
		assert_int_equal(outcome.why, cases[i].why);
		assert_int_equal(outcome.pause, cases[i].pause);
	}
}

/* The answer was lost, the second attempt was too late for the first: the message tells. */
static void test_cancelled_all_the_same(void **state)
{
	(void)state;
	struct message message = { .status = STATUS_CANCELED };
	struct result result = {
		.error = { .kind = ERROR_API, .http_status = 409, .code = 30409 },
		.messages = &message,
		.message_count = 1,
	};

	assert_int_equal(op_outcome(OP_CANCEL, &result).end, OP_END_DONE);
	message.status = STATUS_DELIVERED;
	assert_int_equal(op_outcome(OP_CANCEL, &result).end, OP_END_REFUSED);
}

static void test_waits_grow(void **state)
{
	(void)state;
	assert_int_equal(op_wait_ms(WHY_NOT_FINAL, 1), 60000);
	assert_int_equal(op_wait_ms(WHY_NOT_FINAL, 2), 120000);
	assert_int_equal(op_wait_ms(WHY_NETWORK, 1), 5000);
	for (unsigned tries = 1; tries < 255; tries++) {
		assert_true(op_wait_ms(WHY_NOT_FINAL, tries + 1) >=
			    op_wait_ms(WHY_NOT_FINAL, tries));
		assert_true(op_wait_ms(WHY_NOT_FINAL, tries) <= OP_WAIT_MAX_MS);
	}
	assert_int_equal(op_wait_ms(WHY_NOT_FINAL, 255), OP_WAIT_MAX_MS);
}

static void assert_explained(enum op_why why, int code, int status, const char *request,
			     const char *expected)
{
	struct strbuf out = STRBUF_INIT(STRBUF_LINE);

	op_explain(&out, why, code, status, request);
	assert_string_equal(out.data, expected);
	strbuf_release(&out);
}

static void test_explain(void **state)
{
	(void)state;
	assert_explained(
		WHY_NOT_FINAL, 20009, 409, "RQ12",
		"is still on its way: Twilio allows this once it has arrived or failed; it "
		"is tried again (error 20009, request RQ12)");
	assert_explained(WHY_SERVER, 0, 502, "",
			 "Twilio had a fault of its own: try again later (HTTP status 502)");
	assert_explained(WHY_NO_TEXT, 0, 0, NULL, "has no text any more");
	/* Other codes have the words of the catalogue, and unknown ones at least their number. */
	struct strbuf out = STRBUF_INIT(STRBUF_LINE);
	op_explain(&out, WHY_OTHER, 21610, 400, "RQ1");
	assert_non_null(strstr(out.data, "unsubscribed"));
	assert_non_null(strstr(out.data, "(error 21610, request RQ1)"));
	strbuf_release(&out);
	assert_explained(WHY_OTHER, 99999, 400, NULL, "Twilio refused (error 99999)");
}

/* Twilio says "Authenticate" and no more. */
static void test_explain_trouble(void **state)
{
	const struct {
		struct error trouble;
		const char *words;
	} cases[] = {
		{ { .kind = ERROR_AUTH,
		    .http_status = 401,
		    .code = 20003,
		    .text = (char[]){ "Authenticate" },
		    .request_id = "RQ1" },
		  "the credentials were not accepted: look at key and secret, at the region, and "
		  "whether the account is active (error 20003, request RQ1)" },
		{ { .kind = ERROR_API,
		    .http_status = 403,
		    .code = 20403,
		    .text = (char[]){ "Forbidden" } },
		  "this key or account may not do this: use a key that may change messages (error "
		  "20403)" },
		{ { .kind = ERROR_API,
		    .http_status = 503,
		    .text = (char[]){ "Service Unavailable" } },
		  "Twilio had a fault of its own: try again later (HTTP status 503)" },
		{ { .kind = ERROR_IO,
		    .text = (char[]){ "the journal x cannot be made: No space" } },
		  "the journal x cannot be made: No space" },
	};

	(void)state;
	for (size_t i = 0; i < ARRAY_SIZE(cases); i++) {
		struct strbuf out = STRBUF_INIT(STRBUF_LINE);

		op_explain_trouble(&out, &cases[i].trouble);
		assert_string_equal(out.data, cases[i].words);
		strbuf_release(&out);
	}
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(test_table),
		cmocka_unit_test(test_judge),
		cmocka_unit_test(test_reasons),
		cmocka_unit_test(test_outcomes),
		cmocka_unit_test(test_cancelled_all_the_same),
		cmocka_unit_test(test_waits_grow),
		cmocka_unit_test(test_explain),
		cmocka_unit_test(test_explain_trouble),
	};
	return cmocka_run_group_tests(tests, NULL, NULL);
}
