/*
 * message_list.h - the messages of the cache as rows of a table: source and columns.
 *
 * The data of the table is a struct message_list. Natural order is the store's, newest first. Cost:
 * a row drawn reads its columns from the store; nothing is kept here. Thread: UI.
 */
#ifndef MSGDECK_VIEWS_MESSAGE_LIST_H
#define MSGDECK_VIEWS_MESSAGE_LIST_H

#include "model/filter.h"
#include "ui/table.h"
#include "views/session.h"

struct message_list {
	struct session *session;
	struct filter *filter; /* what source.match() asks; NULL lets everything pass */
};

extern const struct table_source message_list_source;
#define MESSAGE_COLUMN_COUNT 14
extern const struct table_column message_columns[MESSAGE_COLUMN_COUNT];

#endif
