/*
 * scheduled_list.h - the columns of the messages that wait for their time.
 *
 * The data of the table is a struct message_list with times. Thread: UI.
 */
#ifndef MSGDECK_VIEWS_MESSAGES_SCHEDULED_LIST_H
#define MSGDECK_VIEWS_MESSAGES_SCHEDULED_LIST_H

#include "ui/table.h"
#include "views/messages/message_list.h"
#include "views/messages/scheduled_times.h"

#define SCHEDULED_COLUMN_COUNT 7
extern const struct table_column scheduled_columns[SCHEDULED_COLUMN_COUNT];

#endif
