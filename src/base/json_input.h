/*
 * json_input.h - makes documents fit for jansson without losing anything that matters. Belongs to
 * json.c.
 *
 * jansson refuses a whole document for a lone surrogate escape, a \u0000 in a member's name, a byte
 * that is not UTF-8, or a number beyond its range. Here such strings are respelled with marks that
 * json_input_restore() takes back, invalid bytes become U+FFFD, integers beyond int64_t become
 * reals, and reals beyond double become 1e308. All else is left alone, errors included.
 *
 * A mark is the noncharacter U+FDD0 and one character behind it; a genuine U+FDD0 is doubled, so
 * marks are never mistaken.
 */
#ifndef MSGDECK_BASE_JSON_INPUT_H
#define MSGDECK_BASE_JSON_INPUT_H

#include <stdbool.h>
#include <stddef.h>

#include "base/strbuf.h"

/* Bytes of output that length bytes of input take at most. */
#define JSON_INPUT_MAX(length) ((length)*3 + 8)

/* Appends the respelled document; *marked says whether it holds marks. False: out->max was met. */
bool json_input_prepare(struct strbuf *out, const char *bytes, size_t length, bool *marked);
/* Takes the marks back in place and returns the new, smaller length: surrogates become WTF-8. Where
 * `plain` is asked for (names of members), surrogates and NUL become U+FFFD instead. */
size_t json_input_restore(char *bytes, size_t length, bool plain);

#endif
