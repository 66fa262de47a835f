/*
 * media_index.h - all media of the messages in the cache, in the order of the messages.
 *
 * The message list says how many media a message has; what they are is in a list of its own for each
 * message. So a message is one entry until its list has been read, and then one for each medium. The
 * index follows the cache by itself: entries come, move and go with their messages. Nothing is asked
 * for but by media_index_want(), and a few lists at a time.
 *
 * An entry has a row, a 32-bit handle, and a key that is never used again. The entry of a message that
 * was not read yet becomes that of its first medium, with the same key, so that a cursor stays.
 *
 * Cost: 80 bytes an entry and 4 for its place; the entries are bounded by the cache, which evicts.
 * Thread: UI.
 */
#ifndef MSGDECK_VIEWS_MEDIA_MEDIA_INDEX_H
#define MSGDECK_VIEWS_MEDIA_MEDIA_INDEX_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "fetch/fetch.h"
#include "model/medium.h"
#include "model/store.h"

/* Lists of media that are read at the same time. */
#define MEDIA_INDEX_AT_ONCE 4
#define MEDIA_INDEX_NONE UINT32_MAX

struct session;
struct media_index;

enum media_state {
	MEDIA_UNREAD,
	MEDIA_ASKED,
	MEDIA_READ,
	MEDIA_FAILED, /* tried, without success */
};

struct media_entry {
	uint64_t key;
	uint64_t message; /* store_key() */
	int64_t time;     /* of the message */
	struct sid sid;   /* of the medium; SID_NONE until the list is read */
	uint32_t type;    /* see media_index_type() */
	uint32_t count;   /* media that the message says it has */
	uint32_t next;    /* the message's next entry, MEDIA_INDEX_NONE behind the last */
	uint64_t size;    /* bytes, once its content was fetched; 0: not known */
	uint8_t which;    /* its place among the message's media, from 0 */
	uint8_t state;    /* enum media_state, of the message's list */
	bool listed;      /* false: its message turned out to have none */
};

enum media_event {
	MEDIA_ADDED,
	MEDIA_CHANGED,
	MEDIA_REMOVING, /* before it goes, while it still has its values and rank */
	MEDIA_CLEARED,
};
typedef void media_observer(void *context, enum media_event event, uint32_t row);

/* Goes through what the store holds already. */
struct media_index *media_index_new(struct session *session);
/* NULL is allowed. */
void media_index_free(struct media_index *index);
/* One observer; NULL: none any more. */
void media_index_observe(struct media_index *index, media_observer *observer, void *context);

size_t media_index_count(const struct media_index *index);
/* Newest message first, its media in their order. */
uint32_t media_index_at(const struct media_index *index, size_t rank);
size_t media_index_rank(const struct media_index *index, uint32_t row);
int media_index_compare(const struct media_index *index, uint32_t a, uint32_t b);
/* MEDIA_INDEX_NONE when it has gone. */
uint32_t media_index_row(const struct media_index *index, uint64_t key);
/* Valid until the next change. */
const struct media_entry *media_index_get(const struct media_index *index, uint32_t row);
/* The first entry of a message, listed or not; MEDIA_INDEX_NONE when it has no media or is unknown. */
uint32_t media_index_first(const struct media_index *index, const struct sid *message);
/* Its content type as it came; null while it is not known. */
struct text media_index_type(const struct media_index *index, const struct media_entry *entry);
/* As a record. False while it is not known. */
bool media_index_medium(const struct media_index *index, uint32_t row, struct medium *medium);

/* Asks for the list that the entry stands for, unless it is there or on its way, did not come, or
 * as many as allowed are on their way. Returns whether another one could be asked for. */
bool media_index_want(struct media_index *index, uint32_t row, enum job_priority priority);
/* What did not come may be asked for again. */
void media_index_again(struct media_index *index);
/* Why the last list that failed did; ERROR_NONE when none has since media_index_again(). When the key
 * may not read media, or several in a row failed, nothing more is asked for until then. */
const struct error *media_index_error(const struct media_index *index);
/* Entries of messages whose list is not there yet. */
size_t media_index_unread(const struct media_index *index);
/* How many lists are on their way. */
size_t media_index_asked(const struct media_index *index);
/* The content has come: how large it is. */
void media_index_set_size(struct media_index *index, uint32_t row, uint64_t bytes);

/* Offers a result of fetch; true when something here changed. */
bool media_index_take(struct media_index *index, const struct result *result);

#endif
