/*
 * A run that is paused, stopped, gone on with, left in the middle or killed, and the journal that tells
 * how far it came; sessions that may only read; and what the screens say afterwards.
 */
#include <dirent.h>
#include <signal.h>
#include <sys/stat.h>

#include "base/file.h"
#include "base/json.h"
#include "base/vec.h"
#include "support/behind.h"
#include "support/changed.h"
#include "support/stage.h"

#define ACCOUNT "--messages", "600", "--contacts", "24"
#define FAST "MSGDECK_CHANGES_PER_SECOND=unlimited"
#define JOURNAL_MAX (8 * 1024 * 1024)

static size_t done(enum changed_verb verb)
{
	struct changed changed;

	changed_read(&changed);
	return changed.messages[verb];
}

/* -- the journal ------------------------------------------------------------------------------- */

/* Reads the only journal that there is; it must be for its owner alone. */
static void read_journal(struct strbuf *text)
{
	struct strbuf folder = STRBUF_INIT(STRBUF_LINE), path = STRBUF_INIT(STRBUF_LINE);
	struct error err = ERROR_INIT;
	struct dirent *entry;
	struct stat about;
	DIR *plans;

	strbuf_addf(&folder, "%s/state/msgdeck/plans", term_home(on_stage()));
	plans = opendir(folder.data);
	assert_non_null(plans);
	while ((entry = readdir(plans))) {
		if (entry->d_name[0] == '.')
			continue;
		assert_int_equal(path.length, 0);
		strbuf_addf(&path, "%s/%s", folder.data, entry->d_name);
	}
	closedir(plans);
	assert_int_equal(stat(folder.data, &about), 0);
	assert_int_equal(about.st_mode & 0777, 0700);
	assert_int_equal(stat(path.data, &about), 0);
	assert_int_equal(about.st_mode & 0777, 0600);
	if (!file_read(path.data, text, &err))
		fail_msg("%s", error_text(&err));
	strbuf_release(&folder);
	strbuf_release(&path);
}

struct tale {
	struct VEC(char *) sids;   /* by number of the item */
	struct VEC(char) intended; /* likewise: 1 while an intent has no outcome, 2 after that */
	size_t intents, outcomes, done;
	bool ended;
};

static void take_line(struct tale *tale, const struct json *line)
{
	const struct json *sids = json_get(line, "sids");
	int64_t intent = json_get_integer(line, "intent", -1);
	int64_t outcome = json_get_integer(line, "outcome", -1);
	const char *is = json_get_string(line, "is");

	for (size_t i = 0; i < json_count(sids); i++) {
		vec_push(&tale->sids, strdup(json_as_string(json_at(sids, i), NULL)));
		vec_push(&tale->intended, 0);
	}
	if (intent >= 0) {
		tale->intents++;
		tale->intended.items[intent] = 1;
	}
	if (outcome >= 0) {
		tale->outcomes++;
		tale->done += strcmp(is, "done") == 0;
		if (strcmp(is, "done") == 0)
			assert_int_equal(tale->intended.items[outcome], 1);
		tale->intended.items[outcome] = 2;
		assert_string_equal(json_get_string(line, "sid"), tale->sids.items[outcome]);
	}
	tale->ended |= json_get(line, "end") != NULL;
}

static void read_tale(const struct strbuf *journal, struct tale *tale)
{
	*tale = (struct tale){ .intents = 0 };
	for (const char *line = journal->data, *end; (end = strchr(line, '\n')); line = end + 1) {
		struct json *tree = json_parse(line, (size_t)(end - line), NULL);

		assert_non_null(tree);
		take_line(tale, tree);
		json_free(tree);
	}
}

static void tale_release(struct tale *tale)
{
	for (size_t i = 0; i < tale->sids.count; i++)
		free(tale->sids.items[i]);
	vec_release(&tale->sids);
	vec_release(&tale->intended);
}

/* Every message that the sandbox was asked to change had an intent. */
static size_t count_asked(enum changed_verb verb, const struct tale *tale)
{
	size_t found = 0;

	for (size_t i = 0; i < tale->sids.count; i++) {
		size_t asked = changed_asked(verb, tale->sids.items[i]);

		if (asked && !tale->intended.items[i])
			fail_msg("%s was asked for without an intent", tale->sids.items[i]);
		found += asked > 0;
	}
	return found;
}

/* Neither texts nor numbers of the account may be in it: those of seed 1 have these words. */
static void expect_no_texts(const struct strbuf *journal)
{
	static const char *const words[] = { "Fernhill", "+44",   "+1",       "+55",  "voucher",
					     "5550",     "verif", "whatsapp", "body", "status:" };

	for (size_t i = 0; i < sizeof(words) / sizeof(words[0]); i++)
		if (strstr(journal->data, words[i]))
			fail_msg("the journal has \"%s\" in it", words[i]);
}

