/*
 * Every table of api/shapes.h: as the OpenAPI documents show an answer, and against the oracle on
 * answers that are made up.
 */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

#include <string.h>

#include "api/endpoint.h"
#include "api/shapes.h"
#include "base/date.h"
#include "base/hash.h"
#include "base/json.h"
#include "base/mem.h"
#include "base/strbuf.h"
#include "model/account.h"
#include "model/medium.h"
#include "model/number.h"
#include "model/price.h"
#include "model/sender.h"
#include "model/service.h"
#include "oracle_shape.h"

#define PAGE_MAX ((size_t)4 << 20)
#define AC "\"account_sid\":\"AC00000000000000000000000000000001\","
#define MG "MG00000000000000000000000000000002"

static uint32_t seed = 987654321;

static uint32_t draw(uint32_t below)
{
	seed ^= seed << 13;
	seed ^= seed >> 17;
	seed ^= seed << 5;
	return seed % below;
}

/* In pieces of `piece` bytes. */
static bool read_page(const struct page_shape *shape, const char *bytes, size_t length,
		      size_t piece, struct page *page)
{
	struct page_reader *reader = page_reader_new(shape);
	bool good = true;
	*page = (struct page){ .count = 0 };
	for (size_t at = 0; good && at < length; at += piece)
		good = page_reader_feed(reader, bytes + at,
					length - at < piece ? length - at : piece, NULL);
	good = good && page_reader_finish(reader, page, NULL);
	page_reader_free(reader);
	return good;
}

static void assert_text(struct text text, const char *expected)
{
	if (!expected) {
		assert_null(text.data);
		return;
	}
	assert_non_null(text.data);
	assert_int_equal(text.length, strlen(expected));
	assert_memory_equal(text.data, expected, text.length);
}

static void assert_sid(const struct sid *sid, const char *expected)
{
	char text[SID_SIZE];
	sid_format(sid, text);
	assert_string_equal(text, expected);
}

/* One record as it comes alone and in a list, cut at each byte; the page of the list stays. */
static const void *read_both(const struct page_shape *one, const struct page_shape *list,
			     const char *json, struct page *page)
{
	struct strbuf all = STRBUF_INIT(PAGE_MAX);
	struct page alone;
	strbuf_addf(&all,
		    "{\"meta\":{\"page\":0,\"next_page_url\":null,\"key\":\"%s\"},\"%s\":[%s]}",
		    list->list, list->list, json);
	for (size_t piece = 1; piece < 9; piece++) {
		assert_true(!one || read_page(one, json, strlen(json), piece, &alone));
		assert_true(read_page(list, all.data, all.length, piece, page));
		assert_int_equal(page->count, 1);
		assert_int_equal(page->bad_members, 0);
		if (one) {
			assert_null(oracle_shape_difference(one, &alone, page));
			page_release(&alone);
		}
		if (piece < 8)
			page_release(page);
	}
	strbuf_release(&all);
	return page->records;
}

