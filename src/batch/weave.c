#include "batch/weave.h"

#include <stdlib.h>

#include "base/date.h"
#include "batch/overlap.h"

struct weave_window {
	uint32_t id;
	bool catching;          /* it began again: what comes stands above what it had reached */
	int64_t newest, oldest; /* date_sent of what has come, DATE_NONE before */
	struct VEC(struct sid) first, last; /* what was sent in these two seconds */
	struct overlap tail;                /* the end of what has come */
};

void weave_release(struct weave *weave)
{
	for (size_t i = 0; i < weave->windows.count; i++) {
		struct weave_window *window = weave->windows.items[i];

		vec_release(&window->first);
		vec_release(&window->last);
		overlap_release(&window->tail);
		free(window);
	}
	vec_release(&weave->windows);
	sid_set_release(&weave->unsent);
}

static struct weave_window *want(struct weave *weave, uint32_t id)
{
	struct weave_window *window;

	for (size_t i = 0; i < weave->windows.count; i++)
		if (weave->windows.items[i]->id == id)
			return weave->windows.items[i];
	window = xcalloc(1, sizeof(*window));
	window->id = id;
	window->newest = window->oldest = DATE_NONE;
	overlap_init(&window->tail);
	vec_push(&weave->windows, window);
	return window;
}

static bool is_among(const struct sid *sids, size_t count, const struct sid *sid)
{
	for (size_t i = 0; i < count; i++)
		if (sid_equal(&sids[i], sid))
			return true;
	return false;
}

static bool covers(const struct weave_window *window, const struct sid *sid, int64_t sent)
{
	if (window->newest == DATE_NONE || sent > window->newest || sent < window->oldest)
		return false;
	if (sent < window->newest && sent > window->oldest)
		return true;
	return (sent == window->newest &&
		is_among(window->first.items, window->first.count, sid)) ||
	       (sent == window->oldest && is_among(window->last.items, window->last.count, sid));
}

/* Of its own window: one that the list showed again, or that stands above where it began again. */
static bool is_again(struct weave_window *own, const struct sid *sid, int64_t sent)
{
	bool known = overlap_has(&own->tail, sid, sent);

	if (own->catching && !known && own->oldest != DATE_NONE && sent > own->oldest)
		return true;
	own->catching = false;
	return known;
}

/* It is of this window, whoever else had it. */
static void extend(struct weave_window *own, const struct sid *sid, int64_t sent)
{
	if (own->newest == DATE_NONE || sent > own->newest) {
		vec_clear(&own->first);
		own->newest = sent;
	}
	if (own->oldest == DATE_NONE || sent < own->oldest) {
		vec_clear(&own->last);
		own->oldest = sent;
	}
	if (sent == own->newest)
		vec_push(&own->first, *sid);
	if (sent == own->oldest)
		vec_push(&own->last, *sid);
	overlap_add(&own->tail, sid, sent);
}

static bool is_new_sent(struct weave *weave, struct weave_window *own, const struct sid *sid,
			int64_t sent)
{
	bool fresh = true;

	if (is_again(own, sid, sent))
		return false;
	for (size_t i = 0; fresh && i < weave->windows.count; i++)
		fresh = weave->windows.items[i] == own ||
			!covers(weave->windows.items[i], sid, sent);
	extend(own, sid, sent);
	return fresh;
}

static bool is_reading(const struct window_place *place, uint32_t id)
{
	for (uint32_t i = 0; i < place->window_count; i++)
		if (place->windows[i].id == id)
			return !place->windows[i].done;
	return false;
}

/* Nothing more comes of another window that is done or was given up, so its end is not looked through
 * again. */
static void forget_ends(struct weave *weave, const struct window_place *place)
{
	for (size_t i = 0; i < weave->windows.count; i++)
		if (weave->windows.items[i]->id != place->window &&
		    !is_reading(place, weave->windows.items[i]->id))
			overlap_release(&weave->windows.items[i]->tail);
}

size_t weave_page(struct weave *weave, const struct window_place *place, struct message *messages,
		  size_t count)
{
	struct weave_window *own = place->sweep ? want(weave, place->window) : NULL;
	size_t kept = 0;

	for (uint32_t i = 0; i < place->window_count; i++) {
		if (place->windows[i].id != place->window)
			continue;
		own = want(weave, place->window);
		own->catching |= place->again;
	}
	/* A window that was given up has no say: another one will come to all that it had. */
	if (!own)
		return 0;
	for (size_t i = 0; i < count; i++) {
		const struct message message = messages[i];
		bool fresh = message.date_sent == DATE_NONE
				     ? sid_set_add(&weave->unsent, &message.sid)
				     : is_new_sent(weave, own, &message.sid, message.date_sent);

		if (fresh)
			messages[kept++] = message;
	}
	forget_ends(weave, place);
	return kept;
}
