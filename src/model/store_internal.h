/*
 * store_internal.h - what the files of the store share. Nobody else includes it.
 *
 * What always holds between public calls: a live row is in `by_sid`, in `by_time`, in the chain of
 * its contact, in `anchors` when its hash says so, and in `unfinished` exactly when its status is
 * not final; nothing else is in any of them.
 *
 * Cost of a message, in bytes: rows 60, by_sid 4.6 to 5.7, by_time 4 to 8 (4 when it arrived in
 * order), anchors under 1, unfinished 4 to 8 for those that are, length of the text 1 to 2.
 */
#ifndef MSGDECK_MODEL_STORE_INTERNAL_H
#define MSGDECK_MODEL_STORE_INTERNAL_H

#include "base/seq.h"
#include "base/vec.h"
#include "model/idset.h"
#include "model/intern.h"
#include "model/store.h"
#include "model/store_codec.h"
#include "model/store_contacts.h"
#include "model/store_rare.h"
#include "model/store_rows.h"
#include "model/store_text.h"

struct store_listener {
	store_observer *observer;
	void *context;
};

struct store {
	struct rows rows;
	struct texts texts;
	struct contacts contacts;
	struct intern addresses;
	struct intern services; /* struct sid as bytes */
	struct intern prices;   /* store_codec.c packs the keys of this and the next */
	struct intern errors;
	struct intern deleted; /* SIDs of messages that were deleted here */
	struct rare_table rares;
	struct idset by_sid;
	struct seq *by_time;
	struct seq *anchors;
	struct seq *unfinished;
	size_t hint; /* rank of the row added last in by_time */
	struct VEC(struct store_listener) listeners;
	uint64_t sid_key[2]; /* of the hash of SIDs */
	uint64_t version;
	uint64_t epoch; /* grows when it is cleared: the high part of keys */
	uint64_t limit;
	uint64_t beyond; /* bytes on top of it, of messages that are held for a query alone */
	int64_t start;   /* what is older is not loaded; DATE_NONE: all is */
	size_t evicted;
	int64_t evicted_to;
	bool counts_unread;
	int64_t unread_since; /* inbound messages at or after this count */
};

/* store_order.c: the order of the cache, newest first. */

/* A place in the order; made from a row or from a message that is not in yet. */
struct order_key {
	int64_t time;
	struct sid sid;
	uint32_t address; /* of the contact: for the anchors alone */
};

struct order_key order_key_of(const struct store *store, uint32_t row);
/* <0 when the key sorts before (is newer than) the row, 0 when it is the row's own. */
int order_compare(const struct store *store, const struct order_key *key, uint32_t row);
/* In and out of by_time and unfinished. */
void order_link(struct store *store, uint32_t row);
void order_unlink(struct store *store, uint32_t row);
/* The part of them that depends on the status. */
void order_link_unfinished(struct store *store, uint32_t row);
void order_unlink_unfinished(struct store *store, uint32_t row);

/* Keyed, of a SID's 16 bytes; its kind plays no part. */
uint64_t store_hash_digits(const struct store *store, const uint8_t digits[static 16]);
/* Bytes that the limit is held against: what living rows and texts need, and dead text. */
uint64_t store_bytes_in_use(const struct store *store);

#endif
