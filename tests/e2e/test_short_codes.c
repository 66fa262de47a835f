/*
 * Short codes: the list, one in its form, what is sent when it is saved, and what is said when it is not.
 */
#include "support/behind.h"
#include "support/posted.h"
#include "support/stage.h"

#define FEW "--messages", "60", "--contacts", "6"
#define ACCOUNT .sandbox = { FEW }
#define CODES ":open short-codes<Enter>"
/* The short code that is in no pool. */
#define FORM CODES "G<Enter>"
#define PATH "/2010-04-01/Accounts/*/SMS/ShortCodes/*.json"

static void the_list_and_a_form(void **state)
{
	(void)state;
	stage(ACCOUNT);
	press(CODES);
	see("3 short codes");
	see_screen("short-codes-80x24");
	press("/camp<BS*4>offers<Enter>");
	see("1 match");
	press("<Esc>G<Enter>");
	see("API version");
	see_screen("short-code-80x24");
	resize(120, 40);
	see_screen("short-code-120x40");
	press("<Esc>");
	see_screen("short-codes-120x40");
	leave("q", 0);
	assert_int_equal(posted(""), 0);
}

static void only_what_was_changed_is_sent(void **state)
{
	(void)state;
	stage(ACCOUNT);
	press(FORM "<C-s>");
	see("Nothing was changed");
	press("<Enter> & Söhne<Enter>");
	see("was 60999");
	press("jj<Right>");
	see("2 changed");
	press("<C-s>");
	see("Friendly name: \"60999\" → \"60999 & Söhne\"");
	see("Inbound method: POST → GET");
	see_screen("short-code-review");
	/* Whoever does not say yes changes nothing, and loses nothing. */
	press("<Enter>");
	see("Nothing was changed");
	see("2 changed");
	assert_int_equal(posted(""), 0);
	press("<C-s>y");
	see("updated");
	see("60999 & Söhne");
	posted_last("POST", PATH, 200, SENT("FriendlyName", "60999 & Söhne", "SmsMethod", "GET"));
	assert_int_equal(posted(""), 1);
	/* The form has it, too. */
	press("G<Enter>");
	see("60999 & Söhne");
	see("GET");
	see_not("changed");
	leave("q", 0);
}

static void every_member_can_be_changed(void **state)
{
	(void)state;
	stage(ACCOUNT);
	press(FORM ":set FriendlyName New<Enter>:set SmsUrl https://a.example/in<Enter>"
		   ":set SmsMethod GET<Enter>:set SmsFallbackUrl http://a.example/<Enter>"
		   ":set SmsFallbackMethod GET<Enter>:set ApiVersion 2008-08-01<Enter>");
	see("6 changed");
	see("not encrypted");
	press("<C-s>y");
	see("updated");
	posted_last("POST", PATH, 200,
		    SENT("FriendlyName", "New", "SmsUrl", "https://a.example/in", "SmsMethod",
			 "GET", "SmsFallbackUrl", "http://a.example/", "SmsFallbackMethod", "GET",
			 "ApiVersion", "2008-08-01"));
	/* A URL is taken away, too, and the review says what that means. */
	press("G<Enter>:set SmsUrl ''<Enter><C-s>");
	see("→ (empty)");
	see("Beware: no application will hear");
	press("y");
	see("updated");
	posted_last("POST", PATH, 200, SENT("SmsUrl", ""));
	leave("q", 0);
}

static void what_is_wrong_is_said_at_the_field(void **state)
{
	(void)state;
	stage(ACCOUNT);
	press(FORM "j<Enter><C-u>ftp://a<Enter>");
	see("✗ A URL begins with https:// or http://");
	press("k<C-s>");
	/* It goes to the field, and asks nothing. */
	see("Inbound URL: A URL begins");
	see("Inbound URL · SmsUrl");
	see_not("Cancel (n)");
	press("<Enter><C-u>https://a.example/x<Enter>");
	see_not("✗");
	/* What Twilio refuses stays in the form, with its words. */
	behind_break("error=11100,method=POST,match=ShortCodes");
	press("<C-s>y");
	see("✗ Twilio says:");
	see("error 11100");
	see("https://a.example/x");
	see_but_ids("short-code-refused");
	behind_mend();
	press("<C-s>y");
	see("updated");
	assert_int_equal(posted("ShortCodes"), 2);
	leave("q", 0);
}

