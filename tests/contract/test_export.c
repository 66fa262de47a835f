/*
 * test_export.c - `msgdeck export messages` as a program against the sandbox: what it asks for, what
 * it writes, and what is left when it cannot.
 */
#include <fcntl.h>
#include <poll.h>
#include <signal.h>
#include <string.h>
#include <sys/inotify.h>
#include <sys/mman.h>
#include <sys/prctl.h>
#include <sys/stat.h>
#include <sys/wait.h>
#include <unistd.h>

#include "base/clock.h"
#include "base/date.h"
#include "base/file.h"
#include "base/hash.h"
#include "desk.h"
#include "support/fail.h"

/* -- tests: everything ------------------------------------------------------------------------- */

/* The API's member and ours say the same. */
static void expect_same_member(const struct json *ours, const struct json *theirs, const char *name)
{
	const struct json *a = json_get(ours, name), *b = json_get(theirs, name);
	size_t length, expected;

	assert_non_null(a);
	assert_int_equal(json_kind(a), json_kind(b));
	if (json_kind(a) == JSON_KIND_INTEGER) {
		assert_int_equal(json_get_integer(ours, name, 0),
				 json_get_integer(theirs, name, 1));
	} else if (json_kind(a) == JSON_KIND_STRING && strncmp(name, "date_", 5) == 0) {
		char date[DATE_ISO_SIZE];
		int64_t when;

		json_as_string(b, &expected);
		assert_true(date_parse_rfc2822(json_as_string(b, NULL), expected, &when));
		date_format_iso(when, date);
		assert_string_equal(json_as_string(a, NULL), date);
	} else if (json_kind(a) == JSON_KIND_STRING) {
		const char *text = json_as_string(a, &length);
		const char *other = json_as_string(b, &expected);

		assert_int_equal(length, expected);
		assert_memory_equal(text, other, length);
	}
}

static void test_all_members(void **state)
{
	static const char *const names[] = {
		"sid",          "date_created",  "date_sent", "date_updated",
		"direction",    "from",          "to",        "status",
		"error_code",   "error_message", "price",     "price_unit",
		"num_segments", "num_media",     "body",      "messaging_service_sid",
		"account_sid",
	};
	struct desk desk;
	struct messages expected, written;
	struct outcome outcome;

	(void)state;
	desk(&desk, "--messages", "3500");
	list_all(&desk, &expected);
	run(&desk, &outcome, "--output=-");
	expect_exit(&outcome, 0);
	assert_int_equal(outcome.err.length, 0);
	read_lines(&outcome.out, &written);
	expect_same_order(&written, &expected);
	for (size_t i = 0; i < written.records.count; i++) {
		assert_int_equal(json_count(written.records.items[i]), ARRAY_SIZE(names));
		for (size_t n = 0; n < ARRAY_SIZE(names); n++)
			expect_same_member(written.records.items[i], expected.records.items[i],
					   names[n]);
	}
	messages_release(&written);
	messages_release(&expected);
	outcome_release(&outcome);
	desk_close(&desk);
}

static void test_small_accounts(void **state)
{
	static const char *const sizes[] = { "0", "1", "1000", "1001" };

	(void)state;
	for (size_t i = 0; i < ARRAY_SIZE(sizes); i++) {
		struct desk desk;
		struct messages expected;
		struct outcome outcome;

		desk(&desk, "--messages", sizes[i]);
		list_all(&desk, &expected);
		run(&desk, &outcome, "--format=jsonl");
		expect_exit(&outcome, 0);
		expect_lines(&outcome.out, &expected);
		outcome_release(&outcome);
		run(&desk, &outcome, "--format=csv");
		expect_exit(&outcome, 0);
		assert_int_equal(strncmp(outcome.out.data, "sid,date_created,", 17), 0);
		outcome_release(&outcome);
		messages_release(&expected);
		desk_close(&desk);
	}
}

