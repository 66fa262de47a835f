/*
 * activity_task.c - JOB_ACTIVITY: what is asked of Twilio right now, and was of late.
 */
#include "base/mem.h"
#include "fetch/task.h"

static void give(struct task *task)
{
	struct result *result = task_result(task);

	result->activity = sched_activity(&task->loop->sched, &result->arena);
	task_end(task, result, NULL);
}

static void release(struct task *task)
{
	(void)task;
}

static const struct task_ops ops = { .start = give, .release = release };

struct task *activity_task(void)
{
	struct task *task = xcalloc(1, sizeof(*task));

	task->ops = &ops;
	return task;
}
