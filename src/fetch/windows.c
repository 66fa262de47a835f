#include "fetch/windows.h"

#include <string.h>

#include "base/date.h"
#include "base/mem.h"
#include "fetch/windows_internal.h"

static struct chain *chain_new(int64_t bound)
{
	struct chain *chain = xcalloc(1, sizeof(*chain));
	chain->bound = bound;
	chain->first_time = DATE_NONE;
	chain->reached = DATE_NONE;
	chain->error = (struct error)ERROR_INIT;
	return chain;
}

static void chain_free(struct chain *chain)
{
	pager_release(&chain->pager);
	error_release(&chain->error);
	free(chain->first_sids);
	free(chain->next);
	free(chain);
}

static int64_t day_after(int64_t when)
{
	return date_utc_midnight(when) + WINDOWS_DAY;
}

void windows_init(struct windows *windows, int64_t since, int64_t until)
{
	*windows = (struct windows){
		.since = since,
		.page = WINDOWS_PAGE,
		.floor = since,
		.oldest = DATE_NONE,
		.hint_newest = DATE_NONE,
	};
	windows->newest = chain_new(until == DATE_NONE ? DATE_NONE : day_after(until));
}

void windows_release(struct windows *windows)
{
	struct chain *older;
	for (struct chain *chain = windows->newest; chain; chain = older) {
		older = chain->older;
		chain_free(chain);
	}
	for (struct chain *chain = windows->removed; chain; chain = older) {
		older = chain->older;
		chain_free(chain);
	}
	windows->newest = windows->removed = NULL;
}

struct chain *windows_restore(struct windows *windows, const struct window_saved *saved)
{
	const struct window *window = &saved->window;
	struct chain *chain = chain_new(window->bound), *newer = windows->newest;

	while (newer->older)
		newer = newer->older;
	newer->older = chain;
	chain->newer = newer;
	chain->id = window->id;
	chain->state = window->done ? CHAIN_DONE : CHAIN_OPEN;
	chain->by_time = window->by_time;
	chain->begun = window->begun;
	chain->first_time = window->first_time;
	chain->reached = window->reached;
	chain->records = (size_t)window->records;
	chain->next = saved->next ? xstrdup(saved->next) : NULL;
	chain->first_count = saved->first_count;
	if (saved->first_count)
		chain->first_sids =
			xmemdup(saved->first, saved->first_count * sizeof(*saved->first));
	windows->records += chain->records;
	if (chain->reached != DATE_NONE &&
	    (windows->oldest == DATE_NONE || chain->reached < windows->oldest))
		windows->oldest = chain->reached;
	return chain;
}

size_t windows_count(const struct windows *windows)
{
	size_t count = 0;

	for (const struct chain *chain = windows->newest; chain; chain = chain->older)
		count++;
	return count;
}

void windows_list(const struct windows *windows, struct window *out)
{
	for (const struct chain *chain = windows->newest; chain; chain = chain->older, out++) {
		memset(out, 0, sizeof(*out));
		out->id = chain->id;
		out->done = chain->state == CHAIN_DONE;
		out->begun = chain->begun;
		out->by_time = chain->by_time;
		out->bound = chain->bound;
		out->first_time = chain->first_time;
		out->reached = chain->reached;
		out->records = chain->records;
	}
}

/* The span of the dated records of a page. */
struct span {
	int64_t newest;
	int64_t oldest;
	const struct message *last; /* dated */
	size_t dated;
	bool unsent_within; /* one without a date stands before one with a date */
};

static struct span span_of(const struct message *messages, size_t count)
{
	struct span span = { .newest = DATE_NONE, .oldest = DATE_NONE };
	bool unsent = false;
	for (size_t i = 0; i < count; i++) {
		int64_t sent = messages[i].date_sent;
		if (sent == DATE_NONE) {
			unsent = true;
			continue;
		}
		span.unsent_within |= unsent;
		if (!span.dated++ || sent > span.newest)
			span.newest = sent;
		if (span.oldest == DATE_NONE || sent < span.oldest)
			span.oldest = sent;
		span.last = &messages[i];
	}
	return span;
}

