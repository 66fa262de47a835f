/*
 * services.c - the messaging services, each with its senders and what matters of its settings.
 */
#include "base/mem.h"
#include "base/text.h"
#include "views/act.h"
#include "views/cells.h"
#include "views/languages.h"
#include "views/links.h"
#include "views/list_export.h"
#include "views/sender_plan.h"
#include "views/service_list.h"
#include "views/views.h"

struct services_view {
	struct view base;
	struct service_list list;
	struct search search;
	struct table *table;
	struct strbuf notice;
};

static const struct service *at_cursor(struct services_view *view)
{
	list_rows_update(&view->list.rows, view->table);
	return list_rows_cursor(&view->list.rows, view->table);
}

/* Opens a screen about the service under the cursor. */
static unsigned open_screen(struct command_call *call, const char *screen)
{
	struct services_view *view = call->target;
	const struct service *service = at_cursor(view);
	char text[SID_SIZE];
	const char *argv[] = { screen, text };

	if (!service)
		return EFFECT_NONE;
	sid_format(&service->sid, text);
	return shell_open(view->base.shell, 2, argv, call->err) ? EFFECT_REDRAW : EFFECT_FAILED;
}

/* -- commands ---------------------------------------------------------------------------------- */

static bool any_service(void *target, const char **why)
{
	struct services_view *view = target;

	*why = "There is no service here";
	return table_count(view->table) > 0;
}

static unsigned run_open(struct command_call *call)
{
	return open_screen(call, "pool");
}

static unsigned run_edit(struct command_call *call)
{
	return open_screen(call, "service-form");
}

static unsigned run_new(struct command_call *call)
{
	struct services_view *view = call->target;
	const char *argv[] = { "service-form" };

	return shell_open(view->base.shell, 1, argv, call->err) ? EFFECT_REDRAW : EFFECT_FAILED;
}

static unsigned run_delete(struct command_call *call)
{
	struct services_view *view = call->target;
	struct session *session = view->list.rows.session;
	const struct service *service = at_cursor(view);
	struct plan *plan;

	if (!service)
		return EFFECT_NONE;
	plan = sender_plan_delete(session, service, call->err);
	return plan ? act_on_plan(session, plan, NULL, NULL, call->err) : EFFECT_FAILED;
}

static unsigned run_filter(struct command_call *call)
{
	struct services_view *view = call->target;

	return search_command(&view->search, call);
}

static unsigned run_messages(struct command_call *call)
{
	struct services_view *view = call->target;
	const struct service *service = at_cursor(view);
	char query[SID_SIZE + 16];
	char text[SID_SIZE];
	const char *argv[] = { "traffic", query };

	if (!service)
		return EFFECT_NONE;
	sid_format(&service->sid, text);
	snprintf(query, sizeof(query), "service:%s", text);
	return shell_open(view->base.shell, 2, argv, call->err) ? EFFECT_REDRAW : EFFECT_FAILED;
}

static unsigned run_links(struct command_call *call)
{
	struct services_view *view = call->target;
	const struct service *service = at_cursor(view);

	return service ? links_of_service(view->base.app, service) : EFFECT_NONE;
}

static unsigned run_copy_sid(struct command_call *call)
{
	struct services_view *view = call->target;
	const struct service *service = at_cursor(view);
	char text[SID_SIZE];

	if (!service)
		return EFFECT_NONE;
	sid_format(&service->sid, text);
	return views_copy(call, text, text, SID_LENGTH);
}

static unsigned run_export(struct command_call *call)
{
	static const struct list_export services = {
		.sheet = &sheet_services,
		.file = "services.jsonl",
		.one = "service",
		.many = "services",
		.size = sizeof(struct list_rows),
		.record = list_export_row,
	};
	struct services_view *view = call->target;

	return list_export(view->base.app, &services, &view->list.rows, view->table, call);
}

