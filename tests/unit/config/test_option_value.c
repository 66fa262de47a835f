#include "config/options.h"

#include "files.h"

#define AC32 "AC0123456789abcdef0123456789ABCDEF"
#define SK32 "SK0123456789abcdef0123456789abcdef"

static void test_accepted(void **state)
{
	static const struct {
		enum option_id id;
		const char *text, *formatted;
	} cases[] = {
		{ OPTION_READ_ONLY, "on", "yes" },
		{ OPTION_READ_ONLY, "FALSE", "no" },
		{ OPTION_MAX_IN_FLIGHT, "1", "1" },
		{ OPTION_MAX_IN_FLIGHT, "64", "64" },
		{ OPTION_POLL_INTERVAL, "90", "90s" },
		{ OPTION_POLL_INTERVAL, "1500ms", "1500ms" },
		{ OPTION_POLL_INTERVAL, "120s", "2m" },
		{ OPTION_POLL_INTERVAL, "24h", "1d" },
		{ OPTION_HISTORY_SINCE, "all", "all" },
		{ OPTION_HISTORY_SINCE, "ALL", "all" },
		{ OPTION_HISTORY_SINCE, "4w", "28d" },
		{ OPTION_MEMORY_LIMIT, "1024M", "1G" },
		{ OPTION_MEMORY_LIMIT, "8388608", "8M" },
		{ OPTION_MEMORY_LIMIT, "8388609", "8388609" },
		{ OPTION_CHANGES_PER_SECOND, "30", "30" },
		{ OPTION_CHANGES_PER_SECOND, "0.2", "0.2" },
		{ OPTION_CHANGES_PER_SECOND, "0.20", "0.2" },
		{ OPTION_CHANGES_PER_SECOND, "1.005", "1.005" },
		{ OPTION_CHANGES_PER_SECOND, "0.01", "0.01" },
		{ OPTION_CHANGES_PER_SECOND, "10000.000", "10000" },
		{ OPTION_CHANGES_PER_SECOND, "Unlimited", "unlimited" },
		{ OPTION_LOG_LEVEL, "warning", "warning" },
		{ OPTION_ACCOUNT_SID, AC32, AC32 },
		{ OPTION_ACCOUNT, AC32, AC32 },
		{ OPTION_API_KEY, SK32, SK32 },
		{ OPTION_REGION, "us1", "us1" },
		{ OPTION_API_BASE, "https://example.com", "https://example.com" },
		{ OPTION_API_BASE, "HTTPS://example.com:8443/", "https://example.com:8443" },
		{ OPTION_API_BASE, "https://[::1]:1", "https://[::1]:1" },
		{ OPTION_TIME_ZONE, "utc", "utc" },
		{ OPTION_THEME, "dark", "dark" },
		{ OPTION_LOG_FILE, "~/x", "/h/x" },
		{ OPTION_LOG_FILE, "x/y", "/base/x/y" },
		{ OPTION_LOG_FILE, "/x/y", "/x/y" },
		{ OPTION_AUTH_TOKEN, "s3cret", "***" },
		{ OPTION_PASSWORD_COMMAND, "pass 'a b'", "pass 'a b'" },
	};

	(void)state;
	setenv("HOME", "/h", 1);
	for (size_t i = 0; i < ARRAY_SIZE(cases); i++) {
		struct option_value value;
		struct strbuf text = STRBUF_INIT(STRBUF_LINE);
		assert_true(option_parse(cases[i].id, cases[i].text, "/base", &value, NULL));
		option_format(cases[i].id, &value, &text);
		assert_string_equal(text.data, cases[i].formatted);
		strbuf_release(&text);
		option_value_release(&value);
	}
}

