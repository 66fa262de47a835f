/*
 * pool.c - the sender pool of a messaging service: its numbers, short codes, alpha senders and channel
 * senders in one list, with what each of them carries.
 */
#include <string.h>

#include "base/mem.h"
#include "views/changes/act.h"
#include "views/list/cells.h"
#include "views/list/languages.h"
#include "views/list/list_export.h"
#include "views/services/pool_head.h"
#include "views/services/sender_view.h"
#include "views/services/service_list.h"
#include "views/views.h"

struct pool_view {
	struct sender_view senders;
	struct prompt_history names; /* of alpha senders that were typed */
};

static const struct table_column columns[] = {
	{
		.name = "sender",
		.title = "SENDER",
		.help = "Phone number, short code, alphanumeric name, or channel address",
		.width = 17,
		.weight = 1,
		.max_width = 32,
		.rank = 1,
		.middle = true,
		.text = sender_address_text,
		.compare = sender_address_compare,
	},
	{
		.name = "kind",
		.title = "KIND",
		.help = "number, code, alpha, or the channel: whatsapp, rcs",
		.width = 8,
		.rank = 4,
		.text = sender_kind_text,
		.compare = sender_kind_compare,
	},
	SENDER_COLUMN_COUNTRY(2),
	{
		.name = "can",
		.title = "CAN",
		.help = "What it can do: SMS, MMS, Voice",
		.width = 13,
		.rank = 3,
		.text = sender_can_text,
		.compare = sender_can_compare,
	},
	SENDER_COLUMN_SENT(2),
	SENDER_COLUMN_RECEIVED(5),
	SENDER_COLUMN_DELIVERED(3),
	{
		.name = "type",
		.title = "TYPE",
		.help = "What Twilio calls a channel sender",
		.width = 9,
		.rank = 7,
		.hidden = true,
		.text = sender_type_text,
	},
	{
		.name = "since",
		.title = "SINCE",
		.help = "When it came into the pool",
		.width = 12,
		.rank = 6,
		.text = sender_created_text,
		.compare = sender_created_compare,
		.descending = true,
	},
	{
		.name = "sid",
		.title = "SID",
		.help = "The sender's identifier",
		.width = 34,
		.rank = 8,
		.text = sender_sid_text,
	},
};

static struct session *session_of(const struct pool_view *view)
{
	return view->senders.list.session;
}

/* NULL while the services are not there. */
static const struct service *service_of(const struct pool_view *view)
{
	return service_find(session_of(view), &view->senders.rows.service);
}

/* -- sections ---------------------------------------------------------------------------------- */

static void show_section(struct pool_view *view, enum sender_kind kind)
{
	view->senders.rows.only = kind;
	search_part(&view->senders.list.search, kind != SENDER_KINDS);
}

/* The next one that has senders; all after the last. */
static unsigned run_section(struct command_call *call)
{
	struct pool_view *view = call->target;
	struct sender_list *list = &view->senders.rows;
	unsigned kind;

	if (call->argc > 1) {
		kind = pool_head_section(call->argv[1]);
		if (kind == SENDER_KINDS && strcmp(call->argv[1], "all") != 0) {
			error_set(call->err, ERROR_USAGE,
				  "the sections are all, numbers, codes, alpha and channels");
			return EFFECT_FAILED;
		}
	} else {
		kind = list->only == SENDER_KINDS ? 0 : (unsigned)list->only + 1;
		while (kind < SENDER_KINDS && !sender_list_count(list, (enum sender_kind)kind))
			kind++;
	}
	show_section(view, (enum sender_kind)kind);
	return EFFECT_REDRAW;
}

static void complete_section(const struct command_call *call, struct completion *completion)
{
	if (call->argc != 2)
		return;
	completion_add(completion, "all", "All senders");
	for (unsigned kind = 0; kind < SENDER_KINDS; kind++)
		completion_add(completion, pool_head_word((enum sender_kind)kind),
			       sender_kind_title((enum sender_kind)kind));
}

/* -- changes ----------------------------------------------------------------------------------- */

