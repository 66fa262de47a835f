#include "config/load.h"

#include "files.h"

#define SID "AC0123456789abcdef0123456789abcdef"

struct loaded {
	struct config config;
	struct settings settings;
	struct error err;
	char *place;
	char *path;
};

/* Writes the text as the config file and reads it. */
static bool load(struct loaded *loaded, const char *text, mode_t mode, const char *profile)
{
	*loaded = (struct loaded){ .config = CONFIG_INIT, .err = ERROR_INIT };
	settings_init(&loaded->settings);
	loaded->place = place_new();
	loaded->path = place_write(loaded->place, "c", text, mode);
	return config_load(&loaded->config, &loaded->settings, loaded->path, profile, &loaded->err);
}

static void done(struct loaded *loaded)
{
	config_release(&loaded->config);
	settings_release(&loaded->settings);
	error_release(&loaded->err);
	free(loaded->path);
	free(loaded->place);
}

static int clear_variables(void **state)
{
	(void)state;
	unsetenv("MSGDECK_CONFIG");
	unsetenv("MSGDECK_PROFILE");
	return 0;
}

static void test_settings_of_every_type(void **state)
{
	struct loaded loaded;
	struct strbuf expected = STRBUF_INIT(STRBUF_LINE);

	(void)state;
	assert_true(load(&loaded,
			 "read_only = true;\nmax_in_flight = 5;\npoll_interval = \"1m\";\n"
			 "poll_interval_idle = 90;\nmemory_limit = 16777216;\ncursor = \"bar\";\n"
			 "log_file = \"log\";\nhistory_since = \"all\";\n"
			 "changes_per_second = \"unlimited\";\nalert_failures = 20;\n",
			 0644, NULL));
	assert_true(settings_bool(&loaded.settings, OPTION_READ_ONLY));
	assert_int_equal(settings_number(&loaded.settings, OPTION_MAX_IN_FLIGHT), 5);
	assert_int_equal(settings_number(&loaded.settings, OPTION_POLL_INTERVAL), 60000);
	assert_int_equal(settings_number(&loaded.settings, OPTION_POLL_INTERVAL_IDLE), 90000);
	assert_int_equal(settings_number(&loaded.settings, OPTION_MEMORY_LIMIT), 16 << 20);
	assert_int_equal(settings_number(&loaded.settings, OPTION_CURSOR), 1);
	assert_true(settings_rate(&loaded.settings, OPTION_CHANGES_PER_SECOND) <= 0);
	assert_int_equal(settings_number(&loaded.settings, OPTION_ALERT_FAILURES), 20);
	strbuf_addf(&expected, "%s/log", loaded.place);
	assert_string_equal(settings_text(&loaded.settings, OPTION_LOG_FILE), expected.data);
	strbuf_reset(&expected);
	settings_origin(&loaded.settings, OPTION_POLL_INTERVAL, &expected);
	assert_int_equal(strncmp(expected.data, loaded.path, strlen(loaded.path)), 0);
	assert_string_equal(expected.data + strlen(loaded.path), ":3");
	assert_string_equal(loaded.config.file, loaded.path);
	strbuf_release(&expected);
	done(&loaded);
}

/* As a number, as one with a fraction, or as a text. */
static void test_rates(void **state)
{
	static const struct {
		const char *text;
		int thousandths; /* 0: it is refused */
	} cases[] = {
		{ "30", 30000 },     { "0.2", 200 },    { "0.01", 10 },  { "2.125", 2125 },
		{ "\"1.5\"", 1500 }, { "1e2", 100000 }, { "0.0015", 0 }, { "0.001", 0 },
	};

	(void)state;
	for (size_t i = 0; i < ARRAY_SIZE(cases); i++) {
		struct strbuf line = STRBUF_INIT(STRBUF_LINE);
		struct loaded loaded;

		strbuf_addf(&line, "changes_per_second = %s;\n", cases[i].text);
		bool good = load(&loaded, line.data, 0644, NULL);
		double rate = settings_rate(&loaded.settings, OPTION_CHANGES_PER_SECOND);
		assert_int_equal(good, cases[i].thousandths > 0);
		if (good)
			assert_int_equal(rate * 1000 + 0.5, cases[i].thousandths);
		else
			assert_non_null(strstr(error_text(&loaded.err),
					       ":1: changes_per_second: must be a number like 30"));
		done(&loaded);
		strbuf_release(&line);
	}
}

