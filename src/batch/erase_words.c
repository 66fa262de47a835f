#include <stdio.h>
#include <string.h>
#include <unistd.h>

#include "base/date.h"
#include "base/text.h"
#include "batch/erase_internal.h"
#include "batch/hint.h"
#include "batch/say.h"
#include "ops/plans.h"
#include "ops/review.h"

static void add_count(struct strbuf *out, size_t count, const char *what)
{
	review_add_number(out, count);
	strbuf_addf(out, " %s%s", what, count == 1 ? "" : "s");
}

void erase_show_progress(void *command)
{
	struct erase_command *e = command;
	const struct erase_count *count = erase_count(e->erase);
	struct strbuf line = STRBUF_INIT(STRBUF_LINE);
	struct fetch_health health;
	size_t total, left = erase_left(e->erase, &total);

	if (!progress_is_due(&e->progress))
		return;
	if (erase_state(e->erase) == ERASE_LOOKING) {
		strbuf_addstr(&line, "Looking whether it is done: ");
		review_add_number(&line, total - left);
		strbuf_addstr(&line, " of ");
		review_add_number(&line, total);
	} else {
		strbuf_addf(&line, "%s: ", e->rounds.count ? "Listing again" : "Finding");
		add_count(&line, count->messages, "message");
		strbuf_addf(&line, " of %zu read, %zu of %zu lists", count->read, count->lists_done,
			    count->lists);
	}
	fetch_health(e->ground.fetch, &health);
	if (health.waiting)
		strbuf_addstr(&line, "; Twilio asks to wait");
	else if (health.last_error.kind != ERROR_NONE)
		strbuf_addf(&line, "; %s", error_text(&health.last_error));
	error_release(&health.last_error);
	progress_show(&e->progress, line.data);
	strbuf_release(&line);
}

/* -- before ------------------------------------------------------------------------------------ */

static void add_date(struct strbuf *out, const char *label, int64_t when)
{
	char text[DATE_ISO_SIZE];

	if (when != DATE_NONE && date_format_iso(when, text))
		strbuf_addf(out, "%-16s%s\n", label, text);
}

bool erase_print_count(const struct erase_command *e, const struct plan *plan)
{
	const struct erase_count *count = erase_count(e->erase);
	struct strbuf out = STRBUF_INIT(STRBUF_TEXT);
	size_t after = plan->whys[WHY_CANCEL_FIRST];
	bool written;
	const struct {
		const char *label;
		size_t count;
	} rows[] = {
		{ "messages", count->messages },
		{ "received", count->inbound },
		{ "sent", count->outbound },
		{ "with media", count->with_media },
		{ "media", count->media },
		{ "without text", count->without_text },
		{ "not final yet", count->not_final },
		{ "scheduled", count->scheduled },
		{ "cancelled first", plan->ops[OP_CANCEL] },
		{ "changes", plan->counts[ITEM_READY] + after },
		{ "changes later", plan->counts[ITEM_WAITING] - after },
		{ "left alone", plan->counts[ITEM_LEFT] },
		{ "not understood", count->bad_records },
	};

	for (size_t i = 0; i < ARRAY_SIZE(rows); i++)
		strbuf_addf(&out, "%-16s%zu\n", rows[i].label, rows[i].count);
	add_date(&out, "oldest", count->oldest);
	add_date(&out, "newest", count->newest);
	written = say_output(STDOUT_FILENO, out.data, out.length);
	strbuf_release(&out);
	return written;
}

void erase_say_failure(struct erase_command *e, const struct error *err)
{
	struct strbuf text = STRBUF_INIT(STRBUF_TEXT);
	const struct hint_facts facts = {
		.region = settings_text(e->settings, OPTION_REGION),
		.own_base = settings_is_set(e->settings, OPTION_API_BASE),
		.uses_api_key = e->ground.credentials.uses_api_key,
		.password_at = e->ground.credentials.origin,
	};

	strbuf_addf(&text, "%s", error_text(err));
	if (err->code)
		strbuf_addf(&text, " (Twilio error %d)", err->code);
	if (err->request_id[0])
		strbuf_addf(&text, ", request %s", err->request_id);
	if (!e->rounds.count && err->kind != ERROR_USAGE)
		strbuf_addstr(&text, "\nNothing was changed");
	strbuf_addch(&text, '\n');
	if (err->kind != ERROR_USAGE)
		hint_add(&text, "", err, &facts);
	strbuf_truncate(&text, text.length - 1);
	progress_clear(&e->progress);
	say(text.data);
	strbuf_release(&text);
}

bool erase_agree(const struct erase_command *e, const struct plan *plan)
{
	const struct erase_count *count = erase_count(e->erase);
	struct strbuf text = STRBUF_INIT(STRBUF_TEXT);
	struct review review;
	bool good;

	if (e->wanted->yes)
		return true;
	review_make(&review, plan, &(struct review_pace){ .per_second = 0 });
	strbuf_addf(&text, "%s: ", review.title);
	add_count(&text, count->messages, "message");
	strbuf_addf(&text, " in all, %zu received and %zu sent", count->inbound, count->outbound);
	for (size_t i = 0; i < plan->notes.count; i++)
		strbuf_addf(&text, "\n%s", plan->notes.items[i]);
	if (review.warning)
		strbuf_addf(&text, "\n%s", review.warning);
	say(text.data);
	good = change_agree(&review);
	review_release(&review);
	strbuf_release(&text);
	return good;
}