static void test_refused(void **state)
{
	static const struct {
		enum option_id id;
		const char *text, *error;
	} cases[] = {
		{ OPTION_READ_ONLY, "maybe", "must be yes or no, not \"maybe\"" },
		{ OPTION_READ_ONLY, "", "must be yes or no, not \"\"" },
		{ OPTION_MAX_IN_FLIGHT, "0", "must be a whole number: 1 to 64, not \"0\"" },
		{ OPTION_MAX_IN_FLIGHT, "65", "must be a whole number: 1 to 64, not \"65\"" },
		{ OPTION_MAX_IN_FLIGHT, "5 ", "must be a whole number: 1 to 64, not \"5 \"" },
		{ OPTION_MAX_IN_FLIGHT, "-1", "must be a whole number: 1 to 64, not \"-1\"" },
		{ OPTION_MAX_IN_FLIGHT, "99999999999999999999",
		  "must be a whole number: 1 to 64, not \"99999999999999999999\"" },
		{ OPTION_CHANGES_PER_SECOND, "0",
		  "must be a number like 30 or 0.2: unlimited or 0.01 to 10000, not \"0\"" },
		{ OPTION_CHANGES_PER_SECOND, "0.009",
		  "must be a number like 30 or 0.2: unlimited or 0.01 to 10000, not \"0.009\"" },
		{ OPTION_CHANGES_PER_SECOND, "10000.001",
		  "must be a number like 30 or 0.2: unlimited or 0.01 to 10000, not \"10000.001\"" },
		{ OPTION_CHANGES_PER_SECOND, "1.",
		  "must be a number like 30 or 0.2: unlimited or 0.01 to 10000, not \"1.\"" },
		{ OPTION_CHANGES_PER_SECOND, ".5",
		  "must be a number like 30 or 0.2: unlimited or 0.01 to 10000, not \".5\"" },
		{ OPTION_CHANGES_PER_SECOND, "0.1234",
		  "must be a number like 30 or 0.2: unlimited or 0.01 to 10000, not \"0.1234\"" },
		{ OPTION_CHANGES_PER_SECOND, "-1",
		  "must be a number like 30 or 0.2: unlimited or 0.01 to 10000, not \"-1\"" },
		{ OPTION_CHANGES_PER_SECOND, "+1",
		  "must be a number like 30 or 0.2: unlimited or 0.01 to 10000, not \"+1\"" },
		{ OPTION_CHANGES_PER_SECOND, "1e3",
		  "must be a number like 30 or 0.2: unlimited or 0.01 to 10000, not \"1e3\"" },
		{ OPTION_CHANGES_PER_SECOND, "0.-1",
		  "must be a number like 30 or 0.2: unlimited or 0.01 to 10000, not \"0.-1\"" },
		{ OPTION_CHANGES_PER_SECOND, "1.+1",
		  "must be a number like 30 or 0.2: unlimited or 0.01 to 10000, not \"1.+1\"" },
		{ OPTION_CHANGES_PER_SECOND, "99999999999999999999",
		  "must be a number like 30 or 0.2: unlimited or 0.01 to 10000, not \"99999999999999999999\"" },
		{ OPTION_POLL_INTERVAL, "0",
		  "must be a time like 90s, 5m, 2h or 7d: 1s to 1d, not \"0\"" },
		{ OPTION_POLL_INTERVAL, "999ms",
		  "must be a time like 90s, 5m, 2h or 7d: 1s to 1d, not \"999ms\"" },
		{ OPTION_POLL_INTERVAL, "soon",
		  "must be a time like 90s, 5m, 2h or 7d: 1s to 1d, not \"soon\"" },
		{ OPTION_HISTORY_SINCE, "0",
		  "must be a time like 90s, 5m, 2h or 7d: all or 1h to 3660d, not \"0\"" },
		{ OPTION_MEMORY_LIMIT, "1M",
		  "must be a size like 64M or 1G: 8M to 1024G, not \"1M\"" },
		{ OPTION_MEMORY_LIMIT, "99999999T",
		  "must be a size like 64M or 1G: 8M to 1024G, not \"99999999T\"" },
		{ OPTION_CURSOR, "block", "must be marker, bar or terminal, not \"block\"" },
		{ OPTION_LOG_LEVEL, "", "must be error, warning, info or debug, not \"\"" },
		{ OPTION_ACCOUNT, "AC12",
		  "must be AC and 32 hexadecimal digits; what is given has 4 characters" },
		{ OPTION_ACCOUNT_SID, "AC12",
		  "must be AC and 32 hexadecimal digits; what is given has 4 characters" },
		{ OPTION_ACCOUNT_SID, "AC0123456789abcdef0123456789abcdeg",
		  "must be AC and 32 hexadecimal digits; what is given has 34 characters" },
		{ OPTION_ACCOUNT_SID, AC32 " ", "has a stray blank before or after it" },
		{ OPTION_ACCOUNT_SID, "\n" AC32, "has a stray blank before or after it" },
		{ OPTION_ACCOUNT_SID, SK32,
		  "must be the SID of an account (AC...); SK... is an API key, which belongs in "
		  "api_key" },
		{ OPTION_API_KEY, AC32,
		  "must be the SID of an API key (SK...); AC... is an account, which belongs in "
		  "account_sid" },
		{ OPTION_REGION, "US1",
		  "must be one word of small letters, digits and dashes, not \"US1\"" },
		{ OPTION_REGION, "a.b",
		  "must be one word of small letters, digits and dashes, not \"a.b\"" },
		{ OPTION_EDGE, "-a",
		  "must be one word of small letters, digits and dashes, not \"-a\"" },
		{ OPTION_EDGE, "",
		  "must be one word of small letters, digits and dashes, not \"\"" },
		{ OPTION_API_BASE, "http://example.com",
		  "must begin with https://; nothing is ever sent unencrypted" },
		{ OPTION_API_BASE, "https://user:hunter2@example.com",
		  "must be https:// and a host, without a user or password" },
		{ OPTION_API_BASE, "https://example.com/x",
		  "must be https:// and a host, perhaps with a port, such as "
		  "https://localhost:8443, not \"https://example.com/x\"" },
		{ OPTION_API_BASE, "https://",
		  "must be https:// and a host, perhaps with a port, such as "
		  "https://localhost:8443, not \"https://\"" },
		{ OPTION_API_BASE, "https://a:0",
		  "must be https:// and a host, perhaps with a port, such as "
		  "https://localhost:8443, not \"https://a:0\"" },
		{ OPTION_API_BASE, "https://a:65536",
		  "must be https:// and a host, perhaps with a port, such as "
		  "https://localhost:8443, not \"https://a:65536\"" },
		{ OPTION_API_BASE, "https://[]",
		  "must be https:// and a host, perhaps with a port, such as "
		  "https://localhost:8443, not \"https://[]\"" },
		{ OPTION_API_BASE, "https://[::1",
		  "must be https:// and a host, perhaps with a port, such as "
		  "https://localhost:8443, not \"https://[::1\"" },
		{ OPTION_API_BASE, "ftp://x",
		  "must be https:// and a host, perhaps with a port, such as "
		  "https://localhost:8443, not \"ftp://x\"" },
		{ OPTION_TIME_ZONE, "../../etc/passwd",
		  "must be local, utc, or a time zone that this machine knows, such as "
		  "Europe/Berlin, not \"../../etc/passwd\"" },
		{ OPTION_TIME_ZONE, "Mars/Olympus",
		  "must be local, utc, or a time zone that this machine knows, such as "
		  "Europe/Berlin, not \"Mars/Olympus\"" },
		{ OPTION_CA_FILE, "/nonexistent/ca.pem",
		  "/nonexistent/ca.pem cannot be read: No such file or directory" },
		{ OPTION_THEME, "", "must not be empty" },
		{ OPTION_THEME, "a\033b",
		  "must be a text without control characters, not \"a\xe2\x90\x9b"
		  "b\"" },
		{ OPTION_AUTH_TOKEN, "", "is empty" },
		{ OPTION_AUTH_TOKEN, " hunter2", "has a stray blank before or after it" },
		{ OPTION_AUTH_TOKEN, "hunter\t2", "holds a control character" },
		{ OPTION_PASSWORD_COMMAND, "", "is empty" },
		{ OPTION_PASSWORD_COMMAND, "pass 'x", "has no closing '" },
	};

	(void)state;
	for (size_t i = 0; i < ARRAY_SIZE(cases); i++) {
		struct option_value value;
		struct error err = ERROR_INIT;
		assert_false(option_parse(cases[i].id, cases[i].text, NULL, &value, &err));
		assert_error(&err, cases[i].id == OPTION_CA_FILE ? ERROR_IO : ERROR_USAGE,
			     cases[i].error);
		assert_null(value.text);
	}
}

