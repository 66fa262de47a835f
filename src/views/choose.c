/*
 * choose.c - the sender, or the service, of a message that is being written: picked from what the
 * account has.
 *
 * Both are pushed on top of the compose screen. What is chosen goes into its form by the form's own
 * command, `set`.
 */
#include <string.h>

#include "base/mem.h"
#include "views/languages.h"
#include "views/sender_view.h"
#include "views/service_list.h"
#include "views/views.h"

/* Back to the form, with the field set. */
static void choose(struct shell *shell, const char *field, struct text value)
{
	struct strbuf line = STRBUF_INIT(COMMAND_LINE_MAX);
	char *word = xstrndup(value.data, value.length);

	strbuf_addf(&line, "set %s ", field);
	command_quote(&line, word);
	free(word);
	shell_back(shell);
	shell_execute(shell, line.data);
	strbuf_release(&line);
}

/* -- senders ----------------------------------------------------------------------------------- */

struct choose_sender_view {
	struct sender_view senders;
	char field[32]; /* that is set: From, FallbackFrom */
};

static const struct table_column sender_columns[] = {
	{
		.name = "sender",
		.title = "SENDER",
		.help = "Phone number, short code or channel address",
		.width = 17,
		.weight = 1,
		.max_width = 32,
		.rank = 1,
		.middle = true,
		.text = sender_address_text,
		.compare = sender_address_compare,
	},
	{
		.name = "name",
		.title = "NAME",
		.help = "What the account calls it",
		.width = 14,
		.weight = 2,
		.max_width = 40,
		.rank = 2,
		.text = sender_name_text,
		.compare = sender_name_compare,
	},
	{
		.name = "country",
		.title = "CC",
		.help = "Its country",
		.width = 2,
		.rank = 3,
		.text = sender_country_text,
		.compare = sender_country_compare,
	},
	{
		.name = "can",
		.title = "CAN",
		.help = "What it can do: SMS, MMS, Voice, Fax",
		.width = 13,
		.rank = 1,
		.text = sender_can_text,
		.compare = sender_can_compare,
	},
	{
		.name = "where",
		.title = "SERVICE",
		.help = "The service that has it",
		.width = 16,
		.weight = 2,
		.max_width = 40,
		.rank = 2,
		.text = sender_where_text,
		.compare = sender_where_compare,
	},
	{
		.name = "sent",
		.title = "SENT",
		.help = "Messages in the cache that it sent",
		.width = 7,
		.rank = 4,
		.align = DRAW_RIGHT,
		.text = sender_sent_text,
		.compare = sender_sent_compare,
		.descending = true,
	},
};

static unsigned run_choose_sender(struct command_call *call)
{
	struct choose_sender_view *view = call->target;
	struct listed_sender sender;

	if (sender_view_cursor(&view->senders, &sender))
		choose(view->senders.base.shell, view->field, sender.sender.address);
	return EFFECT_REDRAW;
}

static const struct command sender_commands[] = {
	{
		.name = "choose",
		.args = "",
		.help = "Send from the sender under the cursor",
		.hint = "choose",
		.hint_rank = 1,
		.run = run_choose_sender,
		.ready = sender_view_any,
	},
	SENDER_COMMAND_FILTER,
	SENDER_COMMAND_TRAFFIC,
};

static bool choose_sender_open(struct view *base, int argc, const char *const *argv,
			       struct error *err)
{
	struct choose_sender_view *view = (struct choose_sender_view *)base;

	(void)err;
	snprintf(view->field, sizeof(view->field), "%s", argc > 1 ? argv[1] : "From");
	sender_list_init_owned(&view->senders.list, base->app, true);
	sender_view_open(&view->senders);
	return true;
}

static void choose_sender_draw(struct view *base, const struct pane *pane, unsigned levels)
{
	if (levels & LOOP_PRIMARY)
		sender_view_draw((struct sender_view *)base, pane);
}

static void choose_sender_status(struct view *base, struct bar *bar)
{
	sender_view_status((struct sender_view *)base, bar);
}

const struct view_ops choose_sender_view_ops = {
	.name = "choose-sender",
	.title = "Choose a sender",
	.help = "The account's numbers, short codes and channel senders, to send from one.",
	.size = sizeof(struct choose_sender_view),
	.commands = sender_commands,
	.command_count = ARRAY_SIZE(sender_commands),
	.columns = sender_columns,
	.column_count = ARRAY_SIZE(sender_columns),
	.open = choose_sender_open,
	.close = sender_view_close,
	.show = sender_view_show,
	.refresh = sender_view_refresh,
	.result = sender_view_result,
	.draw = choose_sender_draw,
	.scopes = sender_view_scopes,
	.work = sender_view_work,
	.status = choose_sender_status,
	.escape = sender_view_escape,
};

