#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

#include <string.h>

#include "api/settings.h"

#define ACCOUNT "AC00000000000000000000000000000000"

static void fill(struct api_settings *settings)
{
	api_settings_init(settings);
	api_settings_put(&settings->account_sid, ACCOUNT);
	api_settings_put(&settings->username, ACCOUNT);
	api_settings_put(&settings->password, "opensesame");
}

static void test_good(void **state)
{
	(void)state;
	struct api_settings settings, copy;
	fill(&settings);
	assert_true(api_settings_check(&settings, NULL));
	api_settings_put(&settings.region, "au1");
	api_settings_put(&settings.api_base, "https://127.0.0.1:8443");
	assert_true(api_settings_check(&settings, NULL));
	api_settings_copy(&copy, &settings);
	assert_string_equal(copy.password, "opensesame");
	assert_ptr_not_equal(copy.password, settings.password);
	assert_true(api_settings_check(&copy, NULL));
	api_settings_release(&settings);
	api_settings_release(&copy);
	assert_null(copy.password);
}

static void test_put(void **state)
{
	(void)state;
	char *member = NULL;
	api_settings_put(&member, "a");
	assert_string_equal(member, "a");
	api_settings_put(&member, "");
	assert_null(member);
	api_settings_put(&member, NULL);
	assert_null(member);
}

/* What is wrong is named; the secret is not shown. */
static void test_bad(void **state)
{
	(void)state;
	static const struct {
		size_t member;
		const char *value, *says;
	} cases[] = {
		{ offsetof(struct api_settings, account_sid), NULL, "account SID" },
		{ offsetof(struct api_settings, account_sid), "AC1", "account SID" },
		{ offsetof(struct api_settings, account_sid), "SK00000000000000000000000000000000",
		  "account SID" },
		{ offsetof(struct api_settings, username), NULL, "user name" },
		{ offsetof(struct api_settings, username), "a:b", "user name" },
		{ offsetof(struct api_settings, username), "a b", "user name" },
		{ offsetof(struct api_settings, password), NULL, "secret" },
		{ offsetof(struct api_settings, password), "opensesame\n", "secret" },
		{ offsetof(struct api_settings, region), "au1.evil", "region" },
		{ offsetof(struct api_settings, edge), "x/y", "edge" },
		{ offsetof(struct api_settings, api_base), "http://h", "api_base" },
		{ offsetof(struct api_settings, messaging_base), "https://h/path",
		  "messaging_base" },
		{ offsetof(struct api_settings, pricing_base), "h", "https://" },
		{ offsetof(struct api_settings, pricing_base), "https://u:p@h", "password in it" },
	};
	for (size_t i = 0; i < sizeof(cases) / sizeof(cases[0]); i++) {
		struct api_settings settings;
		struct error err = ERROR_INIT;
		fill(&settings);
		char **member = (char **)(void *)((char *)&settings + cases[i].member);
		api_settings_put(member, cases[i].value);
		assert_false(api_settings_check(&settings, &err));
		assert_int_equal(err.kind, ERROR_USAGE);
		assert_non_null(strstr(error_text(&err), cases[i].says));
		assert_null(strstr(error_text(&err), "opensesame"));
		error_release(&err);
		api_settings_release(&settings);
	}
}

static void test_limits(void **state)
{
	(void)state;
	struct api_settings settings;
	fill(&settings);
	settings.max_in_flight = 0;
	assert_false(api_settings_check(&settings, NULL));
	settings.max_in_flight = API_IN_FLIGHT_MAX + 1;
	assert_false(api_settings_check(&settings, NULL));
	settings.max_in_flight = API_IN_FLIGHT_MAX;
	assert_true(api_settings_check(&settings, NULL));
	settings.stall_ms = 0;
	assert_false(api_settings_check(&settings, NULL));
	api_settings_release(&settings);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(test_good),
		cmocka_unit_test(test_put),
		cmocka_unit_test(test_bad),
		cmocka_unit_test(test_limits),
	};
	return cmocka_run_group_tests(tests, NULL, NULL);
}
