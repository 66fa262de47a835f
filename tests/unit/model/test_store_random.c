/*
 * Random adds, updates, redactions, removals and evictions in any order, against a list that does
 * everything the slow and obvious way.
 */
#include "sample.h"

#include "base/hash.h"
#include "base/mem.h"
#include "model/store.h"

#define MESSAGES 700
#define CONTACTS 9
#define STEPS 6000
#define TEXT_SIZE 700

struct naive {
	bool held;
	bool deleted;
	bool redacted;
	bool unread;
	struct message message;
	char to[24];
	char from[24];
	char body[TEXT_SIZE];
	char error[24];
	uint64_t key;
};

struct world {
	struct store *store;
	struct naive all[MESSAGES];
	size_t held;
	size_t evicted;
	int64_t evicted_to;
	uint64_t random;
	/* What the observer saw. */
	size_t added, removed, changed;
};

static uint64_t next_random(struct world *world)
{
	world->random ^= world->random << 13;
	world->random ^= world->random >> 7;
	world->random ^= world->random << 17;
	return world->random * UINT64_C(0x2545f4914f6cdd1d) >> 11;
}

static uint64_t below(struct world *world, uint64_t bound)
{
	return next_random(world) % bound;
}

static void observe(const struct store_event *event, void *context)
{
	struct world *world = context;

	if (event->kind == STORE_EVENT_CLEARED)
		return;
	if (event->kind == STORE_EVENT_REMOVED) {
		struct store_contact contact;

		assert_int_equal(event->row, STORE_NO_ROW);
		store_contact(world->store, event->contact, &contact);
		assert_true((contact.count == 0) == (contact.newest == STORE_NO_ROW));
		return;
	}
	assert_int_equal(store_contact_of(world->store, event->row), event->contact);
	if (event->kind == STORE_EVENT_ADDED)
		world->added++;
	else if (event->kind == STORE_EVENT_REMOVING)
		world->removed++;
	else
		world->changed++;
}

static struct sid sid_of(size_t i)
{
	struct sid sid = sample_sid(i * UINT64_C(0x9e3779b97f4a7c15));

	if (i % 16 == 3)
		sid.kind = SID_MM;
	return sid;
}

static int64_t random_time(struct world *world)
{
	switch (below(world, 40)) {
	case 0:
		return DATE_NONE;
	case 1:
		return INT64_C(5000000000); /* after 2106 */
	case 2:
		return -5;
	default: /* many in the same second */
		return SAMPLE_NOW - (int64_t)below(world, 200);
	}
}

static void randomise_texts(struct world *world, struct naive *item)
{
	struct message *message = &item->message;
	size_t length = below(world, below(world, 8) == 0 ? TEXT_SIZE : 60);
	int to = snprintf(item->to, sizeof(item->to), "+1415%" PRIu64, below(world, CONTACTS));
	int from = snprintf(item->from, sizeof(item->from), "+44%" PRIu64, below(world, 3));

	memset(item->body, 'a' + (int)below(world, 26), sizeof(item->body));
	message->to = (struct text){ .data = item->to, .length = (size_t)to };
	message->from = (struct text){ .data = item->from, .length = (size_t)from };
	message->body = (struct text){ .data = item->body, .length = length };
	if (below(world, 30) == 0)
		message->from.data = NULL, message->from.length = 0;
	if (below(world, 30) == 0)
		message->body.data = NULL, message->body.length = 0;
	if (message->direction == DIRECTION_INBOUND) {
		struct text swap = message->to;

		message->to = message->from;
		message->from = swap;
	}
}

