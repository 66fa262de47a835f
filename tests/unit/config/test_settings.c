#include "config/settings.h"

#include "files.h"

#define SID_A "AC000000000000000000000000000000aa"
#define SID_A_UPPER "AC000000000000000000000000000000AA"
#define SID_B "AC000000000000000000000000000000bb"

static void set(struct settings *settings, enum settings_layer layer, enum option_id id,
		const char *text)
{
	assert_true(settings_set_from(settings, layer, id, text, 7, "VARIABLE", NULL, NULL));
}

static void assert_origin(const struct settings *settings, enum option_id id, const char *expected)
{
	struct strbuf text = STRBUF_INIT(STRBUF_LINE);

	settings_origin(settings, id, &text);
	assert_string_equal(text.data, expected);
	strbuf_release(&text);
}

static void test_defaults(void **state)
{
	struct settings settings;

	(void)state;
	settings_init(&settings);
	assert_false(settings_bool(&settings, OPTION_READ_ONLY));
	assert_int_equal(settings_number(&settings, OPTION_POLL_INTERVAL), 30000);
	assert_int_equal(settings_number(&settings, OPTION_MEMORY_LIMIT), 512 << 20);
	assert_int_equal(settings_number(&settings, OPTION_CURSOR), 0);
	assert_string_equal(settings_text(&settings, OPTION_THEME), "default");
	assert_null(settings_text(&settings, OPTION_ACCOUNT_SID));
	assert_false(settings_is_set(&settings, OPTION_THEME));
	assert_origin(&settings, OPTION_THEME, "default");
	assert_null(settings_account_label(&settings));
	settings_release(&settings);
}

static void test_each_layer_goes_before_the_one_below(void **state)
{
	static const char *const origins[LAYER_COUNT] = {
		[LAYER_DEFAULT] = "default",
		[LAYER_GLOBAL] = "/f:7",
		[LAYER_PROFILE] = "profile acme, /f:7",
		[LAYER_ENVIRONMENT] = "VARIABLE in the environment",
		[LAYER_DESCRIPTOR] = "descriptor 0, line 7",
		[LAYER_COMMAND_LINE] = "--max-in-flight",
		[LAYER_SESSION] = "the demo",
	};
	struct settings settings;

	(void)state;
	settings_init(&settings);
	settings.file = xstrdup("/f");
	settings.profile = xstrdup("acme");
	for (int layer = LAYER_GLOBAL; layer < LAYER_COUNT; layer++) {
		char text[] = { (char)('0' + layer), '\0' };
		set(&settings, (enum settings_layer)layer, OPTION_MAX_IN_FLIGHT, text);
		assert_int_equal(settings_number(&settings, OPTION_MAX_IN_FLIGHT), layer);
		assert_int_equal(settings_layer_of(&settings, OPTION_MAX_IN_FLIGHT), layer);
		assert_origin(&settings, OPTION_MAX_IN_FLIGHT, origins[layer]);
	}
	settings_release(&settings);
}

static void test_setting_again_replaces(void **state)
{
	struct settings settings;

	(void)state;
	settings_init(&settings);
	set(&settings, LAYER_COMMAND_LINE, OPTION_THEME, "dark");
	set(&settings, LAYER_COMMAND_LINE, OPTION_THEME, "light");
	assert_string_equal(settings_text(&settings, OPTION_THEME), "light");
	assert_false(settings_set(&settings, LAYER_COMMAND_LINE, OPTION_THEME, "", NULL));
	assert_string_equal(settings_text(&settings, OPTION_THEME), "light");
	settings_release(&settings);
}

