/*
 * country_cells.c - how a country of the price list is written in a table, with what the cache has of
 * it: its columns.
 */
#include "views/list/cells.h"
#include "views/list/list_rows.h"
#include "views/prices/country_list.h"

static const struct country *country_at(void *data, uint32_t row)
{
	return collection_at(((const struct list_rows *)data)->collection, row);
}

static struct session *session_of(void *data)
{
	return ((const struct list_rows *)data)->session;
}

static void name_text(void *data, uint32_t row, struct strbuf *out, enum style_role *role)
{
	struct text name = country_at(data, row)->name;

	*role = STYLE_STRONG;
	cell_text(name, out);
}

static int name_compare(void *data, uint32_t a, uint32_t b)
{
	return cell_compare(country_at(data, a)->name, country_at(data, b)->name);
}

static void iso_text(void *data, uint32_t row, struct strbuf *out, enum style_role *role)
{
	struct text iso = country_at(data, row)->iso;

	*role = STYLE_DIM;
	cell_text(iso, out);
}

static int iso_compare(void *data, uint32_t a, uint32_t b)
{
	return cell_compare(country_at(data, a)->iso, country_at(data, b)->iso);
}

static uint64_t sent_of(void *data, uint32_t row)
{
	const struct spending *spending = country_spending(session_of(data));
	char iso[COUNTRY_SIZE];

	country_letters(country_at(data, row), iso);
	return spending && *iso ? spending_sent(spending, iso) : 0;
}

static uint64_t received_of(void *data, uint32_t row)
{
	const struct spending *spending = country_spending(session_of(data));
	char iso[COUNTRY_SIZE];

	country_letters(country_at(data, row), iso);
	return spending && *iso ? spending_received(spending, iso) : 0;
}

static void cost_of(void *data, uint32_t row, struct spending_sums *sums)
{
	const struct spending *spending = country_spending(session_of(data));
	char iso[COUNTRY_SIZE];

	*sums = (struct spending_sums){ .count = 0 };
	country_letters(country_at(data, row), iso);
	if (spending && *iso)
		spending_add_all(spending, iso, sums);
}

static void add_count(uint64_t count, struct strbuf *out)
{
	char text[COUNT_SIZE];

	if (!count)
		return;
	count_format(count, text);
	strbuf_addstr(out, text);
}

static void sent_text(void *data, uint32_t row, struct strbuf *out, enum style_role *role)
{
	(void)role;
	add_count(sent_of(data, row), out);
}

static int sent_compare(void *data, uint32_t a, uint32_t b)
{
	return cell_order(sent_of(data, a), sent_of(data, b));
}

static void received_text(void *data, uint32_t row, struct strbuf *out, enum style_role *role)
{
	(void)role;
	add_count(received_of(data, row), out);
}

static int received_compare(void *data, uint32_t a, uint32_t b)
{
	return cell_order(received_of(data, a), received_of(data, b));
}

static void cost_text(void *data, uint32_t row, struct strbuf *out, enum style_role *role)
{
	struct spending_sums sums;

	cost_of(data, row, &sums);
	*role = STYLE_STRONG;
	country_add_sums(&sums, out);
}

static int cost_compare(void *data, uint32_t a, uint32_t b)
{
	struct spending_sums left, right;

	cost_of(data, a, &left);
	cost_of(data, b, &right);
	return spending_sums_compare(&left, &right);
}

static bool range_of(void *data, uint32_t row, struct decimal *low, struct decimal *high)
{
	const struct country_prices *prices;
	char iso[COUNTRY_SIZE];

	country_letters(country_at(data, row), iso);
	prices = *iso ? country_prices_of(session_of(data), iso) : NULL;
	return prices && country_prices_range(prices, NULL, low, high);
}

/* By the dearest carrier; what is not known comes last. */
static int price_compare(void *data, uint32_t a, uint32_t b)
{
	struct decimal low, left, right;
	bool left_known = range_of(data, a, &low, &left);
	bool right_known = range_of(data, b, &low, &right);

	return left_known && right_known ? decimal_compare(left, right) : left_known - right_known;
}

static void price_text(void *data, uint32_t row, struct strbuf *out, enum style_role *role)
{
	const struct country_prices *prices;
	struct decimal low, high;
	char iso[COUNTRY_SIZE];

	country_letters(country_at(data, row), iso);
	prices = *iso ? country_prices_of(session_of(data), iso) : NULL;
	*role = STYLE_ACCENT;
	if (!prices)
		return;
	if (!country_prices_range(prices, NULL, &low, &high)) {
		strbuf_addstr(out, "none");
		*role = STYLE_DIM;
		return;
	}
	price_add_range(low, high, out);
	strbuf_addch(out, ' ');
	cell_text(prices->unit, out);
}

const struct table_column country_columns[COUNTRY_COLUMN_COUNT] = {
	{
		.name = "country",
		.title = "COUNTRY",
		.help = "The country's name in the price list",
		.width = 16,
		.wish = 21,
		.weight = 2,
		.max_width = 36,
		.rank = 1,
		.text = name_text,
		.compare = name_compare,
	},
	{
		.name = "iso",
		.title = "CC",
		.help = "Its two letters (ISO 3166-1)",
		.width = 2,
		.rank = 4,
		.text = iso_text,
		.compare = iso_compare,
	},
	{
		.name = "sent",
		.title = "SENT",
		.help = "Messages in the cache that went there; scheduled ones do not count",
		.width = 9,
		.rank = 2,
		.align = DRAW_RIGHT,
		.text = sent_text,
		.compare = sent_compare,
		.descending = true,
	},
	{
		.name = "received",
		.title = "RECEIVED",
		.help = "Messages in the cache that came in on the account's numbers there",
		.width = 9,
		.rank = 5,
		.align = DRAW_RIGHT,
		.text = received_text,
		.compare = received_compare,
		.descending = true,
	},
	{
		.name = "cost",
		.title = "COST",
		.help = "What all of these cost, as far as they are billed",
		.width = 15,
		.weight = 1,
		.max_width = 20,
		.rank = 3,
		.align = DRAW_RIGHT,
		.text = cost_text,
		.compare = cost_compare,
		.descending = true,
	},
	{
		.name = "price",
		.title = "PRICE OF A SEGMENT SENT",
		.help = "From the cheapest carrier to the dearest; of the countries with most messages, "
			"and of those that were opened",
		.width = 23,
		.rank = 3,
		.align = DRAW_RIGHT,
		.text = price_text,
		.compare = price_compare,
		.descending = true,
	},
};
