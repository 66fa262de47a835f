/*
 * find.h - going to what a SID names, wherever it was pasted from.
 *
 * Thread: UI.
 */
#ifndef MSGDECK_VIEWS_FIND_H
#define MSGDECK_VIEWS_FIND_H

#include "ui/command.h"
#include "views/session/session.h"

/* Opens the screen of what the SID names. What msgdeck has no screen for is said in words. Effects. */
unsigned find_sid(struct session *session, const char *text, struct error *err);
/* The command `find SID`; its target is the session. */
unsigned find_command(struct command_call *call);
/* A paste where nothing is typed into: offers to go to the SID that it is. EFFECT_PASS for any other
 * text. */
unsigned find_pasted(void *session, const char *bytes, size_t length);

#endif
