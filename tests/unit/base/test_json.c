#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

#include <jansson.h>
#include <stdlib.h>
#include <string.h>

#include "base/json.h"
#include "base/mem.h"

#define BYTES(text) (text), sizeof(text) - 1

static struct json *parse(const char *text)
{
	struct error err = ERROR_INIT;
	struct json *root = json_parse(text, strlen(text), &err);

	if (!root)
		fail_msg("%s: %s", text, error_text(&err));
	return root;
}

static void assert_string(const struct json *value, const char *bytes, size_t length)
{
	size_t got;
	const char *string = json_as_string(value, &got);

	assert_non_null(string);
	assert_int_equal(got, length);
	assert_memory_equal(string, bytes, length + 1);
}

static void test_look_ups(void **state)
{
	(void)state;
	struct json *root = parse("{\"s\":\"x\",\"i\":-7,\"t\":true,\"f\":false,\"n\":null,"
				  "\"r\":1.5,\"a\":[1,\"two\"],\"o\":{\"in\":{\"deep\":9}}}");
	int64_t number = 0;
	bool flag = false;

	assert_int_equal(json_kind(root), JSON_KIND_OBJECT);
	assert_int_equal(json_count(root), 8);
	assert_int_equal(json_kind(json_get(root, "s")), JSON_KIND_STRING);
	assert_int_equal(json_kind(json_get(root, "i")), JSON_KIND_INTEGER);
	assert_int_equal(json_kind(json_get(root, "t")), JSON_KIND_BOOL);
	assert_int_equal(json_kind(json_get(root, "n")), JSON_KIND_NULL);
	assert_int_equal(json_kind(json_get(root, "r")), JSON_KIND_REAL);
	assert_int_equal(json_kind(json_get(root, "a")), JSON_KIND_ARRAY);
	assert_string(json_get(root, "s"), BYTES("x"));
	assert_true(json_as_integer(json_get(root, "i"), &number));
	assert_int_equal(number, -7);
	assert_true(json_as_bool(json_get(root, "t"), &flag));
	assert_true(flag);
	assert_true(json_as_bool(json_get(root, "f"), &flag));
	assert_false(flag);
	assert_int_equal(json_count(json_get(root, "a")), 2);
	assert_string(json_at(json_get(root, "a"), 1), BYTES("two"));
	assert_int_equal(json_get_integer(json_get(json_get(root, "o"), "in"), "deep", 0), 9);
	assert_string_equal(json_get_string(root, "s"), "x");
	json_free(root);
}

static void test_what_is_not_there(void **state)
{
	(void)state;
	struct json *root = parse("{\"s\":\"5\",\"r\":5.0,\"a\":[]}");
	int64_t number = 3;
	bool flag = true;

	assert_null(json_get(root, "absent"));
	assert_null(json_get(json_get(json_get(root, "absent"), "x"), "y"));
	assert_null(json_get(json_get(root, "s"), "x"));
	assert_null(json_at(json_get(root, "a"), 0));
	assert_null(json_at(NULL, 0));
	assert_null(json_at(root, 0));
	assert_int_equal(json_count(NULL), 0);
	assert_int_equal(json_count(json_get(root, "s")), 0);
	assert_int_equal(json_kind(NULL), JSON_KIND_NULL);
	assert_null(json_as_string(NULL, NULL));
	assert_null(json_as_string(json_get(root, "r"), NULL));
	assert_false(json_as_integer(json_get(root, "r"), &number));
	assert_false(json_as_integer(json_get(root, "s"), &number));
	assert_false(json_as_integer(NULL, &number));
	assert_false(json_as_bool(json_get(root, "s"), &flag));
	assert_int_equal(number, 3);
	assert_null(json_get_string(root, "r"));
	assert_int_equal(json_get_integer(root, "s", -1), -1);
	json_free(root);
	json_free(NULL);
}

static void test_strings_that_jansson_refuses(void **state)
{
	(void)state;
	static const struct {
		const char *document;
		const char *bytes;
		size_t length;
	} cases[] = {
		{ "[\"a\\u0000b\"]", BYTES("a\0b") },
		{ "[\"\\ud83d!\"]", BYTES("\xED\xA0\xBD!") },
		{ "[\"\\ude00\\ud83d\"]", BYTES("\xED\xB8\x80\xED\xA0\xBD") },
		{ "[\"\\ud83d\\ude00\"]", BYTES("\xF0\x9F\x98\x80") },
		{ "[\"\\\\ud83d\"]", BYTES("\\ud83d") },
		{ "[\"\\ufdd0\\ud800\"]", BYTES("\xEF\xB7\x90\xED\xA0\x80") },
		{ "[\"\xFF\xED\xA0\x80\"]", BYTES("\uFFFD\uFFFD") },
		{ "\xEF\xBB\xBF[\"x\"]", BYTES("x") },
	};

	for (size_t i = 0; i < ARRAY_SIZE(cases); i++) {
		struct json *root = parse(cases[i].document);
		assert_string(json_at(root, 0), cases[i].bytes, cases[i].length);
		json_free(root);
	}
}