static void the_journal_tells_all_and_no_texts(void **state)
{
	struct strbuf journal = STRBUF_INIT(JOURNAL_MAX);
	struct tale tale;

	(void)state;
	stage(.sandbox = { ACCOUNT }, .env = { FAST });
	press("2/status:delivered<Enter>ADq<Esc>r");
	see("Selected by: status:delivered");
	press("<Esc>D");
	see_match("Type [0-9]+ to go on");
	press("<Esc>U<Esc>1<j*5>D30<Enter>");
	see("Delete: finished");
	see("30 done");
	term_send(on_stage(), "q");
	assert_int_equal(term_wait_exit(on_stage()), 0);
	read_journal(&journal);
	expect_no_texts(&journal);
	read_tale(&journal, &tale);
	assert_int_equal(tale.sids.count, 30);
	assert_int_equal(tale.intents, 30);
	assert_int_equal(tale.outcomes, 30);
	assert_int_equal(tale.done, 30);
	assert_true(tale.ended);
	assert_int_equal(count_asked(CHANGED_DELETE, &tale), 30);
	changed_only(CHANGED_DELETE, 30);
	tale_release(&tale);
	strbuf_release(&journal);
}

/* Killed where it cannot say anything any more, with requests on their way. */
static void no_request_leaves_without_an_intent(void **state)
{
	struct strbuf journal = STRBUF_INIT(JOURNAL_MAX);
	struct tale tale;

	(void)state;
	stage(.sandbox = { ACCOUNT, "--assume", "retry-after=1", "--fault",
			   "status=429,after=200,method=DELETE" },
	      .env = { FAST });
	press("2/status:delivered<Enter>AD");
	term_send(on_stage(), "381<Enter>");
	see("Deleting 200 of 381");
	see("asked to slow down");
	term_signal(on_stage(), SIGKILL);
	assert_int_equal(term_wait_exit(on_stage()), -SIGKILL);
	read_journal(&journal);
	read_tale(&journal, &tale);
	assert_int_equal(tale.sids.count, 381);
	assert_int_equal(tale.done, 200);
	assert_false(tale.ended);
	assert_true(count_asked(CHANGED_DELETE, &tale) > 200);
	assert_int_equal(done(CHANGED_DELETE), 200);
	tale_release(&tale);
	strbuf_release(&journal);
}

/* -- pause, stop, leave ------------------------------------------------------------------------ */

static void a_run_is_paused_stopped_and_gone_on_with(void **state)
{
	size_t before;

	(void)state;
	stage(.sandbox = { ACCOUNT }, .env = { "MSGDECK_CHANGES_PER_SECOND=10" });
	press("1<j*5>r");
	see("Redact the text of 30 messages");
	term_send(on_stage(), "30<Enter>");
	see_match("[1-9] done");
	press("p");
	see("Redact text: paused, p goes on");
	before = done(CHANGED_REDACT);
	assert_in_range(before, 1, 29);
	press("2jj1");
	assert_int_equal(done(CHANGED_REDACT), before);
	term_send(on_stage(), ":open changes<Enter>p");
	see("Redact text: under way");
	press("S");
	see("Redact text: stopped, t goes on");
	before = done(CHANGED_REDACT);
	assert_in_range(before, 1, 29);
	press("2r");
	see("Cancel (n)");
	press("n:open changes<Enter>t");
	see("Redact text: finished");
	see("30 done");
	changed_only(CHANGED_REDACT, 30);
	leave("q", 0);
}

static void leaving_in_the_middle_asks(void **state)
{
	size_t before;

	(void)state;
	stage(.sandbox = { ACCOUNT }, .env = { "MSGDECK_CHANGES_PER_SECOND=1" });
	press("1<j*5>D");
	term_send(on_stage(), "30<Enter>");
	see("1 done");
	term_send(on_stage(), "q");
	see("Leave in the middle?");
	term_send(on_stage(), "<Enter>");
	term_send(on_stage(), "q");
	see("tells how far they came");
	term_send(on_stage(), "n");
	see("Delete: under way");
	term_send(on_stage(), "q");
	see("Leave in the middle?");
	leave("y", 0);
	before = done(CHANGED_DELETE);
	assert_in_range(before, 1, 29);
}