static unsigned act(struct pool_view *view, struct plan *plan, struct error *err)
{
	return plan ? act_on_plan(session_of(view), plan, NULL, NULL, err) : EFFECT_FAILED;
}

static unsigned run_add(struct command_call *call)
{
	struct pool_view *view = call->target;

	return views_open_sid(view->senders.list.base.shell, "add-senders",
			      &view->senders.rows.service, call->err);
}

static unsigned run_remove(struct command_call *call)
{
	struct pool_view *view = call->target;
	struct sender_choice choice = { 0 };
	enum plan_source source;
	unsigned effects;

	sender_view_choice(&view->senders, &choice, &source);
	for (size_t i = 0; i < choice.count; i++)
		choice.items[i].service = view->senders.rows.service;
	effects =
		act(view, sender_plan_out(session_of(view), &choice, source, call->err), call->err);
	vec_release(&choice);
	return effects;
}

static unsigned add_alpha(struct pool_view *view, const char *name, struct error *err)
{
	const struct service *service = service_of(view);
	struct sender alpha = { .address = { name, strlen(name) } };
	struct sender_choice choice = { 0 };
	unsigned effects;

	if (!sender_check_alpha(name, err))
		return EFFECT_FAILED;
	if (!service) {
		error_set(err, ERROR_USAGE, "The service is not loaded yet");
		return EFFECT_FAILED;
	}
	vec_push(&choice, alpha);
	effects = act(view, sender_plan_into(session_of(view), &choice, service, PLAN_OF_ONE, err),
		      err);
	vec_release(&choice);
	return effects;
}

static void alpha_typed(void *context, const char *text)
{
	struct pool_view *view = context;
	struct error err = ERROR_INIT;

	if (*text && !sender_check_alpha(text, &err))
		shell_prompt_fault(view->senders.list.base.shell, error_text(&err), 0,
				   strlen(text));
	error_release(&err);
}

static void alpha_done(void *context, const char *text)
{
	struct pool_view *view = context;
	struct error err = ERROR_INIT;

	if (!text || !*text)
		return;
	if (add_alpha(view, text, &err) & EFFECT_FAILED)
		shell_error(view->senders.list.base.shell, &err);
	error_release(&err);
}

static unsigned run_add_alpha(struct command_call *call)
{
	struct pool_view *view = call->target;

	if (call->argc > 1)
		return add_alpha(view, call->argv[1], call->err);
	shell_prompt(view->senders.list.base.shell, &(struct shell_prompt){
							    .label = "Alpha sender: ",
							    .history = &view->names,
							    .changed = alpha_typed,
							    .done = alpha_done,
							    .context = view,
						    });
	return EFFECT_REDRAW;
}

static unsigned run_edit(struct command_call *call)
{
	struct pool_view *view = call->target;

	return views_open_sid(view->senders.list.base.shell, "service-form",
			      &view->senders.rows.service, call->err);
}

/* -- export ------------------------------------------------------------------------------------ */

struct found {
	struct sender_list list;
	struct export_sender row;
};

static const void *find_sender(void *data, uint64_t key)
{
	struct found *found = data;
	const struct service *service = service_find(found->list.session, &found->list.service);
	enum resource resource;
	const struct sender *sender = sender_list_record(&found->list, key, &resource);

	if (!sender)
		return NULL;
	found->row = (struct export_sender){
		.sender = *sender,
		.service = found->list.service,
		.service_name = service ? service->friendly_name : (struct text){ .data = NULL },
		.kind = export_sender_kind(resource),
	};
	return &found->row;
}

static unsigned run_export(struct command_call *call)
{
	static const struct list_export senders = {
		.sheet = &sheet_senders,
		.file = "senders.jsonl",
		.one = "sender",
		.many = "senders",
		.size = sizeof(struct found),
		.record = find_sender,
	};
	struct pool_view *view = call->target;
	const struct found found = { .list = view->senders.rows };

	return list_export(session_of(view), &senders, &found, view->senders.list.table, call);
}

