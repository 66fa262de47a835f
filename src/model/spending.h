/*
 * spending.h - what the messages of the cache cost, by the country whose price applies.
 *
 * What is sent belongs to the country of its recipient, what is received to the country of the
 * account's number that received it (where that has none, as short codes do, to the sender's): so
 * Twilio's price list counts. Scheduled and cancelled messages belong to nobody. Money is exact, and
 * each currency has its own sum; a charge, which the API writes as a negative price, is positive here.
 *
 * Kept in step with the store (model/tally.h). Messages that are alike in country, kind, segments and
 * price are counted together. Cost: 4 bytes a message, and about 60 for each such group.
 * Thread: the UI thread alone.
 */
#ifndef MSGDECK_MODEL_SPENDING_H
#define MSGDECK_MODEL_SPENDING_H

#include <stdbool.h>
#include <stdint.h>

#include "base/decimal.h"
#include "model/store.h"

#define SPENDING_SUMS_MAX 4 /* currencies that are told apart in a part */

enum spending_part {
	SPENDING_SMS,     /* sent as text alone: what the price list is about */
	SPENDING_MEDIA,   /* sent with media */
	SPENDING_CHANNEL, /* sent over WhatsApp and other channels */
	SPENDING_RECEIVED_SMS,
	SPENDING_RECEIVED_MEDIA,
	SPENDING_RECEIVED_CHANNEL,
	SPENDING_PARTS
};

struct spending_sum {
	struct text unit; /* "USD"; valid until the store is cleared */
	struct decimal value;
};

struct spending_sums {
	struct spending_sum items[SPENDING_SUMS_MAX]; /* in the order of their units */
	size_t count;
	bool incomplete; /* more currencies than there is room for, or a sum too large to be exact */
};

struct spending_count {
	uint64_t messages;
	uint64_t failed;        /* of these: never sent, so no price applies */
	uint64_t unbilled;      /* of these, neither failed: without a price so far */
	uint64_t segments;      /* of those that did not fail */
	uint64_t code_segments; /* of these: to or from a short code of the account */
};

struct spending;

/* Counts nothing yet. The store must outlive it. */
struct spending *spending_new(struct store *store);
/* NULL is allowed. */
void spending_free(struct spending *spending);
/* Counts until soon after the deadline (clock_mono_ns); returns whether there is more. */
bool spending_work(struct spending *spending, int64_t deadline_ns);
/* Whether messages of the store are not counted yet. */
bool spending_busy(const struct spending *spending);

/* One part of a country's messages; `iso` as in ISO 3166-1 alpha-2, "" for what is of no known
 * country. O(1). */
void spending_count(const struct spending *spending, const char *iso, enum spending_part part,
		    struct spending_count *out);
/* Adds what they cost. O(groups of the country). */
void spending_add(const struct spending *spending, const char *iso, enum spending_part part,
		  struct spending_sums *sums);
/* All that was sent to the country, or received there. */
uint64_t spending_sent(const struct spending *spending, const char *iso);
uint64_t spending_received(const struct spending *spending, const char *iso);
/* Adds what all parts cost together. */
void spending_add_all(const struct spending *spending, const char *iso, struct spending_sums *sums);
/* <0, 0, >0: by the first currency in which both have a sum; one that has none is less. */
int spending_sums_compare(const struct spending_sums *a, const struct spending_sums *b);

#endif
