#include "model/export_row.h"

#include "sample.h"

#include <stdlib.h>
#include <string.h>

#include "base/json.h"
#include "base/mem.h"

#define ACCOUNT "AC0123456789abcdef0123456789abcdef"
#define COLUMNS_MAX 32
#define OUT_MAX (1 << 20)

/* -- a small reader of CSV, strict about RFC 4180 ---------------------------------------------- */

struct cell {
	char *bytes;
	size_t length;
	bool quoted;
};

/* One record; returns what follows it. */
static const char *read_record(const char *at, const char *end, struct cell *cells, size_t *count)
{
	*count = 0;
	for (;;) {
		struct strbuf text = STRBUF_INIT(OUT_MAX);
		struct cell *cell = &cells[(*count)++];

		assert_true(*count <= COLUMNS_MAX);
		cell->quoted = at < end && *at == '"';
		if (cell->quoted) {
			for (at++;; at++) {
				assert_true(at < end);
				if (*at == '"' && (at + 1 == end || at[1] != '"'))
					break;
				at += *at == '"';
				strbuf_addch(&text, *at);
			}
			at++;
		} else {
			for (; at < end && *at != ',' && *at != '\r'; at++) {
				assert_true(*at != '"' && *at != '\n');
				strbuf_addch(&text, *at);
			}
		}
		cell->bytes = strbuf_detach(&text, &cell->length);
		assert_true(at < end && (*at == ',' || (*at == '\r' && at[1] == '\n')));
		if (*at++ == '\r')
			return at + 1;
	}
}

static void free_cells(struct cell *cells, size_t count)
{
	for (size_t i = 0; i < count; i++)
		free(cells[i].bytes);
}

/* -- helpers ----------------------------------------------------------------------------------- */

static size_t column_of(const char *name)
{
	size_t column = 0;

	while (column < sheet_messages.count &&
	       strcmp(sheet_messages.columns[column].name, name) != 0)
		column++;
	assert_true(column < sheet_messages.count);
	return column;
}

static void write_row(const char *format, const struct message *message, struct strbuf *out)
{
	strbuf_reset(out);
	export_format_find(format)->row(out, &sheet_messages, message, ACCOUNT);
	assert_false(out->overflow);
}

/* The cell of a column, as a spreadsheet gets it. Freed by the caller. */
static struct cell csv_cell(const struct message *message, const char *name)
{
	struct strbuf out = STRBUF_INIT(OUT_MAX);
	struct cell cells[COLUMNS_MAX], wanted;
	size_t count;

	write_row("csv", message, &out);
	assert_ptr_equal(read_record(out.data, out.data + out.length, cells, &count),
			 out.data + out.length);
	wanted = cells[column_of(name)];
	cells[column_of(name)].bytes = NULL;
	free_cells(cells, count);
	strbuf_release(&out);
	return wanted;
}

static void expect_cell(const struct message *message, const char *name, struct text expected)
{
	struct cell cell = csv_cell(message, name);

	assert_int_equal(cell.length, expected.length);
	assert_memory_equal(cell.bytes, expected.data, expected.length);
	free(cell.bytes);
}

static struct json *json_row(const struct message *message)
{
	struct strbuf out = STRBUF_INIT(OUT_MAX);

	write_row("jsonl", message, &out);
	assert_int_equal(out.data[out.length - 1], '\n');
	assert_ptr_equal(memchr(out.data, '\n', out.length), out.data + out.length - 1);
	for (size_t i = 0; i + 1 < out.length; i++)
		assert_true((unsigned char)out.data[i] >= ' ' && out.data[i] != 0x7f);
	struct json *root = json_parse(out.data, out.length, NULL);
	assert_non_null(root);
	strbuf_release(&out);
	return root;
}

static struct message full_message(void)
{
	struct message message = sample_message(0xabc, 60);

	message.service = sample_sid(7);
	message.service.kind = SID_MG;
	message.has_price = true;
	message.price = (struct decimal){ .units = -750, .scale = 5 };
	message.price_unit = TEXT("USD");
	message.error_code = 30005;
	message.error_message = TEXT("Unknown destination handset");
	message.status = STATUS_UNDELIVERED;
	return message;
}

