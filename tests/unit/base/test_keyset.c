#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

#include <stdlib.h>

#include "base/keyset.h"
#include "base/mem.h"

static void test_a_set_of_few(void **state)
{
	(void)state;
	struct keyset set = { .slots = NULL };
	size_t position = 0;

	assert_false(keyset_has(&set, 5));
	assert_false(keyset_remove(&set, 5));
	assert_int_equal(keyset_next(&set, &position), 0);
	assert_true(keyset_add(&set, 5));
	assert_false(keyset_add(&set, 5));
	assert_true(keyset_has(&set, 5));
	assert_false(keyset_toggle(&set, 5));
	assert_true(keyset_toggle(&set, UINT64_MAX));
	assert_int_equal(set.count, 1);
	assert_int_equal(keyset_next(&set, &position), UINT64_MAX);
	keyset_clear(&set);
	assert_int_equal(set.count, 0);
	assert_false(keyset_has(&set, UINT64_MAX));
	keyset_release(&set);
}

/* Additions and removals in any order, against an array of flags. */
static void test_against_flags(void **state)
{
	(void)state;
	enum { KEYS = 500 };
	struct keyset set = { .slots = NULL };
	bool there[KEYS] = { false };
	uint32_t random = 1;
	size_t count = 0;

	for (int i = 0; i < 20000; i++) {
		uint32_t number;

		random = random * 1664525u + 1013904223u;
		number = (random >> 8) % KEYS;
		if (random >> 30 == 0) {
			assert_int_equal(keyset_remove(&set, number + 1), there[number]);
			count -= there[number];
			there[number] = false;
		} else if (random >> 30 == 1 && i % 3000 < 1500) {
			assert_int_equal(keyset_add(&set, number + 1), !there[number]);
			count += !there[number];
			there[number] = true;
		} else {
			assert_int_equal(keyset_has(&set, number + 1), there[number]);
		}
		assert_int_equal(set.count, count);
	}
	for (size_t position = 0, seen = 0;; seen++) {
		uint64_t key = keyset_next(&set, &position);

		if (!key) {
			assert_int_equal(seen, count);
			break;
		}
		assert_true(there[key - 1]);
	}
	keyset_release(&set);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(test_a_set_of_few),
		cmocka_unit_test(test_against_flags),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