static void test_service(void **state)
{
	(void)state;
	struct page page;
	const struct service *s = read_both(
		&page_of_service, &page_of_services,
		"{" AC "\"sid\":\"" MG "\",\"date_created\":\"2015-07-30T20:12:31Z\","
		"\"date_updated\":\"2015-07-30T20:12:33Z\",\"friendly_name\":\"A service\","
		"\"inbound_request_url\":\"https://www.example.com\",\"inbound_method\":\"POST\","
		"\"fallback_url\":null,\"fallback_method\":\"GET\","
		"\"status_callback\":\"https://www.example.com/s\",\"sticky_sender\":true,"
		"\"smart_encoding\":false,\"mms_converter\":true,\"fallback_to_long_code\":true,"
		"\"scan_message_content\":\"inherit\",\"area_code_geomatch\":true,"
		"\"validity_period\":600,\"synchronous_validation\":true,"
		"\"usecase\":\"marketing\",\"us_app_to_person_registered\":true,"
		"\"use_inbound_webhook_on_number\":true,\"links\":{\"phone_numbers\":\"x\"},"
		"\"url\":\"https://messaging.twilio.com/v1/Services/x\"}",
		&page);
	assert_sid(&s->sid, MG);
	assert_text(s->friendly_name, "A service");
	assert_int_equal(s->date_created, 1438287151);
	assert_int_equal(s->date_updated, 1438287153);
	assert_text(s->inbound_request_url, "https://www.example.com");
	assert_text(s->inbound_method, "POST");
	assert_text(s->fallback_url, NULL);
	assert_text(s->fallback_method, "GET");
	assert_text(s->status_callback, "https://www.example.com/s");
	assert_text(s->scan_message_content, "inherit");
	assert_text(s->usecase, "marketing");
	assert_int_equal(s->validity_period, 600);
	assert_true(s->sticky_sender && s->mms_converter && s->fallback_to_long_code);
	assert_true(s->area_code_geomatch && s->synchronous_validation);
	assert_true(s->use_inbound_webhook_on_number && s->us_app_to_person_registered);
	assert_false(s->smart_encoding);
	page_release(&page);
}

static void test_pool_senders(void **state)
{
	(void)state;
	static const struct {
		const struct page_shape *one, *list;
		const char *prefix, *name, *service, *address, *country;
		unsigned capabilities;
		const char *rest;
	} cases[] = {
		{ &page_of_pool_number, &page_of_pool_numbers, "PN", "phone_number", "service_sid",
		  "+15125550100", "US", CAPABLE_SMS | CAPABLE_MMS | CAPABLE_VOICE,
		  "\"country_code\":\"US\",\"capabilities\":[\"SMS\",\"MMS\",\"Voice\"]" },
		{ &page_of_pool_code, &page_of_pool_codes, "SC", "short_code", "service_sid",
		  "73529", "US", CAPABLE_SMS,
		  "\"capabilities\":[\"SMS\"],\"country_code\":\"US\"" },
		{ &page_of_pool_alpha, &page_of_pool_alphas, "AI", "alpha_sender", "service_sid",
		  "Fernhill", NULL, 0, "\"capabilities\":[]" },
		{ &page_of_pool_channel, &page_of_pool_channels, "XE", "sender",
		  "messaging_service_sid", "whatsapp:+15125550100", "US", 0,
		  "\"sender_type\":\"WhatsApp\",\"country_code\":\"US\"" },
	};
	for (size_t i = 0; i < ARRAY_SIZE(cases); i++) {
		struct strbuf json = STRBUF_INIT(STRBUF_LINE);
		struct page page;
		strbuf_addf(&json,
			    "{" AC "\"sid\":\"%s00000000000000000000000000000003\",\"%s\":\"" MG
			    "\",\"%s\":\"%s\",\"date_created\":\"2015-07-30T20:12:31Z\","
			    "\"date_updated\":null,%s,\"url\":\"x\"}",
			    cases[i].prefix, cases[i].service, cases[i].name, cases[i].address,
			    cases[i].rest);
		const struct sender *s = read_both(cases[i].one, cases[i].list, json.data, &page);
		assert_sid(&s->service, MG);
		assert_text(s->address, cases[i].address);
		assert_text(s->country, cases[i].country);
		assert_text(s->type, i == 3 ? "WhatsApp" : NULL);
		assert_int_equal(s->capabilities, cases[i].capabilities);
		assert_int_equal(s->date_created, 1438287151);
		assert_true(s->date_updated == DATE_NONE);
		page_release(&page);
		strbuf_release(&json);
	}
}

