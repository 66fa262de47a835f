/*
 * deactivations_view.h - what the files of the screen of deactivations share: deactivations.c (the day's
 * list, commands, life) and deactivations_draw.c (drawing).
 *
 * Thread: UI.
 */
#ifndef MSGDECK_VIEWS_ACCOUNT_DEACTIVATIONS_VIEW_H
#define MSGDECK_VIEWS_ACCOUNT_DEACTIVATIONS_VIEW_H

#include "views/account/deactivated_list.h"
#include "views/list/list_view.h"

struct deactivations_view {
	struct list_view list;
	struct deactivated_list numbers;
	struct prompt_history days;

	int64_t day;
	uint64_t job;               /* that reads it; 0: none */
	uint64_t total, bad, bytes; /* so far */
	struct error error;         /* why it broke off; ERROR_NONE otherwise */
};

/* Whether all numbers of the day have come. */
bool deactivations_are_whole(const struct deactivations_view *view);
void deactivations_draw(struct view *view, const struct pane *pane, unsigned levels);

#endif
