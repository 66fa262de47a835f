/*
 * overview_draw.c - the overview's page below its totals: the chart, the heat map, the lists of bars.
 */
#include <string.h>

#include "base/mem.h"
#include "base/text.h"
#include "ui/chart.h"
#include "views/list/cells.h"
#include "views/overview/overview.h"

#define CHART_MIN 4
#define CHART_SHARE 5 /* a fifth of the page */
#define SCALE_CELLS 10
#define COLUMN_CELLS_MAX 8
#define HEAT_ROWS 8
#define HEAT_LABEL 4
#define HEAT_HOURS 24
#define HEAT_FIELDS (7 * HEAT_HOURS)
#define HEAT_CELLS (HEAT_LABEL + HEAT_HOURS * 2)
#define BOTH_FROM 118 /* cells of a page that has room for chart and heat map */
#define LISTS_SIDE_BY_SIDE 2
#define LIST_ROWS_MIN 3
#define WIDE_LIST 50
#define GAP 2
#define WIDE_CHANGE 9
#define CONTACTS_CELLS 9
#define RANGE_COLUMN (GAP + 15) /* behind the longest title of a list */

/* -- the chart --------------------------------------------------------------------------------- */

static void add_bucket(const struct overview *overview, struct strbuf *out)
{
	const struct stats_result *result = overview->result;
	const struct stats_count *count = &result->buckets[overview->bucket];
	char sent[COUNT_SIZE], received[COUNT_SIZE];

	overview_time(result, result->period.edges[overview->bucket], out);
	strbuf_addstr(out, ": ");
	if (overview->measure == STATS_VOLUME) {
		count_format(count->traffic.sent, sent);
		count_format(count->traffic.received, received);
		strbuf_addf(out, "%s sent, %s received", sent, received);
		return;
	}
	overview_number(overview, count, overview->measure, out);
	strbuf_addf(out, " %s",
		    overview->measure == STATS_SPEND ? result->currencies[overview->currency]
						     : "failed");
}

static void draw_chart_rule(const struct overview *overview, const struct pane *pane, bool chart)
{
	struct strbuf title = STRBUF_INIT(STRBUF_LINE);
	bool focused = overview->area == AREA_CHART;

	strbuf_addf(
		&title, "%s%s %s", focused ? "▸ " : "", overview_measure_word(overview->measure),
		chart ? period_unit_name(overview->result->period.unit) : "by weekday and hour");
	if (chart || focused) {
		strbuf_addstr(&title, " ── ");
		add_bucket(overview, &title);
	}
	draw_rule(pane, 0, focused ? STYLE_ACCENT : STYLE_BORDER, title.data);
	strbuf_release(&title);
}

/* What one row of columns shows of a bucket: all of the measure, or one direction of the volume. */
static struct stats_count part_of(const struct overview *overview, size_t bucket, bool inbound)
{
	struct stats_count count = overview->result->buckets[bucket];

	if (overview->measure == STATS_VOLUME && inbound)
		count.traffic.sent = 0;
	else if (overview->measure == STATS_VOLUME)
		count.traffic.received = 0;
	return count;
}

static void draw_series(const struct overview *overview, const struct pane *pane, const char *word,
			bool inbound)
{
	const struct period *period = &overview->result->period;
	struct pane columns =
		pane_part(pane, SCALE_CELLS, 0, pane->width - SCALE_CELLS, pane->height);
	struct strbuf text = STRBUF_INIT(STRBUF_LINE);
	double shares[PERIOD_BUCKETS_MAX];
	struct stats_count most = { .waiting = 0 };

	for (size_t i = 0; i < period->buckets; i++) {
		struct stats_count part = part_of(overview, i, inbound);
		if (stats_compare(&part, &most, overview->measure, overview->currency) > 0)
			most = part;
	}
	for (size_t i = 0; i < period->buckets; i++) {
		struct stats_count part = part_of(overview, i, inbound);
		shares[i] = stats_share(&part, &most, overview->measure, overview->currency);
	}
	strbuf_addf(&text, "%s", word);
	overview_number(overview, &most, overview->measure, &text);
	draw_field(pane, 0, 0, SCALE_CELLS - 1, STYLE_DIM, DRAW_RIGHT, text.data, text.length,
		   NULL);
	chart_columns(&columns,
		      inbound                               ? STYLE_INBOUND
		      : overview->measure == STATS_FAILURES ? STYLE_BAD
							    : STYLE_BAR,
		      shares, period->buckets, COLUMN_CELLS_MAX,
		      overview->area == AREA_CHART ? overview->bucket : SIZE_MAX);
	strbuf_release(&text);
}

