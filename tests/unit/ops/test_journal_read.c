#include "items.h"

#include <fcntl.h>
#include <stdlib.h>
#include <unistd.h>

#include "base/date.h"
#include "base/file.h"
#include "base/hash.h"
#include "base/json.h"
#include "base/mem.h"
#include "ops/journal_line.h"
#include "ops/journal_read.h"

#define FILE_MAX ((size_t)64 << 20)
#define NOW_MS INT64_C(1795468220123)
#define REQUEST "RQ00000000000000000000000000000001"

static const struct journal_header header = {
	.program = "msgdeck 1.0",
	.account = "AC00000000000000000000000000000001",
	.host = "api.twilio.com",
};

static char *path;

static bool read_bytes(const char *bytes, size_t length, struct journal_record *record,
		       struct error *err)
{
	int fd = open(path, O_WRONLY | O_CREAT | O_TRUNC | O_CLOEXEC, 0600);

	assert_true(fd >= 0 && file_write_all(fd, bytes, length, NULL));
	close(fd);
	return journal_read(path, record, err);
}

static void add_plan(struct strbuf *out, const struct plan *plan)
{
	journal_add_header(out, &header, plan, NOW_MS);
	for (uint32_t i = 0; i < plan->items.count;)
		i = journal_add_items(out, plan, i);
	journal_add_begin(out, plan, NOW_MS);
}

static void answer(struct strbuf *out, struct plan *plan, uint32_t item, enum item_state state,
		   enum op_why why, int code, int http)
{
	plan_set_answer(plan, item, state, why, code, http, REQUEST);
	journal_add_outcome(out, plan, item, http, REQUEST, NOW_MS);
}

/* Seven items: left alone, done, waiting, refused, withdrawn, intended, untouched. */
static struct plan *write_story(struct strbuf *out)
{
	struct plan *plan = items_plan(OP_DELETE, 7);

	plan->judged = plan->items.count;
	plan_set(plan, 0, ITEM_LEFT, WHY_NO_TEXT);
	add_plan(out, plan);
	for (uint32_t i = 1; i <= 5; i++) {
		journal_add_intent(out, plan, i, NOW_MS);
		plan_set(plan, i, ITEM_SENT, WHY_NONE);
	}
	answer(out, plan, 1, ITEM_DONE, WHY_NONE, 0, 204);
	answer(out, plan, 2, ITEM_WAITING, WHY_NOT_FINAL, 20009, 409);
	answer(out, plan, 3, ITEM_REFUSED, WHY_OTHER, 21610, 400);
	journal_add_withdrawal(out, 4, NOW_MS);
	plan_set(plan, 4, ITEM_READY, WHY_NONE);
	return plan;
}

static void assert_same(const struct plan *read, const struct plan *written)
{
	assert_int_equal(read->items.count, written->items.count);
	for (uint32_t i = 0; i < written->items.count; i++) {
		const struct plan_item *a = &read->items.items[i];
		const struct plan_item *b = &written->items.items[i];

		assert_true(sid_equal(&a->sid, &b->sid));
		assert_int_equal(a->op, b->op);
		assert_int_equal(a->state, b->state);
		assert_int_equal(a->why, b->why);
		assert_int_equal(a->tries, b->tries);
		assert_int_equal(a->http, b->http);
		assert_int_equal(a->code, b->code);
		assert_string_equal(plan_request_id(read, i), plan_request_id(written, i));
	}
	assert_memory_equal(read->counts, written->counts, sizeof(read->counts));
}

