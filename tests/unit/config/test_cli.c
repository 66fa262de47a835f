#include "config/cli.h"

#include "files.h"

#define ARGUMENTS_MAX 8

/* Parses words up to the first NULL, as if behind the program's name. */
static bool parse(const char *const *words, struct cli *cli, struct settings *settings,
		  struct error *err)
{
	char *argv[ARGUMENTS_MAX + 2] = { (char[]){ "msgdeck" } };
	int argc = 1;

	for (; words[argc - 1]; argc++)
		argv[argc] = xstrdup(words[argc - 1]);
	settings_init(settings);
	bool ok = cli_parse(argc, argv, cli, settings, err);
	for (int i = 1; i < argc; i++)
		free(argv[i]);
	return ok;
}

static void test_actions(void **state)
{
	static const struct {
		const char *words[ARGUMENTS_MAX];
		enum cli_action action;
		bool demo;
	} cases[] = {
		{ { NULL }, CLI_DASHBOARD, false },
		{ { "--demo" }, CLI_DASHBOARD, true },
		{ { "check" }, CLI_CHECK, false },
		{ { "--", "check" }, CLI_CHECK, false },
		{ { "doctor" }, CLI_DOCTOR, false },
		{ { "--help" }, CLI_HELP, false },
		{ { "-h" }, CLI_HELP, false },
		{ { "-h", "check" }, CLI_HELP, false },
		{ { "check", "-h" }, CLI_HELP, false },
		{ { "-V" }, CLI_VERSION, false },
		{ { "export", "messages" }, CLI_EXPORT, false },
		{ { "--", "export", "messages" }, CLI_EXPORT, false },
		{ { "export", "--help" }, CLI_HELP, false },
		{ { "help" }, CLI_HELP, false },
		{ { "help", "erase" }, CLI_HELP, false },
		{ { "plans" }, CLI_PLANS, false },
		{ { "resume" }, CLI_RESUME, false },
		{ { "resume", "20261123" }, CLI_RESUME, false },
		{ { "erase", "+14155552671" }, CLI_ERASE, false },
		{ { "send", "a.csv", "--text", "Hi", "--from=73529" }, CLI_SEND, false },
		{ { "--since=2h", "--yes", "erase", "a", "b", "--report=x" }, CLI_ERASE, false },
		{ { "--since=2h", "-h" }, CLI_HELP, false },
		{ { "--print-config" }, CLI_PRINT_CONFIG, false },
		{ { "--print-manual=roles" }, CLI_PRINT_MANUAL, false },
		{ { "--print-completion", "zsh" }, CLI_PRINT_COMPLETION, false },
		{ { "--print-names=themes" }, CLI_PRINT_NAMES, false },
	};

	(void)state;
	for (size_t i = 0; i < ARRAY_SIZE(cases); i++) {
		struct settings settings;
		struct cli cli;
		assert_true(parse(cases[i].words, &cli, &settings, NULL));
		assert_int_equal(cli.action, cases[i].action);
		assert_int_equal(cli.demo, cases[i].demo);
		assert_int_equal(settings.demo, cases[i].demo);
		settings_release(&settings);
	}
}

/* Of which command the help is: NULL: of all. */
static void test_help_about(void **state)
{
	static const struct {
		const char *words[ARGUMENTS_MAX];
		const char *about;
	} cases[] = {
		{ { "--help" }, NULL },
		{ { "help" }, NULL },
		{ { "help", "erase" }, "erase" },
		{ { "erase", "--help" }, "erase" },
		{ { "-h", "erase", "--delete" }, "erase" },
		{ { "export", "-h" }, "export" },
		{ { "help", "help" }, "help" },
		{ { "help", "-h" }, NULL },
	};

	(void)state;
	for (size_t i = 0; i < ARRAY_SIZE(cases); i++) {
		struct settings settings;
		struct cli cli;

		assert_true(parse(cases[i].words, &cli, &settings, NULL));
		assert_int_equal(cli.action, CLI_HELP);
		assert_int_equal(cli.about != NULL, cases[i].about != NULL);
		if (cases[i].about)
			assert_string_equal(cli.about->name, cases[i].about);
		settings_release(&settings);
	}
}

static void test_profile_and_config(void **state)
{
	char *const spellings[][3] = {
		{ (char[]){ "-p" }, (char[]){ "acme" }, NULL },
		{ (char[]){ "-pacme" }, NULL, NULL },
		{ (char[]){ "--profile" }, (char[]){ "acme" }, NULL },
		{ (char[]){ "--profile=acme" }, NULL, NULL },
	};

	(void)state;
	for (size_t i = 0; i < ARRAY_SIZE(spellings); i++) {
		char *argv[] = { NULL, spellings[i][0], spellings[i][1], NULL };
		struct settings settings;
		struct cli cli;
		settings_init(&settings);
		assert_true(cli_parse(spellings[i][1] ? 3 : 2, argv, &cli, &settings, NULL));
		assert_string_equal(cli.profile, "acme");
		assert_null(cli.config);
		settings_release(&settings);
	}
}

