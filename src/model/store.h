/*
 * store.h - the in-memory cache of messages.
 *
 * Thread: the UI thread alone. Nothing in it points outside it: pages are copied in once.
 *
 * A message has a row, a 32-bit handle that is valid while the message is in the store, and a key,
 * a 64-bit name, never 0, that is never used again in this session: cursors and selections hold
 * keys, code that runs to its end without returning to the loop may hold rows.
 *
 * Cost of each structure is stated beside its definition in store_*.c; together at most 96 bytes a
 * message beyond its text (store_memory() counts all of it).
 *
 * Order: newest first by message_time(), ties by decreasing SID bytes, so that the order is total
 * and does not depend on the order of arrival.
 */
#ifndef MSGDECK_MODEL_STORE_H
#define MSGDECK_MODEL_STORE_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "model/message.h"

#define STORE_NO_ROW UINT32_MAX
#define STORE_NO_CONTACT UINT32_MAX

struct store;

enum store_result {
	STORE_ADDED,
	STORE_CHANGED, /* known, and a member differed */
	STORE_SAME,    /* known, nothing differed */
	STORE_STALE,   /* deleted here before, still listed there: left alone */
	STORE_FULL,    /* not taken: older than all that the limits leave room for, or too long */
};

enum store_event_kind {
	STORE_EVENT_ADDED,
	STORE_EVENT_CHANGED,
	STORE_EVENT_REMOVING, /* sent while the row still has its values */
	STORE_EVENT_REMOVED,  /* it has left: ranks and counts are right; row is STORE_NO_ROW */
	STORE_EVENT_CLEARED,  /* row and contact mean nothing; contacts are numbered anew */
};

struct store_event {
	enum store_event_kind kind;
	uint32_t row;
	uint32_t contact;
	bool reordered; /* CHANGED: the time changed, so the row has a new rank */
};

typedef void store_observer(const struct store_event *event, void *context);

struct store *store_new(void);
/* Overwrites the texts and frees everything. NULL is allowed. */
void store_free(struct store *store);
/* Forgets everything, what was deleted too, but for observers, limit and the counting of unread. */
void store_clear(struct store *store);

/* Observers run inside store_put() and store_remove(); they must not change the store. */
void store_observe(struct store *store, store_observer *observer, void *context);
void store_unobserve(struct store *store, store_observer *observer, void *context);

/* Adds or updates; copies everything. The pointer `row` may be NULL; *row is STORE_NO_ROW when the
 * message is not in the store afterwards. A record that is older by date_updated than the one held
 * does not overwrite it, nor does one of the same second whose status is not final while the one
 * held is. A message whose contact changes is taken out and put in again for the observers
 * (REMOVING, REMOVED, ADDED); its row and key stay. */
enum store_result store_put(struct store *store, const struct message *message, uint32_t *row);
/* Overwrites the text at once and forgets the message; its SID is remembered (as deleted) so that a
 * list that still shows it does not bring it back. */
void store_remove(struct store *store, uint32_t row);
/* Drops a message for want of memory: as remove, but it may come back. */
void store_evict(struct store *store, uint32_t row);
/* Overwrites the text at once and leaves an empty one, which no later record replaces: what is
 * still on its way may have been read before the redaction. */
void store_redact(struct store *store, uint32_t row);

/* What a query asked the service for because memory does not reach so far back, or because what is
 * older than store_set_start() is not loaded: such messages are taken on top of the limit, at most
 * STORE_BEYOND_MAX bytes of them (STORE_FULL then), and leave together with store_drop_beyond(). A
 * message that is held in any case is put as by store_put(). There may be 30,000 of them: they leave in
 * slices, until soon after the deadline (clock_mono_ns); it returns whether there are more, and no other is
 * put until there are none. */
#define STORE_BEYOND_MAX (4u << 20)
void store_set_start(struct store *store, int64_t start);
enum store_result store_put_beyond(struct store *store, const struct message *message,
				   uint32_t *row);
bool store_drop_beyond(struct store *store, int64_t deadline_ns);

/* 0: no limit. Over it the oldest leave; store_evicted() tells how many and up to which time. */
void store_set_limit(struct store *store, uint64_t bytes);
size_t store_evicted(const struct store *store, int64_t *up_to);

