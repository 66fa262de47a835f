/*
 * message_choice.h - which messages a command of a screen is for: what is selected on it, or else what
 * is under the cursor or all that it shows.
 *
 * Keys, because rows may leave while they are written somewhere. Thread: UI.
 */
#ifndef MSGDECK_VIEWS_MESSAGES_MESSAGE_CHOICE_H
#define MSGDECK_VIEWS_MESSAGES_MESSAGE_CHOICE_H

#include <stddef.h>
#include <stdint.h>

#include "ui/table.h"
#include "views/messages/thread.h"
#include "views/session/session.h"

struct message_choice {
	uint64_t *keys; /* of the store */
	size_t count;
};

/* Where nothing is selected. */
enum choice_else {
	CHOICE_ELSE_CURSOR,
	CHOICE_ELSE_SHOWN,
};

/* Of a table on message_list, in its order. */
void message_choice_table(struct table *table, enum choice_else otherwise,
			  struct message_choice *choice);
/* All loaded messages of contacts of a table on contact_list; contact by contact, newest first. */
void message_choice_contacts(const struct session *session, struct table *table,
			     enum choice_else otherwise, struct message_choice *choice);
/* Of a thread, oldest first where it is all of it. */
void message_choice_thread(const struct thread *thread, enum choice_else otherwise,
			   struct message_choice *choice);
/* One message; none for STORE_NO_ROW. */
void message_choice_row(const struct session *session, uint32_t row, struct message_choice *choice);
void message_choice_release(struct message_choice *choice);

/* False when texts are hidden in this session, so they do not leave it: `verb` as in "not exported". */
bool message_choice_allowed(const struct session *session, const char *verb, struct error *err);

#endif
