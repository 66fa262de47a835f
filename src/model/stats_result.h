/*
 * stats_result.h - what happened in a period: how much came and went, how it ended, what it cost, and how
 * that divides among codes, countries, senders and services; and how to read that.
 *
 * Counted by a pass (model/stats.h). Sums of money are exact, one for each currency.
 *
 * Pure; the thread of whoever owns the result. No function fails.
 */
#ifndef MSGDECK_MODEL_STATS_RESULT_H
#define MSGDECK_MODEL_STATS_RESULT_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "base/decimal.h"
#include "base/vec.h"
#include "model/intern.h"
#include "model/period.h"
#include "model/traffic.h"

/* Currencies that are summed; a price in a further one is only counted (unsummed). */
#define STATS_CURRENCIES 3
#define STATS_UNIT_SIZE 8

struct stats_count {
	struct traffic_count traffic;
	uint32_t waiting;   /* of those sent: accepted, queued, sending or without a receipt */
	uint32_t scheduled; /* beside those sent */
	struct decimal spend[STATS_CURRENCIES]; /* what it cost, so without the sign of a charge */
};

enum stats_kind {
	STATS_CODE,    /* error codes: `failed` counts every message that has it */
	STATS_COUNTRY, /* ISO 3166-1 alpha-2; numbers of no country are in none */
	STATS_SENDER,  /* the account's own address */
	STATS_SERVICE, /* SID, "none" for messages through no service */
	STATS_KINDS
};

enum stats_measure { STATS_FAILURES, STATS_VOLUME, STATS_SPEND, STATS_MEASURES };

struct stats_group {
	struct text name; /* as the API writes it; original bytes */
	struct stats_count now, before;
	/* Different contacts of the messages of `now` that count as failures, and as volume. */
	uint32_t contacts[STATS_SPEND];
};

/* Upper ends in seconds of the steps in which the time to delivery is counted; the last has none. */
#define STATS_DELAYS 14

struct stats_result {
	struct period period;
	enum when_zone zone;
	bool whole; /* all of it is counted; otherwise the newest messages are, and `before` may be nothing */
	struct stats_count now, before;
	uint32_t contacts[STATS_SPEND]; /* as in a group, of all */
	bool contacts_at_least;         /* those of groups are the least that there can be */
	struct stats_count buckets[PERIOD_BUCKETS_MAX];
	struct stats_count heat[7][24]; /* by weekday (0 = Sunday) and hour of the zone */
	struct VEC(struct stats_group) groups[STATS_KINDS];
	char currencies[STATS_CURRENCIES][STATS_UNIT_SIZE];
	size_t currency_count;
	size_t unsummed;
	/* Outbound messages that were delivered, by date_updated - date_sent. Both have whole seconds, and
	 * a later change of the record moves the former: it is at most that long. What was redacted is
	 * left out, as that is such a change. */
	uint32_t delays[STATS_DELAYS];
	struct intern names[STATS_KINDS];
};

/* Order by a measure; currency is an index, for STATS_SPEND. */
int stats_compare(const struct stats_count *a, const struct stats_count *b,
		  enum stats_measure measure, size_t currency);
bool stats_is_zero(const struct stats_count *count, enum stats_measure measure, size_t currency);
/* How large it is beside another, for drawing: 0..1. */
double stats_share(const struct stats_count *count, const struct stats_count *of,
		   enum stats_measure measure, size_t currency);
/* The groups with the most, at most `max`, into indexes; those with nothing are left out. Equal ones by
 * name. Returns how many. */
size_t stats_top(const struct stats_result *result, enum stats_kind kind,
		 enum stats_measure measure, size_t currency, uint32_t *indexes, size_t max);
/* By how much more than before, in tenths of a per cent of before; false where before was nothing. */
bool stats_change(const struct stats_count *now, const struct stats_count *before,
		  enum stats_measure measure, size_t currency, int64_t *per_mille);
/* The group that has the most failures more than before; NULL where none has more. */
const struct stats_group *stats_risen(const struct stats_result *result, enum stats_kind kind);
/* Within how many seconds so many of a thousand were delivered; -1: not known, -2: more than a day. */
int64_t stats_delay(const struct stats_result *result, unsigned per_mille);

/* Nothing counted yet. Free with stats_result_free(). */
struct stats_result *stats_result_new(const struct period *period, enum when_zone zone);
/* NULL is allowed. */
void stats_result_free(struct stats_result *result);
/* The group of this name, made where it is new; until another is made. NULL for no name, and for a new
 * one where there are too many. */
struct stats_group *stats_result_group(struct stats_result *result, enum stats_kind kind,
				       struct text name);
/* The index of a currency, made where it is new; STATS_CURRENCIES where it cannot be summed. */
size_t stats_result_currency(struct stats_result *result, struct text unit);
/* One more message that took so many seconds to be delivered. */
void stats_result_add_delay(struct stats_result *result, int64_t seconds);

#endif
