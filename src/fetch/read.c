/*
 * read.c - JOB_READ: a list of the API page by page, or one record of it.
 *
 * Each page is a result, given as it comes; the next one is asked for at once. A list of the
 * messaging API and its kin names its next page by an absolute link, a list of the 2010 API by a
 * relative one: both are followed to the end, but neither in circles nor to other hosts.
 *
 * Source: https://www.twilio.com/docs/usage/twilios-response#pagination
 */
#include "fetch/task.h"

#include <stdlib.h>

#include "base/mem.h"
#include "fetch/pager.h"

#define PAGE_SIZE 1000 /* the most that the API gives */

struct read_job {
	struct task task;
	struct call *call;
	struct pager pager;
	char *next; /* link to follow; owned; NULL: the first page */
};

static struct read_job *read_job_of(struct task *task)
{
	return (struct read_job *)(void *)task;
}

static struct result *new_result(const struct read_job *r)
{
	struct result *result = task_result(&r->task);
	result->list = r->task.job.list;
	return result;
}

static bool accept_page(struct read_job *r, const struct page *page, struct error *err)
{
	struct sid first;
	if (page->count)
		resource_info(r->task.job.list.resource)->identity(page->records, &first);
	return pager_accept_first(&r->pager, page->count ? &first : NULL, page->next, err);
}

static void ask(struct read_job *r);

static void page_done(struct call *call, struct page *page, struct error *err)
{
	struct read_job *r = call->context;
	struct error fault = ERROR_INIT;
	struct result *result = new_result(r);
	r->call = NULL;
	if (!page) {
		task_end(&r->task, result, err);
		return;
	}
	bool good = accept_page(r, page, &fault);
	free(r->next);
	r->next = page->next.data ? xstrndup(page->next.data, page->next.length) : NULL;
	result_take_records(result, page);
	if (!good || !r->next) {
		task_end(&r->task, result, &fault);
	} else {
		task_give(&r->task, result);
		ask(r);
	}
}

static void ask(struct read_job *r)
{
	const struct list_id *list = &r->task.job.list;
	enum endpoint_id id = endpoint_of_list(list->resource);
	struct error err = ERROR_INIT;
	if (r->next) {
		r->call = task_link_call(&r->task, id, r->next, page_done, r, &err);
	} else {
		r->call = task_call(&r->task, id, NULL, page_done, r);
		if (list->resource == RESOURCE_CHANNEL_SENDERS)
			request_addstr(&r->call->request, "Channel", list->word);
		if (endpoint(id)->paging != PAGING_NONE)
			request_addf(&r->call->request, "PageSize", "%d", PAGE_SIZE);
	}
	if (r->call)
		call_queue(r->call);
	else
		task_end(&r->task, new_result(r), &err);
}

static void record_done(struct call *call, struct page *page, struct error *err)
{
	struct read_job *r = call->context;
	struct result *result = new_result(r);
	r->call = NULL;
	if (page)
		result_take_records(result, page);
	else if (error_says_gone(err))
		result->gone = r->task.job.sid;
	task_end(&r->task, result, err);
}

static void read_start(struct task *task)
{
	struct read_job *r = read_job_of(task);
	enum endpoint_id one = endpoint_of_record(task->job.list.resource);
	struct error err = ERROR_INIT;
	if (task->job.sid.kind == SID_NONE) {
		ask(r);
	} else if (one == ENDPOINT_COUNT) {
		error_set(&err, ERROR_USAGE, "a single %s cannot be read",
			  resource_info(task->job.list.resource)->one);
		task_end(task, new_result(r), &err);
	} else {
		r->call = task_call(task, one, &task->job.sid, record_done, r);
		call_queue(r->call);
	}
}

static void read_release(struct task *task)
{
	struct read_job *r = read_job_of(task);
	call_free(r->call);
	pager_release(&r->pager);
	free(r->next);
}

static const struct task_ops read_ops = {
	.start = read_start,
	.release = read_release,
};

struct task *read_task(void)
{
	struct read_job *r = xcalloc(1, sizeof(*r));
	r->task.ops = &read_ops;
	return &r->task;
}
