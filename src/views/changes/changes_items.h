/*
 * changes_items.h - a plan as rows of a table: each item with what came of it and why.
 */
#ifndef MSGDECK_VIEWS_CHANGES_CHANGES_ITEMS_H
#define MSGDECK_VIEWS_CHANGES_CHANGES_ITEMS_H

#include "model/filter.h"
#include "ops/plan.h"
#include "ui/table.h"
#include "views/list/search.h"

#define CHANGES_COLUMN_COUNT 6

/* The data of a table on changes_items_source and changes_columns. */
struct changes_items {
	struct plan *plan; /* NULL: no rows */
	bool only_open;    /* what was done does not match */
	const struct search *search;
};

/* In which words they are searched; list: struct changes_items, record: uint32_t (item). */
extern const struct filter_language changes_language;

/* A row is the number of an item. */
extern const struct table_source changes_items_source;
extern const struct table_column changes_columns[CHANGES_COLUMN_COUNT];
/* The number of the item that a key stands for. */
uint32_t changes_items_item(uint64_t key);

#endif
