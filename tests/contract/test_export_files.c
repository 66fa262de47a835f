/*
 * test_export_files.c - `msgdeck export messages` with date windows side by side: complete, in order and
 * without duplicates under every reading of the filters and whatever goes wrong on the way; files for
 * each day; and disks that are full.
 */
#include <fcntl.h>
#include <string.h>
#include <sys/mman.h>
#include <sys/resource.h>
#include <sys/stat.h>
#include <unistd.h>

#include "base/clock.h"
#include "base/date.h"
#include "base/file.h"
#include "base/hash.h"
#include "desk.h"
#include "fetch/limit.h"
#include "support/api.h"
#include "support/fail.h"

static const char *const filters[] = { "date-filter=second", "date-filter=day" };
static const char *const befores[] = { "date-before=whole-day", "date-before=first-second" };
static const char *const nulls[] = { "null-dates=unlisted", "null-dates=listed" };
static const char *const orders[] = { "null-order=created", "null-order=first", "null-order=last" };
#define READINGS 24

static void open_reading(struct desk *desk, int reading, const char *messages, const char *days)
{
	desk(desk, "--messages", messages, "--days", days, "--assume", filters[reading & 1],
	     "--assume", befores[reading >> 1 & 1], "--assume", nulls[reading >> 2 & 1], "--assume",
	     orders[reading >> 3]);
}

/* -- what both ways must give ------------------------------------------------------------------ */

static void expect_file(struct desk *desk, const char *name, const struct messages *expected)
{
	struct strbuf text;

	read_file(desk, name, &text);
	expect_lines(&text, expected);
	strbuf_release(&text);
}

static int by_sid(const void *a, const void *b)
{
	return strcmp(json_get_string(*(const struct json *const *)a, "sid"),
		      json_get_string(*(const struct json *const *)b, "sid"));
}

static void sort_messages(struct messages *messages)
{
	qsort(messages->records.items, messages->records.count, sizeof(struct json *), by_sid);
}

/* The same messages, in whatever order; sorts `expected`. */
static void expect_set(const struct strbuf *text, struct messages *expected)
{
	struct messages written;

	read_lines(text, &written);
	sort_messages(&written);
	sort_messages(expected);
	expect_same_order(&written, expected);
	messages_release(&written);
}

/* How many of the requests were windows of their own: first pages with an upper bound. */
static size_t count_windows(struct desk *desk)
{
	size_t count, windows = 0;
	const struct sandbox_request *requests = sandbox_requests(desk->rig.sandbox, &count);

	for (size_t i = 0; i < count; i++)
		windows += sandbox_argument(requests[i].query, "DateSent<") &&
			   !sandbox_argument(requests[i].query, "PageToken");
	return windows;
}

/* -- tests: readings --------------------------------------------------------------------------- */

static void test_files_under_every_reading(void **state)
{
	(void)state;
	for (int reading = 0; reading < READINGS; reading++) {
		/* All of it within days, or within minutes. */
		for (int dense = 0; dense < 2; dense++) {
			struct desk desk;
			struct messages expected;
			struct outcome outcome;

			open_reading(&desk, reading, "9000", dense ? "1" : "60");
			list_all(&desk, &expected);
			run(&desk, &outcome, "--output=out");
			expect_exit(&outcome, 0);
			expect_file(&desk, "out", &expected);
			assert_int_equal(count_files(&desk, "out"), 1);
			outcome_release(&outcome);
			messages_release(&expected);
			desk_close(&desk);
		}
	}
}

static void test_unordered_under_every_reading(void **state)
{
	(void)state;
	for (int reading = 0; reading < READINGS; reading++) {
		struct desk desk;
		struct messages expected;
		struct outcome outcome;

		open_reading(&desk, reading, "9000", reading & 1 ? "3" : "60");
		list_all(&desk, &expected);
		run(&desk, &outcome, "--unordered");
		expect_exit(&outcome, 0);
		expect_set(&outcome.out, &expected);
		outcome_release(&outcome);
		messages_release(&expected);
		desk_close(&desk);
	}
}

