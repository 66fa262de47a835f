/*
 * go_to.h - going to anything by a few letters of its name: screens, saved queries, services, senders,
 * countries, contacts, and what a SID names.
 *
 * Each thing is a command line that goes there, so that the palette (ui/palette.h) needs to know
 * nothing of them. What was gone to lately comes first. Thread: UI.
 */
#ifndef MSGDECK_VIEWS_GO_TO_H
#define MSGDECK_VIEWS_GO_TO_H

#include "ui/command.h"
#include "views/session/session.h"

struct go_to;

struct go_to *go_to_new(struct session *session);
/* NULL is allowed. */
void go_to_free(struct go_to *go_to);
/* The command `goto [TEXT]`; its target is the session. */
unsigned go_to_command(struct command_call *call);

#endif
