/*
 * A messaging service in its form: what is explained, what is sent, what is warned of, and a new one.
 */
#include "support/behind.h"
#include "support/posted.h"
#include "support/stage.h"
#include "support/term.h"

#define FEW "--messages", "60", "--contacts", "6"
#define ACCOUNT .sandbox = { FEW }
#define SERVICES ":open services<Enter>"
/* Reminders and orders: it is registered for US traffic. */
#define FORM SERVICES "je"
#define REMINDERS "MG34bf6d132102e200d9ff25318e98b374"
#define PATH "/v1/Services/*"

static void the_form_at_three_sizes(void **state)
{
	(void)state;
	stage(ACCOUNT);
	press(FORM);
	see("Friendly name");
	see_screen("service-form-80x24");
	press("G");
	see_screen("service-form-end-80x24");
	resize(120, 40);
	see_screen("service-form-120x40");
	press("gj<Space>jjjjjj<Enter><C-u>60");
	see_screen("service-form-changed-120x40");
	leave("<C-c>:quit<Enter>y", 0);
	assert_int_equal(posted(""), 0);
}

static void only_what_was_changed_is_sent(void **state)
{
	(void)state;
	stage(ACCOUNT);
	press(FORM "<Enter><C-u>Orders<Tab>");
	press("<Right>j<Space>");
	see("3 changed");
	press("<C-s>");
	see("Friendly name: \"Reminders and orders\" → \"Orders\"");
	see("Use case: notifications → marketing");
	see("Sticky sender: yes → no");
	see("registered for US traffic");
	press("y");
	see("updated");
	posted_last("POST", PATH, 200,
		    SENT("FriendlyName", "Orders", "Usecase", "marketing", "StickySender",
			 "false"));
	assert_int_equal(posted(""), 1);
	see("▌ Orders ");
	leave("q", 0);
}

/* A colleague was faster: the review compares with what the service has now, and says what is lost. */
static void somebody_else_has_changed_it(void **state)
{
	(void)state;
	stage(ACCOUNT);
	press(FORM ":set InboundRequestUrl https://ours.example/in<Enter>");
	behind_update_service(REMINDERS,
			      (const char *const[]){ "InboundRequestUrl", "https://theirs.example/",
						     "FriendlyName", "Theirs", NULL });
	press("<C-s>");
	see("Changed by somebody else meanwhile, and overwritten: Inbound URL.");
	see("Inbound URL: \"https://theirs.example/\" → \"https://ours.example/in\"");
	see_not("Reading it again");
	press("n");
	see("Theirs");
	/* What they have done already needs no change. */
	press(":set InboundRequestUrl https://theirs.example/<Enter><C-s>");
	see("Nothing was changed");
	press(":set InboundRequestUrl https://ours.example/in<Enter>");
	behind_update_service(REMINDERS, (const char *const[]){ "InboundRequestUrl",
								"https://ours.example/in", NULL });
	press("<C-s>");
	see("It is so already");
	/* Where that cannot be seen, the review says so. */
	press(":set InboundRequestUrl https://ours.example/2<Enter>");
	behind_break("status=403,method=GET,match=" REMINDERS "$");
	press("<C-s>");
	see("It could not be read again, so what others have changed is not known.");
	press("n");
	behind_mend();
	leave(":quit<Enter>y", 0);
	assert_int_equal(posted("/v1/Services"), 2);
}

/* The answer does not come: the form is held meanwhile, and Esc gives it back. */
static void what_is_read_again_can_be_given_up(void **state)
{
	(void)state;
	stage(ACCOUNT);
	press(FORM ":set InboundRequestUrl https://ours.example/in<Enter>");
	behind_break("stall=600,method=GET,match=" REMINDERS "$");
	term_send(on_stage(), "<C-s>");
	see("Reading it again, to see what others have changed");
	term_send(on_stage(), "<C-s>");
	see("It is being read again first; Esc gives up");
	term_send(on_stage(), "<Esc>");
	see("C-s save");
	term_send(on_stage(), ":set FriendlyName Ours<Enter>");
	see("2 changed");
	see_not("Cancel (n)");
	leave(":quit<Enter>y", 0);
	assert_int_equal(posted("/v1/Services"), 0);
}

