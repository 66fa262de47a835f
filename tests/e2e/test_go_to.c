/*
 * One palette leads anywhere, and queries have names.
 */
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>

#include "base/file.h"
#include "base/strbuf.h"
#include "support/stage.h"

#define ACCOUNT .sandbox = { "--messages", "600", "--contacts", "24" }
#define REMINDERS "MG34bf6d132102e200d9ff25318e98b374"

static char folder[256];
static char state[320];
static char config[320];

/* A folder for what the program keeps, and one for its settings. */
static int fresh_folder(void **unused)
{
	(void)unused;
	snprintf(folder, sizeof(folder), "%s/go-to-XXXXXX", getenv("TMPDIR"));
	assert_non_null(mkdtemp(folder));
	snprintf(state, sizeof(state), "XDG_STATE_HOME=%s", folder);
	snprintf(config, sizeof(config), "MSGDECK_CONFIG=%s/msgdeck.conf", folder);
	return 0;
}

static void write_config(const char *text)
{
	assert_true(file_write_private(strchr(config, '/'), text, strlen(text), NULL));
}

static void the_palette_lists_what_there_is(void **unused)
{
	(void)unused;
	stage(ACCOUNT, .cols = 80, .rows = 24);
	press("<C-p>");
	see("Go to");
	see("Conversations");
	see_screen("palette-80x24");
	press("rem");
	see("Reminders and orders");
	see_screen("palette-typed-80x24");
	resize(120, 40);
	see_screen("palette-typed-120x40");
	resize(200, 50);
	press("<C-u>");
	see_screen("palette-200x50");
	press("<Esc>");
	see_not("Go to");
	see("Conversations");
	leave("q", 0);
}

static void a_few_letters_lead_to_things(void **unused)
{
	static const struct {
		const char *typed, *seen;
	} ways[] = {
		{ "rao", "PHONE NUMBERS 7" },     /* Reminders and orders */
		{ "activ", "LATENCY" },           /* a screen */
		{ "sched", "scheduled" },         /* another */
		{ "germany", "Germany" },         /* a country */
		{ REMINDERS, "PHONE NUMBERS 7" }, /* a SID */
		{ "447700", "+44 7700 900000" },  /* a contact */
		{ "0044 7700-900000", "match with:+447700900000" },
		{ "whatsapp:+447700900000", "match with:whatsapp:+447700900000" },
		{ "21610", "match error:21610" },
		{ "front desk 2", "match" }, /* a number of the account */
	};
	struct strbuf keys = STRBUF_INIT(STRBUF_LINE);

	(void)unused;
	stage(ACCOUNT, .cols = 120, .rows = 40);
	for (size_t i = 0; i < sizeof(ways) / sizeof(ways[0]); i++) {
		strbuf_reset(&keys);
		strbuf_addf(&keys, "1<C-p>%s<Enter>", ways[i].typed);
		press(keys.data);
		see_not("Go to ");
		see(ways[i].seen);
	}
	strbuf_release(&keys);
	leave("q", 0);
}

static void what_was_gone_to_comes_first(void **unused)
{
	(void)unused;
	stage(ACCOUNT, .cols = 80, .rows = 24);
	press("<C-p>survey<Enter>1<C-p>germany<Enter>1<C-p>");
	see_match("▌ country +Germany");
	press("<Down>");
	see_match("▌ service +Surveys");
	press("<Enter>");
	see("PHONE NUMBERS");
	leave("q", 0);
}

static void a_paste_and_nothing_that_fits(void **unused)
{
	(void)unused;
	stage(ACCOUNT, .cols = 80, .rows = 24);
	press("<C-p><paste:" REMINDERS ">");
	see("SID");
	press("<Esc><C-p>zzqqxx");
	see("Nothing fits.");
	press("<Enter>");
	see("Nothing fits.");
	press("<C-c>:goto surv<Enter>");
	see_match("▌ service +Surveys");
	press("<Esc>");
	leave("q", 0);
}

