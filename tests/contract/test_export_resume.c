/*
 * test_export_resume.c - `msgdeck export messages --resume`: what is left when an export stops, whatever
 * way, and what another one makes of it.
 */
#include <fcntl.h>
#include <signal.h>
#include <string.h>
#include <sys/inotify.h>
#include <sys/mman.h>
#include <sys/stat.h>
#include <sys/wait.h>
#include <unistd.h>

#include "base/clock.h"
#include "base/date.h"
#include "base/file.h"
#include "base/hash.h"
#include "desk.h"
#include "support/api.h"
#include "support/fail.h"
#include "support/term.h"

#define KEPT "out.partial"
#define PAGE ((size_t)1000) /* messages */

static void expect_file(struct desk *desk, const char *name, const struct messages *expected)
{
	struct strbuf text;

	read_file(desk, name, &text);
	expect_lines(&text, expected);
	strbuf_release(&text);
}

/* An export that comes to nothing after so many pages; how many messages it has kept. */
static size_t fail_after(struct desk *desk, const char *rule)
{
	unsigned long long kept = 0;
	struct outcome outcome;
	struct stat info;
	char *path = path_of(desk, KEPT);

	rig_fault(&desk->rig, rule);
	run(desk, &outcome, "--output=out", "--resume");
	expect_exit(&outcome, 1);
	expect_words(&outcome, "What has come is kept in " KEPT);
	assert_int_equal(count_files(desk, "out"), 1);
	assert_int_equal(stat(path, &info), 0);
	assert_int_equal(info.st_mode & 07777, 0600);
	rig_fault(&desk->rig, NULL);
	const char *words = strstr(outcome.err.data, "out was not written; ");
	assert_true(words && sscanf(words, "out was not written; %llu", &kept) == 1);
	outcome_release(&outcome);
	free(path);
	return (size_t)kept;
}

static off_t size_of(const char *path)
{
	struct stat info;

	return stat(path, &info) == 0 ? info.st_size : 0;
}

/* What a line of the sandbox's log asks for, from its path to its query's end; NULL where it is none of
 * the lists of messages, or was not answered. */
static const char *page_of(const char *line, size_t *length)
{
	const char *path = strstr(line, "\"path\": "), *end = strstr(line, ", \"form\": ");

	if (!path || !end || !strstr(line, "Messages.json") || !strstr(line, "\"status\": 200"))
		return NULL;
	*length = (size_t)(end - path);
	return path;
}

/* How many pages had come before line `from` of the log, and how many of them came again afterwards. */
static void count_pages(struct desk *desk, off_t from, size_t *before, size_t *again)
{
	struct strbuf log = STRBUF_INIT(DESK_TEXT_MAX);
	struct VEC(struct text) pages = { 0 };

	*before = *again = 0;
	assert_true(file_read(sandbox_log(desk->rig.sandbox), &log, NULL));
	for (char *line = log.data, *end; (end = strchr(line, '\n')); line = end + 1) {
		size_t length;

		*end = '\0';
		const char *page = page_of(line, &length);
		if (!page)
			continue;
		if (line - log.data < from) {
			vec_push(&pages, ((struct text){ page, (uint32_t)length }));
			continue;
		}
		for (size_t i = 0; i < pages.count; i++)
			if (pages.items[i].length == length &&
			    memcmp(pages.items[i].data, page, length) == 0) {
				++*again;
				break;
			}
	}
	*before = pages.count;
	vec_release(&pages);
	strbuf_release(&log);
}

