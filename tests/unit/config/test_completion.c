#include "config/completion.h"

#include "config/cli.h"
#include "config/options.h"
#include "files.h"

static const char *const shells[] = { "bash", "fish", "zsh" };

/* The option as the shell's script writes it. */
static void assert_names(const char *shell, const char *script, const char *name, bool wanted)
{
	struct strbuf word = STRBUF_INIT(STRBUF_LINE);

	strbuf_addf(&word, strcmp(shell, "fish") == 0 ? " -l %s " : "--%s", name);
	if (!!strstr(script, word.data) != wanted)
		fail_msg("%s: %s is %s", shell, word.data, wanted ? "not there" : "there");
	strbuf_release(&word);
}

static void assert_options(const char *shell, const char *script)
{
	for (size_t i = 0; i < OPTION_COUNT; i++) {
		struct strbuf name = STRBUF_INIT(STRBUF_LINE);

		option_command_line_name((enum option_id)i, &name);
		assert_names(shell, script, name.data + 2,
			     option_row((enum option_id)i)->type != OPTION_TYPE_SECRET);
		strbuf_release(&name);
	}
	for (const struct cli_row *row = cli_rows(); row->name; row++)
		assert_names(shell, script, row->name, true);
}

static void test_all_that_can_be_typed(void **state)
{
	(void)state;
	for (size_t i = 0; i < ARRAY_SIZE(shells); i++) {
		struct strbuf script = STRBUF_INIT(STRBUF_TEXT);

		assert_true(completion_write(shells[i], &script));
		assert_false(script.overflow);
		assert_options(shells[i], script.data);
		for (const struct cli_command *command = cli_commands(); command->name; command++) {
			assert_non_null(strstr(script.data, command->name));
			for (const struct cli_row *row = command->options; row && row->name; row++)
				assert_names(shells[i], script.data, row->name, true);
		}
		strbuf_release(&script);
	}
}

/* Help with quotes, colons and brackets stays one word of the script. */
static void test_quotes(void **state)
{
	struct strbuf script = STRBUF_INIT(STRBUF_TEXT);

	(void)state;
	assert_true(completion_write("zsh", &script));
	assert_non_null(strstr(script.data, "Twilio'\\''s region"));
	assert_non_null(strstr(script.data, "The account\\: AC"));
	strbuf_reset(&script);
	assert_true(completion_write("fish", &script));
	assert_non_null(strstr(script.data, "Twilio\\'s region"));
	strbuf_release(&script);
}

static void test_no_such_shell(void **state)
{
	struct strbuf script = STRBUF_INIT(STRBUF_TEXT);

	(void)state;
	assert_false(completion_write("tcsh", &script));
	assert_int_equal(script.length, 0);
	strbuf_release(&script);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(test_all_that_can_be_typed),
		cmocka_unit_test(test_quotes),
		cmocka_unit_test(test_no_such_shell),
	};

	return cmocka_run_group_tests_name("config/completion", tests, NULL, NULL);
}
