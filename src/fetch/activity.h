/*
 * activity.h - what has been asked of Twilio: the requests of late, and sums for each endpoint.
 *
 * Kept by the fetch thread (fetch/sched.h notes each start and each end) and given as a copy, in a
 * result of JOB_ACTIVITY. It holds names of endpoints, never URLs, which name people. Cost: a fixed
 * 20 KB, whatever happens.
 *
 * Thread: the fetch thread; a struct activity belongs to whoever has the result.
 */
#ifndef MSGDECK_FETCH_ACTIVITY_H
#define MSGDECK_FETCH_ACTIVITY_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "api/endpoint.h"
#include "base/arena.h"
#include "fetch/fetch.h"

#define ACTIVITY_ENDED 200 /* requests that are remembered after their end */

struct activity_log {
	struct activity_sum sums[ENDPOINT_COUNT];
	struct activity_request ended[ACTIVITY_ENDED]; /* a ring */
	size_t ended_count;                            /* ever */
	uint64_t numbers;
	unsigned limit_max; /* what `max_in_flight` says */
};

/* Notes a start and fills what is known of the request by then. */
void activity_start(struct activity_log *log, struct activity_request *request,
		    enum endpoint_id endpoint, unsigned attempt);
/* Notes an end: its outcome, status, times, bytes and request id are filled in by the caller. */
void activity_end(struct activity_log *log, enum endpoint_id endpoint,
		  const struct activity_request *request);
/* A copy of all: what is under way, newest first, then what has ended, likewise; the endpoints that
 * were asked at all, in the table's order. `flying` must stay as it is during the call. */
struct activity *activity_copy(const struct activity_log *log,
			       const struct activity_request *const *flying, size_t count,
			       struct arena *arena);

#endif
