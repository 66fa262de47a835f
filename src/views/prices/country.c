/*
 * country.c - the prices of a country, or of two side by side, and what the messages of the cache to
 * it cost.
 */
#include <string.h>

#include "base/mem.h"
#include "views/list/cells.h"
#include "views/list/languages.h"
#include "views/list/list_export.h"
#include "views/prices/country_head.h"
#include "views/prices/country_list.h"
#include "views/prices/price_rows.h"
#include "views/views.h"

#define BESIDE_FROM 100 /* columns; on a narrower screen two countries stand one above the other */
#define SIDES 2

struct country_side {
	struct price_rows prices;
	struct table *table;
	struct search search;
	struct mouse_area drawn;
};

struct country_view {
	struct view base;
	struct country_side sides[SIDES];
	unsigned count;
	unsigned focus; /* the side that has the keys */
	struct prompt_history names;
};

static struct country_side *focused(struct country_view *view)
{
	return &view->sides[view->focus];
}

/* -- sides ------------------------------------------------------------------------------------- */

static void open_side(struct country_view *view, const char *iso)
{
	struct country_side *side = &view->sides[view->count++];
	struct session *session = view->base.app;

	price_rows_init(&side->prices, session, iso, &side->search);
	side->table =
		table_new(&price_rows_source, price_columns, PRICE_COLUMN_COUNT, &side->prices);
	views_choose_columns(session, view->base.ops, side->table);
	search_init(&side->search, view->base.shell, side->table);
	search_speak(&side->search, view->base.app, &price_language);
}

static void close_side(struct country_view *view)
{
	struct country_side *side = &view->sides[--view->count];

	search_release(&side->search);
	table_free(side->table);
	price_rows_release(&side->prices);
	view->focus = 0;
}

/* Takes the place of what it is compared with, or stands beside the only one. */
static void compare_with(struct country_view *view, const char *iso)
{
	if (view->count == SIDES)
		close_side(view);
	open_side(view, iso);
	shell_work(view->base.shell);
}

/* A full bar is the dearest price of both where they have one currency, else each one's own. */
static void scale_bars(struct country_view *view)
{
	struct price_rows *first = &view->sides[0].prices, *second = &view->sides[1].prices;
	const struct country_prices *left, *right;

	for (unsigned i = 0; i < view->count; i++)
		view->sides[i].prices.full = price_rows_dearest(&view->sides[i].prices);
	if (view->count < SIDES)
		return;
	left = price_rows_country(first);
	right = price_rows_country(second);
	if (!left || !right || cell_compare(left->unit, right->unit) != 0)
		return;
	if (decimal_compare(first->full, second->full) > 0)
		second->full = first->full;
	else
		first->full = second->full;
}

/* -- commands ---------------------------------------------------------------------------------- */

static bool compare_named(struct country_view *view, const char *typed, struct error *err)
{
	char iso[COUNTRY_SIZE];

	if (!country_find(view->base.app, typed, iso, err))
		return false;
	if (strcmp(iso, view->sides[0].prices.iso) == 0)
		return error_set(err, ERROR_USAGE, "That is the country that is shown");
	compare_with(view, iso);
	return true;
}

static void asked(void *context, const char *text)
{
	struct country_view *view = context;
	struct error err = ERROR_INIT;

	if (text && *text && !compare_named(view, text, &err))
		shell_error(view->base.shell, &err);
	error_release(&err);
	shell_apply(view->base.shell, EFFECT_REDRAW);
}

static void offer(void *context, const char *line, size_t length, struct completion *completion)
{
	struct country_view *view = context;
	char *typed = xstrndup(line, length);

	completion->prefix = "";
	completion->replace_from = 0;
	country_complete(view->base.app, typed, completion);
	free(typed);
}

static unsigned run_compare(struct command_call *call)
{
	struct country_view *view = call->target;

	if (call->argc > 1)
		return compare_named(view, call->argv[1], call->err) ? EFFECT_REDRAW
								     : EFFECT_FAILED;
	shell_prompt(view->base.shell, &(struct shell_prompt){
					       .label = "Compare with: ",
					       .history = &view->names,
					       .complete = offer,
					       .done = asked,
					       .context = view,
				       });
	return EFFECT_REDRAW;
}

static void complete_compare(const struct command_call *call, struct completion *completion)
{
	const struct country_view *view = call->target;

	country_complete(view->base.app, call->argv[call->argc - 1], completion);
}

static bool are_two(void *target, const char **why)
{
	*why = "Only one country is shown";
	return ((struct country_view *)target)->count == SIDES;
}

static unsigned run_alone(struct command_call *call)
{
	close_side(call->target);
	return EFFECT_REDRAW;
}

static unsigned run_switch(struct command_call *call)
{
	struct country_view *view = call->target;

	view->focus = !view->focus;
	return EFFECT_REDRAW;
}

static unsigned run_filter(struct command_call *call)
{
	return search_command(&focused(call->target)->search, call);
}

