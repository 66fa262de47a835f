/*
 * single.c - JOB_ACCOUNT and JOB_MESSAGE: one thing, read once.
 */
#include "fetch/task.h"

#include <string.h>

#include "base/mem.h"

/* The account and its balance, side by side. */
struct account_job {
	struct task task;
	struct call *account;
	struct call *balance;
	struct result *result; /* both answers go into it */
	struct account *found;
};

static struct account_job *account_job_of(struct task *task)
{
	return (struct account_job *)(void *)task;
}

static struct text text_into(struct arena *arena, struct text text)
{
	if (text.data)
		text.data = arena_strndup(arena, text.data, text.length);
	return text;
}

static void end_when_both(struct account_job *a, struct error *err)
{
	if (a->account || a->balance)
		return;
	struct result *result = a->result;
	a->result = NULL;
	task_end(&a->task, result, err);
}

static void account_done(struct call *call, struct page *page, struct error *err)
{
	struct account_job *a = call->context;
	a->account = NULL;
	if (page) {
		const struct account *got = page->records;
		struct arena *arena = &a->result->arena;
		a->found->sid = got->sid;
		a->found->owner = got->owner;
		a->found->date_created = got->date_created;
		a->found->date_updated = got->date_updated;
		a->found->friendly_name = text_into(arena, got->friendly_name);
		a->found->status = text_into(arena, got->status);
		a->found->type = text_into(arena, got->type);
		a->result->account = a->found;
	} else {
		/* Without the account its balance says nothing. */
		error_move(&a->result->error, err);
		call_free(a->balance);
		a->balance = NULL;
	}
	end_when_both(a, NULL);
}

static void balance_done(struct call *call, struct page *page, struct error *err)
{
	struct account_job *a = call->context;
	a->balance = NULL;
	if (page) {
		const struct account *got = page->records;
		a->found->has_balance = got->has_balance;
		a->found->balance = got->balance;
		a->found->currency = text_into(&a->result->arena, got->currency);
	} else {
		error_move(&a->result->balance_error, err);
	}
	end_when_both(a, NULL);
}

static void account_start(struct task *task)
{
	struct account_job *a = account_job_of(task);
	a->result = task_result(task);
	a->found = arena_calloc(&a->result->arena, 1, sizeof(*a->found));
	a->account = task_call(task, ENDPOINT_ACCOUNT, NULL, account_done, a);
	a->balance = task_call(task, ENDPOINT_BALANCE, NULL, balance_done, a);
	call_queue(a->account);
	call_queue(a->balance);
}

static void account_release(struct task *task)
{
	struct account_job *a = account_job_of(task);
	call_free(a->account);
	call_free(a->balance);
	result_free(a->result);
}

static const struct task_ops account_ops = {
	.start = account_start,
	.release = account_release,
};

struct task *account_task(void)
{
	struct account_job *a = xcalloc(1, sizeof(*a));
	a->task.ops = &account_ops;
	return &a->task;
}

struct message_job {
	struct task task;
	struct call *call;
};

static struct message_job *message_job_of(struct task *task)
{
	return (struct message_job *)(void *)task;
}

static void message_done(struct call *call, struct page *page, struct error *err)
{
	struct message_job *m = call->context;
	struct result *result = task_result(&m->task);
	m->call = NULL;
	if (page) {
		result_take_messages(result, page);
		result->raw.length = call->raw.length;
		result->raw.data = arena_strndup(&result->arena, call->raw.data, call->raw.length);
	} else if (error_says_gone(err)) {
		result->gone = m->task.job.sid;
	}
	task_end(&m->task, result, err);
}

static void message_start(struct task *task)
{
	struct message_job *m = message_job_of(task);
	m->call = task_call(task, ENDPOINT_MESSAGE, &task->job.sid, message_done, m);
	m->call->keep_raw = true;
	call_queue(m->call);
}

static void message_release(struct task *task)
{
	call_free(message_job_of(task)->call);
}

static const struct task_ops message_ops = {
	.start = message_start,
	.release = message_release,
};

struct task *message_task(void)
{
	struct message_job *m = xcalloc(1, sizeof(*m));
	m->task.ops = &message_ops;
	return &m->task;
}
