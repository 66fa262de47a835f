/*
 * Conversations: the list of contacts, and the thread below it.
 */
#include "support/api.h"
#include "support/stage.h"

#define ACCOUNT .sandbox = { "--messages", "600", "--contacts", "24" }

static void whole_screens(void **state)
{
	(void)state;
	stage(ACCOUNT);
	see_styled("conversations-80x24");
	resize(120, 40);
	see_styled("conversations-120x40");
	resize(80, 24);
	see_styled("conversations-80x24");
	leave("q", 0);
}

static void the_thread_follows_the_cursor(void **state)
{
	(void)state;
	stage(ACCOUNT);
	press("jjj");
	see_screen("conversations-fourth");
	press("<PgDn>");
	see_screen("conversations-page-down");
	press("g");
	see_screen("conversations-80x24-top");
	press("G");
	see_screen("conversations-bottom");
	leave("q", 0);
}

static void a_thread_is_read_like_a_chat(void **state)
{
	(void)state;
	stage(ACCOUNT, .cols = 100, .rows = 30);
	press("<Enter>");
	see_screen("thread-newest");
	press("<PgUp><PgUp>");
	see_screen("thread-back");
	press("g");
	see_screen("thread-oldest");
	press("<Esc>");
	leave("q", 0);
}

static void a_filter_narrows_the_list_while_it_is_typed(void **state)
{
	(void)state;
	stage(ACCOUNT);
	press("/+44");
	see_screen("conversations-filtered");
	press("<Enter>");
	see_match("[0-9]+ match");
	press("<Esc>");
	see_match("24 contacts");
	press("/no such thing<Enter>");
	see("Nothing matches");
	leave("q", 0);
}

static void space_selects(void **state)
{
	(void)state;
	stage(ACCOUNT);
	press("<Space><Space>");
	see("2 selected");
	press("/+44<Enter>");
	see_match("2 selected \\([0-2] out of sight\\)|2 selected");
	press("<Esc><Esc>");
	see_not("selected");
	leave("q", 0);
}

static void an_address_is_copied(void **state)
{
	(void)state;
	stage(ACCOUNT);
	press("jy");
	see("copied the address");
	assert_non_null(term_clipboard(on_stage()));
	assert_true(strlen(term_clipboard(on_stage())) > 4);
	leave("q", 0);
}

static void an_account_without_messages_says_so(void **state)
{
	(void)state;
	stage(.sandbox = { "--messages", "0" });
	see_screen("conversations-empty");
	leave("q", 0);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		story(whole_screens),
		story(the_thread_follows_the_cursor),
		story(a_thread_is_read_like_a_chat),
		story(a_filter_narrows_the_list_while_it_is_typed),
		story(space_selects),
		story(an_address_is_copied),
		story(an_account_without_messages_says_so),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
