#include "views/prices/price_rows.h"

#include <string.h>

#include "base/hash.h"
#include "base/keyset.h"
#include "base/mem.h"
#include "views/list/cells.h"

#define PRICE_DECIMALS 5 /* of most prices; more make a cell wider */
#define BAR_CELLS 8
/* A pane of more than that gives half of the rest to the bars. */
#define BAR_GROWS_FROM 92
#define BAR_CELLS_MAX 48
#define EIGHTHS 8
#define PER_MILLE 1000

/* -- rows -------------------------------------------------------------------------------------- */

static void add_text(struct strbuf *out, struct text text)
{
	if (text.data)
		strbuf_add(out, text.data, text.length);
	strbuf_addch(out, '\n');
}

/* The same for the same row when the list is loaded again; a row that is there twice comes in the
 * order of the list. */
static uint64_t key_of(const struct price_row *row, struct keyset *used)
{
	struct strbuf name = STRBUF_INIT(STRBUF_LINE);
	uint64_t key;

	if (row->carrier) {
		add_text(&name, row->carrier->mcc);
		add_text(&name, row->carrier->mnc);
		add_text(&name, row->carrier->carrier);
	}
	add_text(&name, row->price->number_type);
	key = hash_bytes(name.data, name.length);
	while (!key || !keyset_add(used, key))
		key++;
	strbuf_release(&name);
	return key;
}

static void add_row(struct price_rows *rows, const struct carrier_prices *carrier,
		    const struct price *price, struct keyset *used)
{
	struct price_row row = { .carrier = carrier, .price = price };

	row.key = key_of(&row, used);
	vec_push(&rows->rows, row);
}

static void read_rows(struct price_rows *rows)
{
	const struct country_prices *country = price_rows_country(rows);
	struct keyset used = { .count = 0 };

	vec_clear(&rows->rows);
	for (size_t i = 0; country && i < country->outbound_count; i++) {
		const struct carrier_prices *carrier = &country->outbound[i];

		for (size_t k = 0; k < carrier->price_count; k++)
			add_row(rows, carrier, &carrier->prices[k], &used);
	}
	for (size_t i = 0; country && i < country->inbound_count; i++)
		add_row(rows, NULL, &country->inbound[i], &used);
	keyset_release(&used);
}

void price_rows_init(struct price_rows *rows, struct session *session, const char *iso,
		     const struct search *search)
{
	struct list_id id = country_prices_id(iso);

	*rows = (struct price_rows){ .session = session, .search = search };
	memcpy(rows->iso, iso, COUNTRY_SIZE);
	rows->collection = lists_want(session, &id);
	rows->version = collection_version(rows->collection);
	read_rows(rows);
}

void price_rows_release(struct price_rows *rows)
{
	vec_release(&rows->rows);
}

bool price_rows_update(struct price_rows *rows, struct table *table)
{
	uint64_t version = collection_version(rows->collection);

	if (version == rows->version)
		return false;
	rows->version = version;
	read_rows(rows);
	if (table)
		table_reset(table);
	return true;
}

const struct country_prices *price_rows_country(const struct price_rows *rows)
{
	return collection_count(rows->collection) ? collection_at(rows->collection, 0) : NULL;
}

struct decimal price_rows_dearest(const struct price_rows *rows)
{
	struct decimal dearest = { .units = 0 };

	for (size_t i = 0; i < rows->rows.count; i++) {
		const struct price *price = rows->rows.items[i].price;

		if (price->has_current && decimal_compare(price->current, dearest) > 0)
			dearest = price->current;
		if (price->has_base && decimal_compare(price->base, dearest) > 0)
			dearest = price->base;
	}
	return dearest;
}

void price_rows_fit(struct price_rows *rows, struct table *table, int width)
{
	int more = (width - BAR_GROWS_FROM) / 2;

	rows->bar_cells = BAR_CELLS + (more > 0 ? more : 0);
	if (rows->bar_cells > BAR_CELLS_MAX)
		rows->bar_cells = BAR_CELLS_MAX;
	table_set_width(table, table_column_index(table, "bar"), rows->bar_cells);
}

void price_rows_notice(const struct price_rows *rows, struct table *table, struct strbuf *text,
		       struct table_notice *notice)
{
	lists_notice(rows->collection, search_is_on(rows->search), table_count(table) > 0, text,
		     notice);
	if (price_rows_country(rows) && !rows->rows.count && !collection_bad(rows->collection) &&
	    collection_state(rows->collection) == COLLECTION_COMPLETE)
		notice->text = "Twilio lists no price for this country.";
}

