/*
 * erase_resume.c - an erasure that was interrupted, gone on with by whoever gives its addresses again: the
 * same as `msgdeck erase` does after its first plan is agreed to.
 */
#include <stdlib.h>

#include "base/mem.h"
#include "batch/erase_internal.h"

/* What must be right before anything is done. */
static bool prepare(struct erase_command *e, const struct plan *plan, struct error *err)
{
	if (!hours_parse(&e->quiet, settings_text(e->settings, OPTION_QUIET_HOURS), err) ||
	    !erase_begin_command(e, err) || !erase_fits(e->erase, plan, err))
		return false;
	erase_adopt(e->erase, plan);
	return true;
}

static int go_on(struct erase_command *e, const struct journal_record *record, struct error *err)
{
	bool good;
	int code;

	progress_init(&e->progress, false);
	good = erase_apply_round(e, record, err) && erase_follow(e, err);
	good = erase_close_rounds(e, good ? err : NULL) && good;
	code = erase_say_end(e);
	return erase_write_report(e, good ? err : NULL) && good ? code : EXIT_INCOMPLETE;
}

int erase_resume(const struct erase_resumed *resumed, const struct cli_erase *wanted,
		 struct journal_record *record, struct journal *journal, struct error *err)
{
	struct erase_command e = ERASE_COMMAND_INIT;
	struct plan *plan = record->plan;
	int code = EXIT_BAD_USAGE;

	e.wanted = wanted;
	e.settings = resumed->settings;
	e.directory = resumed->directory;
	e.ground = *resumed->ground;
	e.report = *resumed->report;
	e.op = plan_op(plan);
	e.since = plan->scope.since;
	e.until = plan->scope.until;
	e.asks_again = true;
	if (prepare(&e, plan, err)) {
		record->plan = NULL;
		vec_push(&e.rounds,
			 ((struct erase_round){ .plan = plan,
						.journal = journal,
						.path = xstrdup(journal_path(journal)) }));
		code = go_on(&e, record, err);
	} else {
		journal_stop(journal);
	}
	erase_release_command(&e);
	return code;
}
