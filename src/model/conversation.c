#include "model/conversation.h"

#include <stdlib.h>
#include <string.h>

#include "base/mem.h"
#include "base/seq.h"
#include "base/vec.h"

/* The time of a contact that is not in the list. */
#define NOT_LISTED UINT32_MAX

struct listener {
	conversation_observer *observer;
	void *context;
};

struct conversation_list {
	struct store *store;
	struct seq *order; /* contacts */
	uint32_t *times;   /* by contact: of the newest message, by which it is ordered */
	size_t time_count;
	size_t time_capacity;
	struct VEC(struct listener) listeners;
};

static int compare(uint32_t item, const void *wanted, void *context)
{
	const struct conversation_list *list = context;
	const uint32_t *contact = wanted;
	struct store_contact a;
	struct store_contact b;
	int order;

	if (list->times[*contact] != list->times[item])
		return list->times[*contact] > list->times[item] ? -1 : 1;
	if (*contact == item)
		return 0;
	store_contact(list->store, *contact, &a);
	store_contact(list->store, item, &b);
	if (a.address.data == NULL || b.address.data == NULL)
		return a.address.data == NULL ? -1 : 1;
	order = memcmp(a.address.data, b.address.data,
		       a.address.length < b.address.length ? a.address.length : b.address.length);
	if (order != 0)
		return order;
	return a.address.length < b.address.length ? -1 : 1;
}

static size_t rank_of(const struct conversation_list *list, uint32_t contact)
{
	return seq_lower_bound(list->order, compare, &contact, (void *)(uintptr_t)list);
}

/* The time of a row, cut to what 32 bits can say. */
static uint32_t time_of(const struct conversation_list *list, uint32_t row)
{
	int64_t time = store_time(list->store, row);

	if (time < 0)
		return 0;
	return time < NOT_LISTED ? (uint32_t)time : NOT_LISTED - 1;
}

static void notify(const struct conversation_list *list, const struct conversation_event *event)
{
	for (size_t i = 0; i < list->listeners.count; i++)
		list->listeners.items[i].observer(event, list->listeners.items[i].context);
}

static void reserve(struct conversation_list *list, uint32_t contact)
{
	if (contact >= list->time_capacity) {
		size_t capacity = contact + 64 + contact / 4;

		list->times = xreallocarray(list->times, capacity, sizeof(*list->times));
		list->time_capacity = capacity;
	}
	while (list->time_count <= contact)
		list->times[list->time_count++] = NOT_LISTED;
}

/* Gives the contact its place by a new time. */
static void place(struct conversation_list *list, uint32_t contact, uint32_t time)
{
	struct conversation_event event = { .change = CONVERSATION_CHANGED,
					    .contact = contact,
					    .from = CONVERSATION_NO_RANK,
					    .to = CONVERSATION_NO_RANK };

	if (list->times[contact] == time) {
		notify(list, &event);
		return;
	}
	event.change = CONVERSATION_ADDED;
	if (list->times[contact] != NOT_LISTED) {
		event.change = CONVERSATION_MOVED;
		event.from = rank_of(list, contact);
		seq_remove(list->order, event.from);
	}
	list->times[contact] = time;
	event.to = rank_of(list, contact);
	seq_insert(list->order, event.to, contact);
	notify(list, &event);
}

/* Observers still find it where it was. */
static void take_out(struct conversation_list *list, uint32_t contact)
{
	struct conversation_event event = { .change = CONVERSATION_REMOVED,
					    .contact = contact,
					    .from = rank_of(list, contact),
					    .to = CONVERSATION_NO_RANK };

	notify(list, &event);
	seq_remove(list->order, event.from);
	list->times[contact] = NOT_LISTED;
}

static void clear(struct conversation_list *list)
{
	struct conversation_event event = { .change = CONVERSATION_CLEARED,
					    .contact = STORE_NO_CONTACT,
					    .from = CONVERSATION_NO_RANK,
					    .to = CONVERSATION_NO_RANK };

	seq_clear(list->order);
	list->time_count = 0;
	notify(list, &event);
}

static void on_store_event(const struct store_event *event, void *context)
{
	struct conversation_list *list = context;
	struct store_contact contact;

	if (event->kind == STORE_EVENT_CLEARED) {
		clear(list);
		return;
	}
	reserve(list, event->contact);
	store_contact(list->store, event->contact, &contact);
	if (event->kind == STORE_EVENT_REMOVING) {
		if (contact.count == 1)
			take_out(list, event->contact);
	} else if (contact.count > 0) {
		place(list, event->contact, time_of(list, contact.newest));
	}
}

struct conversation_list *conversation_list_new(struct store *store)
{
	struct conversation_list *list = xcalloc(1, sizeof(*list));
	size_t count = store_contact_count(store);

	list->store = store;
	list->order = seq_new();
	for (uint32_t i = 0; i < count; i++) {
		struct store_contact contact;

		store_contact(store, i, &contact);
		reserve(list, i);
		if (contact.newest != STORE_NO_ROW)
			place(list, i, time_of(list, contact.newest));
	}
	store_observe(store, on_store_event, list);
	return list;
}

void conversation_list_free(struct conversation_list *list)
{
	if (list == NULL)
		return;
	store_unobserve(list->store, on_store_event, list);
	seq_free(list->order);
	free(list->times);
	vec_release(&list->listeners);
	free(list);
}

void conversation_list_observe(struct conversation_list *list, conversation_observer *observer,
			       void *context)
{
	struct listener listener = { .observer = observer, .context = context };

	vec_push(&list->listeners, listener);
}

void conversation_list_unobserve(struct conversation_list *list, conversation_observer *observer,
				 void *context)
{
	for (size_t i = 0; i < list->listeners.count; i++) {
		const struct listener *listener = &list->listeners.items[i];

		if (listener->observer == observer && listener->context == context) {
			vec_remove(&list->listeners, i);
			return;
		}
	}
}

size_t conversation_list_count(const struct conversation_list *list)
{
	return seq_count(list->order);
}

uint32_t conversation_list_at(const struct conversation_list *list, size_t rank)
{
	return rank < seq_count(list->order) ? seq_at(list->order, rank) : STORE_NO_CONTACT;
}

size_t conversation_list_rank(const struct conversation_list *list, uint32_t contact)
{
	if (contact >= list->time_count || list->times[contact] == NOT_LISTED)
		return CONVERSATION_NO_RANK;
	return rank_of(list, contact);
}

size_t conversation_list_memory(const struct conversation_list *list)
{
	return sizeof(*list) + seq_memory(list->order) + list->time_capacity * sizeof(*list->times);
}
