/*
 * plans_view.c - changes of earlier sessions that have not come to their end: what is left of them and
 * why, and going on with them, taking them back, or leaving them as they are.
 */
#include <stdlib.h>
#include <string.h>

#include "base/clock.h"
#include "base/date.h"
#include "base/mem.h"
#include "base/text.h"
#include "model/when.h"
#include "ui/wrap.h"
#include "views/changes/changes.h"
#include "views/changes/erasure.h"
#include "views/changes/plan_rows.h"
#include "views/list/list_view.h"
#include "views/views.h"

#define FOOT_ROWS 5
#define LIST_ROWS_MIN 4
#define MARGIN 2

struct plans_view {
	struct list_view list;
	struct plan_rows rows;
};

/* -- commands ---------------------------------------------------------------------------------- */

static void read_list(struct plans_view *view)
{
	plans_release(&view->rows.plans);
	plans_find(changes_directory(view->list.session->changes), &view->rows.plans);
	table_reset(view->list.table);
	shell_work(view->list.base.shell);
}

static const struct plan_summary *chosen(struct plans_view *view)
{
	uint32_t row;

	return table_cursor_row(view->list.table, &row) ? &view->rows.plans.items[row] : NULL;
}

static bool has_one(void *target, const char **why)
{
	*why = "No changes are left unfinished";
	return chosen(target) != NULL;
}

/* Plans are gone on with one after another, and it is the cursor's. */
static bool has_this_one(void *target, const char **why)
{
	*why = "Plans go on one after another: U selects none, then the cursor's is meant";
	return !table_selected(((struct plans_view *)target)->list.table) && has_one(target, why);
}

/* Also those that the filter hides. */
static bool has_any(void *target, const char **why)
{
	*why = "No changes are left unfinished";
	return ((struct plans_view *)target)->rows.plans.count > 0;
}

/* Makes it the present plan, at rest, and goes to the screen of changes. */
static bool open_plan(struct plans_view *view, struct error *err)
{
	struct session *session = view->list.session;
	const char *argv[] = { "changes" };
	char *path = xstrdup(chosen(view)->path);
	bool good = plan_is_present(session, chosen(view)) ||
		    (plans_can_go_on(chosen(view), "x", err) &&
		     changes_open_plan(session->changes, path, session->options.templates,
				       session->fetch, err));

	free(path);
	shell_news(session->shell, &(struct news){ .kind = NEWS_CHANGES });
	if (good)
		return shell_open(session->shell, 1, argv, err);
	read_list(view);
	return false;
}

static unsigned run_open(struct command_call *call)
{
	return open_plan(call->target, call->err) ? EFFECT_REDRAW : EFFECT_FAILED;
}

/* The present plan. */
static void go_on(struct session *session, const char *addresses)
{
	changes_tell_again(session->changes);
	runner_resume(changes_runner(session->changes));
	erasure_go_on(session, addresses);
}

/* NULL: it stays as it is. */
static void addresses_given(void *context, const char *addresses)
{
	struct session *session = context;
	struct error err = ERROR_INIT;

	if (!addresses || !changes_plan(session->changes))
		return;
	if (erasure_check(session, addresses, &err))
		go_on(session, addresses);
	else
		shell_error(session->shell, &err);
	error_release(&err);
}

static unsigned run_resume(struct command_call *call)
{
	struct plans_view *view = call->target;
	struct session *session = view->list.session;

	if (!open_plan(view, call->err))
		return EFFECT_FAILED;
	if (erasure_asks(session))
		shell_prompt(session->shell,
			     &(struct shell_prompt){
				     .label = "Whose messages: ",
				     .hint = "as then, to see whether more has come; "
					     "nothing: only these",
				     .done = addresses_given,
				     .context = session,
			     });
	else
		go_on(session, "");
	return EFFECT_REDRAW;
}

static bool can_undo(void *target, const char **why)
{
	const struct plan_summary *plan = chosen(target);

	if (!has_this_one(target, why))
		return false;
	*why = "Only moves of senders can be taken back";
	return plan && plan->op == OP_MOVE_SENDER;
}

