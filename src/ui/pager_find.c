/*
 * pager_find.c - going to the lines that have a mark.
 */
#include "ui/pager_internal.h"

/* A screen is shown so that so much of it is above the line. */
#define ABOVE(height) ((size_t)(height) / 3)

void pager_mark(struct pager *pager, const struct marks *marks)
{
	marks_copy(&pager->marks, marks);
	pager->found = (struct pager_found){ .of = 0 };
}

static bool same(struct pager_spot a, struct pager_spot b)
{
	return a.item == b.item && a.line == b.line;
}

bool pager_shows_match(struct pager *pager)
{
	return pager->found.of && same(pager->match_top, pager_anchor_spot(pager));
}

/* What has been seen of the lines that have a mark. */
struct walk {
	struct pager_spot from;
	enum pager_way way;
	bool after; /* `from` itself is no answer */
	struct pager_spot first, last, answer;
	size_t count, at; /* of the answer, from 1; 0: none yet */
};

static void take(struct walk *walk, struct pager_spot spot)
{
	bool before = pager_spot_is_before(spot, walk->from);
	bool there = same(spot, walk->from);

	if (!walk->count++)
		walk->first = spot;
	walk->last = spot;
	if (walk->way == PAGER_PREVIOUS ? before
					: !walk->at && !before && !(there && walk->after)) {
		walk->answer = spot;
		walk->at = walk->count;
	}
}

static void look_at(struct pager *pager, size_t item, struct walk *walk)
{
	struct pager_lines lines;

	pager_lines_init(&lines);
	pager->source->build(pager->data, item, pager->width, &lines);
	for (size_t line = 0; line < lines.rows.count; line++)
		if (pager_lines_are_marked(&lines, line, &pager->marks))
			take(walk, (struct pager_spot){ item, line });
	pager_lines_release(&lines);
}

static void show(struct pager *pager, struct pager_spot spot)
{
	struct pager_spot top = pager_anchor_spot(pager);

	if (pager_spot_is_before(spot, top) ||
	    pager_spot_is_before(pager_bottom_spot(pager, top), spot)) {
		top = spot;
		pager_go_up(pager, &top, ABOVE(pager->height));
		pager_show_from(pager, top);
	}
	pager_set_cursor(pager, spot.item);
	pager->match = spot;
	pager->match_top = pager_anchor_spot(pager);
}

struct pager_found pager_find(struct pager *pager, enum pager_way way)
{
	bool again = pager_shows_match(pager);
	struct walk walk = {
		.from = again ? pager->match : pager_anchor_spot(pager),
		.way = way,
		.after = again && way == PAGER_NEXT,
	};
	size_t count = pager->marks.count ? pager_item_count(pager) : 0;

	for (size_t item = 0; item < count && item < PAGER_SEARCH_MAX; item++)
		look_at(pager, item, &walk);
	pager->found = (struct pager_found){ .of = walk.count, .at = walk.at };
	if (walk.count && !walk.at) {
		bool backward = way == PAGER_PREVIOUS;

		pager->found.wrapped = true;
		pager->found.at = backward ? walk.count : 1;
		walk.answer = backward ? walk.last : walk.first;
	}
	if (walk.count)
		show(pager, walk.answer);
	return pager->found;
}
