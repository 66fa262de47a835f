#include "views/changes/changes_page.h"

#include <string.h>

#include "base/clock.h"
#include "base/text.h"
#include "model/when.h"
#include "ui/wrap.h"
#include "views/list/cells.h"

#define BAR_CELLS_MAX 60
#define MARGIN 2
#define TOP_ROWS 3 /* title, bar and counts */
#define TROUBLE_ROWS_MAX 4

static const char *state_words(const struct runner_progress *progress)
{
	switch (progress->state) {
	case RUNNER_NEW:
	case RUNNER_PREPARING:
		return "writing the plan down";
	case RUNNER_RUNNING:
		if (progress->hold_ms > 0)
			return "waits, then goes on by itself";
		if (progress->waiting && !progress->ready && !progress->in_flight)
			return "waits for the last ones, t tries them now";
		return "under way";
	case RUNNER_PAUSED:
		return progress->trouble ? "paused by trouble, p goes on" : "paused, p goes on";
	case RUNNER_STOPPING:
		return "stopping";
	default:
		return progress->stopped ? "stopped, t goes on" : "finished";
	}
}

static void draw_title(const struct changes *changes, const struct runner_progress *progress,
		       const struct pane *pane)
{
	const struct plan *plan = changes_plan(changes);

	const char *title = op_verb(plan_op(plan))->title;
	char at[WHEN_SIZE];

	if (progress->state == RUNNER_RUNNING && progress->quiet_ms > 0) {
		when_clock(clock_now() + (progress->quiet_ms + 999) / 1000, WHEN_LOCAL, at);
		draw_format(pane, MARGIN, 0, pane->width - MARGIN, STYLE_TITLE,
			    "%s: rests, goes on at %s when the quiet hours are over", title, at);
		return;
	}
	draw_format(pane, MARGIN, 0, pane->width - MARGIN, STYLE_TITLE, "%s: %s", title,
		    state_words(progress));
}

static void draw_progress(const struct runner_progress *progress, const struct pane *pane)
{
	struct strbuf eta = STRBUF_INIT(STRBUF_LINE);
	int bar = pane->width - 30 < BAR_CELLS_MAX ? pane->width - 30 : BAR_CELLS_MAX;
	size_t ended = progress->total - progress->ready - progress->waiting - progress->in_flight;
	double share = progress->total ? (double)ended / (double)progress->total : 1;

	if (progress->eta_ms > 0 && progress->state == RUNNER_RUNNING) {
		strbuf_addstr(&eta, " · ");
		review_add_duration(&eta, progress->eta_ms);
	}
	/* Between its ends, so that it is seen where nothing is done yet. */
	draw_text(pane, MARGIN, 1, 1, STYLE_DIM, "▕");
	draw_bar(pane, MARGIN + 1, 1, bar - 2, STYLE_BAR, share);
	draw_text(pane, MARGIN + bar - 1, 1, 1, STYLE_DIM, "▏");
	draw_format(pane, bar + MARGIN + 1, 1, pane->width - bar - MARGIN - 1, STYLE_TEXT,
		    "%3d %%%s", (int)(share * 100), eta.data);
	strbuf_release(&eta);
}

static void draw_counts(const struct changes *changes, const struct pane *pane)
{
	struct changes_count counts[CHANGES_COUNTS];
	char text[COUNT_SIZE];
	int at = MARGIN;

	changes_counts(changes, counts);
	for (size_t i = 0; i < CHANGES_COUNTS; i++) {
		if (!counts[i].count && i > 0)
			continue;
		count_format(counts[i].count, text);
		at += draw_format(pane, at, 2, pane->width - at, counts[i].role, "%s %s", text,
				  counts[i].word) +
		      3;
	}
}

/* A path whose end matters more than its beginning. */
static void draw_path(const struct pane *pane, int column, int row, const char *path)
{
	int room = pane->width - column - 1;
	const char *rest = path, *slash;

	while ((int)text_width(rest, strlen(rest)) + 1 > room && (slash = strchr(rest + 1, '/')))
		rest = slash;
	if (rest != path)
		column += draw_text(pane, column, row, room, STYLE_DIM, "…");
	draw_foreign(pane, column, row, pane->width - column, STYLE_DIM, rest, strlen(rest));
}

