#include "views/changes/act.h"

#include <string.h>

#include "base/clock.h"
#include "base/mem.h"
#include "base/text.h"
#include "base/vec.h"
#include "model/conversation.h"
#include "ops/review.h"
#include "views/changes/changes.h"
#include "views/changes/collect.h"
#include "views/changes/plan_names.h"
#include "views/changes/review_text.h"
#include "views/list/cells.h"
#include "views/messages/contact_list.h"
#include "views/session/lists.h"

#define SLICE_NS (4 * 1000000LL)
#define TEXT_MAX (64 * 1024)
#define LABELS_MAX 8

/* A plan on its way to its review: collected from a list and judged, in slices. */
struct act {
	struct session *session;
	struct plan *plan;
	char *about; /* which message or whose, a line; NULL: the selection is not of contacts */
	struct collect collect;
	unsigned timer; /* of the next slice; 0: it is not waiting for one */
	void (*started)(void *context, bool yes);
	void *context;
};

static void drop(struct act *act, bool yes)
{
	act->session->act = NULL;
	if (act->timer)
		loop_remove_timer(act->session->loop, act->timer);
	if (act->started)
		act->started(act->context, yes);
	plan_free(act->plan);
	collect_release(&act->collect);
	mem_wipe_free(act->about);
	free(act);
}

void act_forget(struct session *session, const void *context)
{
	struct act *act = session->act;

	if (!act || act->context != context)
		return;
	act->started = NULL;
	if (!act->timer)
		return; /* its question is open */
	session->reviewing = false;
	drop(act, false);
}

void act_release(struct session *session)
{
	if (!session->act)
		return;
	session->act->started = NULL; /* the screens are gone already */
	drop(session->act, false);
}

/* -- the review -------------------------------------------------------------------------------- */

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
	plan_names_take(session, act->plan);
	review_make(&review, act->plan, &pace);
	review_text(&(struct review_origin){ act->about, act->collect.partial }, &review, &text);
	text_clean(&title, review.title, strlen(review.title), TEXT_ONE_LINE);
	snprintf(count, sizeof(count), "%zu", review.count);
	struct dialog_spec spec = {
		.kind = review.weight == REVIEW_NOTHING ? DIALOG_MESSAGE
			: review.weight == REVIEW_YES   ? DIALOG_CONFIRM
							: DIALOG_TYPE,
		.title = title.data,
		.text = text.data,
		.go_on = op_verb(plan_op(act->plan))->title,
		.back = plan_op(act->plan) == OP_CANCEL ? "Leave it" : NULL,
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

/* -- what the review says of whom -------------------------------------------------------------- */

/* "To +1 720 555 0129, 22 Nov 20:02, ✓ delivered" */
static void add_message(const struct store *store, uint32_t row, struct strbuf *out)
{
	struct message message;

	store_get(store, row, &message);
	strbuf_addstr(out, message.direction == DIRECTION_INBOUND ? "From " : "To ");
	cell_contact_whole(message_contact(&message), out);
	strbuf_addstr(out, ", ");
	cell_time(message_time(&message), out);
	strbuf_addstr(out, ", ");
	cell_status(message.status, message.error_code, out);
}

/* Which message it is, whatever arrives and moves the list behind the question. */
static char *describe_one(const struct session *session, uint32_t row)
{
	struct strbuf line = STRBUF_INIT(STRBUF_LINE);

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
		cell_contact_whole(about.address, &line);
	}
	if (shown < count)
		strbuf_addf(&line, " and %zu more", count - shown);
	return strbuf_detach(&line, NULL);
}

/* -- collecting and judging, in slices --------------------------------------------------------- */

/* As soon as it is known what that is. */
static void describe(struct act *act)
{
	const struct collect *collect = &act->collect;

	if (act->about || collect->walk || !collect->count)
		return;
	if (collect->of_contacts)
		act->about = describe_contacts(act->session, collect->keys, collect->count);
	else if (collect->count == 1)
		act->about = describe_one(act->session,
					  store_row(act->session->store, collect->keys[0]));
}

/* They have left while they were collected. */
static bool is_empty(const struct act *act, struct error *err)
{
	if (collect_has_more(&act->collect) || act->plan->items.count)
		return false;
	error_set(err, ERROR_USAGE, "There is no message here any more");
	return true;
}

static void give_up(struct act *act, const struct error *err)
{
	act->session->reviewing = false;
	shell_error(act->session->shell, err);
	drop(act, false);
}

static void work(void *context);

/* Also the first: what the key itself took is a slice already. */
static void work_soon(struct act *act)
{
	act->timer = loop_add_timer(act->session->loop, 0, work, act);
}

