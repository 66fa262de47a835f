#include "config/columns.h"

#include "files.h"

static bool read_text(const char *text, struct column_choices *choices, struct error *err)
{
	struct config_file *file = config_file_parse("here", text, strlen(text), err);

	assert_non_null(file);
	bool ok = columns_read(choices, file, err);
	config_file_free(file);
	return ok;
}

static void test_read(void **state)
{
	struct column_choices choices = { .items = NULL };

	(void)state;
	assert_true(read_text("", &choices, NULL));
	assert_int_equal(choices.count, 0);
	assert_true(read_text("columns = { messages = [ \"time\", \"to\" ];\n"
			      " services = ( \"name\" ); };",
			      &choices, NULL));
	assert_int_equal(choices.count, 2);
	assert_string_equal(choices.items[0].screen, "messages");
	assert_int_equal(choices.items[0].count, 2);
	assert_string_equal(choices.items[0].names[1], "to");
	assert_int_equal(choices.items[1].line, 2);
	columns_release(&choices);
	assert_int_equal(choices.count, 0);
}

static void test_refused(void **state)
{
	static const struct {
		const char *text, *error;
	} cases[] = {
		{ "columns = [ \"a\" ];",
		  "here:1: columns must be a group { ... }, not a list ( ... )" },
		{ "columns = { messages = \"a\"; };",
		  "here:1: the columns of messages must be a list of names: [ \"...\", \"...\" ]" },
		{ "columns = { messages = [ ]; };",
		  "here:1: the columns of messages must be a list of names: [ \"...\", \"...\" ]" },
		{ "columns = { messages = ( \"a\",\n 1 ); };",
		  "here:2: a column's name must be a text in quotes" },
	};

	(void)state;
	for (size_t i = 0; i < ARRAY_SIZE(cases); i++) {
		struct column_choices choices = { .items = NULL };
		struct error err = ERROR_INIT;
		assert_false(read_text(cases[i].text, &choices, &err));
		assert_error(&err, ERROR_USAGE, cases[i].error);
		columns_release(&choices);
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
