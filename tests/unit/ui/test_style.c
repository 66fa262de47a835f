#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

#include <string.h>

#include "base/mem.h"
#include "ui/style.h"

static void test_roles_have_names_and_styles(void **state)
{
	(void)state;
	for (int role = 0; role < STYLE_ROLES; role++) {
		assert_non_null(style_role_name(role));
		assert_int_equal(style_role_find(style_role_name(role)), role);
	}
	assert_int_equal(style_role_find("sparkle"), -1);
	assert_int_equal(style_role_find(""), -1);
}

static void test_colors(void **state)
{
	(void)state;
	static const struct {
		const char *text;
		int32_t color;
	} good[] = {
		{ "default", STYLE_DEFAULT },
		{ "red", 1 },
		{ "Bright-Blue", 12 },
		{ "0", 0 },
		{ "255", 255 },
		{ "#ff8000", STYLE_RGB | 0xff8000 },
		{ "#FF8000", STYLE_RGB | 0xff8000 },
	};
	static const char *const bad[] = { "",         "256",     "-1",   "#ff", "#gg0000",
					   "#ff80001", "reddish", " red", "1x" };
	int32_t color = 77;

	for (size_t i = 0; i < ARRAY_SIZE(good); i++) {
		assert_true(style_parse_color(good[i].text, &color, NULL));
		assert_int_equal(color, good[i].color);
	}
	for (size_t i = 0; i < ARRAY_SIZE(bad); i++) {
		struct error err = ERROR_INIT;

		color = 77;
		assert_false(style_parse_color(bad[i], &color, &err));
		assert_int_equal(color, 77);
		assert_int_equal(err.kind, ERROR_USAGE);
		error_release(&err);
	}
}

static void test_attributes(void **state)
{
	(void)state;
	unsigned attrs = 99;

	assert_true(style_parse_attrs("bold, underline", &attrs, NULL));
	assert_int_equal(attrs, STYLE_BOLD | STYLE_UNDERLINE);
	assert_true(style_parse_attrs("dim reverse italic", &attrs, NULL));
	assert_int_equal(attrs, STYLE_FAINT | STYLE_REVERSE | STYLE_ITALIC);
	assert_true(style_parse_attrs("", &attrs, NULL));
	assert_int_equal(attrs, 0);
	assert_true(style_parse_attrs("none", &attrs, NULL));
	assert_int_equal(attrs, 0);
	assert_false(style_parse_attrs("blink", &attrs, NULL));
}

static void test_nearest_colors(void **state)
{
	(void)state;
	/* What is in the palette is found; 16..231 and the greys that are not in the cube too. */
	for (int i = 16; i < 256; i++)
		assert_int_equal(style_palette_rgb(style_nearest_256(style_palette_rgb(i))),
				 style_palette_rgb(i));
	assert_int_equal(style_nearest_basic(0xe01020, 8), 1);
	assert_int_equal(style_nearest_basic(0x00f000, 16), 10);
	assert_int_equal(style_nearest_basic(0x00f000, 8), 2);
	assert_int_equal(style_nearest_basic(0x010101, 16), 0);
}

static void test_degrading(void **state)
{
	(void)state;
	static const struct {
		struct style style;
		enum style_depth depth;
		struct style left;
	} cases[] = {
		{ { STYLE_RGB | 0xff0000, -1, 0 }, STYLE_TRUE, { STYLE_RGB | 0xff0000, -1, 0 } },
		{ { STYLE_RGB | 0xff0000, -1, 0 }, STYLE_256, { 196, -1, 0 } },
		{ { STYLE_RGB | 0xff0000, -1, 0 }, STYLE_16, { 9, -1, 0 } },
		{ { STYLE_RGB | 0xe00000, -1, 0 }, STYLE_8, { 1, -1, 0 } },
		{ { 208, 17, STYLE_BOLD }, STYLE_256, { 208, 17, STYLE_BOLD } },
		{ { 12, -1, 0 }, STYLE_16, { 12, -1, 0 } },
		/* where there is nothing brighter, bright is bold */
		{ { 12, -1, 0 }, STYLE_8, { 4, -1, STYLE_BOLD } },
		{ { 9, -1, 0 }, STYLE_MONO, { -1, -1, STYLE_BOLD } },
		/* grey would be black on black */
		{ { 8, -1, 0 }, STYLE_8, { -1, -1, STYLE_FAINT } },
		/* what falls into one colour stays readable */
		{ { STYLE_RGB | 0x101010, STYLE_RGB | 0x000000, 0 },
		  STYLE_8,
		  { -1, -1, STYLE_REVERSE } },
		/* without colour a background becomes reverse, attributes stay */
		{ { 1, -1, STYLE_BOLD }, STYLE_MONO, { -1, -1, STYLE_BOLD } },
		{ { 7, 4, 0 }, STYLE_MONO, { -1, -1, STYLE_REVERSE } },
		{ { 8, -1, 0 }, STYLE_MONO, { -1, -1, STYLE_FAINT } },
	};

	for (size_t i = 0; i < ARRAY_SIZE(cases); i++) {
		struct style left = style_degrade(cases[i].style, cases[i].depth);

		assert_int_equal(left.fg, cases[i].left.fg);
		assert_int_equal(left.bg, cases[i].left.bg);
		assert_int_equal(left.attrs, cases[i].left.attrs);
	}
}

