/*
 * overview_commands.c - what one can do on the overview: choose what is looked at, move, look behind it.
 */
#include <string.h>

#include "base/mem.h"
#include "model/filter.h"
#include "views/overview/overview.h"
#include "views/views.h"

/* -- commands: what is looked at --------------------------------------------------------------- */

static unsigned run_period(struct command_call *call)
{
	struct overview *overview = call->target;
	enum period_kind kind = (enum period_kind)((overview->kind + 1) % PERIOD_KINDS);

	if (call->argc > 1) {
		for (kind = PERIOD_HOUR; kind < PERIOD_KINDS; kind++)
			if (strcmp(call->argv[1], period_word(kind)) == 0)
				break;
		if (kind == PERIOD_KINDS) {
			error_set(call->err, ERROR_USAGE,
				  "There is no period \"%s\": hour, day, week, month or all",
				  call->argv[1]);
			return EFFECT_FAILED;
		}
	}
	overview->kind = kind;
	overview->back = 0;
	return overview_look_elsewhere(overview);
}

static void complete_period(const struct command_call *call, struct completion *completion)
{
	for (unsigned i = 0; call->argc == 2 && i < PERIOD_KINDS; i++)
		completion_add(completion, period_word((enum period_kind)i),
			       period_name((enum period_kind)i));
}

static bool can_go_back(void *target, const char **why)
{
	const struct overview *overview = target;
	const struct store *store = overview->session->store;
	size_t count = store_count(store);

	*why = "There are no messages before this";
	return overview->kind != PERIOD_ALL && overview->result && count &&
	       store_time(store, store_at(store, count - 1)) < overview->result->period.edges[0];
}

static bool can_go_on(void *target, const char **why)
{
	*why = "This is the newest there is";
	return ((struct overview *)target)->back > 0;
}

static unsigned run_earlier(struct command_call *call)
{
	struct overview *overview = call->target;

	overview->back++;
	return overview_look_elsewhere(overview);
}

static unsigned run_later(struct command_call *call)
{
	struct overview *overview = call->target;

	overview->back--;
	return overview_look_elsewhere(overview);
}

/* Volume, failures, then what it cost in each currency. */
static unsigned run_measure(struct command_call *call)
{
	struct overview *overview = call->target;
	size_t currencies = overview->result ? overview->result->currency_count : 0;

	switch (overview->measure) {
	case STATS_VOLUME:
		overview->measure = STATS_FAILURES;
		break;
	case STATS_FAILURES:
		overview->measure = currencies ? STATS_SPEND : STATS_VOLUME;
		overview->currency = 0;
		break;
	case STATS_SPEND:
	case STATS_MEASURES:
		overview->currency++;
		if (overview->currency < currencies)
			break;
		overview->measure = STATS_VOLUME;
		overview->currency = 0;
		break;
	}
	overview_show_result(overview);
	return EFFECT_REDRAW;
}

static bool has_one_place(void *target, const char **why)
{
	const struct overview *overview = target;

	*why = "The heat map stands beside the chart";
	return !overview->both;
}

static unsigned run_heat(struct command_call *call)
{
	struct overview *overview = call->target;

	overview->heat = !overview->heat;
	return EFFECT_REDRAW;
}

/* -- commands: the cursor ---------------------------------------------------------------------- */

static unsigned run_area(struct command_call *call)
{
	static const enum overview_area order[AREA_COUNT] = { AREA_CHART, AREA_CODES,
							      AREA_COUNTRIES, AREA_SENDERS,
							      AREA_SERVICES };
	struct overview *overview = call->target;
	size_t at = 0;
	size_t step = strcmp(call->argv[0], "next-area") == 0 ? 1 : AREA_COUNT - 1;

	while (order[at] != overview->area)
		at++;
	overview->area = order[(at + step) % AREA_COUNT];
	return EFFECT_REDRAW;
}

static void move_in_list(struct overview *overview, bool down)
{
	enum stats_kind kind = (enum stats_kind)overview->area;
	struct overview_list *list = &overview->lists[kind];

	if (down && list->cursor + 1 < list->count)
		overview_choose(overview, kind, list->cursor + 1);
	else if (!down && list->cursor > 0)
		overview_choose(overview, kind, list->cursor - 1);
	else if (down && overview->area <= AREA_COUNTRIES)
		overview->area += AREA_SENDERS;
	else if (!down)
		overview->area = overview->area >= AREA_SENDERS ? overview->area - AREA_SENDERS
								: AREA_CHART;
}

/* Up and down go through the rows of an area, and on to the area above or below it. */
static unsigned run_up_down(struct command_call *call)
{
	struct overview *overview = call->target;
	bool down = strcmp(call->argv[0], "down") == 0;

	if (!overview->result)
		return EFFECT_NONE;
	if (overview->area != AREA_CHART)
		move_in_list(overview, down);
	else if (down)
		overview->area = AREA_CODES;
	return EFFECT_REDRAW;
}

