#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

#include <stdlib.h>
#include <string.h>

#include "base/json_input.h"
#include "base/mem.h"

#define BYTES(text) (text), sizeof(text) - 1
#define MARK "\xEF\xB7\x90"
#define MARKED_NUL MARK "\xEF\xB7\x91"
#define MARKED_D800 MARK "\xF4\x8F\xA0\x80"
#define MARKED_DFFF MARK "\xF4\x8F\xBF\xBF"

static void check(const char *bytes, size_t length, const char *prepared, bool marked)
{
	char *exact = xmemdup(bytes, length);
	struct strbuf out = STRBUF_INIT(JSON_INPUT_MAX(length));
	bool got;

	assert_true(json_input_prepare(&out, exact, length, &got));
	if (strcmp(out.data, prepared) != 0 || got != marked)
		fail_msg("%s became %s", bytes, out.data);
	strbuf_release(&out);
	free(exact);
}

static void test_good_documents_stay(void **state)
{
	(void)state;
	static const char *const documents[] = {
		"",
		"{\"a\": [1, -2.5e3, true, null], \"b\\n\": \"\\\\ud800 \\\" \\/\"}",
		"\"\\ud83d\\ude00\\u00e9\\uFFFF\"",
		"\"\xF0\x9F\x98\x80\xC3\xA9\xEF\xBF\xBD\"",
		/* Their low halves are those of surrogates. */
		"\"\U0001D800\U0001DE00\U0001DFFF\U0002D800\U0002DC00\"",
		"[9223372036854775807, -9223372036854775808, 0, 1e307, 1E-400]",
	};

	for (size_t i = 0; i < ARRAY_SIZE(documents); i++)
		check(documents[i], strlen(documents[i]), documents[i], false);
}

static void test_broken_documents_stay_broken(void **state)
{
	(void)state;
	static const char *const documents[] = {
		"\"",
		"\"abc",
		"\"\\",
		"\"\\u",
		"\"\\ud8",
		"\"\\uZZZZ\"",
		"\"\\x\"",
		"[01]",
		"[-]",
		"-",
		"[-",
		"[1.]",
		"[1e]",
		"[1e+]",
		"[+1]",
		"[.5]",
		"[00000000000000000000000000001]",
		"NaN",
	};

	for (size_t i = 0; i < ARRAY_SIZE(documents); i++)
		check(documents[i], strlen(documents[i]), documents[i], false);
}

static void test_strings(void **state)
{
	(void)state;
	static const struct {
		const char *bytes;
		size_t length;
		const char *prepared;
		bool marked;
	} cases[] = {
		{ BYTES("\"\\ud800\""), "\"" MARKED_D800 "\"", true },
		{ BYTES("\"\\uDFFFx\""), "\"" MARKED_DFFF "x\"", true },
		{ BYTES("\"\\ud800\\ud800\\udc00\""), "\"" MARKED_D800 "\\ud800\\udc00\"", true },
		{ BYTES("\"\\ud800\\u0041\""), "\"" MARKED_D800 "\\u0041\"", true },
		{ BYTES("\"\\udfff\\ud800\""), "\"" MARKED_DFFF MARKED_D800 "\"", true },
		{ BYTES("\"\\\\\\ud800\""), "\"\\\\" MARKED_D800 "\"", true },
		{ BYTES("\"\\u0000\""), "\"" MARKED_NUL "\"", true },
		{ BYTES("\"\\uFdD0\""), "\"" MARK MARK "\"", true },
		{ BYTES("\"" MARK "\""), "\"" MARK MARK "\"", true },
		{ BYTES("\"a\xFF\xC3\""), "\"a\uFFFD\uFFFD\"", false },
		{ BYTES("\"\xED\xA0\x80\""), "\"\uFFFD\"", false },
		{ BYTES("\xFF[]"), "\uFFFD[]", false },
		{ BYTES("\"\\\xFF\""), "\"\\\uFFFD\"", false },
	};

	for (size_t i = 0; i < ARRAY_SIZE(cases); i++)
		check(cases[i].bytes, cases[i].length, cases[i].prepared, cases[i].marked);
}

static void test_numbers(void **state)
{
	(void)state;
	static const struct {
		const char *text;
		const char *prepared;
	} cases[] = {
		{ "[9223372036854775808]", "[9223372036854775808e0]" },
		{ "[-9223372036854775809,1]", "[-9223372036854775809e0,1]" },
		{ "1e308", "1e308" },
		{ "9.9e308", "1e308" },
		{ "-1e309", "-1e308" },
		{ "1e99999999999999999999", "1e308" },
		{ "1e-99999999999999999999", "1e-99999999999999999999" },
		{ "0e400", "0e400" },
		{ "-0.000e400", "-0.000e400" },
		{ "0.001e310", "0.001e310" },
		{ "0.001e311", "1e308" },
		{ "9e307", "9e307" },
		{ "\"1e999\"", "\"1e999\"" },
	};

	for (size_t i = 0; i < ARRAY_SIZE(cases); i++)
		check(cases[i].text, strlen(cases[i].text), cases[i].prepared, false);
	char *digits = xmalloc(401);
	memset(digits, '7', 400);
	digits[400] = '\0';
	check(digits, 400, "1e308", false);
	free(digits);
}

static void test_maximum(void **state)
{
	(void)state;
	struct strbuf out = STRBUF_INIT(4);
	bool marked;

	assert_false(json_input_prepare(&out, BYTES("[1,2,3]"), &marked));
	strbuf_release(&out);
}

static void test_restore(void **state)
{
	(void)state;
	static const struct {
		const char *marked;
		const char *restored;
		size_t length;
		const char *plain;
	} cases[] = {
		{ "", BYTES(""), "" },
		{ "abc", BYTES("abc"), "abc" },
		{ "a" MARKED_D800 "b",
		  BYTES("a\xED\xA0\x80"
			"b"),
		  "a\uFFFD"
		  "b" },
		{ MARKED_DFFF, BYTES("\xED\xBF\xBF"), "\uFFFD" },
		{ "a" MARKED_NUL "b" MARKED_NUL, BYTES("a\0b\0"),
		  "a\uFFFD"
		  "b\uFFFD" },
		{ MARK MARK MARK MARK, BYTES(MARK MARK), MARK MARK },
		{ MARK MARK "\xF4\x8F\xA0\x80", BYTES(MARK "\xF4\x8F\xA0\x80"),
		  MARK "\xF4\x8F\xA0\x80" },
	};

	for (size_t i = 0; i < ARRAY_SIZE(cases); i++) {
		char *bytes = xstrdup(cases[i].marked);
		size_t length = json_input_restore(bytes, strlen(bytes), false);
		assert_int_equal(length, cases[i].length);
		assert_memory_equal(bytes, cases[i].restored, length);
		free(bytes);
		bytes = xstrdup(cases[i].marked);
		length = json_input_restore(bytes, strlen(bytes), true);
		bytes[length] = '\0';
		assert_string_equal(bytes, cases[i].plain);
		free(bytes);
	}
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(test_good_documents_stay),
		cmocka_unit_test(test_broken_documents_stay_broken),
		cmocka_unit_test(test_strings),
		cmocka_unit_test(test_numbers),
		cmocka_unit_test(test_maximum),
		cmocka_unit_test(test_restore),
	};

	return cmocka_run_group_tests_name("json_input", tests, NULL, NULL);
}
