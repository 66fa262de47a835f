/*
 * media.c - the gallery: all media of the messages in the cache, newest first.
 *
 * What media a message has is asked for when its row comes onto the screen, and a little ahead of what
 * is shown, a few messages at a time.
 */
#include <string.h>

#include "base/mem.h"
#include "model/medium_type.h"
#include "views/changes/act.h"
#include "views/links.h"
#include "views/list/cells.h"
#include "views/list/list_view.h"
#include "views/media/media_export.h"
#include "views/media/media_list.h"
#include "views/session/session.h"
#include "views/views.h"

#define AHEAD 8 /* rows below what is shown */

struct media_view {
	struct list_view list;
	struct media_list media;
	int rows;       /* that were drawn last */
	unsigned timer; /* asks for what was drawn */
};

static struct media_index *index_of(const struct media_view *view)
{
	return view->list.session->media;
}

/* -- asking for what is shown ------------------------------------------------------------------ */

/* A row of which something is still to be asked for. */
static bool is_unread(const struct media_view *view, size_t rank)
{
	uint32_t row = table_row_at(view->list.table, rank);

	return media_index_get(index_of(view), row)->state == MEDIA_UNREAD;
}

static void ask_shown(void *context)
{
	struct media_view *view = context;
	size_t first = table_rows_above(view->list.table);
	size_t end = first + (size_t)view->rows + AHEAD;
	size_t count = table_count(view->list.table);
	size_t before = media_index_asked(index_of(view));
	bool more = true;

	view->timer = 0;
	view->list.session->working--;
	for (size_t rank = first; more && rank < end && rank < count; rank++) {
		bool ahead = rank >= first + (size_t)view->rows;

		if (!is_unread(view, rank))
			continue;
		more = media_index_want(index_of(view), table_row_at(view->list.table, rank),
					ahead ? PRIORITY_AHEAD : PRIORITY_NOW);
	}
	if (media_index_asked(index_of(view)) != before)
		shell_apply(view->list.base.shell, EFFECT_REDRAW);
}

static void ask_soon(struct media_view *view)
{
	if (view->timer)
		return;
	view->list.session->working++;
	view->timer = loop_add_timer(view->list.session->loop, 0, ask_shown, view);
}

static void ask_no_more(struct media_view *view)
{
	if (!view->timer)
		return;
	loop_remove_timer(view->list.session->loop, view->timer);
	view->timer = 0;
	view->list.session->working--;
}

/* -- filter ------------------------------------------------------------------------------------ */

static bool is_filtered(const struct media_view *view)
{
	return search_is_on(&view->list.search);
}

/* -- other commands ---------------------------------------------------------------------------- */

/* The message of the row under the cursor. */
static bool cursor_message(const struct media_view *view, uint32_t *row, uint32_t *message)
{
	if (!table_cursor_row(view->list.table, row))
		return false;
	*message = store_row(view->list.session->store,
			     media_index_get(index_of(view), *row)->message);
	return *message != STORE_NO_ROW;
}

static unsigned run_open(struct command_call *call)
{
	struct media_view *view = call->target;
	char message_text[SID_SIZE], medium_text[SID_SIZE];
	uint32_t row, message;

	if (!cursor_message(view, &row, &message))
		return EFFECT_NONE;
	struct sid sid = store_sid(view->list.session->store, message);
	sid_format(&sid, message_text);
	sid_format(&media_index_get(index_of(view), row)->sid, medium_text);
	return views_open_two(view->list.base.shell, "medium", message_text,
			      *medium_text ? medium_text : NULL, call->err);
}

static unsigned run_open_message(struct command_call *call)
{
	struct media_view *view = call->target;
	uint32_t row, message;

	if (!cursor_message(view, &row, &message))
		return EFFECT_NONE;
	return views_open_message(view->list.base.shell, view->list.session, message, call->err);
}

static unsigned run_conversation(struct command_call *call)
{
	struct media_view *view = call->target;
	uint32_t row, message;

	if (!cursor_message(view, &row, &message))
		return EFFECT_NONE;
	struct store *store = view->list.session->store;
	struct sid sid = store_sid(store, message);
	return views_open_conversation(view->list.base.shell, view->list.session,
				       store_contact_of(store, message), &sid, call->err);
}

