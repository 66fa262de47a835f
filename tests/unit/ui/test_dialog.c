#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

#include <string.h>

#include "base/mem.h"
#include "ui/dialog.h"
#include "ui/key.h"

static enum dialog_answer press(struct dialog *dialog, const char *keys)
{
	struct key_sequence sequence;
	enum dialog_answer answer = DIALOG_OPEN;

	assert_true(key_sequence_parse(keys, &sequence, NULL));
	for (size_t i = 0; i < sequence.count && answer == DIALOG_OPEN; i++)
		answer = dialog_key(dialog, sequence.keys[i]);
	return answer;
}

static void test_answers(void **state)
{
	(void)state;
	static const struct {
		enum dialog_kind kind;
		const char *keys;
		enum dialog_answer answer;
	} cases[] = {
		/* it starts on Cancel */
		{ DIALOG_CONFIRM, "<Enter>", DIALOG_NO },
		{ DIALOG_CONFIRM, "y", DIALOG_YES },
		{ DIALOG_CONFIRM, "n", DIALOG_NO },
		{ DIALOG_CONFIRM, "q", DIALOG_NO },
		{ DIALOG_CONFIRM, "<Esc>", DIALOG_NO },
		{ DIALOG_CONFIRM, "<C-c>", DIALOG_NO },
		{ DIALOG_CONFIRM, "<Tab> <Enter>", DIALOG_YES },
		{ DIALOG_CONFIRM, "<Right> <Left> <Enter>", DIALOG_NO },
		{ DIALOG_CONFIRM, "x <Space> j k", DIALOG_OPEN },
		{ DIALOG_MESSAGE, "<Enter>", DIALOG_YES },
		{ DIALOG_MESSAGE, "x j", DIALOG_OPEN },
		{ DIALOG_ERROR, "<Esc>", DIALOG_NO },
		/* the word, nothing but the word */
		{ DIALOG_TYPE, "1 2 0 4", DIALOG_OPEN },
		{ DIALOG_TYPE, "<Enter>", DIALOG_OPEN },
		{ DIALOG_TYPE, "y", DIALOG_OPEN },
		{ DIALOG_TYPE, "q", DIALOG_OPEN },
		{ DIALOG_TYPE, "<BS> <BS>", DIALOG_OPEN },
		{ DIALOG_TYPE, "1 2 <Enter>", DIALOG_OPEN },
		{ DIALOG_TYPE, "1 <Esc>", DIALOG_NO },
	};

	for (size_t i = 0; i < ARRAY_SIZE(cases); i++) {
		struct dialog_spec spec = { .kind = cases[i].kind,
					    .text = "Sure?",
					    .word = "1204" };
		struct dialog *dialog = dialog_new(&spec);

		assert_int_equal(press(dialog, cases[i].keys), cases[i].answer);
		dialog_free(dialog);
	}
}

static void test_the_word_must_be_typed(void **state)
{
	(void)state;
	struct dialog_spec spec = { .kind = DIALOG_TYPE, .text = "Sure?", .word = "1204" };
	struct dialog *dialog = dialog_new(&spec);

	assert_int_equal(dialog_paste(dialog, "1204", 4), DIALOG_OPEN);
	assert_int_equal(press(dialog, "<Enter>"), DIALOG_OPEN);
	assert_int_equal(press(dialog, "1 2 0 4"), DIALOG_OPEN);
	assert_int_equal(press(dialog, "<Enter>"), DIALOG_YES);
	dialog_free(dialog);
}

static const struct dialog_choice ways[] = {
	{ 'd', "Delete", "gone for good" },
	{ 'm', "Redact, media", "texts and files" },
};

/* It starts on Cancel, and a letter is an answer. */
static void test_choices(void **state)
{
	(void)state;
	static const struct {
		const char *keys;
		enum dialog_answer answer;
	} cases[] = {
		{ "<Enter>", DIALOG_NO },
		{ "n", DIALOG_NO },
		{ "q", DIALOG_NO },
		{ "<Esc>", DIALOG_NO },
		{ "d", DIALOG_CHOICE },
		{ "m", DIALOG_CHOICE + 1 },
		{ "j <Enter>", DIALOG_CHOICE },
		{ "<Down> <Down> <Enter>", DIALOG_CHOICE + 1 },
		{ "<Down> <Down> <Down> <Enter>", DIALOG_NO },
		{ "k <Enter>", DIALOG_CHOICE + 1 },
		{ "<Tab> <S-Tab> <Enter>", DIALOG_NO },
		{ "x y <Space>", DIALOG_OPEN },
	};

	for (size_t i = 0; i < ARRAY_SIZE(cases); i++) {
		struct dialog_spec spec = { .kind = DIALOG_CHOOSE,
					    .text = "How?",
					    .choices = ways,
					    .choice_count = ARRAY_SIZE(ways) };
		struct dialog *dialog = dialog_new(&spec);

		assert_int_equal(press(dialog, cases[i].keys), cases[i].answer);
		dialog_free(dialog);
	}
}

static void check_row(const struct surface *surface, int row, const char *expected)
{
	struct strbuf text = STRBUF_INIT(STRBUF_LINE);

	surface_row_text(surface, row, &text);
	assert_string_equal(text.data, expected);
	strbuf_release(&text);
}

