#include "views/message_export.h"

#include <string.h>

#include "base/mem.h"
#include "base/vec.h"
#include "model/export_row.h"
#include "views/contact_list.h"
#include "views/writer.h"

/* Keys, because rows may leave while the file is written. */
struct export
{
	struct session *session;
	const struct export_format *format;
	char account[SID_SIZE];
	uint64_t *keys;
	size_t count;
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
	uint32_t row = store_row(export->session->store, export->keys[index]);
	struct message message;

	if (row == STORE_NO_ROW)
		return;
	store_get(export->session->store, row, &message);
	export->format->row(out, &sheet_messages, &message, export->account);
}

static void release(void *data)
{
	struct export *export = data;

	free(export->keys);
	free(export);
}

static const struct export_format *format_of(const char *path)
{
	const char *dot = strrchr(path, '.');
	const struct export_format *format = dot ? export_format_find(dot + 1) : NULL;
	size_t count;

	return format ? format : export_formats(&count);
}

/* Takes the keys over. */
static unsigned begin(struct session *session, uint64_t *keys, size_t count,
		      struct command_call *call)
{
	struct export *export = xcalloc(1, sizeof(*export));

	*export = (struct export){
		.session = session,
		.format = format_of(call->argv[1]),
		.keys = keys,
		.count = count,
	};
	if (session->options.account)
		snprintf(export->account, sizeof(export->account), "%s", session->options.account);
	return writer_start(session, call->argv[1],
			    &(struct writer_source){
				    .count = export->count,
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
	if (session->options.hide_bodies) {
		error_set(call->err, ERROR_REFUSED,
			  "Texts are hidden in this session (hide_bodies), so they are not "
			  "exported");
		return false;
	}
	if (call->argc > 1)
		return true;
	writer_ask(session, "export", "messages.jsonl");
	*effects = EFFECT_REDRAW;
	return false;
}

/* -- what is exported -------------------------------------------------------------------------- */

/* Collecting keys takes some 50 ns a row; what is listed may not change meanwhile, so it is not cut
 * into slices. */
static uint64_t *take_shown(const struct session *session, struct table *table, size_t *count)
{
	uint64_t *keys;

	*count = table_count(table);
	keys = xcalloc(*count, sizeof(*keys));
	for (size_t i = 0; i < *count; i++)
		keys[i] = store_key(session->store, table_row_at(table, i));
	return keys;
}

unsigned message_export(struct session *session, struct table *table, struct command_call *call)
{
	uint64_t *keys = NULL;
	unsigned effects;
	size_t count;

	if (!may_begin(session, call, &effects))
		return effects;
	if (table_selected(table))
		count = table_targets(table, &keys);
	else
		keys = take_shown(session, table, &count);
	return begin(session, keys, count, call);
}

struct export_keys VEC(uint64_t);

static void add_contact(const struct store *store, uint32_t contact, struct export_keys *keys)
{
	struct store_contact about;

	store_contact(store, contact, &about);
	for (uint32_t row = about.newest; row != STORE_NO_ROW;
	     row = store_contact_older(store, row))
		vec_push(keys, store_key(store, row));
}

unsigned message_export_contacts(struct session *session, struct table *table,
				 struct command_call *call)
{
	struct export_keys keys = { .count = 0 };
	uint64_t *contacts = NULL;
	unsigned effects;

	if (!may_begin(session, call, &effects))
		return effects;
	if (table_selected(table)) {
		size_t count = table_targets(table, &contacts);
		for (size_t i = 0; i < count; i++)
			add_contact(session->store, contact_list_contact(contacts[i]), &keys);
		free(contacts);
	} else {
		for (size_t i = 0; i < table_count(table); i++)
			add_contact(session->store, table_row_at(table, i), &keys);
	}
	return begin(session, keys.items, keys.count, call);
}

unsigned message_export_thread(struct session *session, const struct thread *thread,
			       struct command_call *call)
{
	uint64_t *keys = NULL;
	unsigned effects;

	if (!may_begin(session, call, &effects))
		return effects;
	size_t count = thread_shown(thread, &keys);
	return begin(session, keys, count, call);
}

unsigned message_export_row(struct session *session, uint32_t row, struct command_call *call)
{
	unsigned effects;

	if (!may_begin(session, call, &effects))
		return effects;
	uint64_t key = store_key(session->store, row);
	return begin(session, xmemdup(&key, sizeof(key)), 1, call);
}
