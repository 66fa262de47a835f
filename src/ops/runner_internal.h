/*
 * runner_internal.h - what the files of the runner share: runner.c is its life, states and drive,
 * runner_items.c what happens to an item on its way from ready to done, runner_steps.c the steps of a
 * move after its first, runner_order.c what waits for another item, runner_look.c how it is found out
 * what came of a lost answer, runner_find.c how it is recognised, runner_again.c what is tried again or
 * taken back, runner_adopt.c how a plan is gone on with that another process began.
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

enum flight_kind {
	FLIGHT_CHANGE,
	FLIGHT_LOOK_FROM, /* is the sender in the first service? */
	FLIGHT_LOOK_TO,   /* and in the second? */
	FLIGHT_LOOK_LIST, /* is what was to be made in the list? */
	FLIGHT_LOOK_ONE,  /* is it as it was to become? */
};

struct flight {
	uint64_t job;
	uint32_t item;
	enum flight_kind kind;
	bool in_from;   /* FLIGHT_LOOK_TO: what the look before it found */
	bool found;     /* so far */
	bool done;      /* FLIGHT_LOOK_ONE: and it is as it was to become */
	struct sid sid; /* of what was found by its name or text */
	unsigned pages; /* FLIGHT_LOOK_LIST: seen */
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
	bool adopted; /* the journal does not say yet that it is gone on with */
	bool unbegun; /* nor that all items are written down */
	struct error trouble;
	uint32_t written; /* items in the journal, while preparing */
	uint32_t scan;    /* no item before this one is ready */
	uint64_t durable; /* mark of the journal */
	struct pace pace;
	struct meter meter;
	struct VEC(struct intent) intents; /* in the order of their marks */
	struct VEC(struct flight) flights;
	/* Moves that have begun go on before others begin, on the place in flight that they have:
	 * items whose next step has no intent yet, and intents of such steps. */
	struct VEC(uint32_t) due;
	struct VEC(struct intent) steps;
	struct duelist waiting;
	unsigned troubles;  /* in a row */
	unsigned holds;     /* in a row */
	int64_t hold_until; /* 0: it does not hold */
	int64_t quiet_ms;   /* that quiet hours last from now; 0: there are none */
	unsigned timer;
	bool changed;
	bool pumping;
	struct strbuf lines;
};

/* runner.c */
int64_t runner_now(const struct runner *runner);
/* Gives what is in `lines` to the journal; returns its mark. */
uint64_t runner_append(struct runner *runner);
/* It has ended, and the journal says so. */
void runner_finish(struct runner *runner, bool stopped);
/* What was ready to be done is, also when the run had ended. */
void runner_go_on(struct runner *runner);
/* Pauses for a reason, which is taken over; NULL: the operator's wish. */
void runner_pause_for(struct runner *runner, struct error *reason);

/* runner_items.c */
/* Writes the next piece of the plan into the journal; after the last the run begins. */
void runner_prepare(struct runner *runner);
/* Whether an item could be written down now, but for the pace. */
bool runner_has_next(const struct runner *runner, int64_t now);
bool runner_may_intend(const struct runner *runner);
/* How many may be on their way: one at a time while there is trouble. */
size_t runner_flights_allowed(const struct runner *runner);
void runner_write_intents(struct runner *runner, int64_t now);
/* Submits what is durable. */
void runner_send_intents(struct runner *runner);
/* Submits one item. */
void runner_submit(struct runner *runner, uint32_t item);
/* What is not submitted yet will not be. */
void runner_withdraw(struct runner *runner);
void runner_answered(struct runner *runner, uint32_t item, const struct result *result);
/* The last word on the item is spoken, now, and goes into the journal. */
void runner_write_outcome(struct runner *runner, uint32_t item, int http_status,
			  const char *request_id);
/* Milliseconds that the item waits after its last try. */
int64_t runner_wait_ms(const struct runner *runner, uint32_t item);
/* The item waits for its next try. */
void runner_defer(struct runner *runner, uint32_t item);
/* Trouble in a row holds the run, longer each time. */
void runner_note_trouble(struct runner *runner, enum op_why why, const struct result *result);

/* runner_steps.c */
/* The item's next step is to be done as soon as possible. */
void runner_step_due(struct runner *runner, uint32_t item);
/* What is due waits until the run goes on. */
void runner_rest_due(struct runner *runner);
/* Moves that were left half-way are due. */
void runner_find_due(struct runner *runner);
void runner_write_steps(struct runner *runner, int64_t now);
void runner_send_steps(struct runner *runner);
/* As runner_withdraw(): they are due again. */
void runner_withdraw_steps(struct runner *runner);

/* runner_order.c: a message that is scheduled is not redacted or deleted, nor are its media, before
 * the same plan's item that cancels it has come to its end. */
/* What that means for the item; false where it waits for no other one. */
bool runner_order(const struct runner *runner, uint32_t item, struct op_judgement *judgement);
/* The last word on an item is spoken: what waits for it waits no longer. */
void runner_release(struct runner *runner, uint32_t item);

/* runner_look.c */
/* Whether it can be looked up what came of an item whose answer was lost. */
bool runner_can_look(const struct plan *plan, uint32_t item);
/* Whether that is to be done before anything else. */
bool runner_must_look(const struct plan *plan, uint32_t item);
int64_t runner_look_wait_ms(unsigned tries);
void runner_look(struct runner *runner, uint32_t item);
/* What was made no earlier than the request left has dates of Twilio's clock. Where that is not known it and
 * ours may differ by so much; where it is, both are of whole seconds. */
#define LOOK_SKEW_S 5
#define LOOK_KNOWN_S 2
/* A result of a look; true when its flight has ended, which the caller then removes. */
bool runner_looked(struct runner *runner, struct flight *flight, const struct result *result);

/* runner_find.c: notes in the flight what it looks for, when it is in this page. */
void runner_find(struct runner *runner, struct flight *flight, const struct result *result);
/* Whether what was made at this time of the service's clock can be of the item's last request: what is
 * the same but older is another one. */
bool runner_is_in_time(const struct plan_detail *detail, const struct service_clock *clock,
		       int64_t when);
void runner_find_sender(struct runner *runner, struct flight *flight, const struct result *result);

/* runner_again.c holds runner_retry(), runner_retry_some() and runner_take_back(). */

/* runner_adopt.c */
/* The journal says that it is gone on with, before anything else does. */
void runner_open_again(struct runner *runner);

#endif
