#include "config/credentials_fd.h"

#include <fcntl.h>

#include "files.h"

#define SID "AC000000000000000000000000000000aa"
#define KEY "SK000000000000000000000000000000bb"

enum { LIMIT_MS = 60000, NO_TIME_MS = 20 };

static void init(struct settings *settings, int fd)
{
	char number[16];

	settings_init(settings);
	snprintf(number, sizeof(number), "%d", fd);
	assert_true(
		settings_set(settings, LAYER_COMMAND_LINE, OPTION_CREDENTIALS_FD, number, NULL));
}

/* A pipe that holds this and has an end. */
static int give(const char *bytes, size_t length)
{
	int ends[2];

	assert_int_equal(pipe(ends), 0);
	assert_int_equal(write(ends[1], bytes, length), (ssize_t)length);
	close(ends[1]);
	return ends[0];
}

static void assert_closed(int fd)
{
	assert_int_equal(fcntl(fd, F_GETFD), -1);
}

static void test_lines(void **state)
{
	static const struct {
		const char *text, *account, *key, *secret, *token;
	} cases[] = {
		{ "auth_token=hunter2", NULL, NULL, NULL, "hunter2" },
		{ "account_sid = " SID "\r\napi_key=" KEY "\r\napi_secret = a b=c \r\n", SID, KEY,
		  "a b=c", NULL },
		{ "# from the vault\n\n  \nTWILIO_ACCOUNT_SID=" SID
		  "\n TWILIO_AUTH_TOKEN\t=\thunter2\n",
		  SID, NULL, NULL, "hunter2" },
		{ "", NULL, NULL, NULL, NULL },
	};

	(void)state;
	for (size_t i = 0; i < ARRAY_SIZE(cases); i++) {
		struct settings settings;
		int fd = give(cases[i].text, strlen(cases[i].text));
		init(&settings, fd);
		assert_true(credentials_fd_load(&settings, LIMIT_MS, NULL));
		const struct {
			enum option_id id;
			const char *text;
		} wanted[] = { { OPTION_ACCOUNT_SID, cases[i].account },
			       { OPTION_API_KEY, cases[i].key },
			       { OPTION_API_SECRET, cases[i].secret },
			       { OPTION_AUTH_TOKEN, cases[i].token } };
		for (size_t k = 0; k < ARRAY_SIZE(wanted); k++) {
			const char *text = settings_text(&settings, wanted[k].id);
			assert_int_equal(text != NULL, wanted[k].text != NULL);
			if (text)
				assert_string_equal(text, wanted[k].text);
		}
		assert_closed(fd);
		settings_release(&settings);
	}
}

static void refuse(const char *bytes, size_t length, const char *words)
{
	struct settings settings;
	struct error err = ERROR_INIT;
	struct strbuf wanted = STRBUF_INIT(STRBUF_LINE);
	int fd = give(bytes, length);

	init(&settings, fd);
	assert_false(credentials_fd_load(&settings, LIMIT_MS, &err));
	strbuf_addf(&wanted, "descriptor %d: %s", fd, words);
	assert_string_equal(error_text(&err), wanted.data);
	assert_closed(fd);
	error_release(&err);
	strbuf_release(&wanted);
	settings_release(&settings);
}

/* Said with the line, never with what is in it. */
static void test_wrong_lines(void **state)
{
	char *large = xmalloc(40000);

	(void)state;
	memset(large, '\n', 40000);
#define REFUSE(text, words) refuse(text, sizeof(text) - 1, words)
	REFUSE("hunter2", "line 1 is not NAME=VALUE");
	REFUSE("\nhunter2=x",
	       "the name in line 2 is none of account_sid, api_key, api_secret and auth_token");
	REFUSE("region=ie1",
	       "the name in line 1 is none of account_sid, api_key, api_secret and auth_token");
	REFUSE("auth_token=a\nauth_token=b", "line 2 gives auth_token once more");
	REFUSE("auth_token=hun\0ter2", "it holds a NUL byte");
	refuse(large, 40000, "it holds more than 16384 bytes");
	free(large);
}

static void test_bad_values(void **state)
{
	static const char *const texts[] = { "auth_token=", "auth_token=hunter\0332",
					     "account_sid=hunter2" };

	(void)state;
	for (size_t i = 0; i < ARRAY_SIZE(texts); i++) {
		struct settings settings;
		struct error err = ERROR_INIT;
		init(&settings, give(texts[i], strlen(texts[i])));
		assert_false(credentials_fd_load(&settings, LIMIT_MS, &err));
		assert_non_null(strstr(error_text(&err), "line 1: "));
		assert_null(strstr(error_text(&err), "hunter"));
		error_release(&err);
		settings_release(&settings);
	}
}