static void randomise_scalars(struct world *world, struct naive *item)
{
	struct message *message = &item->message;

	message->status = (uint8_t)below(world, STATUS_COUNT);
	message->date_sent = random_time(world);
	message->date_created = below(world, 4) == 0 ? random_time(world)
						     : SAMPLE_NOW - (int64_t)below(world, 300);
	message->num_segments = (uint16_t)(below(world, 50) == 0 ? 300 : below(world, 5));
	message->num_media = (uint16_t)(below(world, 50) == 0 ? 256 : below(world, 3));
	message->error_code = below(world, 5) == 0 ? (int32_t)(30000 + below(world, 9)) : 0;
	message->error_message = (struct text){ .data = NULL };
	if (message->error_code != 0 && below(world, 2) == 0) {
		int length =
			snprintf(item->error, sizeof(item->error), "words %d", message->error_code);
		message->error_message =
			(struct text){ .data = item->error, .length = (size_t)length };
	}
	message->has_price = below(world, 2) == 0;
	message->price =
		(struct decimal){ .units = message->has_price ? -(int64_t)below(world, 100000) : 0,
				  .scale = message->has_price ? 5 : 0 };
	message->price_unit = below(world, 4) == 0 ? (struct text){ .data = NULL } : TEXT("USD");
	if (below(world, 40) == 0)
		message->price_unit = TEXT("a unit that is far too long");
	message->service = below(world, 2) == 0 ? sample_sid(below(world, 4))
						: (struct sid){ .kind = SID_NONE };
	message->service.kind = message->service.kind == SID_NONE ? SID_NONE : SID_MG;
}

static void put(struct world *world, size_t i)
{
	struct naive *item = &world->all[i];
	struct naive old = *item;
	uint32_t row;
	enum store_result result;

	item->message.sid = sid_of(i);
	if (!item->held || below(world, 6) == 0)
		item->message.direction = (uint8_t)below(world, DIRECTION_COUNT);
	if (!item->held || below(world, 3) == 0)
		randomise_texts(world, item);
	randomise_scalars(world, item);
	item->message.date_updated = item->held ? item->message.date_updated + 1
						: SAMPLE_NOW + (int64_t)i;
	if (item->deleted) {
		*item = old;
		item->message.sid = sid_of(i);
		item->message.date_sent = SAMPLE_NOW;
		assert_int_equal(store_put(world->store, &item->message, &row), STORE_STALE);
		assert_int_equal(row, STORE_NO_ROW);
		return;
	}
	result = store_put(world->store, &item->message, &row);
	if (item->held) {
		assert_int_equal(result, STORE_CHANGED);
		assert_int_equal(store_key(world->store, row), item->key);
		if (item->redacted)
			item->message.body = TEXT("");
	} else {
		assert_int_equal(result, STORE_ADDED);
		item->held = true;
		item->redacted = false;
		item->unread = item->message.direction == DIRECTION_INBOUND &&
			       message_time(&item->message) >= SAMPLE_NOW - 20;
		item->key = store_key(world->store, row);
		for (size_t other = 0; other < MESSAGES; other++)
			assert_true(other == i || world->all[other].key != item->key);
		world->held++;
	}
	/* The same again changes nothing. */
	assert_int_equal(store_put(world->store, &item->message, &row), STORE_SAME);
}

static void let_go(struct world *world, size_t i)
{
	struct naive *item = &world->all[i];
	uint32_t row = store_row(world->store, item->key);

	if (!item->held)
		return;
	switch (below(world, 8)) {
	case 0:
		store_remove(world->store, row);
		item->deleted = true;
		break;
	case 1:
	case 2:
		store_evict(world->store, row);
		world->evicted++;
		if (message_time(&item->message) > world->evicted_to)
			world->evicted_to = message_time(&item->message);
		break;
	default:
		store_redact(world->store, row);
		item->redacted = true;
		item->message.body = TEXT("");
		return;
	}
	item->held = false;
	world->held--;
	assert_int_equal(store_row(world->store, item->key), STORE_NO_ROW);
	assert_int_equal(store_find(world->store, &item->message.sid), STORE_NO_ROW);
}

