#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

#include <string.h>

#include "base/mem.h"
#include "base/parse.h"

#define REJECTED INT64_C(-987654321)

static void test_int64(void **state)
{
	(void)state;
	static const struct {
		const char *text;
		int64_t min;
		int64_t max;
		int64_t value;
	} cases[] = {
		{ "0", INT64_MIN, INT64_MAX, 0 },
		{ "-0", INT64_MIN, INT64_MAX, 0 },
		{ "+7", INT64_MIN, INT64_MAX, 7 },
		{ "007", INT64_MIN, INT64_MAX, 7 },
		{ "9223372036854775807", INT64_MIN, INT64_MAX, INT64_MAX },
		{ "-9223372036854775808", INT64_MIN, INT64_MAX, INT64_MIN },
		{ "9223372036854775808", INT64_MIN, INT64_MAX, REJECTED },
		{ "-9223372036854775809", INT64_MIN, INT64_MAX, REJECTED },
		{ "99999999999999999999", INT64_MIN, INT64_MAX, REJECTED },
		{ "5", 5, 5, 5 },
		{ "4", 5, 9, REJECTED },
		{ "10", 5, 9, REJECTED },
		{ "", INT64_MIN, INT64_MAX, REJECTED },
		{ "-", INT64_MIN, INT64_MAX, REJECTED },
		{ "+", INT64_MIN, INT64_MAX, REJECTED },
		{ "--1", INT64_MIN, INT64_MAX, REJECTED },
		{ " 1", INT64_MIN, INT64_MAX, REJECTED },
		{ "1 ", INT64_MIN, INT64_MAX, REJECTED },
		{ "1.0", INT64_MIN, INT64_MAX, REJECTED },
		{ "0x1", INT64_MIN, INT64_MAX, REJECTED },
		{ "\xD9\xA1", INT64_MIN, INT64_MAX, REJECTED },
	};

	for (size_t i = 0; i < ARRAY_SIZE(cases); i++) {
		int64_t value = REJECTED;
		bool ok = parse_int64(cases[i].text, strlen(cases[i].text), cases[i].min,
				      cases[i].max, &value);
		if (ok != (cases[i].value != REJECTED) || value != cases[i].value)
			fail_msg("\"%s\" gave %lld", cases[i].text, (long long)value);
	}
}

static void test_int64_keeps_to_its_length(void **state)
{
	(void)state;
	int64_t value;

	assert_true(parse_int64("1234", 2, 0, 100, &value));
	assert_int_equal(value, 12);
	assert_false(parse_int64("1\0002", 3, 0, 100, &value));
}

static void test_duration(void **state)
{
	(void)state;
	static const struct {
		const char *text;
		int64_t ms;
	} cases[] = {
		{ "500", 500000 },
		{ "0", 0 },
		{ "1500ms", 1500 },
		{ "2s", 2000 },
		{ "2S", 2000 },
		{ "3m", 180000 },
		{ "2h", 7200000 },
		{ "7d", 604800000 },
		{ "1w", 604800000 },
		{ "0w", 0 },
		{ "", REJECTED },
		{ "s", REJECTED },
		{ "-1s", REJECTED },
		{ "+1s", REJECTED },
		{ "1.5s", REJECTED },
		{ "1 s", REJECTED },
		{ "1sec", REJECTED },
		{ "1s ", REJECTED },
		{ "1y", REJECTED },
		{ "9223372036854775807", REJECTED },
		{ "9223372036854775807ms", INT64_MAX },
		{ "15250284453w", REJECTED },
	};

	for (size_t i = 0; i < ARRAY_SIZE(cases); i++) {
		int64_t ms = REJECTED;
		bool ok = parse_duration(cases[i].text, strlen(cases[i].text), 1000, &ms);
		if (ok != (cases[i].ms != REJECTED) || (ok && ms != cases[i].ms))
			fail_msg("\"%s\" gave %lld", cases[i].text, (long long)ms);
	}
}

