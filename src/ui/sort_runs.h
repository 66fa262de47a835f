/*
 * sort_runs.h - sorting very many rows in pieces: what comes is sorted in runs of a few thousand, and
 * runs are merged pairwise, a step at a time.
 *
 * Internal to order.c. Runs become longer from the last to the first, so each row is moved O(log n)
 * times. Memory: 16 bytes a row, in blocks, of which those that are merged leave as they are read: to give
 * back many megabytes in one piece takes milliseconds.
 * Thread: UI.
 */
#ifndef MSGDECK_UI_SORT_RUNS_H
#define MSGDECK_UI_SORT_RUNS_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "base/vec.h"

struct sort_entry {
	uint64_t sort_key;
	uint32_t row;
	uint32_t place; /* how many were added before it: for rows that are equal otherwise */
};

/* Entries in a block. */
#define SORT_BLOCK 2048

struct sort_run {
	struct sort_blocks
	VEC(struct sort_entry *) blocks; /* each of SORT_BLOCK; NULL: read already */
	size_t count;
};

static inline struct sort_entry *sort_run_at(const struct sort_run *run, size_t index)
{
	return &run->blocks.items[index / SORT_BLOCK][index % SORT_BLOCK];
}

typedef int sort_compare(const struct sort_entry *a, const struct sort_entry *b, void *context);

struct sort_runs {
	sort_compare *compare; /* 0 only for the same row */
	void *context;
	struct sort_run chunk; /* what came last, not sorted yet: a block */
	struct sort_run_stack VEC(struct sort_run) runs; /* each is sorted */
	struct {
		bool active;
		size_t first;        /* it makes one of this run and the next */
		struct sort_run out; /* count: filled so far */
		size_t a, b;         /* taken so far from either */
	} merge;
};

/* Frees what it holds; empty afterwards, compare and context stay. */
void sort_runs_clear(struct sort_runs *runs);
/* A step of the same, when nothing is being merged; false once it is empty. */
bool sort_runs_clear_step(struct sort_runs *runs);
void sort_runs_add(struct sort_runs *runs, struct sort_entry entry);
/* Nothing more comes: the last chunk becomes a run. */
void sort_runs_end(struct sort_runs *runs);
/* Whether runs should be merged now; with `all`, until there is only one. */
bool sort_runs_want_merge(const struct sort_runs *runs, bool all);
/* A step of it, when one is wanted. True when two runs have become one. */
bool sort_runs_merge(struct sort_runs *runs);
/* The one run that there is, NULL when there are none or several. */
const struct sort_run *sort_runs_only(const struct sort_runs *runs);
/* Takes out the rows of which gone() says so. O(n). */
void sort_runs_purge(struct sort_runs *runs, bool (*gone)(const void *context, uint32_t row),
		     const void *context);

#endif
