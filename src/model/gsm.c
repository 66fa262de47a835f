#include "model/gsm.h"

#include <stdbool.h>
#include <string.h>

#include "base/mem.h"
#include "base/text.h"
#include "model/segments.h"

struct look_alike {
	uint32_t codepoint;
	const char *text;
};

static const struct look_alike look_alikes[] = {
#define GSM(codepoint, text) { codepoint, text },
#include "model/gsm.def"
#undef GSM
};

/* The letters with marks that the alphabet has, in pieces. */
static const struct {
	char base;
	uint16_t mark;
	const char *letter;
} composed[] = {
	{ 'A', 0x0308, "Ä" }, { 'A', 0x030a, "Å" }, { 'C', 0x0327, "Ç" }, { 'E', 0x0301, "É" },
	{ 'N', 0x0303, "Ñ" }, { 'O', 0x0308, "Ö" }, { 'U', 0x0308, "Ü" }, { 'a', 0x0300, "à" },
	{ 'a', 0x0308, "ä" }, { 'a', 0x030a, "å" }, { 'e', 0x0300, "è" }, { 'e', 0x0301, "é" },
	{ 'i', 0x0300, "ì" }, { 'n', 0x0303, "ñ" }, { 'o', 0x0300, "ò" }, { 'o', 0x0308, "ö" },
	{ 'u', 0x0300, "ù" }, { 'u', 0x0308, "ü" },
};

const char *gsm_look_alike(uint32_t codepoint)
{
	size_t low = 0;
	size_t high = ARRAY_SIZE(look_alikes);

	while (low < high) {
		size_t middle = low + (high - low) / 2;

		if (look_alikes[middle].codepoint == codepoint)
			return look_alikes[middle].text;
		if (look_alikes[middle].codepoint < codepoint)
			low = middle + 1;
		else
			high = middle;
	}
	return NULL;
}

/* The marks of Latin letters: combining diacritical marks. */
static bool is_mark(uint32_t codepoint)
{
	return codepoint >= 0x0300 && codepoint <= 0x036f;
}

/* Puts a mark and the letter at the end of `out` together where the alphabet has both as one. */
static void join(struct strbuf *out, uint32_t mark)
{
	for (size_t i = 0; out->length && i < ARRAY_SIZE(composed); i++)
		if (composed[i].base == out->data[out->length - 1] && composed[i].mark == mark) {
			strbuf_truncate(out, out->length - 1);
			strbuf_addstr(out, composed[i].letter);
			return;
		}
}

size_t gsm_replace(struct strbuf *out, struct text text)
{
	size_t replaced = 0;
	bool after_letter = false; /* of the alphabet */

	for (size_t at = 0; at < text.length;) {
		uint32_t codepoint;
		size_t length = text_decode(text.data + at, text.length - at, &codepoint);
		bool known = segments_gsm_cost(codepoint) > 0;
		const char *instead = known ? NULL : gsm_look_alike(codepoint);

		if (instead) {
			strbuf_addstr(out, instead);
			replaced++;
		} else if (is_mark(codepoint) && after_letter) {
			join(out, codepoint);
			replaced++;
		} else {
			strbuf_add(out, text.data + at, length);
		}
		after_letter = known || instead || (is_mark(codepoint) && after_letter);
		at += length;
	}
	return replaced;
}
