/*
 * estimate.h - what messages that are to be sent will come to: how many segments, to which countries, and
 * what that costs from the cheapest carrier to the dearest.
 *
 * The carrier, and whether a channel takes the message, are not known before it is sent, so a cost is a
 * range. Exact decimals; media, channels and numbers of no country have no price here. Pure.
 */
#ifndef MSGDECK_MODEL_ESTIMATE_H
#define MSGDECK_MODEL_ESTIMATE_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "base/decimal.h"
#include "base/strbuf.h"
#include "base/vec.h"
#include "model/price.h"
#include "model/segments.h"

struct estimate_country {
	char iso[3];
	size_t messages;
	uint64_t segments;
	uint64_t code_segments; /* of them from a short code */
};

struct estimate {
	struct VEC(struct estimate_country) countries; /* in the order of their first message */
	size_t messages;
	uint64_t segments; /* of the texts */
	size_t ucs2;       /* messages whose text is no GSM-7 */
	size_t unsized; /* messages without a text of their own; they count as one segment each */
	size_t media;   /* messages with media, which cost more than their text */
	size_t channel; /* messages to a channel's address: these have prices of their own */
	size_t unknown; /* messages to a number of no country */
};

#define ESTIMATE_UNIT_SIZE 8

/* A sum of costs. Starts zeroed. */
struct estimate_cost {
	struct decimal low, high;
	char unit[ESTIMATE_UNIT_SIZE]; /* "USD"; "" before the first */
	bool inexact;                  /* of several units, or too large: there is no sum */
};

/* Adds a message; `from` may be "" (a service chooses). */
void estimate_add(struct estimate *estimate, const char *to, const char *from,
		  const struct segments *size, bool media);
void estimate_release(struct estimate *estimate);
/* What the messages to a country cost; false where no price is known. */
bool estimate_country_cost(const struct estimate_country *country,
			   const struct country_prices *prices, struct estimate_cost *cost);
/* Appends "0.05662 to 0.0791 USD"; the unit is the API's, so foreign text. */
void estimate_add_cost(const struct estimate_cost *cost, struct strbuf *out);
/* Adds a cost to a sum of them. */
void estimate_sum(struct estimate_cost *sum, const struct estimate_cost *cost);

#endif
