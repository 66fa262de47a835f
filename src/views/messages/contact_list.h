/*
 * contact_list.h - the contacts of the cache as rows of a table: source and columns.
 *
 * The data of the table is a struct contact_list; a row is a contact's number. Natural order is
 * that of the conversations, newest first. Thread: UI.
 */
#ifndef MSGDECK_VIEWS_MESSAGES_CONTACT_LIST_H
#define MSGDECK_VIEWS_MESSAGES_CONTACT_LIST_H

#include "ui/table.h"
#include "views/list/search.h"
#include "views/session/session.h"

struct contact_list {
	struct session *session;
	const struct search *search; /* whose query source.match() asks; NULL for cells alone */
};

uint64_t contact_list_key(uint32_t contact);
uint32_t contact_list_contact(uint64_t key);

enum contact_column {
	CONTACT_ADDRESS,
	CONTACT_LAST,
	CONTACT_WHEN,
	CONTACT_MESSAGES,
	CONTACT_FAILED,
	CONTACT_STATE,
	CONTACT_COLUMN_COUNT
};
extern const struct table_source contact_list_source;
extern const struct table_column contact_columns[CONTACT_COLUMN_COUNT];

#endif
