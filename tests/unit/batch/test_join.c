#include "batch/join.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>
#include <string.h>
#include <unistd.h>

#include "base/date.h"
#include "base/file.h"
#include "model/export_row.h"

#define NAME "joined"
#define NO_DATE DATE_NONE

/* A message: its number, and when it was sent. */
struct given {
	uint32_t number;
	int64_t sent;
};

static void nothing(void *context)
{
	(void)context;
}

static void add_page(struct spool *spool, const struct window_place *place,
		     const struct given *given)
{
	static const struct spool_bad bad = { .records = 0 };
	struct strbuf rows = STRBUF_INIT(STRBUF_TEXT);
	uint32_t count = 0;

	for (; given->number; given++, count++) {
		char text[16];
		struct spool_row row;

		memset(&row, 0, sizeof(row));
		row.sid.kind = SID_SM;
		memcpy(row.sid.bytes, &given->number, sizeof(given->number));
		row.sent = row.when = given->sent;
		row.length = (uint32_t)snprintf(text, sizeof(text), "%u\n", given->number);
		strbuf_add(&rows, &row, sizeof(row));
		strbuf_add(&rows, text, row.length);
	}
	assert_true(spool_add(spool, place, &rows, count, &bad, NULL));
	strbuf_release(&rows);
}

/* The pages of two windows, the newer one first, joined. */
static void expect_joined(const struct given *newer, const struct given *older,
			  const char *expected)
{
	const struct window windows[] = {
		{ .id = 1, .done = true, .bound = DATE_NONE, .first_time = newer[0].sent },
		{ .id = 2, .done = true, .bound = DATE_NONE, .first_time = older[0].sent },
	};
	struct window_place place = { .windows = windows, .window_count = 2, .unsent_shown = true };
	struct strbuf text = STRBUF_INIT(STRBUF_TEXT);
	struct target target = { .output.file.fd = -1 };
	struct spool spool;
	uint64_t written;
	size_t files;

	assert_true(spool_open(&spool, NAME, false, "head", NULL, NULL));
	place.window = 2;
	add_page(&spool, &place, older);
	place.window = 1;
	add_page(&spool, &place, newer);
	assert_true(target_init(&target, NAME, true, NULL));
	target.format = export_format_find("jsonl");
	target.sheet = &sheet_messages;
	assert_true(target_open(&target, NULL));
	assert_true(join_windows(&spool, &target, &written, nothing, NULL, NULL));
	assert_true(target_commit(&target, &files, NULL));
	assert_true(file_read(NAME, &text, NULL));
	assert_string_equal(text.data, expected);
	strbuf_release(&text);
	target_release(&target);
	spool_close(&spool, false);
	unlink(NAME);
}

static void test_newer_windows_come_first(void **state)
{
	static const struct given newer[] = { { 9, 900 }, { 8, 800 }, { 0, 0 } };
	static const struct given older[] = { { 7, 700 }, { 6, 600 }, { 0, 0 } };

	(void)state;
	expect_joined(newer, older, "9\n8\n7\n6\n");
}

static void test_what_both_have_comes_once(void **state)
{
	static const struct given newer[] = { { 9, 900 }, { 8, 800 }, { 7, 700 }, { 0, 0 } };
	static const struct given older[] = { { 8, 800 }, { 7, 700 }, { 6, 600 }, { 0, 0 } };

	(void)state;
	expect_joined(newer, older, "9\n8\n7\n6\n");
}

/* All windows may begin with what was never sent: it belongs to the newest. */
static void test_the_unsent_at_the_beginning(void **state)
{
	static const struct given newer[] = { { 20, NO_DATE }, { 9, 900 }, { 0, 0 } };
	static const struct given older[] = { { 20, NO_DATE }, { 7, 700 }, { 0, 0 } };

	(void)state;
	expect_joined(newer, older, "20\n9\n7\n");
}

static void test_the_unsent_in_its_place(void **state)
{
	static const struct given newer[] = { { 9, 900 }, { 0, 0 } };
	static const struct given older[] = { { 7, 700 }, { 20, NO_DATE }, { 6, 600 }, { 0, 0 } };

	(void)state;
	expect_joined(newer, older, "9\n7\n20\n6\n");
}

/* It was sent between two runs: far above the place where it stood without a date. */
static void test_one_that_was_sent_meanwhile(void **state)
{
	static struct given newer[6000];
	static const struct given older[] = { { 7, 70 }, { 9999, NO_DATE }, { 6, 60 }, { 0, 0 } };
	struct strbuf expected = STRBUF_INIT(STRBUF_TEXT);

	(void)state;
	newer[0] = (struct given){ 9999, 100000 };
	strbuf_addstr(&expected, "9999\n");
	for (uint32_t i = 1; i < 5999; i++) {
		newer[i] = (struct given){ 10000 + i, 100000 - (int64_t)i };
		strbuf_addf(&expected, "%u\n", 10000 + i);
	}
	strbuf_addstr(&expected, "7\n6\n");
	expect_joined(newer, older, expected.data);
	strbuf_release(&expected);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(test_newer_windows_come_first),
		cmocka_unit_test(test_what_both_have_comes_once),
		cmocka_unit_test(test_the_unsent_at_the_beginning),
		cmocka_unit_test(test_the_unsent_in_its_place),
		cmocka_unit_test(test_one_that_was_sent_meanwhile),
	};

	return cmocka_run_group_tests_name("join", tests, NULL, NULL);
}
