#include "model/export_row.h"

#include <string.h>

#include "base/mem.h"

static void jsonl_row(struct strbuf *out, const struct export_sheet *sheet, const void *record,
		      const char *account)
{
	char scratch[EXPORT_SCRATCH];

	for (size_t i = 0; i < sheet->count; i++) {
		const struct export_column *column = &sheet->columns[i];

		strbuf_addstr(out, i ? ",\"" : "{\"");
		strbuf_addstr(out, column->name);
		strbuf_addstr(out, "\":");
		export_cell_json(out, export_value(column, record, account, true, scratch),
				 column->kind);
	}
	strbuf_addstr(out, "}\n");
}

static void csv_head(struct strbuf *out, const struct export_sheet *sheet)
{
	for (size_t i = 0; i < sheet->count; i++)
		strbuf_addf(out, "%s%s", i ? "," : "", sheet->columns[i].name);
	strbuf_addstr(out, "\r\n");
}

static void csv_row(struct strbuf *out, const struct export_sheet *sheet, const void *record,
		    const char *account)
{
	char scratch[EXPORT_SCRATCH];

	for (size_t i = 0; i < sheet->count; i++) {
		const struct export_column *column = &sheet->columns[i];

		strbuf_addstr(out, i ? "," : "");
		export_cell_csv(out, export_value(column, record, account, false, scratch),
				column->kind);
	}
	strbuf_addstr(out, "\r\n");
}

static const struct export_format formats[] = {
	{ .name = "jsonl", .terminal = true, .row = jsonl_row },
	{ .name = "csv", .head = csv_head, .row = csv_row },
};

const struct export_format *export_formats(size_t *count)
{
	*count = ARRAY_SIZE(formats);
	return formats;
}

const struct export_format *export_format_find(const char *name)
{
	for (size_t i = 0; i < ARRAY_SIZE(formats); i++)
		if (strcmp(formats[i].name, name) == 0)
			return &formats[i];
	return NULL;
}
