/*
 * restore_later.h - screens that can come back only once what they show has arrived: a conversation, a
 * medium, and what was opened on top of them.
 *
 * They are opened when their messages are there, unless the operator has gone elsewhere by then; where
 * what they showed is not there any more, that is said. Thread: UI.
 */
#ifndef MSGDECK_VIEWS_SESSION_RESTORE_LATER_H
#define MSGDECK_VIEWS_SESSION_RESTORE_LATER_H

#include "base/vec.h"
#include "views/session/session.h"

struct restore_later {
	struct VEC(char *)
		lines; /* owned: what opens them, from the lowest; none: nothing is awaited */
	const struct view *on; /* the screen on which they were */
	struct sid asked;      /* the message that is asked for; SID_NONE: none */
	bool answered;
	bool gone; /* it does not exist any more */
};

/* Whether the line opens a screen of this kind. */
bool restore_later_is_for(const char *line);
/* The next line, above the screen that is shown now. */
void restore_later_add(struct session *session, struct restore_later *later, const char *line);
/* To be called once after all were added, and with each news: opens what can be opened. */
void restore_later_begin(struct session *session, struct restore_later *later);
void restore_later_news(struct session *session, struct restore_later *later,
			const struct news *news);
/* Whether the operator is still where they are awaited. */
bool restore_later_waits(const struct session *session, const struct restore_later *later);
void restore_later_release(struct restore_later *later);

#endif
