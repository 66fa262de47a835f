#include "views/message_export.h"

#include <string.h>

#include "base/mem.h"
#include "model/export_row.h"
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
		export->format->head(out);
}

static void add_row(void *data, size_t index, struct strbuf *out)
{
	const struct export *export = data;
	uint32_t row = store_row(export->session->store, export->keys[index]);
	struct message message;

	if (row == STORE_NO_ROW)
		return;
	store_get(export->session->store, row, &message);
	export->format->row(out, &message, export->account);
}

static void release(void *data)
{
	struct export *export = data;

	free(export->keys);
	free(export);
}

/* At some 50 ns a row; the order may not change meanwhile, so it is not cut into slices. */
static void take_shown(struct export *export, struct table *table)
{
	const struct store *store = export->session->store;

	export->count = table_count(table);
	export->keys = xcalloc(export->count, sizeof(*export->keys));
	for (size_t i = 0; i < export->count; i++)
		export->keys[i] = store_key(store, table_row_at(table, i));
}

static const struct export_format *format_of(const char *path)
{
	const char *dot = strrchr(path, '.');
	const struct export_format *format = dot ? export_format_find(dot + 1) : NULL;
	size_t count;

	return format ? format : export_formats(&count);
}

bool message_export(struct session *session, struct table *table, const char *path,
		    struct error *err)
{
	struct export *export;

	if (session->options.hide_bodies)
		return error_set(err, ERROR_REFUSED,
				 "Texts are hidden in this session (hide_bodies), so they are not "
				 "exported");
	export = xcalloc(1, sizeof(*export));
	export->session = session;
	export->format = format_of(path);
	if (session->options.account)
		snprintf(export->account, sizeof(export->account), "%s", session->options.account);
	if (table_selected(table))
		export->count = table_targets(table, &export->keys);
	else
		take_shown(export, table);
	return writer_start(session, path,
			    &(struct writer_source){
				    .count = export->count,
				    .head = add_head,
				    .row = add_row,
				    .release = release,
				    .data = export,
				    .what = "messages",
			    },
			    err);
}
