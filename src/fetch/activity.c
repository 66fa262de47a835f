#include "fetch/activity.h"

#include <stdlib.h>

#include "base/clock.h"

void activity_start(struct activity_log *log, struct activity_request *request, enum endpoint_id id,
		    unsigned attempt)
{
	struct activity_sum *sum = &log->sums[id];

	*request = (struct activity_request){
		.number = ++log->numbers,
		.endpoint = endpoint(id)->name,
		.verb = verb_name(endpoint(id)->verb),
		.outcome = ACTIVITY_FLYING,
		.attempt = attempt,
		.started = clock_now(),
		.started_mono_ms = clock_mono_ms(),
		.latency_ms = -1,
		.took_ms = -1,
	};
	sum->endpoint = request->endpoint;
	sum->verb = request->verb;
	sum->requests++;
	sum->in_flight++;
}

void activity_end(struct activity_log *log, enum endpoint_id id,
		  const struct activity_request *request)
{
	struct activity_sum *sum = &log->sums[id];

	sum->in_flight--;
	sum->retries += request->outcome == ACTIVITY_AGAIN;
	sum->throttled += request->outcome == ACTIVITY_THROTTLED;
	sum->failures += request->outcome == ACTIVITY_FAILED;
	sum->bytes += request->bytes;
	if (request->latency_ms >= 0) {
		sum->answers++;
		sum->latency_sum_ms += (uint64_t)request->latency_ms;
		if (request->latency_ms > sum->latency_max_ms)
			sum->latency_max_ms = request->latency_ms;
	}
	log->ended[log->ended_count++ % ACTIVITY_ENDED] = *request;
}

/* Newest first. */
static int compare(const void *a, const void *b)
{
	const struct activity_request *left = a, *right = b;

	return (left->number < right->number) - (left->number > right->number);
}

struct activity *activity_copy(const struct activity_log *log,
			       const struct activity_request *const *flying, size_t count,
			       struct arena *arena)
{
	size_t ended = log->ended_count < ACTIVITY_ENDED ? log->ended_count : ACTIVITY_ENDED;
	struct activity *copy = arena_alloc(arena, sizeof(*copy));
	struct activity_request *requests = arena_alloc(arena, (count + ended) * sizeof(*requests));
	struct activity_sum *sums = arena_alloc(arena, ENDPOINT_COUNT * sizeof(*sums));

	*copy = (struct activity){
		.requests = requests,
		.request_count = count + ended,
		.sums = sums,
		.limit_max = log->limit_max,
	};
	for (size_t i = 0; i < count; i++)
		requests[i] = *flying[i];
	qsort(requests, count, sizeof(*requests), compare);
	for (size_t i = 0; i < ended; i++)
		requests[count + i] = log->ended[(log->ended_count - 1 - i) % ACTIVITY_ENDED];
	for (size_t i = 0; i < ENDPOINT_COUNT; i++)
		if (log->sums[i].requests)
			sums[copy->sum_count++] = log->sums[i];
	return copy;
}
