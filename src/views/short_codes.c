/*
 * short_codes.c - the account's short codes: what is called when a message comes in to them.
 */
#include <string.h>

#include "base/mem.h"
#include "base/text.h"
#include "model/number.h"
#include "model/service.h"
#include "views/cells.h"
#include "views/languages.h"
#include "views/list_export.h"
#include "views/lists.h"
#include "views/search.h"
#include "views/sender_list.h"
#include "views/views.h"

struct short_codes_view {
	struct view base;
	struct short_code_rows {
		struct list_rows rows; /* what list_source works on */
		const struct search *search;
	} list;
	struct table *table;
	struct search search;
};

/* -- cells ------------------------------------------------------------------------------------- */

static const struct short_code *code_at(void *data, uint32_t row)
{
	return collection_at(((const struct list_rows *)data)->collection, row);
}

static void add_foreign(struct text text, struct strbuf *out, enum style_role *role)
{
	if (text.length) {
		text_clean(out, text.data, text.length, TEXT_ONE_LINE);
	} else {
		strbuf_addstr(out, "–");
		*role = STYLE_DIM;
	}
}

#define TEXT_COLUMN(member)                                                              \
	static void member##_text(void *data, uint32_t row, struct strbuf *out,          \
				  enum style_role *role)                                 \
	{                                                                                \
		add_foreign(code_at(data, row)->member, out, role);                      \
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
	text_clean(out, code->short_code.data, code->short_code.length, TEXT_ONE_LINE);
}

static int short_code_compare(void *data, uint32_t a, uint32_t b)
{
	return cell_compare(code_at(data, a)->short_code, code_at(data, b)->short_code);
}

static void service_text(void *data, uint32_t row, struct strbuf *out, enum style_role *role)
{
	const struct list_rows *rows = data;
	const struct service *service = lists_service_of(rows->session, &code_at(data, row)->sid);

	add_foreign(service ? service->friendly_name : (struct text){ .data = NULL }, out, role);
}

static void updated_text(void *data, uint32_t row, struct strbuf *out, enum style_role *role)
{
	*role = STYLE_DIM;
	cell_when(code_at(data, row)->date_updated, out);
}

static int updated_compare(void *data, uint32_t a, uint32_t b)
{
	int64_t first = code_at(data, a)->date_updated, second = code_at(data, b)->date_updated;

	return (first > second) - (first < second);
}

static void created_text(void *data, uint32_t row, struct strbuf *out, enum style_role *role)
{
	*role = STYLE_DIM;
	cell_when(code_at(data, row)->date_created, out);
}

static int created_compare(void *data, uint32_t a, uint32_t b)
{
	int64_t first = code_at(data, a)->date_created, second = code_at(data, b)->date_created;

	return (first > second) - (first < second);
}