static void test_channel_sender(void **state)
{
	(void)state;
	struct page page;
	const struct sender *s = read_both(
		NULL, &page_of_channel_senders,
		"{\"sid\":\"XE00000000000000000000000000000003\",\"status\":\"ONLINE\","
		"\"sender_id\":\"whatsapp:+15017122661\",\"configuration\":{\"waba_id\":\"1\"},"
		"\"webhook\":{\"callback_url\":\"https://x\"},\"profile\":{\"name\":\"Example\","
		"\"emails\":[{\"email\":\"a@b\"}]},\"properties\":{\"quality_rating\":\"HIGH\"},"
		"\"offline_reasons\":null,\"compliance\":null,\"url\":\"https://x\"}",
		&page);
	assert_sid(&s->sid, "XE00000000000000000000000000000003");
	assert_text(s->address, "whatsapp:+15017122661");
	assert_text(s->status, "ONLINE");
	assert_int_equal(s->service.kind, SID_NONE);
	assert_true(s->date_created == DATE_NONE);
	page_release(&page);
}

static void test_number(void **state)
{
	(void)state;
	struct page page;
	const struct number *n = read_both(
		NULL, &page_of_numbers,
		"{" AC "\"sid\":\"PN00000000000000000000000000000003\",\"address_sid\":null,"
		"\"api_version\":\"2010-04-01\",\"beta\":true,\"capabilities\":{\"mms\":true,"
		"\"sms\":false,\"voice\":true,\"fax\":null},"
		"\"date_created\":\"Thu, 30 Jul 2015 23:19:04 +0000\","
		"\"date_updated\":\"Thu, 30 Jul 2015 23:19:05 +0000\",\"friendly_name\":\"(808)\","
		"\"phone_number\":\"+18089255327\",\"origin\":\"origin\",\"sms_url\":\"\","
		"\"sms_method\":\"POST\",\"sms_fallback_url\":\"https://f\","
		"\"sms_fallback_method\":\"GET\",\"status\":\"in-use\",\"type\":\"local\"}",
		&page);
	assert_sid(&n->sid, "PN00000000000000000000000000000003");
	assert_text(n->phone_number, "+18089255327");
	assert_text(n->friendly_name, "(808)");
	assert_text(n->type, "local");
	assert_text(n->origin, "origin");
	assert_text(n->status, "in-use");
	assert_text(n->sms_url, "");
	assert_text(n->sms_method, "POST");
	assert_text(n->sms_fallback_url, "https://f");
	assert_text(n->sms_fallback_method, "GET");
	assert_int_equal(n->capabilities, CAPABLE_MMS | CAPABLE_VOICE);
	assert_int_equal(n->date_created, 1438298344);
	assert_true(n->beta);
	page_release(&page);
}

static void test_short_code(void **state)
{
	(void)state;
	struct page page;
	const struct short_code *c = read_both(
		&page_of_short_code, &page_of_short_codes,
		"{" AC "\"sid\":\"SC00000000000000000000000000000003\","
		"\"api_version\":\"2008-08-01\",\"friendly_name\":\"API_CLUSTER\","
		"\"date_created\":null,\"date_updated\":\"Thu, 30 Jul 2015 23:19:05 +0000\","
		"\"short_code\":\"99990\",\"sms_url\":null,\"sms_method\":\"POST\","
		"\"sms_fallback_method\":\"GET\",\"sms_fallback_url\":null,\"uri\":\"/x\"}",
		&page);
	assert_text(c->short_code, "99990");
	assert_text(c->friendly_name, "API_CLUSTER");
	assert_text(c->api_version, "2008-08-01");
	assert_text(c->sms_url, NULL);
	assert_text(c->sms_method, "POST");
	assert_text(c->sms_fallback_method, "GET");
	assert_true(c->date_created == DATE_NONE);
	assert_int_equal(c->date_updated, 1438298345);
	page_release(&page);
}

static void test_medium(void **state)
{
	(void)state;
	struct page page;
	const struct medium *m = read_both(&page_of_medium, &page_of_media,
					   "{" AC "\"sid\":\"ME00000000000000000000000000000003\","
					   "\"parent_sid\":\"MM00000000000000000000000000000004\","
					   "\"content_type\":\"image/jpeg\",\"uri\":\"/x\","
					   "\"date_created\":\"Thu, 30 Jul 2015 23:19:04 +0000\","
					   "\"date_updated\":\"Thu, 30 Jul 2015 23:19:05 +0000\"}",
					   &page);
	assert_sid(&m->sid, "ME00000000000000000000000000000003");
	assert_sid(&m->message, "MM00000000000000000000000000000004");
	assert_text(m->content_type, "image/jpeg");
	assert_int_equal(m->date_updated, 1438298345);
	page_release(&page);
}

