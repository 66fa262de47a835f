#include "views/changes/erasure.h"

#include <stdlib.h>
#include <string.h>

#include "base/date.h"
#include "base/mem.h"
#include "ops/erase.h"
#include "ops/review.h"
#include "views/changes/act.h"
#include "views/changes/changes.h"
#include "views/list/cells.h"
#include "views/session/session_internal.h"
#include "views/views.h"

#define LABELS_MAX 3

enum stage {
	STAGE_ASKING, /* how */
	STAGE_FINDING,
	STAGE_REVIEW,
	STAGE_RUNNING,
	STAGE_LOOKING,
};

struct erasure {
	enum stage stage;
	struct VEC(char *) addresses; /* owned, wiped */
	char *label;                  /* of them; owned, wiped */
	struct erase *erase;          /* from STAGE_FINDING on */
	const struct plan *plan;      /* from STAGE_REVIEW on; belongs to act, then to changes */
	bool again;                   /* what has come meanwhile is looked at */
	bool resumed;                 /* whose they are is not known: nothing can be listed */
};

static const struct {
	const char *word, *help;
	enum op op;
	bool media;
} ways[] = {
	{ "delete", "Delete the messages, with their media", OP_DELETE, false },
	{ "redact", "Empty the texts; media stay", OP_REDACT, false },
	{ "redact-media", "Empty the texts and delete the media", OP_REDACT, true },
};

/* In the same order. */
static const struct dialog_choice choices[] = {
	{ 'd', "Delete", "messages and media go for good" },
	{ 'r', "Redact", "texts go for good; media, numbers and times stay" },
	{ 'm', "Redact with media", "texts and media go for good; the rest stays" },
};

static void free_erasure(struct erasure *erasure)
{
	if (!erasure)
		return;
	erase_free(erasure->erase);
	for (size_t i = 0; i < erasure->addresses.count; i++)
		mem_wipe_free(erasure->addresses.items[i]);
	vec_release(&erasure->addresses);
	mem_wipe_free(erasure->label);
	free(erasure);
}

void erasure_drop(struct session *session)
{
	free_erasure(session->erasure);
	session->erasure = NULL;
}

/* -- finding ----------------------------------------------------------------------------------- */

static uint64_t submit(void *session, struct job *job)
{
	return session_submit(session, job);
}

static void more(void *session, uint64_t job)
{
	fetch_more(((struct session *)session)->fetch, job);
}

/* After the end of the session there is nothing to cancel. */
static void cancel(void *session, uint64_t job)
{
	struct fetch *fetch = ((struct session *)session)->fetch;

	if (fetch)
		fetch_cancel(fetch, job);
}

static bool find(struct session *session, size_t way, struct error *err)
{
	struct erasure *erasure = session->erasure;
	const struct erase_wanted wanted = {
		.op = ways[way].op,
		.media = ways[way].media,
		.since = DATE_NONE,
		.until = DATE_NONE,
		.key = session->options.erasure_key,
	};
	const struct erase_transport transport = { session, submit, more, cancel };

	erasure->erase = erase_new(&wanted, &transport);
	for (size_t i = 0; i < erasure->addresses.count; i++) {
		const char *address = erasure->addresses.items[i];

		if (!erase_add_address(erasure->erase, address, strlen(address), err))
			return false;
	}
	erasure->stage = STAGE_FINDING;
	erase_find(erasure->erase);
	return true;
}

static size_t find_way(const char *word)
{
	size_t way = 0;

	while (way < ARRAY_SIZE(ways) && strcmp(ways[way].word, word) != 0)
		way++;
	return way;
}

static bool begin(struct session *session, size_t way, struct error *err)
{
	if (way < ARRAY_SIZE(ways) && find(session, way, err))
		return true;
	if (way == ARRAY_SIZE(ways))
		error_set(err, ERROR_USAGE, "Say delete, redact or redact-media");
	erasure_drop(session);
	return false;
}

/* -- asking ------------------------------------------------------------------------------------ */

