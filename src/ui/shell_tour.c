/*
 * shell_tour.c - a few cards that show a newcomer around: each opens a screen and says what it is for.
 *
 * A card lies over the bottom of the screen that it tells about. Enter goes on, Backspace goes back; any
 * other key ends the tour and, but for Esc, does what it always does.
 */
#include <string.h>

#include "base/text.h"
#include "ui/keytext.h"
#include "ui/shell_internal.h"
#include "ui/wrap.h"

#define CARD_WIDTH_MAX 80
/* Frame, one blank on each side. */
#define CARD_MARGIN 4
#define CARD_ROWS 4 /* beside the text: frame, a blank line, the keys */

void shell_tour(struct shell *shell, const struct shell_step *steps, size_t count)
{
	shell->tour = steps;
	shell->tour_count = count;
	shell_tour_go(shell, 0);
}

void shell_tour_go(struct shell *shell, size_t step)
{
	if (step >= shell->tour_count) {
		shell->tour = NULL;
	} else {
		shell->tour_at = step;
		if (shell->tour[step].command)
			shell_execute(shell, shell->tour[step].command);
	}
	loop_dirty(shell->loop, LOOP_PRIMARY | LOOP_SECONDARY);
}

bool shell_tour_key(struct shell *shell, uint32_t key)
{
	switch (key) {
	case UIKEY_ENTER:
		shell_tour_go(shell, shell->tour_at + 1);
		return true;
	case UIKEY_BACKSPACE:
		shell_tour_go(shell, shell->tour_at ? shell->tour_at - 1 : 0);
		return true;
	default:
		shell_tour_go(shell, shell->tour_count);
		return key == UIKEY_ESC;
	}
}

/* A click on the card goes on. */
void shell_tour_mouse(struct shell *shell, const struct mouse *mouse)
{
	if (mouse_is_in(mouse, &shell->tour_card))
		shell_tour_go(shell, shell->tour_at + 1);
}

static void draw_keys(const struct shell *shell, const struct pane *pane)
{
	bool last = shell->tour_at + 1 == shell->tour_count;
	int at = draw_text(pane, 0, pane->height - 1, pane->width, STYLE_KEY, "Enter");

	at += draw_format(pane, at, pane->height - 1, pane->width - at, STYLE_DIM,
			  last ? " ends the tour" : " goes on");
	if (shell->tour_at) {
		at += 2;
		at += draw_text(pane, at, pane->height - 1, pane->width - at, STYLE_KEY, "BS");
		at += draw_text(pane, at, pane->height - 1, pane->width - at, STYLE_DIM, " back");
	}
	if (!last)
		draw_text(pane, at + 2, pane->height - 1, pane->width - at - 2, STYLE_DIM,
			  "any other key ends the tour");
	draw_format(pane, pane->width - 7, pane->height - 1, 7, STYLE_DIM, "%2zu of %zu",
		    shell->tour_at + 1, shell->tour_count);
}

void shell_tour_draw(struct shell *shell, const struct pane *pane)
{
	const struct shell_step *step = &shell->tour[shell->tour_at];
	int width = pane->width < CARD_WIDTH_MAX ? pane->width : CARD_WIDTH_MAX;
	struct strbuf text = STRBUF_INIT(STRBUF_TEXT);
	struct wrap_line line;
	struct wrap wrap;
	int rows, row = 0;
	struct pane card;

	keytext_expand(shell->keymap, step->text, &text);
	rows = (int)wrap_count(text.data, text.length, (size_t)(width - CARD_MARGIN)) + CARD_ROWS;
	rows = rows < pane->height ? rows : pane->height;
	card = pane_part(pane, (pane->width - width) / 2, pane->height - rows, width, rows);
	shell->tour_card = mouse_area_of(&card);
	draw_clear(&card, STYLE_DIALOG);
	draw_frame(&card, STYLE_BORDER, step->title);
	card = pane_part(&card, 2, 1, width - CARD_MARGIN, rows - 2);
	wrap_start(&wrap, text.data, text.length, (size_t)card.width);
	while (row < card.height - 2 && wrap_next(&wrap, &line))
		draw_clean(&card, 0, row++, card.width, STYLE_DIALOG, line.text, line.length);
	draw_keys(shell, &card);
	draw_cursor(&card, 0, card.height - 1, false);
	strbuf_release(&text);
}
