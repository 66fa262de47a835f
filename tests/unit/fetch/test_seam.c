#include "fetch/seam.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

#include "base/date.h"

#define ROWS_MAX 8

/* Two letters a message: its name, and when it was sent as a digit (0: never). */
static size_t fill(const char *page, struct message *messages)
{
	size_t count = 0;

	for (; page[0]; page += 2) {
		struct message *message = &messages[count++];
		*message = (struct message){ .sid = { .kind = SID_SM } };
		message->sid.bytes[0] = (uint8_t)page[0];
		message->date_sent = page[1] == '0' ? DATE_NONE : page[1] - '0';
	}
	return count;
}

static void test_join(void **state)
{
	static const struct {
		const char *pages[3];
		const char *kept[3]; /* names */
	} cases[] = {
		{ { "a9b8", "c7d6", "e5" }, { "ab", "cd", "e" } },
		/* The list moved down by one, or by two. */
		{ { "a9b8", "b8c7", "c7d6" }, { "ab", "c", "d" } },
		{ { "a9b8c7", "b8c7d6", "" }, { "abc", "d", "" } },
		/* A second that pages share, in whatever order. */
		{ { "a9b8c8", "d8b8e8", "f7" }, { "abc", "de", "f" } },
		/* Never sent, before, between and behind. */
		{ { "x0a9b8", "x0c7", "y0" }, { "xab", "c", "y" } },
		{ { "a9x0b8", "y0x0c7", "y0" }, { "axb", "yc", "" } },
		{ { "x0y0", "y0a9", "b8" }, { "xy", "a", "b" } },
		/* Only the page before is known. */
		{ { "a9", "b9", "a9" }, { "a", "b", "a" } },
		{ { "", "a9", "a9" }, { "", "a", "" } },
	};

	(void)state;
	for (size_t i = 0; i < ARRAY_SIZE(cases); i++) {
		struct seam seam;

		seam_init(&seam);
		for (size_t page = 0; page < ARRAY_SIZE(cases[i].pages); page++) {
			struct message messages[ROWS_MAX];
			size_t count = fill(cases[i].pages[page], messages);
			size_t kept = seam_join(&seam, messages, count);

			assert_int_equal(kept, strlen(cases[i].kept[page]));
			for (size_t n = 0; n < kept; n++)
				assert_int_equal(messages[n].sid.bytes[0], cases[i].kept[page][n]);
		}
		seam_release(&seam);
	}
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(test_join),
	};

	return cmocka_run_group_tests_name("seam", tests, NULL, NULL);
}
