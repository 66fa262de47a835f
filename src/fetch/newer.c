/*
 * newer.c - JOB_NEWER: page one until it meets what is known, following next links after a burst.
 *
 * The page is small at first; when it does not reach what is known, it is read again at full size
 * and its links followed. It ends at a page whose last dated message is known, or is older than the
 * newest known: the list is ordered by date_sent, so what follows was there before.
 */
#include "fetch/task.h"

#include <stdlib.h>

#include "base/date.h"
#include "base/mem.h"
#include "fetch/pager.h"
#include "fetch/windows.h"

#define SMALL_PAGE 50

struct newer {
	struct task task;
	struct call *call;
	struct pager pager;
	bool small;
};

static struct newer *newer_of(struct task *task)
{
	return (struct newer *)(void *)task;
}

static bool is_known(const struct job *job, const struct sid *sid)
{
	for (size_t i = 0; i < job->sid_count; i++)
		if (sid_equal(&job->sids[i], sid))
			return true;
	return false;
}

static bool meets_known(const struct job *job, const struct message *messages, size_t count)
{
	const struct message *last = NULL;
	for (size_t i = 0; i < count; i++)
		if (messages[i].date_sent != DATE_NONE)
			last = &messages[i];
	return last && (is_known(job, &last->sid) ||
			(job->newest != DATE_NONE && last->date_sent < job->newest));
}

static void ask(struct newer *n, const char *link);

static void page_done(struct call *call, struct page *page, struct error *err)
{
	struct newer *n = call->context;
	struct error fault = ERROR_INIT;
	n->call = NULL;
	if (!page) {
		task_end(&n->task, NULL, err);
		return;
	}
	bool end = !page->next.data || meets_known(&n->task.job, page->records, page->count);
	if (!end && !n->small)
		end = !pager_accept(&n->pager, page->records, page->count, page->next, &fault);
	char *link = !end && !n->small ? xstrndup(page->next.data, page->next.length) : NULL;
	struct result *result = task_result(&n->task);
	result_take_messages(result, page);
	n->small = false;
	if (end) {
		task_end(&n->task, result, &fault);
	} else {
		task_give(&n->task, result);
		ask(n, link);
	}
	free(link);
}

static void ask(struct newer *n, const char *link)
{
	struct error err = ERROR_INIT;
	n->call = task_list_call(&n->task, link, n->small ? SMALL_PAGE : WINDOWS_PAGE, page_done, n,
				 &err);
	if (n->call)
		call_queue(n->call);
	else
		task_end(&n->task, NULL, &err);
}

static void newer_start(struct task *task)
{
	struct newer *n = newer_of(task);
	n->small = true;
	ask(n, NULL);
}

static void newer_release(struct task *task)
{
	struct newer *n = newer_of(task);
	call_free(n->call);
	pager_release(&n->pager);
}

static const struct task_ops newer_ops = {
	.start = newer_start,
	.release = newer_release,
};

struct task *newer_task(void)
{
	struct newer *n = xcalloc(1, sizeof(*n));
	n->task.ops = &newer_ops;
	return &n->task;
}
