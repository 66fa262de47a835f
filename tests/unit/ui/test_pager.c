#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

#include <string.h>

#include "base/mem.h"
#include "ui/pager.h"

/* A conversation: item n has n % 4 + 1 lines "n.0", "n.1", …; it begins at `first` and grows at both
 * ends. */
struct talk {
	long first, end;
	size_t built;
};

static size_t count(void *data)
{
	const struct talk *talk = data;

	return (size_t)(talk->end - talk->first);
}

static uint64_t key(void *data, size_t index)
{
	const struct talk *talk = data;

	return (uint64_t)(talk->first + (long)index + 1000000);
}

static bool find(void *data, uint64_t wanted, size_t *index)
{
	const struct talk *talk = data;
	long number = (long)wanted - 1000000;

	if (number < talk->first || number >= talk->end)
		return false;
	*index = (size_t)(number - talk->first);
	return true;
}

static void build(void *data, size_t index, int width, struct pager_lines *lines)
{
	struct talk *talk = data;
	long number = talk->first + (long)index;

	(void)width;
	talk->built++;
	for (long i = 0; i <= ((number % 4) + 4) % 4; i++) {
		pager_line(lines, 0);
		pager_format(lines, STYLE_TEXT, "%ld.%ld", number, i);
	}
}

static const struct pager_source source = {
	.count = count,
	.key = key,
	.find = find,
	.build = build,
};

struct fixture {
	struct talk talk;
	struct pager *pager;
	struct surface surface;
};

static void draw(struct fixture *f)
{
	struct pane pane = pane_whole(&f->surface);

	pager_draw(f->pager, &pane, true);
}

static struct fixture *start(long first, long end, int height, unsigned flags)
{
	struct fixture *f = xcalloc(1, sizeof(*f));

	f->talk = (struct talk){ .first = first, .end = end };
	f->pager = pager_new(&source, &f->talk, flags);
	surface_init(&f->surface, 20, height);
	draw(f);
	return f;
}

static void stop(struct fixture *f)
{
	pager_free(f->pager);
	surface_release(&f->surface);
	free(f);
}

static void check_row(struct fixture *f, int row, const char *expected)
{
	struct strbuf text = STRBUF_INIT(STRBUF_LINE);

	surface_row_text(&f->surface, row, &text);
	assert_string_equal(text.data, expected);
	strbuf_release(&text);
}

static void test_only_what_is_seen_is_built(void **state)
{
	(void)state;
	struct fixture *f = start(0, 50000, 10, PAGER_FOLLOW);

	pager_to_end(f->pager);
	draw(f);
	check_row(f, 9, " 49999.3");
	assert_true(pager_at_end(f->pager));
	for (int i = 0; i < 20; i++) {
		pager_page(f->pager, -1);
		draw(f);
	}
	assert_in_range(f->talk.built, 10, 200);
	stop(f);
}

static void test_older_and_newer_items_do_not_move_what_is_read(void **state)
{
	(void)state;
	struct fixture *f = start(0, 100, 6, PAGER_FOLLOW);

	pager_show(f->pager, 1000050);
	draw(f);
	check_row(f, 5, " 50.2");
	pager_scroll(f->pager, 1);
	draw(f);
	check_row(f, 0, " 49.0");
	f->talk.first = -40;
	draw(f);
	check_row(f, 0, " 49.0");
	f->talk.end = 200;
	draw(f);
	check_row(f, 0, " 49.0");
	assert_false(pager_at_end(f->pager));
	assert_int_equal(pager_items_above(f->pager), 89);
	stop(f);
}

static void test_follow_stays_at_the_end(void **state)
{
	(void)state;
	struct fixture *f = start(0, 10, 5, PAGER_FOLLOW);

	pager_to_end(f->pager);
	draw(f);
	check_row(f, 4, " 9.1");
	f->talk.end = 12;
	draw(f);
	check_row(f, 4, " 11.3");
	assert_true(pager_at_end(f->pager));
	pager_scroll(f->pager, -1);
	f->talk.end = 13;
	draw(f);
	check_row(f, 4, " 11.2");
	stop(f);
	f = start(0, 10, 5, 0);
	pager_to_end(f->pager);
	f->talk.end = 12;
	draw(f);
	check_row(f, 4, " 9.1");
	stop(f);
}

