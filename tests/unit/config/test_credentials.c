#include "config/credentials.h"

#include "files.h"

#define SID_A "AC000000000000000000000000000000aa"
#define SID_B "AC000000000000000000000000000000bb"
#define KEY_1 "SK00000000000000000000000000000011"
#define KEY_2 "SK00000000000000000000000000000022"

struct given {
	enum settings_layer layer;
	enum option_id id;
	const char *text;
};

static void give(struct settings *settings, const struct given *given, size_t count)
{
	settings_init(settings);
	settings->file = xstrdup("/f");
	settings->profile = xstrdup("acme");
	for (size_t i = 0; i < count && given[i].text; i++)
		assert_true(settings_set_from(settings, given[i].layer, given[i].id, given[i].text,
					      3, "VARIABLE", NULL, NULL));
}

static void test_complete(void **state)
{
	static const struct {
		struct given given[8];
		const char *account, *username, *password, *origin;
	} cases[] = {
		/* An account and its token. */
		{ { { LAYER_ENVIRONMENT, OPTION_ACCOUNT_SID, SID_A },
		    { LAYER_ENVIRONMENT, OPTION_AUTH_TOKEN, "token" } },
		  SID_A,
		  SID_A,
		  "token",
		  "auth_token from VARIABLE in the environment" },
		/* Key and token in one place: the key. */
		{ { { LAYER_ENVIRONMENT, OPTION_ACCOUNT_SID, SID_A },
		    { LAYER_ENVIRONMENT, OPTION_AUTH_TOKEN, "token" },
		    { LAYER_ENVIRONMENT, OPTION_API_KEY, KEY_1 },
		    { LAYER_ENVIRONMENT, OPTION_API_SECRET, "secret" } },
		  SID_A,
		  KEY_1,
		  "secret",
		  "api_secret from VARIABLE in the environment" },
		/* A token above, a key below: the token. */
		{ { { LAYER_ENVIRONMENT, OPTION_ACCOUNT_SID, SID_A },
		    { LAYER_ENVIRONMENT, OPTION_AUTH_TOKEN, "token" },
		    { LAYER_PROFILE, OPTION_API_KEY, KEY_1 },
		    { LAYER_PROFILE, OPTION_API_SECRET, "secret" } },
		  SID_A,
		  SID_A,
		  "token",
		  "auth_token from VARIABLE in the environment" },
		/* The secret alone from the environment, the rest from the profile. */
		{ { { LAYER_PROFILE, OPTION_ACCOUNT_SID, SID_A },
		    { LAYER_PROFILE, OPTION_API_KEY, KEY_1 },
		    { LAYER_ENVIRONMENT, OPTION_API_SECRET, "secret" } },
		  SID_A,
		  KEY_1,
		  "secret",
		  "api_secret from VARIABLE in the environment" },
		/* A secret that belongs to another key is left alone. */
		{ { { LAYER_PROFILE, OPTION_ACCOUNT_SID, SID_A },
		    { LAYER_PROFILE, OPTION_API_KEY, KEY_1 },
		    { LAYER_PROFILE, OPTION_API_SECRET, "secret of 1" },
		    { LAYER_ENVIRONMENT, OPTION_API_KEY, KEY_2 },
		    { LAYER_ENVIRONMENT, OPTION_API_SECRET, "secret of 2" } },
		  SID_A,
		  KEY_2,
		  "secret of 2",
		  "api_secret from VARIABLE in the environment" },
		/* A key without its secret, and a token. */
		{ { { LAYER_ENVIRONMENT, OPTION_ACCOUNT_SID, SID_A },
		    { LAYER_ENVIRONMENT, OPTION_API_KEY, KEY_1 },
		    { LAYER_ENVIRONMENT, OPTION_AUTH_TOKEN, "token" } },
		  SID_A,
		  SID_A,
		  "token",
		  "auth_token from VARIABLE in the environment" },
		/* A password command, for a token and for a key. */
		{ { { LAYER_PROFILE, OPTION_ACCOUNT_SID, SID_A },
		    { LAYER_PROFILE, OPTION_PASSWORD_COMMAND, "echo hunter2" } },
		  SID_A,
		  SID_A,
		  "hunter2",
		  "password_command from profile acme, /f:3" },
		{ { { LAYER_PROFILE, OPTION_ACCOUNT_SID, SID_A },
		    { LAYER_PROFILE, OPTION_API_KEY, KEY_1 },
		    { LAYER_PROFILE, OPTION_AUTH_TOKEN, "token" },
		    { LAYER_PROFILE, OPTION_PASSWORD_COMMAND, "echo hunter2" } },
		  SID_A,
		  KEY_1,
		  "hunter2",
		  "password_command from profile acme, /f:3" },
		/* Somebody else's token is not used, the own one below is. */
		{ { { LAYER_COMMAND_LINE, OPTION_ACCOUNT_SID, SID_A },
		    { LAYER_ENVIRONMENT, OPTION_ACCOUNT_SID, SID_B },
		    { LAYER_ENVIRONMENT, OPTION_AUTH_TOKEN, "token of b" },
		    { LAYER_PROFILE, OPTION_ACCOUNT_SID, SID_A },
		    { LAYER_PROFILE, OPTION_AUTH_TOKEN, "token of a" } },
		  SID_A,
		  SID_A,
		  "token of a",
		  "auth_token from profile acme, /f:3" },
	};

	(void)state;
	for (size_t i = 0; i < ARRAY_SIZE(cases); i++) {
		struct credentials credentials = CREDENTIALS_INIT;
		struct settings settings;

		give(&settings, cases[i].given, ARRAY_SIZE(cases[i].given));
		assert_int_equal(credentials_look(&settings, NULL), CREDENTIALS_COMPLETE);
		assert_true(credentials_load(&credentials, &settings, NULL));
		assert_string_equal(credentials.account_sid, cases[i].account);
		assert_string_equal(credentials.username, cases[i].username);
		assert_string_equal(credentials.password.text, cases[i].password);
		assert_string_equal(credentials.origin, cases[i].origin);
		assert_int_equal(credentials.uses_api_key,
				 strcmp(cases[i].username, cases[i].account) != 0);
		/* Nobody but the credentials holds a secret any more. */
		assert_null(settings_text(&settings, OPTION_AUTH_TOKEN));
		assert_null(settings_text(&settings, OPTION_API_SECRET));
		credentials_release(&credentials);
		settings_release(&settings);
	}
}