/* Whatever is done to the answers, all is written, once and in order. */
static void test_troubles_on_the_way(void **state)
{
	static const char *const faults[] = {
		"status=429,times=4",    "status=503,after=1,times=2",
		"reset,after=1,times=2", "reset-body,after=1,times=2",
		"cut,after=2,times=1",   "truncate,after=1,times=1",
		"drip=2000000,times=2",  "html=502,times=1",
	};

	(void)state;
	for (size_t i = 0; i < ARRAY_SIZE(faults); i++) {
		struct desk desk;
		struct messages expected;
		struct outcome outcome;

		desk(&desk, "--messages", "3500");
		list_all(&desk, &expected);
		rig_fault(&desk.rig, faults[i]);
		run(&desk, &outcome, NULL);
		expect_exit(&outcome, 0);
		expect_lines(&outcome.out, &expected);
		outcome_release(&outcome);
		messages_release(&expected);
		desk_close(&desk);
	}
}

/* -- tests: parts ------------------------------------------------------------------------------ */

static void expect_sent(struct desk *desk, const char *since, const char *until)
{
	size_t count, asked = 0;
	const struct sandbox_request *requests = sandbox_requests(desk->rig.sandbox, &count);

	for (size_t i = 0; i < count; i++) {
		const char *low = sandbox_argument(requests[i].query, "DateSent>");
		const char *high = sandbox_argument(requests[i].query, "DateSent<");

		assert_string_equal(requests[i].method, "GET");
		assert_true(requests[i].authorised);
		if (!low || !high)
			continue;
		asked++;
		assert_string_equal(low, since);
		assert_string_equal(high, until);
		assert_string_equal(sandbox_argument(requests[i].query, "PageSize"), "1000");
	}
	assert_true(asked >= 1);
}

/* The second counts, not the day that the service is asked for, whatever the filter means there. */
static void test_dates_under_every_reading(void **state)
{
	static const char *const filters[] = { "date-filter=second", "date-filter=day" };
	static const char *const befores[] = { "date-before=whole-day",
					       "date-before=first-second" };
	static const char *const nulls[] = { "null-dates=unlisted", "null-dates=listed" };
	static const char *const orders[] = { "null-order=created", "null-order=first",
					      "null-order=last" };

	(void)state;
	for (int i = 0; i < 24; i++) {
		struct desk desk;
		struct messages expected;
		struct outcome outcome;
		struct strbuf low = STRBUF_INIT(STRBUF_LINE), high = STRBUF_INIT(STRBUF_LINE);
		char since[DATE_ISO_SIZE], until[DATE_ISO_SIZE], first[DATE_ISO_SIZE],
			after[DATE_ISO_SIZE];

		desk(&desk, "--messages", "5000", "--days", "30", "--assume", filters[i & 1],
		     "--assume", befores[i >> 1 & 1], "--assume", nulls[i >> 2 & 1], "--assume",
		     orders[i >> 3]);
		list_all(&desk, &expected);
		/* Times of messages, so that both ends show whether they are within. */
		int64_t from = DATE_NONE, to = DATE_NONE;
		for (size_t n = 4000; from == DATE_NONE; n++)
			from = sent_at(expected.records.items[n]);
		for (size_t n = 1000; to == DATE_NONE; n++)
			to = sent_at(expected.records.items[n]);
		date_format_iso(from, since);
		date_format_iso(to, until);
		date_format_day(from, first);
		date_format_day(date_utc_midnight(to) + 86400, after);
		keep_between(&expected, from, to);
		strbuf_addf(&low, "--since=%s", since);
		strbuf_addf(&high, "--until=%s", until);
		run(&desk, &outcome, low.data, high.data);
		expect_exit(&outcome, 0);
		expect_lines(&outcome.out, &expected);
		expect_sent(&desk, first, after);
		strbuf_release(&low);
		strbuf_release(&high);
		outcome_release(&outcome);
		messages_release(&expected);
		desk_close(&desk);
	}
}

