#include "ops/move.h"

enum op move_op(const struct plan *plan, uint32_t index)
{
	enum op op = (enum op)plan->items.items[index].op;

	if (op != OP_MOVE_SENDER)
		return op;
	switch (plan_detail(plan, index)->step) {
	case MOVE_OUT:
	case MOVE_OUT_AGAIN:
		return OP_REMOVE_SENDER;
	default:
		return OP_ADD_SENDER;
	}
}

const struct sid *move_service(const struct plan_detail *detail)
{
	return detail->step == MOVE_OUT || detail->step == MOVE_BACK ? &detail->of : &detail->to;
}

/* On to the next request, whose tries are counted anew. */
static void go_on(struct plan *plan, uint32_t index, enum move_step step, enum move_place place)
{
	struct plan_detail *detail = plan_need_detail(plan, index);

	detail->step = (uint8_t)step;
	detail->place = (uint8_t)place;
	plan->items.items[index].tries = 0;
	plan_set(plan, index, ITEM_READY, WHY_NONE);
}

/* The sender is in the first service again: because the second one refused it, which is then what is
 * told, or because the operator wanted it. */
static void is_back(struct plan *plan, uint32_t index)
{
	struct plan_detail *detail = plan_need_detail(plan, index);
	struct plan_item *item = &plan->items.items[index];
	bool refused = detail->refusal != WHY_NONE;

	detail->place = PLACE_FROM;
	item->code = refused ? detail->refusal_code : 0;
	item->http = refused ? detail->refusal_http : 0;
	plan_set(plan, index, refused ? ITEM_REFUSED : ITEM_LEFT,
		 refused ? (enum op_why)detail->refusal : WHY_PUT_BACK);
}

static void done(struct plan *plan, uint32_t index, int http_status, const char *request_id)
{
	struct plan_detail *detail = plan_need_detail(plan, index);

	switch (detail->step) {
	case MOVE_OUT:
		go_on(plan, index, detail->back ? MOVE_BACK : MOVE_IN, PLACE_NEITHER);
		break;
	case MOVE_IN:
		detail->place = PLACE_TO;
		plan_set_answer(plan, index, ITEM_DONE, WHY_NONE, 0, http_status, request_id);
		break;
	case MOVE_BACK:
		is_back(plan, index);
		break;
	case MOVE_OUT_AGAIN:
		go_on(plan, index, MOVE_BACK, PLACE_NEITHER);
		break;
	}
}

static void refused(struct plan *plan, uint32_t index, enum op_why why)
{
	struct plan_detail *detail = plan_need_detail(plan, index);
	const struct plan_item *item = &plan->items.items[index];

	switch (detail->step) {
	case MOVE_IN:
		detail->refusal = (uint8_t)why;
		detail->refusal_code = item->code;
		detail->refusal_http = item->http;
		detail->back = true;
		go_on(plan, index, MOVE_BACK, PLACE_NEITHER);
		break;
	case MOVE_BACK:
		detail->place = why == WHY_ELSEWHERE ? PLACE_OTHER : PLACE_NEITHER;
		break;
	default:
		break;
	}
}

void move_ended(struct plan *plan, uint32_t index, enum item_state state, enum op_why why, int code,
		int http_status, const char *request_id)
{
	if (state == ITEM_DONE) {
		done(plan, index, http_status, request_id);
		return;
	}
	plan_set_answer(plan, index, state, why, code, http_status, request_id);
	if (state == ITEM_REFUSED)
		refused(plan, index, why);
}

void move_found(struct plan *plan, uint32_t index, enum move_place place)
{
	struct plan_detail *detail = plan_need_detail(plan, index);

	plan_set_look(plan, index, false);
	switch (place) {
	case PLACE_FROM:
		if (detail->back)
			is_back(plan, index);
		else
			go_on(plan, index, MOVE_OUT, PLACE_FROM);
		break;
	case PLACE_TO:
		detail->place = PLACE_TO;
		if (detail->back)
			go_on(plan, index, MOVE_OUT_AGAIN, PLACE_TO);
		else
			plan_set_answer(plan, index, ITEM_DONE, WHY_NONE, 0, 0, NULL);
		break;
	default:
		go_on(plan, index, detail->back ? MOVE_BACK : MOVE_IN, PLACE_NEITHER);
	}
}

bool move_is_begun(const struct plan *plan, uint32_t index)
{
	const struct plan_item *item = &plan->items.items[index];
	const struct plan_detail *detail = plan_detail(plan, index);

	return item->op == OP_MOVE_SENDER && detail &&
	       (item->state == ITEM_READY || item->state == ITEM_WAITING ||
		item->state == ITEM_FAILED) &&
	       (item->look || detail->back || detail->step != MOVE_OUT);
}

/* The next request on the way to where it is to go. */
static enum move_step next_step(const struct plan_detail *detail)
{
	if (detail->back)
		return detail->place == PLACE_TO ? MOVE_OUT_AGAIN : MOVE_BACK;
	return detail->place == PLACE_FROM || detail->place == PLACE_OTHER ? MOVE_OUT : MOVE_IN;
}

void move_again(struct plan *plan, uint32_t index)
{
	struct plan_detail *detail = plan_need_detail(plan, index);

	if (plan->items.items[index].state == ITEM_REFUSED && detail->refusal != WHY_NONE) {
		detail->back = false;
		detail->refusal = WHY_NONE;
	}
	go_on(plan, index, next_step(detail), (enum move_place)detail->place);
}

bool move_can_take_back(const struct plan *plan, uint32_t index)
{
	const struct plan_item *item = &plan->items.items[index];
	const struct plan_detail *detail = plan_detail(plan, index);

	if (item->op != OP_MOVE_SENDER || item->state == ITEM_LEFT ||
	    item->state == ITEM_INTENDED || item->state == ITEM_SENT)
		return false;
	return item->look ||
	       (detail && detail->place != PLACE_FROM && detail->place != PLACE_OTHER);
}

bool move_is_stranded(const struct plan *plan, uint32_t index)
{
	const struct plan_item *item = &plan->items.items[index];
	const struct plan_detail *detail = plan_detail(plan, index);

	return item->op == OP_MOVE_SENDER && detail && detail->place == PLACE_NEITHER &&
	       (item->state == ITEM_REFUSED || item->state == ITEM_FAILED);
}

size_t moves_stranded(const struct plan *plan)
{
	size_t count = 0;

	for (uint32_t i = 0; plan->ops[OP_MOVE_SENDER] && i < plan->items.count; i++)
		count += move_is_stranded(plan, i);
	return count;
}

bool move_take_back(struct plan *plan, uint32_t index)
{
	const struct plan_item *item = &plan->items.items[index];
	struct plan_detail *detail;

	if (!move_can_take_back(plan, index))
		return false;
	detail = plan_need_detail(plan, index);
	detail->back = true;
	detail->refusal = WHY_NONE;
	if (!item->look)
		go_on(plan, index, next_step(detail), (enum move_place)detail->place);
	else
		plan_set(plan, index, ITEM_READY, WHY_NONE);
	return true;
}
