#include "base/clock.h"
#include "base/hash.h"
#include "base/mem.h"
#include "figures.h"
#include "model/conversation.h"
#include "model/filter.h"
#include "model/stats.h"
#include "parts.h"

#define NOW INT64_C(1795000000)
#define WINDOWS 8
#define PAGE 1000
#define FEW_CONTACTS 600
#define MANY 1000000
#define SLICE_NS INT64_C(5000000)

/* How an account's history comes in. */
enum arrival { IN_ORDER, IN_WINDOWS, SHUFFLED };

static const char *const arrival_names[] = {
	[IN_ORDER] = "newest first",
	[IN_WINDOWS] = "8 windows, page by page",
	[SHUFFLED] = "shuffled",
};

/* The texts that a message of the history lies in. */
struct sample {
	char from[24];
	char to[24];
	char body[128];
};

/* Of this process alone: the machine may have others to serve. */
static int64_t cpu_ns(void)
{
	struct timespec now;

	clock_gettime(CLOCK_PROCESS_CPUTIME_ID, &now);
	return now.tv_sec * INT64_C(1000000000) + now.tv_nsec;
}

static uint64_t mix(uint64_t value)
{
	value = (value ^ value >> 31) * UINT64_C(0xbf58476d1ce4e5b9);
	value = (value ^ value >> 29) * UINT64_C(0x94d049bb133111eb);
	return value ^ value >> 32;
}

/* Message number `place` of the history, 0 the newest. */
static void make(struct sample *sample, size_t place, size_t contacts, struct message *message)
{
	static const char words[] =
		"Appt. reminder: Tue 3:15 pm with Dr. Ng. Reply C to confirm, R to "
		"reschedule. Your code is 491 022.";
	uint64_t random = mix(place + 1);
	uint64_t halves[2] = { random, mix(random) };
	int from = snprintf(sample->from, sizeof(sample->from), "+1512555%04u",
			    (unsigned)(random >> 40) % 10);
	int to = snprintf(sample->to, sizeof(sample->to), "+1415%07u",
			  (unsigned)(random % contacts));
	size_t length = 40 + (random >> 20) % 60;

	memcpy(sample->body, words, length);
	*message = (struct message){
		.sid = { .kind = SID_SM },
		.from = { .data = sample->from, .length = (size_t)from },
		.to = { .data = sample->to, .length = (size_t)to },
		.body = { .data = sample->body, .length = length },
		.price_unit = { .data = "USD", .length = 3 },
		.price = { .units = -790 * (int64_t)(1 + random % 3), .scale = 5 },
		.date_created = NOW - (int64_t)(place / 3) - 1,
		.date_sent = NOW - (int64_t)(place / 3),
		.date_updated = NOW - (int64_t)(place / 3) + 3,
		.num_segments = 1,
		.status = random % 10 == 0 ? STATUS_SENT : STATUS_DELIVERED,
		.direction = DIRECTION_OUTBOUND_API,
		.has_price = true,
	};
	memcpy(message->sid.bytes, halves, sizeof(halves));
}

static size_t place_of(enum arrival arrival, size_t i, size_t count)
{
	size_t page = i / PAGE;

	if (arrival == IN_WINDOWS && count % (WINDOWS * PAGE) == 0)
		return page % WINDOWS * (count / WINDOWS) + page / WINDOWS * PAGE + i % PAGE;
	if (arrival == SHUFFLED) /* the prime shares no factor with a round count */
		return (size_t)((uint64_t)i * 7368787 % count);
	return i;
}

/* The plain way to keep a message: one block for it and its texts. */
static void *keep(const struct message *message)
{
	char *block = xmalloc(sizeof(*message) + message->from.length + message->to.length +
			      message->body.length);
	char *at = block + sizeof(*message);

	memcpy(block, message, sizeof(*message));
	memcpy(at, message->from.data, message->from.length);
	memcpy(at + message->from.length, message->to.data, message->to.length);
	memcpy(at + message->from.length + message->to.length, message->body.data,
	       message->body.length);
	return block;
}

struct cost {
	double making; /* nanoseconds a message */
	double keeping;
	double putting;
};

static struct store *fill(enum arrival arrival, size_t count, size_t contacts, struct cost *cost)
{
	struct store *store = store_new();
	void **kept = xcalloc(count, sizeof(*kept));
	struct sample sample;
	struct message message;
	int64_t start = cpu_ns();
	int64_t made;
	int64_t all_kept;

	for (size_t i = 0; i < count; i++)
		make(&sample, place_of(arrival, i, count), contacts, &message);
	made = cpu_ns();
	for (size_t i = 0; i < count; i++) {
		make(&sample, place_of(arrival, i, count), contacts, &message);
		kept[i] = keep(&message);
	}
	all_kept = cpu_ns();
	for (size_t i = 0; i < count; i++)
		free(kept[i]);
	free(kept);
	cost->making = (double)(made - start) / (double)count;
	cost->keeping = (double)(all_kept - made) / (double)count - cost->making;
	start = cpu_ns();
	for (size_t i = 0; i < count; i++) {
		make(&sample, place_of(arrival, i, count), contacts, &message);
		store_put(store, &message, NULL);
	}
	cost->putting = (double)(cpu_ns() - start) / (double)count - cost->making;
	return store;
}

