/*
 * filter_text.c - searching a text without regard to case, fast where texts are ASCII.
 *
 * A needle of ASCII is first looked for in the text with only its ASCII letters folded. When it is
 * not there, only a text with one of the few characters that fold to ASCII letters (the Kelvin
 * sign, the long and the sharp s, ligatures and some letters with marks) can still hold it. A
 * needle that is not ASCII can't be in a text that is.
 */
#include <string.h>

#include "base/text.h"
#include "model/filter_internal.h"

#define WINDOW 1024

/* Copies with ASCII letters in lower case; returns all bytes or'ed together. */
static unsigned fold_ascii(char *to, const char *from, size_t length)
{
	unsigned seen = 0;

	for (size_t i = 0; i < length; i++) {
		unsigned char c = (unsigned char)from[i];

		seen |= c;
		to[i] = (char)(c | ((unsigned char)(c - 'A') < 26 ? 0x20 : 0));
	}
	return seen;
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

/* In windows that overlap by all but one byte of the needle. */
static bool contains_ascii(struct text text, const char *needle, size_t length, unsigned *seen)
{
	char window[WINDOW + FILTER_WORD_MAX];
	size_t at = 0;

	do {
		size_t size = text.length - at < sizeof(window) ? text.length - at : sizeof(window);

		*seen |= fold_ascii(window, text.data + at, size);
		if (memmem(window, size, needle, length) != NULL)
			return true;
		at += WINDOW;
	} while (at < text.length);
	return false;
}

bool filter_contains(struct text text, const char *needle, size_t length, bool ascii)
{
	unsigned seen = 0;

	if (text.data == NULL)
		return false;
	if (contains_ascii(text, needle, length, &seen))
		return true;
	if (seen < 0x80 || (ascii && !may_fold_to_ascii(text.data, text.length)))
		return false;
	return text_contains_folded(text.data, text.length, needle, length);
}
