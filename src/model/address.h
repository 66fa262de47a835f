/*
 * address.h - the addresses that messages go between: what kind one is, how it is shown, which
 * country it is of, and what somebody who types one means.
 *
 * Sources: ITU-T E.164 and its list of assigned country codes, the area codes of the North American
 * Numbering Plan, and the forms of `from` and `to` in the Message resource: "+14155552671", a short
 * code, an alphanumeric sender, or a channel's name and a colon in front ("whatsapp:+5511…",
 * "messenger:1234", "rcs:agent").
 */
#ifndef MSGDECK_MODEL_ADDRESS_H
#define MSGDECK_MODEL_ADDRESS_H

#include <stdbool.h>
#include <stddef.h>

#include "base/strbuf.h"
#include "model/message.h"

enum address_kind {
	ADDRESS_NONE,       /* null or empty */
	ADDRESS_PHONE,      /* "+" and 7 to 15 digits */
	ADDRESS_SHORT_CODE, /* 3 to 8 digits */
	ADDRESS_NAME,       /* an alphanumeric sender, a channel's own name for somebody */
};

struct address {
	enum address_kind kind; /* of `value` */
	struct text channel;    /* "whatsapp", null for plain messages */
	struct text value;      /* without channel and colon; points into the text that was given */
	char country[3];        /* ISO 3166-1 alpha-2, "" where none or unknown */
};

/* Never fails: what is nothing else is a name. */
void address_parse(struct text text, struct address *address);
/* Appends it as shown: "+1 415 555 2671", "+44 7700 900123", "whatsapp:+55 11 98765 4321"; anything
 * but a phone number as it is, so the bytes still need cleaning (base/text.h). */
void address_format(struct strbuf *out, struct text text);
/* Appends what was typed in the form that the API uses: blanks, dashes, dots and parentheses go
 * when all the rest is a number, a leading 00 becomes +, a channel's name becomes lower case. False
 * when it is neither a number nor part of one; then it is appended as it is. */
bool address_normalise(struct strbuf *out, const char *typed, size_t length);

/* The country of a phone number's digits ("14155552671"), "" where unknown, of none (toll-free,
 * satellite) or of several. */
const char *address_country_of(const char *digits, size_t length);
/* The state or province of a number of the United States or Canada, "US-TX", by its area code; "" for
 * others, and where a code serves several. Numbers move with their owners: it says where one was
 * assigned, not where somebody is. */
const char *address_region_of(const char *digits, size_t length);
/* How many of the digits are the country code: 1, 2 or 3; 0 when none is assigned. */
size_t address_country_code(const char *digits, size_t length);

/* A number below 2^62 that orders addresses as their bytes do, as far as it goes: of a phone number all of
 * it (*whole: the same key is the same number), of anything else the beginning. */
uint64_t address_sort_key(struct text text, bool *whole);

#endif