static void answered(void *context, enum dialog_answer answer)
{
	struct session *session = context;
	struct error err = ERROR_INIT;

	if (!session->erasure)
		return;
	if (answer < DIALOG_CHOICE) {
		erasure_drop(session);
		shell_message(session->shell, STYLE_TEXT, "Nothing was changed");
	} else if (!begin(session, (size_t)answer - DIALOG_CHOICE, &err)) {
		shell_error(session->shell, &err);
	}
	error_release(&err);
}

static void ask(struct session *session)
{
	struct strbuf text = STRBUF_INIT(STRBUF_TEXT);

	strbuf_addf(&text,
		    "%s\n\nTwilio is asked for every message to and from it, on each channel, "
		    "however much of that is loaded here. What was found is shown before anything "
		    "is changed. What is scheduled is cancelled first, so that it is not sent.",
		    session->erasure->label);
	shell_dialog(session->shell,
		     &(struct dialog_spec){
			     .kind = DIALOG_CHOOSE,
			     .title = "Erase a contact",
			     .text = text.data,
			     .choices = choices,
			     .choice_count = ARRAY_SIZE(choices),
		     },
		     answered, session);
	strbuf_wipe(&text);
}

void erasure_complete(const struct command_call *call, struct completion *completion)
{
	if (call->argc != 2)
		return;
	for (size_t i = 0; i < ARRAY_SIZE(ways); i++)
		completion_add(completion, ways[i].word, ways[i].help);
	completion_add(completion, "stop", "Give up what is being found or looked for");
}

static char *make_label(const struct text *addresses, size_t count)
{
	struct strbuf label = STRBUF_INIT(STRBUF_LINE);
	size_t shown = count < LABELS_MAX ? count : LABELS_MAX;

	strbuf_addstr(&label, "Of ");
	for (size_t i = 0; i < shown; i++) {
		strbuf_addstr(&label, i ? ", " : "");
		cell_address(addresses[i], &label);
	}
	if (shown < count)
		strbuf_addf(&label, " and %zu more", count - shown);
	return strbuf_detach(&label, NULL);
}

static bool may_erase(const struct session *session, struct error *err)
{
	if (session->erasure)
		return error_set(
			err, ERROR_USAGE,
			"Another contact is being erased; wait, or give it up (erase stop)");
	if (!session->fetch)
		return error_set(err, ERROR_USAGE, "There is no connection");
	return act_may_begin(session, err);
}

static unsigned stop(struct session *session, struct command_call *call)
{
	if (!session->erasure || session->erasure->stage == STAGE_REVIEW) {
		error_set(call->err, ERROR_USAGE, "Nothing is being found");
		return EFFECT_FAILED;
	}
	erasure_drop(session);
	strbuf_addstr(&call->message, "Given up; what was changed stays so");
	return EFFECT_REDRAW;
}

unsigned erasure_run(struct session *session, struct command_call *call,
		     const struct text *addresses, size_t count)
{
	if (call->argc > 1 && strcmp(call->argv[1], "stop") == 0)
		return stop(session, call);
	if (!may_erase(session, call->err))
		return EFFECT_FAILED;
	session->erasure = xcalloc(1, sizeof(*session->erasure));
	session->erasure->label = make_label(addresses, count);
	for (size_t i = 0; i < count; i++)
		vec_push(&session->erasure->addresses,
			 xstrndup(addresses[i].data, addresses[i].length));
	if (call->argc > 1)
		return begin(session, find_way(call->argv[1]), call->err) ? EFFECT_REDRAW
									  : EFFECT_FAILED;
	ask(session);
	return EFFECT_REDRAW;
}

unsigned erasure_run_contact(struct session *session, struct command_call *call, uint32_t contact)
{
	struct store_contact about;

	store_contact(session->store, contact, &about);
	return erasure_run(session, call, &about.address, 1);
}

/* -- the review, the run and the look ---------------------------------------------------------- */

static void started(void *context, bool yes)
{
	struct session *session = context;

	if (!session->erasure)
		return;
	if (yes) {
		session->erasure->stage = STAGE_RUNNING;
		return;
	}
	if (session->erasure->again)
		changes_close_look(session->changes);
	erasure_drop(session);
}

static void tell_nothing(struct session *session)
{
	shell_message(session->shell, STYLE_TEXT, "Twilio has no message of it");
	erasure_drop(session);
}

