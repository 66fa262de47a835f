#include "model/store_contacts.h"

#include <stdlib.h>
#include <string.h>

#include "base/mem.h"
#include "model/store_internal.h"

#define ANCHOR_MASK 7

void contacts_release(struct contacts *contacts)
{
	for (uint32_t first = 0; first < contacts->count; first += CONTACTS_PAGE)
		free(contacts->pages[first >> CONTACTS_PAGE_BITS]);
	for (uint32_t i = 0; i < contacts->address_pages; i++)
		free(contacts->by_address[i]);
	free(contacts->pages);
	free(contacts->by_address);
	*contacts = (struct contacts){ .count = 0 };
}

struct contact *contacts_at(const struct contacts *contacts, uint32_t contact)
{
	return &contacts->pages[contact >> CONTACTS_PAGE_BITS][contact & (CONTACTS_PAGE - 1)];
}

uint32_t contacts_find(const struct contacts *contacts, uint32_t address)
{
	uint32_t page = address >> CONTACTS_PAGE_BITS;

	return page < contacts->address_pages
		       ? contacts->by_address[page][address & (CONTACTS_PAGE - 1)]
		       : STORE_NO_CONTACT;
}

static uint32_t *place_of_address(struct contacts *contacts, uint32_t address)
{
	uint32_t page = address >> CONTACTS_PAGE_BITS;

	while (page >= contacts->address_pages) {
		size_t size = CONTACTS_PAGE * sizeof(**contacts->by_address);

		contacts->by_address = xreallocarray(contacts->by_address,
						     contacts->address_pages + 1,
						     sizeof(*contacts->by_address));
		contacts->by_address[contacts->address_pages] = xmalloc(size);
		memset(contacts->by_address[contacts->address_pages++], 0xff, size);
		contacts->bytes += size + sizeof(*contacts->by_address);
	}
	return &contacts->by_address[page][address & (CONTACTS_PAGE - 1)];
}

static uint32_t add_contact(struct contacts *contacts, uint32_t address)
{
	uint32_t page = contacts->count >> CONTACTS_PAGE_BITS;

	if ((contacts->count & (CONTACTS_PAGE - 1)) == 0) {
		contacts->pages =
			xreallocarray(contacts->pages, page + 1, sizeof(*contacts->pages));
		contacts->pages[page] = xmalloc(CONTACTS_PAGE * sizeof(**contacts->pages));
		contacts->bytes +=
			CONTACTS_PAGE * sizeof(**contacts->pages) + sizeof(*contacts->pages);
	}
	*contacts_at(contacts, contacts->count) = (struct contact){ .address = address,
								    .newest = STORE_NO_ROW,
								    .oldest = STORE_NO_ROW };
	return contacts->count++;
}

static uint32_t contact_address(const struct row *row)
{
	return row->direction == DIRECTION_INBOUND ? row->from : row->to;
}

uint32_t contacts_of(struct store *store, uint32_t number)
{
	uint32_t address = contact_address(rows_at(&store->rows, number));
	uint32_t *contact = place_of_address(&store->contacts, address);

	if (*contact == STORE_NO_CONTACT)
		*contact = add_contact(&store->contacts, address);
	return *contact;
}

static bool is_anchor(const struct store *store, const struct sid *sid)
{
	return (store_hash_digits(store, sid->bytes) & ANCHOR_MASK) == 0;
}

static int compare_anchor(uint32_t item, const void *wanted, void *context)
{
	const struct store *store = context;
	const struct order_key *key = wanted;
	uint32_t address = contact_address(rows_at(&store->rows, item));

	if (key->address != address)
		return key->address < address ? -1 : 1;
	return order_compare(store, key, item);
}

static size_t anchor_rank(const struct store *store, const struct order_key *key)
{
	return seq_lower_bound(store->anchors, compare_anchor, key, (void *)(uintptr_t)store);
}

/* The first row of the chain that sorts after the key; there is one. */
static uint32_t find_older(const struct store *store, const struct contact *contact,
			   const struct order_key *key)
{
	size_t rank = anchor_rank(store, key);
	uint32_t at = contact->oldest;

	if (rank < seq_count(store->anchors)) {
		uint32_t anchor = seq_at(store->anchors, rank);

		if (contact_address(rows_at(&store->rows, anchor)) == key->address)
			at = anchor;
	}
	for (;;) {
		uint32_t newer = rows_at(&store->rows, at)->newer;

		if (newer == STORE_NO_ROW || order_compare(store, key, newer) > 0)
			return at;
		at = newer;
	}
}

