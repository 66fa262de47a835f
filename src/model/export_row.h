/*
 * export_row.h - records as lines of a file: the formats in which they leave msgdeck.
 *
 * Every format has the same columns in the same order, those of the record's sheet
 * (model/export_sheet.h). Times are ISO 8601 in UTC ("2024-05-03T17:44:50Z"); numbers and money are
 * as the API writes them ("-0.00750", exactly); texts are the original ones, not what is drawn.
 *
 * jsonl: one JSON object (RFC 8259) a line, ended by LF. Values have the API's types: error_code is
 * a number, num_segments and price are strings, what is not there is null. A lone surrogate is its
 * \u escape, and no control character is ever written as such, so a line is safe on a terminal;
 * bytes that are not UTF-8 are U+FFFD. Nothing else differs from the original.
 *
 * csv: RFC 4180, so lines end with CR LF and a text may go over several, with a header. Null is an empty
 * cell, an empty text is "". A text that a spreadsheet might take for a formula, because it begins with = +
 * - @ (or their full-width forms), TAB, CR or LF, gets an apostrophe in front, and so does one that begins
 * with an apostrophe: the original of a cell that begins with one is always what stands behind it. Two
 * things are left as they are: numbers and money, and an address that is nothing but "+" and 2 to 15 digits
 * (E.164), which at worst is read as a number. NUL, lone surrogates and bytes that are not UTF-8 cannot be
 * told in CSV, and are U+FFFD. Control characters are kept: not for terminals.
 *
 * Pure; any thread.
 */
#ifndef MSGDECK_MODEL_EXPORT_ROW_H
#define MSGDECK_MODEL_EXPORT_ROW_H

#include <stdbool.h>
#include <stddef.h>

#include "base/strbuf.h"
#include "model/export_sheet.h"

struct export_format {
	const char *name; /* as typed */
	bool terminal;    /* what it writes may be shown on a terminal as it is */
	/* Appends what comes before the first record; NULL: nothing does. */
	void (*head)(struct strbuf *out, const struct export_sheet *sheet);
	/* Appends one record. `account` is the account's SID. */
	void (*row)(struct strbuf *out, const struct export_sheet *sheet, const void *record,
		    const char *account);
};

/* The first is the usual one. */
const struct export_format *export_formats(size_t *count);
/* By name; NULL when there is none. */
const struct export_format *export_format_find(const char *name);

#endif
