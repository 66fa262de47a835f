/*
 * short_codes.c - the account's short codes: what is called when a message comes in to them.
 */
#include <string.h>

#include "base/mem.h"
#include "model/number.h"
#include "model/service.h"
#include "views/list/cells.h"
#include "views/list/languages.h"
#include "views/list/list_export.h"
#include "views/list/record_view.h"
#include "views/services/sender_list.h"
#include "views/views.h"

/* -- cells ------------------------------------------------------------------------------------- */

static const struct short_code *code_at(void *data, uint32_t row)
{
	return collection_at(((const struct list_rows *)data)->collection, row);
}

#define TEXT_COLUMN(member)                                                              \
	static void member##_text(void *data, uint32_t row, struct strbuf *out,          \
				  enum style_role *role)                                 \
	{                                                                                \
		cell_text_or_dash(code_at(data, row)->member, out, role);                \
	}                                                                                \
	static int member##_compare(void *data, uint32_t a, uint32_t b)                  \
	{                                                                                \
		return cell_compare(code_at(data, a)->member, code_at(data, b)->member); \
	}

TEXT_COLUMN(friendly_name)
TEXT_COLUMN(api_version)
TEXT_COLUMN(sms_url)
TEXT_COLUMN(sms_method)
TEXT_COLUMN(sms_fallback_url)
TEXT_COLUMN(sms_fallback_method)

static void short_code_text(void *data, uint32_t row, struct strbuf *out, enum style_role *role)
{
	const struct short_code *code = code_at(data, row);

	*role = STYLE_STRONG;
	cell_text(code->short_code, out);
}

static int short_code_compare(void *data, uint32_t a, uint32_t b)
{
	return cell_compare(code_at(data, a)->short_code, code_at(data, b)->short_code);
}

static void service_text(void *data, uint32_t row, struct strbuf *out, enum style_role *role)
{
	const struct list_rows *rows = data;
	const struct service *service = lists_service_of(rows->session, &code_at(data, row)->sid);

	cell_text_or_dash(service ? service->friendly_name : (struct text){ .data = NULL }, out,
			  role);
}

static void updated_text(void *data, uint32_t row, struct strbuf *out, enum style_role *role)
{
	*role = STYLE_DIM;
	cell_when(code_at(data, row)->date_updated, out);
}

static int updated_compare(void *data, uint32_t a, uint32_t b)
{
	return cell_order(code_at(data, a)->date_updated, code_at(data, b)->date_updated);
}

static void created_text(void *data, uint32_t row, struct strbuf *out, enum style_role *role)
{
	*role = STYLE_DIM;
	cell_when(code_at(data, row)->date_created, out);
}

static int created_compare(void *data, uint32_t a, uint32_t b)
{
	return cell_order(code_at(data, a)->date_created, code_at(data, b)->date_created);
}

static void sid_text(void *data, uint32_t row, struct strbuf *out, enum style_role *role)
{
	*role = STYLE_DIM;
	sid_write(&code_at(data, row)->sid, out);
}

static const struct table_column columns[] = {
	{
		.name = "code",
		.title = "CODE",
		.help = "The short code",
		.width = 7,
		.rank = 1,
		.text = short_code_text,
		.compare = short_code_compare,
	},
	{
		.name = "name",
		.title = "NAME",
		.help = "What you call it",
		.width = 12,
		.wish = 16,
		.weight = 2,
		.max_width = 40,
		.rank = 2,
		.text = friendly_name_text,
		.compare = friendly_name_compare,
	},
	{
		.name = "version",
		.title = "API",
		.help = "Version of the API that a conversation begins in",
		.width = 10,
		.rank = 6,
		.text = api_version_text,
		.compare = api_version_compare,
	},
	{
		.name = "sms-url",
		.title = "INBOUND URL",
		.help = "Called with each message that comes in",
		.width = 16,
		.wish = 36,
		.weight = 4,
		.rank = 3,
		.middle = true,
		.text = sms_url_text,
		.compare = sms_url_compare,
	},
	{
		.name = "method",
		.title = "METHOD",
		.help = "How the inbound URL is called",
		.width = 6,
		.rank = 5,
		.text = sms_method_text,
		.compare = sms_method_compare,
	},
	{
		.name = "fallback-url",
		.title = "FALLBACK URL",
		.help = "Called when the inbound URL fails",
		.width = 16,
		.wish = 24,
		.weight = 3,
		.rank = 7,
		.middle = true,
		.text = sms_fallback_url_text,
		.compare = sms_fallback_url_compare,
	},
	{
		.name = "fallback-method",
		.title = "METHOD",
		.help = "How the fallback URL is called",
		.width = 6,
		.rank = 8,
		.hidden = true,
		.text = sms_fallback_method_text,
		.compare = sms_fallback_method_compare,
	},
	{
		.name = "service",
		.title = "SERVICE",
		.help = "The messaging service whose pool it is in, as far as pools were looked at",
		.width = 12,
		.wish = 16,
		.weight = 2,
		.max_width = 40,
		.rank = 8,
		.hidden = true,
		.text = service_text,
	},
	{
		.name = "updated",
		.title = "UPDATED",
		.help = "When it was last changed",
		.width = 10,
		.rank = 4,
		.text = updated_text,
		.compare = updated_compare,
		.descending = true,
	},
	{
		.name = "created",
		.title = "CREATED",
		.help = "When the account got it",
		.width = 10,
		.rank = 9,
		.hidden = true,
		.text = created_text,
		.compare = created_compare,
		.descending = true,
	},
	{
		.name = "sid",
		.title = "SID",
		.help = "Its identifier in the API",
		.width = 34,
		.rank = 10,
		.hidden = true,
		.text = sid_text,
	},
};

