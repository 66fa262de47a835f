/*
 * fan.h - many small lists read side by side, and given in the order in which they were asked for:
 * each message's media, each service's senders, each country's prices.
 *
 * As many are under way as requests may be in flight, and no more are asked for before the first of
 * them is complete, so that memory stays what so many lists take.
 *
 * Thread: the main thread.
 */
#ifndef MSGDECK_BATCH_FAN_H
#define MSGDECK_BATCH_FAN_H

#include "batch/export_internal.h"

struct fan_slot;

/* One list's pages, complete, are given to this in turn: `about` is what fan_ask() was given. */
typedef bool fan_take(struct export *x, const void *about, const struct result *page,
		      struct error *err);

struct fan {
	struct export *x;
	fan_take *take;
	void (*release)(void *about); /* frees it; NULL: it is not owned */
	struct fan_slot *first, *last;
	size_t count;
};

void fan_init(struct fan *fan, struct export *x, fan_take *take, void (*release)(void *about));
/* Also what has not been given. */
void fan_release(struct fan *fan);
/* Whether another list may be asked for. */
bool fan_has_room(const struct fan *fan);
/* Takes over `about`. */
void fan_ask(struct fan *fan, const struct list_id *list, void *about);
/* Offers a result; true when it was one of these, and then it is the fan's. */
bool fan_offer(struct fan *fan, struct result *result);
/* Gives what is complete. False when taking failed, or a list could not be read: one that is gone
 * (404) is none. */
bool fan_give(struct fan *fan, struct error *err);

#endif
