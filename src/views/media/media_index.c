#include "views/media/media_index.h"

#include <stdlib.h>
#include <string.h>

#include "base/hash.h"
#include "base/mem.h"
#include "base/seq.h"
#include "base/vec.h"
#include "model/idset.h"
#include "model/intern.h"
#include "views/session/session_internal.h"

#define SEGMENT_BITS 6
#define TYPE_BITS 2

struct asked {
	uint64_t job;
	uint64_t message;
};

struct media_index {
	struct session *session;
	struct VEC(struct media_entry) entries; /* a free one has key 0, `next` links them */
	uint32_t free;
	uint32_t generation; /* high half of the next key */
	struct seq *order;
	struct idset by_message; /* first entries */
	struct intern types;
	struct asked asked[MEDIA_INDEX_AT_ONCE];
	size_t asked_count;
	size_t unread;
	bool refused;    /* nothing more is asked for */
	unsigned failed; /* lists in a row that did not come */
	struct error error;
	media_observer *observer;
	void *observer_context;
};

static struct media_entry *get(const struct media_index *index, uint32_t row)
{
	return &index->entries.items[row];
}

static void tell(struct media_index *index, enum media_event event, uint32_t row)
{
	if (index->observer)
		index->observer(index->observer_context, event, row);
}

/* -- order and look-up ------------------------------------------------------------------------- */

static int compare_entries(const struct media_entry *a, const struct media_entry *b)
{
	if (a->time != b->time)
		return a->time > b->time ? -1 : 1;
	if (a->message != b->message)
		return a->message > b->message ? -1 : 1;
	return (a->which > b->which) - (a->which < b->which);
}

static int compare_item(uint32_t item, const void *wanted, void *context)
{
	return compare_entries(wanted, get(context, item));
}

static size_t rank_of(const struct media_index *index, const struct media_entry *entry)
{
	return seq_lower_bound(index->order, compare_item, entry, (void *)(uintptr_t)index);
}

static uint64_t hash_message(uint64_t message)
{
	return hash_bytes(&message, sizeof(message));
}

static uint64_t hash_of(uint32_t id, const void *context)
{
	return hash_message(get(context, id)->message);
}

static bool names(uint32_t id, const void *wanted, const void *context)
{
	return get(context, id)->message == *(const uint64_t *)wanted;
}

static uint32_t first_of(const struct media_index *index, uint64_t message)
{
	return idset_find(&index->by_message, hash_message(message), &message);
}

/* -- entries ----------------------------------------------------------------------------------- */

/* `from` is its values, without key. */
static uint32_t new_entry(struct media_index *index, const struct media_entry *from)
{
	uint32_t row = index->free;

	if (row == MEDIA_INDEX_NONE) {
		row = (uint32_t)index->entries.count;
		vec_push(&index->entries, *from);
	} else {
		index->free = get(index, row)->next;
		*get(index, row) = *from;
	}
	get(index, row)->key = (uint64_t)++index->generation << 32 | (row + 1);
	return row;
}

static void list_entry(struct media_index *index, uint32_t row)
{
	struct media_entry *entry = get(index, row);

	entry->listed = true;
	seq_insert(index->order, rank_of(index, entry), row);
	tell(index, MEDIA_ADDED, row);
}

static void unlist_entry(struct media_index *index, uint32_t row)
{
	if (!get(index, row)->listed)
		return;
	tell(index, MEDIA_REMOVING, row);
	seq_remove(index->order, rank_of(index, get(index, row)));
	get(index, row)->listed = false;
}

static void free_entry(struct media_index *index, uint32_t row)
{
	unlist_entry(index, row);
	*get(index, row) = (struct media_entry){ .next = index->free };
	index->free = row;
}

static void count_unread(struct media_index *index, const struct media_entry *first, int by)
{
	if (first->state != MEDIA_READ)
		index->unread += (size_t)by;
}

