#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

#include <string.h>

#include "base/mem.h"
#include "base/strbuf.h"
#include "ui/wrap.h"

static void test_lines(void **state)
{
	(void)state;
	static const struct {
		const char *text;
		size_t width;
		const char *lines; /* joined by '|' */
	} cases[] = {
		{ "", 10, "" },
		{ "one", 10, "one" },
		{ "one two three", 7, "one two|three" },
		{ "one two three", 8, "one two|three" },
		{ "one two three", 6, "one|two|three" },
		{ "one  two", 4, "one|two" },
		{ "abcdefgh", 3, "abc|def|gh" },
		{ "ab cdefgh", 4, "ab|cdef|gh" },
		{ "a\nb", 10, "a|b" },
		{ "a\n\nb\n", 10, "a||b|" },
		{ "日本語", 4, "日本|語" },
		{ "日本語", 1, "日|本|語" },
		{ "a 日本", 3, "a|日|本" },
		{ "trailing   ", 20, "trailing" },
		{ "  indented", 20, "  indented" },
		{ "exactly ten", 7, "exactly|ten" },
		{ "e\xcc\x81t\xc3\xa9", 1, "e\xcc\x81|t|\xc3\xa9" },
		{ "x", 0, "x" },
	};

	for (size_t i = 0; i < ARRAY_SIZE(cases); i++) {
		struct strbuf lines = STRBUF_INIT(STRBUF_LINE);
		struct wrap wrap;
		struct wrap_line line;
		size_t count = 0;

		wrap_start(&wrap, cases[i].text, strlen(cases[i].text), cases[i].width);
		while (wrap_next(&wrap, &line)) {
			if (count++)
				strbuf_addch(&lines, '|');
			strbuf_add(&lines, line.text, line.length);
		}
		assert_string_equal(lines.data, cases[i].lines);
		assert_int_equal(wrap_count(cases[i].text, strlen(cases[i].text), cases[i].width),
				 count);
		strbuf_release(&lines);
	}
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(test_lines),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
