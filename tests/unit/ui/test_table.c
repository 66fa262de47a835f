#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

#include <stdbool.h>
#include <string.h>

#include "base/mem.h"
#include "ui/table.h"

/* A list of up to ROWS rows; `listed` is their natural order. A row's key is its handle + 1 plus
 * a thousand for each time that the handle was used again. */
#define ROWS 64

struct list {
	uint32_t listed[ROWS];
	size_t count;
	int value[ROWS];
	uint64_t keys[ROWS];
	int least;
};

static size_t count(void *data)
{
	return ((struct list *)data)->count;
}

static uint32_t at(void *data, size_t rank)
{
	const struct list *list = data;

	assert_true(rank < list->count);
	return list->listed[rank];
}

static size_t rank(void *data, uint32_t row)
{
	const struct list *list = data;

	for (size_t i = 0; i < list->count; i++)
		if (list->listed[i] == row)
			return i;
	return SIZE_MAX;
}

static uint64_t key(void *data, uint32_t row)
{
	return ((struct list *)data)->keys[row];
}

static bool find(void *data, uint64_t wanted, uint32_t *row)
{
	const struct list *list = data;

	for (size_t i = 0; i < list->count; i++) {
		if (list->keys[list->listed[i]] == wanted) {
			*row = list->listed[i];
			return true;
		}
	}
	return false;
}

static int compare(void *data, uint32_t a, uint32_t b)
{
	return (int)rank(data, a) - (int)rank(data, b);
}

static bool match(void *data, uint32_t row)
{
	const struct list *list = data;

	return list->value[row] >= list->least;
}

static void value_text(void *data, uint32_t row, struct strbuf *out, enum style_role *role)
{
	(void)role;
	strbuf_addf(out, "%d", ((struct list *)data)->value[row]);
}

static void name_text(void *data, uint32_t row, struct strbuf *out, enum style_role *role)
{
	(void)data;
	(void)role;
	strbuf_addf(out, "row %u", row);
}

static int compare_value(void *data, uint32_t a, uint32_t b)
{
	const struct list *list = data;

	return (list->value[a] > list->value[b]) - (list->value[a] < list->value[b]);
}

static const struct table_source source = {
	.count = count,
	.at = at,
	.rank = rank,
	.key = key,
	.find = find,
	.compare = compare,
	.match = match,
};

static const struct table_column columns[] = {
	{ .name = "name", .title = "NAME", .width = 8, .weight = 1, .rank = 1, .text = name_text },
	{ .name = "value",
	  .title = "VALUE",
	  .width = 6,
	  .rank = 2,
	  .align = DRAW_RIGHT,
	  .text = value_text,
	  .compare = compare_value },
};

static void fill(struct list *list, size_t rows)
{
	*list = (struct list){ .count = rows };
	for (uint32_t row = 0; row < rows; row++) {
		list->listed[row] = row;
		list->value[row] = (int)(row * 7 % 10);
		list->keys[row] = row + 1;
	}
}

static void insert_row(struct list *list, struct table *table, size_t where, uint32_t row,
		       int value)
{
	memmove(&list->listed[where + 1], &list->listed[where],
		(list->count - where) * sizeof(*list->listed));
	list->listed[where] = row;
	list->count++;
	list->value[row] = value;
	list->keys[row] += list->keys[row] ? 1000 : row + 1;
	table_row_added(table, row);
}

static void remove_row(struct list *list, struct table *table, uint32_t row)
{
	size_t where = rank(list, row);

	table_row_removed(table, row);
	list->count--;
	memmove(&list->listed[where], &list->listed[where + 1],
		(list->count - where) * sizeof(*list->listed));
}

static void work(struct table *table)
{
	bool changed = false;

	while (table_work(table, INT64_MAX, &changed))
		;
}

/* Draws on a screen of one title and `height` rows, as the loop would. */
static void draw(struct table *table, struct surface *surface)
{
	struct pane pane = pane_whole(surface);

	work(table);
	table_draw(table, &pane, true);
}

