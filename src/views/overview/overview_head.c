/*
 * overview_head.c - the overview's first lines: what is looked at, and the totals of it.
 */
#include <string.h>

#include "base/clock.h"
#include "base/mem.h"
#include "ui/chrome.h"
#include "views/list/cells.h"
#include "views/overview/overview.h"

#define RISEN_FROM 15 /* rows that are left for charts and lists */
#define RISEN_CELLS 22

static void add_span(const struct overview *overview, struct bar *bar)
{
	const struct stats_result *result = overview->result;
	const struct period *period = &result->period;
	struct strbuf text = STRBUF_INIT(STRBUF_LINE);
	char part[WHEN_SIZE];
	int64_t ends[2] = { period->edges[0], period->edges[period->buckets] };

	for (size_t i = 0; i < ARRAY_SIZE(ends); i++) {
		if (i && ends[i] > clock_now()) {
			strbuf_addstr(&text, " to now");
			break;
		}
		when_day(ends[i], clock_now(), result->zone, part);
		strbuf_addf(&text, "%s%s", i ? " to " : "", part);
		when_clock(ends[i], result->zone, part);
		strbuf_addf(&text, " %s", part);
	}
	bar_add(bar, STYLE_TEXT, 2, " %s", text.data);
	strbuf_release(&text);
}

/* What of the history is missing is said before any number. */
static void add_missing(const struct overview *overview, struct bar *bar)
{
	const struct period *period = &overview->result->period;
	bool before = period->before_from != DATE_NONE;
	bool all = period->kind == PERIOD_ALL;

	bar_to_right(bar);
	if (!session_loaded_since(overview->session, all ? overview->session->options.history_since
							 : period->edges[0]))
		bar_add(bar, STYLE_WAITING, 1, "partly loaded: these are not all");
	else if (before && !session_loaded_since(overview->session, period->before_from))
		bar_add(bar, STYLE_DIM, 3, "nothing to compare with");
}

static void draw_title(const struct overview *overview, const struct pane *pane, struct bar *bar)
{
	const char *name = period_name(overview->kind);

	bar_reset(bar);
	if (overview->back)
		name += strlen("last ");
	bar_add(bar, STYLE_STRONG, 1, "◂ %s ▸", name);
	if (overview->result && overview->result->period.kind == overview->kind &&
	    overview->result->period.back == overview->back)
		add_span(overview, bar);
	bar_add(bar, STYLE_ACCENT, 1, " by %s", overview_measure_word(overview->measure));
	if (overview->measure == STATS_SPEND && overview->result)
		bar_glue(bar, STYLE_ACCENT, " in %s",
			 overview->result->currencies[overview->currency]);
	if (search_is_on(&overview->search)) {
		bar_add(bar, STYLE_TEXT, 1, " only");
		bar_add_foreign(bar, STYLE_MATCH, 1, overview->search.typed.data,
				overview->search.typed.length);
	}
	if (overview->result)
		add_missing(overview, bar);
	bar_draw(bar, pane, 0, STYLE_TEXT);
}

static void add_number(const struct overview *overview, struct bar *bar, int rank, const char *word,
		       uint32_t now, uint32_t before, enum stats_measure measure)
{
	struct strbuf text = STRBUF_INIT(STRBUF_LINE);
	char number[COUNT_SIZE];
	int64_t change;

	count_format(now, number);
	bar_add(bar, STYLE_TEXT, rank, "%s%s", bar->count ? " " : "", word);
	bar_glue(bar, measure == STATS_FAILURES && now ? STYLE_BAD : STYLE_STRONG, " %s", number);
	if (overview_is_compared(overview) && !before && measure == STATS_FAILURES && now)
		bar_glue(bar, STYLE_WARNING, ", 0 before");
	if (overview_is_compared(overview) && before) {
		change = ((int64_t)now - before) * 1000 / before;
		overview_add_change(change, CHANGE_WORDS, &text);
		bar_glue(bar, overview_change_role(measure, change), " %s", text.data);
	}
	strbuf_release(&text);
}

static void add_spend(const struct overview *overview, struct bar *bar)
{
	const struct stats_result *result = overview->result;
	struct strbuf change = STRBUF_INIT(STRBUF_LINE);
	char number[DECIMAL_SIZE];
	int64_t per_mille;

	for (size_t i = 0; i < result->currency_count; i++) {
		decimal_format(result->now.spend[i], number);
		bar_add(bar, STYLE_TEXT, i ? 5 : 2, " cost");
		bar_glue(bar, STYLE_STRONG, " %s", number);
		bar_glue(bar, STYLE_TEXT, " %s", result->currencies[i]);
		if (!overview_is_compared(overview) ||
		    !stats_change(&result->now, &result->before, STATS_SPEND, i, &per_mille))
			continue;
		strbuf_reset(&change);
		overview_add_change(per_mille, CHANGE_PLAIN, &change);
		bar_glue(bar, STYLE_DIM, " %s", change.data);
	}
	strbuf_release(&change);
}

/* With how many different people. */
static void add_contacts(const struct overview *overview, struct bar *bar, int rank,
			 enum stats_measure measure)
{
	uint32_t contacts = overview->result->contacts[measure];
	char text[COUNT_SIZE];

	if (!contacts)
		return;
	count_format(contacts, text);
	bar_add(bar, STYLE_DIM, rank, "(%s contact%s)", text, contacts == 1 ? "" : "s");
}

