/*
 * prices.c - the countries of the price list, with what the cache has of each.
 */
#include <string.h>

#include "base/mem.h"
#include "views/list/cells.h"
#include "views/list/languages.h"
#include "views/list/list_export.h"
#include "views/list/record_view.h"
#include "views/prices/country_list.h"
#include "views/views.h"

#define AHEAD_MAX 40 /* countries of which the prices are asked for unopened */

struct prices_view {
	struct record_view countries;
	bool at_top; /* the cursor was on the first row, and stays there while the order is made */
};

/* -- commands ---------------------------------------------------------------------------------- */

static bool any_row(void *target, const char **why)
{
	char iso[COUNTRY_SIZE] = "";
	const struct country *country = record_view_cursor(target);

	*why = "There is no country here";
	if (country)
		country_letters(country, iso);
	return *iso != '\0';
}

static unsigned run_open(struct command_call *call)
{
	const struct prices_view *view = call->target;
	char iso[COUNTRY_SIZE];

	country_letters(record_view_cursor(view), iso);
	return views_open(view->countries.list.base.shell, "country", iso, call->err);
}

/* Two that are marked; or the one that is and the one under the cursor. */
static bool choose_two(struct prices_view *view, char isos[2][COUNTRY_SIZE])
{
	const struct collection *countries = view->countries.rows.collection;
	uint64_t *keys = NULL;
	size_t count = table_selected(view->countries.list.table)
			       ? table_targets(view->countries.list.table, &keys)
			       : 0;
	bool chosen = count == 1 || count == 2;

	for (size_t i = 0; chosen && i < count; i++)
		country_letters(collection_at(countries, collection_find_key(countries, keys[i])),
				isos[i]);
	if (count == 1)
		country_letters(record_view_cursor(view), isos[1]);
	free(keys);
	return chosen && *isos[0] && *isos[1] && strcmp(isos[0], isos[1]) != 0;
}

static unsigned run_compare(struct command_call *call)
{
	struct prices_view *view = call->target;
	char isos[2][COUNTRY_SIZE];
	const char *other = isos[1];

	if (call->argc > 1) {
		country_letters(record_view_cursor(view), isos[0]);
		other = call->argv[1];
	} else if (!choose_two(view, isos)) {
		error_set(call->err, ERROR_USAGE,
			  "Mark a country with Space, then compare it with another one");
		return EFFECT_FAILED;
	}
	return views_open_two(view->countries.list.base.shell, "country", isos[0], other,
			      call->err);
}

static void complete_compare(const struct command_call *call, struct completion *completion)
{
	const struct prices_view *view = call->target;

	country_complete(view->countries.list.session, call->argv[call->argc - 1], completion);
}

static unsigned run_messages(struct command_call *call)
{
	struct prices_view *view = call->target;
	char iso[COUNTRY_SIZE];

	country_letters(record_view_cursor(view), iso);
	return country_open_messages(view->countries.list.session, iso, call->err);
}

struct found {
	struct list_rows rows; /* what list_export_row() works on */
	struct strbuf cost;
	struct export_country row;
};

static const void *find_country(void *data, uint64_t key)
{
	struct found *found = data;
	const struct spending *spending = country_spending(found->rows.session);
	const struct country *country = list_export_row(data, key);
	struct spending_sums sums = { .count = 0 };
	char iso[COUNTRY_SIZE];

	if (!country)
		return NULL;
	country_letters(country, iso);
	found->row = (struct export_country){ .name = country->name, .iso = country->iso };
	strbuf_reset(&found->cost);
	if (spending && *iso) {
		found->row.sent = (int64_t)spending_sent(spending, iso);
		found->row.received = (int64_t)spending_received(spending, iso);
		spending_add_all(spending, iso, &sums);
		country_add_sums(&sums, &found->cost);
	}
	if (found->cost.length)
		found->row.cost = (struct text){ found->cost.data, found->cost.length };
	return &found->row;
}

static void release_found(void *data)
{
	strbuf_release(&((struct found *)data)->cost);
}

static unsigned run_export(struct command_call *call)
{
	static const struct list_export countries = {
		.sheet = &sheet_countries,
		.file = "countries.jsonl",
		.one = "country",
		.many = "countries",
		.size = sizeof(struct found),
		.record = find_country,
		.release = release_found,
	};
	struct prices_view *view = call->target;
	const struct found found = { .rows = view->countries.rows,
				     .cost = STRBUF_INIT(STRBUF_LINE) };

	return list_export(view->countries.list.session, &countries, &found,
			   view->countries.list.table, call);
}

static const struct command commands[] = {
	{
		.name = "open-country",
		.args = "",
		.help = "Show the country's prices, and what the messages of the cache cost",
		.hint = "prices",
		.hint_rank = 1,
		.run = run_open,
		.ready = any_row,
	},
	FILTER_COMMAND(2, "Show only countries that match a query: words, country:, price>0.05, …"),
	{
		.name = "compare",
		.args = "[COUNTRY]",
		.help = "Show two countries side by side: the marked ones, or the marked one and "
			"this",
		.hint = "compare",
		.hint_rank = 3,
		.max_args = 1,
		.run = run_compare,
		.ready = any_row,
		.complete = complete_compare,
	},
	{
		.name = "messages",
		.args = "",
		.help = "Show the messages to and from numbers of the country",
		.hint = "messages",
		.hint_rank = 4,
		.run = run_messages,
		.ready = any_row,
	},
	EXPORT_COMMAND(run_export, EXPORT_SHOWN, any_row),
};

