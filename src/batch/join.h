/*
 * join.h - what has come of the windows of a history, put into the list's order, each message once.
 *
 * Where a window ends and its older neighbour begins, both may have the same messages, and so may two
 * pages of one window when the list moved between them, or when a window began again further up: what
 * is the same is found at these seams (batch/overlap.h), never by all there is; only of messages that
 * were seen without date_sent all SIDs are known, since such a one may have got its date meanwhile, and
 * with it another place. Messages without
 * date_sent at the very beginning of a filtered window belong to a newer one: where the list has them
 * first, every window begins with them.
 *
 * Thread: the main thread.
 */
#ifndef MSGDECK_BATCH_JOIN_H
#define MSGDECK_BATCH_JOIN_H

#include "batch/spool.h"
#include "batch/target.h"

/* Writes all of the spool to the target, and how many that were into *written. `tick` is called now
 * and then. */
bool join_windows(const struct spool *spool, struct target *target, uint64_t *written,
		  void (*tick)(void *context), void *context, struct error *err);

#endif
