/*
 * deactivations.c - the numbers that United States carriers deactivated on a day, and which of them
 * are among the account's contacts.
 *
 * Opens on yesterday, the last day that there is a list of. Each screen reads the list of one day at a
 * time; what it holds of it is views/account/deactivated_list.h. deactivations_draw.c draws it.
 */
#include <string.h>

#include "base/clock.h"
#include "base/mem.h"
#include "model/deactivated.h"
#include "views/account/deactivated_export.h"
#include "views/account/deactivations_view.h"
#include "views/links.h"
#include "views/list/cells.h"
#include "views/list/list_view.h"
#include "views/session/alarm.h"
#include "views/views.h"

#define DAY 86400

/* -- the day's list ---------------------------------------------------------------------------- */

static void stop_reading(struct deactivations_view *view)
{
	if (view->job)
		session_ask_no_more(view->list.session, view->job);
	view->job = 0;
}

static void read_day(struct deactivations_view *view, int64_t day)
{
	stop_reading(view);
	error_release(&view->error);
	deactivated_list_clear(&view->numbers, view->list.table);
	/* Contacts are found in any order. */
	table_start_on_first(view->list.table);
	view->day = day;
	view->total = view->bad = view->bytes = 0;
	view->job = session_ask(view->list.session, &(struct job){ .kind = JOB_DEACTIVATED,
								   .priority = PRIORITY_NOW,
								   .since = day });
	shell_work(view->list.base.shell);
}

static void take_result(struct deactivations_view *view, const struct result *result)
{
	const struct deactivated *day = result->deactivated;

	if (day) {
		view->total = day->count;
		view->bad = day->bad;
		view->bytes = day->bytes;
		deactivated_list_add(&view->numbers, view->list.table, day->numbers,
				     day->number_count);
	}
	if (result->last) {
		view->job = 0;
		error_copy(&view->error, &result->error);
	} else {
		fetch_more(view->list.session->fetch, view->job);
	}
	shell_work(view->list.base.shell);
}

/* -- commands ---------------------------------------------------------------------------------- */

/* The contact of the row under the cursor; STORE_NO_CONTACT where it is none. */
static uint32_t cursor_contact(const struct deactivations_view *view)
{
	uint32_t row;

	return table_cursor_row(view->list.table, &row)
		       ? deactivated_list_contact(&view->numbers, row)
		       : STORE_NO_CONTACT;
}

static unsigned run_open(struct command_call *call)
{
	struct deactivations_view *view = call->target;
	uint32_t contact = cursor_contact(view);

	table_keep_cursor(view->list.table);
	if (contact != STORE_NO_CONTACT)
		return views_open_conversation(view->list.base.shell, view->list.session, contact,
					       NULL, call->err);
	error_set(call->err, ERROR_USAGE,
		  "No message in the cache went to or came from this number");
	return EFFECT_FAILED;
}

static unsigned run_contacts(struct command_call *call)
{
	struct deactivations_view *view = call->target;

	table_keep_cursor(view->list.table);
	view->numbers.contacts_only = !view->numbers.contacts_only;
	search_part(&view->list.search, view->numbers.contacts_only);
	return EFFECT_REDRAW;
}

static void day_typed(void *context, const char *text)
{
	struct deactivations_view *view = context;
	struct error err = ERROR_INIT;
	int64_t day;

	if (!deactivated_parse_day(text, strlen(text), clock_now(), &day, &err))
		shell_prompt_fault(view->list.base.shell, error_text(&err), 0, strlen(text));
	error_release(&err);
}

static void day_done(void *context, const char *text)
{
	struct deactivations_view *view = context;
	int64_t day;

	if (text && deactivated_parse_day(text, strlen(text), clock_now(), &day, NULL))
		read_day(view, day);
	shell_apply(view->list.base.shell, EFFECT_REDRAW);
}

static unsigned run_day(struct command_call *call)
{
	struct deactivations_view *view = call->target;
	char text[DATE_ISO_SIZE];
	int64_t day;

	if (call->argc > 1) {
		if (!deactivated_parse_day(call->argv[1], strlen(call->argv[1]), clock_now(), &day,
					   call->err))
			return EFFECT_FAILED;
		read_day(view, day);
		return EFFECT_REDRAW;
	}
	date_format_day(view->day, text);
	shell_prompt(view->list.base.shell, &(struct shell_prompt){
						    .label = "day: ",
						    .initial = text,
						    .history = &view->days,
						    .changed = day_typed,
						    .done = day_done,
						    .context = view,
					    });
	return EFFECT_REDRAW;
}

