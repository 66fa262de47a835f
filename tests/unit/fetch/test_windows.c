/*
 * The history in windows against a small model of the service, under every reading of the date
 * filter that is thinkable, with messages of the same second, messages that were never sent,
 * arrivals and deletions, and answers in any order.
 */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

#include "base/date.h"
#include "base/mem.h"
#include "fetch/windows.h"

#define PAGE 10
#define SLOTS 6
#define DAY 86400
#define NOW INT64_C(1700000000)
#define MESSAGES_MAX 4000

enum null_order { NULLS_BY_CREATION, NULLS_FIRST, NULLS_LAST };

struct reading {
	const char *name;
	bool by_day;
	bool first_second;
	bool nulls_listed;
	enum null_order null_order;
	bool ignored; /* the filter has no effect at all */
};

struct world {
	struct reading reading;
	uint32_t seed;
	struct message messages[MESSAGES_MAX]; /* in the order of the list */
	size_t count;
	bool delivered[MESSAGES_MAX]; /* by number, see number_of() */
	bool deleted[MESSAGES_MAX];
	bool late[MESSAGES_MAX]; /* arrived after the start */
	uint32_t numbers;
	size_t pages;
};

static uint32_t draw(struct world *world, uint32_t below)
{
	world->seed ^= world->seed << 13;
	world->seed ^= world->seed >> 17;
	world->seed ^= world->seed << 5;
	return world->seed % below;
}

static uint32_t number_of(const struct message *message)
{
	uint32_t number;
	memcpy(&number, message->sid.bytes, sizeof(number));
	return number;
}

/* The list's key: greater comes first. */
static int64_t key_of(const struct world *world, const struct message *message)
{
	if (message->date_sent != DATE_NONE)
		return message->date_sent;
	switch (world->reading.null_order) {
	case NULLS_FIRST:
		return INT64_MAX;
	case NULLS_LAST:
		return INT64_MIN;
	default:
		return message->date_created;
	}
}

static struct message *add_message(struct world *world, int64_t created, int64_t sent)
{
	struct message message = { .date_created = created, .date_sent = sent };
	size_t at = 0;
	assert_true(world->count < MESSAGES_MAX);
	message.sid.kind = SID_SM;
	memcpy(message.sid.bytes, &world->numbers, sizeof(world->numbers));
	world->numbers++;
	while (at < world->count && key_of(world, &world->messages[at]) >= key_of(world, &message))
		at++;
	memmove(&world->messages[at + 1], &world->messages[at],
		(world->count - at) * sizeof(message));
	world->messages[at] = message;
	world->count++;
	return &world->messages[at];
}

static void delete_one(struct world *world)
{
	size_t at = draw(world, (uint32_t)world->count);
	world->deleted[number_of(&world->messages[at])] = true;
	world->count--;
	memmove(&world->messages[at], &world->messages[at + 1],
		(world->count - at) * sizeof(world->messages[0]));
}

static bool passes(const struct world *world, const struct message *message,
		   const struct chain *chain)
{
	const struct reading *reading = &world->reading;
	int64_t when = message->date_sent;
	if (chain->bound == DATE_NONE || reading->ignored)
		return true;
	if (when == DATE_NONE) {
		if (!reading->nulls_listed)
			return false;
		when = message->date_created;
	}
	if (chain->by_time && !reading->by_day)
		return when <= chain->bound;
	int64_t midnight = date_utc_midnight(chain->bound);
	return when <= (reading->first_second ? midnight : midnight + DAY - 1);
}

