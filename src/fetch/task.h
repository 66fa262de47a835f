/*
 * task.h - a job while it is being carried out.
 *
 * Each kind of job is one file with a struct that starts with a struct task. A task makes calls
 * (fetch/sched.h), turns what they bring into results, and ends itself with task_end(). The loop
 * frees tasks that are over, outside of any callback.
 *
 * Thread: the fetch thread.
 */
#ifndef MSGDECK_FETCH_TASK_H
#define MSGDECK_FETCH_TASK_H

#include <stdbool.h>

#include "fetch/queue.h"
#include "fetch/sched.h"

struct loop {
	struct sched sched;
	const struct api_settings *settings;
	struct result_queue *results;
	bool given; /* a result, since the UI thread was last woken */
	struct task *tasks;
};

struct task;

struct task_ops {
	void (*start)(struct task *task);
	/* Adds a call that would be worth making side by side with those there are; may be NULL. */
	bool (*more)(struct task *task);
	/* One more page may be read; NULL unless the kind of job waits for that. */
	void (*go_on)(struct task *task);
	/* Frees its calls and what it owns, not the struct. */
	void (*release)(struct task *task);
};

struct task {
	const struct task_ops *ops;
	struct loop *loop;
	struct job job; /* owned */
	bool over;
	struct task *next;
};

struct task *history_task(void);
struct task *newer_task(void);
struct task *refresh_task(void);
struct task *account_task(void);
struct task *message_task(void);
struct task *change_task(void);
struct task *list_task(void);
struct task *read_task(void);
struct task *content_task(void);
struct task *activity_task(void);
struct task *deactivated_task(void);

/* A new call of this task to an endpoint with its usual host and path; `sid` may be NULL. What else
 * the path names is the job's. */
struct call *task_call(struct task *task, enum endpoint_id id, const struct sid *sid,
		       call_done *done, void *context);
/* A call for one more page of the message list: the link, or NULL for the first page of this size.
 * NULL with err filled when the link is refused. */
struct call *task_list_call(struct task *task, const char *link, int page_size, call_done *done,
			    void *context, struct error *err);
/* A call for the page that a link of such an endpoint leads to. NULL as above. */
struct call *task_link_call(struct task *task, enum endpoint_id id, const char *link,
			    call_done *done, void *context, struct error *err);
/* A result of this task, empty, owned by the caller until it is given. */
struct result *task_result(const struct task *task);
/* Moves the messages of a page into the result. */
void result_take_messages(struct result *result, struct page *page);
/* The same with records of result->list. */
void result_take_records(struct result *result, struct page *page);
/* Whether Twilio itself says that it is not there: a 404 without a code is a gateway's or a login
 * page's, and nothing is gone. */
bool error_says_gone(const struct error *err);
void task_give(struct task *task, struct result *result);
/* The last result. `result` may be NULL; err may be NULL and is taken over. */
void task_end(struct task *task, struct result *result, struct error *err);

#endif