/* The row number of the screen on which the cursor's mark stands, -1 for none. */
static int cursor_line(const struct surface *surface)
{
	for (int row = 0; row < surface->rows; row++)
		if (surface->cells[row * surface->columns].text[0] == 0x258c)
			return row;
	return -1;
}

static void check_row(const struct surface *surface, int row, const char *expected)
{
	struct strbuf text = STRBUF_INIT(STRBUF_LINE);

	surface_row_text(surface, row, &text);
	assert_string_equal(text.data, expected);
	strbuf_release(&text);
}

/* Very many rows, in the order of their handles, from `first` on; every other one passes a filter. */
struct long_list {
	size_t first, count;
};

static size_t long_count(void *data)
{
	return ((struct long_list *)data)->count;
}

static uint32_t long_at(void *data, size_t place)
{
	return (uint32_t)(((struct long_list *)data)->first + place);
}

static size_t long_rank(void *data, uint32_t row)
{
	return row - ((struct long_list *)data)->first;
}

static uint64_t long_key(void *data, uint32_t row)
{
	(void)data;
	return row + 1;
}

static bool long_find(void *data, uint64_t key, uint32_t *row)
{
	*row = (uint32_t)(key - 1);
	return *row >= ((struct long_list *)data)->first;
}

static int long_compare(void *data, uint32_t a, uint32_t b)
{
	(void)data;
	return (a > b) - (a < b);
}

static bool long_match(void *data, uint32_t row)
{
	(void)data;
	return row % 2 == 0;
}

static const struct table_source long_source = {
	.count = long_count,
	.at = long_at,
	.rank = long_rank,
	.key = long_key,
	.find = long_find,
	.compare = long_compare,
	.match = long_match,
};

struct fixture {
	struct list list;
	struct table *table;
	struct surface surface;
};

static struct fixture *start(size_t rows, int height)
{
	struct fixture *f = xcalloc(1, sizeof(*f));

	fill(&f->list, rows);
	f->table = table_new(&source, columns, ARRAY_SIZE(columns), &f->list);
	surface_init(&f->surface, 30, height + 1);
	draw(f->table, &f->surface);
	return f;
}

static void stop(struct fixture *f)
{
	table_free(f->table);
	surface_release(&f->surface);
	free(f);
}

/* -- the cursor ----------------------------------------------------------------------------- */

static void test_cursor_keeps_its_row_when_others_come_and_go(void **state)
{
	(void)state;
	struct fixture *f = start(20, 5);

	table_go(f->table, 10);
	draw(f->table, &f->surface);
	assert_int_equal(table_cursor(f->table), 11);
	assert_int_equal(cursor_line(&f->surface), 5);
	for (uint32_t row = 30; row < 40; row++) {
		insert_row(&f->list, f->table, row % 2 ? 0 : f->list.count, row, 1);
		draw(f->table, &f->surface);
		assert_int_equal(table_cursor(f->table), 11);
		assert_int_equal(cursor_line(&f->surface), 5);
	}
	for (uint32_t row = 0; row < 10; row++) {
		remove_row(&f->list, f->table, row);
		draw(f->table, &f->surface);
		assert_int_equal(table_cursor(f->table), 11);
	}
	assert_false(table_cursor_lost(f->table));
	stop(f);
}

static void test_rows_that_arrive_at_the_top_of_the_screen_push_the_cursor_down(void **state)
{
	(void)state;
	struct fixture *f = start(20, 5);

	assert_int_equal(cursor_line(&f->surface), 1);
	for (uint32_t row = 30; row < 34; row++) {
		insert_row(&f->list, f->table, 0, row, 1);
		draw(f->table, &f->surface);
		assert_int_equal(table_cursor(f->table), 1);
		assert_int_equal(cursor_line(&f->surface), (int)row - 30 + 2);
		assert_int_equal(table_rows_above(f->table), 0);
	}
	/* Now it is on the last line: it stays, and new rows are above the screen. */
	insert_row(&f->list, f->table, 0, 40, 1);
	draw(f->table, &f->surface);
	assert_int_equal(table_cursor(f->table), 1);
	assert_int_equal(cursor_line(&f->surface), 5);
	assert_int_equal(table_rows_above(f->table), 1);
	stop(f);
}

