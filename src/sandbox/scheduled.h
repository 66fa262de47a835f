/*
 * scheduled.h - the scheduled messages with which the account begins.
 */
#ifndef MSGDECK_SANDBOX_SCHEDULED_H
#define MSGDECK_SANDBOX_SCHEDULED_H

#include <stdint.h>

#include "sandbox/account.h"

/* How many of so many messages are scheduled ones: one in about 600, at most 200. */
uint32_t scheduled_count(uint32_t messages);
/* Adds so many, due in the next days; a few of them have been canceled. */
void scheduled_init(struct account *account, uint32_t count);

/* Decides how a created outbound message will go, from its addresses, its sender (index in the
 * inventory) and life.due. */
void created_plan_life(const struct account *account, uint32_t handle, int sender,
		       struct created *created);

#endif
