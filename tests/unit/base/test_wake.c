#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

#include <errno.h>
#include <fcntl.h>
#include <poll.h>
#include <unistd.h>

#include "base/wake.h"

static int is_ringing(const struct wake *wake)
{
	struct pollfd fd = { .fd = wake->read_fd, .events = POLLIN };

	return poll(&fd, 1, 0);
}

static void test_many_rings_are_one(void **state)
{
	(void)state;
	struct wake wake = WAKE_INIT;
	static const int rings[] = { 1, 2, 255, 256, 257, 512, 1000 };

	assert_true(wake_open(&wake, NULL));
	assert_int_equal(is_ringing(&wake), 0);
	for (size_t i = 0; i < sizeof(rings) / sizeof(rings[0]); i++) {
		for (int j = 0; j < rings[i]; j++)
			wake_ring(&wake);
		assert_int_equal(is_ringing(&wake), 1);
		wake_drain(&wake);
		assert_int_equal(is_ringing(&wake), 0);
	}
	wake_drain(&wake);
	wake_close(&wake);
	assert_int_equal(wake.read_fd, -1);
	assert_int_equal(wake.write_fd, -1);
	wake_close(&wake);
}

static void test_a_full_pipe_neither_blocks_nor_changes_errno(void **state)
{
	(void)state;
	struct wake wake = WAKE_INIT;

	assert_true(wake_open(&wake, NULL));
	int size = fcntl(wake.write_fd, F_GETPIPE_SZ);
	assert_true(size > 0);
	errno = EDOM;
	for (int i = 0; i < size + 10; i++)
		wake_ring(&wake);
	assert_int_equal(errno, EDOM);
	wake_drain(&wake);
	assert_int_equal(is_ringing(&wake), 0);
	wake_ring(&wake);
	assert_int_equal(is_ringing(&wake), 1);
	wake_close(&wake);
}

static void test_programs_started_from_here_do_not_hold_it(void **state)
{
	(void)state;
	struct wake wake = WAKE_INIT;

	assert_true(wake_open(&wake, NULL));
	assert_true(fcntl(wake.read_fd, F_GETFD) & FD_CLOEXEC);
	assert_true(fcntl(wake.write_fd, F_GETFD) & FD_CLOEXEC);
	wake_close(&wake);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(test_many_rings_are_one),
		cmocka_unit_test(test_a_full_pipe_neither_blocks_nor_changes_errno),
		cmocka_unit_test(test_programs_started_from_here_do_not_hold_it),
	};

	return cmocka_run_group_tests_name("wake", tests, NULL, NULL);
}
