/*
 * deactivated_list.h - the deactivated numbers of a day as rows of a table, and which of them are
 * among the contacts of the cache.
 *
 * The data of the table is a struct deactivated_list; a row is the number's place in the list. At most
 * DEACTIVATED_LISTED numbers are kept, at 8 bytes each; of what comes after them only those of contacts
 * are, and the rest is counted. Contacts that come into the cache later are found by looking through
 * the numbers again, in slices: about 20 ms of work for a million.
 *
 * Thread: UI.
 */
#ifndef MSGDECK_VIEWS_ACCOUNT_DEACTIVATED_LIST_H
#define MSGDECK_VIEWS_ACCOUNT_DEACTIVATED_LIST_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "base/vec.h"
#include "model/idset.h"
#include "ui/table.h"
#include "views/list/search.h"
#include "views/messages/contact_list.h"
#include "views/session/session.h"

#define DEACTIVATED_LISTED 4000000

/* Of the numbers: `list` is a struct deactivated_list, a record its uint32_t. */
extern const struct filter_language deactivated_language;

struct deactivated_list {
	struct contact_list cells; /* for the columns that are those of a contact */
	struct search *search;     /* of the view */
	bool contacts_only;

	/* Private. */
	uint64_t **chunks;
	size_t count;
	uint32_t load; /* which loading of a list its rows are of: part of their keys */
	struct VEC(uint32_t) known; /* rows whose number is a contact's, ascending */
	struct idset by_number;
	struct VEC(
		uint64_t) numbers; /* of contacts, by their number in the store; 0: not of the US */
	uint64_t epoch;
	size_t scanned; /* rows that were looked at since `looked_for` contacts were known */
	size_t looked_for;
};

void deactivated_list_init(struct deactivated_list *list, struct session *session,
			   struct search *search);
void deactivated_list_release(struct deactivated_list *list);
/* Forgets the numbers; the table is told. */
void deactivated_list_clear(struct deactivated_list *list, struct table *table);
/* Adds what has come; the table is told. */
void deactivated_list_add(struct deactivated_list *list, struct table *table,
			  const uint64_t *numbers, size_t count);
/* The cache has changed: whether there is now something to look for. */
bool deactivated_list_contacts_changed(struct deactivated_list *list, struct table *table);
/* Looks for contacts; whether there is more to do. Sets *changed when more were found. */
bool deactivated_list_work(struct deactivated_list *list, struct table *table, int64_t deadline_ns,
			   bool *changed);
/* Whether all numbers were looked at for all contacts. */
bool deactivated_list_looked(const struct deactivated_list *list);

size_t deactivated_list_count(const struct deactivated_list *list);
/* How many of them are contacts, as far as they were looked at. */
size_t deactivated_list_known(const struct deactivated_list *list);
uint64_t deactivated_list_number(const struct deactivated_list *list, uint32_t row);
/* STORE_NO_CONTACT when no contact with messages has the number. */
uint32_t deactivated_list_contact(const struct deactivated_list *list, uint32_t row);
/* Appends "+14155550100". */
void deactivated_number_write(uint64_t number, struct strbuf *out);

#define DEACTIVATED_COLUMN_COUNT 6
extern const struct table_source deactivated_list_source;
extern const struct table_column deactivated_columns[DEACTIVATED_COLUMN_COUNT];

#endif
