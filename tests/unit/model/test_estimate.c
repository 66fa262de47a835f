#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

#include <string.h>

#include "model/estimate.h"

static void add(struct estimate *estimate, const char *to, const char *from, const char *body,
		bool media)
{
	struct segments size;

	segments_count((struct text){ body, (uint32_t)strlen(body) }, &size);
	estimate_add(estimate, to, from, &size, media);
}

static struct text text(const char *string)
{
	return (struct text){ string, (uint32_t)strlen(string) };
}

static void test_count(void **state)
{
	struct estimate estimate = { .messages = 0 };

	(void)state;
	add(&estimate, "+447700900123", "+15125550100", "Hello", false);
	add(&estimate, "+14155552671", "73529", "Привет", false);
	add(&estimate, "+447700900124", "", "", true);
	add(&estimate, "whatsapp:+447700900123", "", "Hello", false);
	add(&estimate, "+88299999999", "", "Hello", false);
	assert_int_equal(estimate.messages, 5);
	assert_int_equal(estimate.segments, 4);
	assert_int_equal(estimate.ucs2, 1);
	assert_int_equal(estimate.unsized, 1);
	assert_int_equal(estimate.media, 1);
	assert_int_equal(estimate.channel, 1);
	assert_int_equal(estimate.unknown, 1);
	assert_int_equal(estimate.countries.count, 2);
	assert_string_equal(estimate.countries.items[0].iso, "GB");
	assert_int_equal(estimate.countries.items[0].messages, 2);
	/* What has no text costs a segment. */
	assert_int_equal(estimate.countries.items[0].segments, 2);
	assert_int_equal(estimate.countries.items[0].code_segments, 0);
	assert_int_equal(estimate.countries.items[1].code_segments, 1);
	estimate_release(&estimate);
}

static void test_cost(void **state)
{
	const struct price us[] = {
		{ .number_type = text("local"), .has_current = true, .current = { 79, 4 } },
		{ .number_type = text("shortcode"), .has_current = true, .current = { 1, 2 } },
	};
	const struct carrier_prices carrier = { .prices = us, .price_count = 2 };
	const struct country_prices prices = { .unit = text("USD"),
					       .outbound = &carrier,
					       .outbound_count = 1 };
	const struct country_prices none = { .unit = text("USD") };
	const struct country_prices euros = { .unit = text("EUR"),
					      .outbound = &carrier,
					      .outbound_count = 1 };
	struct estimate_country country = { .iso = "US", .segments = 3 };
	struct estimate_cost sum = { .inexact = false }, cost;
	char low[DECIMAL_SIZE], high[DECIMAL_SIZE];

	(void)state;
	assert_true(estimate_country_cost(&country, &prices, &cost));
	estimate_sum(&sum, &cost);
	country.code_segments = 3;
	assert_true(estimate_country_cost(&country, &prices, &cost));
	estimate_sum(&sum, &cost);
	decimal_format(sum.low, low);
	decimal_format(sum.high, high);
	assert_string_equal(low, "0.0537");
	assert_string_equal(high, "0.06");
	assert_string_equal(sum.unit, "USD");
	assert_false(sum.inexact);
	assert_false(estimate_country_cost(&country, &none, &cost));
	/* Two currencies have no sum. */
	assert_true(estimate_country_cost(&country, &euros, &cost));
	estimate_sum(&sum, &cost);
	assert_true(sum.inexact);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(test_count),
		cmocka_unit_test(test_cost),
	};

	return cmocka_run_group_tests_name("model/estimate", tests, NULL, NULL);
}