static unsigned run_messages(struct command_call *call)
{
	struct country_view *view = call->target;

	return country_open_messages(view->base.app, focused(view)->prices.iso, call->err);
}

struct found {
	struct price_rows prices;
	struct export_price row;
};

static const void *find_price(void *data, uint64_t key)
{
	static const struct carrier_prices nobody = { .carrier = { .data = NULL } };
	struct found *found = data;
	uint32_t at;

	price_rows_update(&found->prices, NULL);
	if (!price_rows_source.find(&found->prices, key, &at))
		return NULL;
	const struct country_prices *country = price_rows_country(&found->prices);
	const struct price_row *row = &found->prices.rows.items[at];
	const struct carrier_prices *carrier = row->carrier ? row->carrier : &nobody;
	found->row = (struct export_price){
		.country = country->name,
		.iso = country->iso,
		.unit = country->unit,
		.mcc = carrier->mcc,
		.mnc = carrier->mnc,
		.carrier = carrier->carrier,
		.price = *row->price,
		.direction = row->carrier ? "outbound" : "inbound",
	};
	return &found->row;
}

static void release_found(void *data)
{
	price_rows_release(&((struct found *)data)->prices);
}

static unsigned run_export(struct command_call *call)
{
	static const struct list_export prices = {
		.sheet = &sheet_prices,
		.file = "prices.jsonl",
		.one = "price",
		.many = "prices",
		.size = sizeof(struct found),
		.record = find_price,
		.release = release_found,
	};
	struct country_view *view = call->target;
	const struct country_side *side = focused(view);
	struct found found = { .row = { .direction = NULL } };

	if (list_export_asks(view->base.app, &prices, call))
		return EFFECT_REDRAW;
	price_rows_init(&found.prices, view->base.app, side->prices.iso, NULL);
	return list_export(view->base.app, &prices, &found, side->table, call);
}

static bool any_price(void *target, const char **why)
{
	*why = "There is no price here";
	return table_count(focused(target)->table) > 0;
}

static const struct command commands[] = {
	{
		.name = "compare",
		.args = "[COUNTRY]",
		.help = "Show another country's prices beside these: its two letters, or a part of "
			"its name",
		.hint = "compare",
		.hint_rank = 1,
		.max_args = 1,
		.run = run_compare,
		.complete = complete_compare,
	},
	{
		.name = "switch-pane",
		.args = "",
		.help = "Change between the two countries",
		.hint = "other side",
		.hint_rank = 2,
		.run = run_switch,
		.ready = are_two,
	},
	{
		.name = "alone",
		.args = "",
		.help = "Show only the first country again",
		.hint = "one alone",
		.hint_rank = 4,
		.run = run_alone,
		.ready = are_two,
	},
	{
		.name = "filter",
		.args = "[QUERY]",
		.help = "Show only prices that match a query: words, carrier:, type:, direction:in, …",
		.hint = "filter",
		.hint_rank = 3,
		.max_args = -1,
		.run = run_filter,
	},
	{
		.name = "messages",
		.args = "",
		.help = "Show the messages to and from numbers of the country",
		.hint = "messages",
		.hint_rank = 3,
		.run = run_messages,
	},
	EXPORT_COMMAND(run_export, EXPORT_SHOWN, any_price),
};

/* -- the view ---------------------------------------------------------------------------------- */

static bool country_open(struct view *base, int argc, const char *const *argv, struct error *err)
{
	struct country_view *view = (struct country_view *)base;
	char first[COUNTRY_SIZE], second[COUNTRY_SIZE];

	if (!country_find(base->app, argc > 1 ? argv[1] : "", first, err) ||
	    (argc > 2 && !country_find(base->app, argv[2], second, err)))
		return false;
	open_side(view, first);
	if (argc > 2 && strcmp(first, second) != 0)
		open_side(view, second);
	return true;
}

static void country_close(struct view *base)
{
	struct country_view *view = (struct country_view *)base;

	while (view->count)
		close_side(view);
	prompt_history_release(&view->names);
}

static void country_refresh(struct view *base)
{
	struct country_view *view = (struct country_view *)base;

	for (unsigned i = 0; i < view->count; i++) {
		struct list_id id = country_prices_id(view->sides[i].prices.iso);
		lists_refresh(base->app, &id);
	}
}

static unsigned country_result(struct view *base, const void *context)
{
	struct country_view *view = (struct country_view *)base;
	const struct news *news = context;

	if (news->kind != NEWS_LIST && news->kind != NEWS_STORE)
		return EFFECT_NONE;
	for (unsigned i = 0; i < view->count; i++)
		price_rows_update(&view->sides[i].prices, view->sides[i].table);
	shell_work(base->shell);
	return EFFECT_REDRAW;
}

static bool country_work(struct view *base, int64_t deadline_ns, unsigned *effects)
{
	struct country_view *view = (struct country_view *)base;
	bool changed = country_spending_busy(base->app);
	bool more = country_spending_work(base->app, deadline_ns);

	for (unsigned i = 0; i < view->count; i++)
		more |= table_work(view->sides[i].table, deadline_ns, &changed);
	if (changed)
		*effects |= EFFECT_REDRAW;
	return more;
}