static void test_one_bad_member_keeps_the_others(void **state)
{
	(void)state;
	struct json *root = parse("{\"z\":1,\"k\\u0000\\udc00\":{\"b\":\"\\udc00\"},\"a\":"
				  "99999999999999999999,\"m\":1e999,\"y\":[\"\\u0000\",2]}");
	int64_t number;
	struct strbuf out = STRBUF_INIT(1000);

	assert_int_equal(json_count(root), 5);
	assert_string(json_get(json_get(root, "k\uFFFD\uFFFD"), "b"), BYTES("\xED\xB0\x80"));
	assert_int_equal(json_kind(json_get(root, "a")), JSON_KIND_REAL);
	assert_false(json_as_integer(json_get(root, "a"), &number));
	assert_int_equal(json_kind(json_get(root, "m")), JSON_KIND_REAL);
	assert_int_equal(json_get_integer(root, "z", 0), 1);
	json_write_pretty(&out, root);
	assert_string_equal(out.data, "{\n  \"z\": 1,\n  \"k\uFFFD\uFFFD\": {\n    \"b\": "
				      "\"\\udc00\"\n  },\n  \"a\": 1e20,\n  \"m\": 1e308,\n"
				      "  \"y\": [\n    \"\\u0000\",\n    2\n  ]\n}");
	strbuf_release(&out);
	json_free(root);
}

static void test_errors(void **state)
{
	(void)state;
	static const struct {
		const char *document;
		const char *place;
	} cases[] = {
		{ "", "line 1, column 0" },
		{ "{\"body\":\"secret words\" x}", "line 1, column 24" },
		{ "[1,\n2,\nsecret]", "line 3, column 6" },
		{ "[1] 2", "line 1, column 5" },
		{ "{\"a\":}", "line 1, column 6" },
		{ "[\"\\x\"]", "line 1, column 4" },
	};

	for (size_t i = 0; i < ARRAY_SIZE(cases); i++) {
		struct error err = ERROR_INIT;
		assert_null(json_parse(cases[i].document, strlen(cases[i].document), &err));
		assert_int_equal(err.kind, ERROR_PROTOCOL);
		assert_non_null(strstr(error_text(&err), "not valid JSON at "));
		if (!strstr(error_text(&err), cases[i].place))
			fail_msg("%s", error_text(&err));
		assert_null(strstr(error_text(&err), "secret"));
		error_release(&err);
		assert_null(json_parse(cases[i].document, strlen(cases[i].document), NULL));
	}
}

static void test_depth_is_limited(void **state)
{
	(void)state;
	char *deep = xmalloc(200000);
	struct error err = ERROR_INIT;

	memset(deep, '[', 200000);
	assert_null(json_parse(deep, 200000, &err));
	assert_non_null(strstr(error_text(&err), "depth"));
	error_release(&err);
	memset(deep + 1000, ']', 1000);
	struct json *root = json_parse(deep, 2000, NULL);
	struct strbuf out = STRBUF_INIT(STRBUF_TEXT);
	assert_non_null(root);
	json_write_pretty(&out, root);
	assert_false(out.overflow);
	strbuf_release(&out);
	json_free(root);
	free(deep);
}

static void test_wipe_member(void **state)
{
	(void)state;
	struct json *root = parse("{\"auth_token\":\"abcd\",\"list\":[{\"auth_token\":\"ef\","
				  "\"other\":\"stays\"}],\"auth_token2\":\"stays\"}");

	json_wipe_member(root, "auth_token");
	assert_string(json_get(root, "auth_token"), BYTES("\0\0\0\0"));
	assert_string(json_get(json_at(json_get(root, "list"), 0), "auth_token"), BYTES("\0\0"));
	assert_string_equal(json_get_string(json_at(json_get(root, "list"), 0), "other"), "stays");
	assert_string_equal(json_get_string(root, "auth_token2"), "stays");
	json_wipe_member(NULL, "auth_token");
	json_free(root);
}

