/*
 * sample.h - messages for the tests of the model.
 */
#ifndef MSGDECK_TESTS_MODEL_SAMPLE_H
#define MSGDECK_TESTS_MODEL_SAMPLE_H

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>

#include <inttypes.h>
#include <stdint.h>

#include <cmocka.h>

#include "base/date.h"
#include "model/message.h"

#define SAMPLE_NOW INT64_C(1795000000)

/* A literal as a text. */
#define TEXT(literal) ((struct text){ .data = (literal), .length = sizeof(literal) - 1 })
#define TEXT_OF(pointer) ((struct text){ .data = (pointer), .length = strlen(pointer) })

static inline struct sid sample_sid(uint64_t number)
{
	struct sid sid = { .kind = SID_SM };

	for (size_t i = 0; i < 8; i++)
		sid.bytes[15 - i] = (uint8_t)(number >> (8 * i));
	return sid;
}

/* A delivered outbound message, sent `age` seconds before SAMPLE_NOW. */
static inline struct message sample_message(uint64_t number, int64_t age)
{
	return (struct message){
		.sid = sample_sid(number),
		.from = TEXT("+15125550100"),
		.to = TEXT("+14155552671"),
		.body = TEXT("Your code is 491 022"),
		.date_created = SAMPLE_NOW - age - 1,
		.date_sent = SAMPLE_NOW - age,
		.date_updated = SAMPLE_NOW - age + 3,
		.num_segments = 1,
		.status = STATUS_DELIVERED,
		.direction = DIRECTION_OUTBOUND_API,
	};
}

static inline void assert_text(struct text text, const char *expected)
{
	if (expected == NULL) {
		assert_null(text.data);
		return;
	}
	assert_non_null(text.data);
	assert_int_equal(text.length, strlen(expected));
	assert_memory_equal(text.data, expected, text.length);
}

#endif
