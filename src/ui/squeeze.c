#include "ui/squeeze.h"

#include <stdbool.h>
#include <string.h>

#define ASCII_SET "\033(B"
#define ASCII_SET_LENGTH (sizeof(ASCII_SET) - 1)
/* Parameters of one sequence, in bytes: terminals have limits of their own from 16 of them on. */
#define PARAMETERS_MAX 24

/* The length of the sequence for attributes that the bytes begin with; 0: they don't. */
static size_t attributes_length(const char *bytes, size_t length)
{
	size_t at = 2;

	if (length < 3 || bytes[0] != '\033' || bytes[1] != '[')
		return 0;
	while (at < length && (bytes[at] == ';' || (bytes[at] >= '0' && bytes[at] <= '9')))
		at++;
	return at < length && bytes[at] == 'm' ? at + 1 : 0;
}

/* Whether it begins with a reset: "\033[m", "\033[0m", "\033[0;1m", "\033[;1m". */
static bool is_reset(const char *sequence)
{
	return sequence[2] == 'm' || sequence[2] == ';' ||
	       (sequence[2] == '0' && (sequence[3] == 'm' || sequence[3] == ';'));
}

size_t squeeze(char *bytes, size_t length)
{
	size_t out = 0;
	size_t before = 0; /* the attributes that end at `out`, in bytes; 0: none do */

	for (size_t at = 0; at < length;) {
		size_t size = attributes_length(bytes + at, length - at);

		if (length - at >= ASCII_SET_LENGTH &&
		    memcmp(bytes + at, ASCII_SET, ASCII_SET_LENGTH) == 0) {
			at += ASCII_SET_LENGTH;
			continue;
		}
		if (!size) {
			bytes[out++] = bytes[at++];
			before = 0;
			continue;
		}
		if (before && is_reset(bytes + at)) {
			out -= before;
			before = 0;
		}
		if (before && before + size <= PARAMETERS_MAX) {
			bytes[out - 1] = ';';
			memmove(bytes + out, bytes + at + 2, size - 2);
			out += size - 2;
			before += size - 2;
		} else {
			memmove(bytes + out, bytes + at, size);
			out += size;
			before = size;
		}
		at += size;
	}
	return out;
}
