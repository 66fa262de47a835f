/*
 * escape.h - the escapes in JSON strings (RFC 8259, section 7).
 */
#ifndef MSGDECK_API_ESCAPE_H
#define MSGDECK_API_ESCAPE_H

#include <stddef.h>
#include <stdint.h>

/* The code unit of \uXXXX, of which the six bytes at p must be there; -1 where the four are not
 * hexadecimal. */
int32_t escape_unit(const char *p);
/* Writes length bytes with their escapes decoded, at most as many bytes, and returns how many. Pairs
 * of surrogates are one character, a lone one becomes its three WTF-8 bytes, and what is no escape
 * stays as it is. */
size_t escape_decode(const char *bytes, size_t length, char *out);

#endif
