/*
 * tasks.h - help by task: what an operator wants to do, and how. The page of the screen "tasks", and a
 * section of the manual.
 */
#ifndef MSGDECK_VIEWS_TASKS_H
#define MSGDECK_VIEWS_TASKS_H

#include <stddef.h>

#define TASK_STEPS_MAX 6

struct task_help {
	const char *title;                 /* "Find out why …" */
	const char *steps[TASK_STEPS_MAX]; /* may name keys (ui/keytext.h); ends with NULL or full */
};

const struct task_help *tasks(size_t *count);

#endif
