/*
 * pty.h - a program on a pseudo-terminal of its own, under a keeper that plays the shell.
 *
 * Job control needs a session whose leader is the program's parent, as a shell is: otherwise ^Z is
 * ignored by the kernel. So a small keeper process leads the session, runs the program in the
 * foreground, and reports over a pipe how it stopped or ended. When the test ends, whatever way,
 * the keeper and the program are killed with it.
 */
#ifndef MSGDECK_TESTS_PTY_H
#define MSGDECK_TESTS_PTY_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>
#include <sys/types.h>
#include <termios.h>

struct pty {
	int fd;       /* the master side, non-blocking */
	int events;   /* readable when the program stopped or ended */
	int control;  /* to the keeper: a byte continues the stopped program */
	pid_t keeper; /* our child */
	pid_t program;
	struct termios before; /* modes of the line before the program started */
	uint64_t *writes;      /* see pty_writes() */
};

struct pty_options {
	int cols, rows;
	const char *const *env; /* the whole environment, "NAME=VALUE", NULL-ended */
	const char *directory;  /* to start in */
	bool count_writes;      /* follow the program's main thread with ptrace(2) and count */
};

enum pty_event { PTY_STOPPED, PTY_CONTINUED, PTY_EXITED, PTY_KILLED };

/* Runs the program at `path` with argv, NULL-ended. Fails the test when it cannot be run. */
void pty_open(struct pty *pty, const struct pty_options *options, const char *path,
	      const char *const argv[]);
/* Kills what still runs, waits for it, and closes. */
void pty_close(struct pty *pty);
void pty_resize(struct pty *pty, int cols, int rows);
/* Continues a program that stopped, in the foreground, as `fg` does. */
void pty_continue(struct pty *pty);
/* Takes one report; `number` gets the exit status or the signal. False at the end of reports. Blocks
 * until there is one: poll pty->events first. */
bool pty_event(struct pty *pty, enum pty_event *event, int *number);
/* True while the line's modes are what they were before the program started. */
bool pty_is_restored(const struct pty *pty);
/* How many times the program's main thread has called write(2) or writev(2) on its standard output,
 * which is the terminal. Only with count_writes. */
uint64_t pty_writes(const struct pty *pty);

#endif
