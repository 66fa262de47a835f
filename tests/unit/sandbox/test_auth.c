#include "sandbox/auth.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>

#include <cmocka.h>

#include "base/mem.h"

/* printf 'AC1:token' | base64, and so on */
static const struct {
	const char *header;
	enum credentials credentials;
} cases[] = {
	{ "Basic QUMxOnRva2Vu", CREDENTIALS_TOKEN },
	{ "basic QUMxOnRva2Vu", CREDENTIALS_TOKEN },
	{ "Basic  QUMxOnRva2Vu", CREDENTIALS_TOKEN },
	{ "Basic U0sxOnM6ZWNyZXQ=", CREDENTIALS_KEY }, /* SK1:s:ecret */
	{ NULL, CREDENTIALS_WRONG },
	{ "", CREDENTIALS_WRONG },
	{ "Basic", CREDENTIALS_WRONG },
	{ "Basic ", CREDENTIALS_WRONG },
	{ "Bearer QUMxOnRva2Vu", CREDENTIALS_WRONG },
	{ "Basic QUMxOnRva2Vu!", CREDENTIALS_WRONG },
	{ "Basic QUMxOnRva2VuMg==", CREDENTIALS_WRONG }, /* AC1:token2 */
	{ "Basic QUMxOnM6ZWNyZXQ=", CREDENTIALS_WRONG }, /* AC1 with the key's secret */
	{ "Basic QUMxOg==", CREDENTIALS_WRONG },         /* AC1: */
	{ "Basic Og==", CREDENTIALS_WRONG },             /* : */
};

static void pairs_are_compared(void **state)
{
	struct account account = {
		.sid = "AC1", .token = "token", .key_sid = "SK1", .key_secret = "s:ecret"
	};

	(void)state;
	for (size_t i = 0; i < ARRAY_SIZE(cases); i++)
		if (auth_check(&account, cases[i].header) != cases[i].credentials)
			fail_msg("case %zu", i);
}

static void long_headers_are_refused(void **state)
{
	struct account account = { .sid = "AC1", .token = "token" };
	struct strbuf header = STRBUF_INIT(STRBUF_LINE);

	(void)state;
	strbuf_addstr(&header, "Basic ");
	strbuf_addn(&header, 'A', 5000);
	assert_int_equal(auth_check(&account, header.data), CREDENTIALS_WRONG);
	strbuf_release(&header);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(pairs_are_compared),
		cmocka_unit_test(long_headers_are_refused),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
