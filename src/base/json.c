#include "base/json.h"

#include <jansson.h>
#include <stdlib.h>
#include <string.h>

#include "base/hash.h"
#include "base/json_input.h"
#include "base/mem.h"
#include "base/text.h"

enum { INDENT = 2 };

void json_init(void)
{
	/* It moves strings between buffers while it reads, and some are secrets or personal. Where
	 * there is no memory it says so, and what was to be read is not. */
	json_set_alloc_funcs(malloc, mem_wiping_free);
	json_object_seed((size_t)random_below(UINT32_MAX) + 1);
}

/* The trees are jansson's; outside of this file their type has no members. */
static json_t *inner(const struct json *value)
{
	return (json_t *)(uintptr_t)value;
}

static struct json *outer(json_t *value)
{
	return (struct json *)value;
}

/* False: no memory. Then nobody may see the tree. */
static bool restore_tree(json_t *value);

static bool restore_string(json_t *value)
{
	char *bytes = xmemdup(json_string_value(value), json_string_length(value));
	size_t length = json_input_restore(bytes, json_string_length(value), false);
	bool good = json_string_setn_nocheck(value, bytes, length) == 0;

	mem_wipe(bytes, length);
	free(bytes);
	return good;
}

/* Rebuilds the object, so that its members keep their order. */
static bool restore_object(json_t *object)
{
	json_t *copy = json_object();
	bool good = copy != NULL;
	const char *name;
	json_t *member;

	json_object_foreach(object, name, member)
	{
		char *plain = xstrdup(name);
		plain[json_input_restore(plain, strlen(plain), true)] = '\0';
		good = good && restore_tree(member) &&
		       json_object_set_nocheck(copy, plain, member) == 0;
		free(plain);
	}
	json_object_clear(object);
	good = good && json_object_update(object, copy) == 0;
	json_decref(copy);
	return good;
}

static bool restore_tree(json_t *value)
{
	size_t index;
	json_t *member;
	bool good = true;

	if (json_is_string(value))
		return restore_string(value);
	if (json_is_object(value))
		return restore_object(value);
	json_array_foreach(value, index, member) good = good && restore_tree(member);
	return good;
}

/* jansson quotes the document in some of its messages, and a document may hold message texts. */
static void set_parse_error(struct error *err, const json_error_t *found)
{
	const char *quote = strstr(found->text, " near '");
	size_t length = quote ? (size_t)(quote - found->text) : strlen(found->text);

	if (!length) {
		error_set(err, ERROR_LIMIT, "there is not enough memory to read the JSON");
		return;
	}
	error_set(err, ERROR_PROTOCOL, "not valid JSON at line %d, column %d: %.*s", found->line,
		  found->column, (int)length, found->text);
}

struct json *json_parse(const char *bytes, size_t length, struct error *err)
{
	static const char byte_order_mark[] = { '\xEF', '\xBB', '\xBF' };
	struct strbuf input = STRBUF_INIT(JSON_INPUT_MAX(length));
	json_error_t found = { .line = 0 };
	bool marked;

	if (length >= sizeof(byte_order_mark) &&
	    !memcmp(bytes, byte_order_mark, sizeof(byte_order_mark))) {
		bytes += sizeof(byte_order_mark);
		length -= sizeof(byte_order_mark);
	}
	strbuf_reserve(&input, length);
	json_input_prepare(&input, bytes, length, &marked);
	json_t *root =
		json_loadb(input.data, input.length, JSON_ALLOW_NUL | JSON_DECODE_ANY, &found);
	strbuf_wipe(&input);
	if (root && marked && !restore_tree(root)) {
		json_decref(root);
		root = NULL;
	}
	if (!root)
		set_parse_error(err, &found);
	return outer(root);
}

void json_free(struct json *root)
{
	json_decref(inner(root));
}

static void wipe_string(json_t *value)
{
	const char *bytes = json_string_value(value);

	mem_wipe((char *)(uintptr_t)bytes, json_string_length(value));
}

static void wipe_below(json_t *value, const char *name)
{
	const char *member_name;
	size_t index;
	json_t *member;

	json_object_foreach(value, member_name, member)
	{
		if (json_is_string(member) && !strcmp(member_name, name))
			wipe_string(member);
		else
			wipe_below(member, name);
	}
	json_array_foreach(value, index, member) wipe_below(member, name);
}

void json_wipe_member(struct json *root, const char *name)
{
	wipe_below(inner(root), name);
}

enum json_kind json_kind(const struct json *value)
{
	if (!value)
		return JSON_KIND_NULL;
	switch (json_typeof(inner(value))) {
	case JSON_OBJECT:
		return JSON_KIND_OBJECT;
	case JSON_ARRAY:
		return JSON_KIND_ARRAY;
	case JSON_STRING:
		return JSON_KIND_STRING;
	case JSON_INTEGER:
		return JSON_KIND_INTEGER;
	case JSON_REAL:
		return JSON_KIND_REAL;
	case JSON_TRUE:
	case JSON_FALSE:
		return JSON_KIND_BOOL;
	case JSON_NULL:
		break;
	}
	return JSON_KIND_NULL;
}

const struct json *json_get(const struct json *object, const char *name)
{
	return outer(json_object_get(inner(object), name));
}

size_t json_count(const struct json *array_or_object)
{
	json_t *value = inner(array_or_object);

	return json_is_array(value) ? json_array_size(value) : json_object_size(value);
}

const struct json *json_at(const struct json *array, size_t index)
{
	return outer(json_array_get(inner(array), index));
}