static const struct command commands[] = {
	{
		.name = "open-pool",
		.args = "",
		.help = "Show its senders",
		.hint = "senders",
		.hint_rank = 1,
		.run = run_open,
		.ready = any_service,
	},
	{
		.name = "edit",
		.args = "",
		.help = "Show and change its settings",
		.hint = "settings",
		.hint_rank = 2,
		.run = run_edit,
		.ready = any_service,
	},
	{
		.name = "filter",
		.args = "[QUERY]",
		.help = "Show only services that match a query: words, name:, is:lost, …",
		.hint = "filter",
		.hint_rank = 3,
		.max_args = -1,
		.run = run_filter,
	},
	{
		.name = "messages",
		.args = "",
		.help = "Show the messages that were sent through it",
		.hint = "messages",
		.hint_rank = 4,
		.run = run_messages,
		.ready = any_service,
	},
	{
		.name = "new",
		.args = "",
		.help = "Make a new service",
		.hint = "new",
		.hint_rank = 4,
		.flags = COMMAND_CHANGES_ACCOUNT,
		.run = run_new,
	},
	{
		.name = "delete",
		.args = "",
		.help = "Delete the service under the cursor; a review comes first",
		.hint = "delete",
		.hint_rank = 5,
		.flags = COMMAND_CHANGES_ACCOUNT,
		.run = run_delete,
		.ready = any_service,
	},
	{
		.name = "copy-sid",
		.args = "",
		.help = "Copy its SID to the clipboard of your own machine (OSC 52)",
		.hint = "copy SID",
		.hint_rank = 7,
		.run = run_copy_sid,
		.ready = any_service,
	},
	EXPORT_COMMAND(run_export, EXPORT_SHOWN, any_service),
	LINKS_COMMAND(run_links, any_service),
};

/* -- the view ---------------------------------------------------------------------------------- */

static bool services_open(struct view *base, int argc, const char *const *argv, struct error *err)
{
	struct services_view *view = (struct services_view *)base;

	(void)argc, (void)argv, (void)err;
	service_list_init(&view->list, base->app, &view->search);
	view->table = table_new(&list_source, service_columns, SERVICE_COLUMN_COUNT, &view->list);
	search_init(&view->search, base->shell, view->table);
	search_speak(&view->search, base->app, &service_language);
	strbuf_init(&view->notice, STRBUF_LINE);
	views_choose_columns(base->app, base->ops, view->table);
	service_list_want(&view->list);
	return true;
}

static void services_close(struct view *base)
{
	struct services_view *view = (struct services_view *)base;

	table_free(view->table);
	search_release(&view->search);
	strbuf_release(&view->notice);
}

static unsigned services_result(struct view *base, const void *context)
{
	struct services_view *view = (struct services_view *)base;
	const struct news *news = context;
	bool descending;

	if (news->kind != NEWS_LIST)
		return EFFECT_REDRAW;
	if (news->list->resource == RESOURCE_SERVICES)
		service_list_want(&view->list);
	/* How many senders they have may be what they are sorted by. */
	if (!list_rows_update(&view->list.rows, view->table) &&
	    table_sort_column(view->table, &descending) >= 0)
		table_reset(view->table);
	shell_work(base->shell);
	return EFFECT_REDRAW;
}

static bool services_work(struct view *base, int64_t deadline_ns, unsigned *effects)
{
	struct services_view *view = (struct services_view *)base;
	bool changed = false;
	bool more = table_work(view->table, deadline_ns, &changed);

	if (changed)
		*effects |= EFFECT_REDRAW;
	return more;
}

static void services_draw(struct view *base, const struct pane *pane, unsigned levels)
{
	struct services_view *view = (struct services_view *)base;
	struct table_notice notice;

	if (!(levels & LOOP_PRIMARY))
		return;
	list_rows_update(&view->list.rows, view->table);
	service_list_notice(&view->list, view->table, &view->notice, &notice);
	table_set_notice(view->table, &notice);
	table_draw(view->table, pane, true);
}

static size_t services_scopes(struct view *base, struct command_scope *scopes, size_t max)
{
	if (max < 1)
		return 0;
	scopes[0] = table_scope(((struct services_view *)base)->table);
	return 1;
}

static void services_status(struct view *base, struct bar *bar)
{
	struct services_view *view = (struct services_view *)base;
	char text[COUNT_SIZE];

	search_status(&view->search, bar);
	if (!search_is_on(&view->search) && collection_is_complete(view->list.rows.collection)) {
		count_format(table_count(view->table), text);
		bar_add(bar, STYLE_DIM, 3, "%s services", text);
	}
	service_pools_status(base->app, bar);
}

static bool services_escape(struct view *base)
{
	struct services_view *view = (struct services_view *)base;

	if (!table_selected(view->table))
		return search_escape(&view->search);
	table_select_none(view->table);
	return true;
}

static void services_refresh(struct view *base)
{
	service_refresh_all(base->app);
}

const struct view_ops services_view_ops = {
	.name = "services",
	.title = "Services",
	.help = "The messaging services, each with its senders and the settings that matter most.",
	.size = sizeof(struct services_view),
	.commands = commands,
	.command_count = ARRAY_SIZE(commands),
	.columns = service_columns,
	.column_count = SERVICE_COLUMN_COUNT,
	.open = services_open,
	.close = services_close,
	.refresh = services_refresh,
	.result = services_result,
	.draw = services_draw,
	.scopes = services_scopes,
	.work = services_work,
	.status = services_status,
	.escape = services_escape,
};
