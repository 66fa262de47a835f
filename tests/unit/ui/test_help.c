#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

#include <string.h>

#include "base/mem.h"
#include "ui/help.h"

static const struct command list_commands[] = {
	{ .name = "down", .args = "", .help = "Go down" },
	{ .name = "sort", .args = "COLUMN", .help = "Sort by a column that has an order" },
	{ .name = "hidden", .args = "", .help = "Not shown", .flags = COMMAND_HIDDEN },
};

static const struct command app_commands[] = { { .name = "export", .args = "", .help = "Export" } };
static const struct command shell_like[] = { { .name = "quit", .args = "", .help = "End" } };
static const struct table_column columns[] = { { .name = "from", .help = "who sent it" } };

static const char keys[] = "bind list j down\nbind list <Down> \"down 2\"\nbind global j quit\n"
			   "bind list x downward\n";

static bool word(void *context, size_t index, struct strbuf *name, struct strbuf *help)
{
	(void)context;
	if (index)
		return false;
	strbuf_addstr(name, "from:");
	strbuf_addstr(help, "the sender");
	return true;
}

static void check(int width, const char *own, const char *const *expected, size_t rows)
{
	const struct command_scope scopes[] = {
		{ "list", list_commands, ARRAY_SIZE(list_commands), NULL, NULL },
		{ "global", app_commands, ARRAY_SIZE(app_commands), NULL, NULL },
		{ "global", shell_like, ARRAY_SIZE(shell_like), NULL, NULL },
	};
	const struct help_page page = {
		.title = "Messages",
		.text = "All of them.",
		.scopes = scopes,
		.scope_count = ARRAY_SIZE(scopes),
		.own = own,
		.columns = columns,
		.column_count = ARRAY_SIZE(columns),
		.word = word,
	};
	struct keymap *keymap = keymap_new();
	struct help *help;
	struct pager *pager;
	struct surface surface;
	struct pane pane;

	assert_true(keymap_parse(keymap, keys, strlen(keys), "keys", true, NULL));
	help = help_new(&page, keymap);
	pager = pager_new(&help_source, help, 0);
	surface_init(&surface, width, (int)rows);
	pane = pane_whole(&surface);
	pager_draw(pager, &pane, true);
	for (size_t i = 0; i < rows; i++) {
		struct strbuf text = STRBUF_INIT(STRBUF_LINE);

		surface_row_text(&surface, (int)i, &text);
		assert_string_equal(text.data, expected[i]);
		strbuf_release(&text);
	}
	surface_release(&surface);
	pager_free(pager);
	help_free(help);
	keymap_free(keymap);
}

static void test_sections_keys_and_columns(void **state)
{
	(void)state;
	static const char *const wide[] = {
		" Messages",
		" All of them.",
		"",
		" list",
		"   j <Down>  down         Go down",
		"             sort COLUMN  Sort by a column that has an order",
		"",
		" global",
		"             export       Export",
		"   j         quit         End",
		"",
		" filter",
		"             from:        the sender",
		"",
		" columns",
		"             from         who sent it",
	};

	check(80, NULL, wide, ARRAY_SIZE(wide));
}

static void test_texts_hang_in_their_column(void **state)
{
	(void)state;
	static const char *const narrow[] = {
		" Messages",
		" All of them.",
		"",
		" list",
		"   j <Down>  down         Go down",
		"             sort COLUMN  Sort by a",
		"                          column that",
		"                          has an order",
		"",
	};

	check(39, NULL, narrow, ARRAY_SIZE(narrow));
}

static void test_what_is_the_screens_own_comes_first(void **state)
{
	(void)state;
	static const char *const rows[] = {
		" Messages",
		" All of them.",
		"",
		" global",
		"             export       Export",
		"   j         quit         End",
		"",
		" list",
		"   j <Down>  down         Go down",
	};

	check(80, "global", rows, ARRAY_SIZE(rows));
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(test_sections_keys_and_columns),
		cmocka_unit_test(test_texts_hang_in_their_column),
		cmocka_unit_test(test_what_is_the_screens_own_comes_first),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
