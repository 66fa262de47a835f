#include "model/store.h"

#include <stdlib.h>
#include <string.h>

#include "base/clock.h"
#include "base/date.h"
#include "base/hash.h"
#include "model/store_internal.h"

/* Segments of about a thousand ids at the sizes that are usual. */
#define SID_SEGMENT_BITS 10
#define ADDRESS_SEGMENT_BITS 8
#define SMALL_SEGMENT_BITS 2
#define DELETED_SEGMENT_BITS 6
#define DROP_RUN 64 /* messages between two looks at the clock */

static uint64_t hash_row(uint32_t row, const void *context)
{
	const struct store *store = context;

	return store_hash_digits(store, rows_sid(&store->rows, row));
}

static bool row_names(uint32_t row, const void *wanted, const void *context)
{
	const struct store *store = context;
	const struct sid *sid = wanted;

	return memcmp(rows_sid(&store->rows, row), sid->bytes, sizeof(sid->bytes)) == 0 &&
	       rows_at(&store->rows, row)->sid_kind == sid->kind;
}

static void init_contents(struct store *store)
{
	static const char key_seeds[2] = { 1, 2 };

	store->rows = (struct rows)ROWS_INIT;
	store->texts = (struct texts)TEXTS_INIT;
	intern_init(&store->addresses, ADDRESS_SEGMENT_BITS);
	intern_init(&store->services, SMALL_SEGMENT_BITS);
	intern_init(&store->prices, SMALL_SEGMENT_BITS);
	intern_init(&store->errors, SMALL_SEGMENT_BITS);
	intern_init(&store->deleted, DELETED_SEGMENT_BITS);
	rare_table_init(&store->rares);
	store->by_sid = (struct idset){ .hash_of = hash_row, .names = row_names };
	store->by_sid.context = store;
	idset_init(&store->by_sid, SID_SEGMENT_BITS);
	store->by_time = seq_new();
	store->anchors = seq_new();
	store->unfinished = seq_new();
	for (size_t i = 0; i < 2; i++)
		store->sid_key[i] = hash_bytes(&key_seeds[i], 1);
	store->evicted = 0;
	store->beyond = 0;
	store->evicted_to = DATE_NONE;
}

static void release_contents(struct store *store)
{
	seq_free(store->unfinished);
	seq_free(store->anchors);
	seq_free(store->by_time);
	idset_release(&store->by_sid);
	rare_table_release(&store->rares);
	intern_release(&store->deleted);
	intern_release(&store->errors);
	intern_release(&store->prices);
	intern_release(&store->services);
	intern_release(&store->addresses);
	contacts_release(&store->contacts);
	texts_release(&store->texts);
	rows_release(&store->rows);
}

struct store *store_new(void)
{
	struct store *store = xcalloc(1, sizeof(*store));

	init_contents(store);
	store->start = DATE_NONE;
	store->epoch = 1; /* so that no key is 0 */
	return store;
}

void store_free(struct store *store)
{
	if (store == NULL)
		return;
	release_contents(store);
	vec_release(&store->listeners);
	free(store);
}

void store_observe(struct store *store, store_observer *observer, void *context)
{
	struct store_listener listener = { .observer = observer, .context = context };

	vec_push(&store->listeners, listener);
}

void store_unobserve(struct store *store, store_observer *observer, void *context)
{
	for (size_t i = 0; i < store->listeners.count; i++) {
		const struct store_listener *listener = &store->listeners.items[i];

		if (listener->observer == observer && listener->context == context) {
			vec_remove(&store->listeners, i);
			return;
		}
	}
}

static void notify(struct store *store, const struct store_event *event)
{
	store->version++;
	for (size_t i = 0; i < store->listeners.count; i++)
		store->listeners.items[i].observer(event, store->listeners.items[i].context);
}

void store_clear(struct store *store)
{
	struct store_event event = { .kind = STORE_EVENT_CLEARED,
				     .row = STORE_NO_ROW,
				     .contact = STORE_NO_CONTACT };

	release_contents(store);
	init_contents(store);
	store->epoch++;
	notify(store, &event);
}

static void link_row(struct store *store, uint32_t row)
{
	struct store_event event = { .kind = STORE_EVENT_ADDED, .row = row };

	event.contact = contacts_of(store, row);
	contacts_link(store, row, event.contact);
	order_link(store, row);
	notify(store, &event);
}

static void unlink_row(struct store *store, uint32_t row)
{
	struct store_event event = { .kind = STORE_EVENT_REMOVING, .row = row };

	event.contact = store_contact_of(store, row);
	notify(store, &event);
	order_unlink(store, row);
	contacts_unlink(store, row, event.contact);
	event.kind = STORE_EVENT_REMOVED;
	event.row = STORE_NO_ROW;
	notify(store, &event);
}

static bool is_unread(const struct store *store, const struct message *message)
{
	return store->counts_unread && message->direction == DIRECTION_INBOUND &&
	       message_time(message) >= store->unread_since;
}

