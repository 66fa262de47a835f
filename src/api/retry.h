/*
 * retry.h - whether a request is made again, and when: one pure function.
 *
 * Full jitter: the wait is drawn from nothing up to a ceiling that doubles with each attempt. 429
 * means that the request was not processed, so it is safe to repeat for every class; a request that
 * creates is otherwise repeated only when no byte of it has left.
 *
 * Source: https://www.twilio.com/docs/api/errors/20429 and section 3 of docs/architecture.md.
 */
#ifndef MSGDECK_API_RETRY_H
#define MSGDECK_API_RETRY_H

#include <stdbool.h>
#include <stdint.h>

#include "api/answer.h"
#include "api/endpoint.h"

#define RETRY_FIRST_MS 250
#define RETRY_CEILING_MS 20000
#define RETRY_AFTER_LIMIT_MS 300000 /* a longer Retry-After is reported instead of waited for */
#define RETRY_THROTTLE_FACTOR 4     /* 429 may be met so many times as often as other failures */

enum outcome {
	OUTCOME_OK,
	OUTCOME_THROTTLED, /* 429 */
	OUTCOME_SERVER,    /* 5xx */
	OUTCOME_UNSENT,    /* the network failed before a byte of the request could leave */
	OUTCOME_NETWORK,   /* the network failed, or the time ran out, after that */
	OUTCOME_GARBLED,   /* a success that cannot be read */
	OUTCOME_DENIED,    /* 401, 403 */
	OUTCOME_NO,        /* any other status */
	OUTCOME_FINAL,     /* TLS, a limit, a refusal of our own: the same again next time */
	OUTCOMES
};

struct retry {
	bool again;
	int64_t wait_ms;
};

enum outcome outcome_of(const struct answer *answer, enum verb verb, unsigned attempt);
/* Whether the request may have been carried out although it failed; `sent`: bytes may have left. */
bool outcome_is_unclear(enum outcome outcome, bool sent);
/* `attempt` counts from 1; `retry_after_ms` is -1 where there is none; `random` is uniform. */
struct retry retry_decide(enum verb_class class, enum outcome outcome, unsigned attempt,
			  unsigned tries, int64_t retry_after_ms, uint32_t random);

#endif
