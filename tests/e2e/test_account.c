/*
 * The account: what it is, its balance, and looking at a subaccount in its place.
 */
#include <stdlib.h>
#include <string.h>

#include "base/file.h"
#include "base/strbuf.h"
#include "support/behind.h"
#include "support/posted.h"
#include "support/stage.h"

#define FEW "--messages", "60", "--contacts", "6"
#define ACCOUNT .sandbox = { FEW }
#define OPEN ":account<Enter>"
#define BALANCE "1482.67 USD"
#define LONG_NAME "\"The whole name of a company that nobody has ever been able to make shorter\""

/* How many requests for messages were about the main account, and about others. */
static void count_requests(size_t *own, size_t *other)
{
	size_t count;
	const struct sandbox_request *requests = sandbox_requests(behind_stage(), &count);
	const char *host = strstr(sandbox_value(behind_stage(), "url"), "://") + 3;
	const char *sid = sandbox_value(behind_stage(), "account_sid");

	*own = *other = 0;
	for (size_t i = 0; i < count; i++) {
		assert_string_equal(requests[i].method, "GET");
		assert_string_equal(requests[i].host, host);
		assert_true(requests[i].credentials);
		if (!strstr(requests[i].path, "/Messages.json"))
			continue;
		*own += strstr(requests[i].path, sid) != NULL;
		*other += strstr(requests[i].path, sid) == NULL;
	}
}

static void what_it_is(void **state)
{
	(void)state;
	stage(ACCOUNT);
	see_not(BALANCE);
	press(OPEN);
	see("balance   " BALANCE);
	see("itself: it is no subaccount");
	see("● Fernhill Household");
	see_screen("account-80x24");
	/* Where there is room the balance is in the header of every screen. */
	resize(120, 40);
	see("Fernhill Household " BALANCE);
	see_screen("account-120x40");
	press("/susp<Enter>");
	see("1 match");
	press("<Esc><Enter>");
	see("That is the account that you are looking at");
	press("<F5>");
	see("4 accounts");
	press("1");
	see("Fernhill Household " BALANCE);
	leave("q", 0);
}

static void another_is_looked_at(void **state)
{
	size_t own, other, before;

	(void)state;
	stage(ACCOUNT);
	press("2<Enter><Esc>5" OPEN "j<Enter>");
	see("● LIVE Fernhill Clinic");
	see_screen("account-other");
	count_requests(&before, &other);
	assert_true(before > 0 && other > 0);
	/* No screen has anything of the account before. */
	press("2<F5>");
	see("Fernhill Clinic");
	press("5");
	see("0 numbers");
	press(OPEN);
	see("● Fernhill Clinic");
	see_match("owner +AC[0-9a-f]{32}");
	count_requests(&own, &other);
	assert_int_equal(own, before);
	/* And back. */
	press("g<Enter>");
	see("60 messages");
	see("● LIVE Fernhill Household");
	count_requests(&own, &other);
	assert_true(own > before);
	leave("q", 0);
}

/* What is typed before the screens go is for a screen that goes. */
static void keys_may_come_right_after(void **state)
{
	(void)state;
	stage(ACCOUNT);
	press(OPEN "j");
	term_burst(on_stage(), "<Enter>/abc");
	see("● LIVE Fernhill Clinic");
	see_not("/abc");
	press(OPEN "/fern<Enter>");
	see("4 match fern");
	leave("q", 0);
}

static void one_that_is_not_active_says_so(void **state)
{
	(void)state;
	stage(ACCOUNT);
	press(OPEN "jj<Enter>");
	see("Fernhill Outlet suspended");
	leave("q", 0);
}

static void a_sid_leads_to_it(void **state)
{
	(void)state;
	stage(ACCOUNT);
	press(OPEN "jy<Esc>:find ");
	press(term_clipboard(on_stage()));
	press("<Enter>");
	see("1 match");
	see("Fernhill Clinic");
	leave("q", 0);
}

