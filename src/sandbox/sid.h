/*
 * sid.h - SIDs: two letters and 32 hexadecimal digits that stand for a number of ours.
 *
 * The digits are a keyed permutation of (number, check), so a SID is computed from what it names
 * and read back without a table; one that was not made here is recognised as such.
 */
#ifndef MSGDECK_SANDBOX_SID_H
#define MSGDECK_SANDBOX_SID_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#define SID_LENGTH 34
#define SID_SIZE (SID_LENGTH + 1)

/* What the number counts; each kind has SIDs of its own. */
enum sid_kind {
	SID_MESSAGE,
	SID_MEDIA,
	SID_SERVICE,
	SID_REQUEST,
	SID_SENDER,
	SID_CAMPAIGN,
	SID_KIND_COUNT
};

/* Writes prefix (two letters), the digits in lower case and NUL. */
void sid_format(uint64_t key, enum sid_kind kind, const char *prefix, uint64_t number,
		char text[static SID_SIZE]);
/* The number, from the 32 digits behind the prefix; false when they are not ours. */
bool sid_parse(uint64_t key, enum sid_kind kind, const char *text, uint64_t *number);
/* Whether the text is the prefix and 32 hexadecimal digits of either case, and nothing else. */
bool sid_is_wellformed(const char *text, size_t length, const char *prefix);

#endif