static void test_scrolling_stops_at_both_ends(void **state)
{
	(void)state;
	struct fixture *f = start(0, 8, 6, 0); /* 20 lines */

	check_row(f, 0, " 0.0");
	assert_true(pager_at_start(f->pager));
	assert_false(pager_scroll(f->pager, -1));
	assert_true(pager_scroll(f->pager, 3));
	draw(f);
	check_row(f, 0, " 2.0");
	assert_true(pager_page(f->pager, 1));
	draw(f);
	check_row(f, 0, " 3.2");
	assert_true(pager_scroll(f->pager, 1000));
	draw(f);
	check_row(f, 0, " 6.1");
	check_row(f, 5, " 7.3");
	assert_false(pager_scroll(f->pager, 1));
	assert_true(pager_page(f->pager, -9));
	draw(f);
	check_row(f, 0, " 0.0");
	stop(f);
}

static void test_cursor_goes_from_item_to_item(void **state)
{
	(void)state;
	struct fixture *f = start(0, 8, 6, PAGER_ITEMS);

	check_row(f, 0, "▌0.0");
	check_row(f, 1, " 1.0");
	assert_true(pager_move(f->pager, 2));
	draw(f);
	check_row(f, 3, "▌2.0");
	check_row(f, 5, "▌2.2");
	assert_int_equal(f->surface.cursor_row, 3);
	assert_true(pager_move(f->pager, 1));
	draw(f);
	check_row(f, 2, "▌3.0");
	check_row(f, 5, "▌3.3");
	assert_true(pager_move(f->pager, -3));
	draw(f);
	check_row(f, 0, "▌0.0");
	assert_false(pager_move(f->pager, -1));
	/* Paging takes the cursor along, and to the very end. */
	pager_page(f->pager, 1);
	draw(f);
	assert_true(pager_cursor(f->pager) > 1000000);
	for (int i = 0; i < 9; i++)
		pager_page(f->pager, 1);
	draw(f);
	assert_int_equal(pager_cursor(f->pager), 1000007);
	assert_false(pager_move(f->pager, 1));
	stop(f);
}

static void test_an_item_higher_than_the_screen_scrolls(void **state)
{
	(void)state;
	struct fixture *f = start(3, 6, 2, PAGER_ITEMS); /* 4, 1 and 2 lines */

	check_row(f, 1, "▌3.1");
	assert_true(pager_move(f->pager, 1));
	draw(f);
	check_row(f, 1, "▌3.2");
	assert_true(pager_move(f->pager, 1));
	assert_true(pager_move(f->pager, 1));
	draw(f);
	check_row(f, 0, " 3.3");
	check_row(f, 1, "▌4.0");
	stop(f);
}

static void test_items_that_change_or_vanish(void **state)
{
	(void)state;
	struct fixture *f = start(0, 8, 6, PAGER_ITEMS);
	size_t built = f->talk.built;

	draw(f);
	assert_int_equal(f->talk.built, built);
	pager_changed(f->pager, 1000001);
	draw(f);
	assert_int_equal(f->talk.built, built + 1);
	pager_show(f->pager, 1000001);
	f->talk.first = 4; /* the item under the cursor is gone */
	draw(f);
	assert_true(pager_cursor(f->pager) >= 1000004);
	f->talk.end = 4;
	draw(f);
	check_row(f, 0, "");
	assert_false(pager_move(f->pager, 1));
	f->talk.end = 6;
	draw(f);
	check_row(f, 0, " 4.0");
	check_row(f, 1, "▌5.0");
	pager_reset(f->pager);
	draw(f);
	check_row(f, 0, "▌4.0");
	stop(f);
}

static struct pager_found look_for(struct pager *pager, const char *words, enum pager_way way)
{
	struct marks marks = { .count = 0 };

	if (words) {
		marks_add_text(&marks, words, strlen(words));
		pager_mark(pager, &marks);
	}
	marks_clear(&marks);
	return pager_find(pager, way);
}

static void expect_found(struct pager_found found, size_t at, size_t of, bool wrapped)
{
	assert_int_equal(found.at, at);
	assert_int_equal(found.of, of);
	assert_int_equal(found.wrapped, wrapped);
}