/* -- at the end -------------------------------------------------------------------------------- */

struct sums {
	/* Without what cancels: whether it was done shows in what becomes of the message next. */
	size_t states[ITEM_STATES], proofs[PROOFS];
	size_t cancelled;
	size_t looked; /* items that could be looked for */
};

static void sum_up(const struct erase_command *e, struct sums *sums)
{
	*sums = (struct sums){ .looked = 0 };
	for (size_t i = 0; i < e->rounds.count; i++) {
		const struct plan *plan = e->rounds.items[i].plan;
		size_t proofs[PROOFS];

		erase_tally(plan, proofs);
		for (unsigned p = 0; p < PROOFS; p++)
			sums->proofs[p] += proofs[p];
		for (size_t n = 0; n < plan->items.count; n++) {
			const struct plan_item *item = &plan->items.items[n];

			sums->states[item->state] += item->op != OP_CANCEL;
			sums->cancelled += item->op == OP_CANCEL && item->state == ITEM_DONE;
		}
	}
	sums->looked = sums->states[ITEM_DONE] + sums->states[ITEM_LEFT];
}

static void add_looks(const struct erase_command *e, const struct sums *sums, struct strbuf *out)
{
	strbuf_addch(out, '\n');
	erase_add_tally(sums->proofs, out);
	if (sums->proofs[PROOF_NONE] && erase_error(e->erase)->kind != ERROR_NONE)
		strbuf_addf(out, ": %s", error_text(erase_error(e->erase)));
	if (sums->proofs[PROOF_LISTED])
		strbuf_addstr(out, ": run this again then");
}

static void add_journals(const struct erase_command *e, struct strbuf *out)
{
	for (size_t i = 0; i < e->rounds.count; i++) {
		const struct erase_round *round = &e->rounds.items[i];
		const char *name = plans_name(round->path);
		bool open = plan_open(round->plan) > 0;

		if (open || round->unseen)
			strbuf_addf(out, "\nmsgdeck resume %.*s %s", (int)strcspn(name, "."), name,
				    open ? "goes on with the rest"
					 : "looks again whether it is done");
	}
}

static int code_of(const struct erase_command *e, const struct sums *sums)
{
	size_t worse = sums->states[ITEM_REFUSED] + sums->states[ITEM_FAILED] +
		       sums->states[ITEM_UNKNOWN] + sums->states[ITEM_READY] +
		       sums->states[ITEM_INTENDED] + sums->states[ITEM_SENT];

	if (worse || e->stopped || e->left_over || e->bad_records || sums->proofs[PROOF_THERE] ||
	    sums->proofs[PROOF_NONE] || erase_state(e->erase) == ERASE_FAILED)
		return EXIT_INCOMPLETE;
	if (sums->states[ITEM_WAITING])
		return EXIT_ERASE_WAITING;
	return sums->proofs[PROOF_LISTED] ? EXIT_ERASE_LISTED : EXIT_SUCCESS;
}

int erase_say_end(struct erase_command *e)
{
	struct strbuf text = STRBUF_INIT(STRBUF_TEXT);
	struct sums sums;

	sum_up(e, &sums);
	strbuf_addf(&text, "%s: ", op_verb(e->op)->title);
	review_add_number(&text, sums.states[ITEM_DONE]);
	strbuf_addstr(&text, " done, ");
	review_add_number(&text, sums.states[ITEM_LEFT]);
	strbuf_addstr(&text, " left alone");
	if (sums.cancelled) {
		strbuf_addstr(&text, ", ");
		review_add_number(&text, sums.cancelled);
		strbuf_addstr(&text, " cancelled before that");
	}
	for (size_t i = 0; i < e->rounds.count; i++)
		change_add_reasons(e->rounds.items[i].plan, &text);
	if (sums.states[ITEM_READY]) {
		strbuf_addch(&text, '\n');
		review_add_number(&text, sums.states[ITEM_READY]);
		strbuf_addstr(&text, " not begun");
	}
	if (sums.looked && !e->stopped)
		add_looks(e, &sums, &text);
	if (e->newcomers) {
		strbuf_addch(&text, '\n');
		add_count(&text, e->newcomers, "message");
		strbuf_addstr(&text, " came meanwhile and went the same way");
	}
	if (e->left_over) {
		strbuf_addch(&text, '\n');
		add_count(&text, e->left_over, "message");
		strbuf_addf(&text, " came since and %s still there: %s",
			    e->left_over == 1 ? "is" : "are",
			    e->asks_again ? "resume asks at a terminal, or with --yes does not "
					    "ask, and erases what has come"
					  : "run this again");
	}
	if (e->bad_records) {
		strbuf_addch(&text, '\n');
		add_count(&text, e->bad_records, "record");
		strbuf_addstr(&text, " could not be understood and may be among them");
	}
	if (e->trouble.kind != ERROR_NONE) {
		strbuf_addstr(&text, "\npaused: ");
		op_explain_trouble(&text, &e->trouble);
	}
	add_journals(e, &text);
	progress_clear(&e->progress);
	say(text.data);
	strbuf_release(&text);
	return code_of(e, &sums);
}