static void test_follow_stays_on_the_first_row(void **state)
{
	(void)state;
	struct fixture *f = start(20, 5);

	table_set_follow(f->table, true);
	insert_row(&f->list, f->table, 0, 30, 1);
	draw(f->table, &f->surface);
	assert_int_equal(table_cursor(f->table), 31);
	assert_int_equal(cursor_line(&f->surface), 1);
	table_move(f->table, 2);
	insert_row(&f->list, f->table, 0, 31, 1);
	draw(f->table, &f->surface);
	assert_int_equal(table_cursor(f->table), 2);
	stop(f);
}

static void stay_at_top(struct table *table)
{
	assert_false(table_move(table, -1));
}

static void select_first(struct table *table)
{
	table_select(table, table_cursor(table), true);
}

/* Until the operator has put it somewhere, or done something with its row. */
static void test_rows_found_above_are_the_first(void **state)
{
	static void (*const acts[])(struct table *) = { stay_at_top, select_first,
							table_keep_cursor };

	(void)state;
	for (size_t i = 0; i < ARRAY_SIZE(acts); i++) {
		struct fixture *f = start(20, 5);

		table_start_on_first(f->table);
		insert_row(&f->list, f->table, 0, 30, 1);
		draw(f->table, &f->surface);
		assert_int_equal(table_cursor(f->table), 31);
		assert_int_equal(cursor_line(&f->surface), 1);
		acts[i](f->table);
		insert_row(&f->list, f->table, 0, 31, 1);
		draw(f->table, &f->surface);
		assert_int_equal(table_cursor(f->table), 31);
		assert_false(table_cursor_lost(f->table));
		stop(f);
	}
}

static void test_a_row_that_leaves_hands_the_cursor_to_its_neighbour(void **state)
{
	(void)state;
	struct fixture *f = start(3, 5);

	table_go(f->table, 1);
	remove_row(&f->list, f->table, 1);
	draw(f->table, &f->surface);
	assert_true(table_cursor_lost(f->table));
	assert_false(table_cursor_lost(f->table));
	assert_int_equal(table_cursor(f->table), 3);
	remove_row(&f->list, f->table, 2);
	assert_int_equal(table_cursor(f->table), 1);
	remove_row(&f->list, f->table, 0);
	draw(f->table, &f->surface);
	assert_int_equal(table_cursor(f->table), 0);
	assert_false(table_move(f->table, 1));
	/* The handle comes back as another row. */
	insert_row(&f->list, f->table, 0, 1, 5);
	draw(f->table, &f->surface);
	assert_int_equal(table_cursor(f->table), 1002);
	stop(f);
}

static void test_sorting_takes_the_cursor_along(void **state)
{
	(void)state;
	struct fixture *f = start(10, 20);

	table_go(f->table, 4); /* value 8 */
	table_sort(f->table, 1, false);
	draw(f->table, &f->surface);
	assert_int_equal(table_cursor(f->table), 5);
	assert_int_equal(table_cursor_rank(f->table), 8);
	table_sort(f->table, 1, true);
	draw(f->table, &f->surface);
	assert_int_equal(table_cursor(f->table), 5);
	assert_int_equal(table_cursor_rank(f->table), 1);
	table_sort(f->table, -1, false);
	draw(f->table, &f->surface);
	assert_int_equal(table_cursor_rank(f->table), 4);
	stop(f);
}

