/*
 * message_export.h - export of exactly what a screen shows, or of what is selected on it.
 *
 * The name's ending chooses the format (.csv; anything else is jsonl). Thread: UI.
 */
#ifndef MSGDECK_VIEWS_MESSAGE_EXPORT_H
#define MSGDECK_VIEWS_MESSAGE_EXPORT_H

#include "ui/command.h"
#include "ui/table.h"
#include "views/session.h"
#include "views/thread.h"

/* The command of a screen that exports: a row for its table. */
#define EXPORT_COMMAND(runner, about, check)                                               \
	{                                                                                  \
		.name = "export", .args = "[FILE]",                                        \
		.help = "Write " about " to a new file: .csv or .jsonl", .hint = "export", \
		.hint_rank = 6, .max_args = 1, .run = runner, .ready = check,              \
	}

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
