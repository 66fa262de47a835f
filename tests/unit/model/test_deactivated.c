#include "model/deactivated.h"

#include <setjmp.h>
#include <stdarg.h>
#include <string.h>

#include <cmocka.h>

#include "base/date.h"
#include "base/mem.h"

#define ROOM 16

/* -- lines ------------------------------------------------------------------------------------- */

static const struct {
	const char *file;
	uint64_t numbers[4]; /* ends with 0 */
	uint64_t bad;
} files[] = {
	{ "12015550100\n12015550101\n", { 12015550100, 12015550101 }, 0 },
	{ "+12015550100\n+12015550101", { 12015550100, 12015550101 }, 0 },
	{ "12015550100\r\n\r\n12015550101\r\n", { 12015550100, 12015550101 }, 0 },
	{ "\n\n  12015550100 \t\n\n", { 12015550100 }, 0 },
	{ "2015550100\n", { 12015550100 }, 0 },
	{ "5550100\n", { 5550100 }, 0 },
	{ "999999999999999\n", { 999999999999999 }, 0 },
	{ "", { 0 }, 0 },
	{ "\n", { 0 }, 0 },
	{ "number\n12015550100\n", { 12015550100 }, 1 },
	{ "555010\n", { 0 }, 1 },
	{ "1234567890123456\n12015550100\n", { 12015550100 }, 1 },
	{ "+\n++12015550100\n1201 5550100\n1201-5550100\n", { 0 }, 4 },
	{ "12015550100x\n12015550101 x", { 0 }, 2 },
	{ "0000000000000\n", { 0 }, 1 },
	{ "0015550100\n02015550100\n+0012015550100\n12015550101", { 12015550101 }, 3 },
};

/* Each file in pieces of this many bytes, into room for so many numbers. */
static void check_file(size_t at, size_t piece, size_t room)
{
	const char *file = files[at].file;
	size_t length = strlen(file), count = 0, taken;
	struct deactivated_lines lines = { .bad = 0 };
	uint64_t numbers[ROOM];

	for (size_t from = 0; from < length; from += taken) {
		size_t left = length - from;

		count += deactivated_lines_feed(&lines, file + from, left < piece ? left : piece,
						numbers + count, room, &taken);
		assert_true(taken > 0);
	}
	count += deactivated_lines_end(&lines, &numbers[count]);
	size_t expected = 0;
	while (files[at].numbers[expected])
		expected++;
	assert_int_equal(count, expected);
	assert_memory_equal(numbers, files[at].numbers, count * sizeof(*numbers));
	assert_int_equal(lines.bad, files[at].bad);
}

static void lines_cut_anywhere(void **state)
{
	(void)state;
	for (size_t at = 0; at < ARRAY_SIZE(files); at++)
		for (size_t piece = 1; piece < 40; piece++)
			for (size_t room = 1; room < 4; room++)
				check_file(at, piece, room);
}

/* -- days -------------------------------------------------------------------------------------- */

#define NOW date_from_civil(2026, 11, 23, 0, 30, 0)

static void days(void **state)
{
	static const struct {
		const char *typed;
		const char *day; /* NULL: refused */
		const char *words;
	} cases[] = {
		{ "2020-08-27", "2020-08-27", NULL },
		{ "2020-08-26", NULL, "30113" },
		{ "1970-01-01", NULL, "30113" },
		{ "2026-11-22", "2026-11-22", NULL },
		{ "2026-11-23", NULL, "2026-11-22" },
		{ "today", NULL, "30114" },
		{ "2027-01-01", NULL, "30114" },
		{ "yesterday", "2026-11-22", NULL },
		{ "2d", "2026-11-21", NULL },
		{ "2026-02-30", NULL, "" },
		{ "whenever", NULL, "" },
		{ "", NULL, "" },
	};

	(void)state;
	assert_int_equal(deactivated_last_day(NOW), date_from_civil(2026, 11, 22, 0, 0, 0));
	for (size_t i = 0; i < ARRAY_SIZE(cases); i++) {
		struct error err = ERROR_INIT;
		char text[DATE_ISO_SIZE];
		int64_t day = 1;
		bool good = deactivated_parse_day(cases[i].typed, strlen(cases[i].typed), NOW, &day,
						  &err);

		if (good != (cases[i].day != NULL))
			fail_msg("%s: %s", cases[i].typed, error_text(&err));
		if (good) {
			date_format_day(day, text);
			assert_string_equal(text, cases[i].day);
			assert_int_equal(day % 86400, 0);
		} else {
			assert_int_equal(err.kind, ERROR_USAGE);
			assert_non_null(strstr(error_text(&err), cases[i].words));
			assert_int_equal(day, 1);
		}
		error_release(&err);
	}
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(lines_cut_anywhere),
		cmocka_unit_test(days),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