/* What is in the way, fit to draw. */
static void add_trouble(const struct error *trouble, struct strbuf *clean)
{
	struct strbuf text = STRBUF_INIT(STRBUF_TEXT);

	op_explain_trouble(&text, trouble);
	text_clean(clean, text.data, text.length, TEXT_ONE_LINE);
	strbuf_release(&text);
}

static size_t room_for_text(int width)
{
	return width > MARGIN + 1 ? (size_t)(width - MARGIN) : 1;
}

/* Draws from a row on, as many as there are. */
static void draw_wrapped(const struct pane *pane, int row, enum style_role role,
			 const struct strbuf *clean)
{
	struct wrap_line line;
	struct wrap wrap;

	wrap_start(&wrap, clean->data, clean->length, room_for_text(pane->width));
	for (; row < pane->height && wrap_next(&wrap, &line); row++)
		draw_clean(pane, MARGIN, row, pane->width - MARGIN, role, line.text, line.length);
}

int changes_head_rows(const struct changes *changes, int width)
{
	struct strbuf clean = STRBUF_INIT(STRBUF_TEXT);
	struct runner_progress progress;
	size_t rows = 1;

	runner_progress(changes_runner(changes), &progress);
	if (progress.trouble) {
		add_trouble(progress.trouble, &clean);
		rows = wrap_count(clean.data, clean.length, room_for_text(width));
	}
	strbuf_release(&clean);
	rows = rows < TROUBLE_ROWS_MAX ? rows : TROUBLE_ROWS_MAX;
	return TOP_ROWS + (int)rows + (changes_look(changes) ? 1 : 0);
}

/* Trouble takes the place of the journal: it is what is to be read now. */
void changes_draw_head(const struct changes *changes, const struct pane *pane)
{
	struct strbuf clean = STRBUF_INIT(STRBUF_TEXT);
	struct runner_progress progress;

	runner_progress(changes_runner(changes), &progress);
	draw_clear(pane, STYLE_TEXT);
	draw_title(changes, &progress, pane);
	draw_progress(&progress, pane);
	draw_counts(changes, pane);
	if (progress.trouble) {
		add_trouble(progress.trouble, &clean);
		draw_wrapped(pane, TOP_ROWS, STYLE_WARNING, &clean);
	} else {
		int at = MARGIN + draw_text(pane, MARGIN, TOP_ROWS, pane->width - MARGIN, STYLE_DIM,
					    "journal  ");
		draw_path(pane, at, TOP_ROWS, changes_journal(changes));
		if (changes_look(changes))
			draw_text(pane, MARGIN, TOP_ROWS + 1, pane->width - MARGIN, STYLE_TEXT,
				  changes_look(changes));
	}
	strbuf_release(&clean);
}

/* Until when it waits. */
static void add_next_try(const struct changes *changes, uint32_t item, struct strbuf *out)
{
	int64_t left_ms = runner_next_try(changes_runner(changes), item);
	char at[WHEN_SIZE];

	if (left_ms < 0)
		return;
	if (left_ms < 50 * 1000)
		strbuf_addf(out, "; the next try is in %lld s", (long long)(left_ms + 999) / 1000);
	else
		strbuf_addf(out, "; the next try is in %lld min",
			    (long long)(left_ms + 59999) / 60000);
	if (left_ms < 2 * 60 * 1000)
		return;
	when_clock(clock_now() + left_ms / 1000, WHEN_LOCAL, at);
	strbuf_addf(out, ", at %s", at);
}

void changes_draw_item(const struct changes *changes, uint32_t item, const struct pane *pane)
{
	const struct plan *plan = changes_plan(changes);
	struct strbuf sentence = STRBUF_INIT(STRBUF_TEXT), clean = STRBUF_INIT(STRBUF_TEXT);

	draw_clear(pane, STYLE_TEXT);
	plan_explain(plan, item, &sentence);
	add_next_try(changes, item, &sentence);
	text_clean(&clean, sentence.data, sentence.length, TEXT_ONE_LINE);
	draw_wrapped(pane, 1, STYLE_TEXT, &clean);
	strbuf_release(&sentence);
	strbuf_release(&clean);
}
