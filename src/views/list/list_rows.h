/*
 * list_rows.h - a list of the API (lists.h) as the rows of a table.
 *
 * Rows are indexes in the collection, keys the collection's. Thread: UI.
 */
#ifndef MSGDECK_VIEWS_LIST_LIST_ROWS_H
#define MSGDECK_VIEWS_LIST_LIST_ROWS_H

#include "views/list/search.h"
#include "views/session/lists.h"

/* The data of a table on list_source. */
struct list_rows {
	struct session *session;
	struct collection *collection;
	uint64_t version;            /* of what the table shows */
	const struct search *search; /* whose query decides which records pass */
	/* What decides in its place, for records that are searched in words; NULL otherwise. */
	bool (*match)(const struct list_rows *rows, const void *record);
	struct sid mark; /* the record that is marked as "here"; SID_NONE: none */
};
extern const struct table_source list_source;

/* The rows of a list, which is asked for unless it is there. */
void list_rows_init(struct list_rows *rows, struct session *session, const struct list_id *id,
		    const struct search *search);
/* Brings the table up to date after NEWS_LIST; true when something changed. */
bool list_rows_update(struct list_rows *rows, struct table *table);
/* The record under the cursor, or NULL. */
const void *list_rows_cursor(const struct list_rows *rows, const struct table *table);

#endif
