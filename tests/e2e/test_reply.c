/*
 * An answer goes to whoever wrote, from the number that they wrote to, in their channel.
 */
#include "support/behind.h"
#include "support/sent.h"
#include "support/stage.h"

#define ACCOUNT .sandbox = { "--messages", "600", "--contacts", "24" }

/* The first inbound message of a filter in Messages. */
static void from_a_message(void **state)
{
	(void)state;
	stage(ACCOUNT, .cols = 120, .rows = 40);
	press(":open messages<Enter>:filter direction:in to:+15125550100<Enter>");
	press("N");
	see_match("From +.15125550100");
	see_match("To +.[0-9]+");
	press("<Enter>Thank you<C-s>y");
	see("✓ sent");
	assert_int_equal(sent_count(), 1);
	leave("q", 0);
}

static void whatsapp_is_answered_by_whatsapp(void **state)
{
	(void)state;
	stage(.sandbox = { "--messages", "3000" }, .cols = 120, .rows = 40);
	press(":open messages<Enter>:filter direction:in from:whatsapp<Enter>");
	press("<Enter>N");
	see_match("To +whatsapp:.[0-9]+");
	see_match("From +whatsapp:.[0-9]+");
	see("channels have prices of their own");
	press("<Esc>");
	leave("q", 0);
}

static void from_a_conversation_the_way_it_last_went(void **state)
{
	(void)state;
	stage(ACCOUNT, .cols = 120, .rows = 40);
	press("c");
	see_match("To +.[0-9]+");
	see_match("From +.[0-9]+|Service +MG[0-9a-f]+");
	press("<Esc>zc");
	see_match("To +.[0-9]+");
	press("<Esc><Esc>");
	leave("q", 0);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		story(from_a_message),
		story(whatsapp_is_answered_by_whatsapp),
		story(from_a_conversation_the_way_it_last_went),
	};

	return cmocka_run_group_tests_name("reply", tests, NULL, NULL);
}
