/*
 * media_export.h - the gallery's list as a file: one line a medium, no contents.
 *
 * Columns: sid, message_sid, content_type, size (where its content was fetched), date, direction, from,
 * to, account_sid. A message whose list was not read is a line without sid and type. Thread: UI.
 */
#ifndef MSGDECK_VIEWS_MEDIA_MEDIA_EXPORT_H
#define MSGDECK_VIEWS_MEDIA_MEDIA_EXPORT_H

#include "views/list/list_export.h"
#include "views/media/media_list.h"

/* The command, for what is selected, or all that is shown: see list_export(). */
unsigned media_export(struct session *session, struct table *table, struct command_call *call);

#endif