/* Without a date nothing is asked for by date, so what was never sent is there, wherever it stands. */
static void test_unsent_ones_under_every_reading(void **state)
{
	static const char *const orders[] = { "null-order=created", "null-order=first",
					      "null-order=last" };

	(void)state;
	for (size_t i = 0; i < ARRAY_SIZE(orders); i++) {
		struct desk desk;
		struct messages expected;
		struct outcome outcome;
		size_t count;

		desk(&desk, "--messages", "2500", "--assume", orders[i]);
		list_all(&desk, &expected);
		run(&desk, &outcome, NULL);
		expect_exit(&outcome, 0);
		expect_lines(&outcome.out, &expected);
		const struct sandbox_request *requests = sandbox_requests(desk.rig.sandbox, &count);
		for (size_t n = 0; n < count; n++) {
			assert_null(sandbox_argument(requests[n].query, "DateSent<"));
			assert_null(sandbox_argument(requests[n].query, "DateSent>"));
		}
		outcome_release(&outcome);
		messages_release(&expected);
		desk_close(&desk);
	}
}

static void test_addresses_and_filters(void **state)
{
	struct desk desk;
	struct messages all, expected;
	struct outcome outcome;
	struct strbuf word = STRBUF_INIT(STRBUF_LINE);
	size_t count, at = 0;

	(void)state;
	desk(&desk, "--messages", "3000");
	list_all(&desk, &all);
	while (!is_text(all.records.items[at], "direction", "inbound"))
		at++;
	const char *own = json_get_string(all.records.items[at], "to");

	/* As people type it. */
	strbuf_addf(&word, "--to=%.5s (%.2s) %s", own, own + 5, own + 7);
	run(&desk, &outcome, word.data);
	list_all(&desk, &expected);
	keep_equal(&expected, "to", own);
	expect_exit(&outcome, 0);
	assert_true(expected.records.count > 0);
	expect_lines(&outcome.out, &expected);
	outcome_release(&outcome);
	messages_release(&expected);

	strbuf_reset(&word);
	strbuf_addf(&word, "--from=%s", own);
	run(&desk, &outcome, word.data, "--filter", "status:failed,undelivered");
	list_all(&desk, &expected);
	keep_equal(&expected, "from", own);
	const struct sandbox_request *requests = sandbox_requests(desk.rig.sandbox, &count);
	size_t to = 0, from = 0;
	for (size_t i = 0; i < count; i++) {
		const char *value = sandbox_argument(requests[i].query, "To");
		to += value && strcmp(value, own) == 0;
		value = sandbox_argument(requests[i].query, "From");
		from += value && strcmp(value, own) == 0;
		assert_null(sandbox_argument(requests[i].query, "Status"));
	}
	assert_true(to >= 1 && from >= 1);
	struct messages written;
	size_t wanted = 0, n = 0;
	read_lines(&outcome.out, &written);
	for (size_t i = 0; i < expected.records.count; i++) {
		const struct json *message = expected.records.items[i];
		if (!is_text(message, "status", "failed") &&
		    !is_text(message, "status", "undelivered"))
			continue;
		wanted++;
		assert_true(n < written.records.count);
		assert_true(is_text(written.records.items[n++], "sid",
				    json_get_string(message, "sid")));
	}
	assert_true(wanted > 0);
	assert_int_equal(n, written.records.count);
	messages_release(&written);
	messages_release(&expected);
	messages_release(&all);
	outcome_release(&outcome);
	strbuf_release(&word);
	desk_close(&desk);
}

/* -- tests: files ------------------------------------------------------------------------------ */