/* One page; the link is the list's key and the number of its last message. */
static size_t serve(struct world *world, const struct chain *chain, const char *link,
		    struct message page[PAGE], char next[64])
{
	long long after_key = 0;
	unsigned after = 0;
	size_t count = 0;
	bool started = !link;
	if (link)
		assert_int_equal(sscanf(link, "%lld/%u", &after_key, &after), 2);
	world->pages++;
	next[0] = '\0';
	for (size_t i = 0; i < world->count; i++) {
		const struct message *message = &world->messages[i];
		int64_t key = key_of(world, message);
		if (!started) {
			/* Among equal keys the order is that of the numbers. */
			started = key < after_key ||
				  (key == after_key && number_of(message) > after);
			if (!started)
				continue;
		}
		if (!passes(world, message, chain))
			continue;
		if (count == PAGE) {
			snprintf(next, 64, "%lld/%u", (long long)key_of(world, &page[PAGE - 1]),
				 number_of(&page[PAGE - 1]));
			return count;
		}
		page[count++] = *message;
	}
	return count;
}

static void deliver(struct world *world, const struct message *page, size_t count)
{
	for (size_t i = 0; i < count; i++)
		world->delivered[number_of(&page[i])] = true;
}

struct flight {
	struct chain *chains[64];
	size_t count;
};

static void land(struct flight *flight, const struct chain *chain)
{
	for (size_t i = 0; i < flight->count; i++) {
		if (flight->chains[i] == chain) {
			flight->chains[i] = flight->chains[--flight->count];
			return;
		}
	}
}

static void drop(struct chain *chain, void *context)
{
	land(context, chain);
}

static struct text link_text(const char *next)
{
	struct text text = { .data = NULL };
	if (next[0]) {
		text.data = next;
		text.length = strlen(next);
	}
	return text;
}

/* What is said to be complete is complete. */
static void check_promise(struct world *world, const struct windows *windows)
{
	int64_t complete_to = windows_complete_to(windows);
	for (size_t i = 0; i < world->count; i++) {
		const struct message *message = &world->messages[i];
		uint32_t number = number_of(message);
		if (message->date_sent != DATE_NONE && message->date_sent >= complete_to &&
		    !world->late[number] && !world->delivered[number])
			fail_msg("%s: message %u of %lld is missing, complete to %lld",
				 world->reading.name, number, (long long)message->date_sent,
				 (long long)complete_to);
	}
}

static void answer_one(struct world *world, struct windows *windows, struct flight *flight,
		       bool forgetful)
{
	struct message page[PAGE];
	struct error err = ERROR_INIT;
	char next[64];
	struct chain *chain = flight->chains[draw(world, (uint32_t)flight->count)];
	land(flight, chain);
	if (forgetful && chain->next && draw(world, 40) == 0 && windows_restart(windows, chain)) {
		flight->chains[flight->count++] = chain;
		return;
	}
	size_t count = serve(world, chain, chain->next, page, next);
	deliver(world, page, count);
	assert_true(windows_page(windows, chain, page, count, link_text(next), drop, flight, &err));
	if (windows->hint_newest == DATE_NONE)
		windows_hint(windows, page, count);
	if (chain->state == CHAIN_OPEN)
		flight->chains[flight->count++] = chain;
}

static void walk_to_the_end(struct world *world, const struct windows *windows)
{
	const struct chain unfiltered = { .bound = DATE_NONE };
	const struct chain *newest = windows->newest;
	char next[64];
	snprintf(next, sizeof(next), "%s",
		 newest->bound == DATE_NONE && newest->next ? newest->next : "");
	do {
		struct message page[PAGE];
		char link[64];
		memcpy(link, next, sizeof(link));
		size_t count = serve(world, &unfiltered, link[0] ? link : NULL, page, next);
		deliver(world, page, count);
	} while (next[0]);
}

static void check_all(struct world *world, const char *what)
{
	for (size_t i = 0; i < world->count; i++) {
		uint32_t number = number_of(&world->messages[i]);
		if (!world->late[number] && !world->delivered[number])
			fail_msg("%s (%s): message %u is missing", world->reading.name, what,
				 number);
	}
}

