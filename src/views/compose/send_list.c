/*
 * send_list.c - sending a message for each row of a CSV file: what the list comes to, what is wrong with
 * it, and the plan that sends it.
 *
 * The file is read and checked in slices (ops/sendlist.h), and again whenever something is said of it.
 * Sending is a plan like every other change (views/changes/act.h); its review has the price.
 */
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "base/mem.h"
#include "base/text.h"
#include "config/xdg.h"
#include "ops/sendlist.h"
#include "ui/pager.h"
#include "views/changes/act.h"
#include "views/compose/send_list.h"
#include "views/session/lists.h"
#include "views/views.h"

static const char *const repeats_names[] = {
	[REPEATS_REFUSED] = "refused",
	[REPEATS_ONCE] = "once",
	[REPEATS_ALL] = "all",
};

/* -- the list ---------------------------------------------------------------------------------- */

void send_list_read(struct send_list_view *view)
{
	const struct sendlist_options options = {
		.path = view->path,
		.template_name = view->said[SAID_TEMPLATE],
		.template_text = config_template_text(view->session->options.templates,
						      view->said[SAID_TEMPLATE]),
		.text = view->said[SAID_TEXT],
		.from = view->said[SAID_FROM],
		.service = view->said[SAID_SERVICE],
		.send_at = view->said[SAID_SEND_AT],
		.repeats = view->repeats,
	};

	error_release(&view->error);
	sendlist_free(view->list);
	view->list = sendlist_open(&options, &view->error);
	if (view->list && !view->reading) {
		view->reading = true;
		view->session->working++;
	}
	pager_changed(view->pager, 0);
	shell_work(view->base.shell);
}

static void come_to_rest(struct send_list_view *view)
{
	if (view->reading)
		view->session->working--;
	view->reading = false;
	pager_changed(view->pager, 0);
}

static bool send_list_work(struct view *base, int64_t deadline_ns, unsigned *effects)
{
	struct send_list_view *view = (struct send_list_view *)base;

	if (!view->reading)
		return false;
	if (view->list && sendlist_work(view->list, deadline_ns))
		return true;
	come_to_rest(view);
	send_list_want_prices(view);
	*effects |= EFFECT_REDRAW;
	return false;
}

/* -- commands ---------------------------------------------------------------------------------- */

static bool set_repeats(struct send_list_view *view, const char *word, struct error *err)
{
	for (unsigned i = 0; i < ARRAY_SIZE(repeats_names); i++)
		if (strcmp(repeats_names[i], word) == 0) {
			view->repeats = (enum mailing_repeats)i;
			return true;
		}
	return error_set(err, ERROR_USAGE, "Duplicates are refused, once or all, not \"%s\"", word);
}

static unsigned run_duplicates(struct command_call *call)
{
	struct send_list_view *view = call->target;
	const char *word = repeats_names[(view->repeats + 1u) % ARRAY_SIZE(repeats_names)];

	if (!set_repeats(view, call->argc > 1 ? call->argv[1] : word, call->err))
		return EFFECT_FAILED;
	strbuf_addf(&call->message, "who is in several rows: %s", repeats_names[view->repeats]);
	send_list_read(view);
	return EFFECT_REDRAW;
}

static unsigned run_skip(struct command_call *call)
{
	struct send_list_view *view = call->target;

	view->skip_bad = !view->skip_bad;
	strbuf_addf(&call->message, "rows that cannot be sent %s",
		    view->skip_bad ? "are left out" : "keep all from being sent");
	pager_changed(view->pager, 0);
	return EFFECT_REDRAW;
}

static bool may_send(void *target, const char **why)
{
	const struct send_list_view *view = target;
	const struct estimate *estimate = send_list_estimate(view);

	*why = view->reading ? "The list is being read"
			     : "It cannot be sent like this: the screen says why";
	if (!estimate || !sendlist_check(view->list, view->skip_bad, NULL))
		return false;
	*why = "Prices are being asked for";
	return !send_list_asks_prices(view);
}

