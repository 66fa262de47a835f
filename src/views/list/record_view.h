/*
 * record_view.h - what the screens that show one of the API's lists do alike, beside what all lists do.
 *
 * Such a screen's struct begins with a struct record_view. Thread: UI.
 */
#ifndef MSGDECK_VIEWS_LIST_RECORD_VIEW_H
#define MSGDECK_VIEWS_LIST_RECORD_VIEW_H

#include "views/list/list_rows.h"
#include "views/list/list_view.h"

struct record_view {
	struct list_view list;
	struct list_rows rows;
	const char *
		empty; /* what is said where there is none, with keys (ui/keytext.h); NULL: that only */
};

/* The list is asked for unless it is there; for `language` see list_view_open(). */
void record_view_open(struct record_view *view, const struct list_id *id,
		      const struct filter_language *language);
void record_view_refresh(struct view *view);
unsigned record_view_result(struct view *view, const void *news);
void record_view_draw(struct view *view, const struct pane *pane, unsigned levels);
/* The record under the cursor, or NULL. `view` is, or begins with, a struct record_view. */
const void *record_view_cursor(const void *view);

#endif
