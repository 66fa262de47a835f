/*
 * messages.c - the flat log: every message, newest first, sorted and filtered as one likes.
 */
#include <string.h>

#include "base/clock.h"
#include "base/mem.h"
#include "views/act.h"
#include "views/cells.h"
#include "views/message_export.h"
#include "views/message_list.h"
#include "views/query.h"
#include "views/reply.h"
#include "views/session.h"
#include "views/views.h"

struct messages_view {
	struct view base;
	struct message_list list;
	struct table *table;
	struct strbuf filter_text;
	struct strbuf filter_before; /* when the prompt was opened */
	struct prompt_history history;
};

/* -- filter ------------------------------------------------------------------------------------ */

/* Compiles and sets; on a mistake the old filter stays. `place` may be NULL. */
static bool set_filter(struct messages_view *view, const char *text, struct filter_place *place,
		       struct error *err)
{
	struct filter *filter = NULL;
	struct strbuf highlight = STRBUF_INIT(FILTER_TEXT_MAX * 4);

	if (*text) {
		filter = filter_compile(text, strlen(text), clock_now(), WHEN_LOCAL, place, err);
		if (!filter)
			return false;
	}
	if (view->list.session->beyond.asked) /* it was another query's */
		session_want_beyond(view->list.session, NULL);
	filter_free(view->list.filter);
	view->list.filter = filter;
	strbuf_reset(&view->filter_text);
	strbuf_addstr(&view->filter_text, text);
	query_highlight(text, &highlight);
	table_filter(view->table, filter != NULL, highlight.length ? highlight.data : NULL);
	strbuf_release(&highlight);
	shell_work(view->base.shell);
	return true;
}

static void filter_typed(void *context, const char *text)
{
	struct messages_view *view = context;
	struct filter_place place = { 0, 0 };
	struct error err = ERROR_INIT;

	if (!set_filter(view, text, &place, &err))
		shell_prompt_fault(view->base.shell, error_text(&err), place.offset, place.length);
	error_release(&err);
	shell_apply(view->base.shell, EFFECT_REDRAW);
}

/* The text was taken in as it was typed; giving up brings back the filter there was before. */
static void filter_done(void *context, const char *text)
{
	struct messages_view *view = context;
	const char *wanted = text ? text : view->filter_before.data;
	struct error err = ERROR_INIT;

	if (strcmp(wanted, view->filter_text.data) != 0 && !set_filter(view, wanted, NULL, &err))
		shell_error(view->base.shell, &err);
	error_release(&err);
	if (text)
		session_want_beyond(view->list.session, view->list.filter);
	shell_apply(view->base.shell, EFFECT_REDRAW);
}

static void filter_completions(void *context, const char *line, size_t length,
			       struct completion *completion)
{
	(void)context;
	query_complete(line, length, completion);
}

/* -- commands ---------------------------------------------------------------------------------- */

static unsigned run_filter(struct command_call *call)
{
	struct messages_view *view = call->target;

	if (call->argc > 1) {
		struct strbuf text = STRBUF_INIT(FILTER_TEXT_MAX);
		for (int i = 1; i < call->argc; i++)
			strbuf_addf(&text, "%s%s", i > 1 ? " " : "", call->argv[i]);
		bool good = set_filter(view, text.data, NULL, call->err);
		strbuf_release(&text);
		if (good)
			session_want_beyond(view->list.session, view->list.filter);
		return good ? EFFECT_REDRAW : EFFECT_FAILED;
	}
	strbuf_reset(&view->filter_before);
	strbuf_addstr(&view->filter_before, view->filter_text.data);
	shell_prompt(view->base.shell, &(struct shell_prompt){
					       .label = "/",
					       .initial = view->filter_text.data,
					       .history = &view->history,
					       .complete = filter_completions,
					       .changed = filter_typed,
					       .done = filter_done,
					       .context = view,
				       });
	return EFFECT_REDRAW;
}

static unsigned run_open(struct command_call *call)
{
	struct messages_view *view = call->target;
	uint32_t row;

	if (!table_cursor_row(view->table, &row))
		return EFFECT_NONE;
	return views_open_message(view->base.shell, view->list.session, row, call->err);
}

static unsigned run_copy_sid(struct command_call *call)
{
	struct messages_view *view = call->target;
	char text[SID_SIZE];
	uint32_t row;

	if (!table_cursor_row(view->table, &row))
		return EFFECT_NONE;
	struct sid sid = store_sid(view->list.session->store, row);
	sid_format(&sid, text);
	return views_copy(call, text, text, SID_LENGTH);
}

