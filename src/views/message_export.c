#include "views/message_export.h"

#include <string.h>

#include "base/mem.h"
#include "model/export_row.h"
#include "views/message_choice.h"
#include "views/writer.h"

struct export
{
	struct session *session;
	const struct export_format *format;
	char account[SID_SIZE];
	struct message_choice choice;
};

static void add_head(void *data, struct strbuf *out)
{
	const struct export *export = data;

	if (export->format->head)
		export->format->head(out, &sheet_messages);
}

static void add_row(void *data, size_t index, struct strbuf *out)
{
	const struct export *export = data;
	uint32_t row = store_row(export->session->store, export->choice.keys[index]);
	struct message message;

	if (row == STORE_NO_ROW)
		return;
	store_get(export->session->store, row, &message);
	export->format->row(out, &sheet_messages, &message, export->account);
}

static void release(void *data)
{
	struct export *export = data;

	message_choice_release(&export->choice);
	free(export);
}

static const struct export_format *format_of(const char *path)
{
	const char *dot = strrchr(path, '.');
	const struct export_format *format = dot ? export_format_find(dot + 1) : NULL;
	size_t count;

	return format ? format : export_formats(&count);
}

/* Takes the choice over. */
static unsigned begin(struct session *session, const struct message_choice *choice,
		      struct command_call *call)
{
	struct export *export = xcalloc(1, sizeof(*export));

	*export = (struct export){
		.session = session,
		.format = format_of(call->argv[1]),
		.choice = *choice,
	};
	if (session->options.account)
		snprintf(export->account, sizeof(export->account), "%s", session->options.account);
	return writer_start(session, call->argv[1],
			    &(struct writer_source){
				    .count = choice->count,
				    .head = add_head,
				    .row = add_row,
				    .release = release,
				    .data = export,
				    .one = "message",
				    .many = "messages",
			    },
			    call->err)
		       ? EFFECT_REDRAW
		       : EFFECT_FAILED;
}

/* False when it ends here: it is refused, or the name is still asked for. */
static bool may_begin(struct session *session, struct command_call *call, unsigned *effects)
{
	*effects = EFFECT_FAILED;
	if (!message_choice_allowed(session, "exported", call->err))
		return false;
	if (call->argc > 1)
		return true;
	writer_ask(session, "export", "messages.jsonl");
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
	message_choice_table(session, table, CHOICE_ELSE_SHOWN, &choice);
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
