#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

#include <stdlib.h>
#include <string.h>

#include "base/mem.h"
#include "base/text.h"

static void test_every_code_point_comes_back(void **state)
{
	(void)state;
	for (uint32_t wanted = 0; wanted <= 0x10FFFF; wanted++) {
		char bytes[4];
		uint32_t got;
		size_t size = text_encode(wanted, bytes);
		bool surrogate = wanted >= 0xD800 && wanted <= 0xDFFF;
		if (text_decode(bytes, size, &got) != size || got != wanted)
			fail_msg("U+%04X came back as U+%04X", wanted, got);
		if (text_is_valid(bytes, size) != !surrogate)
			fail_msg("U+%04X is judged wrongly", wanted);
	}
}

static void test_encoding_beyond_unicode(void **state)
{
	(void)state;
	char bytes[4];

	assert_int_equal(text_encode(0x110000, bytes), 3);
	assert_memory_equal(bytes, "\xEF\xBF\xBD", 3);
}

static void test_ill_formed(void **state)
{
	(void)state;
	static const struct {
		const char *bytes;
		size_t used; /* by the first, which is U+FFFD */
	} cases[] = {
		{ "\x80", 1 },     /* a continuation alone */
		{ "\xC0\x80", 1 }, /* overlong */
		{ "\xC1\xBF", 1 },
		{ "\xE0\x80\x80", 1 },
		{ "\xE0\x9F\xBF", 1 },
		{ "\xF0\x80\x80\x80", 1 },
		{ "\xF0\x8F\xBF\xBF", 1 },
		{ "\xF4\x90\x80\x80", 1 }, /* beyond U+10FFFF */
		{ "\xF5\x80\x80\x80", 1 },
		{ "\xFF", 1 },
		{ "\xC3", 1 }, /* cut off */
		{ "\xC3"
		  "A",
		  1 },
		{ "\xE2\x82", 2 },
		{ "\xE2\x82"
		  "A",
		  2 },
		{ "\xE2"
		  "A",
		  1 },
		{ "\xF0\x9F\x98", 3 },
		{ "\xF0\x9F\x98"
		  "A",
		  3 },
		{ "\xF0\x9F", 2 },
		{ "\xF0\x9F\xC3\xA9", 2 },
	};

	for (size_t i = 0; i < ARRAY_SIZE(cases); i++) {
		size_t length = strlen(cases[i].bytes);
		char *exact = xmemdup(cases[i].bytes, length);
		uint32_t codepoint;
		size_t used = text_decode(exact, length, &codepoint);
		if (used != cases[i].used || codepoint != 0xFFFD)
			fail_msg("case %zu used %zu for U+%04X", i, used, codepoint);
		assert_false(text_is_valid(exact, length));
		free(exact);
	}
}

static void test_the_end(void **state)
{
	(void)state;
	uint32_t codepoint;

	assert_int_equal(text_decode("", 0, &codepoint), 0);
	assert_true(text_is_valid("", 0));
	assert_true(text_is_valid("a\0b", 3));
	assert_true(text_is_valid("\xEF\xBF\xBD", 3));
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(test_every_code_point_comes_back),
		cmocka_unit_test(test_encoding_beyond_unicode),
		cmocka_unit_test(test_ill_formed),
		cmocka_unit_test(test_the_end),
	};

	return cmocka_run_group_tests_name("text_codec", tests, NULL, NULL);
}
