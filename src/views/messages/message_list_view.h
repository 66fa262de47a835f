/*
 * message_list_view.h - what the screens that list messages of the cache do alike, beside what all
 * lists do: opening, copying and following the message under the cursor, changing and exporting what is
 * selected.
 *
 * Such a screen's struct begins with a struct message_list_view. Thread: UI.
 */
#ifndef MSGDECK_VIEWS_MESSAGES_MESSAGE_LIST_VIEW_H
#define MSGDECK_VIEWS_MESSAGES_MESSAGE_LIST_VIEW_H

#include "views/list/list_view.h"
#include "views/messages/message_list.h"

struct message_list_view {
	struct list_view list;
	struct message_list rows;
};

/* The rows follow the store from here on. */
void message_list_open(struct message_list_view *view);
void message_list_close(struct view *view);

/* Commands; their target is the view. */
unsigned message_list_run_open(struct command_call *call);
unsigned message_list_run_conversation(struct command_call *call);
unsigned message_list_run_copy_sid(struct command_call *call);
unsigned message_list_run_export(struct command_call *call);
unsigned message_list_run_links(struct command_call *call);
unsigned message_list_run_new(struct command_call *call);
/* redact, delete, cancel */
unsigned message_list_run_change(struct command_call *call);

#define MESSAGE_COMMAND_CONVERSATION(check)                                                   \
	{                                                                                     \
		.name = "conversation", .args = "",                                           \
		.help = "Show the conversation that the message belongs to",                  \
		.hint = "conversation", .hint_rank = 4, .run = message_list_run_conversation, \
		.ready = check,                                                               \
	}
#define MESSAGE_COMMAND_COPY_SID(check)                                                         \
	{                                                                                       \
		.name = "copy-sid", .args = "",                                                 \
		.help = "Copy the message's SID to the clipboard of your own machine (OSC 52)", \
		.hint = "copy SID", .hint_rank = 5, .run = message_list_run_copy_sid,           \
		.ready = check,                                                                 \
	}

#endif
