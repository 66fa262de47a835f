/*
 * items.h - messages and plans for the tests of ops.
 */
#ifndef MSGDECK_TESTS_OPS_ITEMS_H
#define MSGDECK_TESTS_OPS_ITEMS_H

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <string.h>

#include <cmocka.h>

#include "model/store.h"
#include "ops/plan.h"

#define ITEMS_NOW INT64_C(1795000000)

static inline struct sid item_sid(uint32_t number)
{
	struct sid sid = { .kind = SID_SM };

	for (int i = 0; i < 4; i++)
		sid.bytes[15 - i] = (uint8_t)(number >> (8 * i));
	return sid;
}

static inline void put_message(struct store *store, uint32_t number, enum message_status status,
			       const char *body, unsigned num_media)
{
	struct message message = {
		.sid = item_sid(number),
		.from = { "+15125550100", 12 },
		.to = { "+14155552671", 12 },
		.body = { body, strlen(body) },
		.date_created = ITEMS_NOW - number,
		.date_sent = ITEMS_NOW - number,
		.date_updated = ITEMS_NOW - number,
		.num_media = (uint16_t)num_media,
		.status = (uint8_t)status,
		.direction = DIRECTION_OUTBOUND_API,
	};

	store_put(store, &message, NULL);
}

/* `count` items, the first of message 1. */
static inline struct plan *items_plan(enum op op, uint32_t count)
{
	struct plan *plan = plan_new(PLAN_OF_MARKED, "");

	for (uint32_t i = 1; i <= count; i++) {
		struct sid sid = item_sid(i);
		assert_true(plan_add(plan, op, &sid, NULL));
	}
	return plan;
}

#endif
