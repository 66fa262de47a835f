#include "ui/dialog.h"

#include <string.h>

#include "base/mem.h"
#include "base/text.h"
#include "ui/key.h"
#include "ui/wrap.h"

#define WIDTH_MAX 78
#define WIDTH_MIN 40
/* Frame and one blank on each side. */
#define MARGIN 4
/* Of two buttons: all but their words. */
#define BUTTONS_CELLS 18
/* Of a choice: mark, letter, and the blanks between and behind name and letter. */
#define CHOICE_CELLS 7

static const struct dialog_choice cancel = { 'n', "Cancel", "nothing is changed" };
static const char how_to_choose[] = "↑↓ and Enter, or the letter; Esc cancels";

struct dialog {
	enum dialog_kind kind;
	char *title;
	char *text; /* cleaned */
	char *go_on;
	char *back;
	char *word;
	char *mark;    /* cleaned, one line; "": none */
	bool on_go_on; /* the button that Enter presses */
	const struct dialog_choice *choices;
	size_t choice_count;
	size_t choice; /* that Enter takes; 0: Cancel */
	/* Where the buttons were drawn last. */
	struct mouse_area cancel_button, go_on_button, choice_rows;
	struct prompt prompt;
	bool wrong;
	size_t scroll;
	size_t scroll_max; /* as of the last drawing */
};

struct dialog *dialog_new(const struct dialog_spec *spec)
{
	struct dialog *dialog = xcalloc(1, sizeof(*dialog));
	struct strbuf clean = STRBUF_INIT(STRBUF_TEXT);

	dialog->kind = spec->kind;
	dialog->choices = spec->choices;
	dialog->choice_count = spec->kind == DIALOG_CHOOSE ? spec->choice_count : 0;
	dialog->title = xstrdup(spec->title ? spec->title : "");
	text_clean(&clean, spec->text ? spec->text : "", spec->text ? strlen(spec->text) : 0,
		   TEXT_KEEP_NEWLINES);
	dialog->text = strbuf_detach(&clean, NULL);
	dialog->go_on = xstrdup(spec->go_on ? spec->go_on : "Yes");
	dialog->back = xstrdup(spec->back ? spec->back : cancel.name);
	dialog->word = xstrdup(spec->word ? spec->word : "");
	strbuf_init(&clean, STRBUF_LINE);
	if (spec->mark)
		text_clean(&clean, spec->mark, strlen(spec->mark), TEXT_ONE_LINE);
	dialog->mark = strbuf_detach(&clean, NULL);
	prompt_init(&dialog->prompt, "");
	return dialog;
}

void dialog_free(struct dialog *dialog)
{
	if (!dialog)
		return;
	mem_wipe_free(dialog->text);
	free(dialog->title);
	free(dialog->go_on);
	free(dialog->back);
	free(dialog->word);
	free(dialog->mark);
	prompt_release(&dialog->prompt);
	free(dialog);
}

/* -- keys ----------------------------------------------------------------------------------- */

static bool scroll_key(struct dialog *dialog, uint32_t key)
{
	if (key == UIKEY_DOWN || key == UIKEY_PGDN || key == 'j')
		dialog->scroll += key == UIKEY_PGDN ? 5 : 1;
	else if (key == UIKEY_UP || key == UIKEY_PGUP || key == 'k')
		dialog->scroll -= key == UIKEY_PGUP && dialog->scroll >= 5 ? 5 : dialog->scroll > 0;
	else
		return false;
	if (dialog->scroll > dialog->scroll_max)
		dialog->scroll = dialog->scroll_max;
	return true;
}

static enum dialog_answer confirm_key(struct dialog *dialog, uint32_t key)
{
	switch (key) {
	case 'y':
	case 'Y':
		return DIALOG_YES;
	case 'n':
	case 'N':
	case 'q':
		return DIALOG_NO;
	case UIKEY_TAB:
	case UIKEY_TAB | UIKEY_SHIFT:
	case UIKEY_LEFT:
	case UIKEY_RIGHT:
	case 'h':
	case 'l':
		dialog->on_go_on = !dialog->on_go_on;
		return DIALOG_OPEN;
	case UIKEY_ENTER:
		return dialog->on_go_on ? DIALOG_YES : DIALOG_NO;
	default:
		scroll_key(dialog, key);
		return DIALOG_OPEN;
	}
}