static void test_not_complete(void **state)
{
	static const struct {
		struct given given[8];
		enum credentials_state state;
		const char *error;
	} cases[] = {
		{ { { LAYER_GLOBAL, OPTION_THEME, "dark" } },
		  CREDENTIALS_ABSENT,
		  "There are no credentials" },
		{ { { LAYER_ENVIRONMENT, OPTION_ACCOUNT_SID, SID_A } },
		  CREDENTIALS_PARTIAL,
		  "There is an account_sid (from VARIABLE in the environment), but neither an API "
		  "key with its secret nor an auth token" },
		{ { { LAYER_PROFILE, OPTION_API_KEY, KEY_1 } },
		  CREDENTIALS_PARTIAL,
		  "The secret of the API key " KEY_1
		  " (from profile acme, /f:3) is missing: set api_secret or password_command" },
		{ { { LAYER_PROFILE, OPTION_API_KEY, KEY_1 },
		    { LAYER_PROFILE, OPTION_API_SECRET, "hunter2" } },
		  CREDENTIALS_PARTIAL,
		  "An API key needs the SID of its account, too, because it is in every path of "
		  "the API: set account_sid (AC...)" },
		{ { { LAYER_ENVIRONMENT, OPTION_AUTH_TOKEN, "hunter2" } },
		  CREDENTIALS_PARTIAL,
		  "An auth token needs the SID of its account: set account_sid (AC...)" },
		{ { { LAYER_ENVIRONMENT, OPTION_API_SECRET, "hunter2" } },
		  CREDENTIALS_PARTIAL,
		  "There is an API secret, but no api_key (SK...) it belongs to, and no "
		  "account_sid (AC...)" },
		{ { { LAYER_PROFILE, OPTION_ACCOUNT_SID, SID_A },
		    { LAYER_PROFILE, OPTION_AUTH_TOKEN, "hunter2" },
		    { LAYER_PROFILE, OPTION_PASSWORD_COMMAND, "pass" } },
		  CREDENTIALS_PARTIAL,
		  "auth_token and password_command are both set in the same place; remove one of "
		  "them" },
		{ { { LAYER_PROFILE, OPTION_ACCOUNT_SID, SID_A },
		    { LAYER_PROFILE, OPTION_API_KEY, KEY_1 },
		    { LAYER_PROFILE, OPTION_API_SECRET, "hunter2" },
		    { LAYER_PROFILE, OPTION_PASSWORD_COMMAND, "pass" } },
		  CREDENTIALS_PARTIAL,
		  "api_secret and password_command are both set in the same place; remove one of "
		  "them" },
		{ { { LAYER_ENVIRONMENT, OPTION_ACCOUNT_SID, SID_A },
		    { LAYER_PROFILE, OPTION_ACCOUNT_SID, SID_B },
		    { LAYER_PROFILE, OPTION_AUTH_TOKEN, "hunter2" } },
		  CREDENTIALS_PARTIAL,
		  "There is an account_sid (from VARIABLE in the environment), but neither an API "
		  "key with its secret nor an auth token; the auth_token from profile acme, /f:3 "
		  "belongs to another account and is not used" },
	};

	(void)state;
	for (size_t i = 0; i < ARRAY_SIZE(cases); i++) {
		struct credentials credentials = CREDENTIALS_INIT;
		struct settings settings;
		struct error err = ERROR_INIT;

		give(&settings, cases[i].given, ARRAY_SIZE(cases[i].given));
		assert_int_equal(credentials_look(&settings, &err), cases[i].state);
		assert_error(&err, ERROR_USAGE, cases[i].error);
		assert_false(credentials_load(&credentials, &settings, &err));
		assert_error(&err, ERROR_USAGE, cases[i].error);
		assert_null(credentials.account_sid);
		settings_release(&settings);
	}
}

