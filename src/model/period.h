/*
 * period.h - a stretch of time that is looked at as a whole, cut into buckets, and the one before it.
 *
 * A period ends with the bucket that holds `now`, or lies a whole number of its own lengths further
 * back. Days begin where the zone's calendar has them begin, so a day of a change of clocks has 23 or
 * 25 hours. The period before is as long; of a period that is not over, it is compared with as much of
 * the one before as has passed of it. Pure.
 */
#ifndef MSGDECK_MODEL_PERIOD_H
#define MSGDECK_MODEL_PERIOD_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "model/when.h"

enum period_kind {
	PERIOD_HOUR,  /* 12 times 5 minutes */
	PERIOD_DAY,   /* 24 hours */
	PERIOD_WEEK,  /* 7 days by quarters */
	PERIOD_MONTH, /* 30 days */
	PERIOD_ALL,   /* by day, week or month, as many as there are; there is none before it */
	PERIOD_KINDS
};

enum period_unit {
	PERIOD_BY_MINUTES,
	PERIOD_BY_HOUR,
	PERIOD_BY_QUARTER, /* of a day */
	PERIOD_BY_DAY,
	PERIOD_BY_WEEK, /* from Monday on */
	PERIOD_BY_MONTH,
};

#define PERIOD_BUCKETS_MAX 62

struct period {
	enum period_kind kind;
	enum period_unit unit;
	unsigned back; /* how many of its lengths before now */
	size_t buckets;
	/* Bucket i begins at edges[i] and ends before edges[i + 1]. Rising. */
	int64_t edges[PERIOD_BUCKETS_MAX + 1];
	/* What it is compared with: from the first to before the second; DATE_NONE: with nothing. */
	int64_t before_from, before_to;
};

/* `oldest` is the time of the oldest message, or DATE_NONE; it matters to PERIOD_ALL alone, whose first
 * bucket holds all that is older than PERIOD_BUCKETS_MAX months. */
void period_set(struct period *period, enum period_kind kind, unsigned back, int64_t now,
		int64_t oldest, enum when_zone zone);
/* The bucket that holds a time between the first and the last edge. */
size_t period_bucket(const struct period *period, int64_t when);
/* "last 24 h", whichever way back; and the word for the command: "day". */
const char *period_name(enum period_kind kind);
const char *period_word(enum period_kind kind);
/* "by hour". */
const char *period_unit_name(enum period_unit unit);

#endif
