#include "views/changes/collect.h"

#include "base/clock.h"
#include "base/mem.h"
#include "views/messages/contact_list.h"

#define COLLECT_RUN 64 /* messages between two looks at the clock */
#define CONTACTS_ADDED 1000

static bool add_row(const struct collect *collect, struct plan *plan, uint32_t row,
		    struct error *err)
{
	struct sid sid = store_sid(collect->session->store, row);

	return plan_add(plan, collect->op, &sid, err);
}

/* Takes up keys of messages until the deadline; false when the plan is full. */
static bool take_messages(struct collect *collect, struct plan *plan, int64_t deadline_ns,
			  struct error *err)
{
	const struct store *store = collect->session->store;

	while (collect->taken < collect->count) {
		uint32_t row = store_row(store, collect->keys[collect->taken++]);

		if (row != STORE_NO_ROW && !add_row(collect, plan, row, err))
			return false;
		if (collect->taken % COLLECT_RUN == 0 && clock_mono_ns() >= deadline_ns)
			break;
	}
	return true;
}

static uint32_t newest_of(const struct store *store, uint32_t contact)
{
	struct store_contact about;

	store_contact(store, contact, &about);
	return about.newest;
}

static void end_contact(struct collect *collect, struct plan *plan, uint32_t contact)
{
	collect->partial += !session_has_whole_contact(collect->session, contact);
	/* Those that a filter hides come last. */
	if (collect->taken >= collect->count - collect->hidden)
		plan->hidden += plan->items.count - collect->in_plan;
	collect->taken++;
	collect->in_plan = plan->items.count;
	collect->older = 0;
}

/* The same for keys of contacts: all their messages. One that has left in between begins its contact anew;
 * what is in the plan already is not added again. */
static bool take_contacts(struct collect *collect, struct plan *plan, int64_t deadline_ns,
			  struct error *err)
{
	const struct store *store = collect->session->store;

	for (size_t run = 1; collect->taken < collect->count; run++) {
		uint32_t contact = contact_list_contact(collect->keys[collect->taken]);
		uint32_t row = collect->older ? store_row(store, collect->older) : STORE_NO_ROW;

		if (row == STORE_NO_ROW)
			row = newest_of(store, contact);
		if (row != STORE_NO_ROW && !add_row(collect, plan, row, err))
			return false;
		if (row != STORE_NO_ROW)
			row = store_contact_older(store, row);
		if (row == STORE_NO_ROW)
			end_contact(collect, plan, contact);
		else
			collect->older = store_key(store, row);
		if (run % COLLECT_RUN == 0 && clock_mono_ns() >= deadline_ns)
			break;
	}
	return true;
}

/* To grow in the middle would take long. Of very many contacts nobody adds up the messages: memory that is
 * not used costs nothing. */
static size_t count_messages(const struct collect *collect)
{
	const struct store *store = collect->session->store;
	size_t count = 0;

	if (!collect->of_contacts)
		return collect->count;
	if (collect->count > CONTACTS_ADDED)
		return store_count(store);
	for (size_t i = 0; i < collect->count; i++) {
		struct store_contact about;

		store_contact(store, contact_list_contact(collect->keys[i]), &about);
		count += about.count;
	}
	return count;
}

static bool take_keys(struct collect *collect, struct plan *plan, struct error *err)
{
	struct table_walk *walk = collect->walk;

	if (walk->lost)
		return error_set(err, ERROR_USAGE,
				 "The list was closed while it was looked at: nothing was changed");
	collect->keys = walk->keys;
	collect->count = walk->count;
	collect->hidden = walk->hidden;
	walk->keys = NULL;
	table_walk_free(walk);
	collect->walk = NULL;
	plan_reserve(plan, count_messages(collect));
	if (collect->of_contacts)
		return true;
	plan->hidden = collect->hidden;
	/* What a filter hides was not chosen by it. */
	if (collect->hidden && plan->source == PLAN_OF_SHOWN) {
		plan->source = PLAN_OF_MARKED;
		plan->selected_by[0] = '\0';
	}
	return true;
}

bool collect_step(struct collect *collect, struct plan *plan, int64_t deadline_ns,
		  struct error *err)
{
	if (collect->walk && table_walk_step(collect->walk, deadline_ns))
		return true;
	if (collect->walk && !take_keys(collect, plan, err))
		return false;
	return collect->of_contacts ? take_contacts(collect, plan, deadline_ns, err)
				    : take_messages(collect, plan, deadline_ns, err);
}

bool collect_has_more(const struct collect *collect)
{
	return collect->walk || collect->taken < collect->count;
}

void collect_release(struct collect *collect)
{
	table_walk_free(collect->walk);
	free(collect->keys);
}