static enum dialog_answer type_key(struct dialog *dialog, uint32_t key)
{
	switch (prompt_key(&dialog->prompt, key)) {
	case PROMPT_DONE:
		if (strcmp(dialog->prompt.edit.text.data, dialog->word) == 0)
			return DIALOG_YES;
		dialog->wrong = true;
		return DIALOG_OPEN;
	case PROMPT_CANCELLED:
		/* Backspace in the empty line is a slip here, not an answer. */
		return key == UIKEY_BACKSPACE ? DIALOG_OPEN : DIALOG_NO;
	case PROMPT_CHANGED:
		dialog->wrong = false;
		return DIALOG_OPEN;
	default:
		return DIALOG_OPEN;
	}
}

static enum dialog_answer choice_of(size_t choice)
{
	return choice ? (enum dialog_answer)(DIALOG_CHOICE + (int)choice - 1) : DIALOG_NO;
}

static enum dialog_answer choose_key(struct dialog *dialog, uint32_t key)
{
	size_t rows = dialog->choice_count + 1;

	switch (key) {
	case 'n':
	case 'q':
		return DIALOG_NO;
	case UIKEY_DOWN:
	case UIKEY_TAB:
	case 'j':
		dialog->choice = (dialog->choice + 1) % rows;
		return DIALOG_OPEN;
	case UIKEY_UP:
	case UIKEY_TAB | UIKEY_SHIFT:
	case 'k':
		dialog->choice = (dialog->choice + rows - 1) % rows;
		return DIALOG_OPEN;
	case UIKEY_ENTER:
		return choice_of(dialog->choice);
	default:
		for (size_t i = 0; i < dialog->choice_count; i++)
			if (key == (uint32_t)dialog->choices[i].key)
				return choice_of(i + 1);
		return DIALOG_OPEN;
	}
}

enum dialog_answer dialog_key(struct dialog *dialog, uint32_t key)
{
	if (key == UIKEY_ESC || key == ('c' | UIKEY_CTRL) || key == ('g' | UIKEY_CTRL))
		return DIALOG_NO;
	switch (dialog->kind) {
	case DIALOG_CONFIRM:
		return confirm_key(dialog, key);
	case DIALOG_TYPE:
		return type_key(dialog, key);
	case DIALOG_CHOOSE:
		return choose_key(dialog, key);
	default:
		if (scroll_key(dialog, key))
			return DIALOG_OPEN;
		return key == UIKEY_ENTER || key == ' ' || key == 'q' ? DIALOG_YES : DIALOG_OPEN;
	}
}

enum dialog_answer dialog_paste(struct dialog *dialog, const char *bytes, size_t length)
{
	/* What must be typed must be typed. */
	(void)dialog;
	(void)bytes;
	(void)length;
	return DIALOG_OPEN;
}

/* -- mouse ---------------------------------------------------------------------------------- */

static enum dialog_answer click_choice(struct dialog *dialog, size_t row)
{
	bool before = dialog->choice == row;

	dialog->choice = row;
	return before || !row ? choice_of(row) : DIALOG_OPEN;
}

enum dialog_answer dialog_mouse(struct dialog *dialog, const struct mouse *mouse)
{
	bool before = dialog->on_go_on;

	if (mouse->lines) {
		scroll_key(dialog, mouse->lines < 0 ? UIKEY_UP : UIKEY_DOWN);
		return DIALOG_OPEN;
	}
	if (mouse_is_in(mouse, &dialog->cancel_button))
		return DIALOG_NO;
	if (mouse_is_in(mouse, &dialog->choice_rows))
		return click_choice(dialog, (size_t)(mouse->row - dialog->choice_rows.row));
	if (!mouse_is_in(mouse, &dialog->go_on_button))
		return DIALOG_OPEN;
	dialog->on_go_on = true;
	return before || dialog->kind != DIALOG_CONFIRM ? DIALOG_YES : DIALOG_OPEN;
}

