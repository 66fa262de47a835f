#include "sample.h"

#include <string.h>

#include "base/mem.h"
#include "model/price.h"

static struct decimal money(const char *text)
{
	struct decimal value;

	assert_true(decimal_parse(text, strlen(text), &value));
	return value;
}

static struct price price(const char *type, const char *base, const char *current)
{
	struct price p = { .number_type = { type, strlen(type) } };

	p.has_base = base != NULL;
	p.has_current = current != NULL;
	if (base)
		p.base = money(base);
	if (current)
		p.current = money(current);
	return p;
}

static void check(const struct country_prices *prices, const char *type, const char *low,
		  const char *high)
{
	char text[DECIMAL_SIZE];
	struct decimal from, to;

	assert_true(country_prices_range(prices, type, &from, &to));
	decimal_format(from, text);
	assert_string_equal(text, low);
	decimal_format(to, text);
	assert_string_equal(text, high);
}

static void test_range(void **state)
{
	(void)state;
	/* The last two differ from others in a digit that a float would not keep. */
	const struct price first[] = { price("mobile", "0.0425", "0.0400"),
				       price("toll free", "0.0425", NULL) };
	const struct price second[] = { price("mobile", "0.01", "0.040000000001"),
					price("local", NULL, NULL), price("local", NULL, "0.1") };
	const struct carrier_prices carriers[] = {
		{ .prices = first, .price_count = 2 },
		{ .price_count = 0 },
		{ .prices = second, .price_count = 3 },
	};
	const struct country_prices prices = { .outbound = carriers, .outbound_count = 3 };
	struct decimal low, high;

	check(&prices, NULL, "0.0400", "0.1");
	check(&prices, "mobile", "0.0400", "0.040000000001");
	check(&prices, "toll free", "0.0425", "0.0425");
	check(&prices, "local", "0.1", "0.1");
	assert_false(country_prices_range(&prices, "shortcode", &low, &high));
	assert_false(country_prices_range(&prices, "mob", &low, &high));
}

static void test_empty(void **state)
{
	(void)state;
	const struct country_prices prices = { .outbound_count = 0 };
	struct decimal low, high;

	assert_false(country_prices_range(&prices, NULL, &low, &high));
	assert_false(country_prices_received_range(&prices, NULL, &low, &high));
	assert_false(country_prices_cost(&prices, false, 1, 0, &low, &high));
	/* Nothing costs nothing, whatever the prices are. */
	assert_true(country_prices_cost(&prices, false, 0, 0, &low, &high));
	assert_true(decimal_is_zero(low) && decimal_is_zero(high));
}

static void check_cost(const struct country_prices *prices, bool received, uint64_t segments,
		       uint64_t code_segments, const char *low, const char *high)
{
	char text[DECIMAL_SIZE];
	struct decimal from, to;

	assert_true(country_prices_cost(prices, received, segments, code_segments, &from, &to));
	decimal_format(from, text);
	assert_string_equal(text, low);
	decimal_format(to, text);
	assert_string_equal(text, high);
}

static void test_cost(void **state)
{
	(void)state;
	const struct price first[] = { price("mobile", "0.0425", "0.1"),
				       price("shortcode", "0.3", "0.2") };
	const struct price second[] = { price("mobile", "0.04", NULL) };
	const struct price inbound[] = { price("local", "0.0075", "0.0070"),
					 price("mobile", "0.0075", NULL) };
	const struct carrier_prices carriers[] = {
		{ .prices = first, .price_count = 2 },
		{ .prices = second, .price_count = 1 },
	};
	const struct country_prices prices = {
		.outbound = carriers,
		.outbound_count = 2,
		.inbound = inbound,
		.inbound_count = 2,
	};
	struct decimal low, high;

	check_cost(&prices, false, 3, 0, "0.12", "0.6");
	/* A short code has its price; where none is listed the range is that of all. */
	check_cost(&prices, false, 3, 2, "0.44", "0.6");
	check_cost(&prices, true, 2, 0, "0.0140", "0.0150");
	check_cost(&prices, true, 2, 2, "0.0140", "0.0150");
	assert_false(country_prices_cost(&prices, false, UINT64_MAX, 0, &low, &high));
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(test_range),
		cmocka_unit_test(test_empty),
		cmocka_unit_test(test_cost),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
