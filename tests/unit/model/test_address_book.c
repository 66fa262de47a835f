#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

#include <string.h>

#include "base/hash.h"
#include "base/mem.h"
#include "model/address_book.h"
#include "model/filter.h"

static void check(const struct address_book *book, const char *address, const char *name)
{
	struct text found = address_book_name(book, (struct text){ address, strlen(address) });

	if (!name) {
		assert_null(found.data);
		return;
	}
	assert_non_null(found.data);
	assert_int_equal(found.length, strlen(name));
	assert_memory_equal(found.data, name, found.length);
}

static bool read_text(struct address_book *book, const char *text, struct error *err)
{
	return address_book_read(book, "book.csv", text, strlen(text), err);
}

static void test_names(void **state)
{
	struct address_book *book = address_book_new();

	(void)state;
	check(NULL, "+15551234567", NULL);
	check(book, "+15551234567", NULL);
	assert_true(address_book_add(book, "+1 (555) 123-4567 =  Ada Example ", NULL));
	assert_true(read_text(book,
			      "number,name,since\r\n+15551234567,Another\r\n"
			      "0044 7700 900123,\"Bruno, \"\"B\"\"\",2024\r\n"
			      "whatsapp:+447700900123,Bruno W\r\n73529,Pool\r\n",
			      NULL));
	assert_int_equal(address_book_count(book), 4);
	check(book, "+15551234567", "Ada Example");
	check(book, "whatsapp:+15551234567", "Ada Example");
	check(book, "+447700900123", "Bruno, \"B\"");
	check(book, "whatsapp:+447700900123", "Bruno W");
	check(book, "73529", "Pool");
	check(book, "+15551234568", NULL);
	assert_null(address_book_name(book, (struct text){ .data = NULL }).data);
	address_book_free(book);
}

static void test_faults(void **state)
{
	static const struct {
		const char *text, *error;
	} cases[] = {
		{ "name,number\nAda,+15551234567\n", "book.csv:2: \"Ada\" is not a number" },
		{ "+15551234567,\n", "book.csv:1: +15551234567 has no name" },
		{ "+15551234567,Ada\n+1555\"x\n", "book.csv:2: \"+1555\"x\" is not a number" },
		{ "+15551234567,\"Ada\n", "book.csv:1: a quote is opened and not closed" },
	};
	char line[ADDRESS_BOOK_NAME_MAX + 20] = "+15551234567=";
	struct error err = ERROR_INIT;

	(void)state;
	for (size_t i = 0; i < ARRAY_SIZE(cases); i++) {
		struct address_book *book = address_book_new();
		assert_false(read_text(book, cases[i].text, &err));
		assert_string_equal(error_text(&err), cases[i].error);
		error_release(&err);
		address_book_free(book);
	}
	struct address_book *book = address_book_new();
	assert_false(address_book_add(book, "+15551234567 Ada", &err));
	assert_string_equal(error_text(&err), "a contact is written \"NUMBER = NAME\"");
	error_release(&err);
	memset(line + strlen(line), 'x', ADDRESS_BOOK_NAME_MAX + 1);
	assert_false(address_book_add(book, line, &err));
	assert_string_equal(error_text(&err), "the name of +15551234567 is longer than 200 bytes");
	error_release(&err);
	address_book_free(book);
}

/* Messages are found by the names of those who wrote and got them. */
static void test_queries(void **state)
{
	static const struct {
		const char *query;
		bool matches;
	} cases[] = {
		{ "with:ada", true }, { "from:EXAMPLE", true }, { "ada", true },
		{ "to:ada", false },  { "with:bruno", false },  { "with:+1555", true },
	};
	struct address_book *book = address_book_new();
	struct message message = {
		.sid = { .kind = SID_SM },
		.from = { "+15551234567", 12 },
		.to = { "+447700900123", 13 },
		.body = { "hello", 5 },
		.direction = DIRECTION_INBOUND,
	};

	(void)state;
	assert_true(address_book_add(book, "+15551234567 = Ada Example", NULL));
	for (size_t i = 0; i < ARRAY_SIZE(cases); i++) {
		const struct filter_setting setting = { .language = &filter_messages,
							.now = 1795000000,
							.zone = WHEN_UTC,
							.names = book };
		struct filter *filter = filter_compile_for(&setting, cases[i].query,
							   strlen(cases[i].query), NULL, NULL);
		struct store *store = store_new();

		assert_non_null(filter);
		assert_int_equal(filter_match_message(filter, &message), cases[i].matches);
		store_put(store, &message, NULL);
		assert_int_equal(filter_match(filter, store, store_at(store, 0)), cases[i].matches);
		store_free(store);
		filter_free(filter);
	}
	address_book_free(book);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(test_names),
		cmocka_unit_test(test_faults),
		cmocka_unit_test(test_queries),
	};
	hash_init();
	return cmocka_run_group_tests(tests, NULL, NULL);
}
