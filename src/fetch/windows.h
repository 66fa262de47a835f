/*
 * windows.h - a history cut into chains of pages that are read side by side: the decisions alone,
 * without network, so that they can be tested against any reading of the date filter.
 *
 * The list is newest first by date_sent. A chain is a walk along next links from some point of the
 * list down: the newest has no filter (or the caller's `until`), every other one starts at an upper
 * bound `DateSent<`. What exactly a bound means is not documented to the second, so nothing is
 * concluded from it: a chain may stop only where the list itself shows that its older neighbour has
 * taken over, that is where the last record of a page is on the neighbour's first page or is older
 * than everything on it. Under every reading of the filter each list is the tail of the same order,
 * so the union is complete; a strange reading only costs duplicates.
 *
 * The one thing that a filter may hide is a message without date_sent (never sent: scheduled,
 * cancelled, refused). windows_may_miss_unsent() says whether that must be feared, which it need not
 * when filtered pages have been seen to hold such messages in their places; if so, the unfiltered
 * list is to be walked to its end.
 *
 * Thread: the fetch thread. Times: seconds UTC.
 */
#ifndef MSGDECK_FETCH_WINDOWS_H
#define MSGDECK_FETCH_WINDOWS_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "base/error.h"
#include "fetch/pager.h"
#include "fetch/window.h"

#define WINDOWS_PAGE 1000               /* the API's largest page */
#define WINDOWS_RETENTION (400 * 86400) /* the Messages API shows about 13 months */
#define WINDOWS_RESTARTS 3

enum chain_state {
	CHAIN_OPEN,
	CHAIN_DONE,
	CHAIN_FAILED,
};

struct chain {
	uint32_t id; /* of window_place; given by whoever carries it out */
	struct chain *newer;
	struct chain *older;
	enum chain_state state;
	int64_t bound; /* DATE_NONE: no filter */
	bool by_time;  /* the bound has a time of day */
	bool begun;    /* its first page has come */
	struct sid *first_sids;
	size_t first_count;
	int64_t first_time;  /* newest date_sent of its first page, DATE_NONE where none */
	struct sid last_sid; /* of its last page */
	int64_t reached;     /* oldest date_sent so far, DATE_NONE where none */
	size_t records;
	unsigned restarts;
	struct pager pager;
	char *next; /* link to follow; owned */
	struct error error;
	void *call;  /* of whoever carries it out: NULL at first, not touched here */
	void *owner; /* likewise */
};

struct windows {
	struct chain *newest;
	struct chain *removed; /* given up, kept until release; linked by `older` */
	int64_t since;         /* DATE_NONE: everything */
	int64_t floor;  /* nothing is expected before it; a guess that only guides the cutting */
	int64_t oldest; /* date_sent seen, DATE_NONE while none */
	size_t records;
	unsigned page;       /* records that a page is expected to hold */
	int64_t hint_newest; /* newest date_sent of the first page, DATE_NONE before */
	double hint_density; /* messages a second there */
	unsigned guesses;    /* cuts made, or passed over, before anything was known */
	bool unsent_shown;   /* a filtered page held one never sent, in its place in the order */
	bool day_only;       /* a bound's time of day has been seen not to count */
	bool time_counts;    /* … and to count; taken back by day_only */
	bool no_filter;      /* the bound has been seen not to count at all */
};

/* `until` is DATE_NONE for a history up to now. */
void windows_init(struct windows *windows, int64_t since, int64_t until);
void windows_release(struct windows *windows);
/* A chain of an earlier history as the oldest of all, to be gone on with behind its link. */
struct chain *windows_restore(struct windows *windows, const struct window_saved *saved);
size_t windows_count(const struct windows *windows);
/* The chains as they are, newest first, into *out, which has room for windows_count(). Its padding is
 * zeroed, too. */
void windows_list(const struct windows *windows, struct window *out);
/* What a small first page shows: how dense the list is and where it starts. */
void windows_hint(struct windows *windows, const struct message *messages, size_t count);
/* A page of a chain. `next` is its next link, null on the last. Afterwards the chain, and perhaps
 * others, may be done, or removed: every chain that is to be given up is passed to drop() first.
 * False when the service goes in circles: the chain has then failed. */
bool windows_page(struct windows *windows, struct chain *chain, const struct message *messages,
		  size_t count, struct text next, void (*drop)(struct chain *chain, void *context),
		  void *context, struct error *err);
/* The chain could not be read on. Takes over err. A chain that had not begun is only a cut less:
 * its newer neighbour goes on in its place. True when its loss is one of records. */
bool windows_fail(struct windows *windows, struct chain *chain, struct error *err);
/* The service does not know the next link any more: the chain is to begin again just above what it
 * has reached. False when that has been tried too often. */
bool windows_restart(struct windows *windows, struct chain *chain);
/* A new chain before anything is known of the list, or NULL where enough are guessed, or something is
 * known: messages lie the denser the newer they are, more often than not. What is guessed wrongly costs
 * a request, what is guessed well a round trip less. `now` only matters without `until`. */
struct chain *windows_guess(struct windows *windows, int64_t now);
/* A new chain where the most is left to be read, or NULL where another one would not pay. */
struct chain *windows_split(struct windows *windows);
/* Gives up all chains that a filter stands before: the oldest without one goes on to the list's end,
 * unless it has met its neighbour; then whoever carries it out follows its link. Each that is given up
 * is passed to drop() first. */
void windows_join(struct windows *windows, void (*drop)(struct chain *chain, void *context),
		  void *context);
/* The value for `DateSent<` of a chain; its bound is not DATE_NONE. */
#define WINDOWS_BOUND_SIZE 32
void windows_bound(const struct chain *chain, char text[static WINDOWS_BOUND_SIZE]);

bool windows_is_over(const struct windows *windows);
/* Everything sent at or after this has come; INT64_MAX while nothing is certain. */
int64_t windows_complete_to(const struct windows *windows);
/* The newest chain that failed, or NULL. */
const struct chain *windows_failed(const struct windows *windows);
/* When it is over: whether a filter stood between us and any part of the list and may have hidden
 * messages that were never sent. */
bool windows_may_miss_unsent(const struct windows *windows);
/* The oldest of the newest chains that have no filter: below it filters begin. NULL: above all. */
const struct chain *windows_unfiltered(const struct windows *windows);

#endif
