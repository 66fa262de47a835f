#include "views/changes/plan_names.h"

#include <stdlib.h>

#include "base/mem.h"
#include "model/number.h"
#include "model/sender.h"
#include "model/service.h"
#include "views/list/cells.h"
#include "views/session/lists.h"

static const struct {
	enum sid_kind kind;
	enum resource resource;
	const char *channel;
} sources[] = {
	{ SID_PN, RESOURCE_NUMBERS, NULL },
	{ SID_SC, RESOURCE_SHORT_CODES, NULL },
	{ SID_XE, RESOURCE_CHANNEL_SENDERS, "whatsapp" },
	{ SID_XE, RESOURCE_CHANNEL_SENDERS, "rcs" },
};

static struct list_id source_id(size_t source)
{
	return list_id(sources[source].resource, NULL, sources[source].channel);
}

static bool lacks_label(const struct plan *plan, uint32_t item, enum sid_kind kind)
{
	return plan->items.items[item].sid.kind == kind && !plan->details.items[item].label;
}

void plan_names_want(struct session *session, const struct plan *plan)
{
	const struct list_id services = list_id(RESOURCE_SERVICES, NULL, NULL);

	if (!plan->details.count)
		return;
	lists_want(session, &services);
	for (size_t source = 0; source < ARRAY_SIZE(sources); source++) {
		const struct list_id id = source_id(source);
		uint32_t i = 0;

		while (i < plan->details.count && !lacks_label(plan, i, sources[source].kind))
			i++;
		if (i < plan->details.count)
			lists_want(session, &id);
	}
}

static void name_service(struct session *session, struct plan *plan, const struct sid *sid)
{
	const struct list_id id = list_id(RESOURCE_SERVICES, NULL, NULL);
	const struct service *service =
		sid->kind == SID_MG ? collection_get(lists_peek(session, &id), sid) : NULL;
	char *name;

	if (!service || !service->friendly_name.data)
		return;
	name = xstrndup(service->friendly_name.data, service->friendly_name.length);
	plan_name_service(plan, sid, name);
	free(name);
}

/* Null where the list does not have it. */
static struct text address_of(struct session *session, size_t source, const struct sid *sid)
{
	const struct list_id id = source_id(source);
	const void *record = collection_get(lists_peek(session, &id), sid);

	if (!record)
		return (struct text){ .data = NULL };
	switch (sources[source].kind) {
	case SID_PN:
		return ((const struct number *)record)->phone_number;
	case SID_SC:
		return ((const struct short_code *)record)->short_code;
	default:
		return ((const struct sender *)record)->address;
	}
}

static void label_item(struct session *session, struct plan *plan, uint32_t item)
{
	struct strbuf label = STRBUF_INIT(STRBUF_LINE);

	for (size_t source = 0; source < ARRAY_SIZE(sources); source++) {
		if (!lacks_label(plan, item, sources[source].kind))
			continue;
		struct text address = address_of(session, source, &plan->items.items[item].sid);
		if (!address.data)
			continue;
		cell_address(address, &label);
		plan_need_detail(plan, item)->label = xstrdup(label.data);
		break;
	}
	strbuf_wipe(&label);
}

void plan_names_take(struct session *session, struct plan *plan)
{
	for (uint32_t i = 0; i < plan->details.count; i++) {
		name_service(session, plan, &plan->details.items[i].of);
		name_service(session, plan, &plan->details.items[i].to);
		label_item(session, plan, i);
	}
}