static void test_goes_on_where_it_stopped(void **state)
{
	static const char *const nulls[] = { "null-dates=listed", "null-dates=unlisted" };

	(void)state;
	for (size_t i = 0; i < ARRAY_SIZE(nulls); i++) {
		struct desk desk;
		struct messages expected;
		struct outcome outcome;
		size_t before, again;

		desk(&desk, "--messages", "20000", "--assume", nulls[i]);
		size_t kept = fail_after(&desk, "status=400,after=10");
		off_t from = size_of(sandbox_log(desk.rig.sandbox));
		run(&desk, &outcome, "--output=out", "--resume");
		expect_exit(&outcome, 0);
		expect_words(&outcome, "Going on with what out.partial has since ");
		/* What was kept is not read again, but for the newest page. */
		count_pages(&desk, from, &before, &again);
		assert_true(kept >= 3 * PAGE && kept <= before * PAGE);
		assert_true(again <= before - kept / PAGE + 1);
		list_all(&desk, &expected);
		expect_file(&desk, "out", &expected);
		assert_int_equal(count_files(&desk, "out"), 1);
		outcome_release(&outcome);
		messages_release(&expected);
		desk_close(&desk);
	}
}

/* Again and again, with filters, and with a file for each day. */
static void test_stops_more_than_once(void **state)
{
	struct desk desk;
	struct messages expected;
	struct outcome outcome;

	(void)state;
	desk(&desk, "--messages", "20000", "--assume", "null-dates=listed");
	list_all(&desk, &expected);
	fail_after(&desk, "status=400,after=4");
	fail_after(&desk, "status=400,after=4");
	fail_after(&desk, "status=400,after=5");
	run(&desk, &outcome, "--output=out", "--resume");
	expect_exit(&outcome, 0);
	expect_file(&desk, "out", &expected);
	outcome_release(&outcome);
	messages_release(&expected);
	desk_close(&desk);
}

/* Killed without a word, once so much is in its file; the rest never comes by then. */
static void kill_at(struct desk *desk, off_t size, int number)
{
	static const char *const words[] = { "--output=out", "--resume", NULL };
	struct outcome outcome;
	char *path = path_of(desk, KEPT), events[4096];
	int watch = inotify_init1(IN_CLOEXEC);

	rig_fault(&desk->rig, "stall=600,after=9");
	assert_true(inotify_add_watch(watch, place_home(desk->place), IN_MODIFY) >= 0);
	start(desk, words, memfd_create("out", MFD_CLOEXEC));
	while (size_of(path) < size)
		assert_true(read(watch, events, sizeof(events)) > 0);
	assert_int_equal(kill(desk->process, number), 0);
	finish(desk, &outcome);
	assert_true(WIFSIGNALED(outcome.status));
	assert_int_equal(WTERMSIG(outcome.status), number);
	rig_fault(&desk->rig, NULL);
	outcome_release(&outcome);
	close(watch);
	free(path);
}

static void test_killed_in_the_middle(void **state)
{
	static const int signals[] = { SIGKILL, SIGTERM };

	(void)state;
	for (size_t i = 0; i < ARRAY_SIZE(signals); i++) {
		struct desk desk;
		struct messages expected;
		struct outcome outcome;

		desk(&desk, "--messages", "20000", "--assume", "null-dates=listed");
		list_all(&desk, &expected);
		kill_at(&desk, 2 << 20, signals[i]);
		/* A page that was half written when it happened. */
		char *path = path_of(&desk, KEPT);
		assert_int_equal(truncate(path, size_of(path) - 100), 0);
		free(path);
		run(&desk, &outcome, "--output=out", "--resume");
		expect_exit(&outcome, 0);
		expect_words(&outcome, "Going on with what " KEPT " has since ");
		expect_file(&desk, "out", &expected);
		assert_int_equal(count_files(&desk, KEPT), 0);
		outcome_release(&outcome);
		messages_release(&expected);
		desk_close(&desk);
	}
}

