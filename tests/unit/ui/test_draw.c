#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

#include <string.h>

#include "base/mem.h"
#include "ui/surface.h"

struct screen {
	struct surface surface;
	struct pane pane;
};

static void start(struct screen *screen, int columns, int rows)
{
	surface_init(&screen->surface, columns, rows);
	screen->pane = pane_whole(&screen->surface);
}

/* Compares a row, and checks that no half of a wide character stands alone. */
static void check_row(const struct screen *screen, int row, const char *expected)
{
	struct strbuf text = STRBUF_INIT(STRBUF_LINE);
	const struct cell *cells = &screen->surface.cells[row * screen->surface.columns];

	surface_row_text(&screen->surface, row, &text);
	assert_string_equal(text.data, expected);
	strbuf_release(&text);
	for (int i = 0; i < screen->surface.columns; i++) {
		if (cells[i].width == 2)
			assert_int_equal(cells[i + 1].width, 0);
		if (cells[i].width == 0)
			assert_int_equal(cells[i - 1].width, 2);
		assert_true(cells[i].width == 0 || cells[i].text[0] >= ' ');
	}
}

static void test_text_is_cut_to_its_width(void **state)
{
	(void)state;
	static const struct {
		const char *text;
		int width;
		int used;
		const char *row;
	} cases[] = {
		{ "hello", 5, 5, "hello" },
		{ "hello", 4, 4, "hel…" },
		{ "hello", 1, 1, "…" },
		{ "hello", 0, 0, "" },
		{ "", 5, 0, "" },
		{ "日本語", 6, 6, "日本語" },
		{ "日本語", 5, 5, "日本…" },
		{ "日本語", 4, 3, "日…" },
		{ "日本語", 2, 1, "…" },
		{ "hello", 99, 5, "hello" },
		{ "e\xcc\x81t\xc3\xa9", 3, 3, "e\xcc\x81t\xc3\xa9" },
	};

	for (size_t i = 0; i < ARRAY_SIZE(cases); i++) {
		struct screen screen;

		start(&screen, 20, 1);
		assert_int_equal(draw_text(&screen.pane, 0, 0, cases[i].width, STYLE_TEXT,
					   cases[i].text),
				 cases[i].used);
		check_row(&screen, 0, cases[i].row);
		surface_release(&screen.surface);
	}
}

static void test_drawing_is_clipped_to_the_pane(void **state)
{
	(void)state;
	struct screen screen;
	struct pane part;

	start(&screen, 10, 3);
	part = pane_part(&screen.pane, 2, 1, 5, 1);
	draw_text(&part, 0, 0, 99, STYLE_TEXT, "0123456789");
	draw_text(&part, 0, 1, 99, STYLE_TEXT, "below");
	draw_text(&part, 0, -1, 99, STYLE_TEXT, "above");
	draw_text(&part, 9, 0, 99, STYLE_TEXT, "beside");
	check_row(&screen, 0, "");
	check_row(&screen, 1, "  0123…");
	check_row(&screen, 2, "");
	draw_text(&part, -2, 0, 99, STYLE_TEXT, "ab日c");
	check_row(&screen, 1, "  日c3…");
	draw_text(&part, -3, 0, 99, STYLE_TEXT, "ab日c");
	check_row(&screen, 1, "   cc3…");
	part = pane_part(&screen.pane, 8, 2, 99, 99);
	assert_int_equal(part.width, 2);
	assert_int_equal(part.height, 1);
	part = pane_part(&screen.pane, -4, -4, 6, 6);
	assert_int_equal(part.column, 0);
	assert_int_equal(part.width, 2);
	part = pane_part(&screen.pane, 50, 50, 6, 6);
	assert_int_equal(part.width, 0);
	draw_text(&part, 0, 0, 5, STYLE_TEXT, "nothing");
	draw_fill(&part, 0, 0, 5, STYLE_TEXT);
	draw_frame(&part, STYLE_BORDER, "none");
	surface_release(&screen.surface);
}