/* -- the table's source: a row is an index ----------------------------------------------------- */

static const struct price_row *row_at(void *data, uint32_t row)
{
	return &((const struct price_rows *)data)->rows.items[row];
}

static size_t source_count(void *data)
{
	return ((const struct price_rows *)data)->rows.count;
}

static uint64_t source_key(void *data, uint32_t row)
{
	return row_at(data, row)->key;
}

static bool source_find(void *data, uint64_t key, uint32_t *row)
{
	const struct price_rows *rows = data;

	for (*row = 0; *row < rows->rows.count; ++*row)
		if (rows->rows.items[*row].key == key)
			return true;
	return false;
}

/* -- cells ------------------------------------------------------------------------------------- */

static void way_text(void *data, uint32_t row, struct strbuf *out, enum style_role *role)
{
	bool sent = row_at(data, row)->carrier != NULL;

	*role = sent ? STYLE_OUTBOUND : STYLE_INBOUND;
	strbuf_addstr(out, sent ? "→ out" : "← in");
}

static struct text carrier_of(void *data, uint32_t row)
{
	const struct carrier_prices *carrier = row_at(data, row)->carrier;

	return carrier ? carrier->carrier : (struct text){ .data = NULL };
}

static void carrier_text(void *data, uint32_t row, struct strbuf *out, enum style_role *role)
{
	*role = STYLE_STRONG;
	cell_text_or_dash(carrier_of(data, row), out, role);
}

static int carrier_compare(void *data, uint32_t a, uint32_t b)
{
	return cell_compare(carrier_of(data, a), carrier_of(data, b));
}

/* "262/01" */
static void network_text(void *data, uint32_t row, struct strbuf *out, enum style_role *role)
{
	const struct carrier_prices *carrier = row_at(data, row)->carrier;

	*role = STYLE_DIM;
	if (!carrier || (!carrier->mcc.length && !carrier->mnc.length)) {
		strbuf_addstr(out, "–");
		return;
	}
	cell_text_or_dash(carrier->mcc, out, role);
	strbuf_addch(out, '/');
	cell_text_or_dash(carrier->mnc, out, role);
}

static int network_compare(void *data, uint32_t a, uint32_t b)
{
	const struct carrier_prices *left = row_at(data, a)->carrier;
	const struct carrier_prices *right = row_at(data, b)->carrier;
	int order;

	if (!left || !right)
		return (left != NULL) - (right != NULL);
	order = cell_compare(left->mcc, right->mcc);
	return order ? order : cell_compare(left->mnc, right->mnc);
}

static void type_text(void *data, uint32_t row, struct strbuf *out, enum style_role *role)
{
	cell_text_or_dash(row_at(data, row)->price->number_type, out, role);
}

static int type_compare(void *data, uint32_t a, uint32_t b)
{
	return cell_compare(row_at(data, a)->price->number_type,
			    row_at(data, b)->price->number_type);
}

/* The points stand one below the other. */
static void add_money(bool there, struct decimal value, struct strbuf *out, enum style_role *role)
{
	char text[DECIMAL_SIZE];

	if (there) {
		decimal_format(value, text);
		strbuf_addstr(out, text);
		if (!value.scale)
			strbuf_addch(out, ' ');
		for (int digit = value.scale; digit < PRICE_DECIMALS; digit++)
			strbuf_addch(out, ' ');
	} else {
		strbuf_addstr(out, "–");
		*role = STYLE_DIM;
	}
}

static int compare_money(bool a_there, struct decimal a, bool b_there, struct decimal b)
{
	return a_there && b_there ? decimal_compare(a, b) : a_there - b_there;
}

static void current_text(void *data, uint32_t row, struct strbuf *out, enum style_role *role)
{
	const struct price *price = row_at(data, row)->price;

	add_money(price->has_current, price->current, out, role);
}

static int current_compare(void *data, uint32_t a, uint32_t b)
{
	const struct price *left = row_at(data, a)->price, *right = row_at(data, b)->price;

	return compare_money(left->has_current, left->current, right->has_current, right->current);
}

static void base_text(void *data, uint32_t row, struct strbuf *out, enum style_role *role)
{
	const struct price *price = row_at(data, row)->price;

	*role = STYLE_DIM;
	add_money(price->has_base, price->base, out, role);
}