static void test_errors_say_where(void **state)
{
	static const struct {
		enum settings_layer layer;
		const char *error;
	} cases[] = {
		{ LAYER_COMMAND_LINE, "--read-only: must be yes or no, not \"x\"" },
		{ LAYER_ENVIRONMENT, "VARIABLE: must be yes or no, not \"x\"" },
		{ LAYER_PROFILE, "/f:7: read_only: must be yes or no, not \"x\"" },
		{ LAYER_GLOBAL, "/f:7: read_only: must be yes or no, not \"x\"" },
	};
	struct settings settings;

	(void)state;
	settings_init(&settings);
	settings.file = xstrdup("/f");
	for (size_t i = 0; i < ARRAY_SIZE(cases); i++) {
		struct error err = ERROR_INIT;
		assert_false(settings_set_from(&settings, cases[i].layer, OPTION_READ_ONLY, "x", 7,
					       "VARIABLE", NULL, &err));
		assert_error(&err, ERROR_USAGE, cases[i].error);
	}
	settings_release(&settings);
}

static void test_accounts_are_kept_apart(void **state)
{
	struct settings settings;

	(void)state;
	settings_init(&settings);
	settings.file = xstrdup("/f");
	settings.profile = xstrdup("acme");
	set(&settings, LAYER_PROFILE, OPTION_ACCOUNT_SID, SID_A);
	set(&settings, LAYER_PROFILE, OPTION_AUTH_TOKEN, "token of a");
	set(&settings, LAYER_PROFILE, OPTION_API_BASE, "https://a.example.com");
	set(&settings, LAYER_PROFILE, OPTION_READ_ONLY, "yes");
	assert_string_equal(settings_account_label(&settings), "acme");

	/* Somebody else's account in the environment: nothing of the profile's goes with it. */
	set(&settings, LAYER_ENVIRONMENT, OPTION_ACCOUNT_SID, SID_B);
	assert_string_equal(settings_text(&settings, OPTION_ACCOUNT_SID), SID_B);
	assert_null(settings_text(&settings, OPTION_AUTH_TOKEN));
	assert_null(settings_text(&settings, OPTION_API_BASE));
	assert_true(settings_bool(&settings, OPTION_READ_ONLY));
	assert_string_equal(settings_account_label(&settings), "environment");

	/* The same account, spelt another way. */
	set(&settings, LAYER_ENVIRONMENT, OPTION_ACCOUNT_SID, SID_A_UPPER);
	assert_string_equal(settings_text(&settings, OPTION_AUTH_TOKEN), "token of a");
	assert_string_equal(settings_account_label(&settings), "acme");

	/* A layer that names no account may add to any. */
	set(&settings, LAYER_GLOBAL, OPTION_REGION, "ie1");
	assert_string_equal(settings_text(&settings, OPTION_REGION), "ie1");
	settings_release(&settings);
}

static void test_a_chosen_profile_goes_before_the_environment(void **state)
{
	struct settings settings;

	(void)state;
	settings_init(&settings);
	settings.file = xstrdup("/f");
	settings.profile = xstrdup("acme");
	settings.profile_explicit = true;
	set(&settings, LAYER_PROFILE, OPTION_ACCOUNT_SID, SID_A);
	set(&settings, LAYER_ENVIRONMENT, OPTION_ACCOUNT_SID, SID_B);
	set(&settings, LAYER_ENVIRONMENT, OPTION_AUTH_TOKEN, "token of b");
	set(&settings, LAYER_PROFILE, OPTION_MAX_IN_FLIGHT, "5");
	set(&settings, LAYER_ENVIRONMENT, OPTION_MAX_IN_FLIGHT, "6");
	assert_string_equal(settings_text(&settings, OPTION_ACCOUNT_SID), SID_A);
	assert_null(settings_text(&settings, OPTION_AUTH_TOKEN));
	assert_int_equal(settings_number(&settings, OPTION_MAX_IN_FLIGHT), 6);
	settings_release(&settings);
}

