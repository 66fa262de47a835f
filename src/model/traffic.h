/*
 * traffic.h - what each of the account's own addresses sent and received, over the cache.
 *
 * Counts are kept in step with the store by its observer; what the store had before is counted in
 * slices (traffic_work). A message belongs to `from` when it is outbound and to `to` when it is
 * inbound. Messages that are scheduled or were cancelled count for nobody.
 *
 * Cost: 4 bytes a message, 24 to 32 an own address; O(1) for each change of the store.
 * Thread: the UI thread alone.
 */
#ifndef MSGDECK_MODEL_TRAFFIC_H
#define MSGDECK_MODEL_TRAFFIC_H

#include <stdbool.h>
#include <stdint.h>

#include "model/store.h"

struct traffic;

struct traffic_count {
	uint32_t sent;      /* outbound, whatever became of them */
	uint32_t delivered; /* of these: delivered or read */
	uint32_t failed;    /* of these: failed or undelivered */
	uint32_t received;  /* inbound */
};

/* Counts nothing yet. The store must outlive it. */
struct traffic *traffic_new(struct store *store);
/* NULL is allowed. */
void traffic_free(struct traffic *traffic);
/* Counts until soon after the deadline (clock_mono_ns); returns whether there is more. */
bool traffic_work(struct traffic *traffic, int64_t deadline_ns);
/* Whether messages of the store are not counted yet. */
bool traffic_busy(const struct traffic *traffic);
/* Of an address as the API writes it; zeros when no message has it. */
struct traffic_count traffic_of(const struct traffic *traffic, struct text address);
/* Of those whose end is known, how many arrived, in tenths of a per cent; -1 when none has ended. */
int traffic_share(const struct traffic_count *count);

#endif
