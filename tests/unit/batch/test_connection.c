#include "batch/connection.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

#define ACCOUNT "AC00000000000000000000000000000001"

static void connect_with(enum option_id id, const char *text, struct api_settings *api)
{
	struct credentials credentials = CREDENTIALS_INIT;
	struct settings settings;

	settings_init(&settings);
	if (text)
		assert_true(settings_set(&settings, LAYER_COMMAND_LINE, id, text, NULL));
	credentials.account_sid = (char *)(uintptr_t)ACCOUNT;
	credentials.username = (char *)(uintptr_t)ACCOUNT;
	credentials.password.text = (char *)(uintptr_t) "secret";
	assert_true(connection_settings(&settings, &credentials, api, NULL));
	settings_release(&settings);
}

/* The last door before the network must hear of it. */
static void test_read_only(void **state)
{
	struct api_settings api;

	(void)state;
	connect_with(OPTION_READ_ONLY, NULL, &api);
	assert_false(api.read_only);
	api_settings_release(&api);
	connect_with(OPTION_READ_ONLY, "yes", &api);
	assert_true(api.read_only);
	api_settings_release(&api);
}

static void test_limits(void **state)
{
	struct api_settings api;

	(void)state;
	connect_with(OPTION_MAX_IN_FLIGHT, "7", &api);
	assert_int_equal(api.max_in_flight, 7);
	assert_string_equal(api.account_sid, ACCOUNT);
	assert_string_equal(api.password, "secret");
	api_settings_release(&api);
	connect_with(OPTION_STALL_TIMEOUT, "3s", &api);
	assert_int_equal(api.stall_ms, 3000);
	api_settings_release(&api);
}

/* The account that is looked at may be another than the one that signs in. */
static void test_other_account(void **state)
{
	static const char other[] = "AC00000000000000000000000000000002";
	struct api_settings api;

	(void)state;
	connect_with(OPTION_ACCOUNT, other, &api);
	assert_string_equal(api.account_sid, other);
	assert_string_equal(api.username, ACCOUNT);
	api_settings_release(&api);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(test_read_only),
		cmocka_unit_test(test_limits),
		cmocka_unit_test(test_other_account),
	};
	return cmocka_run_group_tests(tests, NULL, NULL);
}