static void test_parts_of_the_history(void **state)
{
	(void)state;
	for (int reading = 0; reading < READINGS; reading += 5) {
		struct desk desk;
		struct messages expected;
		struct outcome outcome;
		struct strbuf since = STRBUF_INIT(STRBUF_LINE), until = STRBUF_INIT(STRBUF_LINE);
		char date[DATE_ISO_SIZE];

		open_reading(&desk, reading, "12000", "60");
		list_all(&desk, &expected);
		int64_t low = DATE_NONE, high = DATE_NONE;
		for (size_t n = 10000; low == DATE_NONE; n++)
			low = sent_at(expected.records.items[n]);
		for (size_t n = 1000; high == DATE_NONE; n++)
			high = sent_at(expected.records.items[n]);
		date_format_iso(low, date);
		strbuf_addf(&since, "--since=%s", date);
		date_format_iso(high, date);
		strbuf_addf(&until, "--until=%s", date);
		keep_between(&expected, low, high);
		run(&desk, &outcome, since.data, until.data, "--output=out");
		expect_exit(&outcome, 0);
		expect_file(&desk, "out", &expected);
		assert_true(count_windows(&desk) > 1);
		outcome_release(&outcome);
		run(&desk, &outcome, since.data, until.data, "--unordered");
		expect_exit(&outcome, 0);
		expect_set(&outcome.out, &expected);
		outcome_release(&outcome);
		strbuf_release(&since);
		strbuf_release(&until);
		messages_release(&expected);
		desk_close(&desk);
	}
}

/* Where filters show what was never sent, or it is not asked for, nothing is read twice but where
 * windows meet; where they hide it, the list is walked, and no longer cut: only what had come of the
 * windows comes again. */
static void test_what_is_asked_for(void **state)
{
	static const struct {
		const char *nulls, *since;
		bool cut;
	} cases[] = {
		{ "null-dates=listed", NULL, true },
		{ "null-dates=unlisted", "--since=400d", true },
		{ "null-dates=unlisted", NULL, false },
	};

	(void)state;
	for (size_t i = 0; i < ARRAY_SIZE(cases); i++) {
		struct desk desk;
		struct outcome outcome;

		desk(&desk, "--messages", "20000", "--assume", cases[i].nulls);
		run(&desk, &outcome, "--output=out", cases[i].since);
		expect_exit(&outcome, 0);
		size_t windows = count_windows(&desk);
		if (cases[i].cut)
			assert_true(windows >= 4);
		else
			/* The look whether they are hidden, and what was cut before its answer. */
			assert_in_range(windows, 1, (size_t)2 * LIMIT_STEP);
		assert_in_range(rig_count(&desk.rig), 20,
				(cases[i].cut ? 20 : 2 * 20) + 1 + windows);
		outcome_release(&outcome);
		desk_close(&desk);
	}
}

/* -- tests: while the account lives ------------------------------------------------------------ */

#define DELETED 8

static bool is_final(const struct json *message)
{
	return is_text(message, "status", "delivered") || is_text(message, "status", "received");
}

/* Takes some of them out of the account, and out of the list of what must come. */
static void delete_some(struct desk *desk, struct messages *expected)
{
	struct api *api = api_open(desk->rig.sandbox);
	struct strbuf path = STRBUF_INIT(STRBUF_LINE), answer = STRBUF_INIT(STRBUF_LINE);
	const size_t step = expected->records.count / DELETED;
	size_t kept = 0, next = 0;

	for (size_t i = 0; i < expected->records.count; i++) {
		const struct json *message = expected->records.items[i];

		if (i < next || !is_final(message)) {
			expected->records.items[kept++] = message;
			continue;
		}
		strbuf_reset(&path);
		strbuf_addf(&path, "/2010-04-01/Accounts/{account}/Messages/%s.json",
			    json_get_string(message, "sid"));
		api_delete(api, path.data, 204, &answer);
		next = i + step;
	}
	assert_true(kept < expected->records.count);
	expected->records.count = kept;
	strbuf_release(&path);
	strbuf_release(&answer);
	api_close(api);
}

/* All that was there and stayed, each once: what came or went meanwhile may be among it or not. */
static void expect_all_once(const struct strbuf *text, struct messages *expected)
{
	struct messages written;
	size_t at = 0;

	read_lines(text, &written);
	sort_messages(&written);
	sort_messages(expected);
	for (size_t i = 1; i < written.records.count; i++)
		assert_int_not_equal(
			by_sid(&written.records.items[i - 1], &written.records.items[i]), 0);
	for (size_t i = 0; i < expected->records.count; i++) {
		while (at < written.records.count &&
		       by_sid(&written.records.items[at], &expected->records.items[i]) < 0)
			at++;
		assert_true(at < written.records.count);
		assert_int_equal(by_sid(&written.records.items[at], &expected->records.items[i]),
				 0);
	}
	messages_release(&written);
}

/* Messages arrive, change and are deleted while it goes on. */
static void test_while_the_account_lives(void **state)
{
	static const char *const words[][2] = { { "--output=out", NULL }, { "--unordered", NULL } };

	(void)state;
	for (size_t i = 0; i < ARRAY_SIZE(words) * ARRAY_SIZE(nulls); i++) {
		struct desk desk;
		struct messages expected;
		struct outcome outcome;
		struct strbuf text;
		const bool file = i % 2 == 0;

		desk(&desk, "--messages", "9000", "--live", "--rate", "6000", "--latency", "20",
		     "--assume", nulls[i / 2]);
		list_all(&desk, &expected);
		start(&desk, words[i % 2], memfd_create("out", MFD_CLOEXEC));
		delete_some(&desk, &expected);
		finish(&desk, &outcome);
		expect_exit(&outcome, 0);
		if (file)
			read_file(&desk, "out", &text);
		expect_all_once(file ? &text : &outcome.out, &expected);
		if (file)
			strbuf_release(&text);
		outcome_release(&outcome);
		messages_release(&expected);
		desk_close(&desk);
	}
}

