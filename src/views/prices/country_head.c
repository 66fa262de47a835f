#include "views/prices/country_head.h"

#include <string.h>

#include "base/mem.h"
#include "ui/chrome.h"
#include "views/list/cells.h"

#define LABEL_CELLS 15
#define COUNT_CELLS 9
#define SEGMENTS_CELLS 10
#define COST_CELLS 18
#define NOW_CELLS 30
#define MORE_CELLS 8    /* " +3 more" */
#define NOW_SHARE 3 / 5 /* of what is left of a narrow pane */
#define SEGMENTS_FROM (LABEL_CELLS + COUNT_CELLS + SEGMENTS_CELLS + COST_CELLS + NOW_CELLS)

static const char *const labels[SPENDING_PARTS] = {
	[SPENDING_SMS] = "→ SMS",
	[SPENDING_MEDIA] = "→ MMS",
	[SPENDING_CHANNEL] = "→ channels",
	[SPENDING_RECEIVED_SMS] = "← SMS",
	[SPENDING_RECEIVED_MEDIA] = "← MMS",
	[SPENDING_RECEIVED_CHANNEL] = "← channels",
};

/* -- the title --------------------------------------------------------------------------------- */

static void add_unit(const struct country_prices *country, struct strbuf *out)
{
	strbuf_addch(out, ' ');
	cell_text(country->unit, out);
}

static void add_ranges(const struct country_prices *country, struct bar *bar)
{
	struct strbuf text = STRBUF_INIT(STRBUF_LINE);
	struct decimal low, high;

	if (country_prices_range(country, NULL, &low, &high)) {
		price_add_range(low, high, &text);
		add_unit(country, &text);
		bar_add(bar, STYLE_ACCENT, 2, "→ %s", text.data);
	}
	strbuf_reset(&text);
	if (country_prices_received_range(country, NULL, &low, &high)) {
		price_add_range(low, high, &text);
		add_unit(country, &text);
		bar_add(bar, STYLE_INBOUND, 3, " ← %s", text.data);
	}
	strbuf_release(&text);
}

static void draw_title(const struct price_rows *rows, const struct pane *pane, bool mark)
{
	const struct country_prices *country = price_rows_country(rows);
	struct strbuf name = STRBUF_INIT(STRBUF_LINE);
	struct bar bar;

	bar_init(&bar);
	country_name(rows->session, rows->iso, &name);
	bar_add(&bar, mark ? STYLE_TAB_ACTIVE : STYLE_STRONG, 1, "%s%s", mark ? "▸" : "",
		name.data);
	if (strcmp(name.data, rows->iso) != 0)
		bar_add(&bar, STYLE_DIM, 4, "%s", rows->iso);
	bar_to_right(&bar);
	if (country)
		add_ranges(country, &bar);
	bar_draw(&bar, pane, 0, STYLE_TEXT);
	bar_release(&bar);
	strbuf_release(&name);
}

/* -- what the cache has ------------------------------------------------------------------------ */

struct columns {
	const struct pane *pane;
	int segments, cost, now; /* cells; 0: no room */
};

static void fit_columns(struct columns *columns, const struct pane *pane)
{
	int left = pane->width - LABEL_CELLS - COUNT_CELLS;

	*columns = (struct columns){ .pane = pane, .cost = COST_CELLS, .now = NOW_CELLS };
	if (pane->width >= SEGMENTS_FROM)
		columns->segments = SEGMENTS_CELLS;
	if (left >= COST_CELLS + NOW_CELLS)
		return;
	columns->now = left * NOW_SHARE;
	columns->cost = left - columns->now;
}

/* A cell of the line, flush right behind a blank; returns where the next one begins. */
static int draw_cell(const struct pane *pane, int column, int row, int width, unsigned style,
		     const char *text)
{
	if (width < 2)
		return column;
	draw_field(pane, column + 1, row, width - 1, style, DRAW_RIGHT, text, strlen(text), NULL);
	return column + width;
}

static void draw_titles(const struct columns *columns, int row)
{
	int column;

	draw_fill(columns->pane, 0, row, columns->pane->width, STYLE_TITLE);
	draw_text(columns->pane, 2, row, LABEL_CELLS, STYLE_TITLE, "IN THE CACHE");
	column = draw_cell(columns->pane, LABEL_CELLS, row, COUNT_CELLS, STYLE_TITLE, "MESSAGES");
	column = draw_cell(columns->pane, column, row, columns->segments, STYLE_TITLE, "SEGMENTS");
	column = draw_cell(columns->pane, column, row, columns->cost, STYLE_TITLE, "COST");
	draw_cell(columns->pane, column, row, columns->now, STYLE_TITLE, "AT THESE PRICES");
}

