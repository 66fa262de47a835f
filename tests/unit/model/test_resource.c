#include "sample.h"

#include <string.h>

#include "base/mem.h"
#include "model/account.h"
#include "model/medium.h"
#include "model/number.h"
#include "model/price.h"
#include "model/resource.h"
#include "model/sender.h"
#include "model/service.h"

static void test_table_is_whole(void **state)
{
	(void)state;
	for (enum resource i = 0; i < RESOURCE_COUNT; i++) {
		const struct resource_info *info = resource_info(i);

		assert_non_null(info->name);
		assert_non_null(info->title);
		assert_non_null(info->one);
		assert_non_null(info->identity);
		assert_true(info->size > 0);
		assert_int_equal(resource_find(info->name), i);
	}
	assert_int_equal(resource_find("messages"), RESOURCE_COUNT);
	assert_int_equal(resource_find(""), RESOURCE_COUNT);
}

static void test_identities_are_sids(void **state)
{
	(void)state;
	const struct sid sid = { .kind = SID_PN, .bytes = { 1, 2, 3 } };
	const struct service service = { .sid = sid };
	const struct sender sender = { .sid = sid };
	const struct number number = { .sid = sid };
	const struct short_code code = { .sid = sid };
	const struct medium medium = { .sid = sid };
	const struct account account = { .sid = sid };
	const struct {
		enum resource resource;
		const void *record;
	} cases[] = {
		{ RESOURCE_SERVICES, &service },     { RESOURCE_POOL_NUMBERS, &sender },
		{ RESOURCE_POOL_CODES, &sender },    { RESOURCE_POOL_ALPHAS, &sender },
		{ RESOURCE_POOL_CHANNELS, &sender }, { RESOURCE_NUMBERS, &number },
		{ RESOURCE_SHORT_CODES, &code },     { RESOURCE_CHANNEL_SENDERS, &sender },
		{ RESOURCE_MEDIA, &medium },         { RESOURCE_ACCOUNTS, &account },
	};

	for (size_t i = 0; i < ARRAY_SIZE(cases); i++) {
		struct sid identity;

		resource_info(cases[i].resource)->identity(cases[i].record, &identity);
		assert_true(sid_equal(&identity, &sid));
	}
}

/* A country and its prices are known by the same two letters; whatever comes instead has its place. */
static void test_identities_are_letters(void **state)
{
	(void)state;
	const struct country gb = { .iso = { "GB", 2 } }, none = { .iso = { NULL, 0 } };
	const struct country longer = { .iso = { "a text that is no code at all", 29 } };
	const struct country_prices prices = { .iso = { "GB", 2 } };
	struct sid a, b, c, d;

	resource_info(RESOURCE_COUNTRIES)->identity(&gb, &a);
	resource_info(RESOURCE_PRICES)->identity(&prices, &b);
	resource_info(RESOURCE_COUNTRIES)->identity(&none, &c);
	resource_info(RESOURCE_COUNTRIES)->identity(&longer, &d);
	assert_true(sid_equal(&a, &b));
	assert_int_equal(a.kind, SID_NONE);
	assert_false(sid_equal(&a, &c));
	assert_false(sid_equal(&a, &d));
}

static void test_list_ids(void **state)
{
	(void)state;
	const struct sid mg = { .kind = SID_MG, .bytes = { 9 } }, none = { .kind = SID_NONE };
	struct list_id a = list_id(RESOURCE_POOL_NUMBERS, &mg, NULL);
	struct list_id b = list_id(RESOURCE_POOL_NUMBERS, &mg, "");
	struct list_id c = list_id(RESOURCE_POOL_CODES, &mg, NULL);
	struct list_id d = list_id(RESOURCE_CHANNEL_SENDERS, NULL, "whatsapp");
	struct list_id e = list_id(RESOURCE_CHANNEL_SENDERS, &none, "rcs");
	struct list_id f = list_id(RESOURCE_CHANNEL_SENDERS, NULL, "a word that is far too long");

	assert_true(list_id_equal(&a, &b));
	assert_memory_equal(&a, &b, sizeof(a));
	assert_false(list_id_equal(&a, &c));
	assert_false(list_id_equal(&d, &e));
	assert_string_equal(d.word, "whatsapp");
	assert_int_equal(strlen(f.word), LIST_WORD_SIZE - 1);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(test_table_is_whole),
		cmocka_unit_test(test_identities_are_sids),
		cmocka_unit_test(test_identities_are_letters),
		cmocka_unit_test(test_list_ids),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