static unsigned run_send(struct command_call *call)
{
	struct send_list_view *view = call->target;
	struct plan *plan = sendlist_take_plan(view->list);
	unsigned effects;

	send_list_note_cost(view, plan);
	/* The plan took the file's bytes; who says no finds the list again. */
	send_list_read(view);
	effects = act_on_plan(view->session, plan, views_close_after, view->session, call->err);
	return effects | EFFECT_REDRAW;
}

static void complete_duplicates(const struct command_call *call, struct completion *completion)
{
	for (size_t i = 0; call->argc == 2 && i < ARRAY_SIZE(repeats_names); i++)
		completion_add(completion, repeats_names[i], "");
}

static const struct mailing_count *rows_of(const struct send_list_view *view)
{
	const struct mailing *mailing = view->list ? sendlist_mailing(view->list) : NULL;

	return mailing ? mailing_count(mailing) : NULL;
}

static bool has_bad(void *target)
{
	const struct mailing_count *rows = rows_of(target);

	return rows && (rows->bad || rows->repeated);
}

static bool has_repeated(void *target)
{
	const struct mailing_count *rows = rows_of(target);

	return rows && rows->repeated;
}

static const struct command commands[] = {
	{
		.name = "send",
		.args = "",
		.help = "Send them; a review with the price comes first",
		.hint = "send",
		.hint_rank = 1,
		.flags = COMMAND_CHANGES_ACCOUNT,
		.run = run_send,
		.ready = may_send,
	},
	{
		.name = "skip-bad",
		.args = "",
		.help = "Leave rows out that cannot be sent, or let them keep all from being sent",
		.hint = "skip bad rows",
		.hint_rank = 2,
		.run = run_skip,
		.hinted = has_bad,
	},
	{
		.name = "duplicates",
		.args = "[refused|once|all]",
		.help = "What who is in several rows gets: nothing yet, one message, or each; the next",
		.hint = "duplicates",
		.hint_rank = 2,
		.hinted = has_repeated,
		.max_args = 1,
		.run = run_duplicates,
		.complete = complete_duplicates,
	},
	{
		.name = "text",
		.args = "[TEXT]",
		.help = "The text, with columns in braces: Hello {name}; empty: the column Body",
		.hint = "text",
		.hint_rank = 2,
		.max_args = -1,
		.run = send_list_run_text,
	},
	{
		.name = "template",
		.args = "[NAME]",
		.help = "The text: a template of the config file, whose variables are columns",
		.max_args = 1,
		.run = send_list_run_template,
		.complete = send_list_complete_template,
	},
	{
		.name = "from",
		.args = "[SENDER]",
		.help = "The sender of rows without one; chosen from the account's where none is named",
		.hint = "sender",
		.hint_rank = 2,
		.max_args = 1,
		.run = send_list_run_from,
	},
	{
		.name = "service",
		.args = "[SERVICE]",
		.help = "The messaging service of rows without one, by its SID or its name; or chosen",
		.hint = "service",
		.hint_rank = 2,
		.max_args = -1,
		.run = send_list_run_service,
	},
	{
		.name = "send-at",
		.args = "[TIME]",
		.help = "Schedule rows without a time: tomorrow 9:00; empty: at once",
		.hint = "when",
		.hint_rank = 2,
		.max_args = -1,
		.run = send_list_run_send_at,
	},
	{
		.name = "set",
		.args = "FIELD VALUE",
		.help = "Give From or MessagingServiceSid, by its API name, a value for all rows",
		.flags = COMMAND_HIDDEN,
		.min_args = 2,
		.max_args = 2,
		.run = send_list_run_set,
	},
};

/* -- the view ---------------------------------------------------------------------------------- */

static void send_list_close(struct view *base)
{
	struct send_list_view *view = (struct send_list_view *)base;

	if (view->reading)
		view->session->working--;
	sendlist_free(view->list);
	error_release(&view->error);
	for (unsigned i = 0; i < SAIDS; i++)
		mem_wipe_free(view->said[i]);
	pager_free(view->pager);
	free(view->path);
}

