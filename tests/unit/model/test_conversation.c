#include "sample.h"

#include <stdlib.h>
#include <string.h>

#include "base/hash.h"
#include "base/mem.h"
#include "model/conversation.h"

#define CONTACTS 40
#define MESSAGES 400
#define STEPS 4000

struct fixture {
	struct store *store;
	struct conversation_list *list;
	/* What a table that only follows the events would show. */
	uint32_t shown[CONTACTS];
	size_t count;
	size_t changes;
};

static void insert(struct fixture *f, size_t rank, uint32_t contact)
{
	assert_true(rank <= f->count);
	memmove(f->shown + rank + 1, f->shown + rank, (f->count - rank) * sizeof(f->shown[0]));
	f->shown[rank] = contact;
	f->count++;
}

static void take(struct fixture *f, size_t rank, uint32_t contact)
{
	assert_true(rank < f->count);
	assert_int_equal(f->shown[rank], contact);
	memmove(f->shown + rank, f->shown + rank + 1, (f->count - rank - 1) * sizeof(f->shown[0]));
	f->count--;
}

static void follow(const struct conversation_event *event, void *context)
{
	struct fixture *f = context;

	switch (event->change) {
	case CONVERSATION_ADDED:
		insert(f, event->to, event->contact);
		break;
	case CONVERSATION_REMOVED:
		assert_int_equal(conversation_list_rank(f->list, event->contact), event->from);
		assert_int_equal(conversation_list_at(f->list, event->from), event->contact);
		take(f, event->from, event->contact);
		break;
	case CONVERSATION_MOVED:
		take(f, event->from, event->contact);
		insert(f, event->to, event->contact);
		break;
	case CONVERSATION_CHANGED:
		f->changes++;
		break;
	case CONVERSATION_CLEARED:
		f->count = 0;
		break;
	}
}

static int set_up(void **state)
{
	struct fixture *f = xcalloc(1, sizeof(*f));

	hash_init_fixed(5, 6);
	f->store = store_new();
	f->list = conversation_list_new(f->store);
	conversation_list_observe(f->list, follow, f);
	*state = f;
	return 0;
}

static int tear_down(void **state)
{
	struct fixture *f = *state;

	conversation_list_unobserve(f->list, follow, f);
	conversation_list_free(f->list);
	store_free(f->store);
	free(f);
	return 0;
}

static uint32_t put(struct fixture *f, uint64_t number, int64_t age, const char *to)
{
	struct message message = sample_message(number, age);
	uint32_t row;

	message.to = TEXT_OF(to);
	message.date_updated = SAMPLE_NOW + (int64_t)(f->changes + number);
	store_put(f->store, &message, &row);
	return row;
}

static const char *address_at(const struct fixture *f, size_t rank)
{
	struct store_contact contact;
	static char address[32];

	store_contact(f->store, conversation_list_at(f->list, rank), &contact);
	snprintf(address, sizeof(address), "%.*s", (int)contact.address.length,
		 contact.address.data);
	return address;
}

/* In order, by the definition; the list, its ranks and the follower agree. */
static void check(const struct fixture *f)
{
	size_t count = conversation_list_count(f->list);
	size_t listed = 0;

	assert_int_equal(count, f->count);
	for (size_t i = 0; i < count; i++) {
		uint32_t contact = conversation_list_at(f->list, i);
		struct store_contact here;
		struct store_contact before;

		assert_int_equal(contact, f->shown[i]);
		assert_int_equal(conversation_list_rank(f->list, contact), i);
		store_contact(f->store, contact, &here);
		assert_true(here.count > 0);
		if (i == 0)
			continue;
		store_contact(f->store, conversation_list_at(f->list, i - 1), &before);
		if (store_time(f->store, before.newest) == store_time(f->store, here.newest))
			assert_true(memcmp(before.address.data, here.address.data,
					   here.address.length) < 0);
		else
			assert_true(store_time(f->store, before.newest) >
				    store_time(f->store, here.newest));
	}
	for (uint32_t i = 0; i < store_contact_count(f->store); i++) {
		struct store_contact contact;

		store_contact(f->store, i, &contact);
		listed += contact.count > 0;
		if (contact.count == 0)
			assert_true(conversation_list_rank(f->list, i) == CONVERSATION_NO_RANK);
	}
	assert_int_equal(listed, count);
	assert_int_equal(conversation_list_at(f->list, count), STORE_NO_CONTACT);
	assert_true(conversation_list_rank(f->list, 12345) == CONVERSATION_NO_RANK);
}

