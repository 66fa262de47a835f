#include "batch/overlap.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

#include "base/date.h"

static struct sid sid_of(uint32_t number)
{
	struct sid sid = { .kind = SID_SM };

	memcpy(sid.bytes, &number, sizeof(number));
	return sid;
}

static void add(struct overlap *overlap, uint32_t number, int64_t sent)
{
	struct sid sid = sid_of(number);

	overlap_add(overlap, &sid, sent);
}

static bool has(struct overlap *overlap, uint32_t number, int64_t sent)
{
	struct sid sid = sid_of(number);

	return overlap_has(overlap, &sid, sent);
}

/* A list of one message a second, the number being how far down it stands. */
static void add_list(struct overlap *overlap, uint32_t count)
{
	for (uint32_t i = 0; i < count; i++)
		add(overlap, i, 100000 - (int64_t)i);
}

static void test_only_the_end_is_remembered(void **state)
{
	struct overlap overlap;

	(void)state;
	overlap_init(&overlap);
	add_list(&overlap, 50000);
	assert_true(overlap.rows.count <= (size_t)2 * OVERLAP_ROWS);
	assert_true(has(&overlap, 49999, 50001));
	assert_true(has(&overlap, 49999 - OVERLAP_ROWS + 1, 50001));
	assert_false(has(&overlap, 10, 99990));
	/* Older than all of it: not even looked for. */
	assert_false(has(&overlap, 49999, 50000));
	overlap_release(&overlap);
}

static void test_what_the_next_stretch_may_have(void **state)
{
	struct overlap overlap;

	(void)state;
	overlap_init(&overlap);
	overlap_expect(&overlap, 100000 - 30000);
	add_list(&overlap, 50000);
	assert_true(has(&overlap, 30000, 70000));
	assert_true(has(&overlap, 49999, 50001));
	assert_false(has(&overlap, 20000, 80000));
	overlap_release(&overlap);
}

static void test_one_second_of_many(void **state)
{
	struct overlap overlap;

	(void)state;
	overlap_init(&overlap);
	for (uint32_t i = 0; i < 20000; i++)
		add(&overlap, i, 7);
	for (uint32_t i = 0; i < 20000; i += 999)
		assert_true(has(&overlap, i, 7));
	assert_false(has(&overlap, 20000, 7));
	overlap_release(&overlap);
}

static void test_never_sent(void **state)
{
	struct overlap overlap;

	(void)state;
	overlap_init(&overlap);
	assert_false(has(&overlap, 1, DATE_NONE));
	add(&overlap, 1, DATE_NONE);
	add(&overlap, 2, 50);
	assert_true(has(&overlap, 1, DATE_NONE));
	assert_false(has(&overlap, 3, DATE_NONE));
	overlap_release(&overlap);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(test_only_the_end_is_remembered),
		cmocka_unit_test(test_what_the_next_stretch_may_have),
		cmocka_unit_test(test_one_second_of_many),
		cmocka_unit_test(test_never_sent),
	};

	return cmocka_run_group_tests_name("overlap", tests, NULL, NULL);
}
