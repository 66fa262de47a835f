#include "views/act.h"

#include <string.h>

#include "base/clock.h"
#include "base/mem.h"
#include "model/conversation.h"
#include "ops/review.h"
#include "ui/wrap.h"
#include "views/cells.h"
#include "views/changes.h"
#include "views/contact_list.h"

#define SLICE_NS (4 * 1000000LL)
#define TEXT_MAX (64 * 1024)
/* Of a review's row, within the cells that a dialog has. */
#define NOTE_INDENT 26
#define NOTE_CELLS 46

/* A plan on its way to its review: collected from keys, judged in slices. */
struct act {
	struct session *session;
	struct plan *plan;
	enum op op;
	size_t partial; /* contacts of which older messages may not be loaded */
};

static void drop(struct act *act)
{
	act->session->act = NULL;
	plan_free(act->plan);
	free(act);
}

void act_release(struct session *session)
{
	if (session->act)
		drop(session->act);
}

/* -- the review -------------------------------------------------------------------------------- */

/* Label, count, and the note beside them, hanging where it takes several lines. */
static void add_row_text(const struct review_row *row, struct strbuf *text)
{
	char count[COUNT_SIZE];
	struct wrap_line line;
	struct wrap wrap;

	count_format(row->count, count);
	strbuf_addf(text, "%-14s %9s", row->label, count);
	wrap_start(&wrap, row->note, strlen(row->note), NOTE_CELLS);
	for (int indent = 2; wrap_next(&wrap, &line); indent = NOTE_INDENT) {
		strbuf_addf(text, "%*s%.*s\n", indent, "", (int)line.length, line.text);
	}
}

static void add_rows(const struct review *review, struct strbuf *text)
{
	for (size_t i = 0; i < review->rows.count; i++)
		add_row_text(&review->rows.items[i], text);
}

static void add_text(const struct act *act, const struct review *review, struct strbuf *text)
{
	char count[COUNT_SIZE];

	if (review->selected_by && *review->selected_by)
		strbuf_addf(text, "Selected by: %s\n", review->selected_by);
	if (review->hidden) {
		count_format(review->hidden, count);
		strbuf_addf(text, "%s of them are out of sight.\n", count);
	}
	if (act->partial) {
		count_format(act->partial, count);
		strbuf_addf(text,
			    "Older messages of %s contact%s are not loaded and stay as they are.\n",
			    count, act->partial == 1 ? "" : "s");
	}
	if (text->length)
		strbuf_addch(text, '\n');
	add_rows(review, text);
	if (review->warning && review->weight != REVIEW_NOTHING)
		strbuf_addf(text, "\n%s.\n", review->warning);
	if (review->duration_ms >= 0 && *review->duration)
		strbuf_addf(text, "It takes %s and can be paused and stopped.\n", review->duration);
}

static void answered(void *context, enum dialog_answer answer)
{
	struct act *act = context;
	struct session *session = act->session;
	struct error err = ERROR_INIT;
	const char *argv[] = { "changes" };

	if (answer != DIALOG_YES) {
		shell_message(session->shell, STYLE_TEXT, "Nothing was changed");
		drop(act);
		return;
	}
	struct plan *plan = act->plan;
	act->plan = NULL;
	bool many = plan->items.count > 1;
	if (!changes_start(session->changes, plan, session->fetch, &err) ||
	    (many && !shell_open(session->shell, 1, argv, &err)))
		shell_error(session->shell, &err);
	error_release(&err);
	drop(act);
}

static void show_review(struct act *act)
{
	struct session *session = act->session;
	struct strbuf text = STRBUF_INIT(TEXT_MAX);
	struct review_pace pace;
	struct review review;
	char word[COUNT_SIZE];

	/* From here on the dialog keeps others away. */
	session->reviewing = false;
	changes_pace(session->changes, session->health.latency_ms, &pace);
	review_make(&review, act->plan, &pace);
	add_text(act, &review, &text);
	snprintf(word, sizeof(word), "%zu", review.count);
	struct dialog_spec spec = {
		.kind = review.weight == REVIEW_NOTHING ? DIALOG_MESSAGE
			: review.weight == REVIEW_YES   ? DIALOG_CONFIRM
							: DIALOG_TYPE,
		.title = review.title,
		.text = text.data,
		.go_on = op_verb(act->op)->title,
		.word = word,
	};
	if (review.weight == REVIEW_NOTHING) {
		spec.title = "Nothing to do";
		shell_dialog(session->shell, &spec, NULL, NULL);
		drop(act);
	} else {
		shell_dialog(session->shell, &spec, answered, act);
	}
	review_release(&review);
	strbuf_release(&text);
}

/* -- judging ----------------------------------------------------------------------------------- */

