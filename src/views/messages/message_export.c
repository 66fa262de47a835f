#include "views/messages/message_export.h"

#include "views/messages/message_choice.h"

/* Where a message is looked up, and what it is. */
struct found {
	struct session *session;
	struct message message;
};

static const void *find(void *data, uint64_t key)
{
	struct found *found = data;
	uint32_t row = store_row(found->session->store, key);

	if (row == STORE_NO_ROW)
		return NULL;
	store_get(found->session->store, row, &found->message);
	return &found->message;
}

static const struct list_export messages = {
	.sheet = &sheet_messages,
	.file = "messages.jsonl",
	.one = "message",
	.many = "messages",
	.size = sizeof(struct found),
	.record = find,
};

/* Takes the choice over. */
static unsigned begin(struct session *session, const struct message_choice *choice,
		      struct command_call *call)
{
	const struct found found = { .session = session };

	return list_export_keys(session, &messages, &found, choice->keys, choice->count, call);
}

/* False when it ends here: it is refused, or the name is still asked for. */
static bool may_begin(struct session *session, struct command_call *call, unsigned *effects)
{
	*effects = EFFECT_FAILED;
	if (!message_choice_allowed(session, "exported", call->err))
		return false;
	if (!list_export_asks(session, &messages, call))
		return true;
	*effects = EFFECT_REDRAW;
	return false;
}

/* -- what is exported -------------------------------------------------------------------------- */

unsigned message_export(struct session *session, struct table *table, struct command_call *call)
{
	struct message_choice choice;
	unsigned effects;

	if (!may_begin(session, call, &effects))
		return effects;
	message_choice_table(table, CHOICE_ELSE_SHOWN, &choice);
	return begin(session, &choice, call);
}

unsigned message_export_contacts(struct session *session, struct table *table,
				 struct command_call *call)
{
	struct message_choice choice;
	unsigned effects;

	if (!may_begin(session, call, &effects))
		return effects;
	message_choice_contacts(session, table, CHOICE_ELSE_SHOWN, &choice);
	return begin(session, &choice, call);
}

unsigned message_export_thread(struct session *session, const struct thread *thread,
			       struct command_call *call)
{
	struct message_choice choice;
	unsigned effects;

	if (!may_begin(session, call, &effects))
		return effects;
	message_choice_thread(thread, CHOICE_ELSE_SHOWN, &choice);
	return begin(session, &choice, call);
}

unsigned message_export_row(struct session *session, uint32_t row, struct command_call *call)
{
	struct message_choice choice;
	unsigned effects;

	if (!may_begin(session, call, &effects))
		return effects;
	message_choice_row(session, row, &choice);
	return begin(session, &choice, call);
}