/* As in other such tools; a command of that name goes before it. */
static void the_name_of_a_screen_is_enough(void **unused)
{
	(void)unused;
	stage(ACCOUNT, .cols = 120, .rows = 40);
	press(":deactivations<Enter>");
	see("Deactivated in the United States");
	press(":numbers<Enter>");
	see("in no pool");
	press(":4<Enter>");
	see("USE CASE");
	press(":conversation<Enter>");
	see("No message to or from \"\" is loaded");
	press(":deactivation<Enter>");
	see("there is no command 'deactivation' here");
	leave("q", 0);
}

static void queries_are_saved_and_shown_again(void **unused)
{
	char path[400];
	struct stat about;

	(void)unused;
	stage(ACCOUNT, .cols = 120, .rows = 40, .env = { state });
	press(":query<Enter>");
	see("No query has a name yet");
	press("<Enter>:save-query broken<Enter>");
	see("Filter the messages first");
	press("2/is:failed -country:US<Enter>:save-query broken<Enter>");
	see("saved: query broken shows is:failed -country:US");
	snprintf(path, sizeof(path), "%s/msgdeck/queries", folder);
	assert_int_equal(stat(path, &about), 0);
	assert_int_equal(about.st_mode & 0777, 0600);
	press("<Esc>:save-query 2x is:failed<Enter>");
	see("name is a letter");
	press(":save-query bad is:red<Enter>");
	see("is not a state");
	/* Quotes are the query's own. */
	press(":save-query codes text:\"sign-in code\"<Enter>");
	see("saved: query codes shows text:\"sign-in code\"");
	stage(.cols = 120, .rows = 40, .env = { state });
	press(":query br<Tab><Enter>");
	see("match is:failed -country:US");
	/* Without a name one is chosen. */
	press("<Esc>:query<Enter>");
	see_match("broken +is:failed -country:US");
	see_match("codes +text:\"sign-in code\"");
	press("<Esc>:query<Enter>co<Tab><Enter>");
	see("match text:\"sign-in code\"");
	press("<Esc>1<C-p>broken");
	see_match("▌ query +broken");
	press("<Enter>");
	see("match is:failed -country:US");
	press(":forget-query broken<Enter>");
	see("forgotten: broken");
	press(":query broken<Enter>");
	see("does not exist");
	leave("q", 0);
}

static void queries_and_keys_come_from_the_config(void **unused)
{
	(void)unused;
	write_config("queries = { dear = \"price>0.05\"; };\n"
		     "keys = [ \"bind global <F6> 'query dear'\" ];\n");
	stage(ACCOUNT, .cols = 120, .rows = 40, .env = { state, config });
	press("<F6>");
	see("match price>0.05");
	press(":forget-query dear<Enter>");
	see("is in the config file");
	leave("q", 0);
}

static void a_query_that_is_wrong_is_said_with_its_line(void **unused)
{
	(void)unused;
	write_config("\nqueries = { dear = \"price>cheap\"; };\n");
	stage(ACCOUNT, .cols = 200, .rows = 40, .env = { state, config }, .no_wait = true);
	see("msgdeck.conf:2: the query dear");
	see("is not an amount");
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		story(the_palette_lists_what_there_is),
		story(a_few_letters_lead_to_things),
		story(what_was_gone_to_comes_first),
		story(a_paste_and_nothing_that_fits),
		cmocka_unit_test_setup_teardown(the_name_of_a_screen_is_enough, fresh_folder,
						strike),
		cmocka_unit_test_setup_teardown(queries_are_saved_and_shown_again, fresh_folder,
						strike),
		cmocka_unit_test_setup_teardown(queries_and_keys_come_from_the_config, fresh_folder,
						strike),
		cmocka_unit_test_setup_teardown(a_query_that_is_wrong_is_said_with_its_line,
						fresh_folder, strike),
	};

	return cmocka_run_group_tests_name("go to", tests, NULL, NULL);
}
