/*
 * restore.h - where the operator was, kept for the next time (the option restore_session): the screen and
 * what was opened on top of it, and of each list its order and, with "all", its query. Columns that were
 * chosen are kept as by keep-columns.
 *
 * What is on top is kept where it says no more than a SID or a country: messages, media, pools, prices;
 * with "all" conversations, too. What is written, forms, and all that was marked is not. With "screens"
 * nothing is kept that the operator typed, and no phone number. The demo is forgotten.
 *
 * Thread: UI.
 */
#ifndef MSGDECK_VIEWS_SESSION_RESTORE_H
#define MSGDECK_VIEWS_SESSION_RESTORE_H

#include "base/error.h"
#include "ui/command.h"
#include "views/session/session.h"

struct restore;

/* Goes back to where one was; what cannot be read is said, and is as if it were not there. */
void restore_begin(struct session *session);
/* For shell_ops.opened: a root screen was opened for the first time. */
void restore_opened(void *session, struct view *view);
/* Something arrived that the screens were told of. */
void restore_news(struct session *session, const struct news *news);
/* Before the screens are closed. */
bool restore_keep(struct session *session, struct error *err);
void restore_free(struct restore *restore); /* NULL is allowed */

/* The command forget-session. */
unsigned restore_forget(struct command_call *call);

#endif
