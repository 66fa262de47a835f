/*
 * stats.h - the cache counted: what happened in a period and in the one before (model/stats_result.h).
 *
 * A pass counts the messages of the period and of the one before, newest first, in slices. The result of
 * the last whole pass stays until the next is whole, so what is shown never mixes two. Messages that
 * come, change or leave meanwhile are counted as they are when the pass gets to them; then the result
 * is stale, and the owner decides when another pass is worth its time.
 *
 * A message belongs to the bucket, and to the period, of its message_time(); to the country of the other
 * party's number; to the sender among the account's own addresses. As in model/traffic.h what is
 * scheduled or canceled was not sent.
 *
 * Cost: 0.2 to 0.8 µs a message of the two periods, the most where each has another contact, and what the
 * filter takes; while it counts, the memory of model/stats_contacts.h. Thread: the UI thread alone.
 */
#ifndef MSGDECK_MODEL_STATS_H
#define MSGDECK_MODEL_STATS_H

#include <stdbool.h>
#include <stdint.h>

#include "model/filter.h"
#include "model/period.h"
#include "model/stats_result.h"
#include "model/store.h"

struct stats;

/* The store must outlive it. */
struct stats *stats_new(struct store *store);
/* NULL is allowed. */
void stats_free(struct stats *stats);
/* From now on only what the filter lets pass is counted, which must live as long; NULL: everything. What
 * was counted before, and a pass that is under way, are given up. */
void stats_narrow(struct stats *stats, struct filter *filter);
/* Begins a pass; one that is under way is given up. */
void stats_start(struct stats *stats, const struct period *period, enum when_zone zone);
/* Counts until soon after the deadline (clock_mono_ns); returns whether there is more. */
bool stats_work(struct stats *stats, int64_t deadline_ns);
bool stats_busy(const struct stats *stats);
/* How much of the pass that is under way is done, in per cent; 100: there is none. */
unsigned stats_progress(const struct stats *stats);
/* Whether the store has changed, in the two periods, since the last pass began. */
bool stats_stale(const struct stats *stats);
/* Of the last whole pass, or else of the one that is under way; NULL where there is neither. Valid until
 * the next stats_work(), stats_start() or stats_narrow(); meanwhile it does not change. */
const struct stats_result *stats_result(const struct stats *stats);

#endif
