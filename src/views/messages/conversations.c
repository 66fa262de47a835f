/*
 * conversations.c - one row a contact, newest first, and below it the thread of the contact under
 * the cursor.
 *
 * The panes are stacked, so that both scroll by the terminal's scroll region. The thread is drawn as
 * a secondary pane: it follows the cursor once no key waits.
 */
#include <string.h>

#include "base/mem.h"
#include "model/conversation.h"
#include "views/changes/act.h"
#include "views/changes/erasure.h"
#include "views/compose/reply.h"
#include "views/list/cells.h"
#include "views/list/languages.h"
#include "views/list/list_view.h"
#include "views/messages/contact_list.h"
#include "views/messages/handout.h"
#include "views/messages/message_export.h"
#include "views/messages/thread.h"
#include "views/session/session.h"
#include "views/views.h"

#define LIST_SHARE 40 /* per cent of the height */
#define LIST_MIN 5

struct conversations_view {
	struct list_view list;
	struct contact_list rows;
	struct thread *thread;
	bool in_thread; /* the keys go to the thread */
	int title_row;  /* of the screen: the thread is below it */
};

/* -- the thread follows the cursor ------------------------------------------------------------- */

static void follow_cursor(struct conversations_view *view)
{
	uint32_t contact;

	if (!table_cursor_row(view->list.table, &contact))
		contact = STORE_NO_CONTACT;
	thread_set_contact(view->thread, contact);
}

static void store_changed(const struct store_event *event, void *context)
{
	struct conversations_view *view = context;

	thread_store_changed(view->thread, event);
}

static void conversation_changed(const struct conversation_event *event, void *context)
{
	struct conversations_view *view = context;

	switch (event->change) {
	case CONVERSATION_ADDED:
		table_row_added(view->list.table, event->contact);
		break;
	case CONVERSATION_MOVED:
	case CONVERSATION_CHANGED:
		table_row_changed(view->list.table, event->contact);
		break;
	case CONVERSATION_REMOVED:
		table_row_removed(view->list.table, event->contact);
		break;
	case CONVERSATION_CLEARED:
		table_reset(view->list.table);
		break;
	}
}

/* -- commands ---------------------------------------------------------------------------------- */

static unsigned run_open(struct command_call *call)
{
	struct conversations_view *view = call->target;
	uint32_t contact, row;

	if (!view->in_thread) {
		if (!table_cursor_row(view->list.table, &contact))
			return EFFECT_NONE;
		view->in_thread = true;
		store_contact_seen(view->list.session->store, contact);
		return EFFECT_REDRAW;
	}
	row = thread_cursor_row(view->thread);
	if (row == STORE_NO_ROW)
		return EFFECT_NONE;
	return views_open_message(view->list.base.shell, view->list.session, row, call->err);
}

static unsigned run_switch(struct command_call *call)
{
	struct conversations_view *view = call->target;
	const char *pane = call->argc > 1 ? call->argv[1] : NULL;

	if (pane && strcmp(pane, "list") != 0 && strcmp(pane, "thread") != 0) {
		error_set(call->err, ERROR_USAGE, "the panes are list and thread");
		return EFFECT_FAILED;
	}
	view->in_thread = pane ? strcmp(pane, "thread") == 0 : !view->in_thread;
	return EFFECT_REDRAW;
}

static void complete_switch(const struct command_call *call, struct completion *completion)
{
	if (call->argc != 2)
		return;
	completion_add(completion, "list", "The contacts");
	completion_add(completion, "thread", "The messages of the one under the cursor");
}

static unsigned run_zoom(struct command_call *call)
{
	struct conversations_view *view = call->target;
	uint32_t contact;

	if (!table_cursor_row(view->list.table, &contact))
		return EFFECT_NONE;
	return views_open_conversation(view->list.base.shell, view->list.session, contact, NULL,
				       call->err);
}

static unsigned run_copy_address(struct command_call *call)
{
	struct conversations_view *view = call->target;
	uint32_t contact;

	if (!table_cursor_row(view->list.table, &contact))
		return EFFECT_NONE;
	struct store_contact about;

	store_contact(view->list.session->store, contact, &about);
	return views_copy(call, "the address", about.address.data, about.address.length);
}

static bool any_contact(void *target, const char **why)
{
	struct conversations_view *view = target;

	*why = "There is no conversation here";
	return table_count(view->list.table) > 0;
}

/* redact, delete, cancel */
static unsigned run_change(struct command_call *call)
{
	struct conversations_view *view = call->target;
	enum op op = op_find(call->argv[0]);

	if (view->in_thread)
		return act_on_thread(view->list.session, op, view->thread, call->err);
	return act_on_contacts(view->list.session, op, view->list.table, call->err);
}

