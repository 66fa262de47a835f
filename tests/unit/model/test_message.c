#include "sample.h"

#include <string.h>

#include "base/text.h"

static void test_names_round_trip(void **state)
{
	(void)state;
	for (unsigned i = 1; i < STATUS_COUNT; i++) {
		const char *name = message_status_name((enum message_status)i);

		assert_int_equal(message_status_parse(name, strlen(name)), i);
	}
	for (unsigned i = 1; i < DIRECTION_COUNT; i++) {
		const char *name = message_direction_name((enum message_direction)i);

		assert_int_equal(message_direction_parse(name, strlen(name)), i);
	}
}

static void test_what_is_not_documented_is_unknown(void **state)
{
	(void)state;
	assert_int_equal(message_status_parse("teleported", 10), STATUS_UNKNOWN);
	assert_int_equal(message_status_parse("", 0), STATUS_UNKNOWN);
	assert_int_equal(message_status_parse("sentinel", 4), STATUS_SENT);
	assert_int_equal(message_status_parse("Sent", 4), STATUS_UNKNOWN);
	assert_int_equal(message_status_parse("unknown", 7), STATUS_UNKNOWN);
	assert_int_equal(message_direction_parse("sideways", 8), DIRECTION_UNKNOWN);
	assert_string_equal(message_status_name((enum message_status)99), "unknown");
	assert_string_equal(message_direction_name((enum message_direction)99), "unknown");
}

static void test_which_are_final(void **state)
{
	static const enum message_status final[] = { STATUS_DELIVERED, STATUS_UNDELIVERED,
						     STATUS_FAILED,    STATUS_CANCELED,
						     STATUS_READ,      STATUS_RECEIVED };
	size_t count = 0;

	(void)state;
	for (size_t i = 0; i < sizeof(final) / sizeof(final[0]); i++)
		assert_true(message_status_is_final(final[i]));
	for (unsigned i = 0; i < STATUS_COUNT; i++)
		count += message_status_is_final((enum message_status)i);
	assert_int_equal(count, sizeof(final) / sizeof(final[0]));
	for (unsigned i = 0; i < STATUS_COUNT; i++)
		assert_int_equal(message_status_is_failure((enum message_status)i),
				 i == STATUS_FAILED || i == STATUS_UNDELIVERED);
}

static void test_marks_take_one_cell(void **state)
{
	(void)state;
	for (unsigned i = 0; i < STATUS_COUNT; i++) {
		const char *mark = message_status_mark((enum message_status)i);
		const char *ascii = message_status_mark_ascii((enum message_status)i);

		assert_int_equal(text_width(mark, strlen(mark)), 1);
		assert_int_equal(strlen(ascii), 1);
		assert_in_range(ascii[0], ' ', '~');
	}
}

static void test_contact_and_time(void **state)
{
	struct message message = sample_message(1, 10);

	(void)state;
	assert_text(message_contact(&message), "+14155552671");
	assert_true(message_time(&message) == SAMPLE_NOW - 10);
	message.date_sent = DATE_NONE;
	assert_true(message_time(&message) == SAMPLE_NOW - 11);
	message.direction = DIRECTION_INBOUND;
	assert_text(message_contact(&message), "+15125550100");
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(test_names_round_trip),
		cmocka_unit_test(test_what_is_not_documented_is_unknown),
		cmocka_unit_test(test_which_are_final),
		cmocka_unit_test(test_marks_take_one_cell),
		cmocka_unit_test(test_contact_and_time),
	};

	return cmocka_run_group_tests_name("message", tests, NULL, NULL);
}
