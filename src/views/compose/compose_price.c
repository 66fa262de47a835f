/*
 * compose_price.c - what a message will cost: a range, because the carrier is not known before it is
 * sent. Exact decimals; the account's own prices.
 */
#include <string.h>

#include "base/mem.h"
#include "base/text.h"
#include "model/estimate.h"
#include "views/compose/compose.h"
#include "views/list/cells.h"
#include "views/prices/country_list.h"
#include "views/session/lists.h"

struct price_sum {
	struct estimate_cost cost;
	struct estimate_cost one;            /* of one segment to the country that was added last */
	size_t carriers;                     /* of that country */
	size_t known, loading, failed, none; /* recipients */
};

/* While the number is still being typed no prices are asked for. */
static bool is_typing(const struct compose *compose)
{
	return form_editing(compose->form) && form_cursor(compose->form) == &compose_fields[OUT_TO];
}

static void add_country(const struct compose *compose, const struct estimate_country *country,
			struct price_sum *sum)
{
	const struct estimate_country one = { .segments = 1,
					      .code_segments = country->code_segments > 0 };
	struct list_id id = country_prices_id(country->iso);
	const struct collection *list = lists_peek(compose->session, &id);
	const struct country_prices *prices = country_prices_of(compose->session, country->iso);
	struct estimate_cost cost;

	if (collection_state(list) == COLLECTION_EMPTY && !is_typing(compose))
		lists_want(compose->session, &id);
	if (prices && estimate_country_cost(country, prices, &cost) &&
	    estimate_country_cost(&one, prices, &sum->one)) {
		sum->carriers = prices->outbound_count;
		sum->known += country->messages;
		estimate_sum(&sum->cost, &cost);
	} else if (prices || collection_is_complete(list)) {
		sum->none += country->messages;
	} else if (collection_state(list) == COLLECTION_FAILED) {
		sum->failed += country->messages;
	} else {
		sum->loading += country->messages;
	}
}

/* "= 6 × 0.0079 to 0.0083 · US, 12 carriers" */
static void add_parts(const struct compose *compose, const struct estimate *estimate,
		      const struct price_sum *sum, struct strbuf *out)
{
	size_t segments = compose->size.segments ? compose->size.segments : 1;

	if (estimate->countries.count > 1) {
		strbuf_addf(out, " · %zu recipients in %zu countries", sum->known,
			    estimate->countries.count);
		if (segments > 1)
			strbuf_addf(out, " × %zu segments", segments);
		return;
	}
	if (sum->known * segments > 1) {
		strbuf_addf(out, " = %zu × ", sum->known * segments);
		price_add_range(sum->one.low, sum->one.high, out);
	}
	strbuf_addf(out, " · %s", estimate->countries.items[0].iso);
	if (decimal_compare(sum->one.low, sum->one.high) != 0)
		strbuf_addf(out, ", %zu carrier%s", sum->carriers, sum->carriers == 1 ? "" : "s");
}

static void add_missing(const struct estimate *estimate, const struct price_sum *sum,
			struct strbuf *out, enum style_role *role)
{
	const char *before = out->length ? " · " : "";

	if (sum->loading) {
		strbuf_addf(out, "%sasking for prices…", before);
		*role = STYLE_WAITING;
	} else if (sum->failed) {
		strbuf_addf(out, "%sprices could not be read", before);
		*role = STYLE_WARNING;
	} else if (sum->none + estimate->unknown) {
		strbuf_addf(out, "%sno price known for %zu recipient%s", before,
			    sum->none + estimate->unknown,
			    sum->none + estimate->unknown == 1 ? "" : "s");
	} else if (estimate->channel) {
		strbuf_addf(out, "%schannels have prices of their own, not listed", before);
	}
}

void compose_price(const struct compose *compose, struct strbuf *out, enum style_role *role)
{
	const struct recipients *recipients = &compose->recipients;
	struct estimate estimate = { .messages = 0 };
	struct price_sum sum = { .known = 0 };

	for (size_t i = 0; i < recipients->addresses.count; i++)
		estimate_add(&estimate, recipients->addresses.items[i],
			     compose_value(compose, OUT_FROM), &compose->size, false);
	for (size_t i = 0; i < estimate.countries.count; i++)
		add_country(compose, &estimate.countries.items[i], &sum);
	if (sum.known && !sum.cost.inexact) {
		price_add_range(sum.cost.low, sum.cost.high, out);
		strbuf_addch(out, ' ');
		text_clean(out, sum.cost.unit, strlen(sum.cost.unit), TEXT_ONE_LINE);
		add_parts(compose, &estimate, &sum, out);
	}
	add_missing(&estimate, &sum, out, role);
	if (sum.known && *compose_value(compose, OUT_MEDIA))
		strbuf_addstr(out, " · as SMS; media cost more");
	estimate_release(&estimate);
}
