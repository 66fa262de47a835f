/*
 * The streaming reader against the oracle, on pages that are made up, hostile, or damaged, and cut
 * anywhere.
 */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

#include <string.h>

#include "api/page.h"
#include "api/shapes.h"
#include "base/date.h"
#include "base/hash.h"
#include "base/json.h"
#include "base/mem.h"
#include "base/strbuf.h"
#include "model/account.h"
#include "oracle.h"

#define SID1 "SM00000000000000000000000000000001"
#define SID2 "MM0123456789abcdef0123456789abcdef"
#define PAGE_MAX ((size_t)4 << 20)

static uint32_t seed = 12345;

static uint32_t draw(uint32_t below)
{
	seed ^= seed << 13;
	seed ^= seed >> 17;
	seed ^= seed << 5;
	return seed % below;
}

/* Feeds [0, cut), then the rest in pieces of `piece`. */
static bool read_cut(const struct page_shape *shape, const char *bytes, size_t length, size_t cut,
		     size_t piece, struct page *page, struct error *err)
{
	struct page_reader *reader = page_reader_new(shape);
	bool good = page_reader_feed(reader, bytes, cut, err);
	for (size_t at = cut; good && at < length; at += piece)
		good = page_reader_feed(reader, bytes + at,
					length - at < piece ? length - at : piece, err);
	good = good && page_reader_finish(reader, page, err);
	page_reader_free(reader);
	return good;
}

static bool read_page(const char *json, size_t length, struct page *page)
{
	struct error err = ERROR_INIT;
	bool good = read_cut(&page_of_messages, json, length, length, 1, page, &err);
	if (!good)
		assert_int_equal(err.kind, ERROR_PROTOCOL);
	error_release(&err);
	return good;
}

/* The page must be the same, or fail the same way, however it is cut. */
static void check_cuts(const char *json, size_t length, bool good, const struct page *whole)
{
	for (size_t cut = 0; cut <= length; cut++) {
		struct page page = { .count = 0 };
		size_t piece = cut % 3 == 0 ? 1 + cut % 7 : length;
		assert_int_equal(read_cut(&page_of_messages, json, length, cut, piece, &page, NULL),
				 good);
		if (good) {
			assert_null(oracle_difference(&page, whole));
			assert_int_equal(page.bad_members, whole->bad_members);
		}
		page_release(&page);
	}
}

#define FAILS SIZE_MAX

struct sample {
	const char *json;
	size_t count; /* FAILS: not readable */
	size_t bad;
	size_t bad_members;
	const char *next;
	const char *body; /* of the first message */
	size_t body_length;
};

#define BODY(text) .body = (text), .body_length = sizeof(text) - 1
#define PAGE(list) "{\"messages\":[" list "],\"next_page_uri\":null}"
#define GOOD "{\"sid\":\"" SID1 "\"}"

