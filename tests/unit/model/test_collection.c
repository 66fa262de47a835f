#include "sample.h"

#include <stdlib.h>
#include <string.h>

#include "base/clock.h"
#include "base/date.h"
#include "base/hash.h"
#include "base/mem.h"
#include "base/vec.h"
#include "model/collection.h"
#include "model/service.h"

static struct sid sid_of(unsigned number)
{
	struct sid sid = { .kind = SID_MG };

	sid.bytes[14] = (uint8_t)(number >> 8);
	sid.bytes[15] = (uint8_t)number;
	return sid;
}

/* A page of services whose names are decimal numbers, in an arena of its own. */
struct page_of {
	struct arena arena;
	struct service *services;
	size_t count;
};

static struct page_of make(const unsigned *numbers, const unsigned *names, size_t count)
{
	struct page_of page = { .arena = ARENA_INIT, .count = count };

	page.services = arena_calloc(&page.arena, count + 1, sizeof(*page.services));
	for (size_t i = 0; i < count; i++) {
		char name[16];
		int length = snprintf(name, sizeof(name), "%u", names[i]);

		page.services[i].sid = sid_of(numbers[i]);
		page.services[i].friendly_name =
			(struct text){ arena_strndup(&page.arena, name, (size_t)length),
				       (size_t)length };
	}
	return page;
}

static bool take(struct collection *c, const unsigned *numbers, const unsigned *names, size_t count)
{
	struct page_of page = make(numbers, names, count);

	return collection_take(c, &page.arena, page.services, count, 0);
}

static void put(struct collection *c, unsigned number, unsigned name)
{
	struct page_of page = make(&number, &name, 1);

	collection_put(c, &page.arena, page.services);
}

static void drop(struct collection *c, unsigned number)
{
	struct sid sid = sid_of(number);

	collection_remove(c, &sid);
}

static unsigned name_at(const struct collection *c, size_t index)
{
	const struct service *service = collection_at(c, index);

	return (unsigned)strtoul(service->friendly_name.data, NULL, 10);
}

/* "3=30 1=10": what is shown, as numbers and names. */
static void check(const struct collection *c, const char *wanted)
{
	struct strbuf have = STRBUF_INIT(STRBUF_LINE);

	for (size_t i = 0; i < collection_count(c); i++) {
		const struct service *service = collection_at(c, i);

		strbuf_addf(&have, "%s%u=%u", i ? " " : "",
			    service->sid.bytes[14] << 8 | service->sid.bytes[15], name_at(c, i));
	}
	assert_string_equal(have.data, wanted);
	strbuf_release(&have);
}

static struct collection *services(void)
{
	struct list_id id = list_id(RESOURCE_SERVICES, NULL, NULL);

	return collection_new(&id);
}

static void break_off(struct collection *c)
{
	struct error err = ERROR_INIT;

	error_set(&err, ERROR_NETWORK, "no connection");
	collection_end(c, &err);
	error_release(&err);
}

#define TAKE(c, ...)                                                            \
	do {                                                                    \
		static const unsigned numbers_[] = { __VA_ARGS__ };             \
		assert_true(take(c, numbers_, numbers_, ARRAY_SIZE(numbers_))); \
	} while (0)

static void test_first_load_shows_pages(void **state)
{
	(void)state;
	struct collection *c = services();

	assert_int_equal(collection_state(c), COLLECTION_EMPTY);
	assert_false(collection_is_complete(c));
	assert_true(collection_loaded(c) == DATE_NONE);
	collection_begin(c);
	assert_int_equal(collection_state(c), COLLECTION_LOADING);
	TAKE(c, 1, 2);
	check(c, "1=1 2=2");
	TAKE(c, 3, 2);
	check(c, "1=1 2=2 3=3");
	assert_false(collection_is_complete(c));
	collection_end(c, NULL);
	assert_int_equal(collection_state(c), COLLECTION_COMPLETE);
	assert_true(collection_loaded(c) == clock_now());
	collection_free(c);
}

static void test_second_load_takes_the_place(void **state)
{
	(void)state;
	struct collection *c = services();
	struct error none = ERROR_INIT;

	collection_begin(c);
	TAKE(c, 1, 2);
	collection_end(c, &none);
	uint64_t key = collection_key(c, 1);
	collection_begin(c);
	assert_int_equal(collection_state(c), COLLECTION_AGAIN);
	TAKE(c, 2, 7);
	check(c, "1=1 2=2");
	collection_end(c, &none);
	check(c, "2=2 7=7");
	assert_true(collection_key(c, 0) == key);
	assert_int_equal(collection_find_key(c, key), 0);
	struct sid one = sid_of(1);
	assert_int_equal(collection_find(c, &one), COLLECTION_NONE);
	assert_null(collection_get(c, &one));
	collection_free(c);
}