static void test_round_trip(void **state)
{
	(void)state;
	struct strbuf out = STRBUF_INIT(FILE_MAX);
	struct plan *plan = write_story(&out);
	struct journal_record record;
	struct error err = ERROR_INIT;

	if (!read_bytes(out.data, out.length, &record, &err))
		fail_msg("%s", error_text(&err));
	assert_string_equal(record.program, "msgdeck 1.0");
	assert_string_equal(record.host, "api.twilio.com");
	assert_int_equal(record.account.kind, SID_AC);
	assert_int_equal(record.created, NOW_MS / 1000);
	assert_int_equal(record.plan->source, PLAN_OF_MARKED);
	assert_true(record.begun && !record.ended && !record.torn);
	assert_same(record.plan, plan);
	assert_int_equal(record.plan->items.items[5].state, ITEM_SENT);
	journal_record_release(&record);

	journal_add_end(&out, plan, END_STOPPED, NOW_MS);
	assert_true(read_bytes(out.data, out.length, &record, NULL));
	assert_true(record.ended && record.stopped);
	journal_record_release(&record);
	/* The same end as word for word, but for an erasure that is still to be looked for. */
	static const struct {
		enum journal_end end;
		const char *word;
	} ends[] = { { END_CHANGED, "changed" }, { END_COMPLETE, "complete" } };
	for (size_t i = 0; i < ARRAY_SIZE(ends); i++) {
		journal_add_end(&out, plan, ends[i].end, NOW_MS);
		assert_non_null(strstr(out.data, ends[i].word));
		assert_true(read_bytes(out.data, out.length, &record, NULL));
		assert_true(record.ended && !record.stopped);
		assert_int_equal(record.complete, ends[i].end == END_COMPLETE);
		journal_record_release(&record);
	}
	/* It was gone on with. */
	journal_add_intent(&out, plan, 6, NOW_MS);
	assert_true(read_bytes(out.data, out.length, &record, NULL));
	assert_false(record.ended || record.stopped || record.complete);
	assert_int_equal(record.plan->items.items[6].state, ITEM_SENT);
	journal_record_release(&record);
	strbuf_release(&out);
	plan_free(plan);
}

/* Whose messages an erasure is about comes back as it was; without it, nothing is said of it. */
static void test_scope(void **state)
{
	(void)state;
	struct strbuf out = STRBUF_INIT(FILE_MAX);
	struct plan *plan = write_story(&out);
	struct journal_record record;

	assert_true(read_bytes(out.data, out.length, &record, NULL));
	assert_false(record.plan->scope.known);
	journal_record_release(&record);
	plan->erasure = true;
	plan->scope = (struct plan_scope){
		.known = true,
		.media = true,
		.since = NOW_MS / 1000 - 86400,
		.until = DATE_NONE,
		.addresses = 3,
		.key = { 1, 2, 0xff },
		.tag = { 0xab, [PLAN_HASH_SIZE - 1] = 7 },
	};
	strbuf_reset(&out);
	journal_add_header(&out, &header, plan, NOW_MS);
	assert_true(read_bytes(out.data, out.length, &record, NULL));
	const struct plan_scope *scope = &record.plan->scope;
	assert_true(scope->known && scope->media && !scope->filtered);
	assert_int_equal(scope->since, plan->scope.since);
	assert_int_equal(scope->until, DATE_NONE);
	assert_int_equal(scope->addresses, 3);
	assert_memory_equal(scope->key, plan->scope.key, sizeof(scope->key));
	assert_memory_equal(scope->tag, plan->scope.tag, sizeof(scope->tag));
	/* Nothing can be compared without the salt. */
	assert_memory_equal(record.plan->salt, plan->salt, sizeof(plan->salt));
	journal_record_release(&record);
	strbuf_release(&out);
	plan_free(plan);
}

/* Every line is JSON, and no line holds more than it should. */
static void test_lines(void **state)
{
	(void)state;
	struct strbuf out = STRBUF_INIT(FILE_MAX);
	struct plan *plan = plan_new(PLAN_OF_CONTACT, "everything of +14155552671");
	struct sid sid;

	for (uint32_t i = 0; i < 1000; i++) {
		sid = item_sid(i);
		plan_add(plan, i % 400 < 200 ? OP_REDACT : OP_DELETE, &sid, NULL);
	}
	add_plan(&out, plan);
	assert_null(strstr(out.data, "4155552671"));
	for (char *line = out.data, *end; (end = strchr(line, '\n')); line = end + 1) {
		struct json *json = json_parse(line, (size_t)(end - line), NULL);

		assert_non_null(json);
		assert_int_equal(json_kind(json), JSON_KIND_OBJECT);
		assert_true(end - line < JOURNAL_LINE_MAX);
		assert_true(json_count(json_get(json, "sids")) <= JOURNAL_SIDS_MAX);
		json_free(json);
	}
	struct journal_record record;
	assert_true(read_bytes(out.data, out.length, &record, NULL));
	assert_same(record.plan, plan);
	journal_record_release(&record);
	strbuf_release(&out);
	plan_free(plan);
}