static const struct command commands[] = {
	SENDER_COMMAND_TRAFFIC,
	SENDER_COMMAND_MOVE,
	{
		.name = "add",
		.args = "",
		.help = "Add senders of the account to this pool",
		.hint = "add",
		.hint_rank = 1,
		.flags = COMMAND_CHANGES_ACCOUNT,
		.run = run_add,
	},
	{
		.name = "remove",
		.args = "",
		.help = "Take what is selected out of the pool; the account keeps it",
		.hint = "remove",
		.hint_rank = 2,
		.flags = COMMAND_CHANGES_ACCOUNT,
		.run = run_remove,
		.ready = sender_view_any,
	},
	{
		.name = "add-alpha",
		.args = "[NAME]",
		.help = "Add an alphanumeric sender to this pool",
		.hint = "alpha",
		.hint_rank = 3,
		.max_args = 1,
		.flags = COMMAND_CHANGES_ACCOUNT,
		.run = run_add_alpha,
	},
	{
		.name = "section",
		.args = "[all|numbers|codes|alpha|channels]",
		.help = "Show one kind of senders alone, or the next one",
		.hint = "section",
		.hint_rank = 4,
		.max_args = 1,
		.run = run_section,
		.complete = complete_section,
	},
	SENDER_COMMAND_FILTER,
	{
		.name = "edit",
		.args = "",
		.help = "Show and change the settings of the service",
		.hint = "settings",
		.hint_rank = 6,
		.run = run_edit,
	},
	SENDER_COMMAND_COPY,
	EXPORT_COMMAND(run_export, EXPORT_SHOWN, sender_view_any),
	LINKS_COMMAND(sender_view_run_links, sender_view_any),
};

/* -- the view ---------------------------------------------------------------------------------- */

static bool pool_open(struct view *base, int argc, const char *const *argv, struct error *err)
{
	struct pool_view *view = (struct pool_view *)base;
	struct sid sid;

	if (!sender_view_service(argc, argv, &sid, err))
		return false;
	sender_list_init_pool(&view->senders.rows, base->app, &sid);
	view->senders.empty = "No sender is in this pool: what is sent through the service fails.\n"
			      "{pool add} adds some.";
	sender_view_open(&view->senders);
	return true;
}

static void pool_close(struct view *base)
{
	struct pool_view *view = (struct pool_view *)base;

	list_view_close(base);
	prompt_history_release(&view->names);
}

static void pool_draw(struct view *base, const struct pane *pane, unsigned levels)
{
	struct pool_view *view = (struct pool_view *)base;
	struct pane rest = *pane;

	if (!(levels & LOOP_PRIMARY))
		return;
	struct pane head = pane_cut(&rest, POOL_HEAD_ROWS);
	pool_head_draw(&view->senders.rows, &head);
	sender_view_draw(base, &rest, levels);
}

static void pool_describe(struct view *base, struct strbuf *out)
{
	const struct pool_view *view = (const struct pool_view *)base;

	strbuf_addstr(out, "Pool of ");
	pool_head_name(&view->senders.rows, out);
}

static bool pool_escape(struct view *base)
{
	struct pool_view *view = (struct pool_view *)base;

	if (list_view_escape(base))
		return true;
	if (view->senders.rows.only == SENDER_KINDS)
		return false;
	show_section(view, SENDER_KINDS);
	return true;
}

const struct view_ops pool_view_ops = {
	.name = "pool",
	.title = "Pool",
	.help = "The senders of a messaging service, and what each of them carries.",
	.size = sizeof(struct pool_view),
	.commands = commands,
	.command_count = ARRAY_SIZE(commands),
	.columns = columns,
	.column_count = ARRAY_SIZE(columns),
	.language = &sender_language,
	.open = pool_open,
	.close = pool_close,
	.show = list_view_show,
	.refresh = sender_view_refresh,
	.result = sender_view_result,
	.draw = pool_draw,
	.scopes = list_view_scopes,
	.work = sender_view_work,
	.describe = pool_describe,
	.status = sender_view_status,
	.escape = pool_escape,
};