static void test_a_source_whose_handles_are_ranks_gives_no_order(void **state)
{
	static const struct table_source ranks = { .count = count, .key = key, .find = find };
	(void)state;
	struct list list;

	fill(&list, 20);
	struct table *table = table_new(&ranks, columns, ARRAY_SIZE(columns), &list);
	assert_int_equal(table_row_at(table, 7), 7);
	assert_true(table_set_cursor(table, 8));
	assert_int_equal(table_cursor_rank(table), 7);
	/* Values repeat from the tenth row on, and equal rows stay in the order of their ranks. */
	table_sort(table, 1, true);
	work(table);
	for (size_t place = 0; place < 20; place += 2) {
		assert_int_equal(list.value[table_row_at(table, place)], 9 - (int)place / 2);
		assert_int_equal(table_row_at(table, place + 1), table_row_at(table, place) + 10);
	}
	table_free(table);
}

static void test_a_sorted_list_moves_rows_that_change_and_not_the_cursor(void **state)
{
	(void)state;
	struct fixture *f = start(10, 20);

	table_sort(f->table, 1, false);
	table_set_cursor(f->table, 5);
	f->list.value[4] = -1;
	table_row_changed(f->table, 4);
	draw(f->table, &f->surface);
	assert_int_equal(table_cursor(f->table), 5);
	assert_int_equal(table_cursor_rank(f->table), 0);
	assert_int_equal(table_count(f->table), 10);
	stop(f);
}

static void test_the_cursor_returns_to_its_row_after_a_filter(void **state)
{
	(void)state;
	struct fixture *f = start(20, 5);

	table_go(f->table, 13); /* value 1 */
	f->list.least = 5;
	table_filter(f->table, true, NULL);
	draw(f->table, &f->surface);
	assert_int_equal(table_count(f->table), 10);
	assert_int_not_equal(table_cursor(f->table), 14);
	assert_true(f->list.value[table_row_at(f->table, table_cursor_rank(f->table))] >= 5);
	assert_false(table_cursor_lost(f->table));
	table_filter(f->table, false, NULL);
	draw(f->table, &f->surface);
	assert_int_equal(table_cursor(f->table), 14);
	/* But where the operator moved meanwhile, it stays. */
	table_filter(f->table, true, NULL);
	draw(f->table, &f->surface);
	table_go(f->table, 0);
	table_filter(f->table, false, NULL);
	draw(f->table, &f->surface);
	assert_int_equal(table_cursor(f->table), 2);
	stop(f);
}

static void test_a_filter_that_hides_all_leaves_no_cursor(void **state)
{
	(void)state;
	struct fixture *f = start(20, 5);

	table_go(f->table, 3);
	f->list.least = 100;
	table_filter(f->table, true, NULL);
	draw(f->table, &f->surface);
	assert_int_equal(table_count(f->table), 0);
	assert_int_equal(cursor_line(&f->surface), -1);
	f->list.least = 0;
	table_filter(f->table, true, NULL);
	draw(f->table, &f->surface);
	assert_int_equal(table_cursor(f->table), 4);
	stop(f);
}

static void test_moving_and_paging_stop_at_the_ends(void **state)
{
	(void)state;
	static const struct {
		const char *what;
		double screens;
		long rows;
		size_t rank;
		int line;
	} steps[] = {
		{ "down", 0, 1, 1, 2 },
		{ "page", 1, 0, 5, 2 },
		{ "page", 1, 0, 9, 2 },
		{ "far down", 0, 1000, 19, 5 },
		{ "page at end", 1, 0, 19, 5 },
		{ "up", 0, -1, 18, 4 },
		{ "page up", -1, 0, 14, 4 },
		{ "half", -0.5, 0, 12, 4 },
		{ "far up", 0, -1000, 0, 1 },
		{ "up at start", 0, -1, 0, 1 },
		{ "page up at start", -1, 0, 0, 1 },
	};
	struct fixture *f = start(20, 5);

	for (size_t i = 0; i < ARRAY_SIZE(steps); i++) {
		if (steps[i].rows)
			table_move(f->table, steps[i].rows);
		else
			table_page(f->table, steps[i].screens);
		draw(f->table, &f->surface);
		print_message("%s\n", steps[i].what);
		assert_int_equal(table_cursor_rank(f->table), steps[i].rank);
		assert_int_equal(cursor_line(&f->surface), steps[i].line);
	}
	stop(f);
}