/* The time at both ends, and a mark under the column that the cursor is on. */
static void draw_axis(const struct overview *overview, const struct pane *pane)
{
	const struct stats_result *result = overview->result;
	const struct period *period = &result->period;
	int width = pane->width - SCALE_CELLS;
	struct chart_cells last =
		chart_column(width, period->buckets, COLUMN_CELLS_MAX, period->buckets - 1);
	struct chart_cells here =
		chart_column(width, period->buckets, COLUMN_CELLS_MAX, overview->bucket);
	int used = last.column + last.width;
	int mark = here.column + here.width / 2;
	struct strbuf text = STRBUF_INIT(STRBUF_LINE);
	int left = 0;

	overview_time(result, period->edges[0], &text);
	if (mark <= (int)text_width(text.data, text.length))
		left = mark + 1 + GAP;
	left += draw_clean(pane, SCALE_CELLS + left, 0, used - left, STYLE_DIM, text.data,
			   text.length);
	strbuf_reset(&text);
	overview_time(result, period->edges[period->buckets - 1], &text);
	if (mark >= used - (int)text_width(text.data, text.length) - 1)
		used = mark - 1;
	if (left + GAP + (int)text_width(text.data, text.length) <= used)
		draw_field(pane, SCALE_CELLS + left, 0, used - left, STYLE_DIM, DRAW_RIGHT,
			   text.data, text.length, NULL);
	draw_text(pane, SCALE_CELLS + mark, 0, 1,
		  overview->area == AREA_CHART ? STYLE_ACCENT : STYLE_DIM, "▲");
	if (overview->area == AREA_CHART)
		draw_cursor(pane, SCALE_CELLS + mark, 0, false);
	strbuf_release(&text);
}

static void draw_chart(struct overview *overview, struct pane pane)
{
	struct pane columns =
		pane_part(&pane, SCALE_CELLS, 0, pane.width - SCALE_CELLS, pane.height);
	struct pane axis = pane_cut(&pane, -1);

	overview->drawn[AREA_CHART] = mouse_area_of(&columns);
	if (overview->measure == STATS_VOLUME) {
		struct pane inbound = pane_cut(&pane, pane.height > 5 ? -2 : -1);
		draw_series(overview, &pane, "out ", false);
		draw_series(overview, &inbound, "in ", true);
	} else {
		draw_series(overview, &pane, "", false);
	}
	draw_axis(overview, &axis);
}

size_t overview_bucket_at(const struct overview *overview, int column)
{
	size_t count = overview->result->period.buckets;
	int width = overview->drawn[AREA_CHART].width;

	for (size_t i = 0; i < count; i++) {
		struct chart_cells cells = chart_column(width, count, COLUMN_CELLS_MAX, i);

		if (cells.width && column >= cells.column && column < cells.column + cells.width)
			return i;
	}
	return SIZE_MAX;
}

/* The full shade is twice the mean of the hours that have any: one busy hour leaves the others theirs. */
static void shade(const struct overview *overview, double *shares)
{
	const struct stats_count *most = &overview->result->heat[0][0];
	double sum = 0;
	size_t used = 0;

	for (size_t i = 1; i < HEAT_FIELDS; i++) {
		const struct stats_count *one =
			&overview->result->heat[i / HEAT_HOURS][i % HEAT_HOURS];
		if (stats_compare(one, most, overview->measure, overview->currency) > 0)
			most = one;
	}
	for (size_t i = 0; i < HEAT_FIELDS; i++) { /* the week begins with Monday here */
		shares[i] = stats_share(
			&overview->result->heat[(i / HEAT_HOURS + 1) % 7][i % HEAT_HOURS], most,
			overview->measure, overview->currency);
		sum += shares[i];
		used += shares[i] > 0;
	}
	for (size_t i = 0; i < HEAT_FIELDS && used; i++)
		shares[i] /= 2 * sum / (double)used;
}