static void review(struct session *session, struct plan *plan)
{
	struct erasure *erasure = session->erasure;
	const struct erase_count *count = erase_count(erasure->erase);
	struct error err = ERROR_INIT;

	erasure->stage = STAGE_REVIEW;
	erasure->plan = plan;
	if (erasure->again)
		plan_note(plan, "They have come while the others were erased");
	plan_note(plan, "%s: all that Twilio has, %zu received and %zu sent", erasure->label,
		  count->inbound, count->outbound);
	plan_note(plan, "A number is looked for on every channel");
	if (plan->ops[OP_REDACT] && plan->ops[OP_DELETE_MEDIUM])
		plan_note(plan, "A redacted text cannot be brought back");
	if (count->bad_records)
		plan_note(plan, "%zu records could not be understood and stay", count->bad_records);
	if (act_on_plan(session, plan, started, session, &err) & EFFECT_FAILED) {
		erasure_drop(session);
		shell_error(session->shell, &err);
	}
	error_release(&err);
}

/* It was looked for, and listed again where it is known whose they are. */
static void tell_look(struct session *session)
{
	struct erasure *erasure = session->erasure;
	struct plan *plan = changes_plan(session->changes);
	struct strbuf text = STRBUF_INIT(STRBUF_TEXT);
	size_t proofs[PROOFS];

	if (plan != erasure->plan)
		return;
	erase_mark(erasure->erase, plan);
	erase_tally(plan, proofs);
	erase_add_tally(proofs, &text);
	bool needed, unseen = erasure->resumed && erase_can_list(plan, &needed);
	if (unseen)
		strbuf_addstr(&text, "; go on with the addresses to see whether more has come");
	else if (erasure->resumed)
		strbuf_addstr(&text, "; erase the contact again to see whether more has come");
	changes_set_look(session->changes, text.data, unseen);
	/* The screen of changes has it at its top. */
	if (shell_view(session->shell)->ops != &changes_view_ops)
		shell_message(session->shell,
			      proofs[PROOF_THERE] || proofs[PROOF_NONE] ? STYLE_BAD : STYLE_GOOD,
			      "%s", text.data);
	session_changes_news(session);
	strbuf_release(&text);
}

static void found(struct session *session)
{
	struct erasure *erasure = session->erasure;
	struct plan *plan = erase_take_plan(erasure->erase);
	bool looked = erasure->stage == STAGE_LOOKING;

	if (looked)
		tell_look(session);
	if (plan && plan->items.count) {
		erasure->again = looked;
		review(session, plan);
		return;
	}
	plan_free(plan);
	if (!looked) {
		tell_nothing(session);
		return;
	}
	changes_close_look(session->changes);
	erasure_drop(session);
}

static void failed(struct session *session)
{
	struct error err = ERROR_INIT;

	error_copy(&err, erase_error(session->erasure->erase));
	error_prefix(&err, session->erasure->stage == STAGE_LOOKING
				   ? "It could not be listed again"
				   : "Not everything could be found, so nothing was changed");
	erasure_drop(session);
	shell_error(session->shell, &err);
	error_release(&err);
}

void erasure_take(struct session *session, const struct result *result)
{
	struct erasure *erasure = session->erasure;

	if (!erasure || !erasure->erase || !erase_take(erasure->erase, result))
		return;
	if (erase_state(erasure->erase) == ERASE_FAILED)
		failed(session);
	else if (erase_state(erasure->erase) == ERASE_FOUND)
		found(session);
}

/* -- an erasure that was interrupted ----------------------------------------------------------- */

bool erasure_asks(const struct session *session)
{
	bool addresses;

	return !session->erasure && session->options.erasure_key &&
	       erase_can_list(changes_plan(session->changes), &addresses) && addresses;
}

/* Commas part them; blanks are in numbers. */
static bool add_addresses(struct erasure *erasure, const char *typed, struct error *err)
{
	struct VEC(struct text) shown = { .count = 0 };
	bool good = true;

	for (const char *at = typed; good && *at; at += strspn(at, " ,")) {
		size_t length = strcspn(at, ",");

		good = erase_add_address(erasure->erase, at, length, err);
		vec_push(&shown, ((struct text){ at, (uint32_t)length }));
		at += length;
	}
	if (shown.count)
		erasure->label = make_label(shown.items, shown.count);
	vec_release(&shown);
	return good;
}

