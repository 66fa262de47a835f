/*
 * apply_words.h - what is told of a plan while it is carried out without a screen: a line that changes
 * where somebody watches, else a sentence when it begins to wait for something, and how long that takes.
 *
 * Thread: the main thread.
 */
#ifndef MSGDECK_BATCH_APPLY_WORDS_H
#define MSGDECK_BATCH_APPLY_WORDS_H

#include "batch/progress.h"
#include "ops/runner.h"

/* On the terminal's line, where there is one and it is due. */
void apply_show_progress(struct progress *progress, const struct plan *plan, struct runner *runner);

/* What a run can wait for by itself. */
enum apply_wait {
	APPLY_WAITS_NOT,
	APPLY_WAITS_QUIET,   /* the end of quiet hours */
	APPLY_WAITS_TROUBLE, /* another attempt after trouble in a row */
	APPLY_WAITS_LATER,   /* all that is left cannot be done yet */
};

/* What was said of it. Zeroed: nothing. */
struct apply_telling {
	enum apply_wait wait;
	int64_t next_ms;  /* of clock_mono_ms(): before that, nothing more of the same wait */
	int64_t pause_ms; /* between the last two */
};

/* On standard error, where nobody watches a terminal's line (a log of cron's): what the run waits for,
 * why, and until when (UTC). Once when it begins to, then after pauses that double from a minute to an
 * hour. */
void apply_tell_waits(struct apply_telling *telling, const struct progress *progress,
		      const struct plan *plan, const struct runner_progress *now);
/* Appends "312 done, 2 left alone, 1 unknown", in the order of enum item_state. */
void apply_add_counts(const struct plan *plan, struct strbuf *out);

#endif
