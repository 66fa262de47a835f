/*
 * pager_internal.h - the pager's own struct, shared by its files: pager.c (lines, anchor, cursor,
 * moving), pager_draw.c (drawing), pager_find.c (searching) and pager_mouse.c.
 */
#ifndef MSGDECK_UI_PAGER_INTERNAL_H
#define MSGDECK_UI_PAGER_INTERNAL_H

#include "ui/mouse.h"
#include "ui/pager.h"
#include "ui/pager_lines.h"

/* Items whose lines are kept; more than any screen shows. */
#define PAGER_KEPT 256

struct pager_kept {
	uint64_t key;  /* 0: free */
	uint64_t used; /* when, in look-ups */
	struct pager_lines lines;
};

/* A place in the scroll. */
struct pager_spot {
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
	struct mouse_area area;
	int first_row; /* of the area that an item has, below a notice */
	uint64_t clock;
	struct pager_kept kept[PAGER_KEPT];
	struct marks marks;
	struct pager_found found; /* by the last search */
	struct pager_spot match;  /* where that was, while what is shown begins at match_top */
	struct pager_spot match_top;
	char *notice;
	enum style_role notice_role;
};

/* pager_mouse.c: for command_scope.mouse. */
unsigned pager_mouse(void *pager, struct mouse *mouse);

size_t pager_item_count(const struct pager *pager);
/* Lines of an item, built when they are not kept; valid until another is asked for. */
const struct pager_lines *pager_lines_of(struct pager *pager, size_t item);
/* Lines that an item has. */
size_t pager_height_of(struct pager *pager, size_t item);
/* The first line shown. */
struct pager_spot pager_anchor_spot(struct pager *pager);
void pager_set_anchor(struct pager *pager, struct pager_spot spot);
/* The first line shown when the last line is at the bottom. */
struct pager_spot pager_end_spot(struct pager *pager);
/* Shows the text from a spot on, or as near to that as the end allows. */
void pager_show_from(struct pager *pager, struct pager_spot spot);
/* The item under the cursor; false when there are none. */
bool pager_cursor_item(struct pager *pager, size_t *item);
void pager_set_cursor(struct pager *pager, size_t item);
/* Puts the cursor on an item that is shown, the nearest one. */
void pager_keep_cursor_shown(struct pager *pager);
/* Whether the line that was gone to is where it was then. */
bool pager_shows_match(struct pager *pager);
bool pager_spot_is_before(struct pager_spot a, struct pager_spot b);
/* The last line that a screen shows which begins there. */
struct pager_spot pager_bottom_spot(struct pager *pager, struct pager_spot top);
/* Moves up by lines; false when the beginning stopped it. */
bool pager_go_up(struct pager *pager, struct pager_spot *spot, size_t lines);
/* Scrolls as little as shows the item, its beginning first. */
void pager_show_item(struct pager *pager, size_t item);

#endif
