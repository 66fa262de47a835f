#include "fetch/sched.h"

#include <stdlib.h>
#include <string.h>

#include "api/apierror.h"
#include "api/secret.h"
#include "base/clock.h"
#include "base/date.h"
#include "base/hash.h"
#include "base/log.h"
#include "base/mem.h"
#include "base/vec.h"

#define RAW_MAX (4u << 20)

void sched_init(struct sched *sched, struct http *http, const struct api_settings *settings)
{
	*sched = (struct sched){
		.http = http,
		.tries = settings->tries,
		.health.last_error = ERROR_INIT,
	};
	limit_init(&sched->limit, settings->max_in_flight);
	sched->activity.limit_max = settings->max_in_flight;
}

void sched_release(struct sched *sched)
{
	while (sched->first)
		call_free(sched->first);
	error_release(&sched->health.last_error);
}

struct call *call_new(struct sched *sched, enum job_priority priority)
{
	struct call *call = xcalloc(1, sizeof(*call));
	call->sched = sched;
	call->priority = priority;
	strbuf_init(&call->request.url, URL_MAX_BYTES);
	strbuf_init(&call->request.form, FORM_MAX_BYTES);
	strbuf_init(&call->raw, RAW_MAX);
	return call;
}

void call_queue(struct call *call)
{
	struct sched *sched = call->sched;
	struct call *after = sched->last;
	while (after && after->priority > call->priority)
		after = after->prev;
	call->prev = after;
	call->next = after ? after->next : sched->first;
	*(call->prev ? &call->prev->next : &sched->first) = call;
	*(call->next ? &call->next->prev : &sched->last) = call;
	sched->queued++;
}

static bool is_queued(const struct call *call)
{
	return call->prev || call->next || call->sched->first == call;
}

static void unqueue(struct call *call)
{
	struct sched *sched = call->sched;
	if (!is_queued(call))
		return;
	*(call->prev ? &call->prev->next : &sched->first) = call->next;
	*(call->next ? &call->next->prev : &sched->last) = call->prev;
	call->next = call->prev = NULL;
	sched->queued--;
}

static void drop_attempt(struct call *call)
{
	transfer_free(call->transfer);
	call->transfer = NULL;
	page_reader_free(call->reader);
	call->reader = NULL;
	strbuf_wipe(&call->raw);
}

static void release(struct call *call)
{
	drop_attempt(call);
	request_release(&call->request);
	if (call->location)
		mem_wipe(call->location, strlen(call->location));
	free(call->location);
	free(call);
}

/* The attempt that is under way has come to this end. */
static void note_activity(struct call *call, enum activity_outcome outcome)
{
	const struct answer *answer = transfer_answer(call->transfer);
	struct activity_request *noted = &call->activity;
	noted->outcome = outcome;
	noted->status = answer->status;
	noted->latency_ms = answer->latency_ms;
	noted->took_ms = clock_mono_ms() - noted->started_mono_ms;
	noted->bytes = answer->bytes;
	call->sched->health.bytes_in += answer->bytes;
	memcpy(noted->request_id, answer->request_id, sizeof(noted->request_id));
	activity_end(&call->sched->activity, endpoint_id_of(call->request.endpoint), noted);
}

void call_free(struct call *call)
{
	if (!call)
		return;
	if (call->transfer) {
		note_activity(call, ACTIVITY_CANCELLED);
		limit_ended(&call->sched->limit, call->ticket);
	}
	unqueue(call);
	release(call);
}

void call_rest(struct call *call, bool rest)
{
	if (call && call->transfer)
		transfer_rest(call->transfer, rest);
}

static bool take_bytes(void *context, const char *bytes, size_t length, struct error *err)
{
	struct call *call = context;
	if (call->keep_raw && !strbuf_add(&call->raw, bytes, length))
		return error_set(err, ERROR_LIMIT, "one record is larger than %u bytes", RAW_MAX);
	if (call->sink)
		return call->sink->take(call->sink->context, bytes, length, err);
	return !call->reader || page_reader_feed(call->reader, bytes, length, err);
}

