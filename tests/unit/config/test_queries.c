#include "config/queries.h"

#include "files.h"

static bool read_text(const char *text, struct named_queries *queries, bool saved,
		      struct error *err)
{
	struct config_file *file = config_file_parse("here", text, strlen(text), err);

	assert_non_null(file);
	bool ok = named_queries_read(queries, file, config_file_root(file), saved, err);
	config_file_free(file);
	return ok;
}

static void test_read(void **state)
{
	struct named_queries queries = { .items = NULL };

	(void)state;
	assert_true(read_text("", &queries, false, NULL));
	assert_int_equal(queries.count, 0);
	assert_true(read_text("queries = { failed-codes = \"is:failed country:BR\";\n"
			      " dear = \"price>0.05\"; };",
			      &queries, false, NULL));
	assert_int_equal(queries.count, 2);
	assert_string_equal(queries.items[0].name, "failed-codes");
	assert_string_equal(queries.items[1].text, "price>0.05");
	assert_int_equal(queries.items[1].line, 2);
	assert_int_equal(named_queries_find(&queries, "dear"), 1);
	assert_true(named_queries_find(&queries, "cheap") == SIZE_MAX);
	named_queries_release(&queries);
	assert_int_equal(queries.count, 0);
}

static void test_a_later_one_replaces(void **state)
{
	struct named_queries queries = { .items = NULL };

	(void)state;
	assert_true(read_text("queries = { a = \"1\"; b = \"2\"; };", &queries, false, NULL));
	assert_true(read_text("queries = { a = \"3\"; };", &queries, true, NULL));
	assert_int_equal(queries.count, 2);
	assert_string_equal(queries.items[0].text, "3");
	assert_true(queries.items[0].saved);
	named_queries_remove(&queries, 0);
	assert_int_equal(queries.count, 1);
	assert_string_equal(queries.items[0].name, "b");
	named_queries_release(&queries);
}

static void test_what_is_written_is_read(void **state)
{
	static const char text[] = "text:\"a \\\\ b\" or \xe2\x82\xac ${x} \\n";
	struct named_queries queries = { .items = NULL }, again = { .items = NULL };
	struct strbuf out = STRBUF_INIT(STRBUF_TEXT);

	(void)state;
	named_queries_set(&queries, "own", "is:failed", false, 1);
	named_queries_set(&queries, "odd", text, true, 0);
	named_queries_write(&queries, &out);
	assert_true(read_text(out.data, &again, true, NULL));
	assert_int_equal(again.count, 1);
	assert_string_equal(again.items[0].name, "odd");
	assert_string_equal(again.items[0].text, text);
	named_queries_release(&queries);
	named_queries_release(&again);
	strbuf_release(&out);
}

static void test_names(void **state)
{
	(void)state;
	assert_true(query_name_valid("failed-codes_2"));
	assert_false(query_name_valid(""));
	assert_false(query_name_valid("2x"));
	assert_false(query_name_valid("-x"));
	assert_false(query_name_valid("a b"));
	assert_false(query_name_valid("a*b"));
	assert_false(
		query_name_valid("a23456789012345678901234567890123456789012345678901234567890x"));
}

static void test_refused(void **state)
{
	static const struct {
		const char *text, *error;
	} cases[] = {
		{ "queries = [ \"a\" ];",
		  "here:1: queries must be a group { ... }, not a list ( ... )" },
		{ "queries = {\n a = 1; };", "here:2: the query a must be a text in quotes" },
		{ "queries = { a* = \"x\"; };",
		  "here:1: a query's name is a letter, then up to 59 letters, digits, - and _" },
	};

	(void)state;
	for (size_t i = 0; i < ARRAY_SIZE(cases); i++) {
		struct named_queries queries = { .items = NULL };
		struct error err = ERROR_INIT;

		assert_false(read_text(cases[i].text, &queries, false, &err));
		assert_error(&err, ERROR_USAGE, cases[i].error);
		named_queries_release(&queries);
	}
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(test_read),
		cmocka_unit_test(test_a_later_one_replaces),
		cmocka_unit_test(test_what_is_written_is_read),
		cmocka_unit_test(test_names),
		cmocka_unit_test(test_refused),
	};

	return cmocka_run_group_tests_name("queries", tests, NULL, NULL);
}
