#include "views/act.h"

#include <string.h>

#include "base/clock.h"
#include "base/mem.h"
#include "base/text.h"
#include "model/conversation.h"
#include "model/service.h"
#include "ops/review.h"
#include "ui/wrap.h"
#include "views/cells.h"
#include "views/changes.h"
#include "views/contact_list.h"
#include "views/lists.h"

#define SLICE_NS (4 * 1000000LL)
#define TEXT_MAX (64 * 1024)
/* Of a review's row, within the cells that a dialog has. */
#define NOTE_INDENT 26
#define NOTE_CELLS 46
#define LABELS_MAX 8

/* A plan on its way to its review: collected from keys, judged in slices. */
struct act {
	struct session *session;
	struct plan *plan;
	size_t partial; /* contacts of which older messages may not be loaded */
	char *about;    /* which message or whose, a line; NULL: the selection is not of contacts */
	void (*started)(void *context, bool yes);
	void *context;
};

static void drop(struct act *act, bool yes)
{
	act->session->act = NULL;
	if (act->started)
		act->started(act->context, yes);
	plan_free(act->plan);
	mem_wipe_free(act->about);
	free(act);
}

void act_release(struct session *session)
{
	if (!session->act)
		return;
	session->act->started = NULL; /* the screens are gone already */
	drop(session->act, false);
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
	const struct review_row *first = review->rows.items;

	/* Of what has a detail the title says it all. */
	if (review->plan->details.count && review->rows.count == 1 && first->kind == REVIEW_DO &&
	    !*first->note)
		return;
	for (size_t i = 0; i < review->rows.count; i++)
		add_row_text(&review->rows.items[i], text);
}

/* Which ones, where they have names: a few of many. */
static void add_labels(const struct plan *plan, struct strbuf *text)
{
	size_t shown = 0;

	if (plan->details.count < 2)
		return;
	for (size_t i = 0; i < plan->details.count && shown < LABELS_MAX; i++) {
		if (!plan->details.items[i].label)
			continue;
		strbuf_addf(text, "%s%s", shown ? ", " : "", plan->details.items[i].label);
		shown++;
	}
	if (!shown)
		return;
	if (shown < plan->items.count)
		strbuf_addf(text, " and %zu more", plan->items.count - shown);
	strbuf_addch(text, '\n');
}

static void add_notes(const struct plan *plan, struct strbuf *text)
{
	for (size_t i = 0; i < plan->notes.count; i++) {
		const char *note = plan->notes.items[i];
		size_t length = strlen(note);

		strbuf_addf(text, "%s%s\n", note,
			    length && strchr(".:!?", note[length - 1]) ? "" : ".");
	}
}

static void add_origin(const struct act *act, const struct review *review, struct strbuf *text)
{
	char count[COUNT_SIZE];

	if (act->about)
		strbuf_addf(text, "%s\n", act->about);
	if (review->selected_by && *review->selected_by)
		strbuf_addf(text, "Selected by: %s\n", review->selected_by);
	if (review->hidden) {
		count_format(review->hidden, count);
		strbuf_addf(text, "Out of sight: %s of what is selected.\n", count);
	}
	if (act->partial) {
		count_format(act->partial, count);
		strbuf_addf(text,
			    "Older messages of %s contact%s are not loaded and stay as they are.\n",
			    count, act->partial == 1 ? "" : "s");
	}
}

/* A blank line between two paragraphs. */
static void end_paragraph(struct strbuf *text, size_t *start)
{
	if (text->length > *start)
		strbuf_addch(text, '\n');
	*start = text->length;
}

