#include "sandbox/listing.h"

#include <string.h>

#include "base/mem.h"
#include "sandbox/story.h"

/* Before and after all dates. */
#define KEY_FIRST ((int64_t)1 << 40)
#define KEY_LAST (-((int64_t)1 << 40))

void listing_release(struct listing *listing)
{
	vec_release(&listing->extras);
}

static int compare_extras(const void *left, const void *right)
{
	const struct extra *a = left;
	const struct extra *b = right;

	if (a->key != b->key)
		return a->key > b->key ? -1 : 1;
	return a->handle > b->handle ? -1 : a->handle < b->handle;
}

static void add_extra(struct listing *listing, uint32_t handle, const struct life *life)
{
	int64_t sent = life_date_sent(life, listing->now);
	struct extra extra = { .handle = handle, .date = sent, .key = sent };

	if (life->created > listing->now)
		return;
	if (sent == DATE_NONE) {
		extra.is_null = true;
		extra.date = life->created;
		extra.key = life->created;
		if (listing->account->assume.null_order == NULL_ORDER_FIRST)
			extra.key += KEY_FIRST;
		if (listing->account->assume.null_order == NULL_ORDER_LAST)
			extra.key += KEY_LAST;
	}
	vec_push(&listing->extras, extra);
}

static void refresh(struct listing *listing, const struct account *account, int64_t now)
{
	uint32_t first = plan_lower_bound(&account->plan, now + 1);
	struct life life;

	if (listing->account == account && listing->now == now &&
	    listing->version == account->version)
		return;
	listing->account = account;
	listing->now = now;
	listing->version = account->version;
	vec_clear(&listing->extras);
	for (size_t i = 0; i < account->created.count; i++)
		add_extra(listing, CREATED | (uint32_t)i, &account->created.items[i].life);
	for (uint32_t i = first; i < account->plan.count; i++) {
		if ((int64_t)account->plan.times[i] > now + PLAN_QUEUE_MAX)
			break;
		account_life(account, i, &life);
		add_extra(listing, i, &life);
	}
	if (listing->extras.count > 1)
		qsort(listing->extras.items, listing->extras.count, sizeof(*listing->extras.items),
		      compare_extras);
}

/* A filter in terms of the plan. */
struct target {
	bool none; /* no planned message can match */
	bool by_contact;
	uint32_t contact;
	int own;     /* sender, or -1 */
	int inbound; /* 0, 1, or -1 for both */
};

static void aim(struct target *target, const struct account *account, const char *address,
		bool is_to)
{
	int own;

	if (address == NULL)
		return;
	own = sender_find(address, strlen(address));
	if (own >= 0) {
		target->none |= target->inbound == !is_to;
		target->inbound = is_to;
		target->own = own;
	} else if (people_find(&account->people, address, strlen(address), &target->contact)) {
		target->none |= target->inbound == is_to;
		target->inbound = !is_to;
		target->by_contact = true;
	} else {
		target->none = true;
	}
}

static bool own_matches(const struct target *target, uint8_t own)
{
	if (target->inbound >= 0 && !(own & OWN_INBOUND) != !target->inbound)
		return false;
	return target->own < 0 || OWN_SENDER(own) == target->own;
}

static bool is_gone(const struct account *account, uint32_t handle, int64_t now)
{
	return (account_marks(account, handle) & MARK_DELETED) &&
	       !account_lingers(account, handle, now);
}

/* Walks the merged list. */
struct walk {
	const struct account *account;
	const struct listing *listing;
	const struct listing_filter *filter;
	struct target target;
	int64_t now;
	uint32_t low; /* planned messages in question: low <= index < high */
	uint32_t high;
	uint32_t at;    /* forward: the next is below; backward: the next is this or above */
	uint32_t chain; /* forward by contact: where the contact's chain has been followed to */
	size_t extra;   /* forward: the next; backward: one past the next */
	bool backward;
};

static bool plan_matches(const struct walk *walk, uint32_t index)
{
	const struct plan *plan = &walk->account->plan;

	if (!own_matches(&walk->target, plan->own[index]) ||
	    is_gone(walk->account, index, walk->now))
		return false;
	return !walk->target.by_contact ||
	       plan_episode(plan, index)->contact == walk->target.contact;
}

static uint32_t step_down_chain(struct walk *walk)
{
	const struct plan *plan = &walk->account->plan;

	while (walk->chain != PLAN_NONE &&
	       (walk->chain >= walk->at || !plan_matches(walk, walk->chain)))
		walk->chain = plan->previous[walk->chain];
	return walk->chain == PLAN_NONE || walk->chain < walk->low ? PLAN_NONE : walk->chain;
}

/* The next planned message, or PLAN_NONE; moves `at` over those that do not match. */
static uint32_t next_planned(struct walk *walk)
{
	if (walk->target.none)
		return PLAN_NONE;
	if (walk->backward) {
		while (walk->at < walk->high && !plan_matches(walk, walk->at))
			walk->at++;
		return walk->at < walk->high ? walk->at : PLAN_NONE;
	}
	if (walk->target.by_contact)
		return step_down_chain(walk);
	while (walk->at > walk->low && !plan_matches(walk, walk->at - 1))
		walk->at--;
	return walk->at > walk->low ? walk->at - 1 : PLAN_NONE;
}