static unsigned run_conversation(struct command_call *call)
{
	struct messages_view *view = call->target;
	uint32_t row;

	if (!table_cursor_row(view->table, &row))
		return EFFECT_NONE;
	struct sid sid = store_sid(view->list.session->store, row);
	return views_open_conversation(view->base.shell, view->list.session,
				       store_contact_of(view->list.session->store, row), &sid,
				       call->err);
}

static bool any_row(void *target, const char **why)
{
	struct messages_view *view = target;

	*why = "There is no message here";
	return table_count(view->table) > 0;
}

static unsigned run_export(struct command_call *call)
{
	struct messages_view *view = call->target;

	return message_export(view->list.session, view->table, call);
}

/* redact, delete, cancel */
static unsigned run_change(struct command_call *call)
{
	struct messages_view *view = call->target;

	return act_on_messages(view->list.session, op_find(call->argv[0]), view->table,
			       view->filter_text.data, call->err);
}

static unsigned run_new(struct command_call *call)
{
	return reply_to_nobody(((struct messages_view *)call->target)->list.session, call->err);
}

static unsigned run_reply(struct command_call *call)
{
	struct messages_view *view = call->target;
	uint32_t row;

	if (!table_cursor_row(view->table, &row))
		return EFFECT_NONE;
	return reply_to_row(view->list.session, row, call->err);
}

static const struct command commands[] = {
	{
		.name = "open-message",
		.args = "",
		.help = "Show everything about the message",
		.hint = "open",
		.hint_rank = 1,
		.run = run_open,
		.ready = any_row,
	},
	{
		.name = "filter",
		.args = "[QUERY]",
		.help = "Show only messages that match: words, status:, error:, from:, since:, …",
		.hint = "filter",
		.hint_rank = 2,
		.max_args = -1,
		.run = run_filter,
	},
	{
		.name = "conversation",
		.args = "",
		.help = "Show the conversation that the message belongs to",
		.hint = "conversation",
		.hint_rank = 4,
		.run = run_conversation,
		.ready = any_row,
	},
	{
		.name = "copy-sid",
		.args = "",
		.help = "Copy the message's SID to the clipboard of your own machine (OSC 52)",
		.hint = "copy SID",
		.hint_rank = 5,
		.run = run_copy_sid,
		.ready = any_row,
	},
	EXPORT_COMMAND(run_export, "what is selected, or all that is shown,", any_row),
	ACT_COMMANDS(run_change, any_row),
	REPLY_COMMANDS(run_new, run_reply, any_row),
};

/* -- the view ---------------------------------------------------------------------------------- */

static void store_changed(const struct store_event *event, void *context)
{
	struct messages_view *view = context;

	switch (event->kind) {
	case STORE_EVENT_ADDED:
		table_row_added(view->table, event->row);
		break;
	case STORE_EVENT_CHANGED:
		table_row_changed(view->table, event->row);
		break;
	case STORE_EVENT_REMOVING:
		table_row_removed(view->table, event->row);
		break;
	case STORE_EVENT_REMOVED:
		break;
	case STORE_EVENT_CLEARED:
		table_reset(view->table);
		break;
	}
}

static void messages_close(struct view *base)
{
	struct messages_view *view = (struct messages_view *)base;

	store_unobserve(view->list.session->store, store_changed, view);
	table_free(view->table);
	if (view->list.filter)
		session_want_beyond(view->list.session, NULL);
	filter_free(view->list.filter);
	strbuf_release(&view->filter_text);
	strbuf_release(&view->filter_before);
	prompt_history_release(&view->history);
}

static bool messages_open(struct view *base, int argc, const char *const *argv, struct error *err)
{
	struct messages_view *view = (struct messages_view *)base;

	view->list.session = base->app;
	strbuf_init(&view->filter_text, FILTER_TEXT_MAX);
	strbuf_init(&view->filter_before, FILTER_TEXT_MAX);
	view->table =
		table_new(&message_list_source, message_columns, MESSAGE_COLUMN_COUNT, &view->list);
	views_choose_columns(view->list.session, base->ops, view->table);
	store_observe(view->list.session->store, store_changed, view);
	if (argc < 2 || set_filter(view, argv[1], NULL, err))
		return true;
	messages_close(base);
	return false;
}

static unsigned messages_result(struct view *base, const void *news)
{
	struct messages_view *view = (struct messages_view *)base;

	(void)news;
	if (table_busy(view->table))
		shell_work(base->shell);
	return EFFECT_REDRAW;
}

