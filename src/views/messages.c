/*
 * messages.c - the flat log: every message, newest first, sorted and filtered as one likes.
 */
#include <string.h>

#include "base/clock.h"
#include "base/date.h"
#include "base/mem.h"
#include "model/when.h"
#include "views/act.h"
#include "views/cells.h"
#include "views/handout.h"
#include "views/links.h"
#include "views/message_export.h"
#include "views/message_list.h"
#include "views/reply.h"
#include "views/search.h"
#include "views/session.h"
#include "views/views.h"

struct messages_view {
	struct view base;
	struct message_list list;
	struct table *table;
	struct search search;
	bool meant;                 /* the query is not on its way of being typed */
	enum history_state history; /* when it was asked for beyond the cache */
};

/* -- commands ---------------------------------------------------------------------------------- */

static unsigned run_filter(struct command_call *call)
{
	return search_command(&((struct messages_view *)call->target)->search, call);
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

/* copy, pager, editor, pipe */
static unsigned run_handout(struct command_call *call)
{
	struct messages_view *view = call->target;
	struct message_choice choice;

	message_choice_table(view->table, CHOICE_ELSE_CURSOR, &choice);
	return handout(view->list.session, &choice, call);
}

/* redact, delete, cancel */
static unsigned run_change(struct command_call *call)
{
	struct messages_view *view = call->target;

	return act_on_messages(view->list.session, op_find(call->argv[0]), view->table,
			       view->search.typed.data, call->err);
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

static unsigned run_links(struct command_call *call)
{
	struct messages_view *view = call->target;
	struct message message;
	uint32_t row;

	if (!table_cursor_row(view->table, &row))
		return EFFECT_NONE;
	store_get(view->list.session->store, row, &message);
	return links_of_message(view->list.session, &message);
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
	EXPORT_COMMAND(run_export, EXPORT_SHOWN, any_row),
	HANDOUT_LIST_COMMANDS(run_handout, any_row),
	ACT_COMMANDS(run_change, any_row),
	REPLY_COMMANDS(run_new, run_reply, any_row),
	LINKS_COMMAND(run_links, any_row),
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

static void want_beyond(struct messages_view *view)
{
	view->history = view->list.session->history;
	session_want_beyond(view->list.session, view, view->search.filter);
}

/* What is typed may still become the query that there was before. */
static void query_taken(void *context, bool done)
{
	struct messages_view *view = context;

	view->meant = done;
	if (done)
		want_beyond(view);
}

static void messages_close(struct view *base)
{
	struct messages_view *view = (struct messages_view *)base;

	store_unobserve(view->list.session->store, store_changed, view);
	table_free(view->table);
	session_forget_beyond(view->list.session, view);
	search_release(&view->search);
}

static bool messages_open(struct view *base, int argc, const char *const *argv, struct error *err)
{
	struct messages_view *view = (struct messages_view *)base;

	view->list.session = base->app;
	view->table =
		table_new(&message_list_source, message_columns, MESSAGE_COLUMN_COUNT, &view->list);
	views_choose_columns(view->list.session, base->ops, view->table);
	search_init(&view->search, base->shell, view->table);
	search_speak(&view->search, view->list.session, &filter_messages);
	view->search.taken = query_taken;
	view->search.context = view;
	view->list.search = &view->search;
	store_observe(view->list.session->store, store_changed, view);
	if (argc < 2)
		return true;
	if (!search_set(&view->search, argv[1], NULL, err)) {
		messages_close(base);
		return false;
	}
	view->meant = true;
	return true;
}

/* Another screen's query may have taken the place of this one's. */
static void messages_show(struct view *base)
{
	struct messages_view *view = (struct messages_view *)base;

	if (view->meant && view->search.filter && view->list.session->beyond.owner != view)
		want_beyond(view);
}

/* How far back the cache reaches is known once the history has come. */
static bool reaches_differently(const struct messages_view *view)
{
	const struct session *session = view->list.session;

	return view->base.shown && view->meant && view->search.filter &&
	       view->history != session->history && !session->beyond.stopped &&
	       !session->beyond.failed;
}

static unsigned messages_result(struct view *base, const void *news)
{
	struct messages_view *view = (struct messages_view *)base;

	search_news(&view->search, news);
	if (reaches_differently(view))
		want_beyond(view);
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
	views_list_notice(view->list.session, search_is_on(&view->search),
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

/* What the cache does not reach and Twilio was asked for. */
static void add_beyond(const struct session *session, struct bar *bar)
{
	const struct session_beyond *beyond = &session->beyond;
	int64_t reached = session_beyond_reached(session);
	char day[WHEN_SIZE] = "", count[COUNT_SIZE];

	if (!beyond->asked)
		return;
	count_format(beyond->count, count);
	if (reached != INT64_MAX && reached != DATE_NONE)
		when_day(reached, clock_now(), WHEN_LOCAL, day);
	if (session_asks_beyond(session))
		bar_add(bar, STYLE_WAITING, 2, "asking Twilio for older ones: %s%s%s; Esc stops",
			count, *day ? ", back to " : "", day);
	else if (beyond->stopped)
		bar_add(bar, STYLE_WARNING, 2, "stopped: older ones %s%s (/ Enter goes on)",
			*day ? "back to " : "in part", day);
	else if (beyond->failed)
		bar_add(bar, STYLE_BAD, 2, "✗ older ones did not all come (/ Enter: again)");
	else if (beyond->full)
		bar_add(bar, STYLE_WARNING, 2, "and some older ones, too many for memory");
	else
		bar_add(bar, STYLE_ACCENT, 2, "and all older ones from Twilio");
}

static void messages_status(struct view *base, struct bar *bar)
{
	struct messages_view *view = (struct messages_view *)base;
	char text[COUNT_SIZE];

	views_add_selection(view->table, bar);
	search_status(&view->search, bar);
	if (view->list.session->beyond.owner == view)
		add_beyond(view->list.session, bar);
	if (table_rows_above(view->table) && table_cursor_rank(view->table)) {
		count_format(table_cursor_rank(view->table), text);
		bar_add(bar, STYLE_DIM, 5, "%s above", text);
	}
}

/* Its query is what it is about: Esc leaves it. */
static bool traffic_escape(struct view *base)
{
	struct messages_view *view = (struct messages_view *)base;
	struct session *session = view->list.session;

	if (session->beyond.owner == view && session_asks_beyond(session)) {
		session_stop_beyond(session);
		return true;
	}
	if (!table_selected(view->table))
		return false;
	table_select_none(view->table);
	return true;
}

static bool messages_escape(struct view *base)
{
	return traffic_escape(base) || search_escape(&((struct messages_view *)base)->search);
}

static const struct marks *messages_marks(const struct view *base)
{
	return &((const struct messages_view *)base)->search.marks;
}

static void messages_refresh(struct view *base)
{
	session_refresh(base->app);
}

const char *messages_query(const struct view *base)
{
	const struct messages_view *view = (const struct messages_view *)base;

	if (!base || (base->ops != &messages_view_ops && base->ops != &traffic_view_ops) ||
	    !search_is_on(&view->search))
		return NULL;
	return view->search.typed.data;
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
	.show = messages_show,
	.refresh = messages_refresh,
	.result = messages_result,
	.draw = messages_draw,
	.scopes = messages_scopes,
	.work = messages_work,
	.status = messages_status,
	.escape = messages_escape,
	.marks = messages_marks,
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
	.show = messages_show,
	.refresh = messages_refresh,
	.result = messages_result,
	.draw = messages_draw,
	.scopes = messages_scopes,
	.work = messages_work,
	.status = messages_status,
	.escape = traffic_escape,
	.marks = messages_marks,
};
