#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

#include <string.h>

#include "base/csv.h"
#include "base/mem.h"

/* Cells in [], rows on lines with the number of theirs; what is wrong in the end. */
static void write_all(const char *text, size_t length, struct strbuf *out)
{
	struct error err = ERROR_INIT;
	enum csv_answer answer;
	struct csv csv;

	strbuf_reset(out);
	csv_init(&csv, text, length);
	while ((answer = csv_next(&csv, &err)) == CSV_ROW) {
		strbuf_addf(out, "%u:", csv.line);
		for (size_t i = 0; i < csv.count; i++) {
			size_t size;
			const char *cell = csv_cell(&csv, i, &size);

			assert_int_equal(size, strlen(cell));
			strbuf_addf(out, "[%s]", cell);
		}
		assert_string_equal(csv_cell(&csv, csv.count, NULL), "");
		strbuf_addch(out, ' ');
	}
	if (answer == CSV_FAULT)
		strbuf_addf(out, "%u: %s", csv.line, error_text(&err));
	assert_int_equal(csv_next(&csv, NULL), CSV_END);
	csv_release(&csv);
	error_release(&err);
}

static void test_rows(void **state)
{
	static const struct {
		const char *text, *rows;
	} cases[] = {
		{ "", "" },
		{ "a,b", "1:[a][b] " },
		{ "a,b\nc,d\n", "1:[a][b] 2:[c][d] " },
		{ "a,b\r\nc,d\r\n", "1:[a][b] 2:[c][d] " },
		{ "a\rb", "1:[a] 2:[b] " },
		{ "\xEF\xBB\xBF"
		  "a,b",
		  "1:[a][b] " },
		{ "a,\n,b\n", "1:[a][] 2:[][b] " },
		{ "a\n\n\n,,\nb", "1:[a] 5:[b] " },
		{ "\"a,b\",c", "1:[a,b][c] " },
		{ "\"a\"\"b\"", "1:[a\"b] " },
		{ "\"a\nb\",c\nd", "1:[a\nb][c] 3:[d] " },
		{ "\"\",a", "1:[][a] " },
		{ "a b\"c,d", "1:[a b\"c][d] " },
		{ "a;b\nc;d,e", "1:[a][b] 2:[c][d,e] " },
		{ "a\tb", "1:[a][b] " },
		{ "a,b;c", "1:[a][b;c] " },
		{ "x\n\"a\nb", "1:[x] 2: a quote is opened and not closed" },
		{ "\"a\"b,c", "1: there is text behind a closing quote" },
	};
	struct strbuf out = STRBUF_INIT(STRBUF_LINE);

	(void)state;
	for (size_t i = 0; i < ARRAY_SIZE(cases); i++) {
		write_all(cases[i].text, strlen(cases[i].text), &out);
		assert_string_equal(out.data, cases[i].rows);
	}
	write_all("a,b\nc\0d", 7, &out);
	assert_string_equal(out.data, "1:[a][b] 2: there is a NUL byte: this is no text");
	strbuf_release(&out);
}

static void test_limits(void **state)
{
	struct strbuf text = STRBUF_INIT(4 * CSV_ROW_MAX);
	struct strbuf out = STRBUF_INIT(STRBUF_LINE);

	(void)state;
	strbuf_addn(&text, ',', CSV_CELLS_MAX);
	write_all(text.data, text.length, &out);
	assert_string_equal(out.data, "1: a row has more than 256 cells");
	strbuf_reset(&text);
	strbuf_addn(&text, 'x', 2 * CSV_ROW_MAX);
	write_all(text.data, text.length, &out);
	assert_string_equal(out.data, "1: a row has more than 1048576 bytes");
	strbuf_release(&text);
	strbuf_release(&out);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(test_rows),
		cmocka_unit_test(test_limits),
	};
	return cmocka_run_group_tests(tests, NULL, NULL);
}
