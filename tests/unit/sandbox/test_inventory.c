#include "sandbox/inventory.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <string.h>

#include <cmocka.h>

#include "base/mem.h"
#include "sandbox/people.h"

#define NOW 1714600000
#define SEED 7

static void begin(struct inventory *inventory, uint32_t numbers, uint32_t services)
{
	struct inventory_size size = { numbers, services };

	inventory_init(inventory, SEED, NOW, &size);
}

static const struct sender *sender_at(const struct inventory *inventory, uint32_t index)
{
	return &inventory->senders.items[index].sender;
}

static uint32_t count_numbers(const struct inventory *inventory)
{
	uint32_t count = 0;

	for (uint32_t i = 0; i < inventory->senders.count; i++)
		count += sender_is_number(sender_at(inventory, i));
	return count;
}

/* Nobody has another's number, and none is a contact's. */
static void senders_are_the_accounts_own(void **state)
{
	struct inventory inventory;
	struct people people;
	uint32_t contact;

	(void)state;
	begin(&inventory, 2000, 20);
	people_init(&people, SEED, 200000);
	assert_int_equal(count_numbers(&inventory), 2000);
	assert_int_equal(inventory_service_count(&inventory), 20);
	for (uint32_t i = 0; i < inventory.senders.count; i++) {
		const char *address = sender_at(&inventory, i)->address;

		assert_false(people_find(&people, address, strlen(address), &contact));
		if (sender_at(&inventory, i)->kind == SENDER_ALPHA)
			continue;
		assert_int_equal(inventory_find_address(&inventory, address, SERVICE_NONE), i);
	}
	people_release(&people);
	inventory_release(&inventory);
}

/* What story.c names by index. */
static void the_history_s_senders_come_first(void **state)
{
	struct inventory inventory;

	(void)state;
	begin(&inventory, 0, 0);
	for (uint32_t i = 0; i < SENDER_COUNT; i++) {
		uint32_t service = sender_service((int)i);

		assert_string_equal(sender_at(&inventory, i)->address, senders[i].address);
		if (service != SERVICE_NONE)
			assert_non_null(inventory_member(&inventory, service, i));
	}
	assert_string_equal(inventory.services.items[SERVICE_MEXICO].friendly_name, "México");
	inventory_release(&inventory);
}

/* Numbers and codes are in one pool at most, and all that are in one can send. */
static void pools_make_sense(void **state)
{
	struct inventory inventory;

	(void)state;
	begin(&inventory, 500, 0);
	for (size_t i = 0; i < inventory.members.count; i++) {
		const struct membership *member = &inventory.members.items[i];

		assert_true(sender_at(&inventory, member->sender)->capabilities & CAPABLE_SMS);
		assert_int_equal(inventory_pool_of(&inventory, member->sender), member->service);
		assert_true(member->since > inventory.senders.items[member->sender].created);
		assert_true(member->since < NOW);
	}
	assert_int_equal(inventory_pool_size(&inventory, SERVICE_CAMPAIGNS), POOL_MAX);
	inventory_release(&inventory);
}

static void sids_are_found_again(void **state)
{
	struct inventory inventory;
	char sid[SID_SIZE];
	uint32_t found;

	(void)state;
	begin(&inventory, 0, 0);
	for (uint32_t i = 0; i < inventory.senders.count; i++) {
		inventory_sender_sid(&inventory, i, sid);
		assert_true(inventory_find_sender(&inventory, sid, &found));
		assert_int_equal(found, i);
		memcpy(sid, "ZZ", 2);
		assert_false(inventory_find_sender(&inventory, sid, &found));
	}
	for (uint32_t i = 0; i < inventory.services.count; i++) {
		assert_true(inventory_find_service(&inventory, inventory.services.items[i].sid,
						   &found));
		assert_int_equal(found, i);
	}
	assert_false(inventory_find_sender(&inventory, "PN", &found));
	assert_false(inventory_find_service(&inventory, "MG", &found));
	inventory_release(&inventory);
}

static void joining_and_leaving(void **state)
{
	struct inventory inventory;
	struct sender alpha = { "Fern", NULL, SENDER_ALPHA, CAPABLE_SMS };
	uint32_t index;

	(void)state;
	begin(&inventory, 0, 0);
	assert_int_equal(inventory_pool_of(&inventory, SENDER_US_SUPPORT), SERVICE_NONE);
	inventory_join(&inventory, SERVICE_UK, SENDER_US_SUPPORT, NOW);
	assert_int_equal(inventory_pool_of(&inventory, SENDER_US_SUPPORT), SERVICE_UK);
	assert_false(inventory_leave(&inventory, SERVICE_VERIFY, SENDER_US_SUPPORT));
	assert_true(inventory_leave(&inventory, SERVICE_UK, SENDER_US_SUPPORT));
	assert_false(inventory.senders.items[SENDER_US_SUPPORT].gone);
	inventory_add_sender(&inventory, &alpha, NOW);
	index = (uint32_t)inventory.senders.count - 1;
	inventory_join(&inventory, SERVICE_UK, index, NOW);
	assert_int_equal(inventory_find_address(&inventory, "Fern", SERVICE_UK), index);
	assert_true(inventory_leave(&inventory, SERVICE_UK, index));
	assert_int_equal(inventory_find_address(&inventory, "Fern", SERVICE_UK), -1);
	inventory_release(&inventory);
}

