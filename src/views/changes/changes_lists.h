/*
 * changes_lists.h - lists that a plan has left in doubt are loaded again.
 *
 * Answers put records into their lists and take them out (views/session/lists.h). What an answer did not
 * say - a sender that was there already, or gone, or had to be looked for - is known once the list has been
 * read again.
 */
#ifndef MSGDECK_VIEWS_CHANGES_CHANGES_LISTS_H
#define MSGDECK_VIEWS_CHANGES_CHANGES_LISTS_H

#include "views/session/session.h"

/* To be called each time the plan comes to rest. */
void changes_refresh_lists(struct session *session);

#endif
