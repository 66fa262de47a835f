#include "sample.h"

#include <string.h>

#include "base/mem.h"
#include "base/strbuf.h"
#include "model/sender.h"

static void test_words(void **state)
{
	(void)state;
	static const struct {
		const char *word;
		unsigned bit;
	} cases[] = {
		{ "SMS", CAPABLE_SMS },     { "sms", CAPABLE_SMS },     { "MMS", CAPABLE_MMS },
		{ "Voice", CAPABLE_VOICE }, { "voice", CAPABLE_VOICE }, { "fax", CAPABLE_FAX },
		{ "RCS", CAPABLE_OTHER },   { "", CAPABLE_OTHER },      { "SM", CAPABLE_OTHER },
		{ "SMSX", CAPABLE_OTHER },
	};

	for (size_t i = 0; i < ARRAY_SIZE(cases); i++)
		assert_int_equal(capability_parse(cases[i].word, strlen(cases[i].word)),
				 cases[i].bit);
}

static void test_text(void **state)
{
	(void)state;
	static const struct {
		unsigned bits;
		const char *text;
	} cases[] = {
		{ 0, "" },
		{ CAPABLE_SMS, "SMS" },
		{ CAPABLE_VOICE | CAPABLE_MMS | CAPABLE_SMS, "SMS MMS Voice" },
		{ CAPABLE_FAX | CAPABLE_OTHER, "Fax other" },
		{ CAPABLE_OTHER, "other" },
	};

	for (size_t i = 0; i < ARRAY_SIZE(cases); i++) {
		struct strbuf text = STRBUF_INIT(STRBUF_LINE);

		capability_write(cases[i].bits, &text);
		assert_string_equal(text.data, cases[i].text);
		strbuf_release(&text);
	}
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(test_words),
		cmocka_unit_test(test_text),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
