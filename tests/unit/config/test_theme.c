#include "config/theme.h"

#include "files.h"

static size_t role(const char *name)
{
	size_t at = 0;

	while (strcmp(theme_roles()[at].name, name) != 0)
		at++;
	return at;
}

static bool parse(struct theme *theme, const char *text, struct error *err)
{
	return theme_parse(theme, "here", text, strlen(text), err);
}

static void test_parse(void **state)
{
	struct theme theme = THEME_INIT;

	(void)state;
	assert_true(parse(&theme,
			  "description = \"calm\";\n"
			  "roles = {\n bad = { fg = \"red\"; attrs = \"bold\"; };\n"
			  " cursor = { bg = \"#123456\"; }; dim = {}; };",
			  NULL));
	assert_string_equal(theme.description, "calm");
	const struct theme_look *bad = &theme.looks[role("bad")];
	assert_string_equal(bad->fg, "red");
	assert_null(bad->bg);
	assert_string_equal(bad->attrs, "bold");
	assert_string_equal(bad->file, "here");
	assert_int_equal(bad->line, 3);
	assert_string_equal(theme.looks[role("cursor")].bg, "#123456");
	assert_non_null(theme.looks[role("dim")].file);
	assert_null(theme.looks[role("good")].file);
	theme_release(&theme);
	assert_null(theme.description);
}

static void test_refused(void **state)
{
	static const char *const cases[][2] = {
		{ "rules = {};",
		  "here:1: a theme has description, based_on and roles, but no \"rules\"" },
		{ "description = 1;",
		  "here:1: description must be a text in quotes, not a number" },
		{ "based_on = 1;", "here:1: based_on must be a text in quotes, not a number" },
		{ "roles = ();", "here:1: roles must be a group { ... }, not a list ( ... )" },
		{ "roles = {\n baad = {}; };",
		  "here:2: unknown role \"baad\"; did you mean \"bad\"?" },
		{ "roles = { wallpaper = {}; };",
		  "here:1: unknown role \"wallpaper\"; msgdeck.conf(5) lists them" },
		{ "roles = { bad = \"red\"; };",
		  "here:1: a role must be a group: bad = { fg = \"...\"; bg = \"...\"; attrs = "
		  "\"...\"; }" },
		{ "roles = { bad = { color = \"red\"; }; };",
		  "here:1: a role has fg, bg and attrs, but no \"color\"" },
		{ "roles = { bad = { fg = 1; }; };",
		  "here:1: fg must be a text in quotes, not a number" },
		{ "roles = ", "here:1: syntax error" },
		{ "based_on = \"/nonexistent/t\";",
		  "here: /nonexistent/t cannot be opened: No such file or directory" },
	};

	(void)state;
	for (size_t i = 0; i < ARRAY_SIZE(cases); i++) {
		struct theme theme = THEME_INIT;
		struct error err = ERROR_INIT;
		assert_false(parse(&theme, cases[i][0], &err));
		assert_string_equal(error_text(&err), cases[i][1]);
		error_release(&err);
		theme_release(&theme);
	}
}

/* A user's themes directory with these files; the directory for XDG_CONFIG_HOME is to be freed. */
static char *user_themes(const char *const files[][2], size_t count)
{
	char *place = place_new();
	struct strbuf directory = STRBUF_INIT(STRBUF_LINE);

	strbuf_addf(&directory, "%s/msgdeck/themes", place);
	assert_true(file_make_directory(directory.data, NULL));
	for (size_t i = 0; i < count; i++)
		free(place_write(directory.data, files[i][0], files[i][1], 0644));
	strbuf_release(&directory);
	setenv("XDG_CONFIG_HOME", place, 1);
	return place;
}

static void test_based_on(void **state)
{
	static const char *const files[][2] = {
		{ "base.theme",
		  "description = \"base\"; roles = { bad = { fg = \"red\"; }; good = { fg "
		  "= \"blue\"; attrs = \"bold\"; }; };" },
		{ "mine.theme", "based_on = \"base\"; roles = { good = { fg = \"green\"; }; };" },
		{ "loop.theme", "based_on = \"loop\";" },
	};
	char *place = user_themes(files, ARRAY_SIZE(files));
	struct theme theme = THEME_INIT;
	struct error err = ERROR_INIT;

	(void)state;
	assert_true(theme_load(&theme, "mine", NULL));
	assert_null(theme.description);
	assert_string_equal(theme.looks[role("bad")].fg, "red");
	assert_string_equal(theme.looks[role("good")].fg, "green");
	assert_null(theme.looks[role("good")].attrs);
	theme_release(&theme);

	assert_false(theme_load(&theme, "loop", &err));
	assert_non_null(
		strstr(err.text, "loop.theme:1: more than 4 themes are based on each other"));
	error_release(&err);
	theme_release(&theme);
	free(place);
}

static void test_not_found(void **state)
{
	static const char *const files[][2] = { { "zebra.theme", "" }, { "notes.txt", "" } };
	char *place = user_themes(files, ARRAY_SIZE(files));
	struct theme theme = THEME_INIT;
	struct error err = ERROR_INIT;

	(void)state;
	assert_false(theme_load(&theme, "zebrra", &err));
	assert_error(&err, ERROR_USAGE, "There is no theme \"zebrra\"; did you mean \"zebra\"?");
	assert_false(theme_load(&theme, "q", &err));
	struct strbuf list = STRBUF_INIT(STRBUF_TEXT);
	theme_list(&list);
	assert_non_null(strstr(list.data, "default\n"));
	assert_non_null(strstr(list.data, "\nzebra\n"));
	assert_null(strstr(list.data, "notes"));
	strbuf_release(&list);
	assert_non_null(strstr(err.text, "There is no theme \"q\"; there is "));
	assert_non_null(strstr(err.text, "zebra"));
	assert_non_null(strstr(err.text, THEME_BUILT_IN));
	assert_null(strstr(err.text, "notes"));
	error_release(&err);
	free(place);
}

static void test_a_name_with_a_slash_is_a_path(void **state)
{
	char *place = place_new();
	char *path = place_write(place, "t", "roles = { bad = { fg = \"red\"; }; };", 0644);
	struct theme theme = THEME_INIT;

	(void)state;
	assert_true(theme_load(&theme, path, NULL));
	assert_string_equal(theme.looks[role("bad")].file, path);
	theme_release(&theme);
	free(path);
	free(place);
}

/* Those that come with msgdeck say what every role looks like, and what they are for. */
static void test_shipped_themes_are_whole(void **state)
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
		assert_non_null(theme.description);
		for (size_t j = 0; j < THEME_ROLES; j++) {
			const struct theme_look *look = &theme.looks[j];
			assert_true(look->fg || look->bg || look->attrs);
			assert_true(strcmp(names[i], "mono") != 0 || !look->bg);
			assert_true(strcmp(names[i], "mono") != 0 || !look->fg ||
				    strcmp(look->fg, "default") == 0);
		}
		theme_release(&theme);
		strbuf_release(&path);
	}
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(test_parse),
		cmocka_unit_test(test_refused),
		cmocka_unit_test(test_based_on),
		cmocka_unit_test(test_not_found),
		cmocka_unit_test(test_a_name_with_a_slash_is_a_path),
		cmocka_unit_test(test_shipped_themes_are_whole),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