/* A list of accounts has a token in each; none of them is decoded. */
static void test_accounts(void **state)
{
	(void)state;
	struct page page;
	const struct account *a = read_both(
		&page_of_account, &page_of_accounts,
		"{\"auth_token\":\"sesame\",\"sid\":\"AC00000000000000000000000000000003\","
		"\"owner_account_sid\":\"AC00000000000000000000000000000001\","
		"\"friendly_name\":\"Sub\",\"status\":\"active\",\"type\":\"Full\"}",
		&page);
	assert_sid(&a->sid, "AC00000000000000000000000000000003");
	assert_sid(&a->owner, "AC00000000000000000000000000000001");
	assert_text(a->friendly_name, "Sub");
	page_release(&page);
}

static void test_countries(void **state)
{
	(void)state;
	static const char json[] =
		"{\"countries\":[{\"country\":\"Austria\",\"iso_country\":\"AT\",\"url\":\"x\"},"
		"{\"country\":\"Nowhere\",\"iso_country\":null},"
		"{\"country\":null,\"iso_country\":\"GB\"}],"
		"\"meta\":{\"next_page_url\":\"https://pricing.twilio.com/v1/Messaging/Countries?"
		"Page=1\",\"key\":\"countries\"}}";
	struct page page;
	assert_true(read_page(&page_of_countries, json, strlen(json), 5, &page));
	assert_int_equal(page.count, 2);
	assert_int_equal(page.bad_records, 1);
	const struct country *c = page.records;
	assert_text(c[0].name, "Austria");
	assert_text(c[0].iso, "AT");
	assert_text(c[1].name, NULL);
	assert_text(page.next, "https://pricing.twilio.com/v1/Messaging/Countries?Page=1");
	page_release(&page);
}

/* Capabilities that are not as documented cost no more than themselves. */
static void test_flags(void **state)
{
	(void)state;
	static const struct {
		const char *json;
		unsigned capabilities;
		size_t bad_members;
	} cases[] = {
		{ "null", 0, 0 },
		{ "[]", 0, 0 },
		{ "{}", 0, 0 },
		{ "[\"SM\\u0053\",\"pager\"]", CAPABLE_SMS | CAPABLE_OTHER, 0 },
		{ "{\"Sm\\u0053\":true,\"MMS\":false}", CAPABLE_SMS, 0 },
		{ "[\"SMS\",1]", 0, 1 },
		{ "[\"SMS\",null]", 0, 1 },
		{ "[\"SMS\",[\"MMS\"]]", 0, 1 },
		{ "{\"sms\":true,\"mms\":{\"voice\":true}}", 0, 1 },
		{ "{\"sms\":true,\"mms\":\"yes\"}", 0, 1 },
		{ "{\"sms\":true,\"pager\":{\"mms\":true}}", CAPABLE_SMS, 0 },
		{ "{\"pager\":[\"MMS\",[1]],\"sms\":true,\"relay\":7}", CAPABLE_SMS, 0 },
		{ "\"SMS\"", 0, 1 },
		{ "true", 0, 1 },
		{ "[\"SMS\"],\"capabilities\":null", 0, 0 },
		{ "[\"SMS\"],\"capabilities\":[\"MMS\"]", CAPABLE_MMS, 0 },
	};
	for (size_t i = 0; i < ARRAY_SIZE(cases); i++) {
		struct strbuf json = STRBUF_INIT(STRBUF_LINE);
		struct page page;
		strbuf_addf(&json,
			    "{\"incoming_phone_numbers\":[{\"capabilities\":%s,"
			    "\"sid\":\"PN00000000000000000000000000000003\","
			    "\"phone_number\":\"+1\"}]}",
			    cases[i].json);
		for (size_t piece = 1; piece < 20; piece += 3) {
			assert_true(
				read_page(&page_of_numbers, json.data, json.length, piece, &page));
			const struct number *number = page.records;
			assert_int_equal(number->capabilities, cases[i].capabilities);
			assert_int_equal(page.bad_members, cases[i].bad_members);
			assert_text(number->phone_number, "+1");
			page_release(&page);
		}
		strbuf_release(&json);
	}
}

