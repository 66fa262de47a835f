/*
 * runner_internal.h - what the two halves of the runner share: runner.c is its life, states and
 * drive, runner_items.c what happens to an item on its way from ready to done.
 */
#ifndef MSGDECK_OPS_RUNNER_INTERNAL_H
#define MSGDECK_OPS_RUNNER_INTERNAL_H

#include "base/strbuf.h"
#include "base/vec.h"
#include "ops/duelist.h"
#include "ops/pace.h"
#include "ops/runner.h"

struct intent {
	uint64_t mark; /* of the journal */
	uint32_t item;
};

struct flight {
	uint64_t job;
	uint32_t item;
};

struct runner {
	struct plan *plan;
	struct store *store;
	struct runner_options options;
	struct runner_host host;
	struct runner_transport transport;
	struct runner_log log;

	enum runner_state state;
	bool stopped;
	struct error trouble;
	uint32_t written; /* items in the journal, while preparing */
	uint32_t scan;    /* no item before this one is ready */
	uint64_t durable; /* mark of the journal */
	struct pace pace;
	struct meter meter;
	struct VEC(struct intent) intents; /* in the order of their marks */
	struct VEC(struct flight) flights;
	struct duelist waiting;
	unsigned troubles;  /* in a row */
	unsigned holds;     /* in a row */
	int64_t hold_until; /* 0: it does not hold */
	unsigned timer;
	bool changed;
	bool pumping;
	struct strbuf lines;
};

/* runner.c */
int64_t runner_now(const struct runner *runner);
/* Gives what is in `lines` to the journal; returns its mark. */
uint64_t runner_append(struct runner *runner);
/* Pauses for a reason, which is taken over; NULL: the operator's wish. */
void runner_pause_for(struct runner *runner, struct error *reason);

/* runner_items.c */
/* Writes the next piece of the plan into the journal; after the last the run begins. */
void runner_prepare(struct runner *runner);
/* Whether an item could be written down now, but for the pace. */
bool runner_has_next(const struct runner *runner, int64_t now);
bool runner_may_intend(const struct runner *runner);
void runner_write_intents(struct runner *runner, int64_t now);
/* Submits what is durable. */
void runner_send_intents(struct runner *runner);
/* What is not submitted yet will not be. */
void runner_withdraw(struct runner *runner);
void runner_answered(struct runner *runner, uint32_t item, const struct result *result);

#endif
