#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

#include <string.h>

#include "base/mem.h"
#include "ui/chrome.h"

static void check(const struct bar *bar, int width, const char *expected)
{
	struct strbuf text = STRBUF_INIT(STRBUF_LINE);
	struct surface surface;
	struct pane pane;

	surface_init(&surface, width, 1);
	pane = pane_whole(&surface);
	bar_draw(bar, &pane, 0, STYLE_FOOTER);
	surface_row_text(&surface, 0, &text);
	assert_string_equal(text.data, expected);
	strbuf_release(&text);
	surface_release(&surface);
}

static void test_segments_go_by_rank(void **state)
{
	(void)state;
	struct bar bar;

	bar_init(&bar);
	bar_add(&bar, STYLE_TEXT, 1, "%d rows", 42);
	bar_add(&bar, STYLE_TEXT, 3, "three");
	bar_add(&bar, STYLE_KEY, 2, "k");
	bar_glue(&bar, STYLE_FOOTER, " two");
	bar_to_right(&bar);
	bar_add(&bar, STYLE_TEXT, 4, "four");
	check(&bar, 40, " 42 rows three k two               four");
	check(&bar, 26, " 42 rows three k two four");
	check(&bar, 25, " 42 rows three k two");
	check(&bar, 20, " 42 rows k two");
	check(&bar, 13, " 42 rows");
	check(&bar, 5, " 42 …");
	bar_reset(&bar);
	bar_to_right(&bar);
	bar_add(&bar, STYLE_BAD, 1, "longer than the line");
	check(&bar, 12, " longer tha…");
	bar_reset(&bar);
	check(&bar, 10, "");
	bar_release(&bar);
}

static void test_foreign_text_and_progress(void **state)
{
	(void)state;
	struct bar bar;

	bar_init(&bar);
	bar_add_foreign(&bar, STYLE_TEXT, 1, "a\033[2Jb", 6);
	bar_add_progress(&bar, STYLE_BAR, 2, 6, 0.5);
	bar_add(&bar, STYLE_TEXT, 3, "%s", ""); /* nothing is no segment */
	check(&bar, 30, " a␛[2Jb ▕██  ▏");
	bar_reset(&bar);
	bar_add(&bar, STYLE_TEXT, 1, "5 match");
	bar_add_foreign(&bar, STYLE_MATCH, 2, "is:failed country:BR", 20);
	bar_to_right(&bar);
	bar_add(&bar, STYLE_TEXT, 1, "300");
	check(&bar, 40, " 5 match is:failed country:BR       300");
	check(&bar, 30, " 5 match is:failed count… 300");
	check(&bar, 22, " 5 match is:fail… 300");
	check(&bar, 21, " 5 match         300");
	bar_release(&bar);
}

static void test_a_long_name_is_cut(void **state)
{
	static const struct {
		const char *text;
		int cells;
		const char *shown;
	} cases[] = {
		{ "Fernhill", 8, " Fernhill" },
		{ "Fernhill Clinic", 8, " Fernhil…" },
		{ "\u65e5\u672c\u8a9e\u8a9e", 6, " \u65e5\u672c…" },
		{ "a\033b", 3, " a␛b" },
		{ "ab", 1, " …" },
		{ "ab", 0, " ab" },
	};
	struct bar bar;

	(void)state;
	bar_init(&bar);
	for (size_t i = 0; i < ARRAY_SIZE(cases); i++) {
		bar_reset(&bar);
		bar_add_short(&bar, STYLE_TEXT, 1, cases[i].cells, cases[i].text,
			      strlen(cases[i].text));
		check(&bar, 30, cases[i].shown);
	}
	bar_release(&bar);
}

static void test_too_many_segments_are_left_out(void **state)
{
	(void)state;
	struct bar bar;

	bar_init(&bar);
	for (int i = 0; i < 2 * BAR_SEGMENTS_MAX; i++)
		bar_add(&bar, STYLE_TEXT, 1, "%d", i);
	assert_int_equal(bar.count, BAR_SEGMENTS_MAX);
	bar_release(&bar);
}