static void test_failure_loses_nothing(void **state)
{
	(void)state;
	struct collection *c = services();

	collection_begin(c);
	TAKE(c, 1, 2);
	break_off(c);
	assert_int_equal(collection_state(c), COLLECTION_FAILED);
	assert_int_equal(collection_error(c)->kind, ERROR_NETWORK);
	check(c, "1=1 2=2");
	/* Fewer than before are worse, as many or more are better. */
	collection_begin(c);
	assert_int_equal(collection_state(c), COLLECTION_LOADING);
	assert_int_equal(collection_error(c)->kind, ERROR_NONE);
	TAKE(c, 3);
	break_off(c);
	check(c, "1=1 2=2");
	collection_begin(c);
	TAKE(c, 3, 4, 5);
	break_off(c);
	check(c, "3=3 4=4 5=5");
	collection_begin(c);
	TAKE(c, 6);
	collection_end(c, NULL);
	check(c, "6=6");
	/* Once it was complete, a part is never better. */
	collection_begin(c);
	TAKE(c, 7, 8, 9);
	break_off(c);
	check(c, "6=6");
	assert_true(collection_is_complete(c));
	collection_free(c);
}

/* What the operator changed while a load is under way is newer than what its pages say. */
static void test_changes_overrule_a_load(void **state)
{
	(void)state;
	for (int again = 0; again < 2; again++) {
		struct collection *c = services();

		if (again) {
			collection_begin(c);
			TAKE(c, 1, 2, 3);
			collection_end(c, NULL);
		}
		collection_begin(c);
		TAKE(c, 1);
		drop(c, 1);
		drop(c, 2);
		put(c, 3, 30);
		put(c, 9, 90);
		TAKE(c, 2, 3, 4);
		collection_end(c, NULL);
		/* Those put are at the front, the newest first. */
		check(c, "9=90 3=30 4=4");
		collection_begin(c);
		TAKE(c, 1, 2, 3);
		collection_end(c, NULL);
		check(c, "1=1 2=2 3=3");
		collection_free(c);
	}
}

/* A record put beside a load that then fails stays shown. */
static void test_put_survives_a_failed_load(void **state)
{
	(void)state;
	struct collection *c = services();

	collection_begin(c);
	TAKE(c, 1, 2);
	collection_end(c, NULL);
	collection_begin(c);
	put(c, 2, 20);
	put(c, 2, 21);
	break_off(c);
	check(c, "1=1 2=21");
	collection_free(c);
}

static void test_late_pages(void **state)
{
	(void)state;
	struct collection *c = services();
	unsigned one = 1;

	assert_false(take(c, &one, &one, 1));
	check(c, "");
	collection_begin(c);
	TAKE(c, 1);
	collection_clear(c);
	assert_false(take(c, &one, &one, 1));
	collection_end(c, NULL);
	assert_int_equal(collection_state(c), COLLECTION_EMPTY);
	check(c, "");
	put(c, 1, 5);
	assert_int_equal(collection_key(c, 0), 1);
	collection_free(c);
	collection_free(NULL);
}

static void test_bad_records_are_those_shown(void **state)
{
	(void)state;
	struct collection *c = services();
	struct arena none = ARENA_INIT;

	collection_begin(c);
	collection_take(c, &none, NULL, 0, 3);
	assert_int_equal(collection_bad(c), 3);
	TAKE(c, 1);
	collection_end(c, NULL);
	assert_int_equal(collection_bad(c), 3);
	collection_begin(c);
	collection_take(c, &none, NULL, 0, 1);
	assert_int_equal(collection_bad(c), 3);
	collection_end(c, NULL);
	assert_int_equal(collection_bad(c), 1);
	collection_free(c);
}

/* -- against a list kept naively --------------------------------------------------------------- */

#define NUMBERS 24

struct item {
	unsigned number, name;
};

struct item_list VEC(struct item);

struct naive {
	struct item_list shown, beside;
	bool loading, is_beside, complete;
	bool changed[NUMBERS]; /* since the load began */
};

static uint32_t seed = 2463534242;

static uint32_t draw(uint32_t below)
{
	seed ^= seed << 13;
	seed ^= seed >> 17;
	seed ^= seed << 5;
	return seed % below;
}

static struct item *naive_find(struct item_list *list, unsigned number)
{
	for (size_t i = 0; i < list->count; i++)
		if (list->items[i].number == number)
			return &list->items[i];
	return NULL;
}