static void test_too_long(void **state)
{
	char text[OPTION_TEXT_MAX + 2];
	struct option_value value;
	struct error err = ERROR_INIT;

	(void)state;
	memset(text, 'x', sizeof(text) - 1);
	text[sizeof(text) - 1] = '\0';
	assert_false(option_parse(OPTION_THEME, text, NULL, &value, &err));
	assert_error(&err, ERROR_LIMIT, "is longer than 4096 bytes");
	text[OPTION_TEXT_MAX] = '\0';
	assert_false(option_parse(OPTION_READ_ONLY, text, NULL, &value, &err));
	assert_error(
		&err, ERROR_USAGE,
		"must be yes or no, not \"xxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxx...\"");
}

static void test_time_zone_of_this_machine(void **state)
{
	char *place = place_new();
	char *path = place_write(place, "Here", "", 0644);
	struct option_value value;

	(void)state;
	setenv("TZDIR", place, 1);
	assert_true(option_parse(OPTION_TIME_ZONE, "Here", NULL, &value, NULL));
	option_value_release(&value);
	assert_false(option_parse(OPTION_TIME_ZONE, "There", NULL, &value, NULL));
	unsetenv("TZDIR");
	free(path);
	free(place);
}

static void test_relative_to_working_directory(void **state)
{
	struct option_value value;
	char *place = place_new();
	struct strbuf expected = STRBUF_INIT(STRBUF_LINE);

	(void)state;
	assert_int_equal(chdir(place), 0);
	char *here = getcwd(NULL, 0);
	strbuf_addf(&expected, "%s/log", here);
	unsetenv("PWD");
	assert_true(option_parse(OPTION_LOG_FILE, "log", NULL, &value, NULL));
	assert_string_equal(value.text, expected.data);
	option_value_release(&value);
	strbuf_release(&expected);
	assert_int_equal(chdir("/"), 0);
	free(here);
	free(place);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(test_accepted),
		cmocka_unit_test(test_refused),
		cmocka_unit_test(test_too_long),
		cmocka_unit_test(test_time_zone_of_this_machine),
		cmocka_unit_test(test_relative_to_working_directory),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
