/*
 * filter_text.c - searching a text without regard to case, fast where texts are ASCII.
 *
 * A needle is first looked for in the text with only its ASCII letters folded: where its rarest byte
 * stands, eight bytes at a time. When it is not there and is ASCII, only a text with one of the few
 * characters that fold to ASCII letters (the Kelvin sign, the long and the sharp s, ligatures and some
 * letters with marks) can still hold it. A needle that is not ASCII can't be in a text that is.
 */
#include <string.h>

#include "base/text.h"
#include "model/filter_internal.h"

/* A byte in each of the eight lanes of a word. */
#define LANES(byte) (UINT64_C(0x0101010101010101) * (unsigned char)(byte))

/* What texts are made of in many languages, the most frequent last. */
static const char frequent[] = "vbgpfwmucdlhrsnitoae ";

static size_t how_often(char byte)
{
	const char *at = byte ? strchr(frequent, byte) : NULL;

	/* Characters of one alphabet begin alike. */
	return at ? (size_t)(at - frequent) + 2 : (unsigned char)byte >= 0xc0;
}

uint8_t filter_rarest(const char *needle, size_t length)
{
	size_t rarest = 0, least = SIZE_MAX;

	for (size_t i = 0; i < length; i++) {
		if (how_often(needle[i]) < least) {
			rarest = i;
			least = how_often(needle[i]);
		}
	}
	return (uint8_t)rarest;
}

static unsigned char fold_byte(char byte)
{
	unsigned char c = (unsigned char)byte;

	return c | ((unsigned char)(c - 'A') < 26 ? 0x20 : 0);
}

/* The same in all lanes. A sum of seven bits sets the eighth from 'A' on, and from beyond 'Z' on. */
static uint64_t fold_lanes(uint64_t word)
{
	uint64_t low = word & LANES(0x7f);
	uint64_t from_a = low + LANES(0x80 - 'A'), beyond_z = low + LANES(0x7f - 'Z');

	return word | (from_a & ~beyond_z & ~word & LANES(0x80)) >> 2;
}

/* Whether one of the lanes is 0. */
static bool has_zero(uint64_t word)
{
	return (word - LANES(1)) & ~word & LANES(0x80);
}

static bool is_at(struct text text, size_t at, const struct filter_node *node)
{
	if (at < node->needle_rarest ||
	    text.length - at < node->needle_length - node->needle_rarest)
		return false;
	at -= node->needle_rarest;
	for (size_t i = 0; i < node->needle_length; i++)
		if (fold_byte(text.data[at + i]) != (unsigned char)node->needle[i])
			return false;
	return true;
}

/* Whether the rarest byte of a needle stands somewhere in [at, end), and all of it around that. */
static bool is_around(struct text text, size_t at, size_t end, const struct filter_node *node)
{
	unsigned char rarest = (unsigned char)node->needle[node->needle_rarest];

	for (; at < end; at++)
		if (fold_byte(text.data[at]) == rarest && is_at(text, at, node))
			return true;
	return false;
}

static bool contains(struct text text, const struct filter_node *node, bool *ascii)
{
	uint64_t wanted = LANES(node->needle[node->needle_rarest]), seen = 0, word;
	size_t at = 0;

	for (; text.length - at >= sizeof(word); at += sizeof(word)) {
		memcpy(&word, text.data + at, sizeof(word));
		seen |= word;
		if (has_zero(fold_lanes(word) ^ wanted) &&
		    is_around(text, at, at + sizeof(word), node))
			return true;
	}
	word = 0;
	memcpy(&word, text.data + at, text.length - at);
	*ascii = !((seen | word) & LANES(0x80));
	return is_around(text, at, text.length, node);
}

/* U+00DF U+0130 U+0149 U+017F U+01F0 U+1E96..U+1E9E U+212A U+FB00..U+FB06 */
static bool may_fold_to_ascii(const char *text, size_t length)
{
	for (size_t i = 0; i + 1 < length; i++) {
		unsigned char a = (unsigned char)text[i];
		unsigned char b = (unsigned char)text[i + 1];

		if (a < 0xc3)
			continue;
		if ((a == 0xc3 && b == 0x9f) || (a == 0xc4 && b == 0xb0) ||
		    (a == 0xc5 && (b == 0x89 || b == 0xbf)) || (a == 0xc7 && b == 0xb0) ||
		    (a == 0xe1 && b == 0xba) || (a == 0xe2 && b == 0x84) ||
		    (a == 0xef && b == 0xac))
			return true;
	}
	return false;
}

bool filter_test_text(const struct filter_node *node, struct text text)
{
	bool ascii;

	if (text.data == NULL)
		return false;
	if (node->needle_length == 0 || contains(text, node, &ascii))
		return true;
	if (ascii || (node->needle_ascii && !may_fold_to_ascii(text.data, text.length)))
		return false;
	return text_contains_folded(text.data, text.length, node->needle, node->needle_length);
}
