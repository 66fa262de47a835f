#include "sample.h"

#include <stdlib.h>
#include <string.h>

#include "base/clock.h"
#include "base/hash.h"
#include "base/mem.h"
#include "model/traffic.h"

#define OWN "+15125550100"
#define OTHER "whatsapp:+5511900009101"
#define CONTACT "+14155552671"
#define STEPS 3000
#define MESSAGES 200

static void finish(struct traffic *traffic)
{
	while (traffic_work(traffic, 0))
		;
}

static void check(const struct traffic *traffic, const char *address, uint32_t sent,
		  uint32_t delivered, uint32_t failed, uint32_t received)
{
	struct traffic_count count = traffic_of(traffic, TEXT_OF(address));

	assert_int_equal(count.sent, sent);
	assert_int_equal(count.delivered, delivered);
	assert_int_equal(count.failed, failed);
	assert_int_equal(count.received, received);
}

static uint32_t put(struct store *store, uint64_t number, enum message_direction direction,
		    enum message_status status, int64_t updated)
{
	struct message message = sample_message(number, (int64_t)number);
	uint32_t row;

	message.direction = (uint8_t)direction;
	message.status = (uint8_t)status;
	message.date_updated = SAMPLE_NOW + updated;
	if (direction == DIRECTION_INBOUND) {
		message.from = TEXT(CONTACT);
		message.to = TEXT(OWN);
	}
	store_put(store, &message, &row);
	return row;
}

static void test_what_counts_as_what(void **state)
{
	(void)state;
	static const struct {
		enum message_direction direction;
		enum message_status status;
		uint32_t sent, delivered, failed, received;
	} cases[] = {
		{ DIRECTION_OUTBOUND_API, STATUS_QUEUED, 1, 0, 0, 0 },
		{ DIRECTION_OUTBOUND_API, STATUS_SENT, 1, 0, 0, 0 },
		{ DIRECTION_OUTBOUND_REPLY, STATUS_DELIVERED, 1, 1, 0, 0 },
		{ DIRECTION_OUTBOUND_API, STATUS_READ, 1, 1, 0, 0 },
		{ DIRECTION_OUTBOUND_API, STATUS_UNDELIVERED, 1, 0, 1, 0 },
		{ DIRECTION_OUTBOUND_CALL, STATUS_FAILED, 1, 0, 1, 0 },
		{ DIRECTION_OUTBOUND_API, STATUS_SCHEDULED, 0, 0, 0, 0 },
		{ DIRECTION_OUTBOUND_API, STATUS_CANCELED, 0, 0, 0, 0 },
		{ DIRECTION_INBOUND, STATUS_RECEIVED, 0, 0, 0, 1 },
	};

	for (size_t i = 0; i < ARRAY_SIZE(cases); i++) {
		struct store *store = store_new();
		put(store, 1, cases[i].direction, cases[i].status, 0);
		struct traffic *traffic = traffic_new(store);
		check(traffic, OWN, 0, 0, 0, 0);
		assert_true(traffic_busy(traffic));
		finish(traffic);
		assert_false(traffic_busy(traffic));
		check(traffic, OWN, cases[i].sent, cases[i].delivered, cases[i].failed,
		      cases[i].received);
		check(traffic, CONTACT, 0, 0, 0, 0);
		check(traffic, OTHER, 0, 0, 0, 0);
		traffic_free(traffic);
		store_free(store);
	}
}

static void test_follows_the_store(void **state)
{
	(void)state;
	struct store *store = store_new();
	struct traffic *traffic = traffic_new(store);
	uint32_t row;

	assert_false(traffic_busy(traffic));
	row = put(store, 1, DIRECTION_OUTBOUND_API, STATUS_SENT, 0);
	put(store, 2, DIRECTION_INBOUND, STATUS_RECEIVED, 0);
	assert_false(traffic_busy(traffic));
	check(traffic, OWN, 1, 0, 0, 1);
	put(store, 1, DIRECTION_OUTBOUND_API, STATUS_DELIVERED, 5);
	check(traffic, OWN, 1, 1, 0, 1);
	store_remove(store, row);
	check(traffic, OWN, 0, 0, 0, 1);
	store_clear(store);
	check(traffic, OWN, 0, 0, 0, 0);
	put(store, 3, DIRECTION_OUTBOUND_API, STATUS_FAILED, 0);
	check(traffic, OWN, 1, 0, 1, 0);
	/* A service chooses the sender after the message was made. */
	struct message message = sample_message(4, 4);
	message.from = (struct text){ NULL, 0 };
	message.status = STATUS_ACCEPTED;
	store_put(store, &message, NULL);
	check(traffic, OWN, 1, 0, 1, 0);
	message.from = TEXT(OTHER);
	message.status = STATUS_SENT;
	message.date_updated++;
	store_put(store, &message, NULL);
	check(traffic, OTHER, 1, 0, 0, 0);
	traffic_free(traffic);
	store_free(store);
}

