#include "fetch/task.h"

#include <string.h>

#include "base/mem.h"

struct call *task_call(struct task *task, enum endpoint_id id, const struct sid *sid,
		       call_done *done, void *context)
{
	struct sched *sched = &task->loop->sched;
	struct call *call = call_new(sched, task->job.priority);
	const struct job *job = &task->job;
	char text[SID_SIZE] = "", of[SID_SIZE];
	if (sid)
		sid_format(sid, text);
	sid_format(job->of.kind != SID_NONE ? &job->of : &job->list.of, of);
	request_init(&call->request, http_hosts(sched->http), id,
		     &(struct request_names){ .account = task->loop->settings->account_sid,
					      .sid = text,
					      .of = of,
					      .word = job->list.word });
	call->done = done;
	call->context = context;
	return call;
}

struct call *task_link_call(struct task *task, enum endpoint_id id, const char *link,
			    call_done *done, void *context, struct error *err)
{
	struct sched *sched = &task->loop->sched;
	struct call *call = call_new(sched, task->job.priority);
	call->done = done;
	call->context = context;
	if (request_init_link(&call->request, http_hosts(sched->http), id, link, strlen(link), err))
		return call;
	error_prefix(err, "the next page cannot be asked for");
	call_free(call);
	return NULL;
}

struct call *task_list_call(struct task *task, const char *link, int page_size, call_done *done,
			    void *context, struct error *err)
{
	if (link)
		return task_link_call(task, ENDPOINT_MESSAGES, link, done, context, err);
	struct call *first = task_call(task, ENDPOINT_MESSAGES, NULL, done, context);
	request_addf(&first->request, "PageSize", "%d", page_size);
	return first;
}

struct result *task_result(const struct task *task)
{
	struct result *result = xcalloc(1, sizeof(*result));
	result->job = task->job.id;
	result->kind = task->job.kind;
	result->clock = task->loop->sched.clock;
	result->error = (struct error)ERROR_INIT;
	result->balance_error = (struct error)ERROR_INIT;
	return result;
}

void result_take_messages(struct result *result, struct page *page)
{
	arena_move(&result->arena, &page->arena);
	result->messages = page->records;
	result->message_count = page->count;
	result->bad_records = page->bad_records;
	result->bad_members = page->bad_members;
	page->records = NULL;
	page->count = 0;
}

void result_take_records(struct result *result, struct page *page)
{
	arena_move(&result->arena, &page->arena);
	result->records = page->records;
	result->record_count = page->count;
	result->bad_records = page->bad_records;
	result->bad_members = page->bad_members;
	page->records = NULL;
	page->count = 0;
}

bool error_says_gone(const struct error *err)
{
	return err->http_status == 404 && err->code;
}

void task_give(struct task *task, struct result *result)
{
	result_queue_push(task->loop->results, result);
	task->loop->given = true;
}

void task_end(struct task *task, struct result *result, struct error *err)
{
	if (!result)
		result = task_result(task);
	result->last = true;
	if (err)
		error_move(&result->error, err);
	task->over = true;
	task_give(task, result);
}
