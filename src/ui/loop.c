#include "ui/loop.h"

#include <errno.h>
#include <poll.h>
#include <signal.h>
#include <stdio.h>
#include <string.h>

#include "base/clock.h"
#include "base/mem.h"
#include "base/vec.h"
#include "ui/term.h"

#define NS_PER_MS 1000000LL

struct watch {
	int fd; /* -1: removed */
	void (*fn)(void *context);
	void *context;
};

struct timer {
	unsigned id;
	int64_t due_ms; /* clock_mono_ms */
	void (*fn)(void *context);
	void *context;
};

struct loop {
	const struct loop_handlers *handlers;
	void *context;
	unsigned dirty;
	bool full; /* the next frame shows all levels at once */
	bool quitting;
	int code;
	bool suspend;
	uint64_t keys;
	struct watches VEC(struct watch) watches;
	struct timers VEC(struct timer) timers;
	struct polls VEC(struct pollfd) polls;
	unsigned last_timer;
	int64_t esc_due_ms; /* 0: none */
	bool (*work)(void *context, int64_t deadline_ns);
	void *work_context;
	bool work_waits;
	bool test_mode;
	bool idle_told; /* for these keys and this size */
	uint64_t idle_keys;
	uint64_t drawn_keys; /* told that all they change by themselves has been drawn */
	int idle_columns, idle_rows;
	int64_t turn_start_ns; /* of clock_mono_ns() */
	int64_t turn_ns,
		longest_ns; /* of clock_thread_ns(): this turn's start; since the last mark */
	sigset_t wait_mask;
	sigset_t old_mask;
};

/* -- signals -------------------------------------------------------------------------------- */

static const int signals[] = { SIGWINCH, SIGTERM, SIGHUP, SIGINT, SIGTSTP, SIGCONT, SIGUSR1 };
static struct sigaction old_actions[ARRAY_SIZE(signals)];
static volatile sig_atomic_t caught[ARRAY_SIZE(signals)];

static void note_signal(int number)
{
	for (size_t i = 0; i < ARRAY_SIZE(signals); i++)
		if (signals[i] == number)
			caught[i] = 1;
}

static bool take_signal(int number)
{
	for (size_t i = 0; i < ARRAY_SIZE(signals); i++) {
		if (signals[i] == number && caught[i]) {
			caught[i] = 0;
			return true;
		}
	}
	return false;
}

static void catch_signals(struct loop *loop)
{
	struct sigaction action = { .sa_handler = note_signal };
	sigset_t blocked;

	sigemptyset(&blocked);
	sigemptyset(&action.sa_mask);
	for (size_t i = 0; i < ARRAY_SIZE(signals); i++) {
		sigaddset(&blocked, signals[i]);
		sigaction(signals[i], &action, &old_actions[i]);
		caught[i] = 0;
	}
	signal(SIGPIPE, SIG_IGN);
	pthread_sigmask(SIG_BLOCK, &blocked, &loop->old_mask);
	loop->wait_mask = loop->old_mask;
	for (size_t i = 0; i < ARRAY_SIZE(signals); i++)
		sigdelset(&loop->wait_mask, signals[i]);
}

/* -- life ----------------------------------------------------------------------------------- */

struct loop *loop_new(void)
{
	struct loop *loop = xcalloc(1, sizeof(*loop));
	const char *test = getenv("MSGDECK_TEST");

	loop->test_mode = test && strcmp(test, "1") == 0;
	catch_signals(loop);
	return loop;
}

void loop_free(struct loop *loop)
{
	if (!loop)
		return;
	for (size_t i = 0; i < ARRAY_SIZE(signals); i++)
		sigaction(signals[i], &old_actions[i], NULL);
	pthread_sigmask(SIG_SETMASK, &loop->old_mask, NULL);
	vec_release(&loop->watches);
	vec_release(&loop->timers);
	vec_release(&loop->polls);
	free(loop);
}

void loop_quit(struct loop *loop, int code)
{
	loop->quitting = true;
	loop->code = code;
}

void loop_dirty(struct loop *loop, unsigned levels)
{
	loop->dirty |= levels;
}

void loop_suspend(struct loop *loop)
{
	loop->suspend = true;
}

uint64_t loop_keys(const struct loop *loop)
{
	return loop->keys;
}

void loop_set_work(struct loop *loop, bool (*fn)(void *context, int64_t deadline_ns), void *context)
{
	loop->work = fn;
	loop->work_context = context;
	loop->work_waits = fn != NULL;
}

void loop_work(struct loop *loop)
{
	loop->work_waits = loop->work != NULL;
}

/* -- descriptors and timers ----------------------------------------------------------------- */

void loop_add_fd(struct loop *loop, int fd, void (*fn)(void *context), void *context)
{
	loop_remove_fd(loop, fd);
	vec_push(&loop->watches, ((struct watch){ fd, fn, context }));
}