static void draw_heat(const struct overview *overview, struct pane pane)
{
	static const char *const days[] = { "Mon", "Tue", "Wed", "Thu", "Fri", "Sat", "Sun" };
	struct pane hours = pane_cut(&pane, 1);
	struct pane map =
		pane_part(&pane, HEAT_LABEL, 0, pane.width - HEAT_LABEL, (int)ARRAY_SIZE(days));
	double shares[HEAT_FIELDS];

	shade(overview, shares);
	for (int hour = 0; hour < HEAT_HOURS; hour += 3)
		draw_format(&hours, HEAT_LABEL + hour * 2, 0, 2, STYLE_DIM, "%02d", hour);
	for (int day = 0; day < (int)ARRAY_SIZE(days); day++)
		draw_text(&pane, 0, day, HEAT_LABEL, STYLE_DIM, days[day]);
	chart_heat(&map, overview->measure == STATS_FAILURES ? STYLE_BAD : STYLE_BAR, shares,
		   ARRAY_SIZE(days), HEAT_HOURS, 2);
}

static void draw_charts(struct overview *overview, struct pane *rest)
{
	const bool both = rest->width >= BOTH_FROM;
	const bool heat = overview->heat && !both;
	int height = rest->height / CHART_SHARE;
	struct pane rule = pane_cut(rest, 1);
	struct pane chart;

	overview->both = both;
	if (height < CHART_MIN)
		height = CHART_MIN;
	chart = pane_cut(rest, both || heat || height > HEAT_ROWS ? HEAT_ROWS : height);
	draw_chart_rule(overview, &rule, !heat);
	if (heat) {
		draw_heat(overview, pane_part(&chart, 1, 0, chart.width - 1, chart.height));
	} else if (both) {
		draw_heat(overview, pane_part(&chart, chart.width - HEAT_CELLS - 1, 0, HEAT_CELLS,
					      chart.height));
		draw_chart(overview, pane_part(&chart, 0, 0, chart.width - HEAT_CELLS - 1 - GAP,
					       chart.height));
	} else {
		draw_chart(overview, chart);
	}
}

/* -- the lists --------------------------------------------------------------------------------- */

struct layout {
	int name, bar, number, contacts, change;
};

static bool counts_contacts(const struct overview *overview, enum stats_kind kind, int width)
{
	return width >= WIDE_LIST && overview_measure(overview, kind) != STATS_SPEND;
}

static struct layout lay_out(const struct overview *overview, enum stats_kind kind, int width)
{
	struct layout layout = {
		.number = overview_measure(overview, kind) == STATS_SPEND ? 11 : 7,
		.change = !overview_is_compared(overview) ? 0
			  : width < WIDE_LIST             ? 7
							  : 9,
		.contacts = counts_contacts(overview, kind, width) ? CONTACTS_CELLS : 0,
	};
	int rest = width - GAP - layout.number - layout.contacts - layout.change - 1;

	layout.bar = rest / (rest < WIDE_LIST ? 4 : 3);
	layout.name = rest - layout.bar;
	return layout;
}

static void draw_change(const struct overview *overview, enum stats_kind kind,
			const struct stats_group *group, const struct pane *pane, int column,
			int row, int width)
{
	enum stats_measure measure = overview_measure(overview, kind);
	struct strbuf text = STRBUF_INIT(STRBUF_LINE);
	enum style_role role = STYLE_WARNING;
	int64_t per_mille;

	if (overview_is_compared(overview)) {
		if (stats_change(&group->now, &group->before, measure, overview->currency,
				 &per_mille)) {
			overview_add_change(per_mille,
					    width < WIDE_CHANGE ? CHANGE_SHORT : CHANGE_PLAIN,
					    &text);
			role = overview_change_role(measure, per_mille);
		} else {
			strbuf_addstr(&text, "new");
		}
	}
	draw_field(pane, column, row, width, role, DRAW_RIGHT, text.data, text.length, NULL);
	strbuf_release(&text);
}

