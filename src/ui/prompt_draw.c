#include <string.h>

#include "base/text.h"
#include "ui/prompt.h"

/* What is shown of the text: cleaned, or a dot a character. */
static void shown_text(const struct prompt *prompt, size_t length, struct strbuf *out)
{
	if (!prompt->secret) {
		text_clean(out, prompt->text.data, length, TEXT_ONE_LINE);
		return;
	}
	for (size_t at = 0; at < length;) {
		at += text_next(prompt->text.data + at, length - at);
		strbuf_addstr(out, "•");
	}
}

void prompt_draw(const struct prompt *prompt, const struct pane *pane, int row)
{
	struct strbuf text = STRBUF_INIT(STRBUF_LINE);
	int start, width, caret, skip;

	draw_fill(pane, 0, row, pane->width, STYLE_INPUT);
	start = draw_text(pane, 0, row, pane->width, STYLE_KEY, prompt->label);
	width = pane->width - start;
	if (width < 2)
		return;
	shown_text(prompt, prompt->caret, &text);
	caret = (int)text_width(text.data, text.length);
	strbuf_reset(&text);
	shown_text(prompt, prompt->text.length, &text);
	/* Scrolls sideways in steps of half the line, so that typing does not shift it each time. */
	skip = caret < width - 1 ? 0 : (caret - width + 1 + width / 2) / (width / 2) * (width / 2);
	if (skip) {
		size_t used;
		size_t from = text_fit(text.data, text.length, (size_t)skip, &used);

		draw_clean(pane, start, row, width, STYLE_INPUT, text.data + from,
			   text.length - from);
		skip = (int)used;
	} else {
		draw_clean(pane, start, row, width, STYLE_INPUT, text.data, text.length);
	}
	draw_cursor(pane, start + caret - skip, row, true);
	strbuf_wipe(&text);
}

int prompt_menu_rows(const struct prompt *prompt, int max)
{
	int count = (int)prompt->menu.count;

	return count < max ? count : max;
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
		int cells = (int)text_width(menu->items[i].word, strlen(menu->items[i].word));

		width = cells > width ? cells : width;
	}
	width = width > pane->width / 2 ? pane->width / 2 : width;
	for (size_t i = first; i < menu->count && i < first + rows; i++) {
		bool chosen = i == prompt->menu_at;
		unsigned style = chosen ? STYLE_MENU_ACTIVE : STYLE_MENU;
		int row = (int)(i - first);
		const char *help = menu->items[i].help;

		draw_fill(pane, 0, row, pane->width, style);
		draw_text(pane, 0, row, 1, style, chosen ? "▸" : " ");
		draw_foreign(pane, 2, row, width, style, menu->items[i].word,
			     strlen(menu->items[i].word));
		draw_foreign(pane, 4 + width, row, pane->width - width - 5,
			     chosen ? STYLE_MENU_ACTIVE : STYLE_DIM, help, strlen(help));
	}
}
