#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

#include <string.h>

#include "base/mem.h"
#include "ui/squeeze.h"

#define LONG "\033[38;5;196;48;5;17m"

static void test_frames(void **state)
{
	(void)state;
	static const struct {
		const char *frame, *left;
	} cases[] = {
		{ "", "" },
		{ "plain", "plain" },
		/* one after another: one with all of it */
		{ "\033[1m\033[31mx", "\033[1;31mx" },
		{ "\033[0;1m\033[31m\033[44mx", "\033[1;31;44mx" },
		/* what is reset at once was never seen */
		{ "\033[39m\033[mx", "\033[mx" },
		{ "\033[39m\033[0;1mx", "\033[0;1mx" },
		{ "\033[39m\033[;1mx", "\033[;1mx" },
		{ "\033[1m\033[2m\033[0mx", "\033[mx" },
		/* but not by what only begins like a reset */
		{ "\033[1m\033[04mx", "\033[1;04mx" },
		/* the character set is always the same */
		{ "\033[39m\033(B\033[mx\033(B", "\033[mx" },
		{ "\033(0x", "\033(0x" },
		/* text or another sequence between them keeps them apart */
		{ "\033[1m \033[31mx", "\033[1m \033[31mx" },
		{ "\033[1m\033[3;4H\033[0mx", "\033[1m\033[3;4H\033[mx" },
		{ "\033[1mé\033[0m", "\033[1mé\033[m" },
		{ "\033[?25l\033[>4m\033[1m", "\033[?25l\033[>4m\033[1m" },
		/* not too many in one */
		{ LONG LONG "x", LONG LONG "x" },
		{ LONG "\033[0mx", "\033[mx" },
		/* cut off */
		{ "\033[1m\033[3", "\033[1m\033[3" },
		{ "\033[1m\033[", "\033[1m\033[" },
		{ "\033[1m\033", "\033[1m\033" },
		{ "\033(", "\033(" },
	};

	for (size_t i = 0; i < ARRAY_SIZE(cases); i++) {
		char *bytes = xstrdup(cases[i].frame);
		unsigned row = 0;
		size_t length = squeeze(bytes, strlen(bytes), 0, &row);

		bytes[length] = '\0';
		assert_string_equal(bytes, cases[i].left);
		free(bytes);
	}
}

