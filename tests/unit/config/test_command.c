#include "config/command.h"

#include <errno.h>
#include <signal.h>

#include "base/clock.h"
#include "files.h"

#define LIMIT_MS 60000 /* far more than anything here takes */

static void test_split(void **state)
{
	static const struct {
		const char *text;
		const char *words[5];
	} cases[] = {
		{ "pass", { "pass" } },
		{ "  pass\tshow\n x ", { "pass", "show", "x" } },
		{ "a 'b c' \"d e\"", { "a", "b c", "d e" } },
		{ "a'b'\"c\"d", { "abcd" } },
		{ "a '' \"\"", { "a", "", "" } },
		{ "a\\ b \\'c", { "a b", "'c" } },
		{ "'a\\b' \"a\\b\\\"c\\\\d\"", { "a\\b", "a\\b\"c\\d" } },
		{ "a $HOME `x` ; | * > f", { "a", "$HOME", "`x`", ";", "|" } },
		{ "~/x a~/y '~/z'", { "/h/x", "a~/y", "~/z" } },
	};

	(void)state;
	setenv("HOME", "/h", 1);
	for (size_t i = 0; i < ARRAY_SIZE(cases); i++) {
		char **argv = command_split(cases[i].text, NULL);
		assert_non_null(argv);
		for (size_t j = 0; j < 5 && cases[i].words[j]; j++) {
			assert_non_null(argv[j]);
			assert_string_equal(argv[j], cases[i].words[j]);
		}
		command_free(argv);
	}
}

static void test_not_split(void **state)
{
	static const char *const cases[][2] = {
		{ "", "is empty" },
		{ " \t", "is empty" },
		{ "a 'b", "has no closing '" },
		{ "a \"b\\\"", "has no closing \"" },
		{ "a \\", "ends in a lone backslash" },
		{ "'' a", "names no program" },
	};

	(void)state;
	for (size_t i = 0; i < ARRAY_SIZE(cases); i++) {
		struct error err = ERROR_INIT;
		assert_null(command_split(cases[i][0], &err));
		assert_error(&err, ERROR_USAGE, cases[i][1]);
	}
}

static void test_limits_of_splitting(void **state)
{
	struct strbuf text = STRBUF_INIT(STRBUF_LINE);
	struct error err = ERROR_INIT;

	(void)state;
	for (int i = 0; i < COMMAND_ARGUMENTS_MAX + 1; i++)
		strbuf_addstr(&text, "a ");
	assert_null(command_split(text.data, &err));
	assert_error(&err, ERROR_LIMIT, "has more than 64 words");
	strbuf_reset(&text);
	strbuf_addn(&text, 'a', 4097);
	assert_null(command_split(text.data, &err));
	assert_error(&err, ERROR_LIMIT, "has a word of more than 4096 bytes");
	strbuf_release(&text);
}

static void assert_secret(const char *command, const char *expected)
{
	struct secret secret = SECRET_INIT;

	assert_true(command_read_secret(command, LIMIT_MS, &secret, NULL));
	assert_string_equal(secret.text, expected);
	secret_release(&secret);
}

static void test_first_line_counts(void **state)
{
	(void)state;
	assert_secret("echo hunter2", "hunter2");
	assert_secret("printf hunter2", "hunter2");
	assert_secret("printf 'hunter2\\r\\n'", "hunter2");
	assert_secret("printf 'hunter2\\nuser: me\\n'", "hunter2");
	assert_secret("sh -c 'echo warning >&2; echo hunter2'", "hunter2");
	/* Nothing of a shell happens to the words. */
	assert_secret("echo '$HOME;id'", "$HOME;id");
}

static void test_failures(void **state)
{
	static const char *const cases[][2] = {
		{ "false", "ended with status 1" },
		{ "sh -c 'echo hunter2; exit 3'", "ended with status 3" },
		{ "sh -c 'echo hunter2; echo it is hunter2, hunter2! >&2; exit 3'",
		  "ended with status 3: it is *******, *******!" },
		{ "sh -c 'echo tried 0123456789abcdefABCDEF9876543210. >&2; exit 4'",
		  "ended with status 4: tried ********************************." },
		{ "sh -c 'echo key 0123456789abcdefABCDEF987654321 >&2; exit 4'",
		  "ended with status 4: key 0123456789abcdefABCDEF987654321" },
		{ "sh -c 'printf \"gpg: \\033[31mno key\\nmore\" >&2; exit 2'",
		  "ended with status 2: gpg: \xe2\x90\x9b[31mno key" },
		{ "sh -c 'kill -9 $$'", "was ended by signal 9" },
		{ "true", "printed nothing" },
		{ "echo", "the first line that it printed: is empty" },
		{ "echo 'hunter2 '",
		  "the first line that it printed: has a stray blank before or after it" },
		{ "printf 'a\\001b'", "the first line that it printed: holds a control character" },
	};

	(void)state;
	for (size_t i = 0; i < ARRAY_SIZE(cases); i++) {
		struct secret secret = SECRET_INIT;
		struct error err = ERROR_INIT;
		assert_false(command_read_secret(cases[i][0], LIMIT_MS, &secret, &err));
		assert_error_behind(&err, "password_command: ", cases[i][1]);
		assert_false(secret_is_set(&secret));
	}
}

