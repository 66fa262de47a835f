#include "sandbox/segments.h"

#include <stdbool.h>

#include "base/mem.h"
#include "base/text.h"

/* The part of the basic table beyond ASCII, and what ASCII has that it has not. */
static const uint16_t gsm_beyond_ascii[] = {
	0xa1, 0xa3, 0xa4, 0xa5,  0xa7,  0xbf,  0xc4,  0xc5,  0xc6,  0xc7,  0xc9,  0xd1,  0xd6,
	0xd8, 0xdc, 0xdf, 0xe0,  0xe4,  0xe5,  0xe6,  0xe8,  0xe9,  0xec,  0xf1,  0xf2,  0xf6,
	0xf8, 0xf9, 0xfc, 0x393, 0x394, 0x398, 0x39b, 0x39e, 0x3a0, 0x3a3, 0x3a6, 0x3a8, 0x3a9,
};

#define EURO 0x20ac

static uint32_t septets_of_ascii(char c)
{
	switch (c) {
	case '^':
	case '{':
	case '}':
	case '\\':
	case '[':
	case '~':
	case ']':
	case '|':
	case '\f':
		return 2;
	case '`':
	case 0x7f:
		return 0;
	default:
		return c >= ' ' || c == '\n' || c == '\r';
	}
}

/* Septets of a character, 0 where GSM-7 does not have it. */
static uint32_t septets(uint32_t codepoint)
{
	if (codepoint >= ' ' && codepoint <= 'Z')
		return 1;
	if (codepoint < 0x80)
		return septets_of_ascii((char)codepoint);
	for (size_t i = 0; i < ARRAY_SIZE(gsm_beyond_ascii); i++)
		if (gsm_beyond_ascii[i] == codepoint)
			return 1;
	return codepoint == EURO ? 2 : 0;
}

/* Fits into one segment whatever its characters are. */
#define CERTAIN_BYTES 70

/* Packs units into segments of `room`, never parting a character. */
struct packing {
	uint32_t room;
	uint32_t used;
	uint32_t segments;
};

static void pack(struct packing *packing, uint32_t units)
{
	if (packing->used + units > packing->room) {
		packing->segments++;
		packing->used = 0;
	}
	packing->used += units;
}

uint32_t segments_count(const char *text, size_t length)
{
	struct packing gsm = { .room = 153, .segments = 1 };
	struct packing ucs = { .room = 67, .segments = 1 };
	uint32_t gsm_units = 0;
	uint32_t ucs_units = 0;
	bool is_gsm = true;

	if (length <= CERTAIN_BYTES)
		return 1;
	for (size_t at = 0; at < length;) {
		uint32_t codepoint = (unsigned char)text[at];
		uint32_t units;

		at += codepoint < 0x80 ? 1 : text_decode(text + at, length - at, &codepoint);
		units = is_gsm ? septets(codepoint) : 0;
		is_gsm = is_gsm && units > 0;
		gsm_units += units;
		pack(&gsm, units);
		units = codepoint > 0xffff ? 2 : 1;
		ucs_units += units;
		pack(&ucs, units);
	}
	if (is_gsm)
		return gsm_units <= 160 ? 1 : gsm.segments;
	return ucs_units <= 70 ? 1 : ucs.segments;
}

size_t utf16_units(const char *text, size_t length)
{
	size_t units = 0;

	for (size_t at = 0; at < length;) {
		uint32_t codepoint;

		at += text_decode(text + at, length - at, &codepoint);
		units += codepoint > 0xffff ? 2 : 1;
	}
	return units;
}
