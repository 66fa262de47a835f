/*
 * frame.h - what the program says around every screen: whose account this is and whether it is
 * real, and how the connection and the history are doing.
 *
 * The account's mark is told in words as well as in colour, and comes first, so that nobody takes a
 * real account for the demo or the other way round.
 */
#ifndef MSGDECK_VIEWS_FRAME_H
#define MSGDECK_VIEWS_FRAME_H

#include "ui/chrome.h"

/* For shell_ops; `session` is a struct session. */
void frame_header(void *session, struct bar *bar);
/* For shell_ops: that it is production, for every question. */
void frame_mark(void *session, struct strbuf *out);
void frame_status(void *session, struct bar *bar);

#endif
