/* Journals that are there: which are offered, who holds them, and going on behind their last line. */
#include "items.h"

#include <fcntl.h>
#include <stdlib.h>
#include <sys/stat.h>
#include <unistd.h>

#include "base/clock.h"
#include "base/date.h"
#include "base/file.h"
#include "base/hash.h"
#include "base/json.h"
#include "base/mem.h"
#include "ops/journal_line.h"
#include "ops/plans.h"

#define ACCOUNT "AC00000000000000000000000000000001"
#define HOST "https://api.twilio.com"
#define REQUEST "RQ00000000000000000000000000000001"

static char *directory;

/* What a journal tells; each part after the items is optional. */
struct told {
	const char *name;
	size_t written; /* items of 3 */
	bool begin, done, waiting, intent;
	const char *end; /* a line, or what is left of one */
};

static char *path_of(const char *name)
{
	struct strbuf path = STRBUF_INIT(STRBUF_LINE);

	strbuf_addf(&path, "%s/%s", directory, name);
	return strbuf_detach(&path, NULL);
}

static char *put_as(const struct told *told, bool erasure)
{
	static const struct journal_header header = { "msgdeck 1", ACCOUNT, HOST };
	struct strbuf out = STRBUF_INIT(1 << 20);
	struct plan *plan = items_plan(OP_DELETE, 3);
	int64_t now = clock_now_ms();
	char *path = path_of(told->name);
	int fd;

	plan->erasure = erasure;
	journal_add_header(&out, &header, plan, now);
	if (told->written)
		journal_add_items(&out, plan, 0);
	if (told->begin)
		journal_add_begin(&out, plan, now);
	for (uint32_t i = 0; i < 3 && (told->done || told->waiting); i++) {
		bool done = told->done && (i || !told->waiting);

		journal_add_intent(&out, plan, i, now);
		plan_set_answer(plan, i, done ? ITEM_DONE : ITEM_WAITING,
				done ? WHY_NONE : WHY_NOT_FINAL, done ? 0 : 20009, 0, REQUEST);
		journal_add_outcome(&out, plan, i, 0, REQUEST, now);
	}
	if (told->intent)
		journal_add_intent(&out, plan, 1, now);
	strbuf_addstr(&out, told->end ? told->end : "");
	unlink(path);
	fd = open(path, O_WRONLY | O_CREAT | O_EXCL | O_CLOEXEC, 0600);
	assert_true(fd >= 0 && file_write_all(fd, out.data, out.length, NULL));
	close(fd);
	strbuf_release(&out);
	plan_free(plan);
	return path;
}

static char *put(const struct told *told)
{
	return put_as(told, false);
}

#define END(how) "{\"end\":\"" how "\",\"done\":3,\"at\":\"2026-11-23T21:10:20.000Z\"}\n"
#define ASIDE "{\"aside\":true,\"at\":\"2026-11-23T21:10:20.000Z\"}\n"

static const struct {
	struct told told;
	const char *left; /* what is said; NULL: it is not offered */
} cases[] = {
	{ { "a-1.jsonl", 3, true, true, false, false, END("complete") }, NULL },
	{ { "a-2.jsonl", 3, true, true, false, false, NULL }, NULL },
	{ { "a-3.jsonl", 3, true, false, false, false, NULL }, "3 of 3 left" },
	{ { "a-4.jsonl", 3, true, false, false, true, NULL }, "3 of 3 left: 1 to be looked up" },
	{ { "a-5.jsonl", 3, true, true, true, false, END("stopped") },
	  "1 of 3 left: 1 waits (is still on its way)" },
	{ { "a-6.jsonl", 3, true, false, true, false, "{\"inte" },
	  "3 of 3 left: 3 wait (is still on its way)" },
	{ { "a-7.jsonl", 3, false, false, false, false, NULL }, "3 of 3 left" },
	{ { "a-8.jsonl", 0, false, false, false, false, NULL },
	  "nothing was sent: msgdeck ended while they were written down" },
	{ { "a-9.jsonl", 3, true, false, false, false, ASIDE }, NULL },
	{ { "b-1.jsonl", 0, false, false, false, false, ASIDE }, NULL },
	{ { "b-2.jsonl", 3, true, false, false, false, "nonsense\n" }, "line 4" },
	{ { "b-3.jsonl", 3, true, false, false, false, "nonsense\n" ASIDE }, NULL },
	{ { "b-4.txt", 3, true, false, false, false, NULL }, NULL },
	{ { ".b-5.jsonl", 3, true, false, false, false, NULL }, NULL },
};