static void test_tabs_shrink(void **state)
{
	(void)state;
	static const struct bar_tab tabs[] = {
		{ "1", "Conversations" }, { "2", "Messages" }, { "3", "Media" },
		{ "4", "Services" },      { "5", "Numbers" },  { "6", "Prices" },
	};
	static const struct {
		int width;
		size_t active;
		const char *row;
	} cases[] = {
		{ 80, 1, " 1 Conversations 2▸Messages 3 Media 4 Services 5 Numbers 6 Prices" },
		{ 61, 1, " 1 Conversat 2▸Messages 3 Media 4 Services 5 Numbers 6 Prices" },
		{ 58, 1, " 1 Convers 2▸Messages 3 Media 4 Service 5 Numbers 6 Prices" },
		{ 55, 1, " 1 Conversations 2▸Messages 3 Media 4 Services 5 6" },
		{ 44, 3, " 1 2 3 Media 4▸Services 5 Numbers 6 Prices" },
		{ 42, 5, " 1 2 3 Media 4 Services 5 Numbers 6▸Prices" },
		{ 39, 0, " 1▸Conversations 2 Messages 3 Media 4…6" },
		{ 38, 5, " 1…3 4 Services 5 Numbers 6▸Prices" },
		{ 22, 2, " 1 2 3▸Media 4…6" },
		{ 10, 0, " 1▸Conversations 2…6" },
		{ 22, SIZE_MAX, " 1 Conversations 2…6" },
		{ 10, SIZE_MAX, " 1…6" },
	};

	for (size_t i = 0; i < ARRAY_SIZE(cases); i++) {
		struct bar bar;

		bar_init(&bar);
		bar_add_tabs(&bar, tabs, ARRAY_SIZE(tabs), cases[i].active, cases[i].width);
		check(&bar, 90, cases[i].row);
		bar_release(&bar);
	}
}

/* There are more screens than digits. */
static void test_tabs_without_keys(void **state)
{
	(void)state;
	static const struct bar_tab tabs[] = { { "8", "Changes" },
					       { "9", "Overview" },
					       { "0", "Prices" },
					       { " ", "Activity" },
					       { " ", "Accounts" } };
	static const struct {
		int width;
		size_t active;
		const char *row;
	} cases[] = {
		{ 12, 0, " 8▸Changes 9 0" },
		{ 12, 3, " 8…0  ▸Activity" },
		{ 26, 4, " 8…0   Activity  ▸Accounts" },
		{ 12, 4, " 8…0  ▸Accounts" },
	};

	for (size_t i = 0; i < ARRAY_SIZE(cases); i++) {
		struct bar bar;

		bar_init(&bar);
		bar_add_tabs(&bar, tabs, ARRAY_SIZE(tabs), cases[i].active, cases[i].width);
		check(&bar, 90, cases[i].row);
		bar_release(&bar);
	}
}

static unsigned run(struct command_call *call)
{
	(void)call;
	return EFFECT_NONE;
}

static bool never(void *target, const char **why)
{
	(void)target;
	*why = "not now";
	return false;
}

static bool on_top(void *target)
{
	return *(const int *)target > 1;
}

