#include "batch/look.h"

#include <string.h>

#include "base/date.h"
#include "batch/change.h"
#include "ops/plans.h"
#include "ops/review.h"

struct look {
	struct erase *erase;
	struct progress *progress;
};

void look_await(struct erase *erase, struct fetch *fetch, struct progress *progress,
		void (*show)(void *context), void *context)
{
	while (erase_state(erase) == ERASE_FINDING || erase_state(erase) == ERASE_LOOKING) {
		struct result *result = fetch_receive(fetch);

		if (result)
			erase_take(erase, result);
		else
			change_wait(fetch, progress);
		result_free(result);
		show(context);
	}
	progress_clear(progress);
}

static void show_look(void *context)
{
	struct look *look = context;
	struct strbuf line = STRBUF_INIT(STRBUF_LINE);
	size_t total, left = erase_left(look->erase, &total);

	if (!progress_is_due(look->progress))
		return;
	strbuf_addstr(&line, "Looking whether it is done: ");
	review_add_number(&line, total - left);
	strbuf_addstr(&line, " of ");
	review_add_number(&line, total);
	progress_show(look->progress, line.data);
	strbuf_release(&line);
}

/* What can only be seen with what no journal keeps; false where that can still be given. */
static bool add_rest(const struct plan *plan, const char *journal, struct strbuf *out)
{
	const char *name = plans_name(journal), *verb = op_verb(plan_op(plan))->name;
	bool addresses;

	strbuf_addstr(out, "\nA journal keeps no addresses, so whether more has come since is not "
			   "known: msgdeck ");
	if (erase_can_list(plan, &addresses)) {
		strbuf_addf(out, "resume %.*s ADDRESS... looks for that, too",
			    (int)strcspn(name, "."), name);
		return false;
	}
	strbuf_addf(out, "erase %s --%s --dry-run counts it",
		    plan->source == PLAN_OF_CONTACT ? "ADDRESS..." : "OPTION...", verb);
	return true;
}

bool look_verify(struct fetch *fetch, struct plan *plan, const char *journal,
		 struct progress *progress, struct strbuf *out)
{
	const struct erase_wanted wanted = { .since = DATE_NONE, .until = DATE_NONE };
	struct erase_transport transport;
	size_t proofs[PROOFS];

	erase_use_fetch(&transport, fetch);
	struct look look = { erase_new(&wanted, &transport), progress };
	erase_verify(look.erase, plan);
	look_await(look.erase, fetch, progress, show_look, &look);
	erase_tally(plan, proofs);
	erase_add_tally(proofs, out);
	if (proofs[PROOF_NONE] && erase_error(look.erase)->kind != ERROR_NONE)
		strbuf_addf(out, ": %s", error_text(erase_error(look.erase)));
	erase_free(look.erase);
	return add_rest(plan, journal, out) && !proofs[PROOF_NONE] && !proofs[PROOF_THERE];
}
