#include "model/sid_set.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <string.h>

#include <cmocka.h>

static struct sid sid_of(uint32_t number)
{
	struct sid sid = { .kind = SID_SM };

	memcpy(sid.bytes, &number, sizeof(number));
	return sid;
}

static void test_each_is_added_once(void **state)
{
	struct sid_set set = { .count = 0 };

	(void)state;
	for (uint32_t i = 0; i < 5000; i++) {
		struct sid sid = sid_of(i * 7919);

		assert_false(sid_set_has(&set, &sid));
		assert_true(sid_set_add(&set, &sid));
		assert_false(sid_set_add(&set, &sid));
	}
	assert_int_equal(set.count, 5000);
	for (uint32_t i = 0; i < 5000; i++) {
		struct sid there = sid_of(i * 7919), other = sid_of(i * 7919 + 1);

		assert_true(sid_set_has(&set, &there));
		assert_false(sid_set_has(&set, &other));
	}
	sid_set_release(&set);
}

static void test_kinds_differ(void **state)
{
	struct sid_set set = { .count = 0 };
	struct sid sms = sid_of(1), mms = sid_of(1);

	(void)state;
	mms.kind = SID_MM;
	assert_true(sid_set_add(&set, &sms));
	assert_false(sid_set_has(&set, &mms));
	sid_set_release(&set);
}

static void test_it_is_emptied(void **state)
{
	struct sid_set set = { .count = 0 };
	struct sid sid = sid_of(3);

	(void)state;
	sid_set_clear(&set);
	assert_true(sid_set_add(&set, &sid));
	sid_set_clear(&set);
	assert_false(sid_set_has(&set, &sid));
	assert_true(sid_set_add(&set, &sid));
	sid_set_release(&set);
	assert_false(sid_set_has(&set, &sid));
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(test_each_is_added_once),
		cmocka_unit_test(test_kinds_differ),
		cmocka_unit_test(test_it_is_emptied),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
