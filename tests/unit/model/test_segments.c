#include "sample.h"

#include <stdlib.h>
#include <string.h>

#include "base/mem.h"
#include "base/text.h"
#include "model/segments.h"

/* `piece` written `times` times. */
static char *repeat(const char *piece, size_t times)
{
	size_t size = strlen(piece);
	char *text = xmalloc(size * times + 1);

	for (size_t i = 0; i < times; i++)
		memcpy(text + i * size, piece, size);
	text[size * times] = '\0';
	return text;
}

static void test_counts(void **state)
{
	static const struct {
		const char *piece;
		size_t times;
		enum segments_encoding encoding;
		size_t units;
		size_t segments;
		size_t left;
	} wanted[] = {
		{ "", 0, SEGMENTS_GSM7, 0, 0, 160 },
		{ "a", 1, SEGMENTS_GSM7, 1, 1, 159 },
		{ "a", 160, SEGMENTS_GSM7, 160, 1, 0 },
		{ "a", 161, SEGMENTS_GSM7, 161, 2, 145 },
		{ "a", 306, SEGMENTS_GSM7, 306, 2, 0 },
		{ "a", 307, SEGMENTS_GSM7, 307, 3, 152 },
		{ "\u00e9", 160, SEGMENTS_GSM7, 160, 1, 0 },
		{ "\u20ac", 80, SEGMENTS_GSM7, 160, 1, 0 },
		/* 76 of them fill 152 of 153 septets; none is split. */
		{ "\u20ac", 81, SEGMENTS_GSM7, 162, 2, 143 },
		{ "\u20ac", 153, SEGMENTS_GSM7, 306, 3, 151 },
		{ "\r\n", 80, SEGMENTS_GSM7, 160, 1, 0 },
		{ "\u044f", 70, SEGMENTS_UCS2, 70, 1, 0 },
		{ "\u044f", 71, SEGMENTS_UCS2, 71, 2, 63 },
		{ "\u044f", 134, SEGMENTS_UCS2, 134, 2, 0 },
		{ "\u044f", 135, SEGMENTS_UCS2, 135, 3, 66 },
		/* A surrogate pair: 33 of them fill 66 of 67 units. */
		{ "\U0001f600", 35, SEGMENTS_UCS2, 70, 1, 0 },
		{ "\U0001f600", 36, SEGMENTS_UCS2, 72, 2, 61 },
		{ "\U0001f600", 67, SEGMENTS_UCS2, 134, 3, 65 },
		/* A family of four with joiners: 11 units, 6 in a segment. */
		{ "\U0001f468\u200d\U0001f469\u200d\U0001f467\u200d\U0001f466", 6, SEGMENTS_UCS2,
		  66, 1, 4 },
		{ "\U0001f468\u200d\U0001f469\u200d\U0001f467\u200d\U0001f466", 7, SEGMENTS_UCS2,
		  77, 2, 56 },
		/* A flag is two letters of two units; tones and marks stay with what they follow. */
		{ "\U0001f1ec\U0001f1e7", 18, SEGMENTS_UCS2, 72, 2, 59 },
		{ "\U0001f44d\U0001f3fd", 18, SEGMENTS_UCS2, 72, 2, 59 },
		{ "e\u0301", 36, SEGMENTS_UCS2, 72, 2, 61 },
	};

	(void)state;
	for (size_t i = 0; i < sizeof(wanted) / sizeof(wanted[0]); i++) {
		char *text = repeat(wanted[i].piece, wanted[i].times);
		struct segments got;

		segments_count(TEXT_OF(text), &got);
		if (got.segments != wanted[i].segments || got.left != wanted[i].left)
			print_error("%s x%zu\n", wanted[i].piece, wanted[i].times);
		assert_int_equal(got.encoding, wanted[i].encoding);
		assert_int_equal(got.units, wanted[i].units);
		assert_int_equal(got.segments, wanted[i].segments);
		assert_int_equal(got.left, wanted[i].left);
		free(text);
	}
}

static void test_alphabet(void **state)
{
	size_t once = 0;
	size_t twice = 0;

	(void)state;
	for (uint32_t codepoint = 0; codepoint < 0x11000; codepoint++) {
		once += segments_gsm_cost(codepoint) == 1;
		twice += segments_gsm_cost(codepoint) == 2;
	}
	assert_int_equal(once, 127); /* 128 without the escape */
	assert_int_equal(twice, 10);
	assert_int_equal(segments_gsm_cost('@'), 1);
	assert_int_equal(segments_gsm_cost('`'), 0);
	assert_int_equal(segments_gsm_cost('['), 2);
	assert_int_equal(segments_gsm_cost(0x00c7), 1);
	assert_int_equal(segments_gsm_cost(0x00e7), 0);
	assert_int_equal(segments_gsm_cost(0x1b), 0);
	assert_int_equal(segments_gsm_cost('\t'), 0);
}

static void test_foreign_characters_are_named(void **state)
{
	static const char text[] = "Caf\u00e9 \u2019n\u2019 co \u4e88";
	struct text whole = TEXT(text);
	struct segments got;
	size_t offset = 0;
	size_t length;
	uint32_t codepoint;

	(void)state;
	segments_count(whole, &got);
	assert_int_equal(got.foreign, 3);
	assert_int_equal(got.first_foreign, 6);
	assert_true(segments_next_foreign(whole, &offset, &length, &codepoint));
	assert_int_equal(offset, 6);
	assert_int_equal(codepoint, 0x2019);
	offset += length;
	assert_true(segments_next_foreign(whole, &offset, &length, &codepoint));
	offset += length;
	assert_true(segments_next_foreign(whole, &offset, &length, &codepoint));
	assert_int_equal(codepoint, 0x4e88);
	offset += length;
	assert_false(segments_next_foreign(whole, &offset, &length, &codepoint));
}

static void test_odd_texts(void **state)
{
	struct segments got;

	(void)state;
	segments_count((struct text){ .data = NULL }, &got);
	assert_int_equal(got.segments, 0);
	segments_count(TEXT("a\xff\xed\xa0\x80"), &got); /* invalid, and a lone surrogate */
	assert_int_equal(got.encoding, SEGMENTS_UCS2);
	assert_int_equal(got.characters, 3);
	assert_int_equal(got.units, 3);
	segments_count((struct text){ .data = "a\0b", .length = 3 }, &got);
	assert_int_equal(got.units, 3);
	assert_string_equal(segments_encoding_name(SEGMENTS_GSM7), "GSM-7");
	assert_string_equal(segments_encoding_name(SEGMENTS_UCS2), "UCS-2");
}

/* A letter with more marks than a segment holds is split in the end. */
static void test_a_piece_longer_than_a_segment(void **state)
{
	char *marks = repeat("\u0301", 200);
	struct segments got;

	(void)state;
	segments_count(TEXT_OF(marks), &got);
	assert_int_equal(got.segments, 3);
	assert_int_equal(got.left, 1);
	free(marks);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(test_counts),
		cmocka_unit_test(test_alphabet),
		cmocka_unit_test(test_foreign_characters_are_named),
		cmocka_unit_test(test_odd_texts),
		cmocka_unit_test(test_a_piece_longer_than_a_segment),
	};

	return cmocka_run_group_tests_name("segments", tests, NULL, NULL);
}
