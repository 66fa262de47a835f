#include "batch/look.h"

#include "base/date.h"
#include "batch/change.h"
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

/* What can only be seen with what no journal keeps. */
static void add_rest(const struct plan *plan, struct strbuf *out)
{
	const char *whose = plan->source == PLAN_OF_CONTACT ? "ADDRESS..." : "OPTION...";

	strbuf_addf(out,
		    "\nA journal keeps no addresses, so whether more has come since is not known: "
		    "msgdeck erase %s --%s --dry-run counts it",
		    whose, op_verb(plan_op(plan))->name);
}

bool look_verify(struct fetch *fetch, struct plan *plan, struct progress *progress,
		 struct strbuf *out)
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
	add_rest(plan, out);
	erase_free(look.erase);
	return !proofs[PROOF_NONE] && !proofs[PROOF_THERE];
}