/* -- tests: trouble ---------------------------------------------------------------------------- */

static void test_troubles_on_the_way(void **state)
{
	static const char *const faults[] = {
		"status=429,after=3,times=6", "status=503,after=2,times=4",
		"reset,after=3,times=3",      "reset-body,after=3,times=3",
		"cut,after=4,times=2",        "truncate,after=4,times=2",
		"html=502,after=2,times=3",
	};

	(void)state;
	for (size_t i = 0; i < ARRAY_SIZE(faults); i++) {
		struct desk desk;
		struct messages expected;
		struct outcome outcome;

		desk(&desk, "--messages", "9000", "--assume", "null-dates=listed");
		list_all(&desk, &expected);
		rig_fault(&desk.rig, faults[i]);
		run(&desk, &outcome, "--output=out");
		expect_exit(&outcome, 0);
		expect_file(&desk, "out", &expected);
		outcome_release(&outcome);
		rig_fault(&desk.rig, faults[i]);
		run(&desk, &outcome, "--unordered");
		expect_exit(&outcome, 0);
		expect_set(&outcome.out, &expected);
		outcome_release(&outcome);
		messages_release(&expected);
		desk_close(&desk);
	}
}

/* A link that is not known any more: the window begins again, and nothing is twice. */
static void test_links_that_expire(void **state)
{
	static const char *const faults[] = { "error=21481,after=1,times=2,match=PageToken",
					      "error=21481,after=3,times=2,match=PageToken" };

	(void)state;
	for (size_t i = 0; i < ARRAY_SIZE(faults); i++) {
		struct desk desk;
		struct messages expected;
		struct outcome outcome;

		desk(&desk, "--messages", "9000", "--assume", "null-dates=listed", "--days", "4");
		list_all(&desk, &expected);
		rig_fault(&desk.rig, faults[i]);
		run(&desk, &outcome, "--output=out");
		expect_exit(&outcome, 0);
		expect_file(&desk, "out", &expected);
		outcome_release(&outcome);
		rig_fault(&desk.rig, faults[i]);
		run(&desk, &outcome, "--unordered");
		expect_exit(&outcome, 0);
		expect_set(&outcome.out, &expected);
		outcome_release(&outcome);
		messages_release(&expected);
		desk_close(&desk);
	}
}

/* Runs with a limit on the size of files, which is an error like a full disk. */
static void run_limited(struct desk *desk, struct outcome *outcome, rlim_t bytes,
			const char *const *words)
{
	struct rlimit before, limit;

	assert_int_equal(getrlimit(RLIMIT_FSIZE, &before), 0);
	limit = before;
	limit.rlim_cur = bytes;
	assert_int_equal(setrlimit(RLIMIT_FSIZE, &limit), 0);
	start(desk, words, memfd_create("out", MFD_CLOEXEC));
	assert_int_equal(setrlimit(RLIMIT_FSIZE, &before), 0);
	finish(desk, outcome);
}

static void test_a_full_disk(void **state)
{
	static const rlim_t limits[] = { 1 << 20, 8192 };
	static const char *const words[] = { "--output=out", "--since=400d", NULL };
	struct desk desk;
	struct outcome outcome;

	(void)state;
	desk(&desk, "--messages", "5000");
	for (size_t i = 0; i < ARRAY_SIZE(limits); i++) {
		run_limited(&desk, &outcome, limits[i], words);
		expect_exit(&outcome, 1);
		expect_words(&outcome, "The export is not complete: ");
		expect_words(&outcome, "File too large");
		expect_words(&outcome, "out was not written");
		assert_int_equal(count_files(&desk, "out"), 0);
		outcome_release(&outcome);
	}
	desk_close(&desk);
}

static void test_a_folder_that_cannot_be_written(void **state)
{
	struct desk desk;
	struct outcome outcome;

	(void)state;
	desk(&desk, "--messages", "10");
	run(&desk, &outcome, "--output=nowhere/%Y-%m-%d.csv");
	expect_exit(&outcome, 1);
	expect_words(&outcome, "nowhere/%Y-%m-%d.csv cannot be written: No such file");
	assert_int_equal(rig_count(&desk.rig), 0);
	outcome_release(&outcome);
	desk_close(&desk);
}

/* -- tests: a file for each day ---------------------------------------------------------------- */

