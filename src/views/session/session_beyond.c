/*
 * session_beyond.c - what a query asks Twilio for because the cache has not got it: for want of memory,
 * because it is older than what is loaded, or because the history has not come so far.
 *
 * Asked is for the whole question (struct beyond_question), of which the query may be a part: whoever
 * narrows it down, or comes back to it, is answered from what has come.
 */
#include <string.h>

#include "base/clock.h"
#include "base/date.h"
#include "views/session/session_internal.h"

#define DROP_NS (4 * 1000000LL)

static void keep(char out[static FILTER_WORD_MAX + 1], struct text text)
{
	size_t length = text.data && text.length <= FILTER_WORD_MAX ? text.length : 0;

	if (length)
		memcpy(out, text.data, length);
	out[length] = '\0';
}

static struct text text_of(const char *kept)
{
	return (struct text){ .data = *kept ? kept : NULL, .length = strlen(kept) };
}

static bool is_loading(const struct session *session)
{
	return session->history != HISTORY_UNSENT && session->history != HISTORY_COMPLETE;
}

/* Up to when messages may be missing in the cache: DATE_NONE, none are; INT64_MAX, nothing is sure. */
static int64_t missing_to(const struct session *session)
{
	int64_t since = session->options.history_since;
	int64_t to = since == DATE_NONE ? DATE_NONE : since - 1;
	int64_t complete_to = session->history_complete_to;
	int64_t evicted;

	if (store_evicted(session->store, &evicted) && evicted > to)
		to = evicted;
	if (!is_loading(session))
		return to;
	if (complete_to == DATE_NONE || complete_to == INT64_MAX)
		return INT64_MAX;
	return complete_to - 1 > to ? complete_to - 1 : to;
}

/* What is to be asked for a query's sake; false: nothing. While the history loads, from its newest end
 * on, only what would come late is asked for ahead of it. */
static bool question_of(const struct session *session, const struct filter *filter,
			struct beyond_question *question)
{
	int64_t since = filter_since(filter), until = filter_until(filter);
	int64_t missing = missing_to(session);
	struct filter_addresses named;
	bool ends = until < missing;

	*question = (struct beyond_question){ .since = since, .until = ends ? until : missing };
	question->named = filter_addresses(filter, &named);
	keep(question->from, named.from);
	keep(question->to, named.to);
	keep(question->with, named.with);
	if (missing == DATE_NONE || since > question->until)
		return false;
	if (question->named)
		return true;
	if (is_loading(session))
		return since != DATE_NONE && ends;
	return since != DATE_NONE || until != INT64_MAX;
}

static bool same_addresses(const struct beyond_question *a, const struct beyond_question *b)
{
	return a->named == b->named && strcmp(a->from, b->from) == 0 && strcmp(a->to, b->to) == 0 &&
	       strcmp(a->with, b->with) == 0;
}

static bool is_part(const struct beyond_question *part, const struct beyond_question *whole)
{
	return same_addresses(part, whole) && part->since >= whole->since &&
	       part->until <= whole->until;
}

bool session_asks_beyond(const struct session *session)
{
	return session->beyond.jobs[0] || session->beyond.jobs[1] ||
	       (session->beyond.asked && session->beyond_timer);
}

int64_t session_beyond_reached(const struct session *session)
{
	const struct session_beyond *beyond = &session->beyond;

	return beyond->reached[0] > beyond->reached[1] ? beyond->reached[0] : beyond->reached[1];
}

static void ask(struct session *session, size_t which, const char *from, const char *to)
{
	struct session_beyond *beyond = &session->beyond;
	int64_t until = beyond->reached[which] < beyond->question.until ? beyond->reached[which]
									: beyond->question.until;
	struct job job = { .kind = JOB_HISTORY,
			   .priority = PRIORITY_AHEAD,
			   .since = beyond->question.since,
			   .until = until == INT64_MAX ? DATE_NONE : until,
			   .from = text_of(from),
			   .to = text_of(to),
			   /* Without an address the whole list would be gone through for those. */
			   .sent_only = !beyond->question.named };

	if (beyond->reached[which] != DATE_NONE && beyond->reached[which] <= job.since)
		return;
	beyond->jobs[which] = session_submit(session, &job);
}

