/*
 * changes_view.c - what is being done to the account, or was: progress, and each item with what came
 * of it and why.
 */
#include <string.h>

#include "base/mem.h"
#include "ops/move.h"
#include "ops/review.h"
#include "views/changes/changes.h"
#include "views/changes/changes_items.h"
#include "views/changes/changes_page.h"
#include "views/changes/changes_report.h"
#include "views/changes/erasure.h"
#include "views/changes/plan_names.h"
#include "views/list/cells.h"
#include "views/list/list_view.h"
#include "views/session/writer.h"
#include "views/views.h"

/* The list keeps so many rows before the sentence below it goes. */
#define LIST_ROWS_MIN 6

struct changes_view {
	struct list_view list;
	struct changes_items items; /* of the plan that the table shows */
	bool own_columns;           /* the operator chose which are shown */
};

/* -- commands ---------------------------------------------------------------------------------- */

static struct runner *runner_of(const struct changes_view *view)
{
	return changes_runner(view->list.session->changes);
}

static enum runner_state state_of(const struct changes_view *view)
{
	struct runner_progress progress = { .state = RUNNER_ENDED };

	if (runner_of(view))
		runner_progress(runner_of(view), &progress);
	return progress.state;
}

static bool is_running(void *target, const char **why)
{
	*why = "Nothing is being changed";
	return state_of(target) != RUNNER_ENDED;
}

static bool has_plan(void *target, const char **why)
{
	*why = "Nothing was changed yet";
	return ((struct changes_view *)target)->items.plan != NULL;
}

static void go_on(const struct changes_view *view)
{
	runner_resume(runner_of(view));
	changes_tell_again(view->list.session->changes);
	erasure_go_on(view->list.session, "");
}

static unsigned run_pause(struct command_call *call)
{
	struct changes_view *view = call->target;

	if (state_of(view) == RUNNER_PAUSED)
		go_on(view);
	else
		runner_pause(runner_of(view));
	return EFFECT_REDRAW;
}

static unsigned run_stop(struct command_call *call)
{
	struct changes_view *view = call->target;

	runner_stop(runner_of(view));
	strbuf_addstr(&call->message, "stopping; t goes on with what is left");
	return EFFECT_REDRAW;
}

/* The numbers of the selected items, or of all that are shown. */
static uint32_t *chosen_items(struct changes_view *view, size_t *count)
{
	bool selected = table_selected(view->list.table);
	uint64_t *keys = NULL;
	uint32_t *items;

	*count = selected ? table_targets(view->list.table, &keys) : table_count(view->list.table);
	items = xcalloc(*count, sizeof(*items));
	for (size_t i = 0; i < *count; i++)
		items[i] = selected ? changes_items_item(keys[i])
				    : table_row_at(view->list.table, i);
	free(keys);
	return items;
}

/* Only the selected ones, which does not bring the others along where the run has stopped. */
static unsigned retry_selected(struct changes_view *view, struct command_call *call)
{
	struct runner_progress progress;
	size_t count = 0;

	runner_progress(runner_of(view), &progress);
	if (progress.state == RUNNER_PAUSED || progress.stopped) {
		error_set(call->err, ERROR_USAGE,
			  "more is left than what is selected: select nothing (U), and t goes on "
			  "with all of it");
		return EFFECT_FAILED;
	}
	uint32_t *items = chosen_items(view, &count);
	count = runner_retry_some(runner_of(view), items, count);
	free(items);
	if (!count) {
		error_set(call->err, ERROR_USAGE, "nothing of what is selected failed");
		return EFFECT_FAILED;
	}
	changes_tell_again(view->list.session->changes);
	erasure_go_on(view->list.session, "");
	table_select_none(view->list.table);
	review_add_number(&call->message, count);
	strbuf_addstr(&call->message, " tried again");
	return EFFECT_REDRAW;
}

/* Whether there is anything to try. */
static bool retry_helps(void *target)
{
	struct runner_progress progress;

	runner_progress(runner_of(target), &progress);
	return progress.state == RUNNER_PAUSED || progress.stopped || progress.waiting ||
	       progress.refused || progress.failed || progress.unknown;
}

static unsigned run_retry(struct command_call *call)
{
	struct changes_view *view = call->target;
	struct runner_progress progress;

	if (table_selected(view->list.table))
		return retry_selected(view, call);
	runner_progress(runner_of(view), &progress);
	if (progress.state == RUNNER_PAUSED || progress.stopped)
		go_on(view);
	changes_tell_again(view->list.session->changes);
	size_t count = runner_retry(runner_of(view));
	erasure_go_on(view->list.session, "");
	runner_hurry(runner_of(view));
	count += progress.ready + progress.waiting;
	if (!count) {
		error_set(call->err, ERROR_USAGE, "Nothing is left that could be tried again");
		return EFFECT_FAILED;
	}
	review_add_number(&call->message, count);
	strbuf_addstr(&call->message, " tried again");
	return EFFECT_REDRAW;
}

