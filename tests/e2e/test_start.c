/*
 * How msgdeck starts and ends: without credentials, with wrong ones, with mistakes on its command
 * line, as a demo, and what `check` says.
 */
#include <errno.h>
#include <signal.h>
#include <stdlib.h>
#include <string.h>

#include "base/file.h"
#include "base/strbuf.h"
#include "support/stage.h"

/* What is printed instead of drawn: wide and high enough that nothing is broken or scrolls away. */
#define PRINTS .no_wait = true, .cols = 300, .rows = 400
#define CHECK .argv = { "msgdeck", "check" }, PRINTS

static void the_first_start_explains_the_three_ways(void **state)
{
	(void)state;
	stage();
	see_screen("start-80x24");
	resize(120, 40);
	see_screen("start-120x40");
	leave("q", 0);
}

static void the_demo_is_one_key_away(void **state)
{
	(void)state;
	stage(.env = { "MSGDECK_DEMO_MESSAGES=500", "MSGDECK_DEMO_CONTACTS=20" });
	term_send(on_stage(), "d");
	see("● DEMO");
	see("any other key ends the tour");
	term_send(on_stage(), "j");
	see("CONTACT");
	leave("q", 0);
}

/* The child that msgdeck started, by the kernel's list. */
static int child_of(int process)
{
	char path[64];
	int child = 0;
	FILE *list;

	snprintf(path, sizeof(path), "/proc/%d/task/%d/children", process, process);
	list = fopen(path, "r");
	if (!list || fscanf(list, "%d", &child) != 1)
		child = 0;
	if (list)
		fclose(list);
	return child;
}

static void the_demo_takes_its_service_along(void **state)
{
	int service;

	(void)state;
	stage(.argv = { "msgdeck", "--demo" }, .no_wait = true,
	      .env = { "MSGDECK_DEMO_MESSAGES=500", "MSGDECK_DEMO_CONTACTS=20",
		       "MSGDECK_TOUR=no" });
	see("● DEMO");
	see("CONTACT");
	see_not("tour");
	service = child_of(term_process(on_stage()));
	assert_int_not_equal(service, 0);
	leave("q", 0);
	assert_int_equal(kill(service, 0), -1);
	assert_int_equal(errno, ESRCH);
}

static void half_of_the_credentials_is_a_mistake_that_is_named(void **state)
{
	(void)state;
	stage(PRINTS, .env = { "TWILIO_ACCOUNT_SID=AC0123456789abcdef0123456789abcdef" });
	see("from TWILIO_ACCOUNT_SID");
	see("neither an API key");
	leave("", 2);
}

static void mistakes_on_the_command_line_are_named(void **state)
{
	static const struct {
		const char *option, *answer;
	} cases[] = {
		{ "--nonsense", "--nonsense" },
		{ "--poll-interval=soon", "must be a time" },
		{ "--api-base=http://127.0.0.1/", "https" },
		{ "--ca-file=/does/not/exist", "/does/not/exist" },
		{ "--auth-token=secret", "command line" },
		{ "chekc", "check" },
	};

	(void)state;
	for (size_t i = 0; i < sizeof(cases) / sizeof(cases[0]); i++) {
		stage(.argv = { "msgdeck", cases[i].option }, PRINTS);
		see(cases[i].answer);
		leave("", 2);
	}
}

static void help_and_version_are_printed(void **state)
{
	(void)state;
	stage(.argv = { "msgdeck", "--help" }, PRINTS);
	/* All of it: what would scroll away is missing whoever is faster. */
	term_wait_exit(on_stage());
	see_match("^[Uu]sage: msgdeck");
	leave("", 0);
	stage(.argv = { "msgdeck", "--version" }, PRINTS);
	see_match("^msgdeck [0-9]+\\.[0-9]+");
	leave("", 0);
}

/* With every setting as a comment; and what is printed is a config file, where one is uncommented. */
static void a_config_file_is_printed(void **state)
{
	static const char *const settings[] = {
		"#read_only = false;", "#theme = ",     "#keys = ",
		"#columns = ",         "#queries = ",   "#templates = ",
		"#alert_failures = ",  "#time_zone = ", "#mouse = ",
	};
	static const char changed[] = " read_only = true; ";
	struct strbuf text = STRBUF_INIT(STRBUF_TEXT), variable = STRBUF_INIT(STRBUF_LINE);

	(void)state;
	stage(.argv = { "msgdeck", "--print-config" }, PRINTS);
	assert_int_equal(term_wait_exit(on_stage()), 0);
	strbuf_add(&text, term_stream(on_stage())->data, term_stream(on_stage())->length);
	for (size_t i = 0; i < sizeof(settings) / sizeof(settings[0]); i++)
		if (!strstr(text.data, settings[i]))
			fail_msg("no %s", settings[i]);
	memcpy(strstr(text.data, settings[0]), changed, strlen(changed));
	strbuf_addf(&variable, "MSGDECK_CONFIG=%s/printed.conf", getenv("TMPDIR"));
	assert_true(
		file_write_private(strchr(variable.data, '=') + 1, text.data, text.length, NULL));
	stage(.sandbox = { "--messages", "50" }, .env = { variable.data });
	see("READ-ONLY");
	leave("q", 0);
	strbuf_release(&text);
	strbuf_release(&variable);
}