void loop_remove_fd(struct loop *loop, int fd)
{
	for (size_t i = 0; i < loop->watches.count; i++)
		if (loop->watches.items[i].fd == fd)
			loop->watches.items[i].fd = -1;
}

static void serve_watches(struct loop *loop)
{
	/* Handlers may add and remove; what they add is polled next time. */
	for (size_t i = 1; i < loop->polls.count; i++) {
		struct watch watch = loop->watches.items[i - 1];

		if (watch.fd >= 0 && watch.fd == loop->polls.items[i].fd &&
		    loop->polls.items[i].revents)
			watch.fn(watch.context);
	}
	for (size_t i = loop->watches.count; i-- > 0;)
		if (loop->watches.items[i].fd < 0)
			vec_remove(&loop->watches, i);
}

unsigned loop_add_timer(struct loop *loop, int64_t delay_ms, void (*fn)(void *context),
			void *context)
{
	struct timer timer = {
		.id = ++loop->last_timer ? loop->last_timer : ++loop->last_timer,
		.due_ms = clock_mono_ms() + (delay_ms > 0 ? delay_ms : 0),
		.fn = fn,
		.context = context,
	};

	vec_push(&loop->timers, timer);
	return timer.id;
}

void loop_remove_timer(struct loop *loop, unsigned id)
{
	for (size_t i = 0; i < loop->timers.count; i++) {
		if (loop->timers.items[i].id == id) {
			vec_remove(&loop->timers, i);
			return;
		}
	}
}

/* Index of the timer that is due first; count when there is none. */
static size_t first_timer(const struct loop *loop)
{
	size_t first = loop->timers.count;

	for (size_t i = 0; i < loop->timers.count; i++)
		if (first == loop->timers.count ||
		    loop->timers.items[i].due_ms < loop->timers.items[first].due_ms)
			first = i;
	return first;
}

static void serve_timers(struct loop *loop)
{
	int64_t now = clock_mono_ms();
	unsigned newest = loop->last_timer;
	size_t at;

	/* Those that are added meanwhile wait for the next turn. */
	while ((at = first_timer(loop)) < loop->timers.count) {
		struct timer timer = loop->timers.items[at];

		if (timer.due_ms > now || timer.id > newest)
			break;
		vec_remove(&loop->timers, at);
		timer.fn(timer.context);
	}
}

/* -- input ---------------------------------------------------------------------------------- */

static void handle_input(const struct input_event *event, void *context)
{
	struct loop *loop = context;

	if (loop->quitting)
		return;
	if (event->type == INPUT_KEY || event->type == INPUT_PASTE || event->type == INPUT_MOUSE)
		loop->keys++;
	loop->handlers->input(loop->context, event);
}

/* Everything that is there, or until it has gone on for too long without a frame. */
static void drain_input(struct loop *loop)
{
	int64_t start = clock_mono_ms();

	do {
		if (!term_read(handle_input, loop)) {
			loop_quit(loop, 128 + SIGHUP);
			return;
		}
	} while (!loop->quitting && !loop->suspend && term_input_waits() &&
		 clock_mono_ms() - start < LOOP_FLOOD_MS);
	loop->esc_due_ms = term_input_pending() ? clock_mono_ms() + INPUT_ESC_MS : 0;
}

static void serve_escape(struct loop *loop)
{
	if (!loop->esc_due_ms || clock_mono_ms() < loop->esc_due_ms)
		return;
	loop->esc_due_ms = 0;
	term_input_timeout(handle_input, loop);
}

/* -- one turn ------------------------------------------------------------------------------- */

static void resized(struct loop *loop)
{
	loop->handlers->resized(loop->context);
	loop->full = true;
}

static void serve_signals(struct loop *loop)
{
	bool continued = take_signal(SIGCONT);

	if (take_signal(SIGTERM))
		loop_quit(loop, 128 + SIGTERM);
	if (take_signal(SIGHUP))
		loop_quit(loop, 128 + SIGHUP);
	if (take_signal(SIGUSR1) && loop->handlers->reload)
		loop->handlers->reload(loop->context);
	if (take_signal(SIGINT))
		loop_quit(loop, 128 + SIGINT);
	if (take_signal(SIGTSTP))
		loop->suspend = true;
	if (loop->suspend && !loop->quitting) {
		loop->suspend = false;
		term_suspend();
		take_signal(SIGCONT);
		resized(loop);
	} else if (continued) {
		/* Stopped by SIGSTOP, which nobody can catch: the shell has had the terminal. */
		term_leave();
		term_enter(NULL);
		resized(loop);
	}
	if (take_signal(SIGWINCH) && term_resize())
		resized(loop);
}

