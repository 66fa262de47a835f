#include "ops/runner_internal.h"

#include <string.h>

#include "base/clock.h"
#include "base/mem.h"
#include "model/outgoing.h"
#include "ops/move.h"

#define PREPARE_ITEMS 4096 /* written down between two looks at the keyboard */
#define HOLD_FIRST_MS 5000

int64_t runner_wait_ms(const struct runner *runner, uint32_t item)
{
	const struct plan_item *about = &runner->plan->items.items[item];
	unsigned tries = about->tries ? about->tries : 1;

	return runner_must_look(runner->plan, item) ? runner_look_wait_ms(tries)
						    : op_wait_ms((enum op_why)about->why, tries);
}

void runner_defer(struct runner *runner, uint32_t item)
{
	duelist_add(&runner->waiting, runner_now(runner) + runner_wait_ms(runner, item), item);
}

void runner_write_outcome(struct runner *runner, uint32_t item, int http_status,
			  const char *request_id)
{
	int64_t now = clock_now_ms();

	plan_set_time(runner->plan, item, now / 1000);
	journal_add_outcome(&runner->lines, runner->plan, item, http_status, request_id, now);
	runner_release(runner, item);
}

/* The plan goes into the journal, a piece at a time. */
void runner_prepare(struct runner *runner)
{
	const struct plan *plan = runner->plan;
	uint32_t until = runner->written + PREPARE_ITEMS;

	while (runner->written < plan->items.count && runner->written < until) {
		uint32_t from = runner->written;

		runner->written = journal_add_items(&runner->lines, plan, from);
		for (uint32_t i = from; i < runner->written; i++)
			if (plan->items.items[i].state == ITEM_WAITING &&
			    plan->items.items[i].why != WHY_CANCEL_FIRST)
				runner_defer(runner, i);
	}
	if (runner->written == plan->items.count) {
		journal_add_begin(&runner->lines, plan, clock_now_ms());
		runner->state = RUNNER_RUNNING;
	}
	runner_append(runner);
	runner->changed = true;
}

/* It came to an end without a request. The line goes out with those of the intents. */
static void settle(struct runner *runner, uint32_t item, enum item_state state, enum op_why why)
{
	plan_set_answer(runner->plan, item, state, why, 0, 0, "");
	runner_write_outcome(runner, item, 0, "");
}

/* Whether the item is still to be done, as far as the store knows. What has waited is asked for
 * even so, because only the server knows when it may be done; but not what waits for another item. */
static bool is_wanted(struct runner *runner, uint32_t item)
{
	bool has_waited = runner->plan->items.items[item].state == ITEM_WAITING;
	struct op_judgement judgement;

	if (!runner_order(runner, item, &judgement))
		judgement = plan_judge_item(runner->plan, item, runner->store);
	if (!plan_is_whole(runner->plan, item)) {
		settle(runner, item, ITEM_FAILED, WHY_NOT_HERE);
		return false;
	}
	switch (judgement.decision) {
	case OP_LEAVE:
		settle(runner, item, ITEM_LEFT, judgement.why);
		return false;
	case OP_REFUSE:
		settle(runner, item, ITEM_REFUSED, judgement.why);
		return false;
	case OP_WAIT:
		if (judgement.why == WHY_CANCEL_FIRST) {
			settle(runner, item, ITEM_WAITING, judgement.why);
			return false;
		}
		if (has_waited)
			return true;
		settle(runner, item, ITEM_WAITING, judgement.why);
		runner_defer(runner, item);
		return false;
	default:
		return true;
	}
}

/* The next item to be done now, or IDSET_NONE. */
static uint32_t next_item(struct runner *runner, int64_t now)
{
	uint32_t item;

	while (duelist_take(&runner->waiting, now, &item))
		if (runner->plan->items.items[item].state == ITEM_WAITING)
			return item;
	if (!runner->plan->counts[ITEM_READY])
		return IDSET_NONE;
	item = plan_next(runner->plan, runner->scan, 1u << ITEM_READY);
	if (item != IDSET_NONE)
		runner->scan = item + 1;
	return item;
}

