/* Encoding and decoding; text.c holds what needs to know the characters. */
#include <string.h>

#include "base/text.h"

#define REPLACEMENT 0xFFFDu

/* The bytes that may follow a lead byte: how many, and the range of the first of them, which is
 * what keeps out overlong forms and values beyond U+10FFFF. Surrogates (ED A0..BF) are let in. */
static size_t continuation(unsigned char lead, unsigned char *low, unsigned char *high)
{
	*low = 0x80;
	*high = 0xBF;
	if (lead >= 0xC2 && lead <= 0xDF)
		return 1;
	if (lead >= 0xE0 && lead <= 0xEF) {
		if (lead == 0xE0)
			*low = 0xA0;
		return 2;
	}
	if (lead >= 0xF0 && lead <= 0xF4) {
		if (lead == 0xF0)
			*low = 0x90;
		if (lead == 0xF4)
			*high = 0x8F;
		return 3;
	}
	return 0;
}

size_t text_decode(const char *bytes, size_t length, uint32_t *codepoint)
{
	unsigned char low;
	unsigned char high;

	*codepoint = REPLACEMENT;
	if (!length)
		return 0;
	unsigned char lead = (unsigned char)bytes[0];
	if (lead < 0x80) {
		*codepoint = lead;
		return 1;
	}
	size_t follow = continuation(lead, &low, &high);
	if (!follow)
		return 1;
	uint32_t value = lead & (0x3Fu >> follow);
	for (size_t i = 1; i <= follow; i++) {
		if (i >= length)
			return i;
		unsigned char byte = (unsigned char)bytes[i];
		if (byte < low || byte > high)
			return i;
		value = value << 6 | (byte & 0x3F);
		low = 0x80;
		high = 0xBF;
	}
	*codepoint = value;
	return follow + 1;
}

size_t text_encode(uint32_t codepoint, char bytes[static 4])
{
	if (codepoint > 0x10FFFF)
		codepoint = REPLACEMENT;
	if (codepoint < 0x80) {
		bytes[0] = (char)codepoint;
		return 1;
	}
	size_t follow = codepoint < 0x800 ? 1 : codepoint < 0x10000 ? 2 : 3;
	for (size_t i = follow; i > 0; i--) {
		bytes[i] = (char)(0x80 | (codepoint & 0x3F));
		codepoint >>= 6;
	}
	bytes[0] = (char)(((0xFF00u >> (follow + 1)) & 0xFF) | codepoint);
	return follow + 1;
}

bool text_is_valid(const char *bytes, size_t length)
{
	for (size_t i = 0; i < length;) {
		uint32_t codepoint;
		if (!(bytes[i] & 0x80)) {
			i++;
			continue;
		}
		size_t used = text_decode(bytes + i, length - i, &codepoint);
		if (codepoint >= 0xD800 && codepoint <= 0xDFFF)
			return false;
		if (codepoint == REPLACEMENT && (used != 3 || memcmp(bytes + i, "\xEF\xBF\xBD", 3)))
			return false;
		i += used;
	}
	return true;
}
