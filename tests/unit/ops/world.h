/*
 * world.h - made-up surroundings for a runner: a clock that the test moves, a transport that only
 * notes what was submitted, and a log whose disk does what the test says. Whatever happens, submit()
 * checks the promise: nothing is submitted whose intent is not durable.
 */
#ifndef MSGDECK_TESTS_OPS_WORLD_H
#define MSGDECK_TESTS_OPS_WORLD_H

#include "items.h"

#include "base/vec.h"
#include "ops/runner.h"

#define LOG_FD 42
#define REQUEST "RQ00000000000000000000000000000001"

struct timer {
	unsigned id;
	int64_t when;
	void (*fn)(void *argument);
	void *argument;
};

struct world {
	int64_t now;
	struct VEC(struct timer) timers;
	unsigned timer_ids;

	struct VEC(struct job) jobs;    /* submitted, all of them; their forms are owned */
	struct VEC(uint32_t) items;     /* that they were for; IDSET_NONE of what only reads */
	struct VEC(uint64_t) cancelled; /* jobs */
	size_t answered;                /* of them */

	struct strbuf log;
	void (*log_event)(void *argument);
	void *log_argument;
	uint64_t durable;
	bool disk_stands; /* nothing becomes durable */
	bool disk_fails;
	unsigned retries;

	unsigned changes;
	struct plan *plan;
	struct store *store;
	struct runner *runner;
};

/* Takes over the plan. */
void open_world(struct world *world, struct plan *plan, struct runner_options options);
void close_world(struct world *world);
/* Lets time pass; all that is due on the way happens when it is due. */
void pass(struct world *world, int64_t ms);
/* What is due now. */
void settle(struct world *world);
/* The last result of a job, by its number. */
void answer(struct world *world, size_t job, struct result *result);
void answer_error(struct world *world, size_t job, enum error_kind kind, int status, int code);
void answer_done(struct world *world, size_t job);
/* Answers everything with success, as long as something is asked. */
void answer_all(struct world *world);
struct runner_progress progress_of(struct world *world);
void assert_state(struct world *world, enum runner_state state);
/* How often the first `length` bytes of the log have a line about this item. */
unsigned count_lines(const struct world *world, size_t length, const char *what, uint32_t item);

#endif
