#include "sample.h"

#include <stdlib.h>
#include <string.h>

#include "base/hash.h"
#include "base/mem.h"
#include "base/strbuf.h"
#include "model/spending.h"

#define OWN_US "+15125550100"
#define OWN_GB "+447700900100"
#define CODE "55501"
#define US "+14155552671"
#define DE "+4915112345678"
#define STEPS 3000
#define MESSAGES 200

static void finish(struct spending *spending)
{
	while (spending_work(spending, 0))
		;
}

static struct decimal money(const char *text)
{
	struct decimal value;

	assert_true(decimal_parse(text, strlen(text), &value));
	return value;
}

struct made {
	const char *from, *to;
	const char *price, *unit; /* NULL: not billed */
	uint16_t segments, media;
	bool inbound;
	enum message_status status;
};

static uint32_t put(struct store *store, uint64_t number, const struct made *made, int64_t updated)
{
	struct message message = sample_message(number, (int64_t)number);
	uint32_t row;

	message.from = TEXT_OF(made->from);
	message.to = TEXT_OF(made->to);
	message.direction = made->inbound ? DIRECTION_INBOUND : DIRECTION_OUTBOUND_API;
	message.status = (uint8_t)made->status;
	message.num_segments = made->segments;
	message.num_media = made->media;
	message.date_updated = SAMPLE_NOW + updated;
	message.has_price = made->price != NULL;
	if (made->price) {
		message.price = money(made->price);
		message.price_unit = TEXT_OF(made->unit);
	}
	store_put(store, &message, &row);
	return row;
}

/* "0.0300 EUR 0.10 USD", "!" after it where it is incomplete. */
static void check_sums(const struct spending_sums *sums, const char *expected)
{
	struct strbuf text = STRBUF_INIT(STRBUF_LINE);
	char value[DECIMAL_SIZE];

	for (size_t i = 0; i < sums->count; i++) {
		decimal_format(sums->items[i].value, value);
		strbuf_addf(&text, "%s%s %.*s", i ? " " : "", value,
			    (int)sums->items[i].unit.length, sums->items[i].unit.data);
	}
	if (sums->incomplete)
		strbuf_addch(&text, '!');
	assert_string_equal(text.length ? text.data : "", expected);
	strbuf_release(&text);
}

static void check_part(const struct spending *spending, const char *iso, enum spending_part part,
		       uint64_t messages, uint64_t segments, const char *cost)
{
	struct spending_count count;
	struct spending_sums sums = { .count = 0 };

	spending_count(spending, iso, part, &count);
	assert_int_equal(count.messages, messages);
	assert_int_equal(count.segments, segments);
	spending_add(spending, iso, part, &sums);
	check_sums(&sums, cost);
}

static void test_to_which_country_a_message_belongs(void **state)
{
	(void)state;
	static const struct {
		struct made made;
		const char *country;
		enum spending_part part;
	} cases[] = {
		{ { OWN_US, DE, NULL, NULL, 1, 0, false, STATUS_SENT }, "DE", SPENDING_SMS },
		{ { OWN_US, DE, NULL, NULL, 1, 2, false, STATUS_SENT }, "DE", SPENDING_MEDIA },
		{ { "whatsapp:" OWN_US, "whatsapp:" DE, NULL, NULL, 1, 0, false, STATUS_READ },
		  "DE",
		  SPENDING_CHANNEL },
		/* What is received costs what the account's number costs. */
		{ { DE, OWN_GB, NULL, NULL, 1, 0, true, STATUS_RECEIVED },
		  "GB",
		  SPENDING_RECEIVED_SMS },
		{ { DE, OWN_GB, NULL, NULL, 1, 1, true, STATUS_RECEIVED },
		  "GB",
		  SPENDING_RECEIVED_MEDIA },
		{ { "whatsapp:" DE, "whatsapp:" OWN_GB, NULL, NULL, 1, 0, true, STATUS_RECEIVED },
		  "GB",
		  SPENDING_RECEIVED_CHANNEL },
		/* A short code has no country of its own. */
		{ { US, CODE, NULL, NULL, 1, 0, true, STATUS_RECEIVED },
		  "US",
		  SPENDING_RECEIVED_SMS },
		{ { OWN_US, "Somebody", NULL, NULL, 1, 0, false, STATUS_SENT }, "", SPENDING_SMS },
		{ { OWN_US, DE, NULL, NULL, 1, 0, false, STATUS_SCHEDULED }, "DE", SPENDING_PARTS },
		{ { OWN_US, DE, NULL, NULL, 1, 0, false, STATUS_CANCELED }, "DE", SPENDING_PARTS },
	};
	static const char *const countries[] = { "DE", "GB", "US", "" };

	for (size_t i = 0; i < ARRAY_SIZE(cases); i++) {
		struct store *store = store_new();
		put(store, 1, &cases[i].made, 0);
		struct spending *spending = spending_new(store);
		assert_true(spending_busy(spending));
		finish(spending);
		assert_false(spending_busy(spending));
		for (size_t k = 0; k < ARRAY_SIZE(countries); k++)
			for (unsigned part = 0; part < SPENDING_PARTS; part++) {
				bool here = strcmp(countries[k], cases[i].country) == 0 &&
					    part == cases[i].part;
				check_part(spending, countries[k], part, here, here, "");
			}
		spending_free(spending);
		store_free(store);
	}
}