/* Lines "N.0" to at most "N.3" of items 0 to 99; a screen has six. */
static void test_searching(void **state)
{
	(void)state;
	struct fixture *f = start(0, 100, 6, 0);

	expect_found(look_for(f->pager, "7.3", PAGER_HERE), 1, 5, false);
	draw(f);
	check_row(f, 2, " 7.3");
	assert_true(f->surface.cells[2 * 20 + 1].style & STYLE_ON_MATCH);
	assert_int_equal(f->surface.cursor_row, 2);
	expect_found(look_for(f->pager, NULL, PAGER_NEXT), 2, 5, false);
	expect_found(look_for(f->pager, NULL, PAGER_PREVIOUS), 1, 5, false);
	expect_found(look_for(f->pager, NULL, PAGER_PREVIOUS), 5, 5, true);
	expect_found(look_for(f->pager, NULL, PAGER_NEXT), 1, 5, true);
	/* What is on the screen by then is gone on from. */
	pager_to_end(f->pager);
	expect_found(look_for(f->pager, NULL, PAGER_PREVIOUS), 5, 5, false);
	expect_found(look_for(f->pager, "nothing", PAGER_HERE), 0, 0, false);
	expect_found(look_for(f->pager, NULL, PAGER_NEXT), 0, 0, false);
	stop(f);
}

/* -- lines ---------------------------------------------------------------------------------- */

static size_t one(void *data)
{
	(void)data;
	return 1;
}

static uint64_t key_one(void *data, size_t index)
{
	(void)data;
	return index + 1;
}

static bool find_one(void *data, uint64_t wanted, size_t *index)
{
	(void)data;
	*index = 0;
	return wanted == 1;
}

static void build_all_kinds(void *data, size_t index, int width, struct pager_lines *lines)
{
	(void)data;
	(void)index;
	pager_span(lines, STYLE_TEXT, "left", 4);
	pager_right(lines);
	pager_span(lines, STYLE_DIM, "right", 5);
	pager_line(lines, 0);
	pager_span(lines, STYLE_TEXT, "middle", 6);
	pager_center(lines);
	pager_line(lines, 0);
	pager_span(lines, STYLE_TEXT, "rule", 4);
	pager_rule(lines);
	pager_line(lines, 3);
	pager_span_foreign(lines, STYLE_TEXT, "a\033b", 3);
	pager_text(lines, STYLE_TEXT, 2, width - 2, "wrapped at words\n\nand lines", 27);
	pager_line(lines, 0);
}

static void test_kinds_of_lines(void **state)
{
	(void)state;
	static const struct pager_source kinds = { one, key_one, find_one, build_all_kinds };
	struct fixture f;
	int lines;

	f.pager = pager_new(&kinds, NULL, 0);
	surface_init(&f.surface, 15, 12);
	draw(&f);
	check_row(&f, 0, " left     right");
	check_row(&f, 1, "     middle");
	check_row(&f, 2, " ── rule ──────");
	check_row(&f, 3, "    a␛b");
	check_row(&f, 4, "   wrapped at");
	check_row(&f, 5, "   words");
	check_row(&f, 6, "");
	check_row(&f, 7, "   and lines");
	check_row(&f, 8, "");
	pager_free(f.pager);
	surface_release(&f.surface);
	assert_int_equal(pager_measure("ab\nabcd", 7, 10, &lines), 4);
	assert_int_equal(lines, 2);
}

static void test_documents(void **state)
{
	(void)state;
	static const char text[] = "first\n\nthird line is long\nlast\0x";
	struct pager_document *document = pager_document_new(text, sizeof(text) - 1);
	struct fixture f;

	f.pager = pager_new(&pager_document_source, document, 0);
	surface_init(&f.surface, 12, 6);
	draw(&f);
	check_row(&f, 0, " first");
	check_row(&f, 1, "");
	check_row(&f, 2, " third line");
	check_row(&f, 3, " is long");
	check_row(&f, 4, " last␀x");
	pager_document_append(document, " goes on\n\nnew", 13);
	pager_changed(f.pager, 0);
	pager_to_end(f.pager);
	draw(&f);
	check_row(&f, 2, " last␀x goes");
	check_row(&f, 3, " on");
	check_row(&f, 4, "");
	check_row(&f, 5, " new");
	pager_free(f.pager);
	pager_document_free(document);
	surface_release(&f.surface);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(test_only_what_is_seen_is_built),
		cmocka_unit_test(test_older_and_newer_items_do_not_move_what_is_read),
		cmocka_unit_test(test_follow_stays_at_the_end),
		cmocka_unit_test(test_scrolling_stops_at_both_ends),
		cmocka_unit_test(test_cursor_goes_from_item_to_item),
		cmocka_unit_test(test_an_item_higher_than_the_screen_scrolls),
		cmocka_unit_test(test_items_that_change_or_vanish),
		cmocka_unit_test(test_searching),
		cmocka_unit_test(test_kinds_of_lines),
		cmocka_unit_test(test_documents),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