static void load(struct world *world, bool alive, bool forgetful)
{
	struct windows windows;
	struct flight flight = { .count = 0 };
	struct message page[PAGE];
	char next[64];

	windows_init(&windows, DATE_NONE, DATE_NONE);
	windows.page = PAGE;
	/* Either a first page tells what to expect, or nothing does. */
	if (draw(world, 2)) {
		size_t first = serve(world, windows.newest, NULL, page, next);
		deliver(world, page, first);
		windows_hint(&windows, page, first);
	}
	flight.chains[flight.count++] = windows.newest;
	while (flight.count) {
		struct chain *more = flight.count < SLOTS ? windows_split(&windows) : NULL;
		if (!more && flight.count < SLOTS)
			more = windows_guess(&windows, NOW);
		if (more) {
			flight.chains[flight.count++] = more;
			continue;
		}
		answer_one(world, &windows, &flight, forgetful);
		check_promise(world, &windows);
		if (alive && draw(world, 3) == 0) {
			uint32_t number = world->numbers;
			add_message(world, NOW + number, NOW + number);
			world->late[number] = true;
		}
		if (alive && draw(world, 3) == 0 && world->count > 5)
			delete_one(world);
		assert_true(world->pages < 4 * (world->numbers / PAGE) + 200);
	}
	assert_true(windows_is_over(&windows));
	assert_null(windows_failed(&windows));
	assert_true(windows_complete_to(&windows) == DATE_NONE);
	if (windows_may_miss_unsent(&windows))
		walk_to_the_end(world, &windows);
	check_all(world, alive ? "alive" : "still");
	windows_release(&windows);
}

/* Days of very different weight, seconds shared by many, and the edges of days. */
static void fill(struct world *world, size_t count, bool unsent)
{
	int64_t midnight = date_utc_midnight(NOW);
	for (size_t i = 0; i < count; i++) {
		uint32_t kind = draw(world, 10);
		int64_t day = midnight - (int64_t)draw(world, draw(world, 2) ? 90 : 9) * DAY;
		int64_t when = day + draw(world, DAY);
		if (kind == 0)
			when = day;
		else if (kind == 1)
			when = day + DAY - 1;
		else if (kind < 5)
			when = midnight - 3 * DAY + 40000 + draw(world, 5);
		bool never = unsent && draw(world, 12) == 0;
		add_message(world, when, never ? DATE_NONE : when);
	}
}

static const struct reading readings[] = {
	{ .name = "second" },
	{ .name = "second, first second", .first_second = true },
	{ .name = "day", .by_day = true },
	{ .name = "day, first second", .by_day = true, .first_second = true },
	{ .name = "nulls listed by creation", .nulls_listed = true },
	{ .name = "nulls first", .null_order = NULLS_FIRST },
	{ .name = "nulls first, listed", .nulls_listed = true, .null_order = NULLS_FIRST },
	{ .name = "nulls last", .null_order = NULLS_LAST },
	{ .name = "nulls last, listed", .nulls_listed = true, .null_order = NULLS_LAST },
	{ .name = "day, nulls last, listed",
	  .by_day = true,
	  .first_second = true,
	  .nulls_listed = true,
	  .null_order = NULLS_LAST },
	{ .name = "ignored", .ignored = true },
};

static void run(size_t count, bool unsent, bool alive, bool forgetful)
{
	for (size_t i = 0; i < ARRAY_SIZE(readings); i++) {
		for (uint32_t seed = 1; seed <= 8; seed++) {
			struct world *world = xcalloc(1, sizeof(*world));
			world->reading = readings[i];
			world->seed = seed * 2654435761u;
			fill(world, count, unsent);
			load(world, alive, forgetful);
			free(world);
		}
	}
}

static void test_complete(void **state)
{
	(void)state;
	static const size_t counts[] = { 0, 1, 9, 10, 11, 50, 300, 1200 };
	for (size_t i = 0; i < ARRAY_SIZE(counts); i++)
		run(counts[i], false, false, false);
}

static void test_complete_with_unsent(void **state)
{
	(void)state;
	run(40, true, false, false);
	run(700, true, false, false);
}