static void test_size(void **state)
{
	(void)state;
	static const struct {
		const char *text;
		bool ok;
		uint64_t bytes;
	} cases[] = {
		{ "1000", true, 1000 },
		{ "1000B", true, 1000 },
		{ "512k", true, 524288 },
		{ "64M", true, UINT64_C(64) << 20 },
		{ "64mb", true, UINT64_C(64) << 20 },
		{ "1GiB", true, UINT64_C(1) << 30 },
		{ "2T", true, UINT64_C(2) << 40 },
		{ "16777215T", true, UINT64_C(16777215) << 40 },
		{ "16777216T", false, 0 },
		{ "", false, 0 },
		{ "M", false, 0 },
		{ "-1M", false, 0 },
		{ "1.5G", false, 0 },
		{ "1 M", false, 0 },
		{ "1P", false, 0 },
		{ "1Mi", false, 0 },
	};

	for (size_t i = 0; i < ARRAY_SIZE(cases); i++) {
		uint64_t bytes = 0;
		bool ok = parse_size(cases[i].text, strlen(cases[i].text), &bytes);
		if (ok != cases[i].ok || bytes != cases[i].bytes)
			fail_msg("\"%s\" gave %llu", cases[i].text, (unsigned long long)bytes);
	}
}

static void test_bool(void **state)
{
	(void)state;
	static const struct {
		const char *text;
		int value; /* -1: not one */
	} cases[] = {
		{ "yes", 1 },   { "true", 1 }, { "on", 1 },    { "1", 1 },
		{ "YES", 1 },   { "no", 0 },   { "false", 0 }, { "off", 0 },
		{ "0", 0 },     { "Off", 0 },  { "", -1 },     { "y", -1 },
		{ "yess", -1 }, { "2", -1 },   { " on", -1 },  { "01", -1 },
	};

	for (size_t i = 0; i < ARRAY_SIZE(cases); i++) {
		bool value = false;
		bool ok = parse_bool(cases[i].text, strlen(cases[i].text), &value);
		if (ok != (cases[i].value >= 0) || (ok && value != (cases[i].value == 1)))
			fail_msg("\"%s\" gave %d", cases[i].text, value);
	}
}

static void test_hex_digits(void **state)
{
	static const char digits[] = "0123456789abcdef";

	(void)state;
	for (int byte = 0; byte < 256; byte++) {
		const char *at =
			byte ? strchr(digits, byte >= 'A' && byte <= 'F' ? byte + 32 : byte) : NULL;

		assert_int_equal(parse_hex_digit((char)byte), at ? at - digits : -1);
	}
}

static void test_trim(void **state)
{
	static const struct {
		const char *text, *trimmed;
	} cases[] = {
		{ "", "" },
		{ " \t\r\n", "" },
		{ "a", "a" },
		{ " a b ", "a b" },
		{ "\t+1 415\r\n", "+1 415" },
		{ "a\v ", "a\v" },
	};

	(void)state;
	for (size_t i = 0; i < ARRAY_SIZE(cases); i++) {
		size_t length = strlen(cases[i].text);
		const char *text = parse_trim(cases[i].text, &length);

		assert_int_equal(length, strlen(cases[i].trimmed));
		assert_memory_equal(text, cases[i].trimmed, length);
	}
}

static void test_trim_keeps_to_its_length(void **state)
{
	size_t length = 2;

	(void)state;
	assert_string_equal(parse_trim("  x", &length), "x");
	assert_int_equal(length, 0);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(test_int64),    cmocka_unit_test(test_int64_keeps_to_its_length),
		cmocka_unit_test(test_duration), cmocka_unit_test(test_size),
		cmocka_unit_test(test_bool),     cmocka_unit_test(test_hex_digits),
		cmocka_unit_test(test_trim),     cmocka_unit_test(test_trim_keeps_to_its_length),
	};

	return cmocka_run_group_tests_name("parse", tests, NULL, NULL);
}
