#include "ui/pager_internal.h"

/* The item whose line stands in a row of the screen. */
static bool item_at(struct pager *pager, int row, size_t *item)
{
	struct pager_spot spot = pager_anchor_spot(pager);
	size_t count = pager_item_count(pager);

	for (row -= pager->first_row; row >= 0 && spot.item < count; row--, spot.line++) {
		while (spot.item < count && spot.line >= pager_height_of(pager, spot.item)) {
			spot.item++;
			spot.line = 0;
		}
		*item = spot.item;
		if (row == 0)
			return spot.item < count;
	}
	return false;
}

unsigned pager_mouse(void *target, struct mouse *mouse)
{
	struct pager *pager = target;
	size_t item;

	if (!mouse_is_in(mouse, &pager->area))
		return EFFECT_PASS;
	if (mouse->lines)
		return pager_scroll(pager, mouse->lines) ? EFFECT_REDRAW : EFFECT_NONE;
	if (!(pager->flags & PAGER_ITEMS) || !item_at(pager, mouse->row - pager->area.row, &item))
		return EFFECT_NONE;
	mouse->open = item == pager->cursor_item;
	pager_set_cursor(pager, item);
	return EFFECT_REDRAW;
}