static const struct sample samples[] = {
	{ .json = PAGE(""), .count = 0 },
	{ .json = " { \"messages\" : [ ] } ", .count = 0 },
	{ .json = PAGE(GOOD), .count = 1 },
	{ .json = PAGE(GOOD "," GOOD), .count = 2 },
	{ .json = "{\"next_page_uri\":\"/x?a=1\\u0026b=2\",\"messages\":[]}",
	  .next = "/x?a=1&b=2" },
	{ .json = "{\"messages\":[],\"meta\":{\"key\":\"messages\",\"next_page_url\":\"https:\\/\\/"
		  "h/x\",\"page\":0}}",
	  .next = "https://h/x" },
	{ .json = "{\"messages\":[],\"next_page_uri\":\"/a\",\"next_page_uri\":null}" },
	/* last pages as other servers write them */
	{ .json = "{\"messages\":[],\"meta\":null}" },
	{ .json = "{\"meta\":null,\"messages\":[" GOOD "]}", .count = 1 },
	{ .json = "{\"messages\":[],\"next_page_uri\":\"\"}" },
	{ .json = "{\"messages\":[],\"meta\":{\"next_page_url\":\"\"}}" },
	{ .json = "{\"next_page_uri\":\"/a\",\"messages\":[],\"meta\":null}", .next = "/a" },
	/* a byte order mark */
	{ .json = "\xEF\xBB\xBF" PAGE(GOOD), .count = 1 },
	{ .json = "\xEF\xBB\xBF \n" PAGE(GOOD), .count = 1 },
	{ .json = "\xEF\xBB\xBF", .count = FAILS },
	{ .json = "\xEF\xBB" PAGE(GOOD), .count = FAILS },
	{ .json = " \xEF\xBB\xBF" PAGE(GOOD), .count = FAILS },
	{ .json = "\xEF\xBB\xBF\xEF\xBB\xBF" PAGE(GOOD), .count = FAILS },
	/* texts */
	{ .json = PAGE("{\"sid\":\"" SID1 "\",\"body\":\"a\\u0000b\"}"), .count = 1, BODY("a\0b") },
	{ .json = PAGE("{\"sid\":\"" SID1 "\",\"body\":\"\\ud83d\\ude00!\"}"),
	  .count = 1,
	  BODY("\xf0\x9f\x98\x80!") },
	{ .json = PAGE("{\"sid\":\"" SID1 "\",\"body\":\"x\\ud83dy\"}"),
	  .count = 1,
	  BODY("x\xed\xa0\xbdy") },
	{ .json = PAGE("{\"sid\":\"" SID1 "\",\"body\":\"\\ude00\\ud83d\"}"),
	  .count = 1,
	  BODY("\xed\xb8\x80\xed\xa0\xbd") },
	{ .json = PAGE("{\"sid\":\"" SID1 "\",\"body\":\"\\ud83d\\ud83d\\ude00\"}"),
	  .count = 1,
	  BODY("\xed\xa0\xbd\xf0\x9f\x98\x80") },
	{ .json = PAGE("{\"sid\":\"" SID1
		       "\",\"body\":\"\\\"\\\\\\/\\b\\f\\n\\r\\t\\u00e9\\uFFFF\"}"),
	  .count = 1,
	  BODY("\"\\/\b\f\n\r\t\xc3\xa9\xef\xbf\xbf") },
	{ .json = PAGE("{\"sid\":\"" SID1 "\",\"body\":\"\"}"), .count = 1, BODY("") },
	{ .json = PAGE("{\"sid\":\"" SID1 "\",\"body\":\"\xff\xfe\"}"),
	  .count = 1,
	  BODY("\xff\xfe") },
	{ .json = PAGE("{\"\\u0073id\":\"\\u0053M00000000000000000000000000000001\","
		       "\"bod\\u0079\":\"k\"}"),
	  .count = 1,
	  BODY("k") },
	/* members */
	{ .json = PAGE("{\"sid\":\"" SID2 "\",\"sid\":\"" SID1 "\",\"body\":\"1\",\"body\":\"2\"}"),
	  .count = 1,
	  BODY("2") },
	{ .json = PAGE("{\"sid\":\"" SID1 "\",\"sid\":\"nothing\"}"), .bad = 1, .bad_members = 1 },
	{ .json = PAGE("{\"sid\":\"" SID1 "\",\"body\":[1,{\"sid\":null}],\"to\":{},\"status\":7}"),
	  .count = 1,
	  .bad_members = 3 },
	{ .json = PAGE("{\"sid\":\"" SID1 "\",\"x\":{\"sid\":[[{}]],\"body\":\"no\"},\"y\":[{}]}"),
	  .count = 1 },
	{ .json = PAGE("{\"sid\":\"" SID1 "\",\"price\":\"a lot\",\"date_sent\":\"soon\","
		       "\"num_media\":\"-1\",\"num_segments\":70000,\"error_code\":1.5}"),
	  .count = 1,
	  .bad_members = 5 },
	{ .json = PAGE("{\"sid\":\"" SID1 "\",\"status\":\"on its way\",\"from\":null}"),
	  .count = 1 },
	/* records that are left out */
	{ .json = PAGE("{}," GOOD), .count = 1, .bad = 1 },
	{ .json = PAGE("{\"sid\":null}," GOOD), .count = 1, .bad = 1 },
	{ .json = PAGE("{\"sid\":\"SM0123456789ABCDEF0123456789abcdef\"}," GOOD),
	  .count = 1,
	  .bad = 1,
	  .bad_members = 1 },
	{ .json = PAGE("null,1,\"x\",[{\"sid\":1}],true," GOOD), .count = 1, .bad = 5 },
	{ .json = PAGE("{\"sid\":\"" SID1 "\",\"body\":\"a\nb\"}," GOOD), .count = 1, .bad = 1 },
	{ .json = PAGE("{\"sid\":\"" SID1 "\",\"body\":\"a\\x\"}," GOOD), .count = 1, .bad = 1 },
	{ .json = PAGE("{\"sid\":\"" SID1 "\",\"body\":\"a\\u12\"}," GOOD), .count = 1, .bad = 1 },
	{ .json = PAGE("{\"sid\":\"" SID1 "\",\"body\":\"a\\u12g4\"}," GOOD), .count = 1, .bad = 1 },
	{ .json = PAGE("{\"sid\":\"" SID1 "\" \"body\":1}," GOOD), .count = 1, .bad = 1 },
	{ .json = PAGE("{\"sid\":\"" SID1 "\",}," GOOD), .count = 1, .bad = 1 },
	{ .json = PAGE("{\"sid\":\"" SID1 "\",body:{\"a\":[\"}]\"]}}," GOOD), .count = 1, .bad = 1 },
	{ .json = PAGE("{\"sid\":\"" SID1 "\",\"x\":nul}," GOOD), .count = 1, .bad = 1 },
	{ .json = PAGE("{\"sid\":\"" SID1 "\",\"x\":01}," GOOD), .count = 1, .bad = 1 },
	{ .json = PAGE("{\"sid\":\"" SID1 "\",\"x\":[1,{\"y\":-}]}," GOOD), .count = 1, .bad = 1 },
	{ .json = PAGE("{\"sid\":\"" SID1 "\",\"x\":{\"y\":{\"z\" 1}}}," GOOD),
	  .count = 1,
	  .bad = 1 },
	/* pages that are none */
	{ .json = "", .count = FAILS },
	{ .json = "null", .count = FAILS },
	{ .json = "[]", .count = FAILS },
	{ .json = "{}", .count = FAILS },
	{ .json = "{\"messages\":null}", .count = FAILS },
	{ .json = "{\"messages\":{}}", .count = FAILS },
	{ .json = "{\"messages\":[]", .count = FAILS },
	{ .json = "{\"messages\":[]}}", .count = FAILS },
	{ .json = "{\"messages\":[]} x", .count = FAILS },
	{ .json = "{\"messages\":[],\"next_page_uri\":7}", .count = FAILS },
	{ .json = "{\"messages\":[],\"meta\":[]}", .count = FAILS },
	{ .json = "{\"messages\":[" GOOD " " GOOD "]}", .count = FAILS },
	{ .json = "{\"messages\":[" GOOD ",]}", .count = FAILS },
	{ .json = "{\"messages\":[" GOOD, .count = FAILS },
	{ .json = "{\"messages\":[{\"sid\":\"" SID1, .count = FAILS },
	{ .json = "{\"messages\":[{\"sid\" \"", .count = FAILS },
	{ .json = "{\"messages\":[],\"uri\":\"a\\x\"}", .count = FAILS },
	{ .json = "<!DOCTYPE html><html>", .count = FAILS },
};