static void test_options_of_the_table(void **state)
{
	static const char *const words[] = {
		"--read-only",      "--max-in-flight", "7", "--theme=light",
		"--hide-bodies=no", "--no-ascii",      NULL
	};
	struct settings settings;
	struct cli cli;

	(void)state;
	assert_true(parse(words, &cli, &settings, NULL));
	assert_true(settings_bool(&settings, OPTION_READ_ONLY));
	assert_int_equal(settings_number(&settings, OPTION_MAX_IN_FLIGHT), 7);
	assert_string_equal(settings_text(&settings, OPTION_THEME), "light");
	assert_int_equal(settings_layer_of(&settings, OPTION_HIDE_BODIES), LAYER_COMMAND_LINE);
	assert_int_equal(settings_layer_of(&settings, OPTION_ASCII), LAYER_COMMAND_LINE);
	settings_release(&settings);
}

static void test_what_to_export(void **state)
{
	static const char *const words[] = { "--from=+1",  "export",       "--to",
					     "a",          "messages",     "--since=2h",
					     "--until=1h", "--filter=x y", "--format=csv" };
	char *argv[ARRAY_SIZE(words) + 5] = { NULL };
	int argc = 1;
	struct settings settings;
	struct cli cli;

	(void)state;
	for (size_t i = 0; i < ARRAY_SIZE(words); i++)
		argv[argc++] = xstrdup(words[i]);
	argv[argc++] = xstrdup("--output");
	argv[argc++] = xstrdup("-");
	argv[argc++] = xstrdup("--overwrite");
	settings_init(&settings);
	assert_true(cli_parse(argc, argv, &cli, &settings, NULL));
	assert_int_equal(cli.action, CLI_EXPORT);
	assert_string_equal(cli.export.from, "+1");
	assert_string_equal(cli.export.to, "a");
	assert_string_equal(cli.export.since, "2h");
	assert_string_equal(cli.export.until, "1h");
	assert_string_equal(cli.export.filter, "x y");
	assert_string_equal(cli.export.format, "csv");
	assert_string_equal(cli.export.output, "-");
	assert_true(cli.export.overwrite);
	settings_release(&settings);
	for (int i = 1; i < argc; i++)
		free(argv[i]);
}

static void test_every_option_is_accepted(void **state)
{
	(void)state;
	for (size_t i = 0; i < OPTION_COUNT; i++) {
		const struct option_row *row = option_row((enum option_id)i);
		struct strbuf word = STRBUF_INIT(STRBUF_LINE);
		struct settings settings;
		struct cli cli;

		if (!row->fallback)
			continue;
		option_command_line_name((enum option_id)i, &word);
		strbuf_addf(&word, "=%s", row->fallback);
		const char *const words[] = { word.data, NULL };
		assert_true(parse(words, &cli, &settings, NULL));
		assert_int_equal(settings_layer_of(&settings, (enum option_id)i),
				 LAYER_COMMAND_LINE);
		settings_release(&settings);
		strbuf_release(&word);
	}
}