static void test_hints(void **state)
{
	int depth = 1;

	(void)state;
	static const struct command inner[] = {
		{ .name = "open",
		  .args = "",
		  .help = "",
		  .hint = "open",
		  .hint_rank = 1,
		  .run = run },
		{ .name = "mark",
		  .args = "",
		  .help = "",
		  .hint = "mark",
		  .hint_rank = 3,
		  .run = run },
		{ .name = "undo",
		  .args = "",
		  .help = "",
		  .hint = "undo",
		  .hint_rank = 1,
		  .run = run,
		  .ready = never },
		{ .name = "none",
		  .args = "",
		  .help = "",
		  .hint = "unbound",
		  .hint_rank = 1,
		  .run = run },
	};
	static const struct command outer[] = {
		{ .name = "quit",
		  .args = "",
		  .help = "",
		  .hint = "quit",
		  .hint_rank = 2,
		  .run = run },
		{ .name = "more",
		  .args = "",
		  .help = "",
		  .hint = "more",
		  .hint_rank = 2,
		  .run = run },
		{ .name = "back",
		  .args = "",
		  .help = "",
		  .hint = "back",
		  .hint_rank = 4,
		  .run = run,
		  .hinted = on_top },
	};
	static const char keys[] = "bind list <Enter> open\nbind list <Space> mark\n"
				   "bind list u undo\nbind global q quit\nbind list m mark\n"
				   "bind global m more\nbind global b back\n";
	const struct command_scope scopes[] = {
		{ "list", inner, ARRAY_SIZE(inner), NULL, NULL },
		{ "global", outer, ARRAY_SIZE(outer), &depth, NULL },
	};
	struct keymap *keymap = keymap_new();
	struct bar bar;

	assert_true(keymap_parse(keymap, keys, strlen(keys), "keys", true, NULL));
	bar_init(&bar);
	bar_add_hints(&bar, keymap, scopes, ARRAY_SIZE(scopes), 0, false);
	check(&bar, 60, " Enter open  q quit  Space mark");
	check(&bar, 24, " Enter open  q quit");
	bar_reset(&bar);
	depth = 2;
	bar_add_hints(&bar, keymap, scopes, ARRAY_SIZE(scopes), 0, false);
	check(&bar, 60, " Enter open  q quit  Space mark  b back");
	check(&bar, 14, " Enter open");
	/* Letters that go into a field run nothing. */
	bar_reset(&bar);
	bar_add_hints(&bar, keymap, scopes, ARRAY_SIZE(scopes), 0, true);
	check(&bar, 60, " Enter open");
	bar_release(&bar);
	keymap_free(keymap);
}

static void test_keys_are_found_where_they_stand(void **state)
{
	static const struct {
		int column;
		const char *label; /* NULL: nothing to press */
		size_t cell;
	} cases[] = {
		{ 0, NULL, 0 },
		{ 1, NULL, 0 },
		{ 6, "Enter", 0 },
		{ 10, "Enter", 4 },
		{ 13, "Enter", SIZE_MAX },
		{ 18, "3…6", 0 },
		{ 20, "3…6", 2 },
		{ 21, NULL, 0 },
		{ 38, "x", 0 },
	};
	struct strbuf label = STRBUF_INIT(256);
	struct bar bar;
	size_t cell;

	(void)state;
	bar_init(&bar);
	bar_add(&bar, STYLE_TEXT, 1, "name");
	bar_add(&bar, STYLE_KEY, 1, "Enter");
	bar_glue(&bar, STYLE_FOOTER, " open ");
	bar_add(&bar, STYLE_KEY, 1, "3…6");
	bar_to_right(&bar);
	bar_add(&bar, STYLE_KEY, 1, "x");
	for (size_t i = 0; i < ARRAY_SIZE(cases); i++) {
		bool found = bar_key_at(&bar, 40, cases[i].column, &label, &cell);
		assert_int_equal(found, cases[i].label != NULL);
		if (found) {
			assert_string_equal(label.data, cases[i].label);
			assert_int_equal(cell, cases[i].cell);
		}
		strbuf_reset(&label);
	}
	strbuf_release(&label);
	bar_release(&bar);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(test_keys_are_found_where_they_stand),
		cmocka_unit_test(test_segments_go_by_rank),
		cmocka_unit_test(test_foreign_text_and_progress),
		cmocka_unit_test(test_a_long_name_is_cut),
		cmocka_unit_test(test_too_many_segments_are_left_out),
		cmocka_unit_test(test_tabs_shrink),
		cmocka_unit_test(test_tabs_without_keys),
		cmocka_unit_test(test_hints),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