static void test_cutting_panes(void **state)
{
	(void)state;
	struct screen screen;
	struct pane top, bottom;

	start(&screen, 10, 5);
	top = pane_cut(&screen.pane, 1);
	bottom = pane_cut(&screen.pane, -2);
	assert_int_equal(top.row, 0);
	assert_int_equal(top.height, 1);
	assert_int_equal(bottom.row, 3);
	assert_int_equal(bottom.height, 2);
	assert_int_equal(screen.pane.row, 1);
	assert_int_equal(screen.pane.height, 2);
	bottom = pane_cut(&screen.pane, -9);
	assert_int_equal(bottom.height, 2);
	assert_int_equal(screen.pane.height, 0);
	surface_release(&screen.surface);
}

static void test_wide_characters_are_never_halved(void **state)
{
	(void)state;
	for (int at = 0; at < 8; at++) {
		struct screen screen;

		start(&screen, 8, 1);
		draw_text(&screen.pane, 0, 0, 8, STYLE_TEXT, "日本語文");
		draw_text(&screen.pane, at, 0, 1, STYLE_TEXT, "x");
		assert_int_equal(screen.surface.cells[at].text[0], 'x');
		for (int i = 0; i < 8; i++)
			if (screen.surface.cells[i].width == 0)
				assert_int_equal(screen.surface.cells[i - 1].width, 2);
		draw_fill(&screen.pane, at, 0, 1, STYLE_TEXT);
		draw_text(&screen.pane, at, 0, 2, STYLE_TEXT, "字");
		surface_release(&screen.surface);
	}
}

static void test_foreign_text_is_cleaned(void **state)
{
	(void)state;
	static const char evil[] = "a\033[2Jb\r\n\xc2\x9b"
				   "31m\xe2\x80\xae"
				   "c\0d\xff\x7f";
	struct screen screen;

	start(&screen, 40, 1);
	draw_foreign(&screen.pane, 0, 0, 40, STYLE_TEXT, evil, sizeof(evil) - 1);
	for (int i = 0; i < 40; i++) {
		uint32_t codepoint = screen.surface.cells[i].text[0];

		assert_true(codepoint >= ' ' && codepoint != 0x7f);
		assert_false(codepoint >= 0x80 && codepoint < 0xa0);
		assert_int_not_equal(codepoint, 0x202e);
	}
	/* Even our own words can't bring a control character to the terminal. */
	draw_text(&screen.pane, 0, 0, 40, STYLE_TEXT, "x\033y\x9b");
	assert_int_equal(screen.surface.cells[1].text[0], '?');
	surface_release(&screen.surface);
}

static void test_without_utf8_symbols_become_ascii_of_the_same_width(void **state)
{
	(void)state;
	struct screen screen;

	start(&screen, 20, 3);
	screen.surface.ascii = true;
	draw_text(&screen.pane, 0, 0, 20, STYLE_TEXT, "a…│日✓e\xcc\x81");
	check_row(&screen, 0, "a~|??ve");
	draw_rule(&screen.pane, 1, STYLE_BORDER, "t");
	check_row(&screen, 1, "-- t ---------------");
	draw_bar(&screen.pane, 0, 2, 10, STYLE_BAR, 0.5);
	check_row(&screen, 2, "#####");
	surface_release(&screen.surface);
}

static void test_fields_align_and_fill(void **state)
{
	(void)state;
	struct screen screen;

	start(&screen, 12, 4);
	for (int row = 0; row < 4; row++)
		draw_text(&screen.pane, 0, row, 12, STYLE_TEXT, "############");
	draw_field(&screen.pane, 1, 0, 6, STYLE_TEXT, DRAW_LEFT, "ab", 2, NULL);
	draw_field(&screen.pane, 1, 1, 6, STYLE_TEXT, DRAW_RIGHT, "ab", 2, NULL);
	draw_field(&screen.pane, 1, 2, 6, STYLE_TEXT, DRAW_CENTER, "ab", 2, NULL);
	draw_field(&screen.pane, 1, 3, 6, STYLE_TEXT, DRAW_RIGHT, "abcdefgh", 8, NULL);
	check_row(&screen, 0, "#ab    #####");
	check_row(&screen, 1, "#    ab#####");
	check_row(&screen, 2, "#  ab  #####");
	check_row(&screen, 3, "#abcde…#####");
	surface_release(&screen.surface);
}

