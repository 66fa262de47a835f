#include "support/writes.h"

#include <errno.h>
#include <signal.h>
#include <sys/ptrace.h>
#include <sys/syscall.h>
#include <sys/wait.h>
#include <unistd.h>

void writes_wait_for_tracer(void)
{
	raise(SIGSTOP);
}

void writes_seize(pid_t child)
{
	int status;

	if (waitpid(child, &status, WUNTRACED) < 0 || !WIFSTOPPED(status))
		_exit(1);
	if (ptrace(PTRACE_SEIZE, child, NULL, (void *)(long)PTRACE_O_TRACESYSGOOD) < 0)
		_exit(1);
	kill(child, SIGCONT);
}

static void look_at_call(pid_t child, uint64_t *count)
{
	struct __ptrace_syscall_info info;

	if (ptrace(PTRACE_GET_SYSCALL_INFO, child, sizeof(info), &info) <= 0 ||
	    info.op != PTRACE_SYSCALL_INFO_ENTRY)
		return;
	if ((info.entry.nr == SYS_write || info.entry.nr == SYS_writev) &&
	    info.entry.args[0] == STDOUT_FILENO)
		__atomic_add_fetch(count, 1, __ATOMIC_ACQ_REL);
}

int writes_wait(pid_t child, uint64_t *count)
{
	for (;;) {
		int status, deliver = 0;

		if (waitpid(child, &status, __WALL) < 0)
			_exit(1);
		if (!WIFSTOPPED(status))
			return status;
		if (WSTOPSIG(status) == (SIGTRAP | 0x80))
			look_at_call(child, count);
		else if (status >> 16 == 0)
			deliver = WSTOPSIG(status);
		if (status >> 16 == PTRACE_EVENT_STOP && WSTOPSIG(status) != SIGTRAP)
			ptrace(PTRACE_LISTEN, child, NULL, NULL);
		else
			ptrace(PTRACE_SYSCALL, child, NULL, (void *)(long)deliver);
	}
}
