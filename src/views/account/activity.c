/*
 * activity.c - what msgdeck asks of Twilio: requests under way and of late, and sums for each endpoint.
 *
 * What is shown is a copy that the fetch thread gives (JOB_ACTIVITY). It is asked for again when the
 * session hears of requests that the copy does not know, so an idle program stays idle.
 */
#include <stdlib.h>
#include <string.h>

#include "base/clock.h"
#include "base/mem.h"
#include "views/account/activity_rows.h"
#include "views/list/cells.h"
#include "views/list/languages.h"
#include "views/list/list_view.h"
#include "views/views.h"

/* The list of requests keeps so many rows before sums are left out. */
#define LIST_ROWS_MIN 6
#define SUMS_WIDTH_MAX 104 /* beyond it the eye loses the line */
#define HEAD_ROWS 4        /* two lines about all, the titles of the sums, the rule below them */

struct activity_view {
	struct list_view list;
	uint64_t job; /* that brings the next copy; 0: none */
	struct activity_rows rows;
	struct activity_sum *sums; /* most requests first */
	size_t sum_count;
	unsigned limit_max;
	uint64_t asked, bytes; /* of the session's health when the copy was asked for */
};

/* -- the copy ---------------------------------------------------------------------------------- */

static void ask(struct activity_view *view)
{
	struct job job = { .kind = JOB_ACTIVITY, .priority = PRIORITY_NOW };

	if (view->job)
		return;
	view->asked = view->list.session->health.requests;
	view->bytes = view->list.session->health.bytes_in;
	view->job = session_ask(view->list.session, &job);
}

static bool is_old(const struct activity_view *view)
{
	const struct fetch_health *health = &view->list.session->health;

	return health->in_flight || health->requests != view->asked ||
	       health->bytes_in != view->bytes;
}

static int compare_sums(const void *a, const void *b)
{
	const struct activity_sum *left = a, *right = b;

	return (left->requests < right->requests) - (left->requests > right->requests);
}

static void take(struct activity_view *view, const struct activity *activity)
{
	free(view->rows.requests);
	free(view->sums);
	view->rows.requests =
		xmemdup(activity->requests, activity->request_count * sizeof(*activity->requests));
	view->rows.count = activity->request_count;
	view->sums = xmemdup(activity->sums, activity->sum_count * sizeof(*activity->sums));
	view->sum_count = activity->sum_count;
	view->limit_max = activity->limit_max;
	qsort(view->sums, view->sum_count, sizeof(*view->sums), compare_sums);
	table_reset(view->list.table);
}

/* -- the head ---------------------------------------------------------------------------------- */

static void draw_now(const struct activity_view *view, const struct pane *pane)
{
	const struct fetch_health *health = &view->list.session->health;
	int64_t wait = health->wait_until_mono_ms - clock_mono_ms();
	struct bar bar;

	bar_init(&bar);
	bar_add(&bar, STYLE_TITLE, 1, "Activity ");
	bar_add(&bar, health->in_flight ? STYLE_STRONG : STYLE_DIM, 1, "%u in flight",
		health->in_flight);
	bar_add(&bar, STYLE_TEXT, 2, "of %u at a time", health->limit);
	if (view->limit_max)
		bar_add(&bar, STYLE_DIM, 4, "(max_in_flight %u)", view->limit_max);
	if (health->queued)
		bar_add(&bar, STYLE_WAITING, 2, "· %u waiting", health->queued);
	if (health->waiting && wait > 0)
		bar_add(&bar, STYLE_WARNING, 1, "· asked to slow down, %lld s",
			(long long)(wait + 999) / 1000);
	bar_to_right(&bar);
	if (health->account_concurrency)
		bar_add(&bar, STYLE_DIM, 3, "Twilio counted %u of the account",
			health->account_concurrency);
	bar_draw(&bar, pane, 0, STYLE_TEXT);
	bar_release(&bar);
}