/* Left and right go through the buckets of the chart, and between lists side by side. */
static unsigned run_left_right(struct command_call *call)
{
	struct overview *overview = call->target;
	bool right = strcmp(call->argv[0], "right") == 0;

	if (!overview->result)
		return EFFECT_NONE;
	if (overview->area != AREA_CHART)
		overview->area = right ? overview->area | 1u : overview->area & ~1u;
	else if (right && overview->bucket + 1 < overview->result->period.buckets)
		overview_choose_bucket(overview, overview->bucket + 1);
	else if (!right && overview->bucket > 0)
		overview_choose_bucket(overview, overview->bucket - 1);
	return EFFECT_REDRAW;
}

static unsigned run_ends(struct command_call *call)
{
	struct overview *overview = call->target;
	bool last = strcmp(call->argv[0], "bottom") == 0;

	if (!overview->result)
		return EFFECT_NONE;
	if (overview->area == AREA_CHART) {
		overview_choose_bucket(overview, last ? overview_newest(overview) : 0);
		return EFFECT_REDRAW;
	}
	const struct overview_list *list = &overview->lists[overview->area];
	if (list->count)
		overview_choose(overview, (enum stats_kind)overview->area,
				last ? list->count - 1 : 0);
	return EFFECT_REDRAW;
}

static unsigned run_open(struct command_call *call)
{
	struct overview *overview = call->target;
	struct strbuf query = STRBUF_INIT(FILTER_TEXT_MAX);
	unsigned effects = EFFECT_FAILED;

	bool there = overview_query(overview, &query);
	if (there && query.overflow)
		error_set(call->err, ERROR_USAGE, "Together with the bar's the query is too long");
	else if (there)
		effects = views_open(overview->base.shell, "traffic", query.data, call->err);
	else
		error_set(call->err, ERROR_USAGE, "There is nothing here to look into");
	strbuf_release(&query);
	return effects;
}

static unsigned run_filter(struct command_call *call)
{
	return search_command(&((struct overview *)call->target)->search, call);
}

static bool has_group(void *target, const char **why)
{
	*why = "This is for the bars of the lists";
	return overview_group(target) != NULL;
}

static unsigned run_only(struct command_call *call)
{
	struct overview *overview = call->target;
	struct strbuf query = STRBUF_INIT(FILTER_TEXT_MAX);
	bool there = overview_narrowed_query(overview, &query);

	if (!there)
		error_set(call->err, ERROR_USAGE, "There is nothing here to look into");
	else if (query.overflow)
		there = error_set(call->err, ERROR_USAGE,
				  "Together with the bar's the query is too long");
	else
		views_filter(overview->base.shell, query.data);
	strbuf_release(&query);
	return there ? EFFECT_REDRAW : EFFECT_FAILED;
}

const struct command overview_commands[OVERVIEW_COMMANDS] = {
	{
		.name = "open-messages",
		.args = "",
		.help = "Show the messages behind the bar",
		.hint = "messages",
		.hint_rank = 1,
		.run = run_open,
	},
	{
		.name = "filter",
		.args = "[QUERY]",
		.help = "Count only messages that match: country:MX, error:, from:, service:, …",
		.hint = "filter",
		.hint_rank = 2,
		.max_args = -1,
		.run = run_filter,
	},
	{
		.name = "only-this",
		.args = "",
		.help = "Count only what is behind the bar, beside what is filtered already",
		.hint = "only this",
		.hint_rank = 2,
		.run = run_only,
		.ready = has_group,
	},
	{
		.name = "period",
		.args = "[hour|day|week|month|all]",
		.help = "Look at the last hour, 24 hours, 7 days, 30 days, or all; the next of them",
		.hint = "period",
		.hint_rank = 2,
		.max_args = 1,
		.run = run_period,
		.complete = complete_period,
	},
	{
		.name = "earlier",
		.args = "",
		.help = "Look at the period before",
		.hint = "earlier",
		.hint_rank = 3,
		.run = run_earlier,
		.ready = can_go_back,
	},
	{
		.name = "later",
		.args = "",
		.help = "Look at the period after",
		.hint = "later",
		.hint_rank = 5,
		.run = run_later,
		.ready = can_go_on,
	},
	{
		.name = "measure",
		.args = "",
		.help = "Measure by volume, by failures, or by what it cost: the next of them",
		.hint = "measure",
		.hint_rank = 2,
		.run = run_measure,
	},
	{
		.name = "heat-map",
		.args = "",
		.help = "Change between the chart and the map of hours and weekdays",
		.hint = "heat map",
		.hint_rank = 6,
		.run = run_heat,
		.ready = has_one_place,
	},
	{
		.name = "next-area",
		.args = "",
		.help = "Go to the next chart or list",
		.hint = "next",
		.hint_rank = 4,
		.run = run_area,
	},
	{ .name = "previous-area",
	  .args = "",
	  .help = "Go to the chart or list before",
	  .run = run_area },
	{ .name = "up", .args = "", .help = "Go to the bar above", .run = run_up_down },
	{ .name = "down", .args = "", .help = "Go to the bar below", .run = run_up_down },
	{ .name = "left",
	  .args = "",
	  .help = "Go to the column or list on the left",
	  .run = run_left_right },
	{ .name = "right",
	  .args = "",
	  .help = "Go to the column or list on the right",
	  .run = run_left_right },
	{ .name = "top", .args = "", .help = "Go to the first bar or column", .run = run_ends },
	{ .name = "bottom", .args = "", .help = "Go to the last bar or column", .run = run_ends },
};
