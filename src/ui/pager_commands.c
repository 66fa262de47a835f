#include <string.h>

#include "base/mem.h"
#include "ui/pager_internal.h"

static unsigned effect_of(bool moved)
{
	return moved ? EFFECT_REDRAW : EFFECT_NONE;
}

static unsigned run_up(struct command_call *call)
{
	return effect_of(pager_move(call->target, -1));
}

static unsigned run_down(struct command_call *call)
{
	return effect_of(pager_move(call->target, 1));
}

static unsigned run_page_up(struct command_call *call)
{
	return effect_of(pager_page(call->target, -1));
}

static unsigned run_page_down(struct command_call *call)
{
	return effect_of(pager_page(call->target, 1));
}

static unsigned run_half_page_up(struct command_call *call)
{
	return effect_of(pager_page(call->target, -0.5));
}

static unsigned run_half_page_down(struct command_call *call)
{
	return effect_of(pager_page(call->target, 0.5));
}

static unsigned run_top(struct command_call *call)
{
	pager_to_start(call->target);
	return EFFECT_REDRAW;
}

static unsigned run_bottom(struct command_call *call)
{
	pager_to_end(call->target);
	return EFFECT_REDRAW;
}

const struct command pager_commands[] = {
	{ .name = "up", .args = "", .help = "Go up", .run = run_up },
	{ .name = "down", .args = "", .help = "Go down", .run = run_down },
	{ .name = "page-up", .args = "", .help = "Go one screen up", .run = run_page_up },
	{ .name = "page-down", .args = "", .help = "Go one screen down", .run = run_page_down },
	{ .name = "half-page-up",
	  .args = "",
	  .help = "Go half a screen up",
	  .run = run_half_page_up },
	{ .name = "half-page-down",
	  .args = "",
	  .help = "Go half a screen down",
	  .run = run_half_page_down },
	{ .name = "top", .args = "", .help = "Go to the beginning", .run = run_top },
	{ .name = "bottom", .args = "", .help = "Go to the end", .run = run_bottom },
};
const size_t pager_command_count = ARRAY_SIZE(pager_commands);

struct command_scope pager_scope(struct pager *pager)
{
	return (struct command_scope){ "pager", pager_commands, pager_command_count, pager,
				       pager_mouse };
}
