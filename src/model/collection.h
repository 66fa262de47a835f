/*
 * collection.h - a list of the API as it is cached: a few, or a few thousand, records of one kind.
 *
 * Records come in pages. A first load shows each page as it comes; a later one is collected beside what
 * is there, and takes its place when it is complete, so that a table never flickers and a failure
 * loses nothing. Each record has a key that stays the same as long as the program runs, also when the
 * list is loaded again and when the record leaves and comes back; so cursors and selections stay.
 * Records are immutable: a change is a record put in the place of another.
 *
 * Cost: the record and its texts, 24 bytes an entry, 38 to know its SID and key.
 * Thread: one owner at a time, the UI thread.
 */
#ifndef MSGDECK_MODEL_COLLECTION_H
#define MSGDECK_MODEL_COLLECTION_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "base/arena.h"
#include "base/error.h"
#include "model/resource.h"

#define COLLECTION_MAX 1000000 /* records; more are refused as an error of the load */
#define COLLECTION_NONE UINT32_MAX

enum collection_state {
	COLLECTION_EMPTY,   /* never asked for */
	COLLECTION_LOADING, /* the first time; pages that came are there */
	COLLECTION_COMPLETE,
	COLLECTION_AGAIN,  /* complete as of `loaded`, and being loaded again */
	COLLECTION_FAILED, /* `error` says why; what came before is there, and may be incomplete */
};

struct collection;

struct collection *collection_new(const struct list_id *id);
/* Wipes: texts of records may be personal. NULL is allowed. */
void collection_free(struct collection *collection);
const struct list_id *collection_id(const struct collection *collection);

enum collection_state collection_state(const struct collection *collection);
/* Whether all of the list is there, however old. */
bool collection_is_complete(const struct collection *collection);
/* When it was last complete (clock_now()); DATE_NONE: never. */
int64_t collection_loaded(const struct collection *collection);
/* ERROR_NONE unless the last load failed. Belongs to the collection. */
const struct error *collection_error(const struct collection *collection);
/* Records, or parts of records, that could not be understood. */
size_t collection_bad(const struct collection *collection);
/* Goes up with every change of what is here: for views that keep something derived from it. */
uint64_t collection_version(const struct collection *collection);

/* A load begins. */
void collection_begin(struct collection *collection);
/* A page of it; takes the arena over, in which `records` lie. What was put or removed since the load
 * began stays as it is. False when no more pages are wanted: none is loading, or it is full. */
bool collection_take(struct collection *collection, struct arena *arena, const void *records,
		     size_t count, size_t bad);
/* It has ended; err NULL or ERROR_NONE: well. The error is copied. */
void collection_end(struct collection *collection, const struct error *err);
/* One record, new (at the front) or changed; takes the arena over. */
void collection_put(struct collection *collection, struct arena *arena, const void *record);
/* Does nothing when it is not there. */
void collection_remove(struct collection *collection, const struct sid *identity);
/* Everything goes, as if never asked for; keys stay known. */
void collection_clear(struct collection *collection);

size_t collection_count(const struct collection *collection);
/* In the list's order. Valid until the next change. */
const void *collection_at(const struct collection *collection, size_t index);
uint64_t collection_key(const struct collection *collection, size_t index);
/* COLLECTION_NONE when it is not there. */
uint32_t collection_find(const struct collection *collection, const struct sid *identity);
uint32_t collection_find_key(const struct collection *collection, uint64_t key);
/* The record with this identity, or NULL. */
const void *collection_get(const struct collection *collection, const struct sid *identity);

#endif
