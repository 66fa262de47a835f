/*
 * runner.h - carrying a plan out: a bounded number of changes in flight, at a controlled pace, each
 * written into the journal before it is sent and after it is answered.
 *
 * The runner is driven by events and never waits. It knows its surroundings as three small tables
 * of functions: the host (time, timers, descriptors: the UI's loop or a batch's), the transport
 * (jobs: fetch), and the log (the journal). So it stands below ui, and its tests need neither
 * threads nor a network.
 *
 *	plan_add() …, plan_judge(), review_make(), the operator agrees
 *	journal = journal_start(directory, &err);
 *	runner = runner_new(plan, store, &options, &host, &transport, &log);
 *	runner_start(runner);
 *	each result of fetch: runner_take(runner, result) before anybody else looks at it
 *	until runner_progress() says RUNNER_ENDED; the plan is then the report
 *	runner_free(runner); journal_stop(journal); plan_free(plan);
 *
 * A plan that was interrupted is gone on with by runner_adopt() in place of runner_start().
 *
 * What always holds: a change is submitted only after its intent is durable; an item is submitted
 * once at a time; what cannot be repeated without harm is not repeated unless it is certain that
 * it was not done. Just before an item is written down it is judged again by what the store knows
 * then. A success changes the store at once.
 *
 * A move is in flight as a whole: its second step goes out before others begin, and a pause or a stop
 * lets it end, so that few senders are without a service, and those not for long.
 *
 * An answer that was lost on the way of a move, or of something that cannot be repeated, is looked up
 * (the pools of both services, the list of messages) before anything else is done about the item.
 *
 * In quiet hours nothing new is begun either, and the run goes on by itself when they are over.
 *
 * Trouble: an item that meets it is tried again after a while, RUNNER_TRIES times; when so many in
 * a row meet it (no connection, a service with a fault), the runner holds for a while that grows,
 * and then sends one at a time until one succeeds. What only the operator can mend (credentials,
 * a full disk) pauses the run.
 *
 * Thread: UI.
 */
#ifndef MSGDECK_OPS_RUNNER_H
#define MSGDECK_OPS_RUNNER_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "base/error.h"
#include "base/hours.h"
#include "fetch/fetch.h"
#include "model/store.h"
#include "ops/journal.h"
#include "ops/journal_line.h"
#include "ops/journal_read.h"
#include "ops/plan.h"

#define RUNNER_IN_FLIGHT 16 /* by default */
#define RUNNER_IN_FLIGHT_MAX 64
#define RUNNER_PER_SECOND 30 /* by default */
#define RUNNER_TRIES 3       /* of an item that meets trouble */
#define RUNNER_TROUBLE_MAX 5 /* in a row, then it holds */
#define RUNNER_HOLD_MAX_MS (5 * 60 * 1000)

struct runner;

struct runner_host {
	void *context;
	/* Milliseconds that only go forward. */
	int64_t (*now_ms)(void *context);
	/* As loop_add_timer() and its neighbours: once, after the delay; never an id of 0. */
	unsigned (*add_timer)(void *context, int64_t delay_ms, void (*fn)(void *argument),
			      void *argument);
	void (*remove_timer)(void *context, unsigned id);
	void (*add_fd)(void *context, int fd, void (*fn)(void *argument), void *argument);
	void (*remove_fd)(void *context, int fd);
};

struct runner_transport {
	void *context;
	/* As fetch_submit() and fetch_cancel(). */
	uint64_t (*submit)(void *context, struct job *job);
	void (*cancel)(void *context, uint64_t job);
};

struct runner_log {
	void *context;
	/* As their namesakes of journal.h. */
	uint64_t (*append)(void *context, const char *lines, size_t length);
	bool (*durable)(void *context, uint64_t *mark, struct error *err);
	void (*retry)(void *context);
	int fd; /* becomes readable when durable() has news; -1: none */
};

void runner_use_fetch(struct runner_transport *transport, struct fetch *fetch);
void runner_use_journal(struct runner_log *log, struct journal *journal);

