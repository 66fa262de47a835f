/*
 * window.h - one window of a history, as whoever writes the history down knows it.
 *
 * A history that is read in windows (fetch/windows.h) gives pages of several windows in any order.
 * With JOB_HISTORY and job.place, each result says which window its page is of, and which windows the
 * whole history is made of by now: newest first, each going on where its newer neighbour ends. Where
 * two of them meet, both may have the same messages. A window that is not among them any more has been
 * given up, with all its pages: another one has, or will have, what it had.
 *
 * Plain data; any thread.
 */
#ifndef MSGDECK_FETCH_WINDOW_H
#define MSGDECK_FETCH_WINDOW_H

#include <stdbool.h>
#include <stdint.h>

#include "model/message.h"

struct window {
	uint32_t id;        /* 1..; stays */
	bool done;          /* it has met its older neighbour, or the end */
	bool begun;         /* a message with date_sent has come */
	bool by_time;       /* the bound has a time of day */
	int64_t bound;      /* DATE_NONE: no filter, or not known any more */
	int64_t first_time; /* newest date_sent of the first page that had one, DATE_NONE before */
	int64_t reached;    /* oldest date_sent so far, DATE_NONE where none */
	uint64_t records;
};

/* What a page is of. `window` 0: not in windows. */
struct window_place {
	uint32_t window;
	bool again; /* the window began again, above what it had reached: some was given before */
	bool sweep; /* of the unfiltered list below the newest window, walked to its end */
	bool unsent_shown; /* filters do not hide what was never sent */
	struct text next;  /* where the window goes on; null: nowhere */
	const struct window *windows;
	uint32_t window_count;
};

/* A window of an earlier history that is to be gone on with. */
struct window_saved {
	struct window window;
	char *next;        /* malloc'd; NULL where it is done */
	struct sid *first; /* malloc'd: messages of its first page, all or some */
	size_t first_count;
};

#endif
