/*
 * compose_price.c - what a message will cost: a range, because the carrier is not known before it is
 * sent. Exact decimals; the account's own prices.
 */
#include <string.h>

#include "base/mem.h"
#include "model/address.h"
#include "model/price.h"
#include "views/compose/compose.h"
#include "views/list/cells.h"
#include "views/prices/country_list.h"
#include "views/session/lists.h"

#define COUNTRIES_MAX 12

struct priced_country {
	char iso[3];
	size_t recipients;
};

struct pricing {
	struct priced_country countries[COUNTRIES_MAX];
	size_t count;
	size_t channel; /* recipients of a channel: it has its own prices */
	size_t unknown; /* of no country, or of one too many */
};

/* -- recipients by country --------------------------------------------------------------------- */

static void count_recipient(struct pricing *pricing, const char *recipient)
{
	struct address address;

	address_parse((struct text){ recipient, strlen(recipient) }, &address);
	if (address.channel.data) {
		pricing->channel++;
		return;
	}
	for (size_t i = 0; i < pricing->count; i++)
		if (strcmp(pricing->countries[i].iso, address.country) == 0) {
			pricing->countries[i].recipients++;
			return;
		}
	if (!*address.country || pricing->count == COUNTRIES_MAX) {
		pricing->unknown++;
		return;
	}
	struct priced_country *country = &pricing->countries[pricing->count++];
	memcpy(country->iso, address.country, sizeof(country->iso));
	country->recipients = 1;
}

/* -- one country ------------------------------------------------------------------------------- */

/* What the pricing resource calls senders like this one; NULL: they all come into question. */
static const char *number_type(const struct compose *compose)
{
	const char *from = compose_value(compose, OUT_FROM);
	struct address address;

	address_parse((struct text){ from, strlen(from) }, &address);
	return address.kind == ADDRESS_SHORT_CODE ? "shortcode" : NULL;
}

enum price_state { PRICE_KNOWN, PRICE_LOADING, PRICE_FAILED, PRICE_NONE };

struct price_range {
	struct decimal low, high;
	struct text unit;
	size_t carriers;
};

/* While the number is still being typed no prices are asked for. */
static bool is_typing(const struct compose *compose)
{
	return form_editing(compose->form) && form_cursor(compose->form) == &compose_fields[OUT_TO];
}

static enum price_state find_price(const struct compose *compose, const char *iso,
				   struct price_range *range)
{
	struct list_id id = country_prices_id(iso);
	const struct collection *list = lists_peek(compose->session, &id);
	const struct country_prices *prices = collection_count(list) ? collection_at(list, 0)
								     : NULL;

	if (collection_state(list) == COLLECTION_EMPTY && !is_typing(compose))
		lists_want(compose->session, &id);
	if (!prices)
		return collection_state(list) == COLLECTION_FAILED ? PRICE_FAILED
		       : collection_is_complete(list)              ? PRICE_NONE
								   : PRICE_LOADING;
	range->unit = prices->unit;
	range->carriers = prices->outbound_count;
	if (!country_prices_range(prices, number_type(compose), &range->low, &range->high) &&
	    !country_prices_range(prices, NULL, &range->low, &range->high))
		return PRICE_NONE;
	return PRICE_KNOWN;
}

/* -- the sum ----------------------------------------------------------------------------------- */

struct price_sum {
	struct decimal low, high;
	struct text unit;
	struct price_range one;              /* of the country, where there is one */
	size_t known, loading, failed, none; /* recipients */
	bool overflow;
};

static void add_country(const struct compose *compose, const struct priced_country *country,
			struct price_sum *sum)
{
	struct price_range range;
	size_t segments = compose->size.segments ? compose->size.segments : 1;

	switch (find_price(compose, country->iso, &range)) {
	case PRICE_LOADING:
		sum->loading += country->recipients;
		return;
	case PRICE_FAILED:
		sum->failed += country->recipients;
		return;
	case PRICE_NONE:
		sum->none += country->recipients;
		return;
	case PRICE_KNOWN:
		break;
	}
	sum->one = range;
	sum->unit = range.unit;
	sum->known += country->recipients;
	if (!decimal_times(&range.low, segments * country->recipients) ||
	    !decimal_times(&range.high, segments * country->recipients) ||
	    !decimal_add(&sum->low, range.low) || !decimal_add(&sum->high, range.high))
		sum->overflow = true;
}

/* "= 6 × 0.0079 to 0.0083 · US, 12 carriers" */
static void add_parts(const struct compose *compose, const struct pricing *pricing,
		      const struct price_sum *sum, struct strbuf *out)
{
	size_t segments = compose->size.segments ? compose->size.segments : 1;

	if (pricing->count > 1) {
		strbuf_addf(out, " · %zu recipients in %zu countries", sum->known, pricing->count);
		if (segments > 1)
			strbuf_addf(out, " × %zu segments", segments);
		return;
	}
	if (sum->known * segments > 1) {
		strbuf_addf(out, " = %zu × ", sum->known * segments);
		country_add_range(sum->one.low, sum->one.high, out);
	}
	strbuf_addf(out, " · %s", pricing->countries[0].iso);
	if (decimal_compare(sum->one.low, sum->one.high) != 0)
		strbuf_addf(out, ", %zu carrier%s", sum->one.carriers,
			    sum->one.carriers == 1 ? "" : "s");
}

static void add_missing(const struct pricing *pricing, const struct price_sum *sum,
			struct strbuf *out, enum style_role *role)
{
	const char *before = out->length ? " · " : "";

	if (sum->loading) {
		strbuf_addf(out, "%sasking for prices…", before);
		*role = STYLE_WAITING;
	} else if (sum->failed) {
		strbuf_addf(out, "%sprices could not be read", before);
		*role = STYLE_WARNING;
	} else if (sum->none + pricing->unknown) {
		strbuf_addf(out, "%sno price known for %zu recipient%s", before,
			    sum->none + pricing->unknown,
			    sum->none + pricing->unknown == 1 ? "" : "s");
	} else if (pricing->channel) {
		strbuf_addf(out, "%schannels have prices of their own, not listed", before);
	}
}

void compose_price(const struct compose *compose, struct strbuf *out, enum style_role *role)
{
	const struct recipients *recipients = &compose->recipients;
	struct pricing pricing = { .count = 0 };
	struct price_sum sum = { .known = 0 };

	for (size_t i = 0; i < recipients->addresses.count; i++)
		count_recipient(&pricing, recipients->addresses.items[i]);
	for (size_t i = 0; i < pricing.count; i++)
		add_country(compose, &pricing.countries[i], &sum);
	if (sum.known && !sum.overflow) {
		country_add_range(sum.low, sum.high, out);
		strbuf_addch(out, ' ');
		cell_text(sum.unit, out);
		add_parts(compose, &pricing, &sum, out);
	}
	add_missing(&pricing, &sum, out, role);
	if (sum.known && *compose_value(compose, OUT_MEDIA))
		strbuf_addstr(out, " · as SMS; media cost more");
}
