/*
 * order.h - the order of a sorted or filtered list: which rows, in which sequence.
 *
 * Internal to the table widget (table.h says what a source is). The order is built in slices and
 * then kept up to date. A build visits the source's rows in natural order; without a sort column it
 * shows them as it goes, with one it sorts runs and merges them, and shows the longest run so far, or,
 * when `hold` was asked for, keeps what was shown until it is done.
 *
 * What always holds: each shown row is in the source and is shown once; after a notice nothing is
 * read of a row that has left. Cost: memory 4 to 8 bytes a shown row (base/seq.h) and a byte a handle,
 * while sorting 16 to 32 bytes a row more; a notice O(log n); rows that change their place in a
 * sorted list cost one pass over 4 bytes a row for all of them together.
 */
#ifndef MSGDECK_UI_ORDER_H
#define MSGDECK_UI_ORDER_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "ui/table.h"

struct order_rules {
	bool filter; /* ask source.match() */
	/* The sort column's functions; NULL for the natural order. */
	int (*compare)(void *data, uint32_t a, uint32_t b);
	uint64_t (*sort_key)(void *data, uint32_t row);
	bool descending; /* turns compare() round; rows equal in it stay in natural order */
};

struct order;

struct order *order_new(const struct table_source *source, void *data);
void order_free(struct order *order);
/* Builds from scratch. With hold, what is shown stays until the build is done. */
void order_start(struct order *order, const struct order_rules *rules, bool hold);
/* Returns whether there is more to do; *changed is set when other rows are shown. */
bool order_work(struct order *order, int64_t deadline_ns, bool *changed);
bool order_busy(const struct order *order);
/* Whether the row is shown. O(1). */
bool order_lists(const struct order *order, uint32_t row);
/* Rows of the source visited by the build. */
size_t order_progress(const struct order *order);

void order_added(struct order *order, uint32_t row);
void order_changed(struct order *order, uint32_t row);
void order_removed(struct order *order, uint32_t row);

size_t order_count(const struct order *order);
uint32_t order_at(const struct order *order, size_t rank);
bool order_find(const struct order *order, uint32_t row, size_t *rank);
/* Where the row is or would be. */
size_t order_place(const struct order *order, uint32_t row);

#endif