/* A record that breaks off within its flags costs only itself. */
static void test_broken_flags(void **state)
{
	(void)state;
	static const char json[] =
		"{\"phone_numbers\":[{\"capabilities\":[\"SMS\" \"MMS\"],\"sid\":"
		"\"PN00000000000000000000000000000001\"},{\"sid\":"
		"\"PN00000000000000000000000000000002\",\"capabilities\":[\"MMS\"]}]}";
	struct page page;
	for (size_t piece = 1; piece < 50; piece++) {
		assert_true(read_page(&page_of_pool_numbers, json, strlen(json), piece, &page));
		assert_int_equal(page.count, 1);
		assert_int_equal(page.bad_records, 1);
		assert_int_equal(((const struct sender *)page.records)->capabilities, CAPABLE_MMS);
		page_release(&page);
	}
}

/* -- against the oracle ------------------------------------------------------------------------ */

static void add_junk(struct strbuf *out)
{
	static const char *const junk[] = { "null",       "true",  "false", "7",
					    "-1",         "1.5e3", "\"\"",  "\"x\"",
					    "[]",         "{}",    "[1,2]", "{\"a\":[]}",
					    "[\"SMS\"]",  "70000", "[{}]",  "\"\\ud83d\"",
					    "99999999999" };
	strbuf_addstr(out, junk[draw(ARRAY_SIZE(junk))]);
}

static void add_flags(struct strbuf *out)
{
	static const char *const words[] = { "sms", "MMS", "voice", "fax", "other" };
	bool named = draw(2);
	bool first = true;
	strbuf_addch(out, named ? '{' : '[');
	for (size_t i = 0; i < ARRAY_SIZE(words); i++) {
		if (draw(2))
			continue;
		if (!first)
			strbuf_addch(out, ',');
		first = false;
		strbuf_addf(out, "\"%s\"", words[i]);
		if (named && strcmp(words[i], "other") == 0 && draw(2))
			strbuf_addstr(out, draw(2) ? ":{\"sms\":[1,{}]}" : ":\"yes\"");
		else if (named)
			strbuf_addf(out, ":%s", draw(2) ? "true" : draw(2) ? "false" : "null");
	}
	strbuf_addch(out, named ? '}' : ']');
}

static void add_date(struct strbuf *out, bool iso)
{
	char date[DATE_ISO_SIZE + DATE_RFC2822_SIZE];
	int64_t when = 1500000000 + draw(100000000);
	if (iso)
		date_format_iso(when, date);
	else
		date_format_rfc2822(when, date);
	strbuf_addf(out, "\"%s\"", date);
}

static void add_value(struct strbuf *out, enum field_kind kind)
{
	static const char *const kinds[] = { "MG", "PN", "SC", "AI", "XE", "ME", "AC", "ZZ" };
	if (draw(12) == 0) {
		add_junk(out);
		return;
	}
	switch (kind) {
	case FIELD_SID:
		strbuf_addf(out, "\"%s%08x%08x%08x%08x\"", kinds[draw(ARRAY_SIZE(kinds))],
			    draw(UINT32_MAX), draw(UINT32_MAX), draw(UINT32_MAX), draw(UINT32_MAX));
		break;
	case FIELD_RFC2822:
	case FIELD_ISO8601:
		add_date(out, draw(9) ? kind == FIELD_ISO8601 : draw(2));
		break;
	case FIELD_DECIMAL:
		strbuf_addf(out, draw(2) ? "\"%s0.%05u\"" : "%s0.%05u", draw(2) ? "-" : "",
			    draw(100000));
		break;
	case FIELD_UINT16:
	case FIELD_INT32:
		strbuf_addf(out, draw(2) ? "\"%u\"" : "%u", draw(90000));
		break;
	case FIELD_BOOL:
		strbuf_addstr(out, draw(2) ? "true" : "false");
		break;
	case FIELD_FLAGS:
		add_flags(out);
		break;
	case FIELD_TEXT:
	case FIELD_WORD:
	case FIELD_SKIP:
		strbuf_addf(out, "\"t%u \\u00e9\\n\"", draw(1000));
		break;
	}
}

