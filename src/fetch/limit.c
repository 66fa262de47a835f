#include "fetch/limit.h"

/* Latency holds while it is below twice the best plus this. */
#define LATENCY_SLACK_MS 50

void limit_init(struct limit *limit, unsigned cap)
{
	*limit = (struct limit){
		.cap = cap,
		.open = true,
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

static unsigned smaller(unsigned a, unsigned b)
{
	return a < b ? a : b;
}

static unsigned larger(unsigned a, unsigned b)
{
	return a > b ? a : b;
}

static bool heeds_refusal(const struct limit *limit, int64_t now)
{
	return limit->refused_level >= 0 && now - limit->refused_ms <= LIMIT_FORGET_MS;
}

/* What the account's own traffic leaves to us, so far below the level that was refused. */
static unsigned share(const struct limit *limit, int64_t now, int64_t margin)
{
	if (!heeds_refusal(limit, now))
		return limit->cap;
	int64_t others = limit->others > 0 ? limit->others : 0;
	int64_t ours = limit->refused_level - (margin ? margin : 1) - others;
	return ours < 1 ? 1 : ours > limit->cap ? limit->cap : (unsigned)ours;
}

static unsigned most(const struct limit *limit, int64_t now)
{
	return share(limit, now, limit->refused_level / 4);
}

static unsigned step(const struct limit *limit, int64_t now)
{
	if (limit->latency > limit->latency_best * 2 + LATENCY_SLACK_MS)
		return 0;
	return heeds_refusal(limit, now) ? 1 : LIMIT_STEP;
}

unsigned limit_allowed(const struct limit *limit, int64_t now)
{
	return smaller(larger(limit->proven + step(limit, now), 1), most(limit, now));
}

bool limit_may_start(const struct limit *limit, int64_t now, bool urgent)
{
	unsigned sure = smaller(larger(limit->proven, 1), most(limit, now));

	if (limit_is_waiting(limit, now))
		return false;
	if (limit->in_flight < sure)
		return true;
	if (urgent && limit->in_flight < smaller(limit_allowed(limit, now) + LIMIT_RESERVE,
						 share(limit, now, 1)))
		return true;
	return limit->open && limit->over < step(limit, now) &&
	       limit->in_flight < limit_allowed(limit, now);
}

struct limit_ticket limit_start(struct limit *limit)
{
	limit->in_flight++;
	if (limit->in_flight > limit->proven)
		limit->over++;
	if (limit->in_flight > limit->top)
		limit->top = limit->in_flight;
	return (struct limit_ticket){ limit->cuts, limit->rounds, limit->in_flight };
}

static void close_round(struct limit *limit)
{
	if (!limit->open)
		return;
	limit->open = false;
	limit->rounds++;
	limit->pending = limit->in_flight;
	limit->answered = 0;
}

/* All that was begun before the first answer has been answered, or all there is twice: one that takes
 * very long does not hold the rest. What a whole round had in flight without a refusal is taken, although
 * some of it was on its way whenever the service counted. */
static void look_whether_over(struct limit *limit)
{
	if (limit->in_flight && limit->pending && limit->answered < 2 * limit->top)
		return;
	if (!limit->refused && !limit->pending && limit->top > limit->proven)
		limit->proven = limit->top;
	limit->pending = 0;
	limit->open = true;
	limit->refused = false;
	limit->over = 0;
	limit->top = limit->in_flight;
}

void limit_ended(struct limit *limit, struct limit_ticket ticket)
{
	close_round(limit);
	limit->answered++;
	if (ticket.round < limit->rounds && limit->pending)
		limit->pending--;
	if (limit->in_flight)
		limit->in_flight--;
	look_whether_over(limit);
}

static void learn_latency(struct limit *limit, int64_t latency)
{
	if (latency < 0)
		return;
	limit->latency = limit->latency < 0 ? latency : (limit->latency * 7 + latency) / 8;
	if (limit->latency_best < 0 || latency < limit->latency_best)
		limit->latency_best = latency;
}

/* The service counted when the request came: some time between its start and now. */
static void learn_concurrency(struct limit *limit, struct limit_ticket ticket, int64_t concurrent)
{
	unsigned ours = larger(ticket.ours, limit->in_flight);

	if (concurrent < 0)
		return;
	limit->concurrent = concurrent;
	limit->others = concurrent > ours ? concurrent - ours : 0;
}

void limit_success(struct limit *limit, struct limit_ticket ticket, int64_t latency,
		   int64_t concurrent)
{
	unsigned level = ticket.ours;

	if (concurrent >= 0 && concurrent < level)
		level = (unsigned)concurrent;
	learn_latency(limit, latency);
	learn_concurrency(limit, ticket, concurrent);
	close_round(limit);
	if (level > limit->proven)
		limit->proven = level;
	if (limit->proven >= limit->top)
		limit->pending = 0;
	limit_ended(limit, ticket);
}

void limit_throttled(struct limit *limit, int64_t now, struct limit_ticket ticket, int64_t pause,
		     int64_t retry_after, int64_t concurrent)
{
	int64_t until = now + (retry_after >= 0 ? retry_after : pause);
	/* Unless it is said, no more is known than the most there can have been. */
	int64_t level = concurrent >= 0 ? concurrent : larger(ticket.ours, limit->top);

	if (until > limit->wait_until)
		limit->wait_until = until;
	learn_concurrency(limit, ticket, concurrent);
	limit->refused = true;
	if (ticket.cuts != limit->cuts) {
		/* Of the same burst: the lowest is nearest to what the account may. */
		if (concurrent >= 0 && level < limit->refused_level)
			limit->refused_level = level;
	} else {
		if (limit->over == 0 && limit->proven > 1)
			limit->proven--;
		limit->cuts++;
		limit->refused_level = level;
		limit->refused_ms = now;
	}
	limit_ended(limit, ticket);
}