static void add_message(struct media_index *index, uint32_t store_row)
{
	const struct store *store = index->session->store;
	struct message message;

	store_get(store, store_row, &message);
	if (!message.num_media)
		return;
	uint64_t key = store_key(store, store_row);
	uint32_t row = new_entry(index, &(struct media_entry){
						.message = key,
						.time = store_time(store, store_row),
						.count = message.num_media,
						.next = MEDIA_INDEX_NONE,
					});
	idset_add(&index->by_message, hash_message(key), row);
	count_unread(index, get(index, row), 1);
	list_entry(index, row);
}

static void drop_message(struct media_index *index, uint32_t first)
{
	count_unread(index, get(index, first), -1);
	idset_remove(&index->by_message, hash_message(get(index, first)->message), first);
	for (uint32_t row = first, next; row != MEDIA_INDEX_NONE; row = next) {
		next = get(index, row)->next;
		free_entry(index, row);
	}
}

static void move_message(struct media_index *index, uint32_t first, int64_t time)
{
	for (uint32_t row = first; row != MEDIA_INDEX_NONE; row = get(index, row)->next) {
		struct media_entry *entry = get(index, row);

		if (entry->listed)
			seq_remove(index->order, rank_of(index, entry));
		entry->time = time;
		if (entry->listed)
			seq_insert(index->order, rank_of(index, entry), row);
	}
}

static void change_message(struct media_index *index, uint32_t store_row)
{
	const struct store *store = index->session->store;
	uint32_t first = first_of(index, store_key(store, store_row));
	int64_t time = store_time(store, store_row);
	struct message message;

	store_get(store, store_row, &message);
	if (first == MEDIA_INDEX_NONE || message.num_media != get(index, first)->count) {
		if (first != MEDIA_INDEX_NONE)
			drop_message(index, first);
		add_message(index, store_row);
		return;
	}
	if (time != get(index, first)->time)
		move_message(index, first, time);
	for (uint32_t row = first; row != MEDIA_INDEX_NONE; row = get(index, row)->next)
		if (get(index, row)->listed)
			tell(index, MEDIA_CHANGED, row);
}

static void clear(struct media_index *index)
{
	vec_clear(&index->entries);
	index->free = MEDIA_INDEX_NONE;
	seq_clear(index->order);
	idset_release(&index->by_message);
	idset_init(&index->by_message, SEGMENT_BITS);
	index->unread = 0;
	index->asked_count = 0;
}

static void store_changed(const struct store_event *event, void *context)
{
	struct media_index *index = context;
	uint32_t first;

	switch (event->kind) {
	case STORE_EVENT_ADDED:
		add_message(index, event->row);
		break;
	case STORE_EVENT_CHANGED:
		change_message(index, event->row);
		break;
	case STORE_EVENT_REMOVING:
		first = first_of(index, store_key(index->session->store, event->row));
		if (first != MEDIA_INDEX_NONE)
			drop_message(index, first);
		break;
	case STORE_EVENT_REMOVED:
		break;
	case STORE_EVENT_CLEARED:
		clear(index);
		tell(index, MEDIA_CLEARED, MEDIA_INDEX_NONE);
		break;
	}
}

struct media_index *media_index_new(struct session *session)
{
	struct media_index *index = xcalloc(1, sizeof(*index));

	index->session = session;
	index->order = seq_new();
	index->by_message = (struct idset){ .hash_of = hash_of, .names = names, .context = index };
	idset_init(&index->by_message, SEGMENT_BITS);
	intern_init(&index->types, TYPE_BITS);
	index->free = MEDIA_INDEX_NONE;
	for (size_t i = 0; i < store_count(session->store); i++)
		add_message(index, store_at(session->store, i));
	store_observe(session->store, store_changed, index);
	return index;
}

void media_index_free(struct media_index *index)
{
	if (!index)
		return;
	store_unobserve(index->session->store, store_changed, index);
	seq_free(index->order);
	idset_release(&index->by_message);
	intern_release(&index->types);
	vec_release(&index->entries);
	error_release(&index->error);
	free(index);
}

void media_index_observe(struct media_index *index, media_observer *observer, void *context)
{
	index->observer = observer;
	index->observer_context = context;
}

/* -- reading ----------------------------------------------------------------------------------- */