static unsigned run_links(struct command_call *call)
{
	struct media_view *view = call->target;
	struct message message;
	uint32_t row, found;

	if (!cursor_message(view, &row, &found))
		return EFFECT_NONE;
	store_get(view->list.session->store, found, &message);
	return links_of_message(view->list.session, &message);
}

static unsigned run_copy_sid(struct command_call *call)
{
	struct media_view *view = call->target;
	char text[SID_SIZE];
	uint32_t row;

	if (!table_cursor_row(view->list.table, &row))
		return EFFECT_NONE;
	sid_format(&media_index_get(index_of(view), row)->sid, text);
	if (*text)
		return views_copy(call, text, text, SID_LENGTH);
	error_set(call->err, ERROR_USAGE, "What media this message has was not read yet");
	return EFFECT_FAILED;
}

static unsigned run_export(struct command_call *call)
{
	struct media_view *view = call->target;

	return media_export(view->list.session, view->list.table, call);
}

/* How many of the keys could not be taken in, because it is not known what they stand for. */
static size_t collect(const struct media_view *view, struct plan *plan, const uint64_t *keys,
		      size_t count)
{
	size_t unknown = 0;

	for (size_t i = 0; i < count; i++) {
		uint32_t row = media_index_row(index_of(view), keys[i]);
		struct medium medium;

		if (row == MEDIA_INDEX_NONE)
			continue;
		if (!media_index_medium(index_of(view), row, &medium)) {
			unknown++;
			continue;
		}
		plan_add_target(plan, OP_DELETE_MEDIUM,
				&(struct plan_target){ .sid = medium.sid, .of = medium.message },
				NULL);
	}
	return unknown;
}

static unsigned run_delete(struct command_call *call)
{
	struct media_view *view = call->target;
	size_t selected = table_selected(view->list.table);
	size_t hidden = selected ? table_selected_hidden(view->list.table) : 0;
	uint64_t *keys = NULL;
	size_t count = table_targets(view->list.table, &keys);
	struct plan *plan = plan_new(selected ? PLAN_OF_MARKED : PLAN_OF_ONE, NULL);
	size_t unknown = collect(view, plan, keys, count);

	free(keys);
	plan->hidden = hidden;
	if (!plan->items.count) {
		plan_free(plan);
		error_set(call->err, ERROR_USAGE, "What media this message has was not read yet");
		return EFFECT_FAILED;
	}
	if (unknown)
		plan_note(plan,
			  "The media of %zu selected message%s were not read yet and stay as they "
			  "are",
			  unknown, unknown == 1 ? "" : "s");
	return act_on_plan(view->list.session, plan, NULL, NULL, call->err);
}

static bool any_row(void *target, const char **why)
{
	struct media_view *view = target;

	*why = "There is no medium here";
	return table_count(view->list.table) > 0;
}

static const struct command commands[] = {
	{
		.name = "open-medium",
		.args = "",
		.help = "Show the medium: what it is, whose, and its picture",
		.hint = "open",
		.hint_rank = 1,
		.run = run_open,
		.ready = any_row,
	},
	FILTER_COMMAND(
		2,
		"Show only media that match: type:image, and of their messages from:, since:, …"),
	{
		.name = "delete",
		.args = "",
		.help = "Delete the media that are selected, not their messages; a review comes first",
		.hint = "delete",
		.hint_rank = 3,
		.flags = COMMAND_CHANGES_ACCOUNT,
		.run = run_delete,
		.ready = any_row,
	},
	{
		.name = "conversation",
		.args = "",
		.help = "Show the conversation that its message belongs to",
		.hint = "conversation",
		.hint_rank = 4,
		.run = run_conversation,
		.ready = any_row,
	},
	{
		.name = "open-message",
		.args = "",
		.help = "Show everything about its message",
		.hint = "message",
		.hint_rank = 5,
		.run = run_open_message,
		.ready = any_row,
	},
	{
		.name = "copy-sid",
		.args = "",
		.help = "Copy the medium's SID to the clipboard of your own machine (OSC 52)",
		.run = run_copy_sid,
		.ready = any_row,
	},
	LINKS_COMMAND(run_links, any_row),
	EXPORT_COMMAND(run_export, EXPORT_SHOWN, any_row),
};

