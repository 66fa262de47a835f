#include "ops/runner_internal.h"

/* The message that the item is about. */
static const struct sid *message_of(const struct plan *plan, uint32_t item)
{
	const struct plan_item *about = &plan->items.items[item];

	if (about->op == OP_REDACT || about->op == OP_DELETE)
		return &about->sid;
	return about->op == OP_DELETE_MEDIUM ? &plan_detail(plan, item)->of : NULL;
}

/* The item by which its message is cancelled, or IDSET_NONE. */
static uint32_t cancel_of(const struct plan *plan, uint32_t item)
{
	const struct sid *message = plan->ops[OP_CANCEL] ? message_of(plan, item) : NULL;

	return message ? plan_find(plan, OP_CANCEL, message) : IDSET_NONE;
}

/* Whether the message does not wait for its time any more, whoever has seen to that. */
static bool has_left(const struct plan_item *cancel)
{
	return cancel->state == ITEM_DONE || cancel->state == ITEM_LEFT ||
	       (cancel->state == ITEM_REFUSED &&
		(cancel->why == WHY_TOO_LATE || cancel->why == WHY_NOT_SCHEDULED));
}

static bool is_open(const struct plan_item *item)
{
	return item->state == ITEM_READY || item->state == ITEM_WAITING ||
	       item->state == ITEM_INTENDED || item->state == ITEM_SENT;
}

bool runner_order(const struct runner *runner, uint32_t item, struct op_judgement *judgement)
{
	uint32_t first = cancel_of(runner->plan, item);

	if (first == IDSET_NONE)
		return false;
	const struct plan_item *cancel = &runner->plan->items.items[first];
	if (is_open(cancel))
		*judgement = (struct op_judgement){ OP_WAIT, WHY_CANCEL_FIRST };
	else if (has_left(cancel))
		*judgement = (struct op_judgement){ OP_DO, WHY_NONE };
	else
		*judgement = (struct op_judgement){ OP_REFUSE, WHY_SCHEDULED };
	return true;
}

static void release(struct runner *runner, uint32_t item)
{
	const struct plan_item *about = &runner->plan->items.items[item];

	if (about->state == ITEM_WAITING && about->why == WHY_CANCEL_FIRST)
		duelist_add(&runner->waiting, runner_now(runner), item);
}

void runner_release(struct runner *runner, uint32_t item)
{
	static const enum op ops[] = { OP_REDACT, OP_DELETE };
	const struct plan *plan = runner->plan;
	const struct sid *message = &plan->items.items[item].sid;

	if (plan->items.items[item].op != OP_CANCEL || is_open(&plan->items.items[item]))
		return;
	for (size_t i = 0; i < ARRAY_SIZE(ops); i++) {
		uint32_t after = plan_find(plan, ops[i], message);

		if (after != IDSET_NONE)
			release(runner, after);
	}
	for (uint32_t i = 0; plan->ops[OP_DELETE_MEDIUM] && i < plan->items.count; i++)
		if (plan->items.items[i].op == OP_DELETE_MEDIUM &&
		    sid_equal(&plan_detail(plan, i)->of, message))
			release(runner, i);
}