static unsigned run_erase(struct command_call *call)
{
	struct conversations_view *view = call->target;
	struct session *session = view->list.session;
	struct VEC(struct text) addresses = { .count = 0 };
	uint64_t *contacts = NULL;

	if (view->in_thread)
		return erasure_run_contact(session, call, thread_contact(view->thread));
	size_t count = table_targets(view->list.table, &contacts);
	for (size_t i = 0; i < count; i++) {
		struct store_contact about;

		store_contact(session->store, contact_list_contact(contacts[i]), &about);
		vec_push(&addresses, about.address);
	}
	unsigned effects = erasure_run(session, call, addresses.items, addresses.count);
	vec_release(&addresses);
	free(contacts);
	return effects;
}

static unsigned run_export(struct command_call *call)
{
	struct conversations_view *view = call->target;

	if (view->in_thread)
		return message_export_thread(view->list.session, view->thread, call);
	return message_export_contacts(view->list.session, view->list.table, call);
}

/* copy, pager, editor, pipe */
static unsigned run_handout(struct command_call *call)
{
	struct conversations_view *view = call->target;
	struct message_choice choice;

	if (view->in_thread)
		message_choice_thread(view->thread, CHOICE_ELSE_CURSOR, &choice);
	else
		message_choice_contacts(view->list.session, view->list.table, CHOICE_ELSE_CURSOR,
					&choice);
	return handout(view->list.session, &choice, call);
}

static unsigned run_new(struct command_call *call)
{
	return reply_to_nobody(((struct conversations_view *)call->target)->list.session,
			       call->err);
}

static unsigned run_reply(struct command_call *call)
{
	struct conversations_view *view = call->target;
	uint32_t contact;

	if (!table_cursor_row(view->list.table, &contact))
		return EFFECT_NONE;
	return reply_to_contact(view->list.session, contact, call->err);
}

static const struct command commands[] = {
	{
		.name = "open-conversation",
		.args = "",
		.help = "Go into the thread; there, show everything about the message",
		.hint = "open",
		.hint_rank = 1,
		.run = run_open,
		.ready = any_contact,
	},
	{
		.name = "switch-pane",
		.args = "[list|thread]",
		.help = "Change between the list and the thread",
		.hint = "list/thread",
		.hint_rank = 4,
		.max_args = 1,
		.run = run_switch,
		.complete = complete_switch,
		.ready = any_contact,
	},
	{
		.name = "zoom",
		.args = "",
		.help = "Show the conversation on the whole screen",
		.hint = "zoom",
		.hint_rank = 4,
		.run = run_zoom,
		.ready = any_contact,
	},
	FILTER_COMMAND(
		2,
		"Show only contacts that match a query: words, country:, failed:yes, is:unread, …"),
	{
		.name = "copy-address",
		.args = "",
		.help = "Copy the contact's address to the clipboard of your own machine (OSC 52)",
		.hint = "copy address",
		.hint_rank = 5,
		.run = run_copy_address,
		.ready = any_contact,
	},
	EXPORT_COMMAND(
		run_export,
		"the messages of the selected contacts, or of all that are shown; in the thread, "
		"what is selected there or all of it,",
		any_contact),
	HANDOUT_LIST_COMMANDS(run_handout, any_contact),
	ACT_COMMANDS(run_change, any_contact),
	ERASE_COMMAND(run_erase, any_contact),
	REPLY_COMMANDS(run_new, run_reply, any_contact),
};

/* -- the view ---------------------------------------------------------------------------------- */

/* The words are marked in the thread, too. */
static void query_taken(void *context, bool done)
{
	struct conversations_view *view = context;

	(void)done;
	thread_mark(view->thread, &view->list.search.marks);
}

static bool conversations_open(struct view *base, int argc, const char *const *argv,
			       struct error *err)
{
	struct conversations_view *view = (struct conversations_view *)base;

	(void)argc, (void)argv, (void)err;
	view->rows.session = base->app;
	view->rows.search = &view->list.search;
	list_view_open(&view->list, &contact_list_source, &view->rows, &contact_language);
	view->list.search.taken = query_taken;
	view->list.search.context = view;
	view->thread = thread_new(view->list.session);
	conversation_list_observe(view->list.session->conversations, conversation_changed, view);
	store_observe(view->list.session->store, store_changed, view);
	return true;
}

static void conversations_close(struct view *base)
{
	struct conversations_view *view = (struct conversations_view *)base;

	conversation_list_unobserve(view->list.session->conversations, conversation_changed, view);
	store_unobserve(view->list.session->store, store_changed, view);
	thread_free(view->thread);
	list_view_close(base);
}

static unsigned conversations_result(struct view *base, const void *news)
{
	return list_view_result(base, news) | EFFECT_SECONDARY;
}

