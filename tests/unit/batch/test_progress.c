#include "batch/progress.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>
#include <fcntl.h>
#include <stdlib.h>
#include <string.h>
#include <sys/ioctl.h>
#include <unistd.h>

#include "base/clock.h"

#define COLUMNS 20

static int terminal, saved; /* the terminal's other side; standard error as it was */

/* A terminal in place of standard error. */
static int connect_terminal(void **state)
{
	struct winsize size = { .ws_row = 5, .ws_col = COLUMNS };

	(void)state;
	clock_init();
	terminal = posix_openpt(O_RDWR | O_NOCTTY | O_CLOEXEC);
	if (terminal < 0 || grantpt(terminal) != 0 || unlockpt(terminal) != 0)
		return -1;
	int ours = open(ptsname(terminal), O_RDWR | O_NOCTTY | O_CLOEXEC);
	if (ours < 0 || ioctl(ours, TIOCSWINSZ, &size) != 0)
		return -1;
	saved = fcntl(STDERR_FILENO, F_DUPFD_CLOEXEC, 3);
	dup2(ours, STDERR_FILENO);
	close(ours);
	return 0;
}

static int disconnect_terminal(void **state)
{
	(void)state;
	dup2(saved, STDERR_FILENO);
	close(saved);
	close(terminal);
	return 0;
}

static void expect_bytes(const char *expected)
{
	char bytes[256];
	size_t length = 0;

	while (length < strlen(expected)) {
		ssize_t count = read(terminal, bytes + length, sizeof(bytes) - length);
		assert_true(count > 0);
		length += (size_t)count;
	}
	assert_int_equal(length, strlen(expected));
	assert_memory_equal(bytes, expected, length);
}

static void test_a_line_in_place_of_another(void **state)
{
	struct progress progress;

	(void)state;
	progress_init(&progress, false);
	assert_true(progress.watched);
	assert_true(progress_is_due(&progress));
	progress_show(&progress, "12345");
	expect_bytes("\r12345");
	assert_false(progress_is_due(&progress));
	progress_show(&progress, "123");
	expect_bytes("\r123  \r123");
	progress_clear(&progress);
	expect_bytes("\r   \r");
	progress_clear(&progress);
	progress_show(&progress, "again");
	expect_bytes("\ragain");
}

/* The last column stays free, and what it says controls nothing. */
static void test_cut_and_cleaned(void **state)
{
	struct progress progress;

	(void)state;
	progress_init(&progress, false);
	progress_show(&progress, "0123456789012345678901234");
	expect_bytes("\r0123456789012345678");
	progress_clear(&progress);
	expect_bytes("\r                   \r");
	progress_show(&progress, "\033[2J");
	expect_bytes("\r\u241b[2J");
}

static void test_nobody_watches(void **state)
{
	struct progress progress;

	(void)state;
	progress_init(&progress, true);
	assert_false(progress.watched);
	assert_false(progress_is_due(&progress));
	progress_show(&progress, "unseen");
	progress_clear(&progress);
	progress_init(&progress, false);
	progress_show(&progress, "seen");
	expect_bytes("\rseen");
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(test_a_line_in_place_of_another),
		cmocka_unit_test(test_cut_and_cleaned),
		cmocka_unit_test(test_nobody_watches),
	};

	return cmocka_run_group_tests(tests, connect_terminal, disconnect_terminal);
}
