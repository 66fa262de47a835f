/*
 * message_copy.h - what of a message goes to the clipboard: its SID, its text as it came, an address, the
 * JSON.
 *
 * Thread: UI.
 */
#ifndef MSGDECK_VIEWS_MESSAGES_MESSAGE_COPY_H
#define MSGDECK_VIEWS_MESSAGES_MESSAGE_COPY_H

#include "ui/command.h"
#include "views/messages/message_page.h"

/* The command "copy [sid|text|…]" of the page's message. Texts are refused where they are hidden. Effects. */
unsigned message_copy(const struct message_page *page, struct command_call *call);
void message_copy_complete(const struct command_call *call, struct completion *completion);

#endif
