#include "sample.h"

#include <stdlib.h>
#include <string.h>

#include "base/mem.h"
#include "model/idset.h"

#define IDS 20000

/* What an id names is 7 times the id; `bad` makes all hashes equal but for the lowest bits. */
static bool bad;

static uint64_t hash_number(uint64_t number)
{
	return bad ? number % 3 : number * UINT64_C(0x9e3779b97f4a7c15);
}

static uint64_t hash_of(uint32_t id, const void *context)
{
	(void)context;
	return hash_number(id * UINT64_C(7));
}

static bool names(uint32_t id, const void *wanted, const void *context)
{
	const uint64_t *number = wanted;

	(void)context;
	return id * UINT64_C(7) == *number;
}

static void init(struct idset *set, unsigned bits)
{
	*set = (struct idset){ .hash_of = hash_of, .names = names };
	idset_init(set, bits);
}

static uint32_t find(const struct idset *set, uint64_t number)
{
	return idset_find(set, hash_number(number), &number);
}

static void fill_and_empty(unsigned bits, uint32_t count)
{
	struct idset set;
	bool *in = xcalloc(count, sizeof(*in));
	uint64_t random = 88172645463325252u;
	size_t held = 0;

	init(&set, bits);
	for (uint32_t step = 0; step < 4 * count; step++) {
		uint32_t id;

		random ^= random << 13;
		random ^= random >> 7;
		random ^= random << 17;
		id = (uint32_t)(random % count);
		if (in[id])
			idset_remove(&set, hash_number(id * UINT64_C(7)), id);
		else
			idset_add(&set, hash_number(id * UINT64_C(7)), id);
		held += in[id] ? (size_t)-1 : 1;
		in[id] = !in[id];
		assert_int_equal(set.count, held);
	}
	for (uint32_t id = 0; id < count; id++) {
		assert_int_equal(find(&set, id * UINT64_C(7)), in[id] ? id : IDSET_NONE);
		assert_int_equal(find(&set, id * UINT64_C(7) + 1), IDSET_NONE);
		if (in[id])
			idset_remove(&set, hash_number(id * UINT64_C(7)), id);
	}
	assert_int_equal(set.count, 0);
	idset_release(&set);
	free(in);
}

static void test_fill_and_empty(void **state)
{
	(void)state;
	bad = false;
	fill_and_empty(4, IDS);
	fill_and_empty(1, 100);
}

static void test_equal_hashes(void **state)
{
	(void)state;
	bad = true;
	fill_and_empty(2, 300);
	bad = false;
}

static void test_removing_what_is_not_there(void **state)
{
	struct idset set;

	(void)state;
	init(&set, 2);
	idset_remove(&set, hash_number(7), 1);
	idset_add(&set, hash_number(7), 1);
	idset_remove(&set, hash_number(14), 2);
	assert_int_equal(set.count, 1);
	assert_int_equal(find(&set, 7), 1);
	idset_release(&set);
	idset_release(&set);
}

/* The header's promise: 4.6 to 5.7 bytes an id while it grows. */
static void test_growth_does_not_double(void **state)
{
	struct idset set;

	(void)state;
	init(&set, 4);
	for (uint32_t id = 0; id < 200000; id++) {
		size_t before = set.bytes;

		idset_add(&set, hash_number(id * UINT64_C(7)), id);
		if (id < 1000)
			continue;
		assert_true(set.bytes - before <= set.bytes / 16);
		assert_true(set.bytes <= (set.count + 16) * 6 + 16 * 16);
	}
	idset_release(&set);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(test_fill_and_empty),
		cmocka_unit_test(test_equal_hashes),
		cmocka_unit_test(test_removing_what_is_not_there),
		cmocka_unit_test(test_growth_does_not_double),
	};

	return cmocka_run_group_tests_name("idset", tests, NULL, NULL);
}
