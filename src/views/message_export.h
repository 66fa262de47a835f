/*
 * message_export.h - export of exactly what a list of messages shows, or of what is selected in it.
 */
#ifndef MSGDECK_VIEWS_MESSAGE_EXPORT_H
#define MSGDECK_VIEWS_MESSAGE_EXPORT_H

#include "ui/table.h"
#include "views/session.h"

/* Writes the selected messages of a table on message_list, or all it shows when none is, in its
 * order. The name's ending chooses the format (.csv; anything else is jsonl). */
bool message_export(struct session *session, struct table *table, const char *path,
		    struct error *err);

#endif
