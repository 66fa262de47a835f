#include "api/escape.h"

#include <string.h>

#include "base/parse.h"
#include "base/text.h"

int32_t escape_unit(const char *p)
{
	int32_t unit = 0;
	for (int i = 2; i < 6; i++) {
		int digit = parse_hex_digit(p[i]);
		if (digit < 0)
			return -1;
		unit = unit * 16 + digit;
	}
	return unit;
}

static bool is_unit(const char *p, const char *end)
{
	return end - p >= 6 && p[0] == '\\' && p[1] == 'u' && escape_unit(p) >= 0;
}

/* Decodes the \uXXXX at *p, with its other half if that follows, and moves *p behind it. */
static size_t decode_unit(const char **p, const char *end, char *out)
{
	uint32_t code = (uint32_t)escape_unit(*p);
	*p += 6;
	if (code >= 0xd800 && code < 0xdc00 && is_unit(*p, end)) {
		uint32_t low = (uint32_t)escape_unit(*p);
		if (low >= 0xdc00 && low < 0xe000) {
			code = 0x10000 + ((code - 0xd800) << 10) + (low - 0xdc00);
			*p += 6;
		}
	}
	return text_encode(code, out);
}

size_t escape_decode(const char *bytes, size_t length, char *out)
{
	static const char named[] = "\"\"\\\\//b\bf\fn\nr\rt\t";
	const char *p = bytes;
	const char *end = p + length;
	char *to = out;
	while (p < end) {
		const char *backslash = memchr(p, '\\', (size_t)(end - p));
		size_t plain = (size_t)((backslash ? backslash : end) - p);
		memcpy(to, p, plain);
		to += plain;
		p += plain;
		if (!backslash)
			break;
		if (is_unit(p, end)) {
			to += decode_unit(&p, end, to);
			continue;
		}
		const char *name = NULL;
		for (const char *n = named; p + 1 < end && *n && !name; n += 2)
			name = *n == p[1] ? n : NULL;
		*to++ = name ? name[1] : *p;
		p += name ? 2 : 1;
	}
	return (size_t)(to - out);
}