static void draw_since_start(const struct activity_view *view, const struct pane *pane)
{
	const struct fetch_health *health = &view->list.session->health;
	struct strbuf bytes = STRBUF_INIT(STRBUF_LINE);
	char count[COUNT_SIZE];
	struct bar bar;

	bar_init(&bar);
	count_format(health->requests, count);
	cell_size(health->bytes_in, &bytes);
	bar_add(&bar, STYLE_TEXT, 1, "%s requests", count);
	bar_add(&bar, STYLE_TEXT, 2, "· %s", bytes.data);
	bar_add(&bar, health->retries ? STYLE_WARNING : STYLE_DIM, 2, "· %llu asked again",
		(unsigned long long)health->retries);
	bar_add(&bar, health->throttled ? STYLE_WARNING : STYLE_DIM, 1, "· %llu refused (429)",
		(unsigned long long)health->throttled);
	bar_add(&bar, health->failures ? STYLE_BAD : STYLE_DIM, 1, "· %llu failed",
		(unsigned long long)health->failures);
	bar_draw(&bar, pane, 1, STYLE_TEXT);
	bar_release(&bar);
	strbuf_release(&bytes);
}

/* The columns of the sums, from the right edge; a narrow screen loses those at the left. */
enum sum_column {
	SUM_REQUESTS,
	SUM_FLYING,
	SUM_AGAIN,
	SUM_429,
	SUM_FAILED,
	SUM_BYTES,
	SUM_MEAN,
	SUM_WORST,
	SUM_COLUMNS
};

static const struct {
	const char *title;
	int width;
} sum_columns[SUM_COLUMNS] = {
	[SUM_REQUESTS] = { "REQUESTS", 9 }, [SUM_FLYING] = { "NOW", 5 },
	[SUM_AGAIN] = { "AGAIN", 6 },       [SUM_429] = { "429", 5 },
	[SUM_FAILED] = { "FAILED", 7 },     [SUM_BYTES] = { "BYTES", 10 },
	[SUM_MEAN] = { "LATENCY", 9 },      [SUM_WORST] = { "WORST", 9 },
};

static void add_sum(const struct activity_sum *sum, enum sum_column column, struct strbuf *out)
{
	const uint64_t counts[] = { [SUM_REQUESTS] = sum->requests,
				    [SUM_FLYING] = sum->in_flight,
				    [SUM_AGAIN] = sum->retries,
				    [SUM_429] = sum->throttled,
				    [SUM_FAILED] = sum->failures };

	if (column <= SUM_FAILED && (counts[column] || column == SUM_REQUESTS))
		strbuf_addf(out, "%llu", (unsigned long long)counts[column]);
	else if (column == SUM_BYTES)
		cell_size(sum->bytes, out);
	else if (column == SUM_MEAN && sum->answers)
		activity_add_ms(out, (int64_t)(sum->latency_sum_ms / sum->answers));
	else if (column == SUM_WORST && sum->answers)
		activity_add_ms(out, sum->latency_max_ms);
}

static unsigned sum_style(const struct activity_sum *sum, enum sum_column column)
{
	if (column == SUM_FAILED && sum->failures)
		return STYLE_BAD;
	if ((column == SUM_429 && sum->throttled) || (column == SUM_AGAIN && sum->retries))
		return STYLE_WARNING;
	return column == SUM_FLYING ? STYLE_WAITING : STYLE_TEXT;
}

/* One line of the sums; `sum` NULL: the titles. */
static void draw_sum(const struct pane *pane, int row, const struct activity_sum *sum)
{
	struct strbuf text = STRBUF_INIT(STRBUF_LINE);
	int right = pane->width < SUMS_WIDTH_MAX ? pane->width : SUMS_WIDTH_MAX;

	draw_fill(pane, 0, row, pane->width, STYLE_TEXT);
	for (int column = SUM_COLUMNS - 1; column >= 0; column--) {
		int width = sum_columns[column].width;

		strbuf_reset(&text);
		if (sum)
			add_sum(sum, (enum sum_column)column, &text);
		else
			strbuf_addstr(&text, sum_columns[column].title);
		right -= width;
		draw_field(pane, right, row, width,
			   sum ? sum_style(sum, (enum sum_column)column) : STYLE_TITLE, DRAW_RIGHT,
			   text.data, text.length, NULL);
	}
	strbuf_reset(&text);
	if (sum)
		strbuf_addf(&text, "%s %s", sum->verb, sum->endpoint);
	else
		strbuf_addstr(&text, "SINCE THE START");
	draw_text(pane, 1, row, right - 2, sum ? STYLE_TEXT : STYLE_TITLE, text.data);
	strbuf_release(&text);
}

