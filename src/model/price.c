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

bool country_prices_range(const struct country_prices *prices, const char *number_type,
			  struct decimal *low, struct decimal *high)
{
	struct range range = { .low = low, .high = high };

	for (size_t i = 0; i < prices->outbound_count; i++) {
		const struct carrier_prices *carrier = &prices->outbound[i];

		for (size_t j = 0; j < carrier->price_count; j++) {
			const struct price *price = &carrier->prices[j];

			if (!is_type(price->number_type, number_type))
				continue;
			if (price->has_current)
				take(&range, price->current);
			else if (price->has_base)
				take(&range, price->base);
		}
	}
	return range.any;
}
