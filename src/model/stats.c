#include "model/stats.h"

#include <stdlib.h>

#include "base/clock.h"
#include "base/mem.h"
#include "model/address.h"
#include "model/stats_contacts.h"

#define SLICE_ROWS 128
#define QUARTER_HOUR 900 /* no zone's clocks change within one */

struct stats {
	struct store *store;
	struct filter *filter;      /* NULL: everything is counted */
	struct stats_result *shown; /* of the last whole pass */
	struct stats_result *next;  /* of the one under way, or NULL */
	uint64_t key;               /* of the message that comes next; 0: none */
	bool lost;                  /* its place is not known any more: the pass begins again */
	bool stale;
	/* The quarter of an hour of the last message, and where it stands in the heat map. */
	int64_t quarter;
	unsigned weekday, hour;
	/* Of each contact that has been met, its country's number among the names of `next`, plus one. */
	struct VEC(uint16_t) countries;
	struct stats_contacts contacts; /* that are counted in `next` */
};

/* -- one message ------------------------------------------------------------------------------- */

/* What one message adds to each count that it belongs to. */
struct share {
	struct stats_count one;
	size_t currency; /* of its price; STATS_CURRENCIES: none */
	bool now;        /* in the period, not the one before */
	uint32_t contact;
	bool first[STATS_SPEND]; /* of its contact, by this measure */
};

static void add(struct stats_count *to, const struct share *share)
{
	const struct stats_count *one = &share->one;

	to->traffic.sent += one->traffic.sent;
	to->traffic.delivered += one->traffic.delivered;
	to->traffic.failed += one->traffic.failed;
	to->traffic.received += one->traffic.received;
	to->waiting += one->waiting;
	to->scheduled += one->scheduled;
	/* The sum over all fits (share_price), and charges have one sign: parts of it fit too. */
	if (share->currency < STATS_CURRENCIES)
		decimal_add(&to->spend[share->currency], one->spend[share->currency]);
}

/* Takes the price in where the whole sum can hold it; what cannot be summed is counted. */
static void share_price(struct stats_result *result, const struct message *message, bool now,
			struct share *share)
{
	struct stats_count *total = now ? &result->now : &result->before;

	share->currency = STATS_CURRENCIES;
	if (!message->has_price || decimal_is_zero(message->price))
		return;
	size_t currency = stats_result_currency(result, message->price_unit);
	if (currency < STATS_CURRENCIES) {
		struct decimal sum = total->spend[currency];
		share->one.spend[currency] = decimal_negate(message->price);
		if (decimal_add(&sum, share->one.spend[currency])) {
			share->currency = currency;
			return;
		}
	}
	result->unsummed += now;
}

static void share_traffic(const struct message *message, struct share *share)
{
	struct traffic_count *traffic = &share->one.traffic;
	enum message_status status = (enum message_status)message->status;

	if (message->direction == DIRECTION_INBOUND) {
		traffic->received = 1;
		return;
	}
	if (status == STATUS_SCHEDULED) {
		share->one.scheduled = 1;
		return;
	}
	if (status == STATUS_CANCELED)
		return;
	traffic->sent = 1;
	traffic->delivered = status == STATUS_DELIVERED || status == STATUS_READ;
	traffic->failed = message_status_is_failure(status);
	share->one.waiting = !message_status_is_final(status);
}

/* The contact is counted by what the message counts as; STATS_SPEND has no contacts of its own. */
static void share_contact(struct stats *stats, struct share *share)
{
	if (!share->now || share->contact == STORE_NO_CONTACT)
		return;
	for (enum stats_measure measure = STATS_FAILURES; measure < STATS_SPEND; measure++) {
		share->first[measure] =
			!stats_is_zero(&share->one, measure, 0) &&
			stats_contacts_meet(&stats->contacts, share->contact, measure);
		stats->next->contacts[measure] += share->first[measure];
	}
}

/* A contact is of one country: it is new there when it is new at all. */
static void add_contact(struct stats *stats, enum stats_kind kind, struct stats_group *group,
			const struct share *share)
{
	uint32_t number = (uint32_t)(group - stats->next->groups[kind].items);

	for (enum stats_measure measure = STATS_FAILURES; measure < STATS_SPEND; measure++)
		if (kind == STATS_COUNTRY)
			group->contacts[measure] += share->first[measure];
		else if (!stats_is_zero(&share->one, measure, 0))
			group->contacts[measure] += stats_contacts_meet_in(
				&stats->contacts, kind, number, share->contact, measure);
}

static void add_group(struct stats *stats, enum stats_kind kind, struct text name,
		      const struct share *share)
{
	struct stats_group *group = stats_result_group(stats->next, kind, name);

	if (!group)
		return;
	add(share->now ? &group->now : &group->before, share);
	if (share->now && share->contact != STORE_NO_CONTACT)
		add_contact(stats, kind, group, share);
}