bool runner_has_next(const struct runner *runner, int64_t now)
{
	int64_t due = duelist_next(&runner->waiting);

	return runner->plan->counts[ITEM_READY] || (due >= 0 && due <= now);
}

size_t runner_flights_allowed(const struct runner *runner)
{
	return runner->troubles >= RUNNER_TROUBLE_MAX ? 1 : runner->options.in_flight;
}

/* A move counts from its first request to its last answer. */
static size_t under_way(const struct runner *runner)
{
	return runner->flights.count + runner->steps.count + runner->due.count;
}

/* Intents are written ahead of the answers by as many as may be in flight, so that the disk's time
 * and the network's overlap. */
bool runner_may_intend(const struct runner *runner)
{
	size_t allowed = runner_flights_allowed(runner);

	return runner->intents.count < allowed &&
	       runner->intents.count + under_way(runner) < (allowed > 1 ? 2 * allowed : 1);
}

void runner_write_intents(struct runner *runner, int64_t now)
{
	size_t before = runner->intents.count;

	while (runner_may_intend(runner) && runner_has_next(runner, now) &&
	       pace_take(&runner->pace, now)) {
		uint32_t item = next_item(runner, now);

		if (item == IDSET_NONE)
			break;
		runner->changed = true;
		plan_load(runner->plan, item);
		if (runner_must_look(runner->plan, item)) {
			runner_look(runner, item);
			continue;
		}
		if (!is_wanted(runner, item))
			continue;
		plan_set(runner->plan, item, ITEM_INTENDED, WHY_NONE);
		journal_add_intent(&runner->lines, runner->plan, item, clock_now_ms());
		vec_push(&runner->intents, ((struct intent){ .item = item }));
	}
	if (!runner->lines.length)
		return;
	uint64_t mark = runner_append(runner);
	for (; before < runner->intents.count; before++)
		runner->intents.items[before].mark = mark;
}

void runner_submit(struct runner *runner, uint32_t item)
{
	const struct plan_item *about = &runner->plan->items.items[item];
	const struct plan_detail *detail = plan_detail(runner->plan, item);
	struct job job = {
		.kind = JOB_CHANGE,
		/* One is waited for; many leave room for what the operator opens meanwhile. */
		.priority = runner->plan->items.count > 1 ? PRIORITY_AHEAD : PRIORITY_NOW,
		.change = op_verb(move_op(runner->plan, item))->change,
		.sid = *plan_sid(runner->plan, item),
	};

	if (detail) {
		job.of = about->op == OP_MOVE_SENDER ? *move_service(detail) : detail->of;
		job.form = op_verb(move_op(runner->plan, item))->removes
				   ? NULL
				   : outgoing_form_copy((const char *const *)detail->form);
		plan_need_detail(runner->plan, item)->intended = clock_now();
	}
	plan_set(runner->plan, item, ITEM_SENT, WHY_NONE);
	uint64_t id = runner->transport.submit(runner->transport.context, &job);
	vec_push(&runner->flights, ((struct flight){ .job = id, .item = item }));
}

void runner_send_intents(struct runner *runner)
{
	size_t sent = 0;

	while (sent < runner->intents.count && under_way(runner) < runner_flights_allowed(runner)) {
		struct intent *intent = &runner->intents.items[sent];

		if (intent->mark > runner->durable)
			break;
		runner_submit(runner, intent->item);
		sent++;
	}
	if (!sent)
		return;
	runner->intents.count -= sent;
	memmove(runner->intents.items, runner->intents.items + sent,
		runner->intents.count * sizeof(*runner->intents.items));
	runner->changed = true;
}

/* What is not submitted yet will not be. */
void runner_withdraw(struct runner *runner)
{
	for (size_t i = 0; i < runner->intents.count; i++) {
		uint32_t item = runner->intents.items[i].item;

		journal_add_withdrawal(&runner->lines, item, clock_now_ms());
		plan_set(runner->plan, item, ITEM_READY, WHY_NONE);
		if (item < runner->scan)
			runner->scan = item;
	}
	if (runner->intents.count)
		runner_append(runner);
	vec_clear(&runner->intents);
}