static void naive_put(struct item_list *list, unsigned number, unsigned name, bool front)
{
	struct item *have = naive_find(list, number);

	if (have) {
		have->name = name;
		return;
	}
	vec_push(list, ((struct item){ number, name }));
	for (size_t i = list->count - 1; front && i > 0; i--) {
		list->items[i] = list->items[i - 1];
		list->items[i - 1] = (struct item){ number, name };
	}
}

static void naive_remove(struct item_list *list, unsigned number)
{
	struct item *have = naive_find(list, number);

	if (have)
		vec_remove(list, have - list->items);
}

static void naive_end(struct naive *n, bool well)
{
	bool better = well || (!n->complete && n->beside.count >= n->shown.count);

	if (!n->loading)
		return;
	if (n->is_beside && better) {
		struct item_list was = n->shown;
		n->shown = n->beside;
		n->beside = was;
	}
	vec_clear(&n->beside);
	n->loading = n->is_beside = false;
	n->complete |= well;
}

static void step(struct collection *c, struct naive *n, unsigned name)
{
	unsigned number = draw(NUMBERS);

	switch (draw(8)) {
	case 0:
		collection_begin(c);
		if (!n->loading) {
			n->loading = true;
			n->is_beside = n->shown.count > 0;
			memset(n->changed, 0, sizeof(n->changed));
		}
		break;
	case 1:
		if (draw(3))
			collection_end(c, NULL), naive_end(n, true);
		else
			break_off(c), naive_end(n, false);
		break;
	case 2:
		put(c, number, name);
		naive_put(&n->shown, number, name, true);
		if (n->is_beside)
			naive_put(&n->beside, number, name, true);
		n->changed[number] = true;
		break;
	case 3:
		drop(c, number);
		naive_remove(&n->shown, number);
		naive_remove(&n->beside, number);
		n->changed[number] = true;
		break;
	case 4:
		if (draw(20))
			break;
		collection_clear(c);
		vec_clear(&n->shown);
		vec_clear(&n->beside);
		n->loading = n->is_beside = n->complete = false;
		break;
	default: {
		unsigned numbers[5], names[5];
		size_t count = draw(6);

		for (size_t i = 0; i < count; i++) {
			numbers[i] = draw(NUMBERS);
			names[i] = name * 8 + (unsigned)i;
			if (n->loading && !n->changed[numbers[i]])
				naive_put(n->is_beside ? &n->beside : &n->shown, numbers[i],
					  names[i], false);
		}
		assert_int_equal(take(c, numbers, names, count), n->loading);
	}
	}
}

static void test_against_a_naive_list(void **state)
{
	(void)state;
	struct collection *c = services();
	struct naive n = { .loading = false };
	uint64_t keys[NUMBERS] = { 0 };
	uint64_t version = 0;

	for (unsigned i = 0; i < 20000; i++) {
		step(c, &n, i);
		assert_int_equal(collection_count(c), n.shown.count);
		assert_int_equal(collection_is_complete(c), n.complete);
		for (size_t at = 0; at < n.shown.count; at++) {
			const struct item *item = &n.shown.items[at];
			struct sid sid = sid_of(item->number);
			uint64_t key = collection_key(c, at);

			assert_int_equal(name_at(c, at), item->name);
			assert_int_equal(collection_find(c, &sid), at);
			assert_ptr_equal(collection_get(c, &sid), collection_at(c, at));
			assert_true(key && (!keys[item->number] || keys[item->number] == key));
			keys[item->number] = key;
			assert_int_equal(collection_find_key(c, key), at);
		}
		for (unsigned number = 0; number < NUMBERS; number++)
			if (keys[number] && !naive_find(&n.shown, number))
				assert_int_equal(collection_find_key(c, keys[number]),
						 COLLECTION_NONE);
		assert_true(collection_version(c) >= version);
		version = collection_version(c);
	}
	vec_release(&n.shown);
	vec_release(&n.beside);
	collection_free(c);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(test_first_load_shows_pages),
		cmocka_unit_test(test_second_load_takes_the_place),
		cmocka_unit_test(test_failure_loses_nothing),
		cmocka_unit_test(test_changes_overrule_a_load),
		cmocka_unit_test(test_put_survives_a_failed_load),
		cmocka_unit_test(test_late_pages),
		cmocka_unit_test(test_bad_records_are_those_shown),
		cmocka_unit_test(test_against_a_naive_list),
	};

	hash_init_fixed(21, 22);
	setenv("MSGDECK_TEST_NOW", "1700000000", 1);
	return cmocka_run_group_tests(tests, NULL, NULL);
}
