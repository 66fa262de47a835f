#include "sample.h"

#include <stdlib.h>
#include <string.h>

#include "base/mem.h"
#include "model/alerts.h"

#define OWN "+15125550100"

static struct store *store;
static struct stats *stats;
static struct alerts alerts;
static uint64_t number;

static int set_up(void **state)
{
	(void)state;
	store = store_new();
	stats = stats_new(store);
	alerts = (struct alerts){ .items = { .items = NULL } };
	number = 0;
	return 0;
}

static int tear_down(void **state)
{
	(void)state;
	alerts_release(&alerts);
	stats_free(stats);
	store_free(store);
	return 0;
}

static void put(unsigned count, enum message_status status, int code, int64_t age)
{
	while (count--) {
		struct message message = sample_message(++number, age);
		message.status = (uint8_t)status;
		message.error_code = code;
		store_put(store, &message, NULL);
	}
}

static size_t look(unsigned failures)
{
	const struct alert_limits limits = { .failures = failures };
	struct period period;

	period_set(&period, PERIOD_HOUR, 0, SAMPLE_NOW, DATE_NONE, WHEN_UTC);
	stats_start(stats, &period, WHEN_UTC);
	while (stats_work(stats, 0))
		;
	return alerts_update(&alerts, &(struct alert_facts){ .result = stats_result(stats) },
			     &limits);
}

static void assert_says(size_t at, const char *expected)
{
	struct strbuf text = STRBUF_INIT(STRBUF_LINE);

	assert_true(at < alerts.items.count);
	alert_describe(&alerts.items.items[at], &text);
	assert_string_equal(text.data, expected);
	strbuf_release(&text);
}

static void test_a_sender_that_fails(void **state)
{
	(void)state;
	put(16, STATUS_DELIVERED, 0, 60);
	put(3, STATUS_FAILED, 0, 60);
	assert_int_equal(look(20), 0);
	assert_int_equal(look(15), 0); /* three are chance */
	put(2, STATUS_UNDELIVERED, 0, 60);
	assert_int_equal(look(24), 0);
	assert_int_equal(look(23), 1);
	assert_int_equal(alerts.items.count, 1);
	assert_string_equal(alerts.items.items[0].subject, OWN);
	assert_says(0, "5 of 21 messages of the last hour from +1 512 555 0100 failed");
	assert_int_equal(look(23), 0); /* once */
	assert_int_equal(alerts.items.count, 1);
	assert_int_equal(look(0), 0); /* off */
	assert_int_equal(alerts.items.count, 0);
}

/* Around the limit it is not raised again and again; well below it is over. */
static void test_it_stays_until_it_is_well_below(void **state)
{
	(void)state;
	put(15, STATUS_DELIVERED, 0, 60);
	put(5, STATUS_FAILED, 0, 60);
	assert_int_equal(look(25), 1);
	put(5, STATUS_DELIVERED, 0, 60);
	assert_int_equal(look(25), 0);
	assert_int_equal(alerts.items.count, 1);
	put(5, STATUS_DELIVERED, 0, 60);
	assert_int_equal(look(25), 0);
	assert_int_equal(alerts.items.count, 0);
	put(20, STATUS_FAILED, 0, 60);
	assert_int_equal(look(25), 1);
}

static void test_a_code_that_rises(void **state)
{
	(void)state;
	put(10, STATUS_DELIVERED, 0, 60);
	put(6, STATUS_FAILED, 30007, 60);
	put(3, STATUS_FAILED, 30007, 3700);
	assert_int_equal(look(20), 2); /* the sender, too */
	assert_int_equal(alerts.items.items[1].kind, ALERT_CODE);
	assert_says(1, "6 of 16 messages of the last hour have error 30007 (Message filtered), 3 "
		       "the hour before");
}

