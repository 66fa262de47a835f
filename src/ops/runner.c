#include "ops/runner_internal.h"

#include <stdlib.h>

#include "base/clock.h"
#include "base/log.h"
#include "base/mem.h"
#include "ops/move.h"

static void pump(struct runner *runner);

int64_t runner_now(const struct runner *runner)
{
	return runner->host.now_ms(runner->host.context);
}

uint64_t runner_append(struct runner *runner)
{
	uint64_t mark =
		runner->log.append(runner->log.context, runner->lines.data, runner->lines.length);

	strbuf_reset(&runner->lines);
	return mark;
}

/* -- life -------------------------------------------------------------------------------------- */

static uint64_t submit_to_fetch(void *fetch, struct job *job)
{
	return fetch_submit(fetch, job);
}

static void cancel_in_fetch(void *fetch, uint64_t job)
{
	fetch_cancel(fetch, job);
}

void runner_use_fetch(struct runner_transport *transport, struct fetch *fetch)
{
	*transport = (struct runner_transport){
		.context = fetch,
		.submit = submit_to_fetch,
		.cancel = cancel_in_fetch,
	};
}

static uint64_t append_to_journal(void *journal, const char *lines, size_t length)
{
	return journal_append(journal, lines, length);
}

static bool ask_journal(void *journal, uint64_t *mark, struct error *err)
{
	return journal_durable(journal, mark, err);
}

static void retry_journal(void *journal)
{
	journal_retry(journal);
}

void runner_use_journal(struct runner_log *log, struct journal *journal)
{
	*log = (struct runner_log){
		.context = journal,
		.append = append_to_journal,
		.durable = ask_journal,
		.retry = retry_journal,
		.fd = journal_wake_fd(journal),
	};
}

static void wake(void *context)
{
	pump(context);
}

static void timer_due(void *context)
{
	struct runner *runner = context;

	runner->timer = 0;
	pump(runner);
}

struct runner *runner_new(struct plan *plan, struct store *store,
			  const struct runner_options *options, const struct runner_host *host,
			  const struct runner_transport *transport, const struct runner_log *log)
{
	struct runner *runner = xcalloc(1, sizeof(*runner));
	unsigned in_flight = options->in_flight ? options->in_flight : RUNNER_IN_FLIGHT;

	runner->plan = plan;
	runner->store = store;
	runner->options = *options;
	runner->options.in_flight = in_flight < RUNNER_IN_FLIGHT_MAX ? in_flight
								     : RUNNER_IN_FLIGHT_MAX;
	runner->host = *host;
	runner->transport = *transport;
	runner->log = *log;
	runner->trouble = (struct error)ERROR_INIT;
	strbuf_init(&runner->lines, STRBUF_TEXT);
	pace_init(&runner->pace, options->per_second, runner_now(runner));
	meter_init(&runner->meter, runner_now(runner));
	if (log->fd >= 0)
		host->add_fd(host->context, log->fd, wake, runner);
	return runner;
}

void runner_free(struct runner *runner)
{
	if (!runner)
		return;
	if (runner->timer)
		runner->host.remove_timer(runner->host.context, runner->timer);
	if (runner->log.fd >= 0)
		runner->host.remove_fd(runner->host.context, runner->log.fd);
	vec_release(&runner->intents);
	vec_release(&runner->flights);
	vec_release(&runner->due);
	vec_release(&runner->steps);
	duelist_release(&runner->waiting);
	error_release(&runner->trouble);
	strbuf_release(&runner->lines);
	free(runner);
}

/* -- states ------------------------------------------------------------------------------------ */

void runner_finish(struct runner *runner, bool stopped)
{
	runner_rest_due(runner);
	runner->state = RUNNER_ENDED;
	runner->stopped = stopped;
	if (runner->written < runner->plan->items.count)
		return; /* the journal has no whole plan that could end */
	journal_add_end(&runner->lines, runner->plan,
			stopped                 ? END_STOPPED
			: runner->plan->erasure ? END_CHANGED
						: END_COMPLETE,
			clock_now_ms());
	runner_append(runner);
	log_write(LOG_INFO, "ops", "%s: %zu done, %zu left alone, %zu refused, %zu failed",
		  stopped ? "stopped" : "complete", runner->plan->counts[ITEM_DONE],
		  runner->plan->counts[ITEM_LEFT], runner->plan->counts[ITEM_REFUSED],
		  runner->plan->counts[ITEM_FAILED]);
}

void runner_pause_for(struct runner *runner, struct error *reason)
{
	if (runner->state != RUNNER_RUNNING && runner->state != RUNNER_PREPARING)
		return;
	runner_withdraw(runner);
	/* A plan that is not written down yet is, when it goes on. */
	runner->state = RUNNER_PAUSED;
	runner->hold_until = 0;
	error_release(&runner->trouble);
	if (reason) {
		runner_withdraw_steps(runner);
		error_move(&runner->trouble, reason);
	}
	runner->changed = true;
}

