#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

#include <string.h>

#include "base/mem.h"
#include "typed.h"
#include "ui/key.h"
#include "ui/prompt.h"

/* Types a sequence of keys written with blanks between them. */
static enum prompt_answer type(struct prompt *prompt, const char *keys)
{
	enum prompt_answer answer = PROMPT_IGNORED;
	uint32_t key;

	while (typed_next(&keys, &key))
		answer = prompt_key(prompt, key);
	return answer;
}

static void test_editing(void **state)
{
	(void)state;
	static const struct {
		const char *start;
		const char *keys;
		const char *text; /* with '|' where the caret is */
	} cases[] = {
		{ "", "a b c", "abc|" },
		{ "abc", "<C-a> x", "x|abc" },
		{ "abc", "<Left> <Left> x", "ax|bc" },
		{ "abc", "<C-b> <Del>", "ab|" },
		{ "abc", "<BS>", "ab|" },
		{ "abc", "<Home> <BS>", "|abc" },
		{ "abc", "<C-a> <C-f> <C-d>", "a|c" },
		{ "one two three", "<C-w>", "one two |" },
		{ "one two-x", "<C-w>", "one |" },
		{ "one two-x", "<A-BS>", "one two-|" },
		{ "one two three", "<A-b> <A-b> <C-k>", "one |" },
		{ "one two", "<A-b> <C-u>", "|two" },
		{ "one two", "<C-w> <C-a> <C-y>", "two|one " },
		{ "one two", "<C-a> <A-f> <A-d>", "one|" },
		{ "one two", "<C-a> <C-Right> <Right>", "one |two" },
		{ "one two", "<C-Left> <End>", "one two|" },
		/* user-visible characters */
		{ "e\xcc\x81日x", "<Left> <Left>", "e\xcc\x81|日x" },
		{ "e\xcc\x81日", "<BS> <BS>", "|" },
		{ "ae\xcc\x81", "<C-a> <Right> <Del>", "a|" },
		{ "", "é 日", "é日|" },
		/* keys that are not the editor's */
		{ "a", "<F1> <C-x> <A-x> <PgUp>", "a|" },
		{ "", "<C-k> <C-w> <C-u> <Del> <Left> <Right>", "|" },
	};

	for (size_t i = 0; i < ARRAY_SIZE(cases); i++) {
		struct prompt prompt;
		struct strbuf text = STRBUF_INIT(STRBUF_LINE);

		prompt_init(&prompt, ":");
		prompt_set(&prompt, cases[i].start);
		type(&prompt, cases[i].keys);
		strbuf_add(&text, prompt.edit.text.data, prompt.edit.caret);
		strbuf_addch(&text, '|');
		strbuf_addstr(&text, prompt.edit.text.data + prompt.edit.caret);
		assert_string_equal(text.data, cases[i].text);
		strbuf_release(&text);
		prompt_release(&prompt);
	}
}

static void test_answers(void **state)
{
	(void)state;
	struct prompt prompt;

	prompt_init(&prompt, ":");
	assert_int_equal(type(&prompt, "a"), PROMPT_CHANGED);
	assert_int_equal(type(&prompt, "<Left>"), PROMPT_MOVED);
	assert_int_equal(type(&prompt, "<F5>"), PROMPT_IGNORED);
	assert_int_equal(type(&prompt, "<Enter>"), PROMPT_DONE);
	assert_int_equal(type(&prompt, "<Esc>"), PROMPT_CANCELLED);
	assert_int_equal(type(&prompt, "<C-c>"), PROMPT_CANCELLED);
	assert_int_equal(type(&prompt, "<End> <BS>"), PROMPT_CHANGED);
	assert_int_equal(type(&prompt, "<BS>"), PROMPT_CANCELLED);
	prompt_release(&prompt);
}

