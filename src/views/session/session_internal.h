/*
 * session_internal.h - what the files of the session share: session.c (life, history, answers),
 * session_poll.c (keeping fresh), session_wanted.c (what screens asked for), session_beyond.c (what
 * queries ask for beyond the cache).
 */
#ifndef MSGDECK_VIEWS_SESSION_SESSION_INTERNAL_H
#define MSGDECK_VIEWS_SESSION_SESSION_INTERNAL_H

#include "views/session/session.h"

/* Something that an operator asked for by opening it. */
struct session_wanted {
	enum news_kind kind; /* NEWS_MESSAGE or NEWS_CONTACT */
	struct sid sid;
	uint32_t contact;
	uint64_t jobs[2]; /* 0: answered */
	bool failed;
};

void session_say(struct session *session, const struct news *news);
uint64_t session_submit(struct session *session, struct job *job);

/* What the screen of changes shows has changed. */
void session_changes_news(struct session *session);

/* Polls now; also a timer's function. */
void session_poll_now(void *session);
/* Sets the timer of the next poll, unless one is set or under way. */
void session_poll_later(struct session *session);
/* The last result of a JOB_NEWER or JOB_REFRESH. */
void session_poll_ended(struct session *session, struct result *result);

/* Whether a result is one of session_want_beyond(), whose messages are put beyond the limit. */
bool session_is_beyond(const struct session *session, const struct result *result);
/* Whether it is one of those, but of a question that was given up: what it brings is for nobody, and would
 * not leave again. */
bool session_left_beyond(struct session *session, const struct result *result);
/* Its messages have been put; `full`: not all of them could be. */
void session_beyond_came(struct session *session, struct result *result, bool full);

/* Gives a result to the screens when it is of a job of session_ask(). */
void session_asked(struct session *session, struct result *result);
/* The last result of a job that may be a wanted one's. */
void session_wanted_ended(struct session *session, const struct result *result);

#endif
