/*
 * change_rig.h - plans carried out against one msgdeck-sandbox: cache, journal, runner and a small
 * loop in place of the UI's, whose clock runs as many times as fast as the test wants, so that waits
 * of minutes are over soon.
 */
#ifndef MSGDECK_TESTS_CHANGE_RIG_H
#define MSGDECK_TESTS_CHANGE_RIG_H

#include "ops/journal_read.h"
#include "ops/plans.h"
#include "ops/runner.h"
#include "rig.h"

struct change_timer {
	unsigned id;
	int64_t when;
	void (*fn)(void *argument);
	void *argument;
};

struct change_rig {
	struct rig rig;
	struct store *store;
	char *directory; /* of journals */
	struct journal *journal;
	struct runner *runner; /* of the plan under way */
	struct plan *plan;

	int64_t start_ms;
	int64_t speed; /* of the clock, 1 by default */
	struct VEC(struct change_timer) timers;
	unsigned timer_ids;
	int fd; /* of the journal */
	void (*fd_fn)(void *argument);
	void *fd_argument;
	size_t before; /* requests in the log when the plan began */
};

/* Starts sandbox and fetch and loads the history; "OPTION", "VALUE", …, NULL. */
void change_open(struct change_rig *rig, const char *const *options);
#define change_rig(r, ...) change_open(r, (const char *const[]){ __VA_ARGS__, NULL })
/* In two steps, for other settings in between. */
void change_open_sandbox(struct change_rig *rig, const char *const *options);
void change_connect(struct change_rig *rig);
void change_close(struct change_rig *rig);
/* Reads the whole history into a store. */
void change_load(struct change_rig *rig, struct store *store);

/* A plan for the first `count` messages that are fit for it; fails when there are not so many. */
struct plan *change_plan(struct change_rig *rig, enum op op, size_t count);
/* Takes over the plan, starts it with a journal of its own. */
void change_start(struct change_rig *rig, struct plan *plan, struct runner_options options);
/* The same without a look at what was asked for before, in a log that may be long. */
void change_begin(struct change_rig *rig, struct plan *plan, struct runner_options options);
/* Goes on with the plan of a journal that another process left; it is at rest until runner_resume().
 * False when nothing can be gone on with. */
bool change_adopt(struct change_rig *rig, const char *journal, struct runner_options options);
/* One event, or a timer. Fails when nothing happens for RIG_PATIENCE_MS. */
void change_turn(struct change_rig *rig);
/* Until it has ended, or paused. */
void change_finish(struct change_rig *rig);
/* Ends runner, journal and plan; the journal must tell what the plan tells. */
void change_end(struct change_rig *rig);

/* Requests of a method since the plan began that were answered with this status, 0: none, -1: any;
 * each must have the form that is documented for the verb. */
size_t change_requests(struct change_rig *rig, enum op op, int status);
/* No message of the plan has had more than one such request that was carried out. */
void assert_each_once(struct change_rig *rig, enum op op);

#endif