/* -- drawing -------------------------------------------------------------------------------- */

/* A button in the last row, with the key that presses it ("": Enter). Returns its cells. */
static int button(const struct pane *pane, int column, const char *label, const char *key,
		  bool active, struct mouse_area *area)
{
	unsigned style = active ? STYLE_BUTTON_ACTIVE : STYLE_BUTTON;
	int cells = draw_format(pane, column, pane->height - 1, pane->width - column, style,
				"%s%s%s ]", active ? "[▸" : "[ ", label, key);
	struct pane place = pane_part(pane, column, pane->height - 1, cells, 1);

	*area = mouse_area_of(&place);
	return cells;
}

/* Rows below the text: a button, or Cancel, the choices, a blank row and how to choose. */
static int answer_rows(const struct dialog *dialog)
{
	return dialog->kind == DIALOG_CHOOSE ? (int)dialog->choice_count + 3 : 1;
}

/* Row 0 is Cancel. */
static const struct dialog_choice *choice_at(const struct dialog *dialog, size_t row)
{
	return row ? &dialog->choices[row - 1] : &cancel;
}

static int name_cells(const struct dialog *dialog)
{
	int cells = 0;

	for (size_t i = 0; i <= dialog->choice_count; i++) {
		const char *name = choice_at(dialog, i)->name;
		int width = (int)text_width(name, strlen(name));

		cells = width > cells ? width : cells;
	}
	return cells;
}

static void draw_choices(struct dialog *dialog, const struct pane *pane)
{
	int top = pane->height - answer_rows(dialog), help = name_cells(dialog) + CHOICE_CELLS;
	struct pane rows = pane_part(pane, 0, top, pane->width, (int)dialog->choice_count + 1);

	dialog->choice_rows = mouse_area_of(&rows);
	for (size_t i = 0; i <= dialog->choice_count; i++) {
		const struct dialog_choice *choice = choice_at(dialog, i);
		bool active = i == dialog->choice;
		int row = top + (int)i;

		draw_format(pane, 0, row, help - 1, active ? STYLE_BUTTON_ACTIVE : STYLE_DIALOG,
			    "%s %c  %s", active ? "▸" : " ", choice->key, choice->name);
		draw_text(pane, help, row, pane->width - help, STYLE_DIALOG, choice->help);
	}
	draw_text(pane, 0, pane->height - 1, pane->width, STYLE_DIM, how_to_choose);
	draw_cursor(pane, 2, top + (int)dialog->choice, false);
}

static void draw_answers(struct dialog *dialog, const struct pane *pane)
{
	int at = 0;

	dialog->cancel_button = dialog->go_on_button = (struct mouse_area){ .width = 0 };
	switch (dialog->kind) {
	case DIALOG_CONFIRM:
		at = button(pane, 0, dialog->back, " (n)", !dialog->on_go_on,
			    &dialog->cancel_button);
		draw_cursor(pane, dialog->on_go_on ? at + 3 : 1, pane->height - 1, false);
		button(pane, at + 2, dialog->go_on, " (y)", dialog->on_go_on,
		       &dialog->go_on_button);
		break;
	case DIALOG_TYPE: {
		struct pane line = pane_part(pane, 0, pane->height - 1, pane->width, 1);

		if (dialog->wrong && pane->height > 1)
			draw_format(pane, 0, pane->height - 2, pane->width, STYLE_BAD,
				    "This is not %s. Nothing has been done.", dialog->word);
		at = draw_format(&line, 0, 0, pane->width, dialog->wrong ? STYLE_BAD : STYLE_STRONG,
				 "Type %s to go on: ", dialog->word);
		line = pane_part(&line, at, 0, line.width - at, 1);
		if (line.width > 32) {
			struct pane end = pane_part(&line, line.width - 12, 0, 12, 1);

			draw_text(&end, 0, 0, 12, STYLE_DIM, "Esc cancels");
			dialog->cancel_button = mouse_area_of(&end);
			line.width -= 14;
		}
		prompt_draw(&dialog->prompt, &line, 0);
		break;
	}
	case DIALOG_CHOOSE:
		draw_choices(dialog, pane);
		break;
	default:
		button(pane, 0, "OK", "", true, &dialog->go_on_button);
		draw_cursor(pane, 1, pane->height - 1, false);
	}
}

