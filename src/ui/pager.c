#include "ui/pager.h"

#include <string.h>

#include "base/mem.h"
#include "ui/pager_lines.h"
#include "ui/wrap.h"

/* Items whose lines are kept; more than any screen shows. */
#define KEPT 256
/* Left of the text: the cursor's mark. */
#define GUTTER 1

struct kept_item {
	uint64_t key;  /* 0: free */
	uint64_t used; /* when, in look-ups */
	struct pager_lines lines;
};

/* A place in the scroll. */
struct spot {
	size_t item;
	size_t line;
};

struct pager {
	const struct pager_source *source;
	void *data;
	unsigned flags;
	uint64_t anchor;    /* item of the first line shown */
	size_t anchor_item; /* where it was last */
	size_t anchor_line; /* of that item */
	uint64_t cursor;
	size_t cursor_item;
	bool at_end;
	int width, height; /* of the text, at the last drawing */
	uint64_t clock;
	struct kept_item kept[KEPT];
	char *highlight;
	char *notice;
	enum style_role notice_role;
};

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

static void forget(struct kept_item *kept)
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
	free(pager->highlight);
	free(pager->notice);
	free(pager);
}

void pager_changed(struct pager *pager, uint64_t key)
{
	for (size_t i = 0; i < KEPT; i++)
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
}

/* -- lines of items ------------------------------------------------------------------------- */

static size_t item_count(const struct pager *pager)
{
	return pager->source->count(pager->data);
}