static void every_member_can_be_changed(void **state)
{
	static const char *const pairs[][2] = {
		{ "FriendlyName", "All" },
		{ "Usecase", "poll" },
		{ "StickySender", "false" },
		{ "AreaCodeGeomatch", "false" },
		{ "MmsConverter", "false" },
		{ "SmartEncoding", "false" },
		{ "ScanMessageContent", "disable" },
		{ "ValidityPeriod", "3600" },
		{ "UseInboundWebhookOnNumber", "true" },
		{ "InboundRequestUrl", "https://a.example/1" },
		{ "InboundMethod", "GET" },
		{ "FallbackUrl", "https://a.example/2" },
		{ "FallbackMethod", "GET" },
		{ "StatusCallback", "https://a.example/3" },
	};
	const char *sent[2 * sizeof(pairs) / sizeof(pairs[0]) + 1] = { NULL };
	size_t count = sizeof(pairs) / sizeof(pairs[0]);

	(void)state;
	stage(ACCOUNT);
	press(FORM);
	for (size_t i = 0; i < count; i++) {
		press(":set ");
		press(pairs[i][0]);
		press(" ");
		press(pairs[i][1]);
		press("<Enter>");
		sent[2 * i] = pairs[i][0];
		sent[2 * i + 1] = pairs[i][1];
	}
	see("14 changed");
	press("<C-s>");
	see("What comes in goes to the webhook of each number");
	press("y");
	see("updated");
	posted_last("POST", PATH, 200, sent);
	/* And the two that cannot. */
	press("eG<Enter>");
	see("only shown");
	press(":set FallbackToLongCode false<Enter>");
	see("only shown");
	see_not("1 changed");
	leave("q", 0);
}

static void what_follows_is_said_before(void **state)
{
	static const struct {
		const char *keys, *warning;
	} cases[] = {
		{ ":set InboundRequestUrl ''<Enter>", "will be lost: neither" },
		{ ":set ValidityPeriod 30<Enter>", "after 30 seconds" },
		{ ":set StatusCallback ''<Enter>", "no application will hear any more" },
		{ ":set InboundRequestUrl ''<Enter>:set FallbackUrl https://a.example/<Enter>",
		  "called only where there is an inbound URL" },
	};

	(void)state;
	stage(ACCOUNT);
	for (size_t i = 0; i < sizeof(cases) / sizeof(cases[0]); i++) {
		press(FORM);
		see("Friendly name");
		press(cases[i].keys);
		press("<C-s>");
		see(cases[i].warning);
		press("n<Esc>y");
	}
	press(FORM ":set InboundRequestUrl ''<Enter>");
	see("inbound messages are lost");
	/* Not where the numbers are asked. */
	press(":set UseInboundWebhookOnNumber true<Enter>");
	see_not("inbound messages are lost");
	press("<C-s>");
	see("What comes in goes to the webhook of each number");
	see_not("will be lost");
	leave("n:quit<Enter>y", 0);
	assert_int_equal(posted(""), 0);
}

static void a_new_service_is_made_as_it_is_seen(void **state)
{
	(void)state;
	stage(ACCOUNT);
	press(":open service-form new<Enter>");
	see_screen("service-form-new-80x24");
	press("<C-s>");
	see("Friendly name: This is needed");
	press("<Enter>Spring sale<Tab><Left>");
	press(":set InboundRequestUrl https://a.example/in<Enter><C-s>");
	see("Friendly name: \"Spring sale\"");
	see_screen("service-form-new-review");
	press("y");
	see("created");
	posted_last("POST", "/v1/Services", 201,
		    SENT("FriendlyName", "Spring sale", "Usecase", "poll", "StickySender", "true",
			 "AreaCodeGeomatch", "true", "MmsConverter", "true", "SmartEncoding",
			 "true", "ScanMessageContent", "inherit", "ValidityPeriod", "36000",
			 "UseInboundWebhookOnNumber", "false", "InboundRequestUrl",
			 "https://a.example/in", "InboundMethod", "POST", "FallbackMethod",
			 "POST"));
	assert_int_equal(posted(""), 1);
	press(SERVICES);
	see("Spring sale");
	leave("q", 0);
}

