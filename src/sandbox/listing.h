/*
 * listing.h - which messages a list shows, in which order.
 *
 * Newest first by date_sent. Messages without one (queued, scheduled, canceled) stand where the
 * assumption null-order says; with it and those that clients made they form a short list of
 * extras, kept sorted and merged with the long sorted list of planned messages.
 * Cost of a page: its messages, plus those passed over by a filter for one of the account's own
 * senders (a byte each), plus the contact's own for a filter by contact.
 */
#ifndef MSGDECK_SANDBOX_LISTING_H
#define MSGDECK_SANDBOX_LISTING_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "base/vec.h"
#include "sandbox/account.h"

struct listing_filter {
	const char *to;   /* NULL: any */
	const char *from; /* NULL: any */
	bool by_date;
	int64_t low; /* of date_sent, both included */
	int64_t high;
};

/* One message outside of the planned order. */
struct extra {
	int64_t key;  /* what it is sorted by; larger is earlier in the list */
	int64_t date; /* date_sent, or date_created where there is none */
	uint32_t handle;
	bool is_null; /* no date_sent */
};

struct listing {
	const struct account *account;
	int64_t now;
	uint64_t version;
	struct VEC(struct extra) extras; /* sorted; rebuilt when the time or the account changed */
};

struct handles VEC(uint32_t);

void listing_release(struct listing *listing);
/* Fills `page` with up to `limit` handles behind `after` (NULL: from the newest), in list order;
 * with `backward`, those in front of it. */
void listing_page(struct listing *listing, const struct account *account, int64_t now,
		  const struct listing_filter *filter, const uint32_t *after, bool backward,
		  size_t limit, struct handles *page);

#endif
