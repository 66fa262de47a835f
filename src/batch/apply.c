#include "batch/apply.h"

#include <poll.h>
#include <signal.h>

#include "base/clock.h"
#include "base/mem.h"
#include "base/vec.h"
#include "batch/apply_words.h"

struct apply_timer {
	unsigned id;
	int64_t when;
	void (*fn)(void *argument);
	void *argument;
};

struct apply {
	struct fetch *fetch;
	struct runner *runner;
	const struct plan *plan;
	struct progress *progress;
	struct apply_telling telling;
	bool leave_waiting;
	struct VEC(struct apply_timer) timers;
	unsigned timer_ids;
	int fd; /* the journal's */
	void (*fd_fn)(void *argument);
	void *fd_argument;
};

static const int stopping[] = { SIGINT, SIGTERM, SIGHUP };

static volatile sig_atomic_t stopped_by;

/* -- signals ----------------------------------------------------------------------------------- */

static void note_signal(int number)
{
	stopped_by = number;
}

void apply_block_signals(void)
{
	sigset_t set;

	sigemptyset(&set);
	for (size_t i = 0; i < ARRAY_SIZE(stopping); i++)
		sigaddset(&set, stopping[i]);
	pthread_sigmask(SIG_BLOCK, &set, NULL);
}

/* The first one is noted, the next has its usual effect. They come only while ppoll() waits. */
static void catch_signals(bool on)
{
	struct sigaction action = { .sa_handler = on ? note_signal : SIG_DFL,
				    .sa_flags = (int)(on ? SA_RESETHAND : 0u) };

	sigemptyset(&action.sa_mask);
	stopped_by = on ? 0 : stopped_by;
	for (size_t i = 0; i < ARRAY_SIZE(stopping); i++) {
		struct sigaction before;

		/* Who starts it under nohup does not want it to end with the session. */
		if (sigaction(stopping[i], NULL, &before) != 0 || before.sa_handler == SIG_IGN)
			continue;
		sigaction(stopping[i], &action, NULL);
	}
}

/* -- the runner's surroundings ----------------------------------------------------------------- */

static int64_t now_ms(void *context)
{
	(void)context;
	return clock_mono_ms();
}

static unsigned add_timer(void *context, int64_t delay_ms, void (*fn)(void *), void *argument)
{
	struct apply *apply = context;

	vec_push(&apply->timers, ((struct apply_timer){ .id = ++apply->timer_ids,
							.when = clock_mono_ms() + delay_ms,
							.fn = fn,
							.argument = argument }));
	return apply->timer_ids;
}

static void remove_timer(void *context, unsigned id)
{
	struct apply *apply = context;

	for (size_t i = 0; i < apply->timers.count; i++) {
		if (apply->timers.items[i].id == id) {
			vec_remove(&apply->timers, i);
			return;
		}
	}
}

static void add_fd(void *context, int fd, void (*fn)(void *), void *argument)
{
	struct apply *apply = context;

	apply->fd = fd;
	apply->fd_fn = fn;
	apply->fd_argument = argument;
}

static void remove_fd(void *context, int fd)
{
	(void)fd;
	((struct apply *)context)->fd = -1;
}

/* -- the loop ---------------------------------------------------------------------------------- */

/* Until the next timer, or the next time that progress is shown; -1: for ever. */
static int64_t next_timeout(const struct apply *apply)
{
	int64_t now = clock_mono_ms();
	int64_t next = apply->progress && apply->progress->watched ? PROGRESS_MS : -1;

	for (size_t i = 0; i < apply->timers.count; i++) {
		int64_t left = apply->timers.items[i].when - now;

		left = left > 0 ? left : 0;
		next = next < 0 || left < next ? left : next;
	}
	return next;
}

static void run_timers(struct apply *apply)
{
	int64_t now = clock_mono_ms();

	for (size_t i = 0; i < apply->timers.count; i++) {
		struct apply_timer timer = apply->timers.items[i];

		if (timer.when > now)
			continue;
		vec_remove(&apply->timers, i);
		timer.fn(timer.argument);
		return;
	}
}

