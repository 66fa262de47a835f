#include "ui/order.h"

#include <string.h>

#include "base/clock.h"
#include "base/mem.h"
#include "base/seq.h"
#include "base/vec.h"
#include "ui/sort_runs.h"

/* Rows between two looks at the clock. */
#define STEP 256
/* Looking at so many is a piece of work that begins a slice. */
#define MANY 65536

enum flag {
	VISITED = 1, /* the build has come past it */
	LISTED = 2,  /* it is in `shown` */
	STALE = 4,   /* its entries in `shown` and in the runs are to be taken out */
	QUEUED = 8,  /* it waits to be put in */
	PASSED = 16, /* in natural order it is above the scan: one of `scanned` rows */
};

enum phase { DONE, SCAN, JOIN };

struct order {
	const struct table_source *source;
	void *data;
	struct order_rules rules;       /* of the build, and of `shown` when not busy */
	struct order_rules shown_rules; /* of `shown` */
	struct seq *shown;
	bool hold;
	enum phase phase;
	size_t scanned; /* ranks of the source below this one have been visited */
	struct sort_runs runs;
	bool partial;     /* what has been sorted so far is to be shown */
	bool leftover;    /* the build is done, the runs are still to be given back */
	uint32_t visited; /* rows that went into them */
	uint8_t *flags;   /* by handle */
	size_t flag_count;
	struct row_list VEC(uint32_t) queue;
	bool any_stale;
	bool changed;
};

void order_free(struct order *order)
{
	if (!order)
		return;
	sort_runs_clear(&order->runs);
	vec_release(&order->queue);
	seq_free(order->shown);
	free(order->flags);
	free(order);
}

static uint8_t *flags_of(struct order *order, uint32_t row)
{
	if (row >= order->flag_count) {
		size_t count = order->flag_count ? order->flag_count * 2 : 1024;

		if (count <= row)
			count = (size_t)row + 1;
		order->flags = xrealloc(order->flags, count);
		memset(order->flags + order->flag_count, 0, count - order->flag_count);
		order->flag_count = count;
	}
	return &order->flags[row];
}

/* -- comparing ------------------------------------------------------------------------------ */

static int compare_rows(const struct order *order, const struct order_rules *rules, uint32_t a,
			uint32_t b)
{
	int result = 0;

	if (a == b)
		return 0;
	if (rules->compare)
		result = rules->compare(order->data, a, b);
	if (result)
		return rules->descending ? -result : result;
	return order->source->compare(order->data, a, b);
}

static bool is_whole(const struct order_rules *rules, uint64_t sort_key)
{
	return rules->sort_key && !((rules->descending ? ~sort_key : sort_key) & TABLE_KEY_PART);
}

/* The scan goes in natural order, so that of equal rows the one comes first that was added first; a row
 * that has moved since is stale. */
static int compare_entries(const struct sort_entry *a, const struct sort_entry *b, void *context)
{
	const struct order *order = context;
	const struct order_rules *rules = &order->rules;
	int result = 0;

	if (a->sort_key != b->sort_key)
		return a->sort_key < b->sort_key ? -1 : 1;
	if (!is_whole(rules, a->sort_key))
		result = rules->compare(order->data, a->row, b->row);
	if (result)
		return rules->descending ? -result : result;
	return (a->place > b->place) - (a->place < b->place);
}

static int compare_for_seq(uint32_t item, const void *wanted, void *context)
{
	const struct order *order = context;

	return compare_rows(order, &order->shown_rules, *(const uint32_t *)wanted, item);
}

struct order *order_new(const struct table_source *source, void *data)
{
	struct order *order = xcalloc(1, sizeof(*order));

	order->source = source;
	order->data = data;
	order->shown = seq_new();
	order->runs.compare = compare_entries;
	order->runs.context = order;
	return order;
}

static bool passes(const struct order *order, uint32_t row)
{
	return !order->rules.filter || order->source->match(order->data, row);
}

/* -- what is shown -------------------------------------------------------------------------- */

size_t order_count(const struct order *order)
{
	return seq_count(order->shown);
}

uint32_t order_at(const struct order *order, size_t rank)
{
	return seq_at(order->shown, rank);
}

size_t order_place(const struct order *order, uint32_t row)
{
	struct order *context = (struct order *)(uintptr_t)order;

	return seq_lower_bound(order->shown, compare_for_seq, &row, context);
}

bool order_lists(const struct order *order, uint32_t row)
{
	return row < order->flag_count && (order->flags[row] & LISTED);
}

/* By position in the order, and where rows have changed since, by looking at all. */
bool order_find(const struct order *order, uint32_t row, size_t *rank)
{
	size_t count = seq_count(order->shown);
	size_t place;
	uint32_t rows[1024];

	if (!order_lists(order, row))
		return false;
	place = order_place(order, row);
	if (place < count && seq_at(order->shown, place) == row) {
		*rank = place;
		return true;
	}
	for (size_t at = 0; at < count; at += ARRAY_SIZE(rows)) {
		size_t got = seq_copy(order->shown, at, rows, ARRAY_SIZE(rows));

		for (size_t i = 0; i < got; i++) {
			if (rows[i] == row) {
				*rank = at + i;
				return true;
			}
		}
	}
	return false;
}

