/*
 * overview.c - how the account is doing: what came and went in a period, how it ended and what it cost.
 */
#include "views/overview/overview.h"

#include <string.h>

#include "base/clock.h"
#include "base/mem.h"
#include "ui/wrap.h"
#include "views/list/cells.h"
#include "views/prices/country_list.h"
#include "views/session/lists.h"
#include "views/views.h"

#define FIRST_NS INT64_C(2000000)   /* of the time that a key takes */
#define FRAME_NS INT64_C(100000000) /* between two frames of a pass that is under way */

/* -- counting ---------------------------------------------------------------------------------- */

static void period_now(const struct overview *overview, struct period *period)
{
	const struct store *store = overview->session->store;
	size_t count = store_count(store);
	int64_t oldest = count ? store_time(store, store_at(store, count - 1)) : DATE_NONE;

	period_set(period, overview->kind, overview->back, clock_now(), oldest, WHEN_LOCAL);
}

static void want(struct overview *overview)
{
	overview->wanted = true;
	shell_work(overview->base.shell);
}

static bool is_chosen(const struct overview *overview, enum stats_kind kind, size_t at)
{
	const struct overview_list *list = &overview->lists[kind];
	struct text name = overview->result->groups[kind].items[list->top[at]].name;

	return name.length == list->chosen.length &&
	       memcmp(name.data, list->chosen.data, name.length) == 0;
}

void overview_choose(struct overview *overview, enum stats_kind kind, size_t at)
{
	struct overview_list *list = &overview->lists[kind];
	struct text name = overview->result->groups[kind].items[list->top[at]].name;

	list->cursor = at;
	strbuf_reset(&list->chosen);
	strbuf_add(&list->chosen, name.data, name.length);
}

void overview_choose_bucket(struct overview *overview, size_t bucket)
{
	const struct period *period = &overview->result->period;

	overview->bucket = bucket;
	overview->bucket_at = bucket == overview_newest(overview) ? DATE_NONE
								  : period->edges[bucket];
}

/* The cursor stays on the group that it was on, or else at its place. */
static void fill_list(struct overview *overview, enum stats_kind kind)
{
	struct overview_list *list = &overview->lists[kind];

	list->count = stats_top(overview->result, kind, overview_measure(overview, kind),
				overview->currency, list->top, OVERVIEW_BARS_MAX);
	for (size_t i = 0; list->chosen.length && i < list->count; i++)
		if (is_chosen(overview, kind, i)) {
			list->cursor = i;
			return;
		}
	if (list->cursor >= list->count)
		list->cursor = list->count ? list->count - 1 : 0;
}

size_t overview_newest(const struct overview *overview)
{
	const struct period *period = &overview->result->period;

	return overview->back ? period->buckets - 1 : period_bucket(period, clock_now());
}

void overview_show_result(struct overview *overview)
{
	const struct period *period;

	overview->result = stats_result(overview->stats);
	if (!overview->result)
		return;
	period = &overview->result->period;
	if (overview->currency >= overview->result->currency_count)
		overview->currency = 0;
	for (unsigned kind = 0; kind < STATS_KINDS; kind++)
		fill_list(overview, (enum stats_kind)kind);
	if (overview->bucket_at < period->edges[0] ||
	    overview->bucket_at >= period->edges[period->buckets])
		overview->bucket_at = DATE_NONE;
	overview->bucket = overview->bucket_at == DATE_NONE
				   ? overview_newest(overview)
				   : period_bucket(period, overview->bucket_at);
}

static void start(struct overview *overview)
{
	struct period period;

	period_now(overview, &period);
	stats_start(overview->stats, &period, WHEN_LOCAL);
	overview->wanted = false;
}

/* A first pass over very many is shown as it comes, but not at every slice. */
static bool is_worth_a_frame(struct overview *overview)
{
	int64_t now = clock_mono_ns();

	if (!stats_busy(overview->stats))
		return true;
	if (overview->result->whole || now - overview->drawn_at < FRAME_NS)
		return false;
	overview->drawn_at = now;
	return true;
}

static bool overview_work(struct view *base, int64_t deadline_ns, unsigned *effects)
{
	struct overview *overview = (struct overview *)base;

	if (overview->wanted && !stats_busy(overview->stats))
		start(overview);
	if (!stats_busy(overview->stats))
		return false;
	stats_work(overview->stats, deadline_ns);
	overview_show_result(overview);
	if (is_worth_a_frame(overview))
		*effects |= EFFECT_REDRAW;
	return stats_busy(overview->stats) || overview->wanted;
}

/* What is shown is not what there is any more: messages came, or time went on. */
static bool is_out_of_date(const struct overview *overview)
{
	struct period period;

	if (stats_stale(overview->stats))
		return true;
	period_now(overview, &period);
	return overview->result &&
	       memcmp(period.edges, overview->result->period.edges, sizeof(period.edges)) != 0;
}

