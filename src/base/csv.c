#include "base/csv.h"

#include <string.h>

#include "base/mem.h"

#define BOM "\xEF\xBB\xBF"

static char find_separator(const char *text, size_t length)
{
	static const char separators[] = { ',', ';', '\t' };
	size_t line = 0;

	while (line < length && text[line] != '\n' && text[line] != '\r')
		line++;
	for (size_t i = 0; i < sizeof(separators); i++)
		if (line && memchr(text, separators[i], line))
			return separators[i];
	return ',';
}

void csv_init(struct csv *csv, const char *text, size_t length)
{
	size_t bom = length >= 3 && memcmp(text, BOM, 3) == 0 ? 3 : 0;

	*csv = (struct csv){
		.text = text,
		.length = length,
		.at = bom,
		.separator = find_separator(text + bom, length - bom),
		.next_line = 1,
		.bytes = STRBUF_INIT(CSV_ROW_MAX + CSV_CELLS_MAX),
	};
}

void csv_release(struct csv *csv)
{
	strbuf_wipe(&csv->bytes);
}

static bool is_end(char byte)
{
	return byte == '\n' || byte == '\r';
}

/* Past a line's end, which CR LF is one of. */
static void pass_end(struct csv *csv)
{
	bool pair = csv->text[csv->at] == '\r' && csv->at + 1 < csv->length &&
		    csv->text[csv->at + 1] == '\n';

	csv->at += pair ? 2 : 1;
	csv->next_line++;
}

/* From behind its first quote past its last one. */
static bool read_quoted(struct csv *csv, struct error *err)
{
	while (csv->at < csv->length) {
		char byte = csv->text[csv->at];

		if (byte == '"' && (csv->at + 1 == csv->length || csv->text[csv->at + 1] != '"')) {
			csv->at++;
			return csv->at == csv->length || csv->text[csv->at] == csv->separator ||
			       is_end(csv->text[csv->at]) ||
			       error_set(err, ERROR_USAGE, "there is text behind a closing quote");
		}
		if (is_end(byte)) {
			size_t from = csv->at;
			pass_end(csv);
			strbuf_add(&csv->bytes, csv->text + from, csv->at - from);
			continue;
		}
		strbuf_addch(&csv->bytes, byte);
		csv->at += byte == '"' ? 2 : 1;
	}
	return error_set(err, ERROR_USAGE, "a quote is opened and not closed");
}

static void read_bare(struct csv *csv)
{
	size_t from = csv->at;

	while (csv->at < csv->length && csv->text[csv->at] != csv->separator &&
	       !is_end(csv->text[csv->at]))
		csv->at++;
	strbuf_add(&csv->bytes, csv->text + from, csv->at - from);
}

static bool read_cell(struct csv *csv, struct error *err)
{
	size_t start = csv->bytes.length;

	if (csv->count == CSV_CELLS_MAX)
		return error_set(err, ERROR_LIMIT, "a row has more than %d cells", CSV_CELLS_MAX);
	csv->starts[csv->count] = start;
	if (csv->at < csv->length && csv->text[csv->at] == '"') {
		csv->at++;
		if (!read_quoted(csv, err))
			return false;
	} else {
		read_bare(csv);
	}
	if (csv->bytes.length > start &&
	    memchr(csv->bytes.data + start, '\0', csv->bytes.length - start))
		return error_set(err, ERROR_USAGE, "there is a NUL byte: this is no text");
	strbuf_addch(&csv->bytes, '\0');
	csv->starts[++csv->count] = csv->bytes.length;
	return !csv->bytes.overflow ||
	       error_set(err, ERROR_LIMIT, "a row has more than %d bytes", CSV_ROW_MAX);
}

static bool read_row(struct csv *csv, struct error *err)
{
	bool more = true;

	csv->count = 0;
	strbuf_reset(&csv->bytes);
	csv->line = csv->next_line;
	while (more) {
		if (!read_cell(csv, err))
			return false;
		more = csv->at < csv->length && csv->text[csv->at] == csv->separator;
		csv->at += more;
	}
	if (csv->at < csv->length)
		pass_end(csv);
	return true;
}

enum csv_answer csv_next(struct csv *csv, struct error *err)
{
	while (csv->at < csv->length) {
		if (!read_row(csv, err)) {
			csv->at = csv->length;
			return CSV_FAULT;
		}
		for (size_t i = 0; i < csv->count; i++)
			if (*csv_cell(csv, i, NULL))
				return CSV_ROW;
	}
	csv->count = 0;
	return CSV_END;
}

void csv_go(struct csv *csv, size_t at, unsigned line)
{
	csv->at = at;
	csv->next_line = line;
}

const char *csv_cell(const struct csv *csv, size_t index, size_t *length)
{
	bool there = index < csv->count;

	if (length)
		*length = there ? csv->starts[index + 1] - csv->starts[index] - 1 : 0;
	return there ? csv->bytes.data + csv->starts[index] : "";
}
