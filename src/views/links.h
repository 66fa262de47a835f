/*
 * links.h - where a thing leads to: from a message to its contact, service, sender, price and error;
 * from a sender to its service and its traffic. One key opens them all as a palette.
 *
 * Thread: UI.
 */
#ifndef MSGDECK_VIEWS_LINKS_H
#define MSGDECK_VIEWS_LINKS_H

#include "model/message.h"
#include "model/service.h"
#include "ui/command.h"
#include "views/services/sender_list.h"
#include "views/session/session.h"

struct links;

/* NULL is allowed. */
void links_free(struct links *links);

/* Each opens the palette. Effects. */
unsigned links_of_message(struct session *session, const struct message *message);
unsigned links_of_sender(struct session *session, const struct listed_sender *sender);
/* Of a phone number as the API writes it; `is_contact`: there are messages with it. */
unsigned links_of_number(struct session *session, const char *number, bool is_contact);
unsigned links_of_service(struct session *session, const struct service *service);

#define LINKS_COMMAND(function, is_ready)                                                       \
	{                                                                                       \
		.name = "links", .args = "",                                                    \
		.help = "Choose where to go from here: contact, service, sender, price, error", \
		.hint = "links", .hint_rank = 9, .run = function, .ready = is_ready,            \
	}

#endif