static void a_run_rests_in_quiet_hours(void **state)
{
	(void)state;
	stage(.sandbox = { ACCOUNT },
	      .env = { FAST, "MSGDECK_QUIET_HOURS=09:00-11:00, 11:00-14:30" });
	press("1<j*5>r");
	see("Redact the text of 30 messages");
	press("30<Enter>");
	see("Redact text: rests, goes on at 14:30 when the quiet hours are over");
	see("quiet hours");
	press("t");
	see("Redact text: rests");
	press("S");
	see("Redact text: stopped, t goes on");
	leave("q", 0);
	changed_nothing();
	stage(.env = { "MSGDECK_QUIET_HOURS=09:00-07" }, .no_wait = true);
	assert_int_equal(term_wait_exit(on_stage()), 2);
	see("must be none, or times of the day");
}

static void an_open_question_ends_with_the_program(void **state)
{
	(void)state;
	stage(.sandbox = { ACCOUNT });
	press("2AD");
	see("to go on");
	term_signal(on_stage(), SIGTERM);
	assert_int_equal(term_wait_exit(on_stage()), 128 + SIGTERM);
	assert_true(term_is_restored(on_stage()));
	changed_nothing();
}

/* -- reading only ------------------------------------------------------------------------------ */

static void refuse_all(void)
{
	static const char *const keys[] = {
		"2r", "D", "x", "1r", "D", "<Tab>D", "zD", "<Esc>2<Enter>r", "D", ":delete<Enter>"
	};

	see("READ-ONLY");
	for (size_t i = 0; i < sizeof(keys) / sizeof(keys[0]); i++) {
		press(keys[i]);
		see_match("[Rr]ead-only");
		see_not("Cancel (n)");
		see_not("to go on");
		press("<C-l>");
	}
	leave("q", 0);
	changed_nothing();
}

static void who_may_only_read_changes_nothing(void **state)
{
	(void)state;
	stage(.sandbox = { ACCOUNT }, .argv = { "msgdeck", "--read-only" });
	press("2");
	see_screen("changes-read-only");
	see_not("redact");
	see_not("delete");
	press("r");
	see_screen("changes-read-only-refused");
	refuse_all();
	stage(.sandbox = { ACCOUNT }, .env = { "MSGDECK_READ_ONLY=yes" });
	refuse_all();
}

static void a_profile_may_be_for_reading_only(void **state)
{
	struct strbuf path = STRBUF_INIT(STRBUF_LINE), variable = STRBUF_INIT(STRBUF_LINE);
	FILE *file;

	(void)state;
	strbuf_addf(&path, "%s/read-only.conf", getenv("TMPDIR"));
	strbuf_addf(&variable, "MSGDECK_CONFIG=%s", path.data);
	file = fopen(path.data, "w");
	assert_non_null(file);
	fputs("profiles: { support: { read_only = true; }; };\n", file);
	assert_int_equal(fclose(file), 0);
	assert_int_equal(chmod(path.data, 0600), 0);
	stage(.sandbox = { ACCOUNT }, .env = { variable.data, "MSGDECK_PROFILE=support" });
	refuse_all();
	strbuf_release(&path);
	strbuf_release(&variable);
}

/* -- afterwards -------------------------------------------------------------------------------- */

static void what_was_deleted_does_not_come_back(void **state)
{
	(void)state;
	stage(.sandbox = { ACCOUNT, "--assume", "deleted-linger=86400" });
	press("2<j*8>");
	see("979137");
	press("Dy");
	see("599 messages");
	press("<F5>");
	see("599 messages");
	see_not("979137");
	press("1<F5>2<F5>");
	see("599 messages");
	see_not("979137");
	leave("q", 0);
}

static void counts_and_filters_follow(void **state)
{
	(void)state;
	stage(.sandbox = { ACCOUNT }, .env = { FAST }, .cols = 100, .rows = 30);
	press("1");
	see_match("55 11 90000 0000 .* 27 +✗5");
	press("2/979137<Enter>");
	see("1 match");
	press("ry");
	see("Message redacted");
	see("0 match");
	press("<Esc>/status:undelivered to:+5511900000000<Enter>");
	see("5 match");
	press("AD5<Enter>");
	see("5 done");
	press("2");
	see("0 match");
	see_not("selected");
	press("<Esc>1");
	see_match("55 11 90000 0000 .* 22 ");
	see_not("✗5");
	leave("q", 0);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		story(the_journal_tells_all_and_no_texts),
		story(no_request_leaves_without_an_intent),
		story(a_run_is_paused_stopped_and_gone_on_with),
		story(leaving_in_the_middle_asks),
		story(a_run_rests_in_quiet_hours),
		story(an_open_question_ends_with_the_program),
		story(who_may_only_read_changes_nothing),
		story(a_profile_may_be_for_reading_only),
		story(what_was_deleted_does_not_come_back),
		story(counts_and_filters_follow),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
