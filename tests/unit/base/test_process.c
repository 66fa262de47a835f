#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

#include <fcntl.h>
#include <stdlib.h>
#include <sys/prctl.h>
#include <sys/resource.h>
#include <sys/wait.h>
#include <unistd.h>

#include "base/mem.h"
#include "base/process.h"

static void test_no_memory_for_others(void **state)
{
	struct rlimit limit;

	(void)state;
	assert_int_equal(prctl(PR_SET_DUMPABLE, 1), 0);
	process_guard();
	assert_int_equal(prctl(PR_GET_DUMPABLE), 0);
	assert_int_equal(getrlimit(RLIMIT_CORE, &limit), 0);
	assert_int_equal(limit.rlim_cur, 0);
}

static void test_no_log_of_tls_keys(void **state)
{
	(void)state;
	setenv("SSLKEYLOGFILE", "/nonexistent/keys", 1);
	process_guard();
	assert_null(getenv("SSLKEYLOGFILE"));
}

/* In a child: whether the standard files that are missing are there afterwards, and no other. */
static int guarded_without(unsigned missing)
{
	char byte = 'x';
	int next;

	for (int fd = STDIN_FILENO; fd <= STDERR_FILENO; fd++)
		if (missing & (1u << fd))
			close(fd);
	process_guard();
	for (int fd = STDIN_FILENO; fd <= STDERR_FILENO; fd++)
		if (fcntl(fd, F_GETFD) != 0) /* open, and a child's too */
			return 1;
	/* What would have been lost is an error. */
	for (int fd = STDIN_FILENO; fd <= STDERR_FILENO; fd++)
		if ((missing & (1u << fd)) &&
		    (fd == STDIN_FILENO ? read(fd, &byte, 1) : write(fd, &byte, 1)) >= 0)
			return 3;
	next = open("/dev/null", O_RDONLY | O_CLOEXEC);
	return next > STDERR_FILENO ? 0 : 2;
}

static void test_standard_files_are_there(void **state)
{
	(void)state;
	for (unsigned missing = 0; missing < 8; missing++) {
		int status;
		pid_t child = fork();

		assert_true(child >= 0);
		if (child == 0)
			_exit(guarded_without(missing));
		assert_int_equal(waitpid(child, &status, 0), child);
		assert_true(WIFEXITED(status));
		assert_int_equal(WEXITSTATUS(status), 0);
	}
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(test_no_memory_for_others),
		cmocka_unit_test(test_no_log_of_tls_keys),
		cmocka_unit_test(test_standard_files_are_there),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
