/*
 * jsonout.h - writes JSON as the API does: ", " and ": " between things, and either ASCII with \u
 * escapes or UTF-8 for texts.
 */
#ifndef MSGDECK_SANDBOX_JSONOUT_H
#define MSGDECK_SANDBOX_JSONOUT_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "base/strbuf.h"

/* The text with quotes. Invalid UTF-8 becomes U+FFFD. */
void out_string(struct strbuf *out, const char *text, size_t length, bool utf8);
/* As out_string() for a NUL-terminated text; NULL gives null. */
void out_text(struct strbuf *out, const char *text);
void out_number(struct strbuf *out, uint64_t number);
/* "Fri, 24 May 2019 17:44:50 +0000" with quotes, or null for DATE_NONE. */
void out_date(struct strbuf *out, int64_t when);
/* The same without quotes, for headers. */
void out_date_text(struct strbuf *out, int64_t when);
/* "2019-05-24T17:44:50Z" with quotes, or null for DATE_NONE: as the later APIs have it. */
void out_iso_date(struct strbuf *out, int64_t when);

/* A member behind another one: `, "name": ` and its value. */
void out_member(struct strbuf *out, const char *name);
void out_member_text(struct strbuf *out, const char *name, const char *value);
void out_member_bool(struct strbuf *out, const char *name, bool value);

#endif