/* What the lines that are whole say, and nothing else. */
static void assert_prefix(const char *bytes, size_t length)
{
	struct journal_record record, whole;
	struct error err = ERROR_INIT;
	size_t until = length;

	while (until > 0 && bytes[until - 1] != '\n')
		until--;
	bool read = read_bytes(bytes, length, &record, &err);
	if (until == 0) {
		assert_false(read);
		assert_int_equal(err.kind, ERROR_PROTOCOL);
		error_release(&err);
		return;
	}
	if (!read)
		fail_msg("torn at %zu: %s", length, error_text(&err));
	assert_int_equal(record.torn, until != length);
	assert_true(read_bytes(bytes, until, &whole, NULL));
	assert_same(record.plan, whole.plan);
	assert_int_equal(record.begun, whole.begun);
	journal_record_release(&record);
	journal_record_release(&whole);
}

static void test_torn_anywhere(void **state)
{
	(void)state;
	struct strbuf out = STRBUF_INIT(FILE_MAX);
	struct plan *plan = write_story(&out);
	unsigned sent_before = 0;

	journal_add_end(&out, plan, END_COMPLETE, NOW_MS);
	for (size_t length = 0; length <= out.length; length++)
		assert_prefix(out.data, length);
	/* Before all items are there nothing has begun. */
	char *begin = strstr(out.data, "{\"begin\"");
	for (size_t length = 200; length < (size_t)(begin - out.data); length += 5) {
		struct journal_record record;
		assert_true(read_bytes(out.data, length, &record, NULL));
		sent_before += record.begun || record.plan->counts[ITEM_SENT];
		journal_record_release(&record);
	}
	assert_int_equal(sent_before, 0);
	strbuf_release(&out);
	plan_free(plan);
}

#define outcome(is) \
	"{\"outcome\":0,\"sid\":\"SM00000000000000000000000000000001\",\"is\":\"" is "\"}\n"
#define item_is(is)                                           \
	"{\"items\":0,\"verb\":\"delete\",\"is\":\"" is "\"," \
	"\"sids\":[\"SM00000000000000000000000000000001\"]}\n"

