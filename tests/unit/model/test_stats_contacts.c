#include "sample.h"

#include "model/stats_contacts.h"

static struct stats_contacts contacts;

static int tear_down(void **state)
{
	(void)state;
	stats_contacts_release(&contacts);
	return 0;
}

static void test_each_once(void **state)
{
	(void)state;
	for (unsigned again = 0; again < 2; again++) {
		assert_true(stats_contacts_meet(&contacts, 7, STATS_VOLUME));
		assert_false(stats_contacts_meet(&contacts, 7, STATS_VOLUME));
		assert_true(stats_contacts_meet(&contacts, 7, STATS_FAILURES));
		assert_true(stats_contacts_meet(&contacts, 0, STATS_VOLUME));
		assert_false(stats_contacts_meet(&contacts, 7, STATS_FAILURES));
		stats_contacts_clear(&contacts);
	}
}

/* No kind, group, contact or measure is taken for another. */
static void test_each_once_in_a_group(void **state)
{
	(void)state;
	static const uint32_t numbers[] = { 0, 1, 255, 256, 70000, (1u << 26) - 1 };

	for (unsigned again = 0; again < 2; again++)
		for (size_t i = 0; i < ARRAY_SIZE(numbers); i++)
			for (size_t k = 0; k < ARRAY_SIZE(numbers); k++)
				for (unsigned kind = 0; kind < STATS_KINDS; kind++)
					for (unsigned by = 0; by < STATS_SPEND; by++)
						assert_int_equal(stats_contacts_meet_in(
									 &contacts,
									 (enum stats_kind)kind,
									 numbers[i], numbers[k],
									 (enum stats_measure)by),
								 again == 0);
	assert_false(contacts.full);
}

/* Memory has an end: then it is said that there may be more, and nobody is counted twice. */
static void test_more_than_are_remembered(void **state)
{
	(void)state;
	uint32_t met = 0;
	size_t slots = 0;

	for (uint32_t i = 0; i < STATS_CONTACTS_MAX; i++)
		met += stats_contacts_meet_in(&contacts, STATS_SENDER, 1, i, STATS_VOLUME);
	assert_int_equal(met, STATS_CONTACTS_MAX);
	assert_false(stats_contacts_meet_in(&contacts, STATS_SENDER, 1, 5, STATS_VOLUME));
	assert_false(contacts.full);
	assert_false(stats_contacts_meet_in(&contacts, STATS_SENDER, 2, 5, STATS_VOLUME));
	assert_true(contacts.full);
	for (size_t i = 0; i < STATS_CONTACT_SETS; i++)
		slots += contacts.sets[i].capacity;
	assert_true(slots * sizeof(*contacts.sets[0].slots) <= 16u << 20);
	stats_contacts_clear(&contacts);
	assert_false(contacts.full);
	assert_true(stats_contacts_meet_in(&contacts, STATS_SENDER, 2, 5, STATS_VOLUME));
}

int main(void)
{
	static const struct CMUnitTest tests[] = {
		cmocka_unit_test_teardown(test_each_once, tear_down),
		cmocka_unit_test_teardown(test_each_once_in_a_group, tear_down),
		cmocka_unit_test_teardown(test_more_than_are_remembered, tear_down),
	};

	return cmocka_run_group_tests_name("model/stats_contacts", tests, NULL, NULL);
}
