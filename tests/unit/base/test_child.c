#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

#include <fcntl.h>
#include <signal.h>
#include <stdlib.h>
#include <string.h>
#include <sys/wait.h>
#include <unistd.h>

#include "base/child.h"
#include "base/mem.h"
#include "base/strbuf.h"

#define OUTPUT_MAX 65536

/* Runs a line of shell and takes all that it prints. */
static int run(const char *line, const char *const *pass, struct strbuf *out)
{
	const char *const argv[] = { "/bin/sh", "-c", line, NULL };
	int ends[2], status;
	char bytes[512];
	ssize_t got;
	pid_t pid;

	assert_int_equal(pipe2(ends, O_CLOEXEC), 0);
	assert_true(child_start(
		&(struct child_spec){
			.argv = argv, .pass = pass, .input = -1, .output = ends[1], .errors = -1 },
		&pid, NULL));
	close(ends[1]);
	strbuf_reset(out);
	while ((got = read(ends[0], bytes, sizeof(bytes))) > 0)
		strbuf_add(out, bytes, (size_t)got);
	close(ends[0]);
	while (!child_ended(pid, &status))
		continue;
	return WEXITSTATUS(status);
}

static void test_errors_into_output(void **state)
{
	const char *const argv[] = { "/bin/sh", "-c", "echo out; echo bad >&2", NULL };
	char bytes[64] = "";
	int ends[2], status;
	size_t length = 0;
	ssize_t got;
	pid_t pid;

	(void)state;
	assert_int_equal(pipe2(ends, O_CLOEXEC), 0);
	assert_true(child_start(
		&(struct child_spec){
			.argv = argv, .input = -1, .output = ends[1], .errors = ends[1] },
		&pid, NULL));
	close(ends[1]);
	while ((got = read(ends[0], bytes + length, sizeof(bytes) - 1 - length)) > 0)
		length += (size_t)got;
	close(ends[0]);
	while (!child_ended(pid, &status))
		continue;
	assert_string_equal(bytes, "out\nbad\n");
}

static void test_errors_apart(void **state)
{
	const char *const argv[] = { "/bin/sh", "-c", "echo out; echo bad >&2", NULL };
	char bytes[64] = "";
	int ends[2], status;
	pid_t pid;

	(void)state;
	assert_int_equal(pipe2(ends, O_CLOEXEC), 0);
	assert_true(child_start(
		&(struct child_spec){ .argv = argv, .input = -1, .output = -1, .errors = ends[1] },
		&pid, NULL));
	close(ends[1]);
	assert_int_equal(read(ends[0], bytes, sizeof(bytes) - 1), 4);
	assert_string_equal(bytes, "bad\n");
	assert_int_equal(read(ends[0], bytes, sizeof(bytes)), 0);
	close(ends[0]);
	while (!child_ended(pid, &status))
		continue;
}

/* It leads a session, which has no terminal, or else only a group. */
static void test_detached(void **state)
{
	static const char *const argv[] = {
		"/bin/sh", "-c",
		"read -r pid name state parent group session rest </proc/self/stat; "
		"test $pid = $group && test $pid = $session",
		NULL
	};

	(void)state;
	for (int detached = 0; detached < 2; detached++) {
		int status;
		pid_t pid;

		assert_true(child_start(&(struct child_spec){ .argv = argv,
							      .input = -1,
							      .output = -1,
							      .errors = -1,
							      .detached = detached },
					&pid, NULL));
		while (!child_ended(pid, &status))
			continue;
		assert_int_equal(WEXITSTATUS(status), !detached);
	}
}

static void test_environment(void **state)
{
	static const char *const pass[] = { "KEPT", "LC_*", NULL };
	struct strbuf out = STRBUF_INIT(OUTPUT_MAX);
	static const char print[] = "/usr/bin/env | /usr/bin/sort | /bin/grep -v -e ^PWD= -e ^_= "
				    "-e ^SHLVL= -e ^OLDPWD=";

	(void)state;
	setenv("TWILIO_AUTH_TOKEN", "hush", 1);
	setenv("KEPT", "yes", 1);
	setenv("KEPT_NOT", "no", 1);
	setenv("LC_CTYPE", "C.UTF-8", 1);
	unsetenv("LC_ALL");
	assert_int_equal(run(print, pass, &out), 0);
	assert_string_equal(out.data, "KEPT=yes\nLC_CTYPE=C.UTF-8\n");
	assert_int_equal(run(print, NULL, &out), 1);
	assert_string_equal(out.data, "");
	strbuf_release(&out);
}