struct runner_options {
	unsigned in_flight;        /* 1..RUNNER_IN_FLIGHT_MAX; 0: RUNNER_IN_FLIGHT */
	double per_second;         /* 0: as fast as it goes */
	const struct hours *quiet; /* when no change is begun; must outlive the runner; NULL: never */
	struct journal_header header; /* strings must outlive the runner */
	/* Something that runner_progress() or the plan tells has changed; at most once an event. May
	 * call the functions here but runner_free(). May be NULL. */
	void (*changed)(void *context);
	void *context;
};

/* The plan must be judged and stays the caller's, as do store (may be NULL), host, transport and
 * log; the tables are copied. */
struct runner *runner_new(struct plan *plan, struct store *store,
			  const struct runner_options *options, const struct runner_host *host,
			  const struct runner_transport *transport, const struct runner_log *log);
/* Answers that are still on their way are then for nobody: the journal keeps their intents. NULL is
 * allowed. */
void runner_free(struct runner *runner);

/* Writes the plan down and begins. */
void runner_start(struct runner *runner);
/* In place of runner_start() for a plan that was read from the journal which the log goes on with
 * (ops/plans.h). It is then at rest as if it had been stopped: runner_resume(), runner_retry() and
 * runner_take_back() go on. Requests of which no answer was written down are looked up before anything
 * is repeated; what waits, waits for the rest of its time. False where not all items were written
 * down, so that nothing was sent and nothing can be gone on with. */
bool runner_adopt(struct runner *runner, const struct journal_record *record, struct error *err);
/* No new changes; what is in flight ends, moves with all their steps. */
void runner_pause(struct runner *runner);
/* Goes on after a pause, whatever it was for, or after a stop. */
void runner_resume(struct runner *runner);
/* No new changes; ends when nothing is in flight any more. */
void runner_stop(struct runner *runner);
/* Items that failed, or were refused, are to be done again, and those of which nothing is known
 * are looked for again; goes on if the run had ended. Returns how many. */
size_t runner_retry(struct runner *runner);
/* The same for some of them; what else the run has left is gone on with, too. */
size_t runner_retry_some(struct runner *runner, const uint32_t *items, size_t count);
/* Takes back the moves of a run that has ended: senders that are not where they were go there, and
 * what was not begun, or was refused and is where it was, is left alone. Returns how many go back. */
size_t runner_take_back(struct runner *runner);
/* What waits, waits no longer. */
void runner_hurry(struct runner *runner);
/* Takes a result if its job is one of the runner's; the caller still frees it. */
bool runner_take(struct runner *runner, const struct result *result);

enum runner_state {
	RUNNER_NEW,
	RUNNER_PREPARING, /* the plan goes into the journal */
	RUNNER_RUNNING,
	RUNNER_PAUSED,
	RUNNER_STOPPING, /* answers are waited for */
	RUNNER_ENDED,    /* everything has come to an end, or it was stopped */
};

struct runner_progress {
	enum runner_state state;
	bool stopped; /* RUNNER_ENDED with items left */
	/* Why it is paused by itself, or holds; NULL: it is not. Belongs to the runner. */
	const struct error *trouble;
	size_t total, ready, waiting, in_flight;
	size_t done, left, refused, failed, unknown;
	double per_second;   /* that came to an end, lately */
	int64_t eta_ms;      /* until all that can be done is done; -1 unknown */
	int64_t hold_ms;     /* until it goes on; 0: it does not hold */
	int64_t quiet_ms;    /* until its quiet hours are over; 0: there are none now */
	int64_t next_try_ms; /* until the next item that waits is tried; -1: none waits */
};

void runner_progress(struct runner *runner, struct runner_progress *progress);
/* Milliseconds until an item that waits is tried; 0: now; -1: it does not wait. */
int64_t runner_next_try(const struct runner *runner, uint32_t item);
/* Whether something happens by itself soon: not while it is paused, ended, holds, or only waits. */
bool runner_is_busy(const struct runner *runner);

#endif
