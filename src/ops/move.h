/*
 * move.h - the steps of a move, as pure functions of the plan: what an item becomes when one of its
 * requests has ended, and when its sender was looked for.
 *
 * The runner calls them when answers come, the reader of journals when it reads them, so both come to
 * the same. enum move_step (ops/plan.h) tells the order.
 *
 * Source: https://www.twilio.com/docs/messaging/api/service-resource: a sender is in one service at
 * most (21712), so it must leave the first before it can enter the second.
 */
#ifndef MSGDECK_OPS_MOVE_H
#define MSGDECK_OPS_MOVE_H

#include <stdbool.h>
#include <stdint.h>

#include "ops/plan.h"

/* What is asked for in a step: OP_ADD_SENDER or OP_REMOVE_SENDER; other verbs are what they are. */
enum op move_op(const struct plan *plan, uint32_t item);
/* The service that the step is done to. Only of moves. */
const struct sid *move_service(const struct plan_detail *detail);

/* The request of the present step has ended in `state` for `why`: sets state, step and place. What is
 * ITEM_READY afterwards has a further step to do. Only of moves; others are plan_set_answer()'s. */
void move_ended(struct plan *plan, uint32_t item, enum item_state state, enum op_why why, int code,
		int http_status, const char *request_id);
/* It was looked for and is there: PLACE_FROM, PLACE_TO or PLACE_NEITHER. */
void move_found(struct plan *plan, uint32_t item, enum move_place place);
/* Whether a request of it has been carried out, or may have been, and the move is not at its end. */
bool move_is_begun(const struct plan *plan, uint32_t item);
/* One that failed or was refused is to be done after all, from where its sender is: to the second
 * service, or, where the operator has taken the move back, to the first. */
void move_again(struct plan *plan, uint32_t item);
/* Whether its sender has come to rest in no service, where it stays until somebody acts. */
bool move_is_stranded(const struct plan *plan, uint32_t item);
/* How many of the plan have. */
size_t moves_stranded(const struct plan *plan);
/* Whether move_take_back() would do something. */
bool move_can_take_back(const struct plan *plan, uint32_t item);
/* The operator wants the sender back in the service it came from: what is done, or stuck on the way,
 * is to be done backwards. False when there is nothing to take back: then nothing has changed. */
bool move_take_back(struct plan *plan, uint32_t item);

#endif
