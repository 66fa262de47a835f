#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

#include <string.h>

#include "base/mem.h"
#include "typed.h"
#include "ui/editor.h"
#include "ui/key.h"

/* Types a sequence of keys written with blanks between them. */
static void type(struct editor *editor, const char *keys)
{
	uint32_t key;

	while (typed_next(&keys, &key))
		editor_key(editor, key);
}

/* The text with '|' where the caret is. */
static void check(const struct editor *editor, const char *expected)
{
	struct strbuf text = STRBUF_INIT(STRBUF_LINE);

	strbuf_add(&text, editor->text.data, editor->caret);
	strbuf_addch(&text, '|');
	strbuf_addstr(&text, editor->text.data + editor->caret);
	assert_string_equal(text.data, expected);
	strbuf_release(&text);
}

static void test_lines(void **state)
{
	(void)state;
	static const struct {
		const char *start;
		const char *keys;
		const char *text;
	} cases[] = {
		{ "one", "<Enter> a", "one\na|" },
		{ "one\ntwo", "<Home> x", "one\nx|two" },
		{ "one\ntwo", "<C-a> <BS>", "one|two" },
		{ "one\ntwo", "<Up> <End>", "one|\ntwo" },
		{ "one\ntwo", "<Up> <C-k>", "one|two" },
		{ "one\ntwo", "<Up> <Home> <C-k>", "|\ntwo" },
		{ "one\ntwo", "<C-u>", "one\n|" },
		{ "one\ntwo", "<C-w> <C-w>", "|" },
		/* up and down keep the column */
		{ "long line\nx\nanother", "<Up> <Up>", "long li|ne\nx\nanother" },
		{ "abcdef\nx\nabcdef", "<C-Left> <Right> <Right> <Right> <Up> <Up>",
		  "abc|def\nx\nabcdef" },
		{ "a\nb", "<Up> <Up>", "|a\nb" },
		{ "a\nb", "<Up> <Home> <Down> <Down>", "a\nb|" },
		/* rows, as the lines are wrapped to ten cells */
		{ "one two three four", "<Up> x", "one twox| three four" },
		{ "one two three four", "<C-p> <C-n>", "one two three four|" },
		{ "日本語日本語日本語", "<Up>", "日本語日|本語日本語" },
	};

	for (size_t i = 0; i < ARRAY_SIZE(cases); i++) {
		struct editor editor;

		editor_init(&editor, STRBUF_LINE);
		editor.lines = true;
		editor.width = 10;
		editor_set(&editor, cases[i].start);
		type(&editor, cases[i].keys);
		check(&editor, cases[i].text);
		editor_release(&editor);
	}
}

static void test_one_line_has_no_rows(void **state)
{
	(void)state;
	struct editor editor;

	editor_init(&editor, 8);
	editor_set(&editor, "abc");
	assert_int_equal(editor_key(&editor, UIKEY_ENTER), EDITOR_IGNORED);
	assert_int_equal(editor_key(&editor, UIKEY_UP), EDITOR_IGNORED);
	assert_int_equal(editor_key(&editor, UIKEY_LEFT), EDITOR_MOVED);
	assert_int_equal(editor_key(&editor, 'x'), EDITOR_CHANGED);
	assert_int_equal(editor_paste(&editor, "1\n2\n", 4), EDITOR_CHANGED);
	check(&editor, "abx1 2|c");
	/* What does not fit is refused whole. */
	assert_int_equal(editor_paste(&editor, "123", 3), EDITOR_MOVED);
	check(&editor, "abx1 2|c");
	editor_release(&editor);
}

static void test_pasted_lines(void **state)
{
	(void)state;
	struct editor editor;

	editor_init(&editor, STRBUF_LINE);
	editor.lines = true;
	editor_paste(&editor, "a\tb\r\n\033[2Jc\xff\n\n", 13);
	check(&editor, "a b\n[2Jc|");
	editor_release(&editor);
}

static void test_rows(void **state)
{
	(void)state;
	static const struct {
		const char *text;
		const char *rows; /* with '/' between them */
	} cases[] = {
		{ "", "" },
		{ "a", "a" },
		{ "a\n", "a/" },
		{ "\n\na", "//a" },
		{ "one two three", "one two /three" },
		/* a blank at the end of a row does not go to the next */
		{ "exactly10! x", "exactly10! /x" },
		{ "abcdefghijklm", "abcdefghij/klm" },
		{ "日本語日本語", "日本語日本/語" },
		/* a base keeps its marks, a long run of them too */
		{ "123456789e\xcc\x81\xcc\x82x", "123456789e\xcc\x81\xcc\x82/x" },
	};

	for (size_t i = 0; i < ARRAY_SIZE(cases); i++) {
		struct strbuf rows = STRBUF_INIT(STRBUF_LINE);
		size_t length = strlen(cases[i].text);
		struct editor_row row = { 0, 0, 0 };

		for (size_t from = 0; from <= length; from = row.next) {
			editor_row(cases[i].text, length, from, 10, &row);
			strbuf_addf(&rows, "%s%.*s", from ? "/" : "", (int)(row.to - row.from),
				    cases[i].text + row.from);
		}
		assert_string_equal(rows.data, cases[i].rows);
		strbuf_release(&rows);
	}
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(test_lines),
		cmocka_unit_test(test_one_line_has_no_rows),
		cmocka_unit_test(test_pasted_lines),
		cmocka_unit_test(test_rows),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