static void add_text(const struct act *act, const struct review *review, struct strbuf *text)
{
	size_t start = 0;

	add_origin(act, review, text);
	end_paragraph(text, &start);
	add_rows(review, text);
	add_labels(act->plan, text);
	end_paragraph(text, &start);
	add_notes(act->plan, text);
	end_paragraph(text, &start);
	if (review->warning && review->weight != REVIEW_NOTHING)
		strbuf_addf(text, "%s.\n", review->warning);
	if (review->duration_ms >= 0 && *review->duration && review->count > 1)
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
		drop(act, false);
		return;
	}
	struct plan *plan = act->plan;
	act->plan = NULL;
	bool many = plan->items.count > 1;
	bool good = changes_start(session->changes, plan, session->fetch, &err);
	drop(act, good);
	if (!good || (many && !shell_open(session->shell, 1, argv, &err)))
		shell_error(session->shell, &err);
	error_release(&err);
}

static void name_service(struct plan *plan, const struct service *service)
{
	struct text text = service->friendly_name;
	char *name = xstrndup(text.data ? text.data : "", text.length);

	plan_name_service(plan, &service->sid, name);
	free(name);
}

/* What services are called is known here, if anywhere. */
static void name_services(struct session *session, struct plan *plan)
{
	const struct list_id id = list_id(RESOURCE_SERVICES, NULL, "");
	const struct collection *services = lists_peek(session, &id);

	for (size_t i = 0; i < plan->details.count; i++) {
		const struct sid *sids[] = { &plan->details.items[i].of,
					     &plan->details.items[i].to };

		for (size_t side = 0; side < ARRAY_SIZE(sids); side++) {
			const struct service *service =
				sids[side]->kind == SID_MG ? collection_get(services, sids[side])
							   : NULL;
			if (service)
				name_service(plan, service);
		}
	}
}