static void test_overlays_lie_on_the_role(void **state)
{
	(void)state;
	struct style_theme theme = style_theme_default;
	struct style plain, style;

	theme.roles[STYLE_BAD].attrs = STYLE_BOLD;
	theme.cursor = CURSOR_MARKER;
	plain = style_resolve(&theme, STYLE_BAD);
	style = style_resolve(&theme, STYLE_BAD | STYLE_ON_CURSOR);
	assert_memory_equal(&plain, &style, sizeof(style)); /* the mark alone tells */
	theme.cursor = CURSOR_BAR;
	theme.roles[STYLE_CURSOR] = (struct style){ STYLE_DEFAULT, 17, STYLE_UNDERLINE };
	style = style_resolve(&theme, STYLE_BAD | STYLE_ON_CURSOR);
	assert_int_equal(style.fg, theme.roles[STYLE_BAD].fg);
	assert_int_equal(style.bg, 17);
	assert_true(style.attrs & STYLE_UNDERLINE);
	assert_true(style.attrs & STYLE_BOLD);
	/* An unknown role is text. */
	style = style_resolve(&theme, 0xff);
	assert_int_equal(style.fg, theme.roles[STYLE_TEXT].fg);
}

/* Nothing may be told by colour alone: in mono these pairs must differ. */
static void test_mono_tells_what_matters(void **state)
{
	(void)state;
	static const enum style_role marked[] = {
		STYLE_BAD,   STYLE_WARNING,       STYLE_TITLE,       STYLE_TAB_ACTIVE,
		STYLE_BADGE, STYLE_BUTTON_ACTIVE, STYLE_MENU_ACTIVE, STYLE_CURSOR,
		STYLE_MATCH, STYLE_KEY,           STYLE_LIVE,        STYLE_DEMO,
	};
	struct style text = style_degrade(style_theme_default.roles[STYLE_TEXT], STYLE_MONO);

	for (size_t i = 0; i < ARRAY_SIZE(marked); i++) {
		struct style style =
			style_degrade(style_theme_default.roles[marked[i]], STYLE_MONO);

		assert_int_not_equal(style.attrs, text.attrs);
	}
}

/* Two styles whose blanks look alike, and all those that do not. */
static void test_ground(void **state)
{
	static const struct {
		struct style a, b;
		bool same;
	} cases[] = {
		{ { 1, STYLE_DEFAULT, 0 }, { 2, STYLE_DEFAULT, 0 }, true },
		{ { 1, 4, STYLE_BOLD }, { 2, 4, STYLE_FAINT | STYLE_ITALIC }, true },
		{ { 1, 4, 0 }, { 1, 5, 0 }, false },
		{ { 1, STYLE_DEFAULT, 0 }, { 1, 0, 0 }, false },
		{ { 1, STYLE_RGB | 1, 0 }, { 1, STYLE_RGB | 2, 0 }, false },
		/* In reverse the ground is what the letters' colour was. */
		{ { 1, 4, STYLE_REVERSE }, { 2, 4, STYLE_REVERSE }, false },
		{ { 1, 4, STYLE_REVERSE }, { 1, 5, STYLE_REVERSE }, true },
		{ { 1, 4, STYLE_REVERSE }, { 1, 4, 0 }, false },
		/* The line under it has the letters' colour. */
		{ { 1, 4, STYLE_UNDERLINE }, { 2, 4, STYLE_UNDERLINE }, false },
		{ { 1, 4, STYLE_UNDERLINE }, { 1, 4, STYLE_UNDERLINE | STYLE_BOLD }, true },
		{ { 1, 4, STYLE_UNDERLINE | STYLE_REVERSE },
		  { 1, 5, STYLE_UNDERLINE | STYLE_REVERSE },
		  false },
	};

	(void)state;
	for (size_t i = 0; i < ARRAY_SIZE(cases); i++)
		assert_int_equal(style_ground(cases[i].a) == style_ground(cases[i].b),
				 cases[i].same);
}

static void test_uses_rgb(void **state)
{
	struct style_theme theme = style_theme_default;

	(void)state;
	assert_false(style_theme_uses_rgb(&theme));
	theme.roles[STYLE_MATCH].bg = STYLE_RGB | 0x102030;
	assert_true(style_theme_uses_rgb(&theme));
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(test_roles_have_names_and_styles),
		cmocka_unit_test(test_colors),
		cmocka_unit_test(test_attributes),
		cmocka_unit_test(test_nearest_colors),
		cmocka_unit_test(test_degrading),
		cmocka_unit_test(test_overlays_lie_on_the_role),
		cmocka_unit_test(test_mono_tells_what_matters),
		cmocka_unit_test(test_ground),
		cmocka_unit_test(test_uses_rgb),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