static void test_money_is_exact_and_by_currency(void **state)
{
	(void)state;
	struct store *store = store_new();
	struct spending *spending = spending_new(store);
	struct spending_sums sums = { .count = 0 };
	struct spending_count count;

	/* A tenth and two tenths are three tenths. */
	put(store, 1, &(struct made){ OWN_US, DE, "-0.1", "USD", 2, 0, false, STATUS_DELIVERED },
	    0);
	put(store, 2, &(struct made){ OWN_US, DE, "-0.2000", "USD", 3, 0, false, STATUS_DELIVERED },
	    0);
	put(store, 3, &(struct made){ OWN_US, DE, "-0.0075", "EUR", 1, 0, false, STATUS_SENT }, 0);
	put(store, 4, &(struct made){ OWN_US, DE, "-0.02", "USD", 1, 1, false, STATUS_SENT }, 0);
	put(store, 5, &(struct made){ CODE, DE, NULL, NULL, 0, 0, false, STATUS_QUEUED }, 0);
	put(store, 6, &(struct made){ OWN_US, DE, NULL, NULL, 4, 0, false, STATUS_FAILED }, 0);
	check_part(spending, "DE", SPENDING_SMS, 5, 7, "0.0075 EUR 0.3000 USD");
	check_part(spending, "DE", SPENDING_MEDIA, 1, 1, "0.02 USD");
	spending_count(spending, "DE", SPENDING_SMS, &count);
	assert_int_equal(count.failed, 1);
	assert_int_equal(count.unbilled, 1);
	assert_int_equal(count.code_segments, 1);
	spending_add_all(spending, "DE", &sums);
	check_sums(&sums, "0.0075 EUR 0.3200 USD");
	assert_int_equal(spending_sent(spending, "DE"), 6);
	assert_int_equal(spending_received(spending, "DE"), 0);
	spending_free(spending);
	store_free(store);
}

static void test_what_cannot_be_summed_is_said(void **state)
{
	(void)state;
	static const char *const units[] = { "USD", "EUR", "GBP", "JPY", "BRL" };
	struct store *store = store_new();
	struct spending *spending = spending_new(store);

	for (unsigned i = 0; i < ARRAY_SIZE(units); i++)
		put(store, i,
		    &(struct made){ OWN_US, DE, "-1", units[i], 1, 0, false, STATUS_DELIVERED }, 0);
	check_part(spending, "DE", SPENDING_SMS, 5, 5, "1 BRL 1 EUR 1 GBP 1 JPY!");
	store_clear(store);
	for (unsigned i = 0; i < 3; i++)
		put(store, i,
		    &(struct made){ OWN_US, DE, "-4000000000000000000", "USD", 1, 0, false,
				    STATUS_DELIVERED },
		    0);
	check_part(spending, "DE", SPENDING_SMS, 3, 3, "0 USD!");
	spending_free(spending);
	store_free(store);
}