void windows_hint(struct windows *windows, const struct message *messages, size_t count)
{
	struct span span = span_of(messages, count);
	if (!span.dated)
		return;
	windows->hint_newest = span.newest;
	if (span.newest > span.oldest)
		windows->hint_density = (double)span.dated / (double)(span.newest - span.oldest);
	if (windows->floor == DATE_NONE || windows->floor < span.newest - WINDOWS_RETENTION)
		windows->floor = span.newest - WINDOWS_RETENTION;
}

static void remove_chain(struct windows *windows, struct chain *chain)
{
	if (chain->newer)
		chain->newer->older = chain->older;
	else
		windows->newest = chain->older;
	if (chain->older)
		chain->older->newer = chain->newer;
	chain->state = CHAIN_DONE;
	chain->newer = NULL;
	chain->older = windows->removed;
	windows->removed = chain;
}

typedef void drop_call(struct chain *chain, void *context);

/* What is older than the chain is covered by it, or does not exist. */
static void remove_older(struct windows *windows, struct chain *chain, drop_call *drop,
			 void *context)
{
	while (chain->older) {
		drop(chain->older, context);
		remove_chain(windows, chain->older);
	}
}

void windows_join(struct windows *windows, drop_call *drop, void *context)
{
	struct chain *last = windows->newest;

	while (last->older && last->older->bound == DATE_NONE)
		last = last->older;
	remove_older(windows, last, drop, context);
}

/* Whether the chain has come to where its older neighbour has taken over. */
static bool has_met(const struct chain *chain, const struct chain *older)
{
	if (!older || !older->begun || chain->reached == DATE_NONE)
		return false;
	if (chain->reached < older->first_time)
		return true;
	for (size_t i = 0; i < older->first_count; i++)
		if (sid_equal(&chain->last_sid, &older->first_sids[i]))
			return true;
	return false;
}

static void keep_first(struct chain *chain, const struct message *messages, size_t count,
		       const struct span *span)
{
	chain->first_sids = xreallocarray(chain->first_sids, count, sizeof(struct sid));
	for (size_t i = 0; i < count; i++)
		if (messages[i].date_sent != DATE_NONE)
			chain->first_sids[chain->first_count++] = messages[i].sid;
	chain->first_time = span->newest;
	chain->begun = true;
}

/* What the first page of a cut tells about the filter, and whether the cut was of any use: false
 * when it lies in what the newer neighbour has read already. */
static bool judge_cut(struct windows *windows, const struct chain *chain, const struct span *span)
{
	const struct chain *newer = chain->newer;
	int64_t latest = chain->by_time ? chain->bound : chain->bound + WINDOWS_DAY;
	if (span->newest > date_utc_midnight(latest) + WINDOWS_DAY) {
		windows->no_filter = true;
		return false;
	}
	if (chain->by_time && span->newest > chain->bound)
		windows->day_only = true;
	else if (chain->by_time && span->newest > date_utc_midnight(chain->bound))
		windows->time_counts = true;
	return newer->state != CHAIN_OPEN || newer->reached == DATE_NONE ||
	       newer->reached > span->oldest;
}

static void note_page(struct windows *windows, struct chain *chain, const struct span *span,
		      size_t count)
{
	chain->records += count;
	windows->records += count;
	if (chain->bound != DATE_NONE)
		windows->unsent_shown |= span->unsent_within;
	if (!span->dated)
		return;
	chain->last_sid = span->last->sid;
	if (chain->reached == DATE_NONE || span->oldest < chain->reached)
		chain->reached = span->oldest;
	if (windows->oldest == DATE_NONE || span->oldest < windows->oldest)
		windows->oldest = span->oldest;
}

static void end_chain(struct windows *windows, struct chain *chain, drop_call *drop, void *context)
{
	chain->state = CHAIN_DONE;
	remove_older(windows, chain, drop, context);
	/* Nothing dated lies below its bound: the newer neighbour is the oldest then. */
	if (!chain->begun && chain->newer) {
		if (windows->floor == DATE_NONE || chain->bound > windows->floor)
			windows->floor = chain->bound;
		remove_chain(windows, chain);
	}
}

