/*
 * A message is written and sent from the keyboard: what the screen says of it, what is refused before
 * it leaves, what exactly went out, and that nothing goes out twice.
 */
#include <string.h>

#include "support/behind.h"
#include "support/sent.h"
#include "support/stage.h"

#define ACCOUNT .sandbox = { "--messages", "600", "--contacts", "24" }
#define REMINDERS "MG34bf6d132102e200d9ff25318e98b374"

static void compose_screen(const char *name)
{
	static const struct screen_mask masks[] = {
		{ .row = 0, .rows = 1, .cols = 200 },
		{ 0 },
	};

	screen_check(on_stage(), name, &(struct screen_options){ .masks = masks });
}

static void typed_reviewed_and_sent(void **state)
{
	(void)state;
	stage(ACCOUNT);
	press("n");
	see("Say to whom");
	compose_screen("compose-empty-80x24");
	press("<Enter>+1 (415) 555-2671<Tab>+1 512 555 0100<Tab><Tab>Your order is ready.<Esc>");
	see("20 characters · GSM-7 · 1 segment, 140 left");
	see("0.00746 to 0.0098 USD · US, 8 carriers");
	see("✓ ready");
	see_match("From +.1 512 555 0100 +Reminders");
	compose_screen("compose-ready-80x24");
	press("s");
	see("From +1 512 555 0100");
	see("It is sent at once");
	see("It says \"Your order is ready.\"");
	compose_screen("compose-review-80x24");
	press("n");
	assert_int_equal(sent_count(), 0);
	see("Your order is ready.");
	press("sy");
	see_match("✓ sent SM[0-9a-f]{32}");
	assert_int_equal(sent_count(), 1);
	SENT(0, "To", "+14155552671", "From", "+15125550100", "Body", "Your order is ready.");
	press("<Enter>");
	see("Your order is ready.");
	see("outbound");
	press("<Esc><Esc>");
	leave("q", 0);
}

static void every_parameter_goes_out_as_documented(void **state)
{
	(void)state;
	stage(ACCOUNT, .cols = 120, .rows = 40);
	press(":open compose<Enter>");
	press(":set To +14155552671<Enter>:set MessagingServiceSid " REMINDERS "<Enter>");
	press(":set Body 'see https://fernhill.example'<Enter>");
	press(":set SendAt 'tomorrow 9:00'<Enter>:set ShortenUrls true<Enter>");
	see("2026-11-24T09:00:00Z");
	press(":set StatusCallback https://hooks.fernhill.example/s<Enter>");
	press(":set ValidityPeriod 600<Enter>:set ProvideFeedback true<Enter>");
	press(":set SmartEncoded false<Enter>:set ContentRetention retain<Enter>");
	press(":set AddressRetention obfuscate<Enter>:set RiskCheck disable<Enter>");
	press(":set Attempt 2<Enter>");
	press("s");
	see("2026-11-24T09:00:00Z");
	press("n");
	compose_screen("compose-all-120x40");
	/* Media, an empty line between them. */
	press(":set MediaUrl ''<Enter>");
	press("<Enter>https://fernhill.example/a.png<Enter><Enter>https://fernhill.example/b.png"
	      "<Esc>");
	see("2 of 10");
	press("sy");
	/* The account has no domain for them. */
	see("Link shortening");
	SENT(0, "To", "+14155552671", "MessagingServiceSid", REMINDERS, "Body",
	     "see https://fernhill.example", "MediaUrl", "https://fernhill.example/a.png",
	     "MediaUrl", "https://fernhill.example/b.png", "ScheduleType", "fixed", "SendAt",
	     "2026-11-24T09:00:00Z", "ShortenUrls", "true", "StatusCallback",
	     "https://hooks.fernhill.example/s", "ValidityPeriod", "600", "ProvideFeedback", "true",
	     "SmartEncoded", "false", "ContentRetention", "retain", "AddressRetention", "obfuscate",
	     "RiskCheck", "disable", "Attempt", "2");
	press(":set ShortenUrls false<Enter>sy");
	see_match("✓ scheduled SM[0-9a-f]{32}|✓ scheduled MM[0-9a-f]{32}");
	assert_int_equal(sent_count(), 2);
	leave("q", 0);
}

