/*
 * history.c - JOB_HISTORY: the decisions of fetch/windows.h carried out.
 *
 * A small first page for the eye and the newest chain start together; whenever one request more may
 * be in flight, the longest stretch that is left is cut. When all chains are done, and the filtered
 * pages have not shown that they hold messages that were never sent, the unfiltered list is walked
 * to its end, one page at a time and after everything else, to find those.
 *
 * With `place` (fetch/window.h) there is no small page, so that all belongs to windows, and no more
 * pages are under way or not dealt with than `pages` says: a chain that may not ask waits until one
 * may. The walk to the end then belongs below the newest window, whose link it follows; it begins as
 * soon as that window has met its neighbour, beside the others, and stops when it turns out not to be
 * needed. Where the first page has a message that was never sent, one filtered page that must reach
 * past it shows at once whether filters hide such messages: if they do, that walk alone has all there
 * is, and what was cut meanwhile is joined again.
 */
#include "fetch/task.h"

#include <stdlib.h>

#include "base/clock.h"
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
	struct call *probe;
	struct sid unsent, below; /* one that was never sent, and a dated one that follows it */
	bool hidden;              /* filters hide what was never sent */
	char *sweep_next;         /* its page that waits until it may be asked for; owned */
	uint32_t sweep_id;
	bool sweeping;       /* it has begun */
	bool swept;          /* and come to the end */
	uint32_t ids;        /* given to chains so far */
	unsigned unanswered; /* pages given and not dealt with, where that counts */
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
	call_free(h->probe);
	h->first = h->sweep = h->probe = NULL;
}

static struct result *progress(struct history *h)
{
	struct result *result = task_result(&h->task);
	result->complete_to = windows_complete_to(&h->windows);
	result->oldest = h->windows.oldest;
	return result;
}

/* Which windows there are, into a result. */
static void place(const struct history *h, struct result *result)
{
	size_t count = windows_count(&h->windows);
	struct window *windows = arena_alloc(&result->arena, count * sizeof(*windows));
	windows_list(&h->windows, windows);
	result->place.windows = windows;
	result->place.window_count = (uint32_t)count;
	result->place.unsent_shown = h->windows.unsent_shown;
}

/* `window` is whose page it is, `next` where that goes on. */
static void give_page(struct history *h, struct page *page, uint32_t window, bool again)
{
	struct result *result = progress(h);
	struct text next = page->next;
	result_take_messages(result, page);
	if (h->task.job.place) {
		place(h, result);
		result->place.window = window;
		result->place.again = again;
		result->place.sweep = window == h->sweep_id;
		result->place.next = next;
		h->unanswered++;
	}
	task_give(&h->task, result);
}

/* Whether one page more may be asked for. */
static bool has_room(const struct history *h)
{
	unsigned pages = h->unanswered + (h->sweep ? 1 : 0) + (h->probe ? 1 : 0);
	if (!h->task.job.place)
		return true;
	for (const struct chain *chain = h->windows.newest; chain; chain = chain->older)
		pages += chain->call ? 1 : 0;
	return pages < h->task.job.pages;
}

static void stop(struct history *h, struct error *err)
{
	struct result *result = progress(h);
	cancel_all(h);
	if (h->task.job.place)
		place(h, result);
	task_end(&h->task, result, err);
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
static void look_whether_over(struct history *h);

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
	give_page(h, page, h->sweep_id, false);
	h->swept = good && (!link || (last != DATE_NONE && last < h->windows.since));
	if (!good)
		stop(h, &fault);
	else if (h->swept)
		look_whether_over(h);
	else
		sweep_on(h, link);
	free(link);
}