size_t media_index_count(const struct media_index *index)
{
	return seq_count(index->order);
}

uint32_t media_index_at(const struct media_index *index, size_t rank)
{
	return seq_at(index->order, rank);
}

size_t media_index_rank(const struct media_index *index, uint32_t row)
{
	return rank_of(index, get(index, row));
}

int media_index_compare(const struct media_index *index, uint32_t a, uint32_t b)
{
	return compare_entries(get(index, a), get(index, b));
}

uint32_t media_index_row(const struct media_index *index, uint64_t key)
{
	uint32_t row = (uint32_t)key - 1;

	return key && row < index->entries.count && get(index, row)->key == key &&
			       get(index, row)->listed
		       ? row
		       : MEDIA_INDEX_NONE;
}

const struct media_entry *media_index_get(const struct media_index *index, uint32_t row)
{
	return get(index, row);
}

uint32_t media_index_first(const struct media_index *index, const struct sid *message)
{
	uint32_t row = store_find(index->session->store, message);

	return row == STORE_NO_ROW ? MEDIA_INDEX_NONE
				   : first_of(index, store_key(index->session->store, row));
}

struct text media_index_type(const struct media_index *index, const struct media_entry *entry)
{
	return intern_text(&index->types, entry->type);
}

bool media_index_medium(const struct media_index *index, uint32_t row, struct medium *medium)
{
	const struct media_entry *entry = get(index, row);
	const struct store *store = index->session->store;
	uint32_t store_at_row = store_row(store, entry->message);

	if (entry->sid.kind == SID_NONE || store_at_row == STORE_NO_ROW)
		return false;
	*medium = (struct medium){
		.sid = entry->sid,
		.message = store_sid(store, store_at_row),
		.content_type = media_index_type(index, entry),
		.date_created = entry->time,
		.date_updated = entry->time,
	};
	return true;
}

size_t media_index_unread(const struct media_index *index)
{
	return index->unread;
}

size_t media_index_asked(const struct media_index *index)
{
	return index->asked_count;
}

const struct error *media_index_error(const struct media_index *index)
{
	return &index->error;
}

void media_index_set_size(struct media_index *index, uint32_t row, uint64_t bytes)
{
	get(index, row)->size = bytes;
	if (get(index, row)->listed)
		tell(index, MEDIA_CHANGED, row);
}

/* -- asking ------------------------------------------------------------------------------------ */

static void set_state(struct media_index *index, uint32_t first, enum media_state state)
{
	count_unread(index, get(index, first), -1);
	get(index, first)->state = (uint8_t)state;
	count_unread(index, get(index, first), 1);
	if (get(index, first)->listed)
		tell(index, MEDIA_CHANGED, first);
}

bool media_index_want(struct media_index *index, uint32_t row, enum job_priority priority)
{
	struct session *session = index->session;
	uint64_t message = get(index, row)->message;
	uint32_t first = first_of(index, message);
	uint32_t at = store_row(session->store, message);
	struct job job = { .kind = JOB_READ, .priority = priority };

	/* After a failure one waits for what else is on its way. */
	if (index->refused || index->asked_count == MEDIA_INDEX_AT_ONCE ||
	    (index->failed && index->asked_count))
		return false;
	if (first == MEDIA_INDEX_NONE || get(index, first)->state != MEDIA_UNREAD ||
	    at == STORE_NO_ROW || !session->fetch)
		return true;
	struct sid sid = store_sid(session->store, at);
	job.list = list_id(RESOURCE_MEDIA, &sid, NULL);
	set_state(index, first, MEDIA_ASKED);
	index->asked[index->asked_count++] =
		(struct asked){ session_submit(session, &job), message };
	return index->asked_count < MEDIA_INDEX_AT_ONCE;
}

void media_index_again(struct media_index *index)
{
	index->refused = false;
	index->failed = 0;
	error_release(&index->error);
	for (uint32_t row = 0; row < index->entries.count; row++)
		if (get(index, row)->key && get(index, row)->state == MEDIA_FAILED)
			set_state(index, row, MEDIA_UNREAD);
}

