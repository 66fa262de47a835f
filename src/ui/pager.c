#include "ui/pager.h"

#include <string.h>

#include "base/mem.h"
#include "ui/pager_internal.h"

struct pager *pager_new(const struct pager_source *source, void *data, unsigned flags)
{
	struct pager *pager = xcalloc(1, sizeof(*pager));

	pager->source = source;
	pager->data = data;
	pager->flags = flags;
	pager->width = 80;
	pager->height = 1;
	return pager;
}

static void forget(struct pager_kept *kept)
{
	if (kept->key)
		pager_lines_release(&kept->lines);
	kept->key = 0;
}

void pager_free(struct pager *pager)
{
	if (!pager)
		return;
	pager_changed(pager, 0);
	marks_clear(&pager->marks);
	free(pager->notice);
	free(pager);
}

void pager_changed(struct pager *pager, uint64_t key)
{
	for (size_t i = 0; i < PAGER_KEPT; i++)
		if (!key || pager->kept[i].key == key)
			forget(&pager->kept[i]);
}

void pager_reset(struct pager *pager)
{
	pager_changed(pager, 0);
	pager->anchor = 0;
	pager->anchor_item = 0;
	pager->anchor_line = 0;
	pager->cursor = 0;
	pager->cursor_item = 0;
	pager->at_end = false;
	pager->found = (struct pager_found){ .of = 0 };
}

/* -- lines of items ------------------------------------------------------------------------- */

size_t pager_item_count(const struct pager *pager)
{
	return pager->source->count(pager->data);
}

const struct pager_lines *pager_lines_of(struct pager *pager, size_t item)
{
	uint64_t key = pager->source->key(pager->data, item);
	struct pager_kept *oldest = &pager->kept[0];

	for (size_t i = 0; i < PAGER_KEPT; i++) {
		struct pager_kept *kept = &pager->kept[i];

		if (kept->key == key) {
			kept->used = ++pager->clock;
			return &kept->lines;
		}
		if (!kept->key || (oldest->key && kept->used < oldest->used))
			oldest = kept;
	}
	forget(oldest);
	oldest->key = key;
	oldest->used = ++pager->clock;
	pager_lines_init(&oldest->lines);
	pager->source->build(pager->data, item, pager->width, &oldest->lines);
	return &oldest->lines;
}

size_t pager_height_of(struct pager *pager, size_t item)
{
	return pager_lines_of(pager, item)->rows.count;
}

/* Moves a spot by lines, stopping at both ends; false when it stopped. */
static bool go_down(struct pager *pager, struct pager_spot *spot, size_t lines)
{
	size_t count = pager_item_count(pager);

	while (spot->item < count) {
		size_t height = pager_height_of(pager, spot->item);

		if (spot->line + lines < height) {
			spot->line += lines;
			return true;
		}
		if (spot->item + 1 == count) {
			spot->line = height ? height - 1 : 0;
			return false;
		}
		lines -= height > spot->line ? height - spot->line : 0;
		spot->item++;
		spot->line = 0;
	}
	return false;
}

bool pager_go_up(struct pager *pager, struct pager_spot *spot, size_t lines)
{
	while (lines > spot->line) {
		if (spot->item == 0) {
			spot->line = 0;
			return false;
		}
		lines -= spot->line;
		spot->item--;
		/* As if on the line after its last one. */
		spot->line = pager_height_of(pager, spot->item);
	}
	spot->line -= lines;
	return true;
}

bool pager_spot_is_before(struct pager_spot a, struct pager_spot b)
{
	return a.item < b.item || (a.item == b.item && a.line < b.line);
}

/* -- anchor and cursor ---------------------------------------------------------------------- */

struct pager_spot pager_anchor_spot(struct pager *pager)
{
	size_t count = pager_item_count(pager);
	struct pager_spot spot = { pager->anchor_item, pager->anchor_line };
	size_t height;

	if (!count)
		return (struct pager_spot){ 0, 0 };
	if (!pager->anchor || !pager->source->find(pager->data, pager->anchor, &spot.item))
		spot.item = spot.item < count ? spot.item : count - 1;
	height = pager_height_of(pager, spot.item);
	if (spot.line >= height)
		spot.line = height ? height - 1 : 0;
	return spot;
}

void pager_set_anchor(struct pager *pager, struct pager_spot spot)
{
	pager->anchor = pager_item_count(pager) ? pager->source->key(pager->data, spot.item) : 0;
	pager->anchor_item = spot.item;
	pager->anchor_line = spot.line;
}

struct pager_spot pager_end_spot(struct pager *pager)
{
	size_t count = pager_item_count(pager);
	struct pager_spot spot = { 0, 0 };

	if (!count)
		return spot;
	spot.item = count - 1;
	spot.line = pager_height_of(pager, spot.item);
	pager_go_up(pager, &spot, (size_t)pager->height);
	return spot;
}

void pager_show_from(struct pager *pager, struct pager_spot spot)
{
	struct pager_spot end = pager_end_spot(pager);

	pager->at_end = !pager_spot_is_before(spot, end);
	pager_set_anchor(pager, pager->at_end ? end : spot);
}

bool pager_cursor_item(struct pager *pager, size_t *item)
{
	size_t count = pager_item_count(pager);

	if (!count)
		return false;
	*item = pager->cursor_item;
	if (!pager->cursor || !pager->source->find(pager->data, pager->cursor, item))
		*item = *item < count ? *item : count - 1;
	return true;
}

