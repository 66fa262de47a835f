#include "config/environment.h"

#include "files.h"

#define SID_A "AC000000000000000000000000000000aa"
#define SID_B "AC000000000000000000000000000000bb"

static int clear_variables(void **state)
{
	(void)state;
	for (size_t i = 0; i < OPTION_COUNT; i++) {
		struct strbuf name = STRBUF_INIT(STRBUF_LINE);
		option_environment_name((enum option_id)i, &name);
		unsetenv(name.data);
		strbuf_release(&name);
		if (option_row((enum option_id)i)->official_name)
			unsetenv(option_row((enum option_id)i)->official_name);
	}
	return 0;
}

static void test_official_names(void **state)
{
	static const struct {
		const char *name, *value;
		enum option_id id;
	} cases[] = {
		{ "TWILIO_ACCOUNT_SID", SID_A, OPTION_ACCOUNT_SID },
		{ "TWILIO_API_KEY", "SK000000000000000000000000000000aa", OPTION_API_KEY },
		{ "TWILIO_API_SECRET", "secret", OPTION_API_SECRET },
		{ "TWILIO_AUTH_TOKEN", "token", OPTION_AUTH_TOKEN },
		{ "TWILIO_REGION", "ie1", OPTION_REGION },
		{ "TWILIO_EDGE", "dublin", OPTION_EDGE },
	};
	struct settings settings;

	(void)state;
	settings_init(&settings);
	for (size_t i = 0; i < ARRAY_SIZE(cases); i++)
		setenv(cases[i].name, cases[i].value, 1);
	assert_true(environment_load(&settings, NULL));
	for (size_t i = 0; i < ARRAY_SIZE(cases); i++) {
		assert_string_equal(settings_text(&settings, cases[i].id), cases[i].value);
		assert_string_equal(settings.layers[LAYER_ENVIRONMENT][cases[i].id].variable,
				    cases[i].name);
	}
	settings_release(&settings);
}

static void test_own_names_decide(void **state)
{
	struct settings settings;

	(void)state;
	settings_init(&settings);
	setenv("TWILIO_ACCOUNT_SID", SID_A, 1);
	setenv("MSGDECK_ACCOUNT_SID", SID_B, 1);
	setenv("TWILIO_REGION", "ie1", 1);
	setenv("MSGDECK_REGION", "", 1);
	setenv("MSGDECK_MAX_IN_FLIGHT", "7", 1);
	assert_true(environment_load(&settings, NULL));
	assert_string_equal(settings_text(&settings, OPTION_ACCOUNT_SID), SID_B);
	assert_string_equal(settings_text(&settings, OPTION_REGION), "ie1");
	assert_int_equal(settings_number(&settings, OPTION_MAX_IN_FLIGHT), 7);
	settings_release(&settings);
}

static void test_secrets_are_removed_and_wiped(void **state)
{
	static const char *const names[] = { "TWILIO_API_SECRET", "TWILIO_AUTH_TOKEN",
					     "MSGDECK_API_SECRET", "MSGDECK_AUTH_TOKEN" };
	const char *values[ARRAY_SIZE(names)];
	struct settings settings;

	(void)state;
	settings_init(&settings);
	/* As in the first environment, the bytes stay where they are when the name goes. */
	static char bytes[ARRAY_SIZE(names)][64];
	for (size_t i = 0; i < ARRAY_SIZE(names); i++) {
		snprintf(bytes[i], sizeof(bytes[i]), "%s=hunter2", names[i]);
		assert_int_equal(putenv(bytes[i]), 0);
		values[i] = getenv(names[i]);
	}
	assert_true(environment_load(&settings, NULL));
	assert_string_equal(settings_text(&settings, OPTION_AUTH_TOKEN), "hunter2");
	for (size_t i = 0; i < ARRAY_SIZE(names); i++) {
		assert_null(getenv(names[i]));
		assert_string_equal(values[i], "");
	}
	settings_release(&settings);
}

static void test_secrets_are_removed_after_an_error(void **state)
{
	struct settings settings;
	struct error err = ERROR_INIT;

	(void)state;
	settings_init(&settings);
	setenv("TWILIO_ACCOUNT_SID", "AC12", 1);
	setenv("TWILIO_AUTH_TOKEN", "hunter2", 1);
	assert_false(environment_load(&settings, &err));
	assert_error(
		&err, ERROR_USAGE,
		"TWILIO_ACCOUNT_SID: must be AC and 32 hexadecimal digits; what is given has 4 "
		"characters");
	assert_null(getenv("TWILIO_AUTH_TOKEN"));
	settings_release(&settings);
}

static void test_stray_blanks(void **state)
{
	struct settings settings;
	struct error err = ERROR_INIT;

	(void)state;
	settings_init(&settings);
	setenv("TWILIO_AUTH_TOKEN", "hunter2\n", 1);
	assert_false(environment_load(&settings, &err));
	assert_error(&err, ERROR_USAGE, "TWILIO_AUTH_TOKEN: has a stray blank before or after it");
	settings_release(&settings);
}

/* Whatever is wrong with somebody's account must not keep him from the demo. */
static void test_demo_passes_over_the_account(void **state)
{
	struct settings settings;

	(void)state;
	settings_init(&settings);
	settings.demo = true;
	setenv("TWILIO_ACCOUNT_SID", "nonsense", 1);
	setenv("TWILIO_AUTH_TOKEN", " nonsense", 1);
	setenv("MSGDECK_THEME", "light", 1);
	assert_true(environment_load(&settings, NULL));
	assert_null(settings_text(&settings, OPTION_ACCOUNT_SID));
	assert_null(settings_text(&settings, OPTION_AUTH_TOKEN));
	assert_null(getenv("TWILIO_AUTH_TOKEN"));
	assert_string_equal(settings_text(&settings, OPTION_THEME), "light");
	settings_release(&settings);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test_setup(test_official_names, clear_variables),
		cmocka_unit_test_setup(test_own_names_decide, clear_variables),
		cmocka_unit_test_setup(test_secrets_are_removed_and_wiped, clear_variables),
		cmocka_unit_test_setup(test_secrets_are_removed_after_an_error, clear_variables),
		cmocka_unit_test_setup(test_stray_blanks, clear_variables),
		cmocka_unit_test_setup(test_demo_passes_over_the_account, clear_variables),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
