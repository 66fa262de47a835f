/* What came of a plan, as evidence: every member of every line, in both formats. */
#include "items.h"

#include <fcntl.h>
#include <stdlib.h>
#include <unistd.h>

#include "base/file.h"
#include "base/hash.h"
#include "base/json.h"
#include "ops/report.h"

#define REQUEST "RQ00000000000000000000000000000001"
#define ACCOUNT "AC00000000000000000000000000000001"
/* Of "abc". */
#define DIGEST "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad"

static const struct journal_header header = { "msgdeck", ACCOUNT, "https://api.twilio.com" };

static void open_about(struct report_about *about, char *path)
{
	int fd = mkstemps(path, 6);

	assert_true(fd >= 0 && file_write_all(fd, "abc", 3, NULL));
	close(fd);
	assert_true(report_about_init(about, &header, path, NULL));
	unlink(path);
}

static struct plan *two_items(void)
{
	struct plan *plan = plan_new(PLAN_OF_MARKED, NULL);
	struct sid sid = item_sid(1);
	struct sid from = item_sid(2), to = item_sid(3), sender = item_sid(4);

	from.kind = to.kind = SID_MG;
	sender.kind = SID_PN;
	assert_true(plan_add(plan, OP_DELETE, &sid, NULL));
	assert_true(plan_add_target(
		plan, OP_MOVE_SENDER,
		&(struct plan_target){
			.sid = sender, .of = from, .to = to, .label = "=+15125550100" },
		NULL));
	plan_set_answer(plan, 0, ITEM_WAITING, WHY_NOT_FINAL, 20009, 409, REQUEST);
	plan_set_answer(plan, 0, ITEM_DONE, WHY_NONE, 0, 204, REQUEST);
	plan_set_time(plan, 0, ITEMS_NOW);
	return plan;
}

static void add_rows(const struct plan *plan, const struct report_about *about, bool csv,
		     struct strbuf *out)
{
	report_add_head(out, csv);
	for (uint32_t i = 0; i < plan->items.count; i++) {
		struct report_row row;

		report_row_init(&row, plan, i);
		report_add_row(out, csv, about, &row);
		report_row_release(&row);
	}
}

static void test_csv(void **state)
{
	(void)state;
	char path[] = "/tmp/report.XXXXXX.jsonl";
	struct strbuf out = STRBUF_INIT(STRBUF_TEXT);
	struct report_about about;
	struct plan *plan = two_items();

	open_about(&about, path);
	add_rows(plan, &about, true, &out);
	const char *line = strstr(out.data, "\r\n");
	assert_non_null(line);
	assert_int_equal(strncmp(out.data,
				 "item,verb,state,reason,sid,time,tries,code,status,"
				 "request_id,what,from,to,place,proof,account,host,journal,"
				 "journal_bytes,journal_sha256\r\n",
				 (size_t)(line + 2 - out.data)),
			 0);
	assert_non_null(strstr(line, "0,delete,done,none,SM00000000000000000000000000000001,"
				     "2026-11-18T11:06:40Z,1,0,204," REQUEST));
	assert_non_null(strstr(line, ",3," DIGEST "\r\n"));
	/* A label is no formula. */
	assert_non_null(strstr(line, "'=+15125550100"));
	assert_non_null(strstr(line,
			       "1,move-sender,ready,none,PN00000000000000000000000000000004,,0,"
			       "0,0,,"));
	plan_free(plan);
	report_about_release(&about);
	strbuf_release(&out);
}

static void test_jsonl(void **state)
{
	(void)state;
	char path[] = "/tmp/report.XXXXXX.jsonl";
	struct strbuf out = STRBUF_INIT(STRBUF_TEXT);
	struct report_about about;
	struct plan *plan = two_items();
	struct error err = ERROR_INIT;

	assert_false(report_is_csv(path));
	assert_true(report_is_csv("a.csv") && report_is_csv("plain"));
	open_about(&about, path);
	add_rows(plan, &about, false, &out);
	char *second = strchr(out.data, '\n') + 1;
	struct json *row = json_parse(second, strlen(second) - 1, &err);
	assert_non_null(row);
	assert_string_equal(json_get_string(row, "what"), "=+15125550100");
	assert_string_equal(json_get_string(row, "from"), "MG00000000000000000000000000000002");
	assert_string_equal(json_get_string(row, "to"), "MG00000000000000000000000000000003");
	assert_string_equal(json_get_string(row, "place"), "from");
	assert_string_equal(json_get_string(row, "account"), ACCOUNT);
	assert_string_equal(json_get_string(row, "host"), "https://api.twilio.com");
	assert_int_equal(json_get_integer(row, "journal_bytes", 0), 3);
	assert_string_equal(json_get_string(row, "journal_sha256"), DIGEST);
	json_free(row);
	plan_free(plan);
	report_about_release(&about);
	/* Without a journal there is no proof. */
	assert_false(report_about_init(&about, &header, path, &err));
	assert_int_equal(err.kind, ERROR_IO);
	error_release(&err);
	report_about_release(&about);
	strbuf_release(&out);
}

int main(void)
{
	const struct CMUnitTest tests[] = { cmocka_unit_test(test_csv),
					    cmocka_unit_test(test_jsonl) };

	hash_init();
	json_init();
	return cmocka_run_group_tests_name("ops/report", tests, NULL, NULL);
}