static void ask_log(struct runner *runner)
{
	struct error err = ERROR_INIT;

	if (runner->log.durable(runner->log.context, &runner->durable, &err))
		return;
	if (runner->state == RUNNER_RUNNING || runner->state == RUNNER_PREPARING) {
		runner_pause_for(runner, &err);
	} else if (runner->trouble.kind == ERROR_NONE) {
		runner_withdraw_steps(runner);
		error_move(&runner->trouble, &err);
		runner->changed = true;
	}
	error_release(&err);
}

void runner_start(struct runner *runner)
{
	if (runner->state != RUNNER_NEW)
		return;
	journal_add_header(&runner->lines, &runner->options.header, runner->plan, clock_now_ms());
	runner_append(runner);
	runner->state = RUNNER_PREPARING;
	pump(runner);
}

void runner_pause(struct runner *runner)
{
	runner_pause_for(runner, NULL);
	pump(runner);
}

void runner_resume(struct runner *runner)
{
	if (runner->state != RUNNER_PAUSED &&
	    !(runner->state == RUNNER_ENDED && plan_open(runner->plan)))
		return;
	runner_open_again(runner);
	runner->log.retry(runner->log.context);
	error_release(&runner->trouble);
	runner->troubles = runner->holds = 0;
	runner->stopped = false;
	runner->state = runner->written < runner->plan->items.count ? RUNNER_PREPARING
								    : RUNNER_RUNNING;
	runner_find_due(runner);
	pump(runner);
}

void runner_stop(struct runner *runner)
{
	if (runner->state == RUNNER_NEW || runner->state == RUNNER_ENDED)
		return;
	runner_withdraw(runner);
	runner->hold_until = 0;
	runner->state = RUNNER_STOPPING;
	pump(runner);
}

void runner_go_on(struct runner *runner)
{
	runner->scan = 0;
	if (runner->state == RUNNER_ENDED)
		runner_resume(runner);
	else
		pump(runner);
}

void runner_hurry(struct runner *runner)
{
	int64_t now = runner_now(runner);

	duelist_hurry(&runner->waiting, now);
	if (runner->hold_until > now)
		runner->hold_until = now;
	pump(runner);
}

/* Whether the flight has ended. */
static bool take(struct runner *runner, struct flight *flight, const struct result *result)
{
	if (flight->kind != FLIGHT_CHANGE)
		return runner_looked(runner, flight, result);
	if (result->last)
		runner_answered(runner, flight->item, result);
	return result->last;
}

bool runner_take(struct runner *runner, const struct result *result)
{
	for (size_t i = 0; i < runner->flights.count; i++) {
		struct flight flight = runner->flights.items[i];

		if (flight.job != result->job)
			continue;
		/* What comes of it may need its place. */
		vec_remove(&runner->flights, i);
		if (!take(runner, &flight, result))
			vec_push(&runner->flights, flight);
		else
			runner->changed = true;
		pump(runner);
		return true;
	}
	return false;
}

/* -- what drives it ---------------------------------------------------------------------------- */

static bool holds(struct runner *runner, int64_t now)
{
	if (runner->hold_until > now)
		return true;
	if (runner->hold_until) {
		runner->hold_until = 0;
		error_release(&runner->trouble);
		runner->changed = true;
	}
	return false;
}

/* Whether what has begun is to go on: also when nothing new is to begin, but not into trouble. */
static bool steps_go_on(struct runner *runner, int64_t now)
{
	if (runner->state == RUNNER_RUNNING)
		return !holds(runner, now);
	return (runner->state == RUNNER_PAUSED || runner->state == RUNNER_STOPPING) &&
	       runner->trouble.kind == ERROR_NONE;
}

static bool is_quiet(struct runner *runner, int64_t now)
{
	return !runner->flights.count && !runner->steps.count &&
	       !(steps_go_on(runner, now) && runner->due.count);
}

/* Quiet hours begin and end by the wall clock. */
static void look_at_hours(struct runner *runner)
{
	int64_t left = runner->options.quiet ? hours_left_ms(runner->options.quiet, clock_now_ms())
					     : 0;

	if (!left != !runner->quiet_ms)
		runner->changed = true;
	runner->quiet_ms = left;
	if (left && runner->state == RUNNER_RUNNING)
		runner_withdraw(runner);
}

/* A pause or a stop that was asked for when the last ones were already under way has nothing left. */
static bool may_finish(const struct runner *runner)
{
	if (runner->state == RUNNER_RUNNING)
		return true;
	return (runner->state == RUNNER_PAUSED || runner->state == RUNNER_STOPPING) &&
	       runner->trouble.kind == ERROR_NONE && runner->written == runner->plan->items.count;
}

