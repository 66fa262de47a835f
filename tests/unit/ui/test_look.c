#include "ui/look.h"

#include <math.h>
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>

#include "base/file.h"
#include "base/mem.h"
#include "base/strbuf.h"
#include "config/theme.h"

static void write_theme(struct strbuf *path, const char *text)
{
	strbuf_reset(path);
	strbuf_addf(path, "%s/own.theme", getenv("TMPDIR") ? getenv("TMPDIR") : "/tmp");
	assert_true(file_write_private(path->data, text, strlen(text), NULL));
}

static void a_theme_sets_every_role(void **state)
{
	struct style_theme theme = style_theme_default;
	struct strbuf path = STRBUF_INIT(4096);

	(void)state;
	theme.cursor = CURSOR_BAR;
	write_theme(&path,
		    "roles = { text = { fg = \"7\"; }; bad = { fg = \"#ff0000\"; bg = \"red\"; "
		    "attrs = \"bold\"; }; };\n");
	assert_true(look_load(&theme, path.data, NULL));
	assert_int_equal(theme.roles[STYLE_BAD].fg, STYLE_RGB | 0xff0000);
	assert_int_equal(theme.roles[STYLE_BAD].bg, 1);
	assert_int_equal(theme.roles[STYLE_BAD].attrs, STYLE_BOLD);
	assert_int_equal(theme.roles[STYLE_GOOD].fg, 7); /* as "text", which is all that is said */
	assert_int_equal(theme.cursor, CURSOR_BAR);
	assert_true(look_load(&theme, THEME_BUILT_IN, NULL));
	assert_memory_equal(theme.roles, style_theme_default.roles, sizeof(theme.roles));
	strbuf_release(&path);
}

static void a_mistake_names_its_line_and_changes_nothing(void **state)
{
	static const char *const mistakes[] = { "fg = \"rot\";", "bg = \"#12345\";",
						"attrs = \"blinking\";" };
	struct style_theme theme = style_theme_default;
	struct strbuf path = STRBUF_INIT(4096), text = STRBUF_INIT(4096);

	(void)state;
	for (size_t i = 0; i < ARRAY_SIZE(mistakes); i++) {
		struct error err = ERROR_INIT;

		strbuf_reset(&text);
		strbuf_addf(&text, "roles = {\n\tgood = { fg = \"red\"; };\n\tbad = { %s };\n};\n",
			    mistakes[i]);
		write_theme(&path, text.data);
		assert_false(look_load(&theme, path.data, &err));
		assert_non_null(strstr(error_text(&err), "own.theme:3: "));
		assert_memory_equal(&theme, &style_theme_default, sizeof(theme));
		error_release(&err);
	}
	strbuf_release(&path);
	strbuf_release(&text);
}

/* -- what can be read (WCAG 2: contrast of relative luminances) -------------------------------- */

static double channel(uint32_t rgb, int shift)
{
	double value = (double)(rgb >> shift & 255) / 255;

	return value <= 0.04045 ? value / 12.92 : pow((value + 0.055) / 1.055, 2.4);
}

static double luminance(uint32_t rgb)
{
	return 0.2126 * channel(rgb, 16) + 0.7152 * channel(rgb, 8) + 0.0722 * channel(rgb, 0);
}

static double contrast(uint32_t a, uint32_t b)
{
	double one = luminance(a) + 0.05, other = luminance(b) + 0.05;

	return one > other ? one / other : other / one;
}

static uint32_t rgb_of(int32_t color, uint32_t otherwise)
{
	if (color == STYLE_DEFAULT)
		return otherwise;
	return color >= STYLE_RGB ? (uint32_t)color & 0xffffff : style_palette_rgb(color);
}