static void test_no_empty_lines_at_the_end_after_a_resize(void **state)
{
	(void)state;
	struct fixture *f = start(20, 5);

	table_go(f->table, 19);
	draw(f->table, &f->surface);
	surface_resize(&f->surface, 30, 11);
	draw(f->table, &f->surface);
	assert_int_equal(cursor_line(&f->surface), 10);
	surface_resize(&f->surface, 30, 4);
	draw(f->table, &f->surface);
	assert_int_equal(cursor_line(&f->surface), 3);
	stop(f);
}

/* -- the selection -------------------------------------------------------------------------- */

static void test_selection_survives_filters_and_counts_what_they_hide(void **state)
{
	(void)state;
	struct fixture *f = start(20, 5);
	uint64_t *keys;
	size_t got;

	table_select(f->table, 1, true);  /* value 0 */
	table_select(f->table, 2, true);  /* value 7 */
	table_select(f->table, 14, true); /* value 1 */
	assert_int_equal(table_selected_hidden(f->table), 0);
	f->list.least = 5;
	table_filter(f->table, true, NULL);
	draw(f->table, &f->surface);
	assert_int_equal(table_selected(f->table), 3);
	assert_int_equal(table_selected_hidden(f->table), 2);
	got = table_targets(f->table, &keys);
	assert_int_equal(got, 3);
	assert_int_equal(keys[0], 2); /* what is shown comes first */
	free(keys);
	remove_row(&f->list, f->table, 0);
	assert_int_equal(table_selected(f->table), 2);
	assert_int_equal(table_selected_hidden(f->table), 1);
	table_select_all_shown(f->table);
	assert_int_equal(table_selected(f->table), 11);
	table_select_invert_shown(f->table);
	assert_int_equal(table_selected(f->table), 1);
	table_select_none(f->table);
	got = table_targets(f->table, &keys);
	assert_int_equal(got, 1);
	assert_int_equal(keys[0], table_cursor(f->table));
	free(keys);
	stop(f);
}

/* A list longer than what is done at once: rows come, go and change their place between slices. */
static void test_selecting_very_many_goes_in_slices(void **state)
{
	enum { MANY = 400000 };
	(void)state;
	static struct long_list list;
	struct table *table;
	bool changed = false;
	uint64_t *keys;

	list.count = MANY;
	table = table_new(&long_source, columns, 1, &list);
	table_select(table, 5, true);
	table_select_invert_shown(table);
	while (table_work(table, 0, &changed))
		if (list.count > MANY - 20) {
			table_row_removed(table, (uint32_t)list.first);
			list.first++;
			list.count--;
		}
	assert_true(changed);
	assert_int_equal(table_selected(table), list.count);
	assert_false(keyset_has(table_selection(table), 5));
	table_select_all_shown(table);
	/* Whoever needs it gets all of it. */
	assert_int_equal(table_targets(table, &keys), list.count);
	assert_int_equal(keys[0], list.first + 1);
	free(keys);
	assert_false(table_work(table, INT64_MAX, &changed));
	table_select_invert_shown(table);
	table_select_none(table);
	assert_false(table_work(table, INT64_MAX, &changed));
	assert_int_equal(table_selected(table), 0);
	table_free(table);
}

