/*
 * export_cell.h - one value as it is written into a file: the rules that all exports share.
 *
 * What they are is said in model/export_row.h, under jsonl and csv. Pure; any thread.
 */
#ifndef MSGDECK_MODEL_EXPORT_CELL_H
#define MSGDECK_MODEL_EXPORT_CELL_H

#include "base/strbuf.h"
#include "model/message.h"

enum export_kind {
	EXPORT_MADE,    /* made of what was decoded: letters, digits and signs of no danger */
	EXPORT_BARE,    /* likewise, and no string in JSON: a number, true, a list */
	EXPORT_ADDRESS, /* somebody's words, perhaps a phone number */
	EXPORT_TEXT,    /* somebody's words */
};

/* Append a value without what separates it from others; a null text is null, or an empty cell. */
void export_cell_json(struct strbuf *out, struct text value, enum export_kind kind);
void export_cell_csv(struct strbuf *out, struct text value, enum export_kind kind);

#endif