/* -- tests ------------------------------------------------------------------------------------- */

static void test_formats(void **state)
{
	size_t count;
	const struct export_format *formats = export_formats(&count);

	(void)state;
	assert_int_equal(count, 2);
	assert_string_equal(formats[0].name, "jsonl");
	for (size_t i = 0; i < count; i++)
		assert_ptr_equal(export_format_find(formats[i].name), &formats[i]);
	assert_null(export_format_find("xml"));
	assert_null(export_format_find(""));
	assert_true(export_format_find("jsonl")->terminal);
	assert_false(export_format_find("csv")->terminal);
}

/* Programs rely on it: a change here is a change to them. */
static void test_whole_lines(void **state)
{
	struct message message = full_message();
	struct strbuf out = STRBUF_INIT(OUT_MAX);

	(void)state;
	export_format_find("csv")->head(&out, &sheet_messages);
	export_format_find("csv")->row(&out, &sheet_messages, &message, ACCOUNT);
	assert_string_equal(
		out.data,
		"sid,date_created,date_sent,date_updated,direction,from,to,status,error_code,"
		"error_message,num_segments,num_media,price,price_unit,messaging_service_sid,"
		"account_sid,body\r\n"
		"SM00000000000000000000000000000abc,2026-11-18T11:05:39Z,2026-11-18T11:05:40Z,"
		"2026-11-18T11:05:43Z,outbound-api,+15125550100,+14155552671,undelivered,30005,"
		"Unknown destination handset,1,0,-0.00750,USD,"
		"MG00000000000000000000000000000007," ACCOUNT ",Your code is 491 022\r\n");
	write_row("jsonl", &message, &out);
	assert_string_equal(
		out.data,
		"{\"sid\":\"SM00000000000000000000000000000abc\","
		"\"date_created\":\"2026-11-18T11:05:39Z\",\"date_sent\":\"2026-11-18T11:05:40Z\","
		"\"date_updated\":\"2026-11-18T11:05:43Z\",\"direction\":\"outbound-api\","
		"\"from\":\"+15125550100\",\"to\":\"+14155552671\",\"status\":\"undelivered\","
		"\"error_code\":30005,\"error_message\":\"Unknown destination handset\","
		"\"num_segments\":\"1\",\"num_media\":\"0\",\"price\":\"-0.00750\","
		"\"price_unit\":\"USD\","
		"\"messaging_service_sid\":\"MG00000000000000000000000000000007\","
		"\"account_sid\":\"" ACCOUNT "\",\"body\":\"Your code is 491 022\"}\n");
	strbuf_release(&out);
}

static void test_nothing_is_null(void **state)
{
	static const char *const empty[] = { "date_created", "date_sent", "date_updated",
					     "from",         "to",        "price",
					     "error_code",   "body",      "error_message",
					     "price_unit" };
	const struct message message = { .sid = sample_sid(1),
					 .date_created = DATE_NONE,
					 .date_sent = DATE_NONE,
					 .date_updated = DATE_NONE };
	struct json *root = json_row(&message);

	(void)state;
	for (size_t i = 0; i < ARRAY_SIZE(empty); i++) {
		struct cell cell = csv_cell(&message, empty[i]);

		assert_non_null(json_get(root, empty[i]));
		assert_int_equal(json_kind(json_get(root, empty[i])), JSON_KIND_NULL);
		assert_int_equal(cell.length, 0);
		assert_false(cell.quoted);
		free(cell.bytes);
	}
	json_free(root);
}

static void test_an_empty_text_is_not_null(void **state)
{
	struct message message = sample_message(1, 0);

	(void)state;
	message.body = TEXT("");
	struct json *root = json_row(&message);
	struct cell cell = csv_cell(&message, "body");

	assert_string_equal(json_get_string(root, "body"), "");
	assert_true(cell.quoted);
	assert_int_equal(cell.length, 0);
	free(cell.bytes);
	json_free(root);
}

