/*
 * erase.h - `msgdeck erase`: every message to and from somebody redacted or deleted, and looked for
 * afterwards, without a screen.
 *
 * Everything is found first (ops/erase.h) and, if asked for, exported; then the operator agrees, and the
 * plan is carried out like any other: each change is in the journal before it is sent, so what is
 * interrupted is gone on with by `msgdeck resume`, or by the same command, which finds what is left.
 * Then each item is asked for by its SID, and all is listed again; what has come meanwhile is
 * erased, too, ERASE_ROUNDS times at most.
 */
#ifndef MSGDECK_BATCH_ERASE_H
#define MSGDECK_BATCH_ERASE_H

#include "base/error.h"
#include "batch/change.h"
#include "batch/output.h"
#include "config/cli.h"
#include "config/settings.h"
#include "model/address_book.h"
#include "ops/journal_read.h"

/* How often it is listed and erased before it is said that messages keep coming. */
#define ERASE_ROUNDS 5

/*
 * Takes the credentials out of settings. `names`: of addresses, by which --filter finds them, too; NULL:
 * none. `directory` is where journals go, NULL: there is no place. What
 * a dry run counts goes to standard output, words to standard error. The exit status: 0 when nothing is
 * left, or was found; EXIT_BAD_USAGE when what was asked for cannot be, and nothing was done;
 * EXIT_ERASE_WAITING when all is erased but what cannot be yet, which the journal has;
 * EXIT_ERASE_LISTED when all is gone, but Twilio still lists some of it; EXIT_INCOMPLETE when it is
 * worse: something was refused or failed, could not be seen to be gone, could not be understood, or the
 * run was stopped.
 */
int erase_run(struct settings *settings, const struct address_book *names, const char *directory,
	      const struct cli_erase *wanted);

/* What `msgdeck resume` has when it goes on with an erasure; all stays its own. */
struct erase_resumed {
	struct settings *settings;
	const char *directory;
	const struct change_ground *ground;
	const struct output *report; /* initialised, not open */
};

/* Goes on with the erasure of a journal, looks for what has come since, and erases that, too, once it was
 * agreed to: as erase_run(), with its exit status. Of `wanted` counts whose messages they were, which must
 * be as the journal tells, `media`, `yes`, `wait` and `report`. Takes the plan and the journal; nothing is
 * done, and err is filled, where the addresses are others (EXIT_BAD_USAGE). */
int erase_resume(const struct erase_resumed *resumed, const struct cli_erase *wanted,
		 struct journal_record *record, struct journal *journal, struct error *err);

#endif
