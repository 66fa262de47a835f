#include "sample.h"

#include <malloc.h>
#include <stdlib.h>
#include <string.h>

#include "base/hash.h"
#include "base/mem.h"
#include "model/store.h"

static int set_up(void **state)
{
	hash_init_fixed(7, 8);
	*state = store_new();
	return 0;
}

static int tear_down(void **state)
{
	store_free(*state);
	return 0;
}

static uint32_t put(struct store *store, uint64_t number, int64_t age)
{
	struct message message = sample_message(number, age);
	uint32_t row;

	assert_int_equal(store_put(store, &message, &row), STORE_ADDED);
	return row;
}

static void test_an_empty_store(void **state)
{
	struct store *store = *state;
	struct sid sid = sample_sid(1);
	int64_t up_to;

	assert_int_equal(store_count(store), 0);
	assert_int_equal(store_at(store, 0), STORE_NO_ROW);
	assert_int_equal(store_find(store, &sid), STORE_NO_ROW);
	assert_int_equal(store_row(store, 0), STORE_NO_ROW);
	assert_int_equal(store_row(store, UINT64_MAX), STORE_NO_ROW);
	assert_int_equal(store_rank_at(store, SAMPLE_NOW), 0);
	assert_int_equal(store_contact_count(store), 0);
	assert_int_equal(store_contact_find(store, "+1", 2), STORE_NO_CONTACT);
	assert_int_equal(store_evicted(store, &up_to), 0);
	assert_true(up_to == DATE_NONE);
}

static void test_an_older_record_does_not_overwrite(void **state)
{
	struct store *store = *state;
	struct message message = sample_message(1, 60);
	uint64_t version;
	uint32_t row;

	assert_int_equal(store_put(store, &message, &row), STORE_ADDED);
	version = store_version(store);
	message.date_updated -= 1;
	message.status = STATUS_QUEUED;
	assert_int_equal(store_put(store, &message, NULL), STORE_SAME);
	assert_int_equal(store_status(store, row), STATUS_DELIVERED);
	/* Within a second a final state is the later one. */
	message.date_updated += 1;
	assert_int_equal(store_put(store, &message, NULL), STORE_SAME);
	assert_int_equal(store_version(store), version);
	message.status = STATUS_READ;
	assert_int_equal(store_put(store, &message, NULL), STORE_CHANGED);
	assert_int_equal(store_status(store, row), STATUS_READ);
	assert_true(store_version(store) > version);
	message.status = STATUS_SENT;
	message.date_updated += 1;
	assert_int_equal(store_put(store, &message, NULL), STORE_CHANGED);
	assert_int_equal(store_status(store, row), STATUS_SENT);
}

static void test_redaction_overwrites_and_sticks(void **state)
{
	struct store *store = *state;
	struct message message = sample_message(1, 60);
	uint32_t row = put(store, 1, 60);
	struct text body = store_body(store, row);

	store_redact(store, row);
	for (size_t i = 0; i < body.length; i++)
		assert_int_equal(body.data[i], 0);
	assert_text(store_body(store, row), "");
	/* A page that was on its way still has the text. */
	message.date_updated += 10;
	assert_int_equal(store_put(store, &message, NULL), STORE_CHANGED);
	assert_text(store_body(store, row), "");
	message.body = TEXT("");
	assert_int_equal(store_put(store, &message, NULL), STORE_SAME);
	store_redact(store, row);
	assert_text(store_body(store, row), "");
}

static void test_deleted_messages_stay_away(void **state)
{
	struct store *store = *state;
	struct message message = sample_message(1, 60);
	uint32_t row = put(store, 1, 60);
	struct text body = store_body(store, row);
	uint64_t key = store_key(store, row);

	store_remove(store, row);
	for (size_t i = 0; i < body.length; i++)
		assert_int_equal(body.data[i], 0);
	assert_int_equal(store_row(store, key), STORE_NO_ROW);
	assert_int_equal(store_put(store, &message, &row), STORE_STALE);
	assert_int_equal(row, STORE_NO_ROW);
	message.sid.upper = 1;
	assert_int_equal(store_put(store, &message, NULL), STORE_STALE);
	assert_int_equal(store_count(store), 0);
	assert_int_equal(store_evicted(store, NULL), 0);
}