static void test_profiles(void **state)
{
	static const char text[] = "theme = \"light\";\n"
				   "default_profile = \"two\";\n"
				   "profiles = {\n"
				   "  one = { account_sid = \"" SID "\"; theme = \"dark\"; };\n"
				   "  two = { theme = \"nord\"; };\n"
				   "};\n";
	struct loaded loaded;

	(void)state;
	assert_true(load(&loaded, text, 0644, "one"));
	assert_string_equal(settings_text(&loaded.settings, OPTION_THEME), "dark");
	assert_string_equal(loaded.settings.profile, "one");
	assert_true(loaded.settings.profile_explicit);
	assert_int_equal(loaded.config.profile_count, 2);
	assert_string_equal(loaded.config.profiles[1], "two");
	done(&loaded);

	assert_true(load(&loaded, text, 0644, NULL));
	assert_string_equal(settings_text(&loaded.settings, OPTION_THEME), "nord");
	assert_false(loaded.settings.profile_explicit);
	done(&loaded);

	setenv("MSGDECK_PROFILE", "one", 1);
	assert_true(load(&loaded, text, 0644, NULL));
	assert_string_equal(loaded.settings.profile, "one");
	assert_false(loaded.settings.profile_explicit);
	done(&loaded);
}

static void test_mistakes_behind_the_name_of_the_file(void **state)
{
	static const struct {
		const char *text, *error;
	} cases[] = {
		{ "\nthme = \"x\";", ":2: unknown setting \"thme\"; did you mean \"theme\"?" },
		{ "read-only = true;",
		  ":1: unknown setting \"read-only\"; did you mean \"read_only\"?" },
		{ "profils = {};", ":1: unknown setting \"profils\"; did you mean \"profiles\"?" },
		{ "zzz = 1;",
		  ":1: unknown setting \"zzz\"; msgdeck --print-config shows all of them" },
		{ "theme = 1;", ":1: theme must be a text in quotes, not a number" },
		{ "read_only = \"yes\";",
		  ":1: read_only must be true or false, not a text in quotes" },
		{ "max_in_flight = 1.5;",
		  ":1: max_in_flight must be a number, not a number with a fraction" },
		{ "poll_interval = true;",
		  ":1: poll_interval must be a text in quotes, not true or false" },
		{ "theme = { };", ":1: theme must be a text in quotes, not a group { ... }" },
		{ "max_in_flight = 0;",
		  ":1: max_in_flight: must be a whole number: 1 to 64, not \"0\"" },
		{ "theme = ", ":1: syntax error" },
		{ "profiles = [ ];", ":1: profiles must be a group { ... }, not a list ( ... )" },
		{ "profiles = { a = 1; };", ":1: profile a must be a group { ... }, not a number" },
		{ "profiles = { a = {};\n b = { thme = \"\"; }; };",
		  ":2: unknown setting \"thme\"; did you mean \"theme\"?" },
		{ "profiles = { b = { max_in_flight = 0; }; };",
		  ":1: max_in_flight: must be a whole number: 1 to 64, not \"0\"" },
		{ "profiles = { a = { log_level = \"info\"; }; };",
		  ":1: log_level cannot be set in a profile; set it at the top of the file" },
		{ "profiles = { a = { keys = []; }; };",
		  ":1: unknown setting \"keys\"; msgdeck --print-config shows all of them" },
		{ "default_profile = 1;",
		  ":1: default_profile must be a text in quotes, not a number" },
		{ "keys = 1;", ":1: keys must be a list ( ... ), not a number" },
		{ "queries = 1;", ":1: queries must be a group { ... }, not a number" },
		{ "profiles = { a = { queries = { b = 2; }; }; };",
		  ":1: the query b must be a text in quotes" },
		{ "columns = 1;", ":1: columns must be a group { ... }, not a number" },
	};

	(void)state;
	for (size_t i = 0; i < ARRAY_SIZE(cases); i++) {
		struct loaded loaded;
		assert_false(load(&loaded, cases[i].text, 0644, NULL));
		assert_int_equal(loaded.err.kind, ERROR_USAGE);
		assert_error_behind(&loaded.err, loaded.path, cases[i].error);
		done(&loaded);
	}
}

