/*
 * pace.h - how fast changes go out, and how fast they come to their end. Without a clock: the time
 * is given, in milliseconds of the monotonic clock, and never goes back.
 *
 * A bucket of tokens fills at so many a second, up to a tenth of a second's worth (at least one), so
 * that the pace is even: neither a burst at the start nor one after a pause.
 */
#ifndef MSGDECK_OPS_PACE_H
#define MSGDECK_OPS_PACE_H

#include <stdbool.h>
#include <stdint.h>

#define PACE_MIN 0.01 /* a second */
#define PACE_MAX 10000

struct pace {
	int64_t rate;      /* thousandths of a token a second; 0: no limit */
	int64_t level;     /* millionths of a token */
	int64_t filled_ms; /* when it was brought up to date */
};

/* Starts with one token. `per_second` is 0 for no limit, or from PACE_MIN to PACE_MAX: others count as
 * these. */
void pace_init(struct pace *pace, double per_second, int64_t now);
/* Takes a token, or says that there is none yet. */
bool pace_take(struct pace *pace, int64_t now);
/* Milliseconds until there is one; 0: there is. */
int64_t pace_wait(struct pace *pace, int64_t now);

#define METER_SLOTS 10
#define METER_SLOT_MS 500

/* How many things a second happened, over the last METER_SLOTS slots. */
struct meter {
	uint32_t slots[METER_SLOTS];
	int64_t slot; /* number of the newest slot */
	int64_t start_ms;
};

void meter_init(struct meter *meter, int64_t now);
void meter_count(struct meter *meter, int64_t now);
double meter_per_second(struct meter *meter, int64_t now);

#endif
