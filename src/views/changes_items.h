/*
 * changes_items.h - a plan as rows of a table: each item with what came of it and why.
 */
#ifndef MSGDECK_VIEWS_CHANGES_ITEMS_H
#define MSGDECK_VIEWS_CHANGES_ITEMS_H

#include "ops/plan.h"
#include "ui/table.h"

#define CHANGES_COLUMN_COUNT 6

/* The data of a table on changes_items_source and changes_columns. */
struct changes_items {
	struct plan *plan; /* NULL: no rows */
};

/* A row is the number of an item. Only what has not been done matches. */
extern const struct table_source changes_items_source;
extern const struct table_column changes_columns[CHANGES_COLUMN_COUNT];
/* The number of the item that a key stands for. */
uint32_t changes_items_item(uint64_t key);

#endif
