/*
 * erase_child.h - `msgdeck erase` in a process of its own, that can be killed, stopped and looked at.
 */
#ifndef MSGDECK_TESTS_ERASE_CHILD_H
#define MSGDECK_TESTS_ERASE_CHILD_H

#include "erase_rig.h"

#define PATIENCE_MS 60000

struct run {
	pid_t process;
	int ended;   /* readable when it has */
	int inotify; /* the folder of journals was written to */
};

/* Starts the command, with `in` as its standard input (-1: the test's). It dies with the test. */
void run_start(struct run *run, struct scene *scene, const struct cli_erase *wanted, int in);
/* Waits until the journal was written to so many times; false when the command ended before. */
bool run_await_writes(const struct run *run, size_t writes);
/* Waits for its end; its wait status. */
int run_finish(struct run *run);
void expect_exit(int status, int code);

#endif