static void test_wrong_files(void **state)
{
	(void)state;
	static const char head[] =
		"{\"journal\":1,\"program\":\"m\",\"account\":\"AC00000000000000000000000000000001\","
		"\"host\":\"h\",\"selection\":\"one\",\"count\":1,\"at\":\"2026-11-23T21:10:20.000Z\"}\n";
	static const char short_tag[] =
		"{\"journal\":1,\"program\":\"m\",\"account\":\"AC00000000000000000000000000000001\","
		"\"host\":\"h\",\"selection\":\"one\",\"count\":1,\"erasure\":true,"
		"\"scope\":{\"addresses\":1,\"key\":\"0011223344556677\",\"tag\":\"00\"},"
		"\"at\":\"2026-11-23T21:10:20.000Z\"}\n";
	static const char item[] = "{\"items\":0,\"verb\":\"delete\",\"is\":\"ready\",\"sids\":["
				   "\"SM00000000000000000000000000000001\"]}\n";
	static const char move[] = "{\"items\":0,\"verb\":\"move-sender\",\"is\":\"ready\","
				   "\"of\":\"MG00000000000000000000000000000001\","
				   "\"to\":\"MG00000000000000000000000000000002\","
				   "\"sids\":[\"PN00000000000000000000000000000001\"]}\n";
	static const char move_without[] = "{\"items\":0,\"verb\":\"move-sender\",\"is\":\"ready\","
					   "\"sids\":[\"PN00000000000000000000000000000001\"]}\n";
	static const struct {
		const char *parts[5];
		const char *says;
	} cases[] = {
		{ { "hello\n" }, "line 1" },
		{ { "{}\n" }, "no journal" },
		{ { "[]\n" }, "no journal" },
		{ { "{\"journal\":3}\n" }, "newer msgdeck" },
		{ { "{\"journal\":1}\n" }, "first line" },
		{ { short_tag }, "first line" },
		{ { head, "{\"begin\":1}\n" }, "line 2" },
		{ { head, item, item }, "line 3" },
		{ { head, item, "{\"begin\":2}\n" }, "line 3" },
		{ { head, item, "{\"intent\":0}\n" }, "line 3" },
		{ { head, item, "{\"begin\":1}\n", "{\"intent\":1}\n" }, "no such item" },
		{ { head, item, "{\"begin\":1}\n", "{\"intent\":-1}\n" }, "no such item" },
		{ { head, item, "{\"begin\":1}\n", "{\"surprise\":0}\n" },
		  "nothing that is known" },
		{ { head, item, "{\"begin\":1}\n", "{\"end\":\"fine\"}\n" }, "how it ended" },
		/* Nothing is on its way by an answer, and nothing is done before it was begun. */
		{ { head, item, "{\"begin\":1}\n", outcome("intended") }, "outcome" },
		{ { head, item, "{\"begin\":1}\n", outcome("sent") }, "outcome" },
		{ { head, item_is("done"), "{\"begin\":1}\n" }, "list of items" },
		{ { head, item_is("sent"), "{\"begin\":1}\n" }, "list of items" },
		/* Nor is it done again, or withdrawn, by whoever's lines. */
		{ { head, item, "{\"begin\":1}\n", outcome("done"), "{\"intent\":0}\n" },
		  "at its end already" },
		{ { head, item, "{\"begin\":1}\n", outcome("left"), outcome("waiting") },
		  "at its end already" },
		{ { head, item, "{\"begin\":1}\n", outcome("done"), "{\"withdrawn\":0}\n" },
		  "at its end already" },
		{ { head, item, "{\"begin\":1}\n", "{\"withdrawn\":0}\n" }, "no intent" },
		{ { head, item, "{\"begin\":1}\n",
		    "{\"outcome\":0,\"sid\":\"SM00000000000000000000000000000002\",\"is\":\"done\"}\n" },
		  "SID" },
		{ { head, item, "{\"begin\":1}\n",
		    "{\"outcome\":0,\"sid\":\"SM00000000000000000000000000000001\",\"is\":\"fine\"}\n" },
		  "outcome" },
		{ { head, "{\"items\":0,\"verb\":\"eat\",\"is\":\"ready\",\"sids\":[\"SM1\"]}\n" },
		  "list of items" },
		{ { head,
		    "{\"items\":0,\"verb\":\"delete\",\"is\":\"ready\",\"sids\":[\"SM1\"]}\n" },
		  "no SID" },
		{ { head, "{\"items\":0,\"verb\":\"delete\",\"is\":\"ready\",\"sids\":[null]}\n" },
		  "no SID" },
		{ { head, move_without, "{\"begin\":1}\n" }, "a move has no services" },
		{ { head, move, "{\"begin\":1}\n", "{\"intent\":0,\"step\":4}\n" },
		  "no such step" },
		{ { head, move, "{\"begin\":1}\n", "{\"looked\":0,\"place\":\"there\"}\n" },
		  "nothing can have been found" },
		{ { head, move, "{\"begin\":1}\n", "{\"back\":0}\n" }, "cannot be taken back" },
		{ { head, item, "{\"begin\":1}\n", "{\"looked\":0,\"place\":\"to\"}\n" },
		  "nothing can have been found" },
		{ { head, "{\"items\":0,\"verb\":\"send\",\"is\":\"ready\",\"sids\":[null],"
			  "\"bodies\":[\"12\"]}\n" },
		  "a message is not right" },
		/* Torn in the middle is not torn at the end. */
		{ { head, item, "{\"begin\":1}\n", "{\"inte\n", "{\"intent\":0}\n" }, "line 4" },
	};

	for (size_t i = 0; i < ARRAY_SIZE(cases); i++) {
		struct strbuf bytes = STRBUF_INIT(STRBUF_LINE);
		struct journal_record record;
		struct error err = ERROR_INIT;

		for (size_t part = 0; part < 5 && cases[i].parts[part]; part++)
			strbuf_addstr(&bytes, cases[i].parts[part]);
		assert_false(read_bytes(bytes.data, bytes.length, &record, &err));
		if (!strstr(error_text(&err), cases[i].says))
			fail_msg("case %zu: %s", i, error_text(&err));
		assert_non_null(strstr(error_text(&err), path));
		assert_null(record.plan);
		error_release(&err);
		strbuf_release(&bytes);
	}
}

