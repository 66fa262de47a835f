#include "model/traffic.h"

#include <stdlib.h>

#include "base/mem.h"
#include "base/vec.h"
#include "model/tally.h"

/* A row's mark is its address' place, and as what it was counted. */
#define CLASS_BITS 3

enum class {
	CLASS_NOBODY = 1, /* looked at, and counted for nobody */
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
	struct tally tally;
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

static uint32_t count_row(void *data, uint32_t row)
{
	struct traffic *traffic = data;
	const struct store *store = traffic->tally.store;
	enum class class = class_of(store, row);
	uint32_t address = class == CLASS_RECEIVED ? store_to_id(store, row)
						   : store_from_id(store, row);

	if (!address || class == CLASS_NOBODY)
		return CLASS_NOBODY;
	uint32_t own = own_of(traffic, address);
	add(&traffic->own.items[own].count, class, 1);
	return own << CLASS_BITS | class;
}

static void take_back(void *data, uint32_t mark)
{
	struct traffic *traffic = data;
	enum class class = mark & ((1u << CLASS_BITS) - 1);

	if (class != CLASS_NOBODY)
		add(&traffic->own.items[mark >> CLASS_BITS].count, class, UINT32_MAX);
}

static void forget(void *data)
{
	struct traffic *traffic = data;

	free(traffic->places);
	traffic->places = NULL;
	traffic->place_count = 0;
	vec_release(&traffic->own);
}

static const struct tally_ops tally_ops = {
	.count = count_row,
	.take_back = take_back,
	.forget = forget,
};

/* -- the whole --------------------------------------------------------------------------------- */

struct traffic *traffic_new(struct store *store)
{
	struct traffic *traffic = xcalloc(1, sizeof(*traffic));

	tally_init(&traffic->tally, store, &tally_ops, traffic);
	return traffic;
}

void traffic_free(struct traffic *traffic)
{
	if (!traffic)
		return;
	tally_release(&traffic->tally);
	forget(traffic);
	free(traffic);
}

bool traffic_busy(const struct traffic *traffic)
{
	return tally_busy(&traffic->tally);
}

bool traffic_work(struct traffic *traffic, int64_t deadline_ns)
{
	return tally_work(&traffic->tally, deadline_ns);
}

struct traffic_count traffic_of(const struct traffic *traffic, struct text address)
{
	uint32_t number = store_address_find(traffic->tally.store, address);

	if (!number || !traffic->place_count || !*place_of(traffic, number))
		return (struct traffic_count){ 0 };
	return traffic->own.items[*place_of(traffic, number) - 1].count;
}

int traffic_share(const struct traffic_count *count)
{
	uint64_t ended = (uint64_t)count->delivered + count->failed;

	return ended ? (int)((count->delivered * UINT64_C(1000) + ended / 2) / ended) : -1;
}
