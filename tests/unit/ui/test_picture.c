#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

#include <stdlib.h>
#include <string.h>

#include "base/mem.h"
#include "ui/picture.h"

struct screen {
	struct surface surface;
	struct pane pane;
};

static void start(struct screen *screen, int columns, int rows)
{
	surface_init(&screen->surface, columns, rows);
	screen->pane = pane_whole(&screen->surface);
}

static const struct cell *at(const struct screen *screen, int column, int row)
{
	return &screen->surface.cells[row * screen->surface.columns + column];
}

/* 2 × 3: red, green / blue, white / black, grey. */
static uint8_t small[] = { 255, 0, 0, 0, 255, 0, 0, 0, 255, 255, 255, 255, 0, 0, 0, 128, 128, 128 };
static const struct picture picture = { 2, 3, small, NULL };

static void test_half_blocks(void **state)
{
	static const struct {
		enum style_depth depth;
		int32_t colors[6];
	} cases[] = {
		{ STYLE_TRUE,
		  { STYLE_RGB | 0xff0000, STYLE_RGB | 0x00ff00, STYLE_RGB | 0x0000ff,
		    STYLE_RGB | 0xffffff, STYLE_RGB, STYLE_RGB | 0x808080 } },
		{ STYLE_256, { 196, 46, 21, 231, 16, 244 } },
	};

	(void)state;
	for (size_t i = 0; i < ARRAY_SIZE(cases); i++) {
		struct screen screen;

		start(&screen, 4, 3);
		picture_draw(&screen.pane, 1, 0, &picture, cases[i].depth);
		for (int k = 0; k < 6; k++) {
			const struct cell *cell = at(&screen, 1 + k % 2, k / 4);

			assert_int_equal(cell->text[0], 0x2580);
			assert_int_equal(cell->width, 1);
			assert_int_equal(cell->style, STYLE_PICTURE);
			assert_int_equal(cell->text[k / 2 % 2 ? 2 : 1], cases[i].colors[k]);
		}
		/* An odd last row has black below it, and what is beside stays. */
		assert_int_equal(at(&screen, 1, 1)->text[2],
				 cases[i].depth == STYLE_TRUE ? STYLE_RGB : 16);
		assert_int_equal(at(&screen, 0, 0)->text[0], ' ');
		assert_int_equal(at(&screen, 3, 1)->text[0], ' ');
		surface_release(&screen.surface);
	}
}

/* With few colours every one is one of them, and a grey is a mixture. */
static void test_few_colors(void **state)
{
	uint8_t grey[16 * 16 * 3];
	struct picture even = { 16, 16, grey, NULL };
	int black = 0, white = 0;
	struct screen screen;

	(void)state;
	memset(grey, 115, sizeof(grey));
	start(&screen, 16, 8);
	picture_draw(&screen.pane, 0, 0, &even, STYLE_8);
	for (int i = 0; i < 16 * 8; i++) {
		for (int half = 1; half <= 2; half++) {
			uint32_t color = at(&screen, i % 16, i / 16)->text[half];

			assert_in_range(color, 0, 7);
			black += color == 0;
			white += color == 7;
		}
	}
	assert_int_equal(black + white, 256);
	assert_in_range(black, 96, 160);
	picture_draw(&screen.pane, 0, 0, &picture, STYLE_16);
	assert_int_equal(at(&screen, 0, 0)->text[1] % 8, 1); /* one of the two reds */
	surface_release(&screen.surface);
}

static void check_row(const struct screen *screen, int row, const char *expected)
{
	struct strbuf text = STRBUF_INIT(STRBUF_LINE);

	surface_row_text(&screen->surface, row, &text);
	assert_string_equal(text.data, expected);
	strbuf_release(&text);
}