static void test_words_that_are_not_known(void **state)
{
	struct message message = sample_message(1, 0);

	(void)state;
	message.status = STATUS_UNKNOWN;
	message.direction = DIRECTION_UNKNOWN;
	expect_cell(&message, "status", TEXT("unknown"));
	message.status_word = TEXT("=teleported");
	message.direction_word = TEXT("sideways");
	expect_cell(&message, "status", TEXT("'=teleported"));
	expect_cell(&message, "direction", TEXT("sideways"));
	struct json *root = json_row(&message);
	assert_string_equal(json_get_string(root, "status"), "=teleported");
	json_free(root);
}

/* Texts as they may come from anybody, and what becomes of them. */
static const struct hostile {
	struct text text;
	struct text csv; /* data NULL: as it is */
	bool lossy;      /* JSON cannot tell it either */
} hostile[] = {
	{ .text = TEXT("plain") },
	{ .text = TEXT("a,b") },
	{ .text = TEXT("say \"yes\"") },
	{ .text = TEXT("\"") },
	{ .text = TEXT("one\ntwo\r\nthree\r") },
	{ .text = TEXT(" leading and trailing ") },
	{ .text = TEXT("it's = fine + so - far @ here") },
	{ .text = TEXT("caf\u00e9 \U0001f600 \u05d0\u202e") },
	{ .text = TEXT("\x1b[31mred\x07 \xC2\x9B"
		       "2J") },
	{ .text = TEXT("=1+1"), .csv = TEXT("'=1+1") },
	{ .text = TEXT("=cmd|' /C calc'!A0"), .csv = TEXT("'=cmd|' /C calc'!A0") },
	{ .text = TEXT("+15125550100"), .csv = TEXT("'+15125550100") },
	{ .text = TEXT("-2+3"), .csv = TEXT("'-2+3") },
	{ .text = TEXT("@SUM(A1)"), .csv = TEXT("'@SUM(A1)") },
	{ .text = TEXT("\t=1"), .csv = TEXT("'\t=1") },
	{ .text = TEXT("\r=1"), .csv = TEXT("'\r=1") },
	{ .text = TEXT("\n=1"), .csv = TEXT("'\n=1") },
	{ .text = TEXT("=\"a\",\"b\""), .csv = TEXT("'=\"a\",\"b\"") },
	{ .text = TEXT("\uff1d1"), .csv = TEXT("'\uff1d1") },
	{ .text = TEXT("\uff20x"), .csv = TEXT("'\uff20x") },
	{ .text = TEXT("'tis"), .csv = TEXT("''tis") },
	{ .text = TEXT("'=1"), .csv = TEXT("''=1") },
	{ .text = TEXT("a\0b"), .csv = TEXT("a\uFFFDb") },
	{ .text = TEXT("half \xED\xA0\xBD of a pair"), .csv = TEXT("half \uFFFD of a pair") },
	{ .text = TEXT("\xff\xfe"), .csv = TEXT("\uFFFD\uFFFD"), .lossy = true },
	{ .text = TEXT("cut \xe2\x82"), .csv = TEXT("cut \uFFFD"), .lossy = true },
};

static void test_hostile_texts(void **state)
{
	(void)state;
	for (size_t i = 0; i < ARRAY_SIZE(hostile); i++) {
		struct message message = sample_message(i, 0);
		struct text csv = hostile[i].csv.data ? hostile[i].csv : hostile[i].text;
		struct text json = hostile[i].lossy ? hostile[i].csv : hostile[i].text;
		size_t length;

		message.body = hostile[i].text;
		expect_cell(&message, "body", csv);
		struct json *root = json_row(&message);
		const char *body = json_as_string(json_get(root, "body"), &length);
		assert_int_equal(length, json.length);
		assert_memory_equal(body, json.data, length);
		json_free(root);
	}
}

/* What stands behind the first apostrophe is the original, and nothing dangerous is left in front. */
static void test_the_guard_can_be_taken_off(void **state)
{
	(void)state;
	for (size_t i = 0; i < ARRAY_SIZE(hostile); i++) {
		struct message message = sample_message(i, 0);
		struct text text = hostile[i].text;

		if (memchr(text.data, '\0', text.length) || hostile[i].lossy ||
		    memmem(text.data, text.length, "\xED\xA0", 2))
			continue;
		message.error_message = text;
		struct cell cell = csv_cell(&message, "error_message");
		size_t guard = cell.bytes[0] == '\'';
		assert_null(memchr("=+-@\t\r\n", cell.bytes[0], 7));
		assert_int_equal(cell.length - guard, text.length);
		assert_memory_equal(cell.bytes + guard, text.data, text.length);
		free(cell.bytes);
	}
}

