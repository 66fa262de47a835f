#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

#include <string.h>

#include "api/page.h"
#include "api/prices.h"
#include "api/shapes.h"
#include "base/mem.h"
#include "base/strbuf.h"
#include "model/price.h"

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

static void assert_money(bool there, struct decimal value, const char *expected)
{
	char text[DECIMAL_SIZE];
	assert_int_equal(there, expected != NULL);
	if (!expected)
		return;
	decimal_format(value, text);
	assert_string_equal(text, expected);
}

static const char whole[] =
	"{\"country\":\"United \\u004bingdom\",\"iso_country\":\"GB\",\"url\":\"https://x\","
	"\"outbound_sms_prices\":[{\"carrier\":\"O2\",\"mcc\":\"234\",\"mnc\":\"10\",\"prices\":["
	"{\"number_type\":\"mobile\",\"base_price\":\"0.0425\",\"current_price\":\"0.0400\"},"
	"{\"number_type\":\"toll free\",\"base_price\":0.0425,\"current_price\":null}]},"
	"{\"mcc\":null,\"mnc\":null,\"carrier\":\"Other\",\"prices\":[]}],"
	"\"inbound_sms_prices\":[{\"number_type\":\"local\",\"base_price\":\"0.0075\","
	"\"current_price\":\"0.0075\"}],\"price_unit\":\"USD\"}";

static void test_whole(void **state)
{
	(void)state;
	struct page page;
	assert_true(prices_read(whole, strlen(whole), &page, NULL));
	assert_int_equal(page.count, 1);
	assert_int_equal(page.bad_records, 0);
	const struct country_prices *c = page.records;
	assert_text(c->name, "United Kingdom");
	assert_text(c->iso, "GB");
	assert_text(c->unit, "USD");
	assert_int_equal(c->outbound_count, 2);
	assert_text(c->outbound[0].carrier, "O2");
	assert_text(c->outbound[0].mcc, "234");
	assert_text(c->outbound[0].mnc, "10");
	assert_int_equal(c->outbound[0].price_count, 2);
	const struct price *p = c->outbound[0].prices;
	assert_text(p[0].number_type, "mobile");
	assert_money(p[0].has_base, p[0].base, "0.0425");
	assert_money(p[0].has_current, p[0].current, "0.0400");
	assert_text(p[1].number_type, "toll free");
	assert_money(p[1].has_base, p[1].base, "0.0425");
	assert_money(p[1].has_current, p[1].current, NULL);
	assert_text(c->outbound[1].mcc, NULL);
	assert_int_equal(c->outbound[1].price_count, 0);
	assert_int_equal(c->inbound_count, 1);
	assert_money(c->inbound[0].has_base, c->inbound[0].base, "0.0075");
	page_release(&page);
}

/* What is not as documented costs its row. */
static void test_bad_rows(void **state)
{
	(void)state;
	static const struct {
		const char *outbound; /* the array */
		size_t carriers, prices, bad;
	} cases[] = {
		{ "null", 0, 0, 0 },
		{ "[]", 0, 0, 0 },
		{ "7", 0, 0, 1 },
		{ "{\"a\":[1]}", 0, 0, 1 },
		{ "[null,{\"carrier\":\"A\",\"prices\":[]},[[1]]]", 1, 0, 2 },
		{ "[{\"carrier\":7,\"prices\":[{\"base_price\":\"1\"}]},{\"prices\":null}]", 1, 0,
		  1 },
		{ "[{\"prices\":[{\"base_price\":\"a lot\"},{\"base_price\":\"1\"},3]}]", 1, 1, 2 },
		{ "[{\"prices\":[{\"base_price\":[1],\"number_type\":\"x\"}]}]", 1, 0, 1 },
		{ "[{\"prices\":[{\"number_type\":{\"x\":1}},{\"number_type\":null}]}]", 1, 1, 1 },
		{ "[{\"prices\":\"none\"}]", 1, 0, 1 },
		{ "[{\"prices\":[{\"base_price\":1e-13}]}]", 1, 0, 1 },
		{ "[{\"prices\":[{\"base_price\":1e-3}]}]", 1, 1, 0 },
	};
	for (size_t i = 0; i < ARRAY_SIZE(cases); i++) {
		struct strbuf json = STRBUF_INIT(STRBUF_LINE);
		struct page page;
		strbuf_addf(&json, "{\"outbound_sms_prices\":%s,\"iso_country\":\"GB\"}",
			    cases[i].outbound);
		print_message("# %s\n", json.data);
		assert_true(prices_read(json.data, json.length, &page, NULL));
		const struct country_prices *c = page.records;
		assert_int_equal(c->outbound_count, cases[i].carriers);
		if (cases[i].carriers)
			assert_int_equal(c->outbound[0].price_count, cases[i].prices);
		assert_int_equal(page.bad_records, cases[i].bad);
		page_release(&page);
		strbuf_release(&json);
	}
}

