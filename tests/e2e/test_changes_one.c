/*
 * One message is redacted, deleted or cancelled, from every screen that shows one: what was asked
 * before, what went out, what the screen says then.
 */
#include <stdlib.h>
#include <string.h>

#include "support/behind.h"
#include "support/changed.h"
#include "support/stage.h"

#define ACCOUNT .sandbox = { "--messages", "600", "--contacts", "24" }
/* In Messages: the ninth row is a verification code that failed. */
#define TO_CODE "2<j*8>"
#define CODE "979137"

/* The SID under the cursor of Messages; released with free(). */
static char *copied_sid(void)
{
	press("y");
	assert_int_equal(strlen(term_clipboard(on_stage())), 34);
	return strdup(term_clipboard(on_stage()));
}

static void whoever_does_not_say_yes_changes_nothing(void **state)
{
	static const char *const answers[] = {
		"<Enter>", "<Esc>", "q", "n", "N", "<C-c>", "<Right><Left><Enter>", " <Esc>",
	};

	(void)state;
	stage(ACCOUNT);
	press(TO_CODE);
	for (size_t i = 0; i < sizeof(answers) / sizeof(answers[0]); i++) {
		press(i % 2 ? "D" : "r");
		see("Cancel (n)");
		see_not("Space select"); /* does nothing now */
		press(answers[i]);
		see("Nothing was changed");
		see(CODE);
	}
	press(":open changes<Enter>");
	see("Nothing has been changed in this session");
	leave("q", 0);
	changed_nothing();
}

static void yes_is_a_key_or_the_other_button(void **state)
{
	(void)state;
	stage(ACCOUNT);
	press(TO_CODE "r<Tab><Enter>");
	see("Message redacted");
	changed_only(CHANGED_REDACT, 1);
	press("jrY");
	see("Message redacted");
	changed_only(CHANGED_REDACT, 2);
	leave("q", 0);
}

static void the_question_tells_what_will_be(void **state)
{
	(void)state;
	stage(ACCOUNT);
	press(TO_CODE "r");
	see_screen("changes-ask-redact-80x24");
	press("nD");
	see_screen("changes-ask-delete-80x24");
	resize(120, 40);
	see_screen("changes-ask-delete-120x40");
	press("n");
	leave("q", 0);
}

static void messages_redacts(void **state)
{
	char *sid;

	(void)state;
	stage(ACCOUNT);
	press(TO_CODE);
	see(CODE);
	sid = copied_sid();
	press("ry");
	see("Message redacted");
	see_not(CODE);
	see_screen("changes-messages-redacted");
	assert_int_equal(changed_asked(CHANGED_REDACT, sid), 1);
	changed_only(CHANGED_REDACT, 1);
	press("r");
	see("Nothing to do");
	see("has no text any more");
	see_screen("changes-nothing-to-do");
	press("<Enter>");
	changed_only(CHANGED_REDACT, 1);
	free(sid);
	leave("q", 0);
}

static void messages_deletes(void **state)
{
	char *sid, *next;

	(void)state;
	stage(ACCOUNT);
	press(TO_CODE "j");
	next = copied_sid();
	press("k");
	sid = copied_sid();
	press("Dy");
	see("Message deleted");
	see("599 messages");
	see_not(CODE);
	assert_int_equal(changed_asked(CHANGED_DELETE, sid), 1);
	changed_only(CHANGED_DELETE, 1);
	press("y");
	assert_string_equal(term_clipboard(on_stage()), next);
	free(sid);
	free(next);
	leave("q", 0);
}

static void messages_cancels(void **state)
{
	(void)state;
	stage(ACCOUNT);
	press("2/status:scheduled<Enter>");
	see("1 match");
	press("x");
	see("Cancel 1 scheduled message");
	press("y");
	see("Message cancelled");
	see("0 match");
	changed_only(CHANGED_CANCEL, 1);
	press("<Esc>/status:canceled<Enter>");
	see("1 match");
	press("x");
	see("is cancelled already");
	press("<Enter>");
	leave("q", 0);
	changed_only(CHANGED_CANCEL, 1);
}

static void what_is_not_scheduled_is_not_cancelled(void **state)
{
	(void)state;
	stage(ACCOUNT);
	press(TO_CODE "x");
	see("Nothing to do");
	see("is not scheduled");
	press("<Enter>");
	leave("q", 0);
	changed_nothing();
}

static void what_is_scheduled_is_not_deleted(void **state)
{
	(void)state;
	stage(ACCOUNT);
	press("2/status:scheduled<Enter>D");
	see("Nothing to do");
	see("cancel it first");
	press("<Enter>");
	leave("q", 0);
	changed_nothing();
}

static void the_thread_acts_on_its_message(void **state)
{
	(void)state;
	stage(ACCOUNT, .cols = 100, .rows = 30);
	press("1<j*6><Tab>");
	see_screen("changes-thread-before");
	press("r");
	see("Redact the text of 1 message");
	press("y");
	see("Message redacted");
	press("Dy");
	see("Message deleted");
	see_screen("changes-thread-after");
	struct changed changed;
	changed_read(&changed);
	assert_int_equal(changed.messages[CHANGED_REDACT], 1);
	assert_int_equal(changed.messages[CHANGED_DELETE], 1);
	leave("q", 0);
}

static void the_zoomed_conversation_acts_on_its_message(void **state)
{
	(void)state;
	stage(ACCOUNT, .cols = 100, .rows = 30);
	press("1<j*6>z");
	see("49 messages");
	press("kkr");
	see("Redact the text of 1 message");
	press("y");
	see("Message redacted");
	see_screen("changes-zoomed-redacted");
	changed_only(CHANGED_REDACT, 1);
	press("Dy");
	see("48 messages");
	leave("q", 0);
}

static void the_message_screen_acts_on_it(void **state)
{
	(void)state;
	stage(ACCOUNT);
	press(TO_CODE "<Enter>");
	see(CODE);
	press("ry");
	see("Message redacted");
	see_not(CODE);
	changed_only(CHANGED_REDACT, 1);
	see_screen("changes-message-redacted");
	press("Dy");
	see("Message deleted");
	see_screen("changes-message-deleted");
	press("<Esc>");
	see("599 messages");
	leave("q", 0);
}

static void a_message_found_by_its_sid_is_deleted_too(void **state)
{
	struct strbuf sid = STRBUF_INIT(STRBUF_LINE), keys = STRBUF_INIT(STRBUF_LINE);

	(void)state;
	stage(ACCOUNT);
	behind_send((const char *const[]){ "To", "+447700900438", "From", "+447700900700", "Body",
					   "not loaded yet", NULL },
		    &sid);
	strbuf_addf(&keys, ":find %s<Enter>", sid.data);
	press(keys.data);
	see("not loaded yet");
	press("D");
	see("is still on its way");
	press("n");
	leave("q", 0);
	changed_nothing();
	strbuf_release(&sid);
	strbuf_release(&keys);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		story(whoever_does_not_say_yes_changes_nothing),
		story(yes_is_a_key_or_the_other_button),
		story(the_question_tells_what_will_be),
		story(messages_redacts),
		story(messages_deletes),
		story(messages_cancels),
		story(what_is_not_scheduled_is_not_cancelled),
		story(what_is_scheduled_is_not_deleted),
		story(the_thread_acts_on_its_message),
		story(the_zoomed_conversation_acts_on_its_message),
		story(the_message_screen_acts_on_it),
		story(a_message_found_by_its_sid_is_deleted_too),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
