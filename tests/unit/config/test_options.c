#include "config/options.h"

#include "files.h"

static void test_rows_are_whole(void **state)
{
	(void)state;
	for (size_t i = 0; i < OPTION_COUNT; i++) {
		const struct option_row *row = option_row((enum option_id)i);
		bool counted = row->type == OPTION_TYPE_INT || row->type == OPTION_TYPE_DURATION ||
			       row->type == OPTION_TYPE_SIZE || row->type == OPTION_TYPE_RATE;

		assert_non_null(row->name);
		assert_int_equal(strspn(row->name, "abcdefghijklmnopqrstuvwxyz_"),
				 strlen(row->name));
		assert_non_null(row->help);
		assert_true(strlen(row->help) > 0);
		assert_int_not_equal(row->help[strlen(row->help) - 1], '.');
		assert_true(!row->detail || row->detail[strlen(row->detail) - 1] == '.');
		assert_true(row->group < OPTION_GROUP_COUNT);
		assert_int_equal(counted, row->max > 0);
		assert_true(row->min <= row->max);
		assert_int_equal(row->type == OPTION_TYPE_ENUM, row->words != NULL);
		assert_int_equal(row->type == OPTION_TYPE_SID, row->prefix != NULL);
		assert_true(row->type == OPTION_TYPE_BOOL || row->type == OPTION_TYPE_SECRET ||
			    row->argument);
		assert_true(!counted || row->fallback);
		assert_true(row->type != OPTION_TYPE_BOOL || row->fallback);
		assert_true(row->type != OPTION_TYPE_ENUM || row->fallback);
	}
}

static void test_names_are_unique_and_found(void **state)
{
	(void)state;
	for (size_t i = 0; i < OPTION_COUNT; i++) {
		enum option_id id = OPTION_COUNT;
		const char *name = option_row((enum option_id)i)->name;
		assert_true(option_find(name, strlen(name), &id));
		assert_int_equal(id, i);
	}
}

static void test_find(void **state)
{
	enum option_id id = OPTION_COUNT;

	(void)state;
	assert_true(option_find("read-only=yes", 9, &id));
	assert_int_equal(id, OPTION_READ_ONLY);
	assert_false(option_find("read", 4, &id));
	assert_false(option_find("", 0, &id));
	assert_false(option_find("Theme", 5, &id));
	assert_string_equal(option_nearest("them"), "theme");
	assert_null(option_nearest("something-else"));
}

static void test_defaults_are_valid(void **state)
{
	(void)state;
	for (size_t i = 0; i < OPTION_COUNT; i++) {
		enum option_id id = (enum option_id)i;
		const char *fallback = option_row(id)->fallback;
		struct option_value value;
		struct strbuf text = STRBUF_INIT(STRBUF_LINE);
		if (!fallback)
			continue;
		assert_true(option_parse(id, fallback, NULL, &value, NULL));
		option_format(id, &value, &text);
		assert_string_equal(text.data, fallback);
		strbuf_release(&text);
		option_value_release(&value);
	}
}

static void test_spellings(void **state)
{
	struct strbuf text = STRBUF_INIT(STRBUF_LINE);

	(void)state;
	option_environment_name(OPTION_POLL_INTERVAL_IDLE, &text);
	assert_string_equal(text.data, "MSGDECK_POLL_INTERVAL_IDLE");
	strbuf_reset(&text);
	option_command_line_name(OPTION_POLL_INTERVAL_IDLE, &text);
	assert_string_equal(text.data, "--poll-interval-idle");
	strbuf_release(&text);
}

/* The rule that keeps accounts apart holds only if these are marked. */
static void test_what_is_bound_to_an_account(void **state)
{
	(void)state;
	for (size_t i = 0; i < OPTION_COUNT; i++) {
		const struct option_row *row = option_row((enum option_id)i);
		bool must = row->official_name || row->type == OPTION_TYPE_SECRET ||
			    row->type == OPTION_TYPE_URL ||
			    (row->type == OPTION_TYPE_COMMAND && i != OPTION_VIEWER &&
			     i != OPTION_ALERT_COMMAND);
		assert_true(!must || row->account_bound);
		assert_true(!row->account_bound || !row->global_only);
	}
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(test_rows_are_whole),
		cmocka_unit_test(test_names_are_unique_and_found),
		cmocka_unit_test(test_find),
		cmocka_unit_test(test_defaults_are_valid),
		cmocka_unit_test(test_spellings),
		cmocka_unit_test(test_what_is_bound_to_an_account),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