static void look_alikes_are_replaced_and_given_back(void **state)
{
	(void)state;
	stage(ACCOUNT);
	press(":open compose To=+14155552671 From=+15125550100 "
	      "'Body=“Hi” — it’s ready…'<Enter>");
	see("UCS-2 by");
	see("“ at 1 → \"");
	see("~ replaces 5: GSM-7");
	compose_screen("compose-ucs2-80x24");
	press("~");
	see("\"Hi\" - it's ready...");
	see("GSM-7 · 1 segment");
	see_not("UCS-2 by");
	press("U");
	see("UCS-2 by");
	/* While it is typed, too. */
	press("<Enter><C-t>");
	see("\"Hi\" - it's ready...");
	press(" 👋<Esc>");
	see("GSM-7 has nothing like them");
	press("sy");
	see("✓ sent");
	SENT(0, "To", "+14155552671", "From", "+15125550100", "Body", "\"Hi\" - it's ready... 👋");
	leave("q", 0);
}

static void what_would_be_refused_is_said_before(void **state)
{
	static const struct {
		const char *field, *value, *words;
	} wrong[] = {
		{ "To", "4155552671", "country code" },
		{ "From", "Fernhill-Limited", "at most 11" },
		{ "MessagingServiceSid", "MG1", "32 hexadecimal" },
		{ "SendAt", "'in 4 minutes'", "5 minutes" },
		{ "SendAt", "'in 36 days'", "35 days" },
		{ "SendAt", "soon", "Say when like this" },
		{ "ValidityPeriod", "36001", "36000" },
		{ "StatusCallback", "ftp://x", "https://" },
		{ "ContentVariables", "[1]", "JSON object" },
		{ "ContentSid", "HX1", "32 hexadecimal" },
	};
	char line[200];

	(void)state;
	stage(ACCOUNT, .cols = 120, .rows = 40);
	press(":open compose To=+14155552671 From=+15125550100 Body=x<Enter>");
	for (size_t i = 0; i < sizeof(wrong) / sizeof(wrong[0]); i++) {
		snprintf(line, sizeof(line), ":set %s %s<Enter>", wrong[i].field, wrong[i].value);
		press(line);
		see(wrong[i].words);
		press("s");
		see_not("Cancel (n)");
		snprintf(line, sizeof(line), ":set %s '%s'<Enter>", wrong[i].field,
			 strcmp(wrong[i].field, "To") == 0     ? "+14155552671"
			 : strcmp(wrong[i].field, "From") == 0 ? "+15125550100"
							       : "");
		press(line);
	}
	/* What they want of each other. */
	press(":set SendAt 'in 2h'<Enter>s");
	see("choose a messaging service");
	press(":set SendAt ''<Enter>:set From ''<Enter>s");
	see("21603");
	press(":set From 55501<Enter>:set Body ''<Enter>s");
	see("21619");
	press(":set To whatsapp:+14155552671<Enter>:set Body x<Enter>s");
	see("same channel");
	assert_int_equal(sent_count(), 0);
	press("<Esc>y");
	leave("q", 0);
}

static void several_recipients_get_a_message_each(void **state)
{
	(void)state;
	stage(ACCOUNT, .cols = 120, .rows = 40, .env = { "MSGDECK_CHANGES_PER_SECOND=1000" });
	press("n<Enter><paste:+14155552671\n+1 212 555 0188;+14155552671 +447700900123><Enter>");
	see("3 recipients, 1 given twice, sent once");
	press(":set MessagingServiceSid " REMINDERS "<Enter>:set Body hello<Enter>");
	see("3 recipients in 2 countries");
	press("s");
	see("3 recipients, a message each");
	see("Type 3");
	compose_screen("compose-review-many-120x40");
	press("3<Enter>");
	see("3 done");
	assert_int_equal(sent_count(), 3);
	/* What was sent is not offered again. */
	press("1n");
	see("Say to whom");
	press("<Esc>");
	leave("q", 0);
}

