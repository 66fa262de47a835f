#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

#include <errno.h>
#include <string.h>

#include "base/error.h"
#include "base/mem.h"

static void test_set_fills_and_returns_false(void **state)
{
	(void)state;
	struct error err = ERROR_INIT;

	assert_false(error_set(&err, ERROR_LIMIT, "at most %d", 5));
	assert_int_equal(err.kind, ERROR_LIMIT);
	assert_string_equal(error_text(&err), "at most 5");
	error_release(&err);
	assert_int_equal(err.kind, ERROR_NONE);
	assert_null(err.text);
}

static void test_nobody_wants_to_know(void **state)
{
	(void)state;
	struct error from = ERROR_INIT;

	assert_false(error_set(NULL, ERROR_IO, "unheard"));
	assert_false(error_errno(NULL, ENOENT, "unheard"));
	assert_false(error_prefix(NULL, "unheard"));
	error_set(&from, ERROR_IO, "dropped");
	error_move(NULL, &from);
	assert_null(from.text);
}

static void test_set_again_may_refer_to_itself(void **state)
{
	(void)state;
	struct error err = ERROR_INIT;

	error_set(&err, ERROR_API, "first");
	err.http_status = 400;
	err.code = 21211;
	error_set(&err, ERROR_USAGE, "second after %s", error_text(&err));
	assert_string_equal(error_text(&err), "second after first");
	assert_int_equal(err.http_status, 0);
	assert_int_equal(err.code, 0);
	error_release(&err);
}

static void test_errno(void **state)
{
	(void)state;
	struct error err = ERROR_INIT;

	assert_false(error_errno(&err, ENOENT, "%s cannot be opened", "x"));
	assert_int_equal(err.kind, ERROR_IO);
	assert_string_equal(error_text(&err), "x cannot be opened: No such file or directory");
	error_release(&err);
}

static void test_prefix(void **state)
{
	(void)state;
	struct error err = ERROR_INIT;

	error_set(&err, ERROR_AUTH, "refused");
	err.code = 20003;
	assert_false(error_prefix(&err, "account %s", "AC1"));
	assert_false(error_prefix(&err, "start"));
	assert_string_equal(error_text(&err), "start: account AC1: refused");
	assert_int_equal(err.kind, ERROR_AUTH);
	assert_int_equal(err.code, 20003);
	error_release(&err);
}

static void test_every_kind_has_words(void **state)
{
	(void)state;
	for (int kind = ERROR_NONE; kind <= ERROR_CANCELLED; kind++) {
		struct error err = { .kind = (enum error_kind)kind };
		assert_true(strlen(error_text(&err)) > 0);
		assert_string_not_equal(error_text(&err), "unknown error");
	}
}

static void test_copy_and_move(void **state)
{
	(void)state;
	struct error a = ERROR_INIT;
	struct error b = ERROR_INIT;
	struct error c = ERROR_INIT;

	error_set(&a, ERROR_API, "a");
	a.http_status = 404;
	memcpy(a.request_id, "RQ1", 4);
	error_set(&b, ERROR_IO, "b");
	error_copy(&b, &a);
	assert_ptr_not_equal(a.text, b.text);
	assert_string_equal(error_text(&b), "a");
	assert_string_equal(b.request_id, "RQ1");
	error_copy(&a, &a);
	assert_string_equal(error_text(&a), "a");

	error_set(&c, ERROR_IO, "c");
	error_move(&c, &a);
	assert_int_equal(a.kind, ERROR_NONE);
	assert_null(a.text);
	assert_int_equal(c.http_status, 404);
	assert_string_equal(error_text(&c), "a");
	error_move(&c, &c);
	assert_string_equal(error_text(&c), "a");

	error_copy(&c, &a);
	assert_null(c.text);
	error_release(&b);
	error_release(&c);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(test_set_fills_and_returns_false),
		cmocka_unit_test(test_nobody_wants_to_know),
		cmocka_unit_test(test_set_again_may_refer_to_itself),
		cmocka_unit_test(test_errno),
		cmocka_unit_test(test_prefix),
		cmocka_unit_test(test_every_kind_has_words),
		cmocka_unit_test(test_copy_and_move),
	};

	return cmocka_run_group_tests_name("error", tests, NULL, NULL);
}
