/*
 * conversation.c - one contact's conversation on the whole screen.
 */
#include <string.h>

#include "base/mem.h"
#include "views/changes/act.h"
#include "views/changes/erasure.h"
#include "views/compose/reply.h"
#include "views/links.h"
#include "views/list/cells.h"
#include "views/messages/handout.h"
#include "views/messages/message_export.h"
#include "views/messages/thread.h"
#include "views/session/session.h"
#include "views/views.h"

struct conversation_view {
	struct view base;
	struct session *session;
	struct thread *thread;
};

/* -- commands ---------------------------------------------------------------------------------- */

static unsigned run_open(struct command_call *call)
{
	struct conversation_view *view = call->target;
	uint32_t row = thread_cursor_row(view->thread);

	return views_open_message(view->base.shell, view->session, row, call->err);
}

static unsigned run_copy(struct command_call *call)
{
	struct conversation_view *view = call->target;
	struct store_contact about;

	store_contact(view->session->store, thread_contact(view->thread), &about);
	return views_copy(call, "the address", about.address.data, about.address.length);
}

static bool any_message(void *target, const char **why)
{
	struct conversation_view *view = target;

	*why = "There is no message here";
	return thread_cursor_row(view->thread) != STORE_NO_ROW;
}

/* redact, delete, cancel */
static unsigned run_change(struct command_call *call)
{
	struct conversation_view *view = call->target;

	return act_on_thread(view->session, op_find(call->argv[0]), view->thread, call->err);
}

static unsigned run_export(struct command_call *call)
{
	struct conversation_view *view = call->target;

	return message_export_thread(view->session, view->thread, call);
}

/* copy, pager, editor, pipe */
static unsigned run_handout(struct command_call *call)
{
	struct conversation_view *view = call->target;
	struct message_choice choice;

	message_choice_thread(view->thread, CHOICE_ELSE_CURSOR, &choice);
	return handout(view->session, &choice, call);
}

static unsigned run_erase(struct command_call *call)
{
	struct conversation_view *view = call->target;

	return erasure_run_contact(view->session, call, thread_contact(view->thread));
}

static unsigned run_new(struct command_call *call)
{
	return reply_to_nobody(((struct conversation_view *)call->target)->session, call->err);
}

static unsigned run_reply(struct command_call *call)
{
	struct conversation_view *view = call->target;

	return reply_to_contact(view->session, thread_contact(view->thread), call->err);
}

static unsigned run_links(struct command_call *call)
{
	struct conversation_view *view = call->target;
	struct message message;

	store_get(view->session->store, thread_cursor_row(view->thread), &message);
	return links_of_message(view->session, &message);
}

static const struct command commands[] = {
	{
		.name = "open-message",
		.args = "",
		.help = "Show everything about the message",
		.hint = "open",
		.hint_rank = 1,
		.run = run_open,
		.ready = any_message,
	},
	{
		.name = "copy-address",
		.args = "",
		.help = "Copy the contact's address to the clipboard of your own machine (OSC 52)",
		.hint = "copy address",
		.hint_rank = 3,
		.run = run_copy,
	},
	EXPORT_COMMAND(run_export, "what is selected, or the whole conversation,", any_message),
	HANDOUT_LIST_COMMANDS(run_handout, any_message),
	ACT_COMMANDS(run_change, any_message),
	ERASE_COMMAND(run_erase, any_message),
	REPLY_COMMANDS(run_new, run_reply, any_message),
	LINKS_COMMAND(run_links, any_message),
};

/* -- the view ---------------------------------------------------------------------------------- */

static void store_changed(const struct store_event *event, void *context)
{
	thread_store_changed(((struct conversation_view *)context)->thread, event);
}

