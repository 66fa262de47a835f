#include "sample.h"

#include <stdlib.h>
#include <string.h>

#include "base/clock.h"
#include "base/mem.h"
#include "model/stats.h"

#define HOUR 3600
#define DAY (24 * HOUR)
#define OWN "+15125550100"
#define OTHER "+442071838750"
#define BRAZIL "+5511987654321"
#define MANY 20000

static struct store *store;
static struct stats *stats;

static int set_up(void **state)
{
	(void)state;
	store = store_new();
	stats = stats_new(store);
	return 0;
}

static int tear_down(void **state)
{
	(void)state;
	stats_free(stats);
	store_free(store);
	return 0;
}

static void start(enum period_kind kind, unsigned back)
{
	struct period period;
	size_t count = store_count(store);
	int64_t oldest = count ? store_time(store, store_at(store, count - 1)) : DATE_NONE;

	period_set(&period, kind, back, SAMPLE_NOW, oldest, WHEN_UTC);
	stats_start(stats, &period, WHEN_UTC);
}

static const struct stats_result *finish(void)
{
	while (stats_work(stats, 0))
		;
	assert_false(stats_busy(stats));
	return stats_result(stats);
}

static const struct stats_result *count(enum period_kind kind, unsigned back)
{
	start(kind, back);
	return finish();
}

static struct message outbound(uint64_t number, int64_t age, enum message_status status)
{
	struct message message = sample_message(number, age);

	message.status = (uint8_t)status;
	return message;
}

static uint32_t put(struct message message)
{
	uint32_t row;

	store_put(store, &message, &row);
	return row;
}

static void put_price(uint64_t number, const char *price, const char *unit)
{
	struct message message = sample_message(number, 60);

	message.has_price = true;
	assert_true(decimal_parse(price, strlen(price), &message.price));
	message.price_unit = TEXT_OF(unit);
	put(message);
}

static void assert_decimal(struct decimal value, const char *expected)
{
	char text[DECIMAL_SIZE];

	decimal_format(value, text);
	assert_string_equal(text, expected);
}

static const struct stats_group *group(const struct stats_result *result, enum stats_kind kind,
				       const char *name)
{
	for (size_t i = 0; i < result->groups[kind].count; i++)
		if (result->groups[kind].items[i].name.length == strlen(name) &&
		    memcmp(result->groups[kind].items[i].name.data, name, strlen(name)) == 0)
			return &result->groups[kind].items[i];
	return NULL;
}

static void test_nothing(void **state)
{
	(void)state;
	uint32_t top[4];

	assert_null(stats_result(stats));
	const struct stats_result *result = count(PERIOD_DAY, 0);
	assert_int_equal(result->now.traffic.sent, 0);
	assert_int_equal(stats_top(result, STATS_CODE, STATS_FAILURES, 0, top, 4), 0);
	assert_int_equal(stats_delay(result, 500), -1);
	assert_int_equal(result->currency_count, 0);
}

static void test_what_counts_as_what(void **state)
{
	(void)state;
	static const struct {
		enum message_direction direction;
		enum message_status status;
		struct stats_count expected;
	} cases[] = {
		{ DIRECTION_OUTBOUND_API,
		  STATUS_QUEUED,
		  { .traffic = { 1, 0, 0, 0 }, .waiting = 1 } },
		{ DIRECTION_OUTBOUND_API, STATUS_SENT, { .traffic = { 1, 0, 0, 0 }, .waiting = 1 } },
		{ DIRECTION_OUTBOUND_REPLY, STATUS_DELIVERED, { .traffic = { 1, 1, 0, 0 } } },
		{ DIRECTION_OUTBOUND_API, STATUS_READ, { .traffic = { 1, 1, 0, 0 } } },
		{ DIRECTION_OUTBOUND_API, STATUS_UNDELIVERED, { .traffic = { 1, 0, 1, 0 } } },
		{ DIRECTION_OUTBOUND_CALL, STATUS_FAILED, { .traffic = { 1, 0, 1, 0 } } },
		{ DIRECTION_OUTBOUND_API, STATUS_SCHEDULED, { .scheduled = 1 } },
		{ DIRECTION_OUTBOUND_API, STATUS_CANCELED, { .scheduled = 0 } },
		{ DIRECTION_INBOUND, STATUS_RECEIVED, { .traffic = { 0, 0, 0, 1 } } },
	};

	for (size_t i = 0; i < ARRAY_SIZE(cases); i++) {
		struct message message = outbound(1, 60, cases[i].status);
		message.direction = (uint8_t)cases[i].direction;
		store_clear(store);
		put(message);
		const struct stats_result *result = count(PERIOD_DAY, 0);
		const struct stats_count *now = &result->now;
		assert_int_equal(now->traffic.sent, cases[i].expected.traffic.sent);
		assert_int_equal(now->traffic.delivered, cases[i].expected.traffic.delivered);
		assert_int_equal(now->traffic.failed, cases[i].expected.traffic.failed);
		assert_int_equal(now->traffic.received, cases[i].expected.traffic.received);
		assert_int_equal(now->waiting, cases[i].expected.waiting);
		assert_int_equal(now->scheduled, cases[i].expected.scheduled);
		assert_int_equal(result->before.traffic.sent, 0);
	}
}

