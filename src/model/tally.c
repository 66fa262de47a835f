#include "model/tally.h"

#include <stdlib.h>

#include "base/clock.h"
#include "base/mem.h"

#define PAGE_BITS 12
#define PAGE_ROWS (UINT32_C(1) << PAGE_BITS)
#define SLICE_ROWS 256

/* The row's mark; 0: it is not counted. */
static uint32_t *mark_of(struct tally *tally, uint32_t row)
{
	uint32_t page = row >> PAGE_BITS;

	if (page >= tally->page_count) {
		tally->pages = xreallocarray(tally->pages, page + 1, sizeof(*tally->pages));
		while (tally->page_count <= page)
			tally->pages[tally->page_count++] = NULL;
	}
	if (!tally->pages[page])
		tally->pages[page] = xcalloc(PAGE_ROWS, sizeof(uint32_t));
	return &tally->pages[page][row & (PAGE_ROWS - 1)];
}

static void take_back(struct tally *tally, uint32_t row)
{
	uint32_t *mark = mark_of(tally, row);

	if (!*mark)
		return;
	tally->ops->take_back(tally->data, *mark);
	*mark = 0;
	tally->counted--;
}

static void count(struct tally *tally, uint32_t row)
{
	*mark_of(tally, row) = tally->ops->count(tally->data, row);
	tally->counted++;
}

static void forget(struct tally *tally)
{
	for (uint32_t i = 0; i < tally->page_count; i++)
		free(tally->pages[i]);
	free(tally->pages);
	tally->pages = NULL;
	tally->page_count = 0;
	tally->counted = tally->rank = 0;
}

static void store_changed(const struct store_event *event, void *context)
{
	struct tally *tally = context;

	switch (event->kind) {
	case STORE_EVENT_CHANGED:
		take_back(tally, event->row);
		count(tally, event->row);
		break;
	case STORE_EVENT_ADDED:
		count(tally, event->row);
		break;
	case STORE_EVENT_REMOVING:
		take_back(tally, event->row);
		break;
	case STORE_EVENT_REMOVED:
		break;
	case STORE_EVENT_CLEARED:
		forget(tally);
		tally->ops->forget(tally->data);
		break;
	}
}

void tally_init(struct tally *tally, struct store *store, const struct tally_ops *ops, void *data)
{
	*tally = (struct tally){ .store = store, .ops = ops, .data = data };
	store_observe(store, store_changed, tally);
}

void tally_release(struct tally *tally)
{
	store_unobserve(tally->store, store_changed, tally);
	forget(tally);
}

bool tally_busy(const struct tally *tally)
{
	return tally->counted < store_count(tally->store);
}

/* Ranks shift while messages come and go, so a pass may miss some: then there is another. */
bool tally_work(struct tally *tally, int64_t deadline_ns)
{
	while (tally_busy(tally)) {
		for (unsigned i = 0; i < SLICE_ROWS && tally_busy(tally); i++) {
			if (tally->rank >= store_count(tally->store))
				tally->rank = 0;
			uint32_t row = store_at(tally->store, tally->rank++);
			if (!*mark_of(tally, row))
				count(tally, row);
		}
		if (clock_mono_ns() >= deadline_ns)
			break;
	}
	return tally_busy(tally);
}
