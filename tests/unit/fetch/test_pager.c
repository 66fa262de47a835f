#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

#include <string.h>

#include "fetch/pager.h"

static bool accept(struct pager *pager, uint8_t first, const char *next, struct error *err)
{
	struct message message = { .sid = { .kind = SID_SM, .bytes = { first } } };
	struct text link = { .data = next, .length = next ? strlen(next) : 0 };
	return pager_accept(pager, &message, first ? 1 : 0, link, err);
}

static void test_straight_on(void **state)
{
	(void)state;
	struct pager pager = { .stale = 0 };
	char link[16];
	for (int i = 1; i < 200; i++) {
		snprintf(link, sizeof(link), "/p%d", i);
		assert_true(accept(&pager, (uint8_t)i, link, NULL));
	}
	assert_true(accept(&pager, 200, NULL, NULL));
	pager_release(&pager);
}

static void test_same_link_twice(void **state)
{
	(void)state;
	struct pager pager = { .stale = 0 };
	struct error err = ERROR_INIT;
	assert_true(accept(&pager, 1, "/a", NULL));
	assert_true(accept(&pager, 2, "/b", NULL));
	assert_false(accept(&pager, 3, "/a", &err));
	assert_int_equal(err.kind, ERROR_PROTOCOL);
	error_release(&err);
	pager_release(&pager);
}

/* Ever new links to the same pages. */
static void test_same_pages(void **state)
{
	(void)state;
	struct pager pager = { .stale = 0 };
	char link[16];
	int pages = 0;
	do
		snprintf(link, sizeof(link), "/p%d", ++pages);
	while (accept(&pager, (uint8_t)(1 + pages % 2), link, NULL));
	assert_int_equal(pages, 2 + PAGER_STALE);
	pager_release(&pager);
}

/* Empty pages may come, but not for ever; something new in between is patience regained. */
static void test_empty_pages(void **state)
{
	(void)state;
	struct pager pager = { .stale = 0 };
	assert_true(accept(&pager, 0, "/1", NULL));
	assert_true(accept(&pager, 0, "/2", NULL));
	assert_true(accept(&pager, 1, "/3", NULL));
	assert_true(accept(&pager, 0, "/4", NULL));
	assert_true(accept(&pager, 0, "/5", NULL));
	assert_false(accept(&pager, 0, "/6", NULL));
	pager_release(&pager);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(test_straight_on),
		cmocka_unit_test(test_same_link_twice),
		cmocka_unit_test(test_same_pages),
		cmocka_unit_test(test_empty_pages),
	};
	return cmocka_run_group_tests(tests, NULL, NULL);
}
