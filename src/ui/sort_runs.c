#include "ui/sort_runs.h"

#include <stdlib.h>

#include "base/mem.h"

/* Rows sorted in one go, and merged in one step. */
#define RUN 2048
#define STEP 1024

void sort_runs_clear(struct sort_runs *runs)
{
	for (size_t i = 0; i < runs->runs.count; i++)
		free(runs->runs.items[i].entries);
	vec_release(&runs->runs);
	free(runs->merge.out.entries);
	free(runs->chunk.entries);
	*runs = (struct sort_runs){ .compare = runs->compare, .context = runs->context };
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
	qsort_r(runs->chunk.entries, runs->chunk.count, sizeof(*runs->chunk.entries),
		compare_for_qsort, runs);
	vec_push(&runs->runs, runs->chunk);
	runs->chunk = (struct sort_run){ .entries = NULL };
}

void sort_runs_add(struct sort_runs *runs, struct sort_entry entry)
{
	if (!runs->chunk.entries)
		runs->chunk.entries = xmalloc(RUN * sizeof(*runs->chunk.entries));
	runs->chunk.entries[runs->chunk.count++] = entry;
	if (runs->chunk.count == RUN)
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
	size_t count;

	runs->merge.active = true;
	runs->merge.first = runs->runs.count - 2;
	count = merged_run(runs, 0)->count + merged_run(runs, 1)->count;
	runs->merge.a = runs->merge.b = 0;
	runs->merge.out = (struct sort_run){
		.entries = xmalloc((count + 1) * sizeof(struct sort_entry)),
	};
}

static void merge_end(struct sort_runs *runs)
{
	free(merged_run(runs, 0)->entries);
	free(merged_run(runs, 1)->entries);
	*merged_run(runs, 0) = runs->merge.out;
	vec_remove(&runs->runs, runs->merge.first + 1);
	runs->merge.active = false;
	runs->merge.out = (struct sort_run){ .entries = NULL };
}

bool sort_runs_merge(struct sort_runs *runs)
{
	if (!runs->merge.active)
		merge_start(runs);
	struct sort_run *a = merged_run(runs, 0), *b = merged_run(runs, 1);
	struct sort_run *out = &runs->merge.out;
	size_t *at_a = &runs->merge.a, *at_b = &runs->merge.b;

	for (int i = 0; i < STEP; i++) {
		if (*at_a == a->count && *at_b == b->count) {
			merge_end(runs);
			return true;
		}
		bool first =
			*at_b == b->count ||
			(*at_a < a->count &&
			 runs->compare(&a->entries[*at_a], &b->entries[*at_b], runs->context) <= 0);
		out->entries[out->count++] = first ? a->entries[(*at_a)++] : b->entries[(*at_b)++];
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
		if (!gone->is(gone->context, run->entries[i].row))
			run->entries[kept++] = run->entries[i];
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