static void keep_link(struct chain *chain, struct text next)
{
	free(chain->next);
	chain->next = next.data ? xstrndup(next.data, next.length) : NULL;
}

bool windows_page(struct windows *windows, struct chain *chain, const struct message *messages,
		  size_t count, struct text next, drop_call *drop, void *context, struct error *err)
{
	struct span span = span_of(messages, count);
	if (!pager_accept(&chain->pager, messages, count, next, err))
		return false;
	if (!chain->begun && span.dated && chain->newer && !judge_cut(windows, chain, &span)) {
		remove_chain(windows, chain);
		return true;
	}
	note_page(windows, chain, &span, count);
	if (!chain->begun && span.dated) {
		keep_first(chain, messages, count, &span);
		struct chain *newer = chain->newer;
		if (newer && newer->state == CHAIN_OPEN && has_met(newer, chain)) {
			drop(newer, context);
			newer->state = CHAIN_DONE;
		}
	}
	keep_link(chain, next);
	bool before = windows->since != DATE_NONE && chain->reached != DATE_NONE &&
		      chain->reached < windows->since;
	if (!next.data || before)
		end_chain(windows, chain, drop, context);
	else if (has_met(chain, chain->older))
		chain->state = CHAIN_DONE;
	return true;
}

bool windows_fail(struct windows *windows, struct chain *chain, struct error *err)
{
	if (!chain->begun && chain->newer) {
		error_release(err);
		if (chain->by_time)
			windows->day_only = true;
		remove_chain(windows, chain);
		return false;
	}
	chain->state = CHAIN_FAILED;
	error_move(&chain->error, err);
	return true;
}

bool windows_restart(struct windows *windows, struct chain *chain)
{
	(void)windows;
	if (!chain->next || chain->restarts++ >= WINDOWS_RESTARTS)
		return false;
	if (chain->reached != DATE_NONE) {
		chain->bound = day_after(chain->reached);
		chain->by_time = false;
	}
	free(chain->next);
	chain->next = NULL;
	pager_release(&chain->pager);
	return true;
}

struct chain *windows_cut(struct chain *newer, int64_t bound, bool by_time)
{
	struct chain *chain = chain_new(bound);

	chain->by_time = by_time;
	chain->newer = newer;
	chain->older = newer->older;
	if (chain->older)
		chain->older->newer = chain;
	newer->older = chain;
	return chain;
}

void windows_bound(const struct chain *chain, char text[static WINDOWS_BOUND_SIZE])
{
	_Static_assert(WINDOWS_BOUND_SIZE >= DATE_ISO_SIZE, "a bound is a date");
	if (chain->by_time)
		date_format_iso(chain->bound, text);
	else
		date_format_day(chain->bound, text);
}

bool windows_is_over(const struct windows *windows)
{
	for (const struct chain *chain = windows->newest; chain; chain = chain->older)
		if (chain->state == CHAIN_OPEN)
			return false;
	return true;
}

int64_t windows_complete_to(const struct windows *windows)
{
	for (const struct chain *chain = windows->newest; chain; chain = chain->older)
		if (chain->state != CHAIN_DONE)
			return chain->reached != DATE_NONE ? chain->reached + 1
			       : chain->newer              ? chain->bound + WINDOWS_DAY
							   : INT64_MAX;
	return windows->since;
}

const struct chain *windows_failed(const struct windows *windows)
{
	for (const struct chain *chain = windows->newest; chain; chain = chain->older)
		if (chain->state == CHAIN_FAILED)
			return chain;
	return NULL;
}

const struct chain *windows_unfiltered(const struct windows *windows)
{
	const struct chain *last = NULL;

	for (const struct chain *chain = windows->newest; chain && chain->bound == DATE_NONE;
	     chain = chain->older)
		last = chain;
	return last;
}

bool windows_may_miss_unsent(const struct windows *windows)
{
	const struct chain *last = windows_unfiltered(windows);

	if (windows->unsent_shown)
		return false;
	return !last || (last->next && last->older);
}