static void check_sample(const struct sample *sample, const struct page *page)
{
	const struct message *messages = page->records;
	assert_int_equal(page->count, sample->count);
	assert_int_equal(page->bad_records, sample->bad);
	assert_int_equal(page->bad_members, sample->bad_members);
	if (sample->next)
		assert_string_equal(page->next.data, sample->next);
	else
		assert_null(page->next.data);
	if (!sample->body)
		return;
	assert_int_equal(messages[0].body.length, sample->body_length);
	assert_memory_equal(messages[0].body.data, sample->body, sample->body_length);
}

static void test_samples(void **state)
{
	(void)state;
	for (size_t i = 0; i < ARRAY_SIZE(samples); i++) {
		const struct sample *sample = &samples[i];
		struct page page = { .count = 0 };
		size_t length = strlen(sample->json);
		bool good = read_page(sample->json, length, &page);
		print_message("# %s\n", sample->json);
		assert_int_equal(good, sample->count != FAILS);
		if (good)
			check_sample(sample, &page);
		check_cuts(sample->json, length, good, &page);
		page_release(&page);
	}
}

/* Every member, and what it becomes. */
static void test_whole_message(void **state)
{
	(void)state;
	static const char json[] = PAGE(
		"{\"body\":\"hi\",\"num_segments\":\"2\",\"direction\":\"outbound-api\","
		"\"from\":\"+15550001\",\"to\":\"whatsapp:+15550002\","
		"\"date_updated\":\"Fri, 24 May 2019 17:44:51 +0000\",\"price\":\"-0.00750\","
		"\"error_message\":\"no\",\"uri\":\"/u\",\"account_sid\":\"AC\",\"num_media\":\"3\","
		"\"status\":\"undelivered\","
		"\"messaging_service_sid\":\"MG000000000000000000000000000000ab\","
		"\"sid\":\"" SID2 "\",\"date_sent\":\"Fri, 24 May 2019 17:44:50 +0000\","
		"\"date_created\":\"Thu, 23 May 2019 23:59:59 +0000\",\"error_code\":30007,"
		"\"price_unit\":\"USD\",\"api_version\":\"2010-04-01\","
		"\"subresource_uris\":{\"media\":\"/m\"}}");
	struct page page = { .count = 0 };
	char sid[SID_SIZE];
	assert_true(read_page(json, strlen(json), &page));
	assert_int_equal(page.count, 1);
	const struct message *m = page.records;
	sid_format(&m->sid, sid);
	assert_string_equal(sid, SID2);
	sid_format(&m->service, sid);
	assert_string_equal(sid, "MG000000000000000000000000000000ab");
	assert_memory_equal(m->body.data, "hi", 2);
	assert_memory_equal(m->to.data, "whatsapp:+15550002", m->to.length);
	assert_int_equal(m->num_segments, 2);
	assert_int_equal(m->num_media, 3);
	assert_int_equal(m->direction, DIRECTION_OUTBOUND_API);
	assert_int_equal(m->status, STATUS_UNDELIVERED);
	assert_true(m->has_price);
	assert_int_equal(m->price.units, -750);
	assert_int_equal(m->price.scale, 5);
	assert_int_equal(m->error_code, 30007);
	assert_int_equal(m->date_sent, 1558719890);
	assert_int_equal(m->date_updated, 1558719891);
	assert_int_equal(m->date_created, 1558655999);
	page_release(&page);
}