static int compare_newest_first(const void *left, const void *right)
{
	const struct naive *a = *(const struct naive *const *)left;
	const struct naive *b = *(const struct naive *const *)right;
	int64_t time_a = message_time(&a->message);
	int64_t time_b = message_time(&b->message);

	if (time_a != time_b)
		return time_a > time_b ? -1 : 1;
	return sid_compare(&b->message.sid, &a->message.sid);
}

static void assert_same_text(struct text a, struct text b)
{
	assert_int_equal(a.data == NULL, b.data == NULL);
	assert_int_equal(a.length, b.length);
	if (a.length > 0)
		assert_memory_equal(a.data, b.data, a.length);
}

static void check_message(const struct store *store, uint32_t row, const struct message *expected)
{
	struct message got;

	store_get(store, row, &got);
	assert_true(sid_equal(&got.sid, &expected->sid));
	assert_int_equal(got.service.kind, expected->service.kind);
	assert_true(sid_equal(&got.service, &expected->service));
	assert_same_text(got.from, expected->from);
	assert_same_text(got.to, expected->to);
	assert_same_text(got.body, expected->body);
	assert_same_text(got.error_message, expected->error_message);
	assert_same_text(got.price_unit, expected->price_unit);
	assert_int_equal(got.has_price, expected->has_price);
	assert_int_equal(got.price.units, expected->price.units);
	assert_int_equal(got.price.scale, expected->price.scale);
	assert_true(got.date_created == expected->date_created);
	assert_true(got.date_sent == expected->date_sent);
	assert_true(got.date_updated == expected->date_updated);
	assert_int_equal(got.error_code, expected->error_code);
	assert_int_equal(got.num_segments, expected->num_segments);
	assert_int_equal(got.num_media, expected->num_media);
	assert_int_equal(got.status, expected->status);
	assert_int_equal(got.direction, expected->direction);
	assert_int_equal(store_error_code(store, row), expected->error_code);
	assert_same_text(store_body(store, row), expected->body);
	assert_same_text(store_from(store, row), expected->from);
	assert_same_text(store_to(store, row), expected->to);
}

struct visited {
	const struct store *store;
	const struct naive **sorted;
	size_t count;
	size_t at;
};

static bool visit(uint32_t row, void *context)
{
	struct visited *visited = context;

	while (visited->at < visited->count &&
	       message_status_is_final(visited->sorted[visited->at]->message.status))
		visited->at++;
	assert_true(visited->at < visited->count);
	assert_int_equal(store_key(visited->store, row), visited->sorted[visited->at]->key);
	visited->at++;
	return true;
}

static void check_order(struct world *world, const struct naive **sorted)
{
	struct visited visited = { .store = world->store, .sorted = sorted };
	size_t in_window = 0;

	for (size_t rank = 0; rank < world->held; rank++) {
		uint32_t row = store_at(world->store, rank);
		int64_t time = message_time(&sorted[rank]->message);

		assert_int_equal(store_key(world->store, row), sorted[rank]->key);
		assert_int_equal(store_rank(world->store, row), rank);
		assert_int_equal(store_find(world->store, &sorted[rank]->message.sid), row);
		check_message(world->store, row, &sorted[rank]->message);
		if (rank == 0 || message_time(&sorted[rank - 1]->message) > time)
			assert_int_equal(store_rank_at(world->store, time), rank);
		in_window += time > SAMPLE_NOW - 100;
	}
	assert_int_equal(store_at(world->store, world->held), STORE_NO_ROW);
	visited.count = in_window;
	store_each_unfinished(world->store, SAMPLE_NOW - 100, visit, &visited);
	while (visited.at < in_window &&
	       message_status_is_final(sorted[visited.at]->message.status))
		visited.at++;
	assert_int_equal(visited.at, in_window);
}

