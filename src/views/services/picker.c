/*
 * picker.c - what the account owns, to be added to a pool: numbers, short codes and channel senders,
 * with where each of them is now.
 */
#include <string.h>

#include "base/mem.h"
#include "views/changes/act.h"
#include "views/list/languages.h"
#include "views/services/pool_head.h"
#include "views/services/sender_view.h"
#include "views/services/service_list.h"
#include "views/views.h"

#define HEAD_ROWS 1

static const struct table_column columns[] = {
	SENDER_COLUMN_OWNED(1),
	{
		.name = "where",
		.title = "NOW IN",
		.help = "The service that has it; what is in this pool already cannot be chosen",
		.width = 20,
		.weight = 2,
		.max_width = 40,
		.rank = 1,
		.text = sender_where_text,
		.compare = sender_where_compare,
	},
	SENDER_COLUMN_COUNTRY(2),
	SENDER_COLUMN_CAN(2),
	SENDER_COLUMN_SENT(4),
	SENDER_COLUMN_NAME(5),
	{
		.name = "kind",
		.title = "KIND",
		.help = "number, code, or the channel: whatsapp, rcs",
		.width = 8,
		.rank = 6,
		.text = sender_kind_text,
		.compare = sender_kind_compare,
	},
	{
		.name = "status",
		.title = "STATUS",
		.help = "Twilio's word for its state: in-use, ONLINE, …",
		.width = 20,
		.rank = 7,
		.text = sender_status_text,
	},
	SENDER_COLUMN_SID(8),
};

/* -- choosing ---------------------------------------------------------------------------------- */

/* What is in the pool already cannot be chosen. */
static void drop_those_here(struct sender_view *view)
{
	uint64_t *keys = NULL;

	if (!table_selected(view->list.table))
		return;
	size_t count = table_targets(view->list.table, &keys);
	for (size_t i = 0; i < count; i++) {
		struct listed_sender sender;
		if (!sender_list_get_key(&view->rows, keys[i], &sender))
			continue;
		const struct service *service =
			lists_service_of(view->list.session, &sender.sender.sid);
		if (service && sid_equal(&service->sid, &view->rows.service))
			table_select(view->list.table, keys[i], false);
	}
	free(keys);
}

static unsigned run_choose(struct command_call *call)
{
	struct sender_view *view = call->target;
	struct session *session = view->list.session;
	const struct service *target = service_find(session, &view->rows.service);
	struct sender_choice choice = { 0 };
	enum plan_source source;
	size_t done, total;

	if (!target) {
		error_set(call->err, ERROR_USAGE, "The service is not loaded yet");
		return EFFECT_FAILED;
	}
	if (!lists_have_pools(session, &done, &total)) {
		error_set(call->err, ERROR_USAGE,
			  "The pools are still being read; where a sender is now is not known yet");
		return EFFECT_FAILED;
	}
	drop_those_here(view);
	sender_view_choice(view, &choice, &source);
	struct plan *plan = sender_plan_into(session, &choice, target, source, call->err);
	vec_release(&choice);
	if (!plan)
		return EFFECT_FAILED;
	return act_on_plan(session, plan, views_close_after, session, call->err);
}

static const struct command commands[] = {
	{
		.name = "choose",
		.args = "",
		.help = "Add what is selected, or the one under the cursor; a review comes first",
		.hint = "add",
		.hint_rank = 1,
		.flags = COMMAND_CHANGES_ACCOUNT,
		.run = run_choose,
		.ready = sender_view_any,
	},
	SENDER_COMMAND_FILTER,
	SENDER_COMMAND_TRAFFIC,
	SENDER_COMMAND_COPY,
	LINKS_COMMAND(sender_view_run_links, sender_view_any),
};

/* -- the view ---------------------------------------------------------------------------------- */

static bool picker_open(struct view *base, int argc, const char *const *argv, struct error *err)
{
	struct sender_view *view = (struct sender_view *)base;
	struct sid sid;

	if (!sender_view_service(argc, argv, &sid, err))
		return false;
	sender_list_init_owned(&view->rows, base->app, true);
	view->rows.service = sid;
	view->empty = "The account has no number, short code or channel sender to add.\n"
		      "A name can be made in the pool, with {pool add-alpha}.";
	sender_view_open(view);
	return true;
}

static void picker_describe(struct view *base, struct strbuf *out)
{
	struct sender_view *view = (struct sender_view *)base;

	strbuf_addstr(out, "Add to ");
	pool_head_name(&view->rows, out);
}

static void picker_draw(struct view *base, const struct pane *pane, unsigned levels)
{
	struct sender_view *view = (struct sender_view *)base;
	struct strbuf title = STRBUF_INIT(STRBUF_LINE);
	struct pane rest = *pane;

	if (!(levels & LOOP_PRIMARY))
		return;
	struct pane head = pane_cut(&rest, HEAD_ROWS);
	picker_describe(base, &title);
	draw_fill(&head, 0, 0, head.width, STYLE_TEXT);
	draw_clean(&head, 1, 0, head.width - 2, STYLE_STRONG, title.data, title.length);
	strbuf_release(&title);
	drop_those_here(view);
	sender_view_draw(base, &rest, levels);
}

const struct view_ops picker_view_ops = {
	.name = "add-senders",
	.title = "Add senders",
	.help = "What the account owns, to be added to a pool, and where each of it is now.",
	.size = sizeof(struct sender_view),
	.commands = commands,
	.command_count = ARRAY_SIZE(commands),
	.columns = columns,
	.column_count = ARRAY_SIZE(columns),
	.language = &sender_language,
	.open = picker_open,
	.close = list_view_close,
	.show = list_view_show,
	.refresh = sender_view_refresh,
	.result = sender_view_result,
	.draw = picker_draw,
	.scopes = list_view_scopes,
	.work = sender_view_work,
	.describe = picker_describe,
	.status = sender_view_status,
	.escape = list_view_escape,
};