static void ask_undo(const struct command_call *call, struct strbuf *text)
{
	(void)call;
	changes_ask_undo(0, text);
}

static unsigned run_undo(struct command_call *call)
{
	struct plans_view *view = call->target;
	struct session *session = view->list.session;

	if (!open_plan(view, call->err))
		return EFFECT_FAILED;
	changes_tell_again(session->changes);
	runner_take_back(changes_runner(session->changes));
	return EFFECT_REDRAW;
}

/* The selected plans, or the one under the cursor: their rows. */
static uint32_t *chosen_rows(const struct plans_view *view, size_t *count)
{
	uint64_t *keys = NULL;
	uint32_t *rows;

	*count = table_targets(view->list.table, &keys);
	rows = xcalloc(*count, sizeof(*rows));
	for (size_t i = 0; i < *count; i++)
		if (!plan_rows_source.find((void *)(uintptr_t)&view->rows, keys[i], &rows[i]))
			rows[i] = UINT32_MAX;
	free(keys);
	return rows;
}

static void ask_aside(const struct command_call *call, struct strbuf *text)
{
	const struct plans_view *view = call->target;
	size_t count;
	uint32_t *rows = chosen_rows(view, &count);
	const struct plan_summary *plan =
		count && rows[0] != UINT32_MAX ? &view->rows.plans.items[rows[0]] : NULL;

	free(rows);
	if (count > 1 || !plan) {
		strbuf_addf(text,
			    "Leave these %zu plans as they are? They are not offered any more; "
			    "their journals stay.",
			    count);
		return;
	}
	strbuf_addstr(text, "Leave these changes as they are? ");
	plans_add_left(plan, text);
	strbuf_addf(text, ". They are not offered any more; the journal stays: %s", plan->path);
}

static unsigned run_aside(struct command_call *call)
{
	struct plans_view *view = call->target;
	size_t count, done = 0;
	uint32_t *rows = chosen_rows(view, &count);

	for (size_t i = 0; i < count && call->err->kind == ERROR_NONE; i++)
		done += rows[i] != UINT32_MAX &&
			plans_set_aside(view->rows.plans.items[rows[i]].path, call->err);
	free(rows);
	table_select_none(view->list.table);
	read_list(view);
	if (call->err->kind != ERROR_NONE)
		return EFFECT_FAILED;
	if (done == 1)
		strbuf_addstr(&call->message, "set aside; the journal stays");
	else
		strbuf_addf(&call->message, "%zu set aside; the journals stay", done);
	return EFFECT_REDRAW;
}

static const struct command commands[] = {
	{
		.name = "open-plan",
		.args = "",
		.help = "Show what was done and what is left, item by item, without going on",
		.hint = "look",
		.hint_rank = 1,
		.run = run_open,
		.ready = has_one,
	},
	{
		.name = "resume",
		.args = "",
		.help = "Go on with the changes: look up what may have been done, then do the rest",
		.hint = "go on",
		.hint_rank = 1,
		.flags = COMMAND_CHANGES_ACCOUNT,
		.run = run_resume,
		.ready = has_this_one,
	},
	UNDO_COMMAND(run_undo, can_undo, ask_undo),
	{
		.name = "set-aside",
		.args = "",
		.help = "Leave what is selected as it is, and do not offer it any more",
		.hint = "set aside",
		.hint_rank = 2,
		.flags = COMMAND_CONFIRM,
		.question = ask_aside,
		.run = run_aside,
		.ready = has_one,
	},
	{
		.name = "filter",
		.args = "[QUERY]",
		.help = "Show only changes that match: words, state:, verb:, left:, since:, …",
		.hint = "filter",
		.hint_rank = 3,
		.max_args = -1,
		.run = list_view_run_filter,
		.ready = has_any,
	},
};

/* -- the view ---------------------------------------------------------------------------------- */

static bool plans_open_view(struct view *base, int argc, const char *const *argv, struct error *err)
{
	struct plans_view *view = (struct plans_view *)base;

	(void)argc, (void)argv, (void)err;
	view->rows.session = base->app;
	view->rows.search = &view->list.search;
	list_view_open(&view->list, &plan_rows_source, &view->rows, &plan_language);
	read_list(view);
	return true;
}

