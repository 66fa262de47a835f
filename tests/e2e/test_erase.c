/*
 * Everything of a contact is erased: found at Twilio, not only in the cache, reviewed, carried out, and
 * looked for afterwards.
 */
#include <stdlib.h>
#include <string.h>

#include "base/strbuf.h"
#include "support/behind.h"
#include "support/changed.h"
#include "support/posted.h"
#include "support/stage.h"

#define ACCOUNT .sandbox = { "--messages", "600", "--contacts", "24" }
/* A contact of whom all messages are final, and how many they are. */
#define TO_PERSON "G"
#define PERSON "+1 407 555 0137"
#define ALL "23"

/* Requests of this method and status. */
static size_t asked(const char *method, int status)
{
	size_t count, found = 0;
	const struct sandbox_request *requests = sandbox_requests(behind_stage(), &count);

	for (size_t i = 0; i < count; i++)
		found += strcmp(requests[i].method, method) == 0 && requests[i].status == status;
	return found;
}

static void all_of_a_contact_is_deleted_and_looked_for(void **state)
{
	size_t all = strtoul(ALL, NULL, 10);

	(void)state;
	stage(ACCOUNT);
	press(TO_PERSON "X");
	see("delete, redact, redact-media:");
	press("delete<Enter>");
	see("Type " ALL " to go on");
	see_screen("erase-review-80x24");
	resize(120, 40);
	see_screen("erase-review-120x40");
	resize(80, 24);
	changed_nothing();
	press(ALL "<Enter>");
	see("Looked for: " ALL " gone");
	see("23 done");
	see("seen to be gone"); /* in the list, and in words below it */
	see("deleted; seen to be gone");
	changed_only(CHANGED_DELETE, all);
	assert_int_equal(asked("GET", 404), all);
	press("<Esc>");
	see_not(PERSON);
	leave("q", 0);
}

/* The cache has the newest of them only: their number is known from a whole one. */
static void what_was_never_loaded_is_found(void **state)
{
	(void)state;
	stage(.sandbox = { "--messages", "6000", "--contacts", "24" },
	      .env = { "MSGDECK_HISTORY_SINCE=2d" });
	see_not("6,000 messages");
	press("/720 555<Enter>");
	see_not("305");
	press("Xdelete<Enter>");
	see("Delete 305 messages");
	see("84 received and 221 sent");
	press("<Esc>");
	see("Nothing was changed");
	changed_nothing();
	leave("q", 0);
}

/* What comes meanwhile is asked about as the others were. */
static void a_newcomer_is_reviewed(void **state)
{
	(void)state;
	stage(ACCOUNT);
	press(TO_PERSON "Xdelete<Enter>");
	see("Type " ALL " to go on");
	behind_send((const char *const[]){ "From", "+15125550100", "To", "+14075550137", "Body",
					   "Hi", NULL },
		    NULL);
	press(ALL "<Enter>");
	see("They have come while the others were erased");
	see("Delete 1 message");
	press("n");
	see("Nothing was changed");
	see("Looked for: " ALL " gone");
	leave("q", 0);
}

static void texts_and_files_of_a_message_s_contact(void **state)
{
	(void)state;
	stage(ACCOUNT);
	press(TO_PERSON "<Enter><Enter>");
	see("Message");
	press("Xredact-media<Enter>");
	see("Type 24 to go on"); /* one has a picture */
	see_screen("erase-review-media");
	press("24<Enter>");
	see("Looked for: 1 gone, " ALL " without text");
	assert_int_equal(asked("DELETE", 204), 1);
	assert_int_equal(asked("POST", 200), strtoul(ALL, NULL, 10));
	leave("q", 0);
}

static void whoever_gives_no_answer_changes_nothing(void **state)
{
	(void)state;
	stage(ACCOUNT);
	press(TO_PERSON "X<Esc>");
	see("Nothing was changed");
	press("Xeverything<Enter>");
	see("Say delete, redact or redact-media");
	press(":erase stop<Enter>");
	see("Nothing is being found");
	press(":erase delete<Enter>");
	see("to go on");
	press("<Esc>");
	see("Nothing was changed");
	/* It can be done again. */
	press(":erase redact<Enter>");
	see("to go on");
	press("<Esc>");
	changed_nothing();
	leave("q", 0);
}

static void without_the_whole_list_nothing_is_begun(void **state)
{
	(void)state;
	stage(ACCOUNT);
	press(TO_PERSON);
	behind_break("error=20403,match=Messages.json[?].*From=");
	press(":erase delete<Enter>");
	see("Not everything could be found, so nothing was changed");
	behind_mend();
	press("<Enter>:erase delete<Enter>");
	see("to go on");
	press("<Esc>");
	changed_nothing();
	leave("q", 0);
}

static void read_only_refuses_at_once(void **state)
{
	size_t before, after;

	(void)state;
	stage(ACCOUNT, .argv = { "msgdeck", "--read-only" });
	press(TO_PERSON);
	sandbox_requests(behind_stage(), &before);
	press("X");
	see("read-only");
	sandbox_requests(behind_stage(), &after);
	assert_int_equal(after, before);
	leave("q", 0);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		story(all_of_a_contact_is_deleted_and_looked_for),
		story(what_was_never_loaded_is_found),
		story(a_newcomer_is_reviewed),
		story(texts_and_files_of_a_message_s_contact),
		story(whoever_gives_no_answer_changes_nothing),
		story(without_the_whole_list_nothing_is_begun),
		story(read_only_refuses_at_once),
	};

	return cmocka_run_group_tests_name("e2e/erase", tests, NULL, NULL);
}
