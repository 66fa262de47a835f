#include "ops/runner_internal.h"

#include "base/clock.h"
#include "ops/move.h"

static bool try_again(struct plan *plan, uint32_t item)
{
	bool look = runner_must_look(plan, item);

	if (plan->items.items[item].state == ITEM_UNKNOWN && !look)
		return false;
	plan->items.items[item].tries = 0;
	if (plan->items.items[item].op == OP_MOVE_SENDER && !look)
		move_again(plan, item);
	else
		plan_set(plan, item, ITEM_READY, WHY_NONE);
	return true;
}

#define NOT_DONE (1u << ITEM_FAILED | 1u << ITEM_REFUSED | 1u << ITEM_UNKNOWN)

size_t runner_retry(struct runner *runner)
{
	size_t count = 0;

	for (uint32_t i = 0; (i = plan_next(runner->plan, i, NOT_DONE)) != IDSET_NONE; i++)
		count += try_again(runner->plan, i);
	runner_go_on(runner);
	return count;
}

size_t runner_retry_some(struct runner *runner, const uint32_t *items, size_t count)
{
	size_t again = 0;

	for (size_t i = 0; i < count; i++)
		if (NOT_DONE >> runner->plan->items.items[items[i]].state & 1)
			again += try_again(runner->plan, items[i]);
	if (again)
		runner_go_on(runner);
	return again;
}

/* What was not begun is not begun any more, and what was refused or failed is not tried again. */
static void leave(struct runner *runner, uint32_t item)
{
	static const unsigned open = 1u << ITEM_READY | 1u << ITEM_WAITING | 1u << ITEM_REFUSED |
				     1u << ITEM_FAILED;

	if (!(open >> runner->plan->items.items[item].state & 1))
		return;
	plan_set_answer(runner->plan, item, ITEM_LEFT, WHY_TAKEN_BACK, 0, 0, "");
	runner_write_outcome(runner, item, 0, "");
}

size_t runner_take_back(struct runner *runner)
{
	struct plan *plan = runner->plan;
	size_t count = 0;

	if (runner->state != RUNNER_ENDED || runner->written < plan->items.count)
		return 0;
	runner_open_again(runner);
	for (uint32_t i = 0; i < plan->items.count; i++) {
		if (plan->items.items[i].op != OP_MOVE_SENDER)
			continue;
		if (!move_take_back(plan, i)) {
			leave(runner, i);
			continue;
		}
		journal_add_back(&runner->lines, i, clock_now_ms());
		count++;
	}
	if (!runner->lines.length)
		return 0;
	runner_append(runner);
	runner->changed = true;
	if (plan_open(plan))
		runner_go_on(runner);
	else
		runner_finish(runner, false);
	return count;
}
