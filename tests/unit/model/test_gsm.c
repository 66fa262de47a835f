#include "sample.h"

#include <string.h>

#include "base/strbuf.h"
#include "base/text.h"
#include "model/gsm.h"
#include "model/segments.h"

static void test_texts(void **state)
{
	static const struct {
		const char *text;
		const char *wanted;
		size_t replaced;
	} wanted[] = {
		{ "", "", 0 },
		{ "plain {text} for 5 €", "plain {text} for 5 €", 0 },
		{ "“It’s here” – see…", "\"It's here\" - see...", 5 },
		{ "«Où»\u00a0!", "\"Où\" !", 3 },
		{ "Ação já à vista", "Acao ja à vista", 3 },
		{ "Łódź żółć", "Lodz zolc", 7 },
		{ "ș and ț", "s and t", 2 },
		{ "ǖ is ü with more", "ü is ü with more", 1 },
		{ "ΚΑΛΗΜΕΡΑ", "KAΛHMEPA", 7 },
		{ "ＳＭＳ　１", "SMS 1", 5 },
		{ "ﬁne œuvre™", "fine oeuvreTM", 3 },
		{ "zero\u200bwidth\ufeff", "zerowidth", 2 },
		/* Letters in pieces: joined where the alphabet has them, else bare. */
		{ "cafe\u0301", "café", 1 },
		{ "o\u0302", "o", 1 },
		{ "u\u0308\u0304", "ü", 2 },
		{ "“e\u0301", "\"é", 2 },
		/* What would say something else, or has nothing like it, stays. */
		{ "2½ m²", "2½ m²", 0 },
		{ "a ≮ b", "a ≮ b", 0 },
		{ "Привет", "Привет", 0 },
		{ "👋 it’s me", "👋 it's me", 1 },
		{ "👨\u200d👩\u200d👧", "👨\u200d👩\u200d👧", 0 },
		{ "नि", "नि", 0 },
		{ "д\u0301", "д\u0301", 0 },
	};

	(void)state;
	for (size_t i = 0; i < sizeof(wanted) / sizeof(wanted[0]); i++) {
		struct strbuf out = STRBUF_INIT(STRBUF_LINE);
		struct text text = { wanted[i].text, strlen(wanted[i].text) };

		assert_int_equal(gsm_replace(&out, text), wanted[i].replaced);
		assert_string_equal(out.data, wanted[i].wanted);
		strbuf_release(&out);
	}
}

/* Each row stands for one that is not in the alphabet, and is itself all of it. */
static void test_the_table(void **state)
{
	size_t rows = 0;

	(void)state;
	for (uint32_t codepoint = 1; codepoint < 0x20000; codepoint++) {
		const char *text = gsm_look_alike(codepoint);
		struct segments size;

		if (!text)
			continue;
		rows++;
		assert_int_equal(segments_gsm_cost(codepoint), 0);
		segments_count((struct text){ text, strlen(text) }, &size);
		assert_int_equal(size.foreign, 0);
	}
	assert_in_range(rows, 800, 900);
}

static void test_odd_bytes(void **state)
{
	struct strbuf out = STRBUF_INIT(STRBUF_LINE);

	(void)state;
	assert_int_equal(gsm_replace(&out, (struct text){ NULL, 0 }), 0);
	assert_int_equal(gsm_replace(&out, (struct text){ "a\xff\x00z", 4 }), 0);
	assert_int_equal(out.length, 4);
	assert_memory_equal(out.data, "a\xff\x00z", 4);
	strbuf_reset(&out);
	/* A mark with nothing before it. */
	assert_int_equal(gsm_replace(&out, (struct text){ "\u0301", 2 }), 0);
	strbuf_release(&out);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(test_texts),
		cmocka_unit_test(test_the_table),
		cmocka_unit_test(test_odd_bytes),
	};

	return cmocka_run_group_tests_name("gsm", tests, NULL, NULL);
}
