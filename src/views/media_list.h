/*
 * media_list.h - the media of the cache as rows of a table: source and columns.
 *
 * The data of the table is a struct media_list. A row of which it is not known yet whether it matches,
 * because its message's list was not read, passes the filter until it is. Thread: UI.
 */
#ifndef MSGDECK_VIEWS_MEDIA_LIST_H
#define MSGDECK_VIEWS_MEDIA_LIST_H

#include "model/filter.h"
#include "ui/table.h"
#include "views/media_index.h"
#include "views/session.h"

#define MEDIA_TYPE_MAX 64

struct media_list {
	struct session *session;
	struct filter *filter;     /* of the messages; NULL lets everything pass */
	char type[MEDIA_TYPE_MAX]; /* part of a content type or its name, lower case; "": any */
};

extern const struct table_source media_list_source;
#define MEDIA_COLUMN_COUNT 9
extern const struct table_column media_columns[MEDIA_COLUMN_COUNT];

/* Splits a query as typed into the filter of the messages and the words "type:…", which are for the
 * media. Sets *list on success; on a mistake everything stays. `place` may be NULL. */
bool media_list_filter(struct media_list *list, const char *query, struct filter_place *place,
		       struct error *err);

#endif
