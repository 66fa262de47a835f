#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

#include <string.h>

#include "base/clock.h"
#include "base/mem.h"
#include "ui/key.h"
#include "ui/palette.h"

#define NEVER INT64_MAX

static size_t things;

static size_t count(void *context, const char *typed)
{
	(void)context, (void)typed;
	return things;
}

/* "thing 0", "thing 1", …; the place of 7 is that of 3, and 5 is gone. */
static bool item(void *context, size_t index, struct palette_item *out)
{
	(void)context;
	strbuf_addf(&out->text, "thing %zu", index);
	strbuf_addf(&out->also, "no%zux", index);
	strbuf_addf(&out->line, "go %zu", index == 7 ? (size_t)3 : index);
	out->kind = "thing";
	out->bonus = index == 4 ? 50 : 0;
	return index != 5;
}

static const struct palette_source source = { .count = count, .item = item, .title = "Go" };

static void press(struct palette *palette, const char *keys)
{
	for (; *keys; keys++)
		assert_int_equal(palette_key(palette, (uint32_t)(unsigned char)*keys),
				 PALETTE_OPEN);
}

static void rank(struct palette *palette)
{
	bool changed = false;

	while (palette_work(palette, NEVER, &changed))
		;
	assert_true(changed);
}

static void expect(const struct palette *palette, const char *line)
{
	assert_non_null(palette_choice(palette));
	assert_string_equal(palette_choice(palette)->line.data, line);
}

static void test_what_is_worth_more_comes_first(void **state)
{
	struct palette *palette;

	(void)state;
	things = 10;
	palette = palette_new(&source, "");
	rank(palette);
	expect(palette, "go 4");
	palette_key(palette, UIKEY_DOWN);
	expect(palette, "go 0");
	palette_key(palette, UIKEY_UP);
	palette_key(palette, UIKEY_UP);
	expect(palette, "go 4");
	for (int i = 0; i < 20; i++)
		palette_key(palette, UIKEY_DOWN);
	expect(palette, "go 9");
	press(palette, "no8x");
	rank(palette);
	expect(palette, "go 8");
	press(palette, "y");
	rank(palette);
	assert_null(palette_choice(palette));
	assert_int_equal(palette_key(palette, UIKEY_ENTER), PALETTE_OPEN);
	assert_int_equal(palette_key(palette, UIKEY_ESC), PALETTE_CANCELLED);
	palette_free(palette);
}

static void test_one_place_is_listed_once(void **state)
{
	struct palette *palette;
	size_t found = 1;

	(void)state;
	things = 10;
	palette = palette_new(&source, "thing");
	rank(palette);
	for (const char *before = ""; strcmp(before, "go 9") != 0; found++) {
		palette_key(palette, UIKEY_DOWN);
		before = palette_choice(palette)->line.data;
		assert_string_not_equal(before, "go 5");
		assert_string_not_equal(before, "go 7");
	}
	assert_int_equal(found, 8); /* and the first */
	palette_free(palette);
}

static void test_very_many_are_ranked_in_slices(void **state)
{
	struct palette *palette;
	bool changed = false;

	(void)state;
	things = 100000;
	palette = palette_new(&source, "no99999x");
	assert_true(palette_work(palette, 0, &changed));
	assert_null(palette_choice(palette));
	/* Enter means the best of all, also of those that are not ranked yet. */
	assert_int_equal(palette_key(palette, UIKEY_ENTER), PALETTE_OPEN);
	assert_false(palette_entered(palette));
	rank(palette);
	assert_true(palette_entered(palette));
	expect(palette, "go 99999");
	palette_free(palette);
}

static void test_a_key_takes_enter_back(void **state)
{
	struct palette *palette;

	(void)state;
	things = 100000;
	palette = palette_new(&source, "no");
	assert_int_equal(palette_key(palette, UIKEY_ENTER), PALETTE_OPEN);
	press(palette, "1");
	rank(palette);
	assert_false(palette_entered(palette));
	assert_int_equal(palette_key(palette, UIKEY_ENTER), PALETTE_CHOSEN);
	palette_free(palette);
}

static void test_the_cursor_stays_when_more_come(void **state)
{
	struct palette *palette;

	(void)state;
	things = 3;
	palette = palette_new(&source, "thing");
	rank(palette);
	palette_key(palette, UIKEY_DOWN);
	expect(palette, "go 1");
	things = 300;
	palette_again(palette);
	rank(palette);
	expect(palette, "go 1");
	palette_free(palette);
}

static void test_a_paste_is_typed(void **state)
{
	struct palette *palette;

	(void)state;
	things = 10;
	palette = palette_new(&source, "");
	palette_paste(palette, "no6x", 4);
	rank(palette);
	expect(palette, "go 6");
	palette_free(palette);
}

/* How many rows the box has above the line, and in which the first thing is. */
static int box_height(struct palette *palette, int rows)
{
	struct surface surface;
	struct pane above, line;
	int height = 0;

	surface_init(&surface, 80, rows);
	above = pane_whole(&surface);
	line = pane_cut(&above, -1);
	palette_draw(palette, &above, &line);
	for (int row = 0; row < above.height; row++) {
		struct strbuf text = STRBUF_INIT(STRBUF_LINE);

		surface_row_text(&surface, row, &text);
		height += text.length > 0;
		strbuf_release(&text);
	}
	surface_release(&surface);
	return height;
}

static void test_the_box_has_the_rows_that_suit_the_terminal(void **state)
{
	static const struct {
		size_t things;
		int rows, height;
	} cases[] = {
		{ 300, 22, 14 }, { 300, 49, 32 }, { 300, 13, 12 },
		{ 300, 10, 9 },  { 5, 49, 7 },    { 0, 22, 3 },
	};

	(void)state;
	for (size_t i = 0; i < sizeof(cases) / sizeof(cases[0]); i++) {
		struct palette *palette;

		things = cases[i].things;
		palette = palette_new(&source, "");
		while (palette_work(palette, NEVER, &(bool){ false }))
			;
		assert_int_equal(box_height(palette, cases[i].rows), cases[i].height);
		palette_free(palette);
	}
}

/* A page is what is shown. */
static void test_pages_are_as_long_as_the_box(void **state)
{
	struct palette *palette;

	(void)state;
	things = 300;
	palette = palette_new(&source, "");
	rank(palette);
	assert_int_equal(box_height(palette, 49), 32);
	palette_key(palette, UIKEY_PGDN);
	expect(palette, "go 32"); /* 4 is worth more, 5 is gone, 7 is where 3 is */
	palette_key(palette, UIKEY_PGUP);
	expect(palette, "go 4");
	palette_free(palette);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(test_what_is_worth_more_comes_first),
		cmocka_unit_test(test_one_place_is_listed_once),
		cmocka_unit_test(test_very_many_are_ranked_in_slices),
		cmocka_unit_test(test_a_key_takes_enter_back),
		cmocka_unit_test(test_the_cursor_stays_when_more_come),
		cmocka_unit_test(test_a_paste_is_typed),
		cmocka_unit_test(test_the_box_has_the_rows_that_suit_the_terminal),
		cmocka_unit_test(test_pages_are_as_long_as_the_box),
	};

	return cmocka_run_group_tests_name("palette", tests, NULL, NULL);
}