static void test_missing_program(void **state)
{
	struct secret secret = SECRET_INIT;
	struct error err = ERROR_INIT;

	(void)state;
	assert_false(command_read_secret("/nonexistent/program x", LIMIT_MS, &secret, &err));
	/* POSIX leaves posix_spawn() both ways, and valgrind takes the second. */
	if (!strstr(err.text, "ended with status 127"))
		assert_string_equal(err.text, "password_command: /nonexistent/program cannot be "
					      "started: No such file or directory");
	error_release(&err);
}

static void test_too_much_output(void **state)
{
	struct secret secret = SECRET_INIT;
	struct error err = ERROR_INIT;

	(void)state;
	assert_false(command_read_secret("yes", LIMIT_MS, &secret, &err));
	assert_error(&err, ERROR_LIMIT,
		     "password_command: printed more than 4096 bytes and was stopped");
	/* What it says on stderr is not limited, only not kept. */
	assert_secret("sh -c 'head -c 300000 /dev/zero >&2; echo hunter2'", "hunter2");
}

/* Stopped at its limit with all its children: nobody holds the pipe's other end any more. */
static void test_time_limit(void **state)
{
	struct secret secret = SECRET_INIT;
	struct error err = ERROR_INIT;
	struct strbuf command = STRBUF_INIT(STRBUF_LINE), text = STRBUF_INIT(STRBUF_LINE);
	char *place = place_new();

	(void)state;
	strbuf_addf(&command, "sh -c 'echo $$ >%s/pid; sleep 600 & wait'", place);
	assert_false(command_read_secret(command.data, 300, &secret, &err));
	assert_error(&err, ERROR_LIMIT,
		     "password_command: was not done within 1 s and was stopped");
	strbuf_addf(&text, "%s/pid", place);
	struct strbuf pid = STRBUF_INIT(64);
	if (file_read(text.data, &pid, NULL)) {
		long group = strtol(pid.data, NULL, 10);
		/* The orphan is reaped by init in its own time; it runs no more. */
		assert_true(kill((pid_t)group, 0) != 0 && errno == ESRCH);
	}
	strbuf_release(&pid);
	strbuf_release(&text);
	strbuf_release(&command);
	free(place);
}

static void test_child_that_outlives(void **state)
{
	(void)state;
	/* As gpg leaves its agent behind, with our pipe still open. */
	assert_secret("sh -c 'sleep 5 & echo hunter2'", "hunter2");
}

static void test_environment(void **state)
{
	(void)state;
	setenv("TWILIO_AUTH_TOKEN", "x", 1);
	setenv("MSGDECK_REGION", "x", 1);
	setenv("AWS_SECRET_ACCESS_KEY", "x", 1);
	setenv("PATHS", "x", 1);
	setenv("GNUPGHOME", "/g", 1);
	setenv("PASSWORD_STORE_DIR", "/p", 1);
	setenv("LC_ALL", "C", 1);
	assert_secret("sh -c 'echo \"$GNUPGHOME$PASSWORD_STORE_DIR$LC_ALL:$TWILIO_AUTH_TOKEN"
		      "$MSGDECK_REGION$AWS_SECRET_ACCESS_KEY$PATHS\"'",
		      "/g/pC:");
}

static void test_no_terminal_and_no_input(void **state)
{
	(void)state;
	assert_secret("sh -c 'read x; (: </dev/tty) 2>/dev/null && echo tty; echo \"none$x\"'",
		      "none");
}

static void test_default_signals(void **state)
{
	struct sigaction ignore = { .sa_handler = SIG_IGN }, old;
	sigset_t all, mask;

	(void)state;
	sigaction(SIGPIPE, &ignore, &old);
	sigfillset(&all);
	sigprocmask(SIG_BLOCK, &all, &mask);
	/* A child that ignores or blocks SIGTERM would go on. */
	assert_secret("sh -c 'sh -c \"kill -TERM \\$\\$; echo still\" >/dev/null; echo $?'", "143");
	sigprocmask(SIG_SETMASK, &mask, NULL);
	sigaction(SIGPIPE, &old, NULL);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(test_split),
		cmocka_unit_test(test_not_split),
		cmocka_unit_test(test_limits_of_splitting),
		cmocka_unit_test(test_first_line_counts),
		cmocka_unit_test(test_failures),
		cmocka_unit_test(test_missing_program),
		cmocka_unit_test(test_too_much_output),
		cmocka_unit_test(test_time_limit),
		cmocka_unit_test(test_child_that_outlives),
		cmocka_unit_test(test_environment),
		cmocka_unit_test(test_no_terminal_and_no_input),
		cmocka_unit_test(test_default_signals),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
