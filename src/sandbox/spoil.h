/*
 * spoil.h - a record with something wrong in it, for the faults "types" and "broken"; JSON that ends too
 * early, for "truncate-at".
 *
 * Works on the record's JSON as it was written: an object whose members are looked at one by one,
 * not what is inside of them. messages have their own way (message_json.h).
 */
#ifndef MSGDECK_SANDBOX_SPOIL_H
#define MSGDECK_SANDBOX_SPOIL_H

#include <stddef.h>

#include "base/strbuf.h"
#include "sandbox/faults.h"

/* The record begins at `begin` and ends with the buffer. Texts become numbers; numbers, true and
 * false become texts. The SID stays. */
void spoil_types(struct strbuf *out, size_t begin);
/* What people read of it (its name or number) or, for BROKEN_STATUS, a word out of an enumeration
 * becomes what `broken` says; BROKEN_MISSING takes the name away, BROKEN_NULL_ALL leaves only the
 * SID. */
void spoil_record(struct strbuf *out, size_t begin, enum broken broken);

/* Where the JSON's nth structural character ends: the brackets, braces, colons, commas, and quotes at
 * both ends of a string; the whole length when there are not so many, 0 for the 0th. */
size_t spoil_point(const struct strbuf *json, int64_t nth);

#endif