static const struct pager_lines *lines_of(struct pager *pager, size_t item)
{
	uint64_t key = pager->source->key(pager->data, item);
	struct kept_item *oldest = &pager->kept[0];

	for (size_t i = 0; i < KEPT; i++) {
		struct kept_item *kept = &pager->kept[i];

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

static size_t height_of(struct pager *pager, size_t item)
{
	return lines_of(pager, item)->rows.count;
}

/* Moves a spot by lines, stopping at both ends; false when it stopped. */
static bool go_down(struct pager *pager, struct spot *spot, size_t lines)
{
	size_t count = item_count(pager);

	while (spot->item < count) {
		size_t height = height_of(pager, spot->item);

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

static bool go_up(struct pager *pager, struct spot *spot, size_t lines)
{
	while (lines > spot->line) {
		if (spot->item == 0) {
			spot->line = 0;
			return false;
		}
		lines -= spot->line;
		spot->item--;
		/* As if on the line after its last one. */
		spot->line = height_of(pager, spot->item);
	}
	spot->line -= lines;
	return true;
}

static bool is_before(struct spot a, struct spot b)
{
	return a.item < b.item || (a.item == b.item && a.line < b.line);
}

/* -- anchor and cursor ---------------------------------------------------------------------- */

static struct spot anchor_spot(struct pager *pager)
{
	size_t count = item_count(pager);
	struct spot spot = { pager->anchor_item, pager->anchor_line };
	size_t height;

	if (!count)
		return (struct spot){ 0, 0 };
	if (!pager->anchor || !pager->source->find(pager->data, pager->anchor, &spot.item))
		spot.item = spot.item < count ? spot.item : count - 1;
	height = height_of(pager, spot.item);
	if (spot.line >= height)
		spot.line = height ? height - 1 : 0;
	return spot;
}

static void set_anchor(struct pager *pager, struct spot spot)
{
	pager->anchor = item_count(pager) ? pager->source->key(pager->data, spot.item) : 0;
	pager->anchor_item = spot.item;
	pager->anchor_line = spot.line;
}

/* The first line shown when the last line is at the bottom. */
static struct spot end_spot(struct pager *pager)
{
	size_t count = item_count(pager);
	struct spot spot = { 0, 0 };

	if (!count)
		return spot;
	spot.item = count - 1;
	spot.line = height_of(pager, spot.item);
	go_up(pager, &spot, (size_t)pager->height);
	return spot;
}

static void show_from(struct pager *pager, struct spot spot)
{
	struct spot end = end_spot(pager);

	pager->at_end = !is_before(spot, end);
	set_anchor(pager, pager->at_end ? end : spot);
}

static bool cursor_item(struct pager *pager, size_t *item)
{
	size_t count = item_count(pager);

	if (!count)
		return false;
	*item = pager->cursor_item;
	if (!pager->cursor || !pager->source->find(pager->data, pager->cursor, item))
		*item = *item < count ? *item : count - 1;
	return true;
}

static void set_cursor(struct pager *pager, size_t item)
{
	pager->cursor = pager->source->key(pager->data, item);
	pager->cursor_item = item;
}

/* The last line shown. */
static struct spot bottom_spot(struct pager *pager, struct spot top)
{
	go_down(pager, &top, (size_t)pager->height - 1);
	return top;
}

/* Puts the cursor on an item that is shown, the nearest one. */
static void keep_cursor_shown(struct pager *pager)
{
	struct spot top = anchor_spot(pager);
	struct spot bottom = bottom_spot(pager, top);
	size_t item;

	if (!cursor_item(pager, &item))
		return;
	if (item < top.item)
		item = top.item;
	if (item > bottom.item)
		item = bottom.item;
	/* Rather one whose first line is shown. */
	if (item == top.item && top.line > 0 && top.item < bottom.item)
		item++;
	set_cursor(pager, item);
}

/* Scrolls as little as shows the item, its beginning first. */
static void show_item(struct pager *pager, size_t item)
{
	struct spot top = anchor_spot(pager);
	struct spot first = { item, 0 };
	struct spot last = { item, height_of(pager, item) };

	if (last.line)
		last.line--;
	if (is_before(first, top)) {
		show_from(pager, first);
	} else if (is_before(bottom_spot(pager, top), last)) {
		go_up(pager, &last, (size_t)pager->height - 1);
		show_from(pager, is_before(first, last) ? first : last);
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
	if (!item_count(pager))
		return;
	show_from(pager, (struct spot){ 0, 0 });
	set_cursor(pager, 0);
}

void pager_to_end(struct pager *pager)
{
	pager->at_end = true;
	if (!item_count(pager))
		return;
	set_anchor(pager, end_spot(pager));
	set_cursor(pager, item_count(pager) - 1);
}

bool pager_show(struct pager *pager, uint64_t key)
{
	size_t item;

	if (!pager->source->find(pager->data, key, &item))
		return false;
	show_item(pager, item);
	set_cursor(pager, item);
	return true;
}

static bool scroll_to(struct pager *pager, long lines)
{
	struct spot old = anchor_spot(pager);
	struct spot spot = old;

	if (!item_count(pager))
		return false;
	if (lines < 0)
		go_up(pager, &spot, (size_t)-lines);
	else
		go_down(pager, &spot, (size_t)lines);
	show_from(pager, spot);
	spot = anchor_spot(pager);
	return spot.item != old.item || spot.line != old.line;
}

bool pager_scroll(struct pager *pager, long lines)
{
	bool moved = scroll_to(pager, lines);

	keep_cursor_shown(pager);
	return moved;
}

bool pager_page(struct pager *pager, double screens)
{
	long lines = (long)(screens * (double)(pager->height > 1 ? pager->height - 1 : 1));
	uint64_t cursor = pager->cursor;
	bool moved = pager_scroll(pager, lines ? lines : screens < 0 ? -1 : 1);

	/* Nothing left to scroll: the cursor goes to the end that was meant. */
	if (!moved && (pager->flags & PAGER_ITEMS) && item_count(pager))
		set_cursor(pager, screens < 0 ? 0 : item_count(pager) - 1);
	return moved || cursor != pager->cursor;
}

/* Whether a part of the item lies beyond the edge in this direction. */
static bool has_rest(struct pager *pager, size_t item, bool down)
{
	struct spot top = anchor_spot(pager);
	struct spot bottom = bottom_spot(pager, top);

	if (down)
		return item == bottom.item && bottom.line + 1 < height_of(pager, item);
	return item == top.item && top.line > 0;
}

bool pager_move(struct pager *pager, long items)
{
	size_t count = item_count(pager);
	size_t item;
	long target;

	if (!(pager->flags & PAGER_ITEMS))
		return pager_scroll(pager, items);
	if (!cursor_item(pager, &item))
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
	show_item(pager, (size_t)target);
	set_cursor(pager, (size_t)target);
	return true;
}

/* -- searching ------------------------------------------------------------------------------ */

void pager_highlight(struct pager *pager, const char *folded)
{
	free(pager->highlight);
	pager->highlight = folded && *folded ? xstrdup(folded) : NULL;
}

static bool item_contains(struct pager *pager, size_t item, const char *folded)
{
	if (pager->source->contains)
		return pager->source->contains(pager->data, item, folded);
	return pager_lines_contain(lines_of(pager, item), folded);
}

bool pager_search(struct pager *pager, const char *folded, bool backward)
{
	size_t count = item_count(pager);
	size_t item = anchor_spot(pager).item;

	if (pager->flags & PAGER_ITEMS)
		cursor_item(pager, &item);
	for (size_t i = 0; i < count; i++) {
		item = backward ? (item ? item : count) - 1 : (item + 1) % count;
		if (item_contains(pager, item, folded)) {
			if (pager->flags & PAGER_ITEMS)
				show_item(pager, item);
			else
				show_from(pager, (struct spot){ item, 0 });
			set_cursor(pager, item);
			return true;
		}
	}
	return false;
}

/* -- drawing -------------------------------------------------------------------------------- */

void pager_set_notice(struct pager *pager, enum style_role role, const char *text)
{
	free(pager->notice);
	pager->notice = text && *text ? xstrdup(text) : NULL;
	pager->notice_role = role;
}

/* Settles anchor and cursor for a pane of this size; returns the first spot shown. */
static struct spot settle(struct pager *pager, int width, int height)
{
	struct spot spot;

	pager->height = height > 0 ? height : 1;
	if (width != pager->width) {
		pager->width = width > 0 ? width : 1;
		pager_changed(pager, 0);
	}
	if (pager->at_end && (pager->flags & PAGER_FOLLOW))
		set_anchor(pager, end_spot(pager));
	else
		show_from(pager, anchor_spot(pager));
	spot = anchor_spot(pager);
	if ((pager->flags & PAGER_ITEMS) && item_count(pager))
		keep_cursor_shown(pager);
	return spot;
}

static void draw_line(struct pager *pager, struct spot spot, const struct pane *pane, int row,
		      bool focused)
{
	bool on_cursor = (pager->flags & PAGER_ITEMS) && spot.item == pager->cursor_item;
	struct pane text = pane_part(pane, GUTTER, 0, pane->width - GUTTER, pane->height);

	draw_fill(pane, 0, row, GUTTER, STYLE_TEXT);
	pager_lines_draw(lines_of(pager, spot.item), spot.line, &text, row);
	if (on_cursor)
		draw_text(pane, 0, row, 1, focused ? STYLE_ACCENT : STYLE_DIM, "▌");
	if (pager->highlight)
		draw_matches(&text, 0, row, text.width, pager->highlight);
}

static void draw_lines(struct pager *pager, const struct pane *pane, struct spot spot, int row,
		       bool focused)
{
	size_t count = item_count(pager);
	bool cursor_drawn = false;

	for (; row < pane->height && spot.item < count; row++) {
		while (spot.item < count && spot.line >= height_of(pager, spot.item)) {
			spot.item++;
			spot.line = 0;
		}
		if (spot.item == count)
			break;
		draw_line(pager, spot, pane, row, focused);
		if (focused && !cursor_drawn &&
		    (!(pager->flags & PAGER_ITEMS) || spot.item == pager->cursor_item)) {
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
	struct spot spot = settle(pager, pane->width - GUTTER, pane->height);
	int row = 0;

	if (pane->height < 1 || pane->width <= GUTTER)
		return;
	if (pager->notice && spot.item == 0 && spot.line == 0)
		row = draw_notice(pager, pane, item_count(pager) == 0);
	draw_lines(pager, pane, spot, row, focused);
}