static unsigned overview_result(struct view *base, const void *context)
{
	struct overview *overview = (struct overview *)base;
	const struct news *news = context;

	overview_search_news(overview, news);
	if ((news->kind == NEWS_STORE || news->kind == NEWS_PROGRESS) && is_out_of_date(overview))
		want(overview);
	return EFFECT_REDRAW;
}

/* A pass that is under way is of something else: it would only delay the one that is wanted, whose first
 * slice is for the next frame. */
unsigned overview_look_elsewhere(struct overview *overview)
{
	start(overview);
	stats_work(overview->stats, clock_mono_ns() + FIRST_NS);
	overview->drawn_at = clock_mono_ns();
	overview_show_result(overview);
	shell_work(overview->base.shell);
	return EFFECT_REDRAW;
}

/* -- the view ---------------------------------------------------------------------------------- */

static bool overview_open(struct view *base, int argc, const char *const *argv, struct error *err)
{
	struct overview *overview = (struct overview *)base;
	const struct list_id services = list_id(RESOURCE_SERVICES, NULL, NULL);
	const struct list_id countries = country_list_id();

	(void)argc, (void)argv, (void)err;
	overview->session = base->app;
	overview->stats = stats_new(overview->session->store);
	overview->kind = PERIOD_DAY;
	overview->measure = STATS_VOLUME;
	overview->area = AREA_CHART;
	overview->bucket_at = DATE_NONE;
	for (size_t i = 0; i < STATS_KINDS; i++)
		strbuf_init(&overview->lists[i].chosen, STRBUF_LINE);
	overview_open_search(overview);
	/* For their names. */
	lists_want(overview->session, &services);
	lists_want(overview->session, &countries);
	want(overview);
	return true;
}

static void overview_close(struct view *base)
{
	struct overview *overview = (struct overview *)base;

	stats_free(overview->stats);
	search_release(&overview->search);
	for (size_t i = 0; i < STATS_KINDS; i++)
		strbuf_release(&overview->lists[i].chosen);
}

static void overview_show(struct view *base)
{
	struct overview *overview = (struct overview *)base;

	if (is_out_of_date(overview))
		want(overview);
	else if (stats_busy(overview->stats) || overview->wanted)
		shell_work(base->shell);
}

static void overview_refresh(struct view *base)
{
	session_refresh(base->app);
}

/* Why there is nothing at all. */
static void draw_notice(const struct pane *pane, const struct table_notice *notice)
{
	struct wrap wrap;
	struct wrap_line line;
	int row = 0;

	wrap_start(&wrap, notice->text, strlen(notice->text), (size_t)pane->width - 2);
	while (row < pane->height && wrap_next(&wrap, &line))
		draw_clean(pane, 1, row++, pane->width - 1, notice->role, line.text, line.length);
}

static void draw_view(struct view *base, const struct pane *pane, unsigned levels)
{
	struct overview *overview = (struct overview *)base;
	struct table_notice notice;

	if (!(levels & LOOP_PRIMARY))
		return;
	draw_clear(pane, STYLE_TEXT);
	draw_cursor(pane, 0, 0, false);
	if (store_count(overview->session->store)) {
		overview_draw(overview, pane);
		return;
	}
	views_list_notice(overview->session, false, false, &notice);
	draw_notice(pane, &notice);
}

static void overview_status(struct view *base, struct bar *bar)
{
	const struct overview *overview = (const struct overview *)base;
	struct strbuf about = STRBUF_INIT(STRBUF_TEXT);
	char text[COUNT_SIZE];

	if (stats_busy(overview->stats) || overview->wanted)
		bar_add(bar, STYLE_WAITING, 2, "counting… %u %%", stats_progress(overview->stats));
	if (overview_describe_bar(overview, &about))
		bar_add_foreign(bar, STYLE_TEXT, 1, about.data, about.length);
	strbuf_release(&about);
	if (overview->result && overview->result->unsummed) {
		count_format(overview->result->unsummed, text);
		bar_add(bar, STYLE_WARNING, 3, "%s prices not in the sums", text);
	}
}

const struct view_ops overview_view_ops = {
	.name = "overview",
	.title = "Overview",
	.help = "How the account is doing: volume, failures and cost of a period, by time, reason, "
		"country, sender and service, and with how many contacts. Enter shows the messages behind a bar; a "
		"query counts only what matches.",
	.size = sizeof(struct overview),
	.commands = overview_commands,
	.command_count = OVERVIEW_COMMANDS,
	.language = &filter_messages,
	.open = overview_open,
	.close = overview_close,
	.show = overview_show,
	.refresh = overview_refresh,
	.result = overview_result,
	.draw = draw_view,
	.mouse = overview_mouse,
	.work = overview_work,
	.status = overview_status,
	.escape = overview_escape,
	.query = overview_search_text,
};