static void test_offered(void **state)
{
	(void)state;
	struct strbuf left = STRBUF_INIT(STRBUF_TEXT);
	struct plan_list list;
	size_t at = 0;

	for (size_t i = 0; i < ARRAY_SIZE(cases); i++)
		free(put(&cases[i].told));
	plans_find(directory, &list);
	/* The newest first, as the names begin with the time. */
	for (size_t i = ARRAY_SIZE(cases); i-- > 0;) {
		if (!cases[i].left)
			continue;
		assert_true(at < list.count);
		assert_string_equal(plans_name(list.items[at].path), cases[i].told.name);
		strbuf_reset(&left);
		plans_add_left(&list.items[at], &left);
		if (!strstr(left.data, cases[i].left))
			fail_msg("%s: %s", cases[i].told.name, left.data);
		assert_int_equal(list.items[at].holder, 0);
		at++;
	}
	assert_int_equal(at, list.count);
	/* By a part of the name that only one has. */
	struct error err = ERROR_INIT;
	assert_int_equal(plans_choose(&list, "nowhere", &err), SIZE_MAX);
	assert_non_null(strstr(error_text(&err), "nowhere"));
	error_release(&err);
	assert_int_equal(plans_choose(&list, "a-", &err), SIZE_MAX);
	assert_non_null(strstr(error_text(&err), "several"));
	error_release(&err);
	at = plans_choose(&list, "a-5", NULL);
	assert_string_equal(plans_name(list.items[at].path), "a-5.jsonl");
	assert_int_equal(list.items[at].counts[ITEM_DONE], 2);
	assert_true(list.items[at].stopped);
	assert_true(list.items[at].next_at > list.items[at].created);
	plans_release(&list);
	plans_find(NULL, &list);
	assert_int_equal(list.count, 0);
	plans_find("/nowhere/at/all", &list);
	assert_int_equal(list.count, 0);
	strbuf_release(&left);
	for (size_t i = 0; i < ARRAY_SIZE(cases); i++) {
		char *path = path_of(cases[i].told.name);

		unlink(path);
		free(path);
	}
}

#define RESUMED "{\"resumed\":\"msgdeck 1\",\"at\":\"2026-11-23T21:10:20.000Z\"}\n"
#define LOOK_LEFT "0 of 3 left: still to be looked for"

/* An erasure of which all is done is over when it was looked whether it is so. */
static void test_erasures(void **state)
{
	(void)state;
	static const struct {
		struct told told;
		const char *left; /* NULL: it is not offered */
	} erasures[] = {
		{ { "e.jsonl", 3, true, true, false, false, END("complete") }, NULL },
		{ { "e.jsonl", 3, true, true, false, false, END("changed") ASIDE }, NULL },
		{ { "e.jsonl", 3, true, true, false, false, END("changed") }, LOOK_LEFT },
		{ { "e.jsonl", 3, true, true, false, false, NULL }, LOOK_LEFT },
		{ { "e.jsonl", 3, true, true, false, false, END("changed") RESUMED }, LOOK_LEFT },
		{ { "e.jsonl", 3, true, true, false, false, END("changed") "{\"end" }, LOOK_LEFT },
		{ { "e.jsonl", 3, true, true, true, false, END("stopped") },
		  "1 of 3 left: 1 waits (is still on its way)" },
	};

	for (size_t i = 0; i < ARRAY_SIZE(erasures); i++) {
		struct strbuf left = STRBUF_INIT(STRBUF_TEXT);
		struct plan_list list;
		char *path = put_as(&erasures[i].told, true);

		plans_find(directory, &list);
		assert_int_equal(list.count, erasures[i].left ? 1 : 0);
		if (erasures[i].left) {
			plans_add_left(&list.items[0], &left);
			assert_string_equal(left.data, erasures[i].left);
			assert_true(plans_can_go_on(&list.items[0], "x", NULL));
		}
		plans_release(&list);
		strbuf_release(&left);
		unlink(path);
		free(path);
	}
}

/* What is no file is left alone: a pipe has no end. A link is told, and not followed. */
static void test_no_files(void **state)
{
	(void)state;
	const struct told told = { "whole.jsonl", 3, true, false, false, false, NULL };
	char *pipe = path_of("pipe.jsonl"), *folder = path_of("folder.jsonl"),
	     *link = path_of("link.jsonl"), *whole = put(&told);
	struct plan_list list;

	assert_int_equal(mkfifo(pipe, 0600), 0);
	assert_int_equal(mkdir(folder, 0700), 0);
	assert_int_equal(symlink("whole.jsonl", link), 0);
	plans_find(directory, &list);
	assert_int_equal(list.count, 2);
	assert_string_equal(plans_name(list.items[0].path), "whole.jsonl");
	assert_null(list.items[0].fault);
	assert_non_null(list.items[1].fault);
	plans_release(&list);
	unlink(pipe);
	rmdir(folder);
	unlink(link);
	unlink(whole);
	free(pipe);
	free(folder);
	free(link);
	free(whole);
}

