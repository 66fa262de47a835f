/*
 * Everything of a contact is erased: found at Twilio, not only in the cache, reviewed, carried out, and
 * looked for afterwards.
 */
#include <signal.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

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
	see("Erase a contact");
	see("▸ n  Cancel");
	see_screen("erase-ways-80x24");
	resize(120, 40);
	see_screen("erase-ways-120x40");
	resize(80, 24);
	press("d");
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
	press("Xd");
	see("Delete 305 messages");
	see("84 received and 221 sent");
	press("<Esc>");
	see("Nothing was changed");
	changed_nothing();
	leave("q", 0);
}

/* What is to be sent later is named, and not sent. */
static void what_is_scheduled_is_cancelled(void **state)
{
	(void)state;
	stage(ACCOUNT);
	behind_schedule("+14075550137", 1);
	press(TO_PERSON "Xd");
	see("1 is scheduled and is cancelled first");
	see("Type 25 to go on");
	see_screen("erase-review-scheduled");
	press("25<Enter>");
	see("Looked for: 24 gone");
	see("25 done");
	assert_int_equal(asked("DELETE", 204), strtoul(ALL, NULL, 10) + 1);
	assert_int_equal(asked("POST", 200), 1);
	leave("q", 0);
}

/* What comes meanwhile is asked about as the others were. */
static void a_newcomer_is_reviewed(void **state)
{
	(void)state;
	stage(ACCOUNT);
	press(TO_PERSON "Xd");
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
	press("Xm");
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
	press("<Enter>X<Enter>"); /* it starts on Cancel */
	see("Nothing was changed");
	press(":erase everything<Enter>");
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

/* What is being found, or looked for, can be given up; what was changed stays so. */
static void it_can_be_given_up(void **state)
{
	(void)state;
	stage(ACCOUNT);
	press(TO_PERSON);
	behind_break("stall=600,match=Messages.json[?].*From=");
	term_send(on_stage(), ":erase delete<Enter>");
	see("finding all:");
	term_send(on_stage(), ":erase redact<Enter>");
	see("Another contact is being erased");
	term_send(on_stage(), "<Enter>:erase stop<Enter>");
	see("Given up; what was changed stays so");
	behind_mend();
	press("<F5>");
	see_not("finding all");
	changed_nothing();
	/* After the changes, while it is looked whether they are gone. */
	press(":erase delete<Enter>");
	see("Type " ALL " to go on");
	behind_break("stall=600,method=GET,match=Messages/");
	term_send(on_stage(), ALL "<Enter>");
	see("looking whether it is gone: 0 of " ALL);
	term_send(on_stage(), "1");
	see("LAST MESSAGE");
	term_send(on_stage(), ":erase stop<Enter>");
	see("Given up; what was changed stays so");
	behind_mend();
	press("8");
	see("23 done");
	see_not("Looked for");
	changed_only(CHANGED_DELETE, strtoul(ALL, NULL, 10));
	leave("q", 0);
}

/* Killed in the middle of it: the next start offers the rest, and each message is asked for then, those
 * of the first session, too. Whose they are is in no journal. */
static void what_was_cut_off_is_looked_for_when_it_goes_on(void **state)
{
	char home[4096];

	(void)state;
	snprintf(home, sizeof(home), "XDG_STATE_HOME=%s/erase-%d", getenv("TMPDIR"), (int)getpid());
	stage(.sandbox = { "--messages", "600", "--contacts", "24", "--fault",
			   "stall=600,after=5,times=1,method=DELETE" },
	      .env = { "MSGDECK_CHANGES_IN_FLIGHT=1", home });
	press(TO_PERSON "Xd");
	term_send(on_stage(), ALL "<Enter>");
	see("5 done");
	term_signal(on_stage(), SIGKILL);
	assert_int_equal(term_wait_exit(on_stage()), -SIGKILL);
	stage(.env = { home });
	see("Delete, begun just now: 18 of 23 left");
	press("yt");
	see("Whose messages:  as then, to see whether more has come; nothing: only these");
	press("+14155550199<Enter>");
	see("This is not the address of then");
	changed_only(CHANGED_DELETE, 5);
	press("o");
	press("t<Enter>");
	see("Looked for: 23 gone; go on with the addresses to see whether more has come");
	see("23 done");
	assert_int_equal(asked("GET", 404), strtoul(ALL, NULL, 10));
	changed_only(CHANGED_DELETE, strtoul(ALL, NULL, 10));
	/* It is not over before that was seen. */
	press("o");
	see_match("Delete +0 of 23");
	press("t+1 407 555 0137<Enter>");
	see_not("go on with the addresses");
	see("Looked for: 23 gone");
	press("o");
	see("No changes are left unfinished.");
	leave("qq", 0);
}

/* Killed when all is deleted, while it is looked whether it is so: the next start offers to look. */
static void a_look_that_was_cut_off_is_done_again(void **state)
{
	char home[4096];

	(void)state;
	snprintf(home, sizeof(home), "XDG_STATE_HOME=%s/look-%d", getenv("TMPDIR"), (int)getpid());
	stage(ACCOUNT, .env = { home });
	press(TO_PERSON "Xd");
	see("Type " ALL " to go on");
	behind_break("stall=600,method=GET,match=Messages/");
	term_send(on_stage(), ALL "<Enter>");
	see("looking whether it is gone: 0 of " ALL);
	term_signal(on_stage(), SIGKILL);
	assert_int_equal(term_wait_exit(on_stage()), -SIGKILL);
	behind_mend();
	stage(.env = { home });
	see("0 of 23 left: still to be looked for");
	press("y");
	see_match("Delete +0 of 23 +! cut off +to be looked for");
	press("t+14075550137<Enter>");
	see("Looked for: 23 gone");
	see("seen to be gone");
	changed_only(CHANGED_DELETE, strtoul(ALL, NULL, 10));
	leave("q", 0);
	stage(.env = { home });
	see_not("unfinished");
	press("8o");
	see("No changes are left unfinished.");
	leave("qq", 0);
}

/* What has come meanwhile is asked about, and the session ends there: that is not forgotten. */
static void a_newcomer_nobody_answered_about(void **state)
{
	char home[4096];

	(void)state;
	snprintf(home, sizeof(home), "XDG_STATE_HOME=%s/came-%d", getenv("TMPDIR"), (int)getpid());
	stage(ACCOUNT, .env = { home });
	press(TO_PERSON "Xd");
	see("Type " ALL " to go on");
	behind_send((const char *const[]){ "From", "+15125550100", "To", "+14075550137", "Body",
					   "Hi", NULL },
		    NULL);
	press(ALL "<Enter>");
	see("They have come while the others were erased");
	term_signal(on_stage(), SIGKILL);
	assert_int_equal(term_wait_exit(on_stage()), -SIGKILL);
	stage(.env = { home });
	see("0 of 23 left: still to be looked for");
	press("yt+14075550137<Enter>");
	see("They have come while the others were erased");
	see("Delete 1 message");
	press("n");
	see("Looked for: " ALL " gone");
	changed_only(CHANGED_DELETE, strtoul(ALL, NULL, 10));
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
		story(what_is_scheduled_is_cancelled),
		story(a_newcomer_is_reviewed),
		story(texts_and_files_of_a_message_s_contact),
		story(whoever_gives_no_answer_changes_nothing),
		story(it_can_be_given_up),
		story(what_was_cut_off_is_looked_for_when_it_goes_on),
		story(a_look_that_was_cut_off_is_done_again),
		story(a_newcomer_nobody_answered_about),
		story(without_the_whole_list_nothing_is_begun),
		story(read_only_refuses_at_once),
	};

	return cmocka_run_group_tests_name("e2e/erase", tests, NULL, NULL);
}
