/*
 * refresh.c - JOB_REFRESH: messages whose state may have moved, read again.
 *
 * Few are read one by one. Many are looked for in the list, from the day after the newest of them
 * down to the oldest; what the list has not shown by then (or by the time that its pages have cost
 * as much as a tenth of the single requests) is read one by one too.
 */
#include "fetch/task.h"

#include <stdlib.h>
#include <string.h>

#include "base/clock.h"
#include "base/date.h"
#include "base/mem.h"
#include "fetch/pager.h"
#include "fetch/windows.h"

#define FEW 20
#define PAGES_PER_SIDS 10
#define DAY_S 86400

struct refresh {
	struct task task;
	struct call *list;
	struct call **gets; /* one per SID, NULL where none is under way */
	bool *found;        /* per SID: seen in the list */
	size_t missing;
	size_t pages;
	size_t running;
	struct pager pager;
	struct error error; /* the first */
};

static struct refresh *refresh_of(struct task *task)
{
	return (struct refresh *)(void *)task;
}

static int compare_sids(const void *a, const void *b)
{
	const struct sid *left = a, *right = b;
	int order = memcmp(left->bytes, right->bytes, sizeof(left->bytes));
	return order ? order : (int)left->kind - (int)right->kind;
}

/* Its place among the sorted SIDs, or NULL. */
static const struct sid *look_up(const struct job *job, const struct sid *sid)
{
	return bsearch(sid, job->sids, job->sid_count, sizeof(*job->sids), compare_sids);
}

static void keep_error(struct refresh *r, struct error *err)
{
	if (r->error.kind == ERROR_NONE)
		error_move(&r->error, err);
}

static void end(struct refresh *r)
{
	task_end(&r->task, NULL, &r->error);
}

static void stop(struct refresh *r)
{
	for (size_t i = 0; i < r->task.job.sid_count; i++) {
		call_free(r->gets[i]);
		r->gets[i] = NULL;
	}
	end(r);
}

static size_t index_of(const struct refresh *r, const struct call *call)
{
	size_t i = 0;
	while (r->gets[i] != call)
		i++;
	return i;
}

static void get_done(struct call *call, struct page *page, struct error *err)
{
	struct refresh *r = call->context;
	size_t index = index_of(r, call);
	r->gets[index] = NULL;
	r->running--;
	if (page || error_says_gone(err)) {
		struct result *result = task_result(&r->task);
		if (page)
			result_take_messages(result, page);
		else
			result->gone = r->task.job.sids[index];
		task_give(&r->task, result);
	} else {
		keep_error(r, err);
		if (call->outcome == OUTCOME_DENIED) {
			stop(r);
			return;
		}
	}
	if (!r->running)
		end(r);
}

static void get_missing(struct refresh *r)
{
	const struct job *job = &r->task.job;
	for (size_t i = 0; i < job->sid_count; i++) {
		if (r->found[i])
			continue;
		r->gets[i] = task_call(&r->task, ENDPOINT_MESSAGE, &job->sids[i], get_done, r);
		call_queue(r->gets[i]);
		r->running++;
	}
	if (!r->running)
		end(r);
}

/* Marks what the page shows; whether the list is to be followed further. */
static bool look_through(struct refresh *r, const struct page *page)
{
	const struct job *job = &r->task.job;
	const struct message *messages = page->records;
	int64_t last = DATE_NONE;
	for (size_t i = 0; i < page->count; i++) {
		const struct sid *sid = look_up(job, &messages[i].sid);
		if (messages[i].date_sent != DATE_NONE)
			last = messages[i].date_sent;
		if (sid && !r->found[sid - job->sids]) {
			r->found[sid - job->sids] = true;
			r->missing--;
		}
	}
	bool past = job->since > 0 && last != DATE_NONE && last < job->since;
	return r->missing > 0 && !past && ++r->pages <= job->sid_count / PAGES_PER_SIDS;
}

static void ask(struct refresh *r, const char *link);

static void list_done(struct call *call, struct page *page, struct error *err)
{
	struct refresh *r = call->context;
	r->list = NULL;
	if (!page) {
		keep_error(r, err);
		if (call->outcome == OUTCOME_DENIED)
			end(r);
		else
			get_missing(r);
		return;
	}
	bool on = look_through(r, page) && page->next.data &&
		  pager_accept(&r->pager, page->records, page->count, page->next, NULL);
	char *link = on ? xstrndup(page->next.data, page->next.length) : NULL;
	struct result *result = task_result(&r->task);
	result_take_messages(result, page);
	task_give(&r->task, result);
	if (on)
		ask(r, link);
	else
		get_missing(r);
	free(link);
}

/* The day after the newest; not when that is to come, because it might hide what has no date yet. */
static void add_bound(struct refresh *r)
{
	int64_t bound = r->task.job.newest + DAY_S;
	char day[DATE_ISO_SIZE];
	if (r->task.job.newest <= 0 || bound / DAY_S >= clock_now() / DAY_S)
		return;
	date_format_day(bound, day);
	request_addstr(&r->list->request, "DateSent<", day);
}

static void ask(struct refresh *r, const char *link)
{
	struct error err = ERROR_INIT;
	r->list = task_list_call(&r->task, link, WINDOWS_PAGE, list_done, r, &err);
	if (!r->list) {
		keep_error(r, &err);
		error_release(&err);
		get_missing(r);
		return;
	}
	if (!link)
		add_bound(r);
	call_queue(r->list);
}

static void refresh_start(struct task *task)
{
	struct refresh *r = refresh_of(task);
	struct job *job = &task->job;
	if (job->sid_count)
		qsort(job->sids, job->sid_count, sizeof(*job->sids), compare_sids);
	r->gets = xcalloc(job->sid_count, sizeof(struct call *));
	r->found = xcalloc(job->sid_count, sizeof(bool));
	r->missing = job->sid_count;
	if (job->sid_count > FEW)
		ask(r, NULL);
	else
		get_missing(r);
}

static void refresh_release(struct task *task)
{
	struct refresh *r = refresh_of(task);
	call_free(r->list);
	for (size_t i = 0; r->gets && i < task->job.sid_count; i++)
		call_free(r->gets[i]);
	free(r->gets);
	free(r->found);
	pager_release(&r->pager);
	error_release(&r->error);
}

static const struct task_ops refresh_ops = {
	.start = refresh_start,
	.release = refresh_release,
};

struct task *refresh_task(void)
{
	struct refresh *r = xcalloc(1, sizeof(*r));
	r->task.ops = &refresh_ops;
	r->error = (struct error)ERROR_INIT;
	return &r->task;
}
