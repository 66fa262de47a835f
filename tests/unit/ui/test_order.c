#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

#include <stdbool.h>
#include <stdlib.h>
#include <string.h>

#include "base/mem.h"
#include "ui/order.h"

/* Rows are handles 0..ROWS-1 with a value; the source lists those that are there by `place`, which
 * may change, and the order is compared with one made by plain sorting. */
#define ROWS 700

struct model {
	bool there[ROWS];
	int value[ROWS];
	int place[ROWS];
	uint32_t listed[ROWS]; /* in natural order */
	size_t count;
	int least; /* the filter: value >= least */
};

static int natural(void *data, uint32_t a, uint32_t b)
{
	const struct model *model = data;

	if (model->place[a] != model->place[b])
		return model->place[a] < model->place[b] ? -1 : 1;
	return (a > b) - (a < b);
}

static int compare_handles(const void *a, const void *b, void *data)
{
	return natural(data, *(const uint32_t *)a, *(const uint32_t *)b);
}

static void list_rows(struct model *model)
{
	model->count = 0;
	for (uint32_t row = 0; row < ROWS; row++)
		if (model->there[row])
			model->listed[model->count++] = row;
	qsort_r(model->listed, model->count, sizeof(*model->listed), compare_handles, model);
}

static size_t count(void *data)
{
	return ((struct model *)data)->count;
}

static uint32_t at(void *data, size_t rank)
{
	return ((struct model *)data)->listed[rank];
}

static size_t rank(void *data, uint32_t row)
{
	const struct model *model = data;

	for (size_t i = 0; i < model->count; i++)
		if (model->listed[i] == row)
			return i;
	return SIZE_MAX;
}

static bool match(void *data, uint32_t row)
{
	const struct model *model = data;

	assert_true(model->there[row]); /* nothing is read of a row that has left */
	return model->value[row] >= model->least;
}

static const struct table_source source = {
	.count = count,
	.at = at,
	.rank = rank,
	.compare = natural,
	.match = match,
};

static int by_value(void *data, uint32_t a, uint32_t b)
{
	const struct model *model = data;

	assert_true(model->there[a] && model->there[b]);
	return (model->value[a] > model->value[b]) - (model->value[a] < model->value[b]);
}

/* Tells values apart only by tens, so that compare() must decide the rest. */
static uint64_t rough_key(void *data, uint32_t row)
{
	const struct model *model = data;

	return (uint64_t)model->value[row] / 10 << 1 | TABLE_KEY_PART;
}

static uint64_t whole_key(void *data, uint32_t row)
{
	const struct model *model = data;

	return TABLE_KEY(model->value[row]);
}

/* A small generator, so that failures can be repeated. */
static uint32_t random_state;

static uint32_t random_number(uint32_t bound)
{
	random_state = random_state * 1664525u + 1013904223u;
	return (random_state >> 8) % bound;
}

static void add(struct model *model, struct order *order, uint32_t row)
{
	model->there[row] = true;
	model->value[row] = (int)random_number(100);
	model->place[row] = (int)random_number(1000);
	list_rows(model);
	if (order)
		order_added(order, row);
}

static void take_away(struct model *model, struct order *order, uint32_t row)
{
	order_removed(order, row);
	model->there[row] = false;
	list_rows(model);
}

static void alter(struct model *model, struct order *order, uint32_t row)
{
	if (random_number(2))
		model->value[row] = (int)random_number(100);
	if (random_number(3) == 0)
		model->place[row] = (int)random_number(1000);
	list_rows(model);
	order_changed(order, row);
}

static void change_something(struct model *model, struct order *order)
{
	uint32_t row = random_number(ROWS);

	if (!model->there[row])
		add(model, order, row);
	else if (random_number(2))
		take_away(model, order, row);
	else
		alter(model, order, row);
}

/* What must hold at any time, whatever is still to be done. */
static void check_shown(const struct model *model, const struct order *order)
{
	bool seen[ROWS] = { false };

	for (size_t i = 0; i < order_count(order); i++) {
		uint32_t row = order_at(order, i);
		size_t where;

		assert_true(model->there[row]);
		assert_false(seen[row]);
		seen[row] = true;
		assert_true(order_find(order, row, &where));
		assert_int_equal(where, i);
	}
}

static const struct order_rules *expected_rules;

static int expected_compare(const void *a, const void *b, void *data)
{
	uint32_t first = *(const uint32_t *)a;
	uint32_t second = *(const uint32_t *)b;
	int result = expected_rules->compare ? expected_rules->compare(data, first, second) : 0;

	if (result)
		return expected_rules->descending ? -result : result;
	return natural(data, first, second);
}

static void check_done(struct model *model, const struct order *order,
		       const struct order_rules *rules)
{
	uint32_t expected[ROWS];
	size_t expected_count = 0;

	for (size_t i = 0; i < model->count; i++)
		if (!rules->filter || match(model, model->listed[i]))
			expected[expected_count++] = model->listed[i];
	expected_rules = rules;
	qsort_r(expected, expected_count, sizeof(*expected), expected_compare, model);
	assert_false(order_busy(order));
	assert_int_equal(order_count(order), expected_count);
	for (size_t i = 0; i < expected_count; i++)
		assert_int_equal(order_at(order, i), expected[i]);
}

