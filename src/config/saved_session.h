/*
 * saved_session.h - where the operator was when he left: XDG_STATE/sessions/ACCOUNT.conf.
 *
 *	version = 1;
 *	screen = "messages";
 *	above = [ "message SM…" ];
 *	lists = { messages = { sort = "price"; descending = true; query = "is:failed"; }; };
 *
 * A file for each account, 0600, written as a whole or not at all. It is read with suspicion: what
 * others may write, what has another version, and what is no such file is an error, and nothing of it
 * is taken. What the screens, their columns and queries are is known to the views.
 */
#ifndef MSGDECK_CONFIG_SAVED_SESSION_H
#define MSGDECK_CONFIG_SAVED_SESSION_H

#include <stdbool.h>

#include "base/error.h"
#include "base/vec.h"

struct saved_list {
	char *screen;
	char *sort; /* a column; NULL: the list's own order */
	bool descending;
	char *query; /* NULL: none */
};

struct saved_session {
	char *screen;             /* NULL: none */
	struct VEC(char *) above; /* what was opened on top of it: a name and arguments */
	struct VEC(struct saved_list) lists; /* each screen once */
};

/* Where there is none, it stays empty. */
bool saved_session_read(struct saved_session *saved, const char *account, struct error *err);
bool saved_session_write(const struct saved_session *saved, const char *account, struct error *err);
/* Removes the file, if there is one. */
bool saved_session_forget(const char *account, struct error *err);
void saved_session_release(struct saved_session *saved);

/* NULL where nothing is known of it. */
const struct saved_list *saved_session_list(const struct saved_session *saved, const char *screen);
/* Takes the place of what was known of the screen; texts are copied, NULL: none. */
void saved_session_set_list(struct saved_session *saved, const struct saved_list *list);

#endif
