/*
 * list.c - JOB_LIST: one chain of pages from the newest message down, each given in its turn.
 *
 * For whoever wants every message once, in order, and can't keep them: nothing is remembered of what
 * has been given but the last page's SIDs, and two hashes a page (fetch/pager.h). The next page is
 * asked for while the one before is being dealt with; so many pages are on their way, or given and not
 * yet dealt with, as `pages` says, and fetch_more() lets one more go. So a slow reader holds up the
 * list instead of filling the memory.
 *
 * Dates: `since` and `until` go to the service as days (UTC), `since` its own day and `until` the day
 * after it, so that all between them comes under every reading of the filter, and a day or so around
 * it: whoever asked looks at date_sent. The walk ends where the list is older than `since`.
 *
 * A message that a page shows again, because the list moved meanwhile, is left out: fetch/seam.h.
 */
#include "fetch/task.h"

#include <stdlib.h>

#include "base/date.h"
#include "base/mem.h"
#include "fetch/pager.h"
#include "fetch/seam.h"
#include "fetch/windows.h"

#define DAY 86400

struct list {
	struct task task;
	struct call *call;
	struct pager pager;
	char *next;       /* link to follow; owned; NULL: the first page */
	unsigned allowed; /* pages that may still be asked for */
	struct seam seam;
};

static struct list *list_of(struct task *task)
{
	return (struct list *)(void *)task;
}

static bool is_past_since(const struct list *l)
{
	return l->task.job.since != DATE_NONE && l->seam.oldest != DATE_NONE &&
	       l->seam.oldest < l->task.job.since;
}

static void add_filters(const struct job *job, struct request *request)
{
	char day[DATE_ISO_SIZE];
	if (job->to.data)
		request_add(request, "To", job->to.data, job->to.length);
	if (job->from.data)
		request_add(request, "From", job->from.data, job->from.length);
	if (job->since != DATE_NONE) {
		date_format_day(job->since, day);
		request_addstr(request, "DateSent>", day);
	}
	if (job->until != 0 && job->until != DATE_NONE) {
		date_format_day(date_utc_midnight(job->until) + DAY, day);
		request_addstr(request, "DateSent<", day);
	}
}

static void ask(struct list *l);

static void page_done(struct call *call, struct page *page, struct error *err)
{
	struct list *l = call->context;
	struct error fault = ERROR_INIT;
	l->call = NULL;
	if (!page) {
		task_end(&l->task, NULL, err);
		return;
	}
	bool good = pager_accept(&l->pager, page->records, page->count, page->next, &fault);
	free(l->next);
	l->next = page->next.data ? xstrndup(page->next.data, page->next.length) : NULL;
	struct result *result = task_result(&l->task);
	page->count = seam_join(&l->seam, page->records, page->count);
	result_take_messages(result, page);
	result->oldest = l->seam.oldest;
	if (!good || !l->next || is_past_since(l)) {
		task_end(&l->task, result, &fault);
	} else {
		task_give(&l->task, result);
		ask(l);
	}
}

/* Asks for the next page, unless one is under way or none is allowed. */
static void ask(struct list *l)
{
	struct error err = ERROR_INIT;
	if (l->call || !l->allowed)
		return;
	l->call = task_list_call(&l->task, l->next, WINDOWS_PAGE, page_done, l, &err);
	if (!l->call) {
		task_end(&l->task, NULL, &err);
		return;
	}
	if (!l->next)
		add_filters(&l->task.job, &l->call->request);
	l->allowed--;
	call_queue(l->call);
}

static void list_start(struct task *task)
{
	struct list *l = list_of(task);
	l->allowed = task->job.pages ? task->job.pages : 1;
	seam_init(&l->seam);
	ask(l);
}

static void list_go_on(struct task *task)
{
	struct list *l = list_of(task);
	l->allowed++;
	ask(l);
}

static void list_release(struct task *task)
{
	struct list *l = list_of(task);
	call_free(l->call);
	pager_release(&l->pager);
	seam_release(&l->seam);
	free(l->next);
}

static const struct task_ops list_ops = {
	.start = list_start,
	.go_on = list_go_on,
	.release = list_release,
};

struct task *list_task(void)
{
	struct list *l = xcalloc(1, sizeof(*l));
	l->task.ops = &list_ops;
	return &l->task;
}