static void draw_side(struct country_view *view, unsigned number, struct pane pane)
{
	struct country_side *side = &view->sides[number];
	struct strbuf text = STRBUF_INIT(STRBUF_LINE);
	bool mark = view->count == SIDES && number == view->focus;
	struct table_notice notice;

	side->drawn = mouse_area_of(&pane);
	pane_cut(&pane, country_head_draw(&side->prices, &pane, mark));
	price_rows_notice(&side->prices, side->table, &text, &notice);
	table_set_notice(side->table, &notice);
	price_rows_fit(&side->prices, side->table, pane.width);
	table_draw(side->table, &pane, number == view->focus);
	strbuf_release(&text);
}

static void country_draw(struct view *base, const struct pane *pane, unsigned levels)
{
	struct country_view *view = (struct country_view *)base;
	int half = (pane->width - 1) / 2, top = pane->height / 2;

	if (!(levels & LOOP_PRIMARY))
		return;
	scale_bars(view);
	if (view->count == 1) {
		draw_side(view, 0, *pane);
	} else if (pane->width >= BESIDE_FROM) {
		draw_side(view, 0, pane_part(pane, 0, 0, half, pane->height));
		for (int row = 0; row < pane->height; row++)
			draw_text(pane, half, row, 1, STYLE_BORDER, "│");
		draw_side(view, 1,
			  pane_part(pane, half + 1, 0, pane->width - half - 1, pane->height));
	} else {
		draw_side(view, 0, pane_part(pane, 0, 0, pane->width, top));
		draw_rule(pane, top, STYLE_BORDER, NULL);
		draw_side(view, 1,
			  pane_part(pane, 0, top + 1, pane->width, pane->height - top - 1));
	}
}

static bool country_point(struct view *base, int column, int row)
{
	struct country_view *view = (struct country_view *)base;
	const struct mouse place = { .column = column, .row = row };
	unsigned before = view->focus;

	for (unsigned i = 0; i < view->count; i++)
		if (mouse_is_in(&place, &view->sides[i].drawn))
			view->focus = i;
	return view->focus != before;
}

static size_t country_scopes(struct view *base, struct command_scope *scopes, size_t max)
{
	if (max < 1)
		return 0;
	scopes[0] = table_scope(focused((struct country_view *)base)->table);
	return 1;
}

static void country_describe(struct view *base, struct strbuf *out)
{
	struct country_view *view = (struct country_view *)base;

	strbuf_addstr(out, "Prices ");
	for (unsigned i = 0; i < view->count; i++) {
		strbuf_addstr(out, i ? " and " : "");
		country_name(base->app, view->sides[i].prices.iso, out);
	}
}

/* What the sums above leave open. */
static void add_open(const struct price_rows *prices, struct bar *bar)
{
	const struct spending *spending = country_spending(prices->session);
	struct spending_count count;
	uint64_t unbilled = 0, failed = 0;
	char text[COUNT_SIZE];

	for (unsigned part = 0; spending && part < SPENDING_PARTS; part++) {
		spending_count(spending, prices->iso, (enum spending_part)part, &count);
		unbilled += count.unbilled;
		failed += count.failed;
	}
	count_format(unbilled, text);
	if (unbilled)
		bar_add(bar, STYLE_WAITING, 3, "· %s not billed yet", text);
	count_format(failed, text);
	if (failed)
		bar_add(bar, STYLE_DIM, 5, "· %s failed, not in the range", text);
}

static void country_status(struct view *base, struct bar *bar)
{
	const struct country_side *side = focused((struct country_view *)base);
	size_t count = side->prices.rows.count;
	char text[COUNT_SIZE];

	search_status(&side->search, bar);
	count_format(count, text);
	if (count && !search_is_on(&side->search))
		bar_add(bar, STYLE_DIM, 4, "%s price%s", text, count == 1 ? "" : "s");
	add_open(&side->prices, bar);
}

static bool country_escape(struct view *base)
{
	struct country_view *view = (struct country_view *)base;

	if (search_escape(&focused(view)->search))
		return true;
	if (view->count < SIDES)
		return false;
	close_side(view);
	return true;
}

const struct view_ops country_view_ops = {
	.name = "country",
	.title = "Prices",
	.help = "What messages to and from a country cost, by carrier and kind of number, and what "
		"those in the cache cost and would cost now: a range, as the carrier is not known.",
	.size = sizeof(struct country_view),
	.commands = commands,
	.command_count = ARRAY_SIZE(commands),
	.columns = price_columns,
	.column_count = PRICE_COLUMN_COUNT,
	.language = &price_language,
	.open = country_open,
	.close = country_close,
	.refresh = country_refresh,
	.result = country_result,
	.draw = country_draw,
	.point = country_point,
	.scopes = country_scopes,
	.work = country_work,
	.describe = country_describe,
	.status = country_status,
	.escape = country_escape,
};
