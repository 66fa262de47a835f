/*
 * The messages that wait for their time: those that msgdeck scheduled say when they go, others by
 * when; they are cancelled one by one and together.
 */
#include <stdio.h>
#include <stdlib.h>

#include "support/behind.h"
#include "support/changed.h"
#include "support/sent.h"
#include "support/stage.h"

#define ACCOUNT .sandbox = { "--messages", "600", "--contacts", "24" }
#define REMINDERS "MG34bf6d132102e200d9ff25318e98b374"
#define OPEN ":open scheduled<Enter>"

static void scheduled_screen(const char *name)
{
	static const struct screen_mask masks[] = {
		{ .row = 0, .rows = 1, .cols = 200 },
		{ 0 },
	};

	screen_check(on_stage(), name, &(struct screen_options){ .masks = masks });
}

static void those_of_others_go_by_a_day(void **state)
{
	(void)state;
	stage(ACCOUNT, .cols = 120, .rows = 40);
	press(OPEN);
	see("looked through all messages");
	see_match("≤ [0-9]+ (days|h) +by [A-Z][a-z][a-z] [0-9]+ Dec");
	scheduled_screen("scheduled-120x40");
	resize(80, 24);
	scheduled_screen("scheduled-80x24");
	press("/see you on Friday<Enter>");
	see("No scheduled message matches");
	behind_schedule("+12015550123", 2);
	press("<F5>");
	see("2 scheduled");
	press("<Esc><Enter>");
	see("scheduled");
	press("<Esc>");
	leave("q", 0);
}

static void ours_say_when(void **state)
{
	char folder[4096];

	(void)state;
	/* The test's own, which both sessions share. */
	snprintf(folder, sizeof(folder), "XDG_STATE_HOME=%s", getenv("XDG_STATE_HOME"));
	stage(ACCOUNT, .cols = 120, .rows = 40, .env = { folder });
	press(":open compose To=+14155552671 MessagingServiceSid=" REMINDERS
	      " 'Body=see you' 'SendAt=fri 17:00'<Enter>sy");
	see("✓ scheduled");
	SENT(0, "To", "+14155552671", "MessagingServiceSid", REMINDERS, "Body", "see you",
	     "ScheduleType", "fixed", "SendAt", "2026-11-27T17:00:00Z");
	press(OPEN);
	see_match("in 4 days +Fri 27 Nov 17:00 +.1 415 555 2671 +Reminders and o");
	leave("q", 0);
	/* Another session knows it from the journal. */
	stage(.cols = 120, .rows = 40, .env = { folder });
	press(OPEN);
	see_match("in 4 days +Fri 27 Nov 17:00 +.1 415 555 2671");
	/* The cursor stayed on what was there before the journal told its times. */
	press("gxy");
	see_not("Fri 27 Nov 17:00");
	changed_only(CHANGED_CANCEL, 1);
	leave("q", 0);
}

static void many_are_cancelled_together(void **state)
{
	(void)state;
	stage(ACCOUNT, .cols = 120, .rows = 40, .env = { "MSGDECK_CHANGES_PER_SECOND=1000" });
	behind_schedule("+12015550123", 3);
	press(OPEN "<F5>:filter Friday<Enter>");
	see("3 scheduled");
	press("Ax");
	see("Type 3");
	press("3<Enter>");
	see("3 done");
	changed_only(CHANGED_CANCEL, 3);
	press(OPEN);
	see("No scheduled message matches");
	see_not("selected");
	leave("q", 0);
}

/* What goes next is read first. */
static void the_cursor_begins_with_the_next(void **state)
{
	(void)state;
	stage(.sandbox = { "--messages", "6000" });
	press(":open scheduled<Enter>");
	see_match("^▌ ≤ 32 days +by Fri 25 Dec 12:10");
	press("j<F5>");
	see_match("^▌ ≤ 32 days +by Fri 25 Dec 14:17");
	leave("q", 0);
}

static void none_is_said_so(void **state)
{
	(void)state;
	stage(.sandbox = { "--messages", "0" });
	press(OPEN);
	see("No message waits for its time");
	scheduled_screen("scheduled-none-80x24");
	leave("q", 0);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		story(those_of_others_go_by_a_day),
		story(ours_say_when),
		story(many_are_cancelled_together),
		story(the_cursor_begins_with_the_next),
		story(none_is_said_so),
	};

	return cmocka_run_group_tests_name("scheduled", tests, NULL, NULL);
}