static void test_history(void **state)
{
	(void)state;
	struct prompt_history history = { .lines = NULL };
	struct prompt prompt;

	prompt_history_add(&history, "first");
	prompt_history_add(&history, "second");
	prompt_history_add(&history, "second");
	prompt_history_add(&history, "");
	assert_int_equal(history.count, 2);
	prompt_init(&prompt, ":");
	prompt.history = &history;
	prompt_set(&prompt, "");
	type(&prompt, "d r <Up>");
	assert_string_equal(prompt.edit.text.data, "second");
	type(&prompt, "<Up> <Up> <Up>");
	assert_string_equal(prompt.edit.text.data, "first");
	type(&prompt, "<C-n>");
	assert_string_equal(prompt.edit.text.data, "second");
	type(&prompt, "<Down>");
	assert_string_equal(prompt.edit.text.data, "dr");
	type(&prompt, "<Down>");
	assert_string_equal(prompt.edit.text.data, "dr");
	prompt_release(&prompt);
	for (int i = 0; i < PROMPT_HISTORY_MAX + 10; i++) {
		char line[2] = { (char)('a' + i % 26), '\0' };

		prompt_history_add(&history, line);
	}
	assert_int_equal(history.count, PROMPT_HISTORY_MAX);
	prompt_history_release(&history);
}

static void complete(void *context, const char *line, size_t length, struct completion *completion)
{
	struct command_words words;

	(void)context;
	*completion = (struct completion){ .prefix = "" };
	if (!command_words_split(line, length, true, &words, NULL))
		return;
	completion->replace_from = words.open ? words.last_start : length;
	completion->prefix = words.open && words.count ? words.words[words.count - 1] : "";
	completion_add(completion, "page-down", "down");
	completion_add(completion, "page-up", "up");
	completion_add(completion, "dark red", "colour");
	completion->prefix = "";
	command_words_release(&words);
}

static void test_completion_menu(void **state)
{
	(void)state;
	struct prompt prompt;

	prompt_init(&prompt, ":");
	prompt.complete = complete;
	prompt_set(&prompt, "");
	type(&prompt, "p a <Tab>");
	assert_string_equal(prompt.edit.text.data, "page-down");
	assert_int_equal(prompt_menu_rows(&prompt, 10), 2);
	assert_int_equal(prompt_menu_rows(&prompt, 1), 1);
	type(&prompt, "<Tab>");
	assert_string_equal(prompt.edit.text.data, "page-up");
	type(&prompt, "<Tab>");
	assert_string_equal(prompt.edit.text.data, "pa");
	type(&prompt, "<S-Tab>");
	assert_string_equal(prompt.edit.text.data, "page-up");
	/* Typing takes the choice. */
	type(&prompt, "x");
	assert_string_equal(prompt.edit.text.data, "page-upx");
	assert_int_equal(prompt_menu_rows(&prompt, 10), 0);
	/* One choice is taken at once, quoted where needed. */
	prompt_set(&prompt, "paint da");
	type(&prompt, "<Tab>");
	assert_string_equal(prompt.edit.text.data, "paint \"dark red\" ");
	/* No choice, no change. */
	prompt_set(&prompt, "zz");
	assert_int_equal(type(&prompt, "<Tab>"), PROMPT_MOVED);
	assert_string_equal(prompt.edit.text.data, "zz");
	prompt_release(&prompt);
}

static void complete_sids(void *context, const char *line, size_t length,
			  struct completion *completion)
{
	static const char *const names[] = { "Surveys", "Brasil", "Drivers", "Campaigns" };

	(void)context, (void)line, (void)length;
	*completion = (struct completion){ .prefix = "", .named = true };
	for (size_t i = 0; i < ARRAY_SIZE(names); i++) {
		char sid[8];

		snprintf(sid, sizeof(sid), "MG%zu", i);
		completion_add(completion, sid, names[i]);
	}
}