/* 0.1 + 0.2 is 0.3, and currencies are not mixed. */
static void test_money_is_exact(void **state)
{
	(void)state;
	put_price(1, "-0.1", "USD");
	put_price(2, "-0.2", "USD");
	put_price(3, "-0.00750", "USD");
	put_price(4, "-1.5", "EUR");
	put_price(5, "0", "USD");
	const struct stats_result *result = count(PERIOD_DAY, 0);
	assert_int_equal(result->currency_count, 2);
	for (size_t i = 0; i < 2; i++)
		assert_decimal(result->now.spend[i],
			       strcmp(result->currencies[i], "USD") == 0 ? "0.30750" : "1.5");
	assert_int_equal(result->unsummed, 0);
	const struct stats_group *own = group(result, STATS_SENDER, OWN);
	assert_int_equal(stats_compare(&own->now, &result->now, STATS_SPEND, 0), 0);
}

static void test_money_that_cannot_be_summed_is_counted(void **state)
{
	(void)state;
	put_price(1, "-1", "USD");
	put_price(2, "-1", "EUR");
	put_price(3, "-1", "GBP");
	put_price(4, "-1", "JPY");
	put_price(5, "-1", "a currency of many letters");
	put_price(6, "-9223372036854775807", "JPY");
	const struct stats_result *result = count(PERIOD_DAY, 0);
	assert_int_equal(result->currency_count, STATS_CURRENCIES);
	assert_true(result->unsummed >= 2);
	store_clear(store);
	put_price(1, "-9223372036854775807", "USD");
	put_price(2, "-1", "USD");
	result = count(PERIOD_DAY, 0);
	assert_int_equal(result->unsummed, 1);
}

static void test_the_period_and_the_one_before(void **state)
{
	(void)state;
	put(outbound(1, 0, STATUS_DELIVERED));
	put(outbound(2, 23 * HOUR, STATUS_FAILED));
	put(outbound(3, DAY + 60, STATUS_DELIVERED)); /* before, and within what has passed */
	put(outbound(4, 46 * HOUR, STATUS_FAILED));
	put(outbound(5, 3 * DAY, STATUS_FAILED)); /* neither */
	put(outbound(6, DAY - 1, STATUS_FAILED)); /* of what has not passed yet: neither */
	const struct stats_result *result = count(PERIOD_DAY, 0);
	assert_int_equal(result->now.traffic.sent + result->before.traffic.sent, 4);
	assert_int_equal(result->now.traffic.failed, 1);
	assert_int_equal(result->before.traffic.sent, 2);
	assert_int_equal(result->buckets[23].traffic.sent, 1);
	assert_int_equal(result->buckets[0].traffic.failed, 1);
	result = count(PERIOD_ALL, 0);
	assert_int_equal(result->now.traffic.sent, 6);
	assert_int_equal(result->before.traffic.sent, 0);
}

