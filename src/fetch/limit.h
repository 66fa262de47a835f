/*
 * limit.h - how many requests may be in flight: a state machine without clock or network.
 *
 * What is known is how many at a time are taken (`proven`); so many may always be in flight. A round begins
 * LIMIT_STEP more than that, no further, as soon as all that the round before began has been answered: what
 * is refused of a step too far is known before the next one is made, so it costs no more refusals than it is
 * wide, in whatever order requests arrive and answers come. One answer proves as many as the service counted
 * with it (Twilio-Concurrent-Requests), not those that were on their way for us; a round without a refusal
 * proves the most that it had in flight.
 *
 * 429 sets a pause (Retry-After where the answer has one). Twilio-Concurrent-Requests counts the whole
 * account's requests: the level at which it was refused first is remembered for a while, our share keeps
 * what others use plus ours below it by a quarter, and a round begins one more, not LIMIT_STEP. A refusal
 * that no step explains takes one from what is proven.
 *
 * A request of the operator (`urgent`) may go over that by LIMIT_RESERVE, but not past a pause, nor to
 * the level that is known to be refused.
 *
 * Times are milliseconds of the monotonic clock.
 */
#ifndef MSGDECK_FETCH_LIMIT_H
#define MSGDECK_FETCH_LIMIT_H

#include <stdbool.h>
#include <stdint.h>

#define LIMIT_STEP 4
#define LIMIT_RESERVE 2
#define LIMIT_FORGET_MS 300000 /* how long the refused level is heeded */

struct limit {
	unsigned cap;
	unsigned in_flight;
	unsigned proven;   /* so many at a time are taken */
	bool open;         /* the round has no answer yet, so that it may still begin requests */
	unsigned over;     /* begun above what is proven in this round */
	unsigned top;      /* the most in flight in this round */
	unsigned pending;  /* begun before the first answer of the round, and unanswered */
	unsigned answered; /* since then */
	bool refused;      /* something was, in this round */
	uint64_t rounds;   /* that had an answer */
	uint64_t cuts;     /* bursts of refusals */
	int64_t wait_until;
	int64_t latency_best;
	int64_t latency;       /* smoothed, -1 before the first */
	int64_t concurrent;    /* of the account, last seen, -1 unknown */
	int64_t others;        /* of those, not ours, then; -1 unknown */
	int64_t refused_level; /* -1: none heeded */
	int64_t refused_ms;
};

/* What is known of a request from its start; to be given back with the outcome. */
struct limit_ticket {
	uint64_t cuts;
	uint64_t round;
	unsigned ours; /* in flight then, this one included */
};

void limit_init(struct limit *limit, unsigned cap);
/* How many at a time it has come to, with the step that may be made next. */
unsigned limit_allowed(const struct limit *limit, int64_t now);
bool limit_may_start(const struct limit *limit, int64_t now, bool urgent);
struct limit_ticket limit_start(struct limit *limit);
/* `concurrent` is -1 where the answer does not say. */
void limit_success(struct limit *limit, struct limit_ticket ticket, int64_t latency,
		   int64_t concurrent);
/* `pause` is what the retry policy drew, `retry_after` -1 where there is none. */
void limit_throttled(struct limit *limit, int64_t now, struct limit_ticket ticket, int64_t pause,
		     int64_t retry_after, int64_t concurrent);
/* It ended in another way, or was cancelled. */
void limit_ended(struct limit *limit, struct limit_ticket ticket);
bool limit_is_waiting(const struct limit *limit, int64_t now);

#endif