/* The call is over: tells its owner and frees it. */
static void finish(struct call *call, struct page *page, struct error *err)
{
	struct sched *sched = call->sched;
	unqueue(call);
	if (!page) {
		sched->health.failures++;
		error_release(&sched->health.last_error);
		error_copy(&sched->health.last_error, err);
		log_write(LOG_WARNING, "fetch", "%s failed: status %d, code %d, request %s",
			  call->request.endpoint->name, err->http_status, err->code,
			  err->request_id[0] ? err->request_id : "unknown");
	}
	call->done(call, page, err);
	release(call);
}

static void start(struct call *call)
{
	struct sched *sched = call->sched;
	struct error err = ERROR_INIT;
	const struct endpoint *endpoint = call->request.endpoint;
	if (endpoint->shape)
		call->reader = page_reader_new(endpoint->shape);
	call->transfer = http_start(sched->http, &call->request, take_bytes, call, call, &err);
	sched->health.requests++;
	if (call->transfer) {
		call->ticket = limit_start(&sched->limit);
		activity_start(&sched->activity, &call->activity, endpoint_id_of(endpoint),
			       call->failed + call->throttled + 1);
		call->activity.priority = call->priority;
		return;
	}
	call->outcome = OUTCOME_FINAL;
	sched->ended_early = true;
	finish(call, NULL, &err);
	error_release(&err);
}

/* The success as a page; what cannot be read becomes the answer's error. */
static bool read_page(struct call *call, struct answer *answer, struct page *page)
{
	if (!call->reader)
		return true;
	if (!page_reader_finish(call->reader, page, &answer->error)) {
		answer_mark_error(answer);
		return false;
	}
	if (call->keep_raw && !secret_drop(&call->raw, "auth_token"))
		strbuf_wipe(&call->raw);
	return true;
}

/* What done() may want to know of the answer. */
static void note_answer(struct call *call, struct answer *answer)
{
	memcpy(call->content_type, answer->content_type, sizeof(call->content_type));
	if (!call->request.endpoint->bytes || !answer_is_redirect(answer) ||
	    answer->error.kind != ERROR_NONE)
		return;
	call->location = answer->location;
	answer->location = NULL;
	call->outcome = OUTCOME_OK;
}

/* Dates of records are of the service's clock, and ours may be wrong. */
static void note_clock(struct sched *sched, const struct answer *answer)
{
	if (answer->date == DATE_NONE || !answer->json)
		return;
	sched->clock =
		(struct service_clock){ .known = true, .ahead_s = answer->date - clock_now() };
}

static void note_limit(struct call *call, const struct answer *answer, int64_t pause)
{
	struct limit *limit = &call->sched->limit;
	int64_t now = clock_mono_ms();
	/* What another host can take says nothing about the API. */
	if (call->request.away)
		limit_ended(limit, call->ticket);
	else if (call->outcome == OUTCOME_THROTTLED)
		limit_throttled(limit, now, call->ticket, pause, answer->retry_after_ms,
				answer->concurrent);
	else if (answer->status)
		limit_success(limit, call->ticket, answer->latency_ms, answer->concurrent);
	else
		limit_ended(limit, call->ticket);
}

static enum activity_outcome activity_of(const struct call *call, const struct retry *retry)
{
	if (call->outcome == OUTCOME_OK)
		return ACTIVITY_DONE;
	if (call->outcome == OUTCOME_THROTTLED)
		return ACTIVITY_THROTTLED;
	return retry->again ? ACTIVITY_AGAIN : ACTIVITY_FAILED;
}

