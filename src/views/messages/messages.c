/*
 * messages.c - the flat log: every message, newest first, sorted and filtered as one likes.
 */
#include "base/clock.h"
#include "base/date.h"
#include "base/mem.h"
#include "model/when.h"
#include "views/changes/act.h"
#include "views/compose/reply.h"
#include "views/links.h"
#include "views/list/cells.h"
#include "views/list/list_export.h"
#include "views/messages/handout.h"
#include "views/messages/message_list_view.h"
#include "views/views.h"

struct messages_view {
	struct message_list_view messages;
	bool meant;                 /* the query is not on its way of being typed */
	enum history_state history; /* when it was asked for beyond the cache */
};

/* -- commands ---------------------------------------------------------------------------------- */

static bool any_row(void *target, const char **why)
{
	struct message_list_view *view = target;

	*why = "There is no message here";
	return table_count(view->list.table) > 0;
}

/* copy, pager, editor, pipe */
static unsigned run_handout(struct command_call *call)
{
	struct message_list_view *view = call->target;
	struct message_choice choice;

	message_choice_table(view->list.table, CHOICE_ELSE_CURSOR, &choice);
	return handout(view->list.session, &choice, call);
}

static unsigned run_reply(struct command_call *call)
{
	struct message_list_view *view = call->target;
	uint32_t row;

	if (!table_cursor_row(view->list.table, &row))
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
		.run = message_list_run_open,
		.ready = any_row,
	},
	FILTER_COMMAND(2,
		       "Show only messages that match: words, status:, error:, from:, since:, …"),
	MESSAGE_COMMAND_CONVERSATION(any_row),
	MESSAGE_COMMAND_COPY_SID(any_row),
	EXPORT_COMMAND(message_list_run_export, EXPORT_SHOWN, any_row),
	HANDOUT_LIST_COMMANDS(run_handout, any_row),
	ACT_COMMANDS(message_list_run_change, any_row),
	REPLY_COMMANDS(message_list_run_new, run_reply, any_row),
	LINKS_COMMAND(message_list_run_links, any_row),
};

/* -- the view ---------------------------------------------------------------------------------- */

static void want_beyond(struct messages_view *view)
{
	struct list_view *list = &view->messages.list;

	view->history = list->session->history;
	session_want_beyond(list->session, view, list->search.filter);
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
	session_forget_beyond(base->app, base);
	message_list_close(base);
}

static bool messages_open(struct view *base, int argc, const char *const *argv, struct error *err)
{
	struct messages_view *view = (struct messages_view *)base;
	struct search *search = &view->messages.list.search;

	message_list_open(&view->messages);
	search->taken = query_taken;
	search->context = view;
	if (argc < 2)
		return true;
	if (!search_set(search, argv[1], NULL, err)) {
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
	const struct list_view *list = &view->messages.list;

	if (view->meant && list->search.filter && list->session->beyond.owner != view)
		want_beyond(view);
}

/* How far back the cache reaches is known once the history has come. */
static bool reaches_differently(const struct messages_view *view)
{
	const struct list_view *list = &view->messages.list;
	const struct session *session = list->session;

	return list->base.shown && view->meant && list->search.filter &&
	       view->history != session->history && !session->beyond.stopped &&
	       !session->beyond.failed;
}

static unsigned messages_result(struct view *base, const void *news)
{
	struct messages_view *view = (struct messages_view *)base;
	unsigned effects = list_view_result(base, news);

	if (reaches_differently(view))
		want_beyond(view);
	return effects;
}

static void messages_draw(struct view *base, const struct pane *pane, unsigned levels)
{
	struct message_list_view *view = (struct message_list_view *)base;
	struct table_notice notice;

	if (!(levels & LOOP_PRIMARY))
		return;
	views_list_notice(view->list.session, search_is_on(&view->list.search),
			  table_count(view->list.table) > 0, &notice);
	views_stay_at_top(view->list.session, view->list.table);
	list_view_draw(&view->list, pane, &notice);
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
	struct message_list_view *view = (struct message_list_view *)base;
	char text[COUNT_SIZE];

	list_view_status(base, bar);
	if (view->list.session->beyond.owner == view)
		add_beyond(view->list.session, bar);
	if (table_rows_above(view->list.table) && table_cursor_rank(view->list.table)) {
		count_format(table_cursor_rank(view->list.table), text);
		bar_add(bar, STYLE_DIM, 5, "%s above", text);
	}
}

/* Its query is what it is about: Esc leaves it. */
static bool traffic_escape(struct view *base)
{
	struct list_view *view = (struct list_view *)base;

	if (view->session->beyond.owner == view && session_asks_beyond(view->session)) {
		session_stop_beyond(view->session);
		return true;
	}
	if (!table_selected(view->table))
		return false;
	table_select_none(view->table);
	return true;
}

static bool messages_escape(struct view *base)
{
	return traffic_escape(base) || search_escape(&((struct list_view *)base)->search);
}

static void messages_refresh(struct view *base)
{
	session_refresh(base->app);
}

static const char *messages_query(const struct view *base)
{
	const struct search *search = &((const struct list_view *)base)->search;

	return search_is_on(search) ? search->typed.data : NULL;
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
	.language = &filter_messages,
	.open = messages_open,
	.close = messages_close,
	.show = messages_show,
	.refresh = messages_refresh,
	.result = messages_result,
	.draw = messages_draw,
	.scopes = list_view_scopes,
	.work = list_view_work,
	.status = messages_status,
	.escape = messages_escape,
	.marks = list_view_marks,
	.query = messages_query,
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
	.language = &filter_messages,
	.open = messages_open,
	.close = messages_close,
	.show = messages_show,
	.refresh = messages_refresh,
	.result = messages_result,
	.draw = messages_draw,
	.scopes = list_view_scopes,
	.work = list_view_work,
	.status = messages_status,
	.escape = traffic_escape,
	.marks = list_view_marks,
	.query = messages_query,
};
