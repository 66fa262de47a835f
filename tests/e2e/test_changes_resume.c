/*
 * Changes that were cut off, and what the next start makes of them: offered, looked at, gone on with, set
 * aside; by one program at a time.
 */
#include <dirent.h>
#include <signal.h>
#include <string.h>
#include <unistd.h>

#include "base/strbuf.h"
#include "support/changed.h"
#include "support/place.h"
#include "support/stage.h"
#include "support/term.h"

#define ACCOUNT "--messages", "600", "--contacts", "24"
#define FAST "MSGDECK_CHANGES_PER_SECOND=unlimited"

/* Where journals are, in each of a story's sessions. */
static const char *state_home(void)
{
	static char variable[4096];
	static unsigned stories;

	snprintf(variable, sizeof(variable), "XDG_STATE_HOME=%s/state-%d-%u", getenv("TMPDIR"),
		 (int)getpid(), ++stories);
	return variable;
}

static size_t done(enum changed_verb verb)
{
	struct changed changed;

	changed_read(&changed);
	return changed.messages[verb];
}

static void kill_it(void)
{
	term_signal(on_stage(), SIGKILL);
	assert_int_equal(term_wait_exit(on_stage()), -SIGKILL);
}

/* Thirty deletions; it is killed while the sixth is on its way. */
static void cut_off(const char *state)
{
	stage(.sandbox = { ACCOUNT, "--fault", "stall=600,after=5,times=1,method=DELETE" },
	      .env = { FAST, "MSGDECK_CHANGES_IN_FLIGHT=1", state });
	press("1<j*5>D");
	term_send(on_stage(), "30<Enter>");
	see("5 done");
	kill_it();
	assert_int_equal(done(CHANGED_DELETE), 5);
}

static void a_killed_run_is_offered_and_gone_on_with(void **unused)
{
	const char *state = state_home();

	(void)unused;
	cut_off(state);
	stage(.env = { FAST, state });
	see("Changes were left unfinished");
	see("Delete, begun just now: 25 of 30 left: 1 to be looked up.");
	see("Nothing is done before you say so.");
	see("Later (n)"); /* "Cancel" could mean the changes */
	see_screen("changes-offered");
	press("y");
	see_match("Delete +25 of 30 +! cut off +1 to be looked up");
	press("t");
	see("Delete: finished");
	see("30 done");
	changed_only(CHANGED_DELETE, 30);
	leave("q", 0);
	/* It is at its end: nothing is offered any more. */
	stage(.env = { state });
	see_not("unfinished");
	press("8o");
	see("No changes are left unfinished.");
	leave("qq", 0);
	changed_only(CHANGED_DELETE, 30);
}

static void it_can_be_looked_at_and_set_aside(void **unused)
{
	const char *state = state_home();
	size_t before;

	(void)unused;
	cut_off(state);
	before = done(CHANGED_DELETE);
	stage(.env = { FAST, state });
	see("Changes were left unfinished");
	press("n");
	see("They stay as they are");
	press("8o");
	see_match("Delete +[0-9]+ of 30");
	press("<Enter>");
	see("Delete: stopped, t goes on");
	see_match("[0-9]+ done");
	/* The cursor's is said in a sentence. */
	press("f");
	see("not known whether it was done, looking for it");
	press("o");
	see("here");
	assert_int_equal(done(CHANGED_DELETE), before);
	leave("qq", 0);
	stage(.env = { FAST, state });
	see("Changes were left unfinished");
	press("yx");
	see("Leave these changes as they are?");
	press("<Esc>");
	see_match("Delete +[0-9]+ of 30");
	press("xy");
	see("No changes are left unfinished.");
	leave("qq", 0);
	stage(.env = { FAST, state });
	see_not("unfinished");
	leave("q", 0);
	assert_int_equal(done(CHANGED_DELETE), before);
}

/* Two that were cut off: they go on one after another, and are set aside together. */
static void several_are_set_aside_together(void **unused)
{
	const char *state = state_home();

	(void)unused;
	cut_off(state);
	cut_off(state);
	stage(.env = { FAST, state });
	see("Changes were left unfinished");
	press("yg<Space><Space>t");
	see("Plans go on one after another");
	press("x");
	see("Leave these 2 plans as they are?");
	press("y");
	see("No changes are left unfinished.");
	see("2 set aside; the journals stay");
	leave("qq", 0);
	stage(.env = { FAST, state });
	see_not("unfinished");
	leave("q", 0);
}

/* The unfinished are a list like any other. */
static void unfinished_changes_are_asked_by_their_fields(void **unused)
{
	const char *state = state_home();

	(void)unused;
	cut_off(state);
	stage(.env = { FAST, state }, .cols = 120, .rows = 40);
	see("Changes were left unfinished");
	press("y/state:cut-off verb:delete left:25 total>=30 since:1d<Enter>");
	see_match("1 match +state:cut-off");
	see("! cut off");
	press("/<C-u>waiting:yes or state:stopped or until:yesterday<Enter>");
	see("Nothing matches. Esc shows all again.");
	press("x");
	see("No changes are left unfinished");
	press("/<C-u>verb:<Tab>");
	see("/verb:delete");
	press("<C-u>account:<Tab>");
	see_match("/account:AC[0-9a-f]{32}");
	press("<C-u>\"looked up\"<Enter>");
	see_match("1 match +\"looked up\"");
	press("<Esc>");
	see_not("match");
	leave("qq", 0);
}

