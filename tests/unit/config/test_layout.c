#include "config/layout.h"

#include "files.h"

static void assert_wrapped(const char *text, size_t column, const char *prefix,
			   const char *expected)
{
	struct strbuf out = STRBUF_INIT(STRBUF_LINE);

	layout_wrap(&out, text, column, prefix);
	assert_string_equal(out.data, expected);
	strbuf_release(&out);
}

static void test_wrap(void **state)
{
	(void)state;
	assert_wrapped("", 0, "  ", "\n");
	assert_wrapped("one  two", 0, "  ", "one two\n");
	assert_wrapped("one two three", 71, "  ", "one two\n  three\n");
	assert_wrapped("one two three", 72, "  ", "one two\n  three\n");
	assert_wrapped("one two three", 73, "  ", "one\n  two three\n");
	assert_wrapped("averylongword x", 78, "# ", "averylongword\n# x\n");
}

int main(void)
{
	const struct CMUnitTest tests[] = { cmocka_unit_test(test_wrap) };

	return cmocka_run_group_tests(tests, NULL, NULL);
}