static void test_evicted_messages_may_come_back(void **state)
{
	struct store *store = *state;
	uint32_t row = put(store, 1, 60);
	uint64_t key = store_key(store, row);
	int64_t up_to;

	store_evict(store, row);
	assert_int_equal(store_evicted(store, &up_to), 1);
	assert_true(up_to == SAMPLE_NOW - 60);
	row = put(store, 1, 60);
	assert_true(store_key(store, row) != key);
	assert_int_equal(store_row(store, key), STORE_NO_ROW);
}

/* Held: so many as fit; the older ones were let go. Returns how many are held. */
static size_t fill_to_limit(struct store *store)
{
	store_set_limit(store, 400000);
	for (uint64_t number = 1; number <= 20000; number++)
		put(store, number, 20000 - (int64_t)number);
	assert_true(store_evicted(store, NULL) > 10000);
	return store_count(store);
}

static void test_beyond_the_limit(void **state)
{
	struct store *store = *state;
	size_t held = fill_to_limit(store);
	uint32_t oldest = store_at(store, held - 1), row;
	struct sid sid = store_sid(store, oldest);
	struct message message = sample_message(100, 19900);

	assert_int_equal(store_put_beyond(store, &message, &row), STORE_ADDED);
	assert_int_equal(store_put_beyond(store, &message, NULL), STORE_SAME);
	assert_int_equal(store_at(store, held), row);
	assert_int_equal(store_rank(store, store_find(store, &sid)), held - 1);

	/* What arrives pushes out the oldest that memory reaches, not what was asked for. */
	for (uint64_t number = 20001; number <= 20400; number++)
		put(store, number, 20000 - (int64_t)number);
	assert_int_equal(store_find(store, &sid), STORE_NO_ROW);
	assert_true(store_find(store, &message.sid) != STORE_NO_ROW);
	assert_true(store_count(store) <= held + 2);

	assert_false(store_drop_beyond(store, INT64_MAX));
	assert_int_equal(store_find(store, &message.sid), STORE_NO_ROW);
	held = store_count(store);
	assert_false(store_drop_beyond(store, INT64_MAX));
	assert_int_equal(store_count(store), held);
}

/* What a query brings from before the start leaves with it; what the history's own page brought stays. */
static void test_before_the_start(void **state)
{
	struct store *store = *state;
	struct message asked = sample_message(3, 5000), newer = sample_message(4, 50);
	int64_t up_to;

	store_set_start(store, SAMPLE_NOW - 1000);
	put(store, 1, 60);
	put(store, 2, 4000);
	assert_int_equal(store_put_beyond(store, &asked, NULL), STORE_ADDED);
	assert_int_equal(store_put_beyond(store, &newer, NULL), STORE_ADDED);
	assert_int_equal(store_count(store), 4);
	assert_false(store_drop_beyond(store, INT64_MAX));
	assert_int_equal(store_count(store), 3);
	assert_int_equal(store_find(store, &asked.sid), STORE_NO_ROW);
	assert_int_equal(store_evicted(store, &up_to), 0);
	assert_int_equal(store_put_beyond(store, &asked, NULL), STORE_ADDED);
}

static void test_beyond_is_bounded(void **state)
{
	struct store *store = *state;
	size_t held = fill_to_limit(store), taken = 0;
	enum store_result result = STORE_ADDED;

	for (uint64_t number = 100000; result == STORE_ADDED; number++) {
		struct message message = sample_message(number, (int64_t)number);

		result = store_put_beyond(store, &message, NULL);
		taken += result == STORE_ADDED;
	}
	assert_int_equal(result, STORE_FULL);
	assert_true(taken > 10000 && taken < 60000);
	/* They leave in slices. */
	assert_true(store_drop_beyond(store, 0));
	assert_in_range(store_count(store), held + taken - 1000, held + taken - 1);
	while (store_drop_beyond(store, 0))
		;
	assert_int_equal(store_count(store), held);
}

static void test_no_key_is_used_twice(void **state)
{
	struct store *store = *state;
	uint64_t *keys = xcalloc(1000, sizeof(*keys));

	for (size_t i = 0; i < 1000; i++) {
		uint32_t row = put(store, 1, 60);

		keys[i] = store_key(store, row);
		assert_true(keys[i] != 0);
		for (size_t j = 0; j < i; j++)
			assert_true(keys[j] != keys[i]);
		store_evict(store, row);
	}
	free(keys);
}