static void test_wrong_profile(void **state)
{
	static const struct {
		const char *text, *profile, *before, *after;
	} cases[] = {
		{ "", "acme", "There is no profile \"acme\": ", " has no profiles" },
		{ "profiles = { acme = {}; };", "acne", "There is no profile \"acne\" in ",
		  "; did you mean \"acme\"?" },
		{ "profiles = { acme = {}; b = {}; };", "zebra",
		  "There is no profile \"zebra\" in ", "; there is acme, b" },
		{ "default_profile = \"zebra\";", NULL,
		  "There is no profile \"zebra\": ", " has no profiles" },
	};

	(void)state;
	for (size_t i = 0; i < ARRAY_SIZE(cases); i++) {
		struct loaded loaded;
		struct strbuf before = STRBUF_INIT(STRBUF_LINE);
		assert_false(load(&loaded, cases[i].text, 0644, cases[i].profile));
		strbuf_addf(&before, "%s%s", cases[i].before, loaded.path);
		assert_error_behind(&loaded.err, before.data, cases[i].after);
		strbuf_release(&before);
		done(&loaded);
	}
}

static void test_secrets_must_be_private(void **state)
{
	static const char *const texts[] = {
		"auth_token = \"hunter2\";",
		"profiles = { other = { api_secret = \"hunter2\"; }; };",
	};

	(void)state;
	for (size_t i = 0; i < ARRAY_SIZE(texts); i++) {
		struct loaded loaded;
		assert_false(load(&loaded, texts[i], 0640, NULL));
		assert_int_equal(loaded.err.kind, ERROR_USAGE);
		assert_non_null(strstr(loaded.err.text, " is in a file that is not private: "));
		assert_non_null(strstr(loaded.err.text, "chmod 600 "));
		assert_non_null(strstr(loaded.err.text, loaded.path));
		assert_null(strstr(loaded.err.text, "hunter2"));
		done(&loaded);
		assert_true(load(&loaded, texts[i], 0600, NULL));
		done(&loaded);
	}
}

static void test_a_command_must_not_be_writable_by_others(void **state)
{
	static const char text[] = "password_command = \"pass show x\";";
	struct loaded loaded;

	(void)state;
	assert_true(load(&loaded, text, 0644, NULL));
	done(&loaded);
	assert_false(load(&loaded, text, 0664, NULL));
	assert_non_null(strstr(loaded.err.text, "run chmod go-w "));
	done(&loaded);
}

/* A link is as good as the file that it leads to, and the command that mends it changes that file. */
static void test_a_link_is_judged_as_its_file(void **state)
{
	char *place = place_new();
	char *path = place_write(place, "c", "auth_token = \"hunter2\";", 0640);
	struct strbuf link = STRBUF_INIT(STRBUF_LINE), words = STRBUF_INIT(STRBUF_TEXT);
	struct config config = CONFIG_INIT;
	struct settings settings;
	struct error err = ERROR_INIT;

	(void)state;
	strbuf_addf(&link, "%s/link", place);
	assert_int_equal(symlink(path, link.data), 0);
	settings_init(&settings);
	assert_false(config_load(&config, &settings, link.data, NULL, &err));
	strbuf_addf(&words, ": run chmod 600 %s", link.data);
	assert_non_null(strstr(error_text(&err), words.data));
	error_release(&err);
	config_release(&config);
	settings_release(&settings);
	assert_int_equal(chmod(link.data, 0600), 0);
	settings_init(&settings);
	assert_true(config_load(&config, &settings, link.data, NULL, NULL));
	assert_string_equal(settings_text(&settings, OPTION_AUTH_TOKEN), "hunter2");
	config_release(&config);
	settings_release(&settings);
	strbuf_release(&words);
	strbuf_release(&link);
	free(path);
	free(place);
}