static void test_complete_while_it_changes(void **state)
{
	(void)state;
	run(200, false, true, false);
	run(700, true, true, false);
}

static void test_complete_when_links_are_forgotten(void **state)
{
	(void)state;
	run(700, false, false, true);
	run(700, false, true, true);
}

/* All in one second: nothing to cut, nothing lost. */
static void test_one_second(void **state)
{
	(void)state;
	for (size_t i = 0; i < ARRAY_SIZE(readings); i++) {
		struct world *world = xcalloc(1, sizeof(*world));
		world->reading = readings[i];
		world->seed = 7;
		for (int n = 0; n < 500; n++)
			add_message(world, NOW, NOW);
		load(world, false, false);
		assert_true(world->pages <= 70);
		free(world);
	}
}

/* A day with nearly everything in it is cut within, where the service heeds the time of day. */
static void test_cuts_within_a_day(void **state)
{
	(void)state;
	struct world *world = xcalloc(1, sizeof(*world));
	struct windows windows;
	struct flight flight = { .count = 0 };
	struct message page[PAGE];
	char next[64];
	bool cut = false;
	world->seed = 3;
	for (int n = 0; n < 600; n++)
		add_message(world, NOW - n * 60, NOW - n * 60);
	windows_init(&windows, DATE_NONE, DATE_NONE);
	windows.page = PAGE;
	size_t count = serve(world, windows.newest, NULL, page, next);
	windows_hint(&windows, page, count);
	flight.chains[flight.count++] = windows.newest;
	while (flight.count) {
		struct chain *more = flight.count < SLOTS ? windows_split(&windows) : NULL;
		if (more) {
			cut |= more->by_time;
			flight.chains[flight.count++] = more;
		} else {
			answer_one(world, &windows, &flight, false);
		}
	}
	assert_true(cut);
	check_all(world, "one day");
	windows_release(&windows);
	free(world);
}

/* It stops at `since`, and does not cut below it. */
static void test_since(void **state)
{
	(void)state;
	struct world *world = xcalloc(1, sizeof(*world));
	struct windows windows;
	struct flight flight = { .count = 0 };
	struct message page[PAGE];
	char next[64];
	int64_t since = NOW - 20 * DAY;
	world->seed = 5;
	for (int n = 0; n < 2000; n++)
		add_message(world, NOW - n * 4000, NOW - n * 4000);
	windows_init(&windows, since, DATE_NONE);
	windows.page = PAGE;
	size_t count = serve(world, windows.newest, NULL, page, next);
	windows_hint(&windows, page, count);
	flight.chains[flight.count++] = windows.newest;
	while (flight.count) {
		struct chain *more = flight.count < SLOTS ? windows_split(&windows) : NULL;
		if (more) {
			assert_true(more->bound > since);
			flight.chains[flight.count++] = more;
		} else {
			answer_one(world, &windows, &flight, false);
			check_promise(world, &windows);
		}
	}
	assert_true(windows_complete_to(&windows) == since);
	assert_true(world->pages < 2 * 432 / PAGE);
	windows_release(&windows);
	free(world);
}

static void check_guess(struct windows *windows, int64_t bound)
{
	struct chain *chain = windows_guess(windows, NOW);

	assert_non_null(chain);
	assert_true(chain->bound == bound);
	assert_null(chain->older);
	assert_false(chain->by_time);
}