/* "41", or "41+" where there may be more. */
static void draw_contacts(const struct overview *overview, enum stats_kind kind,
			  const struct stats_group *group, const struct pane *pane, int column,
			  int row, int width)
{
	char text[COUNT_SIZE + 1];
	size_t length;

	if (!width)
		return;
	length = count_format(group->contacts[overview_measure(overview, kind)], text);
	if (overview->result->contacts_at_least)
		text[length++] = '+';
	draw_field(pane, column, row, width, STYLE_DIM, DRAW_RIGHT, text, length, NULL);
}

static void draw_bar_row(const struct overview *overview, enum stats_kind kind, size_t at,
			 const struct pane *pane, int row)
{
	const struct overview_list *list = &overview->lists[kind];
	const struct stats_group *groups = overview->result->groups[kind].items;
	const struct stats_group *group = &groups[list->top[at]];
	enum stats_measure measure = overview_measure(overview, kind);
	struct layout layout = lay_out(overview, kind, pane->width);
	struct strbuf text = STRBUF_INIT(STRBUF_TEXT);
	bool here = (unsigned)overview->area == (unsigned)kind && list->cursor == at;
	int column = GAP;

	overview_name(overview, kind, group, &text);
	draw_field(pane, column, row, layout.name, STYLE_TEXT, DRAW_LEFT, text.data, text.length,
		   NULL);
	column += layout.name + 1;
	draw_bar(pane, column, row, layout.bar - 1, kind == STATS_CODE ? STYLE_BAD : STYLE_BAR,
		 stats_share(&group->now, &groups[list->top[0]].now, measure, overview->currency));
	column += layout.bar - 1;
	strbuf_reset(&text);
	overview_number(overview, &group->now, measure, &text);
	draw_field(pane, column, row, layout.number, STYLE_STRONG, DRAW_RIGHT, text.data,
		   text.length, NULL);
	column += layout.number;
	draw_contacts(overview, kind, group, pane, column, row, layout.contacts);
	column += layout.contacts;
	draw_change(overview, kind, group, pane, column, row, layout.change);
	if (here) {
		draw_text(pane, 0, row, 1, STYLE_ACCENT, "▌");
		draw_overlay(pane, 0, row, pane->width, STYLE_ON_CURSOR);
		draw_cursor(pane, 0, row, false);
	}
	strbuf_release(&text);
}

/* What the columns of numbers are, where there is room to say it. */
static void draw_heads(const struct overview *overview, enum stats_kind kind,
		       const struct pane *pane)
{
	struct layout layout = lay_out(overview, kind, pane->width);
	const char *unit = overview_unit(overview, overview_measure(overview, kind));
	int column = GAP + layout.name + layout.bar + layout.number;
	int width = (int)strlen(unit);

	if (pane->width < WIDE_LIST || !overview->lists[kind].count)
		return;
	draw_text(pane, column - width, 0, width, STYLE_DIM, unit);
	if (layout.contacts)
		draw_field(pane, column, 0, layout.contacts, STYLE_DIM, DRAW_RIGHT, "contacts",
			   strlen("contacts"), NULL);
}