static void plans_close(struct view *base)
{
	struct plans_view *view = (struct plans_view *)base;

	list_view_close(base);
	plans_release(&view->rows.plans);
}

static void plans_refresh(struct view *base)
{
	read_list((struct plans_view *)base);
}

/* The plan under the cursor in whole sentences. */
static void add_sentences(const struct plans_view *view, const struct plan_summary *plan,
			  struct strbuf *out)
{
	char when[WHEN_SIZE], account[SID_SIZE];

	if (!plan->fault && plan->created != DATE_NONE) {
		when_full(plan->created, WHEN_LOCAL, when);
		strbuf_addf(out, "%s, begun %s: ",
			    plan->op < OP_COUNT ? op_verb(plan->op)->title : "Changes", when);
	}
	plans_add_left(plan, out);
	if (plan->next_at != DATE_NONE && plan->next_at > clock_now()) {
		when_distance(plan->next_at, clock_now(), when);
		strbuf_addf(out, "; the next try is due %s", when);
	}
	strbuf_addstr(out, ".\n");
	if (plan->holder && !plan_is_present(view->list.session, plan))
		strbuf_addf(out, "Another msgdeck works on them: process %ld.\n", plan->holder);
	else if (!plan->holder && plan->host && !plans_is_ours(view->list.session, plan)) {
		sid_format(&plan->account, account);
		strbuf_addf(out, "They are of account %s at %s: start msgdeck for that one.\n",
			    account, plan->host);
	}
	strbuf_addf(out, "journal  %s", plans_name(plan->path));
}

static void draw_foot(const struct plans_view *view, const struct plan_summary *plan,
		      const struct pane *pane)
{
	struct strbuf text = STRBUF_INIT(STRBUF_TEXT), clean = STRBUF_INIT(STRBUF_TEXT);
	struct wrap_line line;
	struct wrap wrap;

	draw_clear(pane, STYLE_TEXT);
	add_sentences(view, plan, &text);
	text_clean(&clean, text.data, text.length, TEXT_KEEP_NEWLINES);
	wrap_start(&wrap, clean.data, clean.length,
		   (size_t)(pane->width > MARGIN + 1 ? pane->width - MARGIN : 1));
	for (int row = 1; row < pane->height && wrap_next(&wrap, &line); row++)
		draw_clean(pane, MARGIN, row, pane->width - MARGIN, STYLE_TEXT, line.text,
			   line.length);
	strbuf_release(&text);
	strbuf_release(&clean);
}

static const char *nothing_shown(const struct plans_view *view)
{
	if (table_count(view->list.table))
		return NULL;
	return view->rows.plans.count ? "Nothing matches. Esc shows all again."
				      : "No changes are left unfinished.\n"
					"What is cut off or stopped is listed here, to be gone on "
					"with.";
}

static void plans_draw(struct view *base, const struct pane *pane, unsigned levels)
{
	struct plans_view *view = (struct plans_view *)base;
	const struct plan_summary *plan = chosen(view);
	struct pane rest = *pane;
	const struct table_notice notice = { .role = STYLE_DIM, .text = nothing_shown(view) };

	if (!(levels & LOOP_PRIMARY))
		return;
	if (plan && rest.height >= LIST_ROWS_MIN + FOOT_ROWS) {
		struct pane foot = pane_cut(&rest, -FOOT_ROWS);
		draw_foot(view, plan, &foot);
	}
	list_view_draw(&view->list, &rest, &notice);
}

const struct view_ops plans_view_ops = {
	.name = "plans",
	.title = "Unfinished",
	.help = "Changes that were cut off or stopped before their end, and going on with them.",
	.size = sizeof(struct plans_view),
	.commands = commands,
	.command_count = ARRAY_SIZE(commands),
	.columns = plan_columns,
	.column_count = PLAN_COLUMN_COUNT,
	.language = &plan_language,
	.open = plans_open_view,
	.close = plans_close,
	.refresh = plans_refresh,
	.draw = plans_draw,
	.scopes = list_view_scopes,
	.status = list_view_status,
	.escape = list_view_escape,
	.marks = list_view_marks,
	.work = list_view_work,
};
