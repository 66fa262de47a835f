/*
 * The chains of contacts hold whatever the order of arrival, and no message is far from an anchor,
 * so that finding its place never becomes a walk along the whole chain.
 */
#include "sample.h"

#include <stdlib.h>
#include <string.h>

#include "base/hash.h"
#include "model/store_internal.h"

#define COUNT 60000
/* The chance of a longer run among so many is below one in a million, and the hash is fixed. */
#define RUN_MAX 220

enum arrival { NEWEST_FIRST, OLDEST_FIRST, EIGHT_WINDOWS, FROM_BOTH_ENDS, SHUFFLED };

static uint64_t place_of(enum arrival arrival, uint64_t i)
{
	const uint64_t window = COUNT / 8;

	switch (arrival) {
	case NEWEST_FIRST:
		return i;
	case OLDEST_FIRST:
		return COUNT - 1 - i;
	case EIGHT_WINDOWS: /* a message of each in turn */
		return i % 8 * window + i / 8;
	case FROM_BOTH_ENDS: /* ever closer to the middle */
		return i % 2 == 0 ? i / 2 : COUNT - 1 - i / 2;
	case SHUFFLED:
		return i * 7919 % COUNT;
	}
	return i;
}

static void check_chain(const struct store *store)
{
	struct store_contact contact;
	size_t run = 0;
	size_t longest = 0;
	size_t anchors = 0;
	size_t rank = 0;

	store_contact(store, 0, &contact);
	assert_int_equal(contact.count, COUNT);
	for (uint32_t row = contact.newest; row != STORE_NO_ROW;
	     row = store_contact_older(store, row), rank++) {
		struct sid sid = store_sid(store, row);

		assert_int_equal(store_at(store, rank), row);
		run++;
		if ((store_hash_digits(store, sid.bytes) & 7) == 0) {
			assert_int_equal(seq_at(store->anchors, anchors++), row);
			run = 0;
		}
		if (run > longest)
			longest = run;
	}
	assert_int_equal(rank, COUNT);
	assert_int_equal(seq_count(store->anchors), anchors);
	assert_true(longest < RUN_MAX);
}

static void arrive(enum arrival arrival)
{
	struct store *store = store_new();

	for (uint64_t i = 0; i < COUNT; i++) {
		uint64_t place = place_of(arrival, i);
		struct message message = sample_message(COUNT - place, (int64_t)(place / 4));

		assert_int_equal(store_put(store, &message, NULL), STORE_ADDED);
	}
	check_chain(store);
	store_free(store);
}

static void test_one_contact_with_everything(void **state)
{
	(void)state;
	for (enum arrival arrival = NEWEST_FIRST; arrival <= SHUFFLED; arrival++)
		arrive(arrival);
}

static int set_up(void **state)
{
	(void)state;
	hash_init_fixed(11, 12);
	return 0;
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(test_one_contact_with_everything),
	};

	return cmocka_run_group_tests_name("store_contacts", tests, set_up, NULL);
}