static void draw_head(const struct activity_view *view, struct pane *rest)
{
	int room = rest->height - HEAD_ROWS - LIST_ROWS_MIN;
	int shown = room < (int)view->sum_count ? room : (int)view->sum_count;
	char title[64];

	if (shown < 0)
		shown = 0;
	struct pane head = pane_cut(rest, HEAD_ROWS + shown);
	draw_now(view, &head);
	draw_since_start(view, &head);
	draw_sum(&head, 2, NULL);
	for (int i = 0; i < shown; i++)
		draw_sum(&head, 3 + i, &view->sums[i]);
	snprintf(title, sizeof(title), "of late%s",
		 (size_t)shown < view->sum_count ? "; more endpoints were asked than fit above"
						 : "");
	draw_rule(&head, 3 + shown, STYLE_BORDER, title);
}

/* -- commands ---------------------------------------------------------------------------------- */

static bool has_id(void *target, const char **why)
{
	struct activity_view *view = target;
	uint32_t row;

	*why = "Twilio gave this request no id";
	return table_cursor_row(view->list.table, &row) && view->rows.requests[row].request_id[0];
}

static unsigned run_copy(struct command_call *call)
{
	struct activity_view *view = call->target;
	uint32_t row;

	if (!table_cursor_row(view->list.table, &row))
		return EFFECT_NONE;
	const char *id = view->rows.requests[row].request_id;
	return views_copy(call, "the request's id", id, strlen(id));
}

static const struct command commands[] = {
	{
		.name = "copy-request-id",
		.args = "",
		.help = "Copy Twilio's id of the request, for its support, to the clipboard (OSC 52)",
		.hint = "copy id",
		.hint_rank = 2,
		.run = run_copy,
		.ready = has_id,
	},
	FILTER_COMMAND(
		3, "Show only requests that match: words, answer:, status:, latency:, bytes:, …"),
};

/* -- the view ---------------------------------------------------------------------------------- */

static bool activity_open(struct view *base, int argc, const char *const *argv, struct error *err)
{
	struct activity_view *view = (struct activity_view *)base;

	(void)argc;
	(void)argv;
	(void)err;
	view->rows.search = &view->list.search;
	list_view_open(&view->list, &activity_rows_source, &view->rows, &request_language);
	table_set_follow(view->list.table, true);
	ask(view);
	return true;
}

static void activity_close(struct view *base)
{
	struct activity_view *view = (struct activity_view *)base;

	session_ask_no_more(view->list.session, view->job);
	list_view_close(base);
	free(view->rows.requests);
	free(view->sums);
}

static unsigned activity_result(struct view *base, const void *context)
{
	struct activity_view *view = (struct activity_view *)base;
	const struct news *news = context;

	if (news->kind == NEWS_RESULT && view->job && news->result->job == view->job) {
		view->job = 0;
		if (news->result->activity)
			take(view, news->result->activity);
		return EFFECT_REDRAW;
	}
	if (!base->shown || (news->kind != NEWS_STORE && news->kind != NEWS_PROGRESS))
		return EFFECT_NONE;
	if (is_old(view))
		ask(view);
	return list_view_result(base, context);
}

static void activity_show(struct view *base)
{
	ask((struct activity_view *)base);
}

static void activity_draw(struct view *base, const struct pane *pane, unsigned levels)
{
	struct activity_view *view = (struct activity_view *)base;
	struct table_notice notice = { .role = STYLE_DIM };
	struct pane rest = *pane;

	if (!(levels & LOOP_PRIMARY))
		return;
	draw_head(view, &rest);
	if (!table_count(view->list.table))
		notice.text = view->rows.count ? "Nothing matches. Esc shows all again."
					       : "Nothing has been asked yet.";
	list_view_draw(&view->list, &rest, &notice);
}

static void activity_refresh(struct view *base)
{
	struct activity_view *view = (struct activity_view *)base;

	session_refresh(view->list.session);
	ask(view);
}

const struct view_ops activity_view_ops = {
	.name = "activity",
	.title = "Activity",
	.help = "What is asked of Twilio: requests under way and of late, how fast they are answered, "
		"what is asked again, and the bytes, for each endpoint.",
	.size = sizeof(struct activity_view),
	.commands = commands,
	.command_count = ARRAY_SIZE(commands),
	.columns = activity_columns,
	.column_count = ACTIVITY_COLUMN_COUNT,
	.language = &request_language,
	.open = activity_open,
	.close = activity_close,
	.show = activity_show,
	.refresh = activity_refresh,
	.result = activity_result,
	.draw = activity_draw,
	.scopes = list_view_scopes,
	.status = list_view_status,
	.escape = list_view_escape,
	.marks = list_view_marks,
	.work = list_view_work,
};
