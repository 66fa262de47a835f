/*
 * find.h - going to what a SID, a phone number or an error code names, wherever it was pasted from.
 *
 * Thread: UI.
 */
#ifndef MSGDECK_VIEWS_FIND_H
#define MSGDECK_VIEWS_FIND_H

#include "ui/command.h"
#include "views/session/session.h"

/* Opens the screen of what the last SID in the text names, or the messages of a phone number in whatever
 * form, or of an error code. What msgdeck has no screen for is said in words. Effects. */
unsigned find_what(struct session *session, const char *text, struct error *err);
enum find_kind {
	FIND_NOTHING,
	FIND_ERROR,        /* one of Twilio's error codes */
	FIND_SHORT_NUMBER, /* few digits: a short code, or a part of anything */
	FIND_NUMBER,       /* a phone number in whatever form, or a channel's address with one */
};

/* What a text names that messages have; appends the query for them, and what it is called. */
enum find_kind find_query(const char *text, size_t length, struct strbuf *query,
			  struct strbuf *words);
/* The command `find WHAT`; its target is the session. */
unsigned find_command(struct command_call *call);
/* A paste where nothing is typed into: offers to go to what it names. EFFECT_PASS for any other text. */
unsigned find_pasted(void *session, const char *bytes, size_t length);

#endif
