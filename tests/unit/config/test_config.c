#include "config/config.h"

#include "files.h"

static struct config_file *parse(const char *text, struct error *err)
{
	return config_file_parse("here", text, strlen(text), err);
}

static void test_tree(void **state)
{
	static const char text[] = "a = 1;\n"
				   "b = true;\n"
				   "c = \"x\" \"y\";\n"
				   "d = { e = 2147483648L; f = 1.5; };\n"
				   "g = ( 1, \"z\" );\n"
				   "h = [ ];\n";
	struct config_file *file = parse(text, NULL);
	const struct config_node *root = config_file_root(file);
	int64_t number = 0;
	bool flag = false;

	(void)state;
	assert_string_equal(config_file_name(file), "here");
	assert_int_equal(config_type(root), CONFIG_GROUP);
	assert_int_equal(config_count(root), 6);
	assert_true(config_integer(config_get(root, "a"), &number));
	assert_int_equal(number, 1);
	assert_true(config_bool(config_get(root, "b"), &flag));
	assert_true(flag);
	assert_string_equal(config_string(config_get(root, "c")), "xy");
	assert_true(config_integer(config_get(config_get(root, "d"), "e"), &number));
	assert_int_equal(number, INT64_C(2147483648));
	assert_int_equal(config_type(config_get(config_get(root, "d"), "f")), CONFIG_REAL);
	assert_int_equal(config_type(config_get(root, "g")), CONFIG_LIST);
	assert_string_equal(config_string(config_at(config_get(root, "g"), 1)), "z");
	assert_null(config_name(config_at(config_get(root, "g"), 1)));
	assert_int_equal(config_count(config_get(root, "h")), 0);
	assert_int_equal(config_line(config_get(root, "g")), 5);
	assert_string_equal(config_name(config_at(root, 3)), "d");
	config_file_free(file);
}

static void test_what_is_not_there(void **state)
{
	struct config_file *file = parse("a = 1;", NULL);
	const struct config_node *root = config_file_root(file);
	int64_t number = 5;
	bool flag = true;

	(void)state;
	assert_null(config_get(root, "b"));
	assert_null(config_get(NULL, "b"));
	assert_null(config_get(config_get(root, "a"), "b"));
	assert_null(config_at(root, 1));
	assert_null(config_at(NULL, 0));
	assert_int_equal(config_count(NULL), 0);
	assert_int_equal(config_type(NULL), CONFIG_NONE);
	assert_null(config_string(config_get(root, "a")));
	assert_false(config_bool(config_get(root, "a"), &flag));
	assert_false(config_integer(root, &number));
	assert_int_equal(number, 5);
	assert_true(flag);
	config_file_free(file);
	config_file_free(NULL);
}

static void test_syntax_errors(void **state)
{
	static const struct {
		const char *text, *error;
	} cases[] = {
		{ "a = 1;\nb = ;", "here:2: syntax error" },
		{ "a = \"x", "here:1: syntax error" },
		{ "a = 1;\na = 2;", "here:2: duplicate setting name" },
		{ "a = [ 1, \"x\" ];", "here:1: mismatched element type in array" },
		{ "}", "here:1: syntax error" },
		{ "a = 5000000000;", "here:1: this number is too large" },
	};

	(void)state;
	for (size_t i = 0; i < ARRAY_SIZE(cases); i++) {
		struct error err = ERROR_INIT;
		assert_null(parse(cases[i].text, &err));
		assert_error(&err, ERROR_USAGE, cases[i].error);
	}
}

static void test_empty(void **state)
{
	struct config_file *file = parse("", NULL);

	(void)state;
	assert_non_null(file);
	assert_int_equal(config_count(config_file_root(file)), 0);
	config_file_free(file);
}

static void test_errors_name_the_line(void **state)
{
	struct config_file *file = parse("\n\na = 1;", NULL);
	struct error err = ERROR_INIT;

	(void)state;
	assert_false(
		config_error(file, config_get(config_file_root(file), "a"), &err, "no %s", "a"));
	assert_error(&err, ERROR_USAGE, "here:3: no a");
	config_file_free(file);
}

static void test_files(void **state)
{
	struct error err = ERROR_INIT;
	char *place = place_new();
	char *path = place_write(place, "f", "a = 1;\n", 0600);
	struct config_file *file = config_file_read(path, NULL);

	(void)state;
	assert_string_equal(config_file_name(file), path);
	config_file_free(file);
	assert_int_equal(unlink(path), 0);
	assert_null(config_file_read(path, &err));
	assert_error_behind(&err, path, " cannot be opened: No such file or directory");
	assert_null(config_file_read(place, &err));
	assert_error_behind(&err, place, " cannot be read: Is a directory");
	free(path);
	free(place);
}

static void test_too_large(void **state)
{
	struct error err = ERROR_INIT;
	size_t size = CONFIG_FILE_MAX + 1;
	char *text = xmalloc(size);

	(void)state;
	memset(text, '\n', size);
	assert_null(config_file_parse("here", text, size, &err));
	assert_error(&err, ERROR_LIMIT, "here: larger than 1048576 bytes");
	free(text);
}

static void test_type_words(void **state)
{
	(void)state;
	for (int type = CONFIG_NONE; type <= CONFIG_LIST; type++)
		assert_non_null(config_type_words((enum config_type)type));
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(test_tree),
		cmocka_unit_test(test_what_is_not_there),
		cmocka_unit_test(test_syntax_errors),
		cmocka_unit_test(test_empty),
		cmocka_unit_test(test_errors_name_the_line),
		cmocka_unit_test(test_files),
		cmocka_unit_test(test_too_large),
		cmocka_unit_test(test_type_words),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
