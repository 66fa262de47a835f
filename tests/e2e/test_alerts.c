/*
 * Alerts: what fails more than it should, and a balance that runs out, said while msgdeck runs.
 */
#include <string.h>

#include "base/file.h"
#include "support/behind.h"
#include "support/stage.h"

/* So many that a sender fails in the last hour. */
#define ACCOUNT .sandbox = { "--messages", "10000" }
#define FILE_MAX 65536

static void what_fails_is_told(void **state)
{
	(void)state;
	stage(ACCOUNT, .env = { "MSGDECK_ALERT_FAILURES=40" }, .cols = 120);
	see("! 1 alert (:alerts)");
	press(":alerts<Enter>");
	see_match("9 of [0-9]+ messages of the last hour from \\+55 11 90000 9100 failed");
	press("<Enter>");
	assert_int_equal(term_bells(on_stage()), 0);
	see_screen("alerts-failures");
	leave("q", 0);
}

/* Of all that was sent, whoever sent it, with what the code means. */
static void a_code_that_rises(void **state)
{
	(void)state;
	stage(.sandbox = { "--messages", "6000" }, .env = { "MSGDECK_ALERT_FAILURES=5" },
	      .cols = 160, .rows = 40);
	see("! 2 alerts (:alerts)");
	press(":alerts<Enter>");
	see("5 of 72 messages of the last hour have error 30008 (Unknown error), 1 the");
	press("<Enter>");
	leave("q", 0);
}

static void a_balance_below_the_limit(void **state)
{
	(void)state;
	stage(ACCOUNT, .env = { "MSGDECK_ALERT_BALANCE=1000000" });
	see("! 1 alert (:alerts)");
	press(":alerts<Enter>");
	see_match("The balance is [0-9.]+ USD, below 1000000 ");
	press("<Enter>");
	leave("q", 0);
}

static void all_is_well(void **state)
{
	(void)state;
	stage(ACCOUNT, .env = { "MSGDECK_ALERT_FAILURES=100", "MSGDECK_ALERT_BALANCE=1" });
	see_not("! 1 alert");
	press(":alerts<Enter>");
	see("All is well.");
	press("<Enter>");
	leave("q", 0);
	stage(ACCOUNT);
	press(":alerts<Enter>");
	see("set alert_failures, alert_balance or");
	press("<Enter>");
	leave("q", 0);
}

static void contacts_that_were_deactivated(void **state)
{
	(void)state;
	stage(ACCOUNT, .env = { "MSGDECK_ALERT_DEACTIVATED=yes" });
	see_not("alert");
	press(":open deactivations<Enter>");
	see("! 1 alert (:alerts)");
	press("<Esc>:alerts<Enter>");
	see_match("[0-9]+ contacts are among the numbers deactivated on 2026-11-2[0-9]");
	press("<Enter>");
	leave("q", 0);
}

/* Once for each warning, with its kind behind the words of the option, and without secrets. */
static void a_command_is_run(void **state)
{
	static const char command[] =
		"MSGDECK_ALERT_COMMAND=/bin/sh -c 'env >seen.env; echo \"$0 $1\" >>seen.words' said";
	struct strbuf path = STRBUF_INIT(STRBUF_LINE);
	struct strbuf seen = STRBUF_INIT(FILE_MAX);

	(void)state;
	stage(ACCOUNT, .env = { "MSGDECK_ALERT_FAILURES=40", "MSGDECK_ALERT_BELL=yes", command });
	press("j<F5>");
	see("! 1 alert (:alerts)");
	assert_int_equal(term_bells(on_stage()), 1);
	strbuf_addf(&path, "%s/seen.words", term_home(on_stage()));
	assert_true(file_read(path.data, &seen, NULL));
	assert_string_equal(seen.data, "said sender\n");
	strbuf_reset(&path);
	strbuf_reset(&seen);
	strbuf_addf(&path, "%s/seen.env", term_home(on_stage()));
	assert_true(file_read(path.data, &seen, NULL));
	assert_non_null(strstr(seen.data, "MSGDECK_ALERT=sender\n"));
	assert_non_null(strstr(seen.data, "MSGDECK_ALERT_SUBJECT=+5511900009100\n"));
	assert_non_null(strstr(seen.data, "MSGDECK_ALERT_TEXT=9 of "));
	assert_null(strstr(seen.data, "TWILIO"));
	assert_null(strstr(seen.data, sandbox_value(behind_stage(), "auth_token")));
	strbuf_release(&path);
	strbuf_release(&seen);
	leave("q", 0);
}

static void a_command_that_cannot_be_run(void **state)
{
	(void)state;
	stage(ACCOUNT, .env = { "MSGDECK_ALERT_BALANCE=1000000",
				"MSGDECK_ALERT_COMMAND=no-such-program-anywhere" });
	see("alert_command: no-such-program-anywhere cannot be started");
	press("<Esc>");
	leave("q", 0);
}

int main(void)
{
	static const struct CMUnitTest tests[] = {
		story(what_fails_is_told),
		story(a_balance_below_the_limit),
		story(a_code_that_rises),
		story(all_is_well),
		story(contacts_that_were_deactivated),
		story(a_command_is_run),
		story(a_command_that_cannot_be_run),
	};

	return cmocka_run_group_tests_name("e2e/alerts", tests, NULL, NULL);
}
