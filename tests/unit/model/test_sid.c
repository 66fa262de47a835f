#include "sample.h"

#include <string.h>

#include "model/sid.h"

static void test_round_trip(void **state)
{
	static const char *const texts[] = {
		"SM0123456789abcdef0123456789abcdef", "MM0123456789ABCDEF0123456789ABCDEF",
		"AC00000000000000000000000000000000", "MEffffffffffffffffffffffffffffffff",
		"MG00000000000000000000000000009f2c", "PN00000000000000000000000000000001",
		"SC00000000000000000000000000000001", "AI00000000000000000000000000000001",
		"XE00000000000000000000000000000001", "HX00000000000000000000000000000001",
		"SK00000000000000000000000000000001", "RQ00000000000000000000000000000001",
	};

	(void)state;
	for (size_t i = 0; i < sizeof(texts) / sizeof(texts[0]); i++) {
		struct sid sid;
		char text[SID_SIZE];
		struct strbuf written = STRBUF_INIT(STRBUF_LINE);

		assert_true(sid_parse(texts[i], SID_LENGTH, &sid));
		sid_format(&sid, text);
		assert_string_equal(text, texts[i]);
		strbuf_addstr(&written, "the ");
		sid_write(&sid, &written);
		assert_string_equal(written.data + 4, texts[i]);
		strbuf_release(&written);
	}
}

static void test_refuses(void **state)
{
	static const char *const texts[] = {
		"",
		"SM",
		"SM0123456789abcdef0123456789abcde",
		"SM0123456789abcdef0123456789abcdef0",
		"SM0123456789abcdef0123456789ABCDEF",
		"SM0123456789abcdeg0123456789abcdef",
		"XX0123456789abcdef0123456789abcdef",
		"sm0123456789abcdef0123456789abcdef",
		"--0123456789abcdef0123456789abcdef",
	};
	struct sid sid = sample_sid(7);

	(void)state;
	for (size_t i = 0; i < sizeof(texts) / sizeof(texts[0]); i++)
		assert_false(sid_parse(texts[i], strlen(texts[i]), &sid));
	assert_true(sid_equal(&sid, &(struct sid){ .kind = SID_SM, .bytes[15] = 7 }));
}

static void test_packing(void **state)
{
	struct sid sid;

	(void)state;
	assert_true(sid_parse("SM8f00000000000000000000000000c21e", SID_LENGTH, &sid));
	assert_int_equal(sid.kind, SID_SM);
	assert_int_equal(sid.upper, 0);
	assert_int_equal(sid.bytes[0], 0x8f);
	assert_int_equal(sid.bytes[14], 0xc2);
	assert_int_equal(sid.bytes[15], 0x1e);
}

static void test_equality_ignores_the_case_of_digits(void **state)
{
	struct sid lower;
	struct sid upper;
	struct sid other;

	(void)state;
	sid_parse("SM0123456789abcdef0123456789abcdef", SID_LENGTH, &lower);
	sid_parse("SM0123456789ABCDEF0123456789ABCDEF", SID_LENGTH, &upper);
	sid_parse("MM0123456789abcdef0123456789abcdef", SID_LENGTH, &other);
	assert_true(sid_equal(&lower, &upper));
	assert_false(sid_equal(&lower, &other));
	assert_int_equal(sid_compare(&lower, &upper), 0);
	assert_true(sid_compare(&lower, &other) < 0);
	assert_true(sid_compare(&other, &lower) > 0);
}

static void test_short_form(void **state)
{
	struct sid sid;
	struct sid none = { .kind = SID_NONE };
	char text[SID_SHORT_SIZE];
	char whole[SID_SIZE];

	(void)state;
	sid_parse("SM8f00000000000000000000000000c21e", SID_LENGTH, &sid);
	sid_format_short(&sid, text);
	assert_string_equal(text, "SM8f…c21e");
	sid_format_short(&none, text);
	assert_string_equal(text, "");
	sid_format(&none, whole);
	assert_string_equal(whole, "");
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(test_round_trip),
		cmocka_unit_test(test_refuses),
		cmocka_unit_test(test_packing),
		cmocka_unit_test(test_equality_ignores_the_case_of_digits),
		cmocka_unit_test(test_short_form),
	};

	return cmocka_run_group_tests_name("sid", tests, NULL, NULL);
}