static void a_profile_is_black_or_white_on_its_colour(void **state)
{
	static const char *const colors[] = { "red",     "208",         "#d33682", "#005f00",
					      "yellow",  "blue",        "#ffffff", "0",
					      "#767676", "bright-cyan", "#ff0000" };
	struct style_theme theme = style_theme_default;
	struct error err = ERROR_INIT;

	(void)state;
	for (size_t i = 0; i < ARRAY_SIZE(colors); i++) {
		const struct style *style = &theme.roles[STYLE_PROFILE];

		assert_true(look_mark_profile(&theme, colors[i], NULL));
		if (contrast(rgb_of(style->fg, 0), rgb_of(style->bg, 0)) < 4.5)
			fail_msg("%s cannot be read", colors[i]);
	}
	assert_true(look_mark_profile(&theme, "default", NULL));
	assert_false(look_mark_profile(&theme, "rot", &err));
	assert_non_null(strstr(error_text(&err), "'rot' is no colour"));
	error_release(&err);
}

/* Each theme that comes with msgdeck, and a paper that it is for. */
static const struct {
	const char *name;
	uint32_t paper, ink;
} themes[] = {
	{ "dark", 0x000000, 0xe5e5e5 },      { "dark", 0x1e1e1e, 0xe5e5e5 },
	{ "light", 0xffffff, 0x000000 },     { "high-contrast", 0x000000, 0xffffff },
	{ "mono", 0x000000, 0xe5e5e5 },      { "mono", 0xffffff, 0x000000 },
	{ "solarized", 0x002b36, 0x839496 }, { "gruvbox", 0x282828, 0xebdbb2 },
	{ "nord", 0x2e3440, 0xd8dee9 },      { "colour-blind", 0x000000, 0xe5e5e5 },
};

/* What is there to be seen past, and may be fainter. */
static bool is_dim(enum style_role role)
{
	return role == STYLE_DIM || role == STYLE_BORDER || role == STYLE_BAR;
}

/* What rows are written in, and so lies under the cursor's bar. */
static bool is_of_rows(enum style_role role)
{
	return role == STYLE_TEXT || role == STYLE_STRONG || role == STYLE_SELECTED ||
	       role == STYLE_MATCH ||
	       (role >= STYLE_ACCENT && role <= STYLE_OUTBOUND && role != STYLE_BADGE);
}

/* With all colours; what the nearest of 256 may be; and, of a terminal's own, that it is not the
 * paper's. */
static double least(enum style_role role, enum style_depth depth)
{
	if (depth == STYLE_TRUE)
		return is_dim(role) ? 3 : 4.5;
	if (depth == STYLE_256)
		return is_dim(role) ? 2.5 : 3.9;
	return 1.5;
}

static void check(size_t at, const struct style_theme *theme, enum style_role role, unsigned over,
		  enum style_depth depth, double wanted)
{
	struct style style = style_degrade(style_resolve(theme, (unsigned)role | over), depth);
	uint32_t fg = rgb_of(style.fg, themes[at].ink), bg = rgb_of(style.bg, themes[at].paper);

	if (contrast(fg, bg) < wanted)
		fail_msg("%s on #%06x: %s%s has a contrast of %.2f at depth %d", themes[at].name,
			 themes[at].paper, style_role_name(role), over ? " under the cursor" : "",
			 contrast(fg, bg), (int)depth);
}

static void every_theme_can_be_read_on_its_paper(void **state)
{
	(void)state;
	for (size_t i = 0; i < ARRAY_SIZE(themes); i++) {
		struct style_theme theme = style_theme_default;
		struct strbuf file = STRBUF_INIT(4096);

		strbuf_addf(&file, "%s/themes/%s.theme", getenv("srcdir"), themes[i].name);
		assert_true(look_load(&theme, file.data, NULL));
		strbuf_release(&file);
		theme.cursor = CURSOR_BAR;
		for (unsigned k = 0; k < STYLE_ROLES; k++) {
			enum style_role role = (enum style_role)k;

			for (int depth = STYLE_MONO; depth <= STYLE_TRUE && role != STYLE_CURSOR;
			     depth++)
				check(i, &theme, role, 0, (enum style_depth)depth,
				      least(role, (enum style_depth)depth));
			if (is_of_rows(role))
				check(i, &theme, role, STYLE_ON_CURSOR, STYLE_TRUE, 3);
		}
	}
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(a_theme_sets_every_role),
		cmocka_unit_test(a_mistake_names_its_line_and_changes_nothing),
		cmocka_unit_test(a_profile_is_black_or_white_on_its_colour),
		cmocka_unit_test(every_theme_can_be_read_on_its_paper),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