/* Amounts and counts as numbers, codes as texts, dates of the other API. */
static void test_other_spellings(void **state)
{
	(void)state;
	static const char json[] =
		PAGE("{\"sid\":\"" SID1 "\",\"price\":-0.0075,\"num_segments\":2,\"num_media\":3,"
		     "\"error_code\":\"30007\",\"date_sent\":\"2019-05-24T17:44:50Z\","
		     "\"date_created\":\"2019-05-24 17:44:49.250\"},"
		     "{\"sid\":\"" SID2 "\",\"price\":-7.5e-3},"
		     "{\"sid\":\"" SID2 "\",\"price\":-1}");
	struct page page = { .count = 0 };
	assert_true(read_page(json, strlen(json), &page));
	assert_int_equal(page.count, 3);
	assert_int_equal(page.bad_members, 0);
	const struct message *m = page.records;
	assert_true(m[0].has_price && m[1].has_price && m[2].has_price);
	assert_int_equal(m[0].price.units, -75);
	assert_int_equal(m[0].price.scale, 4);
	assert_int_equal(decimal_compare(m[0].price, m[1].price), 0);
	assert_int_equal(m[2].price.units, -1);
	assert_int_equal(m[0].num_segments, 2);
	assert_int_equal(m[0].num_media, 3);
	assert_true(m[0].has_num_media);
	assert_false(m[1].has_num_media);
	assert_int_equal(m[0].error_code, 30007);
	assert_int_equal(m[0].date_sent, 1558719890);
	assert_int_equal(m[0].date_created, 1558719889);
	page_release(&page);
}