static void sid_text(void *data, uint32_t row, struct strbuf *out, enum style_role *role)
{
	char text[SID_SIZE];

	*role = STYLE_DIM;
	sid_format(&code_at(data, row)->sid, text);
	strbuf_addstr(out, text);
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

/* -- search ------------------------------------------------------------------------------------ */

static bool matches(const struct list_rows *rows, const void *record)
{
	const struct short_code_rows *list = (const struct short_code_rows *)rows;

	return search_passes(list->search, rows->session, record);
}

/* -- commands ---------------------------------------------------------------------------------- */

static const struct short_code *under_cursor(const struct short_codes_view *view)
{
	return list_rows_cursor(&view->list.rows, view->table);
}

static unsigned run_edit(struct command_call *call)
{
	const struct short_codes_view *view = call->target;
	char sid[SID_SIZE];
	const char *argv[] = { "short-code", sid };

	sid_format(&under_cursor(view)->sid, sid);
	return shell_open(view->base.shell, 2, argv, call->err) ? EFFECT_REDRAW : EFFECT_FAILED;
}

static unsigned run_traffic(struct command_call *call)
{
	const struct short_codes_view *view = call->target;

	return sender_open_traffic(view->list.rows.session, under_cursor(view)->short_code,
				   call->err);
}

static unsigned run_copy_sid(struct command_call *call)
{
	char text[SID_SIZE];

	sid_format(&under_cursor(call->target)->sid, text);
	return views_copy(call, text, text, SID_LENGTH);
}

static unsigned run_filter(struct command_call *call)
{
	return search_command(&((struct short_codes_view *)call->target)->search, call);
}

static bool any_row(void *target, const char **why)
{
	*why = "There is no short code here";
	return under_cursor(target) != NULL;
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
	struct short_codes_view *view = call->target;

	return list_export(view->base.app, &codes, &view->list.rows, view->table, call);
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
	{
		.name = "filter",
		.args = "[QUERY]",
		.help = "Show only short codes that match a query: words, name:, service:, …",
		.hint = "filter",
		.hint_rank = 2,
		.max_args = -1,
		.run = run_filter,
	},
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
	struct short_codes_view *view = (struct short_codes_view *)base;
	struct list_id id = list_id(RESOURCE_SHORT_CODES, NULL, NULL);

	(void)argc, (void)argv, (void)err;
	view->list.rows.session = base->app;
	view->list.rows.collection = lists_want(base->app, &id);
	view->list.rows.match = matches;
	view->list.search = &view->search;
	view->table = table_new(&list_source, columns, ARRAY_SIZE(columns), &view->list.rows);
	views_choose_columns(base->app, base->ops, view->table);
	search_init(&view->search, base->shell, view->table);
	search_speak(&view->search, base->app, &code_language);
	return true;
}

static void short_codes_close(struct view *base)
{
	struct short_codes_view *view = (struct short_codes_view *)base;

	search_release(&view->search);
	table_free(view->table);
}

static void short_codes_refresh(struct view *base)
{
	struct list_id id = list_id(RESOURCE_SHORT_CODES, NULL, NULL);

	lists_refresh(base->app, &id);
}

static unsigned short_codes_result(struct view *base, const void *context)
{
	struct short_codes_view *view = (struct short_codes_view *)base;
	const struct news *news = context;

	if (news->kind != NEWS_LIST)
		return EFFECT_NONE;
	list_rows_update(&view->list.rows, view->table);
	if (table_busy(view->table))
		shell_work(base->shell);
	return EFFECT_REDRAW;
}

static bool short_codes_work(struct view *base, int64_t deadline_ns, unsigned *effects)
{
	struct short_codes_view *view = (struct short_codes_view *)base;
	bool changed = false;
	bool more = table_work(view->table, deadline_ns, &changed);

	if (changed)
		*effects |= EFFECT_REDRAW;
	return more;
}

static void short_codes_draw(struct view *base, const struct pane *pane, unsigned levels)
{
	struct short_codes_view *view = (struct short_codes_view *)base;
	struct strbuf text = STRBUF_INIT(STRBUF_LINE);
	struct table_notice notice;

	if (!(levels & LOOP_PRIMARY))
		return;
	lists_notice(view->list.rows.collection, search_is_on(&view->search),
		     table_count(view->table) > 0, &text, &notice);
	table_set_notice(view->table, &notice);
	table_draw(view->table, pane, true);
	strbuf_release(&text);
}

static size_t short_codes_scopes(struct view *base, struct command_scope *scopes, size_t max)
{
	if (max < 1)
		return 0;
	scopes[0] = table_scope(((struct short_codes_view *)base)->table);
	return 1;
}

static void short_codes_status(struct view *base, struct bar *bar)
{
	const struct short_codes_view *view = (const struct short_codes_view *)base;
	size_t count = collection_count(view->list.rows.collection);
	char text[COUNT_SIZE];

	count_format(count, text);
	if (count)
		bar_add(bar, STYLE_TEXT, 3, "%s short code%s", text, count == 1 ? "" : "s");
	search_status(&view->search, bar);
}

static bool short_codes_escape(struct view *base)
{
	return search_escape(&((struct short_codes_view *)base)->search);
}

const struct view_ops short_codes_view_ops = {
	.name = "short-codes",
	.title = "Codes",
	.help = "The account's short codes, and what is called when a message comes in to them.",
	.size = sizeof(struct short_codes_view),
	.commands = commands,
	.command_count = ARRAY_SIZE(commands),
	.columns = columns,
	.column_count = ARRAY_SIZE(columns),
	.open = short_codes_open,
	.close = short_codes_close,
	.refresh = short_codes_refresh,
	.result = short_codes_result,
	.draw = short_codes_draw,
	.scopes = short_codes_scopes,
	.work = short_codes_work,
	.status = short_codes_status,
	.escape = short_codes_escape,
};