static void day_of(const struct json *message, char day[static DATE_ISO_SIZE])
{
	const char *text = json_get_string(message, "date_sent");

	snprintf(day, DATE_ISO_SIZE, "%.10s",
		 text ? text : json_get_string(message, "date_created"));
}

/* Each file has what was sent on its day, and together they have everything. */
static void expect_days(struct desk *desk, const struct messages *expected)
{
	size_t files = 0, seen = 0;

	for (int64_t when = 0, at = 0; at < 800; at++) {
		struct strbuf name = STRBUF_INIT(STRBUF_LINE), text;
		char day[DATE_ISO_SIZE], other[DATE_ISO_SIZE];
		struct messages written;

		when = clock_now() + (40 - at) * 86400;
		date_format_day(when, day);
		strbuf_addf(&name, "sms-%s.jsonl", day);
		if (count_files(desk, name.data)) {
			read_file(desk, name.data, &text);
			read_lines(&text, &written);
			assert_true(written.records.count > 0);
			for (size_t i = 0; i < written.records.count; i++) {
				day_of(written.records.items[i], other);
				assert_string_equal(other, day);
			}
			seen += written.records.count;
			files++;
			messages_release(&written);
			strbuf_release(&text);
		}
		strbuf_release(&name);
	}
	assert_int_equal(seen, expected->records.count);
	assert_int_equal(files, count_files(desk, "sms-"));
	assert_true(files > 5);
}

static void test_a_file_for_each_day(void **state)
{
	(void)state;
	for (size_t i = 0; i < ARRAY_SIZE(orders); i++) {
		struct desk desk;
		struct messages expected;
		struct outcome outcome;
		struct stat info;

		desk(&desk, "--messages", "3000", "--days", "10", "--assume", orders[i]);
		list_all(&desk, &expected);
		run(&desk, &outcome, "--output=sms-%Y-%m-%d.jsonl", "--time-zone=utc");
		expect_exit(&outcome, 0);
		expect_days(&desk, &expected);
		outcome_release(&outcome);

		/* One that is there already is not replaced, and no other is made. */
		size_t files = count_files(&desk, "sms-");
		char *path, day[DATE_ISO_SIZE];
		date_format_day(sent_at(expected.records.items[2000]), day);
		struct strbuf name = STRBUF_INIT(STRBUF_LINE);
		strbuf_addf(&name, "sms-%s.jsonl", day);
		path = path_of(&desk, name.data);
		run(&desk, &outcome, "--output=sms-%Y-%m-%d.jsonl", "--time-zone=utc");
		expect_exit(&outcome, 2);
		expect_words(&outcome, "is there already; --overwrite replaces it");
		assert_int_equal(count_files(&desk, "sms-"), files);
		assert_int_equal(stat(path, &info), 0);
		assert_int_equal(info.st_mode & 07777, 0600);
		outcome_release(&outcome);
		run(&desk, &outcome, "--output=sms-%Y-%m-%d.jsonl", "--time-zone=utc",
		    "--overwrite");
		expect_exit(&outcome, 0);
		expect_days(&desk, &expected);
		outcome_release(&outcome);
		strbuf_release(&name);
		free(path);
		messages_release(&expected);
		desk_close(&desk);
	}
}

static void test_words_that_do_not_go_together(void **state)
{
	static const struct {
		const char *words[3];
		const char *says;
	} cases[] = {
		{ { "--output=%Y-%x" },
		  "--output: in a name for each day there are %Y, %m and %d" },
		{ { "--resume" }, "--resume goes with --output" },
		{ { "--unordered", "--output=x" }, "--unordered is for standard output" },
	};
	struct desk desk;

	(void)state;
	desk(&desk, "--messages", "10");
	for (size_t i = 0; i < ARRAY_SIZE(cases); i++) {
		struct outcome outcome;

		run_words(&desk, &outcome, cases[i].words);
		expect_exit(&outcome, 2);
		expect_words(&outcome, cases[i].says);
		outcome_release(&outcome);
	}
	assert_int_equal(rig_count(&desk.rig), 0);
	desk_close(&desk);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(test_files_under_every_reading),
		cmocka_unit_test(test_unordered_under_every_reading),
		cmocka_unit_test(test_parts_of_the_history),
		cmocka_unit_test(test_what_is_asked_for),
		cmocka_unit_test(test_while_the_account_lives),
		cmocka_unit_test(test_troubles_on_the_way),
		cmocka_unit_test(test_links_that_expire),
		cmocka_unit_test(test_a_full_disk),
		cmocka_unit_test(test_a_folder_that_cannot_be_written),
		cmocka_unit_test(test_a_file_for_each_day),
		cmocka_unit_test(test_words_that_do_not_go_together),
	};

	hash_init();
	json_init();
	clock_init();
	return cmocka_run_group_tests(tests, NULL, NULL);
}
