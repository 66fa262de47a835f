#include "views/services/service_list.h"

#include <string.h>

#include "base/mem.h"
#include "views/list/cells.h"
#include "views/list/languages.h"

const struct service *service_find(struct session *session, const struct sid *sid)
{
	const struct list_id id = list_id(RESOURCE_SERVICES, NULL, NULL);

	return collection_get(lists_peek(session, &id), sid);
}

bool service_loses_inbound(const struct service *service)
{
	return !service->inbound_request_url.length && !service->use_inbound_webhook_on_number;
}

void service_refresh_all(struct session *session)
{
	const struct list_id services_id = list_id(RESOURCE_SERVICES, NULL, NULL);
	const struct collection *services = lists_peek(session, &services_id);

	lists_refresh(session, &services_id);
	for (size_t i = 0; i < collection_count(services); i++) {
		const struct service *service = collection_at(services, i);
		for (unsigned kind = 0; kind < SENDER_KINDS; kind++) {
			const struct list_id id =
				sender_pool_id(&service->sid, (enum sender_kind)kind);
			lists_refresh(session, &id);
		}
	}
}

/* -- what is missing --------------------------------------------------------------------------- */

/* Services whose pools are wholly there. */
static size_t pools_read(struct session *session, const struct collection *services)
{
	size_t read = 0;

	for (size_t i = 0; i < collection_count(services); i++) {
		const struct service *service = collection_at(services, i);
		bool whole = true;

		for (unsigned kind = 0; kind < SENDER_KINDS; kind++) {
			const struct list_id id =
				sender_pool_id(&service->sid, (enum sender_kind)kind);
			whole = whole && collection_is_complete(lists_peek(session, &id));
		}
		read += whole;
	}
	return read;
}

void service_pools_status(struct session *session, struct bar *bar)
{
	const struct list_id id = list_id(RESOURCE_SERVICES, NULL, NULL);
	const struct collection *services = lists_peek(session, &id);
	size_t done, total;
	bool settled = lists_have_pools(session, &done, &total);

	if (collection_state(services) == COLLECTION_FAILED && !collection_is_complete(services))
		bar_add(bar, STYLE_WARNING, 2, "! services not read");
	if (done == total || !collection_count(services))
		return;
	size_t read = pools_read(session, services);
	if (settled)
		bar_add(bar, STYLE_WARNING, 2, "! %zu pools not wholly read",
			collection_count(services) - read);
	else
		bar_add(bar, STYLE_WAITING, 2, "%zu of %zu pools read", read,
			collection_count(services));
}

/* The first pool that could not be read. */
static const struct collection *failed_pool(struct session *session,
					    const struct collection *services)
{
	for (size_t i = 0; i < collection_count(services); i++) {
		const struct service *service = collection_at(services, i);
		for (unsigned kind = 0; kind < SENDER_KINDS; kind++) {
			const struct list_id id =
				sender_pool_id(&service->sid, (enum sender_kind)kind);
			const struct collection *pool = lists_peek(session, &id);
			if (collection_state(pool) == COLLECTION_FAILED)
				return pool;
		}
	}
	return NULL;
}

/* -- screens ----------------------------------------------------------------------------------- */

bool service_list_open(struct view *base, int argc, const char *const *argv, struct error *err)
{
	const struct list_id id = list_id(RESOURCE_SERVICES, NULL, NULL);

	struct record_view *view = (struct record_view *)base;

	(void)argc, (void)argv, (void)err;
	record_view_open(view, &id, &service_language);
	view->empty = "{services new} on the screen of services makes one.";
	lists_want_pools(base->app);
	return true;
}

void service_list_refresh(struct view *base)
{
	service_refresh_all(base->app);
}

unsigned service_list_result(struct view *base, const void *context)
{
	struct record_view *view = (struct record_view *)base;
	const struct news *news = context;
	bool descending;

	if (news->kind != NEWS_LIST)
		return EFFECT_REDRAW;
	if (news->list->resource == RESOURCE_SERVICES)
		lists_want_pools(view->list.session);
	/* How many senders they have may be what they are sorted by. */
	if (!list_rows_update(&view->rows, view->list.table) &&
	    table_sort_column(view->list.table, &descending) >= 0)
		table_reset(view->list.table);
	return list_view_result(base, news);
}

void service_list_draw(struct view *base, const struct pane *pane, unsigned levels)
{
	struct record_view *view = (struct record_view *)base;
	const struct collection *services = view->rows.collection;
	const struct collection *failed = NULL;
	struct table_notice notice;

	if (collection_state(services) == COLLECTION_COMPLETE)
		failed = failed_pool(view->list.session, services);
	if (!failed || !(levels & LOOP_PRIMARY)) {
		record_view_draw(base, pane, levels);
		return;
	}
	lists_notice(failed, false, collection_count(failed) > 0, &view->list.notice, &notice);
	list_view_draw(&view->list, pane, &notice);
}

bool service_list_any(void *target, const char **why)
{
	*why = "There is no service here";
	return table_count(((struct record_view *)target)->list.table) > 0;
}
