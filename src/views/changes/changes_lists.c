#include "views/changes/changes_lists.h"

#include "model/service.h"
#include "views/changes/changes.h"
#include "views/session/lists.h"

static enum resource pool_of(const struct sid *sender)
{
	switch (sender->kind) {
	case SID_PN:
		return RESOURCE_POOL_NUMBERS;
	case SID_SC:
		return RESOURCE_POOL_CODES;
	case SID_XE:
		return RESOURCE_POOL_CHANNELS;
	default:
		return RESOURCE_POOL_ALPHAS;
	}
}

/* Whether the list may differ from what the answers said. */
static bool is_in_doubt(const struct plan_item *item)
{
	switch (item->why) {
	case WHY_GONE:
	case WHY_HERE:
	case WHY_ELSEWHERE:
	case WHY_NO_SERVICE:
	case WHY_FOUND:
	case WHY_PUT_BACK:
		return true;
	default:
		return item->state == ITEM_UNKNOWN || item->state == ITEM_FAILED;
	}
}

/* Lists that nobody has asked for are not asked for here. */
static void refresh(struct session *session, enum resource resource, const struct sid *of)
{
	struct list_id id = list_id(resource, of, "");

	if (collection_state(lists_peek(session, &id)) != COLLECTION_EMPTY)
		lists_refresh(session, &id);
}

/* Somebody has moved it: into which pool only all of them tell. */
static void refresh_pools(struct session *session, const struct sid *sender)
{
	const struct list_id id = list_id(RESOURCE_SERVICES, NULL, NULL);
	const struct collection *services = lists_peek(session, &id);

	for (size_t i = 0; i < collection_count(services); i++)
		refresh(session, pool_of(sender),
			&((const struct service *)collection_at(services, i))->sid);
}

static void refresh_of(struct session *session, const struct plan_item *item,
		       const struct plan_detail *detail)
{
	if (item->why == WHY_ELSEWHERE) {
		refresh_pools(session, &item->sid);
		return;
	}
	switch (item->op) {
	case OP_CREATE_SERVICE:
	case OP_UPDATE_SERVICE:
	case OP_DELETE_SERVICE:
		refresh(session, RESOURCE_SERVICES, NULL);
		break;
	case OP_UPDATE_SHORT_CODE:
		refresh(session, RESOURCE_SHORT_CODES, NULL);
		break;
	case OP_DELETE_MEDIUM:
		refresh(session, RESOURCE_MEDIA, &detail->of);
		break;
	case OP_MOVE_SENDER:
		refresh(session, pool_of(&item->sid), &detail->to);
		refresh(session, pool_of(&item->sid), &detail->of);
		break;
	case OP_ADD_SENDER:
	case OP_REMOVE_SENDER:
		refresh(session, pool_of(&item->sid), &detail->of);
		break;
	default:
		break;
	}
}

void changes_refresh_lists(struct session *session)
{
	const struct plan *plan = changes_plan(session->changes);

	for (uint32_t i = 0; plan && i < plan->details.count; i++)
		if (is_in_doubt(&plan->items.items[i]))
			refresh_of(session, &plan->items.items[i], plan_detail(plan, i));
}
