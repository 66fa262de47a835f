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
#include "views/views.h"

static const char *const said_names[SAIDS] = {
	[SAID_TEMPLATE] = "template", [SAID_TEXT] = "text",       [SAID_FROM] = "from",
	[SAID_SERVICE] = "service",   [SAID_SEND_AT] = "send-at",
};

static const char *const repeats_names[] = {
	[REPEATS_REFUSED] = "refused",
	[REPEATS_ONCE] = "once",
	[REPEATS_ALL] = "all",
};

/* -- the list ---------------------------------------------------------------------------------- */

/* The same file again, with what is said of it now. */
static void read_again(struct send_list_view *view)
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

static bool has_template(const struct send_list_view *view, const char *name, struct error *err)
{
	return config_template_text(view->session->options.templates, name) ||
	       error_set(err, ERROR_USAGE, "The config file has no template \"%s\"", name);
}

static void say(struct send_list_view *view, enum said what, const char *value)
{
	mem_wipe_free(view->said[what]);
	view->said[what] = value && *value ? xstrdup(value) : NULL;
}

/* One thing that is said of the list; "" takes it back. */
static bool set(struct send_list_view *view, const char *name, const char *value, struct error *err)
{
	enum said what = 0;

	while (what < SAIDS && strcmp(said_names[what], name) != 0)
		what++;
	if (what == SAIDS)
		return error_set(err, ERROR_USAGE,
				 "\"%s\" is nothing that can be said of a list: template, text, "
				 "from, service, send-at, duplicates or skip-bad",
				 name);
	if (what == SAID_TEMPLATE && *value && !has_template(view, value, err))
		return false;
	/* There is one text. */
	if (what == SAID_TEMPLATE || what == SAID_TEXT)
		say(view, what == SAID_TEXT ? SAID_TEMPLATE : SAID_TEXT, NULL);
	say(view, what, value);
	return true;
}

static bool set_repeats(struct send_list_view *view, const char *word, struct error *err)
{
	for (unsigned i = 0; i < ARRAY_SIZE(repeats_names); i++)
		if (strcmp(repeats_names[i], word) == 0) {
			view->repeats = (enum mailing_repeats)i;
			return true;
		}
	return error_set(err, ERROR_USAGE, "Duplicates are refused, once or all, not \"%s\"", word);
}

static unsigned run_set(struct command_call *call)
{
	struct send_list_view *view = call->target;

	if (!set(view, call->argv[0], call->argc > 1 ? call->argv[1] : "", call->err))
		return EFFECT_FAILED;
	read_again(view);
	return EFFECT_REDRAW;
}

static unsigned run_duplicates(struct command_call *call)
{
	struct send_list_view *view = call->target;
	const char *word = repeats_names[(view->repeats + 1u) % ARRAY_SIZE(repeats_names)];

	if (!set_repeats(view, call->argc > 1 ? call->argv[1] : word, call->err))
		return EFFECT_FAILED;
	strbuf_addf(&call->message, "who is in several rows: %s", repeats_names[view->repeats]);
	read_again(view);
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
	read_again(view);
	effects = act_on_plan(view->session, plan, views_close_after, view->session, call->err);
	return effects | EFFECT_REDRAW;
}

static void complete_set(const struct command_call *call, struct completion *completion)
{
	const struct send_list_view *view = call->target;
	const struct config_templates *templates = view->session->options.templates;

	for (size_t i = 0; call->argc == 2 && i < templates->count; i++)
		completion_add(completion, templates->items[i].name, templates->items[i].text);
}

static void complete_duplicates(const struct command_call *call, struct completion *completion)
{
	for (size_t i = 0; call->argc == 2 && i < ARRAY_SIZE(repeats_names); i++)
		completion_add(completion, repeats_names[i], "");
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
	},
	{
		.name = "duplicates",
		.args = "[refused|once|all]",
		.help = "What who is in several rows gets: nothing yet, one message, or each; the next",
		.hint = "duplicates",
		.hint_rank = 2,
		.max_args = 1,
		.run = run_duplicates,
		.complete = complete_duplicates,
	},
	{
		.name = "template",
		.args = "[NAME]",
		.help = "The text: a template of the config file, whose variables are columns",
		.max_args = 1,
		.run = run_set,
		.complete = complete_set,
	},
	{
		.name = "text",
		.args = "[TEXT]",
		.help = "The text, with columns in braces: \"Hello {name}\"; none: the column Body",
		.max_args = 1,
		.run = run_set,
	},
	{
		.name = "from",
		.args = "[SENDER]",
		.help = "The sender of rows without one",
		.max_args = 1,
		.run = run_set,
	},
	{
		.name = "service",
		.args = "[SID]",
		.help = "The messaging service of rows without one",
		.max_args = 1,
		.run = run_set,
	},
	{
		.name = "send-at",
		.args = "[TIME]",
		.help = "Schedule rows without a time: \"tomorrow 9:00\"; none: at once",
		.max_args = 1,
		.run = run_set,
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
		good = set(view, name, equals ? equals + 1 : "", err);
	free(name);
	return good;
}

static bool send_list_open(struct view *base, int argc, const char *const *argv, struct error *err)
{
	struct send_list_view *view = (struct send_list_view *)base;
	bool good;

	if (argc < 2)
		return error_set(err, ERROR_USAGE,
				 "Name a CSV file with the columns To and Body: send-list FILE");
	view->session = base->app;
	view->error = (struct error)ERROR_INIT;
	view->path = xdg_expand_home(argv[1], err);
	view->pager = pager_new(&send_list_source, view, 0);
	good = view->path != NULL;
	for (int i = 2; good && i < argc; i++)
		good = take_argument(view, argv[i], err);
	if (good)
		read_again(view);
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
	read_again((struct send_list_view *)base);
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
	for (unsigned i = 0; i < SAIDS; i++) {
		if (!view->said[i])
			continue;
		strbuf_addf(&title, " · %s ", said_names[i]);
		text_clean(&title, view->said[i], strlen(view->said[i]), TEXT_ONE_LINE);
	}
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
