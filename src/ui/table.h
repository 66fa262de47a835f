/*
 * table.h - the list widget: a million rows, of which a screenful is drawn.
 *
 * The table owns no data. A source gives rows as 32-bit handles in a natural order (newest first);
 * each row has an opaque 64-bit key that names it for as long as the program runs (never 0, never
 * used again for another row). In natural order without a filter the table keeps nothing. Sorted
 * by a column or filtered it builds an order of its own in slices (table_work), shows what it has
 * so far, and then keeps it up to date from the notices below.
 *
 * What always holds:
 *  - The cursor is on a key. Rows that arrive, leave, change or are sorted elsewhere never put it on
 *    another row; only when its own row leaves the list it goes to the neighbour, and
 *    table_cursor_lost() says so once. A list that shows its top keeps showing it: rows that
 *    arrive there push the others (and the cursor's row) down until the cursor would leave.
 *  - The selection is a set of keys. It survives filters and sorts; rows that are removed leave it.
 *  - Each row appears once.
 *
 * Cost: drawing O(rows shown · log n); a notice O(log n) (amortised; O(n/8) bit operations for a
 * batch of changed rows in a sorted or filtered table); memory 4 to 8 bytes a listed row.
 * Thread: UI.
 */
#ifndef MSGDECK_UI_TABLE_H
#define MSGDECK_UI_TABLE_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "base/keyset.h"
#include "base/strbuf.h"
#include "ui/command.h"
#include "ui/surface.h"

#define TABLE_COLUMNS_MAX 32

/* Numbers for sort_key(): a whole value below 2^63, and the mark of one that is not whole. */
#define TABLE_KEY(value) ((uint64_t)(value) << 1)
#define TABLE_KEY_PART UINT64_C(1)

/* Where a row's handle is its rank (an array), at(), rank() and compare() are left out. */
struct table_source {
	size_t (*count)(void *data);
	/* The handle at a rank of the natural order, 0 <= rank < count. */
	uint32_t (*at)(void *data, size_t rank);
	/* The handles of `count` ranks from there on, all below the source's count; NULL: one by one. */
	void (*slice)(void *data, size_t rank, uint32_t *rows, size_t count);
	/* The rank of a handle in the natural order. O(log n) expected. */
	size_t (*rank)(void *data, uint32_t row);
	uint64_t (*key)(void *data, uint32_t row);
	/* The row with this key; false when it is gone. */
	bool (*find)(void *data, uint64_t key, uint32_t *row);
	/* <0, 0, >0 in natural order; 0 only for the same row. */
	int (*compare)(void *data, uint32_t a, uint32_t b);
	/* Whether the row passes the filter that the view has set. Asked only while a filter is on. */
	bool (*match)(void *data, uint32_t row);
};

struct table_column {
	const char *name;  /* for commands and config: "status" */
	const char *title; /* above the column; upper case by convention */
	const char *help;
	/* Optional: in what the column's texts are given, a zone say; said beside the title where there is
	 * room. Nothing: in nothing that need be said. */
	void (*unit)(struct strbuf *out);
	int width; /* least cells */
	int wish;  /* cells that it has before columns of a higher rank are shown; 0: width */
	int step; /* cells that it takes in place of width where there is room, all at once; 0: never */
	int weight;    /* share of the cells left over; 0: never wider than width or step */
	int max_width; /* with weight: never wider; 0 for no limit */
	int rank;      /* 1 stays longest when the screen is narrow */
	enum draw_align align;
	bool hidden; /* not shown until asked for */
	bool middle; /* a text that is too long loses its middle: both ends tell rows apart */
	/* Appends the cell's text, cleaned (text_clean) where it is foreign, and may set the role. */
	void (*text)(void *data, uint32_t row, struct strbuf *out, enum style_role *role);
	/* Optional: the same in fewer words, for where the text does not fit. */
	void (*brief)(void *data, uint32_t row, struct strbuf *out, enum style_role *role);
	/* Order of two rows in this column, 0 when equal; NULL: cannot be sorted by. */
	int (*compare)(void *data, uint32_t a, uint32_t b);
	/* Optional: a number that orders rows like compare() does. Equal even numbers (TABLE_KEY()) mean
	 * equal rows; odd ones (TABLE_KEY_PART) tell rows apart only so far, and where they are equal the
	 * rows are compared. Makes sorting a million rows several times faster. */
	uint64_t (*sort_key)(void *data, uint32_t row);
	bool descending; /* the direction of the first press */
};