static void test_refused(void **state)
{
	static const struct {
		const char *words[ARGUMENTS_MAX];
		const char *error;
	} cases[] = {
		{ { "--thme=x" }, "There is no option --thme; did you mean --theme?" },
		{ { "--read_only" }, "There is no option --read_only; did you mean --read-only?" },
		{ { "--pool-interval", "3s" },
		  "There is no option --pool-interval; did you mean --poll-interval?" },
		{ { "--hepl" }, "There is no option --hepl; did you mean --help?" },
		{ { "--wallpaper" }, "There is no option --wallpaper; --help lists them" },
		{ { "--no-theme" }, "There is no option --no-theme; --help lists them" },
		{ { "--a\033[31m" }, "There is no option --a\xe2\x90\x9b[31m; --help lists them" },
		{ { "-x" }, "There is no option -x; --help lists them" },
		{ { "-hx" }, "There is no option -x; --help lists them" },
		{ { "--theme" }, "--theme needs a value" },
		{ { "--profile" }, "--profile needs a value" },
		{ { "--profile=" }, "--profile needs a value" },
		{ { "-p" }, "--profile needs a value" },
		{ { "--demo=yes" }, "--demo takes no value" },
		{ { "--max-in-flight=0" },
		  "--max-in-flight: must be a whole number: 1 to 64, not \"0\"" },
		{ { "--read-only=perhaps" }, "--read-only: must be yes or no, not \"perhaps\"" },
		{ { "chekc" }, "There is no command \"chekc\"; did you mean check?" },
		{ { "explode" }, "There is no command \"explode\"; --help lists them" },
		{ { "help", "chekc" }, "There is no command \"chekc\"; did you mean check?" },
		{ { "help", "erase", "send" },
		  "There is nothing to do with \"send\": help takes one" },
		{ { "erase", "--older", "3" },
		  "There is no option --older; did you mean --older-than?" },
		{ { "check", "again" },
		  "There is nothing to do with \"again\": one command is enough" },
		{ { "--demo", "check" }, "check looks at your own account; the demo needs none" },
		{ { "--demo", "export", "messages" },
		  "export looks at your own account; the demo needs none" },
		{ { "export" }, "export what? Try: msgdeck export messages" },
		{ { "export", "everything" },
		  "There is nothing to do with \"everything\": export is followed by messages, media, "
		  "services, senders, short-codes, numbers, prices or deactivations" },
		{ { "export", "sender" },
		  "There is nothing to do with \"sender\"; did you mean senders?" },
		{ { "export", "services", "--service=x" },
		  "--service goes with msgdeck export senders" },
		{ { "export", "prices", "--resume" },
		  "--resume goes with msgdeck export messages" },
		{ { "export", "messages", "messages" },
		  "There is nothing to do with \"messages\": export is followed by messages, media, "
		  "services, senders, short-codes, numbers, prices or deactivations" },
		{ { "--since=2h" }, "--since goes with msgdeck export messages or media" },
		{ { "check", "--overwrite" }, "--overwrite goes with msgdeck export" },
		{ { "plans", "x" }, "There is nothing to do with \"x\": one command is enough" },
		{ { "check", "--report=x" }, "--report goes with msgdeck erase" },
		{ { "resume", "--since=x", "--report=x" },
		  "--since goes with msgdeck export messages or media" },
		{ { "check", "--yes" }, "--yes goes with msgdeck erase" },
		{ { "send", "--overwrite" }, "--overwrite goes with msgdeck export" },
		{ { "send", "a.csv", "b.csv" },
		  "There is nothing to do with \"b.csv\": send takes one" },
		{ { "erase", "--skip-bad" }, "--skip-bad goes with msgdeck send" },
		{ { "erase", "--overwrite" }, "--overwrite goes with msgdeck export" },
		{ { "erase", "--demo" }, "erase looks at your own account; the demo needs none" },
		{ { "resume", "--demo" }, "resume looks at your own account; the demo needs none" },
		{ { "export", "messages", "--since" }, "--since needs a value" },
		{ { "export", "messages", "--overwrite=1" }, "--overwrite takes no value" },
		{ { "export", "messages", "--outptu=x" },
		  "There is no option --outptu; did you mean --output?" },
		{ { "--", "--demo" }, "There is no command \"--demo\"; --help lists them" },
		{ { "-" }, "There is no command \"-\"; --help lists them" },
		{ { "" }, "There is no command \"\"; --help lists them" },
	};

	(void)state;
	for (size_t i = 0; i < ARRAY_SIZE(cases); i++) {
		struct settings settings;
		struct error err = ERROR_INIT;
		struct cli cli;
		assert_false(parse(cases[i].words, &cli, &settings, &err));
		assert_error(&err, ERROR_USAGE, cases[i].error);
		settings_release(&settings);
	}
}

static void test_secrets_are_refused(void **state)
{
	static const char *const words[][3] = {
		{ "--auth-token=hunter2" },
		{ "--auth-token", "hunter2" },
		{ "--api-secret=hunter2" },
	};

	(void)state;
	for (size_t i = 0; i < ARRAY_SIZE(words); i++) {
		struct settings settings;
		struct error err = ERROR_INIT;
		struct cli cli;
		assert_false(parse(words[i], &cli, &settings, &err));
		assert_int_equal(
			strncmp(err.text, "Secrets are not taken from the command line", 43), 0);
		assert_null(strstr(err.text, "hunter2"));
		assert_non_null(strstr(err.text, "TWILIO_"));
		error_release(&err);
		settings_release(&settings);
	}
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(test_actions),
		cmocka_unit_test(test_help_about),
		cmocka_unit_test(test_profile_and_config),
		cmocka_unit_test(test_options_of_the_table),
		cmocka_unit_test(test_what_to_export),
		cmocka_unit_test(test_every_option_is_accepted),
		cmocka_unit_test(test_refused),
		cmocka_unit_test(test_secrets_are_refused),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