static void test_the_demo_stands_alone(void **state)
{
	struct settings settings;

	(void)state;
	settings_init(&settings);
	set(&settings, LAYER_ENVIRONMENT, OPTION_REGION, "ie1");
	set(&settings, LAYER_GLOBAL, OPTION_PRODUCTION, "yes");
	set(&settings, LAYER_COMMAND_LINE, OPTION_AUTH_TOKEN, "real");
	set(&settings, LAYER_COMMAND_LINE, OPTION_THEME, "dark");
	set(&settings, LAYER_SESSION, OPTION_ACCOUNT_SID, SID_A);
	assert_null(settings_text(&settings, OPTION_REGION));
	assert_null(settings_text(&settings, OPTION_AUTH_TOKEN));
	assert_false(settings_bool(&settings, OPTION_PRODUCTION));
	assert_string_equal(settings_text(&settings, OPTION_THEME), "dark");
	assert_string_equal(settings_account_label(&settings), "demo");
	settings_release(&settings);
}

static void test_labels(void **state)
{
	static const struct {
		enum settings_layer layer;
		const char *label;
	} cases[] = {
		{ LAYER_GLOBAL, "config" },
		{ LAYER_ENVIRONMENT, "environment" },
		{ LAYER_COMMAND_LINE, "command line" },
	};

	(void)state;
	for (size_t i = 0; i < ARRAY_SIZE(cases); i++) {
		struct settings settings;
		settings_init(&settings);
		set(&settings, cases[i].layer, OPTION_ACCOUNT_SID, SID_A);
		assert_string_equal(settings_account_label(&settings), cases[i].label);
		settings_release(&settings);
	}
}

static void test_forget_secrets(void **state)
{
	struct settings settings;

	(void)state;
	settings_init(&settings);
	set(&settings, LAYER_ENVIRONMENT, OPTION_AUTH_TOKEN, "x");
	set(&settings, LAYER_PROFILE, OPTION_API_SECRET, "y");
	set(&settings, LAYER_PROFILE, OPTION_THEME, "dark");
	settings_forget_secrets(&settings);
	assert_null(settings_text(&settings, OPTION_AUTH_TOKEN));
	assert_null(settings_text(&settings, OPTION_API_SECRET));
	assert_string_equal(settings_text(&settings, OPTION_THEME), "dark");
	settings_release(&settings);
}

static void test_a_file_is_read_anew_below_what_was_said(void **state)
{
	struct settings said, anew;

	(void)state;
	settings_init(&said);
	set(&said, LAYER_COMMAND_LINE, OPTION_ACCOUNT_SID, SID_A);
	set(&said, LAYER_COMMAND_LINE, OPTION_THEME, "dark");
	set(&said, LAYER_ENVIRONMENT, OPTION_REGION, "ie1");
	set(&said, LAYER_ENVIRONMENT, OPTION_READ_ONLY, "yes");
	set(&said, LAYER_PROFILE, OPTION_CURSOR, "bar");
	for (int same = 0; same <= 1; same++) {
		settings_init(&anew);
		settings_adopt(&anew, &said, same == 1);
		assert_string_equal(settings_text(&anew, OPTION_THEME), "dark");
		assert_true(settings_bool(&anew, OPTION_READ_ONLY));
		assert_origin(&anew, OPTION_READ_ONLY, "VARIABLE in the environment");
		assert_int_equal(settings_number(&anew, OPTION_CURSOR), 0);
		if (same)
			assert_string_equal(settings_text(&anew, OPTION_ACCOUNT_SID), SID_A);
		else
			assert_null(settings_text(&anew, OPTION_ACCOUNT_SID));
		assert_int_equal(settings_is_set(&anew, OPTION_REGION), same);
		settings_release(&anew);
	}
	settings_release(&said);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(test_defaults),
		cmocka_unit_test(test_a_file_is_read_anew_below_what_was_said),
		cmocka_unit_test(test_each_layer_goes_before_the_one_below),
		cmocka_unit_test(test_setting_again_replaces),
		cmocka_unit_test(test_errors_say_where),
		cmocka_unit_test(test_accounts_are_kept_apart),
		cmocka_unit_test(test_a_chosen_profile_goes_before_the_environment),
		cmocka_unit_test(test_the_demo_stands_alone),
		cmocka_unit_test(test_labels),
		cmocka_unit_test(test_forget_secrets),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
