#include "model/segments.h"

#include "base/mem.h"
#include "base/text.h"

#define GSM_SINGLE 160
#define GSM_JOINED 153
#define UCS2_SINGLE 70
#define UCS2_JOINED 67

/* 3GPP TS 23.038 §6.2.1, by code from 0x00 to 0x7f; 0x1b leads to the extension table. */
static const uint16_t gsm_alphabet[128] = {
	0x0040, 0x00a3, 0x0024, 0x00a5, 0x00e8, 0x00e9, 0x00f9, 0x00ec, /* @£$¥èéùì */
	0x00f2, 0x00c7, 0x000a, 0x00d8, 0x00f8, 0x000d, 0x00c5, 0x00e5, /* òÇ LF Øø CR Åå */
	0x0394, 0x005f, 0x03a6, 0x0393, 0x039b, 0x03a9, 0x03a0, 0x03a8, /* Δ_ΦΓΛΩΠΨ */
	0x03a3, 0x0398, 0x039e, 0x0000, 0x00c6, 0x00e6, 0x00df, 0x00c9, /* ΣΘΞ ESC ÆæßÉ */
	0x0020, 0x0021, 0x0022, 0x0023, 0x00a4, 0x0025, 0x0026, 0x0027, /* blank !"#¤%&' */
	0x0028, 0x0029, 0x002a, 0x002b, 0x002c, 0x002d, 0x002e, 0x002f, /* ()*+,-./ */
	0x0030, 0x0031, 0x0032, 0x0033, 0x0034, 0x0035, 0x0036, 0x0037, /* 01234567 */
	0x0038, 0x0039, 0x003a, 0x003b, 0x003c, 0x003d, 0x003e, 0x003f, /* 89:;<=>? */
	0x00a1, 0x0041, 0x0042, 0x0043, 0x0044, 0x0045, 0x0046, 0x0047, /* ¡ABCDEFG */
	0x0048, 0x0049, 0x004a, 0x004b, 0x004c, 0x004d, 0x004e, 0x004f, /* HIJKLMNO */
	0x0050, 0x0051, 0x0052, 0x0053, 0x0054, 0x0055, 0x0056, 0x0057, /* PQRSTUVW */
	0x0058, 0x0059, 0x005a, 0x00c4, 0x00d6, 0x00d1, 0x00dc, 0x00a7, /* XYZÄÖÑÜ§ */
	0x00bf, 0x0061, 0x0062, 0x0063, 0x0064, 0x0065, 0x0066, 0x0067, /* ¿abcdefg */
	0x0068, 0x0069, 0x006a, 0x006b, 0x006c, 0x006d, 0x006e, 0x006f, /* hijklmno */
	0x0070, 0x0071, 0x0072, 0x0073, 0x0074, 0x0075, 0x0076, 0x0077, /* pqrstuvw */
	0x0078, 0x0079, 0x007a, 0x00e4, 0x00f6, 0x00f1, 0x00fc, 0x00e0, /* xyzäöñüà */
};

/* §6.2.1.1: FF ^ { } \ [ ~ ] | and the euro sign. */
static const uint16_t gsm_extension[] = {
	0x000c, 0x005e, 0x007b, 0x007d, 0x005c, 0x005b, 0x007e, 0x005d, 0x007c, 0x20ac,
};

unsigned segments_gsm_cost(uint32_t codepoint)
{
	if (codepoint == 0)
		return 0;
	for (size_t i = 0; i < ARRAY_SIZE(gsm_alphabet); i++)
		if (gsm_alphabet[i] == codepoint)
			return 1;
	for (size_t i = 0; i < ARRAY_SIZE(gsm_extension); i++)
		if (gsm_extension[i] == codepoint)
			return 2;
	return 0;
}

bool segments_next_foreign(struct text text, size_t *offset, size_t *length, uint32_t *codepoint)
{
	while (*offset < text.length) {
		size_t size = text_decode(text.data + *offset, text.length - *offset, codepoint);

		if (segments_gsm_cost(*codepoint) == 0) {
			*length = size;
			return true;
		}
		*offset += size;
	}
	return false;
}

/* Lays pieces that are not to be split into segments of a size. */
struct layout {
	size_t size;
	size_t segments;
	size_t used; /* of the last */
};

static void lay(struct layout *layout, size_t piece)
{
	if (layout->segments == 0 || layout->used + piece > layout->size) {
		layout->segments++;
		layout->used = 0;
	}
	/* A piece longer than a whole segment is split after all. */
	while (piece > layout->size) {
		piece -= layout->size;
		layout->segments++;
	}
	layout->used += piece;
}