static bool address_is(const char *wanted, const char *address)
{
	return wanted == NULL || strcmp(wanted, address) == 0;
}

static bool date_matches(const struct walk *walk, const struct extra *extra)
{
	if (!walk->filter->by_date)
		return true;
	if (extra->is_null && walk->account->assume.nulls_filtered)
		return false;
	return extra->date >= walk->filter->low && extra->date <= walk->filter->high;
}

/* A message that a service has not picked a sender for has no From to be found by. */
static bool sender_matches(const struct walk *walk, uint32_t handle)
{
	struct life life;

	if (walk->filter->from == NULL)
		return true;
	account_life(walk->account, handle, &life);
	return life_has_sender(&life, walk->now);
}

static bool extra_matches(const struct walk *walk, const struct extra *extra)
{
	const struct created *c;

	if (is_gone(walk->account, extra->handle, walk->now) || !date_matches(walk, extra) ||
	    !sender_matches(walk, extra->handle))
		return false;
	if (!(extra->handle & CREATED))
		return !walk->target.none && plan_matches(walk, extra->handle);
	c = &walk->account->created.items[extra->handle & ~CREATED];
	return address_is(walk->filter->to, c->to) && address_is(walk->filter->from, c->from);
}

static const struct extra *next_extra(struct walk *walk)
{
	const struct extra *extras = walk->listing->extras.items;

	if (walk->backward) {
		while (walk->extra > 0 && !extra_matches(walk, &extras[walk->extra - 1]))
			walk->extra--;
		return walk->extra > 0 ? &extras[walk->extra - 1] : NULL;
	}
	while (walk->extra < walk->listing->extras.count &&
	       !extra_matches(walk, &extras[walk->extra]))
		walk->extra++;
	return walk->extra < walk->listing->extras.count ? &extras[walk->extra] : NULL;
}

/* Extras come in front of planned messages of the same second. */
static bool extra_is_next(const struct walk *walk, const struct extra *extra, uint32_t planned)
{
	int64_t time;

	if (extra == NULL || planned == PLAN_NONE)
		return extra != NULL;
	time = walk->account->plan.times[planned];
	return walk->backward ? extra->key < time : extra->key >= time;
}

static bool walk_next(struct walk *walk, uint32_t *handle)
{
	uint32_t planned = next_planned(walk);
	const struct extra *extra = next_extra(walk);

	if (extra_is_next(walk, extra, planned)) {
		*handle = extra->handle;
		walk->extra += walk->backward ? (size_t)-1 : 1;
		return true;
	}
	if (planned == PLAN_NONE)
		return false;
	*handle = planned;
	walk->at = walk->backward ? planned + 1 : planned;
	return true;
}

/* Places the walk behind (or in front of) a message. */
static void walk_from(struct walk *walk, uint32_t handle)
{
	const struct extra *extras = walk->listing->extras.items;
	size_t count = walk->listing->extras.count;
	size_t i = 0;

	while (i < count && extras[i].handle != handle)
		i++;
	if (i < count) {
		walk->extra = walk->backward ? i : i + 1;
		walk->at = plan_lower_bound(&walk->account->plan, extras[i].key + 1);
	} else {
		for (i = 0; i < count && extras[i].key >= walk->account->plan.times[handle];)
			i++;
		walk->extra = i;
		walk->at = walk->backward ? handle + 1 : handle;
	}
}

static void reverse(struct handles *page)
{
	for (size_t i = 0; i < page->count / 2; i++) {
		uint32_t other = page->items[page->count - 1 - i];

		page->items[page->count - 1 - i] = page->items[i];
		page->items[i] = other;
	}
}

void listing_page(struct listing *listing, const struct account *account, int64_t now,
		  const struct listing_filter *filter, const uint32_t *after, bool backward,
		  size_t limit, struct handles *page)
{
	struct walk walk = { .account = account,
			     .listing = listing,
			     .filter = filter,
			     .now = now,
			     .target = { .own = -1, .inbound = -1 },
			     .backward = backward };
	uint32_t handle;

	refresh(listing, account, now);
	aim(&walk.target, account, filter->to, true);
	aim(&walk.target, account, filter->from, false);
	walk.high = plan_lower_bound(&account->plan, now + 1);
	if (filter->by_date) {
		uint32_t high = plan_lower_bound(&account->plan, filter->high + 1);

		walk.low = plan_lower_bound(&account->plan, filter->low);
		walk.high = high < walk.high ? high : walk.high;
	}
	walk.at = backward ? walk.low : walk.high;
	walk.extra = backward ? listing->extras.count : 0;
	walk.chain = walk.target.by_contact ? account->plan.last[walk.target.contact] : PLAN_NONE;
	if (after != NULL)
		walk_from(&walk, *after);
	if (backward && walk.at < walk.low)
		walk.at = walk.low;
	if (!backward && walk.at > walk.high)
		walk.at = walk.high;
	vec_clear(page);
	while (page->count < limit && walk_next(&walk, &handle))
		vec_push(page, handle);
	if (backward)
		reverse(page);
}
