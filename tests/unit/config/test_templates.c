#include "config/templates.h"

#include "files.h"

static void test_read(void **state)
{
	static const char text[] = "templates = { a = \"one\";\n b = \"two\"; };\n"
				   "profile = { templates = { b = \"three\"; c = \"four\"; }; };";
	struct config_file *file = config_file_parse("here", text, strlen(text), NULL);
	struct config_templates templates = { .items = NULL };
	const struct config_node *root = config_file_root(file);

	(void)state;
	assert_true(config_templates_read(&templates, file, root, NULL));
	assert_true(config_templates_read(&templates, file, config_get(root, "profile"), NULL));
	assert_int_equal(templates.count, 3);
	assert_string_equal(config_template_find(&templates, "a")->text, "one");
	assert_string_equal(config_template_find(&templates, "b")->text, "three");
	assert_int_equal(config_template_find(&templates, "b")->line, 3);
	assert_null(config_template_find(&templates, "d"));
	config_templates_release(&templates);
	config_file_free(file);
}

static void test_refused(void **state)
{
	static const struct {
		const char *text, *error;
	} cases[] = {
		{ "templates = \"a\";",
		  "here:1: templates must be a group { ... }, not a text in quotes" },
		{ "templates = {\n a = 1; };",
		  "here:2: the template a must be a text in quotes, not a number" },
	};

	(void)state;
	for (size_t i = 0; i < ARRAY_SIZE(cases); i++) {
		struct config_file *file =
			config_file_parse("here", cases[i].text, strlen(cases[i].text), NULL);
		struct config_templates templates = { .items = NULL };
		struct error err = ERROR_INIT;

		assert_false(config_templates_read(&templates, file, config_file_root(file), &err));
		assert_string_equal(error_text(&err), cases[i].error);
		error_release(&err);
		config_templates_release(&templates);
		config_file_free(file);
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
