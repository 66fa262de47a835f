/*
 * people.h - the contacts of the seeded account: numbers that belong to nobody, in countries with
 * a language, a time of day and a price.
 *
 * Numbers come from the ranges that regulators keep for fiction (+1 xxx 555 01xx, Ofcom's
 * +44 7700 900xxx, ARCEP's +33 6 39 98 xx xx, the Bundesnetzagentur's +49 30 23125 xxx) and
 * elsewhere from number blocks that cannot be assigned. When they run out, contacts are in the
 * area code 555, which does not exist.
 *
 * What always holds: an address belongs to at most one contact; contact i is the same for the same
 * seed, whatever the count. Memory: 8 bytes a contact and 8 to 16 for finding it by address.
 */
#ifndef MSGDECK_SANDBOX_PEOPLE_H
#define MSGDECK_SANDBOX_PEOPLE_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#define ADDRESS_SIZE 40
#define CONTACTS_MAX 4000000

enum language {
	LANG_EN,
	LANG_ES,
	LANG_PT,
	LANG_DE,
	LANG_FR,
	LANG_JA,
	LANG_AR,
	LANG_HE,
	LANG_HI,
	LANG_COUNT,
};

enum {
	COUNTRY_US,
	COUNTRY_GB,
	COUNTRY_BR,
	COUNTRY_DE,
	COUNTRY_MX,
	COUNTRY_FR,
	COUNTRY_JP,
	COUNTRY_IN,
	COUNTRY_IL,
	COUNTRY_SA,
	COUNTRY_COUNT,
};

struct country {
	const char *iso;
	const char *prefix; /* "+44": what its addresses begin with */
	const char *block;  /* what the contacts' numbers begin with */
	uint8_t digits;     /* how many follow the block */
	uint32_t capacity;  /* how many contacts it can have */
	enum language language;
	int16_t utc_offset;  /* minutes, the whole year */
	uint16_t share;      /* of 1000 contacts */
	uint16_t whatsapp;   /* of 1000 of its contacts */
	uint32_t price_out;  /* a segment sent, in 1/100000 USD */
	uint32_t price_in;   /* a segment received */
	uint16_t lost;       /* of 1000 messages that do not reach the handset */
	uint16_t no_receipt; /* of 1000 for which no receipt ever comes */
};

extern const struct country countries[COUNTRY_COUNT];

/* Why nothing ever reaches some contacts. */
enum trouble { TROUBLE_NONE, TROUBLE_LANDLINE, TROUBLE_UNKNOWN, TROUBLE_OFF };

struct contact {
	uint32_t ordinal; /* which number of its country */
	uint8_t country;
	uint8_t language; /* enum language */
	uint8_t trouble;  /* enum trouble */
	uint8_t whatsapp; /* 1: its address is a WhatsApp address */
};

struct people {
	struct contact *contacts;
	uint32_t count;
	uint32_t *buckets;
	uint32_t mask;
	uint64_t seed;
};

void people_init(struct people *people, uint64_t seed, uint32_t count);
void people_release(struct people *people);
/* Writes "+1…" or "whatsapp:+1…" and NUL; returns its length. */
size_t people_address(const struct people *people, uint32_t contact,
		      char text[static ADDRESS_SIZE]);
/* Which contact has the address. */
bool people_find(const struct people *people, const char *address, size_t length,
		 uint32_t *contact);
/* The country of any address, known or not; NULL where none fits. */
const struct country *country_of_address(const char *address);

#endif
