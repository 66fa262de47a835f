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

static void test_kept(void **state)
{
	struct column_choices choices = { .items = NULL }, again = { .items = NULL };
	const char *const names[] = { "to", "time" };
	struct strbuf path = STRBUF_INIT(4096);
	struct error err = ERROR_INIT;
	char *place = place_new();
	struct stat info;

	(void)state;
	strbuf_addf(&path, "%s/new", place);
	setenv("XDG_STATE_HOME", path.data, 1);
	assert_true(columns_read_kept(&again, NULL));
	assert_int_equal(again.count, 0);
	columns_choose(&choices, "messages", names, 2);
	columns_choose(&choices, "media", names, 1);
	columns_choose(&choices, "messages", names + 1, 1);
	columns_choose(&choices, "services", NULL, 0);
	assert_true(columns_keep(&choices, NULL));
	assert_true(columns_read_kept(&again, NULL));
	assert_int_equal(again.count, 2);
	assert_string_equal(again.items[0].screen, "media");
	assert_string_equal(again.items[1].names[0], "time");
	assert_int_equal(again.items[1].count, 1);
	columns_choose(&again, "media", NULL, 0);
	assert_int_equal(again.count, 1);
	strbuf_addstr(&path, "/msgdeck/columns.conf");
	assert_int_equal(stat(path.data, &info), 0);
	assert_int_equal(info.st_mode & 0777, 0600);
	assert_true(file_write_private(path.data, "columns = 1;", 12, NULL));
	assert_false(columns_read_kept(&again, &err));
	assert_error_behind(&err, path.data, ":1: columns must be a group { ... }, not a number");
	/* Where a file is in the way nothing is kept, and that is said. */
	setenv("XDG_STATE_HOME", path.data, 1);
	assert_false(columns_keep(&choices, &err));
	assert_non_null(strstr(error_text(&err), "is not a directory"));
	error_release(&err);
	unsetenv("XDG_STATE_HOME");
	columns_release(&choices);
	columns_release(&again);
	strbuf_release(&path);
	free(place);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(test_kept),
		cmocka_unit_test(test_read),
		cmocka_unit_test(test_refused),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
