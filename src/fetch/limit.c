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
	int64_t margin = limit->refused_level / 4;
	int64_t ours = limit->refused_level - (margin ? margin : 1) - limit->others;
	return ours < 1 ? 1 : ours > limit->cap ? limit->cap : (unsigned)ours;
}

bool limit_may_start(const struct limit *limit, int64_t now, bool urgent)
{
	if (limit_is_waiting(limit, now))
		return false;
	unsigned most = share(limit, now);
	if (most > limit->allowed)
		most = limit->allowed;
	if (urgent)
		return limit->in_flight < most + LIMIT_RESERVE;
	return limit->in_flight < most &&
	       (!limit->probing || limit->in_flight < limit->proven || limit->left > 0);
}

struct limit_ticket limit_start(struct limit *limit)
{
	limit->in_flight++;
	if (limit->in_flight > limit->peak)
		limit->peak = limit->in_flight;
	if (limit->in_flight > limit->proven && limit->left > 0)
		limit->left--;
	return (struct limit_ticket){ limit->cuts, limit->in_flight };
}

void limit_ended(struct limit *limit)
{
	if (limit->in_flight > 0)
		limit->in_flight--;
	if (limit->in_flight == 0)
		limit->probing = false;
}

static void learn_latency(struct limit *limit, int64_t latency)
{
	if (latency < 0)
		return;
	limit->latency = limit->latency < 0 ? latency : (limit->latency * 7 + latency) / 8;
	if (limit->latency_best < 0 || latency < limit->latency_best)
		limit->latency_best = latency;
}

/* The service counted when the request came, so ours are those of then. */
static void learn_concurrency(struct limit *limit, struct limit_ticket ticket, int64_t concurrent)
{
	if (concurrent < 0)
		return;
	int64_t others = concurrent - (int64_t)ticket.ours;
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

static void step_up(struct limit *limit, unsigned most)
{
	bool doubles = limit->allowed < limit->threshold;
	unsigned wanted = doubles ? 2 * limit->allowed : limit->allowed + 1;
	if (doubles && wanted > limit->threshold)
		wanted = limit->threshold;
	limit->proven = limit->allowed;
	limit->allowed = wanted < most ? wanted : most;
	limit->left = limit->allowed - limit->proven;
	limit->grown = 0;
	limit->probing = true;
}

/* Whether a success shows that the step was none too far: one from the middle of it. That one may have
 * been cancelled; then more successes without a refusal than were in flight before the step. */
static bool proves(const struct limit *limit, struct limit_ticket ticket)
{
	return ticket.ours > limit->proven + (limit->allowed - limit->proven) / 2 ||
	       limit->grown > limit->proven;
}

/* So many successes are a round trip's: below the threshold half of what was in flight is enough,
 * since the other half is on its way by then. */
static unsigned round_trip(const struct limit *limit)
{
	return limit->allowed < limit->threshold ? (limit->allowed + 1) / 2 : limit->allowed;
}

void limit_success(struct limit *limit, int64_t now, struct limit_ticket ticket, int64_t latency,
		   int64_t concurrent)
{
	bool used = is_used(limit);
	learn_latency(limit, latency);
	learn_concurrency(limit, ticket, concurrent);
	if (proves(limit, ticket))
		limit->probing = false;
	bool holds = limit->latency <= limit->latency_best * 2 + LATENCY_SLACK_MS;
	unsigned most = share(limit, now);
	if (used && holds && limit->allowed < most && ++limit->grown >= round_trip(limit) &&
	    !limit->probing)
		step_up(limit, most);
	limit_ended(limit);
}

void limit_throttled(struct limit *limit, int64_t now, struct limit_ticket ticket, int64_t pause,
		     int64_t retry_after, int64_t concurrent)
{
	int64_t until = now + (retry_after >= 0 ? retry_after : pause);
	if (until > limit->wait_until)
		limit->wait_until = until;
	learn_concurrency(limit, ticket, concurrent);
	int64_t level = concurrent >= 0 ? concurrent : (int64_t)ticket.ours;
	if (ticket.cuts != limit->cuts) {
		/* Of the same burst: the lowest is nearest to what the account may. */
		limit->refused_level = level < limit->refused_level ? level : limit->refused_level;
	} else {
		limit->allowed = limit->allowed > 1 ? limit->allowed / 2 : 1;
		limit->threshold = limit->allowed;
		limit->grown = 0;
		limit->cuts++;
		limit->refused_level = level;
		limit->refused_ms = now;
		limit->probing = false;
	}
	limit_ended(limit);
}