/* NAME=VALUE behind the file. */
static bool take_argument(struct send_list_view *view, const char *argument, struct error *err)
{
	const char *equals = strchr(argument, '=');
	char *name = xstrndup(argument, equals ? (size_t)(equals - argument) : strlen(argument));
	bool good = true;

	if (strcmp(argument, "skip-bad") == 0)
		view->skip_bad = true;
	else if (strcmp(name, "duplicates") == 0)
		good = set_repeats(view, equals ? equals + 1 : "", err);
	else
		good = send_list_set(view, name, equals ? equals + 1 : "", err);
	free(name);
	return good;
}

static bool send_list_open(struct view *base, int argc, const char *const *argv, struct error *err)
{
	struct send_list_view *view = (struct send_list_view *)base;
	const struct list_id services = list_id(RESOURCE_SERVICES, NULL, NULL);
	bool good;

	if (argc < 2)
		return error_set(err, ERROR_USAGE,
				 "Name a CSV file with the columns To and Body: send-list FILE");
	view->session = base->app;
	/* Their names are what the service may be called by. */
	lists_want(view->session, &services);
	view->error = (struct error)ERROR_INIT;
	view->path = xdg_expand_home(argv[1], err);
	view->pager = pager_new(&send_list_source, view, 0);
	good = view->path != NULL;
	for (int i = 2; good && i < argc; i++)
		good = take_argument(view, argv[i], err);
	if (good)
		send_list_read(view);
	/* A file that cannot be read is told at once; what can be mended here is told on the screen. */
	if (good && !view->list && access(view->path, R_OK) != 0) {
		error_copy(err, &view->error);
		good = false;
	}
	if (!good)
		send_list_close(base);
	return good;
}

static unsigned send_list_result(struct view *base, const void *context)
{
	struct send_list_view *view = (struct send_list_view *)base;
	const struct news *news = context;

	if (news->kind != NEWS_LIST)
		return EFFECT_NONE;
	pager_changed(view->pager, 0);
	return EFFECT_REDRAW;
}

static void send_list_refresh(struct view *base)
{
	send_list_read((struct send_list_view *)base);
}

static void send_list_draw(struct view *base, const struct pane *pane, unsigned levels)
{
	struct send_list_view *view = (struct send_list_view *)base;
	struct strbuf title = STRBUF_INIT(STRBUF_LINE);
	struct pane rest = *pane;
	struct pane top = pane_cut(&rest, 1);

	if (!(levels & LOOP_PRIMARY))
		return;
	strbuf_addf(&title, "%s ── ", base->ops->title);
	text_clean(&title, view->path, strlen(view->path), TEXT_ONE_LINE);
	draw_rule(&top, 0, STYLE_ACCENT, title.data);
	pager_draw(view->pager, &rest, true);
	strbuf_release(&title);
}

static size_t send_list_scopes(struct view *base, struct command_scope *scopes, size_t max)
{
	if (max < 1)
		return 0;
	scopes[0] = pager_scope(((struct send_list_view *)base)->pager);
	return 1;
}

static void send_list_describe(struct view *base, struct strbuf *out)
{
	(void)base;
	strbuf_addstr(out, "Send to a list");
}

const struct view_ops send_list_view_ops = {
	.name = "send-list",
	.title = "Send to a list",
	.help = "Sending a message for each row of a CSV file: what it comes to, and what is wrong.",
	.size = sizeof(struct send_list_view),
	.commands = commands,
	.command_count = ARRAY_SIZE(commands),
	.open = send_list_open,
	.close = send_list_close,
	.refresh = send_list_refresh,
	.result = send_list_result,
	.draw = send_list_draw,
	.scopes = send_list_scopes,
	.widgets = { "pager" },
	.work = send_list_work,
	.describe = send_list_describe,
};