static void not_while_changes_are_under_way(void **state)
{
	(void)state;
	stage(ACCOUNT, .env = { "MSGDECK_CHANGES_PER_SECOND=1", "MSGDECK_CHANGES_IN_FLIGHT=1" },
	      .no_wait = true);
	see("60 messages");
	term_send(on_stage(), "2A");
	see("60 selected");
	term_send(on_stage(), "D");
	see("Type 60");
	term_send(on_stage(), "60\r");
	see_match("[0-9]+ of 60|[0-9]+ done");
	term_send(on_stage(), ":account\r");
	see("Fernhill Clinic");
	term_send(on_stage(), "j\r");
	see("Changes are still under way in this account");
	term_send(on_stage(), ":quit\r");
	see("Leave in the middle?");
	leave("y", 0);
}

static void what_a_key_may_not_read_is_all_that_is_lost(void **state)
{
	(void)state;
	stage(.sandbox = { FEW, "--deny", "balance" }, .cols = 120, .rows = 40);
	see("60 messages");
	see_not(" USD 1");
	press(OPEN);
	see("these credentials may not read it");
	see("status    active");
	leave("q", 0);
	stage(.sandbox = { FEW, "--deny", "account,balance" });
	press(OPEN);
	see("These credentials may not read it. What they may read works without.");
	see("Fernhill Clinic");
	press("2");
	see("60 messages");
	leave("q", 0);
	stage(.sandbox = { FEW, "--deny", "accounts" });
	press(OPEN);
	see("These credentials may not read the accounts.");
	see("balance   " BALANCE);
	see_but_ids("account-denied");
	leave("q", 0);
}

static void what_fails_can_be_asked_for_again(void **state)
{
	(void)state;
	stage(.sandbox = { FEW, "--fault", "status=500,match=Accounts.json", "--fault",
			   "status=500,match=Balance" });
	press(OPEN);
	see("could not be read: An internal server error");
	see("The accounts could not be loaded.");
	see_but_ids("account-failed");
	behind_mend();
	press("<F5>");
	see("4 accounts");
	see("balance   " BALANCE);
	leave("q", 0);
}

static void while_it_is_on_its_way(void **state)
{
	(void)state;
	stage(.sandbox = { FEW, "--fault", "stall=600,match=(Accounts|/AC[^/]*)[.]json" },
	      .no_wait = true);
	see("60 messages");
	term_send(on_stage(), ":account\r");
	see("Asking Twilio…");
	see("Asking Twilio for the accounts…");
	leave("q", 0);
}

static void what_is_not_saved_is_asked_about(void **state)
{
	(void)state;
	stage(ACCOUNT);
	press(":open services<Enter>je<Enter><C-u>Orders<Tab>" OPEN "j<Enter>");
	see("Leave without saving?");
	press("n");
	see("● Fernhill Household");
	see_not("LIVE Fernhill Clinic");
	press("<Enter>y");
	see("● LIVE Fernhill Clinic");
	leave("q", 0);
}

static void not_while_a_file_is_written(void **state)
{
	(void)state;
	stage(.sandbox = { "--messages", "20000", "--contacts", "6" });
	press("2" OPEN "j<Esc>");
	term_send(on_stage(), ":export ~/all.jsonl\r:forward\r\r");
	see("A file is still being written");
	leave(":quit\r", 0);
}

/* The tabs keep the room that they need. */
static void a_long_name_leaves_room(void **state)
{
	struct strbuf file = STRBUF_INIT(STRBUF_LINE);

	(void)state;
	strbuf_addf(&file, "%s/long.texts", getenv("TMPDIR"));
	assert_true(file_write_private(file.data, LONG_NAME "\n", strlen(LONG_NAME "\n"), NULL));
	stage(.sandbox = { FEW, "--hostile", file.data });
	see_match("LIVE The whole name of a… The whole n… 1.Conversations 2");
	resize(120, 40);
	see_match("LIVE The whole name of a company t… .*1.Conv.*Mess.*3");
	strbuf_release(&file);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		story(what_it_is),
		story(another_is_looked_at),
		story(keys_may_come_right_after),
		story(one_that_is_not_active_says_so),
		story(a_sid_leads_to_it),
		story(not_while_changes_are_under_way),
		story(what_a_key_may_not_read_is_all_that_is_lost),
		story(what_fails_can_be_asked_for_again),
		story(while_it_is_on_its_way),
		story(what_is_not_saved_is_asked_about),
		story(not_while_a_file_is_written),
		story(a_long_name_leaves_room),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
