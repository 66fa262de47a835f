/*
 * message_export.h - export of exactly what a screen shows, or of what is selected on it.
 *
 * How, is in views/list/list_export.h. Thread: UI.
 */
#ifndef MSGDECK_VIEWS_MESSAGES_MESSAGE_EXPORT_H
#define MSGDECK_VIEWS_MESSAGES_MESSAGE_EXPORT_H

#include "views/list/list_export.h"
#include "views/messages/thread.h"

/* Each of these runs that command: without a name it asks for one. Effects, as a command's. */

/* The selected messages of a table on message_list, or all it shows when none is, in its order. */
unsigned message_export(struct session *session, struct table *table, struct command_call *call);
/* All loaded messages of the selected contacts of a table on contact_list, or of all that it shows;
 * contact by contact, newest first. */
unsigned message_export_contacts(struct session *session, struct table *table,
				 struct command_call *call);
/* The selected messages of a thread, or all of it, oldest first. */
unsigned message_export_thread(struct session *session, const struct thread *thread,
			       struct command_call *call);
/* One message. */
unsigned message_export_row(struct session *session, uint32_t row, struct command_call *call);

#endif
