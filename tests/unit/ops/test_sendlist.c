#include "ops/sendlist.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>
#include <fcntl.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include "base/clock.h"
#include "base/date.h"
#include "base/file.h"
#include "base/hash.h"
#include "base/json.h"
#include "base/mem.h"
#include "ops/journal_line.h"
#include "ops/journal_read.h"

#define NOW_MS INT64_C(1795468220123)
#define FROM "+15125550100"
#define SERVICE "MG0123456789abcdef0123456789abcdef"
#define JOURNAL_MAX ((size_t)1 << 20)

static const char rows[] = "To,name,Body\n"
			   "+14155552671,Ann,Hello\n"
			   "+14155552672,Bob,\"Hello\nagain\"\n"
			   "+14155552673,Cem,Bye\n";

static char *folder, *path, *journal;

static void write_file(const char *name, const char *bytes, size_t length)
{
	int fd = open(name, O_WRONLY | O_CREAT | O_TRUNC | O_CLOEXEC, 0600);

	assert_true(fd >= 0 && file_write_all(fd, bytes, length, NULL));
	close(fd);
}

static struct sendlist *read_list(const struct sendlist_options *options)
{
	struct error err = ERROR_INIT;
	struct sendlist *list = sendlist_open(options, &err);

	if (!list)
		fail_msg("%s", error_text(&err));
	while (sendlist_work(list, 0))
		;
	return list;
}

static struct plan *plan_of(const struct sendlist_options *options)
{
	struct sendlist *list = read_list(options);
	struct error err = ERROR_INIT;
	struct plan *plan;

	if (!sendlist_check(list, false, &err))
		fail_msg("%s", error_text(&err));
	plan = sendlist_take_plan(list);
	sendlist_free(list);
	plan_judge(plan, NULL, INT64_MAX);
	return plan;
}

/* As its journal tells it to the next process. */
static struct plan *through_journal(struct plan *plan)
{
	const struct journal_header header = { "msgdeck 1.0", "AC00000000000000000000000000000001",
					       "api.twilio.com" };
	struct strbuf lines = STRBUF_INIT(JOURNAL_MAX);
	struct journal_record record;
	struct error err = ERROR_INIT;
	struct plan *told;

	journal_add_header(&lines, &header, plan, NOW_MS);
	for (uint32_t i = 0; i < plan->items.count;)
		i = journal_add_items(&lines, plan, i);
	journal_add_begin(&lines, plan, NOW_MS);
	/* No text and no address. */
	assert_null(strstr(lines.data, "Hello"));
	assert_null(strstr(lines.data, "+1"));
	assert_non_null(strstr(lines.data, "{\"journal\":2,"));
	write_file(journal, lines.data, lines.length);
	strbuf_release(&lines);
	plan_free(plan);
	if (!journal_read(journal, &record, &err))
		fail_msg("%s", error_text(&err));
	told = record.plan;
	record.plan = NULL;
	journal_record_release(&record);
	return told;
}

static void expect_no_resume(struct plan *plan, const struct sendlist_options *options,
			     const char *words)
{
	struct error err = ERROR_INIT;

	assert_false(sendlist_resume(plan, options, &err));
	if (!strstr(error_text(&err), words))
		fail_msg("\"%s\" does not say \"%s\"", error_text(&err), words);
	error_release(&err);
	plan_free(plan);
}

/* The forms of a plan are made when they are needed, and go when they are not. */
static void expect_form(struct plan *plan, uint32_t item, const char *name, const char *value)
{
	const struct plan_detail *detail;

	assert_true(plan_is_whole(plan, item));
	plan_load(plan, item);
	detail = plan_detail(plan, item);
	assert_non_null(detail->form);
	assert_string_equal(plan_form_value(detail, name), value);
	plan_set(plan, item, ITEM_SENT, WHY_NONE);
	assert_non_null(detail->form);
	plan_set(plan, item, ITEM_WAITING, WHY_NETWORK);
	assert_null(detail->form);
}