/* However it is sliced, and given up at any of its steps. */
static void test_in_slices(void **state)
{
	static const struct told told[] = {
		{ "s-1.jsonl", 3, true, true, false, false, END("complete") },
		{ "s-2.jsonl", 3, true, false, false, true, NULL },
		{ "s-3.jsonl", 3, true, false, false, false, "nonsense\n" },
	};
	size_t all = 1, steps;

	(void)state;
	for (size_t i = 0; i < ARRAY_SIZE(told); i++)
		free(put(&told[i]));
	for (size_t given_up = 0; given_up < all; given_up++) {
		struct plans_search *search = plans_search_new(directory);
		struct plan_list list;

		for (steps = 1; steps != given_up && plans_search_work(search, 0); steps++)
			;
		plans_search_end(search, &list);
		assert_in_range(list.count, 0, 2);
		if (!given_up) {
			all = steps;
			assert_int_equal(list.count, 2);
			assert_non_null(list.items[0].fault);
			assert_int_equal(list.items[1].counts[ITEM_SENT], 1);
		}
		plans_release(&list);
	}
	/* A file is more than one step. */
	assert_in_range(all, 5, 20);
	for (size_t i = 0; i < ARRAY_SIZE(told); i++) {
		char *path = path_of(told[i].name);

		unlink(path);
		free(path);
	}
}

/* Cut off at any byte while it is written down: never a fault, gone on with only when all items are there,
 * else set aside. */
static void test_cut_off(void **state)
{
	(void)state;
	const struct told told = { "cut.jsonl", 3, true, false, false, false, NULL };
	struct strbuf whole = STRBUF_INIT(1 << 16);
	char *path = put(&told);
	size_t unable = 0;

	assert_true(file_read(path, &whole, NULL));
	for (size_t length = whole.length; length-- > 0;) {
		struct plan_list list;
		struct error err = ERROR_INIT;
		struct journal_record record;

		assert_int_equal(truncate(path, (off_t)length), 0);
		plans_find(directory, &list);
		assert_int_equal(list.count, 1);
		assert_null(list.items[0].fault);
		if (plans_can_go_on(&list.items[0], "x", &err)) {
			assert_int_equal(unable, 0);
			assert_true(journal_read(path, &record, NULL));
			assert_int_equal(record.plan->items.count, 3);
			journal_record_release(&record);
		} else {
			assert_non_null(strstr(error_text(&err), "Nothing was sent"));
			assert_non_null(strstr(error_text(&err), "x sets this plan aside"));
			unable++;
		}
		error_release(&err);
		plans_release(&list);
	}
	assert_true(unable > 0);
	/* As it is at the end: empty. Or with half a first line. */
	for (size_t length = 0; length < 40; length += 39) {
		struct plan_list list;

		free(put(&told));
		assert_int_equal(truncate(path, (off_t)length), 0);
		assert_true(plans_set_aside(path, NULL));
		plans_find(directory, &list);
		assert_int_equal(list.count, 0);
	}
	strbuf_release(&whole);
	unlink(path);
	free(path);
}

static void test_lock(void **state)
{
	(void)state;
	const struct told told = { "lock.jsonl", 3, true, false, false, false, NULL };
	char *path = put(&told);
	struct journal_record record;
	struct error err = ERROR_INIT;
	struct strbuf who = STRBUF_INIT(STRBUF_LINE);
	struct plan_list list;
	struct journal *journal = plans_open(path, ACCOUNT, HOST, &record, &err);

	assert_non_null(journal);
	assert_string_equal(journal_path(journal), path);
	journal_record_release(&record);
	strbuf_addf(&who, "process %d", (int)getpid());
	assert_null(plans_open(path, ACCOUNT, HOST, &record, &err));
	assert_int_equal(err.kind, ERROR_REFUSED);
	assert_non_null(strstr(error_text(&err), who.data));
	error_release(&err);
	assert_false(plans_set_aside(path, &err));
	assert_non_null(strstr(error_text(&err), who.data));
	error_release(&err);
	plans_find(directory, &list);
	assert_int_equal(list.count, 1);
	assert_int_equal(list.items[0].holder, getpid());
	plans_release(&list);
	assert_true(journal_stop(journal));
	assert_true(plans_set_aside(path, NULL));
	plans_find(directory, &list);
	assert_int_equal(list.count, 0);
	strbuf_release(&who);
	unlink(path);
	free(path);
}

