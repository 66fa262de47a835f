/*
 * erase_child.c - the command in a child, and how it ended.
 */
#include <poll.h>
#include <signal.h>
#include <sys/inotify.h>
#include <sys/prctl.h>
#include <sys/syscall.h>
#include <sys/wait.h>
#include <unistd.h>

#include "erase_child.h"

void run_start(struct run *run, struct scene *scene, const struct cli_erase *wanted, int in)
{
	run->inotify = inotify_init1(IN_CLOEXEC | IN_NONBLOCK);
	assert_true(inotify_add_watch(run->inotify, scene->directory, IN_MODIFY) >= 0);
	fflush(NULL);
	run->process = fork();
	assert_true(run->process >= 0);
	if (run->process == 0) {
		prctl(PR_SET_PDEATHSIG, SIGKILL);
		if (in >= 0)
			dup2(in, STDIN_FILENO);
		_exit(erase_run(&scene->settings, NULL, scene->directory, wanted));
	}
	run->ended = (int)syscall(SYS_pidfd_open, run->process, 0);
	assert_true(run->ended >= 0);
}

bool run_await_writes(const struct run *run, size_t writes)
{
	char events[4096];

	while (writes) {
		struct pollfd fds[] = { { .fd = run->inotify, .events = POLLIN },
					{ .fd = run->ended, .events = POLLIN } };

		assert_true(poll(fds, 2, PATIENCE_MS) > 0);
		ssize_t got = read(run->inotify, events, sizeof(events));
		/* Events of the same kind are one as long as they wait. */
		writes -= got > 0;
		if (got <= 0 && fds[1].revents)
			return false;
	}
	return true;
}

int run_finish(struct run *run)
{
	int status;

	assert_int_equal(waitpid(run->process, &status, 0), run->process);
	close(run->ended);
	close(run->inotify);
	return status;
}

void expect_exit(int status, int code)
{
	if (!WIFEXITED(status) || WEXITSTATUS(status) != code)
		fail_msg("wait status 0x%x instead of exit %d", status, code);
}
