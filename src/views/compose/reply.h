/*
 * reply.h - opening the compose screen with what is known of an answer: to whom, and from whom.
 *
 * The answer to what somebody wrote goes out from the number it came to. Where nothing came in yet it
 * goes the way the last message went: the same service, else the same sender. The channel stays: a
 * WhatsApp address is answered from one. Thread: UI.
 */
#ifndef MSGDECK_VIEWS_COMPOSE_REPLY_H
#define MSGDECK_VIEWS_COMPOSE_REPLY_H

#include "views/session/session.h"

/* To the contact of this message. STORE_NO_ROW is refused. Effects, as all below. */
unsigned reply_to_row(struct session *session, uint32_t row, struct error *err);
/* To this contact, as its newest messages say. */
unsigned reply_to_contact(struct session *session, uint32_t contact, struct error *err);
/* An empty message. */
unsigned reply_to_nobody(struct session *session, struct error *err);

/* The commands of a screen on which messages are answered: rows for its table. */
#define REPLY_COMMANDS(new_runner, reply_runner, check)                            \
	{                                                                          \
		.name = "new",                                                     \
		.args = "",                                                        \
		.help = "Write a message",                                         \
		.hint = "new",                                                     \
		.hint_rank = 4,                                                    \
		.flags = COMMAND_CHANGES_ACCOUNT,                                  \
		.run = new_runner,                                                 \
	},                                                                         \
	{                                                                          \
		.name = "reply", .args = "",                                       \
		.help = "Write to this contact, from the number that it wrote to", \
		.hint = "reply", .hint_rank = 3, .flags = COMMAND_CHANGES_ACCOUNT, \
		.run = reply_runner, .ready = check,                               \
	}

#endif
