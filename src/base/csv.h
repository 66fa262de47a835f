/*
 * csv.h - comma-separated values (RFC 4180), row after row.
 *
 * Cells are separated by commas; where the first line has none, by semicolons, and else by tabs. LF,
 * CR LF and CR end rows; a quoted cell may hold all of them, and "" for a quote. A byte
 * order mark at the start and rows without anything in them are left out. Bytes are given as they are:
 * any encoding that has ASCII's values for these characters.
 *
 * Thread: any, one at a time for each reader.
 */
#ifndef MSGDECK_BASE_CSV_H
#define MSGDECK_BASE_CSV_H

#include <stdbool.h>
#include <stddef.h>

#include "base/error.h"
#include "base/strbuf.h"

#define CSV_CELLS_MAX 256
#define CSV_ROW_MAX (1024 * 1024) /* bytes of a row's cells */

struct csv {
	const char *text; /* the caller's, until csv_release() */
	size_t length, at;
	char separator;
	unsigned next_line;
	/* Of the row that was read last. */
	unsigned line; /* in which it begins, from 1 */
	size_t count;  /* of cells */
	size_t starts[CSV_CELLS_MAX + 1];
	struct strbuf bytes;
};

enum csv_answer { CSV_ROW, CSV_END, CSV_FAULT };

void csv_init(struct csv *csv, const char *text, size_t length);
void csv_release(struct csv *csv);
/* Reads the next row. On CSV_FAULT the error says what is wrong, and csv->line where; reading ends
 * there. */
enum csv_answer csv_next(struct csv *csv, struct error *err);
/* Goes back to a row: `at` and `next_line` as they were before it was read. */
void csv_go(struct csv *csv, size_t at, unsigned line);
/* A cell of the row, ended by NUL, "" beyond the last; valid until the next row is read. `length` may be
 * NULL: a cell holds no NUL of its own. */
const char *csv_cell(const struct csv *csv, size_t index, size_t *length);

#endif