static void test_command_fails(void **state)
{
	static const struct given given[] = {
		{ LAYER_PROFILE, OPTION_ACCOUNT_SID, SID_A },
		{ LAYER_PROFILE, OPTION_PASSWORD_COMMAND, "false" },
	};
	struct credentials credentials = CREDENTIALS_INIT;
	struct settings settings;
	struct error err = ERROR_INIT;

	(void)state;
	give(&settings, given, ARRAY_SIZE(given));
	assert_int_equal(credentials_look(&settings, NULL), CREDENTIALS_COMPLETE);
	assert_false(credentials_load(&credentials, &settings, &err));
	assert_error(&err, ERROR_USAGE, "password_command: ended with status 1");
	credentials_release(&credentials);
	settings_release(&settings);
}

static void test_ways(void **state)
{
	struct strbuf text = STRBUF_INIT(STRBUF_TEXT);

	(void)state;
	for (size_t i = 0; i < CREDENTIALS_WAYS; i++) {
		const struct credentials_way *way = &credentials_ways()[i];
		assert_true(way->title[0] && way->lines[0]);
		for (const char *const *line = way->lines; *line; line++)
			assert_true(strlen(*line) <= 72);
	}
	credentials_explain(&text);
	assert_non_null(strstr(text.data, "TWILIO_API_SECRET"));
	assert_non_null(strstr(text.data, "chmod 600"));
	assert_non_null(strstr(text.data, "password_command"));
	assert_non_null(strstr(text.data, "msgdeck --demo"));
	for (const char *line = text.data; *line; line += strcspn(line, "\n") + 1)
		assert_true(strcspn(line, "\n") <= 80);
	strbuf_release(&text);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(test_complete),
		cmocka_unit_test(test_not_complete),
		cmocka_unit_test(test_command_fails),
		cmocka_unit_test(test_ways),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