static void test_choices_are_drawn(void **state)
{
	(void)state;
	struct dialog_spec spec = { .kind = DIALOG_CHOOSE,
				    .title = "Erase",
				    .text = "How?",
				    .choices = ways,
				    .choice_count = ARRAY_SIZE(ways) };
	struct dialog *dialog = dialog_new(&spec);
	struct surface surface;
	struct pane pane;

	surface_init(&surface, 48, 12);
	pane = pane_whole(&surface);
	press(dialog, "j");
	dialog_draw(dialog, &pane);
	check_row(&surface, 1, "  ┌─ Erase ──────────────────────────────────┐");
	check_row(&surface, 2, "  │ How?                                     │");
	check_row(&surface, 3, "  │                                          │");
	check_row(&surface, 4, "  │   n  Cancel         nothing is changed   │");
	check_row(&surface, 5, "  │ ▸ d  Delete         gone for good        │");
	check_row(&surface, 6, "  │   m  Redact, media  texts and files      │");
	check_row(&surface, 7, "  │                                          │");
	check_row(&surface, 8, "  │ ↑↓ and Enter, or the letter; Esc cancels │");
	surface_release(&surface);
	dialog_free(dialog);
}

static void test_drawing(void **state)
{
	(void)state;
	struct dialog_spec spec = {
		.kind = DIALOG_CONFIRM,
		.title = "Delete",
		.text = "Delete 3 messages?\nThis cannot be \033undone.",
		.go_on = "Delete",
	};
	struct dialog *dialog = dialog_new(&spec);
	struct surface surface;
	struct pane pane;

	surface_init(&surface, 44, 8);
	pane = pane_whole(&surface);
	dialog_draw(dialog, &pane);
	check_row(&surface, 0, "");
	check_row(&surface, 1, "  ┌─ Delete ─────────────────────────────┐");
	check_row(&surface, 2, "  │ Delete 3 messages?                   │");
	check_row(&surface, 3, "  │ This cannot be ␛undone.              │");
	check_row(&surface, 4, "  │                                      │");
	check_row(&surface, 5, "  │ [▸Cancel (n) ]  [ Delete (y) ]       │");
	check_row(&surface, 6, "  └──────────────────────────────────────┘");
	assert_int_equal(surface.cursor_row, 5);
	/* Both buttons have room, whatever is written on them. */
	dialog_free(dialog);
	spec.go_on = "Cancel sending";
	spec.back = "Leave it";
	dialog = dialog_new(&spec);
	dialog_draw(dialog, &pane);
	check_row(&surface, 5, "│ [▸Leave it (n) ]  [ Cancel sending (y) ] │");
	draw_clear(&pane, STYLE_TEXT);
	/* Too long for the screen: it scrolls. */
	dialog_free(dialog);
	spec.text = "1\n2\n3\n4\n5\n6\n7\n8\n9";
	spec.kind = DIALOG_MESSAGE;
	dialog = dialog_new(&spec);
	dialog_draw(dialog, &pane);
	check_row(&surface, 1, "  │ 1                                    │");
	for (int i = 0; i < 20; i++)
		press(dialog, "<Down>");
	dialog_draw(dialog, &pane);
	check_row(&surface, 4, "  │ 9                                    │");
	for (int i = 0; i < 20; i++)
		press(dialog, "k");
	dialog_draw(dialog, &pane);
	check_row(&surface, 1, "  │ 1                                    │");
	dialog_free(dialog);
	surface_release(&surface);
}

static enum dialog_answer click(struct dialog *dialog, int column, int row)
{
	return dialog_mouse(dialog, &(struct mouse){ .column = column, .row = row });
}

static void test_mouse(void **state)
{
	(void)state;
	struct dialog_spec spec = {
		.kind = DIALOG_CONFIRM, .title = "Delete", .text = "Sure?", .go_on = "Delete"
	};
	struct dialog *dialog = dialog_new(&spec);
	struct surface surface;
	struct pane pane;

	surface_init(&surface, 44, 8);
	pane = pane_whole(&surface);
	/* Nothing is anywhere before it was drawn. */
	assert_int_equal(click(dialog, 0, 0), DIALOG_OPEN);
	dialog_draw(dialog, &pane);
	check_row(&surface, 4, "  │ [▸Cancel (n) ]  [ Delete (y) ]       │");
	assert_int_equal(click(dialog, 10, 3), DIALOG_OPEN);
	assert_int_equal(click(dialog, 25, 4), DIALOG_OPEN);
	dialog_draw(dialog, &pane);
	check_row(&surface, 4, "  │ [ Cancel (n) ]  [▸Delete (y) ]       │");
	assert_int_equal(click(dialog, 25, 4), DIALOG_YES);
	assert_int_equal(click(dialog, 5, 4), DIALOG_NO);
	dialog_free(dialog);

	spec = (struct dialog_spec){ .kind = DIALOG_CHOOSE,
				     .title = "Erase",
				     .text = "How?",
				     .choices = ways,
				     .choice_count = ARRAY_SIZE(ways) };
	dialog = dialog_new(&spec);
	surface_resize(&surface, 48, 12);
	pane = pane_whole(&surface);
	dialog_draw(dialog, &pane);
	assert_int_equal(click(dialog, 10, 5), DIALOG_OPEN);
	assert_int_equal(click(dialog, 10, 6), DIALOG_OPEN);
	assert_int_equal(click(dialog, 10, 6), DIALOG_CHOICE + 1);
	assert_int_equal(click(dialog, 10, 4), DIALOG_NO);
	dialog_free(dialog);
	surface_release(&surface);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(test_answers), cmocka_unit_test(test_the_word_must_be_typed),
		cmocka_unit_test(test_choices), cmocka_unit_test(test_choices_are_drawn),
		cmocka_unit_test(test_drawing), cmocka_unit_test(test_mouse),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
