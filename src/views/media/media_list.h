/*
 * media_list.h - the media of the cache as rows of a table: source and columns.
 *
 * The data of the table is a struct media_list. A row of which it is not known yet whether it matches,
 * because its message's list was not read, passes the filter until it is. Thread: UI.
 */
#ifndef MSGDECK_VIEWS_MEDIA_MEDIA_LIST_H
#define MSGDECK_VIEWS_MEDIA_MEDIA_LIST_H

#include "ui/table.h"
#include "views/list/search.h"
#include "views/media/media_index.h"
#include "views/session/session.h"

#define MEDIA_TYPE_MAX 64

struct media_list {
	struct session *session;
	const struct search *search; /* whose query the messages are asked */
	char type[MEDIA_TYPE_MAX];   /* part of a content type or its name, lower case; "": any */
};

extern const struct table_source media_list_source;
#define MEDIA_COLUMN_COUNT 9
extern const struct table_column media_columns[MEDIA_COLUMN_COUNT];

/* That word as a language of its own; list: struct media_list, record: struct media_entry. */
extern const struct filter_language medium_language;

/* Takes the word "type:…", which is for the media, out of a query of messages, and lets the list show
 * this type alone. */
bool media_list_take_type(struct media_list *list, char *query, struct error *err);

#endif