static void check_contact(struct world *world, uint32_t number, const struct naive **sorted)
{
	struct store_contact contact;
	size_t count = 0, failed = 0, unread = 0;
	uint32_t row;
	uint32_t before = STORE_NO_ROW;

	store_contact(world->store, number, &contact);
	if (contact.address.data != NULL)
		assert_int_equal(store_contact_find(world->store, contact.address.data,
						    contact.address.length),
				 number);
	row = contact.newest;
	for (size_t i = 0; i < world->held; i++) {
		struct text address = message_contact(&sorted[i]->message);

		if ((address.data == NULL) != (contact.address.data == NULL) ||
		    address.length != contact.address.length ||
		    (address.length > 0 &&
		     memcmp(address.data, contact.address.data, address.length) != 0))
			continue;
		assert_int_not_equal(row, STORE_NO_ROW);
		assert_int_equal(store_key(world->store, row), sorted[i]->key);
		assert_int_equal(store_contact_newer(world->store, row), before);
		assert_int_equal(store_contact_of(world->store, row), number);
		before = row;
		row = store_contact_older(world->store, row);
		count++;
		failed += message_status_is_failure(sorted[i]->message.status);
		unread += sorted[i]->unread;
	}
	assert_int_equal(row, STORE_NO_ROW);
	assert_int_equal(contact.count, count);
	assert_int_equal(contact.failed, failed);
	assert_int_equal(contact.unread, unread);
	if (unread > 0 && below(world, 4) == 0) {
		store_contact_seen(world->store, number);
		store_contact(world->store, number, &contact);
		assert_int_equal(contact.unread, 0);
		for (row = contact.newest; row != STORE_NO_ROW;
		     row = store_contact_older(world->store, row))
			for (size_t i = 0; i < world->held; i++)
				if (sorted[i]->key == store_key(world->store, row))
					((struct naive *)(uintptr_t)sorted[i])->unread = false;
	}
}

static void check_all(struct world *world)
{
	const struct naive *sorted[MESSAGES];
	struct store_memory memory;
	size_t held = 0;
	uint64_t text = 0;
	int64_t up_to;

	for (size_t i = 0; i < MESSAGES; i++) {
		if (!world->all[i].held)
			continue;
		sorted[held++] = &world->all[i];
		text += world->all[i].message.body.length;
	}
	assert_int_equal(held, world->held);
	assert_int_equal(store_count(world->store), held);
	assert_int_equal(world->added - world->removed, held);
	assert_int_equal(store_evicted(world->store, &up_to), world->evicted);
	assert_true(up_to == world->evicted_to);
	if (held > 0)
		qsort(sorted, held, sizeof(sorted[0]), compare_newest_first);
	check_order(world, sorted);
	for (uint32_t i = 0; i < store_contact_count(world->store); i++)
		check_contact(world, i, sorted);
	store_memory(world->store, &memory);
	assert_int_equal(memory.texts, text);
}

static void run(uint64_t seed)
{
	struct world *world = xcalloc(1, sizeof(*world));

	hash_init_fixed(seed, 2);
	world->random = seed;
	world->evicted_to = DATE_NONE;
	world->store = store_new();
	store_observe(world->store, observe, world);
	store_start_unread(world->store, SAMPLE_NOW - 20);
	for (size_t step = 0; step < STEPS; step++) {
		size_t i = below(world, MESSAGES);

		if (below(world, 3) == 0)
			let_go(world, i);
		else
			put(world, i);
		if (step % 100 == 99)
			check_all(world);
	}
	store_clear(world->store);
	assert_int_equal(store_count(world->store), 0);
	assert_int_equal(store_contact_count(world->store), 0);
	for (size_t i = 0; i < MESSAGES; i++)
		assert_int_equal(store_row(world->store, world->all[i].key), STORE_NO_ROW);
	store_unobserve(world->store, observe, world);
	store_free(world->store);
	free(world);
}

static void test_random_history(void **state)
{
	(void)state;
	for (uint64_t seed = 1; seed <= 3; seed++)
		run(seed * 7919);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(test_random_history),
	};

	return cmocka_run_group_tests_name("store_random", tests, NULL, NULL);
}