static void work(struct runner *runner, int64_t now)
{
	ask_log(runner);
	look_at_hours(runner);
	if (runner->state == RUNNER_PREPARING)
		runner_prepare(runner);
	if (steps_go_on(runner, now)) {
		runner_send_steps(runner);
		runner_write_steps(runner, now);
	}
	if (runner->state == RUNNER_RUNNING && !runner->quiet_ms && !holds(runner, now)) {
		runner_send_intents(runner);
		runner_write_intents(runner, now);
	}
	if (may_finish(runner) && !plan_open(runner->plan)) {
		runner_finish(runner, false);
		runner->changed = true;
	} else if (runner->state == RUNNER_STOPPING && is_quiet(runner, now)) {
		runner_finish(runner, true);
		runner->changed = true;
	}
}

/* Milliseconds until there is something to do that no event tells; -1: never. */
static int64_t next_delay(struct runner *runner, int64_t now)
{
	int64_t due = duelist_next(&runner->waiting);

	if (runner->state == RUNNER_PREPARING)
		return 0;
	if (steps_go_on(runner, now) && runner->due.count &&
	    runner->steps.count + runner->flights.count < runner_flights_allowed(runner))
		return pace_wait(&runner->pace, now);
	if (runner->state != RUNNER_RUNNING)
		return -1;
	if (runner->quiet_ms)
		return runner->quiet_ms;
	if (runner->hold_until > now)
		return runner->hold_until - now;
	if (runner_has_next(runner, now))
		return runner_may_intend(runner) ? pace_wait(&runner->pace, now) : -1;
	return due >= 0 ? due - now : -1;
}

static void arm(struct runner *runner, int64_t now)
{
	int64_t delay = next_delay(runner, now);

	if (runner->timer)
		runner->host.remove_timer(runner->host.context, runner->timer);
	runner->timer =
		delay < 0 ? 0
			  : runner->host.add_timer(runner->host.context, delay, timer_due, runner);
}

static void pump(struct runner *runner)
{
	int64_t now = runner_now(runner);

	if (runner->pumping)
		return;
	runner->pumping = true;
	work(runner, now);
	arm(runner, now);
	runner->pumping = false;
	if (runner->changed && runner->options.changed) {
		runner->changed = false;
		runner->options.changed(runner->options.context);
	}
}

static int64_t eta(const struct runner *runner, double per_second)
{
	const size_t *counts = runner->plan->counts;
	size_t open = counts[ITEM_READY] + counts[ITEM_INTENDED] + counts[ITEM_SENT];

	if (!open || per_second <= 0)
		return -1;
	return (int64_t)((double)open * 1000 / per_second);
}

void runner_progress(struct runner *runner, struct runner_progress *progress)
{
	const size_t *counts = runner->plan->counts;
	int64_t now = runner_now(runner);
	int64_t due = duelist_next(&runner->waiting);

	*progress = (struct runner_progress){
		.state = runner->state,
		.stopped = runner->stopped,
		.trouble = runner->trouble.kind == ERROR_NONE ? NULL : &runner->trouble,
		.total = runner->plan->items.count,
		.ready = counts[ITEM_READY] + counts[ITEM_INTENDED],
		.waiting = counts[ITEM_WAITING],
		.in_flight = counts[ITEM_SENT],
		.done = counts[ITEM_DONE],
		.left = counts[ITEM_LEFT],
		.refused = counts[ITEM_REFUSED],
		.failed = counts[ITEM_FAILED],
		.unknown = counts[ITEM_UNKNOWN],
		.per_second = meter_per_second(&runner->meter, now),
		.hold_ms = runner->hold_until > now ? runner->hold_until - now : 0,
		.quiet_ms = runner->quiet_ms,
		.next_try_ms = due < 0     ? -1
			       : due > now ? due - now
					   : 0,
	};
	progress->eta_ms = runner->state == RUNNER_RUNNING && !runner->quiet_ms
				   ? eta(runner, progress->per_second)
				   : -1;
}

int64_t runner_next_try(const struct runner *runner, uint32_t item)
{
	int64_t now = runner_now(runner);

	if (runner->plan->items.items[item].state != ITEM_WAITING)
		return -1;
	for (size_t i = 0; i < runner->waiting.count; i++)
		if (runner->waiting.items[i].item == item)
			return runner->waiting.items[i].when > now
				       ? runner->waiting.items[i].when - now
				       : 0;
	return -1;
}

bool runner_is_busy(const struct runner *runner)
{
	const size_t *counts = runner->plan->counts;

	if (counts[ITEM_SENT] || runner->steps.count || runner->state == RUNNER_PREPARING ||
	    runner->state == RUNNER_STOPPING)
		return true;
	return runner->state == RUNNER_RUNNING && !runner->hold_until && !runner->quiet_ms &&
	       counts[ITEM_READY] + counts[ITEM_INTENDED] > 0;
}