static void draw_lines(struct dialog *dialog, const struct pane *pane)
{
	struct wrap wrap;
	struct wrap_line line;
	unsigned style = dialog->kind == DIALOG_ERROR ? STYLE_BAD : STYLE_DIALOG;
	size_t number = 0;
	int rows = pane->height - 1 - answer_rows(dialog);

	wrap_start(&wrap, dialog->text, strlen(dialog->text), (size_t)pane->width);
	for (; wrap_next(&wrap, &line); number++)
		if (number >= dialog->scroll && number < dialog->scroll + (size_t)rows)
			draw_clean(pane, 0, (int)(number - dialog->scroll), pane->width, style,
				   line.text, line.length);
	dialog->scroll_max = number > (size_t)rows ? number - (size_t)rows : 0;
	if (dialog->scroll < dialog->scroll_max && rows > 0)
		draw_text(pane, pane->width - 1, rows - 1, 1, STYLE_DIM, "▼");
}

/* At least `least`. */
static int choices_width(const struct dialog *dialog, int least)
{
	int width = (int)text_width(how_to_choose, strlen(how_to_choose));

	width = width > least ? width : least;
	for (size_t i = 0; i <= dialog->choice_count; i++) {
		const char *help = choice_at(dialog, i)->help;
		int cells = name_cells(dialog) + CHOICE_CELLS + (int)text_width(help, strlen(help));

		width = cells > width ? cells : width;
	}
	return width;
}

/* At least `least`. */
static int buttons_width(const struct dialog *dialog, int least)
{
	int width = (int)(text_width(dialog->back, strlen(dialog->back)) +
			  text_width(dialog->go_on, strlen(dialog->go_on))) +
		    BUTTONS_CELLS;

	return width > least ? width : least;
}

static int wanted_width(const struct dialog *dialog, int limit)
{
	struct wrap wrap;
	struct wrap_line line;
	int title = (int)text_width(dialog->title, strlen(dialog->title)) + 2;
	int width = title > WIDTH_MIN - MARGIN ? title : WIDTH_MIN - MARGIN;

	wrap_start(&wrap, dialog->text, strlen(dialog->text), (size_t)limit);
	while (wrap_next(&wrap, &line))
		if ((int)line.cells > width)
			width = (int)line.cells;
	if (dialog->kind == DIALOG_CONFIRM)
		return buttons_width(dialog, width);
	return dialog->kind == DIALOG_CHOOSE ? choices_width(dialog, width) : width;
}

void dialog_draw(struct dialog *dialog, const struct pane *pane)
{
	int limit = (pane->width < WIDTH_MAX ? pane->width : WIDTH_MAX) - MARGIN;
	int mark = *dialog->mark != '\0';
	int width, height;
	struct pane box;

	if (limit < 10 || pane->height < 5 + mark)
		return;
	width = wanted_width(dialog, limit);
	width = (width > limit ? limit : width) + MARGIN;
	height = (int)wrap_count(dialog->text, strlen(dialog->text), (size_t)(width - MARGIN)) + 3 +
		 answer_rows(dialog) + mark;
	height = height > pane->height ? pane->height : height;
	box = pane_part(pane, (pane->width - width) / 2, (pane->height - height) / 2, width,
			height);
	draw_clear(&box, STYLE_DIALOG);
	draw_frame(&box, STYLE_BORDER, dialog->title);
	box = pane_part(&box, 2, 1, width - MARGIN, height - 2);
	if (mark) {
		struct pane line = pane_cut(&box, 1);

		draw_format(&line, 0, 0, line.width, STYLE_PRODUCTION, " %s ", dialog->mark);
	}
	draw_lines(dialog, &box);
	draw_answers(dialog, &box);
}