/* What others can write may be a plan of theirs. */
static void test_written_by_others(void **state)
{
	(void)state;
	const struct told told = { "open.jsonl", 3, true, false, false, false, NULL };
	static const mode_t modes[] = { 0620, 0602, 0666 };
	char *path = put(&told);
	struct journal_record record;
	struct error err = ERROR_INIT;

	for (size_t i = 0; i < ARRAY_SIZE(modes); i++) {
		assert_int_equal(chmod(path, modes[i]), 0);
		assert_null(plans_open(path, ACCOUNT, HOST, &record, &err));
		assert_non_null(strstr(error_text(&err), "chmod go-w"));
		error_release(&err);
	}
	assert_int_equal(chmod(path, 0644), 0);
	struct journal *journal = plans_open(path, ACCOUNT, HOST, &record, &err);
	assert_non_null(journal);
	journal_record_release(&record);
	assert_true(journal_stop(journal));
	unlink(path);
	free(path);
	assert_int_equal(journal_lock("/dev/null", &err), -1);
	assert_non_null(strstr(error_text(&err), "no regular file"));
	error_release(&err);
}

static void test_whose(void **state)
{
	(void)state;
	const struct told told = { "whose.jsonl", 3, true, false, false, false, NULL };
	char *path = put(&told);
	static const struct {
		const char *account, *host, *says;
	} others[] = {
		{ "AC00000000000000000000000000000002", HOST, ACCOUNT },
		{ NULL, HOST, ACCOUNT },
		{ ACCOUNT, "https://127.0.0.1:1", HOST },
		{ ACCOUNT, NULL, HOST },
	};

	for (size_t i = 0; i < ARRAY_SIZE(others); i++) {
		struct journal_record record;
		struct error err = ERROR_INIT;

		assert_null(plans_open(path, others[i].account, others[i].host, &record, &err));
		assert_int_equal(err.kind, ERROR_REFUSED);
		assert_non_null(strstr(error_text(&err), others[i].says));
		error_release(&err);
	}
	unlink(path);
	free(path);
}

/* What follows the last whole line is gone before anything else is written. */
static void test_goes_on(void **state)
{
	(void)state;
	const struct told told = {
		"on.jsonl", 3, true, false, false, true, "{\"outcome\":1,\"is\""
	};
	const struct journal_header header = { "msgdeck 2", ACCOUNT, HOST };
	char *path = put(&told);
	struct journal_record record;
	struct strbuf line = STRBUF_INIT(STRBUF_LINE);
	struct error err = ERROR_INIT;
	struct journal *journal = plans_open(path, ACCOUNT, HOST, &record, &err);

	if (!journal)
		fail_msg("%s", error_text(&err));
	assert_true(record.torn);
	assert_int_equal(record.plan->counts[ITEM_SENT], 1);
	journal_record_release(&record);
	journal_add_resumed(&line, &header, clock_now_ms());
	journal_append(journal, line.data, line.length);
	assert_true(journal_stop(journal));
	assert_true(journal_read(path, &record, &err));
	assert_false(record.torn);
	assert_int_equal(record.plan->counts[ITEM_SENT], 1);
	journal_record_release(&record);
	strbuf_release(&line);
	unlink(path);
	/* Neither through a link, nor what is not there. */
	assert_null(plans_open(path, ACCOUNT, HOST, &record, &err));
	assert_int_equal(err.kind, ERROR_IO);
	error_release(&err);
	assert_int_equal(symlink("/dev/null", path), 0);
	assert_false(plans_set_aside(path, &err));
	error_release(&err);
	unlink(path);
	free(path);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(test_offered),
		cmocka_unit_test(test_erasures),
		cmocka_unit_test(test_no_files),
		cmocka_unit_test(test_in_slices),
		cmocka_unit_test(test_cut_off),
		cmocka_unit_test(test_lock),
		cmocka_unit_test(test_whose),
		cmocka_unit_test(test_goes_on),
		cmocka_unit_test(test_written_by_others),
	};
	struct strbuf name = STRBUF_INIT(STRBUF_LINE);
	const char *base = getenv("TMPDIR");
	int failed;

	hash_init();
	json_init();
	strbuf_addf(&name, "%s/plans.XXXXXX", base ? base : "/tmp");
	directory = strbuf_detach(&name, NULL);
	if (!mkdtemp(directory))
		return EXIT_FAILURE;
	failed = cmocka_run_group_tests_name("ops/plans", tests, NULL, NULL);
	rmdir(directory);
	free(directory);
	return failed;
}
