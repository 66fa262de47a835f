/*
 * changes_page.h - what stands above and below the list of changes: how far they are, what is in
 * their way, and what came of the one under the cursor, in whole sentences. Thread: UI.
 */
#ifndef MSGDECK_VIEWS_CHANGES_CHANGES_PAGE_H
#define MSGDECK_VIEWS_CHANGES_CHANGES_PAGE_H

#include <stdint.h>

#include "ui/surface.h"
#include "views/changes/changes.h"

#define CHANGES_FOOT_ROWS 4

/* All want a plan to be there. */

/* Rows that the head takes: trouble is said in full. */
int changes_head_rows(const struct changes *changes, int width);
void changes_draw_head(const struct changes *changes, const struct pane *pane);
void changes_draw_item(const struct changes *changes, uint32_t item, const struct pane *pane);

#endif