static void measure_put(enum arrival arrival, size_t count, size_t contacts)
{
	struct store_memory memory;
	struct conversation_list *list;
	struct cost cost;
	struct store *store = fill(arrival, count, contacts, &cost);
	double messages = (double)count;
	size_t listing;
	double beyond;

	store_memory(store, &memory);
	list = conversation_list_new(store);
	listing = conversation_list_memory(list);
	beyond = (double)(memory.columns + memory.indexes + memory.text_slack + memory.interned);
	printf("  %-24s %7zu  %5.1f  %5.1f  %5.1f  %5.1f  %6.1f  %5.1f  %6.0f  x %.1f\n",
	       arrival_names[arrival], contacts, (double)memory.columns / messages,
	       (double)memory.indexes / messages, (double)memory.text_slack / messages,
	       (double)memory.interned / messages, beyond / messages, (double)listing / messages,
	       cost.putting, cost.putting / cost.keeping);
	if (count == MANY)
		figure_set(contacts == FEW_CONTACTS ? FIGURE_CACHE : FIGURE_CACHE_CONTACTS,
			   (beyond + (double)listing) / messages, 0);
	conversation_list_free(list);
	store_free(store);
}

static double scan(const struct store *store, const char *query, size_t *found)
{
	struct filter *filter = filter_compile(query, strlen(query), NOW, WHEN_UTC, NULL, NULL);
	size_t count = store_count(store);
	int64_t start = cpu_ns();

	*found = 0;
	for (size_t rank = 0; rank < count; rank += PAGE) {
		size_t end = rank + PAGE < count ? rank + PAGE : count;

		for (size_t i = rank; i < end; i++)
			*found += filter_match(filter, store, store_at(store, i));
	}
	filter_free(filter);
	return (double)(cpu_ns() - start) / (double)count;
}

/* What the overview counts of what a query lets pass, in slices as on the screen. */
static void measure_stats(struct store *store, const char *query)
{
	size_t count = store_count(store);
	struct stats *stats = stats_new(store);
	struct filter *filter = filter_compile(query, strlen(query), NOW, WHEN_UTC, NULL, NULL);
	struct period period;
	int64_t longest = 0, all = 0;
	bool more = true;

	period_set(&period, PERIOD_ALL, 0, NOW, store_time(store, store_at(store, count - 1)),
		   WHEN_UTC);
	stats_narrow(stats, filter);
	stats_start(stats, &period, WHEN_UTC);
	while (more) {
		int64_t start = cpu_ns();
		more = stats_work(stats, clock_mono_ns() + SLICE_NS);
		int64_t took = cpu_ns() - start;
		longest = took > longest ? took : longest;
		all += took;
	}
	printf("  %-40s %8u found  %6.0f  the longest slice %.1f ms\n", query,
	       stats_result(stats)->now.traffic.sent + stats_result(stats)->now.traffic.received,
	       (double)all / (double)count, (double)longest / 1e6);
	stats_free(stats);
	filter_free(filter);
}

static void measure_overview(void)
{
	static const char *const queries[] = { "", "country:US", "reschedule", "country:MX" };
	struct cost cost;
	struct store *store = fill(IN_ORDER, MANY, MANY / 3, &cost);

	printf("\nStatistics over %d messages with %d contacts, in slices of %d ms, nanoseconds a "
	       "message\n",
	       MANY, MANY / 3, (int)(SLICE_NS / 1000000));
	for (size_t i = 0; i < ARRAY_SIZE(queries); i++)
		measure_stats(store, queries[i]);
	store_free(store);
}

static void measure_filter(size_t count)
{
	static const char *const queries[] = {
		"status:sent",
		"reschedule",
		"nowhere",
		"with:+1415 -reschedule",
		"is:failed or (price>0.01 since:1d)",
	};
	struct cost cost;
	struct store *store = fill(IN_ORDER, count, 600, &cost);
	size_t found;
	double everything = scan(store, "", &found);

	printf("\nFilter over %zu messages, nanoseconds a message (x: against looking at each row)\n",
	       count);
	for (size_t i = 0; i < ARRAY_SIZE(queries); i++) {
		double took = scan(store, queries[i], &found);

		printf("  %-40s %8zu found  %6.0f  x %.1f\n", queries[i], found, took,
		       took / everything);
	}
	store_free(store);
}

void bench_store(const struct bench *bench)
{
	/* A round count, so that windows are of whole pages. */
	size_t count = (bench->messages / (WINDOWS * PAGE) + 1) * WINDOWS * PAGE;

	hash_init();
	printf("\nCache of %zu messages: bytes a message, nanoseconds to put one (x: against a copy)\n",
	       count);
	printf("  %-24s contacts  cols  index  slack  other  beyond  convs     put\n", "arrival");
	for (enum arrival arrival = IN_ORDER; arrival <= SHUFFLED; arrival++) {
		measure_put(arrival, count, FEW_CONTACTS);
		measure_put(arrival, count, count / 3);
	}
	printf("  the same of %d messages\n", MANY);
	measure_put(IN_WINDOWS, MANY, FEW_CONTACTS);
	measure_put(IN_WINDOWS, MANY, MANY / 3);
	measure_filter(count);
	measure_overview();
}
