/*
 * deactivated_export.h - deactivated numbers of a day as a file: one line a number.
 *
 * Columns: number, day, contact (the address of the contact of the cache that has the number, or
 * nothing), messages (with it, in the cache), last_message (when). Formats as in model/export_row.h,
 * by the file's ending. Thread: UI.
 */
#ifndef MSGDECK_VIEWS_DEACTIVATED_EXPORT_H
#define MSGDECK_VIEWS_DEACTIVATED_EXPORT_H

#include "views/deactivated_list.h"

/* What is selected, or all that is shown. Returns when it has begun; the end is told in the footer.
 * The list may change or go meanwhile. */
bool deactivated_export(struct deactivated_list *list, struct table *table, int64_t day,
			const char *path, struct error *err);

#endif
