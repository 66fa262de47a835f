#include "world.h"

#include <stdio.h>
#include <stdlib.h>

#include "base/mem.h"
#include "ops/move.h"

#define LOG_MAX ((size_t)64 << 20)

static int64_t world_now(void *context)
{
	return ((struct world *)context)->now;
}

static unsigned add_timer(void *context, int64_t delay, void (*fn)(void *), void *argument)
{
	struct world *world = context;

	assert_true(delay >= 0);
	vec_push(&world->timers, ((struct timer){ .id = ++world->timer_ids,
						  .when = world->now + delay,
						  .fn = fn,
						  .argument = argument }));
	return world->timer_ids;
}

static void remove_timer(void *context, unsigned id)
{
	struct world *world = context;

	for (size_t i = 0; i < world->timers.count; i++) {
		if (world->timers.items[i].id == id) {
			vec_remove(&world->timers, i);
			return;
		}
	}
	fail_msg("no timer %u", id);
}

static void add_fd(void *context, int fd, void (*fn)(void *), void *argument)
{
	struct world *world = context;

	assert_int_equal(fd, LOG_FD);
	world->log_event = fn;
	world->log_argument = argument;
}

static void remove_fd(void *context, int fd)
{
	assert_int_equal(fd, LOG_FD);
	((struct world *)context)->log_event = NULL;
}

unsigned count_lines(const struct world *world, size_t length, const char *what, uint32_t item)
{
	char wanted[64];
	unsigned count = 0;

	snprintf(wanted, sizeof(wanted), "{\"%s\":%u,", what, item);
	for (const char *at = world->log.data; (at = strstr(at, wanted)); at++)
		count += (size_t)(at - world->log.data) < length;
	return count;
}

static bool is_for(const struct world *world, uint32_t item, const struct job *job)
{
	const struct plan_item *about = &world->plan->items.items[item];
	const struct plan_detail *detail = plan_detail(world->plan, item);

	if (about->state != ITEM_SENT || !sid_equal(&about->sid, &job->sid) ||
	    op_verb(move_op(world->plan, item))->change != job->change)
		return false;
	for (size_t i = world->answered; i < world->items.count; i++)
		if (about->sid.kind == SID_NONE && world->items.items[i] == item)
			return false;
	return !detail ||
	       sid_equal(about->op == OP_MOVE_SENDER ? move_service(detail) : &detail->of,
			 &job->of);
}

static uint32_t item_of(const struct world *world, const struct job *job)
{
	for (uint32_t i = 0; i < world->plan->items.count; i++)
		if (is_for(world, i, job))
			return i;
	fail_msg("a job for nothing");
	return IDSET_NONE;
}

/* The item of a change whose intent is durable, once more often than it was submitted before. */
static uint32_t check_change(const struct world *world, const struct job *job)
{
	uint32_t item = item_of(world, job);
	unsigned before = 0;

	for (size_t i = 0; i < world->items.count; i++)
		before += world->items.items[i] == item;
	assert_true(count_lines(world, world->durable, "intent", item) > before);
	return item;
}

static uint64_t submit(void *context, struct job *job)
{
	struct world *world = context;
	uint32_t item = job->kind == JOB_CHANGE ? check_change(world, job) : IDSET_NONE;

	job->id = world->jobs.count + 1;
	vec_push(&world->jobs, *job);
	vec_push(&world->items, item);
	return job->id;
}

static void cancel(void *context, uint64_t job)
{
	vec_push(&((struct world *)context)->cancelled, job);
}

static uint64_t log_append(void *context, const char *lines, size_t length)
{
	struct world *world = context;

	assert_true(strbuf_add(&world->log, lines, length));
	assert_int_equal(lines[length - 1], '\n');
	return world->log.length;
}

static bool log_durable(void *context, uint64_t *mark, struct error *err)
{
	struct world *world = context;

	*mark = world->durable;
	return !world->disk_fails || error_set(err, ERROR_IO, "the disk is full");
}