static const struct order_rules all_rules[] = {
	{ .filter = true },
	{ .compare = by_value },
	{ .compare = by_value, .descending = true, .filter = true },
	{ .compare = by_value, .sort_key = rough_key, .filter = true },
	{ .compare = by_value, .sort_key = rough_key, .descending = true },
	{ .compare = by_value, .sort_key = whole_key },
	{ .compare = by_value, .sort_key = whole_key, .descending = true, .filter = true },
};

/* A step at a time (a deadline in the past), with changes between the steps. */
static void run_mixed(uint32_t seed)
{
	struct model model = { .least = 40 };
	struct order *order = order_new(&source, &model);
	bool changed;

	random_state = seed;
	for (uint32_t row = 0; row < ROWS; row++)
		if (random_number(3))
			add(&model, NULL, row);
	for (int round = 0; round < 12; round++) {
		const struct order_rules *rules = &all_rules[random_number(ARRAY_SIZE(all_rules))];
		int changes = (int)random_number(60);

		model.least = (int)random_number(100);
		order_start(order, rules, round > 0 && random_number(2));
		for (int i = 0; i < changes; i++) {
			change_something(&model, order);
			check_shown(&model, order);
			if (random_number(2))
				order_work(order, 0, &changed);
		}
		while (order_work(order, 0, &changed))
			check_shown(&model, order);
		check_shown(&model, order);
		check_done(&model, order, rules);
		/* And once it is complete. */
		for (int i = 0; i < 40; i++) {
			change_something(&model, order);
			check_shown(&model, order);
			if (random_number(8) == 0)
				order_work(order, 0, &changed);
		}
		while (order_work(order, INT64_MAX, &changed))
			;
		check_done(&model, order, rules);
	}
	order_free(order);
}

static void test_any_mix_of_changes_and_steps_ends_in_the_right_order(void **state)
{
	(void)state;
	for (uint32_t seed = 1; seed <= 40; seed++)
		run_mixed(seed);
}

static void test_hold_keeps_what_was_shown_until_the_new_order_is_complete(void **state)
{
	(void)state;
	static const struct order_rules up = { .compare = by_value };
	static const struct order_rules down = { .compare = by_value, .descending = true };
	struct model model = { .least = 0 };
	struct order *order = order_new(&source, &model);
	bool changed;

	random_state = 7;
	for (uint32_t row = 0; row < ROWS; row++)
		add(&model, NULL, row);
	order_start(order, &up, false);
	while (order_work(order, 0, &changed))
		;
	order_start(order, &down, true);
	assert_int_equal(order_count(order), ROWS);
	order_work(order, 0, &changed);
	assert_true(order_busy(order));
	assert_int_equal(order_count(order), ROWS);
	assert_true(by_value(&model, order_at(order, 0), order_at(order, ROWS - 1)) < 0);
	while (order_work(order, 0, &changed))
		;
	assert_true(by_value(&model, order_at(order, 0), order_at(order, ROWS - 1)) > 0);
	check_done(&model, order, &down);
	order_free(order);
}

static void test_a_filter_shows_rows_as_it_finds_them(void **state)
{
	(void)state;
	static const struct order_rules rules = { .filter = true };
	struct model model = { .least = 0 };
	struct order *order = order_new(&source, &model);
	bool changed = false;

	random_state = 9;
	for (uint32_t row = 0; row < ROWS; row++)
		add(&model, NULL, row);
	order_start(order, &rules, false);
	assert_int_equal(order_count(order), 0);
	assert_true(order_work(order, 0, &changed));
	assert_true(changed);
	assert_in_range(order_count(order), 1, ROWS - 1);
	assert_int_equal(order_progress(order), order_count(order));
	while (order_work(order, 0, &changed))
		;
	assert_int_equal(order_count(order), ROWS);
	order_free(order);
}

/* As a conversation does whose newest message comes or goes. */
static void move_to(struct model *model, struct order *order, uint32_t row, int place)
{
	model->place[row] = place;
	list_rows(model);
	order_changed(order, row);
}

static void move_rows(const struct order_rules *rules, int steps)
{
	struct model model = { .least = 50 };
	struct order *order = order_new(&source, &model);
	bool changed;

	random_state = 11;
	for (uint32_t row = 0; row < ROWS; row++)
		add(&model, NULL, row);
	for (uint32_t row = 0; row < ROWS; row++)
		model.place[row] = (int)row;
	list_rows(&model);
	order_start(order, rules, false);
	for (int i = 0; i < steps; i++)
		order_work(order, 0, &changed);
	/* From the front to the end, told about it again and again, and back to the front. */
	for (int i = 0; i < 400; i++)
		move_to(&model, order, 3, 5000);
	for (int i = 0; i < 20; i++)
		move_to(&model, order, (uint32_t)(600 - i), -i);
	move_to(&model, order, 3, -100);
	move_to(&model, order, 4, 6000);
	take_away(&model, order, 4);
	while (order_work(order, 0, &changed))
		check_shown(&model, order);
	check_done(&model, order, rules);
	order_free(order);
}

static void test_rows_that_move_are_right_in_every_phase(void **state)
{
	(void)state;
	for (size_t i = 0; i < ARRAY_SIZE(all_rules); i++)
		for (int steps = 0; steps < 12; steps++)
			move_rows(&all_rules[i], steps);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(test_any_mix_of_changes_and_steps_ends_in_the_right_order),
		cmocka_unit_test(test_hold_keeps_what_was_shown_until_the_new_order_is_complete),
		cmocka_unit_test(test_a_filter_shows_rows_as_it_finds_them),
		cmocka_unit_test(test_rows_that_move_are_right_in_every_phase),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