/* Whatever became of the message, it counts as a failure, and as nothing else. */
static void add_code(struct stats *stats, const struct message *message, const struct share *share)
{
	struct share counted = *share;
	char digits[16];

	if (!message->error_code)
		return;
	counted.one.traffic = (struct traffic_count){ .failed = 1 };
	int length = snprintf(digits, sizeof(digits), "%d", (int)message->error_code);
	add_group(stats, STATS_CODE, (struct text){ digits, (size_t)length }, &counted);
}

/* The country of a contact, which is found out once in a pass; null for none. */
static struct text country_of(struct stats *stats, uint32_t contact, const struct message *message)
{
	struct intern *names = &stats->next->names[STATS_COUNTRY];
	struct address other;

	if (contact == STORE_NO_CONTACT)
		return (struct text){ NULL, 0 };
	while (stats->countries.count <= contact)
		vec_push(&stats->countries, 0);
	if (!stats->countries.items[contact]) {
		uint32_t number = INTERN_NULL;
		address_parse(message_contact(message), &other);
		if (other.country[0])
			number = intern_add(names, (struct text){ other.country, 2 });
		stats->countries.items[contact] = (uint16_t)(number + 1);
	}
	return intern_text(names, stats->countries.items[contact] - 1u);
}

static void add_groups(struct stats *stats, const struct message *message,
		       const struct share *share)
{
	bool inbound = message->direction == DIRECTION_INBOUND;
	struct text own = inbound ? message->to : message->from;
	char service[SID_SIZE] = "none";

	add_code(stats, message, share);
	add_group(stats, STATS_COUNTRY, country_of(stats, share->contact, message), share);
	add_group(stats, STATS_SENDER, own, share);
	if (message->service.kind != SID_NONE)
		sid_format(&message->service, service);
	add_group(stats, STATS_SERVICE, (struct text){ service, strlen(service) }, share);
}

static void add_delay(struct stats_result *result, const struct message *message)
{
	if (message->direction == DIRECTION_INBOUND || message->status != STATUS_DELIVERED ||
	    message->date_sent == DATE_NONE || message->date_updated < message->date_sent ||
	    (!message->body.length && !message->num_media))
		return;
	stats_result_add_delay(result, message->date_updated - message->date_sent);
}

static void find_hour(struct stats *stats, int64_t when)
{
	int64_t quarter = when - ((when % QUARTER_HOUR) + QUARTER_HOUR) % QUARTER_HOUR;
	struct civil civil;

	if (quarter == stats->quarter)
		return;
	when_civil(when, stats->next->zone, &civil);
	stats->quarter = quarter;
	stats->weekday = (unsigned)civil.weekday;
	stats->hour = (unsigned)civil.hour;
}

static void count_row(struct stats *stats, uint32_t row, int64_t when)
{
	struct stats_result *result = stats->next;
	const struct period *period = &result->period;
	struct share share = { .now = when >= period->edges[0] };
	struct message message;

	if (!share.now && when >= period->before_to)
		return;
	if (stats->filter && !filter_match(stats->filter, stats->store, row))
		return;
	store_get(stats->store, row, &message);
	share.contact = store_contact_of(stats->store, row);
	share_traffic(&message, &share);
	share_price(result, &message, share.now, &share);
	share_contact(stats, &share);
	add_groups(stats, &message, &share);
	add(share.now ? &result->now : &result->before, &share);
	if (!share.now)
		return;
	find_hour(stats, when);
	add(&result->heat[stats->weekday][stats->hour], &share);
	add(&result->buckets[period_bucket(period, when)], &share);
	add_delay(result, &message);
}

/* -- passes ------------------------------------------------------------------------------------ */

/* The first time that a pass looks at, and the first after it. */
static int64_t oldest_of(const struct period *period)
{
	return period->before_from == DATE_NONE ? period->edges[0] : period->before_from;
}

static int64_t end_of(const struct period *period)
{
	return period->edges[period->buckets];
}

static uint64_t key_at(const struct stats *stats, size_t rank)
{
	if (rank >= store_count(stats->store))
		return 0;
	return store_key(stats->store, store_at(stats->store, rank));
}

static void begin(struct stats *stats)
{
	stats->quarter = DATE_NONE;
	stats->lost = false;
	vec_clear(&stats->countries);
	stats_contacts_clear(&stats->contacts);
	stats->key = key_at(stats, store_rank_at(stats->store, end_of(&stats->next->period) - 1));
}

