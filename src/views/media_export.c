#include "views/media_export.h"

#include <stdio.h>
#include <string.h>

#include "base/date.h"
#include "base/json.h"
#include "base/mem.h"
#include "model/export_cell.h"
#include "views/writer.h"

enum column { SID, MESSAGE, TYPE, SIZE, DATE, DIRECTION, FROM, TO, ACCOUNT, COLUMNS };

static const struct {
	const char *name;
	enum export_kind kind;
} columns[COLUMNS] = {
	[SID] = { "sid", EXPORT_MADE },
	[MESSAGE] = { "message_sid", EXPORT_MADE },
	[TYPE] = { "content_type", EXPORT_TEXT },
	[SIZE] = { "size", EXPORT_BARE },
	[DATE] = { "date", EXPORT_MADE },
	[DIRECTION] = { "direction", EXPORT_TEXT },
	[FROM] = { "from", EXPORT_ADDRESS },
	[TO] = { "to", EXPORT_ADDRESS },
	[ACCOUNT] = { "account_sid", EXPORT_MADE },
};

struct media_file {
	struct session *session;
	bool csv;
	uint64_t *keys;
	size_t count;
};

/* One medium's values, and room for those that are made here. */
struct line {
	struct text values[COLUMNS];
	char sid[SID_SIZE], message[SID_SIZE], size[24], date[DATE_ISO_SIZE];
};

static struct text text_of(const char *string)
{
	return (struct text){ .data = *string ? string : NULL, .length = strlen(string) };
}

static bool make_line(const struct media_file *file, uint64_t key, struct line *line)
{
	const struct media_index *index = file->session->media;
	const struct store *store = file->session->store;
	uint32_t row = media_index_row(index, key);
	struct message message;

	if (row == MEDIA_INDEX_NONE)
		return false;
	const struct media_entry *entry = media_index_get(index, row);
	uint32_t at = store_row(store, entry->message);
	if (at == STORE_NO_ROW)
		return false;
	store_get(store, at, &message);
	*line = (struct line){ .size = "" };
	sid_format(&entry->sid, line->sid);
	sid_format(&message.sid, line->message);
	if (entry->size)
		snprintf(line->size, sizeof(line->size), "%llu", (unsigned long long)entry->size);
	if (entry->time != DATE_NONE)
		date_format_iso(entry->time, line->date);
	line->values[SID] = text_of(line->sid);
	line->values[MESSAGE] = text_of(line->message);
	line->values[TYPE] = media_index_type(index, entry);
	line->values[SIZE] = text_of(line->size);
	line->values[DATE] = text_of(line->date);
	line->values[DIRECTION] = text_of(message_direction_name(message.direction));
	line->values[FROM] = message.from;
	line->values[TO] = message.to;
	line->values[ACCOUNT] =
		text_of(file->session->options.account ? file->session->options.account : "");
	return true;
}

static void add_head(void *data, struct strbuf *out)
{
	const struct media_file *file = data;

	for (int i = 0; file->csv && i < COLUMNS; i++)
		strbuf_addf(out, "%s%s", i ? "," : "", columns[i].name);
	if (file->csv)
		strbuf_addstr(out, "\r\n");
}

static void add_row(void *data, size_t at, struct strbuf *out)
{
	const struct media_file *file = data;
	struct line line;

	if (!make_line(file, file->keys[at], &line))
		return;
	for (int i = 0; i < COLUMNS; i++) {
		if (file->csv) {
			strbuf_addstr(out, i ? "," : "");
			export_cell_csv(out, line.values[i], columns[i].kind);
			continue;
		}
		strbuf_addch(out, i ? ',' : '{');
		json_write_string(out, columns[i].name, strlen(columns[i].name));
		strbuf_addch(out, ':');
		export_cell_json(out, line.values[i], columns[i].kind);
	}
	strbuf_addstr(out, file->csv ? "\r\n" : "}\n");
}

static void release(void *data)
{
	struct media_file *file = data;

	free(file->keys);
	free(file);
}

bool media_export(struct session *session, struct table *table, const char *path, struct error *err)
{
	struct media_file *file = xcalloc(1, sizeof(*file));
	const char *dot = strrchr(path, '.');

	file->session = session;
	file->csv = dot && strcmp(dot, ".csv") == 0;
	if (table_selected(table)) {
		file->count = table_targets(table, &file->keys);
	} else {
		file->count = table_count(table);
		file->keys = xcalloc(file->count, sizeof(*file->keys));
		for (size_t i = 0; i < file->count; i++)
			file->keys[i] =
				media_index_get(session->media, table_row_at(table, i))->key;
	}
	return writer_start(session, path,
			    &(struct writer_source){
				    .count = file->count,
				    .head = add_head,
				    .row = add_row,
				    .release = release,
				    .data = file,
				    .one = "medium",
				    .many = "media",
			    },
			    err);
}
