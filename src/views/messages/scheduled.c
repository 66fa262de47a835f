/*
 * scheduled.c - the messages that wait for their time.
 *
 * The list cannot be asked for them: it knows no filter by status, and they have no date_sent. So
 * they come with the whole history, and the screen says how far that has been looked through. When one
 * will be sent the API never says; msgdeck knows it of those that it scheduled (scheduled_times.h), of
 * others only that it is at most 35 days after they were made.
 */
#include <stdlib.h>

#include "base/clock.h"
#include "base/mem.h"
#include "views/links.h"
#include "views/list/cells.h"
#include "views/list/list_export.h"
#include "views/messages/message_list_view.h"
#include "views/messages/scheduled_list.h"
#include "views/views.h"

/* What every filter here begins with. */
#define ALWAYS "status:scheduled"

struct scheduled_view {
	struct message_list_view messages;
	bool drawn;
	uint64_t opened_keys; /* loop_keys() when it was drawn first */
};

/* -- commands ---------------------------------------------------------------------------------- */

static bool any_row(void *target, const char **why)
{
	*why = "No message waits here";
	return table_count(((struct scheduled_view *)target)->messages.list.table) > 0;
}

static const struct command commands[] = {
	{
		.name = "open-message",
		.args = "",
		.help = "Show everything about the message",
		.hint = "open",
		.hint_rank = 2,
		.run = message_list_run_open,
		.ready = any_row,
	},
	{
		.name = "cancel",
		.args = "",
		.help = "Cancel what is selected; a review comes first",
		.hint = "cancel",
		.hint_rank = 1,
		.flags = COMMAND_CHANGES_ACCOUNT,
		.run = message_list_run_change,
		.ready = any_row,
	},
	{
		.name = "new",
		.args = "",
		.help = "Write a message, to be sent now or later",
		.hint = "new",
		.hint_rank = 2,
		.flags = COMMAND_CHANGES_ACCOUNT,
		.run = message_list_run_new,
	},
	FILTER_COMMAND(3, "Show only what matches a query"),
	MESSAGE_COMMAND_CONVERSATION(any_row),
	MESSAGE_COMMAND_COPY_SID(any_row),
	EXPORT_COMMAND(message_list_run_export, EXPORT_SHOWN, any_row),
	LINKS_COMMAND(message_list_run_links, any_row),
};

/* -- the view ---------------------------------------------------------------------------------- */

/* A journal told more times: the order by them is another one. */
static void times_changed(void *context)
{
	struct scheduled_view *view = context;
	struct shell *shell = view->messages.list.base.shell;

	table_reset(view->messages.list.table);
	shell_work(shell);
	shell_apply(shell, EFFECT_REDRAW);
}

static void scheduled_close(struct view *base)
{
	struct scheduled_view *view = (struct scheduled_view *)base;

	scheduled_times_free(view->messages.rows.times);
	message_list_close(base);
}

static bool scheduled_open(struct view *base, int argc, const char *const *argv, struct error *err)
{
	struct scheduled_view *view = (struct scheduled_view *)base;
	struct list_view *list = &view->messages.list;
	struct list_id services = list_id(RESOURCE_SERVICES, NULL, NULL);

	message_list_open(&view->messages);
	list->search.always = ALWAYS;
	view->messages.rows.times = scheduled_times_new(list->session, times_changed, view);
	/* What goes next comes first. */
	table_sort(list->table, table_column_index(list->table, "due"), false);
	lists_want(list->session, &services);
	if (search_set(&list->search, argc > 1 ? argv[1] : "", NULL, err))
		return true;
	scheduled_close(base);
	return false;
}

/* What is cancelled or has gone out is not meant by a selection of what waits. */
static void select_only_scheduled(struct list_view *list)
{
	const struct store *store = list->session->store;
	uint64_t *keys = NULL;
	size_t count = table_selected(list->table) ? table_targets(list->table, &keys) : 0;

	for (size_t i = 0; i < count; i++) {
		uint32_t row = store_row(store, keys[i]);

		if (row != STORE_NO_ROW && store_status(store, row) != STATUS_SCHEDULED)
			table_select(list->table, keys[i], false);
	}
	free(keys);
}

static unsigned scheduled_result(struct view *base, const void *context)
{
	struct scheduled_view *view = (struct scheduled_view *)base;
	const struct news *news = context;

	if (news->kind == NEWS_CHANGES)
		scheduled_times_update(view->messages.rows.times);
	if (news->kind == NEWS_CHANGES || news->kind == NEWS_STORE)
		select_only_scheduled(&view->messages.list);
	return list_view_result(base, news);
}

static void make_notice(const struct list_view *list, struct table_notice *notice)
{
	const struct session *session = list->session;
	bool any = table_count(list->table) > 0;

	views_list_notice(session, true, any, notice);
	if (!any && !table_busy(list->table) &&
	    (session->history == HISTORY_COMPLETE || session->history == HISTORY_UNSENT))
		notice->text = search_is_on(&list->search)
				       ? "No scheduled message matches. Esc shows all again."
				       : "No message waits for its time.\n"
					 "n writes one; a messaging service can keep it for up to "
					 "35 days.";
	else if (!any && session->history == HISTORY_LOADING)
		notice->text = "No scheduled message so far; older ones are still loading.";
}

static void scheduled_draw(struct view *base, const struct pane *pane, unsigned levels)
{
	struct scheduled_view *view = (struct scheduled_view *)base;
	struct list_view *list = &view->messages.list;
	struct table_notice notice;

	if (!(levels & LOOP_PRIMARY))
		return;
	if (!view->drawn)
		view->opened_keys = loop_keys(list->session->loop);
	view->drawn = true;
	/* What goes next is on top, and so is the cursor until a key moves it. */
	if (loop_keys(list->session->loop) == view->opened_keys && table_count(list->table))
		table_go(list->table, 0);
	make_notice(list, &notice);
	list_view_draw(list, pane, &notice);
}

/* "12 scheduled · looked through 30,000 messages, back to 24 Oct 2025". */
static void scheduled_status(struct view *base, struct bar *bar)
{
	const struct list_view *list = (const struct list_view *)base;
	const struct session *session = list->session;
	char count[COUNT_SIZE], day[WHEN_SIZE];

	views_add_selection(list->table, bar);
	count_format(table_count(list->table), count);
	bar_add(bar, STYLE_TEXT, 1, "%s scheduled", count);
	if (search_is_on(&list->search))
		bar_add_foreign(bar, STYLE_ACCENT, 2, list->search.typed.data,
				list->search.typed.length);
	if (session->history == HISTORY_COMPLETE) {
		bar_add(bar, STYLE_DIM, 3, "· looked through all messages");
	} else if (session->history_oldest && session->history_oldest != DATE_NONE) {
		when_day(session->history_oldest, clock_now(), WHEN_LOCAL, day);
		bar_add(bar, STYLE_WAITING, 3, "· looked back to %s so far", day);
	}
}

static void scheduled_refresh(struct view *base)
{
	struct list_id services = list_id(RESOURCE_SERVICES, NULL, NULL);

	lists_refresh(base->app, &services);
	session_refresh(base->app);
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
	.language = &filter_messages,
	.open = scheduled_open,
	.close = scheduled_close,
	.refresh = scheduled_refresh,
	.result = scheduled_result,
	.draw = scheduled_draw,
	.scopes = list_view_scopes,
	.work = list_view_work,
	.status = scheduled_status,
	.escape = list_view_escape,
	.marks = list_view_marks,
};
