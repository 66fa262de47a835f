#include "fetch/limit.h"

/* Latency holds while it is below twice the best plus this. */
#define LATENCY_SLACK_MS 50

void limit_init(struct limit *limit, unsigned cap)
{
	*limit = (struct limit){
		.cap = cap,
		.allowed = cap < LIMIT_START ? cap : LIMIT_START,
		.threshold = cap,
		.latency_best = -1,
		.latency = -1,
		.concurrent = -1,
		.others = -1,
		.refused_level = -1,
	};
}

bool limit_is_waiting(const struct limit *limit, int64_t now)
{
	return now < limit->wait_until;
}

/* What the account's own traffic leaves to us. */
static unsigned share(const struct limit *limit, int64_t now)
{
	if (limit->refused_level < 0 || limit->others < 0 ||
	    now - limit->refused_ms > LIMIT_FORGET_MS)
		return limit->cap;
	int64_t ours = limit->refused_level * 3 / 4 - limit->others;
	return ours < 1 ? 1 : ours > limit->cap ? limit->cap : (unsigned)ours;
}

bool limit_may_start(const struct limit *limit, int64_t now, bool urgent)
{
	if (limit_is_waiting(limit, now))
		return false;
	unsigned most = share(limit, now);
	if (most > limit->allowed)
		most = limit->allowed;
	return limit->in_flight < most + (urgent ? LIMIT_RESERVE : 0);
}

uint64_t limit_start(struct limit *limit)
{
	limit->in_flight++;
	if (limit->in_flight > limit->peak)
		limit->peak = limit->in_flight;
	return limit->cuts;
}

void limit_ended(struct limit *limit)
{
	if (limit->in_flight > 0)
		limit->in_flight--;
}

static void learn_latency(struct limit *limit, int64_t latency)
{
	if (latency < 0)
		return;
	limit->latency = limit->latency < 0 ? latency : (limit->latency * 7 + latency) / 8;
	if (limit->latency_best < 0 || latency < limit->latency_best)
		limit->latency_best = latency;
}

static void learn_concurrency(struct limit *limit, int64_t concurrent)
{
	if (concurrent < 0)
		return;
	int64_t others = concurrent - (int64_t)limit->in_flight;
	limit->concurrent = concurrent;
	limit->others = others > 0 ? others : 0;
}

/* Whether the limit was what held us back lately, as far as that can be told from the most that
 * were in flight. */
static bool is_used(struct limit *limit)
{
	bool used = limit->allowed < 2 * limit->peak;
	if (++limit->seen >= limit->allowed) {
		limit->seen = 0;
		limit->peak = limit->in_flight;
	}
	return used;
}

void limit_success(struct limit *limit, int64_t now, int64_t latency, int64_t concurrent)
{
	bool used = is_used(limit);
	learn_latency(limit, latency);
	learn_concurrency(limit, concurrent);
	bool holds = limit->latency <= limit->latency_best * 2 + LATENCY_SLACK_MS;
	if (used && holds && limit->allowed < limit->cap && limit->allowed < share(limit, now)) {
		limit->grown++;
		if (limit->allowed < limit->threshold || limit->grown >= limit->allowed) {
			limit->allowed++;
			limit->grown = 0;
		}
	}
	limit_ended(limit);
}

void limit_throttled(struct limit *limit, int64_t now, uint64_t ticket, int64_t pause,
		     int64_t retry_after, int64_t concurrent)
{
	int64_t until = now + (retry_after >= 0 ? retry_after : pause);
	if (until > limit->wait_until)
		limit->wait_until = until;
	learn_concurrency(limit, concurrent);
	if (ticket == limit->cuts) {
		limit->allowed = limit->allowed > 1 ? limit->allowed / 2 : 1;
		limit->threshold = limit->allowed;
		limit->grown = 0;
		limit->cuts++;
		limit->refused_level = concurrent >= 0 ? concurrent : (int64_t)limit->in_flight;
		limit->refused_ms = now;
	}
	limit_ended(limit);
}