static void test_plan(void **state)
{
	const struct sendlist_options options = { .path = path, .from = FROM };
	struct plan *plan = plan_of(&options);

	(void)state;
	assert_int_equal(plan->source, PLAN_OF_FILE);
	assert_int_equal(plan->items.count, 3);
	assert_int_equal(plan->counts[ITEM_READY], 3);
	assert_null(plan_detail(plan, 1)->form);
	assert_string_equal(plan_detail(plan, 1)->label, "+14155552672");
	expect_form(plan, 1, "Body", "Hello\nagain");
	expect_form(plan, 2, "From", FROM);
	plan_free(plan);
}

static void test_resume(void **state)
{
	const struct sendlist_options options = { .path = path, .service = SERVICE };
	const struct sendlist_options nothing = { .path = NULL };
	struct plan *plan = through_journal(plan_of(&options));
	struct error err = ERROR_INIT;

	(void)state;
	/* Without the file there is nothing that could be sent. */
	assert_false(plan_is_whole(plan, 1));
	if (!sendlist_resume(plan, &nothing, &err))
		fail_msg("%s", error_text(&err));
	assert_string_equal(plan_detail(plan, 2)->label, "+14155552673");
	expect_form(plan, 2, "MessagingServiceSid", SERVICE);
	expect_form(plan, 1, "Body", "Hello\nagain");
	plan_free(plan);
}

static void test_scheduled(void **state)
{
	const struct sendlist_options options = { .path = path,
						  .service = SERVICE,
						  .send_at = "in 2h" };
	const struct sendlist_options nothing = { .path = NULL };
	struct plan *plan = through_journal(plan_of(&options));
	int64_t when = plan_detail(plan, 0)->send_at;
	char text[DATE_ISO_SIZE];

	(void)state;
	assert_true(sendlist_resume(plan, &nothing, NULL));
	/* The time that was agreed to, not two hours from now. */
	assert_true(date_format_iso(when, text) > 0);
	expect_form(plan, 0, "SendAt", text);
	plan_free(plan);
}

static void test_changed(void **state)
{
	const struct sendlist_options options = { .path = path, .service = SERVICE };
	const struct sendlist_options nothing = { .path = NULL };
	struct strbuf other = STRBUF_INIT(STRBUF_LINE);
	struct plan *plan = through_journal(plan_of(&options));

	(void)state;
	strbuf_addf(&other, "%s\n", rows);
	write_file(path, other.data, other.length);
	expect_no_resume(plan, &nothing, "list.csv has been changed since, so what is left");
	write_file(path, rows, strlen(rows));
	plan = through_journal(plan_of(&options));
	unlink(path);
	expect_no_resume(plan, &nothing, "No such file or directory, so what is left");
	write_file(path, rows, strlen(rows));
	strbuf_release(&other);
}

/* A file that is the same gives the same messages, or the journal is not to be trusted. */
static void test_damaged(void **state)
{
	const struct sendlist_options options = { .path = path, .service = SERVICE };
	const struct sendlist_options nothing = { .path = NULL };
	struct plan *plan = through_journal(plan_of(&options));

	(void)state;
	plan_need_detail(plan, 1)->row = 3;
	expect_no_resume(plan, &nothing, "does not give the messages that it gave");
	plan = through_journal(plan_of(&options));
	plan_need_detail(plan, 1)->row = 4;
	expect_no_resume(plan, &nothing, "does not give the messages that it gave");
}

static void test_given(void **state)
{
	const struct sendlist_options options = { .path = path, .text = "Hi {name}", .from = FROM };
	struct sendlist_options again = { .text = "Hi {name}" };
	struct plan *plan;

	(void)state;
	expect_no_resume(
		through_journal(plan_of(&options)), &(struct sendlist_options){ .text = NULL },
		"give text and sender again, as in msgdeck resume PLAN --text TEXT --from");
	expect_no_resume(through_journal(plan_of(&options)), &again, "give text and sender");
	again.from = "+15125550101";
	expect_no_resume(through_journal(plan_of(&options)), &again, "these are others");
	again.from = FROM;
	plan = through_journal(plan_of(&options));
	assert_true(sendlist_resume(plan, &again, NULL));
	expect_form(plan, 0, "Body", "Hi Ann");
	plan_free(plan);
}