static void add_record(struct strbuf *out, const struct record_shape *shape)
{
	size_t start = draw(3) ? 0 : draw((uint32_t)shape->field_count);
	strbuf_addstr(out, "{\"unknown\":[{\"sid\":1}]");
	for (size_t i = 0; i < shape->field_count; i++) {
		const struct field *field = &shape->fields[(start + i) % shape->field_count];
		if (draw(15) == 0)
			continue;
		strbuf_addf(out, ",%s\"%s\":%s", draw(5) ? "" : "\n  ", field->name,
			    draw(5) ? "" : " ");
		add_value(out, field->kind);
	}
	strbuf_addch(out, '}');
}

static void add_document(struct strbuf *out, const struct page_shape *shape)
{
	if (!shape->list) {
		add_record(out, shape->record);
		return;
	}
	strbuf_addf(out, "{\"%s\":[", shape->list);
	for (uint32_t i = 0, count = draw(5); i < count; i++) {
		if (i)
			strbuf_addch(out, ',');
		if (draw(9))
			add_record(out, shape->record);
		else
			add_junk(out);
	}
	strbuf_addstr(out, "],");
	if (draw(2))
		strbuf_addf(out, "\"next_page_uri\":%s}", draw(2) ? "null" : "\"/x?Page=1\"");
	else if (draw(4) == 0)
		strbuf_addstr(out, draw(2) ? "\"meta\":null}" : "\"next_page_uri\":\"\"}");
	else
		strbuf_addf(out, "\"meta\":{\"key\":\"%s\",\"next_page_url\":%s}}", shape->list,
			    draw(2) ? "null" : "\"https:\\/\\/h/x\"");
}

static void check_oracle(const struct page_shape *shape)
{
	struct strbuf json = STRBUF_INIT(PAGE_MAX);
	struct page page, expected;
	add_document(&json, shape);
	bool good = read_page(shape, json.data, json.length, 1 + draw(200), &page);
	bool right = oracle_shape_page(shape, json.data, json.length, &expected);
	if (good != right)
		fail_msg("%s: %s", good ? "taken" : "refused", json.data);
	const char *difference = good ? oracle_shape_difference(shape, &page, &expected) : NULL;
	if (difference)
		fail_msg("%s differs: %s", difference, json.data);
	page_release(&page);
	page_release(&expected);
	strbuf_release(&json);
}

static void test_like_oracle(void **state)
{
	(void)state;
	for (unsigned id = 0; id < ENDPOINT_COUNT; id++) {
		const struct page_shape *shape = endpoint((enum endpoint_id)id)->shape;
		for (int i = 0; shape && shape->record && i < 400; i++)
			check_oracle(shape);
	}
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(test_service),        cmocka_unit_test(test_pool_senders),
		cmocka_unit_test(test_channel_sender), cmocka_unit_test(test_number),
		cmocka_unit_test(test_short_code),     cmocka_unit_test(test_medium),
		cmocka_unit_test(test_accounts),       cmocka_unit_test(test_countries),
		cmocka_unit_test(test_flags),          cmocka_unit_test(test_broken_flags),
		cmocka_unit_test(test_like_oracle),
	};
	hash_init_fixed(1, 2);
	json_init();
	return cmocka_run_group_tests(tests, NULL, NULL);
}