static void test_groups(void **state)
{
	(void)state;
	struct message message = outbound(1, 60, STATUS_UNDELIVERED);

	message.error_code = 30003;
	message.service = sample_sid(77);
	message.service.kind = SID_MG;
	put(message);
	message = outbound(2, 60, STATUS_FAILED);
	message.error_code = 30007;
	message.to = TEXT(BRAZIL);
	put(message);
	message.sid = sample_sid(3);
	message.date_sent -= DAY;
	put(message);
	message = outbound(4, 60, STATUS_RECEIVED);
	message.direction = DIRECTION_INBOUND;
	message.from = TEXT(OTHER);
	message.to = TEXT(OWN);
	put(message);
	message = outbound(5, 60, STATUS_CANCELED);
	message.to = TEXT("messenger:1234"); /* of no country, from nobody */
	message.from = (struct text){ NULL, 0 };
	put(message);
	const struct stats_result *result = count(PERIOD_DAY, 0);
	const struct stats_group *found = group(result, STATS_CODE, "30003");
	assert_int_equal(found->now.traffic.failed, 1);
	assert_int_equal(found->before.traffic.failed, 0);
	found = group(result, STATS_CODE, "30007");
	assert_int_equal(found->now.traffic.failed, 1);
	assert_int_equal(found->before.traffic.failed, 1);
	assert_int_equal(group(result, STATS_COUNTRY, "BR")->now.traffic.failed, 1);
	assert_int_equal(group(result, STATS_COUNTRY, "US")->now.traffic.failed, 1);
	assert_int_equal(group(result, STATS_COUNTRY, "GB")->now.traffic.received, 1);
	assert_int_equal(result->groups[STATS_COUNTRY].count, 3);
	assert_int_equal(group(result, STATS_SENDER, OWN)->now.traffic.sent, 2);
	assert_int_equal(group(result, STATS_SENDER, OWN)->now.traffic.received, 1);
	assert_null(group(result, STATS_SENDER, OTHER));
	assert_int_equal(group(result, STATS_SERVICE, "none")->now.traffic.sent, 1);
	assert_int_equal(result->groups[STATS_SERVICE].count, 2);
}

/* The query error:30007 finds all that have it, so the bar counts all. */
static void test_a_code_counts_whatever_became_of_it(void **state)
{
	(void)state;
	struct message message = outbound(1, 60, STATUS_DELIVERED);

	message.error_code = 30007;
	put(message);
	const struct stats_result *result = count(PERIOD_DAY, 0);
	assert_int_equal(group(result, STATS_CODE, "30007")->now.traffic.failed, 1);
	assert_int_equal(result->now.traffic.failed, 0);
}

static void test_time_to_delivery(void **state)
{
	(void)state;
	for (uint64_t i = 0; i < 100; i++) {
		struct message message = outbound(i, 600, STATUS_DELIVERED);
		message.date_updated = message.date_sent + (i < 50 ? 2 : i < 95 ? 9 : 3 * DAY);
		put(message);
	}
	/* Nobody knows when these arrived. */
	struct message message = outbound(200, 600, STATUS_SENT);
	put(message);
	message = outbound(201, 600, STATUS_DELIVERED);
	message.body = TEXT("");
	put(message);
	const struct stats_result *result = count(PERIOD_DAY, 0);
	assert_int_equal(stats_delay(result, 500), 2);
	assert_int_equal(stats_delay(result, 950), 10);
	assert_int_equal(stats_delay(result, 990), -2);
}

static void test_heat(void **state)
{
	(void)state;
	struct civil civil;

	for (uint64_t i = 0; i < 48; i++)
		put(outbound(i, (int64_t)i * 1800, STATUS_DELIVERED));
	const struct stats_result *result = count(PERIOD_WEEK, 0);
	for (int64_t i = 0; i < 48; i++) {
		date_to_utc(SAMPLE_NOW - i * 1800, &civil);
		assert_true(result->heat[civil.weekday][civil.hour].traffic.sent > 0);
	}
	uint32_t all = 0;
	for (size_t day = 0; day < 7; day++)
		for (size_t hour = 0; hour < 24; hour++)
			all += result->heat[day][hour].traffic.sent;
	assert_int_equal(all, 48);
}

/* Who stands behind a number: each once in all, in each country, and with each code, sender and service. */
static void test_contacts(void **state)
{
	(void)state;
	struct message message = outbound(1, 60, STATUS_UNDELIVERED);

	message.error_code = 30003;
	put(message); /* the same contact three times, */
	message.sid = sample_sid(2);
	put(message);
	message = outbound(3, 60, STATUS_DELIVERED);
	message.from = TEXT("+15125550199");
	put(message);
	message = outbound(4, 60, STATUS_UNDELIVERED); /* another one once, */
	message.error_code = 30003;
	message.to = TEXT(BRAZIL);
	put(message);
	message = outbound(5, 60, STATUS_SCHEDULED); /* and two that nothing counts of */
	message.to = TEXT(OTHER);
	put(message);
	message = outbound(6, 26 * HOUR, STATUS_FAILED);
	message.to = TEXT(OTHER);
	put(message);
	const struct stats_result *result = count(PERIOD_DAY, 0);
	assert_int_equal(result->contacts[STATS_VOLUME], 2);
	assert_int_equal(result->contacts[STATS_FAILURES], 2);
	assert_false(result->contacts_at_least);
	const struct stats_group *found = group(result, STATS_CODE, "30003");
	assert_int_equal(found->now.traffic.failed, 3);
	assert_int_equal(found->contacts[STATS_FAILURES], 2);
	assert_int_equal(group(result, STATS_COUNTRY, "US")->contacts[STATS_VOLUME], 1);
	assert_int_equal(group(result, STATS_COUNTRY, "BR")->contacts[STATS_FAILURES], 1);
	assert_int_equal(group(result, STATS_COUNTRY, "GB")->contacts[STATS_VOLUME], 0);
	found = group(result, STATS_SENDER, OWN);
	assert_int_equal(found->contacts[STATS_VOLUME], 2);
	found = group(result, STATS_SENDER, "+15125550199");
	assert_int_equal(found->contacts[STATS_VOLUME], 1);
	assert_int_equal(found->contacts[STATS_FAILURES], 0);
	assert_int_equal(group(result, STATS_SERVICE, "none")->contacts[STATS_VOLUME], 2);
}