static size_t utf16_units(uint32_t codepoint)
{
	return codepoint > 0xffff ? 2 : 1;
}

static bool is_regional(uint32_t codepoint)
{
	return codepoint >= 0x1f1e6 && codepoint <= 0x1f1ff;
}

/* Marks, selectors, tones, tags and the joiner belong to the character before. */
static bool extends(uint32_t codepoint)
{
	static const struct {
		uint32_t first;
		uint32_t last;
	} ranges[] = {
		{ 0x0300, 0x036f },   { 0x0483, 0x0489 },   { 0x0591, 0x05bd },
		{ 0x0610, 0x061a },   { 0x064b, 0x065f },   { 0x0900, 0x0903 },
		{ 0x093a, 0x093c },   { 0x093e, 0x094f },   { 0x0e31, 0x0e31 },
		{ 0x0e34, 0x0e3a },   { 0x0e47, 0x0e4e },   { 0x1ab0, 0x1aff },
		{ 0x1dc0, 0x1dff },   { 0x200c, 0x200d },   { 0x20d0, 0x20ff },
		{ 0x3099, 0x309a },   { 0xfe00, 0xfe0f },   { 0xfe20, 0xfe2f },
		{ 0x1f3fb, 0x1f3ff }, { 0xe0020, 0xe007f }, { 0xe0100, 0xe01ef },
	};

	for (size_t i = 0; i < ARRAY_SIZE(ranges) && codepoint >= ranges[i].first; i++)
		if (codepoint <= ranges[i].last)
			return true;
	return false;
}

/* Whether `next` must stay with what ends in `last`; `flags` counts the flag letters before it. */
static bool belongs(uint32_t last, uint32_t next, size_t flags)
{
	return extends(next) || last == 0x200d || (is_regional(next) && flags % 2 == 1) ||
	       (last == '\r' && next == '\n');
}

static void lay_ucs2(struct text text, struct layout *layout)
{
	uint32_t last = 0;
	size_t flags = 0;
	size_t piece = 0;

	for (size_t at = 0; at < text.length;) {
		uint32_t codepoint;

		at += text_decode(text.data + at, text.length - at, &codepoint);
		if (piece > 0 && !belongs(last, codepoint, flags)) {
			lay(layout, piece);
			piece = 0;
		}
		flags = is_regional(codepoint) ? flags + 1 : 0;
		piece += utf16_units(codepoint);
		last = codepoint;
	}
	if (piece > 0)
		lay(layout, piece);
}

static void lay_gsm(struct text text, struct layout *layout)
{
	for (size_t at = 0; at < text.length;) {
		uint32_t codepoint;

		at += text_decode(text.data + at, text.length - at, &codepoint);
		lay(layout, segments_gsm_cost(codepoint));
	}
}

static void survey(struct text text, struct segments *out)
{
	size_t septets = 0;
	size_t utf16 = 0;

	for (size_t at = 0; at < text.length;) {
		uint32_t codepoint;
		size_t size = text_decode(text.data + at, text.length - at, &codepoint);
		unsigned cost = segments_gsm_cost(codepoint);

		if (cost == 0 && out->foreign++ == 0)
			out->first_foreign = at;
		septets += cost;
		utf16 += utf16_units(codepoint);
		out->characters++;
		at += size;
	}
	out->encoding = out->foreign > 0 ? SEGMENTS_UCS2 : SEGMENTS_GSM7;
	out->units = out->foreign > 0 ? utf16 : septets;
}

void segments_count(struct text text, struct segments *out)
{
	struct layout layout = { .size = 0 };
	size_t single;

	*out = (struct segments){ .encoding = SEGMENTS_GSM7 };
	survey(text, out);
	single = out->encoding == SEGMENTS_GSM7 ? GSM_SINGLE : UCS2_SINGLE;
	if (out->units <= single) {
		out->size = single;
		out->segments = out->units > 0;
		out->left = single - out->units;
		return;
	}
	layout.size = out->encoding == SEGMENTS_GSM7 ? GSM_JOINED : UCS2_JOINED;
	if (out->encoding == SEGMENTS_GSM7)
		lay_gsm(text, &layout);
	else
		lay_ucs2(text, &layout);
	out->size = layout.size;
	out->segments = layout.segments;
	out->left = layout.size - layout.used;
}

const char *segments_encoding_name(enum segments_encoding encoding)
{
	return encoding == SEGMENTS_GSM7 ? "GSM-7" : "UCS-2";
}