/* What a command works on is what was selected when it began, each row once, whatever moves. */
static void test_targets_are_collected_in_slices(void **state)
{
	enum { FIRST = 3000, SELECTED = 1000 };
	(void)state;
	static struct long_list list;
	struct table_walk *walk;
	struct keyset seen = { .slots = NULL };
	struct table *table;

	list = (struct long_list){ .first = FIRST, .count = 3 * SELECTED };
	table = table_new(&long_source, columns, 1, &list);
	for (uint64_t i = 0; i < SELECTED; i++)
		table_select(table, FIRST + 1 + i * 3, true);
	walk = table_walk_new(table);
	assert_true(table_walk_step(walk, 0));
	table_select_none(table);
	/* 500 more above: what has been taken already is met again. */
	list.first -= 500;
	list.count += 500;
	assert_true(table_walk_step(walk, 0));
	/* And 1,500 fewer: what moves up past the place is found all the same. */
	list.first += 1500;
	list.count -= 1500;
	while (table_walk_step(walk, 0)) {
	}
	assert_false(walk->lost);
	assert_int_equal(walk->count, SELECTED);
	assert_int_equal(walk->keys[0], FIRST + 1);
	assert_int_equal(walk->keys[1], FIRST + 4);
	for (size_t i = 0; i < walk->count; i++)
		assert_true(keyset_add(&seen, walk->keys[i]));
	/* Those that are not there any more come last. */
	assert_true(walk->hidden > 0 && walk->hidden < SELECTED);
	for (size_t i = walk->count - walk->hidden; i < walk->count; i++)
		assert_true(walk->keys[i] <= list.first);
	keyset_release(&seen);
	table_walk_free(walk);
	table_free(table);
}

static void test_a_walk_outlives_its_table(void **state)
{
	(void)state;
	static struct long_list list;
	struct table_walk *walk, *other;
	struct table *table;

	list = (struct long_list){ .first = 0, .count = 3000 };
	table = table_new(&long_source, columns, 1, &list);
	table_select_all_shown(table);
	other = table_walk_new(table);
	walk = table_walk_new(table);
	assert_true(table_walk_step(walk, 0));
	table_walk_free(other);
	table_free(table);
	assert_false(table_walk_step(walk, INT64_MAX));
	assert_true(walk->lost);
	table_walk_free(walk);
}

static void test_what_a_filter_hides_is_counted_in_slices(void **state)
{
	(void)state;
	static struct long_list list = { .count = 50000 };
	struct table *table = table_new(&long_source, columns, 1, &list);
	bool changed;
	int steps = 0;

	table_select_all_shown(table);
	while (table_work(table, INT64_MAX, &changed))
		;
	table_filter(table, true, NULL);
	while (table_busy(table))
		table_work(table, INT64_MAX, &changed);
	table_row_changed(table, 7);
	assert_false(table_hidden_known(table));
	while (table_work(table, 0, &changed))
		steps++;
	assert_true(steps > 10);
	assert_true(table_hidden_known(table));
	assert_int_equal(table_selected_hidden(table), 25000);
	/* The others are taken back, and the hidden ones stay. */
	table_select_invert_shown(table);
	while (table_work(table, 0, &changed))
		;
	assert_int_equal(table_selected(table), 25000);
	assert_int_equal(table_selected_hidden(table), 25000);
	table_free(table);
}

static void test_a_range_goes_either_way(void **state)
{
	(void)state;
	struct fixture *f = start(20, 5);

	assert_false(table_select_range(f->table));
	table_select(f->table, 6, true);
	table_go(f->table, 8);
	assert_true(table_select_range(f->table));
	assert_int_equal(table_selected(f->table), 4);
	table_go(f->table, 2);
	assert_true(table_select_range(f->table));
	assert_int_equal(table_selected(f->table), 7);
	assert_false(keyset_has(table_selection(f->table), 10));
	stop(f);
}

/* The rows that pass a filter are found in slices. Meanwhile the cursor's row, which may yet be one of
 * them, has no place, and where it was there is none either. */
static void test_a_cursor_without_a_place(void **state)
{
	(void)state;
	struct long_list list = { .count = 4000000 };
	struct table *table = table_new(&long_source, columns, 1, &list);
	struct marks marks = { .count = 0 };

	marks_add(&marks, "row", 3, false);
	table_go(table, list.count - 1);
	table_select(table, 8, true);
	table_filter(table, true, &marks);
	assert_true(table_busy(table));
	assert_false(table_select_range(table));
	assert_int_equal(table_selected(table), 1);
	assert_true(table_cursor_rank(table) < table_count(table));
	assert_true(table_search(table, true));
	assert_true(table_cursor(table) % 2 == 1);
	marks_clear(&marks);
	table_free(table);
}

