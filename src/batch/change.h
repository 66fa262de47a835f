/*
 * change.h - what the commands that change the account stand on: the way to the service, who is said
 * to have done it, and the report.
 *
 * Thread: the main thread.
 */
#ifndef MSGDECK_BATCH_CHANGE_H
#define MSGDECK_BATCH_CHANGE_H

#include <stdbool.h>

#include "base/error.h"
#include "batch/apply.h"
#include "batch/output.h"
#include "batch/progress.h"
#include "config/credentials.h"
#include "config/settings.h"
#include "fetch/fetch.h"
#include "ops/erase.h"
#include "ops/journal_line.h"
#include "ops/plan.h"
#include "ops/review.h"

struct change_ground {
	struct credentials credentials;
	struct fetch *fetch;
	char *account, *host;
	uint8_t key[ERASE_KEY_SIZE];  /* of erasures */
	struct journal_header header; /* its strings are those above */
};

#define CHANGE_GROUND_INIT                      \
	{                                       \
		.credentials = CREDENTIALS_INIT \
	}

/* Takes the credentials out of settings, blocks the signals that stop a run (batch/apply.h) and starts
 * the fetch thread. Release it in any case. */
bool change_sign_in(struct change_ground *ground, struct settings *settings, struct error *err);
/* False, in words, in a session that is read-only. */
bool change_is_allowed(const struct settings *settings, struct error *err);
void change_release(struct change_ground *ground);

/* As output_init(), of a file that must not be there, because evidence is not written over, and can be
 * made where it is to be: that is found out before anything is changed. */
bool change_new_file(struct output *output, const char *path, struct error *err);

/* The text of an option: "-" is what comes on standard input, without the end of its last line, and is
 * kept in `read`. NULL stays NULL. */
bool change_text(const char **text, struct strbuf *read, struct error *err);
/* Asks on standard error for the number of what is reviewed; whether it came on standard input. */
bool change_agree(const struct review *review);
/* Appends why items are not done: a line for each reason, each after a new line. */
void change_add_reasons(const struct plan *plan, struct strbuf *out);
/* Appends what came of a plan, why not all is done, what is in the way, and how to go on. */
void change_add_end(const struct plan *plan, const char *journal, const struct apply_end *end,
		    struct strbuf *out);
/* Waits for a result. A signal ends the program meanwhile: nothing is under way. `progress` may be NULL. */
void change_wait(struct fetch *fetch, const struct progress *progress);

/* One plan of a report. */
struct change_part {
	const struct plan *plan;
	const char *journal; /* its path; what is to be in it is there */
};

/* Writes the report of these plans, one after another, to a file that has been initialised. */
bool change_report(struct output *output, const struct change_ground *ground,
		   const struct change_part *parts, size_t count, struct error *err);

#endif
