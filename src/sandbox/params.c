#include "sandbox/params.h"

#include <string.h>

#include "base/parse.h"

static const char *decode(struct arena *arena, const char *text, size_t length, size_t *decoded)
{
	char *to = arena_bytes(arena, length + 1);
	size_t at = 0;

	for (size_t i = 0; i < length; i++) {
		int high = i + 2 < length ? parse_hex_digit(text[i + 1]) : -1;
		int low = i + 2 < length ? parse_hex_digit(text[i + 2]) : -1;

		if (text[i] == '%' && high >= 0 && low >= 0) {
			to[at++] = (char)(high * 16 + low);
			i += 2;
		} else {
			to[at++] = text[i] == '+' ? ' ' : text[i];
		}
	}
	to[at] = '\0';
	*decoded = at;
	return to;
}

void params_parse(struct params *params, struct arena *arena, const char *text, size_t length)
{
	const char *end = text + length;

	while (text < end) {
		const char *stop = memchr(text, '&', (size_t)(end - text));
		const char *equals;
		struct param *param;
		size_t ignored;

		if (stop == NULL)
			stop = end;
		equals = memchr(text, '=', (size_t)(stop - text));
		if (equals == NULL)
			equals = stop;
		if (stop > text) {
			param = vec_push_new(params);
			param->name = decode(arena, text, (size_t)(equals - text), &ignored);
			param->value = equals == stop ? decode(arena, "", 0, &param->length)
						      : decode(arena, equals + 1,
							       (size_t)(stop - equals - 1),
							       &param->length);
		}
		text = stop + 1;
	}
}

const struct param *params_get(const struct params *params, const char *name)
{
	for (size_t i = params->count; i-- > 0;)
		if (strcmp(params->items[i].name, name) == 0)
			return &params->items[i];
	return NULL;
}

const char *params_value(const struct params *params, const char *name)
{
	const struct param *param = params_get(params, name);

	return param == NULL ? NULL : param->value;
}

size_t params_count(const struct params *params, const char *name)
{
	size_t count = 0;

	for (size_t i = 0; i < params->count; i++)
		count += strcmp(params->items[i].name, name) == 0;
	return count;
}

static bool is_unreserved(char c)
{
	return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') ||
	       (c != '\0' && strchr("*-._", c) != NULL);
}

void params_encode(struct strbuf *out, const char *text, size_t length)
{
	static const char hex[] = "0123456789ABCDEF";

	for (size_t i = 0; i < length; i++) {
		unsigned char byte = (unsigned char)text[i];
		char escape[3] = { '%', hex[byte >> 4], hex[byte & 15] };

		if (is_unreserved(text[i]))
			strbuf_addch(out, text[i]);
		else if (text[i] == ' ')
			strbuf_addch(out, '+');
		else
			strbuf_add(out, escape, sizeof(escape));
	}
}
