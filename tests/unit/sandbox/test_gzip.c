#include "sandbox/gzip.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>

#include <cmocka.h>

#include "base/mem.h"

static const struct {
	const char *header;
	bool accepted;
} cases[] = {
	{ NULL, false },         { "", false },
	{ "gzip", true },        { "deflate, gzip, br", true },
	{ "GZIP", true },        { "gzip;q=0", false },
	{ "gzip;q=0.0", false }, { "gzip;q=0.5", true },
	{ "identity", false },
};

static void headers_are_read(void **state)
{
	(void)state;
	for (size_t i = 0; i < ARRAY_SIZE(cases); i++)
		if (gzip_is_accepted(cases[i].header) != cases[i].accepted)
			fail_msg("\"%s\"", cases[i].header);
}

/* The state is used again and again. */
static void bytes_become_smaller(void **state)
{
	struct gzip *gzip = gzip_new();
	struct strbuf bytes = STRBUF_INIT(STRBUF_TEXT);
	struct strbuf first = STRBUF_INIT(STRBUF_TEXT);
	struct strbuf second = STRBUF_INIT(STRBUF_TEXT);

	(void)state;
	strbuf_addn(&bytes, 'a', 100000);
	assert_true(gzip_add(gzip, &first, &bytes));
	assert_true(gzip_add(gzip, &second, &bytes));
	assert_in_range(first.length, 20, 2000);
	assert_memory_equal(first.data, "\x1f\x8b", 2);
	assert_int_equal(first.length, second.length);
	assert_memory_equal(first.data, second.data, first.length);
	strbuf_release(&bytes);
	strbuf_release(&first);
	strbuf_release(&second);
	gzip_free(gzip);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(headers_are_read),
		cmocka_unit_test(bytes_become_smaller),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
