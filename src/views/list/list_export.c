#include "views/list/list_export.h"

#include <string.h>

#include "base/mem.h"
#include "model/export_row.h"
#include "views/session/writer.h"

struct file {
	const struct list_export *kind;
	const struct export_format *format;
	char account[SID_SIZE];
	uint64_t *keys; /* NULL: they are the numbers from 0 */
	void *data;
};

static void add_head(void *context, struct strbuf *out)
{
	const struct file *file = context;

	if (file->format->head)
		file->format->head(out, file->kind->sheet);
}

static bool add_row(void *context, size_t index, struct strbuf *out)
{
	const struct file *file = context;
	const void *record = file->kind->record(file->data, file->keys ? file->keys[index] : index);

	if (record)
		file->format->row(out, file->kind->sheet, record, file->account);
	return record != NULL;
}

static void release(void *context)
{
	struct file *file = context;

	if (file->kind->release)
		file->kind->release(file->data);
	free(file->data);
	free(file->keys);
	free(file);
}

static const struct export_format *format_of(const char *path)
{
	const char *dot = strrchr(path, '.');
	const struct export_format *format = dot ? export_format_find(dot + 1) : NULL;
	size_t count;

	return format ? format : export_formats(&count);
}

bool list_export_asks(struct session *session, const struct list_export *kind,
		      const struct command_call *call)
{
	if (call->argc > 1)
		return false;
	writer_ask(session, "export", kind->file);
	return true;
}

unsigned list_export_keys(struct session *session, const struct list_export *kind, const void *data,
			  uint64_t *keys, size_t count, struct command_call *call)
{
	struct file *file = xcalloc(1, sizeof(*file));

	file->kind = kind;
	file->format = format_of(call->argv[1]);
	file->keys = keys;
	file->data = xmemdup(data, kind->size);
	if (session->options.account)
		snprintf(file->account, sizeof(file->account), "%s", session->options.account);
	return writer_start(session, call->argv[1],
			    &(struct writer_source){
				    .count = count,
				    .head = add_head,
				    .row = add_row,
				    .release = release,
				    .data = file,
				    .one = kind->one,
				    .many = kind->many,
			    },
			    call->err)
		       ? EFFECT_REDRAW
		       : EFFECT_FAILED;
}

unsigned list_export(struct session *session, const struct list_export *kind, const void *data,
		     struct table *table, struct command_call *call)
{
	uint64_t *keys;
	size_t count;

	if (list_export_asks(session, kind, call))
		return EFFECT_REDRAW;
	count = table_chosen(table, &keys);
	return list_export_keys(session, kind, data, keys, count, call);
}

const void *list_export_row(void *data, uint64_t key)
{
	const struct list_rows *rows = data;
	uint32_t index = collection_find_key(rows->collection, key);

	return index == COLLECTION_NONE ? NULL : collection_at(rows->collection, index);
}
