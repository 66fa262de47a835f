#include "fetch/fetch.h"

#include <pthread.h>
#include <signal.h>
#include <stdlib.h>
#include <string.h>

#include "api/settings.h"
#include "base/mem.h"
#include "base/wake.h"
#include "fetch/queue.h"
#include "fetch/task.h"

/* How long the thread sleeps at most: with jobs, so that the health stays fresh, and without. */
#define STEP_MS 200
#define NAP_MS 60000

struct fetch {
	/* The UI thread's. */
	uint64_t next_id;
	size_t outstanding;
	pthread_t thread;

	/* Shared, each with its own lock. */
	struct command_queue commands;
	struct result_queue results;
	struct wake wake;
	pthread_mutex_t health_lock;
	struct fetch_health health;
	bool stop; /* under health_lock */

	/* The fetch thread's. */
	struct api_settings settings;
	struct http *http;
	struct loop loop;
};

static struct task *task_of_kind(enum job_kind kind)
{
	switch (kind) {
	case JOB_ACCOUNT:
		return account_task();
	case JOB_HISTORY:
		return history_task();
	case JOB_NEWER:
		return newer_task();
	case JOB_MESSAGE:
		return message_task();
	case JOB_REFRESH:
		return refresh_task();
	case JOB_CHANGE:
		return change_task();
	case JOB_LIST:
		return list_task();
	case JOB_CONTENT:
		return content_task();
	case JOB_READ:
		return read_task();
	case JOB_ACTIVITY:
		return activity_task();
	case JOB_DEACTIVATED:
		return deactivated_task();
	}
	return NULL;
}

static void free_task(struct task *task)
{
	task->ops->release(task);
	job_release(&task->job);
	free(task);
}

static void start_task(struct loop *loop, struct job *job)
{
	struct task *task = task_of_kind(job->kind);
	task->loop = loop;
	task->job = *job;
	memset(job, 0, sizeof(*job));
	task->next = loop->tasks;
	loop->tasks = task;
	task->ops->start(task);
}

/* NULL when it is over. */
static struct task *find_task(struct loop *loop, uint64_t id)
{
	struct task *task = loop->tasks;
	while (task && (task->job.id != id || task->over))
		task = task->next;
	return task;
}

static void let_task_go_on(struct loop *loop, uint64_t id)
{
	struct task *task = find_task(loop, id);
	if (task && task->ops->go_on)
		task->ops->go_on(task);
}

static void cancel_task(struct loop *loop, uint64_t id)
{
	struct error err = ERROR_INIT;
	struct task *task = find_task(loop, id);
	if (!task)
		return;
	error_set(&err, ERROR_CANCELLED, "it was cancelled");
	task_end(task, NULL, &err);
}

static void free_ended(struct loop *loop)
{
	for (struct task **link = &loop->tasks; *link;) {
		struct task *task = *link;
		if (task->over) {
			*link = task->next;
			free_task(task);
		} else {
			link = &task->next;
		}
	}
}

static void take_commands(struct fetch *fetch)
{
	struct command *command;
	while ((command = command_queue_pop(&fetch->commands))) {
		switch (command->kind) {
		case COMMAND_START:
			start_task(&fetch->loop, &command->job);
			break;
		case COMMAND_MORE:
			let_task_go_on(&fetch->loop, command->job.id);
			break;
		case COMMAND_CANCEL:
			cancel_task(&fetch->loop, command->job.id);
			break;
		}
		queue_command_free(command);
	}
}

/* One more request could be in flight: the first task that has a use for it. */
static bool more(void *context)
{
	struct loop *loop = context;
	for (struct task *task = loop->tasks; task; task = task->next)
		if (!task->over && task->ops->more && task->ops->more(task))
			return true;
	return false;
}

/* Publishes the health and only then rings for the results, so that both tell the same story.
 * Returns whether the thread is to end. */
static bool publish(struct fetch *fetch)
{
	struct loop *loop = &fetch->loop;
	pthread_mutex_lock(&fetch->health_lock);
	bool stop = fetch->stop;
	sched_health(&loop->sched, &fetch->health);
	pthread_mutex_unlock(&fetch->health_lock);
	if (loop->given)
		wake_ring(&fetch->wake);
	loop->given = false;
	return stop;
}

static void *run(void *context)
{
	struct fetch *fetch = context;
	struct loop *loop = &fetch->loop;
	for (;;) {
		take_commands(fetch);
		free_ended(loop);
		if (publish(fetch))
			break;
		loop->sched.hold = result_queue_count(&fetch->results) > RESULTS_WAITING_MAX;
		sched_run(&loop->sched, loop->tasks ? STEP_MS : NAP_MS);
		free_ended(loop);
		publish(fetch);
	}
	while (loop->tasks) {
		struct task *task = loop->tasks;
		loop->tasks = task->next;
		free_task(task);
	}
	return NULL;
}