static void test_no_country(void **state)
{
	(void)state;
	static const char *const cases[] = {
		"",
		"[]",
		"null",
		"{}",
		"{\"iso_country\":null}",
		"{\"iso_country\":\"GB\"",
		"{\"iso_country\":\"GB\"}}",
		"{\"iso_country\":\"GB\",\"outbound_sms_prices\":[{\"prices\":[{]}]}",
		"{\"iso_country\":\"GB\",\"inbound_sms_prices\":[",
		"{\"iso_country\":\"G\\xB\"}",
		"<html>",
	};
	for (size_t i = 0; i < ARRAY_SIZE(cases); i++) {
		struct page page = { .count = 0 };
		struct error err = ERROR_INIT;
		assert_false(prices_read(cases[i], strlen(cases[i]), &page, &err));
		assert_int_equal(err.kind, ERROR_PROTOCOL);
		error_release(&err);
	}
}

/* Each prefix of a document is no document; none of them leaks or is read beyond. */
static void test_cut(void **state)
{
	(void)state;
	for (size_t length = 0; length < strlen(whole); length++) {
		struct page page = { .count = 0 };
		char *part = xstrndup(whole, length);
		assert_false(prices_read(part, length, &page, NULL));
		free(part);
	}
}

/* Through the reader of pages, in pieces; what is too large is refused while it comes. */
static void test_as_page(void **state)
{
	(void)state;
	struct page_reader *reader = page_reader_new(&page_of_prices);
	struct page page = { .count = 0 };
	struct error err = ERROR_INIT;
	for (size_t i = 0; i < strlen(whole); i++)
		assert_true(page_reader_feed(reader, whole + i, 1, NULL));
	assert_true(page_reader_finish(reader, &page, NULL));
	assert_int_equal(page.count, 1);
	page_release(&page);
	page_reader_free(reader);

	reader = page_reader_new(&page_of_prices);
	char *blanks = xmalloc(PAGE_WHOLE_MAX);
	memset(blanks, ' ', PAGE_WHOLE_MAX);
	assert_true(page_reader_feed(reader, blanks, PAGE_WHOLE_MAX, NULL));
	assert_false(page_reader_feed(reader, blanks, 1, &err));
	assert_int_equal(err.kind, ERROR_LIMIT);
	error_release(&err);
	page_reader_free(reader);
	free(blanks);
}

static void test_too_many_rows(void **state)
{
	(void)state;
	struct strbuf json = STRBUF_INIT(STRBUF_TEXT);
	struct page page;
	strbuf_addstr(&json, "{\"iso_country\":\"GB\",\"inbound_sms_prices\":[{}");
	for (int i = 0; i < PRICES_ROWS_MAX; i++)
		strbuf_addstr(&json, ",{}");
	strbuf_addstr(&json, "]}");
	assert_true(prices_read(json.data, json.length, &page, NULL));
	const struct country_prices *c = page.records;
	assert_int_equal(c->inbound_count, PRICES_ROWS_MAX);
	assert_int_equal(page.bad_records, 1);
	page_release(&page);
	strbuf_release(&json);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(test_whole),      cmocka_unit_test(test_bad_rows),
		cmocka_unit_test(test_no_country), cmocka_unit_test(test_cut),
		cmocka_unit_test(test_as_page),    cmocka_unit_test(test_too_many_rows),
	};
	return cmocka_run_group_tests(tests, NULL, NULL);
}