/* -- services ---------------------------------------------------------------------------------- */

struct choose_service_view {
	struct view base;
	struct service_list list;
	struct search search;
	struct table *table;
	struct strbuf notice;
};

static unsigned run_choose_service(struct command_call *call)
{
	struct choose_service_view *view = call->target;
	const struct service *service = list_rows_cursor(&view->list.rows, view->table);
	char sid[SID_SIZE];

	if (!service)
		return EFFECT_NONE;
	sid_format(&service->sid, sid);
	choose(view->base.shell, "MessagingServiceSid", (struct text){ sid, SID_LENGTH });
	return EFFECT_REDRAW;
}

static unsigned run_filter(struct command_call *call)
{
	return search_command(&((struct choose_service_view *)call->target)->search, call);
}

static bool any_service(void *target, const char **why)
{
	*why = "There is no service here";
	return table_count(((struct choose_service_view *)target)->table) > 0;
}

static const struct command service_commands[] = {
	{
		.name = "choose",
		.args = "",
		.help = "Send through the service under the cursor",
		.hint = "choose",
		.hint_rank = 1,
		.run = run_choose_service,
		.ready = any_service,
	},
	{
		.name = "filter",
		.args = "[QUERY]",
		.help = "Show only services that match a query: words, name:, is:lost, …",
		.hint = "filter",
		.hint_rank = 2,
		.max_args = -1,
		.run = run_filter,
	},
};

static bool choose_service_open(struct view *base, int argc, const char *const *argv,
				struct error *err)
{
	struct choose_service_view *view = (struct choose_service_view *)base;

	(void)argc, (void)argv, (void)err;
	service_list_init(&view->list, base->app, &view->search);
	view->table = table_new(&list_source, service_columns, SERVICE_COLUMN_COUNT, &view->list);
	views_choose_columns(base->app, base->ops, view->table);
	search_init(&view->search, base->shell, view->table);
	search_speak(&view->search, base->app, &service_language);
	strbuf_init(&view->notice, STRBUF_LINE);
	service_list_want(&view->list);
	return true;
}

static void choose_service_close(struct view *base)
{
	struct choose_service_view *view = (struct choose_service_view *)base;

	search_release(&view->search);
	table_free(view->table);
	strbuf_release(&view->notice);
}

static unsigned choose_service_result(struct view *base, const void *context)
{
	struct choose_service_view *view = (struct choose_service_view *)base;
	const struct news *news = context;

	if (news->kind != NEWS_LIST)
		return EFFECT_NONE;
	service_list_want(&view->list);
	list_rows_update(&view->list.rows, view->table);
	shell_work(base->shell);
	return EFFECT_REDRAW;
}

static bool choose_service_work(struct view *base, int64_t deadline_ns, unsigned *effects)
{
	bool changed = false;
	bool more = table_work(((struct choose_service_view *)base)->table, deadline_ns, &changed);

	if (changed)
		*effects |= EFFECT_REDRAW;
	return more;
}

static void choose_service_draw(struct view *base, const struct pane *pane, unsigned levels)
{
	struct choose_service_view *view = (struct choose_service_view *)base;
	struct table_notice notice;

	if (!(levels & LOOP_PRIMARY))
		return;
	list_rows_update(&view->list.rows, view->table);
	service_list_notice(&view->list, view->table, &view->notice, &notice);
	table_set_notice(view->table, &notice);
	table_draw(view->table, pane, true);
}

static size_t choose_service_scopes(struct view *base, struct command_scope *scopes, size_t max)
{
	if (max < 1)
		return 0;
	scopes[0] = table_scope(((struct choose_service_view *)base)->table);
	return 1;
}

static void choose_service_status(struct view *base, struct bar *bar)
{
	search_status(&((struct choose_service_view *)base)->search, bar);
}

static bool choose_service_escape(struct view *base)
{
	return search_escape(&((struct choose_service_view *)base)->search);
}

const struct view_ops choose_service_view_ops = {
	.name = "choose-service",
	.title = "Choose a service",
	.help = "The account's messaging services, to send through one.",
	.size = sizeof(struct choose_service_view),
	.commands = service_commands,
	.command_count = ARRAY_SIZE(service_commands),
	.columns = service_columns,
	.column_count = SERVICE_COLUMN_COUNT,
	.open = choose_service_open,
	.close = choose_service_close,
	.result = choose_service_result,
	.draw = choose_service_draw,
	.scopes = choose_service_scopes,
	.work = choose_service_work,
	.status = choose_service_status,
	.escape = choose_service_escape,
};