static void show_review(struct act *act)
{
	struct session *session = act->session;
	struct strbuf text = STRBUF_INIT(TEXT_MAX);
	struct review_pace pace;
	struct review review;
	struct strbuf title = STRBUF_INIT(STRBUF_TEXT);
	char count[COUNT_SIZE];

	/* From here on the dialog keeps others away. */
	session->reviewing = false;
	changes_pace(session->changes, session->health.latency_ms, &pace);
	name_services(session, act->plan);
	review_make(&review, act->plan, &pace);
	add_text(act, &review, &text);
	text_clean(&title, review.title, strlen(review.title), TEXT_ONE_LINE);
	snprintf(count, sizeof(count), "%zu", review.count);
	struct dialog_spec spec = {
		.kind = review.weight == REVIEW_NOTHING ? DIALOG_MESSAGE
			: review.weight == REVIEW_YES   ? DIALOG_CONFIRM
							: DIALOG_TYPE,
		.title = title.data,
		.text = text.data,
		.go_on = op_verb((enum op)act->plan->items.items[0].op)->title,
		.word = review.weight == REVIEW_WORD ? review.word : count,
	};
	if (review.weight == REVIEW_NOTHING) {
		spec.title = "Nothing to do";
		shell_dialog(session->shell, &spec, NULL, NULL);
		drop(act, false);
	} else {
		shell_dialog(session->shell, &spec, answered, act);
	}
	review_release(&review);
	strbuf_wipe(&title);
	strbuf_wipe(&text);
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

static struct act *prepare(struct session *session, struct plan *plan)
{
	struct act *act = xcalloc(1, sizeof(*act));

	*act = (struct act){ .session = session, .plan = plan };
	session->reviewing = true;
	session->act = act;
	return act;
}

/* "To +1 720 555 0129, 22 Nov 20:02, ✓ delivered" */
static void add_message(const struct store *store, uint32_t row, struct strbuf *out)
{
	struct message message;

	store_get(store, row, &message);
	strbuf_addstr(out, message.direction == DIRECTION_INBOUND ? "From " : "To ");
	cell_address(message_contact(&message), out);
	strbuf_addstr(out, ", ");
	cell_time(message_time(&message), out);
	strbuf_addstr(out, ", ");
	cell_status(message.status, message.error_code, out);
}

/* Which message it is, whatever arrives and moves the list behind the question. */
static char *describe_one(const struct session *session, const struct plan *plan)
{
	struct strbuf line = STRBUF_INIT(STRBUF_LINE);
	uint32_t row = plan->items.count == 1
			       ? store_find(session->store, &plan->items.items[0].sid)
			       : STORE_NO_ROW;

	if (row == STORE_NO_ROW)
		return NULL;
	add_message(session->store, row, &line);
	return strbuf_detach(&line, NULL);
}

/* "Of +1 720 555 0129, whatsapp:+52 55 0000 7919 and 3 more" */
static char *describe_contacts(const struct session *session, const uint64_t *keys, size_t count)
{
	struct strbuf line = STRBUF_INIT(STRBUF_LINE);
	size_t shown = 0;

	for (; shown < count && shown < LABELS_MAX; shown++) {
		struct store_contact about;

		store_contact(session->store, contact_list_contact(keys[shown]), &about);
		strbuf_addstr(&line, shown ? ", " : "Of ");
		cell_address(about.address, &line);
	}
	if (shown < count)
		strbuf_addf(&line, " and %zu more", count - shown);
	return strbuf_detach(&line, NULL);
}

/* `about` is taken over; NULL: the plan's only message, if it has but one. */
static unsigned begin(struct session *session, struct plan *plan, char *about)
{
	struct act *act = prepare(session, plan);

	act->about = about ? about : describe_one(session, plan);
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
	return begin(session, plan, NULL);
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
	uint64_t contact = contact_list_key(thread_contact(thread));
	if (plan->items.count)
		return begin(session, plan,
			     plan->items.count > 1 ? describe_contacts(session, &contact, 1)
						   : NULL);
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
		return begin(session, plan, NULL);
	if (good)
		error_set(err, ERROR_USAGE, "There is no message here");
	plan_free(plan);
	return EFFECT_FAILED;
}

static bool add_contact(struct act *act, enum op op, uint64_t key, struct error *err)
{
	struct session *session = act->session;
	uint32_t contact = contact_list_contact(key);
	struct store_contact about;
	bool good = true;

	store_contact(session->store, contact, &about);
	act->partial += !session_has_contact(session, contact);
	for (uint32_t row = about.newest; good && row != STORE_NO_ROW;
	     row = store_contact_older(session->store, row))
		good = add_row(act->plan, session->store, op, row, err);
	return good;
}

unsigned act_on_contacts(struct session *session, enum op op, struct table *table,
			 struct error *err)
{
	uint64_t *keys = NULL;
	bool good = true;

	if (!may_act(session, err))
		return EFFECT_FAILED;
	size_t count = table_targets(table, &keys);
	size_t hidden = table_selected(table) ? table_selected_hidden(table) : 0;
	struct act *act = prepare(session, plan_new(PLAN_OF_CONTACT, NULL));
	for (size_t i = 0; good && i < count; i++) {
		size_t before = act->plan->items.count;

		good = add_contact(act, op, keys[i], err);
		/* Those that a filter hides come last. */
		if (i >= count - hidden)
			act->plan->hidden += act->plan->items.count - before;
	}
	act->about = describe_contacts(session, keys, count);
	free(keys);
	if (good && act->plan->items.count) {
		judge(act);
		return EFFECT_REDRAW;
	}
	if (good)
		error_set(err, ERROR_USAGE, "There is no message here");
	drop(act, false);
	session->reviewing = false;
	return EFFECT_FAILED;
}

unsigned act_on_plan(struct session *session, struct plan *plan,
		     void (*started)(void *context, bool yes), void *context, struct error *err)
{
	if (session->options.read_only) {
		error_set(err, ERROR_REFUSED, "This session is read-only");
	} else if (!plan->items.count) {
		error_set(err, ERROR_USAGE, "There is nothing to do");
	} else if (may_act(session, err)) {
		struct act *act = prepare(session, plan);

		act->started = started;
		act->context = context;
		judge(act);
		return EFFECT_REDRAW;
	}
	plan_free(plan);
	return EFFECT_FAILED;
}
