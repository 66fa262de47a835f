#include "config/bindings.h"

#include "files.h"

static bool read_text(const char *text, struct bindings *bindings, struct error *err)
{
	struct config_file *file = config_file_parse("here", text, strlen(text), err);

	assert_non_null(file);
	bool ok = bindings_read(bindings, file, err);
	config_file_free(file);
	return ok;
}

static void test_read(void **state)
{
	struct bindings bindings = { .items = NULL };

	(void)state;
	assert_true(read_text("theme = \"x\";", &bindings, NULL));
	assert_int_equal(bindings.count, 0);
	assert_true(read_text("keys = [\n"
			      "  \"unbind global q\",\n"
			      "  \"bind list <F5> 'sort time'\" ];",
			      &bindings, NULL));
	assert_int_equal(bindings.count, 2);
	assert_string_equal(bindings.items[0].statement, "unbind global q");
	assert_int_equal(bindings.items[0].line, 2);
	assert_string_equal(bindings.items[1].statement, "bind list <F5> 'sort time'");
	assert_int_equal(bindings.items[1].line, 3);
	bindings_release(&bindings);
	assert_int_equal(bindings.count, 0);
}

static void test_refused(void **state)
{
	static const struct {
		const char *text, *error;
	} cases[] = {
		{ "keys = 1;", "here:1: keys must be a list ( ... ), not a number" },
		{ "keys = (\n { key = \"q\"; } );",
		  "here:2: a key is written \"bind CONTEXT KEYS COMMAND\" or \"unbind CONTEXT "
		  "KEYS\"" },
	};

	(void)state;
	for (size_t i = 0; i < ARRAY_SIZE(cases); i++) {
		struct bindings bindings = { .items = NULL };
		struct error err = ERROR_INIT;
		assert_false(read_text(cases[i].text, &bindings, &err));
		assert_error(&err, ERROR_USAGE, cases[i].error);
		bindings_release(&bindings);
	}
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(test_read),
		cmocka_unit_test(test_refused),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