/* older, newer */
static unsigned run_step(struct command_call *call)
{
	struct deactivations_view *view = call->target;
	int64_t day = view->day + (strcmp(call->argv[0], "older") == 0 ? -DAY : DAY);

	if (day < DEACTIVATED_FIRST_DAY)
		error_set(call->err, ERROR_USAGE, "This is the first day that there is a list of");
	else if (day > deactivated_last_day(clock_now()))
		error_set(call->err, ERROR_USAGE,
			  "This is the last day that is over: there is no newer list yet");
	else
		read_day(view, day);
	return call->err->kind == ERROR_NONE ? EFFECT_REDRAW : EFFECT_FAILED;
}

/* A number alone, as people write it, is its digits in a row: "(415) 5". */
static bool take_number(void *context, char *query, struct error *err)
{
	size_t length = 0;

	(void)context, (void)err;
	if (query[strspn(query, "0123456789+-.() ")] != '\0')
		return true;
	for (const char *at = query; *at; at++)
		if (*at >= '0' && *at <= '9')
			query[length++] = *at;
	query[length] = '\0';
	return true;
}

static unsigned run_filter(struct command_call *call)
{
	table_keep_cursor(((struct list_view *)call->target)->table);
	return list_view_run_filter(call);
}

/* The number under the cursor and its row; false when there is none. */
static bool cursor_number(struct deactivations_view *view, uint32_t *row, struct strbuf *number)
{
	if (!table_cursor_row(view->list.table, row))
		return false;
	deactivated_number_write(deactivated_list_number(&view->numbers, *row), number);
	return true;
}

static unsigned run_copy(struct command_call *call)
{
	struct deactivations_view *view = call->target;
	struct strbuf number = STRBUF_INIT(STRBUF_LINE);
	unsigned effects;
	uint32_t row;

	if (!cursor_number(view, &row, &number))
		return EFFECT_NONE;
	effects = views_copy(call, "the number", number.data, number.length);
	strbuf_release(&number);
	return effects;
}

static unsigned run_links(struct command_call *call)
{
	struct deactivations_view *view = call->target;
	struct strbuf number = STRBUF_INIT(STRBUF_LINE);
	unsigned effects;
	uint32_t row;

	if (!cursor_number(view, &row, &number))
		return EFFECT_NONE;
	effects =
		links_of_number(view->list.session, number.data,
				deactivated_list_contact(&view->numbers, row) != STORE_NO_CONTACT);
	strbuf_release(&number);
	return effects;
}

static unsigned run_export(struct command_call *call)
{
	struct deactivations_view *view = call->target;

	return deactivated_export(&view->numbers, view->list.table, view->day, call);
}

static bool any_row(void *target, const char **why)
{
	*why = "There is no number here";
	return table_count(((struct deactivations_view *)target)->list.table) > 0;
}

static const struct command commands[] = {
	{
		.name = "open-conversation",
		.args = "",
		.help = "Show the conversation with the contact that has this number",
		.hint = "open",
		.hint_rank = 1,
		.run = run_open,
		.ready = any_row,
	},
	{
		.name = "contacts",
		.args = "",
		.help = "Show only the numbers of contacts, or all again",
		.hint = "contacts/all",
		.hint_rank = 2,
		.run = run_contacts,
	},
	{
		.name = "filter",
		.args = "[QUERY]",
		.help = "Show only numbers that have these digits in a row, or match a query: is:contact",
		.hint = "search",
		.hint_rank = 3,
		.max_args = -1,
		.run = run_filter,
	},
	{
		.name = "day",
		.args = "[DATE]",
		.help = "Read the list of another day: 2026-11-01, yesterday, 3d",
		.hint = "day",
		.hint_rank = 2,
		.max_args = 1,
		.run = run_day,
	},
	{
		.name = "older",
		.args = "",
		.help = "Read the list of the day before",
		.hint = "older",
		.hint_rank = 5,
		.run = run_step,
	},
	{
		.name = "newer",
		.args = "",
		.help = "Read the list of the day after",
		.run = run_step,
	},
	{
		.name = "copy-number",
		.args = "",
		.help = "Copy the number to the clipboard of your own machine (OSC 52)",
		.hint = "copy",
		.hint_rank = 6,
		.run = run_copy,
		.ready = any_row,
	},
	LINKS_COMMAND(run_links, any_row),
	EXPORT_COMMAND(run_export, EXPORT_SHOWN, any_row),
};