/* -- commands ---------------------------------------------------------------------------------- */

static const struct short_code *code_under_cursor(const struct command_call *call)
{
	return record_view_cursor(call->target);
}

static unsigned run_edit(struct command_call *call)
{
	const struct record_view *view = call->target;

	return views_open_sid(view->list.base.shell, "short-code", &code_under_cursor(call)->sid,
			      call->err);
}

static unsigned run_traffic(struct command_call *call)
{
	const struct record_view *view = call->target;

	return sender_open_traffic(view->list.session, code_under_cursor(call)->short_code,
				   call->err);
}

static unsigned run_copy_sid(struct command_call *call)
{
	return views_copy_sid(call, &code_under_cursor(call)->sid);
}

static bool any_row(void *target, const char **why)
{
	*why = "There is no short code here";
	return record_view_cursor(target) != NULL;
}

static unsigned run_export(struct command_call *call)
{
	static const struct list_export codes = {
		.sheet = &sheet_short_codes,
		.file = "short-codes.jsonl",
		.one = "short code",
		.many = "short codes",
		.size = sizeof(struct list_rows),
		.record = list_export_row,
	};
	struct record_view *view = call->target;

	return list_export(view->list.session, &codes, &view->rows, view->list.table, call);
}

static const struct command commands[] = {
	{
		.name = "edit",
		.args = "",
		.help = "Show and change the name and the URLs of the short code",
		.hint = "edit",
		.hint_rank = 1,
		.run = run_edit,
		.ready = any_row,
	},
	FILTER_COMMAND(2, "Show only short codes that match a query: words, name:, service:, …"),
	{
		.name = "traffic",
		.args = "",
		.help = "Show the messages that the short code sent and received",
		.hint = "messages",
		.hint_rank = 3,
		.run = run_traffic,
		.ready = any_row,
	},
	{
		.name = "copy-sid",
		.args = "",
		.help = "Copy the SID to the clipboard of your own machine (OSC 52)",
		.hint = "copy SID",
		.hint_rank = 5,
		.run = run_copy_sid,
		.ready = any_row,
	},
	EXPORT_COMMAND(run_export, EXPORT_SHOWN, any_row),
};

/* -- the view ---------------------------------------------------------------------------------- */

static bool short_codes_open(struct view *base, int argc, const char *const *argv,
			     struct error *err)
{
	struct list_id id = list_id(RESOURCE_SHORT_CODES, NULL, NULL);

	struct record_view *view = (struct record_view *)base;

	(void)argc, (void)argv, (void)err;
	record_view_open(view, &id, &code_language);
	view->empty =
		"They are leased from Twilio, not made here; one that is assigned to the account "
		"is listed.\n{global refresh} asks again.";
	return true;
}

static void short_codes_status(struct view *base, struct bar *bar)
{
	struct record_view *view = (struct record_view *)base;
	size_t count = collection_count(view->rows.collection);
	char text[COUNT_SIZE];

	count_format(count, text);
	if (count)
		bar_add(bar, STYLE_DIM, 3, "%s short code%s", text, count == 1 ? "" : "s");
	list_view_status(base, bar);
}

const struct view_ops short_codes_view_ops = {
	.name = "short-codes",
	.title = "Codes",
	.help = "The account's short codes, and what is called when a message comes in to them.",
	.size = sizeof(struct record_view),
	.commands = commands,
	.command_count = ARRAY_SIZE(commands),
	.columns = columns,
	.column_count = ARRAY_SIZE(columns),
	.language = &code_language,
	.open = short_codes_open,
	.close = list_view_close,
	.refresh = record_view_refresh,
	.result = record_view_result,
	.draw = record_view_draw,
	.scopes = list_view_scopes,
	.work = list_view_work,
	.status = short_codes_status,
	.escape = list_view_escape,
};
