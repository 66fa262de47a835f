/*
 * activity_rows.h - the requests of late as rows of a table, and the words in which they are searched
 * (request_language, views/list/languages.h).
 *
 * Thread: UI.
 */
#ifndef MSGDECK_VIEWS_ACCOUNT_ACTIVITY_ROWS_H
#define MSGDECK_VIEWS_ACCOUNT_ACTIVITY_ROWS_H

#include "fetch/fetch.h"
#include "ui/table.h"
#include "views/list/search.h"

#define ACTIVITY_COLUMN_COUNT 9

/* The data of a table on activity_rows_source and activity_columns. */
struct activity_rows {
	struct activity_request *requests; /* owned by the screen */
	size_t count;
	const struct search *search;
};

/* A row is an index; its key is the request's number. */
extern const struct table_source activity_rows_source;
extern const struct table_column activity_columns[ACTIVITY_COLUMN_COUNT];

/* Appends "120 ms"; nothing below 0. */
void activity_add_ms(struct strbuf *out, int64_t ms);

#endif