static uint32_t add(struct store *store, const struct message *message)
{
	uint32_t row = rows_take(&store->rows);

	codec_write(store, row, message);
	texts_set(&store->texts, &store->rows, row, message->body);
	if (is_unread(store, message))
		rows_at(&store->rows, row)->flags |= ROW_UNREAD;
	idset_add(&store->by_sid, store_hash_digits(store, message->sid.bytes), row);
	link_row(store, row);
	return row;
}

static void drop(struct store *store, uint32_t row)
{
	struct sid sid = store_sid(store, row);

	unlink_row(store, row);
	idset_remove(&store->by_sid, store_hash_digits(store, sid.bytes), row);
	texts_drop(&store->texts, &store->rows, row);
	codec_forget(store, row);
	rows_give(&store->rows, row);
}

static bool same_text(struct text a, struct text b)
{
	if (a.data == NULL || b.data == NULL)
		return a.data == b.data;
	return a.length == b.length && memcmp(a.data, b.data, a.length) == 0;
}

static bool same_scalars(const struct message *a, const struct message *b)
{
	return a->status == b->status && a->direction == b->direction &&
	       a->date_created == b->date_created && a->date_sent == b->date_sent &&
	       a->date_updated == b->date_updated && a->error_code == b->error_code &&
	       a->num_segments == b->num_segments && a->num_media == b->num_media &&
	       a->has_price == b->has_price &&
	       (!a->has_price ||
		(a->price.units == b->price.units && a->price.scale == b->price.scale)) &&
	       a->service.upper == b->service.upper && sid_equal(&a->service, &b->service) &&
	       a->sid.upper == b->sid.upper;
}

static bool same_message(const struct message *a, const struct message *b)
{
	return same_scalars(a, b) && same_text(a->from, b->from) && same_text(a->to, b->to) &&
	       same_text(a->body, b->body) && same_text(a->error_message, b->error_message) &&
	       same_text(a->price_unit, b->price_unit);
}

static bool is_older(const struct message *message, const struct message *held)
{
	if (message->date_updated == DATE_NONE)
		return false;
	if (message->date_updated != held->date_updated)
		return message->date_updated < held->date_updated;
	return message_status_is_final(held->status) && !message_status_is_final(message->status);
}

static void write_changes(struct store *store, uint32_t row, const struct message *message,
			  bool new_body)
{
	if (new_body) {
		texts_drop(&store->texts, &store->rows, row);
		texts_set(&store->texts, &store->rows, row, message->body);
	}
	codec_write(store, row, message);
}

/* The row keeps its place: only what depends on the status is moved. */
static void change_in_place(struct store *store, uint32_t row, const struct message *message,
			    bool new_body)
{
	struct store_event event = { .kind = STORE_EVENT_CHANGED, .row = row };
	struct contact *contact;

	event.contact = store_contact_of(store, row);
	contact = contacts_at(&store->contacts, event.contact);
	contact->failed -= message_status_is_failure(store_status(store, row));
	order_unlink_unfinished(store, row);
	write_changes(store, row, message, new_body);
	order_link_unfinished(store, row);
	contact->failed += message_status_is_failure(store_status(store, row));
	notify(store, &event);
}

static void change_and_move(struct store *store, uint32_t row, const struct message *message,
			    bool new_body)
{
	struct store_event event = { .kind = STORE_EVENT_CHANGED, .row = row, .reordered = true };

	event.contact = store_contact_of(store, row);
	order_unlink(store, row);
	contacts_unlink(store, row, event.contact);
	write_changes(store, row, message, new_body);
	contacts_link(store, row, event.contact);
	order_link(store, row);
	notify(store, &event);
}

static enum store_result update(struct store *store, uint32_t row, const struct message *record)
{
	struct message message = *record;
	struct message held;
	bool new_body;

	store_get(store, row, &held);
	if (rows_at(&store->rows, row)->flags & ROW_REDACTED)
		message.body = held.body;
	if (is_older(&message, &held) || same_message(&message, &held))
		return STORE_SAME;
	new_body = !same_text(message.body, held.body);
	if (!same_text(message_contact(&message), message_contact(&held))) {
		unlink_row(store, row);
		write_changes(store, row, &message, new_body);
		link_row(store, row);
	} else if (message_time(&message) != message_time(&held)) {
		change_and_move(store, row, &message, new_body);
	} else {
		change_in_place(store, row, &message, new_body);
	}
	return STORE_CHANGED;
}

static struct text deleted_key(struct sid *sid)
{
	sid->upper = 0;
	return (struct text){ .data = (const char *)sid, .length = sizeof(*sid) };
}

static bool was_deleted(const struct store *store, struct sid sid)
{
	return store->deleted.count > 0 &&
	       intern_find(&store->deleted, deleted_key(&sid)) != INTERN_NOT_FOUND;
}

static bool over_limit(const struct store *store)
{
	return store->limit != 0 && store_bytes_in_use(store) > store->limit + store->beyond;
}

static bool has_room(const struct store *store)
{
	return !rows_full(&store->rows) && !texts_full(&store->texts) && !over_limit(store);
}