static void change_store(struct runner *runner, const struct plan_item *item,
			 const struct result *result)
{
	struct store *store = runner->store;
	const struct op_verb *verb = op_verb((enum op)item->op);
	bool done = item->state == ITEM_DONE;
	uint32_t row;

	if (!store || (verb->object != OP_ON_MESSAGE && item->op != OP_SEND))
		return;
	if (result->message_count && sid_equal(&result->messages[0].sid, &item->sid)) {
		store_put(store, &result->messages[0], NULL);
		if (item->op == OP_SEND)
			return;
	}
	row = store_find(store, &item->sid);
	if (row == STORE_NO_ROW)
		return;
	if (item->why == WHY_GONE || (done && verb->effect == OP_EFFECT_REMOVE))
		store_remove(store, row);
	else if (done && verb->effect == OP_EFFECT_EMPTY)
		store_redact(store, row);
}

static enum item_state state_after(enum op_end end, unsigned tries)
{
	switch (end) {
	case OP_END_DONE:
		return ITEM_DONE;
	case OP_END_LEFT:
		return ITEM_LEFT;
	case OP_END_WAIT:
		return ITEM_WAITING;
	case OP_END_READY:
		return tries < RUNNER_TRIES ? ITEM_READY : ITEM_FAILED;
	case OP_END_REFUSED:
		return ITEM_REFUSED;
	case OP_END_FAILED:
		return tries < RUNNER_TRIES ? ITEM_WAITING : ITEM_FAILED;
	default:
		return ITEM_UNKNOWN;
	}
}

static bool is_trouble(enum op_why why)
{
	return why == WHY_NETWORK || why == WHY_SERVER || why == WHY_THROTTLED ||
	       why == WHY_UNREADABLE;
}

void runner_note_trouble(struct runner *runner, enum op_why why, const struct result *result)
{
	int64_t now = runner_now(runner);
	int64_t hold = HOLD_FIRST_MS;

	if (!is_trouble(why)) {
		runner->troubles = runner->holds = 0;
		runner->hold_until = runner->hold_until ? now : 0;
		return;
	}
	if (++runner->troubles < RUNNER_TROUBLE_MAX || runner->state != RUNNER_RUNNING ||
	    runner->hold_until > now)
		return;
	for (unsigned i = 0; i < runner->holds && hold < RUNNER_HOLD_MAX_MS; i++)
		hold *= 2;
	runner->holds++;
	runner->hold_until = now + (hold < RUNNER_HOLD_MAX_MS ? hold : RUNNER_HOLD_MAX_MS);
	error_release(&runner->trouble);
	error_copy(&runner->trouble, &result->error);
	runner_withdraw(runner);
	runner_withdraw_steps(runner);
}

/* What was made is known from now on. */
static void take_sid(struct runner *runner, uint32_t index, const struct result *result)
{
	struct sid sid = { .kind = SID_NONE };

	if (result->message_count)
		sid = result->messages[0].sid;
	else if (result->record_count)
		resource_info(result->list.resource)->identity(result->records, &sid);
	plan_set_sid(runner->plan, index, &sid);
}

/* An alpha sender whose first attempt was lost is refused as one too many when it is there. */
static bool may_be_there(const struct plan_item *item, const struct op_outcome *outcome)
{
	return item->op == OP_ADD_SENDER && item->sid.kind == SID_NONE &&
	       item->tries + 1 < RUNNER_TRIES &&
	       (outcome->end == OP_END_FAILED || outcome->why == WHY_FULL);
}

/* It has arrived by an attempt whose answer was lost, so the SID that it has there is not known. */
static bool has_no_sid(const struct plan_item *item, const struct op_outcome *outcome)
{
	return item->op == OP_MOVE_SENDER && item->sid.kind == SID_AI &&
	       outcome->end == OP_END_DONE && outcome->why == WHY_HERE;
}