static void show_row(struct order *order, uint32_t row)
{
	seq_insert(order->shown, order_place(order, row), row);
	*flags_of(order, row) |= LISTED;
	order->changed = true;
}

static void unshow_row(struct order *order, uint32_t row)
{
	size_t rank;

	if (order_find(order, row, &rank))
		seq_remove(order->shown, rank);
	*flags_of(order, row) &= (uint8_t)~LISTED;
	order->changed = true;
}

static void show_run(struct order *order, const struct sort_run *run)
{
	uint32_t *rows = xmalloc(run->count * sizeof(*rows) + 1);

	for (size_t i = 0; i < order->flag_count; i++)
		order->flags[i] &= (uint8_t)~LISTED;
	for (size_t i = 0; i < run->count; i++) {
		rows[i] = sort_run_at(run, i)->row;
		order->flags[rows[i]] |= LISTED;
	}
	seq_assign(order->shown, rows, run->count);
	order->shown_rules = order->rules;
	order->changed = true;
	free(rows);
}

/* -- taking stale rows out ------------------------------------------------------------------ */

static bool is_stale(const void *context, uint32_t row)
{
	return ((const struct order *)context)->flags[row] & STALE;
}

static void purge_shown(struct order *order)
{
	size_t count = seq_count(order->shown);
	uint32_t *rows = xmalloc(count * sizeof(*rows) + 1);
	size_t kept = 0;

	seq_copy(order->shown, 0, rows, count);
	for (size_t i = 0; i < count; i++) {
		if (order->flags[rows[i]] & STALE)
			order->flags[rows[i]] &= (uint8_t)~LISTED;
		else
			rows[kept++] = rows[i];
	}
	if (kept < count) {
		seq_assign(order->shown, rows, kept);
		order->changed = true;
	}
	free(rows);
}

static void purge(struct order *order)
{
	sort_runs_purge(&order->runs, is_stale, order);
	purge_shown(order);
	for (size_t i = 0; i < order->flag_count; i++)
		order->flags[i] &= (uint8_t)~STALE;
	order->any_stale = false;
}

/* -- notices -------------------------------------------------------------------------------- */

static void queue(struct order *order, uint32_t row)
{
	uint8_t *flags = flags_of(order, row);

	if (!(*flags & QUEUED))
		vec_push(&order->queue, row);
	*flags |= QUEUED;
}

static bool is_before_scan(const struct order *order, uint32_t row)
{
	return order->source->rank(order->data, row) < order->scanned;
}

void order_added(struct order *order, uint32_t row)
{
	if (order->phase == SCAN && !is_before_scan(order, row)) {
		*flags_of(order, row) &= (uint8_t)~VISITED;
		return; /* the build comes to it */
	}
	if (order->phase == SCAN)
		order->scanned++;
	*flags_of(order, row) |= VISITED | PASSED;
	queue(order, row);
}

void order_removed(struct order *order, uint32_t row)
{
	uint8_t *flags = flags_of(order, row);
	bool in_runs = order->phase != DONE && (*flags & VISITED);

	if (order->phase == SCAN && (*flags & PASSED))
		order->scanned--;
	if (*flags & LISTED)
		unshow_row(order, row);
	*flags &= (uint8_t) ~(VISITED | QUEUED | PASSED);
	if (in_runs && order->rules.compare) {
		*flags |= STALE;
		order->any_stale = true;
	}
}

/* Keeps `scanned` right when the row went to the other side of it in natural order. */
static void follow_scan(struct order *order, uint32_t row)
{
	uint8_t *flags = flags_of(order, row);
	bool before = is_before_scan(order, row);

	if ((*flags & PASSED) && !before) {
		order->scanned--;
		*flags &= (uint8_t)~PASSED;
	} else if (!(*flags & PASSED) && before) {
		order->scanned++;
		if (!(*flags & VISITED))
			queue(order, row);
		*flags |= PASSED | VISITED;
	}
}

/* Whether a listed row still stands between the right neighbours, where all others do. */
static bool is_in_place(const struct order *order, uint32_t row)
{
	size_t count = seq_count(order->shown);
	size_t rank = order_place(order, row);
	const struct order_rules *rules = &order->shown_rules;

	if (rank >= count || seq_at(order->shown, rank) != row)
		return false;
	if (rank > 0 && compare_rows(order, rules, seq_at(order->shown, rank - 1), row) > 0)
		return false;
	return rank + 1 == count ||
	       compare_rows(order, rules, row, seq_at(order->shown, rank + 1)) < 0;
}

void order_changed(struct order *order, uint32_t row)
{
	uint8_t *flags = flags_of(order, row);

	if (order->phase == SCAN)
		follow_scan(order, row);
	if (!(*flags & VISITED))
		return;
	if (order->phase == DONE && !(*flags & (LISTED | STALE))) {
		queue(order, row);
		return;
	}
	/* Often only the filter decides. */
	if (order->phase == DONE && !order->any_stale && is_in_place(order, row)) {
		if (!passes(order, row))
			unshow_row(order, row);
		return;
	}
	*flags |= STALE;
	order->any_stale = true;
	queue(order, row);
}

