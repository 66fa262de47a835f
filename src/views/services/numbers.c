/*
 * numbers.c - the account's phone numbers, the service that each belongs to, and what each carries;
 * those in no pool stand out.
 */
#include "base/mem.h"
#include "views/list/cells.h"
#include "views/list/languages.h"
#include "views/list/list_export.h"
#include "views/services/sender_view.h"
#include "views/views.h"

static const struct table_column columns[] = {
	{
		.name = "number",
		.title = "NUMBER",
		.help = "The phone number",
		.width = 16,
		.weight = 1,
		.max_width = 20,
		.rank = 1,
		.text = sender_address_text,
		.compare = sender_address_compare,
	},
	SENDER_COLUMN_COUNTRY(3),
	SENDER_COLUMN_CAN(3),
	{
		.name = "service",
		.title = "SERVICE",
		.help = "The messaging service that has it in its pool",
		.width = 16,
		.weight = 3,
		.max_width = 40,
		.rank = 1,
		.text = sender_where_text,
		.compare = sender_where_compare,
	},
	SENDER_COLUMN_SENT(2),
	SENDER_COLUMN_RECEIVED(6),
	SENDER_COLUMN_DELIVERED(4),
	SENDER_COLUMN_NAME(5),
	{
		.name = "type",
		.title = "TYPE",
		.help = "local, mobile, toll-free, …",
		.width = 9,
		.rank = 7,
		.text = sender_type_text,
	},
	{
		.name = "url",
		.title = "SMS URL",
		.help = "Where messages to it go when no service has it, or the service says so",
		.width = 24,
		.weight = 2,
		.rank = 8,
		.text = sender_url_text,
	},
	{
		.name = "status",
		.title = "STATUS",
		.help = "Twilio's word for its state",
		.width = 8,
		.rank = 10,
		.hidden = true,
		.text = sender_status_text,
	},
	{
		.name = "created",
		.title = "CREATED",
		.help = "When the account got it",
		.width = 12,
		.rank = 9,
		.hidden = true,
		.text = sender_created_text,
		.compare = sender_created_compare,
		.descending = true,
	},
	SENDER_COLUMN_SID(11),
};

static unsigned run_pool(struct command_call *call)
{
	struct sender_view *view = call->target;
	const struct service *service;
	struct listed_sender number;

	if (!sender_view_cursor(view, &number))
		return EFFECT_NONE;
	service = lists_service_of(view->list.session, &number.sender.sid);
	if (!service) {
		error_set(call->err, ERROR_USAGE, "No pool is known to have this number");
		return EFFECT_FAILED;
	}
	return views_open_sid(view->list.base.shell, "pool", &service->sid, call->err);
}

static const void *find_number(void *data, uint64_t key)
{
	enum resource resource;

	return sender_list_record(data, key, &resource);
}

static unsigned run_export(struct command_call *call)
{
	static const struct list_export numbers = {
		.sheet = &sheet_numbers,
		.file = "numbers.jsonl",
		.one = "number",
		.many = "numbers",
		.size = sizeof(struct sender_list),
		.record = find_number,
	};
	struct sender_view *view = call->target;

	return list_export(view->list.session, &numbers, &view->rows, view->list.table, call);
}

static const struct command commands[] = {
	SENDER_COMMAND_TRAFFIC,
	SENDER_COMMAND_MOVE,
	SENDER_COMMAND_FILTER,
	{
		.name = "open-pool",
		.args = "",
		.help = "Show the sender pool that has the number",
		.hint = "its pool",
		.hint_rank = 4,
		.run = run_pool,
		.ready = sender_view_any,
	},
	SENDER_COMMAND_COPY,
	EXPORT_COMMAND(run_export, EXPORT_SHOWN, sender_view_any),
	LINKS_COMMAND(sender_view_run_links, sender_view_any),
};

static bool numbers_open(struct view *base, int argc, const char *const *argv, struct error *err)
{
	struct sender_view *view = (struct sender_view *)base;

	(void)argc, (void)argv, (void)err;
	sender_list_init_owned(&view->rows, base->app, false);
	view->empty = "The account has no phone numbers.\n"
		      "They are bought in Twilio's console; {global refresh} asks again.";
	sender_view_open(view);
	return true;
}

/* "60 numbers  ! 19 in no pool", once all pools are known. */
static void numbers_status(struct view *base, struct bar *bar)
{
	struct sender_view *view = (struct sender_view *)base;
	struct listed_sender number;
	size_t count = sender_list_count(&view->rows, SENDER_KINDS), alone = 0;
	const struct error *error;
	char text[COUNT_SIZE];

	sender_view_status(base, bar);
	/* How many there are is not known before any have come. */
	if (search_is_on(&view->list.search) ||
	    (!count && !sender_list_has(&view->rows, SENDER_KINDS, &error)))
		return;
	count_format(count, text);
	bar_add(bar, STYLE_DIM, 3, "%s number%s", text, count == 1 ? "" : "s");
	if (view->rows.places[SENDER_NUMBER] != PLACES_KNOWN)
		return;
	for (uint32_t row = 0; sender_list_get(&view->rows, row, &number); row++)
		alone += !lists_service_of(view->list.session, &number.sender.sid);
	if (!alone)
		return;
	count_format(alone, text);
	bar_add(bar, STYLE_WARNING, 2, "! %s in no pool", text);
}

const struct view_ops numbers_view_ops = {
	.name = "numbers",
	.title = "Numbers",
	.help = "The account's phone numbers, the service that each belongs to, and its traffic.",
	.size = sizeof(struct sender_view),
	.commands = commands,
	.command_count = ARRAY_SIZE(commands),
	.columns = columns,
	.column_count = ARRAY_SIZE(columns),
	.language = &sender_language,
	.open = numbers_open,
	.close = list_view_close,
	.show = list_view_show,
	.refresh = sender_view_refresh,
	.result = sender_view_result,
	.draw = sender_view_draw,
	.scopes = list_view_scopes,
	.work = sender_view_work,
	.status = numbers_status,
	.escape = list_view_escape,
};
