/*
 * price.h - what messages cost to and from a country. Prices are exact decimals, never floats.
 *
 * Everything belongs to the arena that the record came in. Source: schemas
 * pricing.v1.messaging.messaging_country and …-instance;
 * https://www.twilio.com/docs/messaging/api/pricing
 */
#ifndef MSGDECK_MODEL_PRICE_H
#define MSGDECK_MODEL_PRICE_H

#include "base/decimal.h"
#include "base/strbuf.h"
#include "model/message.h"

/* A row of the list of countries: without prices. */
struct country {
	struct text name;
	struct text iso; /* ISO 3166-1 alpha-2 */
};

struct price {
	struct text number_type; /* mobile, local, shortcode, toll free, national, … */
	bool has_base, has_current;
	struct decimal base;    /* the list's */
	struct decimal current; /* this account's, with its discounts */
};

struct carrier_prices {
	struct text mcc, mnc, carrier; /* may be null; a carrier may have several rows */
	const struct price *prices;
	size_t price_count;
};

/* A country in full. Empty arrays are normal. */
struct country_prices {
	struct text name;
	struct text iso;
	struct text unit; /* "USD" */
	const struct carrier_prices *outbound;
	size_t outbound_count;
	const struct price *inbound;
	size_t inbound_count;
};

/* What applies to this account: the current price, else the base price. False when there is none. */
bool price_now(const struct price *price, struct decimal *value);

/* Cheapest and dearest current (else base) outbound price, over all carriers and over the number type
 * when one is given (NULL: all). False when there is none. */
bool country_prices_range(const struct country_prices *prices, const char *number_type,
			  struct decimal *low, struct decimal *high);
/* The same of inbound prices. */
bool country_prices_received_range(const struct country_prices *prices, const char *number_type,
				   struct decimal *low, struct decimal *high);
/* What so many segments cost from the cheapest carrier to the dearest, when `code_segments` of them
 * are a short code's (of which the price is taken where there is one). False when no price is known,
 * or the sum is too large to be exact. */
bool country_prices_cost(const struct country_prices *prices, bool received, uint64_t segments,
			 uint64_t code_segments, struct decimal *low, struct decimal *high);
/* Appends "0.0079 to 0.0116", or the one price that it is. */
void price_add_range(struct decimal low, struct decimal high, struct strbuf *out);

#endif
