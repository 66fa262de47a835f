/*
 * changes_view.c - what is being done to the account, or was: progress, and each item with what came
 * of it and why.
 */
#include <string.h>

#include "base/mem.h"
#include "base/text.h"
#include "views/cells.h"
#include "views/changes.h"
#include "views/changes_page.h"
#include "views/changes_report.h"
#include "views/session.h"
#include "views/views.h"
#include "views/writer.h"

/* The list keeps so many rows before the sentence below it goes. */
#define LIST_ROWS_MIN 6

struct changes_view {
	struct view base;
	struct session *session;
	struct table *table;
	struct plan *plan; /* the one that the table shows */
	bool only_open;    /* what was done is not listed */
	bool own_columns;  /* the operator chose which are shown */
};

/* -- source: a row is an item of the plan ------------------------------------------------------ */

static struct plan *plan_of(void *data)
{
	return ((struct changes_view *)data)->plan;
}

static size_t source_count(void *data)
{
	return plan_of(data) ? plan_of(data)->items.count : 0;
}

static uint32_t source_at(void *data, size_t rank)
{
	(void)data;
	return (uint32_t)rank;
}

static size_t source_rank(void *data, uint32_t item)
{
	(void)data;
	return item;
}

static uint64_t source_key(void *data, uint32_t item)
{
	(void)data;
	return (uint64_t)item + 1;
}

static bool source_find(void *data, uint64_t key, uint32_t *item)
{
	*item = (uint32_t)(key - 1);
	return *item < source_count(data);
}

static int source_compare(void *data, uint32_t a, uint32_t b)
{
	(void)data;
	return (a > b) - (a < b);
}

static bool source_match(void *data, uint32_t item)
{
	uint8_t state = plan_of(data)->items.items[item].state;

	return state != ITEM_DONE && state != ITEM_LEFT;
}

static const struct table_source source = {
	.count = source_count,
	.at = source_at,
	.rank = source_rank,
	.key = source_key,
	.find = source_find,
	.compare = source_compare,
	.match = source_match,
};

/* -- columns ----------------------------------------------------------------------------------- */

static const struct plan_item *item_of(void *data, uint32_t item)
{
	return &plan_of(data)->items.items[item];
}

static const struct {
	const char *mark;
	const char *word;
	enum style_role role;
} states[ITEM_STATES] = {
	[ITEM_READY] = { " ", "to do", STYLE_DIM },
	[ITEM_WAITING] = { "…", "waits", STYLE_WAITING },
	[ITEM_INTENDED] = { "→", "going out", STYLE_TEXT },
	[ITEM_SENT] = { "→", "sent", STYLE_TEXT },
	[ITEM_DONE] = { "✓", "done", STYLE_GOOD },
	[ITEM_LEFT] = { "✓", "left alone", STYLE_DIM },
	[ITEM_REFUSED] = { "✗", "refused", STYLE_BAD },
	[ITEM_FAILED] = { "✗", "failed", STYLE_BAD },
	[ITEM_UNKNOWN] = { "?", "unknown", STYLE_WARNING },
};

static void what_text(void *data, uint32_t item, struct strbuf *out, enum style_role *role)
{
	(void)role;
	plan_add_label(plan_of(data), item, out);
}

static void sid_text(void *data, uint32_t item, struct strbuf *out, enum style_role *role)
{
	char text[SID_SIZE];

	(void)role;
	sid_format(&item_of(data, item)->sid, text);
	strbuf_addstr(out, text);
}

/* Where the sender of a move is, and the service that anything else belongs to. */
static void where_text(void *data, uint32_t item, struct strbuf *out, enum style_role *role)
{
	const struct plan_detail *detail = plan_detail(plan_of(data), item);

	if (!detail)
		return;
	if (item_of(data, item)->op == OP_MOVE_SENDER) {
		if (detail->place == PLACE_NEITHER || detail->place == PLACE_UNKNOWN)
			*role = STYLE_WARNING;
		plan_add_place(plan_of(data), item, out);
	} else if (detail->of.kind == SID_MG) {
		plan_add_service(plan_of(data), &detail->of, out);
	}
}

static void state_text(void *data, uint32_t item, struct strbuf *out, enum style_role *role)
{
	uint8_t state = item_of(data, item)->state;

	*role = states[state].role;
	strbuf_addf(out, "%s %s", states[state].mark, states[state].word);
}

static int state_compare(void *data, uint32_t a, uint32_t b)
{
	return (int)item_of(data, a)->state - (int)item_of(data, b)->state;
}