void pager_set_cursor(struct pager *pager, size_t item)
{
	pager->cursor = pager->source->key(pager->data, item);
	pager->cursor_item = item;
}

/* The last line shown. */
struct pager_spot pager_bottom_spot(struct pager *pager, struct pager_spot top)
{
	go_down(pager, &top, (size_t)pager->height - 1);
	return top;
}

void pager_keep_cursor_shown(struct pager *pager)
{
	struct pager_spot top = pager_anchor_spot(pager);
	struct pager_spot bottom = pager_bottom_spot(pager, top);
	size_t item;

	if (!pager_cursor_item(pager, &item))
		return;
	if (item < top.item)
		item = top.item;
	if (item > bottom.item)
		item = bottom.item;
	/* Rather one whose first line is shown. */
	if (item == top.item && top.line > 0 && top.item < bottom.item)
		item++;
	pager_set_cursor(pager, item);
}

void pager_show_item(struct pager *pager, size_t item)
{
	struct pager_spot top = pager_anchor_spot(pager);
	struct pager_spot first = { item, 0 };
	struct pager_spot last = { item, pager_height_of(pager, item) };

	if (last.line)
		last.line--;
	if (pager_spot_is_before(first, top)) {
		pager_show_from(pager, first);
	} else if (pager_spot_is_before(pager_bottom_spot(pager, top), last)) {
		pager_go_up(pager, &last, (size_t)pager->height - 1);
		pager_show_from(pager, pager_spot_is_before(first, last) ? first : last);
	}
}

uint64_t pager_cursor(const struct pager *pager)
{
	return pager->cursor;
}

bool pager_at_end(const struct pager *pager)
{
	return pager->at_end;
}

bool pager_at_start(const struct pager *pager)
{
	return pager_items_above(pager) == 0 && pager->anchor_line == 0;
}

size_t pager_items_above(const struct pager *pager)
{
	size_t item = pager->anchor_item;

	if (pager->anchor)
		pager->source->find(pager->data, pager->anchor, &item);
	return item;
}

/* -- moving --------------------------------------------------------------------------------- */

void pager_to_start(struct pager *pager)
{
	if (!pager_item_count(pager))
		return;
	pager_show_from(pager, (struct pager_spot){ 0, 0 });
	pager_set_cursor(pager, 0);
}

void pager_to_end(struct pager *pager)
{
	pager->at_end = true;
	if (!pager_item_count(pager))
		return;
	pager_set_anchor(pager, pager_end_spot(pager));
	pager_set_cursor(pager, pager_item_count(pager) - 1);
}

bool pager_show(struct pager *pager, uint64_t key)
{
	size_t item;

	if (!pager->source->find(pager->data, key, &item))
		return false;
	pager_show_item(pager, item);
	pager_set_cursor(pager, item);
	return true;
}

static bool scroll_to(struct pager *pager, long lines)
{
	struct pager_spot old = pager_anchor_spot(pager);
	struct pager_spot spot = old;

	if (!pager_item_count(pager))
		return false;
	if (lines < 0)
		pager_go_up(pager, &spot, (size_t)-lines);
	else
		go_down(pager, &spot, (size_t)lines);
	pager_show_from(pager, spot);
	spot = pager_anchor_spot(pager);
	return spot.item != old.item || spot.line != old.line;
}

bool pager_scroll(struct pager *pager, long lines)
{
	bool moved = scroll_to(pager, lines);

	pager_keep_cursor_shown(pager);
	return moved;
}

bool pager_page(struct pager *pager, double screens)
{
	long lines = (long)(screens * (double)(pager->height > 1 ? pager->height - 1 : 1));
	uint64_t cursor = pager->cursor;
	bool moved = pager_scroll(pager, lines ? lines : screens < 0 ? -1 : 1);

	/* Nothing left to scroll: the cursor goes to the end that was meant. */
	if (!moved && (pager->flags & PAGER_ITEMS) && pager_item_count(pager))
		pager_set_cursor(pager, screens < 0 ? 0 : pager_item_count(pager) - 1);
	return moved || cursor != pager->cursor;
}

/* Whether a part of the item lies beyond the edge in this direction. */
static bool has_rest(struct pager *pager, size_t item, bool down)
{
	struct pager_spot top = pager_anchor_spot(pager);
	struct pager_spot bottom = pager_bottom_spot(pager, top);

	if (down)
		return item == bottom.item && bottom.line + 1 < pager_height_of(pager, item);
	return item == top.item && top.line > 0;
}

bool pager_move(struct pager *pager, long items)
{
	size_t count = pager_item_count(pager);
	size_t item;
	long target;

	if (!(pager->flags & PAGER_ITEMS))
		return pager_scroll(pager, items);
	if (!pager_cursor_item(pager, &item))
		return false;
	if (has_rest(pager, item, items > 0))
		return scroll_to(pager, items > 0 ? 1 : -1);
	target = (long)item + items;
	if (target < 0)
		target = 0;
	if (target >= (long)count)
		target = (long)count - 1;
	if (target == (long)item && pager->cursor)
		return false;
	pager_show_item(pager, (size_t)target);
	pager_set_cursor(pager, (size_t)target);
	return true;
}