static struct filter *narrow(const char *query)
{
	struct filter *filter =
		filter_compile(query, strlen(query), SAMPLE_NOW, WHEN_UTC, NULL, NULL);

	assert_non_null(filter);
	stats_narrow(stats, filter);
	return filter;
}

/* Of both periods, and in every part of the result. */
static void test_only_what_a_query_lets_pass(void **state)
{
	(void)state;
	for (uint64_t i = 0; i < 6; i++) {
		struct message message = outbound(i, 60, i % 2 ? STATUS_FAILED : STATUS_DELIVERED);
		message.error_code = i % 2 ? 30007 : 0;
		message.to = i < 3 ? TEXT(BRAZIL) : TEXT(OTHER);
		message.date_updated = message.date_sent + 2;
		put(message);
		message.sid = sample_sid(100 + i);
		message.date_sent -= DAY;
		put(message);
	}
	assert_int_equal(count(PERIOD_DAY, 0)->now.traffic.sent, 6);
	struct filter *filter = narrow("country:BR");
	assert_null(stats_result(stats));
	const struct stats_result *result = count(PERIOD_DAY, 0);
	assert_int_equal(result->now.traffic.sent, 3);
	assert_int_equal(result->before.traffic.sent, 3);
	assert_int_equal(result->buckets[23].traffic.sent, 3);
	assert_int_equal(result->groups[STATS_COUNTRY].count, 1);
	assert_int_equal(group(result, STATS_CODE, "30007")->now.traffic.failed, 1);
	assert_int_equal(group(result, STATS_SENDER, OWN)->now.traffic.sent, 3);
	assert_int_equal(group(result, STATS_SERVICE, "none")->now.traffic.sent, 3);
	assert_int_equal(result->contacts[STATS_VOLUME], 1);
	assert_int_equal(stats_delay(result, 1000), 2);
	filter_free(filter);
	filter = narrow("country:JP");
	result = count(PERIOD_DAY, 0);
	assert_int_equal(result->now.traffic.sent + result->before.traffic.sent, 0);
	for (size_t kind = 0; kind < STATS_KINDS; kind++)
		assert_int_equal(result->groups[kind].count, 0);
	stats_narrow(stats, NULL);
	filter_free(filter);
	assert_int_equal(count(PERIOD_DAY, 0)->now.traffic.sent, 6);
}

/* The newest first, until the pass is whole; and what is whole stays while the next is counted. */
static void test_a_first_pass_shows_how_far_it_is(void **state)
{
	(void)state;
	unsigned before = 0;

	assert_int_equal(stats_progress(stats), 100);
	for (uint64_t i = 0; i < 2000; i++)
		put(outbound(i, (int64_t)i, STATUS_DELIVERED));
	start(PERIOD_DAY, 0);
	assert_int_equal(stats_progress(stats), 0);
	while (stats_work(stats, 0)) {
		const struct stats_result *result = stats_result(stats);
		assert_false(result->whole);
		assert_in_range(result->now.traffic.sent, 1, 1999);
		assert_int_equal(stats_progress(stats), result->now.traffic.sent / 20);
		assert_true(stats_progress(stats) > before);
		before = stats_progress(stats);
	}
	assert_int_equal(stats_progress(stats), 100);
	assert_true(stats_result(stats)->whole);
	start(PERIOD_HOUR, 0);
	assert_true(stats_work(stats, 0));
	assert_true(stats_result(stats)->whole);
	assert_int_equal(stats_result(stats)->period.kind, PERIOD_DAY);
	struct filter *filter = narrow("status:delivered");
	assert_null(stats_result(stats));
	start(PERIOD_DAY, 0);
	assert_true(stats_work(stats, 0));
	assert_false(stats_result(stats)->whole);
	assert_int_equal(finish()->now.traffic.sent, 2000);
	stats_narrow(stats, NULL);
	filter_free(filter);
}

