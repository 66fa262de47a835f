#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

#include <string.h>

#include "api/apierror.h"
#include "base/json.h"

struct sample {
	int status;
	const char *type;
	const char *body;
	enum error_kind kind;
	int code;
	const char *text; /* "…" at its end: only the start is compared */
};

static const struct sample samples[] = {
	{ 409, "application/json",
	  "{\"code\":21712,\"message\":\"In another service\",\"more_info\":\"x\",\"status\":409}",
	  ERROR_API, 21712, "In another service" },
	{ 401, "application/json", "{\"code\":20003,\"message\":\"Authenticate\",\"status\":401}",
	  ERROR_AUTH, 20003, "Authenticate" },
	{ 403, "application/json", "{\"code\":20403,\"message\":\"No\"}", ERROR_AUTH, 20403, "No" },
	/* RFC 9457 */
	{ 400, "application/problem+json",
	  "{\"type\":\"about:blank\",\"title\":\"Bad\",\"detail\":\"The date is bad\",\"code\":20001}",
	  ERROR_API, 20001, "The date is bad" },
	{ 400, "application/problem+json", "{\"title\":\"Bad\"}", ERROR_API, 0, "Bad" },
	/* V1 */
	{ 404, "application/json",
	  "{\"code\":20404,\"message\":\"Gone\",\"httpStatusCode\":404,\"userError\":true}",
	  ERROR_API, 20404, "Gone" },
	/* not what is documented */
	{ 502, "text/html", "<html>\x1b[31m Bad\nGateway</html>", ERROR_API, 0,
	  "HTTP status 502: a gateway did not get an answer; the answer begins: <html>…" },
	{ 500, "application/json", "{", ERROR_API, 0,
	  "HTTP status 500: the service has an inner fault; the answer begins: {" },
	{ 500, "application/json", "[]", ERROR_API, 0,
	  "HTTP status 500: the service has an inner fault" },
	{ 599, "", "", ERROR_API, 0, "HTTP status 599: the service failed" },
	{ 418, "", "", ERROR_API, 0, "HTTP status 418: the service refused the request" },
	{ 400, "application/json", "{\"code\":\"x\",\"message\":7}", ERROR_API, 0,
	  "HTTP status 400: it does not accept the request" },
	{ 400, "application/json", "{\"code\":-5,\"message\":\"\"}", ERROR_API, 0,
	  "HTTP status 400: it does not accept the request" },
};

static void check_sample(const struct sample *sample)
{
	struct answer answer;
	struct error err = ERROR_INIT;
	char line[128];
	answer_init(&answer);
	answer.status = sample->status;
	snprintf(line, sizeof(line), "Content-Type: %s", sample->type);
	answer_header(&answer, line, strlen(line), 0);
	answer_header(&answer, "Twilio-Request-Id: RQ1", 22, 0);
	strbuf_addstr(&answer.body, sample->body);
	assert_false(apierror_set(&err, &answer));
	assert_int_equal(err.kind, sample->kind);
	assert_int_equal(err.http_status, sample->status);
	assert_int_equal(err.code, sample->code);
	assert_string_equal(err.request_id, "RQ1");
	size_t length = strlen(sample->text);
	if (length > 3 && strcmp(sample->text + length - 3, "…") == 0)
		assert_int_equal(strncmp(error_text(&err), sample->text, length - 3), 0);
	else
		assert_string_equal(error_text(&err), sample->text);
	assert_null(strpbrk(error_text(&err), "\x1b\n"));
	error_release(&err);
	answer_release(&answer);
}

static void test_samples(void **state)
{
	(void)state;
	for (size_t i = 0; i < sizeof(samples) / sizeof(samples[0]); i++)
		check_sample(&samples[i]);
}

static void test_long_body(void **state)
{
	(void)state;
	struct answer answer;
	struct error err = ERROR_INIT;
	answer_init(&answer);
	answer.status = 503;
	strbuf_addn(&answer.body, 'x', ANSWER_BODY_MAX);
	apierror_set(&err, &answer);
	assert_true(strlen(error_text(&err)) < 400);
	error_release(&err);
	apierror_set(NULL, &answer);
	answer_release(&answer);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(test_samples),
		cmocka_unit_test(test_long_body),
	};
	json_init();
	return cmocka_run_group_tests(tests, NULL, NULL);
}
