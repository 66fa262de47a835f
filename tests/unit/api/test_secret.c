#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

#include <string.h>

#include "api/secret.h"

static void test_drop(void **state)
{
	(void)state;
	static const struct {
		const char *before, *after; /* NULL: not JSON, left alone */
	} cases[] = {
		{ "{}", "{}" },
		{ "{\"a\":1}", "{\"a\":1}" },
		{ "{\"t\":\"x\"}", "{}" },
		{ "{\"t\":\"x\",\"a\":1}", "{\"a\":1}" },
		{ "{\"a\":1,\"t\":\"x\"}", "{\"a\":1}" },
		{ "{\"a\":1,\"t\":\"x\",\"b\":2}", "{\"a\":1,\"b\":2}" },
		{ "{ \"a\" : 1 , \"t\" : \"x\" }", "{ \"a\" : 1  }" },
		{ "{\"t\":1,\"t\":2}", "{}" },
		{ "{\"a\":1,\"t\":1,\"t\":2}", "{\"a\":1}" },
		{ "{\"t\":1,\"t\":2,\"a\":1}", "{\"a\":1}" },
		{ "{\"t\":{\"t\":[1,{\"t\":2}]},\"a\":1}", "{\"a\":1}" },
		{ "[{\"t\":null},{\"b\":{\"t\":true}}]", "[{},{\"b\":{}}]" },
		{ "{\"\\u0074\":\"x\",\"a\":\"t\"}", "{\"a\":\"t\"}" },
		{ "{\"t\":\"x\"", NULL },
		{ "", NULL },
	};
	for (size_t i = 0; i < sizeof(cases) / sizeof(cases[0]); i++) {
		struct strbuf json = STRBUF_INIT(STRBUF_LINE);
		strbuf_addstr(&json, cases[i].before);
		assert_int_equal(secret_drop(&json, "t"), cases[i].after != NULL);
		assert_string_equal(json.data, cases[i].after ? cases[i].after : cases[i].before);
		strbuf_release(&json);
	}
}

/* What was behind the new end is overwritten as well. */
static void test_wiped(void **state)
{
	(void)state;
	struct strbuf json = STRBUF_INIT(STRBUF_LINE);
	strbuf_addstr(&json, "{\"a\":1,\"auth_token\":\"canary\",\"b\":2}");
	size_t length = json.length;
	assert_true(secret_drop(&json, "auth_token"));
	assert_null(memmem(json.data, length, "canary", 6));
	strbuf_release(&json);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(test_drop),
		cmocka_unit_test(test_wiped),
	};
	return cmocka_run_group_tests(tests, NULL, NULL);
}
