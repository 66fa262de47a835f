#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

#include <string.h>

#include "base/mem.h"
#include "views/key_check.h"
#include "views/views.h"

#define LINES_MAX 3

/* What is said of these lines of a config file on top of the keys that are built in. */
static size_t check(const char *const lines[static LINES_MAX], struct strbuf *out)
{
	struct keymap *keymap = keymap_new();

	assert_true(keymap_parse(keymap, keymap_default_text, strlen(keymap_default_text), "x",
				 true, NULL));
	assert_true(keymap_parse(keymap, views_default_keys, strlen(views_default_keys), "x", true,
				 NULL));
	for (unsigned i = 0; i < LINES_MAX && lines[i]; i++)
		assert_true(keymap_statement(keymap, lines[i], strlen(lines[i]), i + 1, NULL));
	size_t count = key_check(keymap, "x.conf", out);
	keymap_free(keymap);
	return count;
}

static void test_findings(void **state)
{
	static const struct {
		const char *lines[LINES_MAX];
		size_t count;
		const char *said;
	} cases[] = {
		/* What is built in gets along with itself. */
		{ { NULL }, 0, "" },
		{ { "bind messages \"<F9>\" \"top\"" }, 0, "" },
		/* For one screen, over what its list does with the key. */
		{ { "bind messages \"g\" \"open 1\"" },
		  1,
		  "x.conf:1: g (messages, open 1) hides g (list, top, built in) on the screen "
		  "messages\n" },
		/* The same command in another place is in nobody's way. */
		{ { "bind messages \"g\" \"top\"" }, 0, "" },
		/* A key of forms is nothing to a list. */
		{ { "bind messages \"u\" \"open 1\"" }, 0, "" },
		/* What is read is searched, too; and a conversation beside the list is a thread. */
		{ { "bind message \"/\" \"open 1\"" },
		  1,
		  "x.conf:1: / (message, open 1) hides / (page, search, built in) on the screen "
		  "message\n" },
		{ { "bind conversations \"<F9>\" \"open 2\"", "bind thread \"<F9>\" \"open 1\"" },
		  1,
		  "x.conf:2: <F9> (thread, open 1) hides <F9> (conversations, open 2, line 1) on "
		  "the screen conversations\n" },
		{ { "bind send-list \"G\" \"open 1\"" },
		  1,
		  "x.conf:1: G (send-list, open 1) hides G (pager, bottom, built in) on the "
		  "screen send-list\n" },
		/* Two lines of the file: it is told where the one is that wins. */
		{ { "bind messages \"<F9>\" \"open 1\"", "bind global \"<F9>\" \"open 2\"" },
		  1,
		  "x.conf:1: <F9> (messages, open 1) hides <F9> (global, open 2, line 2) on the "
		  "screen messages\n" },
		{ { "bind global \"<F9>\" \"open 2\"", "bind thread \"<F9>\" \"open 1\"" },
		  1,
		  "x.conf:2: <F9> (thread, open 1) hides <F9> (global, open 2, line 1) on the "
		  "screen conversations and 1 more\n" },
		{ { "bind pager \"<F9>\" \"open 2\"", "bind thread \"<F9>\" \"open 1\"" },
		  1,
		  "x.conf:2: <F9> (thread, open 1) hides <F9> (pager, open 2, line 1) on the "
		  "screen conversations and 1 more\n" },
		/* The key that is there already does not wait for a second one. */
		{ { "bind messages \"<F9>\" \"open 1\"", "bind messages \"<F9> x\" \"open 2\"" },
		  1,
		  "x.conf:1: <F9> (messages, open 1) hides <F9> x (messages, open 2, line 2) on "
		  "the screen messages\n" },
		/* A default that lost its place; one that has another key is not lost. */
		{ { "bind global \"?\" \"open 1\"" },
		  1,
		  "x.conf:1: ? (global, open 1) leaves help without a key\n" },
		{ { "bind global \"?\" \"open 1\"", "bind global \"<F9>\" \"help\"" }, 0, "" },
	};

	(void)state;
	for (size_t i = 0; i < ARRAY_SIZE(cases); i++) {
		struct strbuf said = STRBUF_INIT(STRBUF_TEXT);

		size_t count = check(cases[i].lines, &said);

		assert_string_equal(said.length ? said.data : "", cases[i].said);
		assert_int_equal(count, cases[i].count);
		strbuf_release(&said);
	}
}

/* One line however many screens it concerns, with their number. */
static void test_many_screens(void **state)
{
	const char *const lines[LINES_MAX] = { "bind global \"<F9>\" \"open 2\"",
					       "bind list \"<F9>\" \"open 1\"" };
	struct strbuf said = STRBUF_INIT(STRBUF_TEXT), end = STRBUF_INIT(STRBUF_LINE);
	size_t screens = 0;

	(void)state;
	for (size_t i = 0; i < views_count(); i++)
		screens += views_at(i)->column_count > 0;
	assert_int_equal(check(lines, &said), 1);
	strbuf_addf(&end, " and %zu more\n", screens - 1);
	assert_memory_equal(said.data, "x.conf:2: <F9> (list, open 1) hides ", 36);
	assert_true(said.length > end.length);
	assert_string_equal(said.data + said.length - end.length, end.data);
	strbuf_release(&said);
	strbuf_release(&end);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(test_findings),
		cmocka_unit_test(test_many_screens),
	};

	return cmocka_run_group_tests_name("views/key_check", tests, NULL, NULL);
}
