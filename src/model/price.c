#include "model/price.h"

#include <string.h>

struct range {
	bool any;
	struct decimal *low, *high;
};

static void take(struct range *range, struct decimal value)
{
	if (!range->any || decimal_compare(value, *range->low) < 0)
		*range->low = value;
	if (!range->any || decimal_compare(value, *range->high) > 0)
		*range->high = value;
	range->any = true;
}

static bool is_type(struct text type, const char *wanted)
{
	return !wanted || (type.data && type.length == strlen(wanted) &&
			   memcmp(type.data, wanted, type.length) == 0);
}

/* Adds those of this type; NULL: of all. */
static void take_all(struct range *range, const struct price *prices, size_t count,
		     const char *number_type)
{
	for (size_t i = 0; i < count; i++) {
		struct decimal value;

		if (is_type(prices[i].number_type, number_type) && price_now(&prices[i], &value))
			take(range, value);
	}
}

bool price_now(const struct price *price, struct decimal *value)
{
	*value = price->has_current ? price->current : price->base;
	return price->has_current || price->has_base;
}

bool country_prices_range(const struct country_prices *prices, const char *number_type,
			  struct decimal *low, struct decimal *high)
{
	struct range range = { .low = low, .high = high };

	for (size_t i = 0; i < prices->outbound_count; i++)
		take_all(&range, prices->outbound[i].prices, prices->outbound[i].price_count,
			 number_type);
	return range.any;
}

bool country_prices_received_range(const struct country_prices *prices, const char *number_type,
				   struct decimal *low, struct decimal *high)
{
	struct range range = { .low = low, .high = high };

	take_all(&range, prices->inbound, prices->inbound_count, number_type);
	return range.any;
}

typedef bool find_range(const struct country_prices *prices, const char *number_type,
			struct decimal *low, struct decimal *high);

static bool add_times(const struct country_prices *prices, find_range *find,
		      const char *number_type, uint64_t segments, struct decimal *low,
		      struct decimal *high)
{
	struct decimal cheapest, dearest;

	if (!segments)
		return true;
	return (find(prices, number_type, &cheapest, &dearest) ||
		find(prices, NULL, &cheapest, &dearest)) &&
	       decimal_times(&cheapest, segments) && decimal_times(&dearest, segments) &&
	       decimal_add(low, cheapest) && decimal_add(high, dearest);
}

bool country_prices_cost(const struct country_prices *prices, bool received, uint64_t segments,
			 uint64_t code_segments, struct decimal *low, struct decimal *high)
{
	find_range *find = received ? country_prices_received_range : country_prices_range;

	*low = *high = (struct decimal){ .units = 0 };
	return add_times(prices, find, NULL, segments - code_segments, low, high) &&
	       add_times(prices, find, "shortcode", code_segments, low, high);
}

void price_add_range(struct decimal low, struct decimal high, struct strbuf *out)
{
	char text[DECIMAL_SIZE];

	decimal_format(low, text);
	strbuf_addstr(out, text);
	if (decimal_compare(low, high) == 0)
		return;
	decimal_format(high, text);
	strbuf_addf(out, " to %s", text);
}