static void test_sids_are_chosen_by_their_names(void **state)
{
	(void)state;
	static const char *const rows[] = { "  Brasil     MG1", "▸ Campaigns  MG3",
					    "  Drivers    MG2             ▼" };
	struct prompt prompt;
	struct surface surface;
	struct pane pane;

	surface_init(&surface, 30, 3);
	pane = pane_whole(&surface);
	prompt_init(&prompt, ":");
	prompt.complete = complete_sids;
	prompt_set(&prompt, "");
	type(&prompt, "<Tab> <Tab>");
	assert_string_equal(prompt.edit.text.data, "MG3");
	prompt_draw_menu(&prompt, &pane);
	for (int i = 0; i < 3; i++) {
		struct strbuf text = STRBUF_INIT(STRBUF_LINE);

		surface_row_text(&surface, i, &text);
		assert_string_equal(text.data, rows[i]);
		strbuf_release(&text);
	}
	type(&prompt, "<Tab> <Tab>");
	prompt_draw_menu(&prompt, &pane);
	struct strbuf text = STRBUF_INIT(STRBUF_LINE);
	surface_row_text(&surface, 0, &text);
	assert_string_equal(text.data, "  Campaigns  MG3             ▲");
	strbuf_release(&text);
	surface_release(&surface);
	prompt_release(&prompt);
}

static void test_paste_is_one_clean_line(void **state)
{
	(void)state;
	static const char pasted[] = "two\nlines\r\n\033[2J\x07\ttab\xff\xc2\x9b\n\n";
	struct prompt prompt;
	struct strbuf big = STRBUF_INIT(STRBUF_TEXT);

	prompt_init(&prompt, ":");
	prompt_set(&prompt, "ab");
	type(&prompt, "<Left>");
	assert_int_equal(prompt_paste(&prompt, pasted, sizeof(pasted) - 1), PROMPT_CHANGED);
	assert_string_equal(prompt.edit.text.data, "atwo lines [2J tabb");
	strbuf_addn(&big, 'x', PROMPT_MAX);
	assert_int_equal(prompt_paste(&prompt, big.data, big.length), PROMPT_MOVED);
	assert_string_equal(prompt.edit.text.data, "atwo lines [2J tabb");
	strbuf_release(&big);
	prompt_release(&prompt);
}

static void test_drawing_keeps_the_caret_in_sight(void **state)
{
	(void)state;
	struct surface surface;
	struct pane pane;
	struct prompt prompt;
	struct strbuf row = STRBUF_INIT(STRBUF_LINE);

	surface_init(&surface, 12, 1);
	pane = pane_whole(&surface);
	prompt_init(&prompt, ":");
	prompt_set(&prompt, "hello");
	prompt_draw(&prompt, &pane, 0);
	surface_row_text(&surface, 0, &row);
	assert_string_equal(row.data, ":hello");
	assert_int_equal(surface.cursor_column, 6);
	assert_true(surface.cursor_visible);
	for (int i = 0; i < 100; i++) {
		type(&prompt, i % 3 ? "x" : "日");
		prompt_draw(&prompt, &pane, 0);
		assert_in_range(surface.cursor_column, 1, 11);
	}
	for (int i = 0; i < 100; i++) {
		type(&prompt, "<Left>");
		prompt_draw(&prompt, &pane, 0);
		assert_in_range(surface.cursor_column, 1, 11);
	}
	prompt.secret = true;
	prompt_set(&prompt, "abc");
	prompt_draw(&prompt, &pane, 0);
	strbuf_reset(&row);
	surface_row_text(&surface, 0, &row);
	assert_string_equal(row.data, ":•••");
	strbuf_release(&row);
	prompt_release(&prompt);
	surface_release(&surface);
}

/* The row of the fault, for a text that is wrong at a place. */
static void check_fault(const char *text, const char *fault, size_t from, size_t length,
			const char *expected)
{
	struct surface surface = { .cells = NULL };
	struct prompt prompt;
	struct strbuf row = STRBUF_INIT(1024);
	struct pane pane;

	surface_resize(&surface, 24, 2);
	pane = pane_whole(&surface);
	prompt_init(&prompt, "/");
	prompt_set(&prompt, text);
	prompt_set_fault(&prompt, fault, from, length);
	assert_true(prompt_has_fault(&prompt));
	prompt_draw_fault(&prompt, &pane, 0);
	prompt_draw(&prompt, &pane, 1);
	surface_row_text(&surface, 0, &row);
	assert_string_equal(row.data, expected);
	for (int i = 0; i < 24; i++) {
		bool wrong = (size_t)i >= from + 1 && (size_t)i < from + 1 + length;
		assert_int_equal(surface.cells[24 + i].style == STYLE_BAD, wrong);
	}
	strbuf_release(&row);
	prompt_release(&prompt);
	surface_release(&surface);
}

