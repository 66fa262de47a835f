/*
 * account.c - the account that is looked at, and those that could be: its own and its subaccounts.
 */
#include <string.h>

#include "base/mem.h"
#include "model/account.h"
#include "views/custom.h"
#include "views/list/cells.h"
#include "views/list/languages.h"
#include "views/list/record_view.h"
#include "views/views.h"

#define FACT_ROWS 6
#define LABEL_CELLS 10

/* -- cells ------------------------------------------------------------------------------------- */

static const struct account *account_at(void *data, uint32_t row)
{
	return collection_at(((const struct list_rows *)data)->collection, row);
}

static bool is_shown(const struct session *session, const struct account *account)
{
	char sid[SID_SIZE];

	sid_format(&account->sid, sid);
	return session->options.account && strcmp(session->options.account, sid) == 0;
}

static void name_text(void *data, uint32_t row, struct strbuf *out, enum style_role *role)
{
	bool shown = is_shown(((const struct list_rows *)data)->session, account_at(data, row));

	*role = shown ? STYLE_ACCENT : STYLE_STRONG;
	strbuf_addstr(out, shown ? "● " : "  ");
	cell_text(account_at(data, row)->friendly_name, out);
}

static int name_compare(void *data, uint32_t a, uint32_t b)
{
	return cell_compare(account_at(data, a)->friendly_name, account_at(data, b)->friendly_name);
}

static bool is_active(const char *status, size_t length)
{
	return length == 6 && memcmp(status, "active", 6) == 0;
}

static void status_text(void *data, uint32_t row, struct strbuf *out, enum style_role *role)
{
	struct text status = account_at(data, row)->status;

	*role = status.data && is_active(status.data, status.length) ? STYLE_GOOD : STYLE_WARNING;
	cell_text(status, out);
}

static int status_compare(void *data, uint32_t a, uint32_t b)
{
	return cell_compare(account_at(data, a)->status, account_at(data, b)->status);
}

static void type_text(void *data, uint32_t row, struct strbuf *out, enum style_role *role)
{
	(void)role;
	cell_text(account_at(data, row)->type, out);
}

static void created_text(void *data, uint32_t row, struct strbuf *out, enum style_role *role)
{
	*role = STYLE_DIM;
	cell_when(account_at(data, row)->date_created, out);
}

static int created_compare(void *data, uint32_t a, uint32_t b)
{
	return cell_order(account_at(data, a)->date_created, account_at(data, b)->date_created);
}

static void sid_text(void *data, uint32_t row, struct strbuf *out, enum style_role *role)
{
	*role = STYLE_DIM;
	sid_write(&account_at(data, row)->sid, out);
}

static const struct table_column columns[] = {
	{
		.name = "account",
		.title = "  ACCOUNT",
		.help = "The account's name; the mark is at the one that is looked at",
		.width = 16,
		.weight = 1,
		.max_width = 48,
		.rank = 1,
		.text = name_text,
		.compare = name_compare,
	},
	{
		.name = "status",
		.title = "STATUS",
		.help = "active, suspended or closed",
		.width = 9,
		.rank = 2,
		.text = status_text,
		.compare = status_compare,
	},
	{
		.name = "type",
		.title = "TYPE",
		.help = "Full or Trial",
		.width = 5,
		.rank = 4,
		.text = type_text,
	},
	{
		.name = "created",
		.title = "CREATED",
		.help = "When it was made",
		.width = 10,
		.rank = 5,
		.text = created_text,
		.compare = created_compare,
		.descending = true,
	},
	{
		.name = "sid",
		.title = "SID",
		.help = "Its identifier in the API",
		.width = 34,
		.rank = 3,
		.text = sid_text,
	},
};

/* -- commands ---------------------------------------------------------------------------------- */

static bool any_row(void *target, const char **why)
{
	*why = "There is no account here";
	return record_view_cursor(target) != NULL;
}

static unsigned run_look_at(struct command_call *call)
{
	struct record_view *view = call->target;
	struct session *session = view->list.session;
	const struct account *account = record_view_cursor(view);
	char sid[SID_SIZE];

	if (is_shown(session, account)) {
		error_set(call->err, ERROR_USAGE, "That is the account that you are looking at");
		return EFFECT_FAILED;
	}
	if (!custom_may_leave(session, call->err))
		return EFFECT_FAILED;
	if (shell_asks_to_leave_all(session->shell, "look-at"))
		return EFFECT_NONE;
	sid_format(&account->sid, sid);
	return session->options.program->look_at(session->options.program->context, sid, call->err)
		       ? EFFECT_REDRAW
		       : EFFECT_FAILED;
}

static unsigned run_copy_sid(struct command_call *call)
{
	const struct account *account = record_view_cursor(call->target);

	return views_copy_sid(call, &account->sid);
}

static const struct command commands[] = {
	{
		.name = "look-at",
		.args = "",
		.help = "Look at this account from now on: everything is loaded anew",
		.hint = "look at it",
		.hint_rank = 1,
		.run = run_look_at,
		.ready = any_row,
	},
	FILTER_COMMAND(2, "Show only accounts that match: words, status:, type:, created:, …"),
	{
		.name = "copy-sid",
		.args = "",
		.help = "Copy the SID to the clipboard of your own machine (OSC 52)",
		.hint = "copy SID",
		.hint_rank = 5,
		.run = run_copy_sid,
		.ready = any_row,
	},
};

/* -- the account that is looked at ------------------------------------------------------------- */