/* Words that this version does not know are kept as they came. */
static void test_unknown_words(void **state)
{
	(void)state;
	static const char json[] = PAGE("{\"sid\":\"" SID1 "\",\"status\":\"on its \\u0077ay\"},"
					"{\"sid\":\"" SID2 "\",\"direction\":\"up\","
					"\"direction\":\"inbound\",\"status\":\"sent\"}");
	struct page page = { .count = 0 };
	assert_true(read_page(json, strlen(json), &page));
	assert_int_equal(page.count, 2);
	const struct message *m = page.records;
	assert_int_equal(m[0].status, STATUS_UNKNOWN);
	assert_int_equal(m[0].status_word.length, 10);
	assert_memory_equal(m[0].status_word.data, "on its way", 10);
	assert_null(m[0].direction_word.data);
	assert_null(m[1].status_word.data);
	assert_null(m[1].direction_word.data);
	assert_int_equal(m[1].direction, DIRECTION_INBOUND);
	page_release(&page);
}

static void add_text(struct strbuf *out)
{
	static const char *const parts[] = { "hello ",
					     "\\u00e9",
					     "\\ud83d\\ude00",
					     "\\n",
					     "\\\"",
					     "\xc3\xa9",
					     "\xf0\x9f\x98\x80",
					     "\\u0000",
					     "\\ud800",
					     "\\udc00",
					     "}{][,:",
					     "\\\\",
					     "a",
					     "0123456789012345678901234567890123456789" };
	strbuf_addch(out, '"');
	for (uint32_t n = draw(12); n > 0; n--)
		strbuf_addstr(out, parts[draw(ARRAY_SIZE(parts))]);
	strbuf_addch(out, '"');
}

static void add_blank(struct strbuf *out)
{
	static const char *const blanks[] = { "", "", "", "", " ", "\n  ", "\t", "\r\n" };
	strbuf_addstr(out, blanks[draw(ARRAY_SIZE(blanks))]);
}

static void add_any(struct strbuf *out, int depth)
{
	static const char *const values[] = { "null", "true", "false", "0", "-12.5e+3", "\"\"" };
	uint32_t kind = draw(depth > 3 ? 7 : 9);
	if (kind < 6) {
		strbuf_addstr(out, values[kind]);
	} else if (kind == 6) {
		add_text(out);
	} else {
		strbuf_addch(out, kind == 7 ? '[' : '{');
		for (uint32_t n = draw(4); n > 0; n--) {
			if (kind == 8)
				strbuf_addf(out, "\"k%u\":", n);
			add_any(out, depth + 1);
			if (n > 1)
				strbuf_addch(out, ',');
		}
		strbuf_addch(out, kind == 7 ? ']' : '}');
	}
}

