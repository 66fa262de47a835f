#include "views/frame.h"

#include <string.h>

#include "base/clock.h"
#include "base/date.h"
#include "model/when.h"
#include "ui/term.h"
#include "views/changes/changes.h"
#include "views/changes/erasure.h"
#include "views/list/cells.h"
#include "views/session/alarm.h"
#include "views/session/session.h"

#define PROGRESS_CELLS 14
#define NAME_COLUMNS 80 /* on a narrower screen the tabs need the room */
#define BALANCE_COLUMNS 120
/* A name has at most this part of the line: the tabs need the rest. */
#define NAME_PART 4
#define STATUS_CELLS 12
#define BALANCE_CELLS 20

static void add_name(struct bar *bar, unsigned style, int rank, const char *name)
{
	bar_add_short(bar, style, rank, term_columns() / NAME_PART, name, strlen(name));
}

static void add_mark(struct bar *bar, const struct session_options *options)
{
	if (options->demo)
		bar_add(bar, STYLE_DEMO, 1, "● DEMO");
	else if (options->production)
		bar_add(bar, STYLE_PRODUCTION, 1, " ● LIVE PRODUCTION ");
	else
		bar_add(bar, STYLE_LIVE, 1, "● LIVE");
	if (options->read_only)
		bar_add(bar, STYLE_READONLY, 1, "READ-ONLY");
}

/* Whom one looks at in place of the account that signs in is never left out. */
static void add_account(const struct session *session, struct bar *bar)
{
	const char *name = session->account_name ? session->account_name : session->options.account;

	if (session->options.other)
		add_name(bar, STYLE_WARNING, 1, name);
	else if (session->account_name && term_columns() >= NAME_COLUMNS)
		add_name(bar, STYLE_DIM, 6, name);
}

static void add_balance(const struct session *session, struct bar *bar)
{
	struct strbuf text = STRBUF_INIT(STRBUF_LINE);
	char value[DECIMAL_SIZE];

	if (!session->balance_known || term_columns() < BALANCE_COLUMNS)
		return;
	decimal_format(session->balance, value);
	strbuf_addf(&text, "%s %s", value, session->currency ? session->currency : "");
	bar_add_short(bar, STYLE_DIM, 4, BALANCE_CELLS, text.data, text.length);
	strbuf_release(&text);
}

void frame_header(void *context, struct bar *bar)
{
	const struct session *session = context;

	if (session->options.label && !session->options.demo)
		add_name(bar, STYLE_PROFILE, 1, session->options.label);
	if (session->fetch)
		add_mark(bar, &session->options);
	add_account(session, bar);
	add_balance(session, bar);
	if (session->account_status && strcmp(session->account_status, "active") != 0)
		bar_add_short(bar, STYLE_WARNING, 2, STATUS_CELLS, session->account_status,
			      strlen(session->account_status));
}

void frame_mark(void *context, struct strbuf *out)
{
	const struct session_options *options = &((const struct session *)context)->options;

	if (options->production && !options->demo)
		strbuf_addf(out, "● LIVE PRODUCTION: %s", options->label ? options->label : "");
}

static void add_history(const struct session *session, struct bar *bar)
{
	size_t count = store_count(session->store);
	size_t estimate = session_estimate(session);
	char loaded[COUNT_SIZE], all[COUNT_SIZE];

	count_format(count, loaded);
	switch (session->history) {
	case HISTORY_NONE:
		break;
	case HISTORY_FIRST:
		bar_add(bar, STYLE_WAITING, 1, "asking for messages…");
		break;
	case HISTORY_LOADING:
		if (estimate <= count) {
			bar_add(bar, STYLE_WAITING, 2, "%s messages, loading older ones…", loaded);
			break;
		}
		count_format_rough(estimate, all);
		bar_add(bar, STYLE_TEXT, 2, "%s of ~%s loaded", loaded, all);
		bar_add_progress(bar, STYLE_BAR, 4, PROGRESS_CELLS,
				 (double)count / (double)estimate);
		break;
	case HISTORY_UNSENT:
		bar_add(bar, STYLE_DIM, 2, "%s messages, looking for unsent ones…", loaded);
		break;
	case HISTORY_COMPLETE:
		bar_add(bar, STYLE_DIM, 2, "%s messages", loaded);
		break;
	case HISTORY_FAILED:
		bar_add(bar, STYLE_BAD, 1, "✗ %s messages, the rest did not come (F5: again)",
			loaded);
		break;
	}
	if (session->bad_records)
		bar_add(bar, STYLE_WARNING, 3, "%zu unreadable", session->bad_records);
}

/* How far back it goes. How many were left out cannot be told: what is older is read more than once. */
static void add_reach(const struct session *session, struct bar *bar)
{
	char day[WHEN_SIZE];
	int64_t up_to;

	if (store_evicted(session->store, &up_to)) {
		when_day(up_to, clock_now(), WHEN_LOCAL, day);
		bar_add(bar, STYLE_WARNING, 3, "none up to %s (memory_limit)", day);
	} else if (session->options.history_since != DATE_NONE) {
		when_day(session->options.history_since, clock_now(), WHEN_LOCAL, day);
		bar_add(bar, STYLE_DIM, 3, "since %s (history_since)", day);
	}
}

/* The first clause of what went wrong: the rest of the line is needed too. */
static void add_trouble(const struct error *err, struct bar *bar)
{
	const char *text = error_text(err);
	size_t length = strcspn(text, ";\n");

	bar_add(bar, STYLE_BAD, 1, "✗ no news: %.*s", (int)length, text);
}

static void add_connection(const struct session *session, struct bar *bar)
{
	const struct fetch_health *health = &session->health;
	int64_t wait = health->wait_until_mono_ms - clock_mono_ms();

	bar_to_right(bar);
	if (session->poll_error.kind != ERROR_NONE && session->history != HISTORY_FAILED)
		add_trouble(&session->poll_error, bar);
	if (health->waiting && wait > 0)
		bar_add(bar, STYLE_WAITING, 1, "asked to slow down, %lld s",
			(long long)(wait + 999) / 1000);
	if (health->in_flight)
		bar_add(bar, STYLE_TEXT, 3, "%u in flight", health->in_flight);
	/* Where the clock stands still the screen is to be the same each time. */
	if (health->latency_ms && !clock_is_pinned())
		bar_add(bar, STYLE_DIM, 4, "%u ms", health->latency_ms);
}

void frame_status(void *context, struct bar *bar)
{
	const struct session *session = context;
	size_t before = bar->count;

	if (!session->fetch)
		return;
	alarm_status(session->alarm, bar);
	changes_status(session->changes, bar);
	erasure_status(session, bar);
	/* "list 5 of 6" and "600 messages" are two numbers. */
	if (bar->count > before && session->history != HISTORY_NONE)
		bar_add(bar, STYLE_DIM, 2, "·");
	add_history(session, bar);
	add_reach(session, bar);
	add_connection(session, bar);
}