static void an_answer_that_was_lost_is_not_sent_twice(void **state)
{
	(void)state;
	stage(ACCOUNT);
	behind_break("close-after,method=POST,times=1");
	press(":open compose To=+14155552671 From=+15125550100 'Body=only once'<Enter>");
	press("sy");
	see_match("✓ sent SM[0-9a-f]{32}");
	assert_int_equal(sent_count(), 1);
	leave("q", 0);
}

static void what_was_refused_stays(void **state)
{
	(void)state;
	stage(ACCOUNT);
	press(":open compose To=+14155552671 From=+15005550000 'Body=keep me'<Enter>");
	see("not a sender of this account");
	press("sy");
	see("This was not sent");
	see("21659");
	see("keep me");
	assert_int_equal(sent_count(), 1);
	press("<Esc>");
	see("This message has not been sent");
	press("n");
	see("keep me");
	press(":set From +15125550100<Enter>sy");
	see("✓ sent");
	assert_int_equal(sent_count(), 2);
	leave("q", 0);
}

/* The screen goes, because the changes' own comes; what is left is there where one writes next. */
static void what_is_left_of_many_is_kept(void **state)
{
	(void)state;
	stage(ACCOUNT, .cols = 120, .rows = 40, .env = { "MSGDECK_CHANGES_PER_SECOND=1000" });
	press(":open compose To=+14155552671,+12125550188 From=+15005550000 'Body=keep me'<Enter>");
	press("s2<Enter>");
	see("2 refused");
	press(":open conversations<Enter>n");
	see("This was not sent");
	see("keep me");
	see("+14155552671, +12125550188");
	press("<Esc>y");
	leave("q", 0);
}

static void what_cannot_be_looked_for_is_not_known(void **state)
{
	(void)state;
	stage(ACCOUNT);
	behind_break("close-after,method=POST,times=1");
	press(":open compose To=+14155552671 From=+15125550100 Body=secret<Enter>");
	press(":set AddressRetention obfuscate<Enter>sy");
	see("not known whether it was done");
	press("g");
	see("secret");
	compose_screen("compose-unknown-80x24");
	assert_int_equal(sent_count(), 1);
	press("s");
	see("It may have been sent already");
	press("n<Esc>");
	see("It is not known whether this message was sent");
	press("y");
	assert_int_equal(sent_count(), 1);
	leave("q", 0);
}

static void senders_are_picked(void **state)
{
	(void)state;
	stage(ACCOUNT, .cols = 120, .rows = 40);
	press(":open compose To=+14155552671 Body=x<Enter>kkkp");
	see("Front desk 2");
	compose_screen("compose-senders-120x40");
	press("/support<Enter><Enter>");
	see_match("From +.15125550101 +Support");
	press("jp");
	see("Reminders and orders");
	press("/orders<Enter><Enter>");
	see_match("Service +" REMINDERS " +Reminders and orders");
	/* Typed, with what is offered. */
	press("k<Enter><C-u>remin<Down><Enter>");
	see_match("From +.15125550100 +Reminders");
	press("<Esc>y");
	leave("q", 0);
}

static void a_session_that_only_reads_sends_nothing(void **state)
{
	(void)state;
	stage(ACCOUNT, .env = { "MSGDECK_READ_ONLY=yes" });
	press("n");
	see("read-only");
	press(":open compose To=+14155552671 From=+15125550100 Body=x<Enter>s");
	see("read-only");
	assert_int_equal(sent_count(), 0);
	press("<Esc>y");
	leave("q", 0);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		story(typed_reviewed_and_sent),
		story(every_parameter_goes_out_as_documented),
		story(look_alikes_are_replaced_and_given_back),
		story(what_would_be_refused_is_said_before),
		story(several_recipients_get_a_message_each),
		story(an_answer_that_was_lost_is_not_sent_twice),
		story(what_was_refused_stays),
		story(what_is_left_of_many_is_kept),
		story(what_cannot_be_looked_for_is_not_known),
		story(senders_are_picked),
		story(a_session_that_only_reads_sends_nothing),
	};

	return cmocka_run_group_tests_name("compose", tests, NULL, NULL);
}