/* -- the view ---------------------------------------------------------------------------------- */

static void index_changed(void *context, enum media_event event, uint32_t row)
{
	struct media_view *view = context;

	switch (event) {
	case MEDIA_ADDED:
		table_row_added(view->list.table, row);
		break;
	case MEDIA_CHANGED:
		table_row_changed(view->list.table, row);
		break;
	case MEDIA_REMOVING:
		table_row_removed(view->list.table, row);
		break;
	case MEDIA_CLEARED:
		table_reset(view->list.table);
		break;
	}
}

static bool media_open(struct view *base, int argc, const char *const *argv, struct error *err)
{
	struct media_view *view = (struct media_view *)base;

	(void)argc, (void)argv, (void)err;
	view->media.session = base->app;
	view->media.search = &view->list.search;
	list_view_open(&view->list, &media_list_source, &view->media, &filter_messages);
	view->list.search.own = &medium_language;
	media_index_observe(index_of(view), index_changed, view);
	return true;
}

static void media_close(struct view *base)
{
	struct media_view *view = (struct media_view *)base;

	ask_no_more(view);
	media_index_observe(index_of(view), NULL, NULL);
	list_view_close(base);
}

/* Why the list is empty, or why types are missing in it. */
static void set_notice(struct media_view *view)
{
	const struct session *session = view->list.session;
	const struct error *err = media_index_error(index_of(view));
	bool any = table_count(view->list.table) > 0;
	struct table_notice notice;

	views_list_notice(session, is_filtered(view), any, &notice);
	if (!any && !is_filtered(view) && session->history == HISTORY_COMPLETE)
		notice.text = "No message has media.\n"
			      "Pictures and other files appear here as they come.";
	if (any && err->kind != ERROR_NONE) {
		strbuf_reset(&view->list.notice);
		if (err->kind == ERROR_AUTH)
			strbuf_addf(&view->list.notice,
				    "This key may not read media: %s.\nF5 asks again.",
				    error_text(err));
		else
			strbuf_addf(&view->list.notice,
				    "Not all could be read: %s.\nF5 asks again.", error_text(err));
		notice = (struct table_notice){ STYLE_BAD, view->list.notice.data };
	}
	table_set_notice(view->list.table, &notice);
}

static void media_draw(struct view *base, const struct pane *pane, unsigned levels)
{
	struct media_view *view = (struct media_view *)base;

	if (!(levels & LOOP_PRIMARY))
		return;
	set_notice(view);
	views_stay_at_top(view->list.session, view->list.table);
	table_draw(view->list.table, pane, true);
	view->rows = pane->height > 1 ? pane->height - 1 : 0;
	ask_soon(view);
}

static void media_status(struct view *base, struct bar *bar)
{
	struct media_view *view = (struct media_view *)base;
	size_t unread = media_index_unread(index_of(view));
	char text[COUNT_SIZE];

	views_add_selection(view->list.table, bar);
	search_status(&view->list.search, bar);
	count_format(unread, text);
	if (media_index_error(index_of(view))->kind == ERROR_AUTH)
		bar_add(bar, STYLE_BAD, 1, "✗ this key may not read media");
	else if (media_index_error(index_of(view))->kind != ERROR_NONE)
		bar_add(bar, STYLE_BAD, 1, "✗ not all media could be read (F5: again)");
	else if (unread)
		bar_add(bar, STYLE_DIM, 3, "media of %s messages not read yet", text);
}

static void media_refresh(struct view *base)
{
	struct media_view *view = (struct media_view *)base;

	media_index_again(index_of(view));
	session_refresh(base->app);
}

const struct view_ops media_view_ops = {
	.name = "media",
	.title = "Media",
	.help = "Pictures and other files that came or went with messages, newest first.",
	.size = sizeof(struct media_view),
	.commands = commands,
	.command_count = ARRAY_SIZE(commands),
	.columns = media_columns,
	.column_count = MEDIA_COLUMN_COUNT,
	.language = &filter_messages,
	.open = media_open,
	.close = media_close,
	.refresh = media_refresh,
	.result = list_view_result,
	.draw = media_draw,
	.scopes = list_view_scopes,
	.work = list_view_work,
	.status = media_status,
	.escape = list_view_escape,
	.marks = list_view_marks,
};