/* -- building ------------------------------------------------------------------------------- */

void order_start(struct order *order, const struct order_rules *rules, bool hold)
{
	sort_runs_clear(&order->runs);
	order->partial = order->leftover = false;
	order->rules = *rules;
	order->hold = hold && rules->compare;
	order->phase = SCAN;
	order->scanned = 0;
	order->visited = 0;
	order->any_stale = false;
	vec_clear(&order->queue);
	if (order->hold) {
		for (size_t i = 0; i < order->flag_count; i++)
			order->flags[i] &= LISTED;
	} else {
		if (order->flag_count)
			memset(order->flags, 0, order->flag_count);
		seq_clear(order->shown);
		order->shown_rules = *rules;
		order->changed = true;
	}
}

static void take_into_runs(struct order *order, uint32_t row)
{
	struct sort_entry entry = { .row = row, .place = order->visited++ };

	if (order->rules.sort_key) {
		entry.sort_key = order->rules.sort_key(order->data, row);
		if (order->rules.descending)
			entry.sort_key = ~entry.sort_key;
	}
	sort_runs_add(&order->runs, entry);
}

static void visit(struct order *order, uint32_t row)
{
	uint8_t *flags = flags_of(order, row);

	*flags |= PASSED;
	if (*flags & VISITED)
		return; /* it was moved here after it had been looked at */
	*flags |= VISITED;
	if (!passes(order, row))
		return;
	if (order->rules.compare) {
		take_into_runs(order, row);
		return;
	}
	seq_append(order->shown, row);
	*flags |= LISTED;
	order->changed = true;
}

static void look_at(const struct order *order, size_t rank, uint32_t *rows, size_t count)
{
	if (order->source->slice) {
		order->source->slice(order->data, rank, rows, count);
		return;
	}
	for (size_t i = 0; i < count; i++)
		rows[i] = order->source->at(order->data, rank + i);
}

static void scan_step(struct order *order)
{
	size_t count = order->source->count(order->data);
	size_t left = count - order->scanned;
	uint32_t rows[STEP];

	if (left > STEP)
		left = STEP;
	look_at(order, order->scanned, rows, left);
	for (size_t i = 0; i < left; i++)
		visit(order, rows[i]);
	order->scanned += left;
	if (order->scanned >= count) {
		sort_runs_end(&order->runs);
		order->phase = JOIN;
	}
}

static void merge_step(struct order *order)
{
	/* At the end of it all finish() shows it. */
	order->partial = sort_runs_merge(&order->runs) && !order->hold && order->phase == SCAN &&
			 sort_runs_only(&order->runs);
}

static void show_partial(struct order *order)
{
	show_run(order, sort_runs_only(&order->runs));
	order->partial = false;
}

static void finish(struct order *order)
{
	static const struct sort_run none = { .count = 0 };
	const struct sort_run *only = sort_runs_only(&order->runs);

	if (order->rules.compare)
		show_run(order, only ? only : &none);
	order->leftover = true;
	order->phase = DONE;
	order->hold = false;
	order->changed = true;
}

/* Puts one row in that came or changed. */
static void serve_queue(struct order *order)
{
	for (int i = 0; i < STEP / 4 && order->queue.count; i++) {
		uint32_t row = vec_pop(&order->queue);
		uint8_t *flags = flags_of(order, row);

		if (!(*flags & QUEUED))
			continue;
		*flags &= (uint8_t)~QUEUED;
		if (passes(order, row) && !(*flags & LISTED))
			show_row(order, row);
	}
}

static bool has_work(const struct order *order)
{
	return order->phase != DONE || order->any_stale || order->leftover || order->queue.count;
}

static bool wants_merge(const struct order *order)
{
	return !order->leftover && sort_runs_want_merge(&order->runs, order->phase == JOIN);
}

/* Whether the next step looks at all rows, and there are many. */
static bool is_long(const struct order *order)
{
	bool at_all = order->any_stale || order->partial ||
		      (order->phase == JOIN && !wants_merge(order));

	return at_all && order->flag_count > MANY;
}

static void step(struct order *order)
{
	if (order->any_stale)
		purge(order);
	else if (order->partial)
		show_partial(order);
	else if (order->leftover)
		order->leftover = sort_runs_clear_step(&order->runs);
	else if (wants_merge(order))
		merge_step(order);
	else if (order->phase == SCAN)
		scan_step(order);
	else if (order->phase == JOIN)
		finish(order);
	else
		serve_queue(order);
}

bool order_work(struct order *order, int64_t deadline_ns, bool *changed)
{
	bool begun = false;

	while (has_work(order) && !(begun && is_long(order))) {
		step(order);
		begun = true;
		if (clock_mono_ns() >= deadline_ns)
			break;
	}
	if (order->changed)
		*changed = true;
	order->changed = false;
	return has_work(order);
}

bool order_busy(const struct order *order)
{
	return has_work(order);
}

size_t order_progress(const struct order *order)
{
	return order->phase == DONE ? order->source->count(order->data) : order->scanned;
}
