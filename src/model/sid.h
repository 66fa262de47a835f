/*
 * sid.h - Twilio's identifiers: two letters for the kind and 32 hexadecimal digits, packed.
 *
 * The documents allow upper- and lower-case digits; the text is kept verbatim, so `upper` marks the
 * rare identifier whose digits are upper case (mixed case is refused as an identifier and the
 * record counted as undecodable). Source: pattern ^(SM|MM)[0-9a-fA-F]{32}$ and its siblings in the
 * OpenAPI documents.
 */
#ifndef MSGDECK_MODEL_SID_H
#define MSGDECK_MODEL_SID_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "base/strbuf.h"

enum sid_kind {
	SID_NONE = 0,
	SID_AC, /* account */
	SID_SM, /* message */
	SID_MM, /* message with media */
	SID_ME, /* media */
	SID_MG, /* messaging service */
	SID_PN, /* incoming phone number */
	SID_SC, /* short code */
	SID_AI, /* alpha sender */
	SID_XE, /* channel sender */
	SID_HX, /* content template */
	SID_SK, /* API key */
	SID_RQ, /* request */
	SID_KINDS
};

struct sid {
	uint8_t bytes[16];
	uint8_t kind;  /* enum sid_kind; SID_NONE: no identifier (JSON null) */
	uint8_t upper; /* 1 when the digits are written in upper case */
};

#define SID_LENGTH 34
#define SID_SIZE (SID_LENGTH + 1)

bool sid_parse(const char *text, size_t length, struct sid *sid);
/* The text as it came; "" for SID_NONE. */
void sid_format(const struct sid *sid, char text[static SID_SIZE]);
/* Appends it. */
void sid_write(const struct sid *sid, struct strbuf *out);
/* "SM8f…c21e" for narrow places: kind, two digits, ellipsis, four digits. */
#define SID_SHORT_SIZE 16
void sid_format_short(const struct sid *sid, char text[static SID_SHORT_SIZE]);
/* Kind and digits, whatever their case: the same identifier written either way is one. */
bool sid_equal(const struct sid *a, const struct sid *b);
/* A total order by digits, then kind. */
int sid_compare(const struct sid *a, const struct sid *b);

#endif
