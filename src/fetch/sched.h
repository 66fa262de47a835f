/*
 * sched.h - calls: requests with a purpose, their order, their repetition and their timers.
 *
 * A call is made by a task, waits its turn (the operator's first, then in the order they came),
 * goes out when the limit allows, is repeated as api/retry.h decides, and ends once, with a page or
 * with an error, in its own `done`. Cancelling is freeing.
 *
 * Thread: the fetch thread.
 */
#ifndef MSGDECK_FETCH_SCHED_H
#define MSGDECK_FETCH_SCHED_H

#include <stdbool.h>
#include <stdint.h>

#include "api/http.h"
#include "api/page.h"
#include "api/retry.h"
#include "fetch/activity.h"
#include "fetch/fetch.h"
#include "fetch/limit.h"

struct call;

/* Where the bytes of a success go as they arrive. */
struct call_sink {
	http_sink *take;
	/* What was taken does not count: the request is made again. */
	void (*restart)(void *context);
	void *context;
};

/* `page` is NULL on failure, and then err says why; else the callee may move what it wants out of
 * it. The call is freed after done() returns; done() must not free it. */
typedef void call_done(struct call *call, struct page *page, struct error *err);

struct call {
	struct request request;
	enum job_priority priority;
	call_done *done;
	void *context;
	bool keep_raw;
	struct strbuf raw;            /* with keep_raw: the document without its secrets */
	const struct call_sink *sink; /* of an endpoint whose answer is bytes; else NULL */
	char *location;        /* of such an endpoint: the answer was a redirect to there; owned */
	char content_type[64]; /* of the answer, for done() */
	enum outcome outcome;  /* of the last attempt, for done() */
	bool unclear;          /* an attempt failed that may have been carried out all the same */

	/* Private. */
	struct sched *sched;
	struct call *next;
	struct call *prev;
	unsigned failed;    /* attempts so far that failed */
	unsigned throttled; /* and that were refused unread */
	int64_t due_ms;
	struct transfer *transfer;
	struct page_reader *reader;
	struct limit_ticket ticket;
	struct activity_request activity; /* of the attempt that is under way */
};

struct sched {
	struct http *http;
	unsigned tries;
	struct limit limit;
	struct call *first; /* all calls, waiting and in flight, by priority */
	struct call *last;
	unsigned queued;
	bool ended_early; /* a call ended without anything being sent */
	bool hold; /* nothing but PRIORITY_NOW may start: answers are not taken fast enough */
	/* Asked when a request more could be in flight: adds a call and returns true, or not. */
	bool (*more)(void *context);
	void *more_context;
	struct fetch_health health;
	struct service_clock clock; /* as the last good answer had it */
	struct activity_log activity;
};

void sched_init(struct sched *sched, struct http *http, const struct api_settings *settings);
/* Frees all calls. */
void sched_release(struct sched *sched);
/* For the caller to fill request, done and context. */
struct call *call_new(struct sched *sched, enum job_priority priority);
/* Puts the call into the queue. */
void call_queue(struct call *call);
/* Ends it without a word, whatever its state. NULL is allowed. */
void call_free(struct call *call);
/* Of a call with a sink: takes no more bytes for now, or goes on (transfer_rest()). An attempt that is
 * made later does not rest. NULL is allowed. */
void call_rest(struct call *call, bool rest);
/* Starts what may start, moves bytes, waits at most max_wait_ms for something to happen, and ends
 * what has ended. */
void sched_run(struct sched *sched, int max_wait_ms);
/* What has been asked so far; lives in the arena. */
struct activity *sched_activity(const struct sched *sched, struct arena *arena);
void sched_health(const struct sched *sched, struct fetch_health *health);

#endif
