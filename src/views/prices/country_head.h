/*
 * country_head.h - what stands above a country's prices: its name, the range of its prices, and what
 * the messages of the cache that they apply to cost, and would cost at these prices.
 *
 * Thread: UI.
 */
#ifndef MSGDECK_VIEWS_PRICES_COUNTRY_HEAD_H
#define MSGDECK_VIEWS_PRICES_COUNTRY_HEAD_H

#include <stdbool.h>

#include "ui/surface.h"
#include "views/prices/price_rows.h"

/* Draws at the top of the pane, in no more than half of it; returns how many rows it took. With `mark`
 * it is the one of two that has the keys. */
int country_head_draw(const struct price_rows *rows, const struct pane *pane, bool mark);

#endif