static int base_compare(void *data, uint32_t a, uint32_t b)
{
	const struct price *left = row_at(data, a)->price, *right = row_at(data, b)->price;

	return compare_money(left->has_base, left->base, right->has_base, right->base);
}

/* How far the current price is from the base price, in tenths of a per cent. */
static bool change_of(const struct price *price, int64_t *change)
{
	struct decimal difference = price->current;

	if (!price->has_current || !price->has_base || price->base.units <= 0 ||
	    !decimal_add(&difference, decimal_negate(price->base)))
		return false;
	*change = decimal_share(difference, price->base, PER_MILLE);
	return true;
}

static void change_text(void *data, uint32_t row, struct strbuf *out, enum style_role *role)
{
	int64_t change;

	if (!change_of(row_at(data, row)->price, &change) || !change)
		return;
	*role = change < 0 ? STYLE_GOOD : STYLE_WARNING;
	strbuf_addf(out, "%s%lld.%lld %%", change < 0 ? "-" : "+",
		    (long long)(change < 0 ? -change : change) / 10,
		    (long long)(change < 0 ? -change : change) % 10);
}

static int change_compare(void *data, uint32_t a, uint32_t b)
{
	int64_t left = 0, right = 0;

	change_of(row_at(data, a)->price, &left);
	change_of(row_at(data, b)->price, &right);
	return cell_order(left, right);
}

/* In eighths of a cell; little is not nothing. */
static void bar_text(void *data, uint32_t row, struct strbuf *out, enum style_role *role)
{
	static const char *const eighths[] = { "", "▏", "▎", "▍", "▌", "▋", "▊", "▉" };
	const struct price_rows *rows = data;
	struct decimal value;
	int64_t length;

	*role = STYLE_BAR;
	if (!price_now(row_at(data, row)->price, &value))
		return;
	length = decimal_share(value, rows->full, (uint16_t)(rows->bar_cells * EIGHTHS));
	if (length < 1 && value.units > 0)
		length = 1;
	for (; length >= EIGHTHS; length -= EIGHTHS)
		strbuf_addstr(out, "█");
	if (length > 0)
		strbuf_addstr(out, eighths[length]);
}

const struct table_column price_columns[PRICE_COLUMN_COUNT] = {
	{
		.name = "way",
		.title = "WAY",
		.help = "out: for what is sent to the country; in: for what its numbers receive",
		.width = 5,
		.rank = 3,
		.text = way_text,
	},
	{
		.name = "carrier",
		.title = "CARRIER",
		.help = "The network operator; which one takes a message is not known before",
		.width = 10,
		.weight = 2,
		.max_width = 32,
		.rank = 1,
		.text = carrier_text,
		.compare = carrier_compare,
	},
	{
		.name = "network",
		.title = "MCC/MNC",
		.help = "Mobile country code and mobile network code",
		.width = 7,
		.rank = 4,
		.text = network_text,
		.compare = network_compare,
	},
	{
		.name = "type",
		.title = "TYPE",
		.help = "Kind of the account's number: local, mobile, shortcode, toll free, …",
		.width = 9,
		.rank = 2,
		.text = type_text,
		.compare = type_compare,
	},
	{
		.name = "price",
		.title = "PRICE",
		.help = "What this account pays for a segment at present",
		.width = 8,
		.rank = 1,
		.align = DRAW_RIGHT,
		.text = current_text,
		.compare = current_compare,
		.descending = true,
	},
	{
		.name = "bar",
		.title = "COMPARE",
		.help = "The price as a bar; a full one is the dearest price on the screen",
		.width = BAR_CELLS,
		.rank = 3,
		.text = bar_text,
	},
	{
		.name = "base",
		.title = "BASE",
		.help = "The price before discounts",
		.width = 8,
		.rank = 6,
		.align = DRAW_RIGHT,
		.text = base_text,
		.compare = base_compare,
		.descending = true,
	},
	{
		.name = "change",
		.title = "CHANGE",
		.help = "How far the price is from the base price",
		.width = 7,
		.rank = 7,
		.align = DRAW_RIGHT,
		.text = change_text,
		.compare = change_compare,
	},
};

static bool source_match(void *data, uint32_t row)
{
	const struct price_rows *rows = data;

	return search_passes(rows->search, rows, row_at(data, row));
}

const struct table_source price_rows_source = {
	.count = source_count,
	.key = source_key,
	.find = source_find,
	.match = source_match,
};
