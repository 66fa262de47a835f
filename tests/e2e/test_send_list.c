/*
 * A message for each row of a file: what the list comes to, what is wrong with it, sending it, and going
 * on after an interruption.
 */
#include <fcntl.h>
#include <signal.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "base/file.h"
#include "base/strbuf.h"
#include "support/stage.h"
#include "support/term.h"

#define ACCOUNT "--messages", "600", "--contacts", "24"
#define FAST "MSGDECK_CHANGES_PER_SECOND=unlimited"
#define FROM "+15125550100"

static const char good[] = "To,name,From,Body\n"
			   "+14155550101,Ann," FROM ",Hello Ann\n"
			   "+447700900123,Bob," FROM ",Привет\n"
			   "+14155550103,Cem," FROM ",Hello Cem\n";

static const char bad[] = "To,name,From,Body\n"
			  "+14155550101,Ann," FROM ",Hello Ann\n"
			  "+12,Bob," FROM ",Hello Bob\n"
			  "+14155550101,Ann," FROM ",Hello again\n";

static void write_file(const char *path, const char *text)
{
	int fd = open(path, O_WRONLY | O_CREAT | O_TRUNC | O_CLOEXEC, 0600);

	assert_true(fd >= 0 && file_write_all(fd, text, strlen(text), NULL));
	close(fd);
}

/* list.csv, where the program on the stage was started. */
static void write_list(const char *text)
{
	char path[64];

	snprintf(path, sizeof(path), "/proc/%d/cwd/list.csv", (int)term_process(on_stage()));
	write_file(path, text);
}

static const char *state_home(void)
{
	static char variable[4096];
	static unsigned stories;

	snprintf(variable, sizeof(variable), "XDG_STATE_HOME=%s/state-%d-%u", getenv("TMPDIR"),
		 (int)getpid(), ++stories);
	return variable;
}

/* Messages that were accepted for this address. */
static size_t sent_to(const char *to)
{
	size_t count, found = 0;
	const struct sandbox_request *requests = sandbox_requests(behind_stage(), &count);

	for (size_t i = 0; i < count; i++) {
		const char *address = sandbox_argument(requests[i].form, "To");

		found += strcmp(requests[i].method, "POST") == 0 && requests[i].status == 201 &&
			 address && strcmp(address, to) == 0;
	}
	return found;
}

static size_t posts(void)
{
	return sandbox_count(behind_stage(), "POST", "/Messages.json");
}

static void a_list_is_sent(void **state)
{
	(void)state;
	stage(.sandbox = { ACCOUNT }, .env = { state_home() });
	write_list(good);
	press(":send-list list.csv<Enter>");
	see("3 messages from 3 rows");
	see("1 message is UCS-2");
	see("In all 0.05662 to 0.0791 USD");
	see_screen("send-list");
	press("s");
	see("Send 3 messages");
	see("It costs 0.05662 to 0.0791 USD, in 2 countries.");
	see_screen("send-list-review");
	/* Not the number: nothing is sent; and the list is there again. */
	press("2<Enter>");
	press("<Esc>");
	see("3 messages from 3 rows");
	assert_int_equal(posts(), 0);
	press("s3<Enter>");
	see_not("3 messages from 3 rows");
	press("8");
	see("3 done");
	assert_int_equal(posts(), 3);
	assert_int_equal(sent_to("+14155550101"), 1);
	assert_int_equal(sent_to("+447700900123"), 1);
	assert_int_equal(sent_to("+14155550103"), 1);
	leave("q", 0);
}

static void what_every_row_lacks_can_be_said_once(void **state)
{
	(void)state;
	stage(.sandbox = { ACCOUNT }, .env = { state_home() });
	write_list("To,Body\n+14155550101,Hello Ann\n");
	press(":send-list list.csv<Enter>");
	see("What every row lacks can be given for all of them: :from NUMBER");
	press(":from " FROM "<Enter>");
	see("1 message from 1 row");
	see("Hello Ann");
	see_not("What every row lacks");
	leave("q", 0);
}

static void what_is_wrong_is_shown_and_left_out(void **state)
{
	(void)state;
	/* At a pace: how long it takes without one depends on the network. */
	stage(.sandbox = { ACCOUNT }, .env = { state_home() });
	write_list(bad);
	press(":send-list list.csv<Enter>");
	see("1 of 3 rows cannot be sent: nothing is sent.");
	see("list.csv:3: \"+12\" is no number");
	see("list.csv:4: +14155550101 is in line 2 already");
	see_screen("send-list-bad");
	press(":send<Enter>");
	see("It cannot be sent like this: the screen says why");
	press("x");
	see("1 row is to somebody who is in a row before");
	press("d");
	see("who is in several rows: once");
	see("1 message from 3 rows");
	press("sy");
	press("8");
	see("1 done");
	assert_int_equal(sent_to("+14155550101"), 1);
	assert_int_equal(posts(), 1);
	leave("q", 0);
}

static void the_text_can_be_typed(void **state)
{
	(void)state;
	stage(.sandbox = { ACCOUNT }, .env = { FAST, state_home() });
	write_list("To,name\n+14155550101,Ann\n");
	press(":send-list list.csv<Enter>");
	see("list.csv:1: no column is called Body");
	press(":template hello<Enter>");
	see("The config file has no template \"hello\"");
	press(":text \"Hi {nam}\"<Enter>");
	see("list.csv:1: no column is called nam");
	press(":text \"Hi {name}\"<Enter>");
	see("Say from which number");
	press(":from " FROM "<Enter>");
	see("1 message from 1 row");
	press("sy8");
	see("1 done");
	assert_int_equal(sent_to("+14155550101"), 1);
	leave("q", 0);
}