static void draw_fact(const struct pane *pane, int row, const char *label, unsigned style,
		      const char *value)
{
	draw_text(pane, 2, row, LABEL_CELLS, STYLE_DIM, label);
	draw_foreign(pane, 2 + LABEL_CELLS, row, pane->width - 2 - LABEL_CELLS, style, value,
		     strlen(value));
}

static void draw_times(const struct session *session, const struct pane *pane, int row)
{
	struct strbuf text = STRBUF_INIT(STRBUF_LINE);

	cell_when(session->account_created, &text);
	strbuf_addstr(&text, "   last changed ");
	cell_when(session->account_updated, &text);
	draw_fact(pane, row, "created", STYLE_TEXT, text.data);
	strbuf_release(&text);
}

static void draw_balance(const struct session *session, const struct pane *pane, int row)
{
	struct strbuf text = STRBUF_INIT(STRBUF_LINE);
	char value[DECIMAL_SIZE];

	if (session->balance_known) {
		decimal_format(session->balance, value);
		strbuf_addf(&text, "%s %s", value, session->currency ? session->currency : "");
		draw_fact(pane, row, "balance", STYLE_STRONG, text.data);
	} else if (session->balance_error.kind == ERROR_AUTH) {
		draw_fact(pane, row, "balance", STYLE_DIM, "these credentials may not read it");
	} else {
		strbuf_addf(&text, "could not be read: %s", error_text(&session->balance_error));
		draw_fact(pane, row, "balance", STYLE_WARNING, text.data);
	}
	strbuf_release(&text);
}

static void draw_known(const struct session *session, const struct pane *pane)
{
	const char *status = session->account_status ? session->account_status : "";
	char sid[SID_SIZE], owner[SID_SIZE] = "";
	struct strbuf text = STRBUF_INIT(STRBUF_LINE);

	sid_format(&session->account_sid, sid);
	if (session->account_owner.kind != SID_NONE)
		sid_format(&session->account_owner, owner);
	draw_fact(pane, 0, "account", STYLE_STRONG,
		  session->account_name ? session->account_name : "");
	strbuf_addf(&text, "%s%s", sid, session->account_type ? "   type " : "");
	strbuf_addstr(&text, session->account_type ? session->account_type : "");
	draw_fact(pane, 1, "SID", STYLE_TEXT, text.data);
	draw_fact(pane, 2, "status", is_active(status, strlen(status)) ? STYLE_GOOD : STYLE_WARNING,
		  status);
	draw_fact(pane, 3, "owner", STYLE_TEXT,
		  strcmp(owner, sid) == 0 ? "itself: it is no subaccount" : owner);
	draw_times(session, pane, 4);
	draw_balance(session, pane, 5);
	strbuf_release(&text);
}

static void draw_account(const struct session *session, const struct pane *pane)
{
	draw_clear(pane, STYLE_TEXT);
	if (session->account_known)
		draw_known(session, pane);
	else if (session->account_error.kind == ERROR_NONE)
		draw_fact(pane, 0, "account", STYLE_WAITING, "Asking Twilio…");
	else if (session->account_error.kind == ERROR_AUTH)
		draw_fact(pane, 0, "account", STYLE_WARNING,
			  "These credentials may not read it. What they may read works without.");
	else
		draw_fact(pane, 0, "account", STYLE_BAD, error_text(&session->account_error));
}

/* -- the view ---------------------------------------------------------------------------------- */

static bool account_open(struct view *base, int argc, const char *const *argv, struct error *err)
{
	struct record_view *view = (struct record_view *)base;
	struct list_id id = list_id(RESOURCE_ACCOUNTS, NULL, NULL);

	(void)err;
	record_view_open(view, &id, &account_language);
	if (argc > 1)
		search_set(&view->list.search, argv[1], NULL, NULL);
	return true;
}

static void account_refresh(struct view *base)
{
	session_read_account(base->app);
	record_view_refresh(base);
}

static void account_draw(struct view *base, const struct pane *whole, unsigned levels)
{
	struct pane pane = *whole;

	if (!(levels & LOOP_PRIMARY))
		return;
	struct pane facts = pane_cut(&pane, FACT_ROWS);
	draw_account(base->app, &facts);
	struct pane rule = pane_cut(&pane, 1);
	draw_rule(&rule, 0, STYLE_BORDER, "Accounts to look at with these credentials");
	record_view_draw(base, &pane, levels);
}

static void account_status(struct view *base, struct bar *bar)
{
	struct record_view *view = (struct record_view *)base;
	size_t count = collection_count(view->rows.collection);
	char text[COUNT_SIZE];

	list_view_status(base, bar);
	count_format(count, text);
	if (count && !search_is_on(&view->list.search))
		bar_add(bar, STYLE_DIM, 3, "%s account%s", text, count == 1 ? "" : "s");
}

const struct view_ops account_view_ops = {
	.name = "account",
	.title = "Account",
	.help = "The account that is looked at, and the subaccounts that could be. Messages, media, "
		"numbers and short codes are those of the account; services and prices are always "
		"those of the one that signs in.",
	.size = sizeof(struct record_view),
	.commands = commands,
	.command_count = ARRAY_SIZE(commands),
	.columns = columns,
	.column_count = ARRAY_SIZE(columns),
	.language = &account_language,
	.open = account_open,
	.close = list_view_close,
	.refresh = account_refresh,
	.result = record_view_result,
	.draw = account_draw,
	.scopes = list_view_scopes,
	.work = list_view_work,
	.status = account_status,
	.escape = list_view_escape,
};