/* The review would come in the next turn: it asks for nobody any more. */
static void a_new_one_that_is_left_is_not_made(void **state)
{
	(void)state;
	stage(ACCOUNT);
	press(SERVICES "n");
	see("Friendly name");
	press("<Enter>Fresh<Enter>");
	term_burst(on_stage(), "<C-s><BS>y");
	see("Reminders and orders");
	see_not("Fresh");
	press("y");
	assert_int_equal(posted(""), 0);
	leave("q", 0);
}

static void what_twilio_refuses_stays_in_the_form(void **state)
{
	static const struct {
		const char *rule, *seen, *field;
	} cases[] = {
		{ "error=21624,method=POST", "✗ Twilio says:", "Validity period · ValidityPeriod" },
		{ "error=20002,method=POST", "✗ Twilio says:", "Friendly name · FriendlyName" },
		/* Of two fields none is known to be meant: it stands above them. */
		{ "error=20500,method=POST", "Not saved:", "" },
	};

	(void)state;
	stage(ACCOUNT);
	press(FORM ":set FriendlyName Other<Enter>:set ValidityPeriod 7200<Enter>");
	for (size_t i = 0; i < 2; i++) {
		behind_break(cases[i].rule);
		press("<C-s>y");
		see(cases[i].seen);
		see(cases[i].field);
		see("It was not done; the screen says why");
		see("2 changed");
		behind_mend();
	}
	see_but_ids("service-form-refused");
	press("<C-s>y");
	see("updated");
	posted_last("POST", PATH, 200, SENT("FriendlyName", "Other", "ValidityPeriod", "7200"));
	leave("q", 0);
}

static void a_value_is_checked_before_it_leaves(void **state)
{
	(void)state;
	stage(ACCOUNT);
	press(FORM ":set ValidityPeriod 36001<Enter>");
	see("✗ A number of seconds from 1 to 36000");
	press("<C-s>");
	see("Validity period: A number of seconds");
	press(":set ValidityPeriod 36000<Enter>");
	see_not("✗");
	press("g<Enter><C-u><Enter>");
	see("✗ This is needed");
	press("<C-s>");
	see_not("Cancel (n)");
	leave(":quit<Enter>y", 0);
	assert_int_equal(posted(""), 0);
}

static void a_session_that_may_only_read_shows_it(void **state)
{
	(void)state;
	stage(ACCOUNT, .argv = { "msgdeck", "--read-only" });
	press(":open service-form new<Enter><Enter>");
	see("Read-only");
	press("<C-s>");
	see("Read-only");
	leave("q", 0);
	assert_int_equal(posted(""), 0);
}

static void a_service_that_is_not_there(void **state)
{
	(void)state;
	stage(.sandbox = { FEW, "--deny", "services" });
	press(":open service-form MG00000000000000000000000000000000<Enter>");
	see_but_ids("service-form-denied");
	stage(ACCOUNT);
	press(":open service-form MG00000000000000000000000000000000<Enter>");
	see("This account has no messaging service with that SID");
	press("<Esc>:open service-form SC00000000000000000000000000000000<Enter>");
	see("Give the SID of a messaging service");
	leave("q", 0);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		story(the_form_at_three_sizes),
		story(only_what_was_changed_is_sent),
		story(somebody_else_has_changed_it),
		story(what_is_read_again_can_be_given_up),
		story(every_member_can_be_changed),
		story(what_follows_is_said_before),
		story(a_new_service_is_made_as_it_is_seen),
		story(a_new_one_that_is_left_is_not_made),
		story(what_twilio_refuses_stays_in_the_form),
		story(a_value_is_checked_before_it_leaves),
		story(a_session_that_may_only_read_shows_it),
		story(a_service_that_is_not_there),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
