/*
 * segments.h - how a text is cut into SMS segments, and why.
 *
 * A segment carries 140 octets. In the GSM 7-bit alphabet (3GPP TS 23.038, default alphabet and its
 * extension table) that is 160 characters, in UCS-2 70; a text of several segments gives 6 octets
 * of each to the header that joins them, which leaves 153 and 67. A character of the extension
 * table costs two and is not split; one character outside the alphabet turns the whole text to
 * UCS-2, where what belongs together (a surrogate pair, an emoji with its joiners, tones and
 * selectors, a letter with its marks) is not split, so a segment may end early.
 *
 * The count is what is to be expected; the true one is the message's num_segments, where
 * look-alikes may have been replaced (SmartEncoded). Invalid UTF-8 counts as U+FFFD each.
 */
#ifndef MSGDECK_MODEL_SEGMENTS_H
#define MSGDECK_MODEL_SEGMENTS_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "model/message.h"

enum segments_encoding { SEGMENTS_GSM7, SEGMENTS_UCS2 };

struct segments {
	enum segments_encoding encoding;
	size_t characters;    /* code points */
	size_t units;         /* septets, or UTF-16 code units */
	size_t segments;      /* 0 for an empty text */
	size_t left;          /* units free in the last segment */
	size_t size;          /* units that each segment holds */
	size_t foreign;       /* characters outside the alphabet */
	size_t first_foreign; /* byte offset of the first of them; meaningless when there is none */
};

void segments_count(struct text text, struct segments *out);
/* "GSM-7" or "UCS-2". */
const char *segments_encoding_name(enum segments_encoding encoding);
/* Septets of a character in the GSM 7-bit alphabet: 1, 2 for the extension table, 0 when it is in
 * neither. */
unsigned segments_gsm_cost(uint32_t codepoint);
/* The next character that is outside the alphabet, at or after byte *offset. On success *offset is
 * where it is and *codepoint what it is; go on at *offset + *length. */
bool segments_next_foreign(struct text text, size_t *offset, size_t *length, uint32_t *codepoint);

#endif