/* What the part would cost now: only text alone has its prices in the list. */
static enum style_role add_now(const struct country_prices *country, enum spending_part part,
			       const struct spending_count *count, struct strbuf *out)
{
	bool received = part >= SPENDING_RECEIVED_SMS;
	struct decimal low, high;

	if (part != SPENDING_SMS && part != SPENDING_RECEIVED_SMS) {
		strbuf_addstr(out, "not listed");
		return STYLE_DIM;
	}
	if (!country) {
		strbuf_addstr(out, "…");
		return STYLE_WAITING;
	}
	if (!country_prices_cost(country, received, count->segments, count->code_segments, &low,
				 &high)) {
		strbuf_addstr(out, "no price");
		return STYLE_WARNING;
	}
	price_add_range(low, high, out);
	return STYLE_ACCENT;
}

static void draw_part(const struct price_rows *rows, const struct columns *columns, int row,
		      enum spending_part part, const struct spending_count *count)
{
	const struct pane *pane = columns->pane;
	struct strbuf text = STRBUF_INIT(STRBUF_LINE);
	struct spending_sums sums = { .count = 0 };
	char number[COUNT_SIZE];
	enum style_role role;
	int column;

	draw_fill(pane, 0, row, pane->width, STYLE_TEXT);
	draw_text(pane, 2, row, LABEL_CELLS - 2, STYLE_TEXT, labels[part]);
	count_format(count->messages, number);
	column = draw_cell(pane, LABEL_CELLS, row, COUNT_CELLS, STYLE_STRONG, number);
	count_format(count->segments, number);
	column = draw_cell(pane, column, row, columns->segments, STYLE_TEXT, number);
	spending_add(country_spending(rows->session), rows->iso, part, &sums);
	country_add_sums(&sums, &text);
	role = text.length ? STYLE_STRONG : STYLE_DIM;
	column = draw_cell(pane, column, row, columns->cost, role,
			   text.length ? text.data : "not billed");
	strbuf_reset(&text);
	role = add_now(price_rows_country(rows), part, count, &text);
	draw_cell(pane, column, row, columns->now, role, text.data);
	strbuf_release(&text);
}

static void count_part(const struct price_rows *rows, unsigned part, struct spending_count *count)
{
	spending_count(country_spending(rows->session), rows->iso, (enum spending_part)part, count);
}

/* Kinds of messages that there are, beyond so many. */
static size_t count_hidden(const struct price_rows *rows, int shown)
{
	size_t count = 0;

	for (unsigned part = 0; part < SPENDING_PARTS; part++) {
		struct spending_count of_part;

		count_part(rows, part, &of_part);
		count += of_part.messages > 0;
	}
	return count > (size_t)shown ? count - (size_t)shown : 0;
}

/* Leaves room at the right. */
static void make_room(struct columns *columns, int cells)
{
	int over = LABEL_CELLS + COUNT_CELLS + columns->segments + columns->cost + columns->now +
		   cells - columns->pane->width;

	if (over > 0)
		columns->now = columns->now > over ? columns->now - over : 0;
}

/* Kinds that there is no room for: how many. */
static int draw_parts(const struct price_rows *rows, const struct columns *columns, int row,
		      int end, size_t hidden)
{
	for (unsigned part = 0; part < SPENDING_PARTS && row < end; part++) {
		struct spending_count count;

		count_part(rows, part, &count);
		if (count.messages)
			draw_part(rows, columns, row++, (enum spending_part)part, &count);
	}
	if (hidden)
		draw_format(columns->pane, columns->pane->width - MORE_CELLS, row - 1, MORE_CELLS,
			    STYLE_WARNING, " +%zu more", hidden);
	return row;
}

static void draw_words(const struct pane *pane, int row, unsigned style, const char *words)
{
	draw_fill(pane, 0, row, pane->width, STYLE_TEXT);
	draw_text(pane, 2, row, pane->width - 2, style, words);
}

int country_head_draw(const struct price_rows *rows, const struct pane *pane, bool mark)
{
	struct columns columns;
	const struct spending *spending = country_spending(rows->session);
	int row = 1;

	draw_title(rows, pane, mark);
	if (country_spending_busy(rows->session)) {
		draw_words(pane, row, STYLE_WAITING, "Counting the messages of the cache…");
		return row + 1;
	}
	if (!spending_sent(spending, rows->iso) && !spending_received(spending, rows->iso)) {
		draw_words(pane, row, STYLE_DIM,
			   "No message in the cache was sent to this country, or received there.");
		return row + 1;
	}
	int end = pane->height / 2 > row + 1 ? pane->height / 2 : row + 2;
	size_t hidden = count_hidden(rows, end - row - 1);
	fit_columns(&columns, pane);
	if (hidden)
		make_room(&columns, MORE_CELLS);
	draw_titles(&columns, row++);
	return draw_parts(rows, &columns, row, end, hidden);
}
