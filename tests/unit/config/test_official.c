#include "config/official.h"

#include "base/json.h"
#include "files.h"

#define ACCOUNT "AC0123456789abcdef0123456789abcdef"
#define KEY "SK0123456789abcdef0123456789abcdef"
#define SECRET "5ecre75ecre75ecre75ecre75ecre701"
#define SIGN_IN "\"accountSid\":\"" ACCOUNT "\",\"apiKey\":\"" KEY "\",\"apiSecret\":\"" SECRET "\""

static bool parse(struct official *official, const char *text, struct error *err)
{
	return official_parse(official, "config.json", text, strlen(text), err);
}

static int set_up(void **state)
{
	(void)state;
	json_init();
	return 0;
}

static void profiles_as_the_tool_writes_them(void **state)
{
	static const char text[] =
		"{\"email\":\"a@b.example\",\"requireProfileInput\":false,\"edge\":\"sydney\","
		"\"activeProject\":\"acme eu\",\"profiles\":{"
		"\"acme eu\":{" SIGN_IN ",\"region\":\"ie1\",\"edge\":\"dublin\"},"
		"\"plain\":{" SIGN_IN ",\"region\":\"\"}}}";
	struct official official = OFFICIAL_INIT;
	const struct official_profile *profile;

	(void)state;
	assert_true(parse(&official, text, NULL));
	assert_int_equal(official.profiles.count, 2);
	assert_string_equal(official.active, "acme eu");
	profile = &official.profiles.items[0];
	assert_string_equal(profile->name, "acme eu");
	assert_string_equal(profile->fit, "acme-eu");
	assert_string_equal(profile->account_sid, ACCOUNT);
	assert_string_equal(profile->api_key, KEY);
	assert_string_equal(profile->api_secret, SECRET);
	assert_string_equal(profile->region, "ie1");
	assert_string_equal(profile->edge, "dublin");
	assert_null(profile->refused);
	profile = &official.profiles.items[1];
	assert_null(profile->region);
	assert_string_equal(profile->edge, "sydney"); /* the edge of all that have none */
	official_release(&official);
}

static void what_cannot_be_used_says_why(void **state)
{
	static const struct {
		const char *members, *why;
	} cases[] = {
		{ "5", "is not written as a profile is" },
		{ "{}", "has no account SID" },
		{ "{\"accountSid\":\"" ACCOUNT "\"}", "has no API key with a secret in this file" },
		{ "{\"accountSid\":\"" ACCOUNT "\",\"apiKey\":\"" KEY "\"}",
		  "has no API key with a secret in this file" },
		{ "{\"accountSid\":\"AC12\",\"apiKey\":\"" KEY "\",\"apiSecret\":\"x\"}",
		  "accountSid: must be AC and 32 hexadecimal digits; what is given has 4 "
		  "characters" },
		{ "{" SIGN_IN ",\"region\":\"a\\u0000b\"}", "region has a NUL byte in it" },
	};

	(void)state;
	for (size_t i = 0; i < sizeof(cases) / sizeof(*cases); i++) {
		struct official official = OFFICIAL_INIT;
		struct strbuf text = STRBUF_INIT(STRBUF_LINE);

		strbuf_addf(&text, "{\"profiles\":{\"one\":%s}}", cases[i].members);
		assert_true(parse(&official, text.data, NULL));
		assert_int_equal(official.profiles.count, 1);
		assert_string_equal(official.profiles.items[0].refused, cases[i].why);
		official_release(&official);
		strbuf_release(&text);
	}
}

static void names_become_fit_and_stay_apart(void **state)
{
	struct official official = OFFICIAL_INIT;

	(void)state;
	assert_true(parse(&official,
			  "{\"profiles\":{\"a.b\":{" SIGN_IN "},\"a b\":{" SIGN_IN
			  "},\"1\":{" SIGN_IN "},\"\":{" SIGN_IN "}}}",
			  NULL));
	assert_string_equal(official.profiles.items[0].fit, "a-b");
	assert_null(official.profiles.items[0].refused);
	assert_string_equal(official.profiles.items[1].refused,
			    "would have the same name as another, a-b");
	assert_string_equal(official.profiles.items[2].fit, "p1");
	assert_string_equal(official.profiles.items[3].fit, "p");
	assert_null(official.active);
	official_release(&official);
}

static void other_files_are_refused_without_quoting_them(void **state)
{
	struct official official = OFFICIAL_INIT;
	struct strbuf many = STRBUF_INIT(STRBUF_LINE);
	struct error err = ERROR_INIT;

	(void)state;
	assert_false(parse(&official, "{\"apiSecret\":\"" SECRET "\"}", &err));
	assert_error(&err, ERROR_USAGE,
		     "config.json has no \"profiles\"; it is no profile file of the official "
		     "command line tool");
	assert_false(parse(&official, "{\"apiSecret\":\"" SECRET "\",", &err));
	assert_non_null(strstr(error_text(&err), "config.json: "));
	assert_null(strstr(error_text(&err), SECRET));
	error_release(&err);
	strbuf_addstr(&many, "{\"profiles\":{");
	for (int i = 0; i <= OFFICIAL_PROFILES_MAX; i++)
		strbuf_addf(&many, "%s\"a%d\":1", i ? "," : "", i);
	strbuf_addstr(&many, "}}");
	assert_false(parse(&official, many.data, &err));
	assert_error(&err, ERROR_LIMIT, "config.json has more than 100 profiles");
	strbuf_release(&many);
	official_release(&official);
}

static void it_is_below_home(void **state)
{
	char *path;

	(void)state;
	setenv("HOME", "/ann", 1);
	path = official_path(NULL);
	assert_string_equal(path, "/ann/.twilio-cli/config.json");
	free(path);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(profiles_as_the_tool_writes_them),
		cmocka_unit_test(what_cannot_be_used_says_why),
		cmocka_unit_test(names_become_fit_and_stay_apart),
		cmocka_unit_test(other_files_are_refused_without_quoting_them),
		cmocka_unit_test(it_is_below_home),
	};

	return cmocka_run_group_tests(tests, set_up, NULL);
}
