#include "sandbox/permit.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>

#include <cmocka.h>

#include "base/mem.h"

#define ACCOUNT "/2010-04-01/Accounts/AC0123456789abcdef0123456789ABCDEF"
#define MESSAGE ACCOUNT "/Messages/SM00000000000000000000000000000000"

static const struct {
	const char *names;
	const char *path;
	bool denied;
} cases[] = {
	{ "", ACCOUNT "/Balance.json", false },
	{ "balance", ACCOUNT "/Balance.json", true },
	{ "balance", ACCOUNT ".json", false },
	{ "account", ACCOUNT ".json", true },
	{ "account", ACCOUNT "/Messages.json", false },
	{ "account", "/2010-04-01/Accounts.json", false },
	{ "accounts", "/2010-04-01/Accounts.json", true },
	{ "messages", ACCOUNT "/Messages.json", true },
	{ "messages", MESSAGE ".json", true },
	{ "messages", MESSAGE "/Feedback.json", true },
	{ "messages", MESSAGE "/Media.json", false },
	{ "media", MESSAGE "/Media.json", true },
	{ "media", MESSAGE "/Media/ME00000000000000000000000000000000", true },
	{ "media", MESSAGE ".json", false },
	{ "services", "/v1/Services", true },
	{ "services", "/v1/Services/MG00000000000000000000000000000000/PhoneNumbers", true },
	{ "numbers", ACCOUNT "/IncomingPhoneNumbers.json", true },
	{ "short-codes", ACCOUNT "/SMS/ShortCodes.json", true },
	{ "channel-senders", "/v2/Channels/Senders", true },
	{ "pricing", "/v1/Messaging/Countries/GB", true },
	{ "deactivations", "/v1/Deactivations", true },
	{ "pricing,balance", "/v1/Messaging/Countries", true },
	{ "pricing,balance", ACCOUNT "/Balance.json", true },
	{ "pricing,balance", "/v1/Services", false },
	{ "balance,", ACCOUNT "/Balance.json", true },
};

static void names_stand_for_paths(void **state)
{
	(void)state;
	for (size_t i = 0; i < ARRAY_SIZE(cases); i++) {
		uint32_t denied;

		assert_true(permit_parse(cases[i].names, &denied, NULL));
		if (permit_denies(denied, cases[i].path) != cases[i].denied)
			fail_msg("case %zu", i);
	}
}

static void unknown_names_are_refused(void **state)
{
	static const char *const names[] = { "money", "balance,money", ",", "balances", "Balance" };
	struct error err = ERROR_INIT;
	uint32_t denied;

	(void)state;
	for (size_t i = 0; i < ARRAY_SIZE(names); i++) {
		assert_false(permit_parse(names[i], &denied, &err));
		assert_int_equal(err.kind, ERROR_USAGE);
		error_release(&err);
	}
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(names_stand_for_paths),
		cmocka_unit_test(unknown_names_are_refused),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