/* How many senders are not where they were. */
static size_t movable_back(const struct plan *plan)
{
	size_t count = 0;

	for (uint32_t i = 0; i < plan->items.count; i++)
		count += move_can_take_back(plan, i);
	return count;
}

static bool can_undo(void *target, const char **why)
{
	struct changes_view *view = target;

	*why = "Only moves of senders can be taken back";
	if (!view->items.plan || !view->items.plan->ops[OP_MOVE_SENDER])
		return false;
	*why = "Stop the changes first (S), then take them back";
	if (state_of(view) != RUNNER_ENDED)
		return false;
	*why = "Every sender is where it was before";
	return movable_back(view->items.plan) || plan_open(view->items.plan);
}

static void ask_undo(const struct command_call *call, struct strbuf *text)
{
	changes_ask_undo(movable_back(((struct changes_view *)call->target)->items.plan), text);
}

static unsigned run_undo(struct command_call *call)
{
	struct changes_view *view = call->target;

	changes_tell_again(view->list.session->changes);
	size_t count = runner_take_back(runner_of(view));
	strbuf_addf(&call->message, "%zu go%s back where %s", count, count == 1 ? "es" : "",
		    count == 1 ? "it was" : "they were");
	return EFFECT_REDRAW;
}

static unsigned run_problems(struct command_call *call)
{
	struct changes_view *view = call->target;

	view->items.only_open = !view->items.only_open;
	search_part(&view->list.search, view->items.only_open);
	return EFFECT_REDRAW;
}

static bool write_report(struct changes_view *view, const char *path, struct error *err)
{
	size_t count = 0;
	uint32_t *items = chosen_items(view, &count);
	bool good = changes_report(view->list.session, items, count, path, err);

	free(items);
	return good;
}

static unsigned run_report(struct command_call *call)
{
	struct changes_view *view = call->target;

	if (call->argc == 1)
		writer_ask(view->list.session, "report", "changes.csv");
	else if (!write_report(view, call->argv[1], call->err))
		return EFFECT_FAILED;
	return EFFECT_REDRAW;
}

static unsigned run_open(struct command_call *call)
{
	struct changes_view *view = call->target;
	uint32_t item;

	if (!table_cursor_row(view->list.table, &item))
		return EFFECT_NONE;
	const struct sid *sid = &view->items.plan->items.items[item].sid;
	if (sid->kind != SID_SM && sid->kind != SID_MM) {
		error_set(call->err, ERROR_USAGE, "There is no message here");
		return EFFECT_FAILED;
	}
	return views_open_sid(view->list.base.shell, "message", sid, call->err);
}

static unsigned run_plans(struct command_call *call)
{
	struct changes_view *view = call->target;

	return views_open(view->list.base.shell, "plans", NULL, call->err);
}

static const struct command commands[] = {
	{
		.name = "pause",
		.args = "",
		.help = "Pause the changes, or go on",
		.hint = "pause/go on",
		.hint_rank = 1,
		.run = run_pause,
		.ready = is_running,
	},
	{
		.name = "stop",
		.args = "",
		.help = "Send no further change; what is under way ends",
		.hint = "stop",
		.hint_rank = 1,
		.run = run_stop,
		.ready = is_running,
	},
	{
		.name = "retry",
		.args = "",
		.help = "Try again what failed or was refused, and now what waits; or only what is selected",
		.hint = "try again",
		.hint_rank = 2,
		.flags = COMMAND_CHANGES_ACCOUNT,
		.run = run_retry,
		.ready = has_plan,
		.hinted = retry_helps,
	},
	UNDO_COMMAND(run_undo, can_undo, ask_undo),
	{
		.name = "problems",
		.args = "",
		.help = "List only what has not been done, or all",
		.hint = "problems/all",
		.hint_rank = 3,
		.run = run_problems,
		.ready = has_plan,
	},
	{
		.name = "filter",
		.args = "[QUERY]",
		.help = "Show only items that match: words, state:, verb:, error:, service:, …",
		.hint = "filter",
		.hint_rank = 3,
		.max_args = -1,
		.run = list_view_run_filter,
		.ready = has_plan,
	},
	{
		.name = "report",
		.args = "[FILE]",
		.help = "Write what came of what is selected, or shown, to a new file: .csv or .jsonl",
		.hint = "report",
		.hint_rank = 4,
		.max_args = 1,
		.run = run_report,
		.ready = has_plan,
	},
	{
		.name = "plans",
		.args = "",
		.help = "Show changes of earlier sessions that have not come to their end",
		.hint = "unfinished",
		.hint_rank = 4,
		.run = run_plans,
	},
	{
		.name = "open-message",
		.args = "",
		.help = "Show everything about the message",
		.run = run_open,
		.ready = has_plan,
	},
};

