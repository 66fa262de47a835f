/*
 * pool_head.h - what stands above a pool: which service it is, how it is set where that matters for
 * its senders, and how many of each kind there are.
 *
 * Thread: UI.
 */
#ifndef MSGDECK_VIEWS_SERVICES_POOL_HEAD_H
#define MSGDECK_VIEWS_SERVICES_POOL_HEAD_H

#include "ui/surface.h"
#include "views/services/sender_list.h"

#define POOL_HEAD_ROWS 2

void pool_head_draw(const struct sender_list *list, const struct pane *pane);
/* Appends the service's name, cleaned, or its short SID while it is not known. */
void pool_head_name(const struct sender_list *list, struct strbuf *out);
/* A section's name in commands, and back; SENDER_KINDS for another word. */
const char *pool_head_word(enum sender_kind kind);
enum sender_kind pool_head_section(const char *word);

#endif
