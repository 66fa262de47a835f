/*
 * media_export.h - the gallery's list as a file: one line a medium, no contents.
 *
 * Columns: sid, message_sid, content_type, size (where its content was fetched), date, direction, from,
 * to, account_sid. A message whose list was not read is a line without sid and type. Formats as in
 * model/export_row.h, by the file's ending. Thread: UI.
 */
#ifndef MSGDECK_VIEWS_MEDIA_EXPORT_H
#define MSGDECK_VIEWS_MEDIA_EXPORT_H

#include "views/media_list.h"

/* What is selected, or all that is shown. Returns when it has begun; the end is told in the footer. */
bool media_export(struct session *session, struct table *table, const char *path,
		  struct error *err);

#endif