/* argv: "conversation" ADDRESS [SID of a message of it]. */
static bool conversation_open(struct view *base, int argc, const char *const *argv,
			      struct error *err)
{
	struct conversation_view *view = (struct conversation_view *)base;
	struct session *session = base->app;
	const char *address = argc > 1 ? argv[1] : "";
	uint32_t contact = store_contact_find(session->store, address, strlen(address));
	struct sid sid;

	if (contact == STORE_NO_CONTACT)
		return error_set(err, ERROR_USAGE, "No message to or from \"%s\" is loaded",
				 address);
	view->session = session;
	view->thread = thread_new(session);
	store_observe(session->store, store_changed, view);
	thread_set_contact(view->thread, contact);
	if (argc > 2 && sid_parse(argv[2], strlen(argv[2]), &sid)) {
		uint32_t row = store_find(session->store, &sid);
		if (row != STORE_NO_ROW)
			thread_show(view->thread, store_key(session->store, row));
	}
	return true;
}

static void conversation_close(struct view *base)
{
	struct conversation_view *view = (struct conversation_view *)base;

	store_unobserve(view->session->store, store_changed, view);
	thread_free(view->thread);
}

static void conversation_show(struct view *base)
{
	struct conversation_view *view = (struct conversation_view *)base;

	store_contact_seen(view->session->store, thread_contact(view->thread));
}

static unsigned conversation_result(struct view *base, const void *news)
{
	(void)base, (void)news;
	return EFFECT_REDRAW;
}

static void conversation_draw(struct view *base, const struct pane *pane, unsigned levels)
{
	struct conversation_view *view = (struct conversation_view *)base;
	struct strbuf title = STRBUF_INIT(STRBUF_LINE);
	struct store_contact about;
	struct pane rest = *pane;
	struct pane top = pane_cut(&rest, 1);

	if (!(levels & LOOP_PRIMARY))
		return;
	thread_extend(view->thread, true);
	store_contact(view->session->store, thread_contact(view->thread), &about);
	cell_contact_title(&about, &title);
	draw_rule(&top, 0, STYLE_ACCENT, title.data);
	thread_draw(view->thread, &rest, true);
	strbuf_release(&title);
}

static size_t conversation_scopes(struct view *base, struct command_scope *scopes, size_t max)
{
	return thread_scopes(((struct conversation_view *)base)->thread, scopes, max);
}

static void conversation_status(struct view *base, struct bar *bar)
{
	thread_status(((struct conversation_view *)base)->thread, bar);
}

static bool conversation_escape(struct view *base)
{
	struct conversation_view *view = (struct conversation_view *)base;

	if (!thread_selected(view->thread))
		return thread_search_end(view->thread);
	thread_select_none(view->thread);
	return true;
}

static void conversation_describe(struct view *base, struct strbuf *out)
{
	struct conversation_view *view = (struct conversation_view *)base;
	struct store_contact about;

	store_contact(view->session->store, thread_contact(view->thread), &about);
	cell_contact(about.address, out);
}

static const struct marks *conversation_marks(const struct view *base)
{
	return thread_marks(((const struct conversation_view *)base)->thread);
}

static void conversation_mark(struct view *base, const struct marks *marks)
{
	thread_mark(((struct conversation_view *)base)->thread, marks);
}

static void conversation_refresh(struct view *base)
{
	session_refresh(base->app);
}

const struct view_ops conversation_view_ops = {
	.name = "conversation",
	.title = "Conversation",
	.help = "All messages to and from one contact, oldest to newest.",
	.size = sizeof(struct conversation_view),
	.commands = commands,
	.command_count = ARRAY_SIZE(commands),
	.open = conversation_open,
	.close = conversation_close,
	.show = conversation_show,
	.refresh = conversation_refresh,
	.result = conversation_result,
	.draw = conversation_draw,
	.scopes = conversation_scopes,
	.widgets = { "thread", "pager" },
	.status = conversation_status,
	.escape = conversation_escape,
	.marks = conversation_marks,
	.mark = conversation_mark,
	.describe = conversation_describe,
};
