/*
 * choose.c - the sender, or the service, of a message that is being written: picked from what the
 * account has.
 *
 * Both are pushed on top of the compose screen. What is chosen goes into its form by the form's own
 * command, `set`.
 */
#include <string.h>

#include "base/mem.h"
#include "views/list/languages.h"
#include "views/services/sender_view.h"
#include "views/services/service_list.h"
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

/* Says what is chosen, and cuts that line off the pane. */
static void draw_head(const struct view *view, struct pane *pane)
{
	struct pane head = pane_cut(pane, 1);

	draw_rule(&head, 0, STYLE_BORDER, view->ops->title);
}

/* -- senders ----------------------------------------------------------------------------------- */

struct choose_sender_view {
	struct sender_view senders;
	char field[32]; /* that is set: From, FallbackFrom */
};

static const struct table_column sender_columns[] = {
	SENDER_COLUMN_OWNED(1),
	SENDER_COLUMN_NAME(2),
	SENDER_COLUMN_COUNTRY(3),
	SENDER_COLUMN_CAN(1),
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
	SENDER_COLUMN_SENT(4),
};

static unsigned run_choose_sender(struct command_call *call)
{
	struct choose_sender_view *view = call->target;
	struct listed_sender sender;

	if (sender_view_cursor(&view->senders, &sender))
		choose(view->senders.list.base.shell, view->field, sender.sender.address);
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
	sender_list_init_owned(&view->senders.rows, base->app, true);
	view->senders.empty = "The account has no number, short code or channel sender.\n"
			      "From takes a name, too, where the recipient's country allows it.";
	sender_view_open(&view->senders);
	return true;
}

static void choose_sender_draw(struct view *base, const struct pane *pane, unsigned levels)
{
	struct pane rest = *pane;

	if (!(levels & LOOP_PRIMARY))
		return;
	draw_head(base, &rest);
	sender_view_draw(base, &rest, levels);
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
	.language = &sender_language,
	.open = choose_sender_open,
	.close = list_view_close,
	.show = list_view_show,
	.refresh = sender_view_refresh,
	.result = sender_view_result,
	.draw = choose_sender_draw,
	.scopes = list_view_scopes,
	.work = sender_view_work,
	.status = sender_view_status,
	.escape = list_view_escape,
};

/* -- services ---------------------------------------------------------------------------------- */

static unsigned run_choose_service(struct command_call *call)
{
	struct record_view *view = call->target;
	const struct service *service = record_view_cursor(view);
	char sid[SID_SIZE];

	if (!service)
		return EFFECT_NONE;
	sid_format(&service->sid, sid);
	choose(view->list.base.shell, "MessagingServiceSid", (struct text){ sid, SID_LENGTH });
	return EFFECT_REDRAW;
}

static const struct command service_commands[] = {
	{
		.name = "choose",
		.args = "",
		.help = "Send through the service under the cursor",
		.hint = "choose",
		.hint_rank = 1,
		.run = run_choose_service,
		.ready = service_list_any,
	},
	SERVICE_COMMAND_FILTER(2),
};

static void choose_service_draw(struct view *base, const struct pane *pane, unsigned levels)
{
	struct pane rest = *pane;

	if (!(levels & LOOP_PRIMARY))
		return;
	draw_head(base, &rest);
	service_list_draw(base, &rest, levels);
}

const struct view_ops choose_service_view_ops = {
	.name = "choose-service",
	.title = "Choose a service",
	.help = "The account's messaging services, to send through one.",
	.size = sizeof(struct record_view),
	.commands = service_commands,
	.command_count = ARRAY_SIZE(service_commands),
	.columns = service_columns,
	.column_count = SERVICE_COLUMN_COUNT,
	.language = &service_language,
	.open = service_list_open,
	.close = list_view_close,
	.result = service_list_result,
	.draw = choose_service_draw,
	.scopes = list_view_scopes,
	.work = list_view_work,
	.status = list_view_status,
	.escape = list_view_escape,
};