static void test_characters(void **state)
{
	uint8_t ramp[10 * 2 * 3];
	struct picture slope = { 10, 2, ramp, NULL };
	struct screen screen;

	(void)state;
	for (unsigned i = 0; i < sizeof(ramp); i++)
		ramp[i] = (uint8_t)(i / 3 % 10 * 12 + 60);
	start(&screen, 12, 2);
	picture_draw(&screen.pane, 0, 0, &slope, STYLE_MONO);
	check_row(&screen, 0, " .:-=+*#%@");
	/* Colours, but no block to show them with. */
	draw_clear(&screen.pane, STYLE_TEXT);
	screen.surface.ascii = true;
	picture_draw(&screen.pane, 0, 0, &slope, STYLE_256);
	check_row(&screen, 0, " .:-=+*#%@");
	/* All of one brightness. */
	memset(ramp, 77, sizeof(ramp));
	picture_draw(&screen.pane, 0, 1, &slope, STYLE_MONO);
	check_row(&screen, 1, "");
	surface_release(&screen.surface);
}

static void test_is_cut(void **state)
{
	struct screen screen;
	struct pane part;

	(void)state;
	start(&screen, 3, 3);
	part = pane_part(&screen.pane, 1, 1, 1, 1);
	picture_draw(&part, 0, 0, &picture, STYLE_TRUE);
	picture_draw(&part, -1, -1, &picture, STYLE_TRUE);
	picture_draw(&part, 5, 5, &picture, STYLE_TRUE);
	for (int i = 0; i < 9; i++)
		assert_int_equal(screen.surface.cells[i].style, i == 4 ? STYLE_PICTURE : 0);
	assert_int_equal(at(&screen, 1, 1)->text[1], STYLE_RGB | 0x808080);
	surface_release(&screen.surface);
}

/* The text of a row has no colours in it. */
static void test_row_text(void **state)
{
	struct screen screen;

	(void)state;
	start(&screen, 4, 2);
	picture_draw(&screen.pane, 0, 0, &picture, STYLE_256);
	check_row(&screen, 0, "▀▀");
	assert_int_equal(picture_rows(&picture), 2);
	surface_release(&screen.surface);
}

#define PIXELS "abcdefghijklmnopqr"

/* What the helper writes, and whatever a broken one might. */
static void test_parse(void **state)
{
	static const struct {
		const char *text;
		bool good;
	} cases[] = {
		{ "P6\n# jpeg 640x480\n3 2\n255\n" PIXELS, true },
		{ "P6\n# jpeg 640x480\n2 3\n255\n" PIXELS, true },
		{ "P6\n# jpeg 640x480\n3 2\n255\n" PIXELS "s", false },
		{ "P6\n# jpeg 640x480\n3 3\n255\n" PIXELS, false },
		{ "P6\n# jpeg 640x480\n0 2\n255\n", false },
		{ "P6\n# jpeg 640x480\n99999999999999999999 2\n255\n" PIXELS, false },
		{ "P6\n# jpeg 640x480\n-3 -2\n255\n" PIXELS, false },
		{ "P6\n# jpeg 640x480\n3 2\n65535\n" PIXELS, false },
		{ "P6\n# \033]0;x 640x480\n3 2\n255\n" PIXELS, false },
		{ "P6\n# averyveryverylongkind 640x480\n3 2\n255\n" PIXELS, false },
		{ "P6\n3 2\n255\n" PIXELS, false },
		{ "P5\n# jpeg 640x480\n3 2\n255\n" PIXELS, false },
		{ "P6\n# jpeg 640x480\n3 2\n255", false },
		{ "", false },
	};

	(void)state;
	for (size_t i = 0; i < ARRAY_SIZE(cases); i++) {
		/* In a block of exactly its size. */
		size_t length = strlen(cases[i].text);
		char *exact = xmemdup(cases[i].text, length);
		struct picture read = { .width = 0 };
		struct picture_origin origin;

		assert_int_equal(picture_parse(&read, &origin, exact, length, NULL), cases[i].good);
		if (cases[i].good) {
			assert_string_equal(origin.kind, "jpeg");
			assert_int_equal(origin.width, 640);
			assert_int_equal(read.width * read.height, 6);
			assert_memory_equal(read.rgb, PIXELS, strlen(PIXELS));
		}
		picture_release(&read);
		free(exact);
	}
}

