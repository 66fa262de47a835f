#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

#include "base/mem.h"
#include "ui/chart.h"

struct screen {
	struct surface surface;
	struct pane pane;
};

static void start(struct screen *screen, int columns, int rows, bool ascii)
{
	surface_init(&screen->surface, columns, rows);
	screen->surface.ascii = ascii;
	screen->pane = pane_whole(&screen->surface);
}

static void check(struct screen *screen, const char *const *expected)
{
	struct strbuf text = STRBUF_INIT(STRBUF_LINE);

	for (int row = 0; row < screen->surface.rows; row++) {
		strbuf_reset(&text);
		surface_row_text(&screen->surface, row, &text);
		assert_string_equal(text.data, expected[row]);
	}
	strbuf_release(&text);
	surface_release(&screen->surface);
}

static const double shares[] = { 0, 1, 0.5, 0.001, 0.25, 7, -1 };

static void test_columns(void **state)
{
	(void)state;
	struct screen screen;

	start(&screen, 7, 2, false);
	chart_columns(&screen.pane, STYLE_BAR, shares, ARRAY_SIZE(shares), 6, 2);
	assert_int_equal(screen.surface.cells[7 + 1].style, STYLE_BAR);
	assert_int_equal(screen.surface.cells[7 + 2].style, STYLE_ACCENT);
	check(&screen, (const char *const[]){ " █   █", " ██▁▄█" });
}

static void test_columns_are_wide_where_there_is_room(void **state)
{
	(void)state;
	struct screen screen;

	start(&screen, 12, 1, false);
	chart_columns(&screen.pane, STYLE_BAR, shares, 3, 4, SIZE_MAX);
	check(&screen, (const char *const[]){ "    ███ ▄▄▄" });
	start(&screen, 12, 1, false);
	chart_columns(&screen.pane, STYLE_BAR, shares, 3, 2, SIZE_MAX);
	check(&screen, (const char *const[]){ "  ██▄▄" });
}

/* Drawn again lower, nothing of the higher one remains. */
static void test_columns_clear_what_is_above(void **state)
{
	(void)state;
	struct screen screen;
	const double low[] = { 0.1, 0.1 };

	start(&screen, 2, 2, false);
	chart_columns(&screen.pane, STYLE_BAR, (const double[]){ 1, 1 }, 2, 1, SIZE_MAX);
	chart_columns(&screen.pane, STYLE_BAR, low, 2, 1, SIZE_MAX);
	check(&screen, (const char *const[]){ "", "▂▂" });
}

static void test_more_columns_than_cells(void **state)
{
	(void)state;
	struct screen screen;

	start(&screen, 3, 1, false);
	chart_columns(&screen.pane, STYLE_BAR, shares, ARRAY_SIZE(shares), 6, SIZE_MAX);
	chart_columns(&screen.pane, STYLE_BAR, shares, 0, 6, SIZE_MAX);
	check(&screen, (const char *const[]){ "" });
	assert_int_equal(chart_column(3, 0, 6, 0).width, 0);
}

static void test_where_a_column_stands(void **state)
{
	(void)state;
	static const struct {
		int width, most;
		size_t count, index;
		int column, cells;
	} cases[] = {
		{ 80, 6, 24, 0, 0, 2 },   { 80, 6, 24, 23, 69, 2 }, { 72, 6, 12, 11, 66, 5 },
		{ 80, 6, 62, 61, 61, 1 }, { 80, 6, 30, 1, 2, 2 },
	};

	for (size_t i = 0; i < ARRAY_SIZE(cases); i++) {
		struct chart_cells cells =
			chart_column(cases[i].width, cases[i].count, cases[i].most, cases[i].index);
		assert_int_equal(cells.column, cases[i].column);
		assert_int_equal(cells.width, cases[i].cells);
	}
}

static void test_heat(void **state)
{
	(void)state;
	struct screen screen;
	static const double map[] = { 0, 0.01, 0.5, 0.75, 1, 0 };

	start(&screen, 6, 2, false);
	chart_heat(&screen.pane, STYLE_BAR, map, 2, 3, 2);
	check(&screen, (const char *const[]){ "· ░░▒▒", "▓▓██·" });
}

static void test_without_utf8(void **state)
{
	(void)state;
	struct screen screen;
	static const double map[] = { 0, 0.01, 0.5, 0.75, 1, 0 };

	start(&screen, 7, 2, true);
	chart_columns(&screen.pane, STYLE_BAR, shares, ARRAY_SIZE(shares), 6, SIZE_MAX);
	check(&screen, (const char *const[]){ " #   #", " ##_.#" });
	start(&screen, 6, 1, true);
	chart_heat(&screen.pane, STYLE_BAR, map, 1, 6, 1);
	check(&screen, (const char *const[]){ " .:+#" });
}

int main(void)
{
	static const struct CMUnitTest tests[] = {
		cmocka_unit_test(test_columns),
		cmocka_unit_test(test_columns_are_wide_where_there_is_room),
		cmocka_unit_test(test_columns_clear_what_is_above),
		cmocka_unit_test(test_more_columns_than_cells),
		cmocka_unit_test(test_where_a_column_stands),
		cmocka_unit_test(test_heat),
		cmocka_unit_test(test_without_utf8),
	};

	return cmocka_run_group_tests_name("ui/chart", tests, NULL, NULL);
}