/* What no eviction makes room for. */
static bool fits_at_all(const struct store *store, const struct message *message)
{
	return message->body.length <= TEXT_LENGTH_MAX && !intern_full(&store->addresses);
}

static void note_evicted(struct store *store, int64_t time)
{
	store->evicted++;
	if (time > store->evicted_to)
		store->evicted_to = time;
}

/* Up to this time messages are held for a query alone. */
static int64_t beyond_to(const struct store *store)
{
	int64_t before = store->start == DATE_NONE ? DATE_NONE : store->start - 1;

	return store->evicted_to > before ? store->evicted_to : before;
}

/* The oldest that memory reaches; what was asked for beyond lies behind it. */
static uint32_t oldest_within(const struct store *store)
{
	size_t count = store->beyond ? store_rank_at(store, beyond_to(store)) : store_count(store);

	return store_at(store, count - 1);
}

/* Lets the oldest go until the message fits; false when it would be the oldest itself. */
static bool make_room(struct store *store, const struct message *message)
{
	struct order_key key = { .time = message_time(message), .sid = message->sid };

	while (!has_room(store)) {
		uint32_t oldest = oldest_within(store);

		if (oldest == STORE_NO_ROW)
			return over_limit(store); /* nothing left to let go: one is always held */
		if (order_compare(store, &key, oldest) > 0)
			return false;
		store_evict(store, oldest);
	}
	return true;
}

enum store_result store_put(struct store *store, const struct message *message, uint32_t *row)
{
	uint32_t found = store_find(store, &message->sid);
	enum store_result result = STORE_ADDED;

	if (!fits_at_all(store, message) || (found != STORE_NO_ROW && texts_full(&store->texts))) {
		result = STORE_FULL;
	} else if (found != STORE_NO_ROW) {
		result = update(store, found, message);
	} else if (was_deleted(store, message->sid)) {
		result = STORE_STALE;
	} else if (make_room(store, message)) {
		found = add(store, message);
	} else {
		note_evicted(store, message_time(message));
		result = STORE_FULL;
	}
	if (row != NULL)
		*row = found;
	return result;
}

enum store_result store_put_beyond(struct store *store, const struct message *message,
				   uint32_t *row)
{
	enum store_result result;
	uint64_t before = store_bytes_in_use(store);
	uint32_t added;

	if (message_time(message) > beyond_to(store) ||
	    store_find(store, &message->sid) != STORE_NO_ROW)
		return store_put(store, message, row);
	if (store->beyond >= STORE_BEYOND_MAX || rows_full(&store->rows) ||
	    texts_full(&store->texts)) {
		if (row != NULL)
			*row = STORE_NO_ROW;
		return STORE_FULL;
	}
	store->beyond += STORE_BEYOND_MAX; /* room for this one, whatever it takes */
	result = store_put(store, message, &added);
	store->beyond -= STORE_BEYOND_MAX;
	if (result == STORE_ADDED) {
		rows_at(&store->rows, added)->flags |= ROW_BEYOND;
		store->beyond += store_bytes_in_use(store) - before;
	}
	if (row != NULL)
		*row = added;
	return result;
}

bool store_drop_beyond(struct store *store, int64_t deadline_ns)
{
	size_t kept, dropped = 0;

	if (!store->beyond)
		return false;
	kept = store_rank_at(store, beyond_to(store));
	for (size_t rank = store_count(store); rank-- > kept;) {
		uint32_t row = store_at(store, rank);

		if (!(rows_at(&store->rows, row)->flags & ROW_BEYOND))
			continue;
		drop(store, row);
		if (++dropped % DROP_RUN == 0 && clock_mono_ns() >= deadline_ns)
			return true;
	}
	store->beyond = 0;
	return false;
}

void store_remove(struct store *store, uint32_t row)
{
	struct sid sid = store_sid(store, row);

	if (!intern_full(&store->deleted))
		intern_add(&store->deleted, deleted_key(&sid));
	drop(store, row);
}

void store_evict(struct store *store, uint32_t row)
{
	note_evicted(store, store_time(store, row));
	drop(store, row);
}

void store_redact(struct store *store, uint32_t row)
{
	struct store_event event = { .kind = STORE_EVENT_CHANGED, .row = row };

	event.contact = store_contact_of(store, row);
	texts_drop(&store->texts, &store->rows, row);
	texts_set(&store->texts, &store->rows, row, (struct text){ .data = "" });
	rows_at(&store->rows, row)->flags |= ROW_REDACTED;
	notify(store, &event);
}

void store_set_start(struct store *store, int64_t start)
{
	store->start = start;
}

void store_set_limit(struct store *store, uint64_t bytes)
{
	store->limit = bytes;
	while (over_limit(store) && store_count(store) > 1)
		store_evict(store, store_at(store, store_count(store) - 1));
}

size_t store_evicted(const struct store *store, int64_t *up_to)
{
	if (up_to != NULL)
		*up_to = store->evicted_to;
	return store->evicted;
}

void store_start_unread(struct store *store, int64_t since)
{
	store->counts_unread = true;
	store->unread_since = since;
}
