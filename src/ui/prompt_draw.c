#include <string.h>

#include "base/text.h"
#include "ui/prompt.h"

/* What is shown of the text: cleaned, or a dot a character. */
static void shown_text(const struct prompt *prompt, size_t length, struct strbuf *out)
{
	if (!prompt->secret) {
		text_clean(out, prompt->edit.text.data, length, TEXT_ONE_LINE);
		return;
	}
	for (size_t at = 0; at < length;) {
		at += text_next(prompt->edit.text.data + at, length - at);
		strbuf_addstr(out, "•");
	}
}

/* Where the text stands in a row of `width` cells. */
struct prompt_place {
	int start; /* column of its first cell */
	int width; /* cells for it */
	int skip;  /* cells of it left of what is shown */
};

/* Cells of the text before a byte of it. */
static int cells_before(const struct prompt *prompt, size_t byte)
{
	struct strbuf text = STRBUF_INIT(STRBUF_LINE);
	int cells;

	shown_text(prompt, byte, &text);
	cells = (int)text_width(text.data, text.length);
	strbuf_wipe(&text);
	return cells;
}

/* Scrolls sideways in steps of half the line, so that typing does not shift it each time. */
static struct prompt_place place_text(const struct prompt *prompt, int width)
{
	struct prompt_place place = { .start = (int)text_width(prompt->label,
							       strlen(prompt->label)) };
	int caret = cells_before(prompt, prompt->edit.caret);
	int half;

	place.width = width - place.start;
	half = place.width / 2;
	if (half > 0 && caret >= place.width - 1)
		place.skip = (caret - place.width + 1 + half) / half * half;
	return place;
}

/* Bytes [from, to) of the text. */
static void draw_part(const struct prompt *prompt, const struct pane *pane, int row,
		      const struct prompt_place *place, unsigned style, size_t from, size_t to)
{
	struct strbuf text = STRBUF_INIT(STRBUF_LINE);
	int column = cells_before(prompt, from) - place->skip;
	size_t before, hidden = 0, used = 0;

	shown_text(prompt, from, &text);
	before = text.length;
	strbuf_reset(&text);
	shown_text(prompt, to, &text);
	if (column < 0) {
		hidden = text_fit(text.data + before, text.length - before, (size_t)-column, &used);
		column += (int)used;
	}
	if (column < place->width)
		draw_clean(pane, place->start + column, row, place->width - column, style,
			   text.data + before + hidden, text.length - before - hidden);
	strbuf_wipe(&text);
}

void prompt_draw(const struct prompt *prompt, const struct pane *pane, int row)
{
	struct prompt_place place = place_text(prompt, pane->width);
	int caret = cells_before(prompt, prompt->edit.caret);

	draw_fill(pane, 0, row, pane->width, STYLE_INPUT);
	draw_text(pane, 0, row, pane->width, STYLE_KEY, prompt->label);
	if (place.width < 2)
		return;
	draw_part(prompt, pane, row, &place, STYLE_INPUT, 0, prompt->edit.text.length);
	if (prompt->hint && !prompt->edit.text.length)
		draw_text(pane, place.start + 1, row, place.width - 1, STYLE_DIM, prompt->hint);
	if (prompt_has_fault(prompt))
		draw_part(prompt, pane, row, &place, STYLE_BAD, prompt->fault_from,
			  prompt->fault_from + prompt->fault_length);
	draw_cursor(pane, place.start + caret - place.skip, row, true);
}

void prompt_draw_fault(const struct prompt *prompt, const struct pane *pane, int row)
{
	struct prompt_place place = place_text(prompt, pane->width);
	int mark = place.start + cells_before(prompt, prompt->fault_from) - place.skip;
	int cells = (int)text_width(prompt->fault.data, prompt->fault.length);

	draw_fill(pane, 0, row, pane->width, STYLE_FOOTER);
	mark = mark < 0 ? 0 : mark < pane->width ? mark : pane->width - 1;
	draw_text(pane, mark, row, 1, STYLE_BAD, "▼");
	/* On the side that has room for all of it, or else on the roomier one. */
	if (mark + 2 + cells <= pane->width || mark < pane->width / 2)
		draw_clean(pane, mark + 2, row, pane->width - mark - 2, STYLE_BAD,
			   prompt->fault.data, prompt->fault.length);
	else
		draw_clean(pane, cells < mark - 1 ? mark - 1 - cells : 0, row, mark - 1, STYLE_BAD,
			   prompt->fault.data, prompt->fault.length);
}

int prompt_menu_rows(const struct prompt *prompt, int max)
{
	int count = (int)prompt->menu.count;

	return count < max ? count : max;
}

/* What stands at the left of the menu, and what beside it. */
static const char *menu_label(const struct completion *menu, size_t item)
{
	return menu->named && *menu->items[item].help ? menu->items[item].help
						      : menu->items[item].word;
}

static const char *menu_remark(const struct completion *menu, size_t item)
{
	return menu->named && *menu->items[item].help ? menu->items[item].word
						      : menu->items[item].help;
}

/* What is above and below the rows that have room. */
static void draw_menu_ends(const struct pane *pane, size_t first, size_t rows, size_t count)
{
	if (first && rows)
		draw_text(pane, pane->width - 1, 0, 1, STYLE_DIM, "▲");
	if (first + rows < count && rows)
		draw_text(pane, pane->width - 1, pane->height - 1, 1, STYLE_DIM, "▼");
}

void prompt_draw_menu(const struct prompt *prompt, const struct pane *pane)
{
	const struct completion *menu = &prompt->menu;
	size_t rows = pane->height > 0 ? (size_t)pane->height : 0;
	size_t first = 0;
	int width = 8;

	if (prompt->menu_at < menu->count && prompt->menu_at >= rows)
		first = prompt->menu_at - rows + 1;
	for (size_t i = first; i < menu->count && i < first + rows; i++) {
		const char *label = menu_label(menu, i);
		int cells = (int)text_width(label, strlen(label));

		width = cells > width ? cells : width;
	}
	width = width > pane->width / 2 ? pane->width / 2 : width;
	for (size_t i = first; i < menu->count && i < first + rows; i++) {
		bool chosen = i == prompt->menu_at;
		unsigned style = chosen ? STYLE_MENU_ACTIVE : STYLE_MENU;
		int row = (int)(i - first);
		const char *label = menu_label(menu, i), *remark = menu_remark(menu, i);

		draw_fill(pane, 0, row, pane->width, style);
		draw_text(pane, 0, row, 1, style, chosen ? "▸" : " ");
		draw_foreign(pane, 2, row, width, style, label, strlen(label));
		draw_foreign(pane, 4 + width, row, pane->width - width - 5,
			     chosen ? STYLE_MENU_ACTIVE : STYLE_DIM, remark, strlen(remark));
	}
	draw_menu_ends(pane, first, rows, menu->count);
}
