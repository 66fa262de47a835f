#include "support/pty.h"

#include <errno.h>
#include <fcntl.h>
#include <pty.h>
#include <signal.h>
#include <stdnoreturn.h>
#include <string.h>
#include <sys/ioctl.h>
#include <sys/mman.h>
#include <sys/prctl.h>
#include <sys/wait.h>
#include <unistd.h>

#include "support/fail.h"
#include "support/writes.h"

struct report {
	enum pty_event event;
	int number;
};

/* What the keeper holds; everything of it was set up before the fork. */
struct keeper {
	int line;    /* the slave side */
	int events;  /* struct report, one at a time; the first is the program's process id */
	int control; /* from the test */
	int failure; /* errno of exec, closed by a successful one */
	const struct pty_options *options;
	const char *path;
	const char *const *argv;
	uint64_t *writes;
};

static void default_signals(void)
{
	sigset_t none;

	sigemptyset(&none);
	sigprocmask(SIG_SETMASK, &none, NULL);
	for (int number = 1; number < NSIG; number++)
		signal(number, SIG_DFL);
}

static noreturn void run_program(const struct keeper *keeper)
{
	setpgid(0, 0);
	signal(SIGTTOU, SIG_IGN);
	tcsetpgrp(keeper->line, getpid());
	default_signals();
	prctl(PR_SET_PDEATHSIG, SIGKILL);
	for (int fd = 0; fd <= 2; fd++)
		dup2(keeper->line, fd);
	if (chdir(keeper->options->directory) == 0) {
		if (keeper->options->count_writes)
			writes_wait_for_tracer();
		execve(keeper->path, (char *const *)(uintptr_t)keeper->argv,
		       (char *const *)(uintptr_t)keeper->options->env);
	}
	int number = errno;
	if (write(keeper->failure, &number, sizeof(number)) < 0)
		_exit(126);
	_exit(127);
}

static void report(const struct keeper *keeper, enum pty_event event, int number)
{
	struct report report = { event, number };

	if (write(keeper->events, &report, sizeof(report)) != sizeof(report))
		_exit(1);
}

/* As a shell does: take the terminal, wait to be told, give it back, continue. */
static void stopped(const struct keeper *keeper, pid_t program, int number)
{
	char byte;

	tcsetpgrp(keeper->line, getpid());
	report(keeper, PTY_STOPPED, number);
	if (read(keeper->control, &byte, 1) != 1)
		_exit(0);
	tcsetpgrp(keeper->line, program);
	report(keeper, PTY_CONTINUED, 0);
	kill(-program, SIGCONT);
}

static noreturn void keep(const struct keeper *keeper)
{
	int status = 0;
	pid_t program;

	default_signals();
	prctl(PR_SET_PDEATHSIG, SIGKILL);
	setsid();
	ioctl(keeper->line, TIOCSCTTY, 0);
	signal(SIGTTOU, SIG_IGN);
	signal(SIGPIPE, SIG_IGN);
	signal(SIGHUP, SIG_IGN);
	program = fork();
	if (program == 0)
		run_program(keeper);
	close(keeper->failure);
	report(keeper, PTY_CONTINUED, (int)program);
	if (keeper->options->count_writes)
		writes_seize(program);
	for (;;) {
		if (keeper->options->count_writes)
			status = writes_wait(program, keeper->writes);
		else if (waitpid(program, &status, WUNTRACED) < 0)
			_exit(1);
		if (WIFSTOPPED(status)) {
			stopped(keeper, program, WSTOPSIG(status));
			continue;
		}
		if (WIFEXITED(status))
			report(keeper, PTY_EXITED, WEXITSTATUS(status));
		else
			report(keeper, PTY_KILLED, WTERMSIG(status));
		_exit(0);
	}
}

static void make_pipe(int ends[2])
{
	if (pipe2(ends, O_CLOEXEC) < 0)
		test_fail("no pipe: %m");
}

