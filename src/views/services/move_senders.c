/*
 * move_senders.c - the service that chosen senders are to go to.
 *
 * Opened with the SIDs of the senders, separated by commas, so that what is chosen is what was chosen
 * before, whatever the lists do meanwhile.
 */
#include <string.h>

#include "base/mem.h"
#include "views/changes/act.h"
#include "views/list/cells.h"
#include "views/list/languages.h"
#include "views/services/sender_plan.h"
#include "views/services/service_list.h"
#include "views/views.h"

#define HEAD_ROWS 2
#define LABELS_MAX 12 /* more of them do not fit the widest screen */

struct move_view {
	struct record_view services;
	char *sids;
	struct strbuf labels; /* "+1 512 555 0100, +1 512 555 0101, …" */
	size_t count;
};

/* -- commands ---------------------------------------------------------------------------------- */

static unsigned run_choose(struct command_call *call)
{
	struct move_view *view = call->target;
	struct session *session = view->services.list.session;
	const struct sid nowhere = { .kind = SID_NONE };
	struct sender_choice choice = { 0 };
	struct plan *plan = NULL;
	size_t done, total;

	if (!lists_have_pools(session, &done, &total)) {
		error_set(call->err, ERROR_USAGE,
			  "The pools are still being read; where the senders are now is not known "
			  "yet");
		return EFFECT_FAILED;
	}
	const struct service *target = record_view_cursor(view);
	if (target && sender_choice_read(session, view->sids, &nowhere, &choice, call->err))
		plan = sender_plan_into(session, &choice, target,
					choice.count > 1 ? PLAN_OF_MARKED : PLAN_OF_ONE, call->err);
	vec_release(&choice);
	if (!plan)
		return EFFECT_FAILED;
	return act_on_plan(session, plan, views_close_after, session, call->err);
}

static const struct command commands[] = {
	{
		.name = "choose",
		.args = "",
		.help = "Move them into the service under the cursor; a review comes first",
		.hint = "move here",
		.hint_rank = 1,
		.flags = COMMAND_CHANGES_ACCOUNT,
		.run = run_choose,
		.ready = service_list_any,
	},
	SERVICE_COMMAND_FILTER(2),
};

/* -- the view ---------------------------------------------------------------------------------- */

/* The service that has all of them is marked as the one where they are. */
static void describe_choice(struct move_view *view, const struct sender_choice *choice)
{
	view->count = choice->count;
	view->services.rows.mark = choice->items[0].service;
	for (size_t i = 0; i < choice->count; i++) {
		if (i < LABELS_MAX) {
			strbuf_addstr(&view->labels, i ? ", " : "");
			cell_address(choice->items[i].address, &view->labels);
		}
		if (!sid_equal(&choice->items[i].service, &view->services.rows.mark))
			view->services.rows.mark = (struct sid){ .kind = SID_NONE };
	}
	if (choice->count > LABELS_MAX)
		strbuf_addstr(&view->labels, ", …");
}

static bool move_open(struct view *base, int argc, const char *const *argv, struct error *err)
{
	struct move_view *view = (struct move_view *)base;
	const struct sid nowhere = { .kind = SID_NONE };
	struct sender_choice choice = { 0 };

	if (!sender_choice_read(base->app, argc > 1 ? argv[1] : "", &nowhere, &choice, err)) {
		vec_release(&choice);
		return false;
	}
	service_list_open(base, argc, argv, err);
	strbuf_init(&view->labels, STRBUF_LINE);
	view->sids = xstrdup(argv[1]);
	describe_choice(view, &choice);
	vec_release(&choice);
	return true;
}

static void move_close(struct view *base)
{
	struct move_view *view = (struct move_view *)base;

	list_view_close(base);
	strbuf_wipe(&view->labels);
	free(view->sids);
}

static void move_describe(struct view *base, struct strbuf *out)
{
	const struct move_view *view = (const struct move_view *)base;

	strbuf_addf(out, "Move %zu sender%s to…", view->count, view->count == 1 ? "" : "s");
}

static void move_draw(struct view *base, const struct pane *pane, unsigned levels)
{
	struct move_view *view = (struct move_view *)base;
	struct strbuf title = STRBUF_INIT(STRBUF_LINE);
	struct pane rest = *pane;

	if (!(levels & LOOP_PRIMARY))
		return;
	struct pane head = pane_cut(&rest, HEAD_ROWS);
	move_describe(base, &title);
	for (int row = 0; row < HEAD_ROWS; row++)
		draw_fill(&head, 0, row, head.width, STYLE_TEXT);
	draw_text(&head, 1, 0, head.width - 2, STYLE_STRONG, title.data);
	draw_clean(&head, 1, 1, head.width - 2, STYLE_DIM, view->labels.data, view->labels.length);
	strbuf_release(&title);
	service_list_draw(base, &rest, levels);
}

static void move_status(struct view *base, struct bar *bar)
{
	list_view_status(base, bar);
	service_pools_status(base->app, bar);
}

const struct view_ops move_senders_view_ops = {
	.name = "move-senders",
	.title = "Move senders",
	.help = "The service that chosen senders are to go to.",
	.size = sizeof(struct move_view),
	.commands = commands,
	.command_count = ARRAY_SIZE(commands),
	.columns = service_columns,
	.column_count = SERVICE_COLUMN_COUNT,
	.language = &service_language,
	.open = move_open,
	.close = move_close,
	.refresh = service_list_refresh,
	.result = service_list_result,
	.draw = move_draw,
	.scopes = list_view_scopes,
	.work = list_view_work,
	.describe = move_describe,
	.status = move_status,
	.escape = list_view_escape,
};