static void touched(struct stats *stats, uint32_t row)
{
	const struct stats_result *newest = stats->next ? stats->next : stats->shown;
	int64_t when = store_time(stats->store, row);

	if (newest && when >= oldest_of(&newest->period) && when < end_of(&newest->period))
		stats->stale = true;
}

static void store_changed(const struct store_event *event, void *context)
{
	struct stats *stats = context;

	switch (event->kind) {
	case STORE_EVENT_REMOVING:
		touched(stats, event->row);
		if (stats->next && store_key(stats->store, event->row) == stats->key)
			stats->key =
				key_at(stats, (size_t)store_rank(stats->store, event->row) + 1);
		break;
	case STORE_EVENT_CHANGED:
		/* One that moved to another time may have left the two periods, or entered them; the
		 * next one to be counted would take the place in the order with it. */
		stats->stale |= event->reordered;
		touched(stats, event->row);
		stats->lost |= stats->next && event->reordered &&
			       store_key(stats->store, event->row) == stats->key;
		break;
	case STORE_EVENT_ADDED:
		touched(stats, event->row);
		break;
	case STORE_EVENT_REMOVED:
		break;
	case STORE_EVENT_CLEARED:
		vec_clear(&stats->countries);
		stats_contacts_clear(&stats->contacts);
		stats->key = 0;
		stats->stale = true;
		break;
	}
}

struct stats *stats_new(struct store *store)
{
	struct stats *stats = xcalloc(1, sizeof(*stats));

	stats->store = store;
	store_observe(store, store_changed, stats);
	return stats;
}

void stats_free(struct stats *stats)
{
	if (!stats)
		return;
	store_unobserve(stats->store, store_changed, stats);
	stats_result_free(stats->shown);
	stats_result_free(stats->next);
	vec_release(&stats->countries);
	stats_contacts_release(&stats->contacts);
	free(stats);
}

void stats_narrow(struct stats *stats, struct filter *filter)
{
	stats_result_free(stats->shown);
	stats_result_free(stats->next);
	stats->shown = stats->next = NULL;
	stats->filter = filter;
	stats->stale = true;
}

void stats_start(struct stats *stats, const struct period *period, enum when_zone zone)
{
	stats_result_free(stats->next);
	stats->next = stats_result_new(period, zone);
	stats->stale = false;
	begin(stats);
}

bool stats_busy(const struct stats *stats)
{
	return stats->next != NULL;
}

bool stats_stale(const struct stats *stats)
{
	return stats->stale;
}

unsigned stats_progress(const struct stats *stats)
{
	uint32_t row = stats->next ? store_row(stats->store, stats->key) : STORE_NO_ROW;

	if (row == STORE_NO_ROW)
		return 100;
	size_t first = store_rank_at(stats->store, end_of(&stats->next->period) - 1);
	size_t last = store_rank_at(stats->store, oldest_of(&stats->next->period) - 1);
	size_t rank = store_rank(stats->store, row);
	if (stats->lost || rank < first)
		return 0;
	return rank < last ? (unsigned)((rank - first) * 100 / (last - first)) : 100;
}

const struct stats_result *stats_result(const struct stats *stats)
{
	return stats->shown ? stats->shown : stats->next;
}

/* Counts some rows; false when the pass has come to its end. */
static bool slice(struct stats *stats)
{
	size_t count = store_count(stats->store);
	int64_t oldest = oldest_of(&stats->next->period);
	uint32_t row = stats->key ? store_row(stats->store, stats->key) : STORE_NO_ROW;

	if (row == STORE_NO_ROW)
		return false;
	size_t rank = store_rank(stats->store, row);
	for (size_t end = rank + SLICE_ROWS; rank < end; rank++) {
		if (rank >= count)
			return false;
		row = store_at(stats->store, rank);
		int64_t when = store_time(stats->store, row);
		if (when < oldest)
			return false;
		count_row(stats, row, when);
	}
	stats->key = key_at(stats, rank);
	return true;
}

static void begin_again(struct stats *stats)
{
	struct stats_result *old = stats->next;

	stats->next = stats_result_new(&old->period, old->zone);
	stats_result_free(old);
	begin(stats);
}

static void finish(struct stats *stats)
{
	stats->next->whole = true;
	stats->next->contacts_at_least = stats->contacts.full;
	stats_contacts_clear(&stats->contacts);
	stats_result_free(stats->shown);
	stats->shown = stats->next;
	stats->next = NULL;
}

bool stats_work(struct stats *stats, int64_t deadline_ns)
{
	while (stats->next) {
		if (stats->lost)
			begin_again(stats);
		if (!slice(stats))
			finish(stats);
		else if (clock_mono_ns() >= deadline_ns)
			break;
	}
	return stats->next != NULL;
}