static void test_a_file(void **state)
{
	struct desk desk;
	struct messages expected;
	struct outcome outcome;
	struct strbuf text;
	struct stat info;
	char *path;

	(void)state;
	desk(&desk, "--messages", "2500");
	list_all(&desk, &expected);
	path = path_of(&desk, "out.jsonl");
	run(&desk, &outcome, "--output", "out.jsonl");
	expect_exit(&outcome, 0);
	assert_int_equal(outcome.out.length + outcome.err.length, 0);
	read_file(&desk, "out.jsonl", &text);
	expect_lines(&text, &expected);
	strbuf_release(&text);
	assert_int_equal(stat(path, &info), 0);
	assert_int_equal(info.st_mode & 07777, 0600);
	assert_int_equal(count_files(&desk, "out."), 1);
	outcome_release(&outcome);

	/* What is there is not lost by mistake. */
	size_t before = rig_count(&desk.rig);
	run(&desk, &outcome, "--output", "out.jsonl", "--format=csv");
	expect_exit(&outcome, 2);
	expect_words(&outcome, "out.jsonl is there already; --overwrite replaces it");
	assert_int_equal(rig_count(&desk.rig), before);
	outcome_release(&outcome);
	run(&desk, &outcome, "--output", "out.jsonl", "--format=csv", "--overwrite");
	expect_exit(&outcome, 0);
	read_file(&desk, "out.jsonl", &text);
	assert_int_equal(strncmp(text.data, "sid,", 4), 0);
	assert_int_equal(count_files(&desk, "out."), 1);
	strbuf_release(&text);
	outcome_release(&outcome);

	/* A file has the format that its name promises, unless another is asked for. */
	run(&desk, &outcome, "--output", "table.csv");
	expect_exit(&outcome, 0);
	read_file(&desk, "table.csv", &text);
	assert_int_equal(strncmp(text.data, "sid,", 4), 0);
	strbuf_release(&text);
	outcome_release(&outcome);
	run(&desk, &outcome, "--output", "table.csv", "--format=jsonl", "--overwrite");
	expect_exit(&outcome, 0);
	read_file(&desk, "table.csv", &text);
	expect_lines(&text, &expected);
	strbuf_release(&text);
	outcome_release(&outcome);
	messages_release(&expected);
	free(path);
	desk_close(&desk);
}

static void test_failure_leaves_nothing(void **state)
{
	struct desk desk;
	struct outcome outcome;
	struct strbuf text;
	char *path;

	(void)state;
	desk(&desk, "--messages", "3500", "--fault", "status=400,after=2");
	run(&desk, &outcome, "--output", "out.csv", "--format", "csv");
	expect_exit(&outcome, 1);
	expect_words(&outcome, "The export is not complete: ");
	expect_words(&outcome, "out.csv was not written; ");
	expect_words(&outcome, " messages had come\n");
	assert_int_equal(count_files(&desk, "out."), 0);
	outcome_release(&outcome);

	/* An older file stays as it was. */
	path = path_of(&desk, "out.csv");
	assert_true(file_write_private(path, "mine", 4, NULL));
	run(&desk, &outcome, "--output", "out.csv", "--overwrite");
	expect_exit(&outcome, 1);
	read_file(&desk, "out.csv", &text);
	assert_string_equal(text.data, "mine");
	assert_int_equal(count_files(&desk, "out."), 1);
	strbuf_release(&text);
	outcome_release(&outcome);
	free(path);
	desk_close(&desk);
}

/* Until the sandbox has answered; `fd` watches its log. */
static void await_request(struct desk *desk, int fd)
{
	struct pollfd wait = { .fd = fd, .events = POLLIN };
	char events[4096];
	size_t count;

	for (sandbox_requests(desk->rig.sandbox, &count); !count;
	     sandbox_requests(desk->rig.sandbox, &count)) {
		assert_int_equal(poll(&wait, 1, RIG_PATIENCE_MS), 1);
		assert_true(read(fd, events, sizeof(events)) > 0);
	}
}