static void draw_traffic(const struct overview *overview, const struct pane *pane, struct bar *bar)
{
	const struct traffic_count *now = &overview->result->now.traffic;
	const struct traffic_count *before = &overview->result->before.traffic;

	bar_reset(bar);
	add_number(overview, bar, 1, "sent", now->sent, before->sent, STATS_VOLUME);
	add_number(overview, bar, 1, "received", now->received, before->received, STATS_VOLUME);
	add_spend(overview, bar);
	add_contacts(overview, bar, 6, STATS_VOLUME);
	bar_draw(bar, pane, 0, STYLE_TEXT);
}

static void add_delivered(const struct overview *overview, struct bar *bar)
{
	int now = traffic_share(&overview->result->now.traffic);
	int before = traffic_share(&overview->result->before.traffic);
	int change = before < 0 ? 0 : now - before;
	int size = change < 0 ? -change : change;

	if (now < 0)
		return;
	bar_add(bar, STYLE_TEXT, 1, "delivered");
	bar_glue(bar, STYLE_STRONG, " %d.%d %%", now / 10, now % 10);
	if (!change || !overview_is_compared(overview))
		return;
	bar_glue(bar, change > 0 ? STYLE_GOOD : STYLE_BAD, " %s %d.%d %s", change > 0 ? "▲" : "▼",
		 size / 10, size % 10, change > 0 ? "better" : "worse");
}

/* "3 s", "2 min", "2 h", "a day": the ends of the steps are round. */
static void add_duration(int64_t seconds, struct strbuf *out)
{
	if (seconds < 60)
		strbuf_addf(out, "%d s", (int)seconds);
	else if (seconds < 3600)
		strbuf_addf(out, "%d min", (int)(seconds / 60));
	else
		strbuf_addf(out, "%d h", (int)(seconds / 3600));
}

static void add_delays(const struct overview *overview, struct bar *bar)
{
	int64_t half = stats_delay(overview->result, 500);
	int64_t most = stats_delay(overview->result, 950);
	struct strbuf text = STRBUF_INIT(STRBUF_LINE);

	if (half > 0) {
		strbuf_addstr(&text, "half arrive in ");
		add_duration(half, &text);
		strbuf_addstr(&text, most > 0 ? ", 95 % in " : ", 95 % in more than a day");
		if (most > 0)
			add_duration(most, &text);
		bar_add(bar, STYLE_DIM, 6, " %s", text.data);
	}
	strbuf_release(&text);
}

static void draw_outcome(const struct overview *overview, const struct pane *pane, struct bar *bar)
{
	const struct stats_count *now = &overview->result->now;
	const struct stats_count *before = &overview->result->before;
	char text[COUNT_SIZE];

	bar_reset(bar);
	add_delivered(overview, bar);
	add_number(overview, bar, 1, "failed", now->traffic.failed, before->traffic.failed,
		   STATS_FAILURES);
	add_contacts(overview, bar, 4, STATS_FAILURES);
	if (now->waiting) {
		count_format(now->waiting, text);
		bar_add(bar, STYLE_TEXT, 2, " waiting");
		bar_glue(bar, STYLE_WAITING, " %s", text);
	}
	if (now->scheduled) {
		count_format(now->scheduled, text);
		bar_add(bar, STYLE_TEXT, 3, " scheduled");
		bar_glue(bar, STYLE_WAITING, " %s", text);
	}
	add_delays(overview, bar);
	bar_draw(bar, pane, 0, STYLE_TEXT);
}

/* What fails more than before, and where: of each kind the one that does most. */
static void draw_risen(const struct overview *overview, const struct pane *pane, struct bar *bar)
{
	struct strbuf text = STRBUF_INIT(STRBUF_TEXT);
	char number[COUNT_SIZE];
	bool any = false;

	bar_reset(bar);
	for (int kind = 0; kind < STATS_KINDS; kind++) {
		const struct stats_group *group =
			stats_risen(overview->result, (enum stats_kind)kind);

		if (!group)
			continue;
		if (!any)
			bar_add(bar, STYLE_STRONG, 1, "fails more:");
		any = true;
		strbuf_reset(&text);
		overview_name(overview, (enum stats_kind)kind, group, &text);
		count_format(group->now.traffic.failed - group->before.traffic.failed, number);
		bar_add_short(bar, STYLE_TEXT, kind + 1, RISEN_CELLS, text.data, text.length);
		bar_glue(bar, STYLE_BAD, " +%s ", number);
	}
	if (!any)
		bar_add(bar, STYLE_DIM, 1, "nothing fails more than before");
	bar_draw(bar, pane, 0, STYLE_TEXT);
	strbuf_release(&text);
}

void overview_draw_head(const struct overview *overview, struct pane *rest)
{
	struct pane title = pane_cut(rest, 1);
	struct pane line;
	struct bar bar;

	bar_init(&bar);
	draw_title(overview, &title, &bar);
	if (overview->result) {
		line = pane_cut(rest, 1);
		draw_traffic(overview, &line, &bar);
		line = pane_cut(rest, 1);
		draw_outcome(overview, &line, &bar);
	}
	if (overview->result && overview_is_compared(overview) && rest->height >= RISEN_FROM) {
		line = pane_cut(rest, 1);
		draw_risen(overview, &line, &bar);
	}
	bar_release(&bar);
}
