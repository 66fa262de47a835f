#include "config/xdg.h"

#include "files.h"

static void test_places(void **state)
{
	static const struct {
		enum xdg_place place;
		const char *variable, *value, *name, *expected;
	} cases[] = {
		{ XDG_CONFIG, "XDG_CONFIG_HOME", "/x/c", "a.conf", "/x/c/msgdeck/a.conf" },
		{ XDG_CONFIG, "XDG_CONFIG_HOME", NULL, "a.conf", "/h/.config/msgdeck/a.conf" },
		{ XDG_CONFIG, "XDG_CONFIG_HOME", "", "", "/h/.config/msgdeck" },
		{ XDG_CONFIG, "XDG_CONFIG_HOME", "relative", "", "/h/.config/msgdeck" },
		{ XDG_STATE, "XDG_STATE_HOME", NULL, "plans", "/h/.local/state/msgdeck/plans" },
		{ XDG_CACHE, "XDG_CACHE_HOME", NULL, "", "/h/.cache/msgdeck" },
		{ XDG_RUNTIME, "XDG_RUNTIME_DIR", "/run/user/7", "f", "/run/user/7/msgdeck/f" },
		{ XDG_RUNTIME, "XDG_RUNTIME_DIR", NULL, "f", "/h/.local/state/msgdeck/run/f" },
	};

	(void)state;
	setenv("HOME", "/h", 1);
	unsetenv("XDG_STATE_HOME");
	for (size_t i = 0; i < ARRAY_SIZE(cases); i++) {
		if (cases[i].value)
			setenv(cases[i].variable, cases[i].value, 1);
		else
			unsetenv(cases[i].variable);
		char *path = xdg_path(cases[i].place, cases[i].name, NULL);
		assert_string_equal(path, cases[i].expected);
		free(path);
	}
}

static void test_without_home(void **state)
{
	static const char *const homes[] = { NULL, "", "relative" };

	(void)state;
	unsetenv("XDG_CONFIG_HOME");
	unsetenv("XDG_RUNTIME_DIR");
	unsetenv("XDG_STATE_HOME");
	for (size_t i = 0; i < ARRAY_SIZE(homes); i++) {
		struct error err = ERROR_INIT;
		if (homes[i])
			setenv("HOME", homes[i], 1);
		else
			unsetenv("HOME");
		assert_null(xdg_path(XDG_CONFIG, "x", &err));
		assert_error(&err, ERROR_USAGE,
			     "HOME is not set to an absolute path, so there is no place for your "
			     "files");
		assert_null(xdg_path(XDG_RUNTIME, "x", NULL));
		assert_null(xdg_expand_home("~/x", NULL));
	}
	setenv("XDG_CONFIG_HOME", "/x", 1);
	char *path = xdg_path(XDG_CONFIG, "y", NULL);
	assert_string_equal(path, "/x/msgdeck/y");
	free(path);
}

static void test_expand_home(void **state)
{
	static const char *const cases[][2] = {
		{ "~", "/h" },      { "~/a/b", "/h/a/b" }, { "~other/a", "~other/a" },
		{ "/a/~", "/a/~" }, { "a", "a" },          { "", "" },
	};

	(void)state;
	setenv("HOME", "/h", 1);
	for (size_t i = 0; i < ARRAY_SIZE(cases); i++) {
		char *path = xdg_expand_home(cases[i][0], NULL);
		assert_string_equal(path, cases[i][1]);
		free(path);
	}
}

static void test_too_long(void **state)
{
	struct error err = ERROR_INIT;
	size_t size = 100 * 1024;
	char *home = xmalloc(size + 1);

	(void)state;
	memset(home, '/', size);
	home[size] = '\0';
	setenv("HOME", home, 1);
	unsetenv("XDG_CONFIG_HOME");
	assert_null(xdg_path(XDG_CONFIG, "x", &err));
	assert_error(&err, ERROR_LIMIT, "A path is longer than 65536 bytes");
	free(home);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(test_places),
		cmocka_unit_test(test_without_home),
		cmocka_unit_test(test_expand_home),
		cmocka_unit_test(test_too_long),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
