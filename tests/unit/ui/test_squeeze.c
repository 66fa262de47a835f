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
		{ "\033[0;1m\033[31m\033[44mx", "\033[0;1;31;44mx" },
		/* what is reset at once was never seen */
		{ "\033[39m\033[mx", "\033[mx" },
		{ "\033[39m\033[0;1mx", "\033[0;1mx" },
		{ "\033[39m\033[;1mx", "\033[;1mx" },
		{ "\033[1m\033[2m\033[0mx", "\033[0mx" },
		/* but not by what only begins like a reset */
		{ "\033[1m\033[04mx", "\033[1;04mx" },
		/* the character set is always the same */
		{ "\033[39m\033(B\033[mx\033(B", "\033[mx" },
		{ "\033(0x", "\033(0x" },
		/* text or another sequence between them keeps them apart */
		{ "\033[1m \033[31mx", "\033[1m \033[31mx" },
		{ "\033[1m\033[3;4H\033[0mx", "\033[1m\033[3;4H\033[0mx" },
		{ "\033[1mé\033[0m", "\033[1mé\033[0m" },
		{ "\033[?25l\033[>4m\033[1m", "\033[?25l\033[>4m\033[1m" },
		/* not too many in one */
		{ LONG LONG "x", LONG LONG "x" },
		{ LONG "\033[0mx", "\033[0mx" },
		/* cut off */
		{ "\033[1m\033[3", "\033[1m\033[3" },
		{ "\033[1m\033[", "\033[1m\033[" },
		{ "\033[1m\033", "\033[1m\033" },
		{ "\033(", "\033(" },
	};

	for (size_t i = 0; i < ARRAY_SIZE(cases); i++) {
		char *bytes = xstrdup(cases[i].frame);
		size_t length = squeeze(bytes, strlen(bytes));

		bytes[length] = '\0';
		assert_string_equal(bytes, cases[i].left);
		free(bytes);
	}
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(test_frames),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
