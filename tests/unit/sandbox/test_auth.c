#include "sandbox/auth.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>

#include <cmocka.h>

#include "base/mem.h"

/* printf 'AC1:token' | base64, and so on */
static const struct {
	const char *header;
	bool right;
} cases[] = {
	{ "Basic QUMxOnRva2Vu", true },
	{ "basic QUMxOnRva2Vu", true },
	{ "Basic  QUMxOnRva2Vu", true },
	{ "Basic U0sxOnM6ZWNyZXQ=", true }, /* SK1:s:ecret */
	{ NULL, false },
	{ "", false },
	{ "Basic", false },
	{ "Basic ", false },
	{ "Bearer QUMxOnRva2Vu", false },
	{ "Basic QUMxOnRva2Vu!", false },
	{ "Basic QUMxOnRva2VuMg==", false }, /* AC1:token2 */
	{ "Basic QUMxOnM6ZWNyZXQ=", false }, /* AC1 with the key's secret */
	{ "Basic QUMxOg==", false },         /* AC1: */
	{ "Basic Og==", false },             /* : */
};

static void pairs_are_compared(void **state)
{
	struct account account = {
		.sid = "AC1", .token = "token", .key_sid = "SK1", .key_secret = "s:ecret"
	};

	(void)state;
	for (size_t i = 0; i < ARRAY_SIZE(cases); i++)
		if (auth_check(&account, cases[i].header) != cases[i].right)
			fail_msg("case %zu", i);
}

static void long_headers_are_refused(void **state)
{
	struct account account = { .sid = "AC1", .token = "token" };
	struct strbuf header = STRBUF_INIT(STRBUF_LINE);

	(void)state;
	strbuf_addstr(&header, "Basic ");
	strbuf_addn(&header, 'A', 5000);
	assert_false(auth_check(&account, header.data));
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