/* Texts are moved when a quarter of a chunk is dead; what is left is whole. */
static void test_texts_survive_compaction(void **state)
{
	struct store *store = *state;
	char body[1200];
	struct store_memory memory;
	const size_t count = 3000;

	for (size_t i = 0; i < count; i++) {
		struct message message = sample_message(i, (int64_t)i);

		memset(body, 'a' + (int)(i % 26), sizeof(body));
		message.body = (struct text){ .data = body, .length = 1 + i % sizeof(body) };
		store_put(store, &message, NULL);
	}
	for (size_t i = 0; i < count; i++) {
		struct sid sid = sample_sid(i);

		if (i % 3 != 0)
			store_remove(store, store_find(store, &sid));
	}
	for (size_t i = 0; i < count; i += 3) {
		struct sid sid = sample_sid(i);
		struct text text = store_body(store, store_find(store, &sid));

		memset(body, 'a' + (int)(i % 26), sizeof(body));
		assert_int_equal(text.length, 1 + i % sizeof(body));
		assert_memory_equal(text.data, body, text.length);
	}
	store_memory(store, &memory);
	assert_true(memory.text_slack < memory.texts / 2 + 2 * 262144);
}

static void test_a_text_longer_than_a_chunk(void **state)
{
	struct store *store = *state;
	struct message message = sample_message(1, 0);
	size_t size = 700000;
	char *body = xcalloc(1, size);
	struct store_memory memory;
	uint32_t row;

	body[size - 1] = 'z';
	message.body = (struct text){ .data = body, .length = size };
	store_put(store, &message, &row);
	put(store, 2, 0);
	assert_int_equal(store_body(store, row).length, size);
	assert_memory_equal(store_body(store, row).data, body, size);
	store_redact(store, row);
	store_memory(store, &memory);
	assert_true(memory.texts + memory.text_slack < size);
	free(body);
}

static void test_the_oldest_leave_over_the_limit(void **state)
{
	struct store *store = *state;
	struct message message;
	int64_t up_to;
	size_t held;
	uint32_t row;

	for (uint64_t i = 0; i < 20000; i++)
		put(store, i, (int64_t)i);
	store_set_limit(store, UINT64_C(1500) * 1000);
	held = store_count(store);
	assert_in_range(held, 2000, 18000);
	assert_int_equal(store_evicted(store, &up_to), 20000 - held);
	assert_true(store_time(store, store_at(store, held - 1)) > up_to);
	/* What is older than all that fits is not taken; what is newer pushes the oldest out. */
	message = sample_message(30000, 30000);
	while (store_put(store, &message, &row) == STORE_ADDED)
		message.sid =
			sample_sid(message.sid.bytes[15] + UINT64_C(40000) + store_count(store));
	assert_int_equal(store_put(store, &message, &row), STORE_FULL);
	assert_int_equal(row, STORE_NO_ROW);
	for (uint64_t i = 0; i < 3000; i++) {
		message = sample_message(50000 + i, -(int64_t)i);
		assert_int_equal(store_put(store, &message, &row), STORE_ADDED);
	}
	assert_int_equal(store_rank(store, row), 0);
	assert_in_range(store_count(store), 2000, 18000);
	store_set_limit(store, 1);
	assert_int_equal(store_count(store), 1);
	assert_int_equal(store_at(store, 0), row);
}

static void test_what_is_too_long_pushes_nothing_out(void **state)
{
	struct store *store = *state;
	struct message message = sample_message(2, 0);
	uint32_t row = put(store, 1, 60);

	message.body.length = SIZE_MAX / 2;
	assert_int_equal(store_put(store, &message, NULL), STORE_FULL);
	message.sid = sample_sid(1);
	assert_int_equal(store_put(store, &message, NULL), STORE_FULL);
	assert_int_equal(store_count(store), 1);
	assert_text(store_body(store, row), "Your code is 491 022");
}