/* Neither missed nor counted twice, whatever comes and goes between two slices. */
static void test_changes_between_slices(void **state)
{
	(void)state;
	for (uint64_t i = 0; i < MANY; i++)
		put(outbound(i, (int64_t)(i % 70000), STATUS_DELIVERED));
	for (unsigned round = 0; round < 40; round++) {
		start(PERIOD_DAY, 0);
		assert_false(stats_stale(stats));
		for (unsigned i = 0; i <= round; i++)
			stats_work(stats, 0);
		/* The next one to be counted is among those that leave or move. */
		for (uint64_t i = round * 130; i < round * 130 + 300; i++) {
			struct sid sid = sample_sid(i);
			uint32_t row = store_find(store, &sid);
			struct message message = outbound(i, 100 + (int64_t)i, STATUS_DELIVERED);
			if (i % 2 && row != STORE_NO_ROW)
				store_evict(store, row);
			message.date_updated += 10 + round;
			if (i % 2 == 0)
				put(message);
		}
		assert_true(stats_stale(stats));
		assert_true(finish()->now.traffic.sent <= MANY);
		struct stats *anew = stats;
		stats = stats_new(store);
		const struct stats_result *result = count(PERIOD_DAY, 0);
		assert_int_equal(result->now.traffic.sent, store_count(store));
		start(PERIOD_DAY, 0);
		stats_free(anew);
	}
}

static void test_stale_only_where_it_matters(void **state)
{
	(void)state;
	count(PERIOD_DAY, 0);
	put(outbound(1, 50 * DAY, STATUS_DELIVERED));
	assert_false(stats_stale(stats));
	uint32_t row = put(outbound(2, 60, STATUS_DELIVERED));
	assert_true(stats_stale(stats));
	assert_int_equal(count(PERIOD_DAY, 0)->now.traffic.sent, 1);
	assert_false(stats_stale(stats));
	store_remove(store, row);
	assert_true(stats_stale(stats));
	assert_int_equal(stats_result(stats)->now.traffic.sent, 1);
	count(PERIOD_DAY, 0);
	store_clear(store);
	assert_true(stats_stale(stats));
	assert_int_equal(count(PERIOD_DAY, 0)->now.traffic.sent, 0);
}

static void test_cleared_in_the_middle(void **state)
{
	(void)state;
	for (uint64_t i = 0; i < 1000; i++)
		put(outbound(i, (int64_t)i, STATUS_DELIVERED));
	start(PERIOD_DAY, 0);
	assert_true(stats_work(stats, 0));
	store_clear(store);
	assert_true(finish()->now.traffic.sent < 1000);
	assert_true(stats_stale(stats));
}

int main(void)
{
	static const struct CMUnitTest tests[] = {
		cmocka_unit_test_setup_teardown(test_nothing, set_up, tear_down),
		cmocka_unit_test_setup_teardown(test_what_counts_as_what, set_up, tear_down),
		cmocka_unit_test_setup_teardown(test_money_is_exact, set_up, tear_down),
		cmocka_unit_test_setup_teardown(test_money_that_cannot_be_summed_is_counted, set_up,
						tear_down),
		cmocka_unit_test_setup_teardown(test_the_period_and_the_one_before, set_up,
						tear_down),
		cmocka_unit_test_setup_teardown(test_groups, set_up, tear_down),
		cmocka_unit_test_setup_teardown(test_a_code_counts_whatever_became_of_it, set_up,
						tear_down),
		cmocka_unit_test_setup_teardown(test_time_to_delivery, set_up, tear_down),
		cmocka_unit_test_setup_teardown(test_heat, set_up, tear_down),
		cmocka_unit_test_setup_teardown(test_contacts, set_up, tear_down),
		cmocka_unit_test_setup_teardown(test_only_what_a_query_lets_pass, set_up,
						tear_down),
		cmocka_unit_test_setup_teardown(test_a_first_pass_shows_how_far_it_is, set_up,
						tear_down),
		cmocka_unit_test_setup_teardown(test_changes_between_slices, set_up, tear_down),
		cmocka_unit_test_setup_teardown(test_stale_only_where_it_matters, set_up,
						tear_down),
		cmocka_unit_test_setup_teardown(test_cleared_in_the_middle, set_up, tear_down),
	};

	return cmocka_run_group_tests_name("model/stats", tests, NULL, NULL);
}
