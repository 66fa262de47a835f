/*
 * seam.h - where one page of a list ends and the next begins: what both hold is taken once.
 *
 * A list that moves between two requests may show a message again. Nothing is remembered but the page
 * before, so memory does not grow with the list; and since a list is ordered by date_sent, newest
 * first, only messages as new as the oldest of that page, or without date_sent, are looked for.
 *
 * Thread: the fetch thread.
 */
#ifndef MSGDECK_FETCH_SEAM_H
#define MSGDECK_FETCH_SEAM_H

#include <stddef.h>
#include <stdint.h>

#include "base/vec.h"
#include "model/message.h"

struct seam {
	struct VEC(struct sid) sids; /* of the page before */
	int64_t oldest;              /* date_sent of it, DATE_NONE where none */
};

void seam_init(struct seam *seam);
void seam_release(struct seam *seam);
/* To be called with each page in turn: moves what the page before did not have to the front, in its
 * order, and returns how many those are. */
size_t seam_join(struct seam *seam, struct message *messages, size_t count);

#endif
