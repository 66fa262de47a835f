/*
 * plan_rows.h - the changes of earlier sessions as rows of a table: how far each is, what is left of it
 * and why, and the words in which they are searched.
 *
 * Thread: UI.
 */
#ifndef MSGDECK_VIEWS_CHANGES_PLAN_ROWS_H
#define MSGDECK_VIEWS_CHANGES_PLAN_ROWS_H

#include "model/filter.h"
#include "ui/table.h"
#include "views/changes/plans.h"
#include "views/list/search.h"

#define PLAN_COLUMN_COUNT 5

/* The data of a table on plan_rows_source and plan_columns. */
struct plan_rows {
	const struct session *session;
	struct plan_list plans; /* owned by the screen */
	const struct search *search;
};

/* In which words they are searched; list: struct plan_rows, record: struct plan_summary. */
extern const struct filter_language plan_language;

/* A row is an index in the list. */
extern const struct table_source plan_rows_source;
extern const struct table_column plan_columns[PLAN_COLUMN_COUNT];

/* Whether it is the one that is on the screen of changes. */
bool plan_is_present(const struct session *session, const struct plan_summary *plan);

#endif
