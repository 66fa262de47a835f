/*
 * table_internal.h - the table's own struct, shared by the files of the widget: table.c (rows, their
 * order), table_cursor.c, table_select.c (selection), table_bulk.c (selection of many), table_walk.c (what
 * commands work on), table_draw.c (columns, drawing), table_mouse.c, table_commands.c.
 */
#ifndef MSGDECK_UI_TABLE_INTERNAL_H
#define MSGDECK_UI_TABLE_INTERNAL_H

#include "ui/mouse.h"
#include "ui/order.h"
#include "ui/table.h"

enum table_bulk {
	BULK_NONE,
	BULK_ALL,
	BULK_INVERT, /* listed rows that are not selected are collected in `inverse` */
	BULK_KEEP,   /* and then the selected ones that are not listed */
};

/* The cursor's mark and the selection's. */
#define TABLE_GUTTER 2

struct table {
	struct table_source source;
	void *data;

	const struct table_column *columns;
	size_t column_count;
	int shown_columns[TABLE_COLUMNS_MAX]; /* indexes, in the order on the screen */
	size_t shown_column_count;
	int widths[TABLE_COLUMNS_MAX]; /* overrides; 0: as declared */

	bool filter;
	struct marks marks;
	char *query;
	bool columns_were_chosen;
	int sort_column; /* -1: natural order */
	bool descending;
	struct order *order;
	bool use_order; /* `order` is what is shown; otherwise the source's own order */
	bool switching; /* `order` will be what is shown once it is built */

	uint64_t cursor;  /* key, 0 for none */
	uint64_t wanted;  /* where the operator put it last: it goes back there after a filter */
	size_t last_rank; /* of the cursor when it was last known */
	size_t line;      /* of the cursor on the screen, from the first row shown */
	size_t height;    /* rows of the screen at the last drawing */
	bool at_top;      /* the first row was shown at the last drawing */
	bool follow;
	bool unmoved; /* on the first row until the operator moves it */
	bool half_page;
	bool lost;

	struct keyset selection;
	uint64_t range_start;
	enum table_bulk bulk;
	size_t bulk_at; /* rank, or position in `selection`, that is next */
	struct keyset inverse;
	size_t hidden; /* selected rows that are not listed */
	bool hidden_known;
	size_t count_at,
		counted; /* while they are counted: position in `selection`, found so far */

	struct table_walk *walks;
	struct mouse_area area; /* of titles and rows, at the last drawing */
	int title_rows;

	enum style_role notice_role;
	char *notice;
};

/* -- table_cursor.c ------------------------------------------------------------------------------ */

/* Puts the cursor on a rank of the shown order, as the operator's wish. */
void table_place_cursor(struct table *table, size_t rank);
/* Rank of a key's row, or of the cursor's; false when it is not listed (now). */
bool table_find(const struct table *table, uint64_t key, size_t *rank);
bool table_find_cursor(const struct table *table, size_t *rank);
/* Gives the cursor a row again: its own, the wanted one, or the nearest. While rows are still being
 * found, a cursor whose row may yet come is left alone. */
void table_settle_cursor(struct table *table);
/* The cursor's row is leaving: the one after it is next, or the one before it at the end. */
void table_leave_row(struct table *table, uint32_t row);
/* Rank of the first row shown on a screen of `height` rows. Updates line, height, at_top. */
size_t table_first_shown(struct table *table, size_t height);

/* The column whose title or cells stand at a cell of the area; -1 for none. */
int table_column_at(struct table *table, int cell);
bool table_row_is_listed(const struct table *table, uint32_t row);

/* table_mouse.c: for command_scope.mouse. */
unsigned table_mouse(void *table, struct mouse *mouse);

/* table_walk.c: the table goes. */
void table_walks_lose(struct table *table);

/* table_bulk.c */
/* Does a slice; returns whether there is more. */
bool table_bulk_work(struct table *table, int64_t deadline_ns, bool *changed);
/* Before anything else reads or changes the selection, or builds another order. */
void table_bulk_finish(struct table *table);
void table_bulk_cancel(struct table *table);
/* A row has left its place, or will: those behind it move up by one. */
void table_bulk_shifted(struct table *table);
/* How many are hidden has to be counted again. */
void table_hidden_changed(struct table *table);

/* The operator has chosen columns, if he could. */
void table_note_choice(struct table *table, bool chosen);

#endif