static void completions_are_printed(void **state)
{
	static const struct {
		const char *shell, *line;
	} shells[] = {
		{ "bash", "complete .*msgdeck" },
		{ "zsh", "^#compdef msgdeck" },
		{ "fish", "^complete -c msgdeck" },
	};

	(void)state;
	for (size_t i = 0; i < sizeof(shells) / sizeof(shells[0]); i++) {
		stage(.argv = { "msgdeck", "--print-completion", shells[i].shell }, PRINTS);
		assert_int_equal(term_wait_exit(on_stage()), 0);
		see_match(shells[i].line);
	}
	stage(.argv = { "msgdeck", "--print-completion=sh" }, PRINTS);
	see("knows no such shell; --help lists them");
	leave("", 2);
}

/* Without credentials, too, when help is needed most. */
static void doctor_says_what_support_needs(void **state)
{
	static const char *const lines[] = {
		"^ +msgdeck +[0-9]+\\.[0-9]+",
		"^ +kernel +",
		"^ +TERM +xterm",
		"^ +config file +.*not there",
		"^ +msgdeck-sandbox +",
		"^! +sign-in +There are no credentials",
	};

	(void)state;
	stage(.argv = { "msgdeck", "doctor" }, PRINTS);
	term_wait_exit(on_stage());
	for (size_t i = 0; i < sizeof(lines) / sizeof(lines[0]); i++)
		see_match(lines[i]);
}

static void check_says_that_all_is_well(void **state)
{
	(void)state;
	stage(CHECK, .sandbox = { "--messages", "50" });
	see_match("^account +ok:");
	see_match("^balance +ok:");
	see_match("^messages +ok:");
	leave("", 0);
	/* Asking for news changes nothing. */
	assert_int_equal(sandbox_count(behind_stage(), "POST", ""), 0);
}

static void check_says_what_is_wrong(void **state)
{
	(void)state;
	stage(CHECK, .sandbox = { "--messages", "50" },
	      .env = { "TWILIO_AUTH_TOKEN=0123456789abcdef0123456789abcdef" });
	see("20003");
	leave("", 1);
	stage(CHECK, .env = { "MSGDECK_CA_FILE" });
	see_match("certificate|trust");
	leave("", 1);
	stage(CHECK, .sandbox = { "--certificate", "expired" });
	see_match("expired");
	leave("", 1);
	stage(CHECK, .env = { "MSGDECK_API_BASE=https://127.0.0.1:1" });
	see_match("127\\.0\\.0\\.1");
	leave("", 1);
}

static void nobody_mistakes_one_account_for_another(void **state)
{
	(void)state;
	stage(.sandbox = { "--messages", "50" });
	see_match("● LIVE");
	see_not("READ-ONLY");
	stage(.argv = { "msgdeck", "--read-only", "--production" });
	see_match("● LIVE PRODUCTION +READ-ONLY");
	leave("q", 0);
}

static void secrets_are_never_shown(void **state)
{
	const char *token;

	(void)state;
	stage(CHECK, .sandbox = { "--messages", "50" });
	see_match("^messages +ok:");
	token = sandbox_value(behind_stage(), "auth_token");
	term_wait_exit(on_stage());
	assert_null(strstr(term_stream(on_stage())->data, token));
	stage();
	press("?<Esc>2<Enter>J<Esc><Esc>");
	assert_null(strstr(term_stream(on_stage())->data, token));
	leave("q", 0);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		story(the_first_start_explains_the_three_ways),
		story(the_demo_is_one_key_away),
		story(the_demo_takes_its_service_along),
		story(half_of_the_credentials_is_a_mistake_that_is_named),
		story(mistakes_on_the_command_line_are_named),
		story(help_and_version_are_printed),
		story(a_config_file_is_printed),
		story(completions_are_printed),
		story(doctor_says_what_support_needs),
		story(check_says_that_all_is_well),
		story(check_says_what_is_wrong),
		story(nobody_mistakes_one_account_for_another),
		story(secrets_are_never_shown),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