static void test_matches_are_marked_without_regard_to_case(void **state)
{
	(void)state;
	struct screen screen;

	start(&screen, 13, 1);
	struct marks marks = { .count = 0 };
	marks_add_text(&marks, "äb", 3);
	marks_add_text(&marks, "", 0);
	draw_field(&screen.pane, 0, 0, 13, STYLE_TEXT, DRAW_LEFT, "xÄb日 日ÄB日x", 18, &marks);
	marks_clear(&marks);
	draw_matches(&screen.pane, 0, 0, 13, &marks);
	for (int i = 0; i < 13; i++) {
		bool marked = screen.surface.cells[i].style & STYLE_ON_MATCH;

		assert_int_equal(marked, i == 1 || i == 2 || i == 8 || i == 9);
	}
	surface_release(&screen.surface);
}

static void test_each_mark_is_shown_and_numbers_with_their_blanks(void **state)
{
	(void)state;
	static const char marked[] = "##  #####    ";
	struct marks marks = { .count = 0 };
	struct screen screen;

	start(&screen, 13, 1);
	marks_add_text(&marks, "AB", 2);
	marks_add(&marks, "1234", 4, true);
	marks_add(&marks, "56", 2, false);
	draw_field(&screen.pane, 0, 0, 13, STYLE_TEXT, DRAW_LEFT, "ab  12 34 5 6", 13, &marks);
	for (int i = 0; i < 13; i++)
		assert_int_equal(!!(screen.surface.cells[i].style & STYLE_ON_MATCH),
				 marked[i] == '#');
	marks_clear(&marks);
	surface_release(&screen.surface);
}

static void test_bars_and_sparks(void **state)
{
	(void)state;
	static const uint32_t values[] = { 0, 1, 50, 100 };
	struct screen screen;

	start(&screen, 10, 3);
	draw_bar(&screen.pane, 0, 0, 4, STYLE_BAR, 0.53125);
	check_row(&screen, 0, "██▏");
	draw_bar(&screen.pane, 0, 1, 4, STYLE_BAR, 7);
	check_row(&screen, 1, "████");
	draw_bar(&screen.pane, 0, 1, 4, STYLE_BAR, -1);
	check_row(&screen, 1, "");
	draw_spark(&screen.pane, 0, 2, STYLE_BAR, values, ARRAY_SIZE(values), 100);
	check_row(&screen, 2, " ▁▄█");
	draw_spark(&screen.pane, 0, 2, STYLE_BAR, values, ARRAY_SIZE(values), 0);
	surface_release(&screen.surface);
}

static void test_frames_and_rules(void **state)
{
	(void)state;
	struct screen screen;

	start(&screen, 12, 4);
	draw_frame(&screen.pane, STYLE_BORDER, "Title");
	check_row(&screen, 0, "┌─ Title ──┐");
	check_row(&screen, 1, "│          │");
	check_row(&screen, 3, "└──────────┘");
	draw_frame(&screen.pane, STYLE_BORDER, "A long title");
	check_row(&screen, 0, "┌─ A lon… ─┐");
	surface_release(&screen.surface);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(test_text_is_cut_to_its_width),
		cmocka_unit_test(test_drawing_is_clipped_to_the_pane),
		cmocka_unit_test(test_cutting_panes),
		cmocka_unit_test(test_wide_characters_are_never_halved),
		cmocka_unit_test(test_foreign_text_is_cleaned),
		cmocka_unit_test(test_without_utf8_symbols_become_ascii_of_the_same_width),
		cmocka_unit_test(test_fields_align_and_fill),
		cmocka_unit_test(test_matches_are_marked_without_regard_to_case),
		cmocka_unit_test(test_each_mark_is_shown_and_numbers_with_their_blanks),
		cmocka_unit_test(test_bars_and_sparks),
		cmocka_unit_test(test_frames_and_rules),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