static void take_results(struct apply *apply)
{
	struct result *result;

	while ((result = fetch_receive(apply->fetch))) {
		runner_take(apply->runner, result);
		result_free(result);
	}
}

static void turn(struct apply *apply)
{
	struct pollfd fds[] = {
		{ .fd = fetch_wake_fd(apply->fetch), .events = POLLIN },
		{ .fd = apply->fd, .events = POLLIN },
	};
	int64_t timeout = next_timeout(apply);
	struct timespec wait = { .tv_sec = timeout / 1000, .tv_nsec = timeout % 1000 * 1000000 };
	sigset_t none;

	sigemptyset(&none);
	if (ppoll(fds, ARRAY_SIZE(fds), timeout < 0 ? NULL : &wait, &none) < 0)
		fds[1].revents = 0;
	if (fds[1].revents)
		apply->fd_fn(apply->fd_argument);
	take_results(apply);
	run_timers(apply);
	apply_show_progress(apply->progress, apply->plan, apply->runner);
}

/* Whether nothing more happens by itself. */
static bool is_over(const struct runner_progress *progress)
{
	return progress->state == RUNNER_ENDED ||
	       (progress->state == RUNNER_PAUSED && !progress->in_flight);
}

static bool only_waits(const struct apply *apply, const struct runner_progress *progress)
{
	const size_t *whys = apply->plan->whys;

	return progress->state == RUNNER_RUNNING && !progress->ready && !progress->in_flight &&
	       whys[WHY_NOT_FINAL] &&
	       whys[WHY_NOT_FINAL] + whys[WHY_CANCEL_FIRST] == progress->waiting;
}

static void run(struct apply *apply, struct apply_end *end)
{
	struct runner_progress progress;

	for (;;) {
		runner_progress(apply->runner, &progress);
		if (is_over(&progress))
			break;
		if (stopped_by && !end->signal) {
			end->signal = stopped_by;
			runner_stop(apply->runner);
			continue;
		}
		if (apply->leave_waiting && only_waits(apply, &progress)) {
			end->waiting = true;
			runner_stop(apply->runner);
			continue;
		}
		apply_tell_waits(&apply->telling, apply->progress, apply->plan, &progress);
		turn(apply);
	}
	end->complete = progress.state == RUNNER_ENDED && !progress.stopped;
	if (progress.trouble)
		error_copy(&end->trouble, progress.trouble);
}

bool apply_run(struct fetch *fetch, struct journal *journal, struct plan *plan,
	       const struct journal_record *record, const struct apply_options *options,
	       struct apply_end *end, struct error *err)
{
	struct apply apply = {
		.fetch = fetch,
		.plan = plan,
		.progress = options->progress,
		.leave_waiting = options->leave_waiting,
		.fd = -1,
	};
	const struct runner_host host = {
		.context = &apply,
		.now_ms = now_ms,
		.add_timer = add_timer,
		.remove_timer = remove_timer,
		.add_fd = add_fd,
		.remove_fd = remove_fd,
	};
	const struct runner_options runner_options = {
		.in_flight = options->in_flight,
		.per_second = options->per_second,
		.quiet = options->quiet,
		.header = options->header,
	};
	struct runner_transport transport;
	struct runner_log log;
	bool good = true;

	*end = (struct apply_end){ .trouble = ERROR_INIT };
	runner_use_fetch(&transport, fetch);
	runner_use_journal(&log, journal);
	apply.runner = runner_new(plan, NULL, &runner_options, &host, &transport, &log);
	if (record)
		good = runner_adopt(apply.runner, record, err);
	if (good) {
		catch_signals(true);
		if (record)
			runner_resume(apply.runner);
		else
			runner_start(apply.runner);
		run(&apply, end);
		catch_signals(false);
	}
	if (apply.progress)
		progress_clear(apply.progress);
	runner_free(apply.runner);
	vec_release(&apply.timers);
	return good;
}