/* The next page of the walk, when it may be asked for: now, or later. */
static void sweep_on(struct history *h, const char *link)
{
	struct error err = ERROR_INIT;
	if (!has_room(h)) {
		h->sweep_next = xstrdup(link);
		return;
	}
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

/* Begins the walk to the end of the list, unless it is on its way. */
static void sweep(struct history *h)
{
	const struct chain *last = windows_unfiltered(&h->windows);
	if (h->sweeping)
		return;
	h->sweeping = true;
	h->sweep_id = ++h->ids;
	if (!h->task.job.place)
		task_give(&h->task, progress(h));
	sweep_on(h, last ? last->next : NULL);
}

/* With `place` the walk need not wait for the windows; and what it looks for may have come by now. */
static void sweep_early(struct history *h)
{
	const struct chain *last = windows_unfiltered(&h->windows);
	if (!h->task.job.place || h->task.job.sent_only)
		return;
	if (h->windows.unsent_shown) {
		call_free(h->sweep);
		free(h->sweep_next);
		h->sweep = NULL;
		h->sweep_next = NULL;
	} else if (last && last->state == CHAIN_DONE && last->next && last->older) {
		sweep(h);
	}
}

/* Where the cuts were joined again, the walk that had begun has what is below. */
static bool misses_unsent(const struct history *h)
{
	return windows_may_miss_unsent(&h->windows) || (h->hidden && h->sweeping);
}

static void look_whether_over(struct history *h)
{
	const struct chain *failed;
	if (h->task.over)
		return;
	sweep_early(h);
	if (!windows_is_over(&h->windows))
		return;
	failed = windows_failed(&h->windows);
	if (failed)
		fail_with_hole(h, failed);
	else if (h->task.job.sent_only || h->swept || !misses_unsent(h))
		stop(h, NULL);
	else
		sweep(h);
}

static void ask(struct history *h, struct chain *chain);

static bool has_sid(const struct message *messages, size_t count, const struct sid *sid)
{
	for (size_t i = 0; i < count; i++)
		if (sid_equal(&messages[i].sid, sid))
			return true;
	return false;
}

static void probe_done(struct call *call, struct page *page, struct error *err)
{
	struct history *h = call->context;
	(void)err; /* then it is not known, as before */
	h->probe = NULL;
	if (!page)
		return;
	if (has_sid(page->records, page->count, &h->unsent))
		h->windows.unsent_shown = true;
	else
		h->hidden = !h->windows.unsent_shown &&
			    has_sid(page->records, page->count, &h->below);
	if (h->hidden)
		windows_join(&h->windows, cancel_chain, h);
	look_whether_over(h);
}

/* A filtered page that begins as the first page does, if that says anything. */
static void probe(struct history *h, const struct message *messages, size_t count)
{
	const struct message *unsent = NULL, *below = NULL;
	char bound[DATE_ISO_SIZE];
	for (size_t i = 0; i < count && !below; i++) {
		if (messages[i].date_sent == DATE_NONE)
			unsent = unsent ? unsent : &messages[i];
		else if (unsent)
			below = &messages[i];
	}
	if (!below)
		return;
	h->unsent = unsent->sid;
	h->below = below->sid;
	h->probe = task_list_call(&h->task, NULL, WINDOWS_PAGE, probe_done, h, NULL);
	add_filters(h, &h->probe->request);
	date_format_day(date_utc_midnight(h->windows.hint_newest) + 86400, bound);
	request_addstr(&h->probe->request, "DateSent<", bound);
	call_queue(h->probe);
}

static void chain_page(struct history *h, struct chain *chain, struct page *page)
{
	struct error err = ERROR_INIT;
	bool again = chain->restarts && !chain->next;
	bool newest = chain == h->windows.newest;
	bool good = windows_page(&h->windows, chain, page->records, page->count, page->next,
				 cancel_chain, h, &err);
	if (newest && h->windows.hint_newest == DATE_NONE) {
		windows_hint(&h->windows, page->records, page->count);
		if (h->task.job.place && !h->task.job.sent_only && page->next.data &&
		    !h->windows.unsent_shown)
			probe(h, page->records, page->count);
	}
	if (!good)
		windows_fail(&h->windows, chain, &err);
	give_page(h, page, chain->id, again);
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

/* Asks for the next page of a chain, when it may be: now, or in history_go_on(). */
static void ask(struct history *h, struct chain *chain)
{
	struct error err = ERROR_INIT;
	chain->owner = h;
	if (!chain->id)
		chain->id = ++h->ids;
	if (!has_room(h))
		return;
	struct call *call =
		task_list_call(&h->task, chain->next, WINDOWS_PAGE, chain_done, chain, &err);
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
		give_page(h, page, 0, false);
	}
}

/* Windows of an earlier history; the newest is one of our own, and comes to where they begin. */
static void restore(struct history *h)
{
	const struct job *job = &h->task.job;
	for (size_t i = 0; i < job->saved_count; i++)
		windows_restore(&h->windows, &job->saved[i]);
	h->ids = job->last_window;
	h->windows.unsent_shown = job->unsent_shown;
}

static void history_start(struct task *task)
{
	struct history *h = history_of(task);
	const struct job *job = &task->job;
	int64_t until = job->until == 0 ? DATE_NONE : job->until;
	windows_init(&h->windows, job->since, until);
	restore(h);
	if (until == DATE_NONE && !job->place) {
		h->first = task_list_call(task, NULL, FIRST_PAGE, first_done, h, NULL);
		add_filters(h, &h->first->request);
		h->first->priority = PRIORITY_NOW;
		call_queue(h->first);
	}
	for (struct chain *chain = h->windows.newest; chain; chain = chain->older)
		if (chain->state == CHAIN_OPEN)
			ask(h, chain);
}

/* A page has been dealt with: whoever waits may ask. */
static void history_go_on(struct task *task)
{
	struct history *h = history_of(task);
	char *link = h->sweep_next;
	if (task->over)
		return;
	if (h->unanswered)
		h->unanswered--;
	h->sweep_next = NULL;
	if (link)
		sweep_on(h, link);
	free(link);
	for (struct chain *chain = h->windows.newest; chain && has_room(h); chain = chain->older)
		if (chain->state == CHAIN_OPEN && !chain->call)
			ask(h, chain);
	look_whether_over(h);
}

static bool history_more(struct task *task)
{
	struct history *h = history_of(task);
	if (task->over || !has_room(h) || windows_is_over(&h->windows) || h->hidden)
		return false;
	struct chain *chain = windows_split(&h->windows);
	/* On the screen a small first page tells more, as soon. */
	if (!chain && h->task.job.place)
		chain = windows_guess(&h->windows, clock_now());
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
	free(h->sweep_next);
	windows_release(&h->windows);
}

static const struct task_ops history_ops = {
	.start = history_start,
	.more = history_more,
	.go_on = history_go_on,
	.release = history_release,
};

struct task *history_task(void)
{
	struct history *h = xcalloc(1, sizeof(*h));
	h->task.ops = &history_ops;
	return &h->task;
}
