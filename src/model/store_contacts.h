/*
 * store_contacts.h - the contacts and the order of each one's messages. Internal to the store.
 *
 * A contact's messages form a chain from newest to oldest (row.older, row.newer). Where a message
 * belongs in a long chain is found with anchors: the messages whose keyed hash ends in three zero
 * bits, all contacts' in one sequence ordered by contact and time. Whether a message is an anchor
 * depends on nothing but its SID, so anchors need no upkeep, and a walk from the next one takes 8
 * steps on average whatever the order of arrival; a message at either end takes none.
 *
 * Cost: 24 bytes a contact and 4 an address; 1/8 handle a message in the sequence (8 bytes of
 * links a message are counted with the rows).
 */
#ifndef MSGDECK_MODEL_STORE_CONTACTS_H
#define MSGDECK_MODEL_STORE_CONTACTS_H

#include <stdbool.h>
#include <stdint.h>

struct store;

#define CONTACTS_PAGE_BITS 10
#define CONTACTS_PAGE (UINT32_C(1) << CONTACTS_PAGE_BITS)

struct contact {
	uint32_t address; /* number in store->addresses */
	uint32_t newest;  /* row */
	uint32_t oldest;
	uint32_t count;
	uint32_t failed;
	uint32_t unread;
};

struct contacts {
	struct contact **pages;
	uint32_t count;
	uint32_t **by_address; /* pages: number of an address → contact, STORE_NO_CONTACT */
	uint32_t address_pages;
	uint64_t bytes; /* allocated, without the anchors */
};

void contacts_release(struct contacts *contacts);
struct contact *contacts_at(const struct contacts *contacts, uint32_t contact);
/* STORE_NO_CONTACT when the address is nobody's contact. */
uint32_t contacts_find(const struct contacts *contacts, uint32_t address);

/* The contact of a row, made when it is new. */
uint32_t contacts_of(struct store *store, uint32_t row);
/* Both count the row's status and unread flag too; its values must not change in between. */
void contacts_link(struct store *store, uint32_t row, uint32_t contact);
void contacts_unlink(struct store *store, uint32_t row, uint32_t contact);

#endif