/* From the start, or on from where it was stopped or failed. */
static void ask_all(struct session *session)
{
	struct session_beyond *beyond = &session->beyond;
	const struct beyond_question *question = &beyond->question;

	beyond->failed = beyond->stopped = false;
	if (*question->from || *question->to || !*question->with) {
		beyond->reached[1] = DATE_NONE;
		ask(session, 0, question->from, question->to);
		return;
	}
	ask(session, 0, question->with, "");
	ask(session, 1, "", question->with);
}

/* What waits for it is asked for when all have left. */
static void drop_some(void *context)
{
	struct session *session = context;

	session->beyond_timer = 0;
	if (store_drop_beyond(session->store, clock_mono_ns() + DROP_NS)) {
		session->beyond_timer = loop_add_timer(session->loop, 0, drop_some, session);
		return;
	}
	if (session->beyond.asked)
		ask_all(session);
	session_say(session, &(struct news){ .kind = NEWS_STORE });
}

static void drop(struct session *session)
{
	if (!session->beyond_timer &&
	    store_drop_beyond(session->store, clock_mono_ns() + DROP_NS) && session->fetch)
		session->beyond_timer = loop_add_timer(session->loop, 0, drop_some, session);
}

static void cancel(struct session *session)
{
	for (size_t i = 0; i < ARRAY_SIZE(session->beyond.jobs); i++) {
		if (!session->beyond.jobs[i] || !session->fetch)
			continue;
		fetch_cancel(session->fetch, session->beyond.jobs[i]);
		vec_push(&session->beyond_left, session->beyond.jobs[i]);
	}
	session->beyond.jobs[0] = session->beyond.jobs[1] = 0;
}

void session_stop_beyond(struct session *session)
{
	session->beyond.stopped = session_asks_beyond(session);
	cancel(session);
}

void session_forget_beyond(struct session *session, const void *owner)
{
	if (session->beyond.owner != owner)
		return;
	cancel(session);
	drop(session);
	session->beyond = (struct session_beyond){ .asked = false };
}

void session_want_beyond(struct session *session, const void *owner, const struct filter *filter)
{
	struct session_beyond *beyond = &session->beyond;
	struct beyond_question question;
	bool asks = filter && session->fetch && question_of(session, filter, &question);
	bool part = asks && beyond->asked && is_part(&question, &beyond->question);

	if (part && (!beyond->full || beyond->question.since == question.since)) {
		beyond->owner = owner;
		if (beyond->failed || beyond->stopped)
			ask_all(session);
		return;
	}
	session_forget_beyond(session, beyond->owner);
	beyond->owner = owner;
	if (!asks)
		return;
	beyond->asked = true;
	beyond->question = question;
	beyond->reached[0] = beyond->reached[1] = INT64_MAX;
	if (!session->beyond_timer)
		ask_all(session);
}

bool session_is_beyond(const struct session *session, const struct result *result)
{
	return result->job == session->beyond.jobs[0] || result->job == session->beyond.jobs[1];
}

bool session_left_beyond(struct session *session, const struct result *result)
{
	for (size_t i = 0; i < session->beyond_left.count; i++) {
		if (session->beyond_left.items[i] != result->job)
			continue;
		if (result->last)
			vec_remove(&session->beyond_left, i);
		return true;
	}
	return false;
}

void session_beyond_came(struct session *session, struct result *result, bool full)
{
	struct session_beyond *beyond = &session->beyond;
	size_t which = result->job == beyond->jobs[1];

	beyond->full |= full;
	beyond->count += result->message_count;
	if (result->complete_to < beyond->reached[which])
		beyond->reached[which] = result->complete_to;
	if (result->last) {
		beyond->failed |= result->error.kind != ERROR_NONE;
		beyond->jobs[which] = 0;
	}
	if (full)
		cancel(session);
}
