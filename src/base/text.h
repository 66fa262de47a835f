/*
 * text.h - UTF-8: validity, width on a terminal, and the one way in which foreign text becomes fit
 * to draw. The only file that knows utf8proc.
 *
 * What is drawn is made unambiguous on purpose (terminals disagree about joiners, skin tones and
 * flags): text_clean() keeps at most TEXT_MARKS_MAX combining marks a base, drops joiners,
 * variation selectors and skin tones, spells flags as letters, and turns invalid UTF-8, lone
 * surrogates (WTF-8) and unassigned code points into U+FFFD. C0, C1, DEL and NUL become visible
 * substitutes (U+2400 block), bidirectional controls and zero-width characters become visible
 * marks. No byte that came from the network reaches a terminal as a control sequence.
 *
 * In detail:
 *  - ZWJ, ZWNJ, variation selectors and the like are dropped wherever they stand: they join letters in
 *    Persian and Indic texts as legitimately as they join emoji. What else has no width (zero-width
 *    space, word joiner, BOM, tags, fillers, annotations) becomes U+2422, each one.
 *  - Bidirectional controls become U+21C4. A soft hyphen becomes a hyphen.
 *  - A skin tone or a subdivision flag's tags vanish behind their emoji only; elsewhere a tone is
 *    drawn and a tag is U+2422.
 *  - Emoji keep the width that they have without a variation selector.
 *  - Blanks other than U+3000, which takes two cells, become U+0020; line and paragraph separators
 *    and NEL become visible marks, never new lines.
 *  - Hangul syllables in pieces are put together; pieces that fit nowhere, and the few characters to
 *    which C libraries give another width than terminals do, become U+FFFD.
 *  - A combining mark with no base gets U+25CC. So a cleaned text may follow any other.
 *  - Cleaning what was cleaned changes nothing.
 */
#ifndef MSGDECK_BASE_TEXT_H
#define MSGDECK_BASE_TEXT_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "base/strbuf.h"

#define TEXT_MARKS_MAX 2

enum text_clean_flags {
	TEXT_ONE_LINE = 0,      /* newlines become U+23CE, tabs become blanks */
	TEXT_KEEP_NEWLINES = 1, /* '\n' stays, "\r\n" counts as one; tabs become blanks */
};

/* Appends the cleaned form of length bytes. Its output is valid UTF-8 of known width. */
void text_clean(struct strbuf *out, const char *bytes, size_t length, enum text_clean_flags flags);
/* Decodes one code point (surrogates allowed: WTF-8); returns bytes used, 0 at the end. Invalid
 * input gives U+FFFD and uses one byte, or the maximal ill-formed prefix. */
size_t text_decode(const char *bytes, size_t length, uint32_t *codepoint);
size_t text_encode(uint32_t codepoint, char bytes[static 4]);
bool text_is_valid(const char *bytes, size_t length);
/* Cells of one code point of cleaned text: 0, 1 or 2. */
int text_codepoint_width(uint32_t codepoint);
/* Cells of cleaned text. */
size_t text_width(const char *bytes, size_t length);
/* Bytes of the longest prefix of cleaned text that takes at most `cells`; *used gets its cells. A
 * base keeps its combining marks. */
size_t text_fit(const char *bytes, size_t length, size_t cells, size_t *used);
/* Bytes of the next user-visible character (base and marks) of cleaned text. */
size_t text_next(const char *bytes, size_t length);
/* Case-folded, for searching without regard to case (utf8proc casefold). */
void text_fold(struct strbuf *out, const char *bytes, size_t length);
/* Whether `needle`, already folded, occurs in the folded form of the text. */
bool text_contains_folded(const char *bytes, size_t length, const char *needle,
			  size_t needle_length);
/* The ASCII letter that this one is with a mark, "é" or "Ż"; NUL where it is none. */
char text_base_letter(uint32_t codepoint);
/* The ASCII character that stands for another one in terminals without UTF-8: for the symbols of our own
 * screens and of text_clean(), and for Latin letters; NUL where there is none. */
char text_ascii_substitute(uint32_t codepoint);
/* The versions of utf8proc and of the Unicode tables that it has. */
const char *text_library(void);
const char *text_unicode(void);

#endif