static void test_unread(void **state)
{
	struct store *store = *state;
	struct message message = sample_message(1, 100);
	struct store_contact contact;
	uint32_t number;
	uint32_t row;

	message.direction = DIRECTION_INBOUND;
	store_put(store, &message, NULL);
	store_start_unread(store, SAMPLE_NOW - 50);
	message = sample_message(2, 70); /* history */
	message.direction = DIRECTION_INBOUND;
	store_put(store, &message, NULL);
	for (uint64_t i = 3; i < 6; i++) {
		message = sample_message(i, (int64_t)i);
		message.direction = DIRECTION_INBOUND;
		store_put(store, &message, &row);
	}
	put(store, 6, 0);
	number = store_contact_of(store, row);
	store_contact(store, number, &contact);
	assert_int_equal(contact.unread, 3);
	assert_true(store_is_unread(store, row));
	store_remove(store, row);
	store_contact(store, number, &contact);
	assert_int_equal(contact.unread, 2);
	store_contact_seen(store, number);
	store_contact(store, number, &contact);
	assert_int_equal(contact.unread, 0);
	assert_false(store_is_unread(store, contact.newest));
	store_remove(store, contact.newest);
	store_contact(store, number, &contact);
	assert_int_equal(contact.unread, 0);
}

static bool count_three(uint32_t row, void *context)
{
	size_t *count = context;

	(void)row;
	return ++*count < 3;
}

static void test_visiting_unfinished_can_stop(void **state)
{
	struct store *store = *state;
	size_t count = 0;

	for (uint64_t i = 0; i < 10; i++) {
		struct message message = sample_message(i, (int64_t)i);

		message.status = i % 2 == 0 ? STATUS_SENT : STATUS_DELIVERED;
		store_put(store, &message, NULL);
	}
	store_each_unfinished(store, DATE_NONE, count_three, &count);
	assert_int_equal(count, 3);
	count = 0;
	store_each_unfinished(store, SAMPLE_NOW - 2, count_three, &count);
	assert_int_equal(count, 1); /* newer than, so not the one at that second */
}

static void test_what_does_not_fit_the_columns_is_kept(void **state)
{
	struct store *store = *state;
	struct message message = sample_message(1, 0);
	struct message got;
	uint32_t row;

	message.date_created = INT64_C(-62135596800);
	message.date_updated = INT64_C(253402300799);
	message.num_segments = 65535;
	message.num_media = 1000;
	message.has_price = true;
	message.price = (struct decimal){ .units = INT64_MIN, .scale = 12 };
	message.price_unit = TEXT("DOUBLOONS OF GOLD");
	message.error_code = INT32_MIN;
	message.error_message = TEXT("");
	message.from = (struct text){ .data = NULL };
	message.body = (struct text){ .data = "a\0b\xff", .length = 4 };
	store_put(store, &message, &row);
	store_get(store, row, &got);
	assert_true(got.date_created == message.date_created);
	assert_true(got.date_updated == message.date_updated);
	assert_int_equal(got.num_segments, 65535);
	assert_int_equal(got.num_media, 1000);
	assert_true(got.price.units == INT64_MIN && got.price.scale == 12);
	assert_text(got.price_unit, "DOUBLOONS OF GOLD");
	assert_int_equal(got.error_code, INT32_MIN);
	assert_text(got.error_message, "");
	assert_null(got.from.data);
	assert_int_equal(got.body.length, 4);
	assert_memory_equal(got.body.data, "a\0b\xff", 4);
	assert_int_equal(store_put(store, &message, NULL), STORE_SAME);
}

/* More distinct prices, services and error words than the columns can number. */
static void test_many_distinct_values(void **state)
{
	struct store *store = *state;
	const uint64_t count = 70000;

	for (uint64_t i = 0; i < count; i++) {
		struct message message = sample_message(i, (int64_t)i);
		char words[32];

		snprintf(words, sizeof(words), "words %u", (unsigned)i);
		message.error_message = TEXT_OF(words);
		message.has_price = true;
		message.price.units = (int64_t)i;
		message.service = sample_sid(i + 1);
		message.service.kind = SID_MG;
		store_put(store, &message, NULL);
	}
	for (uint64_t i = 0; i < count; i += 97) {
		struct sid sid = sample_sid(i);
		struct sid service = sample_sid(i + 1);
		struct message got;
		char words[32];

		snprintf(words, sizeof(words), "words %u", (unsigned)i);
		service.kind = SID_MG;
		store_get(store, store_find(store, &sid), &got);
		assert_text(got.error_message, words);
		assert_int_equal(got.price.units, i);
		assert_true(sid_equal(&got.service, &service));
	}
}