static bool conversations_work(struct view *base, int64_t deadline_ns, unsigned *effects)
{
	unsigned ours = EFFECT_NONE;
	bool more = list_view_work(base, deadline_ns, &ours);

	if (ours)
		*effects |= ours | EFFECT_SECONDARY;
	return more;
}

/* "── +1 415 555 2671 ── 14 messages since 12 Aug ──────" */
static void draw_title(struct conversations_view *view, const struct pane *pane)
{
	uint32_t contact = thread_contact(view->thread);
	struct strbuf title = STRBUF_INIT(STRBUF_LINE);
	struct store_contact about;

	if (contact != STORE_NO_CONTACT) {
		store_contact(view->list.session->store, contact, &about);
		cell_contact_title(&about, &title);
	}
	draw_rule(pane, 0, view->in_thread ? STYLE_ACCENT : STYLE_BORDER,
		  title.length ? title.data : NULL);
	strbuf_release(&title);
}

static int list_height(const struct pane *pane)
{
	int height = pane->height * LIST_SHARE / 100;

	return height < LIST_MIN ? LIST_MIN : height;
}

static void conversations_draw(struct view *base, const struct pane *pane, unsigned levels)
{
	struct conversations_view *view = (struct conversations_view *)base;
	struct pane rest = *pane;
	struct pane list = pane_cut(&rest, list_height(pane));
	struct pane title = pane_cut(&rest, 1);

	view->title_row = title.row;
	if (levels & LOOP_PRIMARY) {
		struct table_notice notice;
		views_list_notice(view->list.session, search_is_on(&view->list.search),
				  table_count(view->list.table) > 0, &notice);
		table_set_notice(view->list.table, &notice);
		views_stay_at_top(view->list.session, view->list.table);
		table_draw(view->list.table, &list, !view->in_thread);
	}
	if (levels & LOOP_SECONDARY || view->in_thread) {
		follow_cursor(view);
		thread_extend(view->thread, view->in_thread);
		draw_title(view, &title);
		thread_draw(view->thread, &rest, view->in_thread);
	}
}

static bool conversations_point(struct view *base, int column, int row)
{
	struct conversations_view *view = (struct conversations_view *)base;
	uint32_t contact;

	bool before = view->in_thread;

	(void)column;
	view->in_thread = row > view->title_row && table_cursor_row(view->list.table, &contact);
	return view->in_thread != before;
}

static size_t conversations_scopes(struct view *base, struct command_scope *scopes, size_t max)
{
	struct conversations_view *view = (struct conversations_view *)base;

	if (view->in_thread)
		return thread_scopes(view->thread, scopes, max);
	return list_view_scopes(base, scopes, max);
}

static void conversations_status(struct view *base, struct bar *bar)
{
	struct conversations_view *view = (struct conversations_view *)base;
	char text[COUNT_SIZE];

	views_add_selection(view->list.table, bar);
	thread_status(view->thread, bar);
	count_format(table_count(view->list.table), text);
	if (search_is_on(&view->list.search))
		search_status(&view->list.search, bar);
	else
		bar_add(bar, STYLE_DIM, 3, "%s contacts", text);
}

static bool conversations_escape(struct view *base)
{
	struct conversations_view *view = (struct conversations_view *)base;

	if (view->in_thread && thread_selected(view->thread))
		thread_select_none(view->thread);
	else if (view->in_thread && thread_search_end(view->thread))
		return true;
	else if (view->in_thread)
		view->in_thread = false;
	else
		return list_view_escape(base);
	return true;
}

static struct table *conversations_table(struct view *base)
{
	return ((struct conversations_view *)base)->list.table;
}

static void conversations_refresh(struct view *base)
{
	session_refresh(base->app);
}

static const struct marks *conversations_marks(const struct view *base)
{
	const struct conversations_view *view = (const struct conversations_view *)base;

	return view->in_thread ? thread_marks(view->thread) : list_view_marks(base);
}

const struct view_ops conversations_view_ops = {
	.name = "conversations",
	.title = "Conversations",
	.help = "One row a contact, newest first, with the thread of the one under the cursor.",
	.size = sizeof(struct conversations_view),
	.commands = commands,
	.command_count = ARRAY_SIZE(commands),
	.columns = contact_columns,
	.column_count = CONTACT_COLUMN_COUNT,
	.language = &contact_language,
	.open = conversations_open,
	.close = conversations_close,
	.refresh = conversations_refresh,
	.result = conversations_result,
	.draw = conversations_draw,
	.point = conversations_point,
	.scopes = conversations_scopes,
	.widgets = { "thread", "pager" },
	.table = conversations_table,
	.work = conversations_work,
	.status = conversations_status,
	.escape = conversations_escape,
	.marks = conversations_marks,
};