/* The prices of countries that the account has to do with, before anybody opens them. */
static void ask_ahead(struct prices_view *view)
{
	struct table *table = view->countries.list.table;
	const struct list_rows *rows = &view->countries.rows;
	const struct spending *spending = country_spending(rows->session);
	size_t count = table_count(table);
	char iso[COUNTRY_SIZE];
	size_t asked = 0;

	for (size_t rank = 0; rank < count && asked < AHEAD_MAX; rank++) {
		uint32_t row = table_row_at(table, rank);

		country_letters(collection_at(rows->collection, row), iso);
		if (!*iso || !spending || !spending_sent(spending, iso))
			continue;
		struct list_id id = country_prices_id(iso);
		lists_want_ahead(rows->session, &id);
		asked++;
	}
}

/* -- the view ---------------------------------------------------------------------------------- */

static bool prices_open(struct view *base, int argc, const char *const *argv, struct error *err)
{
	struct prices_view *view = (struct prices_view *)base;
	struct list_id id = country_list_id();

	(void)argc, (void)argv, (void)err;
	record_view_open(&view->countries, &id, &country_language);
	table_sort(view->countries.list.table,
		   table_column_index(view->countries.list.table, "sent"), true);
	table_set_follow(view->countries.list.table, true);
	return true;
}

/* Before the order is made anew. */
static void note_top(struct prices_view *view)
{
	if (!table_busy(view->countries.list.table))
		view->at_top = table_cursor_rank(view->countries.list.table) == 0;
}

/* What a country costs, or its messages did, may have changed, and with it its place. */
static void look_again(struct prices_view *view)
{
	bool descending;

	if (table_sort_column(view->countries.list.table, &descending) < 0 &&
	    !search_is_on(&view->countries.list.search))
		return;
	note_top(view);
	table_reset(view->countries.list.table);
}

static unsigned prices_result(struct view *base, const void *context)
{
	struct prices_view *view = (struct prices_view *)base;
	const struct news *news = context;

	if (news->kind != NEWS_LIST && news->kind != NEWS_STORE)
		return EFFECT_NONE;
	note_top(view);
	if (!list_rows_update(&view->countries.rows, view->countries.list.table))
		look_again(view);
	shell_work(base->shell);
	return EFFECT_REDRAW;
}

static bool prices_work(struct view *base, int64_t deadline_ns, unsigned *effects)
{
	struct prices_view *view = (struct prices_view *)base;
	bool changed = false;
	bool counted = country_spending_busy(base->app);
	bool more = country_spending_work(base->app, deadline_ns);

	if (counted)
		look_again(view);
	more |= table_work(view->countries.list.table, deadline_ns, &changed);
	if (view->at_top && !table_busy(view->countries.list.table)) {
		view->at_top = false;
		changed |= table_go(view->countries.list.table, 0);
	}
	if (!more && base->shown)
		ask_ahead(view);
	if (changed || counted)
		*effects |= EFFECT_REDRAW;
	return more;
}

/* "3 messages of no known country" */
static void add_nowhere(const struct session *session, struct bar *bar)
{
	const struct spending *spending = country_spending(session);
	uint64_t count = 0;
	char text[COUNT_SIZE];

	if (country_spending_busy(session)) {
		bar_add(bar, STYLE_WAITING, 4, "· counting messages…");
		return;
	}
	count = spending_sent(spending, "") + spending_received(spending, "");
	count_format(count, text);
	if (count)
		bar_add(bar, STYLE_DIM, 5, "· %s message%s of no known country", text,
			count == 1 ? "" : "s");
}

static void prices_status(struct view *base, struct bar *bar)
{
	struct record_view *view = (struct record_view *)base;
	size_t count = collection_count(view->rows.collection);
	char text[COUNT_SIZE];

	list_view_status(base, bar);
	count_format(count, text);
	if (count && !search_is_on(&view->list.search))
		bar_add(bar, STYLE_DIM, 3, "%s countr%s", text, count == 1 ? "y" : "ies");
	/* Below its last row the table has no room to say so. */
	if (count && !collection_is_complete(view->rows.collection) &&
	    collection_state(view->rows.collection) == COLLECTION_FAILED)
		bar_add(bar, STYLE_BAD, 1, "✗ not all came (F5: again)");
	add_nowhere(base->app, bar);
}

const struct view_ops prices_view_ops = {
	.name = "prices",
	.title = "Prices",
	.help = "The countries of the price list, and what the messages of the cache that went there "
		"or came in there cost.",
	.size = sizeof(struct prices_view),
	.commands = commands,
	.command_count = ARRAY_SIZE(commands),
	.columns = country_columns,
	.column_count = COUNTRY_COLUMN_COUNT,
	.language = &country_language,
	.open = prices_open,
	.close = list_view_close,
	.refresh = record_view_refresh,
	.result = prices_result,
	.draw = record_view_draw,
	.scopes = list_view_scopes,
	.work = prices_work,
	.status = prices_status,
	.escape = list_view_escape,
};