static const char cells_head[] = "C1\n# png 64x48\n2 1\n";

/* Two cells: a quadrant and a blank. */
static void make_cells(struct strbuf *out, const char *characters)
{
	strbuf_addstr(out, cells_head);
	for (int i = 0; i < 2; i++) {
		strbuf_add(out, characters + (ptrdiff_t)4 * i, 4);
		strbuf_add(out, "\xff\x00\x00\x00\x00\xff", 6);
	}
}

static void test_cells(void **state)
{
	static const char good[] = "\0\0\x25\x9a\0\0\0 ";
	static const char *const bad[] = { "\0\0\0\x1b\0\0\0 ", "\0\0\x25\xa0\0\0\0 ",
					   "\0\0\x25\x7f\0\0\0 ", "\0\0\0\0\0\0\0 ",
					   "\x25\0\0\x80\0\0\0 " };
	struct strbuf text = STRBUF_INIT(STRBUF_LINE);
	struct picture read = { .width = 0 };
	struct picture_origin origin;
	struct screen screen;

	(void)state;
	make_cells(&text, good);
	assert_true(picture_parse(&read, &origin, text.data, text.length, NULL));
	assert_false(picture_parse(&read, &origin, text.data, text.length - 1, NULL));
	assert_true(picture_is_there(&read));
	assert_int_equal(picture_rows(&read), 1);
	start(&screen, 4, 1);
	picture_draw(&screen.pane, 1, 0, &read, STYLE_256);
	check_row(&screen, 0, " \xe2\x96\x9a");
	assert_int_equal(at(&screen, 1, 0)->text[1], 196);
	assert_int_equal(at(&screen, 2, 0)->text[2], 21);
	picture_draw(&screen.pane, 1, 0, &read, STYLE_TRUE);
	assert_int_equal(at(&screen, 1, 0)->text[1], STYLE_RGB | 0xff0000);
	picture_release(&read);
	surface_release(&screen.surface);
	for (size_t i = 0; i < ARRAY_SIZE(bad); i++) {
		strbuf_reset(&text);
		make_cells(&text, bad[i]);
		assert_false(picture_parse(&read, &origin, text.data, text.length, NULL));
	}
	strbuf_release(&text);
}

static uint32_t square(uint32_t a, uint32_t b, int shift)
{
	int difference = (int)(a >> shift & 255) - (int)(b >> shift & 255);

	return (uint32_t)(difference * difference);
}

static uint32_t distance(uint32_t a, uint32_t b)
{
	return 3 * square(a, b, 16) + 4 * square(a, b, 8) + 2 * square(a, b, 0);
}

/* The short way to the nearest of 240 colours finds what looking at all of them does. */
static void test_nearest(void **state)
{
	(void)state;
	for (uint32_t i = 0; i < 40000; i++) {
		uint32_t rgb = i * 2654435761u >> 8;
		uint32_t least = UINT32_MAX;

		if (i % 3 == 0)
			rgb = (rgb & 255) * 0x010101;
		for (int k = 16; k < 256; k++) {
			uint32_t far = distance(rgb, style_palette_rgb(k));

			least = far < least ? far : least;
		}
		assert_int_equal(distance(rgb, style_palette_rgb(style_nearest_256(rgb))), least);
	}
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(test_half_blocks), cmocka_unit_test(test_few_colors),
		cmocka_unit_test(test_characters),  cmocka_unit_test(test_is_cut),
		cmocka_unit_test(test_row_text),    cmocka_unit_test(test_nearest),
		cmocka_unit_test(test_parse),       cmocka_unit_test(test_cells),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