static void open_line(struct pty *pty, int *line, const struct pty_options *options)
{
	struct winsize size = { .ws_row = (unsigned short)options->rows,
				.ws_col = (unsigned short)options->cols };

	if (openpty(&pty->fd, line, NULL, NULL, &size) < 0)
		test_fail("no pseudo-terminal: %m");
	fcntl(pty->fd, F_SETFD, FD_CLOEXEC);
	fcntl(*line, F_SETFD, FD_CLOEXEC);
	fcntl(pty->fd, F_SETFL, O_NONBLOCK);
	tcgetattr(*line, &pty->before);
	pty->before.c_iflag |= IUTF8;
	tcsetattr(*line, TCSANOW, &pty->before);
}

void pty_open(struct pty *pty, const struct pty_options *options, const char *path,
	      const char *const argv[])
{
	struct keeper keeper = { .options = options, .path = path, .argv = argv };
	int events[2], control[2], failure[2];
	struct report first;
	int number;

	*pty = (struct pty){ .fd = -1 };
	open_line(pty, &keeper.line, options);
	make_pipe(events);
	make_pipe(control);
	make_pipe(failure);
	pty->writes = mmap(NULL, sizeof(*pty->writes), PROT_READ | PROT_WRITE,
			   MAP_SHARED | MAP_ANONYMOUS, -1, 0);
	if (pty->writes == MAP_FAILED)
		test_fail("no shared memory: %m");
	keeper.writes = pty->writes;
	keeper.events = events[1];
	keeper.control = control[0];
	keeper.failure = failure[1];
	pty->events = events[0];
	pty->control = control[1];
	pty->keeper = fork();
	if (pty->keeper < 0)
		test_fail("no process: %m");
	if (pty->keeper == 0) {
		/* The keeper must see these end when the test goes away. */
		close(pty->fd);
		close(pty->control);
		close(pty->events);
		keep(&keeper);
	}
	close(keeper.line);
	close(keeper.events);
	close(keeper.control);
	close(keeper.failure);
	if (read(pty->events, &first, sizeof(first)) != sizeof(first))
		test_fail("the keeper of %s did not start it", path);
	pty->program = first.number;
	if (read(failure[0], &number, sizeof(number)) == sizeof(number)) {
		errno = number;
		test_fail("cannot run %s: %m", path);
	}
	close(failure[0]);
}

void pty_close(struct pty *pty)
{
	if (pty->fd < 0)
		return;
	kill(pty->keeper, SIGKILL);
	waitpid(pty->keeper, NULL, 0);
	close(pty->fd);
	close(pty->events);
	close(pty->control);
	munmap(pty->writes, sizeof(*pty->writes));
	pty->fd = -1;
}

void pty_resize(struct pty *pty, int cols, int rows)
{
	struct winsize size = { .ws_row = (unsigned short)rows, .ws_col = (unsigned short)cols };

	ioctl(pty->fd, TIOCSWINSZ, &size);
}

void pty_continue(struct pty *pty)
{
	if (write(pty->control, "c", 1) != 1)
		test_fail("the program cannot be continued: its keeper is gone");
}

bool pty_event(struct pty *pty, enum pty_event *event, int *number)
{
	struct report report;

	if (read(pty->events, &report, sizeof(report)) != sizeof(report))
		return false;
	*event = report.event;
	*number = report.number;
	return true;
}

bool pty_is_restored(const struct pty *pty)
{
	struct termios now;

	return tcgetattr(pty->fd, &now) == 0 && now.c_iflag == pty->before.c_iflag &&
	       now.c_oflag == pty->before.c_oflag && now.c_lflag == pty->before.c_lflag &&
	       now.c_cflag == pty->before.c_cflag;
}

uint64_t pty_writes(const struct pty *pty)
{
	return __atomic_load_n(pty->writes, __ATOMIC_ACQUIRE);
}