/* What the table says when it shows no row; and below the rows when only a part is there. */
struct table_notice {
	enum style_role role;
	const char *text; /* our own words; may have several lines. NULL: nothing */
};

struct table;

struct table *table_new(const struct table_source *source, const struct table_column *columns,
			size_t column_count, void *data);
void table_free(struct table *table);

/* -- notices from the view --------------------------------------------------------------------- */

/* After the row is in the source. */
void table_row_added(struct table *table, uint32_t row);
/* After its content changed (status, text, …), or its natural place. */
void table_row_changed(struct table *table, uint32_t row);
/* Before the row leaves the source: it must still be readable and have its rank. Its handle may be
 * used for another row afterwards, its key never. */
void table_row_removed(struct table *table, uint32_t row);
/* Everything may be different (another account, another source order). Keys stay valid. */
void table_reset(struct table *table);

/* -- order and filter -------------------------------------------------------------------------- */

/* Turns the source's match() on or off, also when the filter itself changed. The marks, which are
 * copied, are shown in the cells; NULL: none. */
void table_filter(struct table *table, bool on, const struct marks *marks);
/* Asks the source's match() of so many rows from the natural order's start, and minds no answer. */
void table_ask(struct table *table, size_t most);
/* By what the rows are filtered, as it was typed, for whoever wants to know; copied. "" at first. */
void table_set_query(struct table *table, const char *query);
const char *table_query(const struct table *table);
/* The column's index in the array given to table_new(), -1 for the natural order. */
void table_sort(struct table *table, int column, bool descending);
int table_sort_column(const struct table *table, bool *descending);
/* Builds the order, takes in notices. Returns whether there is more to do. Set *changed when the
 * screen is out of date. Work ends soon after deadline_ns (clock_mono_ns). */
bool table_work(struct table *table, int64_t deadline_ns, bool *changed);
/* Whether table_work() has something to do. */
bool table_busy(const struct table *table);
/* Rows listed so far; while busy it may still grow. */
size_t table_count(const struct table *table);
/* How far a scan is, in rows of the source; equal when not busy. */
void table_progress(const struct table *table, size_t *done, size_t *total);
/* Row at a rank of the shown order. */
uint32_t table_row_at(const struct table *table, size_t rank);

/* -- columns ----------------------------------------------------------------------------------- */

/* Which columns are shown, in which order, by index. Returns false, changing nothing, on an unknown
 * index or a repetition. */
bool table_set_columns(struct table *table, const int *indexes, size_t count);
/* The same by names, separated by blanks or commas; the error names the unknown one. */
bool table_set_columns_text(struct table *table, const char *names, struct error *err);
/* Whether the operator has chosen them, by the command. */
bool table_columns_were_chosen(const struct table *table);
size_t table_columns(const struct table *table, int indexes[static TABLE_COLUMNS_MAX]);
/* Index of the column of this name, -1 for none. */
int table_column_index(const struct table *table, const char *name);
/* Overrides a column's least width; 0 gives the declared one back. */
void table_set_width(struct table *table, int column, int width);

/* -- cursor and selection ---------------------------------------------------------------------- */