/* The document's example is one. */
static void test_documented_example(void **state)
{
	(void)state;
	struct strbuf page = STRBUF_INIT(FILE_MAX), name = STRBUF_INIT(STRBUF_LINE);
	const char *source = getenv("srcdir");
	struct journal_record record;
	struct error err = ERROR_INIT;

	strbuf_addf(&name, "%s/docs/journal.md", source ? source : ".");
	if (!file_read(name.data, &page, &err))
		fail_msg("%s", error_text(&err));
	const char *start = strstr(page.data, "\n```\n{\"journal\"");
	assert_non_null(start);
	start += strlen("\n```\n");
	const char *end = strstr(start, "```\n");
	assert_non_null(end);
	if (!read_bytes(start, (size_t)(end - start), &record, &err))
		fail_msg("%s", error_text(&err));
	assert_true(record.ended && record.stopped && !record.torn);
	assert_int_equal(record.plan->counts[ITEM_DONE], 2);
	assert_int_equal(record.plan->counts[ITEM_WAITING], 1);
	assert_string_equal(plan_request_id(record.plan, 2), "RQ6e5f708192a3b4c5d6e7f8091a2b3c4d");
	/* And every word that may come is named. */
	for (unsigned why = WHY_NONE + 1; why < WHY_COUNT; why++) {
		strbuf_reset(&name);
		strbuf_addf(&name, "`%s`", op_why_name(why));
		assert_non_null(strstr(page.data, name.data));
	}
	for (unsigned op = 0; op < OP_COUNT; op++) {
		strbuf_reset(&name);
		strbuf_addf(&name, "`%s`", op_verb(op)->name);
		assert_non_null(strstr(page.data, name.data));
	}
	journal_record_release(&record);
	strbuf_release(&page);
	strbuf_release(&name);
}

static struct sid sid_of(enum sid_kind kind, uint32_t number)
{
	struct sid sid = item_sid(number);

	sid.kind = (uint8_t)kind;
	return sid;
}

/* One of each verb that needs more than a message's SID. */
static struct plan *everything(void)
{
	static const char *const later[] = { "To",     "+15005550123",         "Body", "see you",
					     "SendAt", "2026-12-01T09:00:00Z", NULL };
	static const char *const now[] = { "To", "+15005550124", "ContentSid", "HX1", NULL };
	static const char *const alpha[] = { "AlphaSender", "Fernhill", NULL };
	const struct {
		enum op op;
		struct plan_target target;
	} items[] = {
		{ OP_SEND, { .form = later, .label = "+15005550123" } },
		{ OP_SEND, { .form = now } },
		{ OP_FEEDBACK, { .sid = sid_of(SID_SM, 1) } },
		{ OP_DELETE_MEDIUM, { .sid = sid_of(SID_ME, 2), .of = sid_of(SID_MM, 3) } },
		{ OP_UPDATE_SHORT_CODE, { .sid = sid_of(SID_SC, 4) } },
		{ OP_CREATE_SERVICE, { .label = "Ops" } },
		{ OP_UPDATE_SERVICE, { .sid = sid_of(SID_MG, 5) } },
		{ OP_DELETE_SERVICE, { .sid = sid_of(SID_MG, 5) } },
		{ OP_ADD_SENDER, { .sid = sid_of(SID_PN, 6), .of = sid_of(SID_MG, 5) } },
		{ OP_ADD_SENDER, { .of = sid_of(SID_MG, 5), .form = alpha } },
		{ OP_REMOVE_SENDER, { .sid = sid_of(SID_XE, 7), .of = sid_of(SID_MG, 5) } },
		/* The same sender out of two services is two items. */
		{ OP_REMOVE_SENDER, { .sid = sid_of(SID_XE, 7), .of = sid_of(SID_MG, 8) } },
		{ OP_MOVE_SENDER,
		  { .sid = sid_of(SID_PN, 9), .of = sid_of(SID_MG, 5), .to = sid_of(SID_MG, 8) } },
	};
	struct plan *plan = plan_new(PLAN_OF_MARKED, NULL);

	for (size_t i = 0; i < ARRAY_SIZE(items); i++)
		assert_true(plan_add_target(plan, items[i].op, &items[i].target, NULL));
	assert_int_equal(plan->items.count, ARRAY_SIZE(items));
	plan->judged = plan->items.count;
	return plan;
}

