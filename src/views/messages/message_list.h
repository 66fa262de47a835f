/*
 * message_list.h - the messages of the cache as rows of a table: source and columns.
 *
 * The data of the table is a struct message_list. Natural order is the store's, newest first. Cost:
 * a row drawn reads its columns from the store; nothing is kept here. Thread: UI.
 */
#ifndef MSGDECK_VIEWS_MESSAGES_MESSAGE_LIST_H
#define MSGDECK_VIEWS_MESSAGES_MESSAGE_LIST_H

#include "ui/table.h"
#include "views/list/search.h"
#include "views/session/session.h"

struct message_list {
	struct session *session;
	const struct search *search; /* whose query source.match() asks; NULL: everything passes */
	struct scheduled_times *times; /* for scheduled_columns alone */
};

extern const struct table_source message_list_source;
#define MESSAGE_COLUMN_COUNT 14
extern const struct table_column message_columns[MESSAGE_COLUMN_COUNT];

#endif
