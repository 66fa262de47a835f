/*
 * apply.h - carries a plan out without a screen: the loop around the runner (ops/runner.h).
 *
 * It goes on until everything has come to an end, waiting for what Twilio refuses for now. SIGINT,
 * SIGTERM and SIGHUP stop it: no new request goes out, what is under way ends, and the journal says
 * where it stopped, so that `msgdeck resume` goes on there; a second one ends the program at once.
 * Trouble that only the operator can mend ends it, too. How far it is, and what it waits for, is told
 * (batch/apply_words.h).
 *
 *	journal = journal_start(directory, &err);     or plans_open()
 *	apply_run(fetch, journal, plan, NULL, &options, &end);
 *	journal_stop(journal); the plan is the report
 *
 * Thread: the main thread, one at a time.
 */
#ifndef MSGDECK_BATCH_APPLY_H
#define MSGDECK_BATCH_APPLY_H

#include <stdbool.h>
#include <stdint.h>

#include "base/error.h"
#include "batch/progress.h"
#include "fetch/fetch.h"
#include "ops/runner.h"

struct apply_options {
	double per_second; /* as in runner_options, as is the next */
	unsigned in_flight;
	const struct hours *quiet;
	struct journal_header header; /* strings must outlive apply_run() */
	struct progress *progress;    /* NULL: none is shown, and no waiting is told */
	/* When nothing is left but what Twilio does not let be done yet (20009), stops: the journal
	 * has it. */
	bool leave_waiting;
};

struct apply_end {
	bool complete;        /* nothing is left that could be done now */
	bool waiting;         /* all that is left waits, and was left as `leave_waiting` says */
	int signal;           /* that stopped it; 0: none */
	struct error trouble; /* that paused it; the caller releases it */
};

/* Blocks the signals that stop a run, so that threads that are started later never get them. To be
 * called before fetch_start(). */
void apply_block_signals(void);
/* The plan must be judged; it, the journal and fetch stay the caller's. `record` is what a plan was
 * read from that is gone on with, NULL for a new one. False only where it cannot be gone on with. */
bool apply_run(struct fetch *fetch, struct journal *journal, struct plan *plan,
	       const struct journal_record *record, const struct apply_options *options,
	       struct apply_end *end, struct error *err);

#endif
