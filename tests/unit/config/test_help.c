#include "config/cli.h"

#include "files.h"

static void test_fits_and_is_plain(void **state)
{
	struct strbuf text = STRBUF_INIT(STRBUF_TEXT);

	(void)state;
	cli_help(NULL, &text);
	for (const struct cli_command *command = cli_commands(); command->name; command++)
		cli_help(command, &text);
	assert_false(text.overflow);
	for (const char *line = text.data; *line; line += strcspn(line, "\n") + 1)
		assert_true(strcspn(line, "\n") < 80);
	for (size_t i = 0; i < text.length; i++)
		assert_true(text.data[i] == '\n' || (text.data[i] >= ' ' && text.data[i] <= '~'));
	strbuf_release(&text);
}

static void test_has_every_option(void **state)
{
	struct strbuf text = STRBUF_INIT(STRBUF_TEXT);

	(void)state;
	cli_help(NULL, &text);
	for (size_t i = 0; i < OPTION_COUNT; i++) {
		struct strbuf name = STRBUF_INIT(STRBUF_LINE);
		bool secret = option_row((enum option_id)i)->type == OPTION_TYPE_SECRET;
		strbuf_addstr(&name, "      ");
		option_command_line_name((enum option_id)i, &name);
		assert_int_equal(strstr(text.data, name.data) != NULL, !secret);
		strbuf_release(&name);
	}
	for (const struct cli_row *row = cli_rows(); row->name; row++)
		assert_non_null(strstr(text.data, row->name));
	for (const struct cli_command *command = cli_commands(); command->name; command++)
		assert_non_null(strstr(text.data, command->name));
	strbuf_release(&text);
}

/* Of one command its own options, and no other's. */
static void test_of_one_command(void **state)
{
	(void)state;
	for (const struct cli_command *about = cli_commands(); about->name; about++) {
		struct strbuf text = STRBUF_INIT(STRBUF_TEXT), title = STRBUF_INIT(STRBUF_LINE);

		cli_help(about, &text);
		strbuf_addf(&title, "Usage: msgdeck [OPTION]... %s", about->name);
		assert_int_equal(strncmp(text.data, title.data, title.length), 0);
		for (const struct cli_command *other = cli_commands(); other->name; other++) {
			strbuf_reset(&title);
			strbuf_addf(&title, "Options of %s:", other->name);
			assert_int_equal(strstr(text.data, title.data) != NULL,
					 other == about && other->options);
		}
		for (const struct cli_row *row = about->options; row && row->name; row++)
			assert_non_null(strstr(text.data, row->name));
		strbuf_release(&text);
		strbuf_release(&title);
	}
}

static void test_version(void **state)
{
	struct strbuf text = STRBUF_INIT(STRBUF_LINE);

	(void)state;
	cli_version(&text);
	assert_string_equal(text.data, "msgdeck " PACKAGE_VERSION "\n");
	strbuf_release(&text);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(test_fits_and_is_plain),
		cmocka_unit_test(test_has_every_option),
		cmocka_unit_test(test_of_one_command),
		cmocka_unit_test(test_version),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