static void a_deleted_service_frees_its_senders(void **state)
{
	struct inventory inventory;
	uint32_t found;

	(void)state;
	begin(&inventory, 0, 0);
	inventory_delete_service(&inventory, SERVICE_CAMPAIGNS);
	assert_true(inventory_pool_is_empty(&inventory, SERVICE_CAMPAIGNS));
	assert_false(inventory_find_service(
		&inventory, inventory.services.items[SERVICE_CAMPAIGNS].sid, &found));
	assert_int_equal(inventory_pool_of(&inventory, SENDER_US_CAMPAIGNS), SERVICE_NONE);
	assert_int_equal(inventory_find_address(&inventory, "Fernhill", SERVICE_NONE),
			 SENDER_ALPHA_NAME);
	assert_int_equal(inventory_service_count(&inventory), 9);
	inventory_release(&inventory);
}

/* Who a service picks can reach the address and is in its pool; the country's own is preferred. */
static void what_is_given_back_is_gone(void **state)
{
	struct inventory inventory;
	struct error err = ERROR_INIT;
	char sid[SID_SIZE];
	uint32_t found;

	(void)state;
	begin(&inventory, 60, 10);
	assert_true(inventory_give_back(&inventory, "numbers,alpha-senders", &err));
	assert_int_equal(inventory_service_count(&inventory), 10);
	for (uint32_t i = 0; i < inventory.senders.count; i++) {
		const struct sender *sender = sender_at(&inventory, i);
		bool gone = sender_is_number(sender) || sender->kind == SENDER_ALPHA;

		inventory_sender_sid(&inventory, i, sid);
		assert_int_equal(inventory_find_sender(&inventory, sid, &found), !gone);
		if (gone)
			assert_int_equal(inventory_pool_of(&inventory, i), SERVICE_NONE);
	}
	assert_false(inventory_pool_is_empty(&inventory, SERVICE_CHANNELS));
	assert_true(inventory_give_back(&inventory, "services", &err));
	assert_int_equal(inventory_service_count(&inventory), 0);
	assert_int_equal(inventory.members.count, 0);
	assert_false(inventory_give_back(&inventory, "short-codes,faxes", &err));
	assert_non_null(strstr(error_text(&err), "not \"faxes\""));
	error_release(&err);
	inventory_release(&inventory);
}

static void services_pick_who_fits(void **state)
{
	static const struct {
		uint32_t service;
		const char *to;
		int sender;
	} cases[] = {
		{ SERVICE_VERIFY, "+12015550100", SENDER_US_SHORT },
		{ SERVICE_VERIFY, "+493023125000", SENDER_ALPHA_NAME },
		{ SERVICE_VERIFY, "whatsapp:+12015550100", -1 },
		{ SERVICE_REMINDERS, "+12015550100", SENDER_US_REMINDERS },
		{ SERVICE_REMINDERS, "+493023125000", SENDER_ALPHA_GO },
		{ SERVICE_CAMPAIGNS, "+12015550100", SENDER_US_CAMPAIGNS },
		{ SERVICE_UK, "+447700900001", SENDER_GB },
		{ SERVICE_BRASIL, "+5511900000001", SENDER_BR },
		{ SERVICE_BRASIL, "whatsapp:+5511900000001", SENDER_WA_BR },
		{ SERVICE_CHANNELS, "whatsapp:+447700900001", SENDER_WA_US },
		{ SERVICE_CHANNELS, "+12015550100", -1 },
	};
	struct inventory inventory;

	(void)state;
	begin(&inventory, 0, 0);
	for (size_t i = 0; i < ARRAY_SIZE(cases); i++)
		assert_int_equal(inventory_pick(&inventory, cases[i].service, cases[i].to),
				 cases[i].sender);
	inventory_release(&inventory);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(senders_are_the_accounts_own),
		cmocka_unit_test(the_history_s_senders_come_first),
		cmocka_unit_test(pools_make_sense),
		cmocka_unit_test(sids_are_found_again),
		cmocka_unit_test(joining_and_leaving),
		cmocka_unit_test(a_deleted_service_frees_its_senders),
		cmocka_unit_test(what_is_given_back_is_gone),
		cmocka_unit_test(services_pick_who_fits),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
