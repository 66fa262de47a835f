/*
 * One key leads from a thing to what it belongs to, and matches are gone to one after another.
 */
#include "support/behind.h"
#include "support/stage.h"

#define ACCOUNT .sandbox = { "--messages", "600", "--contacts", "24" }

static void a_message_leads_to_all_that_it_has_to_do_with(void **state)
{
	(void)state;
	stage(ACCOUNT, .cols = 80, .rows = 24);
	press("2/error:30003<Enter>L");
	see("From here to");
	see("all with 30003");
	see_screen("links-80x24");
	press("error<Enter>");
	see_match("[0-9]+ match error:30003");
	press("<Esc>L<Enter>");
	see_match("messages, .* ── [A-Z]{2} ──");
	press("<Esc>Lprices<Enter>");
	see("PRICE");
	press(":back<Enter>");
	see("error:30003");
	press(":forward<Enter>");
	see("PRICE");
	leave("q", 0);
}

static void services_are_shown_by_their_names(void **state)
{
	(void)state;
	stage(ACCOUNT, .cols = 120, .rows = 40);
	press("2/service:verification<Enter><Enter>L");
	see_match("service +Verification codes");
	see("failures of Verification codes");
	press("failures verif<Enter>");
	see("is:failed");
	leave("q", 0);
}

static void a_number_leads_to_its_service_and_its_traffic(void **state)
{
	(void)state;
	stage(ACCOUNT, .cols = 120, .rows = 40);
	press(":open numbers<Enter>/service:reminders<Enter>Lservice<Enter>");
	see("PHONE NUMBERS 7");
	press("L");
	see("From here to");
	press("sender<Enter>");
	see("match sender:");
	press("<Esc><Esc><Esc>4L");
	see("its settings");
	press("settings<Enter>");
	see("Verification codes");
	leave("q", 0);
}

/* Services come after the palette was opened: their names take the place of the SIDs. */
static void names_come_when_they_are_known(void **state)
{
	(void)state;
	stage(ACCOUNT, .cols = 120, .rows = 40);
	press("2/service:MG2c39444c23c6ba87a187f224125fa0df<Enter><Enter>");
	press("L");
	see_match("service +Brasil");
	see("failures of Brasil");
	see_not("messages of MG");
	press("failbras<Enter>");
	see("is:failed");
	leave("q", 0);
	stage(.sandbox = { "--messages", "600", "--contacts", "24", "--fault",
			   "status=500,match=Services" });
	press("2/error:30003<Enter>L");
	see("messages of MG2c39444c23c6ba87a187f224125fa0df");
	press("<Esc>");
	behind_mend();
	press("L");
	press("<Esc>4<F5>2L");
	see("messages of Brasil");
	press("<Esc>");
	leave("q", 0);
}

static void a_file_and_a_number_lead_on_too(void **state)
{
	(void)state;
	stage(ACCOUNT, .cols = 120, .rows = 40);
	press("3L");
	see("From here to");
	see_match("contact +");
	see_match("sender +messages of");
	press("prices<Enter>");
	see("PRICE");
	press("<Esc>:open deactivations<Enter>L");
	see("From here to");
	see_match("contact +messages of \\+1");
	see_screen("links-deactivations-120x40");
	press("messages<Enter>");
	see("match with:");
	leave("q", 0);
}

static void words_are_looked_for_in_a_conversation(void **state)
{
	(void)state;
	stage(ACCOUNT, .cols = 120, .rows = 40);
	press("1/414 555<Enter><Enter>/fernhill<Enter>");
	see("marked: fernhill");
	see("n older match");
	press("n<A-n>");
	see_screen("thread-search-120x40");
	press("NN<A-N>NNN");
	see("No newer message has it");
	press(":search qqzz<Enter>");
	see("Not in what is loaded");
	/* n is what it was once the search has ended. */
	press("<Esc>");
	see_not("marked:");
	press("n");
	see("Send at");
	press("<Esc>");
	/* The words of the list that it was opened from are still marked. */
	press("<A-n>");
	see("No older message that is loaded has it");
	press("<Esc><Esc><Enter><A-n>");
	see("Nothing is searched for");
	leave("q", 0);
}

static void hidden_texts_are_not_searched(void **state)
{
	(void)state;
	stage(ACCOUNT, .cols = 120, .rows = 40, .env = { "MSGDECK_HIDE_BODIES=yes" });
	press("1<Enter>/");
	see("Texts are hidden");
	leave("q", 0);
}

static void rows_that_show_the_words_are_gone_to(void **state)
{
	(void)state;
	stage(ACCOUNT, .cols = 120, .rows = 40);
	press("2<A-n>");
	see("No words are marked");
	press("/flu or is:failed<Enter><A-n>");
	see_match("▌.*flu");
	press("/<C-u>\"zzqq\" or is:failed<Enter><A-N>");
	see("No other row shows what is marked");
	leave("q", 0);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		story(a_message_leads_to_all_that_it_has_to_do_with),
		story(services_are_shown_by_their_names),
		story(a_number_leads_to_its_service_and_its_traffic),
		story(names_come_when_they_are_known),
		story(a_file_and_a_number_lead_on_too),
		story(words_are_looked_for_in_a_conversation),
		story(hidden_texts_are_not_searched),
		story(rows_that_show_the_words_are_gone_to),
	};

	return cmocka_run_group_tests_name("links", tests, NULL, NULL);
}
