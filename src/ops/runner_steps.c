#include "ops/runner_internal.h"

#include <string.h>

#include "base/clock.h"
#include "ops/move.h"

/* Why it could not be done so far stays. */
static void set_state(struct plan *plan, uint32_t item, enum item_state state)
{
	plan_set(plan, item, state, (enum op_why)plan->items.items[item].why);
}

void runner_step_due(struct runner *runner, uint32_t item)
{
	set_state(runner->plan, item, ITEM_INTENDED);
	vec_push(&runner->due, item);
	runner->changed = true;
}

void runner_rest_due(struct runner *runner)
{
	for (size_t i = 0; i < runner->due.count; i++)
		set_state(runner->plan, runner->due.items[i], ITEM_READY);
	vec_clear(&runner->due);
}

void runner_find_due(struct runner *runner)
{
	const struct plan *plan = runner->plan;

	if (!plan->ops[OP_MOVE_SENDER])
		return;
	for (uint32_t i = 0; (i = plan_next(plan, i, 1u << ITEM_READY)) != IDSET_NONE; i++)
		if (move_is_begun(plan, i) && !runner_must_look(plan, i))
			runner_step_due(runner, i);
}

void runner_write_steps(struct runner *runner, int64_t now)
{
	size_t before = runner->steps.count;

	while (runner->due.count &&
	       runner->steps.count + runner->flights.count < runner_flights_allowed(runner) &&
	       pace_take(&runner->pace, now)) {
		uint32_t item = runner->due.items[0];

		vec_remove(&runner->due, 0);
		plan_set(runner->plan, item, ITEM_INTENDED, WHY_NONE);
		journal_add_intent(&runner->lines, runner->plan, item, clock_now_ms());
		vec_push(&runner->steps, ((struct intent){ .item = item }));
		runner->changed = true;
	}
	if (!runner->lines.length)
		return;
	uint64_t mark = runner_append(runner);
	for (; before < runner->steps.count; before++)
		runner->steps.items[before].mark = mark;
}

void runner_send_steps(struct runner *runner)
{
	size_t sent = 0;

	while (sent < runner->steps.count && runner->steps.items[sent].mark <= runner->durable)
		runner_submit(runner, runner->steps.items[sent++].item);
	if (!sent)
		return;
	runner->steps.count -= sent;
	memmove(runner->steps.items, runner->steps.items + sent,
		runner->steps.count * sizeof(*runner->steps.items));
	runner->changed = true;
}

void runner_withdraw_steps(struct runner *runner)
{
	if (!runner->steps.count)
		return;
	for (size_t i = 0; i < runner->steps.count; i++) {
		uint32_t item = runner->steps.items[i].item;

		journal_add_withdrawal(&runner->lines, item, clock_now_ms());
		vec_push(&runner->due, item);
	}
	runner_append(runner);
	vec_clear(&runner->steps);
}