static void add_value(struct strbuf *out, const char *name)
{
	static const char *const words[] = { "delivered", "failed", "inbound", "outbound-api",
					     "?" };
	if (draw(12) == 0) {
		add_any(out, 0);
	} else if (strcmp(name, "sid") == 0 || strcmp(name, "messaging_service_sid") == 0) {
		strbuf_addf(out, "\"%s%08x%08x%08x%08x\"", draw(2) ? "SM" : "MG", draw(UINT32_MAX),
			    draw(UINT32_MAX), draw(UINT32_MAX), draw(UINT32_MAX));
	} else if (strncmp(name, "date", 4) == 0) {
		char date[DATE_RFC2822_SIZE];
		date_format_rfc2822(1500000000 + draw(100000000), date);
		strbuf_addf(out, "\"%s\"", date);
	} else if (strncmp(name, "num", 3) == 0 || strcmp(name, "error_code") == 0) {
		strbuf_addf(out, draw(2) ? "\"%u\"" : "%u", draw(90000));
	} else if (strcmp(name, "price") == 0) {
		strbuf_addf(out, "\"-0.%05u\"", draw(100000));
	} else if (strcmp(name, "status") == 0 || strcmp(name, "direction") == 0) {
		strbuf_addf(out, "\"%s\"", words[draw(ARRAY_SIZE(words))]);
	} else {
		add_text(out);
	}
}

static void add_record(struct strbuf *out)
{
	static const char *const names[] = { "sid",           "body",
					     "from",          "to",
					     "status",        "direction",
					     "date_sent",     "date_created",
					     "date_updated",  "price",
					     "price_unit",    "num_media",
					     "num_segments",  "error_code",
					     "error_message", "messaging_service_sid",
					     "uri",           "subresource_uris",
					     "unknown",       "SID" };
	uint32_t start = draw(4) ? 0 : draw(ARRAY_SIZE(names));
	uint32_t count = draw(6) ? ARRAY_SIZE(names) : draw(ARRAY_SIZE(names));
	strbuf_addch(out, '{');
	for (uint32_t i = 0; i < count; i++) {
		const char *name = names[(start + i) % ARRAY_SIZE(names)];
		add_blank(out);
		strbuf_addf(out, "\"%s\"", name);
		add_blank(out);
		strbuf_addch(out, ':');
		add_blank(out);
		add_value(out, name);
		add_blank(out);
		if (i + 1 < count)
			strbuf_addch(out, ',');
	}
	strbuf_addch(out, '}');
}

static void add_page(struct strbuf *out, uint32_t records)
{
	strbuf_addstr(out, "{\"page\":0,");
	if (draw(2))
		strbuf_addstr(out, "\"next_page_uri\":\"/2010-04-01/x?PageSize=50\\u0026y\",");
	strbuf_addstr(out, "\"messages\":[");
	for (uint32_t i = 0; i < records; i++) {
		if (i)
			strbuf_addch(out, ',');
		add_blank(out);
		add_record(out);
	}
	strbuf_addstr(out, "],\"uri\":\"/x\"}");
}

static void check_oracle(const struct strbuf *json)
{
	struct page page = { .count = 0 }, expected;
	bool good = read_page(json->data, json->length, &page);
	bool right = oracle_page(json->data, json->length, &expected);
	/* The one difference: what is no JSON in a record costs only that record. */
	if (right || (good && !page.bad_records)) {
		if (good != right)
			fail_msg("%s: %s", good ? "taken" : "refused", json->data);
		const char *difference = oracle_difference(&page, &expected);
		if (difference)
			fail_msg("%s differs: %s", difference, json->data);
	}
	page_release(&page);
	page_release(&expected);
}

static void test_like_oracle(void **state)
{
	(void)state;
	for (int round = 0; round < 2000; round++) {
		struct strbuf json = STRBUF_INIT(PAGE_MAX);
		add_page(&json, draw(6));
		check_oracle(&json);
		strbuf_release(&json);
	}
}

/* A character changed, doubled or taken away. */
static void damage(struct strbuf *json)
{
	static const char bytes[] = "\"\\{}[],: 0e.-nutf\nA";
	size_t at = draw((uint32_t)json->length);
	while ((unsigned char)json->data[at] >= 0x80)
		at = draw((uint32_t)json->length);
	switch (draw(3)) {
	case 0:
		json->data[at] = bytes[draw(sizeof(bytes) - 1)];
		break;
	case 1:
		memmove(json->data + at, json->data + at + 1, json->length - at - 1);
		strbuf_truncate(json, json->length - 1);
		break;
	default:
		strbuf_addch(json, json->data[json->length - 1]);
		memmove(json->data + at + 1, json->data + at, json->length - at - 1);
		json->data[at] = bytes[draw(sizeof(bytes) - 1)];
		break;
	}
}

