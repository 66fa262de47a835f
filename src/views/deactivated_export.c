#include "views/deactivated_export.h"

#include <stdio.h>
#include <string.h>

#include "base/date.h"
#include "base/json.h"
#include "base/mem.h"
#include "model/export_cell.h"
#include "views/writer.h"

enum column { NUMBER, DAY, CONTACT, MESSAGES, LAST_MESSAGE, COLUMNS };

static const struct {
	const char *name;
	enum export_kind kind;
} columns[COLUMNS] = {
	[NUMBER] = { "number", EXPORT_ADDRESS },          [DAY] = { "day", EXPORT_MADE },
	[CONTACT] = { "contact", EXPORT_ADDRESS },        [MESSAGES] = { "messages", EXPORT_BARE },
	[LAST_MESSAGE] = { "last_message", EXPORT_MADE },
};

struct row {
	uint64_t number;
	uint32_t contact; /* or STORE_NO_CONTACT */
};

struct file {
	struct store *store;
	uint64_t epoch; /* of the contacts' numbers */
	bool csv;
	char day[DATE_ISO_SIZE];
	struct row *rows;
};

static void add_head(void *data, struct strbuf *out)
{
	const struct file *file = data;

	for (int i = 0; file->csv && i < COLUMNS; i++)
		strbuf_addf(out, "%s%s", i ? "," : "", columns[i].name);
	if (file->csv)
		strbuf_addstr(out, "\r\n");
}

static struct text text_of(const char *string)
{
	return (struct text){ .data = *string ? string : NULL, .length = strlen(string) };
}

static void add_line(const struct file *file, const struct text values[static COLUMNS],
		     struct strbuf *out)
{
	for (int i = 0; i < COLUMNS; i++) {
		if (file->csv) {
			strbuf_addstr(out, i ? "," : "");
			export_cell_csv(out, values[i], columns[i].kind);
			continue;
		}
		strbuf_addch(out, i ? ',' : '{');
		json_write_string(out, columns[i].name, strlen(columns[i].name));
		strbuf_addch(out, ':');
		export_cell_json(out, values[i], columns[i].kind);
	}
	strbuf_addstr(out, file->csv ? "\r\n" : "}\n");
}

static void add_row(void *data, size_t at, struct strbuf *out)
{
	const struct file *file = data;
	const struct row *row = &file->rows[at];
	struct strbuf number = STRBUF_INIT(STRBUF_LINE);
	struct store_contact about = { .newest = STORE_NO_ROW };
	char messages[24] = "", last[DATE_ISO_SIZE] = "";

	if (row->contact != STORE_NO_CONTACT && file->epoch == store_epoch(file->store)) {
		store_contact(file->store, row->contact, &about);
		snprintf(messages, sizeof(messages), "%u", about.count);
	}
	if (about.newest != STORE_NO_ROW)
		date_format_iso(store_time(file->store, about.newest), last);
	deactivated_number_write(row->number, &number);
	add_line(file,
		 (const struct text[COLUMNS]){
			 [NUMBER] = text_of(number.data),
			 [DAY] = text_of(file->day),
			 [CONTACT] = about.address,
			 [MESSAGES] = text_of(messages),
			 [LAST_MESSAGE] = text_of(last),
		 },
		 out);
	strbuf_release(&number);
}

static void release(void *data)
{
	struct file *file = data;

	free(file->rows);
	free(file);
}

/* The rows that go into the file; returns how many. */
static size_t choose(struct deactivated_list *list, struct table *table, struct row **rows)
{
	bool selected = table_selected(table) > 0;
	uint64_t *keys = NULL;
	size_t wanted = selected ? table_targets(table, &keys) : table_count(table);
	size_t count = 0;

	*rows = xcalloc(wanted, sizeof(**rows));
	for (size_t i = 0; i < wanted; i++) {
		uint32_t row;

		if (!selected)
			row = table_row_at(table, i);
		else if (!deactivated_list_source.find(list, keys[i], &row))
			continue;
		(*rows)[count++] = (struct row){ .number = deactivated_list_number(list, row),
						 .contact = deactivated_list_contact(list, row) };
	}
	free(keys);
	return count;
}

bool deactivated_export(struct deactivated_list *list, struct table *table, int64_t day,
			const char *path, struct error *err)
{
	struct session *session = list->cells.session;
	struct file *file = xcalloc(1, sizeof(*file));
	const char *dot = strrchr(path, '.');
	size_t count = choose(list, table, &file->rows);

	file->store = session->store;
	file->epoch = store_epoch(session->store);
	file->csv = dot && strcmp(dot, ".csv") == 0;
	date_format_day(day, file->day);
	return writer_start(session, path,
			    &(struct writer_source){
				    .count = count,
				    .head = add_head,
				    .row = add_row,
				    .release = release,
				    .data = file,
				    .one = "number",
				    .many = "numbers",
			    },
			    err);
}