static void test_a_code_that_is_always_there(void **state)
{
	(void)state;
	put(10, STATUS_DELIVERED, 0, 60);
	put(6, STATUS_FAILED, 30007, 60);
	put(4, STATUS_FAILED, 30007, 3700);
	assert_int_equal(look(20), 1);
	assert_int_equal(alerts.items.items[0].kind, ALERT_SENDER);
}

static void test_a_balance_that_runs_out(void **state)
{
	(void)state;
	static const struct {
		const char *balance;
		int64_t limit;
		bool raised;
	} cases[] = {
		{ "10.00", 10, false }, { "9.99", 10, true }, { "-3.5", 10, true },
		{ "9.99", 0, false },   { NULL, 10, false },
	};

	for (size_t i = 0; i < ARRAY_SIZE(cases); i++) {
		const struct alert_limits limits = { .balance = cases[i].limit };
		struct decimal balance = { 0, 0 };
		const char *text = cases[i].balance;
		const struct alert_facts facts = { .balance = text ? &balance : NULL,
						   .currency = "USD" };
		assert_true(!text || decimal_parse(text, strlen(text), &balance));
		alerts_release(&alerts);
		assert_int_equal(alerts_update(&alerts, &facts, &limits), cases[i].raised);
		assert_int_equal(alerts_update(&alerts, &facts, &limits), 0);
		assert_int_equal(alerts.items.count, cases[i].raised);
	}
	const struct alert_limits limits = { .balance = 10 };
	const struct decimal balance = { .units = 999, .scale = 2 };
	alerts_update(&alerts, &(struct alert_facts){ .balance = &balance, .currency = "USD" },
		      &limits);
	assert_says(0, "The balance is 9.99 USD, below 10 (alert_balance)");
	assert_string_equal(alert_word(alerts.items.items[0].kind), "balance");
}

static void test_contacts_that_were_deactivated(void **state)
{
	(void)state;
	const struct alert_limits limits = { .deactivated = true }, off = { .failures = 1 };
	struct alert_facts facts = { .day = "2026-11-22", .deactivated = 1 };

	assert_int_equal(alerts_update(&alerts, &facts, &off), 0);
	assert_int_equal(alerts_update(&alerts, &facts, &limits), 1);
	assert_says(0, "1 contact is among the numbers deactivated on 2026-11-22");
	facts.deactivated = 3;
	assert_int_equal(alerts_update(&alerts, &facts, &limits), 0);
	assert_says(0, "3 contacts are among the numbers deactivated on 2026-11-22");
	facts.day = "2026-11-21";
	assert_int_equal(alerts_update(&alerts, &facts, &limits), 1);
	facts.deactivated = 0;
	assert_int_equal(alerts_update(&alerts, &facts, &limits), 0);
	assert_int_equal(alerts.items.count, 0);
}

static void test_what_is_not_counted_stays(void **state)
{
	(void)state;
	const struct alert_limits limits = { .failures = 20 };

	put(10, STATUS_FAILED, 0, 60);
	assert_int_equal(look(20), 1);
	assert_int_equal(alerts_update(&alerts, &(struct alert_facts){ .result = NULL }, &limits),
			 0);
	assert_int_equal(alerts.items.count, 1);
}

int main(void)
{
	static const struct CMUnitTest tests[] = {
		cmocka_unit_test_setup_teardown(test_a_sender_that_fails, set_up, tear_down),
		cmocka_unit_test_setup_teardown(test_it_stays_until_it_is_well_below, set_up,
						tear_down),
		cmocka_unit_test_setup_teardown(test_a_code_that_rises, set_up, tear_down),
		cmocka_unit_test_setup_teardown(test_a_code_that_is_always_there, set_up,
						tear_down),
		cmocka_unit_test_setup_teardown(test_a_balance_that_runs_out, set_up, tear_down),
		cmocka_unit_test_setup_teardown(test_contacts_that_were_deactivated, set_up,
						tear_down),
		cmocka_unit_test_setup_teardown(test_what_is_not_counted_stays, set_up, tear_down),
	};

	return cmocka_run_group_tests_name("model/alerts", tests, NULL, NULL);
}
