#include "sandbox/life.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>

#include <cmocka.h>

#include "base/mem.h"

static const struct life by_number = {
	.direction = DIRECTION_API,
	.outcome = STATUS_DELIVERED,
	.created = 100,
	.due = 100,
	.sent = 103,
	.settled = 110,
	.canceled = DATE_NONE,
};
static const struct life by_service = {
	.direction = DIRECTION_API,
	.outcome = STATUS_UNDELIVERED,
	.error = 30003,
	.by_service = true,
	.created = 100,
	.due = 100,
	.sent = 105,
	.settled = 110,
	.canceled = DATE_NONE,
};
static const struct life scheduled = {
	.direction = DIRECTION_API,
	.outcome = STATUS_READ,
	.by_service = true,
	.created = 100,
	.due = 500,
	.sent = 503,
	.settled = 505,
	.read = 520,
	.canceled = DATE_NONE,
};
static const struct life canceled = {
	.direction = DIRECTION_API,
	.outcome = STATUS_DELIVERED,
	.by_service = true,
	.created = 100,
	.due = 500,
	.sent = 503,
	.settled = 505,
	.canceled = 150,
};
static const struct life failed = {
	.direction = DIRECTION_API,
	.outcome = STATUS_FAILED,
	.error = 21610,
	.by_service = true,
	.created = 100,
	.due = 100,
	.sent = 103,
	.settled = 103,
	.canceled = DATE_NONE,
};
static const struct life silent = {
	.direction = DIRECTION_API,
	.outcome = STATUS_SENT,
	.created = 100,
	.due = 100,
	.sent = 103,
	.settled = 103,
	.canceled = DATE_NONE,
};
static const struct life inbound = {
	.direction = DIRECTION_INBOUND,
	.outcome = STATUS_RECEIVED,
	.created = 100,
	.due = 100,
	.sent = 100,
	.settled = 101,
	.canceled = DATE_NONE,
};

/* date_sent and date_updated as they are at `now`. */
static const struct {
	const struct life *life;
	int64_t now;
	enum status status;
	int64_t sent;
	int64_t updated;
} moments[] = {
	{ &by_number, 100, STATUS_QUEUED, DATE_NONE, 100 },
	{ &by_number, 102, STATUS_SENDING, DATE_NONE, 100 },
	{ &by_number, 103, STATUS_SENT, 103, 103 },
	{ &by_number, 109, STATUS_SENT, 103, 103 },
	{ &by_number, 110, STATUS_DELIVERED, 103, 110 },
	{ &by_number, 99999, STATUS_DELIVERED, 103, 110 },
	{ &by_service, 100, STATUS_ACCEPTED, DATE_NONE, 100 },
	{ &by_service, 101, STATUS_QUEUED, DATE_NONE, 100 },
	{ &by_service, 104, STATUS_SENDING, DATE_NONE, 100 },
	{ &by_service, 110, STATUS_UNDELIVERED, 105, 110 },
	{ &scheduled, 100, STATUS_SCHEDULED, DATE_NONE, 100 },
	{ &scheduled, 499, STATUS_SCHEDULED, DATE_NONE, 100 },
	{ &scheduled, 500, STATUS_ACCEPTED, DATE_NONE, 500 },
	{ &scheduled, 501, STATUS_QUEUED, DATE_NONE, 500 },
	{ &scheduled, 505, STATUS_DELIVERED, 503, 505 },
	{ &scheduled, 520, STATUS_READ, 503, 520 },
	{ &canceled, 200, STATUS_CANCELED, DATE_NONE, 150 },
	{ &canceled, 600, STATUS_CANCELED, DATE_NONE, 150 },
	{ &failed, 102, STATUS_QUEUED, DATE_NONE, 100 },
	{ &failed, 103, STATUS_FAILED, 103, 103 },
	{ &silent, 99999, STATUS_SENT, 103, 103 },
	{ &inbound, 100, STATUS_RECEIVING, 100, 100 },
	{ &inbound, 101, STATUS_RECEIVED, 100, 101 },
};

static void states_follow_the_time(void **state)
{
	(void)state;
	for (size_t i = 0; i < ARRAY_SIZE(moments); i++) {
		enum status status = life_status(moments[i].life, moments[i].now);

		if (status != moments[i].status)
			fail_msg("moment %zu: %s", i, status_names[status]);
		assert_true(life_date_sent(moments[i].life, moments[i].now) == moments[i].sent);
		assert_true(life_date_updated(moments[i].life, moments[i].now) ==
			    moments[i].updated);
	}
}

static void a_service_takes_its_time(void **state)
{
	(void)state;
	assert_true(life_has_sender(&by_number, 100));
	assert_false(life_has_sender(&by_service, 100));
	assert_true(life_has_sender(&by_service, 101));
	assert_false(life_has_sender(&scheduled, 499));
	assert_false(life_has_sender(&canceled, 9999));
}

static void bills_come_later_and_not_for_failures(void **state)
{
	(void)state;
	assert_false(life_is_billed(&by_number, 110));
	assert_true(life_is_billed(&by_number, 200));
	assert_true(life_is_billed(&by_service, 200));
	assert_false(life_is_billed(&failed, 9999));
	assert_false(life_is_billed(&canceled, 9999));
}

static void some_states_are_final(void **state)
{
	static const bool final[STATUS_COUNT] = {
		[STATUS_CANCELED] = true, [STATUS_DELIVERED] = true, [STATUS_UNDELIVERED] = true,
		[STATUS_FAILED] = true,   [STATUS_READ] = true,      [STATUS_RECEIVED] = true,
	};

	(void)state;
	for (int i = 0; i < STATUS_COUNT; i++) {
		assert_int_equal(status_is_final((enum status)i), final[i]);
		assert_non_null(status_names[i]);
	}
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(states_follow_the_time),
		cmocka_unit_test(a_service_takes_its_time),
		cmocka_unit_test(bills_come_later_and_not_for_failures),
		cmocka_unit_test(some_states_are_final),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
