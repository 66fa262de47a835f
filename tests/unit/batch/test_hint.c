#include "batch/hint.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

#include "base/mem.h"

static const struct hint_facts token = { .password_at = "auth_token from X" };
static const struct hint_facts key = { .password_at = "api_secret from X", .uses_api_key = true };
static const struct hint_facts key_in_region = { .password_at = "api_secret from X",
						 .uses_api_key = true,
						 .region = "ie1" };
static const struct hint_facts token_in_region = { .password_at = "x", .region = "ie1" };
static const struct hint_facts behind_proxy = { .password_at = "x", .proxy = true };
static const struct hint_facts elsewhere = { .password_at = "x", .own_base = true };

static void test_what_is_said(void **state)
{
	static const struct {
		enum error_kind kind;
		int status, code;
		const struct hint_facts *facts;
		const char *has, *has_not;
	} cases[] = {
		{ ERROR_AUTH, 401, 20003, &token, "the secret (auth_token from X)", "region" },
		{ ERROR_AUTH, 401, 20003, &token, "test credentials", "API key" },
		{ ERROR_AUTH, 401, 0, &key, "made in another region than us1", NULL },
		{ ERROR_AUTH, 401, 0, &key_in_region, "was not made in region ie1", "us1" },
		{ ERROR_AUTH, 401, 0, &token_in_region, "region ie1 has an auth token of its own",
		  NULL },
		{ ERROR_AUTH, 403, 20003, &key, "sign-in is refused", NULL },
		{ ERROR_AUTH, 403, 20403, &key, "list of permissions", "sign-in" },
		{ ERROR_API, 404, 20404, &key, "no such account", NULL },
		{ ERROR_API, 404, 20404, &elsewhere, "does that service know", NULL },
		{ ERROR_API, 429, 20429, &key, "max_in_flight", NULL },
		{ ERROR_API, 503, 0, &key, "the other side", NULL },
		{ ERROR_NETWORK, 0, 0, &key, "HTTPS_PROXY names it", "api_base" },
		{ ERROR_NETWORK, 0, 0, &behind_proxy, "is it the right one", "No proxy" },
		{ ERROR_NETWORK, 0, 0, &elsewhere, "is the service running", NULL },
		{ ERROR_TLS, 0, 0, &behind_proxy, "name its authority with ca_file", NULL },
	};

	(void)state;
	for (size_t i = 0; i < ARRAY_SIZE(cases); i++) {
		struct strbuf out = STRBUF_INIT(STRBUF_LINE);
		struct error err = { .kind = cases[i].kind,
				     .http_status = cases[i].status,
				     .code = cases[i].code };
		hint_add(&out, "> ", &err, cases[i].facts);
		assert_non_null(strstr(out.data, cases[i].has));
		assert_true(!cases[i].has_not || !strstr(out.data, cases[i].has_not));
		for (const char *line = out.data; *line; line += strcspn(line, "\n") + 1)
			assert_int_equal(strncmp(line, "> ", 2), 0);
		strbuf_release(&out);
	}
}

static void test_nothing_to_say(void **state)
{
	static const struct error errors[] = {
		{ .kind = ERROR_PROTOCOL },
		{ .kind = ERROR_TLS },
		{ .kind = ERROR_API, .http_status = 400 },
	};

	(void)state;
	for (size_t i = 0; i < ARRAY_SIZE(errors); i++) {
		struct strbuf out = STRBUF_INIT(STRBUF_LINE);
		hint_add(&out, "> ", &errors[i], &key);
		assert_int_equal(out.length, 0);
		strbuf_release(&out);
	}
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(test_what_is_said),
		cmocka_unit_test(test_nothing_to_say),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