/* Messages as an account has them, newest first. */
static void add_history(struct store *store, uint64_t count, uint64_t contacts)
{
	static const char body[] =
		"Appt. reminder: Tue 3:15 pm with Dr. Ng. Reply C to confirm, R to "
		"reschedule, STOP to end. Thank you!";

	for (uint64_t i = 0; i < count; i++) {
		uint64_t mixed = i * UINT64_C(0x9e3779b97f4a7c15) >> 20;
		struct message message = sample_message(mixed, (int64_t)(i / 3));
		char to[20];

		snprintf(to, sizeof(to), "+1415%07u", (unsigned)(mixed % contacts));
		message.sid.bytes[0] = (uint8_t)i;
		message.to = TEXT_OF(to);
		message.body = (struct text){ .data = body, .length = 40 + mixed % 60 };
		message.has_price = true;
		message.price =
			(struct decimal){ .units = -790 * (1 + (int64_t)(mixed % 3)), .scale = 5 };
		message.price_unit = TEXT("USD");
		message.status = mixed % 10 == 0 ? STATUS_SENT : STATUS_DELIVERED;
		assert_int_equal(store_put(store, &message, NULL), STORE_ADDED);
	}
}

static void check_budget(uint64_t count, uint64_t contacts, uint64_t limit)
{
	struct mallinfo2 before = mallinfo2();
	struct store *store = store_new();
	struct store_memory memory;
	struct mallinfo2 after;
	uint64_t counted;
	uint64_t allocated;

	add_history(store, count, contacts);
	store_memory(store, &memory);
	counted = memory.columns + memory.indexes + memory.text_slack + memory.interned;
	assert_in_range(counted / count, 50, limit);
	after = mallinfo2();
	allocated = (after.uordblks + after.hblkhd) - (before.uordblks + before.hblkhd);
	/* Under a sanitizer the C library's allocator is not the one that is used. */
	if (allocated > 0)
		assert_in_range(allocated, counted + memory.texts,
				(counted + memory.texts) / 100 * 102);
	store_free(store);
}

static void test_memory_budget(void **state)
{
	(void)state;
	check_budget(200000, 120, 80);
	check_budget(200000, 66600, 92);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test_setup_teardown(test_an_empty_store, set_up, tear_down),
		cmocka_unit_test_setup_teardown(test_an_older_record_does_not_overwrite, set_up,
						tear_down),
		cmocka_unit_test_setup_teardown(test_redaction_overwrites_and_sticks, set_up,
						tear_down),
		cmocka_unit_test_setup_teardown(test_deleted_messages_stay_away, set_up, tear_down),
		cmocka_unit_test_setup_teardown(test_beyond_the_limit, set_up, tear_down),
		cmocka_unit_test_setup_teardown(test_before_the_start, set_up, tear_down),
		cmocka_unit_test_setup_teardown(test_beyond_is_bounded, set_up, tear_down),
		cmocka_unit_test_setup_teardown(test_evicted_messages_may_come_back, set_up,
						tear_down),
		cmocka_unit_test_setup_teardown(test_no_key_is_used_twice, set_up, tear_down),
		cmocka_unit_test_setup_teardown(test_texts_survive_compaction, set_up, tear_down),
		cmocka_unit_test_setup_teardown(test_a_text_longer_than_a_chunk, set_up, tear_down),
		cmocka_unit_test_setup_teardown(test_the_oldest_leave_over_the_limit, set_up,
						tear_down),
		cmocka_unit_test_setup_teardown(test_what_is_too_long_pushes_nothing_out, set_up,
						tear_down),
		cmocka_unit_test_setup_teardown(test_unread, set_up, tear_down),
		cmocka_unit_test_setup_teardown(test_visiting_unfinished_can_stop, set_up,
						tear_down),
		cmocka_unit_test_setup_teardown(test_what_does_not_fit_the_columns_is_kept, set_up,
						tear_down),
		cmocka_unit_test_setup_teardown(test_many_distinct_values, set_up, tear_down),
		cmocka_unit_test(test_memory_budget),
	};

	return cmocka_run_group_tests_name("store", tests, NULL, NULL);
}
