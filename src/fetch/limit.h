/*
 * limit.h - how many requests may be in flight: a state machine without clock or network.
 *
 * It starts at LIMIT_START and doubles per round trip while it is used in full and latency holds;
 * 429 halves it, once per round trip, and sets a pause (Retry-After where the answer has one). From
 * then on it grows by one a round trip. After each step up nothing more is started above the level
 * before it than the step is wide, until a request from the middle of it has succeeded: a step too
 * far costs no more refusals than that. Twilio-Concurrent-Requests counts the whole account's requests:
 * the level at which the account was refused last is remembered for a while, and our share keeps what
 * others use plus ours below it by a quarter.
 *
 * A request of the operator (`urgent`) may go over the limit by LIMIT_RESERVE, but not past a pause.
 *
 * Times are milliseconds of the monotonic clock.
 */
#ifndef MSGDECK_FETCH_LIMIT_H
#define MSGDECK_FETCH_LIMIT_H

#include <stdbool.h>
#include <stdint.h>

#define LIMIT_START 4
#define LIMIT_RESERVE 2
#define LIMIT_FORGET_MS 300000 /* how long the refused level is heeded */

struct limit {
	unsigned cap;
	unsigned allowed;   /* 1..cap */
	unsigned threshold; /* doubling ends here */
	unsigned in_flight;
	unsigned peak;   /* most in flight since the last look */
	unsigned seen;   /* successes since then */
	unsigned grown;  /* successes since the last step */
	bool probing;    /* whether the last step was too far is not known yet */
	unsigned proven; /* what was allowed before it */
	unsigned left;   /* starts above that which the step still allows */
	uint64_t cuts;   /* times it was halved */
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
	unsigned ours; /* in flight then, this one included */
};

void limit_init(struct limit *limit, unsigned cap);
bool limit_may_start(const struct limit *limit, int64_t now, bool urgent);
struct limit_ticket limit_start(struct limit *limit);
/* `concurrent` is -1 where the answer does not say. */
void limit_success(struct limit *limit, int64_t now, struct limit_ticket ticket, int64_t latency,
		   int64_t concurrent);
/* `pause` is what the retry policy drew, `retry_after` -1 where there is none. */
void limit_throttled(struct limit *limit, int64_t now, struct limit_ticket ticket, int64_t pause,
		     int64_t retry_after, int64_t concurrent);
/* It ended in another way, or was cancelled. */
void limit_ended(struct limit *limit);
bool limit_is_waiting(const struct limit *limit, int64_t now);

#endif
