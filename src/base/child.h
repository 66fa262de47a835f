/*
 * child.h - other programs, started so that they learn no more than they need.
 *
 * A child is executed at once (posix_spawn), never a bare copy of this process with what is in its
 * memory. Its environment holds only the variables that the caller names; its descriptors are the
 * three standard ones and no others; its signals are as a program expects them; it has a process
 * group of its own. No shell is involved.
 *
 * Thread: any, but one at a time for each child.
 */
#ifndef MSGDECK_BASE_CHILD_H
#define MSGDECK_BASE_CHILD_H

#include <stdbool.h>
#include <sys/types.h>

#include "base/error.h"

struct child_spec {
	const char *const
		*argv; /* NULL-ended; argv[0] is a path, or a name that is looked up in PATH */
	const char *const *pass; /* variables to pass on, NULL-ended; NULL: none. "LC_*": all such */
	const char *const *set;  /* "NAME=VALUE" besides those, NULL-ended; may be NULL */
	int input, output, errors; /* descriptors to be its own; -1: /dev/null */
	bool terminal; /* it is to use the terminal: takes the standard files as they are */
	bool detached; /* it is not to reach the terminal at all: gets a session of its own */
};

/* Variables that any program of the operator's may know, for `pass`: none of them is a secret. */
#define CHILD_PASS_COMMON                                                                   \
	"PATH", "HOME", "USER", "LOGNAME", "SHELL", "TMPDIR", "DISPLAY", "WAYLAND_DISPLAY", \
		"DBUS_SESSION_BUS_ADDRESS", "LANG", "TZ", "LC_*", "XDG_*"

/* Starts it. The descriptors stay the caller's. Fails when there is no such program. */
bool child_start(const struct child_spec *spec, pid_t *pid, struct error *err);
/* Whether it has ended, without waiting; then *status is that of waitpid(). */
bool child_ended(pid_t pid, int *status);
/* Kills it with all of its group, and waits until it is gone. */
void child_kill(pid_t pid);
/* Gives it the terminal and waits for its end; stopped (^Z) it goes on at once. The caller has made
 * the terminal what a program expects, and takes it back. Returns the status of waitpid(). */
int child_wait_terminal(pid_t pid);

#endif
