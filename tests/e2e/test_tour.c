/*
 * The first five minutes: the tour of the demo, and help by task.
 */
#include "support/stage.h"

#define ACCOUNT .sandbox = { "--messages", "600", "--contacts", "24" }

static void cards_lead_from_screen_to_screen(void **state)
{
	static const char *const titles[] = { "Conversations",   "Messages",
					      "Overview",        "Services and senders",
					      "Changing things", "Where to look things up" };

	(void)state;
	stage(ACCOUNT);
	press(":tour<Enter>");
	see_screen("tour-80x24");
	for (size_t i = 0; i < sizeof(titles) / sizeof(titles[0]); i++) {
		see_match(titles[i]);
		see_match(i == 5 ? "Enter ends the tour" : "any other key ends the tour");
		press("<Enter>");
	}
	see_not(" of 6");
	leave("q", 0);
}

static void back_and_out(void **state)
{
	(void)state;
	stage(ACCOUNT, .cols = 120, .rows = 40);
	press(":tour<Enter><Enter><Enter>");
	see("3 of 6");
	see_screen("tour-120x40");
	press("<BS>");
	see("2 of 6");
	press("<Esc>");
	see_not(" of 6");
	see_not("any other key");
	leave("q", 0);
}

/* Whoever knows what he wants is not held up: the key that ends the tour does its work. */
static void any_key_ends_it_and_works(void **state)
{
	(void)state;
	stage(ACCOUNT);
	press(":tour<Enter><Enter>");
	see("2 of 6");
	press("/");
	see_not("2 of 6");
	press("status:failed<Enter>");
	see("match status:failed");
	leave("q", 0);
}

static void keys_are_those_that_are_bound(void **state)
{
	(void)state;
	stage(ACCOUNT);
	press(":bind list x down<Enter>:tour<Enter>");
	see("was said. x and k");
	press("<Esc><F1>");
	see("Find out why messages to a country fail");
	see("0 opens the overview");
	leave("q", 0);
}

static void help_by_task(void **state)
{
	(void)state;
	stage(ACCOUNT);
	press("<F1>");
	see_screen("tasks-80x24");
	press("G");
	see("--read-only");
	press("<Esc>");
	see("contacts");
	resize(120, 40);
	press(":tasks<Enter>");
	see_screen("tasks-120x40");
	leave("q", 0);
}

/* What the README asks a newcomer to press. */
static void the_first_five_minutes(void **state)
{
	(void)state;
	stage(.sandbox = { "--messages", "3000", "--contacts", "120" });
	press(":tour<Enter><Enter>0m");
	see_not(" of 6");
	see("by failures");
	press("<Tab><Tab><Enter>");
	see("match country:");
	press("<Enter>");
	see("https://www.twilio.com/docs/errors/");
	press("r");
	see("Redact the text of 1 message");
	press("<Enter>");
	see_not("Redact the text");
	press("ry");
	see("Message redacted");
	press("<Esc>");
	see_match("▌.*\\(no text\\)");
	press("<Esc>");
	see("by failures");
	leave("q", 0);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		story(cards_lead_from_screen_to_screen),
		story(back_and_out),
		story(any_key_ends_it_and_works),
		story(keys_are_those_that_are_bound),
		story(help_by_task),
		story(the_first_five_minutes),
	};

	return cmocka_run_group_tests_name("tour", tests, NULL, NULL);
}