/* The only journal of a story, cut off after so many bytes. */
static void cut_journal(const char *state, off_t bytes)
{
	struct strbuf directory = STRBUF_INIT(STRBUF_LINE), path = STRBUF_INIT(STRBUF_LINE);
	struct dirent *entry;

	strbuf_addf(&directory, "%s/msgdeck/plans", strchr(state, '=') + 1);
	DIR *folder = opendir(directory.data);
	assert_non_null(folder);
	while ((entry = readdir(folder)))
		if (entry->d_name[0] != '.')
			strbuf_addf(&path, "%s/%s", directory.data, entry->d_name);
	closedir(folder);
	assert_int_equal(truncate(path.data, bytes), 0);
	strbuf_release(&directory);
	strbuf_release(&path);
}

/* Cut off while it was written down: nothing was sent, nothing can be gone on with, and it is set aside. */
static void what_was_not_written_down_is_set_aside(void **unused)
{
	const char *state = state_home();
	size_t before;

	(void)unused;
	cut_off(state);
	before = done(CHANGED_DELETE);
	cut_journal(state, 250);
	stage(.env = { FAST, state });
	see("Changes were left unfinished");
	see("nothing was sent: msgdeck ended while they were");
	press("y");
	see("! not sent");
	press("t");
	see("x sets this plan aside");
	press("<Enter>xy");
	see("No changes are left unfinished.");
	leave("qq", 0);
	assert_int_equal(done(CHANGED_DELETE), before);
	/* Without a whole first line not even whose it is is known. */
	state = state_home();
	cut_off(state);
	cut_journal(state, 20);
	stage(.env = { FAST, state });
	see_not("Changes were left unfinished");
	press("8o");
	see("! not sent");
	press("xy");
	see("No changes are left unfinished.");
	leave("qq", 0);
}

/* Who may only read may look, but not go on. */
static void read_only_does_not_go_on(void **unused)
{
	const char *state = state_home();
	size_t before;

	(void)unused;
	cut_off(state);
	before = done(CHANGED_DELETE);
	stage(.env = { FAST, state, "MSGDECK_READ_ONLY=yes" });
	see("Changes were left unfinished");
	press("yt");
	see_match("[Rr]ead-only");
	press("<Enter>t");
	see_match("[Rr]ead-only");
	leave("qq", 0);
	assert_int_equal(done(CHANGED_DELETE), before);
}

/* -- what waits -------------------------------------------------------------------------------- */

static void what_waits_goes_on_waiting_days_later(void **unused)
{
	const char *state = state_home();
	char later[64];

	(void)unused;
	snprintf(later, sizeof(later), "MSGDECK_TEST_NOW=%lld",
		 (long long)(TERM_NOW + 3 * 24 * 3600));
	stage(.sandbox = { ACCOUNT, "--fault", "error=20009,method=DELETE,times=1" },
	      .env = { FAST, state });
	press("2/status:delivered<Enter>Dy");
	see("still on its way");
	press("8");
	see("20009 is still");
	see("the next try is in 1 min");
	term_send(on_stage(), "q");
	see("Leave in the middle?");
	leave("y", 0);
	/* Three days later its time is over. */
	stage(.env = { FAST, state, later });
	see("Changes were left unfinished");
	see("1 of 1 left: 1 waits (is still on its way)");
	press("yt");
	see("Delete: finished");
	assert_int_equal(done(CHANGED_DELETE), 1);
	leave("q", 0);
}

/* -- two at a time ----------------------------------------------------------------------------- */

static void only_one_works_on_a_plan(void **unused)
{
	const char *state = state_home();
	struct strbuf holder = STRBUF_INIT(STRBUF_LINE);
	struct term *first;

	(void)unused;
	cut_off(state);
	stage(.env = { "MSGDECK_CHANGES_PER_SECOND=1", state });
	press("y");
	term_send(on_stage(), "t");
	see("Delete: under way");
	first = stage_keep();
	stage(.env = { FAST, state });
	see_not("Changes were left unfinished");
	press("8o");
	strbuf_addf(&holder, "process %d", term_process(first));
	see("at work");
	see(holder.data);
	press("t");
	see("Another msgdeck works on these changes");
	see(holder.data);
	press("<Esc><Enter>");
	see("Another msgdeck works on these changes");
	press("<Esc>");
	term_close(first);
	press("<F5>t");
	see("Delete: finished");
	changed_only(CHANGED_DELETE, 30);
	strbuf_release(&holder);
	leave("q", 0);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		story(a_killed_run_is_offered_and_gone_on_with),
		story(it_can_be_looked_at_and_set_aside),
		story(several_are_set_aside_together),
		story(unfinished_changes_are_asked_by_their_fields),
		story(what_was_not_written_down_is_set_aside),
		story(read_only_does_not_go_on),
		story(what_waits_goes_on_waiting_days_later),
		story(only_one_works_on_a_plan),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
