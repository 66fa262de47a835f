/* The plan and what is computed from it: counts, order, chains; and that people and numbers are
 * made up. */
#include "sandbox/plan.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <string.h>

#include <cmocka.h>

#include "base/mem.h"
#include "sandbox/story.h"

#define END 1795431720
#define RATE 60

struct world {
	struct people people;
	struct catalogue catalogue;
	struct plan plan;
};

static void world_init(struct world *world, uint64_t seed, uint32_t messages, uint32_t contacts,
		       uint32_t rate)
{
	people_init(&world->people, seed, contacts);
	catalogue_init(&world->catalogue);
	plan_init(&world->plan, &world->people, &world->catalogue, seed, messages, 120, END, rate);
}

static void world_release(struct world *world)
{
	plan_release(&world->plan);
	catalogue_release(&world->catalogue);
	people_release(&world->people);
}

static void check_order(const struct plan *plan, int64_t from, int64_t until)
{
	for (uint32_t i = 0; i < plan->count; i++) {
		const struct episode *episode = plan_episode(plan, i);

		assert_in_range(plan->times[i], from, until);
		assert_true(i == 0 || plan->times[i - 1] <= plan->times[i]);
		assert_true(plan->refs[i] % REF_LINES < plan_line_count(plan, episode));
		assert_true(plan->previous[i] == PLAN_NONE || plan->previous[i] < i);
		if (plan->previous[i] != PLAN_NONE)
			assert_int_equal(plan_episode(plan, plan->previous[i])->contact,
					 episode->contact);
	}
}

static void histories_have_the_size_asked_for(void **state)
{
	static const uint32_t sizes[] = { 0, 1, 2, 99, 1000, 30000 };
	static const uint32_t contacts[] = { 1, 7, 600 };

	(void)state;
	for (size_t i = 0; i < ARRAY_SIZE(sizes); i++) {
		for (size_t j = 0; j < ARRAY_SIZE(contacts); j++) {
			struct world world;

			world_init(&world, i, sizes[i], contacts[j], 0);
			assert_int_equal(world.plan.count, sizes[i]);
			check_order(&world.plan, END - 120 * 86400, END + PLAN_QUEUE_MAX);
			world_release(&world);
		}
	}
}

/* Adding traffic changes nothing that is there. */
static void futures_are_added_behind(void **state)
{
	struct world world;
	uint32_t count, last_time, last_ref;

	(void)state;
	world_init(&world, 3, 500, 20, RATE);
	count = world.plan.count;
	assert_in_range(count, 500 + PLAN_STRETCH * RATE / 60 - 20, 500 + PLAN_STRETCH * RATE / 60);
	last_time = world.plan.times[count - 1];
	last_ref = world.plan.refs[count - 1];
	plan_extend(&world.plan, RATE);
	assert_true(world.plan.count > count + 1000);
	assert_int_equal(world.plan.times[count - 1], last_time);
	assert_int_equal(world.plan.refs[count - 1], last_ref);
	check_order(&world.plan, END - 120 * 86400, END + 2 * PLAN_STRETCH);
	world_release(&world);
}

static void times_are_found(void **state)
{
	struct world world;

	(void)state;
	world_init(&world, 4, 2000, 20, 0);
	assert_int_equal(plan_lower_bound(&world.plan, INT32_MIN), 0);
	assert_int_equal(plan_lower_bound(&world.plan, (int64_t)1 << 40), 2000);
	for (uint32_t i = 0; i < 2000; i += 97) {
		uint32_t at = plan_lower_bound(&world.plan, world.plan.times[i]);

		assert_true(at <= i && world.plan.times[at] == world.plan.times[i]);
		assert_true(at == 0 || world.plan.times[at - 1] < world.plan.times[i]);
	}
	world_release(&world);
}

static void messages_make_sense(void **state)
{
	struct strbuf text = STRBUF_INIT(STRBUF_TEXT);
	bool seen[STATUS_COUNT] = { false };
	struct world world;

	(void)state;
	world_init(&world, 5, 20000, 300, 0);
	for (uint32_t i = 0; i < world.plan.count; i++) {
		const struct life *life;
		struct tale tale;

		story_tell(&world.plan, i, &tale);
		life = &tale.life;
		seen[life->outcome] = true;
		assert_true(life->created <= life->due && life->due <= life->sent);
		assert_true(life->sent <= life->settled && life->settled <= life->read);
		assert_true(life->sent - life->created <= PLAN_QUEUE_MAX);
		assert_int_equal(life->error != 0, life->outcome == STATUS_UNDELIVERED ||
							   life->outcome == STATUS_FAILED);
		assert_int_equal(life->direction == DIRECTION_INBOUND,
				 life->outcome == STATUS_RECEIVED);
		strbuf_reset(&text);
		story_text(&world.plan, i, &tale, &text);
		assert_true(text.length > 0 || tale.line->media_count > 0);
		assert_null(strchr(text.data, '{')); /* no placeholder is left */
	}
	assert_true(seen[STATUS_DELIVERED] && seen[STATUS_UNDELIVERED] && seen[STATUS_FAILED]);
	assert_true(seen[STATUS_READ] && seen[STATUS_SENT] && seen[STATUS_RECEIVED]);
	strbuf_release(&text);
	world_release(&world);
}

static void contacts_are_found_by_address(void **state)
{
	static const uint32_t counts[] = { 1, 600, 60000 };

	(void)state;
	for (size_t n = 0; n < ARRAY_SIZE(counts); n++) {
		struct people people;

		people_init(&people, 9, counts[n]);
		for (uint32_t i = 0; i < counts[n]; i++) {
			char address[ADDRESS_SIZE];
			size_t length = people_address(&people, i, address);
			const struct country *country = country_of_address(address);
			uint32_t found = UINT32_MAX;

			assert_int_equal(strlen(address), length);
			assert_true(people_find(&people, address, length, &found));
			assert_int_equal(found, i);
			assert_ptr_equal(country, &countries[people.contacts[i].country]);
			assert_int_equal(sender_find(address, length), -1);
		}
		assert_false(people_find(&people, "+10000000000", 12, &(uint32_t){ 0 }));
		people_release(&people);
	}
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(histories_have_the_size_asked_for),
		cmocka_unit_test(futures_are_added_behind),
		cmocka_unit_test(times_are_found),
		cmocka_unit_test(messages_make_sense),
		cmocka_unit_test(contacts_are_found_by_address),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