/* An answer that leaves it open what came of the request is looked up first: of a move, because the
 * next step depends on it, and of what must not be made twice. */
static void judge_unclear(struct runner *runner, uint32_t index, const struct result *result,
			  struct op_outcome *outcome)
{
	const struct plan_item *item = &runner->plan->items.items[index];
	bool is_open = outcome->end == OP_END_UNKNOWN;

	if (item->op == OP_MOVE_SENDER)
		is_open = result->unclear && outcome->end != OP_END_REFUSED &&
			  outcome->end != OP_END_DONE;
	else if (result->unclear && may_be_there(item, outcome))
		is_open = true;
	if (has_no_sid(item, outcome)) {
		outcome->end = OP_END_WAIT;
		is_open = true;
	}
	if (is_open && runner_can_look(runner->plan, index))
		plan_set_look(runner->plan, index, true);
	else if (is_open && item->op == OP_SEND)
		outcome->why = WHY_NOT_KEPT;
}

/* A sender that has just left its service may still be taken for one of it. */
static bool is_early(const struct plan *plan, uint32_t index, enum op_why why)
{
	return why == WHY_ELSEWHERE && plan->items.items[index].op == OP_MOVE_SENDER &&
	       plan_detail(plan, index)->step == MOVE_IN;
}

static enum item_state next_state(const struct plan *plan, uint32_t index,
				  const struct op_outcome *outcome)
{
	unsigned tries = plan->items.items[index].tries + 1u;

	if (is_early(plan, index, outcome->why) && tries < RUNNER_TRIES)
		return ITEM_WAITING;
	if (runner_must_look(plan, index) && plan->items.items[index].op != OP_MOVE_SENDER)
		return ITEM_WAITING;
	return state_after(outcome->end, tries);
}

static void write_outcome(struct runner *runner, uint32_t index, enum item_state state,
			  enum op_why why, const struct result *result)
{
	const struct journal_step step = {
		.state = state,
		.why = why,
		.code = result->error.code,
		.http_status = result->http_status,
		.request_id = result->request_id,
	};

	if (runner->plan->items.items[index].op == OP_MOVE_SENDER) {
		journal_add_step(&runner->lines, runner->plan, index, &step, clock_now_ms());
		plan_set_time(runner->plan, index, clock_now());
		move_ended(runner->plan, index, state, why, step.code, step.http_status,
			   step.request_id);
	} else {
		plan_set_answer(runner->plan, index, state, why, step.code, step.http_status,
				step.request_id);
		runner_write_outcome(runner, index, step.http_status, step.request_id);
	}
	runner_append(runner);
}

/* What becomes of the item next. */
static void follow(struct runner *runner, uint32_t index)
{
	const struct plan_item *item = &runner->plan->items.items[index];

	if (item->state == ITEM_WAITING)
		runner_defer(runner, index);
	else if (item->state == ITEM_READY && move_is_begun(runner->plan, index))
		runner_step_due(runner, index);
	else if (item->state == ITEM_READY && index < runner->scan)
		runner->scan = index;
}

void runner_answered(struct runner *runner, uint32_t index, const struct result *result)
{
	struct plan *plan = runner->plan;
	struct op_outcome outcome = op_outcome(move_op(plan, index), result);
	struct error reason = ERROR_INIT;

	judge_unclear(runner, index, result, &outcome);
	if (outcome.end == OP_END_DONE)
		take_sid(runner, index, result);
	if (outcome.end == OP_END_REFUSED)
		plan_set_said(plan, index, error_text(&result->error));
	write_outcome(runner, index, next_state(plan, index, &outcome), outcome.why, result);
	meter_count(&runner->meter, runner_now(runner));
	change_store(runner, &plan->items.items[index], result);
	runner_note_trouble(runner, outcome.why, result);
	if (outcome.pause) {
		error_copy(&reason, &result->error);
		runner_pause_for(runner, &reason);
		error_release(&reason);
	}
	follow(runner, index);
}