static void a_changed_form_is_left_only_after_a_question(void **state)
{
	(void)state;
	stage(ACCOUNT);
	press(FORM "<Enter>x");
	/* The first Esc is the field's. */
	press("<Esc>");
	see_not("changed");
	press("<Enter>x<Enter><Esc>");
	see("1 change to 60999 is not saved.");
	see_screen("short-code-leave");
	press("<Enter>");
	see("60999x");
	press("1");
	see("Leave without saving?");
	press("n:quit<Enter>");
	see("Leave without saving?");
	press("n<Esc>y");
	see("3 short codes");
	see_not("60999x");
	assert_int_equal(posted(""), 0);
	leave("q", 0);
}

static void what_is_typed_survives_news(void **state)
{
	(void)state;
	stage(ACCOUNT);
	press(FORM "<Enter> typed<F5>");
	see("60999 typed");
	press("<Enter><F5>");
	see("60999 typed");
	see("was 60999");
	leave(":quit<Enter>y", 0);
}

static void a_session_that_may_only_read_shows_it(void **state)
{
	(void)state;
	stage(ACCOUNT, .argv = { "msgdeck", "--read-only" });
	press(FORM);
	see("API version");
	see_not("save");
	press("<Enter>");
	see("Read-only: start msgdeck without --read-only");
	press("<C-s>");
	see("Read-only");
	see_not("changed");
	leave("q", 0);
	assert_int_equal(posted(""), 0);
}

static void a_key_that_may_not_read_them_loses_only_this_screen(void **state)
{
	(void)state;
	stage(.sandbox = { FEW, "--deny", "short-codes" });
	press(CODES);
	see_but_ids("short-codes-denied");
	press("2");
	see("60 messages");
	leave("q", 0);
}

static void what_fails_can_be_asked_for_again(void **state)
{
	(void)state;
	stage(.sandbox = { FEW, "--fault", "status=500,match=ShortCodes" });
	press(CODES);
	see_but_ids("short-codes-failed");
	behind_mend();
	press("<F5>");
	see("3 short codes");
	/* One that is not there. */
	press(":open short-code SC00000000000000000000000000000000<Enter>");
	see("This account has no short code with that SID");
	press("<Esc>:open short-code MG00000000000000000000000000000000<Enter>");
	see("Give the SID of a short code");
	leave("q", 0);
}

/* What is left on the heels of the key that saves is not asked about any more. */
static void what_is_left_is_not_saved(void **state)
{
	(void)state;
	stage(ACCOUNT);
	press(FORM "<Enter> & more<Enter>");
	see("1 changed");
	/* Not waited for, left, and yes: that is lost. */
	term_burst(on_stage(), "<C-s><BS><BS>y");
	see("3 short codes");
	see_not("Update short code");
	press("y");
	assert_int_equal(posted(""), 0);
	press("G<Enter>");
	see("Friendly name");
	see_not("& more");
	leave("q", 0);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		story(the_list_and_a_form),
		story(only_what_was_changed_is_sent),
		story(what_is_left_is_not_saved),
		story(every_member_can_be_changed),
		story(what_is_wrong_is_said_at_the_field),
		story(a_changed_form_is_left_only_after_a_question),
		story(what_is_typed_survives_news),
		story(a_session_that_may_only_read_shows_it),
		story(a_key_that_may_not_read_them_loses_only_this_screen),
		story(what_fails_can_be_asked_for_again),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