static void judge(void *context)
{
	struct act *act = context;

	if (plan_judge(act->plan, act->session->store, clock_mono_ns() + SLICE_NS))
		loop_add_timer(act->session->loop, 0, judge, act);
	else
		show_review(act);
}

static bool may_act(const struct session *session, struct error *err)
{
	if (session->reviewing)
		return error_set(err, ERROR_USAGE, "Another selection is just being looked at");
	if (changes_running(session->changes))
		return error_set(err, ERROR_USAGE,
				 "Other changes are still under way; wait, or stop them first "
				 "(open changes)");
	return true;
}

static unsigned begin(struct session *session, enum op op, struct plan *plan, size_t partial)
{
	struct act *act = xcalloc(1, sizeof(*act));

	*act = (struct act){ .session = session, .plan = plan, .op = op, .partial = partial };
	session->reviewing = true;
	session->act = act;
	judge(act);
	return EFFECT_REDRAW;
}

/* -- collecting -------------------------------------------------------------------------------- */

static bool add_row(struct plan *plan, const struct store *store, enum op op, uint32_t row,
		    struct error *err)
{
	struct sid sid = store_sid(store, row);

	return plan_add(plan, op, &sid, err);
}

unsigned act_on_row(struct session *session, enum op op, uint32_t row, struct error *err)
{
	struct plan *plan;

	if (!may_act(session, err))
		return EFFECT_FAILED;
	if (row == STORE_NO_ROW) {
		error_set(err, ERROR_USAGE, "There is no message here");
		return EFFECT_FAILED;
	}
	plan = plan_new(PLAN_OF_ONE, NULL);
	add_row(plan, session->store, op, row, NULL);
	return begin(session, op, plan, 0);
}

unsigned act_on_thread(struct session *session, enum op op, struct thread *thread,
		       struct error *err)
{
	uint64_t *keys = NULL;
	struct plan *plan;

	if (!may_act(session, err))
		return EFFECT_FAILED;
	size_t count = thread_targets(thread, &keys);
	plan = plan_new(thread_selected(thread) ? PLAN_OF_MARKED : PLAN_OF_ONE, NULL);
	for (size_t i = 0; i < count; i++) {
		uint32_t row = store_row(session->store, keys[i]);
		if (row != STORE_NO_ROW)
			add_row(plan, session->store, op, row, NULL);
	}
	free(keys);
	if (plan->items.count)
		return begin(session, op, plan, 0);
	plan_free(plan);
	error_set(err, ERROR_USAGE, "There is no message here");
	return EFFECT_FAILED;
}

unsigned act_on_messages(struct session *session, enum op op, struct table *table,
			 const char *query, struct error *err)
{
	uint64_t *keys = NULL;
	struct plan *plan;
	bool good = true;

	if (!may_act(session, err))
		return EFFECT_FAILED;
	size_t count = table_targets(table, &keys);
	size_t selected = table_selected(table);
	size_t hidden = selected ? table_selected_hidden(table) : 0;
	/* What a filter hides was not chosen by it. */
	bool by_query = selected && *query && !hidden;
	plan = plan_new(by_query   ? PLAN_OF_SHOWN
			: selected ? PLAN_OF_MARKED
				   : PLAN_OF_ONE,
			by_query ? query : NULL);
	for (size_t i = 0; good && i < count; i++) {
		uint32_t row = store_row(session->store, keys[i]);
		if (row != STORE_NO_ROW)
			good = add_row(plan, session->store, op, row, err);
	}
	plan->hidden = hidden;
	free(keys);
	if (good && plan->items.count)
		return begin(session, op, plan, 0);
	if (good)
		error_set(err, ERROR_USAGE, "There is no message here");
	plan_free(plan);
	return EFFECT_FAILED;
}

unsigned act_on_contacts(struct session *session, enum op op, struct table *table,
			 struct error *err)
{
	uint64_t *keys = NULL;
	size_t partial = 0;
	struct plan *plan;
	bool good = true;

	if (!may_act(session, err))
		return EFFECT_FAILED;
	size_t count = table_targets(table, &keys);
	plan = plan_new(PLAN_OF_CONTACT, NULL);
	for (size_t i = 0; good && i < count; i++) {
		uint32_t contact = contact_list_contact(keys[i]);
		struct store_contact about;
		store_contact(session->store, contact, &about);
		partial += !session_has_contact(session, contact);
		for (uint32_t row = about.newest; good && row != STORE_NO_ROW;
		     row = store_contact_older(session->store, row))
			good = add_row(plan, session->store, op, row, err);
	}
	free(keys);
	if (good && plan->items.count)
		return begin(session, op, plan, partial);
	if (good)
		error_set(err, ERROR_USAGE, "There is no message here");
	plan_free(plan);
	return EFFECT_FAILED;
}
