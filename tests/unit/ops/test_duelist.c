#include "items.h"

#include "ops/duelist.h"

#define COUNT 1000

static void test_order(void **state)
{
	(void)state;
	struct duelist list = { .count = 0 };
	int64_t last = -1;
	uint32_t item;

	assert_int_equal(duelist_next(&list), -1);
	assert_false(duelist_take(&list, INT64_MAX, &item));
	for (uint32_t i = 0; i < COUNT; i++)
		duelist_add(&list, (int64_t)(i * 7919u % 1009u), i);
	for (uint32_t i = 0; i < COUNT; i++) {
		int64_t when = duelist_next(&list);

		assert_true(when >= last);
		assert_false(duelist_take(&list, when - 1, &item));
		assert_true(duelist_take(&list, when, &item));
		assert_int_equal(item * 7919u % 1009u, when);
		last = when;
	}
	assert_int_equal(list.count, 0);
	duelist_release(&list);
}

static void test_mixed(void **state)
{
	(void)state;
	struct duelist list = { .count = 0 };
	uint32_t item;

	for (int64_t i = 0; i < COUNT; i++) {
		duelist_add(&list, i + 5, (uint32_t)i);
		duelist_add(&list, i + 1, (uint32_t)i + COUNT);
		assert_true(duelist_take(&list, i + 1, &item));
	}
	assert_int_equal(list.count, COUNT);
	for (int64_t last = 0; list.count; last = duelist_next(&list)) {
		assert_true(duelist_next(&list) >= last);
		duelist_take(&list, INT64_MAX, &item);
	}
	duelist_release(&list);
}

static void test_hurry(void **state)
{
	(void)state;
	struct duelist list = { .count = 0 };
	bool seen[3] = { false };
	uint32_t item;

	for (uint32_t i = 0; i < 3; i++)
		duelist_add(&list, 1000 * (i + 1), i);
	duelist_hurry(&list, 10);
	assert_int_equal(duelist_next(&list), 10);
	while (duelist_take(&list, 10, &item))
		seen[item] = true;
	assert_true(seen[0] && seen[1] && seen[2]);
	duelist_release(&list);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(test_order),
		cmocka_unit_test(test_mixed),
		cmocka_unit_test(test_hurry),
	};
	return cmocka_run_group_tests(tests, NULL, NULL);
}