static void test_newest_first(void **state)
{
	struct fixture *f = *state;
	uint32_t row;

	put(f, 1, 100, "+1001");
	put(f, 2, 50, "+1002");
	put(f, 3, 70, "+1003");
	assert_string_equal(address_at(f, 0), "+1002");
	assert_string_equal(address_at(f, 2), "+1001");
	row = put(f, 4, 10, "+1001");
	assert_string_equal(address_at(f, 0), "+1001");
	put(f, 5, 500, "+1002"); /* an old one changes no order */
	assert_string_equal(address_at(f, 1), "+1002");
	check(f);
	store_remove(f->store, row);
	assert_string_equal(address_at(f, 2), "+1001");
	check(f);
	/* A message whose time changes takes its conversation along. */
	put(f, 1, 1, "+1001");
	assert_string_equal(address_at(f, 0), "+1001");
	/* One that turns out to be another's. */
	put(f, 1, 1, "+1003");
	assert_string_equal(address_at(f, 0), "+1003");
	assert_int_equal(conversation_list_count(f->list), 2);
	check(f);
}

static void test_ties_go_by_address(void **state)
{
	struct fixture *f = *state;

	put(f, 1, 10, "+3");
	put(f, 2, 10, "+1");
	put(f, 3, 10, "+2");
	assert_string_equal(address_at(f, 0), "+1");
	assert_string_equal(address_at(f, 1), "+2");
	assert_string_equal(address_at(f, 2), "+3");
	check(f);
}

static void test_random_history(void **state)
{
	struct fixture *f = *state;
	uint64_t random = 88172645463325252u;

	for (size_t step = 0; step < STEPS; step++) {
		struct sid sid;
		uint32_t row;
		char to[16];

		random ^= random << 13;
		random ^= random >> 7;
		random ^= random << 17;
		sid = sample_sid(random % MESSAGES);
		row = store_find(f->store, &sid);
		if (row != STORE_NO_ROW && random >> 60 < 8) {
			store_evict(f->store, row);
		} else {
			snprintf(to, sizeof(to), "+%03u", (unsigned)(random >> 20) % CONTACTS);
			put(f, random % MESSAGES, (int64_t)(random >> 30) % 1000, to);
		}
		if (step % 50 == 0)
			check(f);
	}
	check(f);
	store_clear(f->store);
	assert_int_equal(f->count, 0);
	put(f, 1, 1, "+1");
	check(f);
}

static void test_starts_from_what_is_there(void **state)
{
	struct fixture *f = *state;
	struct conversation_list *late;

	put(f, 1, 100, "+1001");
	put(f, 2, 50, "+1002");
	late = conversation_list_new(f->store);
	assert_int_equal(conversation_list_count(late), 2);
	assert_int_equal(conversation_list_at(late, 0), conversation_list_at(f->list, 0));
	assert_true(conversation_list_memory(late) > 0);
	conversation_list_free(late);
	put(f, 3, 5, "+1003");
	check(f);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test_setup_teardown(test_newest_first, set_up, tear_down),
		cmocka_unit_test_setup_teardown(test_ties_go_by_address, set_up, tear_down),
		cmocka_unit_test_setup_teardown(test_random_history, set_up, tear_down),
		cmocka_unit_test_setup_teardown(test_starts_from_what_is_there, set_up, tear_down),
	};

	return cmocka_run_group_tests_name("conversation", tests, NULL, NULL);
}
