#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

#include "base/vec.h"

struct numbers VEC(int);

static void test_zeroed_is_empty_and_push_keeps_order(void **state)
{
	(void)state;
	struct numbers numbers = { 0 };

	for (int i = 0; i < 1000; i++)
		vec_push(&numbers, i);
	assert_int_equal(numbers.count, 1000);
	assert_true(numbers.capacity >= 1000 && numbers.capacity < 2000);
	for (int i = 0; i < 1000; i++)
		assert_int_equal(numbers.items[i], i);
	vec_release(&numbers);
	assert_null(numbers.items);
	assert_int_equal(numbers.count + numbers.capacity, 0);
}

static void test_push_new_pop_and_clear(void **state)
{
	(void)state;
	struct numbers numbers = { 0 };

	*vec_push_new(&numbers) = 7;
	*vec_push_new(&numbers) = 8;
	assert_int_equal(vec_pop(&numbers), 8);
	assert_int_equal(numbers.count, 1);
	vec_clear(&numbers);
	assert_int_equal(numbers.count, 0);
	assert_true(numbers.capacity > 0);
	vec_release(&numbers);
}

static void test_remove_closes_the_gap(void **state)
{
	(void)state;
	struct numbers numbers = { 0 };

	for (int i = 0; i < 4; i++)
		vec_push(&numbers, i);
	vec_remove(&numbers, 3);
	vec_remove(&numbers, 0);
	assert_int_equal(numbers.count, 2);
	assert_int_equal(numbers.items[0], 1);
	assert_int_equal(numbers.items[1], 2);
	vec_release(&numbers);
}

static void test_reserve_keeps_what_is_there(void **state)
{
	(void)state;
	struct numbers numbers = { 0 };

	vec_push(&numbers, 5);
	vec_reserve(&numbers, 100);
	assert_true(numbers.capacity >= 100);
	int *items = numbers.items;
	vec_reserve(&numbers, 50);
	assert_ptr_equal(items, numbers.items);
	assert_int_equal(numbers.items[0], 5);
	vec_release(&numbers);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(test_zeroed_is_empty_and_push_keeps_order),
		cmocka_unit_test(test_push_new_pop_and_clear),
		cmocka_unit_test(test_remove_closes_the_gap),
		cmocka_unit_test(test_reserve_keeps_what_is_there),
	};

	return cmocka_run_group_tests_name("vec", tests, NULL, NULL);
}
