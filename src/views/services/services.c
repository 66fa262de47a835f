/*
 * services.c - the messaging services, each with its senders and what matters of its settings.
 */
#include "base/mem.h"
#include "views/changes/act.h"
#include "views/links.h"
#include "views/list/cells.h"
#include "views/list/languages.h"
#include "views/list/list_export.h"
#include "views/services/sender_plan.h"
#include "views/services/service_list.h"
#include "views/views.h"

/* Opens a screen about the service under the cursor. */
static unsigned open_screen(struct command_call *call, const char *screen)
{
	struct record_view *view = call->target;
	const struct service *service = record_view_cursor(view);

	if (!service)
		return EFFECT_NONE;
	return views_open_sid(view->list.base.shell, screen, &service->sid, call->err);
}

/* -- commands ---------------------------------------------------------------------------------- */

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
	struct record_view *view = call->target;

	return views_open(view->list.base.shell, "service-form", NULL, call->err);
}

static unsigned run_delete(struct command_call *call)
{
	struct record_view *view = call->target;
	struct session *session = view->list.session;
	const struct service *service = record_view_cursor(view);
	struct plan *plan;

	if (!service)
		return EFFECT_NONE;
	plan = sender_plan_delete(session, service, call->err);
	return plan ? act_on_plan(session, plan, NULL, NULL, call->err) : EFFECT_FAILED;
}

static unsigned run_messages(struct command_call *call)
{
	struct record_view *view = call->target;
	const struct service *service = record_view_cursor(view);
	char query[SID_SIZE + 16];
	char text[SID_SIZE];

	if (!service)
		return EFFECT_NONE;
	sid_format(&service->sid, text);
	snprintf(query, sizeof(query), "service:%s", text);
	return views_open(view->list.base.shell, "traffic", query, call->err);
}

static unsigned run_links(struct command_call *call)
{
	struct record_view *view = call->target;
	const struct service *service = record_view_cursor(view);

	return service ? links_of_service(view->list.session, service) : EFFECT_NONE;
}

static unsigned run_copy_sid(struct command_call *call)
{
	struct record_view *view = call->target;
	const struct service *service = record_view_cursor(view);

	return service ? views_copy_sid(call, &service->sid) : EFFECT_NONE;
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
	struct record_view *view = call->target;

	return list_export(view->list.session, &services, &view->rows, view->list.table, call);
}

static const struct command commands[] = {
	{
		.name = "open-pool",
		.args = "",
		.help = "Show its senders",
		.hint = "senders",
		.hint_rank = 1,
		.run = run_open,
		.ready = service_list_any,
	},
	{
		.name = "edit",
		.args = "",
		.help = "Show and change its settings",
		.hint = "settings",
		.hint_rank = 2,
		.run = run_edit,
		.ready = service_list_any,
	},
	SERVICE_COMMAND_FILTER(3),
	{
		.name = "messages",
		.args = "",
		.help = "Show the messages that were sent through it",
		.hint = "messages",
		.hint_rank = 4,
		.run = run_messages,
		.ready = service_list_any,
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
		.ready = service_list_any,
	},
	{
		.name = "copy-sid",
		.args = "",
		.help = "Copy its SID to the clipboard of your own machine (OSC 52)",
		.hint = "copy SID",
		.hint_rank = 7,
		.run = run_copy_sid,
		.ready = service_list_any,
	},
	EXPORT_COMMAND(run_export, EXPORT_SHOWN, service_list_any),
	LINKS_COMMAND(run_links, service_list_any),
};

/* -- the view ---------------------------------------------------------------------------------- */

static bool services_open(struct view *base, int argc, const char *const *argv, struct error *err)
{
	struct record_view *view = (struct record_view *)base;

	if (!service_list_open(base, argc, argv, err))
		return false;
	view->empty = view->list.session->options.read_only
			      ? NULL
			      : "A service sends from a pool of numbers, short codes and names, "
				"and says where answers go.\n{services new} makes one.";
	return true;
}

static void services_status(struct view *base, struct bar *bar)
{
	struct record_view *view = (struct record_view *)base;
	char text[COUNT_SIZE];

	list_view_status(base, bar);
	if (!search_is_on(&view->list.search) && collection_is_complete(view->rows.collection)) {
		size_t count = table_count(view->list.table);
		count_format(count, text);
		bar_add(bar, STYLE_DIM, 3, "%s service%s", text, count == 1 ? "" : "s");
	}
	service_pools_status(base->app, bar);
}

const struct view_ops services_view_ops = {
	.name = "services",
	.title = "Services",
	.help = "The messaging services, each with its senders and the settings that matter most.",
	.size = sizeof(struct record_view),
	.commands = commands,
	.command_count = ARRAY_SIZE(commands),
	.columns = service_columns,
	.column_count = SERVICE_COLUMN_COUNT,
	.language = &service_language,
	.open = services_open,
	.close = list_view_close,
	.refresh = service_list_refresh,
	.result = service_list_result,
	.draw = service_list_draw,
	.scopes = list_view_scopes,
	.work = list_view_work,
	.status = services_status,
	.escape = list_view_escape,
};
