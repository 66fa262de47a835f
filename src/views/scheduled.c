/*
 * scheduled.c - the messages that wait for their time.
 *
 * The list cannot be asked for them: it knows no filter by status, and they have no date_sent. So
 * they come with the whole history, and the screen says how far that has been looked through. When one
 * will be sent the API never says; msgdeck knows it of those that it scheduled (scheduled_times.h), of
 * others only that it is at most 35 days after they were made.
 */
#include <string.h>

#include "base/clock.h"
#include "base/mem.h"
#include "views/act.h"
#include "views/cells.h"
#include "views/links.h"
#include "views/lists.h"
#include "views/message_export.h"
#include "views/reply.h"
#include "views/scheduled_list.h"
#include "views/search.h"
#include "views/views.h"

/* What every filter here begins with. */
#define ALWAYS "status:scheduled"

struct scheduled_view {
	struct view base;
	struct scheduled_list rows;
	struct table *table;
	struct search search;
	bool drawn;
	uint64_t opened_keys; /* loop_keys() when it was drawn first */
};

/* -- commands ---------------------------------------------------------------------------------- */

static unsigned run_filter(struct command_call *call)
{
	return search_command(&((struct scheduled_view *)call->target)->search, call);
}

static unsigned run_open(struct command_call *call)
{
	struct scheduled_view *view = call->target;
	uint32_t row;

	if (!table_cursor_row(view->table, &row))
		return EFFECT_NONE;
	return views_open_message(view->base.shell, view->rows.list.session, row, call->err);
}

static unsigned run_conversation(struct command_call *call)
{
	struct scheduled_view *view = call->target;
	uint32_t row;

	if (!table_cursor_row(view->table, &row))
		return EFFECT_NONE;
	struct sid sid = store_sid(view->rows.list.session->store, row);
	return views_open_conversation(view->base.shell, view->rows.list.session,
				       store_contact_of(view->rows.list.session->store, row), &sid,
				       call->err);
}

static unsigned run_links(struct command_call *call)
{
	struct scheduled_view *view = call->target;
	struct message message;
	uint32_t row;

	if (!table_cursor_row(view->table, &row))
		return EFFECT_NONE;
	store_get(view->rows.list.session->store, row, &message);
	return links_of_message(view->rows.list.session, &message);
}

static unsigned run_copy_sid(struct command_call *call)
{
	struct scheduled_view *view = call->target;
	char text[SID_SIZE];
	uint32_t row;

	if (!table_cursor_row(view->table, &row))
		return EFFECT_NONE;
	struct sid sid = store_sid(view->rows.list.session->store, row);
	sid_format(&sid, text);
	return views_copy(call, text, text, SID_LENGTH);
}

static unsigned run_new(struct command_call *call)
{
	return reply_to_nobody(((struct scheduled_view *)call->target)->rows.list.session,
			       call->err);
}

/* cancel, delete */
static unsigned run_change(struct command_call *call)
{
	struct scheduled_view *view = call->target;

	return act_on_messages(view->rows.list.session, op_find(call->argv[0]), view->table,
			       view->search.typed.data, call->err);
}

static bool any_row(void *target, const char **why)
{
	*why = "No message waits here";
	return table_count(((struct scheduled_view *)target)->table) > 0;
}

static unsigned run_export(struct command_call *call)
{
	struct scheduled_view *view = call->target;

	return message_export(view->rows.list.session, view->table, call);
}

