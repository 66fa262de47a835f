/*
 * json.h - JSON values for small documents: error bodies, single resources, the journal. The only
 * file that knows jansson. Long lists do not come this way (api/page.h).
 *
 * Strings are bytes with a length and may hold NUL. A lone surrogate escape, which jansson refuses,
 * is kept as WTF-8 bytes. Numbers keep their integer value; reals are given as text by the API
 * where they matter.
 *
 * Thread: json_init() once before threads; a tree belongs to one thread.
 */
#ifndef MSGDECK_BASE_JSON_H
#define MSGDECK_BASE_JSON_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "base/error.h"
#include "base/strbuf.h"

struct json; /* a value; members are owned by the root */

enum json_kind {
	JSON_KIND_NULL,
	JSON_KIND_BOOL,
	JSON_KIND_INTEGER,
	JSON_KIND_REAL,
	JSON_KIND_STRING,
	JSON_KIND_ARRAY,
	JSON_KIND_OBJECT,
};

/* Seeds jansson's hash, and makes it wipe what it frees. Memory that it cannot have is an error of
 * json_parse(), not the end of the program. */
void json_init(void);
/* Parses a whole document. The error says line and column, and never quotes the document. NULL on
 * failure. Free with json_free(). Integers beyond int64_t become reals; bytes that are not UTF-8
 * become U+FFFD, and so do NUL and lone surrogates in the names of members. */
struct json *json_parse(const char *bytes, size_t length, struct error *err);
void json_free(struct json *root);
/* Overwrites with NUL bytes the value of every string member called `name`, at any depth, before it is
 * freed. */
void json_wipe_member(struct json *root, const char *name);

/* None of these may be called as a function of jansson's is (json_string, json_integer): the linker
 * would give ours to jansson. */
enum json_kind json_kind(const struct json *value); /* JSON_KIND_NULL for NULL */
/* The member, or NULL. NULL as object is allowed, so look-ups chain. */
const struct json *json_get(const struct json *object, const char *name);
size_t json_count(const struct json *array_or_object);
const struct json *json_at(const struct json *array, size_t index);
/* The member of an object at an index, in the document's order, with its name; NULL behind the last. */
const struct json *json_member_at(const struct json *object, size_t index, const char **name);
/* The bytes of a string, or NULL for anything else; *length may be NULL. */
const char *json_as_string(const struct json *value, size_t *length);
bool json_as_integer(const struct json *value, int64_t *number);
bool json_as_bool(const struct json *value, bool *flag);
/* Shorthands for object members: NULL or the fallback when absent or of another type. */
const char *json_get_string(const struct json *object, const char *name);
int64_t json_get_integer(const struct json *object, const char *name, int64_t fallback);

/* Writing: appends an escaped JSON string with quotes. WTF-8 surrogates and all control characters
 * (C0, DEL, C1) become \u escapes, invalid bytes U+FFFD, so the output is always valid JSON and
 * holds no control sequence. */
void json_write_string(struct strbuf *out, const char *bytes, size_t length);
/* Appends the document again, indented, one member a line, in its own order: for the raw view. */
void json_write_pretty(struct strbuf *out, const struct json *value);
/* The version of jansson that runs. */
const char *json_library(void);

#endif