/* Before anything is known it cuts where messages are likely, and within what is asked for. */
static void test_guess(void **state)
{
	(void)state;
	const int64_t since = date_utc_midnight(NOW) - 64 * DAY;
	struct windows windows;

	windows_init(&windows, DATE_NONE, DATE_NONE);
	check_guess(&windows, date_utc_midnight(NOW - WINDOWS_RETENTION / 64));
	check_guess(&windows, date_utc_midnight(NOW - WINDOWS_RETENTION / 16));
	check_guess(&windows, date_utc_midnight(NOW - WINDOWS_RETENTION / 4));
	assert_null(windows_guess(&windows, NOW));
	windows_release(&windows);

	windows_init(&windows, since, since + 32 * DAY);
	check_guess(&windows, since + 32 * DAY);
	check_guess(&windows, since + 30 * DAY);
	check_guess(&windows, since + 24 * DAY);
	assert_null(windows_guess(&windows, NOW));
	windows_release(&windows);

	/* A day cannot be cut by days. */
	windows_init(&windows, NOW - DAY / 2, DATE_NONE);
	while (windows_guess(&windows, NOW))
		assert_true(windows.newest->older->bound > NOW - DAY / 2);
	assert_true(windows_count(&windows) <= 2);
	windows_release(&windows);
}

/* What is known is not guessed at. */
static void test_no_guess(void **state)
{
	(void)state;
	const struct window_saved saved = { .window = { .id = 1, .done = true } };
	struct world *world = xcalloc(1, sizeof(*world));
	struct windows windows;
	struct message page[PAGE];
	char next[64];

	world->seed = 5;
	for (int n = 0; n < 1000; n++)
		add_message(world, NOW - n * 4000, NOW - n * 4000);
	windows_init(&windows, DATE_NONE, DATE_NONE);
	windows_hint(&windows, page, serve(world, windows.newest, NULL, page, next));
	assert_null(windows_guess(&windows, NOW));
	windows_release(&windows);
	windows_init(&windows, DATE_NONE, DATE_NONE);
	windows_restore(&windows, &saved);
	assert_null(windows_guess(&windows, NOW));
	windows_release(&windows);
	free(world);
}

/* The loss of a chain that has begun is told; of one that has not, it is none. */
static void test_failure(void **state)
{
	(void)state;
	struct world *world = xcalloc(1, sizeof(*world));
	struct windows windows;
	struct message page[PAGE];
	char next[64];
	world->seed = 5;
	for (int n = 0; n < 1000; n++)
		add_message(world, NOW - n * 4000, NOW - n * 4000);
	windows_init(&windows, DATE_NONE, DATE_NONE);
	windows.page = PAGE;
	assert_true(windows_complete_to(&windows) == INT64_MAX);
	size_t count = serve(world, windows.newest, NULL, page, next);
	windows_hint(&windows, page, count);
	assert_true(windows_page(&windows, windows.newest, page, count, link_text(next), drop, NULL,
				 NULL));
	assert_true(windows_complete_to(&windows) == NOW - 9 * 4000 + 1);

	struct chain *cut = windows_split(&windows);
	struct error err = ERROR_INIT;
	assert_non_null(cut);
	error_set(&err, ERROR_NETWORK, "gone");
	assert_false(windows_fail(&windows, cut, &err));
	assert_int_equal(err.kind, ERROR_NONE);
	assert_null(windows.newest->older);

	error_set(&err, ERROR_NETWORK, "gone");
	assert_true(windows_fail(&windows, windows.newest, &err));
	assert_true(windows_is_over(&windows));
	assert_ptr_equal(windows_failed(&windows), windows.newest);
	assert_int_equal(windows.newest->error.kind, ERROR_NETWORK);
	assert_true(windows_complete_to(&windows) == NOW - 9 * 4000 + 1);
	windows_release(&windows);
	free(world);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(test_complete),
		cmocka_unit_test(test_complete_with_unsent),
		cmocka_unit_test(test_complete_while_it_changes),
		cmocka_unit_test(test_complete_when_links_are_forgotten),
		cmocka_unit_test(test_one_second),
		cmocka_unit_test(test_cuts_within_a_day),
		cmocka_unit_test(test_since),
		cmocka_unit_test(test_guess),
		cmocka_unit_test(test_no_guess),
		cmocka_unit_test(test_failure),
	};
	return cmocka_run_group_tests(tests, NULL, NULL);
}