static void assert_fails(int fd, int limit_ms, const char *words)
{
	struct settings settings;
	struct error err = ERROR_INIT;

	init(&settings, fd);
	assert_false(credentials_fd_load(&settings, limit_ms, &err));
	assert_non_null(strstr(error_text(&err), words));
	assert_closed(fd);
	error_release(&err);
	settings_release(&settings);
}

static void test_no_such_descriptors(void **state)
{
	int ends[2];
	int terminal = posix_openpt(O_RDWR | O_NOCTTY);

	(void)state;
	assert_true(terminal > 2);
	assert_fails(terminal, LIMIT_MS, "it is a terminal");
	assert_fails(terminal, LIMIT_MS, "it is not open");
	/* Somebody keeps it open and says nothing. */
	assert_int_equal(pipe(ends), 0);
	assert_fails(ends[0], NO_TIME_MS, "its end did not come in time");
	assert_int_equal(dup2(ends[1], 200), 200);
	assert_fails(200, LIMIT_MS, "it cannot be read");
	close(ends[1]);
}

static void test_files(void **state)
{
	char *place = place_new();
	char *path = place_write(place, "it's", "auth_token=hunter2\n", 0640);
	struct strbuf words = STRBUF_INIT(STRBUF_TEXT);
	struct settings settings;

	(void)state;
	strbuf_addf(&words, "can be read or written by others: run chmod 600 '%s/it'\\''s'", place);
	assert_fails(open(path, O_RDONLY), LIMIT_MS, words.data);
	assert_int_equal(chmod(path, 0600), 0);
	init(&settings, open(path, O_RDONLY));
	assert_true(credentials_fd_load(&settings, LIMIT_MS, NULL));
	assert_string_equal(settings_text(&settings, OPTION_AUTH_TOKEN), "hunter2");
	settings_release(&settings);
	strbuf_release(&words);
	free(path);
	free(place);
}

/* Heavier than the environment and a chosen profile, and it says where from. */
static void test_weight(void **state)
{
	struct strbuf origin = STRBUF_INIT(STRBUF_LINE);
	struct settings settings;
	int fd = give("\nauth_token=mine\n", 17);
	char wanted[64];

	(void)state;
	init(&settings, fd);
	settings.profile = xstrdup("acme");
	settings.profile_explicit = true;
	assert_true(settings_set(&settings, LAYER_ENVIRONMENT, OPTION_AUTH_TOKEN, "x", NULL));
	assert_true(settings_set(&settings, LAYER_PROFILE, OPTION_AUTH_TOKEN, "y", NULL));
	assert_true(credentials_fd_load(&settings, LIMIT_MS, NULL));
	assert_string_equal(settings_text(&settings, OPTION_AUTH_TOKEN), "mine");
	settings_origin(&settings, OPTION_AUTH_TOKEN, &origin);
	snprintf(wanted, sizeof(wanted), "descriptor %d, line 2", fd);
	assert_string_equal(origin.data, wanted);
	settings_forget_secrets(&settings);
	assert_null(settings_text(&settings, OPTION_AUTH_TOKEN));
	strbuf_release(&origin);
	settings_release(&settings);
}

static void test_without(void **state)
{
	struct settings settings;
	int fd = give("auth_token=hunter2\n", 19);

	(void)state;
	settings_init(&settings);
	assert_true(credentials_fd_load(&settings, LIMIT_MS, NULL));
	assert_int_equal(fcntl(fd, F_GETFD), 0);
	settings_release(&settings);
	/* The demo has its own account, and its children must not get it either. */
	init(&settings, fd);
	settings.demo = true;
	assert_true(credentials_fd_load(&settings, LIMIT_MS, NULL));
	assert_null(settings_text(&settings, OPTION_AUTH_TOKEN));
	assert_closed(fd);
	settings_release(&settings);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(test_lines),      cmocka_unit_test(test_wrong_lines),
		cmocka_unit_test(test_bad_values), cmocka_unit_test(test_no_such_descriptors),
		cmocka_unit_test(test_files),      cmocka_unit_test(test_weight),
		cmocka_unit_test(test_without),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
