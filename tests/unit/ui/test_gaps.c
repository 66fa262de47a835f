#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

#include <string.h>

#include "base/mem.h"
#include "ui/gaps.h"

#define COLUMNS 24

/* The letters that stand for styles: those of one case look alike where nothing is written. */
static uint64_t ground(unsigned cell_style)
{
	return cell_style >= 'a';
}

static void test_cases(void **state)
{
	static const struct {
		const char *what;
		const char *text, *styles, *expected;
	} cases[] = {
		{ "a gap goes along with the word behind it", "one  two", "aaaaabbb", "aaabbbbb" },
		{ "a single blank is no gap", "one two", "aaaabbb", "aaaabbb" },
		{ "what comes before the first word stays", "   two", "aaabbb", "aaabbb" },
		{ "and what comes after the last", "one   ", "aaabbb", "aaabbb" },
		{ "another ground stays where it is", "one  two", "aaaaaBBB", "aaaaaBBB" },
		{ "up to where it begins", "one    two", "aaaAabbbbb", "aaaAbbbbbb" },
		{ "each gap by itself", "a  b  c", "aaabbbc", "abbbccc" },
	};

	(void)state;
	for (size_t i = 0; i < ARRAY_SIZE(cases); i++) {
		struct cell cells[COLUMNS] = { 0 };
		unsigned styles[COLUMNS] = { 0 };
		char got[COLUMNS + 1] = "";
		size_t columns = strlen(cases[i].text);

		for (size_t at = 0; at < columns; at++) {
			cells[at].text[0] = (unsigned char)cases[i].text[at];
			cells[at].style = (unsigned char)cases[i].styles[at];
			cells[at].width = 1;
		}
		gaps_join(cells, (int)columns, ground, styles);
		for (size_t at = 0; at < columns; at++)
			got[at] = (char)styles[at];
		if (strcmp(got, cases[i].expected) != 0)
			fail_msg("%s: %s, not %s", cases[i].what, got, cases[i].expected);
	}
}

/* A blank with a mark on it is seen. */
static void test_marks(void **state)
{
	struct cell cells[] = {
		{ .text = { 'a' }, .style = 'a', .width = 1 },
		{ .text = { ' ' }, .style = 'a', .width = 1 },
		{ .text = { ' ', 0x301 }, .style = 'a', .width = 1 },
		{ .text = { 'b' }, .style = 'b', .width = 1 },
	};
	unsigned styles[ARRAY_SIZE(cells)];

	(void)state;
	gaps_join(cells, ARRAY_SIZE(cells), ground, styles);
	for (size_t i = 0; i < ARRAY_SIZE(cells); i++)
		assert_int_equal(styles[i], cells[i].style);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(test_cases),
		cmocka_unit_test(test_marks),
	};

	return cmocka_run_group_tests_name("ui/gaps", tests, NULL, NULL);
}