static void test_signals_leave_nothing(void **state)
{
	static const int signals[] = { SIGTERM, SIGINT, SIGHUP };
	static const char *const words[] = { "--output=out.jsonl", NULL };

	(void)state;
	for (size_t i = 0; i < ARRAY_SIZE(signals); i++) {
		struct desk desk;
		struct outcome outcome;

		/* The second page never comes. */
		desk(&desk, "--messages", "3500", "--fault", "stall=600,after=1");
		int watch = inotify_init1(IN_CLOEXEC);
		assert_true(inotify_add_watch(watch, sandbox_log(desk.rig.sandbox), IN_MODIFY) >=
			    0);
		start(&desk, words, memfd_create("out", MFD_CLOEXEC));
		await_request(&desk, watch);
		assert_int_equal(count_files(&desk, "out.jsonl"), 0);
		assert_int_equal(kill(desk.process, signals[i]), 0);
		finish(&desk, &outcome);
		assert_true(WIFSIGNALED(outcome.status));
		assert_int_equal(WTERMSIG(outcome.status), signals[i]);
		assert_int_equal(count_files(&desk, "out."), 0);
		close(watch);
		outcome_release(&outcome);
		desk_close(&desk);
	}
}

static void test_a_reader_that_leaves(void **state)
{
	static const char *const words[] = { NULL };
	struct desk desk;
	struct outcome outcome;
	char byte;
	int ends[2];

	(void)state;
	desk(&desk, "--messages", "5000");
	assert_int_equal(pipe2(ends, O_CLOEXEC), 0);
	start(&desk, words, ends[1]);
	assert_int_equal(read(ends[0], &byte, 1), 1);
	close(ends[0]);
	finish(&desk, &outcome);
	expect_exit(&outcome, 1);
	assert_int_equal(outcome.err.length, 0);
	outcome_release(&outcome);
	desk_close(&desk);
}

/* -- tests: what cannot be told, and what cannot be done --------------------------------------- */

static void test_strange_records(void **state)
{
	static const struct {
		const char *fault;
		int code;
		const char *says, *writes;
	} cases[] = {
		{ "broken=surrogate", 0, "", "half of a pair: \\ud83d and on" },
		{ "broken=nul", 0, "", "before\\u0000after" },
		{ "broken=status", 0, "", "\"status\":\"partially_delivered_2\"" },
		{ "broken=null-from", 0, "", "\"from\":null" },
		{ "types", 1, " values could not be understood and are empty", "\"price\":null" },
	};

	(void)state;
	for (size_t i = 0; i < ARRAY_SIZE(cases); i++) {
		struct desk desk;
		struct outcome outcome;
		struct strbuf text;

		desk(&desk, "--messages", "100", "--fault", cases[i].fault);
		run(&desk, &outcome, "--output=out");
		expect_exit(&outcome, cases[i].code);
		expect_words(&outcome, cases[i].says);
		read_file(&desk, "out", &text);
		if (!strstr(text.data, cases[i].writes))
			fail_msg("not written: %s", cases[i].writes);
		strbuf_release(&text);
		outcome_release(&outcome);
		desk_close(&desk);
	}
}

static void test_what_cannot_be_asked_for(void **state)
{
	static const struct {
		const char *words[3];
		const char *says;
	} cases[] = {
		{ { "--since=soon" }, "--since: “soon” is not a time" },
		{ { "--until=never" }, "--until: “never” is not a time" },
		{ { "--since=1h", "--until=2h" }, "--since is later than --until" },
		{ { "--filter=(a" }, "--filter: “(” has no closing parenthesis" },
		{ { "--filter=status:lost" }, "--filter: “lost” " },
		{ { "--format=xml" }, "--format must be jsonl or csv, not \"xml\"" },
		{ { "--output=." }, ". is there and is not a regular file" },
		{ { "--output=no/such/place" }, "no/such/place cannot be written" },
		{ { "--overwrite=yes" }, "--overwrite takes no value" },
	};
	struct desk desk;

	(void)state;
	desk(&desk, "--messages", "10");
	for (size_t i = 0; i < ARRAY_SIZE(cases); i++) {
		struct outcome outcome;

		run_words(&desk, &outcome, cases[i].words);
		expect_exit(&outcome, 2);
		expect_words(&outcome, cases[i].says);
		assert_int_equal(outcome.out.length, 0);
		outcome_release(&outcome);
	}
	assert_int_equal(rig_count(&desk.rig), 0);
	desk_close(&desk);
}

