#include "model/estimate.h"

#include <stdio.h>
#include <string.h>

#include "model/address.h"

static struct text text_of(const char *string)
{
	return (struct text){ string, strlen(string) };
}

static struct estimate_country *country_of(struct estimate *estimate, const char *iso)
{
	struct estimate_country *country;

	for (size_t i = 0; i < estimate->countries.count; i++)
		if (strcmp(estimate->countries.items[i].iso, iso) == 0)
			return &estimate->countries.items[i];
	country = vec_push_new(&estimate->countries);
	*country = (struct estimate_country){ .messages = 0 };
	memcpy(country->iso, iso, sizeof(country->iso));
	return country;
}

static void add_to_country(struct estimate *estimate, const char *iso, const char *from,
			   size_t segments)
{
	struct estimate_country *country = country_of(estimate, iso);
	struct address sender;

	address_parse(text_of(from), &sender);
	country->messages++;
	country->segments += segments;
	if (sender.kind == ADDRESS_SHORT_CODE)
		country->code_segments += segments;
}

void estimate_add(struct estimate *estimate, const char *to, const char *from,
		  const struct segments *size, bool media)
{
	struct address address;

	address_parse(text_of(to), &address);
	estimate->messages++;
	estimate->segments += size->segments;
	estimate->ucs2 += size->segments && size->encoding == SEGMENTS_UCS2;
	estimate->unsized += !size->segments;
	estimate->media += media;
	if (address.channel.data)
		estimate->channel++;
	else if (!*address.country)
		estimate->unknown++;
	else
		add_to_country(estimate, address.country, from,
			       size->segments ? size->segments : 1);
}

void estimate_release(struct estimate *estimate)
{
	vec_release(&estimate->countries);
}

bool estimate_country_cost(const struct estimate_country *country,
			   const struct country_prices *prices, struct estimate_cost *cost)
{
	*cost = (struct estimate_cost){ .inexact = false };
	snprintf(cost->unit, sizeof(cost->unit), "%.*s", (int)prices->unit.length,
		 prices->unit.data ? prices->unit.data : "");
	return country_prices_cost(prices, false, country->segments, country->code_segments,
				   &cost->low, &cost->high);
}

void estimate_add_cost(const struct estimate_cost *cost, struct strbuf *out)
{
	price_add_range(cost->low, cost->high, out);
	strbuf_addf(out, " %s", cost->unit);
}

void estimate_sum(struct estimate_cost *sum, const struct estimate_cost *cost)
{
	if (!*sum->unit)
		memcpy(sum->unit, cost->unit, sizeof(sum->unit));
	if (strcmp(sum->unit, cost->unit) != 0 || !decimal_add(&sum->low, cost->low) ||
	    !decimal_add(&sum->high, cost->high))
		sum->inexact = true;
}
