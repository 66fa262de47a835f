#include "model/traffic.h"

#include <stdlib.h>

#include "base/clock.h"
#include "base/mem.h"
#include "base/vec.h"

/* What is remembered of each row, so that it can be taken back: its address' place, and as what it
 * was counted. */
#define PAGE_BITS 12
#define PAGE_ROWS (UINT32_C(1) << PAGE_BITS)
#define CLASS_BITS 3
#define SLICE_ROWS 256

enum class {
	CLASS_UNCOUNTED,
	CLASS_NOBODY, /* looked at, and counted for nobody */
	CLASS_SENT,
	CLASS_DELIVERED,
	CLASS_FAILED,
	CLASS_RECEIVED,
};

struct own {
	uint32_t address; /* its number in the store */
	struct traffic_count count;
};

struct traffic {
	struct store *store;
	uint32_t **pages;
	uint32_t page_count;
	size_t counted; /* rows */
	size_t rank;    /* where the slices are */
	struct VEC(struct own) own;
	/* Numbers of addresses to places in `own` plus one, by open addressing; a power of two. */
	uint32_t *places;
	uint32_t place_count;
};

/* -- own addresses ----------------------------------------------------------------------------- */

static uint32_t *place_of(const struct traffic *traffic, uint32_t address)
{
	uint32_t mask = traffic->place_count - 1;
	uint32_t at = (uint32_t)(address * UINT64_C(0x9e3779b97f4a7c15) >> 32) & mask;

	while (traffic->places[at] &&
	       traffic->own.items[traffic->places[at] - 1].address != address)
		at = (at + 1) & mask;
	return &traffic->places[at];
}

static void grow_places(struct traffic *traffic)
{
	uint32_t count = traffic->place_count ? traffic->place_count * 2 : 64;

	free(traffic->places);
	traffic->places = xcalloc(count, sizeof(*traffic->places));
	traffic->place_count = count;
	for (size_t i = 0; i < traffic->own.count; i++)
		*place_of(traffic, traffic->own.items[i].address) = (uint32_t)i + 1;
}

static uint32_t own_of(struct traffic *traffic, uint32_t address)
{
	if (traffic->own.count * 2 >= traffic->place_count)
		grow_places(traffic);
	uint32_t *place = place_of(traffic, address);
	if (!*place) {
		vec_push(&traffic->own, ((struct own){ .address = address }));
		*place = (uint32_t)traffic->own.count;
	}
	return *place - 1;
}

/* -- rows -------------------------------------------------------------------------------------- */

static uint32_t *mark_of(struct traffic *traffic, uint32_t row)
{
	uint32_t page = row >> PAGE_BITS;

	if (page >= traffic->page_count) {
		traffic->pages = xreallocarray(traffic->pages, page + 1, sizeof(*traffic->pages));
		while (traffic->page_count <= page)
			traffic->pages[traffic->page_count++] = NULL;
	}
	if (!traffic->pages[page])
		traffic->pages[page] = xcalloc(PAGE_ROWS, sizeof(uint32_t));
	return &traffic->pages[page][row & (PAGE_ROWS - 1)];
}

static enum class class_of(const struct store *store, uint32_t row) {
	enum message_status status = store_status(store, row);

	if (store_direction(store, row) == DIRECTION_INBOUND) return CLASS_RECEIVED;
	if (status == STATUS_SCHEDULED || status == STATUS_CANCELED) return CLASS_NOBODY;
	if (status == STATUS_DELIVERED || status == STATUS_READ) return CLASS_DELIVERED;
	return message_status_is_failure(status) ? CLASS_FAILED : CLASS_SENT;
}

static void add(struct traffic_count *count, enum class class, uint32_t step)
{
	count->received += class == CLASS_RECEIVED ? step : 0;
	count->sent += class == CLASS_RECEIVED ? 0 : step;
	count->delivered += class == CLASS_DELIVERED ? step : 0;
	count->failed += class == CLASS_FAILED ? step : 0;
}