static void test_variables_of_its_own(void **state)
{
	static const char *const argv[] = { "/bin/sh", "-c", "test \"$SAID\" = '$(false)'", NULL };
	static const char *const set[] = { "SAID=$(false)", NULL };
	int status;
	pid_t pid;

	(void)state;
	assert_true(child_start(
		&(struct child_spec){
			.argv = argv, .set = set, .input = -1, .output = -1, .errors = -1 },
		&pid, NULL));
	while (!child_ended(pid, &status))
		continue;
	assert_int_equal(WEXITSTATUS(status), 0);
}

/* A descriptor that a library left open is not handed on; and input is empty. */
static void test_descriptors(void **state)
{
	struct strbuf out = STRBUF_INIT(OUTPUT_MAX);
	int leaky = open("/dev/null", O_RDONLY);
	char line[128];

	(void)state;
	assert_true(leaky > STDERR_FILENO);
	snprintf(line, sizeof(line), "cat; test -e /proc/self/fd/%d && echo open; exit 7", leaky);
	assert_int_equal(run(line, NULL, &out), 7);
	assert_string_equal(out.data, "");
	close(leaky);
	strbuf_release(&out);
}

/* Ignored and blocked signals of ours are its own again. */
static void test_signals(void **state)
{
	struct strbuf out = STRBUF_INIT(OUTPUT_MAX);
	sigset_t blocked;

	(void)state;
	signal(SIGPIPE, SIG_IGN);
	signal(SIGUSR1, SIG_IGN);
	sigemptyset(&blocked);
	sigaddset(&blocked, SIGTERM);
	sigprocmask(SIG_BLOCK, &blocked, NULL);
	run("grep -E '^Sig(Blk|Ign)' /proc/self/status", NULL, &out);
	assert_int_equal(strtoull(strstr(out.data, "SigBlk:") + 7, NULL, 16), 0);
	assert_int_equal(strtoull(strstr(out.data, "SigIgn:") + 7, NULL, 16) &
				 (1ULL << (SIGPIPE - 1) | 1ULL << (SIGUSR1 - 1)),
			 0);
	sigprocmask(SIG_UNBLOCK, &blocked, NULL);
	strbuf_release(&out);
}

static void test_no_such_program(void **state)
{
	const char *const argv[] = { "/nonexistent/viewer", NULL };
	struct error err = ERROR_INIT;
	int status;
	pid_t pid;

	(void)state;
	/* valgrind makes of the C library's spawn a fork, whose child can only end with 127. */
	if (child_start(
		    &(struct child_spec){ .argv = argv, .input = -1, .output = -1, .errors = -1 },
		    &pid, &err)) {
		const char *preloaded = getenv("LD_PRELOAD");

		assert_true(preloaded && strstr(preloaded, "vgpreload"));
		assert_int_equal(waitpid(pid, &status, 0), pid);
		assert_true(WIFEXITED(status) && WEXITSTATUS(status) == 127);
		return;
	}
	assert_int_equal(err.kind, ERROR_IO);
	assert_non_null(strstr(error_text(&err), "/nonexistent/viewer"));
	error_release(&err);
}

/* With what it has started itself. */
static void test_kill(void **state)
{
	const char *const argv[] = { "/bin/sh", "-c", "sleep 1000 & sleep 1000", NULL };
	int ends[2], status;
	char byte;
	pid_t pid;

	(void)state;
	assert_int_equal(pipe2(ends, O_CLOEXEC), 0);
	assert_true(child_start(
		&(struct child_spec){ .argv = argv, .input = -1, .output = ends[1], .errors = -1 },
		&pid, NULL));
	close(ends[1]);
	assert_false(child_ended(pid, &status));
	child_kill(pid);
	/* Both are gone, so nobody holds the pipe open any more. */
	assert_int_equal(read(ends[0], &byte, 1), 0);
	close(ends[0]);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(test_environment),
		cmocka_unit_test(test_errors_into_output),
		cmocka_unit_test(test_errors_apart),
		cmocka_unit_test(test_detached),
		cmocka_unit_test(test_variables_of_its_own),
		cmocka_unit_test(test_descriptors),
		cmocka_unit_test(test_signals),
		cmocka_unit_test(test_no_such_program),
		cmocka_unit_test(test_kill),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
