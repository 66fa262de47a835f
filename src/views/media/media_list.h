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

struct media_list {
	struct session *session;
	const struct search *search; /* whose query the messages are asked */
};

extern const struct table_source media_list_source;
#define MEDIA_COLUMN_COUNT 9
extern const struct table_column media_columns[MEDIA_COLUMN_COUNT];

/* What is asked of a medium itself; list: struct media_list, record: struct media_entry. */
extern const struct filter_language medium_language;

#endif
