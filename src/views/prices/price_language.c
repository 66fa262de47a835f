/*
 * price_language.c - the fields in which countries, and the prices of one, are searched.
 */
#include "base/mem.h"
#include "model/price.h"
#include "views/list/datum.h"
#include "views/list/languages.h"
#include "views/list/list_rows.h"
#include "views/prices/country_list.h"
#include "views/prices/price_rows.h"

enum {
	COUNTRY_TEXT,
	COUNTRY_NAME,
	COUNTRY_ISO,
	COUNTRY_PRICE,
	COUNTRY_CHEAPEST,
	COUNTRY_COST,
	COUNTRY_SENT,
	COUNTRY_RECEIVED
};

static const char *const money_words[] = { "yes", "no", NULL };

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
	{ .name = "price",
	  .alias = "dearest",
	  .kind = FILTER_MONEY,
	  .help = "what a segment sent there costs with the dearest carrier, where its prices are "
		  "here; yes or no: whether they are",
	  .example = "price>0.05",
	  .values = money_words,
	  .id = COUNTRY_PRICE },
	{ .name = "cheapest",
	  .kind = FILTER_MONEY,
	  .help = "the same with the cheapest carrier",
	  .example = "cheapest<0.01",
	  .values = money_words,
	  .id = COUNTRY_CHEAPEST },
	{ .name = "cost",
	  .kind = FILTER_MONEY,
	  .help = "what its messages in the cache cost; of several currencies the first",
	  .example = "cost>100",
	  .values = money_words,
	  .id = COUNTRY_COST },
	{ .name = "sent",
	  .kind = FILTER_NUMBER,
	  .help = "messages in the cache that went there",
	  .example = "sent>1000",
	  .id = COUNTRY_SENT },
	{ .name = "received",
	  .kind = FILTER_NUMBER,
	  .help = "messages in the cache that came in there",
	  .example = "received:yes",
	  .id = COUNTRY_RECEIVED },
};

static void read_country_prices(struct session *session, const char *iso, bool dearest,
				struct filter_datum *datum)
{
	const struct country_prices *prices = *iso ? country_prices_of(session, iso) : NULL;
	struct decimal low, high;

	if (!prices || !country_prices_range(prices, NULL, &low, &high))
		return;
	datum->has_money = true;
	datum->money = dearest ? high : low;
}

static void read_country_spending(const struct spending *spending, const char *iso, int id,
				  struct filter_datum *datum)
{
	struct spending_sums sums = { .count = 0 };

	if (!spending || !*iso)
		return;
	if (id == COUNTRY_SENT)
		datum->number = (int64_t)spending_sent(spending, iso);
	if (id == COUNTRY_RECEIVED)
		datum->number = (int64_t)spending_received(spending, iso);
	if (id != COUNTRY_COST)
		return;
	spending_add_all(spending, iso, &sums);
	datum->has_money = sums.count > 0;
	if (sums.count)
		datum->money = sums.items[0].value;
}

static void read_country(const void *data, const void *record, int id, struct filter_datum *datum)
{
	const struct list_rows *rows = data;
	const struct country *country = record;
	char iso[COUNTRY_SIZE];

	country_letters(country, iso);
	if (id == COUNTRY_TEXT || id == COUNTRY_NAME)
		datum_line(datum, country->name);
	if (id == COUNTRY_TEXT || id == COUNTRY_ISO)
		datum_text(datum, country->iso);
	else if (id == COUNTRY_PRICE || id == COUNTRY_CHEAPEST)
		read_country_prices(rows->session, iso, id == COUNTRY_PRICE, datum);
	else if (id != COUNTRY_NAME)
		read_country_spending(country_spending(rows->session), iso, id, datum);
}

const struct filter_language country_language = {
	.fields = country_fields,
	.count = ARRAY_SIZE(country_fields),
	.read = read_country,
};

enum { PRICE_TEXT, PRICE_CARRIER, PRICE_NETWORK, PRICE_TYPE, PRICE_WAY, PRICE_NOW, PRICE_BASE };

static const char *const price_ways[] = { "in", "out", NULL };

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
