#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

#include <string.h>

#include "base/decimal.h"
#include "base/mem.h"

static struct decimal number(const char *text)
{
	struct decimal value;

	if (!decimal_parse(text, strlen(text), &value))
		fail_msg("%s is refused", text);
	return value;
}

static void assert_reads(struct decimal value, const char *text)
{
	char out[DECIMAL_SIZE];

	assert_int_equal(decimal_format(value, out), strlen(text));
	assert_string_equal(out, text);
}

/* As programs write numbers that they keep as floats. */
static void test_parse_number(void **state)
{
	(void)state;
	static const struct {
		const char *text;
		const char *formatted; /* NULL: refused */
	} cases[] = {
		{ "-0.0075", "-0.0075" },
		{ "-7.5e-3", "-0.0075" },
		{ "7.5E-05", "0.000075" },
		{ "1e3", "1000" },
		{ "1.25e+1", "12.5" },
		{ "1.2500e2", "125.00" },
		{ "0e99", "0" },
		{ "0.000e-99", "0" },
		{ "100e-13", "0.000000000010" },
		{ "1e-12", "0.000000000001" },
		{ "1e-13", NULL },
		{ "1e19", NULL },
		{ "1e100", NULL },
		{ "1e", NULL },
		{ "e3", NULL },
		{ "1e1.5", NULL },
		{ "1e1e1", NULL },
	};

	for (size_t i = 0; i < ARRAY_SIZE(cases); i++) {
		struct decimal value = { .units = 7 };
		bool good = decimal_parse_number(cases[i].text, strlen(cases[i].text), &value);
		print_message("# %s\n", cases[i].text);
		assert_int_equal(good, cases[i].formatted != NULL);
		if (good)
			assert_reads(value, cases[i].formatted);
		else
			assert_int_equal(value.units, 7);
	}
}

static void test_parse_and_format(void **state)
{
	(void)state;
	static const struct {
		const char *text;
		const char *formatted; /* NULL: refused */
	} cases[] = {
		{ "0", "0" },
		{ "-0.00750", "-0.00750" },
		{ "+1.10", "1.10" },
		{ "-0.00", "0.00" },
		{ "007", "7" },
		{ "0.000000000001", "0.000000000001" },
		{ "-9.223372036854775807", NULL },
		{ "9223372036854775807", "9223372036854775807" },
		{ "-9223372.036854775807", "-9223372.036854775807" },
		{ "9223372036854775808", NULL },
		{ "0.0000000000001", NULL },
		{ "", NULL },
		{ "-", NULL },
		{ ".", NULL },
		{ ".5", NULL },
		{ "5.", NULL },
		{ "1.2.3", NULL },
		{ "1e3", NULL },
		{ "1,5", NULL },
		{ " 1", NULL },
		{ "--1", NULL },
	};

	for (size_t i = 0; i < ARRAY_SIZE(cases); i++) {
		struct decimal value;
		bool ok = decimal_parse(cases[i].text, strlen(cases[i].text), &value);
		if (ok != (cases[i].formatted != NULL))
			fail_msg("\"%s\": %d", cases[i].text, ok);
		if (ok)
			assert_reads(value, cases[i].formatted);
	}
}

static void test_add(void **state)
{
	(void)state;
	static const struct {
		const char *a;
		const char *b;
		const char *sum; /* NULL: too large */
	} cases[] = {
		{ "1.5", "0.25", "1.75" },
		{ "-0.0075", "0.0075", "0.0000" },
		{ "0.1", "0.2", "0.3" },
		{ "-1", "0.01", "-0.99" },
		{ "9223372036854775806", "1", "9223372036854775807" },
		{ "9223372036854775807", "1", NULL },
		{ "-9223372036854775807", "-1", NULL },
		{ "9223372036854775807", "0.1", NULL },
		{ "9223372036854775807", "-0.000000000001", NULL },
	};

	for (size_t i = 0; i < ARRAY_SIZE(cases); i++) {
		struct decimal sum = number(cases[i].a);
		bool ok = decimal_add(&sum, number(cases[i].b));
		assert_int_equal(ok, cases[i].sum != NULL);
		assert_reads(sum, ok ? cases[i].sum : cases[i].a);
	}
}

static void test_times(void **state)
{
	(void)state;
	static const struct {
		const char *value;
		uint64_t count;
		const char *product; /* NULL: it does not fit */
	} cases[] = {
		{ "0.0079", 3, "0.0237" },
		{ "-0.00750", 1000, "-7.50000" },
		{ "0.0079", 0, "0.0000" },
		{ "9223372036854775807", 1, "9223372036854775807" },
		{ "9223372036854775807", 2, NULL },
		{ "0.1", UINT64_MAX, NULL },
	};

	for (size_t i = 0; i < ARRAY_SIZE(cases); i++) {
		struct decimal value = number(cases[i].value);
		bool ok = decimal_times(&value, cases[i].count);
		assert_int_equal(ok, cases[i].product != NULL);
		assert_reads(value, ok ? cases[i].product : cases[i].value);
	}
}

static void test_compare(void **state)
{
	(void)state;
	static const char *const ascending[] = {
		"-9223372036854775807", "-1",        "-0.10", "0",
		"0.000000000001",       "0.0000001", "1",     "1.000000000001",
		"9223372036854775807",
	};

	for (size_t i = 0; i < ARRAY_SIZE(ascending); i++) {
		for (size_t j = 0; j < ARRAY_SIZE(ascending); j++) {
			int order = decimal_compare(number(ascending[i]), number(ascending[j]));
			assert_int_equal(order, (i > j) - (i < j));
		}
	}
	assert_int_equal(decimal_compare(number("0.10"), number("0.1")), 0);
}

static void test_negate_and_zero(void **state)
{
	(void)state;
	assert_reads(decimal_negate(number("-0.0075")), "0.0075");
	assert_true(decimal_is_zero(number("-0.00")));
	assert_false(decimal_is_zero(number("0.01")));
}

static void test_share(void **state)
{
	(void)state;
	static const struct {
		const char *part, *whole;
		uint16_t parts;
		int64_t share;
	} cases[] = {
		{ "0.0079", "0.0079", 1000, 1000 },
		{ "0.01", "0.03", 1000, 333 },
		{ "0.02", "0.03", 1000, 667 },
		{ "-0.0005", "0.0100", 1000, -50 },
		{ "0", "1", 96, 0 },
		{ "1", "0", 96, 0 },
		{ "1", "-1", 96, 0 },
		{ "9223372036854775807", "0.000000000001", 65535, INT64_MAX },
		{ "9223372036854775807", "9223372036854775807", 65535, 65535 },
		{ "0.000000000001", "9223372036854775807", 65535, 0 },
	};

	for (size_t i = 0; i < ARRAY_SIZE(cases); i++)
		assert_int_equal(decimal_share(number(cases[i].part), number(cases[i].whole),
					       cases[i].parts),
				 cases[i].share);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(test_parse_and_format),
		cmocka_unit_test(test_parse_number),
		cmocka_unit_test(test_add),
		cmocka_unit_test(test_times),
		cmocka_unit_test(test_compare),
		cmocka_unit_test(test_negate_and_zero),
		cmocka_unit_test(test_share),
	};

	return cmocka_run_group_tests_name("decimal", tests, NULL, NULL);
}