/* "move-sender": what it is done to stands beside it. */
static void verb_text(void *data, uint32_t item, struct strbuf *out, enum style_role *role)
{
	const char *name = op_verb((enum op)item_of(data, item)->op)->name;

	(void)role;
	strbuf_add(out, name, strcspn(name, "-"));
}

static void why_text(void *data, uint32_t number, struct strbuf *out, enum style_role *role)
{
	const struct plan_item *item = item_of(data, number);

	*role = states[item->state].role;
	if (item->why == WHY_NONE || item->state == ITEM_DONE)
		return;
	if (item->code)
		strbuf_addf(out, "%d ", item->code);
	strbuf_addstr(out, op_why_words((enum op_why)item->why));
}

static const struct table_column columns[] = {
	{
		.name = "state",
		.title = "STATE",
		.help = "How far it is",
		.width = 12,
		.rank = 1,
		.text = state_text,
		.compare = state_compare,
	},
	{
		.name = "verb",
		.title = "VERB",
		.help = "What is done",
		.width = 6,
		.rank = 3,
		.text = verb_text,
	},
	{
		.name = "what",
		.title = "WHAT",
		.help = "The message, sender or service: its name, or its identifier",
		.width = 34,
		.rank = 2,
		.text = what_text,
	},
	{
		.name = "where",
		.title = "WHERE",
		.help = "The service that it belongs to; of a move, where the sender is now",
		.width = 16,
		.rank = 4,
		.hidden = true,
		.text = where_text,
	},
	{
		.name = "sid",
		.title = "SID",
		.help = "Its identifier",
		.width = 34,
		.rank = 5,
		.hidden = true,
		.text = sid_text,
	},
	{
		.name = "why",
		.title = "WHY",
		.help = "What Twilio said, and what to do",
		.width = 16,
		.weight = 1,
		.rank = 1,
		.text = why_text,
	},
};

/* -- commands ---------------------------------------------------------------------------------- */

static struct runner *runner_of(const struct changes_view *view)
{
	return changes_runner(view->session->changes);
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
	return ((struct changes_view *)target)->plan != NULL;
}

static void go_on(const struct changes_view *view)
{
	runner_resume(runner_of(view));
	changes_tell_again(view->session->changes);
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

static unsigned run_retry(struct command_call *call)
{
	struct changes_view *view = call->target;
	struct runner_progress progress;

	runner_progress(runner_of(view), &progress);
	if (progress.state == RUNNER_PAUSED || progress.stopped)
		go_on(view);
	changes_tell_again(view->session->changes);
	size_t count = runner_retry(runner_of(view));
	runner_hurry(runner_of(view));
	strbuf_addf(&call->message, "%zu tried again", count + progress.ready + progress.waiting);
	return EFFECT_REDRAW;
}

static bool can_undo(void *target, const char **why)
{
	struct changes_view *view = target;

	*why = "Only moves of senders can be taken back";
	if (!view->plan || !view->plan->ops[OP_MOVE_SENDER])
		return false;
	*why = "Stop the changes first (S), then take them back";
	return state_of(view) == RUNNER_ENDED;
}

static void ask_undo(const struct command_call *call, struct strbuf *text)
{
	(void)call;
	strbuf_addstr(text, "Take the moves back? Senders that have left the service they were in "
			    "return to it, and what was not begun is left alone.");
}

static unsigned run_undo(struct command_call *call)
{
	struct changes_view *view = call->target;

	changes_tell_again(view->session->changes);
	size_t count = runner_take_back(runner_of(view));
	strbuf_addf(&call->message, "%zu go%s back where %s", count, count == 1 ? "es" : "",
		    count == 1 ? "it was" : "they were");
	return EFFECT_REDRAW;
}

static unsigned run_problems(struct command_call *call)
{
	struct changes_view *view = call->target;

	view->only_open = !view->only_open;
	table_filter(view->table, view->only_open, NULL);
	return EFFECT_REDRAW;
}

static unsigned run_report(struct command_call *call)
{
	struct changes_view *view = call->target;

	if (call->argc == 1)
		writer_ask(view->session, "report", "changes.csv");
	else if (!changes_report(view->session, view->plan, call->argv[1], call->err))
		return EFFECT_FAILED;
	return EFFECT_REDRAW;
}

static unsigned run_open(struct command_call *call)
{
	struct changes_view *view = call->target;
	char text[SID_SIZE];
	const char *argv[] = { "message", text };
	uint32_t item;

	if (!table_cursor_row(view->table, &item))
		return EFFECT_NONE;
	const struct sid *sid = &item_of(view, item)->sid;
	if (sid->kind != SID_SM && sid->kind != SID_MM) {
		error_set(call->err, ERROR_USAGE, "There is no message here");
		return EFFECT_FAILED;
	}
	sid_format(sid, text);
	return shell_open(view->base.shell, 2, argv, call->err) ? EFFECT_REDRAW : EFFECT_FAILED;
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
		.help = "Try again what failed or was refused, and now what waits",
		.hint = "try again",
		.hint_rank = 2,
		.flags = COMMAND_CHANGES_ACCOUNT,
		.run = run_retry,
		.ready = has_plan,
	},
	{
		.name = "undo",
		.args = "",
		.help = "Take moves back: senders return to the services that they came from",
		.hint = "take back",
		.hint_rank = 3,
		.flags = COMMAND_CHANGES_ACCOUNT | COMMAND_CONFIRM,
		.question = ask_undo,
		.run = run_undo,
		.ready = can_undo,
	},
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
		.name = "report",
		.args = "[FILE]",
		.help = "Write what came of each item to a new file: .csv or .jsonl",
		.hint = "report",
		.hint_rank = 4,
		.max_args = 1,
		.run = run_report,
		.ready = has_plan,
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
	const struct plan *plan = view->plan;
	bool has_place = plan && (plan->ops[OP_ADD_SENDER] || plan->ops[OP_REMOVE_SENDER] ||
				  plan->ops[OP_MOVE_SENDER]);

	if (!view->own_columns)
		table_set_columns_text(
			view->table,
			has_place ? "state,verb,what,where,why" : "state,verb,what,why", NULL);
}

