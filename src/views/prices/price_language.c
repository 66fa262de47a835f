/*
 * price_language.c - the fields in which countries, and the prices of one, are searched.
 */
#include "base/mem.h"
#include "model/price.h"
#include "views/list/datum.h"
#include "views/list/languages.h"
#include "views/prices/price_rows.h"

enum { COUNTRY_TEXT, COUNTRY_NAME, COUNTRY_ISO };

static const struct filter_field country_fields[] = {
	{ .name = "text",
	  .kind = FILTER_TEXT,
	  .help = "words in the country's name, or its two letters",
	  .example = "text:\"United Kingdom\"",
	  .id = COUNTRY_TEXT },
	{ .name = "name",
	  .kind = FILTER_TEXT,
	  .help = "part of its name",
	  .example = "name:guinea",
	  .id = COUNTRY_NAME },
	{ .name = "country",
	  .alias = "iso",
	  .kind = FILTER_COUNTRY,
	  .help = "its two letters",
	  .example = "country:GB,IE",
	  .id = COUNTRY_ISO },
};

static void read_country(const void *data, const void *record, int id, struct filter_datum *datum)
{
	const struct country *country = record;

	(void)data;
	if (id == COUNTRY_TEXT || id == COUNTRY_NAME)
		datum_line(datum, country->name);
	if (id == COUNTRY_TEXT || id == COUNTRY_ISO)
		datum_text(datum, country->iso);
}

const struct filter_language country_language = {
	.fields = country_fields,
	.count = ARRAY_SIZE(country_fields),
	.read = read_country,
};

enum { PRICE_TEXT, PRICE_CARRIER, PRICE_NETWORK, PRICE_TYPE, PRICE_WAY, PRICE_NOW, PRICE_BASE };

static const char *const price_ways[] = { "in", "out", NULL };
static const char *const money_words[] = { "yes", "no", NULL };

static const struct filter_field price_fields[] = {
	{ .name = "text",
	  .kind = FILTER_TEXT,
	  .help = "words in carrier, network and kind of number; in and out",
	  .example = "text:mobile",
	  .id = PRICE_TEXT },
	{ .name = "carrier",
	  .kind = FILTER_TEXT,
	  .help = "part of the carrier's name",
	  .example = "carrier:tele",
	  .id = PRICE_CARRIER },
	{ .name = "network",
	  .alias = "mcc",
	  .kind = FILTER_TEXT,
	  .help = "the network's codes, or part of them",
	  .example = "network:262/01",
	  .id = PRICE_NETWORK },
	{ .name = "type",
	  .kind = FILTER_WORD,
	  .help = "the kind of number that sends or receives",
	  .example = "type:shortcode",
	  .id = PRICE_TYPE },
	{ .name = "direction",
	  .alias = "dir",
	  .kind = FILTER_WORD,
	  .help = "in or out",
	  .example = "direction:out",
	  .values = price_ways,
	  .id = PRICE_WAY },
	{ .name = "price",
	  .alias = "cost",
	  .kind = FILTER_MONEY,
	  .help = "what applies to this account, in the currency of the list; yes or no: whether "
		  "there is one",
	  .example = "price>=0.05",
	  .values = money_words,
	  .id = PRICE_NOW },
	{ .name = "base",
	  .alias = "list",
	  .kind = FILTER_MONEY,
	  .help = "the price of the list, before discounts",
	  .example = "base<0.01",
	  .values = money_words,
	  .id = PRICE_BASE },
};

static void add_network(const struct carrier_prices *carrier, struct filter_datum *datum)
{
	datum_text(datum, carrier->mcc);
	strbuf_addch(&datum->text, '/');
	datum_line(datum, carrier->mnc);
}

static void read_price(const void *data, const void *record, int id, struct filter_datum *datum)
{
	const struct price_row *row = record;
	const struct carrier_prices *carrier = row->carrier;

	(void)data;
	if (carrier && (id == PRICE_TEXT || id == PRICE_CARRIER))
		datum_line(datum, carrier->carrier);
	if (carrier && (id == PRICE_TEXT || id == PRICE_NETWORK))
		add_network(carrier, datum);
	if (id == PRICE_TEXT)
		datum_line(datum, row->price->number_type);
	if (id == PRICE_TYPE)
		datum_text(datum, row->price->number_type);
	if (id == PRICE_NOW)
		datum->has_money = price_now(row->price, &datum->money);
	if (id == PRICE_BASE) {
		datum->has_money = row->price->has_base;
		datum->money = row->price->base;
	}
	if (id == PRICE_TEXT || id == PRICE_WAY)
		strbuf_addstr(&datum->text, carrier ? "out" : "in");
}

const struct filter_language price_language = {
	.fields = price_fields,
	.count = ARRAY_SIZE(price_fields),
	.read = read_price,
};