size_t store_count(const struct store *store);
/* A number that grows with each change. */
uint64_t store_version(const struct store *store);
/* A number that grows when the store is cleared: numbers of addresses and contacts, and rows, mean
 * something else from then on. */
uint64_t store_epoch(const struct store *store);

uint32_t store_find(const struct store *store, const struct sid *sid);
uint64_t store_key(const struct store *store, uint32_t row);
/* STORE_NO_ROW when the message has left. */
uint32_t store_row(const struct store *store, uint64_t key);

/* <0 when a is newer than b, 0 only for the same row. */
int store_compare(const struct store *store, uint32_t a, uint32_t b);
/* Rank 0 is the newest. */
uint32_t store_at(const struct store *store, size_t rank);
/* The rows of `count` ranks from there on; there must be as many. */
void store_slice(const struct store *store, size_t rank, uint32_t *rows, size_t count);
size_t store_rank(const struct store *store, uint32_t row);
/* First rank whose time is at or before `when`. */
size_t store_rank_at(const struct store *store, int64_t when);

/* The whole message; its texts are valid until the next change of the store. */
void store_get(const struct store *store, uint32_t row, struct message *out);
/* Single columns, for sorting and drawing many rows. */
struct sid store_sid(const struct store *store, uint32_t row);
int64_t store_time(const struct store *store, uint32_t row);
enum message_status store_status(const struct store *store, uint32_t row);
enum message_direction store_direction(const struct store *store, uint32_t row);
uint32_t store_segments(const struct store *store, uint32_t row);
uint32_t store_media(const struct store *store, uint32_t row);
int32_t store_error_code(const struct store *store, uint32_t row);
struct text store_body(const struct store *store, uint32_t row);
struct text store_from(const struct store *store, uint32_t row);
struct text store_to(const struct store *store, uint32_t row);
/* Interned numbers of the same: equal exactly when the texts are equal. */
uint32_t store_from_id(const struct store *store, uint32_t row);
uint32_t store_to_id(const struct store *store, uint32_t row);
/* The number of an address; 0 when no message has or had it. */
uint32_t store_address_find(const struct store *store, struct text address);
/* Inbound, added after store_start_unread(), its contact not seen since. */
bool store_is_unread(const struct store *store, uint32_t row);
uint32_t store_contact_of(const struct store *store, uint32_t row);

/* Contacts: the other parties, numbered 0..store_contact_count()-1 as they appear. A contact stays
 * when its last message leaves (count 0). */
struct store_contact {
	struct text address; /* valid for the life of the store */
	uint32_t newest;     /* row, STORE_NO_ROW when count is 0 */
	uint32_t count;
	uint32_t failed; /* messages that failed or were undelivered */
	uint32_t unread; /* inbound that arrived since start and were not seen */
};
size_t store_contact_count(const struct store *store);
void store_contact(const struct store *store, uint32_t contact, struct store_contact *out);
uint32_t store_contact_find(const struct store *store, const char *address, size_t length);
/* Messages of a contact in order of time; STORE_NO_ROW at the end. */
uint32_t store_contact_older(const struct store *store, uint32_t row);
uint32_t store_contact_newer(const struct store *store, uint32_t row);
void store_contact_seen(struct store *store, uint32_t contact);
/* Inbound messages added from now on count as unread when their time is at or after `since`
 * (history that is still loading is not news). */
void store_start_unread(struct store *store, int64_t since);

/* Messages that are not final and newer than `since`; calls visit() for each until it returns
 * false. Cost: the number of such messages, not of all. */
void store_each_unfinished(const struct store *store, int64_t since,
			   bool (*visit)(uint32_t row, void *context), void *context);

struct store_memory {
	uint64_t columns;
	uint64_t indexes;
	uint64_t texts;      /* bytes of text alive */
	uint64_t text_slack; /* dead or unused bytes in text chunks */
	uint64_t interned;   /* addresses, contacts and other values kept once */
};
/* Bytes allocated, free rows and spare room included; their sum is all that the store holds. */
void store_memory(const struct store *store, struct store_memory *out);

#endif
