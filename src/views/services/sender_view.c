#include "views/services/sender_view.h"

#include <string.h>

#include "base/mem.h"
#include "model/traffic.h"
#include "ui/keytext.h"
#include "ui/shell.h"
#include "views/list/languages.h"
#include "views/services/service_list.h"
#include "views/views.h"

static struct sender_view *view_of(struct view *base)
{
	return (struct sender_view *)base;
}

/* -- life -------------------------------------------------------------------------------------- */

bool sender_view_service(int argc, const char *const *argv, struct sid *service, struct error *err)
{
	if (argc > 1 && sid_parse(argv[1], strlen(argv[1]), service) && service->kind == SID_MG)
		return true;
	return error_set(err, ERROR_USAGE,
			 "%s needs the SID of a messaging service: MG and 32 digits", argv[0]);
}

void sender_view_open(struct sender_view *view)
{
	view->rows.search = &view->list.search;
	list_view_open(&view->list, &sender_list_source, &view->rows, &sender_language);
	lists_want_pools(view->list.session);
}

void sender_view_refresh(struct view *base)
{
	struct sender_view *view = view_of(base);
	const struct list_id services = list_id(RESOURCE_SERVICES, NULL, NULL);

	sender_list_refresh(&view->rows);
	/* Where each of the account's own is stands in the pools. */
	if (view->rows.parts[0].id.resource == RESOURCE_NUMBERS)
		service_refresh_all(view->list.session);
	else
		lists_refresh(view->list.session, &services);
}

/* Where a sender is, and what it does, may have changed: rows are looked at again when order or
 * search depend on it. */
static void look_again(struct sender_view *view)
{
	bool descending;

	if (!sender_list_update(&view->rows, view->list.table) &&
	    (table_sort_column(view->list.table, &descending) >= 0 ||
	     search_is_on(&view->list.search)))
		table_reset(view->list.table);
	shell_work(view->list.base.shell);
}

unsigned sender_view_result(struct view *base, const void *context)
{
	struct sender_view *view = view_of(base);
	const struct news *news = context;

	if (news->kind == NEWS_LIST && news->list->resource == RESOURCE_SERVICES)
		lists_want_pools(view->list.session);
	if (news->kind == NEWS_LIST || news->kind == NEWS_STORE)
		look_again(view);
	return EFFECT_REDRAW;
}

bool sender_view_work(struct view *base, int64_t deadline_ns, unsigned *effects)
{
	struct sender_view *view = view_of(base);
	struct session *session = view->list.session;
	bool changed = false;
	bool more = table_work(view->list.table, deadline_ns, &changed);

	if (!more && (!session->traffic || traffic_busy(session->traffic))) {
		more = sender_traffic_work(session, deadline_ns);
		if (!more)
			look_again(view);
		changed = true;
	}
	if (changed)
		*effects |= EFFECT_REDRAW;
	return more;
}

/* -- the screen -------------------------------------------------------------------------------- */

static bool is_empty(const struct sender_view *view)
{
	bool empty = view->rows.only == SENDER_KINDS;

	for (size_t i = 0; i < view->rows.part_count; i++) {
		const struct collection *part = view->rows.parts[i].collection;

		empty = empty && collection_is_complete(part) && !collection_count(part);
	}
	return empty;
}

void sender_view_draw(struct view *base, const struct pane *pane, unsigned levels)
{
	struct sender_view *view = view_of(base);
	struct table_notice notice;

	if (!(levels & LOOP_PRIMARY))
		return;
	sender_list_update(&view->rows, view->list.table);
	sender_list_notice(&view->rows, view->list.table, &view->list.notice, &notice);
	if (view->empty && is_empty(view)) {
		strbuf_reset(&view->list.notice);
		keytext_expand(shell_keymap(view->list.base.shell), view->empty,
			       &view->list.notice);
		notice.text = view->list.notice.data;
	}
	list_view_draw(&view->list, pane, &notice);
}

void sender_view_status(struct view *base, struct bar *bar)
{
	list_view_status(base, bar);
	service_pools_status(base->app, bar);
}

/* -- what is chosen ---------------------------------------------------------------------------- */

bool sender_view_cursor(struct sender_view *view, struct listed_sender *out)
{
	uint32_t row;

	sender_list_update(&view->rows, view->list.table);
	return table_cursor_row(view->list.table, &row) && sender_list_get(&view->rows, row, out);
}

void sender_view_choice(struct sender_view *view, struct sender_choice *choice,
			enum plan_source *source)
{
	uint64_t *keys = NULL;

	sender_list_update(&view->rows, view->list.table);
	*source = table_selected(view->list.table) ? PLAN_OF_MARKED : PLAN_OF_ONE;
	size_t count = table_targets(view->list.table, &keys);
	for (size_t i = 0; i < count; i++) {
		struct listed_sender listed;
		if (!sender_list_get_key(&view->rows, keys[i], &listed))
			continue;
		const struct service *service =
			lists_service_of(view->list.session, &listed.sender.sid);
		if (service)
			listed.sender.service = service->sid;
		vec_push(choice, listed.sender);
	}
	free(keys);
}

/* -- commands ---------------------------------------------------------------------------------- */

bool sender_view_any(void *target, const char **why)
{
	struct sender_view *view = target;

	*why = "There is no sender here";
	return table_count(view->list.table) > 0;
}

unsigned sender_view_run_traffic(struct command_call *call)
{
	struct sender_view *view = call->target;
	struct listed_sender sender;

	if (!sender_view_cursor(view, &sender))
		return EFFECT_NONE;
	return sender_open_traffic(view->list.session, sender.sender.address, call->err);
}

unsigned sender_view_run_copy(struct command_call *call)
{
	struct sender_view *view = call->target;
	struct listed_sender sender;

	if (!sender_view_cursor(view, &sender))
		return EFFECT_NONE;
	return views_copy(call, "the address", sender.sender.address.data,
			  sender.sender.address.length);
}

unsigned sender_view_run_links(struct command_call *call)
{
	struct sender_view *view = call->target;
	struct listed_sender sender;

	if (!sender_view_cursor(view, &sender))
		return EFFECT_NONE;
	return links_of_sender(view->list.session, &sender);
}

unsigned sender_view_run_move(struct command_call *call)
{
	struct sender_view *view = call->target;
	struct sender_choice choice = { 0 };
	struct strbuf sids = STRBUF_INIT(STRBUF_TEXT);
	enum plan_source source;
	unsigned effects;

	sender_view_choice(view, &choice, &source);
	sender_choice_write(&choice, &sids);
	effects = views_open(view->list.base.shell, "move-senders", sids.data, call->err);
	strbuf_release(&sids);
	vec_release(&choice);
	return effects;
}
