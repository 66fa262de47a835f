/*
 * history.c - JOB_HISTORY: the decisions of fetch/windows.h carried out.
 *
 * A small first page for the eye and the newest chain start together; whenever one request more may
 * be in flight, the longest stretch that is left is cut. When all chains are done, and the filtered
 * pages have not shown that they hold messages that were never sent, the unfiltered list is walked
 * to its end, one page at a time and after everything else, to find those.
 */
#include "fetch/task.h"

#include <stdlib.h>

#include "base/date.h"
#include "base/mem.h"
#include "fetch/windows.h"

#define FIRST_PAGE 50

struct history {
	struct task task;
	struct windows windows;
	struct call *first; /* the small page, while it is under way */
	struct call *sweep; /* the page of the walk to the end */
	struct pager sweep_pager;
	bool sweeping;
};

static struct history *history_of(struct task *task)
{
	return (struct history *)(void *)task;
}

static void cancel_chain(struct chain *chain, void *context)
{
	(void)context;
	call_free(chain->call);
	chain->call = NULL;
}

static void cancel_all(struct history *h)
{
	for (struct chain *chain = h->windows.newest; chain; chain = chain->older)
		cancel_chain(chain, h);
	call_free(h->first);
	call_free(h->sweep);
	h->first = h->sweep = NULL;
}

static struct result *progress(struct history *h)
{
	struct result *result = task_result(&h->task);
	result->complete_to = windows_complete_to(&h->windows);
	result->oldest = h->windows.oldest;
	return result;
}

static void give_page(struct history *h, struct page *page)
{
	struct result *result = progress(h);
	result_take_messages(result, page);
	task_give(&h->task, result);
}

static void stop(struct history *h, struct error *err)
{
	cancel_all(h);
	task_end(&h->task, progress(h), err);
}

static void add_filters(const struct history *h, struct request *request)
{
	const struct job *job = &h->task.job;
	if (job->to.data)
		request_add(request, "To", job->to.data, job->to.length);
	if (job->from.data)
		request_add(request, "From", job->from.data, job->from.length);
}

static void sweep_on(struct history *h, const char *link);

static void sweep_done(struct call *call, struct page *page, struct error *err)
{
	struct history *h = call->context;
	struct error fault = ERROR_INIT;
	h->sweep = NULL;
	if (!page) {
		error_prefix(err, "messages that were never sent may be missing");
		stop(h, err);
		return;
	}
	char *link = page->next.data ? xstrndup(page->next.data, page->next.length) : NULL;
	const struct message *messages = page->records;
	int64_t last = DATE_NONE;
	for (size_t i = 0; i < page->count; i++)
		if (messages[i].date_sent != DATE_NONE)
			last = messages[i].date_sent;
	bool good = pager_accept(&h->sweep_pager, messages, page->count, page->next, &fault);
	give_page(h, page);
	if (!good || !link || (last != DATE_NONE && last < h->windows.since))
		stop(h, &fault);
	else
		sweep_on(h, link);
	free(link);
}

static void sweep_on(struct history *h, const char *link)
{
	struct error err = ERROR_INIT;
	h->sweep = task_list_call(&h->task, link, WINDOWS_PAGE, sweep_done, h, &err);
	if (!h->sweep) {
		stop(h, &err);
		return;
	}
	if (!link)
		add_filters(h, &h->sweep->request);
	h->sweep->priority = PRIORITY_POLL;
	call_queue(h->sweep);
}

static void fail_with_hole(struct history *h, const struct chain *chain)
{
	struct error err = ERROR_INIT;
	char day[DATE_ISO_SIZE];
	error_copy(&err, &chain->error);
	int64_t from = windows_complete_to(&h->windows);
	if (from == INT64_MAX) {
		error_prefix(&err, "the history could not be read");
	} else {
		date_format_day(from, day);
		error_prefix(&err, "the history before %s has holes", day);
	}
	stop(h, &err);
}