static void test_follows_the_store(void **state)
{
	(void)state;
	const struct made queued = { OWN_US, DE, NULL, NULL, 2, 0, false, STATUS_QUEUED };
	const struct made sent = { OWN_US, DE, "-0.10", "USD", 2, 0, false, STATUS_SENT };
	struct store *store = store_new();
	struct spending *spending = spending_new(store);
	uint32_t row = put(store, 1, &queued, 0);

	check_part(spending, "DE", SPENDING_SMS, 1, 2, "");
	put(store, 1, &sent, 5);
	check_part(spending, "DE", SPENDING_SMS, 1, 2, "0.10 USD");
	store_remove(store, row);
	check_part(spending, "DE", SPENDING_SMS, 0, 0, "");
	store_clear(store);
	put(store, 2, &sent, 0);
	check_part(spending, "DE", SPENDING_SMS, 1, 2, "0.10 USD");
	spending_free(spending);
	store_free(store);
}

/* Whatever comes in between two slices, the end is the same as counting anew. */
static void test_slices_and_changes(void **state)
{
	(void)state;
	static const char *const prices[] = { NULL, "-0.0079", "-0.0083", "-0.1" };
	static const char *const countries[] = { "DE", "US" };
	struct store *store = store_new();
	unsigned random = 7;

	for (int64_t step = 1; step < STEPS; step++) {
		random = random * 1103515245 + 12345;
		uint64_t number = random >> 16 & (MESSAGES - 1);
		struct sid sid = sample_sid(number);
		uint32_t row = store_find(store, &sid);
		if (random >> 8 & 1 && row != STORE_NO_ROW)
			store_evict(store, row);
		else
			put(store, number,
			    &(struct made){ OWN_US, random >> 9 & 1 ? DE : US,
					    prices[random >> 24 & 3], "USD",
					    (uint16_t)(random >> 10 & 3), random >> 12 & 1, false,
					    STATUS_SENT },
			    step);
	}
	struct spending *spending = spending_new(store);
	spending_work(spending, 0);
	put(store, 1, &(struct made){ OWN_US, DE, "-2", "USD", 1, 0, false, STATUS_SENT }, STEPS);
	finish(spending);
	for (size_t i = 0; i < ARRAY_SIZE(countries); i++) {
		uint64_t messages = 0;
		struct decimal cost = { .units = 0 };
		struct spending_sums sums = { .count = 0 };
		for (size_t rank = 0; rank < store_count(store); rank++) {
			struct message message;
			store_get(store, store_at(store, rank), &message);
			if ((message.to.length == sizeof(DE) - 1) != (i == 0))
				continue;
			messages++;
			if (message.has_price)
				decimal_add(&cost, decimal_negate(message.price));
		}
		spending_add_all(spending, countries[i], &sums);
		assert_true(messages > 0);
		assert_int_equal(spending_sent(spending, countries[i]), messages);
		assert_int_equal(decimal_compare(sums.items[0].value, cost), 0);
	}
	spending_free(spending);
	store_free(store);
}

static void test_order_of_sums(void **state)
{
	(void)state;
	const struct spending_sums none = { .count = 0 };
	const struct spending_sums small = { .items = { { TEXT("USD"), { 1, 2 } } }, .count = 1 };
	const struct spending_sums large = {
		.items = { { TEXT("EUR"), { 1, 0 } }, { TEXT("USD"), { 2, 2 } } }, .count = 2
	};

	assert_true(spending_sums_compare(&none, &small) < 0);
	assert_true(spending_sums_compare(&small, &none) > 0);
	assert_true(spending_sums_compare(&small, &large) < 0);
	assert_true(spending_sums_compare(&large, &small) > 0);
	assert_int_equal(spending_sums_compare(&none, &none), 0);
	assert_int_equal(spending_sums_compare(&small, &small), 0);
}

static int set_up(void **state)
{
	(void)state;
	hash_init_fixed(3, 4);
	return 0;
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(test_to_which_country_a_message_belongs),
		cmocka_unit_test(test_money_is_exact_and_by_currency),
		cmocka_unit_test(test_what_cannot_be_summed_is_said),
		cmocka_unit_test(test_follows_the_store),
		cmocka_unit_test(test_slices_and_changes),
		cmocka_unit_test(test_order_of_sums),
	};

	return cmocka_run_group_tests(tests, set_up, NULL);
}
