/*
 * test_roles.c - the roles of theme files are the roles of ui, and what the themes that come with
 * msgdeck say of them is understood.
 */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

#include "base/mem.h"
#include "base/strbuf.h"
#include "config/theme.h"
#include "ui/style.h"

static void test_same_roles(void **state)
{
	(void)state;
	assert_int_equal(THEME_ROLES, STYLE_ROLES);
	for (int role = 0; role < STYLE_ROLES; role++)
		assert_string_equal(theme_roles()[role].name,
				    style_role_name((enum style_role)role));
}

static void assert_understood(const struct theme_look *look)
{
	int32_t color;
	unsigned attrs;

	assert_true(!look->fg || style_parse_color(look->fg, &color, NULL));
	assert_true(!look->bg || style_parse_color(look->bg, &color, NULL));
	assert_true(!look->attrs || style_parse_attrs(look->attrs, &attrs, NULL));
}

static void test_shipped_themes(void **state)
{
	static const char *const names[] = { "colour-blind", "dark", "gruvbox", "high-contrast",
					     "light",        "mono", "nord",    "solarized" };
	const char *srcdir = getenv("srcdir");

	(void)state;
	for (size_t i = 0; i < ARRAY_SIZE(names); i++) {
		struct strbuf path = STRBUF_INIT(STRBUF_LINE);
		struct theme theme = THEME_INIT;

		strbuf_addf(&path, "%s/themes/%s.theme", srcdir ? srcdir : ".", names[i]);
		assert_true(theme_load(&theme, path.data, NULL));
		for (size_t role = 0; role < THEME_ROLES; role++)
			assert_understood(&theme.looks[role]);
		theme_release(&theme);
		strbuf_release(&path);
	}
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(test_same_roles),
		cmocka_unit_test(test_shipped_themes),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
