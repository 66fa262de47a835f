#include "ui/tty.h"

#include <errno.h>
#include <poll.h>
#include <signal.h>
#include <string.h>
#include <sys/ioctl.h>
#include <termios.h>
#include <unistd.h>

#include "base/mem.h"

struct restore {
	size_t length;
	char bytes[TTY_RESTORE_MAX];
};

/* Read by signal handlers, so none of it is allocated; `restore` points to a whole one. */
static struct termios saved_modes;
static struct restore restores[2];
static struct restore *volatile restore;
static volatile sig_atomic_t is_taken;
static bool is_open;

static const int fatal_signals[] = { SIGSEGV, SIGBUS, SIGFPE, SIGILL, SIGABRT, SIGSYS, SIGQUIT };

static void fatal(int number)
{
	tty_restore();
	raise(number); /* SA_RESETHAND: the default action, once this handler returns */
}

static void set_guards(bool on)
{
	static char stack[16384] __attribute__((aligned(16)));
	struct sigaction action = { .sa_flags = (int)(SA_RESETHAND | SA_ONSTACK) };
	stack_t alternate = {
		.ss_sp = stack,
		.ss_size = sizeof(stack),
		.ss_flags = on ? 0 : SS_DISABLE,
	};

	action.sa_handler = on ? fatal : SIG_DFL;
	sigemptyset(&action.sa_mask);
	sigaltstack(&alternate, NULL);
	for (size_t i = 0; i < ARRAY_SIZE(fatal_signals); i++) {
		struct sigaction old;

		/* A sanitizer's handlers stay: they say more than we would. */
		sigaction(fatal_signals[i], NULL, &old);
		if (old.sa_handler == SIG_DFL || old.sa_handler == fatal)
			sigaction(fatal_signals[i], &action, NULL);
	}
	mem_on_exhaustion(on ? tty_restore : NULL);
}

bool tty_open(struct error *err)
{
	if (is_open)
		return true;
	if (!isatty(STDIN_FILENO) || !isatty(STDOUT_FILENO))
		return error_set(
			err, ERROR_IO,
			"standard input and output must be a terminal; run it without a pipe "
			"(over ssh, with `ssh -t`)");
	if (tcgetattr(STDIN_FILENO, &saved_modes) != 0)
		return error_errno(err, errno, "cannot read the modes of the terminal");
	set_guards(true);
	is_open = true;
	return true;
}

void tty_close(void)
{
	if (!is_open)
		return;
	set_guards(false);
	is_open = false;
}

int tty_in(void)
{
	return STDIN_FILENO;
}

bool tty_waits(void)
{
	struct pollfd ready = { .fd = tty_in(), .events = POLLIN };

	return poll(&ready, 1, 0) > 0;
}

int tty_out(void)
{
	return STDOUT_FILENO;
}

bool tty_raw(struct error *err)
{
	struct termios modes = saved_modes;

	cfmakeraw(&modes);
	modes.c_cc[VMIN] = 1;
	modes.c_cc[VTIME] = 0;
	is_taken = 1;
	while (tcsetattr(STDIN_FILENO, TCSADRAIN, &modes) != 0)
		if (errno != EINTR)
			return error_errno(err, errno, "cannot set the modes of the terminal");
	return true;
}

void tty_set_restore(const char *bytes, size_t length)
{
	struct restore *other = restore == &restores[0] ? &restores[1] : &restores[0];

	other->length = length > TTY_RESTORE_MAX ? TTY_RESTORE_MAX : length;
	memcpy(other->bytes, bytes, other->length);
	restore = other;
}

void tty_restore(void)
{
	const struct restore *what = restore;
	int saved_errno = errno;

	if (!is_taken)
		return;
	is_taken = 0;
	if (what) {
		ssize_t written = write(STDOUT_FILENO, what->bytes, what->length);

		(void)written; /* nothing more can be done */
	}
	/* Not TCSADRAIN: a terminal that takes no output must not keep a crash from ending. */
	tcsetattr(STDIN_FILENO, TCSANOW, &saved_modes);
	errno = saved_errno;
}

void tty_stop(void)
{
	struct sigaction stop = { .sa_handler = SIG_DFL };
	struct sigaction ours;
	sigset_t only_stop;
	sigset_t mask;

	sigemptyset(&stop.sa_mask);
	sigemptyset(&only_stop);
	sigaddset(&only_stop, SIGTSTP);
	sigaction(SIGTSTP, &stop, &ours);
	/* The whole job stops, as with ^Z: a script that waits for us must not keep the terminal. */
	kill(0, SIGTSTP);
	pthread_sigmask(SIG_UNBLOCK, &only_stop, &mask);
	pthread_sigmask(SIG_SETMASK, &mask, NULL);
	sigaction(SIGTSTP, &ours, NULL);
}

bool tty_write(const char *bytes, size_t length)
{
	while (length) {
		ssize_t written = write(STDOUT_FILENO, bytes, length);

		if (written < 0 && errno == EAGAIN) {
			struct pollfd ready = { .fd = STDOUT_FILENO, .events = POLLOUT };

			poll(&ready, 1, -1);
		} else if (written < 0 && errno != EINTR) {
			return false;
		} else if (written > 0) {
			bytes += written;
			length -= (size_t)written;
		}
	}
	return true;
}

void tty_size(int *columns, int *rows)
{
	struct winsize size;
	bool known = ioctl(STDOUT_FILENO, TIOCGWINSZ, &size) == 0 && size.ws_col && size.ws_row;

	*columns = known ? size.ws_col : 80;
	*rows = known ? size.ws_row : 24;
}