static void test_an_empty_line_says_what_can_be_typed(void **state)
{
	(void)state;
	struct strbuf row = STRBUF_INIT(STRBUF_LINE);
	struct surface surface;
	struct prompt prompt;
	struct pane pane;

	surface_init(&surface, 12, 1);
	pane = pane_whole(&surface);
	prompt_init(&prompt, "/");
	prompt.hint = "words or fields";
	prompt_draw(&prompt, &pane, 0);
	surface_row_text(&surface, 0, &row);
	assert_string_equal(row.data, "/ words or …");
	assert_int_equal(surface.cursor_column, 1);
	type(&prompt, "a");
	prompt_draw(&prompt, &pane, 0);
	strbuf_reset(&row);
	surface_row_text(&surface, 0, &row);
	assert_string_equal(row.data, "/a");
	strbuf_release(&row);
	prompt_release(&prompt);
	surface_release(&surface);
}

static void test_a_fault_is_shown_where_it_is(void **state)
{
	(void)state;
	check_fault("error:abc", "no number", 6, 3, "       ▼ no number");
	check_fault("(", "not closed", 0, 1, " ▼ not closed");
	/* At the end of the text, and left of the mark where that has more room. */
	check_fault("status:", "a value?", 7, 0, "        ▼ a value?");
	check_fault("status:sent error:abc", "no number", 18, 3, "         no number ▼");
	check_fault("a error:abc", "this is much too long to fit", 8, 3,
		    "         ▼ this is much…");
}

static void test_a_fault_goes_with_the_next_change(void **state)
{
	struct prompt prompt;

	(void)state;
	prompt_init(&prompt, "/");
	prompt_set(&prompt, "error:x");
	prompt_set_fault(&prompt, "not a number", 6, 100);
	assert_int_equal(prompt.fault_length, 1);
	type(&prompt, "<Left>");
	assert_true(prompt_has_fault(&prompt));
	type(&prompt, "<Del>");
	assert_false(prompt_has_fault(&prompt));
	prompt_set_fault(&prompt, "no value", 99, 1);
	assert_int_equal(prompt.fault_from, 6);
	assert_int_equal(prompt.fault_length, 0);
	prompt_paste(&prompt, "30003", 5);
	assert_false(prompt_has_fault(&prompt));
	prompt_release(&prompt);
}

static void offer_field(void *context, const char *line, size_t length,
			struct completion *completion)
{
	(void)context, (void)line, (void)length;
	completion_add(completion, "status:", "");
}

static void test_a_field_is_completed_up_to_its_colon(void **state)
{
	struct prompt prompt;

	(void)state;
	prompt_init(&prompt, "/");
	prompt.complete = offer_field;
	prompt_set(&prompt, "st");
	type(&prompt, "<Tab>");
	assert_string_equal(prompt.edit.text.data, "status:");
	prompt_release(&prompt);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(test_editing),
		cmocka_unit_test(test_answers),
		cmocka_unit_test(test_history),
		cmocka_unit_test(test_completion_menu),
		cmocka_unit_test(test_sids_are_chosen_by_their_names),
		cmocka_unit_test(test_paste_is_one_clean_line),
		cmocka_unit_test(test_drawing_keeps_the_caret_in_sight),
		cmocka_unit_test(test_an_empty_line_says_what_can_be_typed),
		cmocka_unit_test(test_a_fault_is_shown_where_it_is),
		cmocka_unit_test(test_a_fault_goes_with_the_next_change),
		cmocka_unit_test(test_a_field_is_completed_up_to_its_colon),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
