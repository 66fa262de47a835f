/*
 * tally.h - each message of the store counted as something, and the counts kept in step with it.
 *
 * Whoever counts says what a row counts as by a number, its mark, which is remembered, so that it can
 * be taken back when the message changes or leaves. What the store had before is counted in slices
 * (tally_work), the rest as it comes.
 *
 * Cost: 4 bytes a message; O(1) for each change of the store. Thread: the UI thread alone.
 */
#ifndef MSGDECK_MODEL_TALLY_H
#define MSGDECK_MODEL_TALLY_H

#include <stdbool.h>
#include <stdint.h>

#include "model/store.h"

struct tally_ops {
	/* Counts the row; returns its mark, never 0. */
	uint32_t (*count)(void *data, uint32_t row);
	/* What count() gave this mark for does not count any more. */
	void (*take_back)(void *data, uint32_t mark);
	/* The store was cleared: nothing counts, and its numbers mean something else. */
	void (*forget)(void *data);
};

struct tally {
	struct store *store;
	const struct tally_ops *ops;
	void *data; /* of the ops */
	uint32_t **pages;
	uint32_t page_count;
	size_t counted; /* rows */
	size_t rank;    /* where the slices are */
};

/* Counts nothing yet. The store must outlive it, and the object must not move. */
void tally_init(struct tally *tally, struct store *store, const struct tally_ops *ops, void *data);
void tally_release(struct tally *tally);
/* Counts until soon after the deadline (clock_mono_ns); returns whether there is more. */
bool tally_work(struct tally *tally, int64_t deadline_ns);
/* Whether messages of the store are not counted yet. */
bool tally_busy(const struct tally *tally);

#endif