static void log_retry(void *context)
{
	((struct world *)context)->retries++;
}

static void changed(void *context)
{
	((struct world *)context)->changes++;
}

void open_world(struct world *world, struct plan *plan, struct runner_options options)
{
	const struct runner_host host = {
		.context = world,
		.now_ms = world_now,
		.add_timer = add_timer,
		.remove_timer = remove_timer,
		.add_fd = add_fd,
		.remove_fd = remove_fd,
	};
	const struct runner_transport transport = { .context = world,
						    .submit = submit,
						    .cancel = cancel };
	const struct runner_log log = { .context = world,
					.append = log_append,
					.durable = log_durable,
					.retry = log_retry,
					.fd = LOG_FD };

	*world = (struct world){ .now = 1000, .plan = plan, .store = store_new() };
	strbuf_init(&world->log, LOG_MAX);
	options.header = (struct journal_header){ "msgdeck", "AC00000000000000000000000000000001",
						  "api.twilio.com" };
	options.changed = changed;
	options.context = world;
	world->runner = runner_new(plan, world->store, &options, &host, &transport, &log);
}

static void free_form(char **form)
{
	for (char **field = form; field && *field; field++)
		free(*field);
	free(form);
}

void close_world(struct world *world)
{
	runner_free(world->runner);
	assert_int_equal(world->timers.count, 0);
	assert_null(world->log_event);
	vec_release(&world->timers);
	for (size_t i = 0; i < world->jobs.count; i++)
		free_form(world->jobs.items[i].form);
	vec_release(&world->jobs);
	vec_release(&world->items);
	vec_release(&world->cancelled);
	strbuf_release(&world->log);
	store_free(world->store);
	plan_free(world->plan);
}

/* One thing that is due: the disk has done its work, or a timer; false when there is nothing. */
static bool turn(struct world *world)
{
	if (!world->disk_stands && !world->disk_fails && world->durable < world->log.length) {
		world->durable = world->log.length;
		world->log_event(world->log_argument);
		return true;
	}
	for (size_t i = 0; i < world->timers.count; i++) {
		struct timer timer = world->timers.items[i];

		if (timer.when > world->now)
			continue;
		vec_remove(&world->timers, i);
		timer.fn(timer.argument);
		return true;
	}
	return false;
}

void pass(struct world *world, int64_t ms)
{
	int64_t until = world->now + ms;

	for (;;) {
		int64_t next = INT64_MAX;

		while (turn(world))
			;
		for (size_t i = 0; i < world->timers.count; i++)
			if (world->timers.items[i].when < next)
				next = world->timers.items[i].when;
		if (next > until)
			break;
		world->now = next;
	}
	world->now = until;
}

void settle(struct world *world)
{
	pass(world, 0);
}

void answer(struct world *world, size_t job, struct result *result)
{
	result->job = job + 1;
	result->kind = JOB_CHANGE;
	result->last = true;
	assert_true(runner_take(world->runner, result));
	world->answered++;
}

void answer_error(struct world *world, size_t job, enum error_kind kind, int status, int code)
{
	struct result result = {
		.error = { .kind = kind, .http_status = status, .code = code, .text = NULL },
		.http_status = status,
		.request_id = REQUEST,
	};

	answer(world, job, &result);
}

void answer_done(struct world *world, size_t job)
{
	struct result result = { .http_status = 200, .request_id = REQUEST };

	answer(world, job, &result);
}

void answer_all(struct world *world)
{
	settle(world);
	while (world->answered < world->jobs.count) {
		answer_done(world, world->answered);
		settle(world);
	}
}

struct runner_progress progress_of(struct world *world)
{
	struct runner_progress progress;

	runner_progress(world->runner, &progress);
	return progress;
}

void assert_state(struct world *world, enum runner_state state)
{
	assert_int_equal(progress_of(world).state, state);
}
