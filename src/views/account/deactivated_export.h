/*
 * deactivated_export.h - deactivated numbers of a day as a file: one line a number.
 *
 * Columns: number, day, contact (the address of the contact of the cache that has the number, or
 * nothing), messages (with it, in the cache), last_message (when). Thread: UI.
 */
#ifndef MSGDECK_VIEWS_ACCOUNT_DEACTIVATED_EXPORT_H
#define MSGDECK_VIEWS_ACCOUNT_DEACTIVATED_EXPORT_H

#include "views/account/deactivated_list.h"
#include "views/list/list_export.h"

/* The command, for what is selected, or all that is shown: see list_export(). The list may change or
 * go meanwhile. */
unsigned deactivated_export(struct deactivated_list *list, struct table *table, int64_t day,
			    struct command_call *call);

#endif