static void draw(struct loop *loop)
{
	unsigned levels = loop->dirty;

	if (loop->full)
		levels = LOOP_PRIMARY | LOOP_SECONDARY;
	else if (levels & LOOP_PRIMARY)
		levels = LOOP_PRIMARY;
	if (!levels)
		return;
	loop->full = false;
	loop->dirty &= ~levels;
	loop->handlers->draw(loop->context, levels);
}

static bool is_busy(const struct loop *loop)
{
	return loop->dirty || loop->full || loop->work_waits || loop->suspend;
}

/* What is left of the slice after what else there was to do, and always some of it. */
static int64_t work_deadline(const struct loop *loop)
{
	int64_t slice = LOOP_SLICE_MS * NS_PER_MS;
	int64_t least = clock_mono_ns() + slice / 4, end = loop->turn_start_ns + slice;

	return end > least ? end : least;
}

static void do_work(struct loop *loop)
{
	if (loop->dirty || loop->full || !loop->work_waits)
		return;
	loop->work_waits = false;
	if (loop->work(loop->work_context, work_deadline(loop)))
		loop->work_waits = true;
}

static void tell_drawn(struct loop *loop)
{
	char mark[32];
	int length;

	if (loop->drawn_keys == loop->keys)
		return;
	loop->drawn_keys = loop->keys;
	length = snprintf(mark, sizeof(mark), "\033]7770;%llu\a", (unsigned long long)loop->keys);
	term_write_raw(mark, (size_t)length);
}

static void tell_idle(struct loop *loop)
{
	char mark[96];
	int columns = term_columns();
	int rows = term_rows();
	int length;

	if (!loop->test_mode || is_busy(loop) || loop->esc_due_ms || term_input_waits())
		return;
	if (loop->idle_told && loop->idle_keys == loop->keys && loop->idle_columns == columns &&
	    loop->idle_rows == rows)
		return;
	if (loop->handlers->outstanding && loop->handlers->outstanding(loop->context)) {
		tell_drawn(loop);
		return;
	}
	loop->idle_told = true;
	loop->idle_keys = loop->keys;
	loop->idle_columns = columns;
	loop->idle_rows = rows;
	length = snprintf(mark, sizeof(mark), "\033]7770;%llu;%dx%d;%lld\a",
			  (unsigned long long)loop->keys, columns, rows,
			  (long long)loop->longest_ns / 1000);
	loop->longest_ns = 0;
	term_write_raw(mark, (size_t)length);
}

static int64_t wait_ms(const struct loop *loop)
{
	size_t first = first_timer(loop);
	int64_t due = loop->esc_due_ms ? loop->esc_due_ms : INT64_MAX;
	int64_t now;

	if (is_busy(loop) || loop->quitting)
		return 0;
	if (first < loop->timers.count && loop->timers.items[first].due_ms < due)
		due = loop->timers.items[first].due_ms;
	if (due == INT64_MAX)
		return -1;
	now = clock_mono_ms();
	return due > now ? due - now : 0;
}

static void wait_for_events(struct loop *loop)
{
	int64_t ms = wait_ms(loop);
	struct timespec limit = { .tv_sec = ms / 1000, .tv_nsec = ms % 1000 * NS_PER_MS };

	vec_clear(&loop->polls);
	vec_push(&loop->polls, ((struct pollfd){ .fd = term_input_fd(), .events = POLLIN }));
	for (size_t i = 0; i < loop->watches.count; i++)
		vec_push(&loop->polls,
			 ((struct pollfd){ .fd = loop->watches.items[i].fd, .events = POLLIN }));
	if (ppoll(loop->polls.items, loop->polls.count, ms < 0 ? NULL : &limit, &loop->wait_mask) <
	    0)
		vec_clear(&loop->polls); /* a signal: nothing is known about the descriptors */
}

/* In test mode: from look to look at the keyboard. */
static void measure_turn(struct loop *loop)
{
	int64_t now = loop->test_mode ? clock_thread_ns() : 0;

	if (loop->turn_ns && now - loop->turn_ns > loop->longest_ns)
		loop->longest_ns = now - loop->turn_ns;
	loop->turn_ns = now;
}

static void take_turn(struct loop *loop)
{
	measure_turn(loop);
	wait_for_events(loop);
	loop->turn_start_ns = clock_mono_ns();
	serve_signals(loop);
	if (loop->polls.count && loop->polls.items[0].revents)
		drain_input(loop);
	serve_escape(loop);
	serve_timers(loop);
	serve_watches(loop);
	if (loop->quitting)
		return;
	if (!loop->suspend)
		draw(loop);
	do_work(loop);
	tell_idle(loop);
}

int loop_run(struct loop *loop, const struct loop_handlers *handlers, void *context)
{
	loop->handlers = handlers;
	loop->context = context;
	loop->full = true;
	while (!loop->quitting)
		take_turn(loop);
	return loop->code;
}
