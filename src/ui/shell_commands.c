#include <string.h>

#include "base/mem.h"
#include "ui/shell_internal.h"

static unsigned run_quit(struct command_call *call)
{
	(void)call;
	return EFFECT_QUIT;
}

static unsigned run_back(struct command_call *call)
{
	(void)call;
	return EFFECT_BACK;
}

static unsigned run_forward(struct command_call *call)
{
	(void)call;
	return EFFECT_FORWARD;
}

static unsigned run_refresh(struct command_call *call)
{
	(void)call;
	return EFFECT_REFETCH | EFFECT_REDRAW;
}

static unsigned run_redraw(struct command_call *call)
{
	(void)call;
	return EFFECT_REPAINT;
}

static unsigned run_suspend(struct command_call *call)
{
	(void)call;
	return EFFECT_SUSPEND;
}

static unsigned run_help(struct command_call *call)
{
	shell_open_help(call->target);
	return EFFECT_REDRAW;
}

static unsigned run_command(struct command_call *call)
{
	shell_open_command_prompt(call->target);
	return EFFECT_REDRAW;
}

/* Going to another root closes what is open on top of this one. */
static bool asks_first(const struct command_call *call)
{
	struct shell *shell = call->target;
	const struct view_ops *ops = shell_find_view(shell, call->argv[1]);
	struct strbuf line = STRBUF_INIT(COMMAND_LINE_MAX);
	bool asks;

	if (!ops || !shell_is_root(shell, ops))
		return false;
	strbuf_addstr(&line, call->argv[0]);
	for (int i = 1; i < call->argc; i++) {
		strbuf_addch(&line, ' ');
		command_quote(&line, call->argv[i]);
	}
	asks = shell_asks_to_leave(shell, 0, line.data);
	strbuf_release(&line);
	return asks;
}

static unsigned run_open(struct command_call *call)
{
	if (asks_first(call))
		return EFFECT_REDRAW;
	if (!shell_open(call->target, call->argc - 1, call->argv + 1, call->err))
		return EFFECT_FAILED;
	return EFFECT_REDRAW;
}

static void complete_open(const struct command_call *call, struct completion *completion)
{
	const struct shell *shell = call->target;

	if (call->argc != 2)
		return;
	for (size_t i = 0; i < shell->root_count; i++)
		completion_add(completion, shell->roots[i]->name, shell->roots[i]->help);
	for (size_t i = 0; i < shell->other_count; i++)
		completion_add(completion, shell->others[i]->name, shell->others[i]->help);
}

static unsigned run_bind(struct command_call *call)
{
	struct shell *shell = call->target;

	if (!keymap_bind(shell->keymap, call->argv[1], call->argv[2], call->argv[3], call->err))
		return EFFECT_FAILED;
	return EFFECT_REDRAW;
}

static unsigned run_unbind(struct command_call *call)
{
	struct shell *shell = call->target;

	if (!keymap_unbind(shell->keymap, call->argv[1], call->argv[2], call->err))
		return EFFECT_FAILED;
	return EFFECT_REDRAW;
}

static bool is_on_top(void *target)
{
	return ((const struct shell *)target)->depth > 1;
}

const struct command shell_commands[] = {
	{ .name = "help",
	  .args = "",
	  .help = "List all keys and commands of this screen",
	  .hint = "keys",
	  .hint_rank = 2,
	  .run = run_help },
	{ .name = "command",
	  .args = "",
	  .help = "Type a command; Tab completes",
	  .hint = "command",
	  .hint_rank = 6,
	  .run = run_command },
	{ .name = "open",
	  .args = "SCREEN [ARGUMENT...]",
	  .help = "Open a screen, by name or number; :SCREEN alone does, too",
	  .min_args = 1,
	  .max_args = -1,
	  .run = run_open,
	  .complete = complete_open },
	{ .name = "back",
	  .args = "",
	  .help = "Leave what was opened last: filter, selection, screen",
	  .hint = "back",
	  .hint_rank = 2,
	  .run = run_back,
	  .hinted = is_on_top },
	{ .name = "forward",
	  .args = "",
	  .help = "Return to the screen that was left by back",
	  .run = run_forward },
	{ .name = "refresh", .args = "", .help = "Ask for fresh data now", .run = run_refresh },
	{ .name = "redraw", .args = "", .help = "Draw the whole screen again", .run = run_redraw },
	{ .name = "bind",
	  .args = "CONTEXT KEYS COMMAND",
	  .help = "Let keys run a command line, until the end of this session",
	  .min_args = 3,
	  .max_args = 3,
	  .run = run_bind },
	{ .name = "unbind",
	  .args = "CONTEXT KEYS",
	  .help = "Let keys do nothing, until the end of this session",
	  .min_args = 2,
	  .max_args = 2,
	  .run = run_unbind },
	{ .name = "suspend",
	  .args = "",
	  .help = "Give the terminal back to the shell; fg returns",
	  .run = run_suspend },
	{ .name = "quit",
	  .args = "",
	  .help = "End the program",
	  .hint = "quit",
	  .hint_rank = 8,
	  .run = run_quit },
};
const size_t shell_command_count = ARRAY_SIZE(shell_commands);
