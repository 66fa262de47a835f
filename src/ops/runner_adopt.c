#include "ops/runner_internal.h"

#include "base/clock.h"

/* The request may have left; whatever came of it was not written down. */
static void adopt_sent(struct runner *runner, uint32_t item)
{
	struct plan *plan = runner->plan;
	const struct op_verb *verb = op_verb((enum op)plan->items.items[item].op);

	plan_load(plan, item);
	if (runner_can_look(plan, item)) {
		plan_set_look(plan, item, true);
		plan_set(plan, item, ITEM_WAITING, WHY_INTERRUPTED);
		duelist_add(&runner->waiting, runner_now(runner), item);
	} else if (verb->repeatable && plan_is_whole(plan, item)) {
		plan_set(plan, item, ITEM_READY, WHY_NONE);
	} else {
		plan_set(plan, item, ITEM_UNKNOWN, WHY_INTERRUPTED);
	}
}

/* It has waited since the last word on it. */
static void adopt_waiting(struct runner *runner, uint32_t item)
{
	int64_t waited = clock_now_ms() - (int64_t)runner->plan->items.items[item].at * 1000;
	int64_t left = runner_wait_ms(runner, item) - (waited > 0 ? waited : 0);
	struct op_judgement judgement;

	if (runner->plan->items.items[item].why == WHY_CANCEL_FIRST &&
	    runner_order(runner, item, &judgement)) {
		if (judgement.decision == OP_WAIT)
			return; /* it is released */
		left = 0;
	}
	duelist_add(&runner->waiting, runner_now(runner) + (left > 0 ? left : 0), item);
}

bool runner_adopt(struct runner *runner, const struct journal_record *record, struct error *err)
{
	struct plan *plan = runner->plan;

	if (!record->begun && (plan->items.count < record->announced || !plan->items.count))
		return error_set(err, ERROR_REFUSED,
				 "msgdeck ended while these changes were written down: nothing was "
				 "sent, and which they were is not known");
	for (uint32_t i = 0; i < plan->items.count; i++) {
		if (plan->items.items[i].state == ITEM_SENT)
			adopt_sent(runner, i);
		else if (plan->items.items[i].state == ITEM_WAITING)
			adopt_waiting(runner, i);
	}
	plan->judged = plan->items.count;
	runner->written = (uint32_t)plan->items.count;
	runner->state = RUNNER_ENDED;
	runner->stopped = plan_open(plan) > 0;
	runner->adopted = true;
	runner->unbegun = !record->begun;
	return true;
}

void runner_open_again(struct runner *runner)
{
	const struct plan *plan = runner->plan;

	if (!runner->adopted)
		return;
	runner->adopted = false;
	if (runner->unbegun)
		journal_add_begin(&runner->lines, plan, clock_now_ms());
	journal_add_resumed(&runner->lines, &runner->options.header, clock_now_ms());
	for (uint32_t i = 0; i < plan->items.count; i++)
		if (plan->items.items[i].why == WHY_INTERRUPTED)
			runner_write_outcome(runner, i, 0, "");
	runner_append(runner);
}