static void test_template(void **state)
{
	const struct sendlist_options options = { .path = path,
						  .template_name = "hello",
						  .template_text = "Hi {name}",
						  .service = SERVICE };
	struct sendlist_options again = { .template_text = NULL };
	struct plan *plan;

	(void)state;
	expect_no_resume(through_journal(plan_of(&options)), &again,
			 "has no template \"hello\" any more");
	again.template_text = "Hello {name}";
	expect_no_resume(through_journal(plan_of(&options)), &again,
			 "The template \"hello\" of the config file gives another text");
	again.template_text = "Hi {name}";
	plan = through_journal(plan_of(&options));
	assert_true(sendlist_resume(plan, &again, NULL));
	expect_form(plan, 2, "Body", "Hi Cem");
	plan_free(plan);
}

static void expect_refused(const struct sendlist_options *options, const char *words)
{
	struct error err = ERROR_INIT;

	assert_null(sendlist_open(options, &err));
	if (!strstr(error_text(&err), words))
		fail_msg("\"%s\" does not say \"%s\"", error_text(&err), words);
	error_release(&err);
}

static void test_refused(void **state)
{
	struct strbuf name = STRBUF_INIT(STRBUF_LINE);

	(void)state;
	expect_refused(&(struct sendlist_options){ .path = "/nowhere/list.csv" },
		       "/nowhere/list.csv cannot be read: No such file");
	expect_refused(&(struct sendlist_options){ .path = folder }, "is no file");
	expect_refused(&(struct sendlist_options){ .path = path, .from = "?" },
		       "The sender: A sender is a number");
	expect_refused(&(struct sendlist_options){ .path = path, .service = "MG1" },
		       "The service: The SID of a messaging service");
	expect_refused(&(struct sendlist_options){ .path = path, .send_at = "never" },
		       "The time: ");
	expect_refused(&(struct sendlist_options){ .path = path, .text = "Hi {" },
		       "The text Hi {: the { at character 4");
	strbuf_addf(&name, "%s/large.csv", folder);
	write_file(name.data, "To\n", 3);
	assert_int_equal(truncate(name.data, (off_t)MAILING_FILE_MAX + 1), 0);
	expect_refused(&(struct sendlist_options){ .path = name.data }, "is larger than 64 MB");
	unlink(name.data);
	strbuf_reset(&name);
	strbuf_addf(&name, "%s/pipe", folder);
	assert_int_equal(mkfifo(name.data, 0600), 0);
	expect_refused(&(struct sendlist_options){ .path = name.data }, "is no file");
	unlink(name.data);
	strbuf_reset(&name);
	strbuf_addf(&name, "%s/\xFF.csv", folder);
	write_file(name.data, rows, strlen(rows));
	expect_refused(&(struct sendlist_options){ .path = name.data }, "not UTF-8");
	unlink(name.data);
	strbuf_release(&name);
}

static void expect_unsendable(const char *bytes, enum mailing_repeats repeats, bool skip_bad,
			      const char *words)
{
	struct error err = ERROR_INIT;
	struct sendlist *list;

	write_file(path, bytes, strlen(bytes));
	list = read_list(
		&(struct sendlist_options){ .path = path, .from = FROM, .repeats = repeats });
	assert_int_equal(sendlist_check(list, skip_bad, &err), words == NULL);
	if (words && !strstr(error_text(&err), words))
		fail_msg("\"%s\" does not say \"%s\"", error_text(&err), words);
	error_release(&err);
	sendlist_free(list);
	write_file(path, rows, strlen(rows));
}