static void test_like_oracle_when_damaged(void **state)
{
	(void)state;
	for (int round = 0; round < 20000; round++) {
		struct strbuf json = STRBUF_INIT(PAGE_MAX);
		add_page(&json, 1 + draw(3));
		for (uint32_t n = 1 + draw(2); n > 0; n--)
			damage(&json);
		check_oracle(&json);
		strbuf_release(&json);
	}
}

static void test_cut_at_every_byte(void **state)
{
	(void)state;
	for (int round = 0; round < 12; round++) {
		struct strbuf json = STRBUF_INIT(PAGE_MAX);
		struct page page = { .count = 0 };
		add_page(&json, 2);
		if (round % 3 == 2)
			damage(&json);
		bool good = read_page(json.data, json.length, &page);
		check_cuts(json.data, json.length, good, &page);
		page_release(&page);
		strbuf_release(&json);
	}
}

static void test_limits(void **state)
{
	(void)state;
	struct strbuf json = STRBUF_INIT(PAGE_MAX);
	struct page page = { .count = 0 };

	strbuf_addstr(&json, "{\"messages\":[{\"x\":");
	strbuf_addn(&json, '[', 100);
	strbuf_addn(&json, ']', 100);
	strbuf_addstr(&json, "}," GOOD "]}");
	assert_true(read_page(json.data, json.length, &page));
	assert_int_equal(page.count, 1);
	assert_int_equal(page.bad_records, 1);
	page_release(&page);

	strbuf_reset(&json);
	strbuf_addstr(&json, "{\"messages\":[{\"body\":\"");
	strbuf_addn(&json, 'x', (size_t)2 << 20);
	strbuf_addstr(&json, "\"}]}");
	assert_false(read_page(json.data, json.length, &page));

	strbuf_reset(&json);
	strbuf_addstr(&json, "{\"messages\":[");
	for (int i = 0; i <= PAGE_RECORDS_MAX; i++)
		strbuf_addstr(&json, i ? "," GOOD : GOOD);
	strbuf_addstr(&json, "]}");
	assert_false(read_page(json.data, json.length, &page));
	strbuf_release(&json);
}

static void test_single(void **state)
{
	(void)state;
	static const char json[] =
		"{\"auth_token\":\"canary\",\"status\":\"active\",\"sid\":"
		"\"AC000000000000000000000000000000aa\",\"friendly_name\":\"Ann\"}";
	static const char none[] = "{\"status\":\"active\"}";
	struct page page = { .count = 0 };
	struct error err = ERROR_INIT;
	assert_true(read_cut(&page_of_account, json, strlen(json), 5, 3, &page, NULL));
	const struct account *account = page.records;
	assert_int_equal(account->sid.kind, SID_AC);
	assert_memory_equal(account->friendly_name.data, "Ann", 3);
	page_release(&page);
	assert_false(read_cut(&page_of_account, none, strlen(none), 5, 3, &page, &err));
	assert_int_equal(err.kind, ERROR_PROTOCOL);
	error_release(&err);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(test_samples),
		cmocka_unit_test(test_whole_message),
		cmocka_unit_test(test_other_spellings),
		cmocka_unit_test(test_unknown_words),
		cmocka_unit_test(test_like_oracle),
		cmocka_unit_test(test_like_oracle_when_damaged),
		cmocka_unit_test(test_cut_at_every_byte),
		cmocka_unit_test(test_limits),
		cmocka_unit_test(test_single),
	};
	hash_init();
	json_init();
	return cmocka_run_group_tests(tests, NULL, NULL);
}
