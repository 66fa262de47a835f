/*
 * first_run.c - what is seen without credentials: the three ways to give them, and the demo.
 */
#include <string.h>
#include <unistd.h>

#include "base/mem.h"
#include "config/credentials.h"
#include "config/official.h"
#include "ui/pager.h"
#include "views/exit.h"
#include "views/session/session.h"
#include "views/views.h"

struct first_run_view {
	struct view base;
	struct pager *pager;
	bool official; /* the official tool has profiles here */
};

/* -- the page: one item a way, and one before and after ------------------------------------------ */

static size_t item_count(void *data)
{
	(void)data;
	return CREDENTIALS_WAYS + 2;
}

static uint64_t item_key(void *data, size_t index)
{
	(void)data;
	return index + 1;
}

static bool item_find(void *data, uint64_t key, size_t *index)
{
	*index = (size_t)key - 1;
	return key >= 1 && *index < item_count(data);
}

static void welcome(const struct first_run_view *view, struct pager_lines *lines)
{
	pager_line(lines, 1);
	pager_format(lines, STYLE_TITLE, "Welcome to msgdeck");
	pager_line(lines, 1);
	pager_format(lines, STYLE_TEXT, "To look around, press ");
	pager_format(lines, STYLE_KEY, "d");
	pager_format(lines, STYLE_TEXT, " for a demo: an invented account, on this machine only.");
	if (view->official) {
		pager_line(lines, 1);
		pager_format(lines, STYLE_TEXT, "The official CLI has profiles here: ");
		pager_format(lines, STYLE_KEY, "i");
		pager_format(lines, STYLE_TEXT, " takes them over, once you agree.");
	}
	pager_line(lines, 1);
	pager_format(lines, STYLE_TEXT,
		     "No Twilio account is set up here yet. There are three ways:");
}

static void goodbye(const struct first_run_view *view, struct pager_lines *lines)
{
	if (!view->official) /* which has taken the line */
		pager_line(lines, 1);
	pager_line(lines, 1);
	pager_format(lines, STYLE_TEXT, "Then start msgdeck again; ");
	pager_format(lines, STYLE_KEY, "msgdeck check");
	pager_format(lines, STYLE_TEXT, " says whether the credentials work.");
}

static void item_build(void *data, size_t index, int width, struct pager_lines *lines)
{
	(void)width;
	if (index == 0) {
		welcome(data, lines);
		return;
	}
	if (index > CREDENTIALS_WAYS) {
		goodbye(data, lines);
		return;
	}
	const struct credentials_way *way = &credentials_ways()[index - 1];
	pager_line(lines, 1);
	pager_line(lines, 1);
	pager_format(lines, STYLE_STRONG, "%zu. %s", index, way->title);
	for (const char *const *line = way->lines; *line; line++) {
		pager_line(lines, 4);
		pager_format(lines, STYLE_TEXT, "%s", *line);
	}
}

static const struct pager_source source = {
	.count = item_count,
	.key = item_key,
	.find = item_find,
	.build = item_build,
};

/* -- the view ---------------------------------------------------------------------------------- */

static unsigned run_demo(struct command_call *call)
{
	struct first_run_view *view = call->target;

	shell_quit(view->base.shell, EXIT_TO_DEMO);
	return EFFECT_NONE;
}

static unsigned run_import(struct command_call *call)
{
	struct first_run_view *view = call->target;

	shell_quit(view->base.shell, EXIT_TO_IMPORT);
	return EFFECT_NONE;
}

static bool is_official(void *target, const char **why)
{
	*why = "The official CLI has no profiles here: there is no ~/.twilio-cli/config.json";
	return ((struct first_run_view *)target)->official;
}

static const struct command commands[] = {
	{
		.name = "demo",
		.args = "",
		.help = "Look around in an invented account on this machine",
		.hint = "demo",
		.hint_rank = 1,
		.run = run_demo,
	},
	{
		.name = "import",
		.args = "",
		.help = "Take over the profiles of the official CLI; it asks before it does",
		.hint = "import",
		.hint_rank = 1,
		.run = run_import,
		.ready = is_official,
	},
};

static bool first_run_open(struct view *base, int argc, const char *const *argv, struct error *err)
{
	struct first_run_view *view = (struct first_run_view *)base;
	char *path = official_path(NULL);

	(void)argc, (void)argv, (void)err;
	view->official = path && access(path, R_OK) == 0;
	free(path);
	if (!view->pager)
		view->pager = pager_new(&source, view, 0);
	return true;
}

static void first_run_close(struct view *base)
{
	pager_free(((struct first_run_view *)base)->pager);
}

static void first_run_draw(struct view *base, const struct pane *pane, unsigned levels)
{
	if (levels & LOOP_PRIMARY)
		pager_draw(((struct first_run_view *)base)->pager, pane, true);
}

static size_t first_run_scopes(struct view *base, struct command_scope *scopes, size_t max)
{
	if (max < 1)
		return 0;
	scopes[0] = pager_scope(((struct first_run_view *)base)->pager);
	return 1;
}

const struct view_ops first_run_view_ops = {
	.name = "first-run",
	.title = "Welcome",
	.help = "How to give msgdeck credentials, and the way to the demo.",
	.size = sizeof(struct first_run_view),
	.commands = commands,
	.command_count = ARRAY_SIZE(commands),
	.open = first_run_open,
	.close = first_run_close,
	.draw = first_run_draw,
	.scopes = first_run_scopes,
	.widgets = { "pager" },
};