static void test_check(void **state)
{
	static const char bad[] = "To,Body\nx,a\n+14155552671,a\n";
	static const char twice[] = "To,Body\n+14155552671,a\n+14155552671,b\n";

	(void)state;
	expect_unsendable("name,Body\n", REPEATS_ALL, true, "no column is called To");
	expect_unsendable(bad, REPEATS_ALL, false, "1 of 2 rows cannot be sent: nothing is sent");
	expect_unsendable(bad, REPEATS_ALL, true, NULL);
	expect_unsendable(twice, REPEATS_REFUSED, true,
			  "1 row is to somebody who is in a row before");
	expect_unsendable(twice, REPEATS_ONCE, false, NULL);
	expect_unsendable(twice, REPEATS_ALL, false, NULL);
	expect_unsendable("To,Body\n", REPEATS_ALL, true, "There is nothing to send");
	expect_unsendable("To,Body\n+14155552671,a\n\"", REPEATS_ALL, true,
			  "cannot be read to its end");
}

/* Whoever does not know the format must not go on with it. */
static void test_journal(void **state)
{
	static const char head[] =
		"{\"journal\":2,\"program\":\"m\",\"account\":"
		"\"AC00000000000000000000000000000001\",\"host\":\"h\",\"selection\":\"file\","
		"\"count\":1%s,\"at\":\"2026-11-23T21:10:20.123Z\"}\n%s";
	static const char sha[] =
		",\"file\":\"/a.csv\",\"sha256\":\"000102030405060708090a0b0c0d0e0f"
		"101112131415161718191a1b1c1d1e1f\"";
	const struct {
		const char *members, *items;
	} cases[] = {
		{ "", "" },
		{ ",\"file\":\"/a.csv\",\"sha256\":\"00\"", "" },
		{ sha, "{\"items\":0,\"verb\":\"send\",\"is\":\"ready\",\"sids\":[null]}\n" },
		{ sha, "{\"items\":0,\"verb\":\"send\",\"is\":\"ready\",\"sids\":[null],"
		       "\"rows\":[0]}\n" },
	};

	(void)state;
	for (size_t i = 0; i < ARRAY_SIZE(cases); i++) {
		struct strbuf lines = STRBUF_INIT(JOURNAL_MAX);
		struct journal_record record;
		struct error err = ERROR_INIT;

		strbuf_addf(&lines, head, cases[i].members, cases[i].items);
		write_file(journal, lines.data, lines.length);
		assert_false(journal_read(journal, &record, &err));
		assert_int_equal(err.kind, ERROR_PROTOCOL);
		error_release(&err);
		strbuf_release(&lines);
	}
}

static char *name_in_folder(const char *name)
{
	struct strbuf text = STRBUF_INIT(STRBUF_LINE);

	strbuf_addf(&text, "%s/%s", folder, name);
	return strbuf_detach(&text, NULL);
}

static int set_up(void **state)
{
	const char *base = getenv("TMPDIR");
	struct strbuf text = STRBUF_INIT(STRBUF_LINE);

	(void)state;
	strbuf_addf(&text, "%s/sendlist.XXXXXX", base ? base : "/tmp");
	folder = strbuf_detach(&text, NULL);
	if (!mkdtemp(folder))
		return -1;
	path = name_in_folder("list.csv");
	journal = name_in_folder("journal.jsonl");
	write_file(path, rows, strlen(rows));
	return 0;
}

static int tear_down(void **state)
{
	(void)state;
	unlink(path);
	unlink(journal);
	rmdir(folder);
	free(path);
	free(journal);
	free(folder);
	return 0;
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(test_plan),     cmocka_unit_test(test_resume),
		cmocka_unit_test(test_changed),  cmocka_unit_test(test_scheduled),
		cmocka_unit_test(test_damaged),  cmocka_unit_test(test_given),
		cmocka_unit_test(test_template), cmocka_unit_test(test_refused),
		cmocka_unit_test(test_check),    cmocka_unit_test(test_journal),
	};

	clock_init();
	hash_init();
	json_init();
	return cmocka_run_group_tests_name("ops/sendlist", tests, set_up, tear_down);
}