/* Twenty rows of names and numbers: all that they lack is found on the screen, and the review says when
 * they go and that they can be cancelled until then. Five of them are. */
static void a_list_is_scheduled_by_keys(void **state)
{
	struct strbuf rows = STRBUF_INIT(STRBUF_TEXT);

	(void)state;
	strbuf_addstr(&rows, "To,name\n");
	for (int i = 0; i < 20; i++)
		strbuf_addf(&rows, "+141555501%02d,Ann%d\n", i, i);
	stage(.sandbox = { ACCOUNT }, .env = { FAST, state_home() });
	write_list(rows.data);
	strbuf_release(&rows);
	press(":send-list list.csv<Enter>");
	see("list.csv:1: no column is called Body");
	see("t text  p sender  v service  a when");
	press("tIt's {name}<Enter>");
	see("text     It's {name}");
	press(":service shop of nobody<Enter>");
	see("No service is called \"shop of nobody\"");
	press("v/campaigns<Enter><Enter>");
	see("service  Campaigns");
	see("All are sent at once");
	press(":service reminders and<Enter>");
	see("service  Reminders and orders");
	press("ain 2 min<Enter>");
	see("Twilio schedules from 5 minutes ahead on");
	press("a<C-u>fri 17:00<Enter>");
	see("All are scheduled, for Fri 27 Nov 2026 17:00:00");
	see("It's Ann0");
	press("s");
	see("All are scheduled, for Fri 27 Nov 2026 17:00:00");
	see("cancelled until then");
	press("20<Enter>");
	see("20 done");
	see("scheduled for Fri 27 Nov 2026 17:00:00");
	press("7<Space><Space><Space><Space><Space>x");
	see("Cancel 5 scheduled messages");
	press("5<Enter>");
	see("5 done");
	press("7");
	see_not("selected");
	leave("q", 0);
}

/* Without a screen: what it comes to, how long it takes at the pace that is set, and nothing is sent. */
static void a_list_is_tried(void **state)
{
	char path[4096];

	(void)state;
	snprintf(path, sizeof(path), "%s/tried.csv", getenv("TMPDIR"));
	write_file(path, good);
	stage(.sandbox = { ACCOUNT });
	stage(.argv = { "msgdeck", "send", path, "--dry-run" },
	      .env = { "MSGDECK_CHANGES_PER_SECOND=1" }, .cols = 160, .rows = 40, .no_wait = true);
	see("Nothing was sent: this was a dry run");
	see("3 segments in all; 1 message is UCS-2");
	see("GB: 1 message, 1 segment: 0.0417 to 0.0595 USD");
	see("In all: 0.05662 to 0.0791 USD");
	see("It takes a few seconds at 1 a second");
	leave("", 0);
	assert_int_equal(posts(), 0);
}

static void what_cannot_be_opened_is_told(void **state)
{
	(void)state;
	stage(.sandbox = { ACCOUNT });
	press(":send-list nothing.csv<Enter>");
	see("nothing.csv cannot be read: No such file or directory");
	press("<Esc>");
	press(":send-list list.csv colour=red<Enter>");
	see("\"colour\" is nothing that can be said of a list");
	press("<Esc>");
	press(":send-list list.csv duplicates=twice<Enter>");
	see("Duplicates are refused, once or all");
	press("<Esc>");
	leave("q", 0);
}

static void read_only_sends_nothing(void **state)
{
	(void)state;
	stage(.sandbox = { ACCOUNT }, .env = { "MSGDECK_READ_ONLY=yes" });
	write_list(good);
	press(":send-list list.csv<Enter>");
	see("3 messages from 3 rows");
	press("s");
	see_match("[Rr]ead-only");
	assert_int_equal(posts(), 0);
	leave("qq", 0);
}

/* The second is on its way when msgdeck is killed. */
static void cut_off(const char *home, const char *path)
{
	char line[4200];

	write_file(path, good);
	stage(.sandbox = { ACCOUNT, "--fault", "stall=600,after=1,times=1,method=POST" },
	      .env = { FAST, "MSGDECK_CHANGES_IN_FLIGHT=1", home });
	snprintf(line, sizeof(line), ":send-list %s<Enter>", path);
	press(line);
	see("3 messages from 3 rows");
	press("s");
	term_send(on_stage(), "3<Enter>");
	see("1 done");
	term_signal(on_stage(), SIGKILL);
	assert_int_equal(term_wait_exit(on_stage()), -SIGKILL);
}

static void an_interrupted_list_is_gone_on_with(void **state)
{
	const char *home = state_home();
	char path[4096];
	size_t before;

	(void)state;
	snprintf(path, sizeof(path), "%s/cut-off.csv", getenv("TMPDIR"));
	cut_off(home, path);
	before = posts();
	/* Not from another file. */
	write_file(path, bad);
	/* So wide that an error with a path stays in one line, however long the path. */
	stage(.cols = 400, .env = { FAST, home });
	see("Changes were left unfinished");
	press("yt");
	see("changed since, so what is left cannot be sent");
	assert_int_equal(posts(), before);
	write_file(path, good);
	press("t");
	see("Send: finished");
	assert_int_equal(sent_to("+14155550101"), 1);
	assert_int_equal(sent_to("+14155550103"), 1);
	/* What stalled is looked for, and not sent again. */
	assert_true(sent_to("+447700900123") <= 1);
	leave("q", 0);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		story(a_list_is_sent),
		story(what_every_row_lacks_can_be_said_once),
		story(what_is_wrong_is_shown_and_left_out),
		story(the_text_can_be_typed),
		story(a_list_is_scheduled_by_keys),
		story(a_list_is_tried),
		story(what_cannot_be_opened_is_told),
		story(read_only_sends_nothing),
		story(an_interrupted_list_is_gone_on_with),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