const struct json *json_member_at(const struct json *object, size_t index, const char **name)
{
	void *at = json_object_iter(inner(object));

	while (at && index--)
		at = json_object_iter_next(inner(object), at);
	if (!at)
		return NULL;
	*name = json_object_iter_key(at);
	return outer(json_object_iter_value(at));
}

const char *json_as_string(const struct json *value, size_t *length)
{
	const char *bytes = json_string_value(inner(value));

	if (bytes && length)
		*length = json_string_length(inner(value));
	return bytes;
}

bool json_as_integer(const struct json *value, int64_t *number)
{
	if (json_kind(value) != JSON_KIND_INTEGER)
		return false;
	*number = json_integer_value(inner(value));
	return true;
}

bool json_as_bool(const struct json *value, bool *flag)
{
	if (json_kind(value) != JSON_KIND_BOOL)
		return false;
	*flag = json_is_true(inner(value));
	return true;
}

const char *json_get_string(const struct json *object, const char *name)
{
	return json_as_string(json_get(object, name), NULL);
}

int64_t json_get_integer(const struct json *object, const char *name, int64_t fallback)
{
	json_as_integer(json_get(object, name), &fallback);
	return fallback;
}

static void write_escape(struct strbuf *out, uint32_t unit)
{
	static const char special[] = "\"\\\b\f\n\r\t";
	static const char letters[] = "\"\\bfnrt";
	const char *found = unit && unit < 0x80 ? strchr(special, (int)unit) : NULL;

	if (found)
		strbuf_addf(out, "\\%c", letters[found - special]);
	else
		strbuf_addf(out, "\\u%04x", (unsigned int)unit);
}

static bool is_plain(char byte)
{
	return (unsigned char)byte >= ' ' && byte != '"' && byte != '\\' && byte != 0x7F &&
	       !(byte & 0x80);
}

void json_write_string(struct strbuf *out, const char *bytes, size_t length)
{
	strbuf_addch(out, '"');
	for (size_t at = 0; at < length && !out->overflow;) {
		size_t run = 0;
		while (at + run < length && is_plain(bytes[at + run]))
			run++;
		strbuf_add(out, bytes + at, run);
		at += run;
		if (at == length)
			break;
		uint32_t codepoint;
		char encoded[4];
		at += text_decode(bytes + at, length - at, &codepoint);
		if (codepoint < 0xA0 || (codepoint >= 0xD800 && codepoint <= 0xDFFF))
			write_escape(out, codepoint);
		else
			strbuf_add(out, encoded, text_encode(codepoint, encoded));
	}
	strbuf_addch(out, '"');
}

/* With as few digits as give the same number again. */
static void write_real(struct strbuf *out, json_t *value)
{
	char text[64];
	size_t length = 0;
	bool same = false;

	for (size_t digits = 15; digits <= 17 && !same; digits++) {
		size_t flags = JSON_ENCODE_ANY | JSON_REAL_PRECISION(digits);
		length = json_dumpb(value, text, sizeof(text), flags);
		json_t *again = json_loadb(text, length, JSON_DECODE_ANY, NULL);
		same = again && json_equal(again, value);
		json_decref(again);
	}
	if (!length)
		length = (size_t)snprintf(text, sizeof(text), "%.17g", json_real_value(value));
	strbuf_add(out, text, length);
}

static void write_line(struct strbuf *out, size_t depth)
{
	strbuf_addch(out, '\n');
	strbuf_addn(out, ' ', depth * INDENT);
}

static void write_value(struct strbuf *out, json_t *value, size_t depth);

static void write_object(struct strbuf *out, json_t *object, size_t depth)
{
	const char *name;
	json_t *member;
	const char *separator = "";

	strbuf_addch(out, '{');
	json_object_foreach(object, name, member)
	{
		strbuf_addstr(out, separator);
		write_line(out, depth + 1);
		json_write_string(out, name, strlen(name));
		strbuf_addstr(out, ": ");
		write_value(out, member, depth + 1);
		separator = ",";
	}
	if (*separator)
		write_line(out, depth);
	strbuf_addch(out, '}');
}

static void write_array(struct strbuf *out, json_t *array, size_t depth)
{
	size_t index;
	json_t *member;

	strbuf_addch(out, '[');
	json_array_foreach(array, index, member)
	{
		strbuf_addstr(out, index ? "," : "");
		write_line(out, depth + 1);
		write_value(out, member, depth + 1);
	}
	if (json_array_size(array))
		write_line(out, depth);
	strbuf_addch(out, ']');
}

static void write_value(struct strbuf *out, json_t *value, size_t depth)
{
	switch (json_kind(outer(value))) {
	case JSON_KIND_NULL:
		strbuf_addstr(out, "null");
		break;
	case JSON_KIND_BOOL:
		strbuf_addstr(out, json_is_true(value) ? "true" : "false");
		break;
	case JSON_KIND_INTEGER:
		strbuf_addf(out, "%" JSON_INTEGER_FORMAT, json_integer_value(value));
		break;
	case JSON_KIND_REAL:
		write_real(out, value);
		break;
	case JSON_KIND_STRING:
		json_write_string(out, json_string_value(value), json_string_length(value));
		break;
	case JSON_KIND_ARRAY:
		write_array(out, value, depth);
		break;
	case JSON_KIND_OBJECT:
		write_object(out, value, depth);
		break;
	}
}

void json_write_pretty(struct strbuf *out, const struct json *value)
{
	write_value(out, inner(value), 0);
}

const char *json_library(void)
{
	return jansson_version_str();
}