/* -- answers ----------------------------------------------------------------------------------- */

static bool has_medium(const struct media_index *index, uint32_t first, const struct sid *sid)
{
	for (uint32_t row = first; row != MEDIA_INDEX_NONE; row = get(index, row)->next)
		if (sid_equal(&get(index, row)->sid, sid))
			return true;
	return false;
}

static void add_medium(struct media_index *index, uint32_t first, const struct medium *medium)
{
	uint32_t type = medium->content_type.data && !intern_full(&index->types)
				? intern_add(&index->types, medium->content_type)
				: INTERN_NULL;
	uint32_t last = first;
	struct media_entry entry;

	if (has_medium(index, first, &medium->sid))
		return;
	if (get(index, first)->sid.kind == SID_NONE) {
		get(index, first)->sid = medium->sid;
		get(index, first)->type = type;
		if (get(index, first)->listed)
			tell(index, MEDIA_CHANGED, first);
		else
			list_entry(index, first);
		return;
	}
	while (get(index, last)->next != MEDIA_INDEX_NONE)
		last = get(index, last)->next;
	entry = *get(index, last);
	entry.sid = medium->sid;
	entry.type = type;
	entry.size = 0;
	entry.state = MEDIA_READ;
	entry.listed = false;
	entry.which++;
	if (entry.which == 0)
		return; /* 256 media: no message has so many */
	uint32_t row = new_entry(index, &entry);
	get(index, last)->next = row;
	list_entry(index, row);
}

static void list_ended(struct media_index *index, uint32_t first, const struct error *err)
{
	if (err->kind == ERROR_NONE || err->http_status == 404) {
		index->failed = 0;
		set_state(index, first, MEDIA_READ);
		if (get(index, first)->sid.kind == SID_NONE)
			unlist_entry(index, first);
		return;
	}
	error_release(&index->error);
	error_copy(&index->error, err);
	index->refused |= err->kind == ERROR_AUTH || ++index->failed == MEDIA_INDEX_AT_ONCE;
	set_state(index, first, err->kind == ERROR_CANCELLED ? MEDIA_UNREAD : MEDIA_FAILED);
}

static void take_list(struct media_index *index, size_t at, const struct result *result)
{
	const struct medium *media = result->records;
	uint32_t first = first_of(index, index->asked[at].message);

	for (size_t i = 0; first != MEDIA_INDEX_NONE && i < result->record_count; i++)
		add_medium(index, first, &media[i]);
	if (!result->last)
		return;
	index->asked[at] = index->asked[--index->asked_count];
	if (first != MEDIA_INDEX_NONE)
		list_ended(index, first, &result->error);
}

/* Its first entry stays, unlisted when nothing is left, so that the message is known to have none. */
static bool remove_medium(struct media_index *index, const struct sid *message,
			  const struct sid *sid)
{
	uint32_t first = media_index_first(index, message);
	uint32_t row = first, before = MEDIA_INDEX_NONE;

	while (row != MEDIA_INDEX_NONE && !sid_equal(&get(index, row)->sid, sid)) {
		before = row;
		row = get(index, row)->next;
	}
	if (row == MEDIA_INDEX_NONE)
		return false;
	if (before != MEDIA_INDEX_NONE) {
		get(index, before)->next = get(index, row)->next;
		free_entry(index, row);
	} else {
		unlist_entry(index, first);
		get(index, first)->sid = (struct sid){ .kind = SID_NONE };
	}
	return true;
}

bool media_index_take(struct media_index *index, const struct result *result)
{
	if (result->kind == JOB_CHANGE && result->list.resource == RESOURCE_MEDIA &&
	    result->gone.kind == SID_ME)
		return remove_medium(index, &result->list.of, &result->gone);
	if (result->kind != JOB_READ)
		return false;
	if (result->list.resource == RESOURCE_MEDIA && result->gone.kind == SID_ME)
		return remove_medium(index, &result->list.of, &result->gone);
	for (size_t at = 0; at < index->asked_count; at++) {
		if (index->asked[at].job == result->job) {
			take_list(index, at, result);
			return true;
		}
	}
	return false;
}