/* Its newcomers can be listed when the addresses are those of then. */
static bool use_addresses(struct erasure *erasure, const char *typed, struct error *err)
{
	bool needed;

	if (!erase_can_list(erasure->plan, &needed) || (needed && !*typed))
		return true;
	if (!add_addresses(erasure, typed, err) || !erase_fits(erasure->erase, erasure->plan, err))
		return false;
	erase_adopt(erasure->erase, erasure->plan);
	erasure->resumed = false;
	return true;
}

/* NULL where the addresses are others. */
static struct erasure *new_resumed(struct session *session, const char *addresses,
				   struct error *err)
{
	const struct plan *plan = changes_plan(session->changes);
	const struct plan_scope *scope = &plan->scope;
	const struct erase_wanted wanted = {
		.op = plan_op(plan),
		.media = scope->media,
		.since = scope->known ? scope->since : DATE_NONE,
		.until = scope->known ? scope->until : DATE_NONE,
		.key = session->options.erasure_key,
	};
	const struct erase_transport transport = { session, submit, more, cancel };
	struct erasure *erasure = xcalloc(1, sizeof(*erasure));

	erasure->stage = STAGE_RUNNING;
	erasure->resumed = true;
	erasure->plan = plan;
	erasure->erase = erase_new(&wanted, &transport);
	if (use_addresses(erasure, addresses, err))
		return erasure;
	free_erasure(erasure);
	return NULL;
}

bool erasure_check(struct session *session, const char *addresses, struct error *err)
{
	struct erasure *erasure = new_resumed(session, addresses, err);
	bool good = erasure != NULL;

	free_erasure(erasure);
	return good;
}

void erasure_go_on(struct session *session, const char *addresses)
{
	const struct plan *plan = changes_plan(session->changes);
	bool running = changes_running(session->changes);

	if (session->erasure || !plan->erasure ||
	    (!running && (plan_open(plan) || (changes_look(session->changes) && !*addresses))))
		return;
	session->erasure = new_resumed(session, addresses, NULL);
	if (!running)
		erasure_changes_moved(session);
}

void erasure_changes_moved(struct session *session)
{
	struct erasure *erasure = session->erasure;
	struct plan *plan = changes_plan(session->changes);
	struct runner_progress progress;

	if (!erasure || erasure->stage != STAGE_RUNNING)
		return;
	/* Other changes have taken its place: it was given up. */
	if (plan != erasure->plan) {
		erasure_drop(session);
		return;
	}
	runner_progress(changes_runner(session->changes), &progress);
	if (progress.state != RUNNER_ENDED)
		return;
	erasure->stage = STAGE_LOOKING;
	if (erasure->resumed)
		erase_verify(erasure->erase, plan);
	else
		erase_look(erasure->erase, plan);
	if (erase_state(erasure->erase) == ERASE_FOUND)
		found(session);
}

void erasure_status(const struct session *session, struct bar *bar)
{
	const struct erasure *erasure = session->erasure;
	char found_count[COUNT_SIZE], read_count[COUNT_SIZE];
	size_t total;

	if (!erasure || !erasure->erase ||
	    (erasure->stage != STAGE_FINDING && erasure->stage != STAGE_LOOKING))
		return;
	size_t left = erase_left(erasure->erase, &total);
	const struct erase_count *count = erase_count(erasure->erase);
	if (erase_state(erasure->erase) == ERASE_LOOKING) {
		count_format(total - left, found_count);
		count_format(total, read_count);
		bar_add(bar, STYLE_ACCENT, 1, "looking whether it is gone: %s of %s", found_count,
			read_count);
		return;
	}
	count_format(count->messages, found_count);
	count_format(count->read, read_count);
	bar_add(bar, STYLE_ACCENT, 1, "finding all: %s of %s read, list %zu of %zu", found_count,
		read_count, count->lists_done, count->lists);
}
