#include "config/config_scan.h"

#include "files.h"

static void test_accepted(void **state)
{
	static const char *const cases[] = {
		"",
		"a = 2147483647; b = -2147483648; c = +5;",
		"a = 0x7fffffff - 1;",
		"a = 0000000000000000000001;",
		"a = 9223372036854775807L; b = 5LL;",
		"a = 99999999999.5; b = 1e99; c9999999999999 = 1;",
		"a = \"99999999999\";",
		"a = \"\\\"99999999999\";",
		"# 99999999999\n// 99999999999\n/* 99999999999 */",
		"# @include \"x\"",
		"a = \"\n@include \";",
		"/*\n@include \"x\"\n*/",
		"a @include",
		"\"",
		"\"\\",
		"/*",
		"//",
		"@",
	};

	(void)state;
	for (size_t i = 0; i < ARRAY_SIZE(cases); i++)
		assert_true(config_scan("here", cases[i], strlen(cases[i]), NULL));
}

static void test_refused(void **state)
{
	static const struct {
		const char *text;
		size_t length; /* 0: up to the NUL */
		const char *error;
	} cases[] = {
		{ "a = 2147483648;", 0, "here:1: this number is too large" },
		{ "a = -2147483649;", 0, "here:1: this number is too large" },
		{ "\n\na=99999999999999999999999L", 0, "here:3: this number is too large" },
		{ "a = 0x80000000;", 0, "here:1: this number is too large" },
		{ "a = 0x100000000;", 0, "here:1: this number is too large" },
		{ "/* \n */ /* x */ a = 4294967297;", 0, "here:2: this number is too large" },
		{ "\"x\n\" \t\n @include \"f\"", 0,
		  "here:3: @include is not supported; write everything into this file" },
		{ "a = 1;\n\0", 8, "here:2: a NUL byte has no place here" },
	};

	(void)state;
	for (size_t i = 0; i < ARRAY_SIZE(cases); i++) {
		struct error err = ERROR_INIT;
		assert_false(config_scan("here", cases[i].text,
					 cases[i].length ? cases[i].length : strlen(cases[i].text),
					 &err));
		assert_error(&err, ERROR_USAGE, cases[i].error);
	}
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(test_accepted),
		cmocka_unit_test(test_refused),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
