#include "config/contacts.h"

#include "files.h"

static bool read_text(const char *text, struct config_contacts *contacts, struct error *err)
{
	struct config_file *file = config_file_parse("here", text, strlen(text), err);

	assert_non_null(file);
	bool ok = config_contacts_read(contacts, file, err);
	config_file_free(file);
	return ok;
}

static void test_read(void **state)
{
	struct config_contacts contacts = { .items = NULL };

	(void)state;
	assert_true(read_text("", &contacts, NULL));
	assert_int_equal(contacts.count, 0);
	assert_true(read_text("contacts = [ \"+1 = A\",\n\"+2 = B\" ];", &contacts, NULL));
	assert_int_equal(contacts.count, 2);
	assert_string_equal(contacts.items[1].text, "+2 = B");
	assert_int_equal(contacts.items[1].line, 2);
	config_contacts_release(&contacts);
}

static void test_refused(void **state)
{
	static const struct {
		const char *text, *error;
	} cases[] = {
		{ "contacts = \"+1 = A\";",
		  "here:1: contacts must be a list ( ... ), not a text in quotes" },
		{ "contacts = ( \"+1 = A\",\n 1 );",
		  "here:2: a contact is written \"NUMBER = NAME\"" },
	};

	(void)state;
	for (size_t i = 0; i < ARRAY_SIZE(cases); i++) {
		struct config_contacts contacts = { .items = NULL };
		struct error err = ERROR_INIT;

		assert_false(read_text(cases[i].text, &contacts, &err));
		assert_string_equal(error_text(&err), cases[i].error);
		error_release(&err);
		config_contacts_release(&contacts);
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