/* -- drawing -------------------------------------------------------------------------------- */

static void test_rows_titles_marks_and_notice(void **state)
{
	(void)state;
	static const struct table_notice notice = { STYLE_DIM, "that is all" };
	struct fixture *f = start(2, 5);

	table_select(f->table, 2, true);
	table_set_notice(f->table, &notice);
	table_sort(f->table, 1, true);
	draw(f->table, &f->surface);
	check_row(&f->surface, 0, "  NAME                  VALUE▼");
	check_row(&f->surface, 1, " •row 1                      7");
	check_row(&f->surface, 2, "▌ row 0                      0");
	check_row(&f->surface, 3, "");
	check_row(&f->surface, 4, "  that is all");
	stop(f);
}

static void address_text(void *data, uint32_t row, struct strbuf *out, enum style_role *role)
{
	static const char *const texts[] = {
		"whatsapp:+5511900002866",        "+15125550100",  "日本語日本語日本語",
		"e\xcc\x81tienne-et-zoe\xcc\x81", "+1 512 555 01", "Ada 7 +1 512 555 0100"
	};

	(void)data, (void)role;
	strbuf_addstr(out, texts[row]);
}

static void test_a_long_address_loses_its_middle(void **state)
{
	(void)state;
	static const struct table_column addresses[] = {
		{ .name = "a", .title = "A", .width = 12, .text = address_text, .middle = true },
	};
	struct fixture *f = start(6, 7);
	struct table *table = table_new(&source, addresses, 1, &f->list);

	draw(table, &f->surface);
	/* The blanks in a number give way before its digits do. */
	check_row(&f->surface, 5, "  +151255501");
	check_row(&f->surface, 6, "  Ada 7…550100");
	check_row(&f->surface, 1, "▌ whats…002866");
	check_row(&f->surface, 2, "  +15125550100");
	check_row(&f->surface, 3, "  日本…日本語");
	check_row(&f->surface, 4, "  e\xcc\x81tien…et-zoe\xcc\x81");
	table_free(table);
	stop(f);
}

static void brief_text(void *data, uint32_t row, struct strbuf *out, enum style_role *role)
{
	(void)data;
	*role = STYLE_DIM;
	strbuf_addf(out, "r%u", row);
}

static void unit_of(struct strbuf *out)
{
	strbuf_addstr(out, "UTC");
}

static void no_unit(struct strbuf *out)
{
	(void)out;
}

static void test_units_beside_titles(void **state)
{
	(void)state;
	static const struct table_column units[] = {
		{ .name = "a",
		  .title = "A",
		  .width = 6,
		  .text = name_text,
		  .unit = unit_of,
		  .compare = compare_value },
		{ .name = "b", .title = "B", .width = 5, .text = name_text, .unit = unit_of },
		{ .name = "c", .title = "LONG", .width = 5, .text = name_text, .unit = unit_of },
		{ .name = "d", .title = "D", .width = 4, .text = name_text, .unit = no_unit },
	};
	struct fixture *f = start(2, 3);
	struct table *table = table_new(&source, units, 4, &f->list);

	draw(table, &f->surface);
	check_row(&f->surface, 0, "  A UTC   B UTC  LONG   D");
	table_sort(table, 0, false);
	draw(table, &f->surface);
	check_row(&f->surface, 0, "  A▲ UTC  B UTC  LONG   D");
	table_free(table);
	stop(f);
}

static void test_fewer_words_where_a_text_does_not_fit(void **state)
{
	(void)state;
	static const struct table_column narrow[] = {
		{ .name = "a", .title = "A", .width = 5, .text = name_text, .brief = brief_text },
	};
	struct fixture *f = start(11, 12);
	struct table *table = table_new(&source, narrow, 1, &f->list);

	draw(table, &f->surface);
	check_row(&f->surface, 10, "  row 9");
	check_row(&f->surface, 11, "  r10");
	table_free(table);
	stop(f);
}