static void test_abilities(void **state)
{
	(void)state;
	static const struct {
		unsigned abilities;
		const char *frame, *left;
	} cases[] = {
		/* in the same row: a column, and the first one is a return */
		{ SQUEEZE_COLUMN, "\033[3;4Hab\033[3;21Hc", "\033[3;4Hab\033[21Gc" },
		{ SQUEEZE_COLUMN, "\033[12dab\033[12;121Hc", "\033[12dab\033[121Gc" },
		{ SQUEEZE_COLUMN, "\033[3;4Hab\033[3;1Hc", "\033[3;4Hab\rc" },
		{ SQUEEZE_COLUMN, "\033[3;4Hab\033[3;11Hc", "\033[3;4Hab\033[11Gc" },
		/* what stays in the row */
		{ SQUEEZE_COLUMN, "\033[3;4H\r\b\033[2C\033[K\033[5X\033[1m\303\274\033[3;9H",
		  "\033[3;4H\r\b\033[2C\033[K\033[5X\033[1m\303\274\033[9G" },
		/* in another one, or where the row is not known */
		{ SQUEEZE_COLUMN, "\033[3;4Hab\033[4;21Hc", "\033[3;4Hab\033[4;21Hc" },
		{ SQUEEZE_COLUMN, "ab\033[4;21Hc", "ab\033[4;21Hc" },
		{ SQUEEZE_COLUMN, "\033[3;4Ha\n\033[3;9H", "\033[3;4Ha\n\033[3;9H" },
		{ SQUEEZE_COLUMN, "\033[3;4Ha\033[A\033[3;9H", "\033[3;4Ha\033[A\033[3;9H" },
		{ SQUEEZE_COLUMN, "\033[3;4Ha\033[A\033[2;9H", "\033[3;4Ha\033[A\033[9G" },
		{ SQUEEZE_COLUMN, "\033[3;4Ha\033[2B\033[5;9H", "\033[3;4Ha\033[2B\033[9G" },
		{ SQUEEZE_COLUMN, "\033[A\033[2;9H", "\033[A\033[2;9H" },
		/* a step up or down */
		{ SQUEEZE_COLUMN, "\033[3;4Ha\033[4;1Hb", "\033[3;4Ha\033[B\rb" },
		{ SQUEEZE_COLUMN, "\033[10;4Ha\033[9;1Hb", "\033[10;4Ha\033[A\rb" },
		{ SQUEEZE_COLUMN, "\033[3;4Ha\r\033[4db", "\033[3;4Ha\r\033[Bb" },
		{ SQUEEZE_COLUMN, "\033[3;4Ha\r\033[5db", "\033[3;4Ha\r\033[5db" },
		{ SQUEEZE_COLUMN, "\033[2;3r\033[3;4Ha\033[4;1Hb",
		  "\033[2;3r\033[3;4Ha\033[4;1Hb" },
		{ 0, "\033[3;4Ha\033[4;1Hb", "\033[3;4Ha\033[4;1Hb" },
		{ SQUEEZE_COLUMN, "\033[3;4Ha\033M\033[3;9H", "\033[3;4Ha\033M\033[3;9H" },
		{ SQUEEZE_COLUMN, "\033[3;4Ha\033[H\033[3;9H", "\033[3;4Ha\033[H\033[3;9H" },
		{ SQUEEZE_COLUMN, "\033[3;4H\033[2;9r\033[3;9H", "\033[3;4H\033[2;9r\033[3;9H" },
		{ 0, "\033[3;4Hab\033[3;21Hc", "\033[3;4Hab\033[3;21Hc" },
		/* blanks, from so many on that it is worth it */
		{ SQUEEZE_REPEAT, "a     b", "a     b" },
		{ SQUEEZE_REPEAT, "a      b", "a \033[5bb" },
		{ SQUEEZE_REPEAT, "a             ", "a \033[12b" },
		{ 0, "a             ", "a             " },
		/* nothing is reset where nothing is set */
		{ 0, "x\033[0;7my", "x\033[7my" },
		{ 0, "\033[0;1;31mx\033[m\033[0mz\033[;1my", "\033[1;31mx\033[mz\033[1my" },
		{ 0, "\033[31mx\033[0;7my", "\033[31mx\033[0;7my" },
		{ 0, "\033[31mx\033[39my\033[K\033[m", "\033[31mx\033[my\033[K" },
		{ 0, "\033[mx\033[0m", "x" },
		{ 0, "\033[31mx\033[39m\033[0;7my", "\033[31mx\033[0;7my" },
		/* a colour taken back, where there is nothing else */
		{ 0, "\033[31mx\033[39my", "\033[31mx\033[my" },
		{ 0, "\033[92mx\033[38;5;208my\033[39mz", "\033[92mx\033[38;5;208my\033[mz" },
		{ 0, "\033[31mx\033[39m\033[1my", "\033[31mx\033[;1my" },
		{ 0, "\033[31mx\033[my\033[32mz\033[39m", "\033[31mx\033[my\033[32mz\033[m" },
		{ 0, "\033[1mx\033[31my\033[39mz", "\033[1mx\033[31my\033[39mz" },
		{ 0, "\033[44mx\033[31my\033[39mz", "\033[44mx\033[31my\033[39mz" },
		{ 0, "\033[38;5;1;1mx\033[39my", "\033[38;5;1;1mx\033[39my" },
		{ 0, "\033[48;5;1mx\033[39my", "\033[48;5;1mx\033[39my" },
		{ 0, "\033[48:2::1:2:3m\033[31mx\033[39my", "\033[48:2::1:2:3m\033[31mx\033[39my" },
	};

	for (size_t i = 0; i < ARRAY_SIZE(cases); i++) {
		char *bytes = xstrdup(cases[i].frame);
		unsigned row = 0;
		size_t length = squeeze(bytes, strlen(bytes), cases[i].abilities, &row);

		bytes[length] = '\0';
		assert_string_equal(bytes, cases[i].left);
		free(bytes);
	}
}

/* From one frame to the next. */
static void test_row_is_known_from_before(void **state)
{
	char first[] = "\033[3;4Hab", second[] = "\033[3;9Hc\033M", third[] = "\033[3;9Hd";
	unsigned row = 0;

	(void)state;
	squeeze(first, strlen(first), SQUEEZE_COLUMN, &row);
	assert_int_equal(row, 3);
	assert_int_equal(squeeze(second, strlen(second), SQUEEZE_COLUMN, &row), 7);
	assert_memory_equal(second, "\033[9Gc\033M", 7);
	assert_int_equal(row, 0);
	assert_int_equal(squeeze(third, strlen(third), SQUEEZE_COLUMN, &row), strlen(third));
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(test_frames),
		cmocka_unit_test(test_abilities),
		cmocka_unit_test(test_row_is_known_from_before),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