static bool messages_work(struct view *base, int64_t deadline_ns, unsigned *effects)
{
	struct messages_view *view = (struct messages_view *)base;
	bool changed = false;
	bool more = table_work(view->table, deadline_ns, &changed);

	if (changed)
		*effects |= EFFECT_REDRAW;
	return more;
}

static void messages_draw(struct view *base, const struct pane *pane, unsigned levels)
{
	struct messages_view *view = (struct messages_view *)base;
	struct table_notice notice;

	if (!(levels & LOOP_PRIMARY))
		return;
	views_list_notice(view->list.session, view->list.filter != NULL,
			  table_count(view->table) > 0, &notice);
	table_set_notice(view->table, &notice);
	views_stay_at_top(view->list.session, view->table);
	table_draw(view->table, pane, true);
}

static size_t messages_scopes(struct view *base, struct command_scope *scopes, size_t max)
{
	if (max < 1)
		return 0;
	scopes[0] = table_scope(((struct messages_view *)base)->table);
	return 1;
}

/* What memory does not reach and Twilio was asked for. */
static void add_beyond(const struct session_beyond *beyond, struct bar *bar)
{
	if (!beyond->asked)
		return;
	if (beyond->jobs[0] || beyond->jobs[1])
		bar_add(bar, STYLE_WAITING, 2, "asking Twilio for older ones…");
	else if (beyond->failed)
		bar_add(bar, STYLE_BAD, 2, "✗ older ones did not all come");
	else if (beyond->full)
		bar_add(bar, STYLE_WARNING, 2, "and some older ones, too many for memory");
	else
		bar_add(bar, STYLE_ACCENT, 2, "and all older ones from Twilio");
}

static void messages_status(struct view *base, struct bar *bar)
{
	struct messages_view *view = (struct messages_view *)base;
	size_t done, total;
	char text[COUNT_SIZE];

	views_add_selection(view->table, bar);
	if (view->list.filter) {
		count_format(table_count(view->table), text);
		bar_add(bar, STYLE_ACCENT, 1, "%s match", text);
		bar_add_foreign(bar, STYLE_MATCH, 2, view->filter_text.data,
				view->filter_text.length);
	}
	if (view->list.filter)
		add_beyond(&view->list.session->beyond, bar);
	table_progress(view->table, &done, &total);
	if (table_busy(view->table) && done < total)
		bar_add(bar, STYLE_WAITING, 2, "%zu %% looked at", done * 100 / total);
	if (table_rows_above(view->table) && table_cursor_rank(view->table)) {
		count_format(table_cursor_rank(view->table), text);
		bar_add(bar, STYLE_DIM, 5, "%s above", text);
	}
}

static bool messages_escape(struct view *base)
{
	struct messages_view *view = (struct messages_view *)base;

	if (table_selected(view->table))
		table_select_none(view->table);
	else if (view->list.filter)
		set_filter(view, "", NULL, NULL);
	else
		return false;
	return true;
}

/* Its query is what it is about: Esc leaves it. */
static bool traffic_escape(struct view *base)
{
	struct messages_view *view = (struct messages_view *)base;

	if (!table_selected(view->table))
		return false;
	table_select_none(view->table);
	return true;
}

static void messages_refresh(struct view *base)
{
	session_refresh(base->app);
}

const struct view_ops messages_view_ops = {
	.name = "messages",
	.title = "Messages",
	.help = "Every message, newest first. Sort by any column, filter with a query.",
	.size = sizeof(struct messages_view),
	.commands = commands,
	.command_count = ARRAY_SIZE(commands),
	.columns = message_columns,
	.column_count = MESSAGE_COLUMN_COUNT,
	.open = messages_open,
	.close = messages_close,
	.refresh = messages_refresh,
	.result = messages_result,
	.draw = messages_draw,
	.scopes = messages_scopes,
	.work = messages_work,
	.status = messages_status,
	.escape = messages_escape,
};

/* The same on top of what it was opened from: what one sender, or one service, sends and receives. */
const struct view_ops traffic_view_ops = {
	.name = "traffic",
	.title = "Traffic",
	.help = "The messages that match a query, on top of the screen that asked for them.",
	.size = sizeof(struct messages_view),
	.commands = commands,
	.command_count = ARRAY_SIZE(commands),
	.columns = message_columns,
	.column_count = MESSAGE_COLUMN_COUNT,
	.open = messages_open,
	.close = messages_close,
	.refresh = messages_refresh,
	.result = messages_result,
	.draw = messages_draw,
	.scopes = messages_scopes,
	.work = messages_work,
	.status = messages_status,
	.escape = traffic_escape,
};