static void draw_list_title(const struct overview *overview, enum stats_kind kind,
			    const struct pane *pane, size_t shown)
{
	static const char *const titles[STATS_KINDS] = {
		[STATS_CODE] = "WHY THEY FAIL",
		[STATS_COUNTRY] = "COUNTRIES",
		[STATS_SENDER] = "OWN SENDERS",
		[STATS_SERVICE] = "SERVICES",
	};
	const struct overview_list *list = &overview->lists[kind];
	bool here = (unsigned)overview->area == (unsigned)kind;

	if (here)
		draw_text(pane, 0, 0, 1, STYLE_ACCENT, "▸");
	draw_text(pane, GAP, 0, pane->width - GAP, here ? STYLE_ACCENT : STYLE_TITLE, titles[kind]);
	if (list->count > shown) {
		struct strbuf text = STRBUF_INIT(STRBUF_LINE);
		int from = pane->width < WIDE_LIST ? pane->width / 2 : RANGE_COLUMN;
		strbuf_addf(&text, "%zu to %zu of %zu", list->first + 1, list->first + shown,
			    list->count);
		draw_field(pane, from, 0, pane->width - from, STYLE_DIM,
			   pane->width < WIDE_LIST ? DRAW_RIGHT : DRAW_LEFT, text.data, text.length,
			   NULL);
		strbuf_release(&text);
	}
	draw_heads(overview, kind, pane);
}

static void draw_list(struct overview *overview, enum stats_kind kind, struct pane pane)
{
	struct overview_list *list = &overview->lists[kind];
	struct pane title = pane_cut(&pane, 1);
	size_t rows = pane.height > 0 ? (size_t)pane.height : 0;
	size_t shown = list->count < rows ? list->count : rows;

	overview->drawn[kind] = mouse_area_of(&pane);
	if (list->cursor < list->first)
		list->first = list->cursor;
	if (shown && list->cursor >= list->first + shown)
		list->first = list->cursor - shown + 1;
	if (list->first + shown > list->count)
		list->first = list->count - shown;
	draw_list_title(overview, kind, &title, shown);
	for (size_t i = 0; i < shown; i++)
		draw_bar_row(overview, kind, list->first + i, &pane, (int)i);
	if (!list->count && rows) {
		draw_text(&pane, GAP, 0, pane.width - GAP, STYLE_DIM,
			  kind == STATS_CODE ? "nothing failed with a code" : "none");
		if ((unsigned)overview->area == (unsigned)kind)
			draw_cursor(&pane, GAP, 0, false);
	}
}

static void draw_pair(struct overview *overview, enum stats_kind left, const struct pane *pane)
{
	int width = (pane->width - GAP) / LISTS_SIDE_BY_SIDE;

	draw_list(overview, left, pane_part(pane, 0, 0, width, pane->height));
	draw_list(overview, left + 1, pane_part(pane, pane->width - width, 0, width, pane->height));
}

/* Two rows of two lists; where there is room for one, that with the cursor. */
static void draw_lists(struct overview *overview, struct pane *rest)
{
	struct pane upper;

	if (rest->height < LISTS_SIDE_BY_SIDE * LIST_ROWS_MIN) {
		draw_pair(overview,
			  overview->area == AREA_SENDERS || overview->area == AREA_SERVICES
				  ? STATS_SENDER
				  : STATS_CODE,
			  rest);
		return;
	}
	upper = pane_cut(rest, (rest->height + 1) / 2);
	draw_pair(overview, STATS_CODE, &upper);
	draw_pair(overview, STATS_SENDER, rest);
}

/* The lists have nothing to say where nothing matches. */
static bool draw_no_match(const struct overview *overview, const struct pane *pane)
{
	const struct traffic_count *now = &overview->result->now.traffic;
	bool whole = overview->result->whole;

	if (!search_is_on(&overview->search) || now->sent || now->received ||
	    overview->result->now.scheduled)
		return false;
	draw_text(pane, GAP, 1, pane->width - GAP, whole ? STYLE_WARNING : STYLE_WAITING,
		  whole ? "Nothing of this period matches; of another something may."
			: "Nothing matches so far.");
	draw_text(pane, GAP, 2, pane->width - GAP, STYLE_DIM, "Esc counts all again.");
	if (overview->area != AREA_CHART)
		draw_cursor(pane, GAP, 1, false);
	return true;
}

void overview_draw(struct overview *overview, const struct pane *pane)
{
	struct pane rest = *pane;

	memset(overview->drawn, 0, sizeof(overview->drawn));
	overview_draw_head(overview, &rest);
	if (!overview->result)
		return;
	draw_charts(overview, &rest);
	if (!draw_no_match(overview, &rest))
		draw_lists(overview, &rest);
}
