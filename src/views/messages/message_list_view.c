#include "views/messages/message_list_view.h"

#include "views/changes/act.h"
#include "views/compose/reply.h"
#include "views/links.h"
#include "views/messages/message_export.h"
#include "views/views.h"

/* -- life -------------------------------------------------------------------------------------- */

void message_list_open(struct message_list_view *view)
{
	view->rows.session = view->list.base.app;
	view->rows.search = &view->list.search;
	list_view_open(&view->list, &message_list_source, &view->rows, &filter_messages);
	store_observe(view->list.session->store, list_view_store_changed, view);
}

void message_list_close(struct view *base)
{
	struct message_list_view *view = (struct message_list_view *)base;

	store_unobserve(view->list.session->store, list_view_store_changed, view);
	list_view_close(base);
}

/* -- commands ---------------------------------------------------------------------------------- */

unsigned message_list_run_open(struct command_call *call)
{
	struct message_list_view *view = call->target;
	uint32_t row;

	if (!table_cursor_row(view->list.table, &row))
		return EFFECT_NONE;
	return views_open_message(view->list.base.shell, view->list.session, row, call->err);
}

unsigned message_list_run_conversation(struct command_call *call)
{
	struct message_list_view *view = call->target;
	const struct store *store = view->list.session->store;
	uint32_t row;

	if (!table_cursor_row(view->list.table, &row))
		return EFFECT_NONE;
	struct sid sid = store_sid(store, row);
	return views_open_conversation(view->list.base.shell, view->list.session,
				       store_contact_of(store, row), &sid, call->err);
}

unsigned message_list_run_copy_sid(struct command_call *call)
{
	struct message_list_view *view = call->target;
	char text[SID_SIZE];
	uint32_t row;

	if (!table_cursor_row(view->list.table, &row))
		return EFFECT_NONE;
	struct sid sid = store_sid(view->list.session->store, row);
	sid_format(&sid, text);
	return views_copy(call, text, text, SID_LENGTH);
}

unsigned message_list_run_export(struct command_call *call)
{
	struct message_list_view *view = call->target;

	return message_export(view->list.session, view->list.table, call);
}

unsigned message_list_run_links(struct command_call *call)
{
	struct message_list_view *view = call->target;
	struct message message;
	uint32_t row;

	if (!table_cursor_row(view->list.table, &row))
		return EFFECT_NONE;
	store_get(view->list.session->store, row, &message);
	return links_of_message(view->list.session, &message);
}

unsigned message_list_run_new(struct command_call *call)
{
	return reply_to_nobody(((struct message_list_view *)call->target)->list.session, call->err);
}

unsigned message_list_run_change(struct command_call *call)
{
	struct message_list_view *view = call->target;

	return act_on_messages(view->list.session, op_find(call->argv[0]), view->list.table,
			       view->list.search.typed.data, call->err);
}