/* Key under the cursor, 0 when there is none. */
uint64_t table_cursor(const struct table *table);
/* The row under the cursor; false when the list is empty. */
bool table_cursor_row(const struct table *table, uint32_t *row);
size_t table_cursor_rank(const struct table *table);
/* Puts the cursor on a key; false when it is not listed. */
bool table_set_cursor(struct table *table, uint64_t key);
/* Moves by rows, and to a rank; stops at the ends. True when it moved. */
bool table_move(struct table *table, long rows);
bool table_go(struct table *table, size_t rank);
/* Moves by screens (1.0 = what is shown, less one line). */
bool table_page(struct table *table, double screens);
/* At an edge, scroll half a screen instead of one line: for panes that do not span the terminal's
 * width, where scrolling is dear. */
void table_set_jump(struct table *table, bool half_page);
/* With `follow`, a cursor on the first row stays on the first row. Off by default. */
void table_set_follow(struct table *table, bool follow);
/* The cursor is on the first row, whatever comes to stand there, until the operator has put it somewhere
 * or table_keep_cursor() says that its row is the one that is meant: for rows that are found one by one. */
void table_start_on_first(struct table *table);
void table_keep_cursor(struct table *table);
/* True once after the cursor's row left the list and the cursor had to go elsewhere. */
bool table_cursor_lost(struct table *table);

const struct keyset *table_selection(const struct table *table);
size_t table_selected(const struct table *table);
/* How many selected rows the filter hides. When something changed they are counted, which
 * table_work() does in slices, and this at once. */
size_t table_selected_hidden(struct table *table);
bool table_hidden_known(const struct table *table);
void table_select(struct table *table, uint64_t key, bool on);
/* These two go on in table_work() where there are very many rows; whatever needs the selection before
 * then completes it. While a scan is still finding rows they wait for its end. */
void table_select_all_shown(struct table *table);
void table_select_invert_shown(struct table *table);
void table_select_none(struct table *table);
/* Selects from the row that was selected (or taken back) last to the cursor; false when there is
 * none, or it is not listed. */
bool table_select_range(struct table *table);
/* What a command works on: the selected keys, or else the cursor's. Returns how many; *keys is
 * allocated, the caller frees it. In shown order, hidden ones last. */
size_t table_targets(struct table *table, uint64_t **keys);
/* What a file is made of: the selected keys likewise, or else all that are shown. Some 50 ns a row; the
 * list may not change meanwhile, so it is not cut into slices. */
size_t table_chosen(struct table *table, uint64_t **keys);

/* The same in slices, while the operator and the source go on: what is selected when it begins counts,
 * each key once, though rows come, go and change their places meanwhile. */
struct table_walk {
	uint64_t *keys; /* found so far */
	size_t count;
	size_t hidden; /* of them: not listed */
	bool lost;     /* the table was freed before the end */

	struct table *table; /* the rest is its own */
	struct table_walk *next;
	bool begun;
	struct keyset left;
	size_t rank, position;
};

struct table_walk *table_walk_new(struct table *table);
/* Returns whether there is more to do. */
bool table_walk_step(struct table_walk *walk, int64_t deadline_ns);
/* NULL is allowed. Whoever keeps `keys` sets it to NULL before. */
void table_walk_free(struct table_walk *walk);

/* Cursor to the next (or previous) row in which a shown cell has one of the table's marks. Looks at no
 * more than TABLE_SEARCH_MAX rows. */
#define TABLE_SEARCH_MAX 20000
bool table_search(struct table *table, bool backward);

/* -- drawing ----------------------------------------------------------------------------------- */

void table_set_notice(struct table *table, const struct table_notice *notice);
/* Titles and rows; puts the hardware cursor on the cursor's row when focused. */
void table_draw(struct table *table, const struct pane *pane, bool focused);
/* Rows above what is shown: those that arrived while the operator reads further down. */
size_t table_rows_above(const struct table *table);

/* -- commands ---------------------------------------------------------------------------------- */

/* The commands of the context "list": up, down, page-up, page-down, half-page-up, half-page-down, top,
 * bottom, select, select-range, select-all, select-invert, select-none, sort, sort-next,
 * sort-previous, sort-reverse, columns, match-next, match-previous.
 * The target is the table. */
extern const struct command table_commands[];
extern const size_t table_command_count;
struct command_scope table_scope(struct table *table);

#endif
