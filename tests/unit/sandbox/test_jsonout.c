#include "sandbox/jsonout.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <string.h>

#include <cmocka.h>

#include "base/date.h"
#include "base/mem.h"

static const struct {
	const char *text;
	const char *escaped;
	const char *utf8;
} cases[] = {
	{ "", "\"\"", "\"\"" },
	{ "plain", "\"plain\"", "\"plain\"" },
	{ "\"\\/", "\"\\\"\\\\/\"", "\"\\\"\\\\/\"" },
	{ "\b\t\n\v\f\r\x1f", "\"\\b\\t\\n\\u000b\\f\\r\\u001f\"",
	  "\"\\b\\t\\n\\u000b\\f\\r\\u001f\"" },
	{ "\x7f", "\"\x7f\"", "\"\x7f\"" },
	{ "é", "\"\\u00e9\"", "\"é\"" },
	{ "👍a", "\"\\ud83d\\udc4da\"", "\"👍a\"" },
	{ "\xff", "\"\\ufffd\"", "\"\xef\xbf\xbd\"" },
};

static void texts_are_escaped(void **state)
{
	(void)state;
	for (size_t i = 0; i < ARRAY_SIZE(cases); i++) {
		struct strbuf out = STRBUF_INIT(STRBUF_LINE);

		out_string(&out, cases[i].text, strlen(cases[i].text), false);
		assert_string_equal(out.data, cases[i].escaped);
		strbuf_reset(&out);
		out_string(&out, cases[i].text, strlen(cases[i].text), true);
		assert_string_equal(out.data, cases[i].utf8);
		strbuf_release(&out);
	}
}

static void numbers_and_dates_are_written(void **state)
{
	struct strbuf out = STRBUF_INIT(STRBUF_LINE);

	(void)state;
	out_number(&out, 0);
	out_number(&out, UINT64_MAX);
	out_text(&out, NULL);
	out_date(&out, DATE_NONE);
	assert_string_equal(out.data, "018446744073709551615nullnull");
	strbuf_reset(&out);
	out_date(&out, 1558719890);
	out_date(&out, 1558719890 + 1);
	out_date(&out, 1558719890 + 86400);
	assert_string_equal(out.data, "\"Fri, 24 May 2019 17:44:50 +0000\""
				      "\"Fri, 24 May 2019 17:44:51 +0000\""
				      "\"Sat, 25 May 2019 17:44:50 +0000\"");
	strbuf_release(&out);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(texts_are_escaped),
		cmocka_unit_test(numbers_and_dates_are_written),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
