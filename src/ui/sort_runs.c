#include "ui/sort_runs.h"

#include <stdlib.h>

#include "base/mem.h"

/* Rows merged in one step, and blocks given back in one. */
#define STEP 1024
#define CLEAR_STEP 32

/* -- blocks --------------------------------------------------------------------------------- */

static void append(struct sort_run *run, const struct sort_entry *entry)
{
	if (run->count == run->blocks.count * SORT_BLOCK)
		vec_push(&run->blocks, xmalloc(SORT_BLOCK * sizeof(*entry)));
	*sort_run_at(run, run->count++) = *entry;
}

static void free_run(struct sort_run *run)
{
	for (size_t i = 0; i < run->blocks.count; i++)
		free(run->blocks.items[i]);
	vec_release(&run->blocks);
	run->count = 0;
}

/* The next entry; its block goes with the last one that is in it. */
static struct sort_entry take(struct sort_run *run, size_t *at)
{
	struct sort_entry entry = *sort_run_at(run, *at);

	if (++*at % SORT_BLOCK == 0) {
		free(run->blocks.items[*at / SORT_BLOCK - 1]);
		run->blocks.items[*at / SORT_BLOCK - 1] = NULL;
	}
	return entry;
}

/* -- what comes ----------------------------------------------------------------------------- */

void sort_runs_clear(struct sort_runs *runs)
{
	for (size_t i = 0; i < runs->runs.count; i++)
		free_run(&runs->runs.items[i]);
	vec_release(&runs->runs);
	free_run(&runs->merge.out);
	free_run(&runs->chunk);
	*runs = (struct sort_runs){ .compare = runs->compare, .context = runs->context };
}

bool sort_runs_clear_step(struct sort_runs *runs)
{
	struct sort_run *last;

	for (int i = 0; i < CLEAR_STEP && runs->runs.count; i++) {
		last = &runs->runs.items[runs->runs.count - 1];
		last->count = 0;
		if (last->blocks.count) {
			free(vec_pop(&last->blocks));
			continue;
		}
		free_run(last);
		runs->runs.count--;
	}
	if (runs->runs.count)
		return true;
	sort_runs_clear(runs);
	return false;
}

static int compare_for_qsort(const void *a, const void *b, void *context)
{
	const struct sort_runs *runs = context;

	return runs->compare(a, b, runs->context);
}

void sort_runs_end(struct sort_runs *runs)
{
	if (!runs->chunk.count)
		return;
	qsort_r(runs->chunk.blocks.items[0], runs->chunk.count, sizeof(struct sort_entry),
		compare_for_qsort, runs);
	vec_push(&runs->runs, runs->chunk);
	runs->chunk = (struct sort_run){ .count = 0 };
}

void sort_runs_add(struct sort_runs *runs, struct sort_entry entry)
{
	append(&runs->chunk, &entry);
	if (runs->chunk.count == SORT_BLOCK)
		sort_runs_end(runs);
}

/* -- merging -------------------------------------------------------------------------------- */

/* One of the two that are merged. */
static struct sort_run *merged_run(const struct sort_runs *runs, size_t which)
{
	return &runs->runs.items[runs->merge.first + which];
}

bool sort_runs_want_merge(const struct sort_runs *runs, bool all)
{
	size_t count = runs->runs.count;

	if (runs->merge.active)
		return true;
	if (count < 2)
		return false;
	return all || runs->runs.items[count - 1].count * 2 > runs->runs.items[count - 2].count;
}

static void merge_start(struct sort_runs *runs)
{
	runs->merge.active = true;
	runs->merge.first = runs->runs.count - 2;
	runs->merge.a = runs->merge.b = 0;
	runs->merge.out = (struct sort_run){ .count = 0 };
}

static void merge_end(struct sort_runs *runs)
{
	free_run(merged_run(runs, 0));
	free_run(merged_run(runs, 1));
	*merged_run(runs, 0) = runs->merge.out;
	vec_remove(&runs->runs, runs->merge.first + 1);
	runs->merge.active = false;
	runs->merge.out = (struct sort_run){ .count = 0 };
}

bool sort_runs_merge(struct sort_runs *runs)
{
	if (!runs->merge.active)
		merge_start(runs);
	struct sort_run *a = merged_run(runs, 0), *b = merged_run(runs, 1);
	struct sort_entry entry;
	size_t *at_a = &runs->merge.a, *at_b = &runs->merge.b;

	for (int i = 0; i < STEP; i++) {
		if (*at_a == a->count && *at_b == b->count) {
			merge_end(runs);
			return true;
		}
		bool first = *at_b == b->count ||
			     (*at_a < a->count &&
			      runs->compare(sort_run_at(a, *at_a), sort_run_at(b, *at_b),
					    runs->context) <= 0);
		entry = first ? take(a, at_a) : take(b, at_b);
		append(&runs->merge.out, &entry);
	}
	return false;
}

const struct sort_run *sort_runs_only(const struct sort_runs *runs)
{
	return runs->runs.count == 1 ? &runs->runs.items[0] : NULL;
}

/* -- taking rows out ------------------------------------------------------------------------ */

struct gone {
	bool (*is)(const void *context, uint32_t row);
	const void *context;
};

/* What is left of the entries from `from` on is moved together there. */
static void purge_run(struct sort_run *run, size_t from, const struct gone *gone)
{
	size_t kept = from;

	for (size_t i = from; i < run->count; i++)
		if (!gone->is(gone->context, sort_run_at(run, i)->row))
			*sort_run_at(run, kept++) = *sort_run_at(run, i);
	if (run->count > from)
		run->count = kept;
}

void sort_runs_purge(struct sort_runs *runs, bool (*is_gone)(const void *context, uint32_t row),
		     const void *context)
{
	const struct gone gone = { is_gone, context };
	size_t a = runs->merge.first;

	if (runs->merge.active) {
		purge_run(&runs->merge.out, 0, &gone);
		purge_run(merged_run(runs, 0), runs->merge.a, &gone);
		purge_run(merged_run(runs, 1), runs->merge.b, &gone);
	}
	for (size_t i = 0; i < runs->runs.count; i++)
		if (!runs->merge.active || (i != a && i != a + 1))
			purge_run(&runs->runs.items[i], 0, &gone);
	purge_run(&runs->chunk, 0, &gone);
}