/* Between which two rows of its contact a new row belongs. */
static void find_place(const struct store *store, const struct contact *contact,
		       const struct order_key *key, uint32_t *newer, uint32_t *older)
{
	if (contact->newest == STORE_NO_ROW || order_compare(store, key, contact->newest) < 0) {
		*newer = STORE_NO_ROW;
		*older = contact->newest;
	} else if (order_compare(store, key, contact->oldest) > 0) {
		*newer = contact->oldest;
		*older = STORE_NO_ROW;
	} else {
		*older = find_older(store, contact, key);
		*newer = rows_at(&store->rows, *older)->newer;
	}
}

static void join(struct store *store, struct contact *contact, uint32_t newer, uint32_t older)
{
	if (newer == STORE_NO_ROW)
		contact->newest = older;
	else
		rows_at(&store->rows, newer)->older = older;
	if (older == STORE_NO_ROW)
		contact->oldest = newer;
	else
		rows_at(&store->rows, older)->newer = newer;
}

static void count_row(struct contact *contact, const struct row *row, int change)
{
	contact->count += (uint32_t)change;
	if (message_status_is_failure((enum message_status)row->status))
		contact->failed += (uint32_t)change;
	if (row->flags & ROW_UNREAD)
		contact->unread += (uint32_t)change;
}

void contacts_link(struct store *store, uint32_t number, uint32_t contact_number)
{
	struct contact *contact = contacts_at(&store->contacts, contact_number);
	struct row *row = rows_at(&store->rows, number);
	struct order_key key = order_key_of(store, number);

	key.address = contact->address;
	find_place(store, contact, &key, &row->newer, &row->older);
	join(store, contact, row->newer, number);
	join(store, contact, number, row->older);
	count_row(contact, row, 1);
	if (is_anchor(store, &key.sid))
		seq_insert(store->anchors, anchor_rank(store, &key), number);
}

void contacts_unlink(struct store *store, uint32_t number, uint32_t contact_number)
{
	struct contact *contact = contacts_at(&store->contacts, contact_number);
	struct row *row = rows_at(&store->rows, number);
	struct order_key key = order_key_of(store, number);

	key.address = contact->address;
	if (is_anchor(store, &key.sid))
		seq_remove(store->anchors, anchor_rank(store, &key));
	join(store, contact, row->newer, row->older);
	count_row(contact, row, -1);
}

size_t store_contact_count(const struct store *store)
{
	return store->contacts.count;
}

void store_contact(const struct store *store, uint32_t number, struct store_contact *out)
{
	const struct contact *contact = contacts_at(&store->contacts, number);

	*out = (struct store_contact){ .address = intern_text(&store->addresses, contact->address),
				       .newest = contact->newest,
				       .count = contact->count,
				       .failed = contact->failed,
				       .unread = contact->unread };
}

uint32_t store_contact_find(const struct store *store, const char *address, size_t length)
{
	struct text text = { .data = address, .length = length };
	uint32_t number = intern_find(&store->addresses, text);

	return number == INTERN_NOT_FOUND ? STORE_NO_CONTACT
					  : contacts_find(&store->contacts, number);
}

uint32_t store_contact_of(const struct store *store, uint32_t number)
{
	return contacts_find(&store->contacts, contact_address(rows_at(&store->rows, number)));
}

uint32_t store_contact_older(const struct store *store, uint32_t row)
{
	return rows_at(&store->rows, row)->older;
}

uint32_t store_contact_newer(const struct store *store, uint32_t row)
{
	return rows_at(&store->rows, row)->newer;
}

void store_contact_seen(struct store *store, uint32_t number)
{
	struct contact *contact = contacts_at(&store->contacts, number);

	if (contact->unread == 0)
		return;
	for (uint32_t row = contact->newest; contact->unread > 0 && row != STORE_NO_ROW;
	     row = rows_at(&store->rows, row)->older) {
		struct row *record = rows_at(&store->rows, row);

		if (record->flags & ROW_UNREAD) {
			record->flags &= (uint8_t)~ROW_UNREAD;
			contact->unread--;
		}
	}
	store->version++;
}