/* Bytes that are not what was written, as after a power cut: from there on it is read again. */
static void test_damaged(void **state)
{
	struct desk desk;
	struct messages expected;
	struct outcome outcome;
	char zeros[4096] = { 0 };

	(void)state;
	desk(&desk, "--messages", "20000", "--assume", "null-dates=listed");
	list_all(&desk, &expected);
	fail_after(&desk, "status=400,after=10");
	char *path = path_of(&desk, KEPT);
	int fd = open(path, O_WRONLY | O_CLOEXEC);
	assert_int_equal(pwrite(fd, zeros, sizeof(zeros), size_of(path) / 2), sizeof(zeros));
	close(fd);
	run(&desk, &outcome, "--output=out", "--resume");
	expect_exit(&outcome, 0);
	expect_file(&desk, "out", &expected);
	outcome_release(&outcome);

	/* Something else altogether is not touched. */
	assert_true(file_write_private(path, "mine", 4, NULL));
	run(&desk, &outcome, "--output=out", "--overwrite", "--resume");
	expect_exit(&outcome, 2);
	expect_words(&outcome, KEPT " is not what an export leaves");
	assert_int_equal(size_of(path), 4);
	outcome_release(&outcome);
	free(path);
	messages_release(&expected);
	desk_close(&desk);
}

/* Links that have expired meanwhile: windows begin again above what they had. */
static void test_old_links(void **state)
{
	struct desk desk;
	struct messages expected;
	struct outcome outcome;

	(void)state;
	desk(&desk, "--messages", "20000", "--assume", "null-dates=listed");
	list_all(&desk, &expected);
	fail_after(&desk, "status=400,after=10");
	/* The first requests are a new page and the windows' links; the page asked for anew must come. */
	rig_fault(&desk.rig, "error=21481,after=3,times=1");
	run(&desk, &outcome, "--output=out", "--resume");
	expect_exit(&outcome, 0);
	expect_file(&desk, "out", &expected);
	outcome_release(&outcome);
	messages_release(&expected);
	desk_close(&desk);
}

static void test_other_options(void **state)
{
	static const struct {
		const char *words[3];
		const char *says;
	} cases[] = {
		{ { "--format=csv" },
		  "was begun with --format \"jsonl\", and this is --format \"csv\"" },
		{ { "--filter=status:failed" },
		  "was begun with --filter (none), and this is --filter" },
		{ { "--to=+15005550006" }, "was begun with --to (none), and this is --to" },
		{ { "--since=3d" }, "was begun with --since (none), and this is --since \"3d\"" },
	};
	struct desk desk;
	struct outcome outcome;

	(void)state;
	desk(&desk, "--messages", "9000");
	fail_after(&desk, "status=400,after=4");
	size_t before = rig_count(&desk.rig);
	for (size_t i = 0; i < ARRAY_SIZE(cases); i++) {
		const char *words[] = { "--output=out", "--resume", cases[i].words[0], NULL };

		run_words(&desk, &outcome, words);
		expect_exit(&outcome, 2);
		expect_words(&outcome, cases[i].says);
		assert_int_equal(count_files(&desk, KEPT), 1);
		outcome_release(&outcome);
	}
	assert_int_equal(rig_count(&desk.rig), before);
	desk_close(&desk);
}

/* Far enough for an export to be stopped before, where so many seconds pass in one. */
#define WAIT_S 900
#define SPEED "150"
#define MESSAGES "/2010-04-01/Accounts/{account}/Messages"

#define SERVICE "MG8521d0836a6b78e7180a01d70efe2f7f"

/* A message behind msgdeck's back, to be sent at once or later; its path. */
static char *send_one(struct api *api, bool later, struct strbuf *sid)
{
	struct strbuf answer = STRBUF_INIT(STRBUF_TEXT), path = STRBUF_INIT(STRBUF_LINE);
	char when[DATE_ISO_SIZE];
	const char *const form[] = { "To",
				     "+12015550123",
				     "Body",
				     "wait for it",
				     "MessagingServiceSid",
				     SERVICE,
				     later ? "ScheduleType" : NULL,
				     "fixed",
				     "SendAt",
				     when,
				     NULL };

	date_format_iso(TERM_NOW + WAIT_S, when);
	api_post(api, MESSAGES ".json", form, 201, &answer);
	strbuf_reset(sid);
	assert_true(api_find_member(&answer, "sid", sid));
	strbuf_addf(&path, MESSAGES "/%s.json", sid->data);
	strbuf_release(&answer);
	return strbuf_detach(&path, NULL);
}

