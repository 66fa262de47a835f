/*
 * test_check.c - `msgdeck check` against the sandbox: what it says and how it ends.
 */
#include "batch/check.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>
#include <sys/mman.h>
#include <unistd.h>

#include "base/clock.h"
#include "base/file.h"
#include "base/hash.h"
#include "base/json.h"
#include "base/mem.h"
#include "config/cli.h"
#include "support/sandbox.h"

struct given {
	enum option_id id;
	const char *text; /* NULL: not set */
};

/* Runs the check with the sandbox's account, but for what is given; returns the exit status. */
static int check(struct sandbox *sandbox, const struct given *given, size_t count,
		 struct strbuf *out)
{
	struct given all[] = {
		{ OPTION_ACCOUNT_SID, sandbox_value(sandbox, "account_sid") },
		{ OPTION_AUTH_TOKEN, sandbox_value(sandbox, "auth_token") },
		{ OPTION_API_BASE, sandbox_value(sandbox, "url") },
		{ OPTION_CA_FILE, sandbox_value(sandbox, "ca_file") },
		{ OPTION_API_KEY, NULL },
		{ OPTION_API_SECRET, NULL },
	};
	struct settings settings;
	int fd = memfd_create("report", MFD_CLOEXEC);

	settings_init(&settings);
	for (size_t i = 0; i < ARRAY_SIZE(all); i++) {
		for (size_t j = 0; j < count; j++)
			if (given[j].id == all[i].id)
				all[i] = given[j];
		if (all[i].text)
			assert_true(settings_set(&settings, LAYER_COMMAND_LINE, all[i].id,
						 all[i].text, NULL));
	}
	int code = check_run(&settings, fd);
	settings_release(&settings);
	assert_int_equal(lseek(fd, 0, SEEK_SET), 0);
	char path[64];
	snprintf(path, sizeof(path), "/proc/self/fd/%d", fd);
	assert_true(file_read(path, out, NULL));
	close(fd);
	/* Whatever happens, no secret is printed. */
	assert_null(strstr(out->data, sandbox_value(sandbox, "auth_token")));
	return code;
}

static void assert_says(struct strbuf *out, const char *text)
{
	if (!strstr(out->data, text))
		fail_msg("not said: %s\n%s", text, out->data);
	strbuf_release(out);
}

static void test_all_is_well(void **state)
{
	struct sandbox *sandbox = sandbox_start((const char *[]){ "--messages=100", NULL }, 0);
	struct strbuf out = STRBUF_INIT(STRBUF_TEXT);
	size_t count;

	(void)state;
	assert_int_equal(check(sandbox, NULL, 0, &out), EXIT_SUCCESS);
	assert_non_null(strstr(out.data, "\naccount      ok: "));
	assert_non_null(strstr(out.data, "\nbalance      ok: "));
	assert_non_null(strstr(out.data, "\nmessages     ok: can be read, the newest is of "));
	assert_says(&out, "\nAll is well.\n");
	/* It only reads. */
	const struct sandbox_request *requests = sandbox_requests(sandbox, &count);
	assert_true(count >= 3);
	for (size_t i = 0; i < count; i++)
		assert_string_equal(requests[i].method, "GET");
	sandbox_stop(sandbox);
}

static void test_an_api_key(void **state)
{
	struct sandbox *sandbox = sandbox_start((const char *[]){ "--messages=0", NULL }, 0);
	const struct given given[] = {
		{ OPTION_API_KEY, sandbox_value(sandbox, "api_key") },
		{ OPTION_API_SECRET, sandbox_value(sandbox, "api_secret") },
		{ OPTION_AUTH_TOKEN, NULL },
	};
	struct strbuf out = STRBUF_INIT(STRBUF_TEXT);

	(void)state;
	assert_int_equal(check(sandbox, given, ARRAY_SIZE(given), &out), EXIT_SUCCESS);
	assert_non_null(strstr(out.data, "sign-in      API key, "));
	assert_says(&out, "messages     ok: none yet");
	sandbox_stop(sandbox);
}

/* Of an account that Twilio says little of, only that is said. */
static void test_an_account_without_a_name(void **state)
{
	static const struct {
		const char *fault, *says;
	} cases[] = {
		{ "--fault=types,match=/Accounts/AC[0-9a-f]*[.]json", "\naccount      ok\n" },
		{ "--fault=broken=missing,match=/Accounts/AC[0-9a-f]*[.]json",
		  "\naccount      ok: Full, active\n" },
	};

	(void)state;
	for (size_t i = 0; i < ARRAY_SIZE(cases); i++) {
		struct sandbox *sandbox =
			sandbox_start((const char *[]){ "--messages=0", cases[i].fault, NULL }, 0);
		struct strbuf out = STRBUF_INIT(STRBUF_TEXT);

		assert_int_equal(check(sandbox, NULL, 0, &out), EXIT_SUCCESS);
		assert_says(&out, cases[i].says);
		sandbox_stop(sandbox);
	}
}

static void test_what_fails_is_explained(void **state)
{
	static const struct {
		struct given given[2];
		int code;
		const char *says;
	} cases[] = {
		{ { { OPTION_AUTH_TOKEN, "0123456789abcdef0123456789abcdef" } },
		  EXIT_CHECK_FAILED,
		  "(Twilio error 20003)" },
		{ { { OPTION_AUTH_TOKEN, "wrong" } }, EXIT_CHECK_FAILED, "The sign-in is refused." },
		{ { { OPTION_ACCOUNT_SID, "AC00000000000000000000000000000000" } },
		  EXIT_CHECK_FAILED,
		  "account_sid is not the account" },
		{ { { OPTION_CA_FILE, NULL } }, EXIT_CHECK_FAILED, "name it with ca_file" },
		{ { { OPTION_API_BASE, "https://127.0.0.1:1" } },
		  EXIT_CHECK_FAILED,
		  "api_base is set: is the service running" },
		{ { { OPTION_AUTH_TOKEN, NULL } }, EXIT_BAD_USAGE, "There are three ways" },
		{ { { OPTION_AUTH_TOKEN, NULL }, { OPTION_ACCOUNT_SID, NULL } },
		  EXIT_BAD_USAGE,
		  "FAILED: There are no credentials" },
	};
	struct sandbox *sandbox = sandbox_start((const char *[]){ "--messages=0", NULL }, 0);

	(void)state;
	for (size_t i = 0; i < ARRAY_SIZE(cases); i++) {
		struct strbuf out = STRBUF_INIT(STRBUF_TEXT);
		size_t count = 1 + (i + 1 == ARRAY_SIZE(cases));
		assert_int_equal(check(sandbox, cases[i].given, count, &out), cases[i].code);
		assert_null(strstr(out.data, "All is well"));
		assert_says(&out, cases[i].says);
	}
	sandbox_stop(sandbox);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(test_all_is_well),
		cmocka_unit_test(test_an_api_key),
		cmocka_unit_test(test_an_account_without_a_name),
		cmocka_unit_test(test_what_fails_is_explained),
	};

	clock_init();
	hash_init();
	json_init();
	return cmocka_run_group_tests(tests, NULL, NULL);
}
