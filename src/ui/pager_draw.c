#include <string.h>

#include "base/mem.h"
#include "ui/pager_internal.h"
#include "ui/wrap.h"

/* Left of the text: the cursor's mark. */
#define GUTTER 1

/* -- drawing -------------------------------------------------------------------------------- */

void pager_set_notice(struct pager *pager, enum style_role role, const char *text)
{
	free(pager->notice);
	pager->notice = text && *text ? xstrdup(text) : NULL;
	pager->notice_role = role;
}

/* Settles anchor and cursor for a pane of this size; returns the first spot shown. */
static struct pager_spot settle(struct pager *pager, int width, int height)
{
	struct pager_spot spot;

	pager->height = height > 0 ? height : 1;
	if (width != pager->width) {
		pager->width = width > 0 ? width : 1;
		pager_changed(pager, 0);
	}
	if (pager->at_end && (pager->flags & PAGER_FOLLOW))
		pager_set_anchor(pager, pager_end_spot(pager));
	else
		pager_show_from(pager, pager_anchor_spot(pager));
	spot = pager_anchor_spot(pager);
	if ((pager->flags & PAGER_ITEMS) && pager_item_count(pager))
		pager_keep_cursor_shown(pager);
	return spot;
}

static void draw_line(struct pager *pager, struct pager_spot spot, const struct pane *pane, int row,
		      bool focused)
{
	bool on_cursor = (pager->flags & PAGER_ITEMS) && spot.item == pager->cursor_item;
	struct pane text = pane_part(pane, GUTTER, 0, pane->width - GUTTER, pane->height);

	draw_fill(pane, 0, row, GUTTER, STYLE_TEXT);
	pager_lines_draw(pager_lines_of(pager, spot.item), spot.line, &text, row);
	if (on_cursor)
		draw_text(pane, 0, row, 1, focused ? STYLE_ACCENT : STYLE_DIM, "▌");
	draw_matches(&text, 0, row, text.width, &pager->marks);
}

/* The line that was searched for, or else the first one. */
static bool has_cursor(struct pager *pager, struct pager_spot spot)
{
	if (pager->flags & PAGER_ITEMS)
		return spot.item == pager->cursor_item;
	return !pager_shows_match(pager) ||
	       (spot.item == pager->match.item && spot.line == pager->match.line);
}

static void draw_lines(struct pager *pager, const struct pane *pane, struct pager_spot spot,
		       int row, bool focused)
{
	size_t count = pager_item_count(pager);
	bool cursor_drawn = false;

	for (; row < pane->height && spot.item < count; row++) {
		while (spot.item < count && spot.line >= pager_height_of(pager, spot.item)) {
			spot.item++;
			spot.line = 0;
		}
		if (spot.item == count)
			break;
		draw_line(pager, spot, pane, row, focused);
		if (focused && !cursor_drawn && has_cursor(pager, spot)) {
			draw_cursor(pane, 0, row, false);
			cursor_drawn = true;
		}
		spot.line++;
	}
	for (; row < pane->height; row++)
		draw_fill(pane, 0, row, pane->width, STYLE_TEXT);
}

/* Returns the rows that it takes: one above items, as many as it needs where there are none. */
static int draw_notice(const struct pager *pager, const struct pane *pane, bool alone)
{
	int width = pane->width - GUTTER;
	struct wrap_line line;
	struct wrap wrap;
	int row = 0;

	if (!alone) {
		draw_fill(pane, 0, 0, pane->width, STYLE_TEXT);
		draw_text(pane, GUTTER, 0, width, pager->notice_role, pager->notice);
		return 1;
	}
	wrap_start(&wrap, pager->notice, strlen(pager->notice), (size_t)width);
	while (row < pane->height && wrap_next(&wrap, &line)) {
		draw_fill(pane, 0, row, pane->width, STYLE_TEXT);
		draw_clean(pane, GUTTER, row, width, pager->notice_role, line.text, line.length);
		row++;
	}
	return row;
}

void pager_draw(struct pager *pager, const struct pane *pane, bool focused)
{
	struct pager_spot spot = settle(pager, pane->width - GUTTER, pane->height);
	int row = 0;

	if (pane->height < 1 || pane->width <= GUTTER)
		return;
	if (pager->notice && spot.item == 0 && spot.line == 0)
		row = draw_notice(pager, pane, pager_item_count(pager) == 0);
	pager->area = mouse_area_of(pane);
	pager->first_row = row;
	draw_lines(pager, pane, spot, row, focused);
}