static void work(void *context)
{
	struct act *act = context;
	int64_t deadline = clock_mono_ns() + SLICE_NS;
	struct error err = ERROR_INIT;

	/* The review counts all items, so it begins a slice. */
	act->timer = 0;
	if (!collect_step(&act->collect, act->plan, deadline, &err) || is_empty(act, &err)) {
		give_up(act, &err);
		error_release(&err);
		return;
	}
	describe(act);
	if (collect_has_more(&act->collect) ||
	    plan_judge(act->plan, act->session->store, deadline) ||
	    clock_mono_ns() > deadline - SLICE_NS / 2)
		work_soon(act);
	else
		show_review(act);
	error_release(&err);
}

bool act_may_begin(const struct session *session, struct error *err)
{
	if (session->reviewing)
		return error_set(err, ERROR_USAGE, "Another selection is just being looked at");
	if (changes_running(session->changes))
		return error_set(err, ERROR_USAGE,
				 "Other changes are still under way; wait, or stop them first "
				 "(open changes)");
	return true;
}

/* Takes over what is in it. */
static struct act *prepare(struct session *session, const struct act *what)
{
	struct act *act = xmemdup(what, sizeof(*what));

	act->session = session;
	act->collect.session = session;
	session->reviewing = true;
	session->act = act;
	return act;
}

/* -- what is acted on -------------------------------------------------------------------------- */

/* Takes over what is in it. */
static unsigned begin(struct session *session, const struct act *what, struct error *err)
{
	struct act *act = prepare(session, what);

	if (!collect_has_more(&act->collect)) {
		session->reviewing = false;
		drop(act, false);
		error_set(err, ERROR_USAGE, "There is no message here");
		return EFFECT_FAILED;
	}
	describe(act);
	work_soon(act);
	return EFFECT_REDRAW;
}

/* The same with what is marked in the table. */
static unsigned begin_walk(struct session *session, struct act *act, struct table *table,
			   struct error *err)
{
	if (table_selected(table) || table_cursor(table))
		act->collect.walk = table_walk_new(table);
	return begin(session, act, err);
}

unsigned act_on_row(struct session *session, enum op op, uint32_t row, struct error *err)
{
	struct act act = { .collect.op = op };

	if (!act_may_begin(session, err))
		return EFFECT_FAILED;
	act.plan = plan_new(PLAN_OF_ONE, NULL);
	if (row != STORE_NO_ROW) {
		uint64_t key = store_key(session->store, row);
		act.collect.keys = xmemdup(&key, sizeof(key));
		act.collect.count = 1;
	}
	return begin(session, &act, err);
}

unsigned act_on_thread(struct session *session, enum op op, struct thread *thread,
		       struct error *err)
{
	uint64_t contact = contact_list_key(thread_contact(thread));
	struct act act = { .collect.op = op };

	if (!act_may_begin(session, err))
		return EFFECT_FAILED;
	act.collect.count = thread_targets(thread, &act.collect.keys);
	act.plan = plan_new(thread_selected(thread) ? PLAN_OF_MARKED : PLAN_OF_ONE, NULL);
	if (act.collect.count > 1)
		act.about = describe_contacts(session, &contact, 1);
	return begin(session, &act, err);
}

unsigned act_on_messages(struct session *session, enum op op, struct table *table,
			 const char *query, struct error *err)
{
	struct act act = { .collect.op = op };

	if (!act_may_begin(session, err))
		return EFFECT_FAILED;
	size_t selected = table_selected(table);
	bool by_query = selected && *query;
	act.plan = plan_new(by_query   ? PLAN_OF_SHOWN
			    : selected ? PLAN_OF_MARKED
				       : PLAN_OF_ONE,
			    by_query ? query : NULL);
	return begin_walk(session, &act, table, err);
}

unsigned act_on_contacts(struct session *session, enum op op, struct table *table,
			 struct error *err)
{
	struct act act = { .collect = { .op = op, .of_contacts = true } };

	if (!act_may_begin(session, err))
		return EFFECT_FAILED;
	act.plan = plan_new(PLAN_OF_CONTACT, NULL);
	return begin_walk(session, &act, table, err);
}

unsigned act_on_plan(struct session *session, struct plan *plan,
		     void (*started)(void *context, bool yes), void *context, struct error *err)
{
	if (session->options.read_only) {
		error_set(err, ERROR_REFUSED, "This session is read-only");
	} else if (!plan->items.count) {
		error_set(err, ERROR_USAGE, "There is nothing to do");
	} else if (act_may_begin(session, err)) {
		struct act *act = prepare(session, &(struct act){ .plan = plan });

		act->started = started;
		act->context = context;
		work_soon(act);
		return EFFECT_REDRAW;
	}
	plan_free(plan);
	return EFFECT_FAILED;
}