static void test_addresses(void **state)
{
	static const struct {
		struct text address;
		const char *cell;
	} cases[] = {
		{ TEXT("+15125550100"), "+15125550100" },
		{ TEXT("+491511"), "+491511" },
		{ TEXT("+123456789012345"), "+123456789012345" },
		{ TEXT("+1234567890123456"), "'+1234567890123456" },
		{ TEXT("+0123456"), "'+0123456" },
		{ TEXT("+1"), "'+1" },
		{ TEXT("+"), "'+" },
		{ TEXT("+1512555+A1"), "'+1512555+A1" },
		{ TEXT("+1512555 "), "'+1512555 " },
		{ TEXT("-15125550100"), "'-15125550100" },
		{ TEXT("@me"), "'@me" },
		{ TEXT("=ACME"), "'=ACME" },
		{ TEXT("whatsapp:+15125550100"), "whatsapp:+15125550100" },
		{ TEXT("72975"), "72975" },
	};

	(void)state;
	for (size_t i = 0; i < ARRAY_SIZE(cases); i++) {
		struct message message = sample_message(i, 0);

		message.from = cases[i].address;
		expect_cell(&message, "from", TEXT_OF(cases[i].cell));
		message.to = cases[i].address;
		expect_cell(&message, "to", TEXT_OF(cases[i].cell));
	}
}

/* Money keeps its digits, and its sign does not make it a formula. */
static void test_money(void **state)
{
	static const struct {
		struct decimal price;
		const char *text;
	} cases[] = {
		{ { .units = -750, .scale = 5 }, "-0.00750" },
		{ { .units = -1, .scale = 0 }, "-1" },
		{ { .units = 10, .scale = 2 }, "0.10" },
	};

	(void)state;
	for (size_t i = 0; i < ARRAY_SIZE(cases); i++) {
		struct message message = sample_message(i, 0);

		message.has_price = true;
		message.price = cases[i].price;
		expect_cell(&message, "price", TEXT_OF(cases[i].text));
		struct json *root = json_row(&message);
		assert_string_equal(json_get_string(root, "price"), cases[i].text);
		json_free(root);
	}
}

static void test_a_table_goes_round(void **state)
{
	struct strbuf out = STRBUF_INIT(OUT_MAX);
	struct cell cells[COLUMNS_MAX];
	const struct export_format *csv = export_format_find("csv");
	const size_t columns = sheet_messages.count;
	size_t count, rows = 0;

	(void)state;
	csv->head(&out, &sheet_messages);
	for (size_t i = 0; i < ARRAY_SIZE(hostile); i++) {
		struct message message = full_message();

		message.body = message.from = message.error_message = hostile[i].text;
		csv->row(&out, &sheet_messages, &message, ACCOUNT);
	}
	for (const char *at = out.data, *end = out.data + out.length; at < end; rows++) {
		at = read_record(at, end, cells, &count);
		assert_int_equal(count, columns);
		if (rows == 0)
			for (size_t i = 0; i < columns; i++)
				assert_string_equal(cells[i].bytes, sheet_messages.columns[i].name);
		else
			assert_string_equal(cells[column_of("account_sid")].bytes, ACCOUNT);
		free_cells(cells, count);
	}
	assert_int_equal(rows, ARRAY_SIZE(hostile) + 1);
	strbuf_release(&out);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(test_formats),
		cmocka_unit_test(test_whole_lines),
		cmocka_unit_test(test_nothing_is_null),
		cmocka_unit_test(test_an_empty_text_is_not_null),
		cmocka_unit_test(test_words_that_are_not_known),
		cmocka_unit_test(test_hostile_texts),
		cmocka_unit_test(test_the_guard_can_be_taken_off),
		cmocka_unit_test(test_addresses),
		cmocka_unit_test(test_money),
		cmocka_unit_test(test_a_table_goes_round),
	};

	json_init();
	return cmocka_run_group_tests_name("export_row", tests, NULL, NULL);
}
