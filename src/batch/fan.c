#include "batch/fan.h"

#include <stdlib.h>

#include "base/mem.h"

#define NOT_FOUND 404

struct fan_slot {
	struct fan_slot *next;
	uint64_t job;
	void *about;
	bool done;
	struct result *first, *last; /* pages so far, linked by their own `next` */
};

void fan_init(struct fan *fan, struct export *x, fan_take *take, void (*release)(void *about))
{
	*fan = (struct fan){ .x = x, .take = take, .release = release };
}

static void drop_first(struct fan *fan)
{
	struct fan_slot *slot = fan->first;

	for (struct result *page = slot->first, *next; page; page = next) {
		next = page->next;
		result_free(page);
	}
	if (fan->release)
		fan->release(slot->about);
	fan->first = slot->next;
	if (!fan->first)
		fan->last = NULL;
	fan->count--;
	free(slot);
}

void fan_release(struct fan *fan)
{
	while (fan->first)
		drop_first(fan);
}

bool fan_has_room(const struct fan *fan)
{
	return fan->count < fan->x->max_in_flight;
}

void fan_ask(struct fan *fan, const struct list_id *list, void *about)
{
	struct fan_slot *slot = xcalloc(1, sizeof(*slot));
	struct job job = { .kind = JOB_READ, .priority = PRIORITY_HISTORY, .list = *list };

	slot->about = about;
	slot->job = fetch_submit(fan->x->fetch, &job);
	if (fan->last)
		fan->last->next = slot;
	else
		fan->first = slot;
	fan->last = slot;
	fan->count++;
}

bool fan_offer(struct fan *fan, struct result *result)
{
	struct fan_slot *slot = fan->first;

	while (slot && slot->job != result->job)
		slot = slot->next;
	if (!slot)
		return false;
	slot->done = result->last;
	result->next = NULL;
	if (slot->last)
		slot->last->next = result;
	else
		slot->first = result;
	slot->last = result;
	return true;
}

static bool give_page(struct fan *fan, const void *about, struct result *page, struct error *err)
{
	if (page->error.kind != ERROR_NONE && page->error.http_status != NOT_FOUND) {
		error_move(err, &page->error);
		return false;
	}
	export_count_bad(fan->x, page);
	return fan->take(fan->x, about, page, err);
}

bool fan_give(struct fan *fan, struct error *err)
{
	while (fan->first && fan->first->done) {
		for (struct result *page = fan->first->first; page; page = page->next)
			if (!give_page(fan, fan->first->about, page, err))
				return false;
		drop_first(fan);
	}
	return true;
}