/* -- the view ---------------------------------------------------------------------------------- */

/* Only what belongs to services has a place. */
static void show_where(struct changes_view *view)
{
	const struct plan *plan = view->items.plan;
	bool has_place = plan && (plan->ops[OP_ADD_SENDER] || plan->ops[OP_REMOVE_SENDER] ||
				  plan->ops[OP_MOVE_SENDER]);

	if (!view->own_columns)
		table_set_columns_text(
			view->list.table,
			has_place ? "state,verb,what,where,why" : "state,verb,what,why", NULL);
}

/* Another plan than before is listed from its start. */
static void take_plan(struct changes_view *view)
{
	struct plan *plan = changes_plan(view->list.session->changes);

	if (plan == view->items.plan &&
	    (!plan || !(view->items.only_open || search_is_on(&view->list.search))))
		return;
	view->items.plan = plan;
	show_where(view);
	if (plan) {
		plan_names_want(view->list.session, plan);
		plan_names_take(view->list.session, plan);
	}
	table_reset(view->list.table);
	shell_work(view->list.base.shell);
}

static bool changes_open(struct view *base, int argc, const char *const *argv, struct error *err)
{
	struct changes_view *view = (struct changes_view *)base;

	(void)argc, (void)argv, (void)err;
	view->items.search = &view->list.search;
	view->own_columns =
		list_view_open(&view->list, &changes_items_source, &view->items, &changes_language);
	take_plan(view);
	return true;
}

static unsigned changes_result(struct view *base, const void *context)
{
	struct changes_view *view = (struct changes_view *)base;
	const struct news *news = context;

	if (news->kind == NEWS_LIST && view->items.plan)
		plan_names_take(view->list.session, view->items.plan);
	else if (news->kind == NEWS_CHANGES)
		take_plan(view);
	else
		return EFFECT_NONE;
	return EFFECT_REDRAW;
}

static const char *nothing_shown(const struct changes_view *view)
{
	if (table_count(view->list.table))
		return NULL;
	if (search_is_on(&view->list.search))
		return "Nothing matches. Esc shows all again.";
	return view->items.only_open ? "Everything was done." : NULL;
}

static void changes_draw(struct view *base, const struct pane *pane, unsigned levels)
{
	struct changes_view *view = (struct changes_view *)base;
	struct table_notice notice = {
		.role = STYLE_DIM,
		.text = "Nothing has been changed in this session.\n"
			"Select messages, then r redacts, D deletes, x cancels; a review comes first.\n"
			"o shows what earlier sessions have left unfinished.",
	};
	struct pane rest = *pane;
	uint32_t item;

	if (!(levels & LOOP_PRIMARY))
		return;
	if (view->items.plan) {
		struct pane head = pane_cut(&rest, changes_head_rows(view->list.session->changes,
								     pane->width));
		changes_draw_head(view->list.session->changes, &head);
		notice.text = nothing_shown(view);
		if (rest.height >= LIST_ROWS_MIN + CHANGES_FOOT_ROWS &&
		    table_cursor_row(view->list.table, &item)) {
			struct pane foot = pane_cut(&rest, -CHANGES_FOOT_ROWS);
			changes_draw_item(view->list.session->changes, item, &foot);
		}
	}
	list_view_draw(&view->list, &rest, &notice);
}

static void changes_status_line(struct view *base, struct bar *bar)
{
	search_status(&((struct list_view *)base)->search, bar);
}

static bool changes_escape(struct view *base)
{
	return search_escape(&((struct list_view *)base)->search);
}

const struct view_ops changes_view_ops = {
	.name = "changes",
	.title = "Changes",
	.help = "What is being done to the account, or was, and what came of it.",
	.size = sizeof(struct changes_view),
	.commands = commands,
	.command_count = ARRAY_SIZE(commands),
	.columns = changes_columns,
	.column_count = CHANGES_COLUMN_COUNT,
	.language = &changes_language,
	.open = changes_open,
	.close = list_view_close,
	.result = changes_result,
	.draw = changes_draw,
	.scopes = list_view_scopes,
	.status = changes_status_line,
	.escape = changes_escape,
	.work = list_view_work,
};