static void test_columns_by_name(void **state)
{
	(void)state;
	struct fixture *f = start(1, 3);
	struct error err = ERROR_INIT;
	int indexes[TABLE_COLUMNS_MAX];

	assert_true(table_set_columns_text(f->table, "value, name", &err));
	draw(f->table, &f->surface);
	check_row(&f->surface, 0, "   VALUE  NAME");
	assert_int_equal(table_columns(f->table, indexes), 2);
	assert_int_equal(indexes[0], 1);
	assert_false(table_set_columns_text(f->table, "value prize", &err));
	assert_string_equal(error_text(&err), "there is no column 'prize'");
	error_release(&err);
	assert_false(table_set_columns_text(f->table, "value value", &err));
	error_release(&err);
	assert_false(table_set_columns_text(f->table, "", &err));
	error_release(&err);
	assert_int_equal(table_columns(f->table, indexes), 2);
	stop(f);
}

static bool search(struct table *table, const char *words, bool backward)
{
	struct marks marks = { .count = 0 };

	marks_add_text(&marks, words, strlen(words));
	table_filter(table, false, &marks);
	marks_clear(&marks);
	return table_search(table, backward);
}

static void test_search_wraps_and_marks(void **state)
{
	(void)state;
	struct fixture *f = start(20, 5);

	assert_true(search(f->table, "row 17", false));
	assert_int_equal(table_cursor(f->table), 18);
	assert_true(search(f->table, "row 3", false));
	assert_int_equal(table_cursor(f->table), 4);
	assert_true(search(f->table, "row 17", true));
	assert_int_equal(table_cursor(f->table), 18);
	assert_false(search(f->table, "nothing", false));
	f->list.least = 0;
	struct marks marks = { .count = 0 };
	marks_add_text(&marks, "OW 1", 4);
	marks_add_text(&marks, "r", 1);
	table_filter(f->table, true, &marks);
	marks_clear(&marks);
	draw(f->table, &f->surface);
	for (int column = 2; column < 7; column++)
		assert_true(f->surface.cells[5 * 30 + column].style & STYLE_ON_MATCH);
	stop(f);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(test_cursor_keeps_its_row_when_others_come_and_go),
		cmocka_unit_test(
			test_rows_that_arrive_at_the_top_of_the_screen_push_the_cursor_down),
		cmocka_unit_test(test_follow_stays_on_the_first_row),
		cmocka_unit_test(test_rows_found_above_are_the_first),
		cmocka_unit_test(test_a_row_that_leaves_hands_the_cursor_to_its_neighbour),
		cmocka_unit_test(test_sorting_takes_the_cursor_along),
		cmocka_unit_test(test_a_source_whose_handles_are_ranks_gives_no_order),
		cmocka_unit_test(test_a_sorted_list_moves_rows_that_change_and_not_the_cursor),
		cmocka_unit_test(test_the_cursor_returns_to_its_row_after_a_filter),
		cmocka_unit_test(test_a_filter_that_hides_all_leaves_no_cursor),
		cmocka_unit_test(test_moving_and_paging_stop_at_the_ends),
		cmocka_unit_test(test_no_empty_lines_at_the_end_after_a_resize),
		cmocka_unit_test(test_selection_survives_filters_and_counts_what_they_hide),
		cmocka_unit_test(test_selecting_very_many_goes_in_slices),
		cmocka_unit_test(test_targets_are_collected_in_slices),
		cmocka_unit_test(test_a_walk_outlives_its_table),
		cmocka_unit_test(test_what_a_filter_hides_is_counted_in_slices),
		cmocka_unit_test(test_a_range_goes_either_way),
		cmocka_unit_test(test_a_cursor_without_a_place),
		cmocka_unit_test(test_rows_titles_marks_and_notice),
		cmocka_unit_test(test_a_long_address_loses_its_middle),
		cmocka_unit_test(test_units_beside_titles),
		cmocka_unit_test(test_fewer_words_where_a_text_does_not_fit),
		cmocka_unit_test(test_columns_by_name),
		cmocka_unit_test(test_search_wraps_and_marks),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
