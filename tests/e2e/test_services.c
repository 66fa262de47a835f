/*
 * The messaging services: what each has, what of it is lost, and the ways on from there.
 */
#include <stdlib.h>
#include <string.h>

#include "base/file.h"
#include "base/strbuf.h"
#include "support/behind.h"
#include "support/pools.h"
#include "support/stage.h"

#define ACCOUNT .sandbox = { "--messages", "300" }
#define SERVICES ":open services<Enter>"
#define FAST .env = { "MSGDECK_CHANGES_PER_SECOND=1000" }

static void services_are_listed(void **state)
{
	(void)state;
	stage(ACCOUNT);
	press(SERVICES);
	see("10 services");
	see_match("Reminders and orders +7 +0 +1 +0 +notifications +yes +URL");
	see_match("New shop +EMPTY");
	see_match("Surveys .*LOST");
	see_match("Drivers .*on number");
	see_but_tabs("services-80x24");
	resize(120, 40);
	see_but_tabs("services-120x40");
	resize(200, 50);
	see_but_tabs("services-200x50");
	pool_nothing();
	leave("q", 0);
}

static void every_member_has_a_column(void **state)
{
	(void)state;
	stage(ACCOUNT, .cols = 200, .rows = 50);
	press(SERVICES ":columns name validity inbound-method on-number fallback-method scan "
		       "mms-converter smart geomatch long-code synchronous sid<Enter>");
	see_match("Verification codes +600 +POST");
	see_but_tabs("services-members");
	leave("q", 0);
}

static void services_are_searched(void **state)
{
	(void)state;
	stage(ACCOUNT);
	press(SERVICES "/lost<Enter>");
	see("1 match");
	see("Surveys");
	see_not("Brasil");
	press("<Esc>/A2P<Enter>");
	see("1 match");
	see("Reminders and orders");
	press("<Esc>/no such service<Enter>");
	see("Nothing matches");
	press("<Esc>");
	see("10 services");
	leave("q", 0);
}

static void messages_of_a_service(void **state)
{
	(void)state;
	stage(ACCOUNT);
	press(SERVICES "jjc");
	see_match("[0-9]+ match service:MG");
	see("TIME");
	press("<Esc>");
	see("10 services");
	leave("q", 0);
}

static void what_may_not_be_read_fails_alone(void **state)
{
	(void)state;
	stage(.sandbox = { "--messages", "300", "--fault", "error=20003,match=/v1/Services" });
	press(SERVICES);
	see("These credentials may not read the messaging services");
	see_but_tabs("services-not-permitted");
	press(":open numbers<Enter>");
	see_match("512 555 0100 .*not known");
	press(":open messages<Enter>");
	see("300 messages");
	leave("q", 0);
}

static void a_pool_that_fails_is_told(void **state)
{
	(void)state;
	stage(.sandbox = { "--messages", "300", "--fault",
			   "status=500,match=/Services/[^/]*/ShortCodes" });
	press(SERVICES);
	see("10 pools not wholly read");
	see_but_tabs("services-part");
	behind_mend();
	press("<F5>");
	see_not("not wholly read");
	see_match("Verification codes +0 +1 +1 +0");
	leave("q", 0);
}

static void services_that_failed_are_asked_for_again(void **state)
{
	(void)state;
	stage(.sandbox = { "--messages", "300", "--fault", "status=500,match=/v1/Services" });
	press(SERVICES);
	see("could not be loaded");
	behind_mend();
	press("<F5>");
	see("10 services");
	leave("q", 0);
}

/* Of a service that is registered for A2P the review says what goes with it, and wants its name. */
static void deleting_wants_the_name(void **state)
{
	(void)state;
	stage(ACCOUNT, FAST);
	press(SERVICES "jD");
	see("Reminders and orders");
	see("7 senders");
	see("the US campaign is deleted");
	see_but_tabs("services-delete-80x24");
	press("Reminders<Enter>");
	assert_int_equal(sandbox_count(behind_stage(), "DELETE", ""), 0);
	press("<Esc>");
	see("Nothing was changed");
	press("GD");
	see("Its pool is empty");
	press("New shop<Enter>");
	see("9 services");
	see("New shop: deleted");
	assert_int_equal(sandbox_count(behind_stage(), "DELETE", ""), 1);
	leave("q", 0);
}

/* A name that no keyboard has, or that leaves no room to see what one types, would keep its service. */
static void deleting_what_cannot_be_typed_wants_the_end_of_its_sid(void **state)
{
	static const char *const names[] = {
		"\"Chats \\u200bof the family\"\n",
		"\"Reminders of appointments and of orders\"\n",
		"\"Two  blanks\"\n",
	};

	(void)state;
	for (size_t i = 0; i < sizeof(names) / sizeof(names[0]); i++) {
		struct strbuf file = STRBUF_INIT(STRBUF_LINE), ask = STRBUF_INIT(STRBUF_LINE);

		strbuf_addf(&file, "%s/names-%zu", getenv("TMPDIR"), i);
		assert_true(file_write_private(file.data, names[i], strlen(names[i]), NULL));
		stage(.sandbox = { "--messages", "300", "--hostile", file.data }, FAST);
		press(SERVICES "y");
		strbuf_addf(&ask, "Type %s to go on:", term_clipboard(on_stage()) + 30);
		press("D");
		see(ask.data);
		see(term_clipboard(on_stage()));
		strbuf_reset(&ask);
		strbuf_addf(&ask, "%s<Enter>", term_clipboard(on_stage()) + 30);
		press(ask.data);
		see("9 services");
		assert_int_equal(sandbox_count(behind_stage(), "DELETE", ""), 1);
		leave("q", 0);
		strbuf_release(&file);
		strbuf_release(&ask);
	}
}

static void a_session_that_may_only_read(void **state)
{
	(void)state;
	stage(ACCOUNT, .argv = { "msgdeck", "--read-only" });
	press(SERVICES);
	see_not("n new");
	press("D");
	see("read-only");
	press("<Enter>m");
	see("read-only");
	press("x");
	see("read-only");
	press("a");
	see("read-only");
	pool_nothing();
	leave("q", 0);
}

static void an_account_without_services_is_told_how_to_get_one(void **state)
{
	(void)state;
	stage(.sandbox = { "--messages", "100", "--without", "services" });
	press(SERVICES);
	see("There are no messaging services");
	see("n makes one");
	press("n");
	see("New messaging service");
	press("<Esc>:open choose-service<Enter>");
	see("n on the screen of services makes one");
	leave("q", 0);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		story(services_are_listed),
		story(every_member_has_a_column),
		story(services_are_searched),
		story(messages_of_a_service),
		story(what_may_not_be_read_fails_alone),
		story(a_pool_that_fails_is_told),
		story(services_that_failed_are_asked_for_again),
		story(deleting_wants_the_name),
		story(deleting_what_cannot_be_typed_wants_the_end_of_its_sid),
		story(a_session_that_may_only_read),
		story(an_account_without_services_is_told_how_to_get_one),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
