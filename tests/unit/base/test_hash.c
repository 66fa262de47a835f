#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

#include <stdbool.h>
#include <string.h>

#include "base/hash.h"
#include "base/mem.h"

/* SipHash-1-3 of 00 01 02 … under the key 00 01 … 0f, as published with the algorithm's tests. */
static void test_reference_values(void **state)
{
	(void)state;
	static const uint64_t wanted[] = {
		UINT64_C(0xabac0158050fc4dc), UINT64_C(0xc9f49bf37d57ca93),
		UINT64_C(0x82cb9b024dc7d44d), UINT64_C(0x8bf80ab8e7ddf7fb),
		UINT64_C(0xcf75576088d38328), UINT64_C(0xdef9d52f49533b67),
		UINT64_C(0xc50d2b50c59f22a7), UINT64_C(0xd3927d989bb11140),
		UINT64_C(0x369095118d299a8e), UINT64_C(0x25a48eb36c063de4),
	};
	unsigned char data[ARRAY_SIZE(wanted)];

	hash_init_fixed(UINT64_C(0x0706050403020100), UINT64_C(0x0f0e0d0c0b0a0908));
	for (size_t i = 0; i < ARRAY_SIZE(wanted); i++) {
		data[i] = (unsigned char)i;
		assert_int_equal(hash_bytes(data, i), wanted[i]);
	}
}

static void test_key_decides(void **state)
{
	(void)state;
	uint64_t first;

	hash_init_fixed(1, 2);
	first = hash_bytes("abc", 3);
	assert_int_equal(hash_bytes("abc", 3), first);
	assert_int_not_equal(hash_bytes("abd", 3), first);
	hash_init_fixed(1, 3);
	assert_int_not_equal(hash_bytes("abc", 3), first);
	hash_init();
	first = hash_bytes("abc", 3);
	hash_init();
	assert_int_not_equal(hash_bytes("abc", 3), first);
}

static void test_any_alignment(void **state)
{
	(void)state;
	char space[64];

	hash_init_fixed(1, 2);
	for (size_t shift = 0; shift < 8; shift++) {
		memcpy(space + shift, "some text of 26 characters", 26);
		assert_int_equal(hash_bytes(space + shift, 26),
				 hash_bytes("some text of 26 characters", 26));
	}
}

static void test_random_below(void **state)
{
	(void)state;
	bool seen[3] = { false };

	for (int i = 0; i < 100; i++)
		assert_int_equal(random_below(1), 0);
	/* 1000 draws of three miss one with a chance of 3 in 10^176. */
	for (int i = 0; i < 1000; i++) {
		uint64_t drawn = random_below(3);
		assert_true(drawn < 3);
		seen[drawn] = true;
	}
	assert_true(seen[0] && seen[1] && seen[2]);
	assert_int_not_equal(random_below(UINT64_MAX), random_below(UINT64_MAX));
	assert_true(random_below((UINT64_C(1) << 63) + 1) <= UINT64_C(1) << 63);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(test_reference_values),
		cmocka_unit_test(test_key_decides),
		cmocka_unit_test(test_any_alignment),
		cmocka_unit_test(test_random_below),
	};

	return cmocka_run_group_tests_name("hash", tests, NULL, NULL);
}
