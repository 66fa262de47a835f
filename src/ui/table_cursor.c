/*
 * table_cursor.c - the cursor of a table: on which row it is, and on which line of the screen that is.
 */
#include "ui/table_internal.h"

static uint64_t key_at(const struct table *table, size_t rank)
{
	return table->source.key(table->data, table_row_at(table, rank));
}

static bool rank_of(const struct table *table, uint32_t row, size_t *rank)
{
	if (table->use_order)
		return order_find(table->order, row, rank);
	*rank = table->source.rank(table->data, row);
	return *rank < table->source.count(table->data);
}

bool table_find(const struct table *table, uint64_t key, size_t *rank)
{
	uint32_t row;

	return key && table->source.find(table->data, key, &row) && rank_of(table, row, rank);
}

bool table_find_cursor(const struct table *table, size_t *rank)
{
	return table_find(table, table->cursor, rank);
}

uint64_t table_cursor(const struct table *table)
{
	return table->cursor;
}

bool table_cursor_row(const struct table *table, uint32_t *row)
{
	return table->cursor && table->source.find(table->data, table->cursor, row);
}

size_t table_cursor_rank(const struct table *table)
{
	size_t count = table_count(table);
	size_t rank = table->last_rank;

	/* Where it was may be beyond the rows that have been found so far. */
	if (!table_find_cursor(table, &rank) && rank >= count)
		rank = count ? count - 1 : 0;
	return rank;
}

void table_place_cursor(struct table *table, size_t rank)
{
	table->cursor = key_at(table, rank);
	table->wanted = table->cursor;
	table->last_rank = rank;
}

/* Where the wanted row is, or would be if it were listed; false when it is gone. */
static bool wanted_place(const struct table *table, size_t *rank)
{
	uint32_t row;

	if (!table->wanted || !table->source.find(table->data, table->wanted, &row))
		return false;
	if (rank_of(table, row, rank))
		return true;
	*rank = table->use_order ? order_place(table->order, row) : 0;
	return table->use_order;
}

void table_settle_cursor(struct table *table)
{
	size_t count = table_count(table);
	size_t rank = table->last_rank;
	uint64_t wanted = table->wanted;

	if (!count) {
		if (!table_busy(table))
			table->cursor = 0;
		return;
	}
	if (table->unmoved) {
		table_place_cursor(table, 0);
		return;
	}
	if (table_find_cursor(table, &rank) && (table->cursor == wanted || !wanted)) {
		table->last_rank = rank;
		return;
	}
	if (table->cursor && table_busy(table))
		return;
	if (!wanted_place(table, &rank))
		rank = table->last_rank;
	if (rank >= count)
		rank = count - 1;
	table_place_cursor(table, rank);
	if (wanted)
		table->wanted = wanted;
}

bool table_set_cursor(struct table *table, uint64_t key)
{
	size_t rank;

	if (!table_find(table, key, &rank))
		return false;
	table_go(table, rank);
	return true;
}

/* Moves the cursor's line with it; beyond an edge the screen scrolls. */
static void move_line(struct table *table, size_t from, size_t to)
{
	size_t height = table->height ? table->height : 1;
	size_t jump = table->half_page ? height / 2 : 0;

	if (to < from) {
		size_t up = from - to;

		table->line = up <= table->line ? table->line - up : jump;
	} else {
		size_t down = to - from;

		table->line = down < height - table->line ? table->line + down
							  : height - 1 - (jump ? jump : 0);
	}
	if (table->line > to)
		table->line = to;
	table->at_top = table->line == to;
}

bool table_go(struct table *table, size_t rank)
{
	size_t count = table_count(table);
	size_t from = table->last_rank;
	bool known = table_find_cursor(table, &from);

	table_keep_cursor(table);
	if (!count)
		return false;
	if (rank >= count)
		rank = count - 1;
	if (known && rank == from) {
		table->wanted = table->cursor;
		return false;
	}
	move_line(table, from, rank);
	table_place_cursor(table, rank);
	return true;
}

bool table_move(struct table *table, long rows)
{
	size_t rank = table_cursor_rank(table);

	if (rows < 0 && (size_t)-rows > rank)
		return table_go(table, 0);
	return table_go(table, rank + (size_t)rows);
}

bool table_page(struct table *table, double screens)
{
	long height = table->height > 1 ? (long)table->height - 1 : 1;
	long rows = (long)(screens * (double)height);
	size_t line = table->line;
	size_t from = table_cursor_rank(table);
	bool moved;

	if (!rows)
		rows = screens < 0 ? -1 : 1;
	moved = table_move(table, rows);
	/* The whole screen moves; the cursor stays on its line of it where there are rows enough. */
	if (moved) {
		size_t rank = table_cursor_rank(table);
		size_t count = table_count(table);
		size_t rest = count - rank - 1;

		table->line = line;
		if (table->line > rank)
			table->line = rank;
		if (from - table->line <= count && rest < table->height - 1 - table->line &&
		    count > table->height)
			table->line = table->height - 1 - rest;
		table->at_top = table->line == rank;
	}
	return moved;
}

void table_set_jump(struct table *table, bool half_page)
{
	table->half_page = half_page;
}

void table_set_follow(struct table *table, bool follow)
{
	table->follow = follow;
}

void table_start_on_first(struct table *table)
{
	table->unmoved = true;
}

void table_keep_cursor(struct table *table)
{
	table->unmoved = false;
}

bool table_cursor_lost(struct table *table)
{
	bool lost = table->lost;

	table->lost = false;
	return lost;
}

size_t table_first_shown(struct table *table, size_t height)
{
	size_t count = table_count(table);
	size_t rank = table->last_rank;

	table->height = height ? height : 1;
	table_settle_cursor(table);
	if (!table_find_cursor(table, &rank)) {
		/* The cursor's row may yet come: the top is shown meanwhile. */
		if (table_busy(table) || !count)
			return 0;
		rank = rank < count ? rank : count - 1;
	} else {
		table->last_rank = rank;
	}
	if (table->at_top && rank < table->height)
		table->line = rank;
	if (table->line >= table->height)
		table->line = table->height - 1;
	/* No empty lines at the end while there are rows above. */
	if (count <= table->height)
		table->line = rank;
	else if (rank - (table->line < rank ? table->line : rank) + table->height > count)
		table->line = table->height - (count - rank);
	if (table->line > rank)
		table->line = rank;
	table->at_top = table->line == rank;
	return rank - table->line;
}

void table_leave_row(struct table *table, uint32_t row)
{
	size_t count = table_count(table);
	size_t rank;

	table->lost = true;
	table->cursor = 0;
	table->wanted = 0;
	if (count < 2 || !rank_of(table, row, &rank))
		return;
	if (rank + 1 < count) {
		table_place_cursor(table, rank + 1);
		table->last_rank = rank;
	} else {
		table_place_cursor(table, rank - 1);
		if (table->line && !table->at_top)
			table->line--;
	}
}
