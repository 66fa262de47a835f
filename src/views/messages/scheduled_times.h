/*
 * scheduled_times.h - when messages are to be sent that msgdeck itself scheduled.
 *
 * The API never says: SendAt is not among the members of a message. The journals of changes are the
 * only place that knows (docs/journal.md), so those that are young enough to matter are read, one at
 * a time between other work, newest first; files that are larger than a plan of sends can be are left
 * out. Thread: UI.
 */
#ifndef MSGDECK_VIEWS_MESSAGES_SCHEDULED_TIMES_H
#define MSGDECK_VIEWS_MESSAGES_SCHEDULED_TIMES_H

#include <stdbool.h>
#include <stdint.h>

#include "model/sid.h"

struct session;
struct scheduled_times;

/* Begins to read; `changed` is told after what brought something. */
struct scheduled_times *scheduled_times_new(struct session *session, void (*changed)(void *context),
					    void *context);
/* NULL is allowed. */
void scheduled_times_free(struct scheduled_times *times);
/* Takes in what the present plan has scheduled: after NEWS_CHANGES. */
void scheduled_times_update(struct scheduled_times *times);
/* DATE_NONE where it is not known. O(log n). */
int64_t scheduled_times_find(const struct scheduled_times *times, const struct sid *sid);

#endif