static void take_back(struct traffic *traffic, uint32_t row)
{
	uint32_t *mark = mark_of(traffic, row);
	enum class class = *mark & ((1u << CLASS_BITS) - 1);

	if (class == CLASS_UNCOUNTED)
		return;
	if (class != CLASS_NOBODY)
		add(&traffic->own.items[*mark >> CLASS_BITS].count, class, UINT32_MAX);
	*mark = CLASS_UNCOUNTED;
	traffic->counted--;
}

static void count_row(struct traffic *traffic, uint32_t row)
{
	const struct store *store = traffic->store;
	uint32_t *mark = mark_of(traffic, row);
	enum class class = class_of(store, row);
	uint32_t address = class == CLASS_RECEIVED ? store_to_id(store, row)
						   : store_from_id(store, row);
	uint32_t own = 0;

	if (!address)
		class = CLASS_NOBODY;
	if (class != CLASS_NOBODY) {
		own = own_of(traffic, address);
		add(&traffic->own.items[own].count, class, 1);
	}
	*mark = own << CLASS_BITS | class;
	traffic->counted++;
}

static void forget(struct traffic *traffic)
{
	for (uint32_t i = 0; i < traffic->page_count; i++)
		free(traffic->pages[i]);
	free(traffic->pages);
	free(traffic->places);
	vec_release(&traffic->own);
	*traffic = (struct traffic){ .store = traffic->store };
}

static void store_changed(const struct store_event *event, void *context)
{
	struct traffic *traffic = context;

	switch (event->kind) {
	case STORE_EVENT_CHANGED:
		take_back(traffic, event->row);
		count_row(traffic, event->row);
		break;
	case STORE_EVENT_ADDED:
		count_row(traffic, event->row);
		break;
	case STORE_EVENT_REMOVING:
		take_back(traffic, event->row);
		break;
	case STORE_EVENT_REMOVED:
		break;
	case STORE_EVENT_CLEARED:
		forget(traffic);
		break;
	}
}

/* -- the whole --------------------------------------------------------------------------------- */

struct traffic *traffic_new(struct store *store)
{
	struct traffic *traffic = xcalloc(1, sizeof(*traffic));

	traffic->store = store;
	store_observe(store, store_changed, traffic);
	return traffic;
}

void traffic_free(struct traffic *traffic)
{
	if (!traffic)
		return;
	store_unobserve(traffic->store, store_changed, traffic);
	forget(traffic);
	free(traffic);
}

bool traffic_busy(const struct traffic *traffic)
{
	return traffic->counted < store_count(traffic->store);
}

/* Ranks shift while messages come and go, so a pass may miss some: then there is another. */
bool traffic_work(struct traffic *traffic, int64_t deadline_ns)
{
	while (traffic_busy(traffic)) {
		for (unsigned i = 0; i < SLICE_ROWS && traffic_busy(traffic); i++) {
			if (traffic->rank >= store_count(traffic->store))
				traffic->rank = 0;
			uint32_t row = store_at(traffic->store, traffic->rank++);
			if (*mark_of(traffic, row) == CLASS_UNCOUNTED)
				count_row(traffic, row);
		}
		if (clock_mono_ns() >= deadline_ns)
			break;
	}
	return traffic_busy(traffic);
}

struct traffic_count traffic_of(const struct traffic *traffic, struct text address)
{
	uint32_t number = store_address_find(traffic->store, address);

	if (!number || !traffic->place_count || !*place_of(traffic, number))
		return (struct traffic_count){ 0 };
	return traffic->own.items[*place_of(traffic, number) - 1].count;
}

int traffic_share(const struct traffic_count *count)
{
	uint64_t ended = (uint64_t)count->delivered + count->failed;

	return ended ? (int)((count->delivered * UINT64_C(1000) + ended / 2) / ended) : -1;
}
