/*
 * price_rows.h - a country's prices as rows of a table: one for each carrier, network and kind of
 * number, those for what is sent first.
 *
 * Bars compare: a full one is the dearest price that is on the screen, of whichever country, where
 * these have one currency (price_rows_scale). Thread: UI.
 */
#ifndef MSGDECK_VIEWS_PRICES_PRICE_ROWS_H
#define MSGDECK_VIEWS_PRICES_PRICE_ROWS_H

#include "base/vec.h"
#include "views/list/search.h"
#include "views/prices/country_list.h"

struct price_row {
	const struct carrier_prices *carrier; /* NULL: a price for what is received */
	const struct price *price;
	uint64_t key;
};

struct price_rows {
	struct session *session;
	char iso[COUNTRY_SIZE];
	struct collection *collection; /* of the country */
	uint64_t version;
	struct VEC(struct price_row) rows;
	struct decimal full; /* what a full bar is */
	int bar_cells;       /* how long it is */
	const struct search *search;
};

extern const struct table_source price_rows_source;
#define PRICE_COLUMN_COUNT 8
extern const struct table_column price_columns[PRICE_COLUMN_COUNT];

/* Asks for the prices where they are not there. */
void price_rows_init(struct price_rows *rows, struct session *session, const char *iso,
		     const struct search *search);
void price_rows_release(struct price_rows *rows);
/* Brings rows and table up to date with the list; true when something changed. `table` may be NULL. */
bool price_rows_update(struct price_rows *rows, struct table *table);
/* Longer bars where the pane has room for them. */
void price_rows_fit(struct price_rows *rows, struct table *table, int width);
/* NULL: not here (yet). */
const struct country_prices *price_rows_country(const struct price_rows *rows);
/* The dearest of the rows; zero where there is none. */
struct decimal price_rows_dearest(const struct price_rows *rows);
/* What the table says: see lists_notice(). */
void price_rows_notice(const struct price_rows *rows, struct table *table, struct strbuf *text,
		       struct table_notice *notice);

#endif
