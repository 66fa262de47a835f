#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

#include <stdlib.h>
#include <string.h>

#include "base/mem.h"
#include "base/seq.h"

/* The plain array that the sequence must agree with. */
struct model {
	uint32_t *items;
	size_t count;
};

static uint64_t random_state;

static size_t draw(size_t bound)
{
	random_state ^= random_state << 13;
	random_state ^= random_state >> 7;
	random_state ^= random_state << 17;
	return (size_t)(random_state % bound);
}

static void model_insert(struct model *model, size_t rank, uint32_t item)
{
	memmove(model->items + rank + 1, model->items + rank, (model->count - rank) * sizeof(item));
	model->items[rank] = item;
	model->count++;
}

static void model_remove(struct model *model, size_t rank)
{
	model->count--;
	memmove(model->items + rank, model->items + rank + 1,
		(model->count - rank) * sizeof(model->items[0]));
}

static void assert_agree(const struct seq *seq, const struct model *model)
{
	uint32_t *copy = xreallocarray(NULL, model->count + 1, sizeof(*copy));

	assert_int_equal(seq_count(seq), model->count);
	assert_int_equal(seq_copy(seq, 0, copy, model->count + 1), model->count);
	assert_memory_equal(copy, model->items, model->count * sizeof(*copy));
	for (int i = 0; i < 20 && model->count; i++) {
		size_t rank = draw(model->count);
		size_t length = draw(2000);
		size_t got = seq_copy(seq, rank, copy, length);
		assert_int_equal(seq_at(seq, rank), model->items[rank]);
		assert_int_equal(got, length < model->count - rank ? length : model->count - rank);
		assert_memory_equal(copy, model->items + rank, got * sizeof(*copy));
	}
	free(copy);
}

enum kind { APPEND, PREPEND, RANDOM, RUN_UP, RUN_DOWN, MIXED, SHRINK, KINDS };

static void insert_some(struct seq *seq, struct model *model, enum kind kind, size_t count)
{
	size_t rank = draw(model->count + 1);

	for (size_t i = 0; i < count; i++) {
		switch (kind) {
		case APPEND:
			rank = model->count;
			break;
		case PREPEND:
			rank = 0;
			break;
		case RUN_UP:
			rank = rank < model->count ? rank + 1 : model->count;
			break;
		case RUN_DOWN:
			break;
		default:
			rank = draw(model->count + 1);
			break;
		}
		uint32_t item = (uint32_t)random_state;
		if (kind == APPEND)
			seq_append(seq, item);
		else
			seq_insert(seq, rank, item);
		model_insert(model, rank, item);
	}
}

static void remove_some(struct seq *seq, struct model *model, size_t count)
{
	while (count-- > 0 && model->count) {
		size_t rank = draw(model->count);
		seq_remove(seq, rank);
		model_remove(model, rank);
	}
}

static void test_agrees_with_an_array(void **state)
{
	(void)state;
	enum { MOST = 400000 };
	struct model model = { .items = xreallocarray(NULL, MOST, sizeof(uint32_t)) };
	struct seq *seq = seq_new();

	random_state = UINT64_C(0x9E3779B97F4A7C15);
	assert_agree(seq, &model);
	for (int round = 0; round < 150; round++) {
		enum kind kind = (enum kind)draw(KINDS);
		size_t count = 1 + draw(round % 10 == 0 ? 5000 : 1500);
		if (kind != SHRINK)
			insert_some(seq, &model, kind, count);
		if (kind == SHRINK)
			remove_some(seq, &model, model.count * 2 / 3);
		if (kind == MIXED)
			remove_some(seq, &model, count);
		if (round % 50 == 49)
			remove_some(seq, &model, model.count);
		assert_agree(seq, &model);
		/* At worst two fifths full, a tree above, and some slack while it is small. */
		assert_true(seq_memory(seq) <= model.count * 11 + 64 * 1024);
	}
	seq_free(seq);
	free(model.items);
}

static void test_sequential_insertion_packs(void **state)
{
	(void)state;
	enum { COUNT = 200000 };
	static const enum kind kinds[] = { APPEND, PREPEND };

	for (size_t i = 0; i < ARRAY_SIZE(kinds); i++) {
		struct seq *seq = seq_new();
		for (uint32_t j = 0; j < COUNT; j++)
			seq_insert(seq, kinds[i] == APPEND ? j : 0, j);
		for (uint32_t j = 0; j < COUNT; j += 997)
			assert_int_equal(seq_at(seq, j), kinds[i] == APPEND ? j : COUNT - 1 - j);
		assert_true(seq_memory(seq) < COUNT * 4 * 102 / 100);
		seq_free(seq);
	}
}

