#include "sandbox/segments.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <string.h>

#include <cmocka.h>

#include "base/mem.h"
#include "base/strbuf.h"

/* `count` times the text, then `end`. */
static const struct {
	size_t count;
	const char *text;
	const char *end;
	uint32_t segments;
} cases[] = {
	{ 0, "", "", 1 },
	{ 160, "a", "", 1 },
	{ 161, "a", "", 2 },
	{ 306, "a", "", 2 },
	{ 307, "a", "", 3 },
	{ 80, "{", "", 1 }, /* two septets each */
	{ 80, "{", "a", 2 },
	{ 152, "a", "€a", 1 },
	{ 152, "a", "€aaaaaaa", 2 }, /* the euro does not fit behind 152 of 153 */
	{ 152, "a", "€", 1 },
	{ 70, "ж", "", 1 },
	{ 71, "ж", "", 2 },
	{ 134, "ж", "", 2 },
	{ 135, "ж", "", 3 },
	{ 35, "😀", "", 1 },
	{ 36, "😀", "", 2 },
	{ 67, "😀", "", 3 },  /* 33 whole ones in 67 units */
	{ 160, "é", "", 1 }, /* GSM-7 has it */
	{ 160, "ê", "", 3 }, /* but not this */
	{ 79, "\r\n", "", 1 },
	{ 70, "`", "", 1 },
	{ 71, "`", "", 2 },
};

static void texts_take_segments(void **state)
{
	(void)state;
	for (size_t i = 0; i < ARRAY_SIZE(cases); i++) {
		struct strbuf text = STRBUF_INIT(STRBUF_TEXT);

		for (size_t n = 0; n < cases[i].count; n++)
			strbuf_addstr(&text, cases[i].text);
		strbuf_addstr(&text, cases[i].end);
		if (segments_count(text.data, text.length) != cases[i].segments)
			fail_msg("case %zu: %u segments", i,
				 segments_count(text.data, text.length));
		strbuf_release(&text);
	}
}

static void units_are_of_utf16(void **state)
{
	(void)state;
	assert_int_equal(utf16_units("", 0), 0);
	assert_int_equal(utf16_units("aé😀", strlen("aé😀")), 4);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(texts_take_segments),
		cmocka_unit_test(units_are_of_utf16),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