static void look_whether_over(struct history *h)
{
	const struct chain *failed;
	if (h->task.over || h->sweeping || !windows_is_over(&h->windows))
		return;
	failed = windows_failed(&h->windows);
	if (failed) {
		fail_with_hole(h, failed);
	} else if (windows_may_miss_unsent(&h->windows)) {
		const struct chain *newest = h->windows.newest;
		h->sweeping = true;
		task_give(&h->task, progress(h));
		sweep_on(h, newest->bound == DATE_NONE ? newest->next : NULL);
	} else {
		stop(h, NULL);
	}
}

static void ask(struct history *h, struct chain *chain);

static void chain_page(struct history *h, struct chain *chain, struct page *page)
{
	struct error err = ERROR_INIT;
	bool good = windows_page(&h->windows, chain, page->records, page->count, page->next,
				 cancel_chain, h, &err);
	if (h->windows.hint_newest == DATE_NONE)
		windows_hint(&h->windows, page->records, page->count);
	if (!good)
		windows_fail(&h->windows, chain, &err);
	give_page(h, page);
}

static void chain_done(struct call *call, struct page *page, struct error *err)
{
	struct chain *chain = call->context;
	struct history *h = chain->owner;
	chain->call = NULL;
	if (page)
		chain_page(h, chain, page);
	else if (call->outcome == OUTCOME_DENIED)
		stop(h, err);
	else if (call->outcome != OUTCOME_NO || !windows_restart(&h->windows, chain))
		windows_fail(&h->windows, chain, err);
	if (!h->task.over && chain->state == CHAIN_OPEN)
		ask(h, chain);
	look_whether_over(h);
}

/* Asks for the next page of a chain. */
static void ask(struct history *h, struct chain *chain)
{
	struct error err = ERROR_INIT;
	struct call *call =
		task_list_call(&h->task, chain->next, WINDOWS_PAGE, chain_done, chain, &err);
	chain->owner = h;
	if (!call) {
		windows_fail(&h->windows, chain, &err);
		return;
	}
	if (!chain->next) {
		add_filters(h, &call->request);
		if (chain->bound != DATE_NONE) {
			char bound[WINDOWS_BOUND_SIZE];
			windows_bound(chain, bound);
			request_addstr(&call->request, "DateSent<", bound);
		}
	}
	chain->call = call;
	call_queue(call);
}

static void first_done(struct call *call, struct page *page, struct error *err)
{
	struct history *h = call->context;
	h->first = NULL;
	if (!page) {
		/* The newest chain meets the same fate, or a better one. */
		if (call->outcome == OUTCOME_DENIED)
			stop(h, err);
		return;
	}
	bool all = !page->next.data;
	windows_hint(&h->windows, page->records, page->count);
	if (all) {
		struct result *result = progress(h);
		result->complete_to = h->windows.since;
		result_take_messages(result, page);
		cancel_all(h);
		task_end(&h->task, result, NULL);
	} else {
		give_page(h, page);
	}
}

static void history_start(struct task *task)
{
	struct history *h = history_of(task);
	const struct job *job = &task->job;
	int64_t until = job->until == 0 ? DATE_NONE : job->until;
	windows_init(&h->windows, job->since, until);
	if (until == DATE_NONE) {
		h->first = task_list_call(task, NULL, FIRST_PAGE, first_done, h, NULL);
		add_filters(h, &h->first->request);
		h->first->priority = PRIORITY_NOW;
		call_queue(h->first);
	}
	ask(h, h->windows.newest);
}

static bool history_more(struct task *task)
{
	struct history *h = history_of(task);
	if (task->over || h->sweeping)
		return false;
	struct chain *chain = windows_split(&h->windows);
	if (!chain)
		return false;
	ask(h, chain);
	return true;
}

static void history_release(struct task *task)
{
	struct history *h = history_of(task);
	cancel_all(h);
	pager_release(&h->sweep_pager);
	windows_release(&h->windows);
}

static const struct task_ops history_ops = {
	.start = history_start,
	.more = history_more,
	.release = history_release,
};

struct task *history_task(void)
{
	struct history *h = xcalloc(1, sizeof(*h));
	h->task.ops = &history_ops;
	return &h->task;
}