static void test_no_sign_in(void **state)
{
	struct desk desk;
	struct outcome outcome;

	(void)state;
	desk(&desk, "--messages", "10", "--fault", "status=401");
	run(&desk, &outcome, "--output=out");
	expect_exit(&outcome, 1);
	expect_words(&outcome, "The sign-in is refused");
	assert_int_equal(count_files(&desk, "out"), 0);
	assert_null(strstr(outcome.err.data, sandbox_value(desk.rig.sandbox, "auth_token")));
	outcome_release(&outcome);
	place_free(desk.place);
	desk.place = place_new("dumb", 0, NULL);
	run(&desk, &outcome, NULL);
	expect_exit(&outcome, 2);
	expect_words(&outcome, "There are no credentials");
	outcome_release(&outcome);
	desk_close(&desk);
}

/* -- tests: the job ---------------------------------------------------------------------------- */

/* No page is asked for before one has been dealt with, so that a slow reader fills no memory. */
static void test_pages_wait_for_their_reader(void **state)
{
	struct rig rig;
	struct haul haul;

	(void)state;
	rig(&rig, "--messages", "4500");
	rig_connect(&rig);
	struct job list = { .kind = JOB_LIST, .since = DATE_NONE, .until = DATE_NONE, .pages = 2 };
	uint64_t id = fetch_submit(rig.fetch, &list);
	rig_collect(&rig, id, 2, &haul);
	assert_int_equal(haul.sids.count, 2000);
	haul_release(&haul);
	/* Another job has its turn, and the list is still where it was. */
	struct job account = { .kind = JOB_ACCOUNT };
	rig_run(&rig, &account, &haul);
	haul_release(&haul);
	assert_int_equal(sandbox_count(rig.sandbox, "GET", "/Messages.json"), 2);
	fetch_more(rig.fetch, id);
	rig_collect(&rig, id, 1, &haul);
	assert_int_equal(haul.sids.count, 1000);
	haul_release(&haul);
	fetch_more(rig.fetch, id);
	fetch_more(rig.fetch, id);
	fetch_more(rig.fetch, id);
	rig_collect(&rig, id, 0, &haul);
	assert_int_equal(haul.error.kind, ERROR_NONE);
	assert_true(haul.sids.count >= 1500);
	assert_false(fetch_outstanding(rig.fetch));
	haul_release(&haul);
	rig_close(&rig);
}

static void test_lists_that_lead_nowhere(void **state)
{
	static const char *const faults[] = { "next-loop", "next-host", "next-plain" };

	(void)state;
	for (size_t i = 0; i < ARRAY_SIZE(faults); i++) {
		struct desk desk;
		struct outcome outcome;

		desk(&desk, "--messages", "2500", "--fault", faults[i]);
		run(&desk, &outcome, "--output=out");
		expect_exit(&outcome, 1);
		expect_words(&outcome, "The export is not complete: ");
		assert_int_equal(count_files(&desk, "out"), 0);
		outcome_release(&outcome);
		desk_close(&desk);
	}
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(test_all_members),
		cmocka_unit_test(test_small_accounts),
		cmocka_unit_test(test_troubles_on_the_way),
		cmocka_unit_test(test_dates_under_every_reading),
		cmocka_unit_test(test_unsent_ones_under_every_reading),
		cmocka_unit_test(test_addresses_and_filters),
		cmocka_unit_test(test_a_file),
		cmocka_unit_test(test_failure_leaves_nothing),
		cmocka_unit_test(test_signals_leave_nothing),
		cmocka_unit_test(test_a_reader_that_leaves),
		cmocka_unit_test(test_strange_records),
		cmocka_unit_test(test_what_cannot_be_asked_for),
		cmocka_unit_test(test_no_sign_in),
		cmocka_unit_test(test_pages_wait_for_their_reader),
		cmocka_unit_test(test_lists_that_lead_nowhere),
	};

	hash_init();
	json_init();
	clock_init();
	return cmocka_run_group_tests(tests, NULL, NULL);
}