static const struct command commands[] = {
	{
		.name = "open-message",
		.args = "",
		.help = "Show everything about the message",
		.hint = "open",
		.hint_rank = 2,
		.run = run_open,
		.ready = any_row,
	},
	{
		.name = "cancel",
		.args = "",
		.help = "Cancel what is selected; a review comes first",
		.hint = "cancel",
		.hint_rank = 1,
		.flags = COMMAND_CHANGES_ACCOUNT,
		.run = run_change,
		.ready = any_row,
	},
	{
		.name = "new",
		.args = "",
		.help = "Write a message, to be sent now or later",
		.hint = "new",
		.hint_rank = 2,
		.flags = COMMAND_CHANGES_ACCOUNT,
		.run = run_new,
	},
	{
		.name = "filter",
		.args = "[QUERY]",
		.help = "Show only what matches a query",
		.hint = "filter",
		.hint_rank = 3,
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
	LINKS_COMMAND(run_links, any_row),
};

/* -- the view ---------------------------------------------------------------------------------- */

static void store_changed(const struct store_event *event, void *context)
{
	struct scheduled_view *view = context;

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

/* A journal told more times: the order by them is another one. */
static void times_changed(void *context)
{
	struct scheduled_view *view = context;

	table_reset(view->table);
	shell_work(view->base.shell);
	shell_apply(view->base.shell, EFFECT_REDRAW);
}

static void scheduled_close(struct view *base)
{
	struct scheduled_view *view = (struct scheduled_view *)base;

	scheduled_times_free(view->rows.times);
	store_unobserve(view->rows.list.session->store, store_changed, view);
	table_free(view->table);
	search_release(&view->search);
}

static bool scheduled_open(struct view *base, int argc, const char *const *argv, struct error *err)
{
	struct scheduled_view *view = (struct scheduled_view *)base;
	struct list_id services = list_id(RESOURCE_SERVICES, NULL, NULL);

	view->rows.list.session = base->app;
	view->table = table_new(&message_list_source, scheduled_columns, SCHEDULED_COLUMN_COUNT,
				&view->rows);
	views_choose_columns(view->rows.list.session, base->ops, view->table);
	search_init(&view->search, base->shell, view->table);
	search_speak(&view->search, view->rows.list.session, &filter_messages);
	view->search.always = ALWAYS;
	view->rows.list.search = &view->search;
	store_observe(view->rows.list.session->store, store_changed, view);
	view->rows.times = scheduled_times_new(view->rows.list.session, times_changed, view);
	/* What goes next comes first. */
	table_sort(view->table, table_column_index(view->table, "due"), false);
	lists_want(view->rows.list.session, &services);
	if (search_set(&view->search, argc > 1 ? argv[1] : "", NULL, err))
		return true;
	scheduled_close(base);
	return false;
}

static unsigned scheduled_result(struct view *base, const void *context)
{
	struct scheduled_view *view = (struct scheduled_view *)base;
	const struct news *news = context;

	if (news->kind == NEWS_CHANGES)
		scheduled_times_update(view->rows.times);
	search_news(&view->search, news);
	if (table_busy(view->table))
		shell_work(base->shell);
	return EFFECT_REDRAW;
}

static bool scheduled_work(struct view *base, int64_t deadline_ns, unsigned *effects)
{
	struct scheduled_view *view = (struct scheduled_view *)base;
	bool changed = false;
	bool more = table_work(view->table, deadline_ns, &changed);

	if (changed)
		*effects |= EFFECT_REDRAW;
	return more;
}

static void set_notice(struct scheduled_view *view)
{
	const struct session *session = view->rows.list.session;
	bool filtered = search_is_on(&view->search);
	struct table_notice notice = { .role = STYLE_DIM };

	views_list_notice(session, true, table_count(view->table) > 0, &notice);
	if (!table_count(view->table) && !table_busy(view->table) &&
	    (session->history == HISTORY_COMPLETE || session->history == HISTORY_UNSENT))
		notice.text = filtered ? "No scheduled message matches. Esc shows all again."
				       : "No message waits for its time.\n"
					 "n writes one; a messaging service can keep it for up to "
					 "35 days.";
	else if (!table_count(view->table) && session->history == HISTORY_LOADING)
		notice.text = "No scheduled message so far; older ones are still loading.";
	table_set_notice(view->table, &notice);
}

static void scheduled_draw(struct view *base, const struct pane *pane, unsigned levels)
{
	struct scheduled_view *view = (struct scheduled_view *)base;

	if (!(levels & LOOP_PRIMARY))
		return;
	if (!view->drawn)
		view->opened_keys = loop_keys(view->rows.list.session->loop);
	view->drawn = true;
	/* What goes next is on top, and so is the cursor until a key moves it. */
	if (loop_keys(view->rows.list.session->loop) == view->opened_keys &&
	    table_count(view->table))
		table_go(view->table, 0);
	set_notice(view);
	table_draw(view->table, pane, true);
}

static size_t scheduled_scopes(struct view *base, struct command_scope *scopes, size_t max)
{
	if (max < 1)
		return 0;
	scopes[0] = table_scope(((struct scheduled_view *)base)->table);
	return 1;
}

/* "12 scheduled · looked through 30,000 messages, back to 24 Oct 2025". */
static void scheduled_status(struct view *base, struct bar *bar)
{
	struct scheduled_view *view = (struct scheduled_view *)base;
	const struct session *session = view->rows.list.session;
	char count[COUNT_SIZE], day[WHEN_SIZE];

	views_add_selection(view->table, bar);
	count_format(table_count(view->table), count);
	bar_add(bar, STYLE_TEXT, 1, "%s scheduled", count);
	if (search_is_on(&view->search))
		bar_add_foreign(bar, STYLE_ACCENT, 2, view->search.typed.data,
				view->search.typed.length);
	if (session->history == HISTORY_COMPLETE) {
		bar_add(bar, STYLE_DIM, 3, "looked through all messages");
	} else if (session->history_oldest && session->history_oldest != DATE_NONE) {
		when_day(session->history_oldest, clock_now(), WHEN_LOCAL, day);
		bar_add(bar, STYLE_WAITING, 3, "looked back to %s so far", day);
	}
}

static bool scheduled_escape(struct view *base)
{
	struct scheduled_view *view = (struct scheduled_view *)base;

	if (!table_selected(view->table))
		return search_escape(&view->search);
	table_select_none(view->table);
	return true;
}

static void scheduled_refresh(struct view *base)
{
	struct scheduled_view *view = (struct scheduled_view *)base;
	struct list_id services = list_id(RESOURCE_SERVICES, NULL, NULL);

	lists_refresh(view->rows.list.session, &services);
	session_refresh(view->rows.list.session);
}

static const struct marks *scheduled_marks(const struct view *base)
{
	return &((const struct scheduled_view *)base)->search.marks;
}

const struct view_ops scheduled_view_ops = {
	.name = "scheduled",
	.title = "Scheduled",
	.help = "The messages that wait for their time.",
	.size = sizeof(struct scheduled_view),
	.commands = commands,
	.command_count = ARRAY_SIZE(commands),
	.columns = scheduled_columns,
	.column_count = SCHEDULED_COLUMN_COUNT,
	.open = scheduled_open,
	.close = scheduled_close,
	.refresh = scheduled_refresh,
	.result = scheduled_result,
	.draw = scheduled_draw,
	.scopes = scheduled_scopes,
	.work = scheduled_work,
	.status = scheduled_status,
	.escape = scheduled_escape,
	.marks = scheduled_marks,
};
