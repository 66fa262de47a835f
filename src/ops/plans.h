/*
 * plans.h - the journals that are there: which plans have not come to their end, and going on with one.
 *
 * Those that have are told by the end of their journal, without reading the rest, so a directory of
 * many costs little. Thread: any, on its own list; blocks on the disk.
 */
#ifndef MSGDECK_OPS_PLANS_H
#define MSGDECK_OPS_PLANS_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "base/error.h"
#include "base/strbuf.h"
#include "base/vec.h"
#include "ops/journal.h"
#include "ops/journal_read.h"

/* A plan that is not at its end, as its journal tells. */
struct plan_summary {
	char *path; /* owned */
	struct sid account;
	char *host;                 /* owned; NULL: not even that was written down */
	int64_t created;            /* seconds since 1970; DATE_NONE as above */
	enum op op;                 /* of its first item */
	size_t total;               /* items, by its first line */
	size_t counts[ITEM_STATES]; /* ITEM_SENT: of which it is not known what came of them */
	size_t open;                /* that something is still to be done about */
	bool begun;                 /* all items were written down; before that nothing was sent */
	bool stopped;               /* by the operator; else it was interrupted */
	bool unseen;                /* an erasure: its items are still to be looked for */
	enum op_why why;            /* for which most wait, WHY_NONE: none waits */
	int64_t next_at;            /* when the first of them is due; DATE_NONE */
	long holder;                /* the process that works on it; 0: none, as far as is known */
	char *fault; /* owned; why it cannot be read, and then nothing else is known; NULL */
};

struct plan_list VEC(struct plan_summary);

/* All that are not at their end and were not set aside, newest first. A directory that is not there
 * has none. */
void plans_find(const char *directory, struct plan_list *list);
void plans_release(struct plan_list *list);
/* The same in slices. */
struct plans_search;
struct plans_search *plans_search_new(const char *directory);
/* Works until the deadline (clock_mono_ns), a piece of a file at least; returns whether there is more. */
bool plans_search_work(struct plans_search *search, int64_t deadline_ns);
/* Gives what was found so far and frees the rest. */
void plans_search_end(struct plans_search *search, struct plan_list *list);
/* The one that is meant by the name of its file, or a part of it that only one has: an index, or
 * SIZE_MAX with the reason. */
size_t plans_choose(const struct plan_list *list, const char *name, struct error *err);
/* The name of the journal's file. */
const char *plans_name(const char *path);
/* False, in words, for a plan that was not written down whole: nothing of it was sent, and nothing can be
 * gone on with. `way` is how it is set aside: "msgdeck resume --set-aside". */
bool plans_can_go_on(const struct plan_summary *plan, const char *way, struct error *err);
/* Appends what is left in words: "181 of 381 left: 1 to be looked up, 30 wait (…)". */
void plans_add_left(const struct plan_summary *plan, struct strbuf *out);

/* Locks and reads a journal to go on with it for this account at this host; NULL with the reason.
 * Afterwards the plan may be taken out of the record, which the caller releases in any case but
 * failure; then runner_adopt(). */
struct journal *plans_open(const char *path, const char *account, const char *host,
			   struct journal_record *record, struct error *err);
/* Nobody wants to go on with it: the journal says so and is not found any more. */
bool plans_set_aside(const char *path, struct error *err);

#endif