static void ended(struct call *call)
{
	struct sched *sched = call->sched;
	struct answer *answer = transfer_answer(call->transfer);
	struct page page = { .count = 0 };
	const struct endpoint *endpoint = call->request.endpoint;

	if (endpoint->bytes)
		answer_find_redirect(answer);
	call->outcome = outcome_of(answer, endpoint->verb, call->failed + 1);
	if (call->outcome == OUTCOME_OK && answer_is_success(answer) &&
	    !read_page(call, answer, &page))
		call->outcome = OUTCOME_GARBLED;
	note_answer(call, answer);
	call->unclear |= outcome_is_unclear(call->outcome, answer->sent);
	unsigned times = call->outcome == OUTCOME_THROTTLED ? ++call->throttled : ++call->failed;
	struct retry retry = retry_decide(endpoint->class, call->outcome, times, sched->tries,
					  answer->retry_after_ms,
					  (uint32_t)random_below(UINT32_MAX));
	note_limit(call, answer, retry.wait_ms);
	note_activity(call, activity_of(call, &retry));
	sched->health.throttled += call->outcome == OUTCOME_THROTTLED;
	if (call->outcome == OUTCOME_OK) {
		note_clock(sched, answer);
		finish(call, &page, NULL);
	} else if (retry.again) {
		sched->health.retries++;
		call->due_ms = clock_mono_ms() + retry.wait_ms;
		drop_attempt(call);
		if (call->sink)
			call->sink->restart(call->sink->context);
	} else {
		struct error err = ERROR_INIT;
		if (answer->error.kind == ERROR_NONE)
			apierror_set(&err, answer);
		else
			error_move(&err, &answer->error);
		finish(call, NULL, &err);
		error_release(&err);
	}
	page_release(&page);
}

/* The first call in the queue that could go now; *wait is lowered to when the next one could. */
static struct call *next_due(struct sched *sched, int64_t now, int64_t *wait)
{
	for (struct call *call = sched->first; call; call = call->next) {
		if (call->transfer || (sched->hold && call->priority != PRIORITY_NOW))
			continue;
		if (call->due_ms > now) {
			if (call->due_ms - now < *wait)
				*wait = call->due_ms - now;
			continue;
		}
		if (limit_may_start(&sched->limit, now, call->priority == PRIORITY_NOW))
			return call;
		if (limit_is_waiting(&sched->limit, now) && sched->limit.wait_until - now < *wait)
			*wait = sched->limit.wait_until - now;
		return NULL;
	}
	return NULL;
}

static int64_t start_due(struct sched *sched, int64_t wait)
{
	for (;;) {
		int64_t now = clock_mono_ms();
		struct call *call = next_due(sched, now, &wait);
		if (call)
			start(call);
		else if (sched->hold || !limit_may_start(&sched->limit, now, false) ||
			 !sched->more || !sched->more(sched->more_context))
			return wait;
	}
}

void sched_run(struct sched *sched, int max_wait_ms)
{
	int64_t wait = start_due(sched, max_wait_ms);
	struct transfer *transfer;
	http_run(sched->http, sched->ended_early ? 0 : (int)wait);
	sched->ended_early = false;
	while ((transfer = http_finished(sched->http)))
		ended(transfer_owner(transfer));
}

void sched_health(const struct sched *sched, struct fetch_health *health)
{
	int64_t now = clock_mono_ms();
	const struct limit *limit = &sched->limit;
	struct error last = health->last_error;
	*health = sched->health;
	health->last_error = last;
	error_release(&health->last_error);
	error_copy(&health->last_error, &sched->health.last_error);
	health->in_flight = limit->in_flight;
	health->queued = sched->queued > limit->in_flight ? sched->queued - limit->in_flight : 0;
	health->limit = limit_allowed(limit, now);
	health->latency_ms = limit->latency > 0 ? (unsigned)limit->latency : 0;
	health->account_concurrency = limit->concurrent > 0 ? (unsigned)limit->concurrent : 0;
	health->waiting = limit_is_waiting(limit, now);
	health->wait_until_mono_ms = limit->wait_until;
}

struct activity *sched_activity(const struct sched *sched, struct arena *arena)
{
	struct VEC(const struct activity_request *) flying = { 0 };
	for (const struct call *call = sched->first; call; call = call->next)
		if (call->transfer)
			vec_push(&flying, &call->activity);
	struct activity *activity =
		activity_copy(&sched->activity, flying.items, flying.count, arena);
	vec_release(&flying);
	return activity;
}