/* Pages of a history that is loaded in several windows at once. */
static void test_runs_in_the_middle_pack(void **state)
{
	(void)state;
	enum { WINDOWS = 8, PAGES = 200, PAGE = 1000 };

	for (int down = 0; down < 2; down++) {
		struct seq *seq = seq_new();
		size_t counts[WINDOWS] = { 0 };

		random_state = 1;
		for (int page = 0; page < PAGES; page++) {
			size_t window = draw(WINDOWS);
			size_t rank = 0;
			for (size_t i = 0; i < window + !down; i++)
				rank += counts[i];
			for (int i = 0; i < PAGE; i++)
				seq_insert(seq, down ? rank : rank + (size_t)i, 0);
			counts[window] += PAGE;
		}
		assert_true(seq_memory(seq) < PAGES * PAGE * 5);
		seq_free(seq);
	}
}

static void test_random_insertion_stays_half_full(void **state)
{
	(void)state;
	enum { COUNT = 100000 };
	struct seq *seq = seq_new();

	random_state = 7;
	for (uint32_t i = 0; i < COUNT; i++)
		seq_insert(seq, draw(i + 1), i);
	assert_true(seq_memory(seq) < COUNT * 8);
	seq_free(seq);
}

/* Short runs that would leave a nearly empty leaf behind each time. */
static void test_no_order_of_insertion_wastes_memory(void **state)
{
	(void)state;
	enum { COUNT = 200000, RUN = 12 };
	struct seq *seq = seq_new();

	for (uint32_t i = 0; i < COUNT; i++)
		seq_insert(seq, i / RUN * RUN + i % RUN < i ? i / 2 : i / RUN, i);
	assert_true(seq_memory(seq) < COUNT * 11);
	seq_clear(seq);
	for (uint32_t i = 0; i < COUNT; i++)
		seq_insert(seq, i < 512 ? i : (i % RUN ? RUN : i % 300), i);
	assert_true(seq_memory(seq) < COUNT * 11);
	seq_free(seq);
}

static int compare_numbers(uint32_t item, const void *wanted, void *context)
{
	uint32_t number = *(const uint32_t *)wanted;
	const uint32_t *values = context;

	return (number > values[item]) - (number < values[item]);
}

static void test_lower_bound(void **state)
{
	(void)state;
	static const size_t counts[] = { 0, 1, 2, 511, 512, 513, 32768, 32769, 100000 };
	uint32_t *values = xreallocarray(NULL, 100000, sizeof(*values));

	/* Each value three times. */
	for (uint32_t i = 0; i < 100000; i++)
		values[i] = i / 3 * 2;
	for (size_t i = 0; i < ARRAY_SIZE(counts); i++) {
		struct seq *seq = seq_new();
		for (uint32_t j = 0; j < counts[i]; j++)
			seq_append(seq, j);
		size_t step = counts[i] > 1000 ? 331 : 1;
		for (uint32_t wanted = 0; wanted < counts[i] + 2; wanted += (uint32_t)step) {
			size_t want = (wanted + 1) / 2 * (size_t)3;
			if (want > counts[i])
				want = counts[i];
			assert_int_equal(seq_lower_bound(seq, compare_numbers, &wanted, values),
					 want);
		}
		seq_free(seq);
	}
	free(values);
}

static void test_assign_and_clear(void **state)
{
	(void)state;
	static const size_t counts[] = { 1, 511, 512, 513, 40000, 0 };
	uint32_t *items = xreallocarray(NULL, 40000, sizeof(*items));
	struct seq *seq = seq_new();

	random_state = 3;
	for (uint32_t i = 0; i < 40000; i++)
		items[i] = i * 7;
	for (size_t i = 0; i < ARRAY_SIZE(counts); i++) {
		struct model model = { .items = items, .count = counts[i] };
		seq_assign(seq, items, counts[i]);
		assert_agree(seq, &model);
	}
	seq_assign(seq, items, 40000);
	assert_true(seq_memory(seq) < 40000 * 4 * 105 / 100);
	seq_clear(seq);
	assert_int_equal(seq_count(seq), 0);
	seq_append(seq, 5);
	assert_int_equal(seq_at(seq, 0), 5);
	assert_int_equal(seq_copy(seq, 1, items, 1), 0);
	seq_free(seq);
	seq_free(NULL);
	free(items);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(test_agrees_with_an_array),
		cmocka_unit_test(test_sequential_insertion_packs),
		cmocka_unit_test(test_runs_in_the_middle_pack),
		cmocka_unit_test(test_random_insertion_stays_half_full),
		cmocka_unit_test(test_no_order_of_insertion_wastes_memory),
		cmocka_unit_test(test_lower_bound),
		cmocka_unit_test(test_assign_and_clear),
	};

	return cmocka_run_group_tests_name("seq", tests, NULL, NULL);
}
