#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

#include <string.h>

#include "base/mem.h"
#include "ui/key.h"

static void test_names_there_and_back(void **state)
{
	(void)state;
	static const struct {
		const char *text;
		size_t count;
		uint32_t first;
		const char *shown; /* NULL: as written */
	} cases[] = {
		{ "j", 1, 'j', NULL },
		{ "G", 1, 'G', NULL },
		{ "g g", 2, 'g', NULL },
		{ "?", 1, '?', NULL },
		{ "é", 1, 0xe9, NULL },
		{ "<C-f>", 1, 'f' | UIKEY_CTRL, NULL },
		{ "<C-F>", 1, 'f' | UIKEY_CTRL, "<C-f>" },
		{ "<c-f>", 1, 'f' | UIKEY_CTRL, "<C-f>" },
		{ "<A-x>", 1, 'x' | UIKEY_ALT, NULL },
		{ "<M-x>", 1, 'x' | UIKEY_ALT, "<A-x>" },
		{ "<C-A-x>", 1, 'x' | UIKEY_ALT | UIKEY_CTRL, NULL },
		{ "<A-C-x>", 1, 'x' | UIKEY_ALT | UIKEY_CTRL, "<C-A-x>" },
		{ "<S-Tab>", 1, UIKEY_TAB | UIKEY_SHIFT, NULL },
		{ "<Enter>", 1, UIKEY_ENTER, NULL },
		{ "<cr>", 1, UIKEY_ENTER, "<Enter>" },
		{ "<PageDown>", 1, UIKEY_PGDN, "<PgDn>" },
		{ "<Space>", 1, ' ', NULL },
		{ "<lt>", 1, '<', NULL },
		{ "<", 1, '<', "<lt>" },
		{ ">", 1, '>', NULL },
		{ "<gt>", 1, '>', ">" },
		{ "<A-gt>", 1, '>' | UIKEY_ALT, NULL },
		{ "<F1>", 1, UIKEY_F1, NULL },
		{ "<F12>", 1, UIKEY_F12, NULL },
		{ "<C-Left>", 1, UIKEY_LEFT | UIKEY_CTRL, NULL },
		{ "  <C-w>   s ", 2, 'w' | UIKEY_CTRL, "<C-w> s" },
		{ "<C-Space>", 1, ' ' | UIKEY_CTRL, NULL },
		{ "<A-->", 1, '-' | UIKEY_ALT, NULL },
	};
	struct strbuf shown = STRBUF_INIT(256);

	for (size_t i = 0; i < ARRAY_SIZE(cases); i++) {
		struct key_sequence sequence;

		strbuf_reset(&shown);
		assert_true(key_sequence_parse(cases[i].text, &sequence, NULL));
		assert_int_equal(sequence.count, cases[i].count);
		assert_int_equal(sequence.keys[0], cases[i].first);
		key_sequence_format(&shown, &sequence);
		assert_string_equal(shown.data, cases[i].shown ? cases[i].shown : cases[i].text);
	}
	strbuf_release(&shown);
}

static void test_what_is_no_key(void **state)
{
	(void)state;
	static const char *const cases[] = {
		"",     "  ",    "gg",        "<Foo>", "<F13>", "<F0>",     "<F01>", "<>",
		"<C->", "<S-a>", "a b c d e", "\001",  "\177",  "<C-\001>", "<PgDn", "x<C-a>",
	};

	for (size_t i = 0; i < ARRAY_SIZE(cases); i++) {
		struct key_sequence sequence = { .count = 99 };
		struct error err = ERROR_INIT;

		assert_false(key_sequence_parse(cases[i], &sequence, &err));
		assert_int_equal(err.kind, ERROR_USAGE);
		assert_int_equal(sequence.count, 99);
		error_release(&err);
	}
}

static void test_keys_that_are_text(void **state)
{
	(void)state;
	assert_true(key_is_text('a'));
	assert_true(key_is_text(' '));
	assert_true(key_is_text(0x1f600));
	assert_false(key_is_text('a' | UIKEY_CTRL));
	assert_false(key_is_text('a' | UIKEY_ALT));
	assert_false(key_is_text(UIKEY_ENTER));
	assert_false(key_is_text(0x7f));
	assert_false(key_is_text(UIKEY_NONE));
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(test_names_there_and_back),
		cmocka_unit_test(test_what_is_no_key),
		cmocka_unit_test(test_keys_that_are_text),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