static void wait_until_sent(struct api *api, const char *path)
{
	struct strbuf answer = STRBUF_INIT(STRBUF_TEXT), date = STRBUF_INIT(STRBUF_LINE);

	do {
		strbuf_reset(&answer);
		api_get(api, path, 200, &answer);
	} while (!api_find_member(&answer, "date_sent", &date));
	strbuf_release(&answer);
	strbuf_release(&date);
}

static size_t count_text(const struct strbuf *text, const char *part)
{
	size_t count = 0;

	for (const char *at = text->data; (at = strstr(at, part)); at += strlen(part))
		count++;
	return count;
}

/* It had no date when it was kept, and stands elsewhere in the list by the next run: it comes once, as
 * it is now. */
static void test_sent_between_two_runs(void **state)
{
	static const char *const nulls[] = { "null-dates=listed", "null-dates=unlisted" };

	(void)state;
	for (size_t i = 0; i < ARRAY_SIZE(nulls); i++) {
		struct strbuf sid = STRBUF_INIT(STRBUF_LINE), text;
		struct outcome outcome;
		struct desk desk;

		desk(&desk, "--messages", "9000", "--live", "--rate", "0", "--speed", SPEED,
		     "--assume", nulls[i], "--assume", "null-order=created");
		struct api *api = api_open(desk.rig.sandbox);
		char *path = send_one(api, true, &sid);
		/* One that is newer stands above it, so that it is nobody's beginning. */
		struct strbuf other = STRBUF_INIT(STRBUF_LINE);
		char *above = send_one(api, false, &other);
		wait_until_sent(api, above);
		strbuf_release(&other);
		free(above);
		fail_after(&desk, "status=400,after=6");
		wait_until_sent(api, path);
		run(&desk, &outcome, "--output=out", "--resume");
		expect_exit(&outcome, 0);
		read_file(&desk, "out", &text);
		assert_int_equal(count_text(&text, sid.data), 1);
		assert_int_equal(count_text(&text, "wait for it"), 2);
		strbuf_release(&text);
		strbuf_release(&sid);
		outcome_release(&outcome);
		api_close(api);
		free(path);
		desk_close(&desk);
	}
}

/* What could not be understood before the stop is told at the end, too. */
static void test_strange_values_before_the_stop(void **state)
{
	struct desk desk;
	struct outcome outcome;

	(void)state;
	desk(&desk, "--messages", "9000", "--fault", "types,times=1");
	fail_after(&desk, "status=400,after=5");
	run(&desk, &outcome, "--output=out", "--resume");
	expect_exit(&outcome, 1);
	expect_words(&outcome, " could not be understood and are empty");
	assert_int_equal(count_files(&desk, "out"), 1);
	outcome_release(&outcome);
	desk_close(&desk);
}

/* Without --resume nothing is kept, and nothing is left. */
static void test_nothing_is_kept_unasked(void **state)
{
	struct desk desk;
	struct outcome outcome;

	(void)state;
	desk(&desk, "--messages", "9000", "--fault", "status=400,after=4");
	run(&desk, &outcome, "--output=out");
	expect_exit(&outcome, 1);
	assert_int_equal(count_files(&desk, "out"), 0);
	assert_null(strstr(outcome.err.data, "kept"));
	outcome_release(&outcome);
	desk_close(&desk);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(test_goes_on_where_it_stopped),
		cmocka_unit_test(test_stops_more_than_once),
		cmocka_unit_test(test_killed_in_the_middle),
		cmocka_unit_test(test_damaged),
		cmocka_unit_test(test_old_links),
		cmocka_unit_test(test_other_options),
		cmocka_unit_test(test_sent_between_two_runs),
		cmocka_unit_test(test_strange_values_before_the_stop),
		cmocka_unit_test(test_nothing_is_kept_unasked),
	};

	hash_init();
	json_init();
	clock_init();
	return cmocka_run_group_tests(tests, NULL, NULL);
}
