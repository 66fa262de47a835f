#include "views/service_list.h"

#include <string.h>

#include "base/mem.h"
#include "base/text.h"
#include "views/cells.h"

const struct service *service_find(struct session *session, const struct sid *sid)
{
	const struct list_id id = list_id(RESOURCE_SERVICES, NULL, NULL);

	return collection_get(lists_peek(session, &id), sid);
}

bool service_loses_inbound(const struct service *service)
{
	return !service->inbound_request_url.length && !service->use_inbound_webhook_on_number;
}

/* -- rows -------------------------------------------------------------------------------------- */

const struct service *service_list_at(const struct service_list *list, uint32_t row)
{
	return row < collection_count(list->rows.collection)
		       ? collection_at(list->rows.collection, row)
		       : NULL;
}

static bool matches(const struct list_rows *rows, const void *record)
{
	const struct service_list *list = (const struct service_list *)(const void *)rows;

	return search_passes(list->search, list, record);
}

void service_list_init(struct service_list *list, struct session *session,
		       const struct search *search)
{
	const struct list_id id = list_id(RESOURCE_SERVICES, NULL, NULL);

	*list = (struct service_list){ .search = search };
	list->rows.session = session;
	list->rows.collection = lists_want(session, &id);
	list->rows.version = collection_version(list->rows.collection);
	list->rows.match = matches;
}

void service_list_want(struct service_list *list)
{
	lists_want_pools(list->rows.session);
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

void service_list_notice(const struct service_list *list, const struct table *table,
			 struct strbuf *text, struct table_notice *notice)
{
	const struct collection *services = list->rows.collection;
	const struct collection *failed = NULL;

	if (collection_state(services) == COLLECTION_COMPLETE)
		failed = failed_pool(list->rows.session, services);
	if (failed)
		lists_notice(failed, false, collection_count(failed) > 0, text, notice);
	else
		lists_notice(services, search_is_on(list->search), table_count(table) > 0, text,
			     notice);
}