/* -- the view ---------------------------------------------------------------------------------- */

static bool deactivations_open(struct view *base, int argc, const char *const *argv,
			       struct error *err)
{
	struct deactivations_view *view = (struct deactivations_view *)base;
	int64_t day = deactivated_last_day(clock_now());

	if (argc > 1 && !deactivated_parse_day(argv[1], strlen(argv[1]), clock_now(), &day, err))
		return false;
	view->error = (struct error)ERROR_INIT;
	deactivated_list_init(&view->numbers, base->app, &view->list.search);
	list_view_open(&view->list, &deactivated_list_source, &view->numbers,
		       &deactivated_language);
	view->list.search.take = take_number;
	search_part(&view->list.search, true);
	read_day(view, day);
	return true;
}

static void deactivations_close(struct view *base)
{
	struct deactivations_view *view = (struct deactivations_view *)base;

	stop_reading(view);
	list_view_close(base);
	deactivated_list_release(&view->numbers);
	prompt_history_release(&view->days);
	error_release(&view->error);
}

/* The list of a day that is over stays as it is: only what did not come is asked for again. */
static void deactivations_refresh(struct view *base)
{
	struct deactivations_view *view = (struct deactivations_view *)base;

	if (view->error.kind != ERROR_NONE)
		read_day(view, view->day);
	session_refresh(view->list.session);
}

static unsigned deactivations_result(struct view *base, const void *context)
{
	struct deactivations_view *view = (struct deactivations_view *)base;
	const struct news *news = context;

	if (news->kind == NEWS_RESULT) {
		if (!view->job || news->result->job != view->job)
			return EFFECT_NONE;
		take_result(view, news->result);
	} else if (news->kind == NEWS_STORE &&
		   deactivated_list_contacts_changed(&view->numbers, view->list.table)) {
		shell_work(base->shell);
	}
	return EFFECT_REDRAW;
}

static bool deactivations_work(struct view *base, int64_t deadline_ns, unsigned *effects)
{
	struct deactivations_view *view = (struct deactivations_view *)base;
	bool changed = false;
	bool more = table_work(view->list.table, deadline_ns, &changed);

	if (!more && !deactivated_list_looked(&view->numbers)) {
		deactivated_list_work(&view->numbers, view->list.table, deadline_ns, &changed);
		more = table_busy(view->list.table) || !deactivated_list_looked(&view->numbers);
		/* How many are contacts is known now. */
		changed |= !more;
		if (!more && deactivations_are_whole(view))
			alarm_deactivated(view->list.session->alarm, view->day,
					  deactivated_list_known(&view->numbers));
	}
	if (changed)
		*effects |= EFFECT_REDRAW;
	return more;
}

static void deactivations_describe(struct view *base, struct strbuf *out)
{
	char day[DATE_ISO_SIZE];

	date_format_day(((struct deactivations_view *)base)->day, day);
	strbuf_addf(out, "Deactivated %s", day);
}

static void deactivations_status(struct view *base, struct bar *bar)
{
	struct deactivations_view *view = (struct deactivations_view *)base;
	char numbers[COUNT_SIZE];

	views_add_selection(view->list.table, bar);
	count_format(view->total, numbers);
	if (view->error.kind != ERROR_NONE && view->total)
		bar_add(bar, STYLE_BAD, 1, "✗ only the first %s numbers are here (F5: again)",
			numbers);
	search_status(&view->list.search, bar);
}

const struct view_ops deactivations_view_ops = {
	.name = "deactivations",
	.title = "Deactivations",
	.help = "The numbers that United States carriers deactivated on a day, the contacts among "
		"them first.",
	.size = sizeof(struct deactivations_view),
	.commands = commands,
	.command_count = ARRAY_SIZE(commands),
	.columns = deactivated_columns,
	.column_count = DEACTIVATED_COLUMN_COUNT,
	.language = &deactivated_language,
	.open = deactivations_open,
	.close = deactivations_close,
	.show = list_view_show,
	.refresh = deactivations_refresh,
	.result = deactivations_result,
	.draw = deactivations_draw,
	.scopes = list_view_scopes,
	.work = deactivations_work,
	.describe = deactivations_describe,
	.status = deactivations_status,
	.escape = list_view_escape,
};
