#include "base/clock.h"
#include "base/date.h"
#include "base/mem.h"
#include "views/session/session_internal.h"

#define KNOWN_SIDS 100    /* how many of the newest a poll must meet one of */
#define YOUNG_S (10 * 60) /* read again with each poll; older ones with each OLD_EVERY-th */
#define OLD_EVERY 30

static void start_newer(struct session *session)
{
	struct job job = {
		.kind = JOB_NEWER,
		.priority = PRIORITY_POLL,
		.newest = session->polled_to,
	};
	size_t first, count;

	if (session->poll_job)
		return;
	/* What is newer was sent from here or looked up: between it and the rest may be more. */
	first = store_rank_at(session->store, session->polled_to);
	count = store_count(session->store) - first;
	if (count > KNOWN_SIDS)
		count = KNOWN_SIDS;
	if (count)
		job.sids = xcalloc(count, sizeof(*job.sids));
	for (size_t i = 0; i < count; i++)
		job.sids[i] = store_sid(session->store, store_at(session->store, first + i));
	job.sid_count = count;
	session->poll_newest = DATE_NONE;
	session->poll_job = session_submit(session, &job);
}

struct unfinished VEC(struct sid);

struct collect {
	const struct store *store;
	struct unfinished sids;
	int64_t oldest, newest;
};

static bool collect_one(uint32_t row, void *context)
{
	struct collect *collect = context;
	int64_t when = store_time(collect->store, row);

	if (!collect->sids.count || when < collect->oldest)
		collect->oldest = when;
	if (!collect->sids.count || when > collect->newest)
		collect->newest = when;
	vec_push(&collect->sids, store_sid(collect->store, row));
	return true;
}

static void start_refresh(struct session *session)
{
	bool all = session->polls % OLD_EVERY == 0;
	struct collect collect = { .store = session->store };

	if (session->refresh_job)
		return;
	store_each_unfinished(session->store, clock_now() - (all ? SESSION_MOVING_S : YOUNG_S),
			      collect_one, &collect);
	if (!collect.sids.count) {
		vec_release(&collect.sids);
		return;
	}
	struct job job = {
		.kind = JOB_REFRESH,
		.priority = PRIORITY_POLL,
		.sids = collect.sids.items,
		.sid_count = collect.sids.count,
		.since = collect.oldest,
		.newest = collect.newest,
	};
	session->refresh_job = session_submit(session, &job);
}

void session_poll_now(void *context)
{
	struct session *session = context;

	session->poll_timer = 0;
	session->polls++;
	session->poll_found = 0;
	start_newer(session);
	start_refresh(session);
}

/* From the brisk pace to the idle one, half as fast again with each poll that brings nothing. */
static int64_t poll_delay(const struct session *session)
{
	int64_t delay = session->options.poll_ms;

	for (unsigned i = 0; i < session->quiet_polls && delay < session->options.poll_idle_ms; i++)
		delay += delay / 2 + 1;
	return delay < session->options.poll_idle_ms ? delay : session->options.poll_idle_ms;
}

void session_poll_later(struct session *session)
{
	if (session->poll_timer || session->poll_job || session->refresh_job ||
	    !session->options.poll_ms || session->history == HISTORY_FIRST)
		return;
	session->poll_timer =
		loop_add_timer(session->loop, poll_delay(session), session_poll_now, session);
}

void session_poll_ended(struct session *session, struct result *result)
{
	if (result->kind == JOB_NEWER) {
		session->poll_job = 0;
		if (result->error.kind == ERROR_NONE && session->poll_newest > session->polled_to)
			session->polled_to = session->poll_newest;
		error_release(&session->poll_error);
		error_move(&session->poll_error, &result->error);
	} else {
		session->refresh_job = 0;
	}
	if (session->poll_job || session->refresh_job)
		return;
	session->quiet_polls = session->poll_found ? 0 : session->quiet_polls + 1;
	session_poll_later(session);
}