static void test_every_verb(void **state)
{
	(void)state;
	static const char *const secrets[] = { "5005550", "see you", "Ops", "HX1" };
	struct strbuf out = STRBUF_INIT(FILE_MAX);
	struct plan *plan = everything();
	struct journal_record record;
	struct error err = ERROR_INIT;
	struct sid made = sid_of(SID_SM, 100);

	add_plan(&out, plan);
	journal_add_intent(&out, plan, 0, NOW_MS);
	plan_set(plan, 0, ITEM_SENT, WHY_NONE);
	plan_set_sid(plan, 0, &made);
	answer(&out, plan, 0, ITEM_DONE, WHY_NONE, 0, 201);
	journal_add_intent(&out, plan, 1, NOW_MS);
	plan_set_look(plan, 1, true);
	answer(&out, plan, 1, ITEM_WAITING, WHY_NETWORK, 0, 0);
	if (!read_bytes(out.data, out.length, &record, &err))
		fail_msg("%s", error_text(&err));
	assert_same(record.plan, plan);
	for (uint32_t i = 0; i < plan->items.count; i++) {
		const struct plan_detail *read = plan_detail(record.plan, i);
		const struct plan_detail *detail = plan_detail(plan, i);

		assert_true(sid_equal(&read->of, &detail->of) && sid_equal(&read->to, &detail->to));
		assert_int_equal(read->send_at, detail->send_at);
		assert_int_equal(record.plan->items.items[i].look, plan->items.items[i].look);
		assert_int_equal(read->hashed, detail->hashed);
		assert_memory_equal(read->hash, detail->hash, sizeof(read->hash));
	}
	/* Only the name under which an alpha sender is put into a pool is kept. */
	for (uint32_t i = 0; i < plan->items.count; i++) {
		const char *name = plan_form_value(plan_detail(record.plan, i), "AlphaSender");

		assert_int_equal(plan_detail(record.plan, i)->form != NULL, name != NULL);
		assert_int_equal(name != NULL,
				 plan_form_value(plan_detail(plan, i), "AlphaSender") != NULL);
		if (name)
			assert_string_equal(name, "Fernhill");
	}
	/* The message is known again by who has it. */
	uint8_t hash[PLAN_HASH_SIZE];
	plan_hash(record.plan, (struct text){ "+15005550123", 12 }, (struct text){ "see you", 7 },
		  hash);
	assert_memory_equal(hash, plan_detail(record.plan, 0)->hash, sizeof(hash));
	assert_int_equal(plan_detail(record.plan, 0)->intended, NOW_MS / 1000);
	for (size_t i = 0; i < ARRAY_SIZE(secrets); i++)
		assert_null(strstr(out.data, secrets[i]));
	journal_record_release(&record);
	strbuf_release(&out);
	plan_free(plan);
}

static void test_long_line(void **state)
{
	(void)state;
	struct strbuf bytes = STRBUF_INIT(FILE_MAX);
	struct journal_record record;
	struct error err = ERROR_INIT;

	strbuf_addn(&bytes, ' ', 1 << 20);
	assert_false(read_bytes(bytes.data, bytes.length, &record, &err));
	assert_non_null(strstr(error_text(&err), "too long"));
	error_release(&err);
	unlink(path);
	assert_false(journal_read(path, &record, &err));
	assert_int_equal(err.kind, ERROR_IO);
	error_release(&err);
	strbuf_release(&bytes);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(test_round_trip),         cmocka_unit_test(test_lines),
		cmocka_unit_test(test_torn_anywhere),      cmocka_unit_test(test_wrong_files),
		cmocka_unit_test(test_documented_example), cmocka_unit_test(test_every_verb),
		cmocka_unit_test(test_long_line),          cmocka_unit_test(test_scope),
	};
	struct strbuf name = STRBUF_INIT(STRBUF_LINE);
	const char *base = getenv("TMPDIR");
	int failed;

	hash_init();
	json_init();
	strbuf_addf(&name, "%s/journal-%d.jsonl", base ? base : "/tmp", (int)getpid());
	path = strbuf_detach(&name, NULL);
	failed = cmocka_run_group_tests(tests, NULL, NULL);
	unlink(path);
	free(path);
	return failed;
}
