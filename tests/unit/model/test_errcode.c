#include "sample.h"

#include <string.h>

#include "model/errcode.h"

static void test_table_rises(void **state)
{
	size_t count;
	const struct errcode *all = errcode_all(&count);

	(void)state;
	assert_true(count > 700);
	for (size_t i = 0; i < count; i++) {
		if (i > 0)
			assert_true(all[i].code > all[i - 1].code);
		assert_ptr_equal(errcode_find(all[i].code), &all[i]);
		assert_true(all[i].title[0] != '\0');
	}
}

static void test_hints_are_lines_of_their_own(void **state)
{
	size_t count;
	size_t hints = 0;
	const struct errcode *all = errcode_all(&count);

	(void)state;
	for (size_t i = 0; i < count; i++) {
		size_t length;

		if (all[i].hint == NULL)
			continue;
		hints++;
		length = strlen(all[i].hint);
		assert_in_range(length, 20, 100);
		assert_true(all[i].hint[length - 1] != '.');
		assert_null(strchr(all[i].hint, '\n'));
		assert_string_not_equal(all[i].hint, all[i].title);
		for (size_t j = 0; j < i; j++)
			if (all[j].hint != NULL)
				assert_string_not_equal(all[i].hint, all[j].hint);
	}
	assert_true(hints > 150);
}

static void test_codes_that_operators_meet_have_hints(void **state)
{
	static const int32_t codes[] = {
		20003, 20009, 20404, 20429, 21211, 21408, 21608, 21610, 21612, 21614,
		21617, 21703, 21704, 21710, 21712, 21714, 30001, 30002, 30003, 30004,
		30005, 30006, 30007, 30008, 30022, 30023, 30027, 30032, 30034, 30036,
		30400, 30409, 30450, 35115, 63003, 63016, 63018, 63024,
	};

	(void)state;
	for (size_t i = 0; i < sizeof(codes) / sizeof(codes[0]); i++) {
		assert_non_null(errcode_find(codes[i]));
		assert_non_null(errcode_find(codes[i])->hint);
	}
}

static void test_lookup(void **state)
{
	char url[ERRCODE_URL_SIZE];

	(void)state;
	assert_string_equal(errcode_title(30003), "Unreachable destination handset");
	assert_null(errcode_title(12345));
	assert_null(errcode_find(0));
	assert_null(errcode_find(-1));
	assert_null(errcode_find(INT32_MAX));
	assert_null(errcode_hint(77777));
	/* A family speaks for codes that are not in the table, but never over a code's own hint. */
	assert_non_null(errcode_hint(30985));
	assert_string_equal(errcode_hint(30003), errcode_find(30003)->hint);
	errcode_url(30003, url);
	assert_string_equal(url, "https://www.twilio.com/docs/errors/30003");
	errcode_url(INT32_MIN, url);
	assert_string_equal(url, "https://www.twilio.com/docs/errors/-2147483648");
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(test_table_rises),
		cmocka_unit_test(test_hints_are_lines_of_their_own),
		cmocka_unit_test(test_codes_that_operators_meet_have_hints),
		cmocka_unit_test(test_lookup),
	};

	return cmocka_run_group_tests_name("errcode", tests, NULL, NULL);
}