/* Another plan than before is listed from its start. */
static void take_plan(struct changes_view *view)
{
	struct plan *plan = changes_plan(view->session->changes);

	if (plan == view->plan && (!plan || !view->only_open))
		return;
	view->plan = plan;
	show_where(view);
	table_reset(view->table);
	shell_work(view->base.shell);
}

static bool changes_open(struct view *base, int argc, const char *const *argv, struct error *err)
{
	struct changes_view *view = (struct changes_view *)base;

	(void)argc, (void)argv, (void)err;
	view->session = base->app;
	view->table = table_new(&source, columns, ARRAY_SIZE(columns), view);
	view->own_columns = views_choose_columns(view->session, base->ops, view->table);
	take_plan(view);
	return true;
}

static void changes_close(struct view *base)
{
	table_free(((struct changes_view *)base)->table);
}

static unsigned changes_result(struct view *base, const void *context)
{
	const struct news *news = context;

	if (news->kind != NEWS_CHANGES)
		return EFFECT_NONE;
	take_plan((struct changes_view *)base);
	return EFFECT_REDRAW;
}

static bool changes_work(struct view *base, int64_t deadline_ns, unsigned *effects)
{
	struct changes_view *view = (struct changes_view *)base;
	bool changed = false;
	bool more = table_work(view->table, deadline_ns, &changed);

	if (changed)
		*effects |= EFFECT_REDRAW;
	return more;
}

static void changes_draw(struct view *base, const struct pane *pane, unsigned levels)
{
	struct changes_view *view = (struct changes_view *)base;
	struct table_notice notice = {
		.role = STYLE_DIM,
		.text = "Nothing has been changed in this session.\n"
			"Select messages, then r redacts, D deletes, x cancels; a review comes first.",
	};
	struct pane rest = *pane;
	uint32_t item;

	if (!(levels & LOOP_PRIMARY))
		return;
	if (view->plan) {
		struct pane head = pane_cut(&rest, CHANGES_HEAD_ROWS);
		changes_draw_head(view->session->changes, &head);
		notice.text = view->only_open && !table_count(view->table) ? "Everything was done."
									   : NULL;
		if (rest.height >= LIST_ROWS_MIN + CHANGES_FOOT_ROWS &&
		    table_cursor_row(view->table, &item)) {
			struct pane foot = pane_cut(&rest, -CHANGES_FOOT_ROWS);
			changes_draw_item(view->plan, item, &foot);
		}
	}
	table_set_notice(view->table, &notice);
	table_draw(view->table, &rest, true);
}

static size_t changes_scopes(struct view *base, struct command_scope *scopes, size_t max)
{
	if (max < 1)
		return 0;
	scopes[0] = table_scope(((struct changes_view *)base)->table);
	return 1;
}

const struct view_ops changes_view_ops = {
	.name = "changes",
	.title = "Changes",
	.help = "What is being done to the account, or was, and what came of it.",
	.size = sizeof(struct changes_view),
	.commands = commands,
	.command_count = ARRAY_SIZE(commands),
	.columns = columns,
	.column_count = ARRAY_SIZE(columns),
	.open = changes_open,
	.close = changes_close,
	.result = changes_result,
	.draw = changes_draw,
	.scopes = changes_scopes,
	.work = changes_work,
};