/* Whatever comes in between two slices, the end is the same as counting anew. */
static void test_slices_and_changes(void **state)
{
	(void)state;
	static const enum message_status statuses[] = { STATUS_QUEUED, STATUS_SENT,
							STATUS_DELIVERED, STATUS_FAILED,
							STATUS_SCHEDULED };
	struct store *store = store_new();
	unsigned random = 7;

	for (uint64_t i = 0; i < MESSAGES * 20; i++)
		put(store, i, i % 3 ? DIRECTION_OUTBOUND_API : DIRECTION_INBOUND,
		    i % 3 ? statuses[i % ARRAY_SIZE(statuses)] : STATUS_RECEIVED, 0);
	struct traffic *traffic = traffic_new(store);
	for (int64_t step = 1; step < STEPS; step++) {
		random = random * 1103515245 + 12345;
		uint64_t number = random >> 16 & (MESSAGES - 1);
		struct sid sid = sample_sid(number);
		uint32_t row = store_find(store, &sid);
		if (random >> 8 & 1 && row != STORE_NO_ROW)
			store_evict(store, row);
		else
			put(store, number, DIRECTION_OUTBOUND_API,
			    statuses[(random >> 24) % ARRAY_SIZE(statuses)], step);
		if (step % 500 == 0)
			traffic_work(traffic, 0);
	}
	finish(traffic);
	struct traffic *anew = traffic_new(store);
	finish(anew);
	struct traffic_count count = traffic_of(anew, TEXT(OWN));
	assert_true(count.sent > 0 && count.delivered > 0 && count.failed > 0 &&
		    count.received > 0);
	check(traffic, OWN, count.sent, count.delivered, count.failed, count.received);
	traffic_free(anew);
	traffic_free(traffic);
	store_free(store);
}

static void test_many_own_addresses(void **state)
{
	(void)state;
	struct store *store = store_new();
	char address[32];

	for (unsigned i = 0; i < 500; i++) {
		struct message message = sample_message(i, i);
		snprintf(address, sizeof(address), "+1512555%04u", i);
		message.from = TEXT_OF(address);
		store_put(store, &message, NULL);
	}
	struct traffic *traffic = traffic_new(store);
	finish(traffic);
	for (unsigned i = 0; i < 500; i++) {
		snprintf(address, sizeof(address), "+1512555%04u", i);
		check(traffic, address, 1, 1, 0, 0);
	}
	traffic_free(traffic);
	store_free(store);
}

static void test_share(void **state)
{
	(void)state;
	static const struct {
		struct traffic_count count;
		int share;
	} cases[] = {
		{ { 0 }, -1 },
		{ { .sent = 5 }, -1 },
		{ { .sent = 5, .delivered = 2 }, 1000 },
		{ { .sent = 5, .failed = 2 }, 0 },
		{ { .sent = 5, .delivered = 2, .failed = 1 }, 667 },
		{ { .sent = UINT32_MAX, .delivered = UINT32_MAX }, 1000 },
	};

	for (size_t i = 0; i < ARRAY_SIZE(cases); i++)
		assert_int_equal(traffic_share(&cases[i].count), cases[i].share);
}

static int set_up(void **state)
{
	(void)state;
	hash_init_fixed(3, 4);
	return 0;
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(test_what_counts_as_what),
		cmocka_unit_test(test_follows_the_store),
		cmocka_unit_test(test_slices_and_changes),
		cmocka_unit_test(test_many_own_addresses),
		cmocka_unit_test(test_share),
	};

	return cmocka_run_group_tests(tests, set_up, NULL);
}