static void release(struct fetch *fetch)
{
	sched_release(&fetch->loop.sched);
	http_free(fetch->http);
	command_queue_release(&fetch->commands);
	result_queue_release(&fetch->results);
	wake_close(&fetch->wake);
	error_release(&fetch->health.last_error);
	pthread_mutex_destroy(&fetch->health_lock);
	api_settings_release(&fetch->settings);
	free(fetch);
}

/* Signals are the UI thread's: the new thread starts with all of them blocked. */
static int start_thread(struct fetch *fetch)
{
	sigset_t all, before;
	sigfillset(&all);
	pthread_sigmask(SIG_SETMASK, &all, &before);
	int failed = pthread_create(&fetch->thread, NULL, run, fetch);
	pthread_sigmask(SIG_SETMASK, &before, NULL);
	return failed;
}

static bool set_up(struct fetch *fetch, struct error *err)
{
	if (!api_settings_check(&fetch->settings, err) || !wake_open(&fetch->wake, err))
		return false;
	fetch->http = http_new(&fetch->settings, err);
	if (!fetch->http)
		return false;
	struct loop *loop = &fetch->loop;
	sched_init(&loop->sched, fetch->http, &fetch->settings);
	loop->sched.more = more;
	loop->sched.more_context = loop;
	loop->settings = &fetch->settings;
	loop->results = &fetch->results;
	sched_health(&loop->sched, &fetch->health);
	int failed = start_thread(fetch);
	return !failed || error_errno(err, failed, "the network thread cannot start");
}

struct fetch *fetch_start(const struct api_settings *settings, struct error *err)
{
	struct fetch *fetch = xcalloc(1, sizeof(*fetch));
	fetch->wake = (struct wake)WAKE_INIT;
	fetch->health.last_error = (struct error)ERROR_INIT;
	command_queue_init(&fetch->commands);
	result_queue_init(&fetch->results);
	pthread_mutex_init(&fetch->health_lock, NULL);
	api_settings_copy(&fetch->settings, settings);
	if (set_up(fetch, err))
		return fetch;
	release(fetch);
	return NULL;
}

void fetch_stop(struct fetch *fetch)
{
	if (!fetch)
		return;
	pthread_mutex_lock(&fetch->health_lock);
	fetch->stop = true;
	pthread_mutex_unlock(&fetch->health_lock);
	http_wakeup(fetch->http);
	pthread_join(fetch->thread, NULL);
	release(fetch);
}

static struct text copy_text(struct text text)
{
	if (text.data)
		text.data = xstrndup(text.data, text.length);
	return text;
}

static void send_command(struct fetch *fetch, struct command *command)
{
	command_queue_push(&fetch->commands, command);
	http_wakeup(fetch->http);
}

uint64_t fetch_submit(struct fetch *fetch, struct job *job)
{
	struct command *command = xcalloc(1, sizeof(*command));
	job->id = ++fetch->next_id;
	command->job = *job;
	command->job.to = copy_text(job->to);
	command->job.from = copy_text(job->from);
	job->sids = NULL;
	job->sid_count = 0;
	job->saved = NULL;
	job->saved_count = 0;
	job->form = NULL;
	fetch->outstanding++;
	send_command(fetch, command);
	return job->id;
}

static void send_about(struct fetch *fetch, enum command_kind kind, uint64_t job)
{
	struct command *command = xcalloc(1, sizeof(*command));
	command->kind = kind;
	command->job.id = job;
	send_command(fetch, command);
}

void fetch_more(struct fetch *fetch, uint64_t job)
{
	send_about(fetch, COMMAND_MORE, job);
}

void fetch_cancel(struct fetch *fetch, uint64_t job)
{
	send_about(fetch, COMMAND_CANCEL, job);
}

int fetch_wake_fd(const struct fetch *fetch)
{
	return fetch->wake.read_fd;
}

struct result *fetch_receive(struct fetch *fetch)
{
	struct result *result = result_queue_pop(&fetch->results);
	if (!result) {
		/* Drained before the queue is looked at again, so no ring is lost; what comes meanwhile may
		 * not be alone. */
		wake_drain(&fetch->wake);
		result = result_queue_pop(&fetch->results);
		if (result)
			wake_ring(&fetch->wake);
	}
	if (result && result->last)
		fetch->outstanding--;
	if (result && result_queue_count(&fetch->results) == RESULTS_WAITING_MAX / 2)
		http_wakeup(fetch->http);
	return result;
}

void fetch_health(struct fetch *fetch, struct fetch_health *out)
{
	pthread_mutex_lock(&fetch->health_lock);
	*out = fetch->health;
	out->last_error = (struct error)ERROR_INIT;
	error_copy(&out->last_error, &fetch->health.last_error);
	pthread_mutex_unlock(&fetch->health_lock);
}

bool fetch_outstanding(const struct fetch *fetch)
{
	return fetch->outstanding > 0;
}