static void test_a_missing_file(void **state)
{
	struct config config = CONFIG_INIT;
	struct settings settings;
	struct error err = ERROR_INIT;
	char *place = place_new();

	(void)state;
	setenv("XDG_CONFIG_HOME", place, 1);
	settings_init(&settings);
	assert_true(config_load(&config, &settings, NULL, NULL, NULL));
	assert_null(config.file);
	/* Asked for by name it must be there, and so when a profile is asked for. */
	assert_false(config_load(&config, &settings, "/nonexistent/c", NULL, &err));
	assert_error(&err, ERROR_IO, "/nonexistent/c cannot be opened: No such file or directory");
	assert_false(config_load(&config, &settings, NULL, "acme", &err));
	assert_int_equal(err.kind, ERROR_USAGE);
	assert_non_null(strstr(err.text, "There is no profile \"acme\": there is no "));
	assert_non_null(strstr(err.text, "/msgdeck/msgdeck.conf"));
	error_release(&err);
	setenv("MSGDECK_CONFIG", "/nonexistent/d", 1);
	assert_false(config_load(&config, &settings, NULL, NULL, &err));
	assert_error(&err, ERROR_IO, "/nonexistent/d cannot be opened: No such file or directory");
	settings_release(&settings);
	config_release(&config);
	free(place);
}

static void test_the_usual_place(void **state)
{
	struct config config = CONFIG_INIT;
	struct settings settings;
	char *place = place_new();
	struct strbuf directory = STRBUF_INIT(STRBUF_LINE);

	(void)state;
	setenv("XDG_CONFIG_HOME", place, 1);
	strbuf_addf(&directory, "%s/msgdeck", place);
	assert_int_equal(mkdir(directory.data, 0700), 0);
	char *path = place_write(directory.data, "msgdeck.conf", "theme = \"nord\";", 0644);
	settings_init(&settings);
	assert_true(config_load(&config, &settings, NULL, NULL, NULL));
	assert_string_equal(config.file, path);
	assert_string_equal(settings_text(&settings, OPTION_THEME), "nord");
	settings_release(&settings);
	config_release(&config);
	strbuf_release(&directory);
	free(path);
	free(place);
}

static void test_keys_and_columns(void **state)
{
	struct loaded loaded;

	(void)state;
	assert_true(load(&loaded,
			 "keys = [ \"bind list x open\" ];\n"
			 "columns = { messages = [ \"time\" ]; };",
			 0644, NULL));
	assert_int_equal(loaded.config.bindings.count, 1);
	assert_int_equal(loaded.config.columns.count, 1);
	done(&loaded);
}

static void test_a_profile_has_queries_of_its_own(void **state)
{
	struct loaded loaded;

	(void)state;
	assert_true(load(&loaded,
			 "queries = { a = \"1\"; b = \"2\"; };\n"
			 "profiles = { one = { queries = { b = \"3\"; }; };\n"
			 " two = { queries = { c = \"4\"; }; }; };",
			 0600, "one"));
	assert_int_equal(loaded.config.queries.count, 2);
	assert_string_equal(loaded.config.queries.items[1].text, "3");
	done(&loaded);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test_setup(test_settings_of_every_type, clear_variables),
		cmocka_unit_test_setup(test_rates, clear_variables),
		cmocka_unit_test_setup(test_profiles, clear_variables),
		cmocka_unit_test_setup(test_mistakes_behind_the_name_of_the_file, clear_variables),
		cmocka_unit_test_setup(test_wrong_profile, clear_variables),
		cmocka_unit_test_setup(test_secrets_must_be_private, clear_variables),
		cmocka_unit_test_setup(test_a_link_is_judged_as_its_file, clear_variables),
		cmocka_unit_test_setup(test_a_command_must_not_be_writable_by_others,
				       clear_variables),
		cmocka_unit_test_setup(test_a_missing_file, clear_variables),
		cmocka_unit_test_setup(test_the_usual_place, clear_variables),
		cmocka_unit_test_setup(test_keys_and_columns, clear_variables),
		cmocka_unit_test_setup(test_a_profile_has_queries_of_its_own, clear_variables),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