static void test_write_string(void **state)
{
	(void)state;
	static const struct {
		const char *bytes;
		size_t length;
		const char *written;
	} cases[] = {
		{ BYTES(""), "\"\"" },
		{ BYTES("plain /"), "\"plain /\"" },
		{ BYTES("\"\\\b\f\n\r\t"), "\"\\\"\\\\\\b\\f\\n\\r\\t\"" },
		{ BYTES("\0\x01\x1F"), "\"\\u0000\\u0001\\u001f\"" },
		{ BYTES("\x7F\xC2\x80\xC2\x9B\u00A0"), "\"\\u007f\\u0080\\u009b\u00A0\"" },
		{ BYTES("\u00E9\U0001F600"), "\"\u00E9\U0001F600\"" },
		{ BYTES("\xED\xA0\xBD"), "\"\\ud83d\"" },
		{ BYTES("a\xFF\xC3"), "\"a\uFFFD\uFFFD\"" },
	};
	struct strbuf out = STRBUF_INIT(100);

	for (size_t i = 0; i < ARRAY_SIZE(cases); i++) {
		strbuf_reset(&out);
		json_write_string(&out, cases[i].bytes, cases[i].length);
		assert_string_equal(out.data, cases[i].written);
		struct json *again = parse(out.data);
		if (i + 1 < ARRAY_SIZE(cases))
			assert_string(again, cases[i].bytes, cases[i].length);
		json_free(again);
	}
	strbuf_release(&out);
}

static void test_write_pretty(void **state)
{
	(void)state;
	static const struct {
		const char *document;
		const char *pretty;
	} cases[] = {
		{ "null", "null" },
		{ "\"x\"", "\"x\"" },
		{ "[]", "[]" },
		{ "{}", "{}" },
		{ "[true,false,0.1,-0.0075,1.5e300,-9223372036854775808]",
		  "[\n  true,\n  false,\n  0.1,\n  -0.0075,\n  1.5e300,\n  -9223372036854775808\n]" },
		{ "[0.30000000000000004]", "[\n  0.30000000000000004\n]" },
		{ "{\"b\":[{}],\"a\":{\"c\":[]}}",
		  "{\n  \"b\": [\n    {}\n  ],\n  \"a\": {\n    \"c\": []\n  }\n}" },
	};
	struct strbuf out = STRBUF_INIT(1000);

	for (size_t i = 0; i < ARRAY_SIZE(cases); i++) {
		struct json *root = parse(cases[i].document);
		strbuf_reset(&out);
		json_write_pretty(&out, root);
		assert_string_equal(out.data, cases[i].pretty);
		json_free(root);
	}
	strbuf_release(&out);
}

static int set_up(void **state)
{
	(void)state;
	json_init();
	return 0;
}

/* -- no memory ----------------------------------------------------------------------------------- */

static size_t allocations, failing;

/* The one numbered `failing` fails, and with it, as where memory is short, all that come after. */
static void *scarce(size_t size)
{
	return allocations++ < failing ? malloc(size) : NULL;
}

static void read_with_scarce_memory(const char *text, const char *expected)
{
	bool done = false;

	for (failing = 0; !done; failing++) {
		struct error err = ERROR_INIT;
		struct strbuf out = STRBUF_INIT(STRBUF_TEXT);
		allocations = 0;
		json_set_alloc_funcs(scarce, free);
		struct json *root = json_parse(text, strlen(text), &err);
		done = allocations < failing;
		assert_true(root || err.kind == ERROR_LIMIT || err.kind == ERROR_PROTOCOL);
		assert_true(root || *error_text(&err));
		assert_true(root || !done);
		/* All of it, or nothing. */
		if (root) {
			json_write_pretty(&out, root);
			assert_string_equal(out.data, expected);
		}
		json_free(root);
		error_release(&err);
		strbuf_release(&out);
	}
	json_init();
}

/* Each allocation of jansson's fails once, and all behind it. */
static void test_memory_is_short(void **state)
{
	(void)state;
	read_with_scarce_memory(
		"{\"a\":[1,2.5,\"x\",null,true,{\"b\":\"long enough to grow a buffer of "
		"jansson's\"}]}",
		"{\n  \"a\": [\n    1,\n    2.5,\n    \"x\",\n    null,\n    true,\n"
		"    {\n      \"b\": \"long enough to grow a buffer of jansson's\"\n    }"
		"\n  ]\n}");
	/* What jansson refuses is respelled, and restored afterwards. */
	read_with_scarce_memory("{\"a\\u0000b\":[\"\\ud800\",{\"c\":\"x\\u0000\"}],\"d\":1}",
				"{\n  \"a\xef\xbf\xbd"
				"b\": [\n    \"\\ud800\",\n    {\n"
				"      \"c\": \"x\\u0000\"\n    }\n  ],\n  \"d\": 1\n}");
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(test_look_ups),
		cmocka_unit_test(test_what_is_not_there),
		cmocka_unit_test(test_strings_that_jansson_refuses),
		cmocka_unit_test(test_one_bad_member_keeps_the_others),
		cmocka_unit_test(test_errors),
		cmocka_unit_test(test_depth_is_limited),
		cmocka_unit_test(test_wipe_member),
		cmocka_unit_test(test_write_string),
		cmocka_unit_test(test_write_pretty),
		cmocka_unit_test(test_memory_is_short),
	};

	return cmocka_run_group_tests_name("json", tests, set_up, NULL);
}
